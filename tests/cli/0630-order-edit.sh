#!/bin/sh
# Changing what is stored: edit, update by sheet, what each status allows (orders.md H3, S4, R25.2, R27.2).
# covers: ORD-31 ORD-28
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a missing ZIP is a problem, an edit clears it' '
	order 1001 --item TEE-1,2,10 --paid --set ship_zip= && [ "$(status 1001)" = unresolved ] &&
	run om-order list --status unresolved --problem missing-order-info --format ids && expect_out "@1" &&
	run om-order edit SHOP:1001 --set ship_zip=10001 --format table && expect_out "SHOP:1001 unresolved → awaiting-shipment"
'
test_case 'edited so already it is unchanged' '
	before=$(sql "select revision from orders") && run om-order edit 1001 ship_zip=10001 --format table &&
	expect_out "SHOP:1001 unchanged" && [ "$(sql "select revision from orders")" = "$before" ]
'
test_case 'a new ship-to is checked and routed again, the first one is kept' '
	sql "update orders set address_check = '\''valid'\'', address_type = '\''residential'\''" &&
	run om-order edit 1001 --ship-address1 "2 Side" --ship-state "New Jersey" &&
	[ "$(sql "select address_check || '\'' '\'' || address_type || '\'' '\'' || ship_state from orders")" = "not-checked unknown NJ" ] &&
	[ "$(sql "select address1 || '\'' '\'' || state from order_address where kind = '\''orig'\''")" = "1 Main NY" ] &&
	run om-order edit 1001 --ship-address1 "3 Side" &&
	[ "$(sql "select address1 from order_address where kind = '\''orig'\''")" = "1 Main" ]
'
test_case 'history has each column, old and new' '
	run om-order show 1001 && expect_out_has "ship_address1  2 Side" && expect_out_has "ship_state     NY"
'
test_case 'who looked too long ago is told' '
	must_fail 5 om-order edit 1001 --if-modified 2020-01-01 --internal-notes x && expect_err_has "[changed]" &&
	run om-order edit 1001 --if-modified 2027-01-01 --internal-notes x &&
	must_fail 5 om-order edit 1001 --revision 1 --internal-notes y && expect_err_has "[changed]" &&
	run om-order edit 1001 --revision "$(sql "select revision from orders")" --internal-notes y
'
test_case 'notes, tags and pairs, set and cleared' '
	run om-order edit 1001 tags="b;a" --attr Colour=Red --bill-name Bill --set priority=-9 &&
	run om-order list --columns tags,attr:Colour,bill_name,priority,internal_notes --format csv &&
	expect_out "tags,attr:Colour,bill_name,priority,internal_notes
a|b,Red,Bill,-9,y" &&
	run om-order edit 1001 tags= --attr Colour= internal_notes= && run om-order list --columns tags,attr:Colour,internal_notes --format csv &&
	expect_out "tags,attr:Colour,internal_notes
,,"
'
test_case 'what is no column, cannot be set, or is no value' '
	must_fail 2 om-order edit 1001 --set colour=red && must_fail 5 om-order edit 1001 --set status=shipped &&
	must_fail 2 om-order edit 1001 priority=10 && expect_err_has "[out-of-range]" &&
	must_fail 2 om-order edit 1001 ship_by=soon && expect_err_has "[bad-date]" &&
	must_fail 5 om-order edit 1001 order_total=5 && expect_err_has "[not-updatable]" &&
	must_fail 2 om-order edit 1001 && must_fail 5 om-order edit 9999 priority=1 && expect_err_has "[unknown-order]"
'
test_case 'a day without a clock is its end for ship_by' '
	run om-order edit 1001 ship_by=2026-03-02 && run om-order list --late --format ids && expect_out "" &&
	run om-order list --columns ship_by --format csv && expect_out "ship_by
2026-03-02T23:59:59-05:00" &&
	run om-order edit 1001 ship_by=2026-03-01 && run om-order list --late --format ids && expect_out "@1"
'
test_case 'a sheet updates what it may' '
	printf "order,ship_name,internal_notes,weight,carrier\n@1,New Name,note,2.5lb,ups\n" >u.csv &&
	run om-order import u.csv --on-exists update --no-create && expect_err_has "updated 1" &&
	run om-order import u.csv --on-exists update --no-create && expect_err_has "updated 0, unchanged 1" &&
	run om-order list --columns ship_name,internal_notes,weight,carrier --format csv &&
	expect_out "ship_name,internal_notes,weight,carrier
