#!/bin/sh
# om-ship pick: waves and clusters, natural order, layouts, copies, rows (shipping.md R16).
# covers: ORD-06
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-product edit -q MUG categories=Kitchen >/dev/null
om-product edit -q TEE categories=Wear >/dev/null
for place in A1 a1 A02 A2 A10 B1 A-2-1 12-3; do om-warehouse location create -q MAIN $place >/dev/null 2>&1; done
om-inventory set -q TEE 20 --warehouse MAIN --location A-2-1 --reason found
om-inventory set -q MUG 20 --warehouse MAIN --location A-10-1 --reason found
order 1001 --item MUG,2,5.00 --item TEE,1,9.00 --ship-by 2026-03-09 --carrier UPS
order 1002 --item MUG,1,5.00 --ship-by 2026-03-05 --carrier FedEx
order 1003 --item TEE,1,5.00 --ship-by 2026-03-04 --carrier UPS
order 1004 --item CAP,1,5.00 --carrier UPS
order 1005 --item TEE,3,5.00 --ship-by 2026-03-03
# lists: what each open list holds, an order and its units a word, in the order of the lines
lists() {
	sql "select 'PL' || y.pick_list_id || ' ' || y.kind || ' ' || case when y.part <> '' then y.part else '-' end || ':' || (select group_concat(' ' || v, '') from
		(select o.order_number || '*' || sum(x.quantity) as v from pick_line x join orders o using (order_id)
			where x.pick_list_id = y.pick_list_id group by x.order_id order by min(x.seq)))
		from pick_list y where y.state = 'open' order by 1"
}
none() {
	om-ship pick cancel -q --where 'state = open' >/dev/null
}

t 'a wave of orders of one unit, and one of the others; the earliest ship-by first' '
	run 0 om-ship pick create 1001 1002 1003 1004 1005 --kind wave --by single --item-order order --format ids && out "PL1000
