#!/bin/sh
# Cancelling and restoring (orders.md R17, S5).
# covers: ORD-40 ORD-23
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a cancellation needs a reason of the list' '
	order 1001 --item TEE-1,3,10 --paid && order 1002 --item TEE-1,4,10 --paid && [ "$(status 1002)" = unresolved ] &&
	must_fail 2 om-order cancel 1001 && expect_err_has "[missing]" && must_fail 2 om-order cancel 1001 --reason bored &&
	expect_err_has "[bad-choice]" && must_fail 2 om-order cancel 1001 --reason other && expect_err_has "[missing]" &&
	[ "$(status 1001)" = awaiting-shipment ]
'
test_case 'every word of the list is one' '
	for word in no-inventory shipping-address-undeliverable customer-exchange buyer-cancelled buyer-has-not-paid general-adjustment \
		carrier-credit-decision risk-assessment-information-not-valid customer-return merchandise-not-received; do
		run om-order cancel 1001 --reason $word -n || return 1
	done && run om-order cancel 1001 --reason other --text "lost" -n
'
test_case 'its units go to who waits for them' '
	run om-order cancel 1001 --reason buyer-cancelled --text "by phone" --format table &&
	expect_out "SHOP:1001 awaiting-shipment → cancelled" && [ "$(status 1002)" = awaiting-shipment ] &&
	run om-order list --where "status = cancelled" --columns cancel_reason,cancel_text,open_units --format csv &&
	expect_out "cancel_reason,cancel_text,open_units
buyer-cancelled,by phone,0"
'
test_case 'again is unchanged' '
	run om-order cancel 1001 --reason buyer-cancelled --format table && expect_out "SHOP:1001 unchanged"
'
test_case 'restored it may be short' '
	run om-order restore 1001 --format table && expect_out "SHOP:1001 cancelled → unresolved (out-of-stock)" &&
	run om-order restore 1001 --format table && expect_out "SHOP:1001 unchanged" &&
	[ "$(sql "select cancelled_at is null and cancel_reason = '\'''\'' from orders where order_id = 1")" = 1 ]
'
test_case 'an order that was neither cancelled nor held is not restored; a held one is released' '
	must_fail 5 om-order restore 1002 && expect_err_has "[wrong-state]" &&
	run om-order hold 1002 --open-ended && run om-order restore 1002 --format table && expect_out "SHOP:1002 on-hold → awaiting-shipment"
'
test_case 'of what the channel was told there is no way back' '
	run om-order cancel 1002 --reason no-inventory && sql "update orders set channel_cancel_told = 1 where order_id = 2" &&
	must_fail 5 om-order restore 1002 && expect_err_has "SHOP:1002: SHOP was told of the cancellation [channel-told]"
'
test_case 'shipped orders are not cancelled' '
	order 1003 --item MUG,1,1 --paid &&
	sql "update order_line set quantity_shipped = 1, quantity_allocated = 0, quantity_short = 0 where order_id = 3;
		update orders set status = '\''shipped'\'' where order_id = 3" &&
	must_fail 5 om-order cancel 1003 --reason customer-return && expect_err_has "[wrong-state]"
'
test_case 'many at once, each for itself' '
	must_fail 4 om-order cancel 1001 1003 --reason no-inventory --format csv && expect_out "record,result,code,message
SHOP:1001,done,,awaiting-shipment → cancelled
SHOP:1003,refused,wrong-state,SHOP:1003 is shipped and cannot be cancelled"
'
done_testing
