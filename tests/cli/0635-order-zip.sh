#!/bin/sh
# US ZIP codes that lost their zeros in a spreadsheet (orders.md R3.2): told, and put right only by --pad-zip.
# covers: ORD-28
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# zip NUMBER: the stored one.
zip() {
	sql "select ship_zip from orders where order_number = '$1'"
}
head=order_number,listing_sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,ship_phone
test_case 'the likely value is told and not taken' '
	printf "$head\n1,TEE-1,1,1,A,1 Main,Hoboken,NJ,7030,US,5\n2,TEE-1,1,1,A,1 Main,Holtsville,NY,501,US,5\n3,TEE-1,1,1,A,1 Main,Wien,,1010,AT,5\n" >o.csv &&
	run om-order import o.csv --channel SHOP --paid && [ "$(zip 1)" = 7030 ] && [ "$(status 1)" = unresolved ] &&
	[ "$(sql "select detail from order_problem where order_id = 1")" = "ship_zip: '\''7030'\'' is not a US ZIP code; 07030?" ]
'
test_case 'stored ones get it back by edit, others stay' '
	must_fail 2 om-order edit 1 && run om-order edit 1 2 3 --pad-zip --format csv && expect_out "record,result,code,message
SHOP:1,done,,unresolved → awaiting-shipment
SHOP:2,done,,unresolved → awaiting-shipment
SHOP:3,unchanged,,unchanged" && [ "$(zip 1) $(zip 2) $(zip 3)" = "07030 00501 1010" ] &&
	run om-order edit --where "ship_zip = 07030" --pad-zip --format csv && expect_out_has "SHOP:1,unchanged" &&
	run om-order edit 1 ship_zip=8540 --pad-zip && [ "$(zip 1)" = 08540 ] && run om-order edit 1 ship_zip=8540 && [ "$(zip 1)" = 8540 ]
'
test_case 'intake takes it, too, and the same file is still unchanged' '
	sed "s/^1,/4,/; s/^2,/5,/; s/^3,/6,/" o.csv >p.csv && run om-order import p.csv --channel SHOP --pad-zip && [ "$(zip 4) $(zip 5) $(zip 6)" = "07030 00501 1010" ] &&
	run om-order import p.csv --channel SHOP --pad-zip && expect_err_has "unchanged 3" && run om-order import p.csv --channel SHOP && expect_err_has "unchanged 3" &&
	run om-order create --channel SHOP --order-number 7 --item TEE-1,1,1 --ship-zip 7030 --ship-country US --pad-zip && [ "$(zip 7)" = 07030 ] &&
	printf "order,ship_zip\n7,501\n" >u.csv && run om-order import u.csv --on-exists update --no-create --pad-zip && [ "$(zip 7)" = 00501 ]
'
done_testing
