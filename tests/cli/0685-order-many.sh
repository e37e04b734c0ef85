#!/bin/sh
# Many orders of one command (orders.md R27.1): each is done, unchanged or refused by itself.
# covers: ORD-49
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'orders of two channels' '
	order 1001 --item TEE-1,1,10 && order 1002 --item TEE-1,1,10 && run om-order create --channel WEB --order-number 1002 --item MUG,1,1
'
test_case 'one that is not there, or that two channels have, is refused; the others are done' '
	must_fail 4 om-order pay 1001 9999 SHOP:1002 1002 @77 --format csv && expect_out "record,result,code,message
9999,refused,unknown-order,no order '\''9999'\''
1002,refused,ambiguous-order,2 channels have an order '\''1002'\''
@77,refused,unknown-order,no order '\''@77'\''
SHOP:1001,done,,awaiting-payment → awaiting-shipment
SHOP:1002,done,,awaiting-payment → awaiting-shipment" && expect_err_has "2 done, 0 unchanged, 3 refused"
'
test_case 'so it is with one a line, blank lines and the line ends of others' '
	printf "@1\r\n\r\n\n@2\n@77\nSHOP:1001\n" >ids && must_fail 4 om-order hold - --for 1d --format csv <ids && expect_out "record,result,code,message
@77,refused,unknown-order,no order '\''@77'\''
SHOP:1001,done,,awaiting-shipment → on-hold
SHOP:1002,done,,awaiting-shipment → on-hold"
'
test_case 'some refused is 4 also where nothing was left to do, all is 5' '
	must_fail 4 om-order hold @1 @77 --for 1d && must_fail 5 om-order hold @77 @78 --for 1d && must_fail 5 om-order hold @77 --for 1d --format table &&
	expect_err "om-order: @77: no order '\''@77'\'' [unknown-order]"
'
test_case 'all or none is none; a dry run keeps nothing' '
	must_fail 5 om-order release @1 @77 --atomic && [ "$(status 1001)" = on-hold ] && must_fail 4 om-order release @1 @77 -n && [ "$(status 1001)" = on-hold ]
'
t 'an interruption says that what is written stands' '
	awk "BEGIN { print \"channel,order_number,sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country\"; for (i = 0; i < 4000; i++) print \"WEB,T\" i \",MUG,1,1,Ann,1 St,Reno,NV,89502,US\" }" >many.csv &&
	run om-order import -q many.csv --defer && mkfifo slow && { (sleep 3) <slow & } &&
	{ timeout -s INT 2 om-order hold --where "order_number ~ \"T*\"" --open-ended --format csv >slow 2>err; [ $? = 124 ]; } && wait &&
	expect_err "om-order: interrupted; what is written so far stands" && [ "$(sql "select count(*) from hold where cleared_run is null")" -gt 1000 ] && run om-admin check
'
test_case 'a mistyped column is no order, and nothing is done' '
	must_fail 2 om-order edit 1001 bogus=1 ship_zip=10003 && expect_err_has "[unknown-column]" && [ "$(sql "select ship_zip from orders where order_id = 1")" = 10001 ]
'
done_testing
