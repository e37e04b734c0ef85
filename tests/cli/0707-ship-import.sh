#!/bin/sh
# om-ship import: tracking numbers from spreadsheets (shipping.md R9), and parts of orders (R2).
# covers: ORD-27
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-channel create -q manual OTHER
order 1001 --item MUG,2,5.00 --item TEE,1,9.00
order 1002 --item MUG,1,5.00
order 1003 --item MUG,3,5.00 --item TEE,2,5.00 --item EBOOK,1,2.00
order 1004 --item TEE,1,5.00
order 1005 --item CAP,3,5.00
om-order create -q --channel OTHER --order-number 1002 --ship-name B --ship-address1 X --ship-city C --ship-state NY --ship-zip 12207 \
	--ship-country US --item TEE,1,1.00 --paid >/dev/null
sheet() {
	printf '%s\n' "$@" >s.csv
}
shipments() {
	sql "select 'S' || h.shipment_id || ' ' || o.order_number || ' ' || k.seq || ' ' || k.tracking_number || ' ' || h.carrier || ' '
		|| coalesce((select group_concat(p.sku || '*' || x.quantity, ' ') from package_item x join product p using (product_id)
			where x.shipment_id = h.shipment_id and x.seq = k.seq), '-')
		from shipment h join package k using (shipment_id) join orders o using (order_id) order by h.shipment_id, k.seq"
}

t 'a template' 'run 0 om-ship import --template && out "order_number,channel,order_id,tracking_number,carrier,service,package_type,ship_date,estimated_delivery,delivery_status,fee,currency,notify_customer,update_channel,sku,quantity,package_no,insurance_tracking_number"'
t 'one bad row refuses the file, and each is named' '
	sheet "Order Number,Sales Channel,Tracking #,Ship Carrier Name,Item SKU,Qty" \
		"1001,SHOP,1Z999AA10123456784,UPS,," "9,SHOP,T-100,UPS,," "1002,,T-101,UPS,," "1001,NOPE,T-102,UPS,," "1004,SHOP,,UPS,," \
		"1004,,9.40011E+21,USPS,," "1003,SHOP,T/1,UPS,," "1003,SHOP,T1,UPS,," "1003,SHOP,T-103,Own,,"  "1003,SHOP,T-104,,," &&
	state >before && run 3 om-ship import s.csv && state >after && cmp before after &&
	has err "s.csv:3: order_number: no order " && has err "[unknown-order]" &&
	has err "s.csv:4: order_number: " && has err "[ambiguous-order]" && has err "s.csv:6: tracking_number: a tracking number is required [missing]" &&
	has err "s.csv:7: tracking_number: " && has err "[scientific-number]" && has err "s.csv:8: tracking_number: " && has err "s.csv:9: tracking_number: " && has err "[bad-tracking]" &&
	has err "s.csv:10: carrier: " && has err "[unknown-carrier]" && has err "s.csv:11: carrier: " && has err "nothing written"'
