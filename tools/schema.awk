# Renders lib/db/schema.om, the schema in its neutral form, for each engine.  POSIX awk.
#
#   mode=header    schema.h: the declarations of om__schema_sqlite[] and om__schema_postgres[]
#   mode=source    schema.c: their definitions, one string a statement, NULL at the end
#   mode=postgres  the statements for psql, as tests/pg/prepare.sh wants them
#   mode=page      the page om-schema(5): awk -v mode=page -f tools/schema.awk lib/db/schema.om >man/om-schema.5
#
# prefix=om__base and head=base_schema.h give the arrays another name, for the schema of version 1.
#
# The language is described at the head of schema.om.  What it does not know is an error with file and line.

function fail(line, text) {
	if (!bad)
		printf "%s:%d: %s\n", FILENAME, line, text > "/dev/stderr"
	bad = 1
	exit 1
}

# Takes the next word off REST.
function word(  w) {
	match(rest, /^[^ \t]+/)
	w = substr(rest, 1, RLENGTH)
	rest = substr(rest, RLENGTH + 1)
	sub(/^[ \t]+/, "", rest)
	return w
}

function name(what,  w) {
	w = word()
	if (w !~ /^[a-z][a-z0-9_]*$/)
		fail(FNR, what " name '" w "' is not of a-z, 0-9 and _")
	if (length(w) > 48)
		fail(FNR, what " name '" w "' is longer than 48 characters")
	return w
}

# Takes "(a, b)" off REST and gives "a, b"; every name must be a column of TABLE.
function columns(table,  list, part, n, i) {
	if (!match(rest, /^\([a-z0-9_, ]+\)/))
		fail(FNR, "a list of columns in parentheses is missing")
	list = substr(rest, 2, RLENGTH - 2)
	rest = substr(rest, RLENGTH + 1)
	sub(/^[ \t]+/, "", rest)
	n = split(list, part, /, */)
	for (i = 1; i <= n; i++)
		if (!((table, part[i]) in type))
			fail(FNR, "'" table "' has no column '" part[i] "'")
	return list
}

# Names of constraints and indices, which PostgreSQL keeps in one space for each schema.
function claim(n) {
	if (n in taken)
		fail(FNR, "the name '" n "' is used twice")
	taken[n] = 1
	return n
}

function underscored(list) {
	gsub(/, */, "_", list)
	return list
}

function end_of_line() {
	if (rest != "")
		fail(FNR, "unknown words '" rest "'")
}

function no_comment() {
	if (comment != "")
		fail(FNR, "a comment has no place here")
}

# "where EXPR [unique]" or "unique" at the end of an index; sets WHERE and IS_UNIQUE.
function tail_of_index() {
	where = ""
	is_unique = 0
	if (rest ~ /(^|[ \t])unique$/) {
		is_unique = 1
		sub(/[ \t]*unique$/, "", rest)
	}
	if (rest ~ /^where[ \t]/) {
		word()
		where = " where " rest
		rest = ""
	}
	end_of_line()
}

function add_index(n, table, list, is_unique, where) {
	indices[table]++
	index_text[table, indices[table]] = "create " (is_unique ? "unique " : "") "index " n " on " table \
		" (" list ")" where
}

function add_constraint(table, text) {
	constraints[table]++
	constraint[table, constraints[table]] = text
}

# What the page says of keys, indices and checks.
function add_note(table, text) {
	notes[table]++
	note[table, notes[table]] = text
}

function begin_table() {
	t = name("table")
	if (t in known)
		fail(FNR, "table '" t "' is there already")
	known[t] = 1
	tables[++table_count] = t
	table_line[t] = FNR
	if (comment == "")
		fail(FNR, "table '" t "' has no comment")
	table_comment[t] = comment
	if (sub(/^append-only([ \t]+|$)/, "", rest))
		append_only[t] = 1
	# The columns themselves are not known yet: check_table() looks at them.
	if (t in append_only && sub(/^but[ \t]+/, "", rest) && match(rest, /^\([a-z0-9_, ]+\)$/)) {
		blanks[t] = substr(rest, 2, RLENGTH - 2)
		rest = ""
	}
	end_of_line()
}

