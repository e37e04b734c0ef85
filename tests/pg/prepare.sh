#!/bin/sh
# Renders the schema for PostgreSQL on a throw-away cluster and prepares every named statement there.  TAP.
#
# The cluster listens on a socket in its own trash folder and nowhere else, and is gone at the end.  PG_BIN names
# the folder of initdb and pg_ctl.
cd "$(dirname "$0")/../.." || exit 1
PG_BIN=${PG_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$PG_BIN/initdb" ] || { echo "1..0 # SKIP no PostgreSQL in $PG_BIN"; exit 0; }

# The server refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
	user=postgres
	id "$user" >/dev/null 2>&1 || user=nobody
	command -v setpriv >/dev/null || { echo '1..0 # SKIP no setpriv to leave root by'; exit 0; }
	as="setpriv --reuid $(id -u "$user") --regid $(id -g "$user") --clear-groups"
fi

trash=$(mktemp -d /tmp/om-pg-XXXXXX) || exit 1
clean() {
	[ -f "$trash/data/postmaster.pid" ] && (cd / && $as "$PG_BIN/pg_ctl" -D "$trash/data" -m immediate -w stop >/dev/null)
	rm -rf "$trash"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM
[ -z "$as" ] || chown "$user" "$trash"

fail() {
	echo "Bail out! $1"
	sed 's/^/# /' "$trash/log"
	exit 1
}
export HOME="$trash" LC_ALL=C
(cd / && $as "$PG_BIN/initdb" -D "$trash/data" -U om -A trust -E UTF8 --locale-provider=icu --icu-locale=en --no-sync) >"$trash/log" 2>&1 ||
	fail 'initdb failed'
(cd / && $as "$PG_BIN/pg_ctl" -D "$trash/data" -w -t 60 -l "$trash/server.log" \
	-o "-k $trash -c listen_addresses= -c fsync=off -c shared_buffers=16MB" start) >"$trash/log" 2>&1 ||
	fail 'the server does not start'

sql() {
	psql -X -q -h "$trash" -U om -d postgres "$@"
}
n=0
result() { # STATUS TEXT
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; failed=1; fi
}
failed=0

awk -v mode=postgres -f tools/schema.awk lib/db/schema.om >"$trash/schema.sql"
result $? 'the schema is rendered'
sql -v ON_ERROR_STOP=1 -1 -f "$trash/schema.sql" >"$trash/log" 2>&1
result $? 'and made'
[ "$failed" = 0 ] || sed 's/^/# /' "$trash/log"

# What the schema promises: append-only ledgers, bytewise order, a comment everywhere.
sql -c "insert into run (run_id, at, actor, program, command) values (1, 1, '', '', '')" \
	-c "insert into history (history_id, run_id, entity, entity_id, field) values (1, 1, '', 1, '')" >"$trash/log" 2>&1
result $? 'rows go in'
for verb in 'update history set field = $$x$$' 'update history set new_value = $$x$$' 'delete from history' 'truncate history'; do
	sql -c "$verb" >"$trash/log" 2>&1
	grep -q 'history is append-only' "$trash/log"
	result $? "refused: $verb"
done
sql -c "update history set old_value = case when old_value is null then null else '' end, new_value = ''" >"$trash/log" 2>&1
result $? 'texts of the ledger may be emptied'
! sql -c "insert into history (history_id, run_id, entity, entity_id, field) values (2, 9, '', 1, '')" >"$trash/log" 2>&1
result $? 'a reference to a missing row is refused'
sql -c "insert into meta values ('B', ''), ('a', '')" >"$trash/log" 2>&1
[ "$(sql -At -c 'select min(name) from meta')" = B ]
result $? 'texts sort by their bytes'
bare=$(sql -At -c "select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid
	where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
	and col_description(c.oid, a.attnum) is null")
[ "$bare" = 0 ]
result $? 'every column has its comment'

sql -c 'select no_such_column from run' >"$trash/log" 2>&1
grep -q 'does not exist' "$trash/log"
result $? 'a bad statement would be seen'

# shellcheck disable=SC2046
awk -v mode=prepare -v first="$n" -f tools/sql.awk $(find lib -name "*.sql" ! -path "lib/db/migrations/*" | LC_ALL=C sort) >"$trash/prepare.sql" || exit 1
sql -f "$trash/prepare.sql" 2>"$trash/errors"
sed 's/^/# /' "$trash/errors"
[ ! -s "$trash/errors" ] && [ "$failed" = 0 ]
