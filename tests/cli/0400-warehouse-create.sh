#!/bin/sh
# om-warehouse create, list, show: what a new warehouse gets, and what is refused.
# covers: WHS-01 WHS-10
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
addr="--address1 1-Dock-Rd --city Reno --state NV --zip 89502 --country US"

t 'an in-house warehouse takes rank 1 and UNCONFIGURED' '
	run 0 om-warehouse create MAIN --type in-house --address1 "1 Dock Rd" --city Reno --state nevada --zip 89502 --country "United States" &&
	err "om-warehouse: created in-house warehouse '\''MAIN'\'', international rank 1, location UNCONFIGURED" && out ""'
t 'names of country and state are stored as codes' '
	[ "$(sql "select state, country from warehouse")" = "NV|US" ]'
t 'UNCONFIGURED is receivable and never pickable' '
	[ "$(sql "select location, is_pickable, is_receivable from location")" = "UNCONFIGURED|0|1" ]'
t 'a second one is a backup of all if that is asked, and zones decide from now on' '
	run 0 om-warehouse create WEST --type 3pl --backup-of all &&
	err "om-warehouse: created 3pl warehouse '\''WEST'\'', international rank 2, location GLOBAL; 1 backup row
om-warehouse: hint: 2 warehouses are active, so zones decide; 51 states have none" &&
	[ "$(sql "select location, is_pickable, is_receivable from location where warehouse_id = 2")" = "GLOBAL|1|1" ]'
t 'a virtual one has no rank: no order is routed to it' '
	run 0 om-warehouse create PRE --type virtual && has err "created virtual warehouse '\''PRE'\'', location UNCONFIGURED" &&
	[ "$(sql "select coalesce(rank, '\''none'\''), is_valued, receipt_counts from warehouse where warehouse = '\''PRE'\''")" = "none|0|1" ]'
t 'defaults follow the type' '
	run 0 om-warehouse create SHOP --type retail $addr &&
	[ "$(sql "select warehouse, stock_check, receipt_counts, is_valued, transfer_days, pick_item_order from warehouse order by 1" | tr "\n" " ")" = "MAIN|1|1|1|3|location PRE|1|1|0|3|location SHOP|1|1|1|3|location WEST|1|0|1|3|location " ]'
t 'create again changes nothing' '
	run 0 om-warehouse create MAIN --type in-house && has err "unchanged warehouse '\''MAIN'\''" &&
	[ "$(sql "select count(*) from warehouse")" = 4 ]'
t 'create does not change what is there' 'run 5 om-warehouse create MAIN --city Elko && has err "[exists]"'
t 'fba belongs to its channel' '
	run 2 om-warehouse create X --type fba &&
	err "om-warehouse: type: an fba warehouse is created by its channel: om-channel edit CHANNEL fba=yes [bad-choice]"'
t 'so does wfs, and dropship to its vendor' '
	run 2 om-warehouse create X --type wfs && has err "[bad-choice]" &&
	run 2 om-warehouse create X --type dropship && has err "om-po vendor edit" && has err "[bad-choice]"'
t 'an unknown type is refused' 'run 2 om-warehouse create X --type barn && has err "[bad-choice]"'
t 'a missing type is refused' 'run 2 om-warehouse create X && has err "type" && has err "[missing]"'
t 'an address is needed where goods leave' '
	run 2 om-warehouse create X --type in-house --address1 A --city B --country US && has err "[missing]" &&
	run 2 om-warehouse create X --type retail && has err "address1" && has err "[missing]"'
t 'but no state where the country has none' '
	run 0 om-warehouse create SG --type in-house --address1 A --city B --country Singapore --zip 018956 -n'
t 'a name that differs in case is refused' '
	run 5 om-warehouse create main --type 3pl &&
	err "om-warehouse: warehouse: '\''main'\'' differs from warehouse '\''MAIN'\'' only in letter case [name-case]"'
t 'names are whole' '
	run 2 om-warehouse create " X" --type 3pl && has err "[stray-blank]" &&
	run 2 om-warehouse create 1234567890123456789012345678901234567890123456789012345678901 --type 3pl && has err "[too-long]"'
