#!/bin/sh
# om-inventory set, adjust, move, lock, unlock, edit: one record at a time.
# covers: INV-03 INV-04 INV-27
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
om-warehouse create -q MAIN --type in-house --address1 A --city B --state NY --zip 10001 --country US
om-warehouse create -q EXT --type 3pl
for l in AB-1 AB-2; do om-warehouse location create -q MAIN $l; done
om-product create -q TEE-R --name 'Tee red' --brand Acme
om-product create -q LOT --name Milk --brand Acme track_lots=yes
om-product create -q FREE --name Advice --brand Acme track_stock=no
run_no() { sql "select max(run_id) from run"; }
here='--warehouse MAIN --location AB-1'

t 'adjust makes the record and says what it did' '
	run 0 om-inventory adjust TEE-R +10 $here --reason opening && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R on hand 0 -> 10; 10 units added without cost" && out ""'
t 'adjust adds' 'run 0 om-inventory adjust TEE-R +5 $here --reason found && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R on hand 10 -> 15; 5 units added without cost"'
t 'adjust takes away' 'run 0 om-inventory adjust TEE-R -1 $here --reason lost && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R on hand 15 -> 14"'
t 'set refuses another figure than expected' '
	run 5 om-inventory set TEE-R 12 $here --if-was 15 --reason correction && err "om-inventory: '\''TEE-R'\'' at MAIN AB-1 is 14, not 15 [changed]"'
t 'set writes the figure' 'run 0 om-inventory set TEE-R 15 $here --if-was 14 --reason correction && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R on hand 14 -> 15; 1 unit added without cost"'
t 'again it is unchanged, and no run' '
	before=$(run_no) && run 0 om-inventory set TEE-R 15 $here --reason correction && err "om-inventory: unchanged: MAIN AB-1 TEE-R on hand 15" && [ "$(run_no)" = "$before" ]'
t 'a missing record is not made by set unless asked' '
	run 5 om-inventory set TEE-R 1 --warehouse EXT --reason correction && err "om-inventory: no stock record of '\''TEE-R'\'' at EXT GLOBAL [no-stock-record]; --create makes it" &&
	run 0 om-inventory set TEE-R 1 --warehouse EXT --reason correction --create && has err "EXT GLOBAL TEE-R on hand 0 -> 1"'
t 'a reason is needed, and one of the list' '
	run 2 om-inventory adjust TEE-R +1 $here && has err "[missing]" && run 2 om-inventory adjust TEE-R +1 $here --reason whim && has err "[bad-choice]"'
t 'below 0 and above the limit' '
	run 2 om-inventory adjust TEE-R -16 $here --reason lost && has err "[negative]" && run 2 om-inventory set TEE-R -1 $here --reason lost && has err "[negative]" &&
	run 2 om-inventory set TEE-R 100000001 $here --reason found && has err "[out-of-range]"'
t 'numbers are whole' 'run 2 om-inventory adjust TEE-R 1.5 $here --reason found && has err "[not-integer]" && run 2 om-inventory set TEE-R ten $here --reason found && has err "[not-integer]"'
t 'names are known' '
	run 5 om-inventory adjust NOPE +1 $here --reason found && has err "[unknown-sku]" && run 5 om-inventory adjust tee-r +1 $here --reason found && has err "[sku-case]" &&
	run 5 om-inventory adjust TEE-R +1 --warehouse NOPE --reason found && has err "[unknown-warehouse]" &&
	run 5 om-inventory adjust TEE-R +1 --warehouse MAIN --location NOPE --reason found && has err "[unknown-location]" &&
	run 5 om-inventory adjust TEE-R +1 --warehouse EXT --location A --reason found && has err "[location-external]" &&
	run 5 om-inventory adjust FREE +1 $here --reason found && has err "[not-stocked]" && run 2 om-inventory adjust TEE-R +1 --reason found && has err "[missing]"'
t 'lots where there are lots, and nowhere else' '
	run 5 om-inventory adjust LOT +1 $here --reason found && has err "[lot-required]" && run 5 om-inventory adjust TEE-R +1 $here --lot L1 --reason found && has err "[lot-not-tracked]" &&
	run 0 om-inventory adjust LOT +1 $here --lot L1 --reason found && [ "$(sql "select lot from stock where on_hand = 1 and lot <> '\'''\''")" = L1 ]'
