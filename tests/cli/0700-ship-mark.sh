#!/bin/sh
# om-ship ship: marking orders as shipped (shipping.md R1, R8; inventory.md 14).
# covers: ORD-36 ORD-02 SHP-03
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
order 1001 --item MUG,2,5.00 --item TEE,1,9.00
order 1002 --item MUG,1,5.00
order 1003 --item CAP,3,5.00
order 1004 --item EBOOK,1,5.00
order 1005 --item MUG,1,5.00 --item EBOOK,2,5.00
order 1006 --item NOPE,1,5.00
order 1007 --item AIR,4,1.00

t 'carrier and number, or none at all' '
	run 2 om-ship ship 1001 && has err "[missing]" && has err "no-tracking" &&
	run 2 om-ship ship 1001 --carrier UPS && has err "[missing]" &&
	run 2 om-ship ship 1001 --no-tracking --tracking X && has err "[usage]" &&
	run 2 om-ship ship 1001 --carrier UPS --tracking X --add-package --replace-tracking && has err "[usage]" &&
	run 2 om-ship ship 1001 --carrier UPS --tracking 9.40011E+21 && has err "[scientific-number]" &&
	run 5 om-ship ship 1001 --carrier UPS --tracking "$(printf "A\tB\001")" && has err "[bad-tracking]" && run 2 om-ship ship 1001 --carrier UPS --tracking " " && has err "[missing]" &&
	run 2 om-ship ship 1001 --carrier UPS --tracking 1Z --fee x && has err "[bad-money]" &&
	run 2 om-ship ship 1001 --carrier UPS --tracking 1Z --ship-date soon && has err "[bad-date]" &&
	run 5 om-ship ship 4711 --no-tracking && has err "[unknown-order]"'
t 'a dry run says the same and keeps nothing' '
	state >before && run 0 om-ship ship 1001 --carrier UPS --tracking 1Z999AA10123456784 -n && cp out dry && state >after &&
	cmp before after && run 0 om-ship ship 1001 --carrier UPS --tracking 1Z999AA10123456784 --service Ground --package-type Box \
		--fee 7.58 --eta 2026-03-05 --notify yes && cmp dry out'
t 'it says what became of the order' 'out "record,result,code,message
SHOP:1001,done,,S1000 shipped"'
t 'the shipment holds what was said' '
	run 0 om-ship list --columns number,order,channel,state,source,kind,carrier,service,package_type,tracking_number,ship_date,estimated_delivery,fee,currency,notify_customer,update_channel,warehouse,package_count,unit_count,is_external,is_deducted &&
	out "number,order_number,channel,state,source,kind,carrier,service,package_type,tracking_number,ship_date,estimated_delivery,fee,currency,notify_customer,update_channel,warehouse,package_count,unit_count,is_external,is_deducted
S1000,1001,SHOP,shipped,mark,out,UPS,Ground,Box,1Z999AA10123456784,2026-03-02,2026-03-05,7.58,USD,yes,yes,MAIN,1,3,yes,yes"'
t 'the goods have left their places' '
	[ "$(sql "select s.on_hand, s.allocated from stock s join product p using (product_id) where sku = '\''MUG'\''")" = "8|2" ] &&
	run 0 om-inventory history --where "kind = ship" --columns sku,location,before,delta,after,cause && out "sku,location,before,delta,after,cause
