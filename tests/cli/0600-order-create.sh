#!/bin/sh
# Orders one by one: from options, from a list of items, from JSON (orders.md R10.3, R10.9).
# covers: ORD-12 ORD-43
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

address="--ship-address1 1.Main --ship-city Hoboken --ship-state nj --ship-zip 07030 --ship-country usa"

test_case 'a manual channel gives the number' '
	run om-order create --channel WEB --ship-name "A Bee" $address --item TEE-1,2,9.50 --format table &&
	expect_out "WEB:M1001 @1 awaiting-payment" &&
	run om-order list --columns order_number,order_total,units,ship_state,ship_country,origin --format csv &&
	expect_out "order_number,order_total,units,ship_state,ship_country,origin
M1001,19.00,2,NJ,US,manual"
'
test_case 'a number that a person gave is passed over' '
	run om-order create --channel WEB --order-number M1002 --ship-name B $address --item MUG,1,3 --paid --format table &&
	expect_out "WEB:M1002 @2 awaiting-shipment" &&
	run om-order create --channel WEB --ship-name C $address --item MUG,1,3 --format table &&
	expect_out "WEB:M1003 @3 awaiting-payment"
'
test_case 'the same again is unchanged, something else is refused' '
	run om-order create --channel WEB --order-number M1002 --ship-name B $address --item MUG,1,3 --paid --format table &&
	expect_out "WEB:M1002 @2 awaiting-shipment, unchanged" &&
	must_fail 5 om-order create --channel WEB --order-number M1002 --ship-name B $address --item MUG,2,3 --paid &&
	expect_err_has "[exists]"
'
test_case 'a dry run gives the number that it would get, and keeps nothing' '
	run om-order create --channel WEB --ship-name D $address --item MUG,1,3 --format table -n &&
	expect_out_has "WEB:M1004 @" &&
	[ "$(sql "select count(*) from orders")" = 3 ] &&
	run om-order create --channel WEB --ship-name D $address --item MUG,1,3 --format table &&
	expect_out "WEB:M1004 @4 awaiting-payment"
'
test_case 'items from a file, with and without header' '
	printf "listing_sku,quantity,unit_price\nTEE-1,1,2\nMUG,2,0.50\n" >items.csv &&
	run om-order create --channel WEB --ship-name E $address --items items.csv &&
	printf "TEE-1,1,2\n" | { run om-order create --channel WEB --ship-name F $address --items -; } &&
	run om-order item list --where "order_id >= 5" --columns order,line_no,listing_sku,quantity,unit_price --format csv &&
	expect_out "order,line_no,listing_sku,quantity,unit_price
WEB:M1005,1,TEE-1,1,2.00
WEB:M1005,2,MUG,2,0.50
WEB:M1006,1,TEE-1,1,2.00"
'
test_case 'a row of another width is refused with its line' '
	printf "TEE-1,1\n" >bad.csv &&
	must_fail 3 om-order create --channel WEB --ship-name F $address --items bad.csv && expect_err_has "bad.csv:1" &&
	must_fail 2 om-order create --channel WEB --ship-name F $address --item TEE-1,1 && expect_err_has "SKU,QTY,PRICE"
'
test_case 'one JSON object on standard input' '
	printf "%s" "{\"channel\": \"WEB\", \"ship_name\": \"J\", \"ship_address1\": \"1 A\", \"ship_city\": \"NYC\",
		\"ship_state\": \"NY\", \"ship_zip\": \"10001\", \"ship_country\": \"US\", \"is_gift\": true,
		\"attr\": {\"Colour\": \"Red\"}, \"tags\": \"a;b\",
		\"items\": [{\"listing_sku\": \"TEE-1\", \"quantity\": 1, \"unit_price\": \"9.50\"},
			{\"listing_sku\": \"MUG\", \"quantity\": 2, \"line_total\": \"5.00\", \"item_notes\": \"blue\"}]}" >o.json &&
	run om-order create - --format table <o.json && expect_out "WEB:M1007 @7 awaiting-payment" &&
	run om-order list --where "order_id = 7" --columns order_total,is_gift,tags,attr:Colour,units --format csv &&
	expect_out "order_total,is_gift,tags,attr:Colour,units
14.50,yes,a|b,Red,3"
'
test_case 'an amount that went through binary fractions is refused' '
	printf "%s" "{\"channel\": \"WEB\", \"items\": [{\"listing_sku\": \"MUG\", \"quantity\": 1, \"unit_price\": 9.5}]}" >f.json &&
	must_fail 3 om-order create - <f.json && expect_err_has "amounts are texts" &&
	printf "%s" "[1" >f.json && must_fail 3 om-order create - <f.json
'
test_case 'what an order lacks' '
	must_fail 2 om-order create --channel WEB --ship-name X --item MUG,0,1 && expect_err_has "[not-integer]" &&
	must_fail 2 om-order create --channel WEB --ship-name X && expect_err_has "[missing]" &&
	must_fail 2 om-order create --channel WEB --ship-name X --item MUG,1,1.23456 && expect_err_has "[bad-money]" &&
	must_fail 2 om-order create --channel WEB --ship-name X --item MUG,1,-1 && expect_err_has "[negative]" &&
	must_fail 5 om-order create --channel NOPE --ship-name X --item MUG,1,1 && expect_err_has "[unknown-channel]" &&
	must_fail 5 om-order create --channel WEB --ship-name X --item MUG,1,1 --strict-address && expect_err_has "[missing-address]" &&
	must_fail 5 om-order create --channel WEB --ship-name X --item WHAT,1,1 --strict-sku && expect_err_has "[unknown-sku]" &&
	must_fail 2 om-order create --channel WEB --status shipped --item MUG,1,1
'
test_case 'nothing of what was refused is there, and everything adds up' '
	[ "$(sql "select count(*) from orders")" = 7 ] && run om-admin check
'
test_case 'quiet is without warnings, too' '
	run om-order create --channel SHOP --order-number quiet-1 --item NOPE,1,1 -q && expect_err "" &&
	run om-order create --channel SHOP --order-number quiet-2 --item NOPE,1,1 && expect_err_has "[unknown-sku]"
'
test_case 'an order without items says how to give them' '
	must_fail 2 om-order create --channel SHOP && expect_err_has "at least one item [missing]" &&
	printf "{\"channel\":\"SHOP\",\"items\":[]}" >o.json && must_fail 2 om-order create - <o.json && expect_err_has "at least one item"
'
test_case 'another number of an order that the channel knows names the stored one' '
	run om-order create --channel SHOP --order-number id-1 --channel-order-id X-1 --item TEE-1,1,1 &&
	must_fail 5 om-order create --channel SHOP --order-number id-2 --channel-order-id X-1 --item TEE-1,1,1 && expect_err_has "SHOP:id-1 already"
'
done_testing
