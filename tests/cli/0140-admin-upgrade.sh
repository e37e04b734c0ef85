#!/bin/sh
# covers: FAQ-21
# om-admin upgrade at the newest version, and what versions of the schema mean to the programs.  tests/upgrade starts from older
# databases, tests/unit/migrate.c drives the runner.
. "$(dirname "$0")/lib.sh"
om-admin init -q --company 'Giftware Ltd' --currency GBP --tz UTC

t 'at the newest version there is nothing to do, and no copy is made' '
	sql .dump >before && run 0 om-admin upgrade --format csv && out "version,migration,what" &&
	err "om-admin: $OM_DB has version 1 of the schema, the newest; nothing to do" &&
	sql .dump >after && cmp before after && [ "$(ls -d om.db-version* 2>/dev/null)" = "" ]'
t 'so say the notes and a dry run' '
	run 0 om-admin upgrade --notes && has err "nothing to do" && run 0 om-admin upgrade -n --no-backup && has err "nothing to do"'
t 'a newer database is refused by every program, also by upgrade' '
	cp om.db newer.db && sqlite3 newer.db "pragma user_version = 99" &&
	run 3 om-order list --db newer.db && has err "has version 99 of the schema, this program knows 1 [newer-version]" &&
	run 3 om-admin upgrade --db newer.db && has err "[newer-version]" && run 3 om-admin check --db newer.db && has err "[newer-version]"'
t 'a database that is not there is not made' '
	run 3 om-admin upgrade --db none.db && has err "[no-database]" && [ ! -e none.db ]'
t 'a file that is none is refused' '
	echo "a text of some length that is no database of anybody" >text.db &&
	run 3 om-admin upgrade --db text.db && has err "[not-a-database]" && : >empty.db && run 3 om-admin upgrade --db empty.db &&
	has err "[not-a-database]"'
t 'no operand is taken' 'run 2 om-admin upgrade now && has err "[usage]"'

finish
