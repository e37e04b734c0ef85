#!/bin/sh
# What orders come to (orders.md R9), line by line and as a whole.
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# line NUMBER: the amounts of its first line.
line() {
	sql "select unit_price || ' ' || rounding || ' ' || line_total from order_line join orders using (order_id)
		where order_number = '$1' and line_no = 1"
}
total() {
	sql "select order_total || ' ' || total_diff from orders where order_number = '$1'"
}
# sheet COLUMNS ROW...: the file s.csv.
sheet() {
	printf '%s\n' "$@" >s.csv
}

test_case 'the vector of R9.3, with taxes besides and inside' '
	sheet order_number,listing_sku,quantity,unit_price,line_discount,shipping_paid,order_tax,prices_include_tax,ship_phone \
		1,TEE-1,2,10.00,2.00,5.00,1.60,,5 ,MUG,1,3.00,,,,, 2,TEE-1,2,10.00,2.00,5.00,1.60,yes,5 ,MUG,1,3.00,,,,, &&
	run om-order import s.csv --channel SHOP && [ "$(total 1)" = "276000 0" ] && [ "$(total 2)" = "260000 0" ]
'
test_case 'a stated line total gives the unit price, what is left is the rounding' '
	sheet order_number,listing_sku,quantity,line_total,ship_phone 3,TEE-1,3,10.00,5 &&
	run om-order import s.csv --channel SHOP && [ "$(line 3)" = "33333 1 100000" ] && [ "$(total 3)" = "100000 0" ]
'
test_case 'half a cent is one cent' '
	sheet order_number,listing_sku,quantity,unit_price,ship_phone 4,TEE-1,1,0.005,5 &&
	run om-order import s.csv --channel SHOP && [ "$(line 4)" = "50 50 100" ] && [ "$(total 4)" = "100 0" ]
'
test_case 'both must agree where both are given' '
	sheet order_number,listing_sku,quantity,unit_price,line_total 5,TEE-1,3,3.3333,10.00 6,TEE-1,3,3.3333,10.01 &&
	must_fail 4 om-order import s.csv --channel SHOP --keep-going && expect_err_has "s.csv:3: line_total: " && expect_err_has "[differs]" &&
	[ "$(line 5)" = "33333 1 100000" ]
'
test_case 'a stated total is kept, and what it differs by is told' '
	sheet order_number,listing_sku,quantity,unit_price,order_total,ship_phone 7,TEE-1,1,10.00,10.01,5 8,TEE-1,1,10.00,10.02,5 &&
	run om-order import s.csv --channel SHOP && [ "$(total 7)" = "100100 100" ] && [ "$(total 8)" = "100200 200" ] &&
	expect_err_has "s.csv:3: order_total: " && expect_err_has "[total-differs]" && [ "$(grep -c total-differs err)" = 1 ]
'
test_case 'amounts on lines are added up into the order'\''s' '
	sheet order_number,listing_sku,quantity,unit_price,line_shipping,line_other,line_order_tax,ship_phone \
		9,TEE-1,1,10.00,1.00,0.25,0.10,5 ,MUG,1,3.00,2.00,0.25,0.10, &&
	run om-order import s.csv --channel SHOP &&
	[ "$(sql "select shipping_paid || '\'' '\'' || other_cost || '\'' '\'' || order_tax || '\'' '\'' || order_total from orders where order_number = '\''9'\''")" = "30000 5000 2000 167000" ]
'
test_case 'beside the order'\''s own they are one too many' '
	sheet order_number,listing_sku,quantity,unit_price,shipping_paid,line_shipping 10,TEE-1,1,10.00,5.00,1.00 &&
	must_fail 3 om-order import s.csv --channel SHOP && expect_err_has "[conflicting-columns]"
'
test_case 'tax that the channel remits is in no total' '
	sheet order_number,listing_sku,quantity,unit_price,line_tax,marketplace_tax,ship_phone 11,TEE-1,1,10.00,0.50,0.70,5 &&
	run om-order import s.csv --channel SHOP && [ "$(total 11)" = "105000 0" ]
'
test_case 'what is refused' '
	sheet order_number,listing_sku,quantity,unit_price,line_discount,order_discount \
		12,TEE-1,1,-1,, 13,TEE-1,1.5,1,, 14,TEE-1,1,1.00001,, 15,TEE-1,1,1,,2.00 16,TEE-1,1,999999999999999999,, 17,TEE-1,1000001,1,, \
		18,TEE-1,100000,900000000000000,, &&
	must_fail 3 om-order import s.csv --channel SHOP &&
	expect_err_has "s.csv:2: unit_price: '\''-1'\'' is below 0 [negative]" && expect_err_has "s.csv:3: quantity: " &&
	expect_err_has "s.csv:4: unit_price: " && expect_err_has "s.csv:5: order_total: '\''-1.00'\'' is below 0 [negative]" &&
	expect_err_has "s.csv:6: unit_price: " && expect_err_has "s.csv:7: quantity: " && expect_err_has "s.csv:8: " &&
	expect_err_has "[out-of-range]" && expect_err_has "rejected 7"
'
test_case 'a discount above its line is only warned of' '
	sheet order_number,listing_sku,quantity,unit_price,line_discount,shipping_paid,ship_phone 19,TEE-1,1,1.00,1.50,5.00,5 &&
	run om-order import s.csv --channel SHOP && expect_err_has "[discount-too-big]" && [ "$(total 19)" = "45000 0" ]
'
test_case 'yen have no cents, dinars have three places' '
	sheet order_number,currency,listing_sku,quantity,unit_price,ship_phone 20,JPY,TEE-1,3,1.5,5 21,kwd,TEE-1,1,0.0005,5 &&
	run om-order import s.csv --channel SHOP && [ "$(total 20)" = "50000 0" ] && [ "$(total 21)" = "10 0" ] &&
	[ "$(sql "select currency from orders where order_number = '\''21'\''")" = KWD ]
'
test_case 'paid: by date, in full, of nothing, with --paid' '
	sheet order_number,order_date,listing_sku,quantity,unit_price,payment_date,amount_paid,refunded_amount,ship_phone \
		30,2026-02-01,TEE-1,1,10.00,2026-02-03,,,5 31,2026-02-01,TEE-1,1,10.00,,10.00,,5 32,2026-02-01,TEE-1,1,10.00,,9.99,,5 \
		33,2026-02-01,TEE-1,1,0.00,,,,5 34,2026-02-01,TEE-1,1,10.00,2026-02-03,,4.00,5 35,2026-02-01,TEE-1,1,10.00,,,,5 &&
	run om-order import s.csv --channel SHOP &&
	run om-order list --where "order_number in (30, 31, 32, 33, 34, 35)" --columns order_number,is_paid,amount_paid --format csv &&
	expect_out "order_number,is_paid,amount_paid
30,yes,10.00
31,yes,10.00
32,no,9.99
33,yes,0.00
34,yes,6.00
35,no,0.00" &&
	sheet order_number,order_date,listing_sku,quantity,unit_price,ship_phone 36,2026-02-01,TEE-1,1,10.00,5 &&
	run om-order import s.csv --channel SHOP --paid &&
	[ "$(sql "select payment_date = order_date from orders where order_number = '\''36'\''")" = 1 ]
'
test_case 'everything adds up' 'run om-admin check'
done_testing
