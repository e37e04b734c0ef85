#!/bin/sh
# om-ship void: shipments taken back with their goods, parts too; and what an import and undo make of them.
# covers: SHP-06
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
order 1001 --item MUG,3,5.00 --item TEE,1,9.00
units() {
	sql "select group_concat(quantity_shipped || '/' || quantity_allocated || '/' || quantity_short, ' ') from order_line"
}

t 'a part goes and comes back; the rest keeps its allocation all the time' '
	run 0 om-ship ship 1001 --carrier UPS --tracking T-100 --package items=MUG:2 --partial && [ "$(units)" = "2/1/0 0/1/0" ] && sound &&
	run 0 om-ship void S1000 -n && [ "$(units)" = "2/1/0 0/1/0" ] && run 0 om-ship void S1000 && has out "S1000,done,,voided" && [ "$(units)" = "0/3/0 0/1/0" ] && sound &&
	[ "$(status 1001)" = awaiting-shipment ] && [ "$(sql "select on_hand, allocated from stock s join product p using (product_id) where sku = '\''MUG'\''")" = "10|3" ]'
t 'again it is unchanged' 'run 0 om-ship void S1000 && has out unchanged && run 5 om-ship void S9 && has err "[unknown-record]"'
t 'shipping again makes a new shipment, with the same number if need be' '
	run 0 om-ship ship 1001 --carrier UPS --tracking T-100 --package items=MUG:1 --partial && has out "S1001 shipped" && run 0 om-ship ship 1001 --carrier UPS --tracking T-101 && has out "S1002 shipped" && [ "$(status 1001)" = shipped ] && sound'
t 'the last of two comes back, and the order is open again' 'run 0 om-ship void S1002 && [ "$(units)" = "1/2/0 0/1/0" ] && [ "$(status 1001)" = awaiting-shipment ] && sound'
t 'an export with voided ones comes back unchanged' '
	state >before && run 0 om-ship export -o e.csv && grep -q voided e.csv && run 0 om-ship import e.csv && has err "created 0, updated 0, unchanged 1, rejected 0" && state >after && cmp before after'
t 'undo takes a part back as well' '
	run 0 om-ship ship 1001 --carrier UPS --tracking T-102 --package items=TEE:1 --partial && run=$(sql "select max(run_id) from run") && run 0 om-admin undo "$run" && [ "$(units)" = "1/2/0 0/1/0" ] && sound'
t 'several packages and shipments of one import come back too' '
	order 1002 --item MUG,2,5.00 --item TEE,2,5.00 && printf "%s\n" order_number,tracking_number,carrier,sku,quantity 1002,V-100,UPS,MUG,1 1002,V-101,UPS,TEE,1 1002,V-102,FedEx,MUG,1 1002,V-102,,TEE,1 >v.csv &&
	run 0 om-ship import v.csv && [ "$(status 1002)" = shipped ] && sound && om-ship list --where "order_number = 1002" --format ids >ids && [ "$(wc -l <ids)" = 2 ] && run 0 om-ship void - <ids && [ "$(status 1002)" = awaiting-shipment ] && sound'
t 'no slip of a voided shipment' 'run 5 om-ship slip S1000 && has err "[wrong-state]"'
finish
