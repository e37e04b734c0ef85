#!/bin/sh
# Picked units (orders.md S4, R7.4, R8, R17): firm where they are wanted, free again when the order goes elsewhere or is cancelled.
# covers: ORD-14 ORD-40
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# claims: order line, warehouse, quantity and firmness of the open allocations.
claims() {
	sql "select a.order_line_id, s.warehouse_id, a.quantity, a.is_firm from allocation a join stock s using (stock_id)
		where a.closed_run is null order by 1, 2"
}
test_case 'two warehouses, orders at one of them, picked' '
	run om-warehouse create WEST --type in-house --address1 "1 B" --city LA --state CA --zip 90001 --country US &&
	run om-warehouse location create WEST B1 && run om-inventory set TEE-1 5 --warehouse WEST --location B1 --create --reason opening &&
	printf "country,state,warehouse\nUS,NY,EAST\nUS,CA,WEST\n" >z.csv && run om-warehouse zone import z.csv &&
	order 1001 --item TEE-1,2,1 --paid && order 1002 --item TEE-1,1,1 --item MUG,1,1 --paid && order 1003 --item TEE-1,1,1 --paid &&
	run om-ship pick create 1001 1002 1003 && run om-ship pick confirm PL1000 && [ "$(claims)" = "1|1|2|1
2|1|1|1
3|1|1|1
4|1|1|1" ]
'
test_case 'each allocation tells how many of its units are picked and still here' '
	run om-inventory show TEE-1 --allocations --columns order,quantity,picked && expect_out_has "SHOP:1001,2,2" && expect_out_has "SHOP:1003,1,1" && run om-order show 1001 --format json && expect_out_has "\"picked\":2"
'
test_case 'cancelled, they are free, and nothing counts as picked' '
	run om-order cancel 1002 --reason no-inventory && [ "$(claims)" = "1|1|2|1
4|1|1|1" ] && [ "$(sql "select sum(quantity_picked) from order_line where order_id = 2")" = 0 ] && run om-admin check
'
test_case 'restored, the order can be picked again' '
	run om-order restore 1002 --format table && expect_out "SHOP:1002 cancelled → awaiting-shipment" &&
	run om-ship pick create 1002 && run om-ship pick confirm PL1001 && [ "$(sql "select sum(quantity_picked) from order_line where order_id = 2")" = 2 ]
'
test_case 'with order.lock_when_picking they freeze the source' '
	run om-inventory show TEE-1 MUG --allocations --columns order,picked --format csv && expect_out_has "SHOP:1002,1" &&
	run om-admin config set order.lock_when_picking yes && must_fail 5 om-order source 1001 --to WEST && expect_err_has "[picked]" &&
	must_fail 5 om-order edit 1001 source=WEST && expect_err_has "[picked]" && must_fail 5 om-order source 1001 --auto && expect_err_has "[picked]" &&
	run om-order source 1001 --to EAST && run om-admin config set order.lock_when_picking no
'
test_case 'without, the order moves, and they go back to their shelf' '
	run om-order source 1001 --to WEST --format table && expect_out "SHOP:1001 awaiting-shipment" && [ "$(claims)" = "1|2|2|0
2|1|1|1
3|1|1|1
4|1|1|1" ] && [ "$(sql "select quantity_picked from order_line where order_line_id = 1")" = 0 ] && run om-admin check
'
test_case 'picked units elsewhere do not cover' '
	run om-inventory set TEE-1 2 --warehouse WEST --location B1 --reason correction && run om-order source 1003 --to WEST --only-if-covered --format table &&
	expect_out "SHOP:1003 unchanged"
'
test_case 'an address that is routed elsewhere takes the order along, whole' '
	run om-inventory set TEE-1 9 --warehouse WEST --location B1 --reason correction &&
	run om-order edit 1003 ship_state=CA ship_city=LA ship_zip=90001 --format table && expect_out "SHOP:1003 awaiting-shipment" &&
	[ "$(claims)" = "1|2|2|0
2|1|1|1
3|1|1|1
4|2|1|0" ] && run om-ship pick create 1003 && run om-ship pick confirm PL1002
'
test_case 'everything adds up' 'run om-admin check'
done_testing