New Name,note,2.5lb,ups"
'
test_case 'by channel and number too; \N clears, an empty cell leaves' '
	printf "channel,order_number,ship_name,internal_notes\nSHOP,1001,,\\\\N\n" >u.csv &&
	run om-order import u.csv --on-exists update --no-create && expect_err_has "updated 1" &&
	[ "$(sql "select ship_name || '\''/'\'' || internal_notes from orders")" = "New Name/" ]
'
test_case 'other columns and items are not updated' '
	printf "channel,order_number,order_date,listing_sku,quantity\nSHOP,1001,2020-01-01,TEE-1,3\n" >u.csv &&
	must_fail 3 om-order import u.csv --on-exists update && expect_err_has "order_date: " && expect_err_has "quantity: " &&
	expect_err_has "[not-updatable]" &&
	printf "channel,order_number,internal_notes\nSHOP,9999,x\n" >u.csv &&
	must_fail 3 om-order import u.csv --on-exists update --no-create && expect_err_has "[unknown-order]"
'
test_case 'what a cancelled order allows' '
	order 1002 --item MUG,1,3 --paid && run om-order cancel 1002 --reason buyer-cancelled &&
	must_fail 5 om-order edit 1002 --ship-city Boston && expect_err_has "[wrong-state]" &&
	must_fail 5 om-order edit 1002 --payment-type card && must_fail 5 om-order edit 1002 source= &&
	run om-order edit 1002 --internal-notes "called" --custom-field1 a
'
test_case 'many orders: done, unchanged, refused' '
	must_fail 4 om-order edit 1001 1002 --ship-city Boston --format csv && expect_out "record,result,code,message
SHOP:1001,done,,awaiting-shipment
SHOP:1002,refused,wrong-state,SHOP:1002 is cancelled and cannot have its address or shipping changed" &&
	must_fail 5 om-order edit 1001 1002 --ship-city Albany --atomic && [ "$(sql "select ship_city from orders where order_id = 1")" = Boston ] &&
	run om-order list --where "status = awaiting-shipment" --format ids >ids && run om-order edit --where "order_id > 0" --custom-field2 z &&
	[ "$(sql "select count(*) from orders where custom_field2 = '\''z'\''")" = 2 ]
'
test_case 'a payment by columns is a payment' '
	order 1003 --item MUG,1,3 && run om-order edit 1003 amount_paid=3 --format table && expect_out "SHOP:1003 awaiting-payment → awaiting-shipment" &&
	run om-order edit 1003 payment_date= --format table && expect_out "SHOP:1003 awaiting-shipment → awaiting-payment"
'
test_case 'a column that is none is named' '
	must_fail 2 om-order edit 1003 bogus=1 && expect_err_has "no column '\''bogus'\'' [unknown-column]" &&
	must_fail 2 om-order edit 1003 shp_zip=1 && expect_err_has "ship_zip" && must_fail 5 om-order edit 77 && expect_err_has "[unknown-order]" &&
	must_fail 2 om-order edit 1003 && expect_err_has "nothing to change"
'
test_case 'a dry run says what would be' '
	run om-order edit 1003 payment_date=2026-03-01 --format table -n && expect_out "SHOP:1003 awaiting-payment → awaiting-shipment" &&
	[ "$(status 1003)" = awaiting-payment ]
'
test_case 'a state is the code of its country, in history too, whichever of the two is edited' '
	order 1010 --item MUG,1,3 && run om-order edit 1010 --ship-state "new jersey" && run om-order show 1010 --format json &&
	expect_out_has "\"field\":\"ship_state\",\"old_value\":\"NY\",\"new_value\":\"NJ\"" && run om-order edit 1010 --ship-state N.J. --format table &&
	expect_out "SHOP:1010 unchanged" && run om-order create --channel SHOP --order-number 1011 --item MUG,1,3 --ship-state "new york" &&
	run om-order edit 1011 --ship-country usa --bill-country US && run om-order edit 1011 --bill-state "n.y." &&
	run om-order list --columns ship_state,bill_state --where "order_number = 1011" --format csv && expect_out "ship_state,bill_state
NY,NY" && [ "$(sql "select old_value, new_value from history where field = '\''ship_state'\'' and entity_id = (select order_id from orders where order_number = '\''1011'\'')")" = "new york|NY" ]
'
test_case 'everything adds up' 'run om-admin check'
done_testing
