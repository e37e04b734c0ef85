#!/bin/sh
# The order in which a pick list is walked: what the warehouse says, kept with the list.
# covers: WHS-16
. "$(dirname "$0")/lib.sh"

om-admin init -q --company Shop --country US --currency USD --tz America/New_York
om-channel create -q manual WEB
om-warehouse create -q MAIN type=in-house address1='1 Dock Rd' city=Reno state=NV zip=89502 country=US
cat >products.csv <<'END'
sku,name,brand
A-1,Zebra,Acme
B-2,Mouse,Acme
C-3,Ant,Acme
END
om-product import -q products.csv
printf 'warehouse,location\nMAIN,A-10\nMAIN,A-9\nMAIN,B-1\n' >locations.csv && om-warehouse location import -q locations.csv
printf 'sku,location,on_hand\nA-1,B-1,10\nB-2,A-10,10\nC-3,A-9,10\n' >stock.csv && om-inventory import -q --warehouse MAIN stock.csv
number=0

# picked ORDER: an order of all three products, and the SKUs of its list from top to bottom.
picked() {
	number=$((number + 1))
	run om-warehouse edit -q MAIN pick_item_order="$1" &&
		run om-order create -q --channel WEB --item B-2,1,1 --item A-1,1,1 --item C-3,1,1 --paid order_number="$number" ship_name=Ann \
			ship_address1='2 Elm St' ship_city=Reno ship_state=NV ship_zip=89502 ship_country=US ship_phone=5551234567 &&
		run om-ship pick create "$number" --format ids && list=$(cat out) &&
		run om-ship pick show "$list" --format json &&
		sqlite3 :memory: "select group_concat(l.value ->> 'sku', ' ') from json_each(readfile('out')) r, json_each(r.value, '\$.lines') l" >skus
}
test_case 'by location, numbers in them by their size' 'picked location && test_compare skus "C-3 B-2 A-1"'
test_case 'by SKU' 'picked sku && test_compare skus "A-1 B-2 C-3"'
test_case 'by name' 'picked name && test_compare skus "C-3 B-2 A-1"'
test_case 'as the order has them' 'picked order && test_compare skus "B-2 A-1 C-3"'
test_case 'a list keeps the order that it was made with' '
	run om-warehouse edit -q MAIN pick_item_order=sku && run om-ship pick show PL1000 --format json && expect_out_has "\"item_order\":\"location\""'
test_case 'another word is refused' 'must_fail 2 om-warehouse edit MAIN pick_item_order=weight && expect_err_has "[bad-choice]"'
done_testing