function is_blanked(table, c) {
	return (table in blanks) && index(", " blanks[table] ",", ", " c ",") > 0
}

function add_column(  c, ty, w) {
	c = name("column")
	ty = word()
	if ((t, c) in type)
		fail(FNR, "column '" c "' is there already")
	column[t, ++column_count[t]] = c
	column_line[t, c] = FNR
	if (sub(/\?$/, "", ty))
		nullable[t, c] = 1
	if (!(ty in sqlite_type))
		fail(FNR, "unknown type '" ty "'")
	type[t, c] = ty
	if (ty == "id") {
		if (t in id_of || (t, c) in nullable)
			fail(FNR, "one id a table, which is never null")
		id_of[t] = c
	}
	if (comment == "")
		fail(FNR, "column '" c "' has no comment")
	column_comment[t, c] = comment
	while (rest != "") {
		w = word()
		if (w == "default" && ty == "text" && match(rest, /^'[^']*'/)) {
			default_of[t, c] = substr(rest, 1, RLENGTH)
			rest = substr(rest, RLENGTH + 1)
			sub(/^[ \t]+/, "", rest)
		} else if (w == "default" && ty == "int64" && rest ~ /^-?[0-9]+([ \t]|$)/) {
			default_of[t, c] = word()
		} else if (w == "ref" && ty == "int64") {
			ref_of[t, c] = name("table")
		} else {
			fail(FNR, "unknown words '" w " " rest "'")
		}
	}
}

