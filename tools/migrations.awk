# Embeds the migrations, lib/db/migrations/NNNN-name.sql, given in order.  POSIX awk.
#
# A file begins with one or more lines "-- what: TEXT", which people read before they upgrade.  "-- step" begins a statement
# for every engine, "-- step: sqlite" and "-- step: postgres" one for that engine alone.  Other comment lines are dropped.
# The numbers count up from 2 without a gap; the last one must be OM__SCHEMA_VERSION of db.h.

function fail(text) {
	if (!bad)
		printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
	bad = 1
	exit 1
}

function close_file() {
	close_step()
	if (count && (what[count] == "" || !steps[count])) {
		printf "%s: a line '-- what:' and a step are needed\n", file > "/dev/stderr"
		bad = 1
		exit 1
	}
}

function close_step() {
	if (engine == "")
		return
	sub(/;[ \t\n]*$/, "", body)
	if (body == "")
		fail("a step without text")
	steps[count]++
	if (engine != "postgres")
		text[count, "sqlite", ++n_text[count, "sqlite"]] = body
	if (engine != "sqlite")
		text[count, "postgres", ++n_text[count, "postgres"]] = body
	engine = body = ""
}

function begin_file(  base) {
	close_file()
	file = FILENAME
	base = FILENAME
	sub(/.*\//, "", base)
	sub(/\.sql$/, "", base)
	if (base !~ /^[0-9][0-9][0-9][0-9]-[a-z0-9-]+$/)
		fail("a migration is named NNNN-name.sql")
	count++
	if (substr(base, 1, 4) + 0 != count + 1)
		fail("number " substr(base, 1, 4) " should be " sprintf("%04d", count + 1))
	name[count] = base
	what[count] = ""
}

BEGIN {
	if (ARGC == 1) {
		ARGV[1] = "/dev/null"
		ARGC = 2
	}
}
FNR == 1 && FILENAME != "/dev/null" { begin_file() }
/^-- what: / {
	what[count] = what[count] (what[count] == "" ? "" : "\n") substr($0, 10)
	next
}
/^-- step/ {
	close_step()
	if ($0 !~ /^-- step(: (sqlite|postgres))?$/)
		fail("a step is for all engines, sqlite or postgres")
	engine = $0 == "-- step" ? "all" : substr($0, 10)
	next
}
/^[ \t]*--/ || (/^[ \t]*$/ && body == "") { next }
{
	if (engine == "")
		fail("text before the first step")
	body = body (body == "" ? "" : "\n") $0
}

function c_string(s,  part, n, i, out) {
	gsub(/\\/, "&&", s)
	gsub(/"/, "\\\"", s)
	gsub(/\t/, "\\t", s)
	n = split(s, part, "\n")
	for (i = 1; i <= n; i++)
		out = out "\n\t\"" part[i] (i < n ? "\\n" : "") "\""
	return out
}

function print_steps(i, e,  k) {
	printf "static const char *const %s_%d[] = {", e, i + 1
	for (k = 1; k <= n_text[i, e]; k++)
		printf "%s,", c_string(text[i, e, k])
	print "\n\tNULL,\n};"
}

END {
	if (!bad)
		close_file()
	if (bad)
		exit 1
	print "/* Made from lib/db/migrations; not edited by hand. */\n#include \"db/migrate.h\"\n"
	printf "_Static_assert(OM__SCHEMA_VERSION == %d, \"the version of the schema is that of the last migration\");\n\n", count + 1
	for (i = 1; i <= count; i++) {
		print_steps(i, "sqlite")
		print_steps(i, "postgres")
	}
	print "const struct om__migration om__migrations[] = {"
	for (i = 1; i <= count; i++)
		printf "\t{%d, \"%s\",%s,\n\t\t{sqlite_%d, postgres_%d}},\n", i + 1, name[i], c_string(what[i]), i + 1, i + 1
	print "\t{0},\n};"
}
