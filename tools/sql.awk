# Collects the statements and fragments of the .sql files given as arguments.  POSIX awk.
#
#   mode=header    sql.h: enum om__sql and enum om__frag
#   mode=source    sql.c: their texts with file and line, behind om__sql_text and om__frag_text
#   mode=prepare   a psql script that prepares every statement and prints TAP (tests/pg/prepare.sh)
#
# A block begins with "-- name: NAME" or "-- field: NOUN.FIELD" and ends at the next one.  "-- variant: postgres" inside it
# begins the text for that engine.  Other comment lines are dropped.

function fail(text) {
	if (!bad)
		printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
	bad = 1
	exit 1
}

function close_block() {
	if (count == 0 || closed)
		return
	closed = 1
	if (text[count, "sql"] == "" || (is_variant && text[count, "postgres"] == "")) {
		printf "%s:%d: '%s' has no text\n", file[count], line[count], label[count] > "/dev/stderr"
		bad = 1
		exit 1
	}
}

function begin_block(kind, n, shape,  id) {
	close_block()
	closed = is_variant = 0
	if (n !~ shape)
		fail("'" n "' is no name of a " (kind == "name" ? "statement" : kind))
	id = n
	gsub(/\./, "_", id)
	if ((kind, id) in seen)
		fail("'" n "' is there already, at " seen[kind, id])
	seen[kind, id] = FILENAME ":" FNR
	count++
	kind_of[count] = kind
	label[count] = n
	ident[count] = id
	file[count] = FILENAME
	line[count] = FNR
	text[count, "sql"] = text[count, "postgres"] = ""
}

# The first word after "-- MARK:".
function value_of_mark(  v) {
	v = $0
	sub(/^--[ \t]*[a-z]+:[ \t]*/, "", v)
	sub(/[ \t]+$/, "", v)
	return v
}

function add_text(s,  bare, which) {
	bare = s
	gsub(/'[^']*'/, "", bare)
	if (bare ~ /--/)
		fail("a comment stands on a line of its own: fragments are joined")
	if (bare ~ /;/)
		fail("one statement a block, without a semicolon")
	if (count == 0)
		fail("text before the first block")
	which = is_variant ? "postgres" : "sql"
	sub(/[ \t]+$/, "", s)
	text[count, which] = text[count, which] (text[count, which] == "" ? "" : "\n") s
}

# Without a file there is nothing to read, not standard input.
BEGIN {
	if (ARGC == 1) {
		ARGV[1] = "/dev/null"
		ARGC = 2
	}
}

FNR == 1 { close_block(); inside = 0 }
/^--[ \t]*name:/ { begin_block("name", value_of_mark(), "^[a-z][a-z0-9_]*$"); inside = 1; next }
/^--[ \t]*field:/ { begin_block("field", value_of_mark(), "^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$"); inside = 1; next }
/^--[ \t]*variant:/ {
	if (!inside || is_variant || value_of_mark() != "postgres")
		fail("'variant: postgres' stands once in a block")
	is_variant = 1
	next
}
/^[ \t]*--/ || /^[ \t]*$/ { next }
{
	if (!inside)
		fail("text before the first block")
	add_text($0)
}

function c_string(s,  part, n, i, out) {
	gsub(/\\/, "&&", s)
	gsub(/"/, "\\\"", s)
	gsub(/\t/, "\\t", s)
	n = split(s, part, "\n")
	for (i = 1; i <= n; i++)
		out = out "\n\t\t\"" part[i] (i < n ? "\\n" : "") "\""
	return out
}

function print_enum(kind, prefix,  i) {
	for (i = 1; i <= count; i++)
		if (kind_of[i] == kind)
			print "\t" prefix ident[i] ","
	print "\t" prefix "COUNT\n};"
}

function print_rows(kind,  i) {
	for (i = 1; i <= count; i++)
		if (kind_of[i] == kind)
			printf "\t{\"%s\", \"%s\", %d,%s,\n\t\t%s},\n", label[i], file[i], line[i],
				c_string(text[i, "sql"]),
				text[i, "postgres"] == "" ? "NULL" : c_string(text[i, "postgres"])
}

# :x becomes $n, outside of texts; a cast (::type) stays.
function numbered(s,  out, c, p, n, name, number) {
	while (s != "") {
		c = substr(s, 1, 1)
		if (match(s, /^'[^']*'/) || match(s, /^::/)) {
			out = out substr(s, 1, RLENGTH)
			s = substr(s, RLENGTH + 1)
		} else if (match(s, /^:[a-z_][a-z0-9_]*/)) {
			name = substr(s, 2, RLENGTH - 1)
			s = substr(s, RLENGTH + 1)
			if (!(name in number))
				number[name] = ++n
			out = out "$" number[name]
		} else {
			out = out c
			s = substr(s, 2)
		}
	}
	return out
}

function print_prepares(  i, n) {
	for (i = 1; i <= count; i++) {
		if (kind_of[i] != "name")
			continue
		n++
		print "\\echo '# " file[i] ":" line[i] "'"
		print "prepare " ident[i] " as\n" \
			numbered(text[i, text[i, "postgres"] == "" ? "sql" : "postgres"]) ";"
		print "\\if :ERROR\n\\echo not ok " (n + first) " - " ident[i]
		print "\\else\n\\echo ok " (n + first) " - " ident[i] "\n\\endif"
	}
	print "\\echo 1.." (n + first)
}

END {
	if (!bad)
		close_block()
	if (bad)
		exit 1
	if (mode == "prepare") {
		print_prepares()
		exit 0
	}
	print "/* Made from the .sql files; not edited by hand. */"
	if (mode == "header") {
		print "#pragma once\n\nenum om__sql {"
		print_enum("name", "OM__SQL_")
		print "\nenum om__frag {\n\tOM__F_NONE = 0,"
		print_enum("field", "OM__F_")
		exit 0
	}
	print "#include \"db/db.h\"\n"
	print "static const struct om__sql_text statements[] = {"
	print_rows("name")
	print "\t{0},\n};\n"
	print "static const struct om__sql_text fragments[] = {\n\t{0},"
	print_rows("field")
	print "};\n"
	print "const struct om__sql_text *om__sql_text(enum om__sql id)\n{"
	print "\tOM_ASSERT((unsigned)id < OM__SQL_COUNT);\n\treturn &statements[id];\n}\n"
	print "const struct om__sql_text *om__frag_text(enum om__frag id)\n{"
	print "\tOM_ASSERT((unsigned)id < OM__F_COUNT);\n\treturn &fragments[id];\n}"
}