t 'no location is UNCONFIGURED' 'run 0 om-inventory adjust TEE-R +2 --warehouse MAIN --reason found && has err "MAIN UNCONFIGURED TEE-R on hand 0 -> 2"'
t 'a reference counts once, or again if asked' '
	run 0 om-inventory adjust TEE-R +1 $here --reason found --ref P1 --note "behind the shelf" && has err "15 -> 16" && run 0 om-inventory adjust TEE-R +1 $here --reason found --ref P1 && err "om-inventory: unchanged: MAIN AB-1 TEE-R on hand 16" &&
	run 0 om-inventory adjust TEE-R +1 $here --reason found --ref P1 --again && has err "16 -> 17" && run 0 om-inventory adjust TEE-R -2 $here --reason lost'
t 'a cost makes a layer' '
	run 0 om-inventory adjust TEE-R +2 $here --reason found --unit-cost 1.2345 && has err "15 -> 17" && [ "$(sql "select qty_left, value_left from layer")" = "2|24690" ] &&
	run 2 om-inventory adjust TEE-R -2 $here --reason lost --unit-cost 1 && has err "[cost-without-units]" && run 2 om-inventory adjust TEE-R +2 $here --reason found --unit-cost 1.23456 && has err "[bad-money]" &&
	run 0 om-inventory adjust TEE-R -2 $here --reason lost'
t 'a loss leaves the layers alone, unless the setting says else' '
	[ "$(sql "select qty_left from layer")" = 2 ] && om-admin config set -q value.follow_adjustments yes && run 0 om-inventory adjust TEE-R -1 $here --reason lost &&
	[ "$(sql "select qty_left, value_left from layer")" = "1|12345" ] && [ "$(sql "select kind, quantity, value from layer_event where quantity < 0")" = "loss|-1|-12345" ] &&
	om-admin config set -q value.follow_adjustments --unset && run 0 om-inventory adjust TEE-R +1 $here --reason found'
t 'a dry run tells the same and keeps nothing' '
	run 0 om-inventory adjust TEE-R +5 $here --reason found -n && err "om-inventory: dry run: MAIN AB-1 TEE-R on hand 15 -> 20; 5 units added without cost" &&
	[ "$(sql "select on_hand from stock where stock_id = 1")" = 15 ] && run 2 om-inventory adjust TEE-R -99 $here --reason lost -n && has err "[negative]"'

t 'lock withholds free units' 'run 0 om-inventory lock TEE-R 4 $here --reason quality && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R locked 0 -> 4, free 11"'
sql "update stock set allocated = 6 where stock_id = 1"
t 'move takes free units only, and names the figures' '
	run 5 om-inventory move TEE-R 6 --warehouse MAIN --from AB-1 --to AB-2 &&
	err "om-inventory: '\''TEE-R'\'' at MAIN AB-1: 5 free (on hand 15, locked 4, allocated 6) [short-stock]"'
t 'lock likewise' 'run 5 om-inventory lock TEE-R 6 $here --reason quality && has err "5 free" && has err "[short-stock]"'
t 'unlock gives back' 'run 0 om-inventory unlock TEE-R 2 $here --reason quality && err "om-inventory: run $(run_no): MAIN AB-1 TEE-R locked 4 -> 2, free 7"'
t 'but no more than is locked' 'run 5 om-inventory unlock TEE-R 3 $here --reason quality && err "om-inventory: '\''TEE-R'\'' at MAIN AB-1: 2 locked [not-locked]"'
t 'all locks what is free, all unlocks what is locked' '
	run 0 om-inventory lock TEE-R --all $here --reason quality && has err "locked 2 -> 9, free 0" && run 0 om-inventory lock TEE-R --all $here --reason quality && has err "unchanged" &&
	run 0 om-inventory unlock TEE-R --all $here --reason quality && has err "locked 9 -> 0, free 9"'
