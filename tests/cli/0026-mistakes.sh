#!/bin/sh
# What people type wrongly: each is told in a way that says what to do.
# covers: GEN-14
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
order 1001 --item MUG,2,5.00

t 'an option of one value is not given twice' '
	run 2 om-inventory adjust MUG +1 --warehouse MAIN --warehouse WEST --location A-10-1 --reason found && err "om-inventory: option '\''--warehouse'\'' is given twice [usage]" &&
	run 2 om-order list --where "status = shipped" --where "status = on-hold" && has err "option '\''--where'\'' is given twice" &&
	run 2 om-order cancel 1001 --reason buyer-cancelled --reason other && has err "given twice" &&
	run 0 om-order list --status on-hold --status awaiting-shipment --columns order_number && out "order_number
1001" && run 0 om-order list --format json --format csv --columns order_number'
t 'too many operands are named, and what --all means' '
	run 2 om-inventory set MUG 3 4 --warehouse MAIN --location A-10-1 --reason found && err "om-inventory: unexpected operand '\''4'\'' [usage]" &&
	run 2 om-inventory lock MUG 1 --all --warehouse MAIN --location A-10-1 --reason other && err "om-inventory: unexpected operand '\''1'\'': --all is as many as there are [usage]" &&
	run 2 om-inventory lock MUG 0 --warehouse MAIN --location A-10-1 --reason other && has err "'\''0'\'' is not 1 or more units"'
t 'a name that is nearly right' '
	run 5 om-inventory adjust MUG +1 --warehouse MAINN --location A-10-1 --reason found && err "om-inventory: no warehouse '\''MAINN'\'', did you mean '\''MAIN'\''? [unknown-warehouse]" &&
	printf "sku,warehouse,on_hand\nMUG,WST,1\n" >s.csv && run 3 om-inventory import s.csv && has err "no warehouse '\''WST'\'', did you mean '\''WEST'\''? [unknown-warehouse]" &&
	run 5 om-order source 1001 --to XYZ && has err "no warehouse '\''XYZ'\'' [unknown-warehouse]" && ! grep -q "did you mean" err'
t 'reasons, numbers and files' '
	run 2 om-order cancel 1001 && has err "a cancellation needs a reason: --reason [missing]; one of no-inventory" &&
	run 5 om-ship void 1001 && err "om-ship: no shipment '\''1001'\'' [unknown-record]; its number is S1000 or the like: list prints them" &&
	om-ship pick create -q 1001 >/dev/null && run 3 om-ship pick confirm PL1000 none.csv && err "om-ship: none.csv: cannot open: No such file or directory [io]"'
finish
