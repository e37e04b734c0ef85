#!/bin/sh
# The version after this one, as the author of a migration would make it: the sources are copied, given a migration and the schema
# that it leads to, and built; then databases and dumps of these programs meet the new ones.  Only in the long run: it compiles.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
[ -n "${OM_FULL:-}" ] || skip_all 'a build of its own; set OM_FULL'
. "$TEST_ROOT/tests/upgrade/lib.sh"
old=$OM_BIN new=$TRASH/tree/build/bin
now=$(sed -n 's/^#define OM__SCHEMA_VERSION \([0-9]*\)$/\1/p' "$TEST_ROOT/lib/db/db.h")
next=$((now + 1))

make_next() {
	mkdir "$TRASH/tree" && cp -r "$TEST_ROOT/Makefile" "$TEST_ROOT/lib" "$TEST_ROOT/cmd" "$TEST_ROOT/tools" "$TRASH/tree" &&
		cd "$TRASH/tree" && { [ -e lib/db/migrations/0001.om ] || cp lib/db/schema.om lib/db/migrations/0001.om; } &&
		cat >"lib/db/migrations/$(printf '%04d' $next)-motto.sql" <<-'END' &&
			-- what: channels have a motto
			-- what: settings may not be empty names
			-- step
			alter table channel add column motto text not null default ''
			-- step: sqlite
			create table setting_new (
				name text not null,
				value text not null,
				set_at integer not null,
				run_id integer not null constraint setting_run_id_ref references run (run_id) on delete restrict on update restrict,
				primary key (name),
				constraint setting_name check (name <> '')
			) strict, without rowid
			-- step: sqlite
			insert into setting_new select name, value, set_at, run_id from setting
			-- step: sqlite
			drop table setting
			-- step: sqlite
			alter table setting_new rename to setting
		END
		sed -i -e "/^table channel /,/^\$/s/^	is_active .*/&\n	motto text default '' -- its motto/" \
			-e "/^table setting /,/^\$/s/^	key (name)/&\n	check setting_name (name <> '')/" lib/db/schema.om &&
		sed -i "s/^#define OM__SCHEMA_VERSION .*/#define OM__SCHEMA_VERSION $next/" lib/db/db.h &&
		make -j2 progs
}
t 'the next version builds' '(make_next) && [ -x "$new/om-admin" ]'
small_company >/dev/null 2>&1 && om-admin dump -q -o old.dump && "$new/om-admin" init -q --db fresh.db
t 'its programs refuse the database and say what to do' '
	run 3 "$new/om-order" list && has err "[older-version]; run om-admin upgrade" && run 3 "$new/om-admin" init && has err "[older-version]"'
t 'upgrade tells what changes, tries it, and does it' '
	run "$new/om-admin" upgrade --notes --format csv && out "version,migration,what
$next,$(printf %04d $next)-motto,\"channels have a motto
settings may not be empty names\"" && run "$new/om-admin" upgrade -n && has err "dry run: " && run om-order list &&
	run "$new/om-admin" upgrade && has err "the database as it was is kept as $OM_DB-version-$now" && run om-order list --db om.db-version-$now'
t 'the schema is that of a new database, and the data are sound' '
	shape_of fresh.db >fresh.shape && shape_of om.db >om.shape && diff fresh.shape om.shape && run "$new/om-admin" check &&
	run "$new/om-admin" log --where "program = om-admin and command ~ \"*upgrade*\"" --format csv --columns updated && has out 1'
t 'the older programs refuse it now' 'run 3 om-order list && has err "[newer-version]"'
t 'a dump of the older version is loaded and upgraded' '
	run "$new/om-admin" load old.dump --db loaded.db && shape_of loaded.db >loaded.shape && diff fresh.shape loaded.shape &&
	run "$new/om-admin" check --db loaded.db && [ "$(sqlite3 loaded.db "select count(*) from orders")" = 2 ]'
t 'an upgraded and a new database give dumps of one form' '
	"$new/om-admin" dump -q -o one.dump && "$new/om-admin" load -q one.dump --db two.db && "$new/om-admin" dump -q --db two.db -o two.dump &&
	cmp one.dump two.dump && run 3 om-admin load two.dump --db none.db && has err "[newer-version]"'

# The upgrade with calls that fail, and killed at each that writes, with and without the copy that it makes first.
fault=${OM_BUILD:-$TEST_ROOT/build}/fault
[ -x "$fault/sweep" ] || finish
mkdir db && om-admin load -q old.dump --db base.db
OM_BASE=$PWD/base.db OM_DB=$PWD/db/om.db OM_PRELOAD=$fault/preload.so OM_PICTURE=$TEST_ROOT/tests/fault/picture.sql
export OM_BASE OM_DB OM_PRELOAD OM_PICTURE
PATH=$new:$PATH
upgrade_with() {
	kind=$1 often=$2 error=$3 stride=$4
	shift 4
	"$fault/sweep" -k "$kind" -o "$often" -e "$error" -s "$stride" "$@" >log || { cat log; return 1; }
	sed 's/^/# upgrade, /' log >>figures
}
t 'an upgrade fails whole, whatever call fails, and the next one does it' '
	upgrade_with memory once 12 1 -- om-admin upgrade --no-backup && upgrade_with memory ever 12 2 -- om-admin upgrade --no-backup &&
	upgrade_with sqlite once 12 23 -- om-admin upgrade --no-backup && upgrade_with sqlite ever 12 231 -- om-admin upgrade --no-backup &&
	upgrade_with write once 28 1 -- om-admin upgrade --no-backup && upgrade_with write ever 5 1 -- om-admin upgrade --no-backup &&
	upgrade_with read once 5 1 -- om-admin upgrade --no-backup && upgrade_with short once 0 3 -- om-admin upgrade --no-backup'
t 'an upgrade that is killed anywhere leaves the one version or the other' '
	upgrade_with kill once 9 1 -a -- om-admin upgrade --no-backup && upgrade_with kill ever 9 1 -a -- om-admin upgrade --no-backup'
kept=$OM_DB-version-$now
t 'so does one that makes a copy first, whatever became of the copy' '
	calls=$(rm -f db/*; cp base.db "$OM_DB"; OM_FAULT="kill 0 once 0" OM_FAULT_LOG=n LD_PRELOAD=$OM_PRELOAD om-admin upgrade -q >/dev/null 2>&1; cut -d " " -f 1 n) &&
	[ "$calls" -gt 50 ] && for at in $(seq 1 $((calls / 40 + 1)) $calls); do
		rm -f db/*; cp base.db "$OM_DB"
		OM_FAULT="kill $at once 9" LD_PRELOAD=$OM_PRELOAD om-admin upgrade >/dev/null 2>&1
		{ [ ! -e "$kept" ] || [ "$(sqlite3 "$kept" "pragma user_version; pragma integrity_check" | tr "\n" " ")" = "$now ok " ]; } &&
			run om-admin upgrade && run om-admin check && [ "$(sqlite3 "$OM_DB" "pragma user_version")" = $next ] || { echo "killed at $at"; return 1; }
	done'
cat figures
finish