t 'below what is locked' 'om-inventory lock -q TEE-R --all $here --reason quality && sql "update stock set allocated = 0 where stock_id = 1" && run 5 om-inventory set TEE-R 8 $here --reason count && has err "[above-on-hand]" && om-inventory unlock -q TEE-R --all $here --reason quality'
t 'move' 'run 0 om-inventory move TEE-R 6 --warehouse MAIN --from AB-1 --to AB-2 && err "om-inventory: run $(run_no): MAIN TEE-R 6 from AB-1 to AB-2; AB-1 on hand 15 -> 9"'
t 'is two movements that add up to nothing' '[ "$(sql "select group_concat(kind || delta) from movement where run_id = $(run_no)")" = "move-out-6,move-in6" ]'
t 'move refuses' '
	run 5 om-inventory move TEE-R 1 --warehouse MAIN --from AB-1 --to AB-1 && has err "[same-location]" && run 5 om-inventory move TEE-R 1 --warehouse MAIN --from AB-1 --to NOPE && has err "[unknown-location]" &&
	run 2 om-inventory move TEE-R 0 --warehouse MAIN --from AB-1 --to AB-2 && has err "[not-integer]" && run 2 om-inventory move TEE-R 1 --warehouse MAIN --from AB-1 && has err "[missing]"'
t 'locked units go along if asked, and stay locked' '
	om-inventory lock -q TEE-R 3 --warehouse MAIN --location AB-2 --reason quality && run 5 om-inventory move TEE-R 5 --warehouse MAIN --from AB-2 --to AB-1 && has err "[short-stock]" &&
	run 0 om-inventory move TEE-R 5 --warehouse MAIN --from AB-2 --to AB-1 --include-locked --reason other --note tidying && [ "$(sql "select group_concat(on_hand || \"/\" || locked) from stock where stock_id in (1, (select stock_id from stock s join location l using (location_id) where l.location = '\''AB-2'\''))")" = "14/2,1/1" ]'
t 'a move under a reference counts once' '
	run 0 om-inventory move TEE-R 1 --warehouse MAIN --from AB-1 --to AB-2 --ref M1 && run 0 om-inventory move TEE-R 1 --warehouse MAIN --from AB-1 --to AB-2 --ref M1 && has err unchanged'
t 'a format prints the change as a row' '
	run 0 om-inventory adjust TEE-R +1 $here --reason found --format csv && out "sku,warehouse,location,lot,bucket,before,after,free
TEE-R,MAIN,AB-1,,on_hand,13,14,12"'
t 'edit changes what is no figure' '
	run 0 om-inventory stock edit TEE-R --warehouse MAIN --location AB-1 draw_rank=1 location_min=4 && err "om-inventory: 1 updated" &&
	run 0 om-inventory edit MAIN:AB-1:TEE-R location_min=4 && err "om-inventory: 1 unchanged" && [ "$(sql "select field, old_value, new_value from history where entity = '\''stock'\''")" = "location_min||4" ]'
t 'but no figure' 'run 5 om-inventory edit MAIN:AB-1:TEE-R on_hand=5 && has err "[read-only]" && run 5 om-inventory edit MAIN:AB-1:TEE-R locked=5 && has err "[read-only]"'
t 'flags agree with each other' 'run 5 om-inventory edit MAIN:AB-1:TEE-R is_pickable=no is_receivable=no && has err "[no-use]" && run 2 om-inventory edit MAIN:AB-1:TEE-R draw_rank=0 && has err "[not-integer]"'
t 'a record that is not there' 'run 5 om-inventory edit MAIN:AB-9:TEE-R draw_rank=1 && has err "[no-stock-record]" && run 5 om-inventory edit LOT --warehouse MAIN --location AB-2 --lot L1 draw_rank=1 && has err "[no-stock-record]"'
t 'an unpickable record is not available' 'run 0 om-inventory edit MAIN:AB-1:TEE-R is_pickable=no && run 0 om-inventory export --where "location = AB-1 and sku = TEE-R" --columns on_hand,available && out "on_hand,available
14,0"'
t 'figures stay the sums of their movements' 'sql "update stock set allocated = 0" && run 0 om-admin check'
t 'usage' 'run 2 om-inventory adjust TEE-R $here --reason found && has err "[usage]" && run 2 om-inventory lock $here --reason quality && has err "[usage]"'
t 'the run counts what a change of stock did' '
	run 0 om-inventory set TEE-R 77 --warehouse MAIN --location AB-1 --reason count &&
	[ "$(sql "select updated, unchanged from run order by run_id desc limit 1")" = "1|0" ]'

finish
