#!/bin/sh
# covers: FAQ-21
# Every released version of the database, upgraded, has the shape of a new one and sound data; so has the version that is not
# released yet, which must be the one that the programs make.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
up=$TEST_ROOT/tests/upgrade
. "$up/lib.sh"
now=$(sed -n 's/^#define OM__SCHEMA_VERSION \([0-9]*\)$/\1/p' "$TEST_ROOT/lib/db/db.h")
om-admin init -q --db new.db && shape_of new.db >new.shape

t 'a comparison can fail' '
	for change in "create table x (a)" "alter table product add column x text" "drop index product_name" \
		"drop trigger movement_no_update" "pragma user_version = 77"; do
		cp new.db other.db && sqlite3 other.db "$change" && shape_of other.db >other.shape &&
			! cmp -s new.shape other.shape || { echo "$change is not seen"; break; }
	done >seen && cat seen && [ ! -s seen ] && grep -q "^constraint movement_delta" new.shape'
t 'each version up to this one has its file' '
	for v in $(seq 1 $now); do ls "$up/$(printf "%04d.sql" $v)" || exit 1; done'
t 'released versions are versions' '! grep -vE "^(#.*|[0-9]+)$" "$up/released"'
for file in "$up"/[0-9]*.sql; do
	v=$(basename "$file" .sql | sed 's/^0*//')
	rm -f old.db*
	# A database of ours is in WAL mode; a file that sqlite3 makes is not.
	{ cat "$file"; echo 'pragma journal_mode = wal;'; } | sqlite3 -batch -bail old.db >/dev/null
	t "version $v can be read" '[ "$(sqlite3 old.db "select count(*) > 0 from orders")" = 1 ]'
	if [ "$v" -lt "$now" ]; then
		t "version $v is refused by the other programs" '
			run 3 om-order list --db old.db && has err "[older-version]" && has err "run om-admin upgrade"'
		t "version $v tells what an upgrade changes, and changes nothing" '
			run om-admin upgrade --db old.db --notes --format csv && [ "$(wc -l <out)" -gt 1 ] &&
			run om-admin upgrade --db old.db -n && [ "$(sqlite3 old.db "pragma user_version")" = $v ]'
		t "version $v is upgraded, with a copy first" '
			run om-admin upgrade --db old.db && has err "is kept as" && [ -e old.db-version-$v ] &&
			[ "$(sqlite3 old.db-version-$v "pragma user_version")" = $v ]'
	fi
	t "version $v arrives at the schema; where it is not released: tests/upgrade/freeze.sh" '
		shape_of old.db >old.shape && diff new.shape old.shape'
	t "version $v has sound data afterwards" 'run om-admin check --db old.db && run om-order list --db old.db'
	t "version $v: a second upgrade has nothing to do" '
		run om-admin upgrade --db old.db --format csv && out "version,migration,what" &&
		err "om-admin: old.db has version $now of the schema, the newest; nothing to do"'
done
finish