PL1001" && [ "$(lists)" = "PL1000 wave several: 1005*3 1001*3
PL1001 wave single: 1003*1 1002*1 1004*1" ] && none'
t 'at most so many orders a wave' '
	run 0 om-ship pick create --where "source = MAIN" --by single --size 2 --item-order order --format ids && [ "$(lists)" = "PL1002 wave several: 1005*3 1001*3
PL1003 wave single: 1003*1 1002*1
PL1004 wave single: 1004*1" ] && none'
t 'waves by carrier' '
	run 0 om-ship pick create 1001 1002 1003 1004 1005 --by carrier --item-order order && [ "$(lists)" = "PL1005 wave FedEx: 1002*1
PL1006 wave none: 1005*3
PL1007 wave UPS: 1003*1 1001*3 1004*1" ] && none'
t 'waves by category and by zone' '
	run 0 om-ship pick create 1001 1002 1003 1004 --by category --item-order order && [ "$(lists)" = "PL1008 wave Kitchen: 1002*1
PL1009 wave mixed: 1001*3
PL1010 wave none: 1004*1
PL1011 wave Wear: 1003*1" ] && none && run 0 om-ship pick create 1001 1002 1003 1004 --by zone --item-order order && [ "$(lists)" = "PL1012 wave A: 1003*1 1002*1 1001*3
PL1013 wave B: 1004*1" ] && none'
t 'waves by size alone' 'run 0 om-ship pick create 1001 1002 1003 1004 1005 --kind wave --size 3 --item-order order && [ "$(lists)" = "PL1014 wave -: 1005*3 1003*1 1002*1
PL1015 wave -: 1001*3 1004*1" ] && none'
t 'a cluster has a tote an order' '
	run 0 om-ship pick create 1003 1001 1002 --kind cluster --columns number,kind,order_count && out "number,kind,order_count
PL1016,cluster,3" && run 0 om-ship pick print PL1016 --as txt && out "PICK LIST  PL1016  MAIN  2026-03-02  open
Orders 3, units 5

  Tote 1: SHOP:1003  Ann Lee  units 1
  Tote 2: SHOP:1001  Ann Lee  units 3
  Tote 3: SHOP:1002  Ann Lee  units 1

  [ ] A-2-1   2 x TEE  Tee <red>  for [1] SHOP:1003, [2] SHOP:1001
  [ ] A-10-1  3 x MUG  Coffee mug  for [2] 2 × SHOP:1001, [3] SHOP:1002"'
t 'printed again it is a copy, with any layout, and a dry run does not count' '
	run 0 om-ship pick print PL1016 --as txt -n && has out "copy 2" && run 0 om-ship pick print PL1016 --as txt --layout order && has out "copy 2" && has out "SHOP:1001  Ann Lee" &&
	run 0 om-ship pick print PL1016 --layout sku && has out "copy 3" && run 0 om-ship pick list --where "number = PL1016" --columns printed_count && has out 3'
t 'a table by SKU' '
	run 0 om-ship pick print PL1016 --as txt --layout sku && has out "  [ ] A-10-1  3 x MUG  Coffee mug  for [2] 2 × SHOP:1001, [3] SHOP:1002
  [ ] A-2-1   2 x TEE" && run 2 om-ship pick print PL1016 --layout size'
t 'rows for a device; filled in they confirm the list' '
	run 0 om-ship pick print PL1016 --as csv && out "pick_list,line_no,location,sku,name,lot,quantity,picked,tote,order,status,is_struck
PL1016,1,A-2-1,TEE,Tee <red>,,1,,1,SHOP:1003,awaiting-shipment,no
PL1016,2,A-2-1,TEE,Tee <red>,,1,,2,SHOP:1001,awaiting-shipment,no
PL1016,3,A-10-1,MUG,Coffee mug,,2,,2,SHOP:1001,awaiting-shipment,no
PL1016,4,A-10-1,MUG,Coffee mug,,1,,3,SHOP:1002,awaiting-shipment,no" && run 0 om-ship pick export --where "pick_list = PL1016" -o lines.csv &&
	run 3 om-ship pick confirm PL1016 lines.csv && has err "lines.csv:2: picked: " && sed "2,\$s/,1,,/,1,1,/;2,\$s/,2,,/,2,2,/" lines.csv >found.csv && run 0 om-ship pick confirm PL1016 found.csv && has err "PL1016 confirmed: 0 short lines" &&
	run 0 om-ship pick list --where "number = PL1016" --columns state && has out "done" && sound'
t 'clusters are cut by size too' 'run 0 om-ship pick create 1004 1005 --kind cluster --size 1 --columns number,order_count && out "number,order_count
PL1017,1
PL1018,1" && none'
t 'places go in natural order' '
	none && for row in A1:1 A2:2 A02:3 A10:4 B1:5; do om-product create -q "P${row#*:}" --name P --brand B >/dev/null && om-inventory set -q "P${row#*:}" 1 --warehouse MAIN --location "${row%:*}" --create --reason found >/dev/null; done &&
	order 1020 --item P5,1,1 --item P4,1,1 --item P3,1,1 --item P2,1,1 --item P1,1,1 && run 0 om-ship pick create 1020 --format ids && run 0 om-ship pick print "$(cat out)" --as csv && cut -d, -f3 out | tr "\n" " " >places &&
	[ "$(cat places)" = "location A1 A2 A02 A10 B1 " ]'
t 'a wave is struck, held and confirmed like any list' '
	none && run 0 om-ship pick create 1004 1005 --by single && om-order cancel -q 1004 --reason buyer-cancelled >/dev/null && run 0 om-ship pick print --where "state = open" --as txt && has out "-X- B-1" && has out "(cancelled)" && has out "single single" && sound'
t 'lists, lines, packages and what is in them as files' '
	run 0 om-export pick-lists PL1016 --columns number,kind,state && out "number,kind,state
PL1016,cluster,done" && run 0 om-export pick-lines --where "pick_list = PL1016" --columns line_no,sku,picked && out "line_no,sku,picked
1,TEE,1
2,TEE,1
3,MUG,2
4,MUG,1" && om-ship ship -q 1001 --carrier UPS --tracking W-100 --package items=MUG:2 --package tracking=W-101 >/dev/null && run 0 om-export packages --columns number,seq,tracking_number,carrier,units && out "number,seq,tracking_number,carrier,units
S1000,1,W-100,UPS,MUG*2
S1000,2,W-101,UPS,TEE*1" && run 0 om-export package-items --columns number,seq,sku,quantity,location && out "number,seq,sku,quantity,location
S1000,1,MUG,2,A-10-1
S1000,2,TEE,1,A-2-1" && run 0 om-ship package export --columns number,seq && run 0 om-export package-items --where "sku = TEE" --format ndjson && has out "\"sku\":\"TEE\""'
finish
