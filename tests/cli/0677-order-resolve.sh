#!/bin/sh
# What makes waiting orders be looked at again (orders.md R2), and lines mapped anew (R4.3).
# covers: ORD-03 ORD-11 INV-29 WHS-04
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# lines NUMBER: line, product, allocated and short units of an order.
lines() {
	sql "select l.line_no, coalesce(p.sku, '-'), l.quantity_allocated, l.quantity_short from order_line l join orders o using (order_id)
		left join product p using (product_id) where o.order_number = '$1' order by 1"
}
test_case 'an older order holds a part, a younger one all of its own' '
	order 1001 --item TEE-1,7,1 --paid && order 1002 --item TEE-1,2,1 --paid && [ "$(lines 1001)" = "1|TEE-1|3|4" ] && [ "$(status 1002)" = awaiting-shipment ]
'
test_case 'strict_fifo off and on are looked at at once' '
	run om-warehouse edit EAST strict_fifo=yes && run om-order cancel 1002 --reason no-inventory && [ "$(lines 1001)" = "1|TEE-1|5|2" ] &&
	run om-order restore 1002 && [ "$(lines 1002)" = "1|TEE-1|0|2" ] && run om-warehouse edit EAST strict_fifo=no &&
	[ "$(lines 1002)" = "1|TEE-1|2|0" ] && [ "$(lines 1001)" = "1|TEE-1|3|4" ]
'
test_case 'so is stock_check: what waited goes on' '
	run om-warehouse edit EAST stock_check=no && [ "$(status 1001)" = awaiting-shipment ] && [ "$(sql "select sum(oversold) from allocation where closed_run is null")" = 4 ] &&
	run om-warehouse edit EAST stock_check=yes && run om-admin check
'
test_case 'a warehouse that is switched off says so to who waits there' '
	run om-warehouse create WEST --type in-house --address1 "1 B" --city LA --state CA --zip 90001 --country US &&
	printf "country,state,warehouse\nUS,NY,EAST\n" >z.csv && run om-warehouse zone import z.csv && order 1003 --item MUG,9,1 --paid && [ "$(lines 1003)" = "1|MUG|5|4" ] &&
	run om-warehouse deactivate EAST --allow open-orders --reason moved --move-zones-to WEST && [ "$(lines 1003)" = "1|MUG|0|9" ] && [ "$(status 1002)" = awaiting-shipment ] &&
	run om-order show 1003 --format json && expect_out_has "\"code\":\"missing-stock-location\",\"detail\":\"warehouse '\''EAST'\'' is inactive\"" &&
	run om-warehouse activate EAST && [ "$(lines 1003)" = "1|MUG|5|4" ] && run om-warehouse deactivate WEST --move-zones-to EAST && run om-order list --problem out-of-stock --format ids && expect_out "@3"
'
test_case 'looking at it again without a change is unchanged' '
	n=$(sql "select max(run_id) from run") && run om-order resolve 1001 1003 --format csv && expect_out "record,result,code,message
SHOP:1001,unchanged,,unchanged
SHOP:1003,unchanged,,unchanged" && expect_err_has "0 done, 2 unchanged"
'
test_case 'a reassigned listing reaches open lines that hold units by --remap' '
	run om-order cancel 1001 1002 1003 --reason no-inventory && run om-product listing create SHOP T-1 --sku TEE-1 &&
	order 1004 --item T-1,2,1 --item MUG,1,1 --paid && [ "$(lines 1004)" = "1|TEE-1|2|0
2|MUG|1|0" ] && run om-product listing reassign SHOP T-1 --to MUG && [ "$(lines 1004)" = "1|TEE-1|2|0
2|MUG|1|0" ] && run om-order resolve 1004 --remap && [ "$(lines 1004)" = "1|MUG|2|0
2|MUG|1|0" ] && [ "$(sql "select old_value || '\'' '\'' || new_value from history where field = '\''line 1 sku'\''")" = "TEE-1 MUG" ] &&
	run om-order resolve 1004 --remap --format table && expect_out "SHOP:1004 unchanged"
'
test_case 'units given back go to who waits for them' '
	order 1005 --item TEE-1,5,1 --paid && [ "$(status 1005)" = awaiting-shipment ] && order 1006 --item TEE-1,1,1 --paid && [ "$(status 1006)" = unresolved ] &&
	run om-product listing create SHOP T-2 --sku TEE-1 && sql "update order_line set listing_sku = '\''T-2'\'' where order_id = 5" &&
	run om-product listing reassign SHOP T-2 --to MUG && run om-order resolve 1005 --remap && [ "$(status 1006)" = awaiting-shipment ]
'
test_case 'a listing that is off is a miss; a line that named its product keeps it' '
	run om-order cancel 1005 --reason no-inventory && run om-product listing deactivate SHOP T-1 &&
	printf "order_number,channel,master_sku,quantity,unit_price\n1007,SHOP,TEE-1,1,1\n" >o.csv && run om-order import o.csv --paid &&
	run om-order resolve 1004 1007 --remap && [ "$(lines 1004)" = "1|-|0|2
2|MUG|1|0" ] && [ "$(lines 1007)" = "1|TEE-1|1|0" ] && run om-order list --problem missing-product-info --format ids && expect_out "@4" &&
	run om-product listing activate SHOP T-1 && [ "$(lines 1004)" = "1|MUG|2|0
2|MUG|1|0" ]
'
test_case 'what is on a pick list or picked stays as it is' '
	run om-ship pick create 1007 && run om-ship pick confirm PL1000 && run om-product listing create SHOP TEE-1 --sku MUG &&
	sql "update order_line set listing_sku = '\''TEE-1'\'' where order_id = 7" && run om-order resolve 1007 --remap && [ "$(lines 1007)" = "1|TEE-1|1|0" ]
'
test_case 'an order waits where it was routed, also when that was found again: stock elsewhere does not move it (R1.4)' '
	run om-warehouse activate WEST && run om-warehouse location create WEST B1 && printf "country,state,warehouse\nUS,CA,WEST\n" >z.csv &&
	run om-warehouse zone import z.csv && order 1008 --item MUG,20,1 --paid && run om-order edit 1008 ship_address2=Rear &&
	[ "$(sql "select source_id || routed_at from orders where order_number = '\''1008'\''")" = 11772463600 ] &&
	run om-inventory set MUG 30 --warehouse WEST --location B1 --create --reason opening &&
	run om-inventory adjust MUG +1 --warehouse EAST --location A1 --reason found && run om-order resolve 1008 --format table &&
	expect_out "SHOP:1008 unchanged" && run om-order list --source EAST --where "order_number = 1008" --format ids && [ -s out ]
'
test_case 'everything adds up' 'run om-admin check'
done_testing