t 'unknown country and state' '
	run 2 om-warehouse create X --type 3pl --country Narnia && has err "[unknown-country]" &&
	run 2 om-warehouse create X --type 3pl --country US --state Newyork && has err "[unknown-state]"'
t 'unknown zone, cut-off, colour' '
	run 2 om-warehouse create X --type 3pl --time-zone EST && has err "[unknown-zone]" &&
	run 2 om-warehouse create X --type 3pl --cutoff 25:00 && has err "[bad-time]" &&
	run 2 om-warehouse create X --type 3pl color=red && has err "[bad-color]"'
t 'none of this left anything' '[ "$(sql "select count(*) from warehouse")" = 4 ]'
t 'a dry run says what a run says' '
	run 0 om-warehouse create TWO --type 3pl -n &&
	has err "om-warehouse: dry run: created 3pl warehouse '\''TWO'\'', international rank 4, location GLOBAL" &&
	[ "$(sql "select count(*) from warehouse")" = 4 ] &&
	run 0 om-warehouse create TWO --type 3pl && has err "om-warehouse: created 3pl warehouse '\''TWO'\'', international rank 4, location GLOBAL"'
t 'named owners get it as their last backup' '
	run 0 om-warehouse create THREE --type 3pl --backup-of MAIN,TWO && has err "; 2 backup rows" &&
	run 0 om-warehouse backup list --where "backup = THREE" --columns warehouse,position && out "warehouse,position
MAIN,2
TWO,1"'
t 'an unknown owner is refused' 'run 5 om-warehouse create FOUR --type 3pl --backup-of NOPE && has err "[unknown-warehouse]"'
t 'list prints them' '
	run 0 om-warehouse list --columns warehouse,type,rank,is_active --where "type = in-house" && out "warehouse,type,rank,is_active
MAIN,in-house,1,yes"'
t 'list finds a part of the name' 'run 0 om-warehouse list --find ai --format ids && out MAIN'
t 'list counts by type' 'run 0 om-warehouse list --summary && has out "3pl,"'
t 'ids flow from one command to the next' '
	om-warehouse list --where "type = 3pl" --format ids | om-warehouse edit - color=#00FF00 >out 2>err &&
	[ "$(sql "select count(*) from warehouse where color = '\''#00ff00'\''")" = "$(sql "select count(*) from warehouse where type = '\''3pl'\''")" ]'
t 'show prints facts and what hangs on it' '
	run 0 om-warehouse show MAIN && has out "1 Dock Rd" && has out "UNCONFIGURED" && has out "Backups"'
t 'show as JSON nests what hangs on it' 'run 0 om-warehouse show MAIN --format json && has out "\"locations\":[{"'
t 'an unknown warehouse is refused' 'run 5 om-warehouse show NOPE && err "om-warehouse: no warehouse '\''NOPE'\'' [unknown-warehouse]"'
t 'a column that cannot be set is refused' 'run 5 om-warehouse edit MAIN rank=3 && has err "[read-only]"'
t 'the color of a warehouse, and that of messages' '
	run 0 om-warehouse create TINT --type virtual --color "#00FF00" --color never &&
	[ "$(sql "select lower(color) from warehouse where warehouse = '\''TINT'\''")" = "#00ff00" ] &&
	must_fail 2 om-warehouse edit TINT --color red && has err "[bad-color]"'
t 'its own name in other letters is a new name' '
	run 0 om-warehouse edit MAIN warehouse=Main && err "om-warehouse: 1 updated" && run 0 om-warehouse list --where "type = in-house" --columns warehouse && out "warehouse
Main" && [ "$(sql "select old_value, new_value from history where field = '\''warehouse'\''")" = "MAIN|Main" ] &&
	run 0 om-warehouse edit Main warehouse=Main && err "om-warehouse: 1 unchanged" && run 0 om-warehouse edit Main warehouse=MAIN'
t 'the name of another in other letters is refused' 'run 5 om-warehouse edit MAIN warehouse=tint && has err "[name-case]"'
t 'an e-mail address is one' '
	run 2 om-warehouse edit MAIN email=nobody && err "om-warehouse: email: '\''nobody'\'' is not an e-mail address [bad-email]" &&
	run 0 om-warehouse edit MAIN email=dock@tees.example'
finish
