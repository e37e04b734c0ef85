#!/bin/sh
# What waiting orders do when a listing gets another product, and when a product no longer counts, is stocked or ships.
# covers: PRD-04 PRD-06 PRD-24
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# lines NUMBER: master SKU, allocated and short units of its lines.
lines() {
	sql "select p.sku, l.quantity_allocated, l.quantity_short, l.ships from order_line l join orders o on o.order_id = l.order_id
		left join product p on p.product_id = l.product_id where o.order_number = '$1' order by l.line_no"
}

test_case 'two orders of a listing, the second waits for the units of the first' '
	run om-channel create manual EBAY && run om-product listing create EBAY RED --to TEE-1 &&
	for i in 1 2; do
		run om-order create --channel EBAY --order-number R$i --ship-name "A Bee" --ship-address1 "1 Main" --ship-city NYC \
			--ship-state NY --ship-zip 10001 --ship-country US --ship-phone 555 --item RED,4,10 --paid || return 1
	done &&
	[ "$(lines R1) $(lines R2)" = "TEE-1|4|0|1 TEE-1|1|3|1" ]
'
test_case 'without --open-orders open lines keep their product' '
	run om-product listing reassign EBAY RED --to MUG &&
	[ "$(lines R1) $(lines R2)" = "TEE-1|4|0|1 TEE-1|1|3|1" ] &&
	run om-product listing reassign EBAY RED --to TEE-1
'
test_case 'a dry run tells what it would do and keeps nothing' '
	run om-product listing reassign EBAY RED --to MUG --open-orders --dry-run &&
	expect_err_has "2 orders re-resolved" &&
	[ "$(lines R1) $(lines R2)" = "TEE-1|4|0|1 TEE-1|1|3|1" ]
'
test_case 'with it they take the new one, and what they held is free' '
	run om-product listing reassign EBAY RED --to MUG --open-orders &&
	expect_err_has "2 orders re-resolved" &&
	[ "$(lines R1) $(lines R2)" = "MUG|4|0|1 MUG|1|3|1" ] &&
	[ "$(sql "select sum(allocated) from stock s join product p using (product_id) where p.sku = '\''TEE-1'\''")" = 0 ] &&
	[ "$(sql "select field, old_value, new_value from history where field = '\''line 1 sku'\''" | sort -u)" = "line 1 sku|TEE-1|MUG" ] &&
	run om-admin check
'
test_case 'again nothing changes' '
	before=$(sql "select count(*) from history") &&
	run om-product listing reassign EBAY RED --to MUG --open-orders &&
	[ "$(sql "select count(*) from history")" = "$before" ]
'
test_case 'a line on a pick list stays with what is being fetched' '
	run om-ship pick create EBAY:R1 && run om-product listing reassign EBAY RED --to TEE-1 --open-orders &&
	[ "$(lines R1) $(lines R2)" = "MUG|4|0|1 TEE-1|4|0|1" ] && run om-admin check
'
test_case 'an inactive product is a gap in its open orders at once, and none when it is active again' '
	run om-product deactivate TEE-1 --allow open-orders --reason recall &&
	[ "$(sql "select first_problem from orders where order_number = '\''R2'\''")" = missing-product-info ] && run om-admin check &&
	run om && expect_out_has "  unresolved orders: missing-product-info" &&
	run om-product activate TEE-1 &&
	[ "$(status R2) $(lines R2)" = "awaiting-shipment TEE-1|4|0|1" ] && run om-admin check
'
test_case 'a product that is digital needs no stock, and needs it again' '
	order D1 --item TEE-1,2,5 && [ "$(lines D1)" = "TEE-1|1|1|1" ] &&
	run om-admin config set digital.auto_ship no &&
	run om-product edit TEE-1 is_digital=yes && [ "$(lines D1)" = "TEE-1|2|0|0" ] && run om-admin check &&
	run om-product edit TEE-1 is_digital=no && [ "$(lines D1) $(lines R2)" = "TEE-1|1|1|1 TEE-1|4|0|1" ] && run om-admin check
'
test_case 'an untracked product waits for nothing' '
	run om-product create CARD --name c --brand b && order U1 --item CARD,2,5 && [ "$(lines U1)" = "CARD|0|2|1" ] &&
	run om-product edit CARD track_stock=no && [ "$(lines U1)" = "CARD|2|0|1" ] && run om-admin check &&
	run om-product edit CARD track_stock=yes && [ "$(lines U1)" = "CARD|0|2|1" ] && run om-admin check
'
test_case 'show names the open orders of a product' '
	run om-product show MUG && expect_out_has "Open orders" && expect_out_has "EBAY:R1  awaiting-shipment  RED" &&
	run om-product show MUG --format json && expect_out_has "\"open_orders\":[{\"order\":\"EBAY:R1\"" &&
	run om-order cancel EBAY:R1 --reason buyer-has-not-paid && run om-product show MUG && ! grep -q "EBAY:R1" out
'

done_testing