t 'a dry run says the same as the run, and the run ships' '
	sheet "order_number,channel,tracking_number,carrier,service,ship_date,estimated_delivery,fee" \
		"1001,SHOP,'\''1Z999AA1 0123456784,ups,Ground,2026-03-02,2026-03-05,7.58" "1002,OTHER,9400100000000000000006,usps,,,," &&
	run 0 om-ship import s.csv -n && cp err dry && run 0 om-ship import s.csv && sed "s/dry run: //" dry | cmp - err && has err "created 2, updated 0, unchanged 0, rejected 0" &&
	[ "$(shipments)" = "S1000 1001 1 1Z999AA10123456784 UPS MUG*2 TEE*1
S1001 1002 1 9400100000000000000006 USPS TEE*1" ] && [ "$(status 1001)" = shipped ] && sound'
t 'the shipment holds what the sheet said' '
	run 0 om-ship list --where "number = S1000" --columns source,service,ship_date,estimated_delivery,fee,notify_customer,update_channel,is_external && out "source,service,ship_date,estimated_delivery,fee,notify_customer,update_channel,is_external
import,Ground,2026-03-02,2026-03-05,7.58,no,yes,yes"'
t 'the same file again is unchanged' 'state >before && run 0 om-ship import s.csv && has err "created 0, updated 0, unchanged 2, rejected 0" && state >after && cmp before after'
t 'another number is refused, skipped, or takes the place of the first' '
	sheet order_number,channel,tracking_number,carrier 1001,SHOP,T-200,UPS && run 3 om-ship import s.csv && has err "[already-shipped]" && has err "1Z999AA10123456784" &&
	run 0 om-ship import s.csv --on-exists skip && has err "skipped 1" && run 0 om-ship import s.csv --on-exists update -n && has err "updated 1" &&
	run 0 om-ship import s.csv --on-exists update && has err "updated 1" && run 0 om-ship import s.csv && has err "unchanged 1" &&
	run 0 om-ship show S1000 && has out "1Z999AA10123456784  T-200"'
t 'a part of an order by SKU and quantity; the rest keeps its allocation' '
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1000,UPS,MUG,2 && run 0 om-ship import s.csv && has err "created 1" && [ "$(status 1003)" = awaiting-shipment ] &&
	[ "$(sql "select group_concat(quantity_shipped || '\''/'\'' || quantity_allocated || '\''/'\'' || quantity_short, '\'' '\'') from order_line where order_id = 3")" = "2/1/0 0/2/0 1/0/0" ] &&
	run 0 om-order list --where "order_number = 1003" --columns fulfilled && has out part && sound && [ "$(sql "select on_hand, allocated from stock s join product p using (product_id) where sku = '\''MUG'\''")" = "6|2" ]'
t 'a known number with the same units is unchanged, with others it is refused' '
	run 0 om-ship import s.csv && has err "unchanged 1" && sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1000,UPS,MUG,1 &&
	run 3 om-ship import s.csv && has err "is shipped already, with MUG*2" && has err "[already-shipped]"'
t 'too many units, an unknown SKU, none at all' '
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1001,UPS,MUG,2 && run 3 om-ship import s.csv && has err "[package-over]" && has err "1 are left" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1001,UPS,CAP,1 && run 3 om-ship import s.csv && has err "[unknown-sku]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1001,UPS,MUG,0 && run 3 om-ship import s.csv && has err "[not-integer]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1001,UPS,MUG, && run 3 om-ship import s.csv && has err "s.csv:2: quantity: " && has err "[missing]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1003,P-1001,UPS,,2 && run 3 om-ship import s.csv && has err "s.csv:2: sku: "'
t 'two packages, one takes what the other leaves' '
	sheet order_number,tracking_number,carrier,sku,quantity,package_no,fee 1003,P-1002,FedEx,,,2,2.50 1003,P-1001,FedEx,MUG,1,1,1.25 && run 0 om-ship import s.csv && [ "$(status 1003)" = shipped ] &&
	[ "$(shipments | grep " 1003 ")" = "S1002 1003 1 P-1000 UPS MUG*2 EBOOK*1
S1003 1003 1 P-1001 FedEx MUG*1
S1003 1003 2 P-1002 FedEx TEE*2" ] && run 0 om-ship list --where "number = S1003" --columns fee && has out 3.75 && sound'
om-inventory adjust -q TEE 50 --warehouse MAIN --location A-2-1 --reason found
om-inventory adjust -q MUG 50 --warehouse MAIN --location A-10-1 --reason found
order 1010 --item MUG,2,1.00 --item TEE,1,1.00
t 'two packages that say nothing, gaps, rows that differ' '
	sheet order_number,tracking_number,carrier 1010,Q-100,UPS 1010,Q-101,UPS && run 3 om-ship import s.csv && has err "[package-sum]" &&
	sheet order_number,tracking_number,carrier,sku,quantity,package_no 1010,Q-100,UPS,MUG,1,1 1010,Q-101,UPS,TEE,1,3 && run 3 om-ship import s.csv && has err "[package-seq]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1010,Q-100,UPS,MUG,1 1010,Q-100,FedEx,TEE,1 && run 3 om-ship import s.csv && has err "s.csv:3: carrier: " && has err "[differs]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1010,Q-100,UPS,MUG,1 1010,Q-100,,, && run 3 om-ship import s.csv && has err "[missing]" &&
	sheet order_number,tracking_number,carrier 1010,Q-100,UPS 1010,Q-100,UPS && run 3 om-ship import s.csv && has err "[duplicate-row]" &&
	sheet order_number,tracking_number,carrier,sku,quantity 1010,Q-100,UPS,MUG,2 1010,Q-100,UPS,TEE,1 1010,Q-101,UPS,, && run 3 om-ship import s.csv && has err "[package-empty]" &&
	sheet order_number,order_id,tracking_number,carrier 1010,1,Q-100,UPS && run 3 om-ship import s.csv && has err "s.csv:2: order_id: " && [ "$(status 1010)" = awaiting-shipment ]'
t 'rows of one order stand where they like, packages with other carriers are other shipments' '
	order 1011 --item TEE,1,1.00 && sheet order_number,channel,tracking_number,carrier,sku,quantity 1010,SHOP,Q-100,UPS,MUG,1 1011,shop,Q-200,UPS,TEE,1 1010,shop,Q-101,USPS,MUG,1 1010,,Q-102,UPS,TEE,1 &&
	sed "s/^1010,,/1010,SHOP,/" s.csv >s2.csv && run 0 om-ship import s2.csv && has err "created 2" &&
	[ "$(shipments | grep " 1010 ")" = "S1004 1010 1 Q-100 UPS MUG*1
S1004 1010 2 Q-102 UPS TEE*1
S1005 1010 1 Q-101 USPS MUG*1" ] && sound'
order 1012 --item MUG,1,1.00
order 1013 --item MUG,1,1.00
order 1014 --item MUG,1,1.00
t 'one number on several orders of the file' '
	sheet order_number,tracking_number,carrier 1012,R-100,UPS 1013,R-100,UPS && run 3 om-ship import s.csv && has err "s.csv:3: tracking_number: " && has err "[same-tracking]" &&
	run 0 om-ship import s.csv --allow same-tracking --reason "one parcel" -n'
t 'good orders go on with --keep-going, the others are rejects' '
	sheet order_number,tracking_number,carrier 1012,R-100,UPS 1005,R-101,UPS 9,R-102,UPS && run 4 om-ship import s.csv --keep-going --rejects r.csv && has err "created 1, updated 0, unchanged 0, rejected 2" &&
	[ "$(head -n 1 r.csv)" = order_number,tracking_number,carrier,error ] && grep -q "^1005,R-101,UPS,.*wrong-state" r.csv && grep -q "^9,R-102,UPS,.*unknown-order" r.csv'
t 'states and stock are looked at' '
	sheet order_number,tracking_number,carrier 1005,R-101,UPS && run 3 om-ship import s.csv && has err "[wrong-state]" &&
	run 3 om-ship import s.csv --allow wrong-state --reason x && has err "[short-stock]" && has err "CAP" &&
	om-order hold -q 1013 --open-ended >/dev/null && sheet order_number,tracking_number,carrier 1013,R-103,UPS && run 3 om-ship import s.csv && has err on-hold && has err "[wrong-state]"'
t 'a carrier that nobody knows is kept as text, wishes come from the sheet or the option' '
	sheet order_number,tracking_number,carrier,notify_customer,fee,currency,delivery_status,insurance_tracking_number "1014,R-104,Own Van,no,3,EUR,in-transit,INS-1" && run 3 om-ship import s.csv && has err "[unknown-carrier]" &&
	run 0 om-ship import s.csv --carrier-as-other --notify yes --update-channel no && run 0 om-ship list --where "order_number = 1014" --columns carrier,notify_customer,update_channel,fee,currency,delivery_status,insurance_tracking_number && out "carrier,notify_customer,update_channel,fee,currency,delivery_status,insurance_tracking_number
Own Van,no,no,3.00,EUR,in-transit,INS-1"'
t 'bad cells' '
	sheet order_number,tracking_number,carrier,ship_date,fee,currency,notify_customer,delivery_status 1004,R-105,UPS,soon,x,XXQ,maybe,lost && run 3 om-ship import s.csv &&
	has err "[bad-date]" && has err "[bad-money]" && has err "[unknown-currency]" && has err "[not-boolean]" && has err "[bad-choice]" && sheet order_number,tracking_number,carrier,fee 1004,R-105,UPS,-1 && run 3 om-ship import s.csv && has err "[negative]"'
t 'an order may be named by its key' 'sheet order_id,tracking_number,carrier 4,R-105,UPS && run 0 om-ship import s.csv && [ "$(status 1004)" = shipped ] && sheet order_id,tracking_number,carrier 4,R-105,UPS 4,R-106,UPS && run 3 om-ship import s.csv && has err "[duplicate-row]"'
for number in 'UPS 1Z999AA10123456785' 'USPS 9400100000000000000001' 'FedEx 986578788854' 'UPS RB123456784GB'; do
	t "a wrong check digit is a warning: $number" "order 11-\"${number#* }\" --item TEE,1,1.00 >/dev/null 2>&1; sheet order_number,tracking_number,carrier '11-${number#* },${number#* },${number% *}' && run 0 om-ship import s.csv -n && has err 'warning: ' && has err '[bad-check-digit]'"
done
t 'an export comes back unchanged' '
	order 1020 --item TEE,1,1.00 && om-ship ship -q 1020 --no-tracking >/dev/null && state >before && run 0 om-ship export -o e.csv && run 0 om-ship import e.csv && has err "created 0, updated 0," && has err "rejected 0" && state >after && cmp before after'
t 'a map gives headers of others their names' '
	run 0 om-ship import --template --comments && has out "# sku: id" &&
	order 1030 --item AIR,1,1.00 && sheet "Order - Number,Shipment - Tracking Number,Carrier - Name,Date - Shipped Date,Amount - Shipping Cost" "1030,M-1000,UPS,2026-03-02,4.10" && run 0 om-ship import s.csv && [ "$(status 1030)" = shipped ]'

order 1040 --item AIR,4,1.00 --item TEE,1,1.00
t 'om-ship ship takes packages and parts too' '
	run 2 om-ship ship 1040 --carrier UPS --tracking V-1 --package "items=AIR" && has err "[usage]" && run 2 om-ship ship 1040 --carrier UPS --tracking V-1 --package "colour=red" && has err "[usage]" &&
	run 2 om-ship ship 1040 --carrier UPS --tracking V-1 --package "weight=heavy" && has err "[bad-unit]" &&
	run 5 om-ship ship 1040 --carrier UPS --tracking V-1 --package items=AIR:3 && has err "1 of '\''AIR'\'' stand in no package" && has err "[package-sum]" &&
	run 5 om-ship ship 1040 --carrier UPS --tracking V-1 --package items=AIR:5 --partial && has err "[package-over]" && run 5 om-ship ship 1040 --carrier UPS --tracking V-1 --package items=CAP:1 --partial && has err "[unknown-sku]" &&
	run 0 om-ship ship 1040 --carrier UPS --tracking V-1 --package "items=AIR:1 weight=2lb type=BOX-S" --partial && has out "done,," && has out "shipped" && [ "$(status 1040)" = awaiting-shipment ] && sound &&
	run 0 om-ship ship 1040 --carrier UPS --tracking V-1 && has out unchanged &&
	run 0 om-ship ship 1040 --carrier UPS --tracking V-2 --package items=AIR:2,TEE:1 --package "tracking=V-3" && [ "$(status 1040)" = shipped ] && sound &&
	[ "$(shipments | grep " 1040 " | cut -d" " -f3-)" = "1 V-1 UPS AIR*1
1 V-2 UPS AIR*2 TEE*1
2 V-3 UPS AIR*1" ] && run 0 om-ship package list --where "tracking_number = V-1" --columns weight,package_type && has out "2lb,BOX-S"'
t 'hints are of what an import has' '
	sheet order_number,channel,tracking_number,carrier 1001,SHOP,T-900,UPS && run 3 om-ship import s.csv && has err "[already-shipped]; --on-exists update " && ! grep -q -e --replace-tracking err &&
	order 1099 --item CAP,90,1 && sheet order_number,tracking_number,carrier 1099,T-901,UPS && run 3 om-ship import s.csv --allow wrong-state --reason x && has err "[short-stock]; --allow short-stock" && ! grep -q -e --no-deduct err'
finish
