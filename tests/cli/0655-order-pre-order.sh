#!/bin/sh
# Orders at a virtual warehouse, whose goods are still to come, are held there (orders.md R18).
# covers: ORD-56
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a warehouse of units that may be sold ahead' '
	run om-warehouse create PRE --type virtual && run om-warehouse location create PRE P1 &&
	run om-inventory set TEE-1 3 --warehouse PRE --location P1 --create --reason opening &&
	order 1001 --item TEE-1,2,1 --paid && order 1002 --item TEE-1,2,1 --paid
'
test_case 'an order that is sent there is held, with its units' '
	run om-order source 1001 --to PRE --format table && expect_out "SHOP:1001 awaiting-shipment → on-hold" &&
	run om-order list --columns order_number,status,holds,stock_state --format csv && expect_out "order_number,status,holds,stock_state
1001,on-hold,pre-order,full
1002,awaiting-shipment,,full" && must_fail 5 om-ship ship 1001 --no-tracking && expect_err_has "[wrong-state]" &&
	run om-order resolve 1001 --format table && expect_out "SHOP:1001 unchanged"
'
test_case 'no release ends that, and a hold of a person comes and goes beside it' '
	must_fail 5 om-order release 1001 && expect_err_has "it waits at a virtual warehouse [wrong-state]" &&
	run om-order hold 1001 --for 1h && run om-order release 1001 --format table && expect_out "SHOP:1001 on-hold" &&
	[ "$(sql "select count(*) from hold where kind = '\''pre-order'\''")" = 1 ]
'
test_case 'where the source is another it goes on' '
	run om-order source 1001 --to EAST --only-if-covered --format table && expect_out "SHOP:1001 on-hold → awaiting-shipment" &&
	run om-order source 1002 --to PRE && run om-order source 1002 --auto --format table && expect_out "SHOP:1002 on-hold → awaiting-shipment" &&
	[ "$(sql "select count(*) from hold where cleared_run is null")" = 0 ]
'
test_case 'everything adds up' 'run om-admin check'
done_testing