TEE,A-2-1,5,-1,4,S1000
MUG,A-10-1,10,-2,8,S1000"'
t 'their cost is booked: layers first, else the product'\''s own' '
	[ "$(sql "select p.sku, c.quantity, c.amount, c.basis from cogs c join product p using (product_id) order by 1")" = "MUG|2|40000|actual
TEE|1|40000|default" ] && [ "$(sql "select qty_left, value_left from layer")" = "8|160000" ]'
t 'the order is shipped, and says with what' '

	run 0 om-order list --where "order_number = 1001" --columns status,fulfilled,tracking_numbers,ship_date,multi_package && out "status,fulfilled,tracking_numbers,ship_date,multi_package
shipped,full,1Z999AA10123456784,2026-03-02,no"'
t 'the same again is unchanged' '
	run 0 om-ship ship 1001 --carrier UPS --tracking 1Z999AA10123456784 && has out unchanged && state >before &&
	run 0 om-ship ship 1001 --no-tracking && has out unchanged && state >after && cmp before after'
t 'another number is refused' 'run 5 om-ship ship 1001 --carrier UPS --tracking OTHER && has err "[already-shipped]" && has err 1Z999AA10123456784'
t 'one more package' '
	run 0 om-ship ship 1001 --carrier UPS --tracking SECOND --add-package && has out "S1000 has one more package" &&
	run 0 om-ship ship 1001 --carrier UPS --tracking SECOND --add-package && has out unchanged &&
	run 0 om-ship package list && out "number,seq,tracking_number,package_type,weight,unit_count
S1000,1,1Z999AA10123456784,Box,,3
S1000,2,SECOND,,,0"'
t 'a corrected number is history' '
	run 0 om-ship ship 1001 --carrier FedEx --tracking 9Z --replace-tracking && has out "S1000 has another tracking number" &&
	run 0 om-ship show S1000 && has out "tracking_number            1Z999AA10123456784  9Z" && has out "carrier                    UPS                 FedEx" &&
	run 0 om-order list --where "tracking_numbers has 9Z" --format ids && out @1'
t 'one number on several orders' '
	run 5 om-ship ship 1002 1005 --carrier UPS --tracking ONE && has err "[same-tracking]" && [ "$(status 1002)" = awaiting-shipment ] &&
	printf "order,carrier,tracking\n1002,UPS,ONE\n1005,UPS,ONE\n" >m.csv && try om-ship ship --file m.csv -n && has err "[same-tracking]" && expect_rc 4'
t 'nothing changes what is not shipped yet' 'run 5 om-ship ship 1002 --carrier UPS --tracking ONE --add-package && has err "[wrong-state]"'
t 'too little stock names every SKU' '
	run 5 om-ship ship 1003 --no-tracking && has err "[wrong-state]" && has err "--allow wrong-state" &&
	run 5 om-ship ship 1003 --no-tracking --allow wrong-state --reason gone && has err "'\''CAP'\'' 1 of 3" && has err "[short-stock]" &&
	[ "$(status 1003)" = unresolved ]'
t 'allowed, the record owes the units' '
	run 2 om-ship ship 1003 --no-tracking --allow wrong-state,short-stock && has err "[missing]" &&
	run 0 om-ship ship 1003 --no-tracking --allow wrong-state,short-stock --reason gone && has out "S1001 shipped" &&
	[ "$(sql "select on_hand, allocated, oversold from stock s join product p using (product_id) where sku = '\''CAP'\''")" = "-2|0|0" ] && sound'
t 'goods of downloads need no stock and no number' '
	run 0 om-ship ship 1004 --no-tracking && has out "S1002 shipped" && [ "$(status 1004)" = shipped ] &&
	[ "$(sql "select update_channel, is_deducted from shipment where shipment_id = 1002")" = "0|1" ]'
t 'they go with the first shipment of the others' '
	run 0 om-ship ship 1005 --carrier UPS --tracking MIXED && [ "$(status 1005)" = shipped ] &&
	[ "$(sql "select count(*), sum(quantity) from package_item where shipment_id = 1003")" = "2|3" ] && sound'
t 'a line without product' '
	run 5 om-ship ship 1006 --no-tracking --allow wrong-state --reason x && has err "[missing-product-info]" && has err NOPE &&
	run 0 om-ship ship 1006 --no-tracking --no-deduct --allow wrong-state --reason x && [ "$(status 1006)" = shipped ] && sound'
t 'goods without stock records' 'run 0 om-ship ship 1007 --no-tracking && [ "$(status 1007)" = shipped ] && sound'

order 1010 --item MUG,3,5.00
t 'goods outside our stock leave it alone, and what was kept is free again' '
	[ "$(sql "select sum(allocated) from stock s join product p using (product_id) where sku = '\''MUG'\''")" = 4 ] &&
	run 0 om-ship ship 1010 --no-tracking --no-deduct &&
	[ "$(sql "select s.on_hand, s.allocated from stock s join product p using (product_id) where sku = '\''MUG'\''")" = "7|1" ] &&
	[ "$(sql "select count(*) from movement where cause_id = 1006")" = 0 ] && sound'
order 1011 --item MUG,5,5.00
order 1012 --item MUG,5,5.00
t 'a waiting order gets what is not deducted' '
	[ "$(status 1012)" = unresolved ] && run 0 om-ship ship 1011 --no-tracking --no-deduct && [ "$(status 1012)" = awaiting-shipment ] && sound'

om-order create -q --channel SHOP --order-number 1020 --ship-name A --ship-address1 B --ship-city C --ship-state NY --ship-zip 12207 \
	--ship-country US --item TEE,1,1.00 >/dev/null
t 'an unpaid order is marked with a warning' '
	[ "$(status 1020)" = awaiting-payment ] && run 0 om-ship ship 1020 --no-tracking && has err "[unpaid]" && has out shipped && [ "$(status 1020)" = shipped ]'
order 1021 --item TEE,1,1.00
order 1022 --item TEE,1,1.00
t 'dates that look wrong are warned of' '
	run 0 om-ship ship 1021 --no-tracking --ship-date 2026-03-04 && has err "more than a day ahead [far-date]" &&
	run 0 om-ship ship 1022 --no-tracking --ship-date 2026-03-01 && has err "before its order date [past-date]"'
order 1023 --item TEE,1,1.00
om-order hold -q 1023 --open-ended >/dev/null
t 'a held order stays' 'run 5 om-ship ship 1023 --no-tracking && has err "[wrong-state]" && has err on-hold'
om-order release -q 1023 >/dev/null
om-warehouse edit -q MAIN cutoff=09:30
t 'past the cut-off it carries the next working day' '
	run 0 om-ship ship 1023 --no-tracking && [ "$(sql "select ship_date - 20514 from shipment order by shipment_id desc limit 1")" = 1 ]'
om-inventory adjust -q MUG 20 --warehouse MAIN --location A-10-1 --reason found
om-inventory adjust -q TEE 20 --warehouse MAIN --location A-2-1 --reason found
om-warehouse edit -q MAIN 'ship_days=wed|mon' 'holidays=2026-03-04' handling_days=1
order 1024 --item TEE,1,1.00
t 'the days on which the warehouse ships, and the days that handling takes, count' '
	run 0 om-ship ship 1024 --no-tracking -n && run 0 om-ship ship 1024 --no-tracking && run 0 om-ship list --where "order_number = 1024" --columns ship_date --format csv && out "ship_date
2026-03-11"'
om-warehouse edit -q MAIN ship_days= holidays= handling_days=
for n in 1030 1031 1032; do order $n --item MUG,1,5.00; done
t 'ids come through a pipe; some refused is exit 4' '
	om-order list --where "order_number in (1030, 1031)" --format ids >ids && echo @1 >>ids && try om-ship ship - --carrier UPS --tracking X <ids &&
	has err "[same-tracking]" && om-order list --where "order_number in (1030, 1031)" --format ids >ids && echo 4711 >>ids &&
	run 5 om-ship ship - --no-tracking <ids && has err "[unknown-order]" && [ "$(status 1030)" = awaiting-shipment ] &&
	sed "/4711/d" ids >good && run 0 om-ship ship - --no-tracking <good && has err "2 done, 0 unchanged, 0 refused"'
t 'one bad order of many leaves the others, but not with --atomic' '
	order 1033 --item CAP,9,1.00 && run 5 om-ship ship 1032 1033 --no-tracking --atomic && [ "$(status 1032)" = awaiting-shipment ] &&
	run 4 om-ship ship 1032 1033 --no-tracking && [ "$(status 1032)" = shipped ] && sound'
t 'check tells everything that is in the way' '
	run 1 om-ship check 1033 && has out "SHOP:1033,wrong-state," && has out "SHOP:1033,out-of-stock,status" && has out "SHOP:1033,short-stock," &&
	run 1 om-ship check 1001 && has out already-shipped && order 1034 --item TEE,1,1.00 && run 0 om-ship check 1034 && out "order,code,field,message"'
t 'a list by day and carrier' '
	run 0 om-ship list --where "ship_date = today and carrier = UPS" --columns number && out "number
S1003" && run 0 om-ship list --summary && has out "FedEx,1,"'
t 'exact options' '
	run 0 om-ship list --carrier UPS --ship-date ..today --columns number && out "number
S1003" && run 0 om-ship list --carrier nope --columns number && out number && run 0 om-ship list --type out --status shipped --channel shop --warehouse main --carrier ups,fedex --columns number && out "number
S1000
S1003" && run 2 om-ship list --status shiped && has err "did you mean" && run 2 om-ship list --ship-date "soon" && run 0 om-ship export --status voided --columns number && out number'
t 'a text is found in numbers, names, goods' '
	run 0 om-ship list --find tee --columns number && has out S1000 && run 0 om-ship list --find ebook --columns number && has out S1002 && run 0 om-ship list --find s1003 --format ids && out S1003 &&
	run 0 om-ship list --find 9z --format ids && out S1000 && run 0 om-ship list --find "%" --format ids && out "" && run 0 om-ship list --find ann --limit 1 --format ids && out S1000'
t 'json' 'run 0 om-ship show S1000 --format json && has out "\"packages\":[{\"seq\":1,\"tracking_number\":\"9Z\"" && has out "\"fee\":\"7.58\""'
t 'an unknown shipment' 'run 5 om-ship show S9 && has err "[unknown-record]" && run 5 om-ship show 1001 && has err "[unknown-record]"'
order 1040 --item TEE,1,1.00
order 1041 --item TEE,1,1.00
t 'a pasted number loses its blanks and the apostrophe of a spreadsheet' '
	run 0 om-ship ship 1040 --carrier UPS --tracking "'\''1Z 999 AA1 01 2345 6784" -n && ! grep -q warning err &&
	run 0 om-ship ship 1040 --carrier UPS --tracking "PA 40" && run 0 om-ship ship 1040 --carrier UPS --tracking PA40 && has out unchanged &&
	run 0 om-ship list --where "order_number = 1040" --columns tracking_number && out "tracking_number
PA40"'
for number in 'UPS 1Z999AA10123456784' 'USPS 9400100000000000000006' 'FedEx 986578788855' 'Post RB123456785GB' 'Own 986578788854' 'Own A1'; do
	t "a right number: $number" "run 0 om-ship ship 1041 --carrier ${number% *} --tracking ${number#* } -n && ! grep -q bad-check-digit err"
done
for number in 'UPS 1Z999AA10123456785' 'USPS 9400100000000000000001' 'FedEx 986578788854' 'Post RB123456784GB'; do
	t "a wrong check digit is told: $number" "run 0 om-ship ship 1041 --carrier ${number% *} --tracking ${number#* } -n && has err 'warning: ' && has err '[bad-check-digit]'"
done
t 'a number of another order is refused, also later' '
	run 5 om-ship ship 1041 --carrier UPS --tracking PA40 && has err "[same-tracking]" && has err "of SHOP:1040" && [ "$(status 1041)" = awaiting-shipment ] &&
	run 0 om-ship ship 1041 --carrier UPS --tracking PA41 && run 5 om-ship ship 1041 --carrier UPS --tracking PA40 --add-package && has err "[same-tracking]" &&
	run 5 om-ship ship 1041 --carrier UPS --tracking PA40 --replace-tracking && has err "[same-tracking]" &&
	run 0 om-ship ship 1041 --carrier UPS --tracking PA40 --add-package --allow same-tracking --reason "one parcel" && sound'
t 'a bad cell of a sheet stands at its line and column' '
	printf "order,carrier,tracking,fee,ship_date\n1041,UPS,Z1,x,\n1041,UPS,Z1,,soon\n" >m.csv && try om-ship ship --file m.csv && has err "m.csv:2: fee: " && has err "m.csv:3: ship_date: "'
finish
