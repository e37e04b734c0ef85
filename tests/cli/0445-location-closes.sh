#!/bin/sh
# Places and records that close while orders hold a part of their units there (orders.md R7); and --find takes its text as it stands.
# covers: INV-27 INV-04
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-inventory set -q MUG 2 --warehouse MAIN --location B-1 --create --reason found
om-inventory set -q MUG 1 --warehouse MAIN --location A-10-1 --reason found
order 1001 --item MUG,5,1.00
held() {
	sql "select group_concat(v, ' ') from (select l.location || '=' || s.allocated as v from stock s join location l using (location_id)
		join product p using (product_id) where p.sku = 'MUG' order by 1)"
}

t 'the order holds a part at two places' '[ "$(held)" = "A-10-1=1 B-1=2" ] && [ "$(status 1001)" = unresolved ] && sound'
t 'a place that is closed keeps nothing for it' '
	run 0 om-warehouse location edit MAIN A-10-1 is_pickable=no && [ "$(held)" = "A-10-1=0 B-1=2" ] && sound &&
	[ "$(sql "select count(*) from event where done_run is null")" = 0 ]'
t 'opened again it does' 'run 0 om-warehouse location edit MAIN A-10-1 is_pickable=yes && [ "$(held)" = "A-10-1=1 B-1=2" ] && sound'
t 'a record that is closed keeps nothing either' '
	run 0 om-inventory edit MAIN:B-1:MUG is_pickable=no && [ "$(held)" = "A-10-1=1 B-1=0" ] && sound &&
	run 0 om-inventory edit MAIN:B-1:MUG is_pickable=yes && [ "$(held)" = "A-10-1=1 B-1=2" ] && sound'
t '--find takes % and _ as they stand' '
	run 0 om-warehouse location list --find "%" --format ids && out "" && run 0 om-warehouse location list --find "A_10" --format ids && out "" && run 0 om-warehouse location list --find "a-10" --format ids && out "MAIN:A-10-1" &&
	run 0 om-warehouse list --find "M%N" --format ids && out "" && run 0 om-warehouse list --find "ai" --format ids && out MAIN &&
	run 0 om-inventory list --find "_UG" --format ids && out "" && run 0 om-inventory list --find "mug" --format ids && out MUG'
finish
