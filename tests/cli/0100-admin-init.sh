#!/bin/sh
# om-admin init: the first use of a database.
. "$(dirname "$0")/lib.sh"

t 'init makes the database and says what it made' '
	run 0 om-admin init --company "Giftware Ltd" --country GB --currency GBP --tz Europe/London &&
	out "" &&
	err "om-admin: created $OM_DB (Giftware Ltd, GB, GBP, Europe/London)" &&
	[ "$(sql "select count(*) from setting")" = 4 ]'

t 'the run is there with its actor and counts' '
	[ "$(sql "select program, created, rejected, finished_at from run")" = "om-admin|5|0|1772463600" ] &&
	sql "select command from run" >command && has command "init --company '\''Giftware Ltd'\''"'

t 'init again says what exists and changes nothing' '
	sql .dump >before &&
	run 0 om-admin init --company Other --currency USD &&
	err "om-admin: $OM_DB exists (Giftware Ltd, GB, GBP, Europe/London); nothing changed" &&
	sql .dump >after && cmp before after'

t 'the settings are in force' '
	run 0 om-admin config get company.time_zone && out Europe/London'

t 'a seed gives the same installation id' '
	sql "select value from meta where name = '\''installation'\''" >first &&
	run 0 om-admin init --db other.db && run 0 env OM_SEED=2 om-admin init --db third.db &&
	sqlite3 other.db "select value from meta where name = '\''installation'\''" >second &&
	sqlite3 third.db "select value from meta where name = '\''installation'\''" >third &&
	cmp first second && ! cmp -s first third'

t 'the zone is that of the machine unless one is given' '
	run 0 env TZ=:America/Denver om-admin init --db denver.db && has err "(USD, America/Denver)" &&
	run 0 env TZ=EST5EDT4 om-admin init --db posix.db && has err "(USD, "'

t 'units are chosen from their lists' '
	run 0 om-admin init --db units.db --weight-unit KG --length-unit cm --tz UTC &&
	run 0 om-admin config get company.weight_unit --db units.db && out kg &&
	run 0 om-admin config get company.length_unit --db units.db && out cm'

refused() {
	run 2 om-admin init --db bad.db "$1" "$2" && has err "[$3]" &&
		[ "$(ls bad.db* 2>/dev/null)" = "" ]
}
t 'an unknown country is refused, and nothing is made' 'refused --country Atlantis unknown-country'
t 'so is an unknown currency' 'refused --currency XQX unknown-currency'
t 'so is an abbreviation as zone' 'refused --tz EST unknown-zone'
t 'so is a zone that leads out of the folder' 'refused --tz ../../etc/passwd unknown-zone'
t 'so is a unit that is none' 'refused --weight-unit stone bad-choice'

t 'a file that is no database is refused' '
	echo "this is a text of some length, and not a database at all" >text.db &&
	run 3 om-admin init --db text.db && has err "[not-a-database]" &&
	grep -q "this is a text" text.db'

t 'other verbs want a database that is there' '
	run 3 om-admin config list --db none.db && has err "[no-database]" && [ ! -e none.db ]'

t 'two at once make one database' '
	for i in 1 2 3 4 5 6; do om-admin init --db race.db --company "C$i" 2>race.$i & done; wait
	[ "$(cat race.? | grep -c "created")" = 1 ] && [ "$(cat race.? | grep -c "exists")" = 5 ] &&
	[ "$(sqlite3 race.db "select count(*) from run")" = 1 ]'

finish
