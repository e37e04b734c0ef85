#!/bin/sh
# om-admin undo of what went out: shipments booked, voided, added to and corrected, pick lists, and the rest of an order.
. "$(dirname "$0")/undo-fixture.sh"
# told WORDS: the undo of undone or twice printed it.
told() { grep -Fq -e "$1" dry.csv || { echo "not told: $1"; cat dry.csv; return 1; }; }
om-inventory set MUG 4 --warehouse MAIN --location A1 --create --reason opening -q
om-inventory set TEE 30 --warehouse MAIN --location A1 --reason count -q
shipment() { sql 'select max(shipment_id) from shipment'; }

t 'shipments are voided, their units and their cost put back, and booked again' '
	twice om-ship ship SHOP:1 SHOP:3 --no-tracking && told "voided, its units put back" && [ "$(sql "select count(*) from shipment where state = '\''voided'\''")" = 2 ]'
t 'part of an order' 'order 4 --item TEE,3,9 --item MUG,1,4 --paid && twice om-ship ship SHOP:4 --no-tracking --package items=TEE:1 --partial'
t 'a voided shipment stands again, with its number' '
	run om-ship ship SHOP:1 --carrier UPS --tracking 1Z1 --service Ground && twice om-ship void S$(shipment) && told "state: back to '\''shipped'\''" &&
	[ "$(sql "select count(*) from shipment where state = '\''shipped'\'' and voided_at is null")" = 1 ]'
t 'a voided shipment stays so once its goods left otherwise' '
	run om-ship void S$(shipment) && r=$(last) && run om-ship ship SHOP:1 --carrier UPS --tracking 1Z8 && kept $r changed && run om-admin undo $((r + 1)) &&
	run om-admin undo $r && run om-admin check'
t 'or once its number is that of another' '
	run om-ship void S$(sql "select shipment_id from shipment where state = '\''shipped'\''") && r=$(last) && order 5 --item TEE,1,9 --paid &&
	run om-ship ship SHOP:5 --carrier UPS --tracking 1Z1 && kept $r same-tracking && run om-admin undo $((r + 2)) && run om-admin undo $r'
t 'or once the order is held' '
	run om-ship void S$(sql "select shipment_id from shipment where state = '\''shipped'\''") && r=$(last) && run om-order hold SHOP:1 --open-ended && kept $r wrong-state &&
	run 5 om-admin undo $r && has err "SHOP:1 is on hold" && run om-admin undo $((r + 1)) && run om-admin undo $r'
t 'one more package, and another number' '
	twice om-ship ship SHOP:1 --carrier UPS --tracking 1Z2 --add-package && run om-ship ship SHOP:1 --carrier UPS --tracking 1Z2 --add-package &&
	twice om-ship ship SHOP:1 --carrier DHL --tracking 1Z3 --service Air --replace-tracking && told "tracking_number: back to '\''1Z1'\''" && told "carrier: back to '\''UPS'\''"'
t 'numbers of a file' '
	printf "channel,order_number,carrier,tracking_number\nSHOP,1,FedEx,1Z77\nSHOP,5,UPS,1Z99\n" >n.csv && twice om-ship import n.csv --on-exists update'
t 'packages are taken off from the last one on' '
	run om-ship ship SHOP:1 --carrier UPS --tracking 1Z4 --add-package && r=$(last) && run om-ship ship SHOP:1 --carrier UPS --tracking 1Z5 --add-package &&
	kept $r changed && run 5 om-admin undo $r && has err "shipment S" && has err "packages by now [changed]" && run om-admin undo $((r + 1)) && run om-admin undo $r'
t 'a number that was corrected since stays' '
	run om-ship ship SHOP:1 --carrier UPS --tracking 1Z5 --replace-tracking && r=$(last) && run om-ship ship SHOP:1 --carrier UPS --tracking 1Z6 --replace-tracking &&
	kept $r changed && run om-admin undo $((r + 1)) && run om-admin undo $r'
t 'what was left of an order, cancelled while the rest went out' '
	run om-ship ship SHOP:4 --no-tracking --package items=TEE:1 --partial && twice om-order cancel SHOP:4 --reason other --text "no more of it" &&
	told "order,SHOP:4,units open again" && [ "$(sql "select count(*) from line_cancel")" = 0 ]'

t 'pick lists are cancelled, and open again' '
	order 6 --item TEE,2,5 --item MUG,1,4 --paid && run om-order source SHOP:6 --to MAIN && order 7 --item TEE,2,5 --paid &&
	undone om-ship pick create SHOP:7 && run om-admin undo $((r + 1)) && run om-admin check &&
	[ "$(sql "select state from pick_list order by pick_list_id desc limit 1")" = open ] && twice om-ship pick cancel PL$(sql "select max(pick_list_id) from pick_list")'
t 'what was found, in part and in whole, is unknown again; what was locked is free' '
	l=PL$(sql "select max(pick_list_id) from pick_list") && printf "line_no,picked\n1,1\n" >f.csv && twice om-ship pick confirm $l f.csv &&
	told "line 1 picked: back to" && told "locked -1" && told "state: back to '\''open'\''" && twice om-ship pick confirm $l &&
	[ "$(sql "select sum(quantity_picked) from order_line")" = 0 ]'
t 'a list is not taken back before what was found for it' '
	run om-ship pick create SHOP:5 && p=$(last) && l=PL$(sql "select max(pick_list_id) from pick_list") && run om-ship pick confirm $l && kept $p changed &&
	run om-admin undo $((p + 1)) && run om-admin undo $p'
t 'what was found and went out stays' '
	run om-ship pick create SHOP:5 && run om-ship pick confirm PL$(sql "select max(pick_list_id) from pick_list") && r=$(last) && run om-ship ship SHOP:5 --no-tracking &&
	kept $r changed && run 5 om-admin undo $r && has err "what was found went out with S" && run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'a list that was given up does not open while its orders stand on another' '
	run om-ship pick cancel PL$(sql "select max(pick_list_id) from pick_list") && r=$(last) && run om-ship pick create SHOP:5 && kept $r on-pick-list &&
	run om-admin undo $r --allow on-pick-list --reason "both are walked" && run om-admin check'
t 'goods that became digital, and the orders that shipped by it' '
	order 8 --item MUG,1,4 --paid && twice om-product edit MUG is_digital=yes && told "shipment,S"'
finish
