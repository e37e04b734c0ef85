#!/bin/sh
# The generators of the build refuse what they do not understand, with file and line.  TAP.
cd "$(dirname "$0")/../.." || exit 1
trash=$(mktemp -d /tmp/om-gen-XXXXXX) || exit 1
trap 'rm -rf "$trash"' EXIT
n=0
failed=0
result() { # STATUS TEXT
	n=$((n + 1))
	[ "$1" = 0 ] && verdict=ok || { verdict='not ok'; failed=1; }
	printf '%s %d - %s\n' "$verdict" "$n" "$2"
}

# refused TOOL LINE MESSAGE INPUT: the tool fails at that line with a message like that
refused() {
	printf '%b' "$4" >"$trash/in"
	awk -v mode=source -f "tools/$1.awk" "$trash/in" >"$trash/out" 2>"$trash/err"
	rc=$?
	[ "$rc" = 1 ] && grep -q "^$trash/in:$2: .*$3" "$trash/err"
	result $? "$1 refuses: $3"
}
# accepted TOOL TEXT INPUT: the output holds TEXT
accepted() {
	printf '%b' "$3" >"$trash/in"
	awk -v mode=source -f "tools/$1.awk" "$trash/in" >"$trash/out" 2>"$trash/err" && grep -qF -- "$2" "$trash/out"
	result $? "$1 makes: $2"
}
t='table t -- rows\n\tt_id id -- key\n'

refused schema 1 "unknown word 'tabel'" 'tabel t -- rows\n'
refused schema 1 "'t' has no comment" 'table t\n'
refused schema 1 "unknown words 'append'" 'table t append -- rows\n'
refused schema 1 'wants an id or a key' 'table t -- rows\n\ta text -- a\n'
refused schema 3 "unknown type 'int63'" "$t\ta int63 -- a\n"
refused schema 3 "'a' has no comment" "$t\ta int64\n"
refused schema 4 "'a' is there already" "$t\ta int64 -- a\n\ta text -- a\n"
refused schema 3 'unknown words .defualt' "$t\ta int64 defualt 0 -- a\n"
refused schema 3 'unknown words .default' "$t\ta int64 default x -- a\n"
refused schema 3 'unknown words .default' "$t\ta text default 0 -- a\n"
refused schema 3 "'u' is no table with an id" "$t\ta int64 ref u -- a\n"
refused schema 3 "no column 'b'" "$t\tunique (b)\n"
refused schema 3 'a comment has no place' "$t\tunique (t_id) -- why\n"
refused schema 4 "'i' is used twice" "${t}index i on t (t_id)\nindex i on t (t_id)\n"
refused schema 3 "unknown table 'u'" "${t}index i on u (t_id)\n"
refused schema 3 'unknown words .when' "${t}index i on t (t_id) when t_id > 1\n"
accepted schema '"\ta text default '"'x y'"', -- what\n"' "$t\ta text? default 'x y' -- what\n\tb int64 -- b\n"
accepted schema 'not null constraint t_a_ref references t (t_id) on delete restrict on update restrict' \
	"$t\ta int64 ref t -- what\n"
accepted schema '"create unique index i on t (t_id) where t_id > 1"' \
	"${t}index i on t (t_id) where t_id > 1 unique\n"
accepted schema "comment on column t.t_id is 'the key''s'" "table t append-only -- rows\n\tt_id id -- the key's\n"
accepted schema "select raise(abort, 't is append-only')" "table t append-only -- rows\n\tt_id id -- key\n"
accepted schema "when not (new.t_id is not distinct from old.t_id and (new.a = '' or new.a is not distinct from old.a))" \
	"table t append-only but (a) -- rows\n\tt_id id -- key\n\ta text -- a\n"
refused schema 1 "'t' has no text 'b' to be emptied" "table t append-only but (b) -- rows\n\tt_id id -- key\n\tb int64 -- b\n"
refused schema 1 "unknown words 'but (a)'" "table t but (a) -- rows\n\tt_id id -- key\n"

