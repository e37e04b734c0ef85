#!/bin/sh
# Cancelling and restoring (orders.md R17, S5).
# covers: ORD-40 ORD-23
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a cancellation needs a reason of the list' '
	order 1001 --item TEE-1,3,10 --paid && order 1002 --item TEE-1,4,10 --paid && [ "$(status 1002)" = unresolved ] &&
	must_fail 2 om-order cancel 1001 && expect_err_has "[missing]" && must_fail 2 om-order cancel 1001 --reason bored &&
	expect_err_has "[bad-choice]" && expect_err_has "no-inventory" && expect_err_has "merchandise-not-received, other [" && must_fail 2 om-order cancel 1001 --reason other && expect_err_has "[missing]" &&
	must_fail 2 om-order cancel 1001 --reason other --text "  " && expect_err_has "[missing]" && run om-order cancel -h && expect_out_has "customer-return" &&
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
test_case 'what was cancelled by itself stays cancelled when the order is restored (R17.4, R17.6)' '
	order 1004 --item MUG,3,2 --paid && [ "$(status 1004)" = awaiting-shipment ] &&
	sql "update order_line set quantity_shipped = 1, quantity_allocated = 2 where order_id = 4;
		update allocation set quantity = 2 where order_line_id = (select order_line_id from order_line where order_id = 4);
		update stock set allocated = allocated - 1 where product_id = 2" &&
	run om-order cancel 1004 --reason no-inventory --format table && expect_out "SHOP:1004 awaiting-shipment → shipped" &&
	[ "$(sql "select quantity || reason from line_cancel")" = 2no-inventory ] &&
	sql "update order_line set quantity_shipped = 0, quantity_short = 1 where order_id = 4" && run om-order resolve 1004 &&
	[ "$(status 1004)" = awaiting-shipment ] && run om-order cancel 1004 --reason customer-return --format table &&
	expect_out "SHOP:1004 awaiting-shipment → cancelled" && run om-order restore 1004 --format table &&
	expect_out "SHOP:1004 cancelled → awaiting-shipment" &&
	run om-order item list --where "order = \"SHOP:1004\"" --columns quantity,quantity_cancelled,quantity_allocated --format csv &&
	expect_out "quantity,quantity_cancelled,quantity_allocated
3,2,1"
'
test_case 'stock_state says what became of the goods' '
	run om-order cancel 1004 --reason customer-return && order 1005 --item MUG,1,1 --paid &&
	run om-ship ship 1005 --no-tracking && run om-order list --where "order_number in (1004, 1005)" --columns status,stock_state,fulfilled --format csv &&
	expect_out "status,stock_state,fulfilled
cancelled,none,none
shipped,full,full"
'
done_testing
