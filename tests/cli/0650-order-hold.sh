#!/bin/sh
# Holds (orders.md R16).
# covers: ORD-39
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

allocated() {
	sql "select sum(quantity_allocated) from order_line join orders using (order_id) where order_number = '$1'"
}

test_case 'a hold needs an end, or to be without one' '
	order 1001 --item TEE-1,2,10 --paid && must_fail 2 om-order hold 1001 && must_fail 2 om-order hold 1001 --open-ended --for 1d &&
	must_fail 2 om-order hold 1001 --for soon && must_fail 5 om-order hold 1001 --until 2020-01-01 && expect_err_has "[past-date]" &&
	must_fail 5 om-order hold 1001 --until 2026-03-02T10:00 && expect_err_has "[past-date]" && [ "$(status 1001)" = awaiting-shipment ]
'
test_case 'a held order keeps its units' '
	run om-order hold 1001 --for 2d12h --note "call first" --format table && expect_out "SHOP:1001 awaiting-shipment → on-hold" &&
	[ "$(allocated 1001)" = 2 ] && run om-order list --columns holds,hold_until --format csv && expect_out "holds,hold_until
user,2026-03-04T22:00:00-05:00"
'
test_case 'again is unchanged, another date moves it' '
	run om-order hold 1001 --for 2d12h --format table && expect_out "SHOP:1001 unchanged" &&
	run om-order hold 1001 --until 2026-04-01 --format table && expect_out "SHOP:1001 on-hold" &&
	[ "$(sql "select count(*) from hold")" = 1 ] && run om-order list --columns hold_until --format csv && expect_out "hold_until
2026-04-01T00:00:00-04:00"
'
test_case 'a release puts it where the facts say' '
	run om-order release 1001 --format table && expect_out "SHOP:1001 on-hold → awaiting-shipment" &&
	run om-order release 1001 --format table && expect_out "SHOP:1001 unchanged"
'
test_case 'without its units it queues again' '
	run om-order hold 1001 --open-ended --release-stock && [ "$(allocated 1001)" = 0 ] &&
	order 1002 --item TEE-1,5,1 --paid && [ "$(status 1002)" = awaiting-shipment ] &&
	run om-order release 1001 --format table && expect_out "SHOP:1001 on-hold → unresolved (out-of-stock)"
'
test_case 'an order never held cannot be released' '
	must_fail 5 om-order release 1002 && expect_err_has "[wrong-state]" &&
	run om-order cancel 1002 --reason other --text why && must_fail 5 om-order hold 1002 --open-ended && expect_err_has "[wrong-state]"
'
test_case 'a hold that waits for the channel is not released by hand' '
	run om-order hold 1001 --open-ended && sql "update hold set kind = '\''cancel-pending'\'' where cleared_run is null" &&
	must_fail 5 om-order release 1001 && expect_err_has "[cancel-pending]" &&
	run om-order release 1001 --allow cancel-pending --reason "they phoned" --format table && expect_out_has "SHOP:1001 on-hold →"
'
test_case 'a past day is named as it was written' '
	must_fail 5 om-order hold 1001 --until 2020-01-01 && expect_err_has "SHOP:1001: until 2020-01-01 is past [past-date]" &&
	must_fail 5 om-order hold 1001 --until 2020-01-01T10:30 && expect_err_has "until 2020-01-01T10:30:00-05:00 is past"
'
test_case 'what is due is cleared by resolving' '
	run om-order hold 1001 --for 1h && [ "$(status 1001)" = on-hold ] &&
	OM_NOW=2026-03-02T16:30:00Z run om-order resolve --pending && [ "$(status 1001)" = awaiting-shipment ] &&
	run om-order list --format ids --where "status = on-hold" && expect_out ""
'
test_case 'list, hold, release by pipes' '
	run om-order list --status awaiting-shipment --format ids && cp out ids && run om-order hold - --open-ended <ids &&
	run om-order list --where "status = on-hold" --format ids && cmp out ids && run om-order release - <ids
'
test_case 'everything adds up' 'run om-admin check'
done_testing