refused sql 3 "'a' is there already" '-- name: a\nselect 1\n-- name: a\nselect 2\n'
refused sql 3 "'a_b.c' is there already" '-- field: a.b_c\nx\n-- field: a_b.c\ny\n'
refused sql 1 'no name of a statement' '-- name: a-b\nselect 1\n'
refused sql 1 'no name of a field' '-- field: a\nselect 1\n'
refused sql 1 "'a' has no text" '-- name: a\n-- name: b\nselect 1\n'
refused sql 1 'text before the first block' 'select 1\n'
refused sql 2 'a comment stands on a line of its own' '-- name: a\nselect 1 -- one\n'
refused sql 2 'without a semicolon' '-- name: a\nselect 1;\n'
refused sql 3 'variant: postgres' '-- name: a\nselect 1\n-- variant: oracle\nselect 2\n'
accepted sql "\"select '--;\\\"' /*scan*/\"" "-- name: a\n-- why\nselect '--;\"' /*scan*/\n\n"
accepted sql '{"a.b"' '-- field: a.b\nx.b\n'
accepted sql '"select 2"' '-- name: a\nselect 1\n-- variant: postgres\nselect 2\n'
awk -v mode=header -f tools/sql.awk </dev/null | grep -q OM__SQL_COUNT
result $? 'sql: no file at all'

mkdir "$trash/m"
# refused_migration NAME LINE MESSAGE INPUT: a migration of that name is refused
refused_migration() {
	rm -f "$trash/m"/*
	printf '%b' "$4" >"$trash/m/$1"
	awk -f tools/migrations.awk "$trash/m"/* >"$trash/out" 2>"$trash/err"
	rc=$?
	[ "$rc" = 1 ] && grep -q "^$trash/m/$1:$2 .*$3" "$trash/err"
	result $? "migrations refuses: $3"
}
refused_migration 2-x.sql 1: 'is named NNNN-name.sql' '-- what: x\n'
refused_migration 0003-x.sql 1: 'number 0003 should be 0002' '-- what: x\n'
refused_migration 0002-x.sql '' 'and a step are needed' '-- what: x\n'
refused_migration 0002-x.sql '' 'and a step are needed' '-- step\nselect 1\n'
refused_migration 0002-x.sql 2: 'for all engines, sqlite or postgres' '-- what: x\n-- step: oracle\nselect 1\n'
refused_migration 0002-x.sql 2: 'before the first step' '-- what: x\nselect 1\n'
refused_migration 0002-x.sql 3: 'a step without text' '-- what: x\n-- step\n-- step\nselect 1\n'
rm -f "$trash/m"/*
printf -- '-- what: a "b"\n-- step\nselect 1;\n-- step: postgres\nselect 2\n' >"$trash/m/0002-x.sql"
printf -- '-- what: y\n-- what: z\n-- step: sqlite\nselect 3\n' >"$trash/m/0003-y.sql"
awk -f tools/migrations.awk "$trash/m"/* >"$trash/out" && grep -qF 'OM__SCHEMA_VERSION == 3,' "$trash/out" &&
	grep -qF '{2, "0002-x",' "$trash/out" && grep -qF '"a \"b\"",' "$trash/out" &&
	[ "$(tr -d '\n\t' <"$trash/out" | grep -oE '(sqlite|postgres)_[23]\[\] = \{[^}]*' | tr '\n' ' ')" = \
		'sqlite_2[] = {"select 1",NULL, postgres_2[] = {"select 1","select 2",NULL, sqlite_3[] = {"select 3",NULL, postgres_3[] = {NULL, ' ]
result $? 'migrations makes the steps of each engine'
awk -f tools/migrations.awk </dev/null | grep -qF 'OM__SCHEMA_VERSION == 1,'
result $? 'migrations: no file at all'

echo "1..$n"
exit $failed