function add_line(  n, list) {
	if (rest ~ /^key[ \t]*\(/) {
		no_comment()
		word()
		if (t in key_of)
			fail(FNR, "two keys")
		key_of[t] = columns(t)
		add_note(t, "key (" key_of[t] ")")
		end_of_line()
	} else if (rest ~ /^unique[ \t]*\(/) {
		no_comment()
		word()
		list = columns(t)
		n = claim(t "_" underscored(list) "_unique")
		tail_of_index()
		add_note(t, "unique (" list ")" where)
		if (where != "")
			add_index(n, t, list, 1, where)
		else
			add_constraint(t, "constraint " n " unique (" list ")")
	} else if (rest ~ /^check[ \t]+[a-z0-9_]+[ \t]+\(.*\)$/) {
		no_comment()
		word()
		n = claim(name("check"))
		add_note(t, "check " n " " rest)
		add_constraint(t, "constraint " n " check " rest)
	} else {
		add_column()
	}
}

function add_index_line(  n, table, list) {
	no_comment()
	n = claim(name("index"))
	if (word() != "on")
		fail(FNR, "'on TABLE' is missing")
	table = name("table")
	if (!(table in known))
		fail(FNR, "index on unknown table '" table "'")
	list = columns(table)
	tail_of_index()
	add_note(table, (is_unique ? "unique" : "index") " (" list ")" where)
	add_index(n, table, list, is_unique, where)
}

BEGIN {
	if (prefix == "")
		prefix = "om__schema"
	if (head == "")
		head = "schema.h"
	sqlite_type["id"] = "integer"
	sqlite_type["int64"] = "integer"
	sqlite_type["text"] = "text"
	sqlite_type["bytes"] = "blob"
	postgres_type["id"] = "bigint"
	postgres_type["int64"] = "bigint"
	postgres_type["text"] = "text collate \"C\""
	postgres_type["bytes"] = "bytea"
}

/^#/ || /^[ \t]*$/ { next }
{
	rest = $0
	comment = ""
	if ((at = index(rest, " -- ")) > 0) {
		comment = substr(rest, at + 4)
		rest = substr(rest, 1, at - 1)
	}
	sub(/[ \t]+$/, "", rest)
}
/^table[ \t]/ { word(); begin_table(); next }
/^index[ \t]/ { word(); add_index_line(); next }
/^\t/ {
	if (t == "")
		fail(FNR, "a column outside a table")
	sub(/^[ \t]+/, "", rest)
	add_line()
	next
}
{ fail(FNR, "unknown word '" word() "'") }

function quoted(s) {
	gsub(/'/, "''", s)
	return "'" s "'"
}

function emit(engine, text) {
	statement[engine, ++statements[engine]] = text
}

function reference(c,  to) {
	to = ref_of[t, c]
	return "references " to " (" id_of[to] ") on delete restrict on update restrict"
}

function column_text(engine, c,  s) {
	s = c " " (engine == "sqlite" ? sqlite_type[type[t, c]] : postgres_type[type[t, c]])
	if (type[t, c] == "id")
		return s " primary key"
	if (!((t, c) in nullable))
		s = s " not null"
	if ((t, c) in default_of)
		s = s " default " default_of[t, c]
	if ((t, c) in ref_of && engine == "sqlite")
		s = s " constraint " t "_" c "_ref " reference(c)
	return s
}

function table_text(engine,  s, i, n, c, is_lite) {
	is_lite = engine == "sqlite"
	n = column_count[t]
	s = "create table " t " (" (is_lite ? " -- " table_comment[t] : "") "\n"
	for (i = 1; i <= n; i++) {
		c = column[t, i]
		s = s "\t" column_text(engine, c) (i < n || t in key_of || constraints[t] > 0 ? "," : "") \
			(is_lite ? " -- " column_comment[t, c] : "") "\n"
	}
	if (t in key_of)
		s = s "\tprimary key (" key_of[t] ")" (constraints[t] > 0 ? "," : "") "\n"
	for (i = 1; i <= constraints[t]; i++)
		s = s "\t" constraint[t, i] (i < constraints[t] ? "," : "") "\n"
	return s ")" (!is_lite ? "" : t in key_of ? " strict, without rowid" : " strict")
}

# An update that does no more than empty columns which may be emptied.
function only_blanks(  i, c, s, same) {
	for (i = 1; i <= column_count[t]; i++) {
		c = column[t, i]
		same = "new." c " is not distinct from old." c
		s = s (i > 1 ? " and " : "") (is_blanked(t, c) ? "(new." c " = '' or " same ")" : same)
	}
	return s
}

function sqlite_trigger(verb) {
	emit("sqlite", "create trigger " t "_no_" verb " before " verb " on " t \
		(verb == "update" && t in blanks ? "\nwhen not (" only_blanks() ")" : "") "\nbegin\n" \
		"\tselect raise(abort, '" t " is append-only');\nend")
}

function postgres_triggers() {
	if (t in blanks) {
		emit("postgres", "create trigger " t "_no_update before update on " t "\n" \
			"for each row when (not (" only_blanks() ")) execute function om_append_only()")
		emit("postgres", "create trigger " t "_no_delete before delete on " t "\n" \
			"for each row execute function om_append_only()")
	} else {
		emit("postgres", "create trigger " t "_append_only before update or delete on " t "\n" \
			"for each row execute function om_append_only()")
	}
	emit("postgres", "create trigger " t "_no_truncate before truncate on " t "\n" \
		"for each statement execute function om_append_only()")
}

function render_table(  i, c) {
	emit("sqlite", table_text("sqlite"))
	emit("postgres", table_text("postgres"))
	for (i = 1; i <= indices[t]; i++) {
		emit("sqlite", index_text[t, i])
		emit("postgres", index_text[t, i])
	}
	if (t in append_only) {
		sqlite_trigger("update")
		sqlite_trigger("delete")
		postgres_triggers()
	}
	emit("postgres", "comment on table " t " is " quoted(table_comment[t]))
	for (i = 1; i <= column_count[t]; i++) {
		c = column[t, i]
		emit("postgres", "comment on column " t "." c " is " quoted(column_comment[t, c]))
	}
}

function check_table(  i, c, to, n, part) {
	if ((t in id_of) == (t in key_of))
		fail(table_line[t], "table '" t "' wants an id or a key, and not both")
	n = t in blanks ? split(blanks[t], part, /, */) : 0
	for (i = 1; i <= n; i++)
		if (type[t, part[i]] != "text")
			fail(table_line[t], "'" t "' has no text '" part[i] "' to be emptied")
	for (i = 1; i <= column_count[t]; i++) {
		c = column[t, i]
		if (!((t, c) in ref_of))
			continue
		to = ref_of[t, c]
		if (!(to in id_of))
			fail(column_line[t, c], "'" to "' is no table with an id")
	}
}

# Tables may refer to later ones, which PostgreSQL takes only when all are there.
function postgres_references(  i, c) {
	for (i = 1; i <= column_count[t]; i++) {
		c = column[t, i]
		if ((t, c) in ref_of)
			emit("postgres", "alter table " t " add constraint " t "_" c "_ref foreign key (" c ")\n" \
				reference(c))
	}
}

function c_string(text,  part, n, i) {
	gsub(/\\/, "&&", text)
	gsub(/"/, "\\\"", text)
	gsub(/\t/, "\\t", text)
	n = split(text, part, "\n")
	for (i = 1; i <= n; i++)
		printf "\t\"%s%s\"%s\n", part[i], i < n ? "\\n" : "", i < n ? "" : ","
}

function print_source(  e, i, engine) {
	print "#include \"" head "\"\n#include <stddef.h>"
	for (e = 1; e <= 2; e++) {
		engine = e == 1 ? "sqlite" : "postgres"
		print "\nconst char *const " prefix "_" engine "[] = {"
		for (i = 1; i <= statements[engine]; i++)
			c_string(statement[engine, i])
		print "\tNULL,\n};"
	}
}

# A text for mdoc, in lines: nothing in it is taken for a request, a macro or an escape.
function mdoc(text,  part, n, i, line, lines) {
	gsub(/\\/, "\\e", text)
	n = split(text, part, " ")
	for (i = 1; i <= n; i++) {
		if (length(line) + length(part[i]) > 76) {
			lines = lines line "\n"
			line = ""
		}
		line = line (line == "" ? "\\&" : " ") part[i]
	}
	return lines line
}

function page_head() {
	print ".\\\" Made from lib/db/schema.om by tools/schema.awk; not edited by hand."
	print ".Dd March 2, 2026\n.Dt OM-SCHEMA 5\n.Os"
	print ".Sh NAME\n.Nm om-schema\n.Nd tables and columns of the om database"
	print ".Sh DESCRIPTION"
	print "This is the map of the data: every table with what a row is, every column with"
	print "what it holds."
	print "The programs are the way to change data; whoever reads them by other means, for"
	print "a report or a copy, finds here what they mean."
	print "Reading never disturbs the programs"
	print ".Pq Xr om-engines 7 ;"
	print "writing past them breaks what"
	print ".Ql om-admin check"
	print "proves."
	print ".Ss Types"
	print ".Bl -tag -width Ds -compact"
	print ".It id\nthe integer key, never used again"
	print ".It int64\na whole number"
	print ".It text\nUTF-8, compared byte for byte"
	print ".It bytes\nbinary"
	print ".El"
	print ".Pp"
	print "A column holds a value in every row unless it may be null."
	print "Yes and no are 1 and 0."
	print "Instants are seconds since 1970 in UTC, days are days since 1970-01-01."
	print "Money is counted in 1/10000 of the unit of its currency, weights in nanograms,"
	print "lengths in micrometres; a column beside them names the currency or the unit that"
	print "was typed."
	print "A column that refers to a table holds the key of a row there, which can be"
	print "neither changed nor deleted while it is referred to."
	print "An append-only table is a ledger: its rows are never changed or deleted,"
	print "unless texts of it are emptied where personal data are erased."
	print ".Sh TABLES"
}

function page_column(c) {
	print ".It Va " c " Em " type[t, c] ((t, c) in nullable ? " , No may be null" : "")
	print mdoc(column_comment[t, c]) \
		((t, c) in ref_of ? "; refers to\n.Va " ref_of[t, c] : "")
	if ((t, c) in default_of && default_of[t, c] != "\047\047" && default_of[t, c] != "0")
		print ".Pq default " mdoc(default_of[t, c])
}

function page_table(  i) {
	print ".Ss " t
	print mdoc(toupper(substr(table_comment[t], 1, 1)) substr(table_comment[t], 2)) "."
	if (t in append_only && t in blanks)
		print "Append-only, but that erasing empties " blanks[t] "."
	else if (t in append_only)
		print "Append-only."
	print ".Bl -tag -width Ds -compact"
	for (i = 1; i <= column_count[t]; i++)
		page_column(column[t, i])
	print ".El"
	if (notes[t])
		print ".Pp"
	if (notes[t])
		print ".Bl -item -compact"
	for (i = 1; i <= notes[t]; i++)
		print ".It\n" mdoc(note[t, i])
	if (notes[t])
		print ".El"
}

function page_tail() {
	print ".Sh EXAMPLES"
	print "Orders by day, by the shell of SQLite, which opens the file to read:"
	print ".Bd -literal -offset indent"
	print "$ sqlite3 -readonly \"$OM_DB\" \\e"
	print "    \"select date(order_date, \047unixepoch\047), count(*) from orders group by 1\""
	print ".Ed"
	print ".Pp"
	print "The same by the programs, which know the zone of the company and print money:"
	print ".Bd -literal -offset indent"
	print "$ om-order list --summary=status"
	print "$ om-export orders --level order --columns order_number,order_date,order_total"
	print ".Ed"
	print ".Pp"
	print "Who changed a product, by the ledger of changes:"
	print ".Bd -literal -offset indent"
	print "$ om-admin log changes --where \047entity = product and field = weight\047"
	print ".Ed"
	print ".Sh SEE ALSO"
	print ".Xr om-admin 1 ,\n.Xr om-export 1 ,\n.Xr om-engines 7 ,\n.Xr om-internals 7"
}

function print_page() {
	page_head()
	for (k = 1; k <= table_count; k++) {
		t = tables[k]
		page_table()
	}
	page_tail()
}

END {
	if (bad)
		exit 1
	if (mode == "page") {
		print_page()
		exit 0
	}
	for (k = 1; k <= table_count; k++) {
		t = tables[k]
		check_table()
	}
	emit("postgres", "create function om_append_only() returns trigger language plpgsql as $$\nbegin\n" \
		"\traise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';\n" \
		"end $$")
	emit("postgres", "create function om_find(part text, variadic texts text[]) returns boolean language sql immutable as $$\n" \
		"select exists (select 1 from unnest(texts) t where strpos(lower(t collate \"und-x-icu\"), lower(part collate \"und-x-icu\")) > 0)\n$$")
	for (k = 1; k <= table_count; k++) {
		t = tables[k]
		render_table()
	}
	for (k = 1; k <= table_count; k++) {
		t = tables[k]
		postgres_references()
	}
	if (mode == "postgres") {
		for (k = 1; k <= statements["postgres"]; k++)
			print statement["postgres", k] ";"
		exit 0
	}
	print "/* Made from lib/db/schema.om; not edited by hand. */"
	if (mode == "header")
		print "#pragma once\nextern const char *const " prefix "_sqlite[];\n" \
			"extern const char *const " prefix "_postgres[];"
	else
		print_source()
}
