#!/bin/sh
# Who fulfils an order: by hand, locked, or routed anew (orders.md R8); resolving on request (R1, R2).
# covers: ORD-14 ORD-13
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a second warehouse, a 3pl, and where they ship' '
	run om-warehouse create WEST --type in-house --address1 "1 B" --city LA --state CA --zip 90001 --country US &&
	run om-warehouse create E3 --type 3pl && run om-warehouse location create WEST B1 &&
	run om-inventory set TEE-1 2 --warehouse WEST --location B1 --create --reason opening &&
	printf "country,state,warehouse\nUS,NY,EAST\nUS,CA,WEST\n" >z.csv && run om-warehouse zone import z.csv
'
test_case 'routing finds the zone, a person is not overruled' '
	order 1001 --item TEE-1,2,10 --paid && run om-order list --columns source,source_by,method --format csv && expect_out "source,source_by,method
EAST,route,in-house" &&
	run om-order source 1001 --to west --format table && expect_out "SHOP:1001 awaiting-shipment" &&
	run om-order list --columns source,source_by --format csv && expect_out "source,source_by
WEST,person" &&
	[ "$(sql "select s.warehouse_id from allocation a join stock s using (stock_id) where a.closed_run is null")" = 2 ] &&
	run om-order edit 1001 --ship-address1 "9 Elm" && run om-order resolve 1001 --format table && expect_out "SHOP:1001 unchanged" &&
	[ "$(sql "select source_by from orders")" = person ]
'
test_case 'there already is unchanged' '
	run om-order source 1001 --to WEST --format table && expect_out "SHOP:1001 unchanged"
'
test_case 'the type of the warehouse is the method' '
	run om-order source 1001 --to E3 --format table && expect_out_has "SHOP:1001 awaiting-shipment →" &&
	[ "$(sql "select method from orders")" = 3pl ]
'
test_case 'routed anew it goes home' '
	run om-order source 1001 --auto --format table && [ "$(sql "select source_by || '\'' '\'' || status from orders")" = "route awaiting-shipment" ] &&
	run om-order list --source EAST --format ids && expect_out "@1"
'
test_case 'only where it would be filled whole' '
	order 1002 --item TEE-1,3,1 --paid && run om-order source 1002 --to WEST --only-if-covered --format table && expect_out "SHOP:1002 unchanged" &&
	order 1003 --item TEE-1,2,1 --paid && run om-order source 1003 --to WEST --only-if-covered --format table &&
	expect_out_has "SHOP:1003 " && [ "$(sql "select warehouse from orders o join warehouse w on w.warehouse_id = o.source_id where order_id = 3")" = WEST ]
'
test_case 'refusals' '
	must_fail 2 om-order source 1001 && must_fail 2 om-order source 1001 --to WEST --auto &&
	must_fail 5 om-order source 1001 --to NOWHERE && expect_err_has "[unknown-warehouse]" &&
	run om-order cancel 1003 --reason no-inventory && must_fail 5 om-order source 1003 --to EAST && expect_err_has "[wrong-state]"
'
test_case 'no zone is a problem; a source cures it' '
	order 1004 --item MUG,1,1 --paid --ship-state TX --ship-zip 73301 && run om-order list --problem missing-fulfillment-source --format ids && expect_out "@4" &&
	run om-order show 1004 --explain --format csv && expect_out_has "no zone for US-TX" &&
	run om-order source 1004 --to EAST --format table && expect_out "SHOP:1004 unresolved → awaiting-shipment"
'
test_case 'an explanation changes nothing' '
	sql "select * from orders" >before && run om-order resolve 1001 1004 --explain --format json && expect_out_has "\"step\"" &&
	sql "select * from orders" >after && cmp before after
'
test_case 'resolving what is right is done, and writes nothing' '
	n=$(sql "select max(history_id) from history") && run om-order resolve 1001 1004 --format csv && [ "$(sql "select max(history_id) from history")" = "$n" ] &&
	run om-order resolve --pending && must_fail 2 om-order resolve && must_fail 2 om-order resolve 1001 --new
'
test_case 'everything adds up' 'run om-admin check'
done_testing
