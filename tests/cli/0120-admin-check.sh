#!/bin/sh
# om-admin check: every invariant is broken once behind the programs' back, must be found, and is repaired where it is a
# counter of a ledger.
. "$(dirname "$0")/lib.sh"
om-admin init -q --company 'Giftware Ltd' --country GB --currency GBP --tz UTC
sqlite3 -batch -bail om.db <"$here/0120-admin-check.sql" || { echo 'Bail out! no data'; exit 1; }
sql 'pragma wal_checkpoint(truncate)' >/dev/null
cp om.db whole.db

header='invariant,entity,id,message,kind,hint'
n=$(om-admin check 2>&1 >/dev/null | sed -n 's/^om-admin: check: \([0-9]*\) invariants hold,.*/\1/p')
t 'sound data have no violations' '
	[ "$n" -ge 90 ] && run 0 om-admin check --format csv && out "$header" &&
	err "om-admin: check: $n invariants hold, 0 violations, 0 pending"'
t 'repair finds nothing to do' '
	run 0 om-admin check --repair && has err "0 violations, 0 repaired, 0 pending" &&
	[ "$(sql "select count(*) from run")" = 1 ]'

# break_it SQL: on a fresh copy, past the constraints.
break_it() {
	rm -f om.db om.db-wal om.db-shm && cp whole.db om.db &&
		sql "pragma foreign_keys = off; pragma ignore_check_constraints = on; $1"
}
# found INVARIANT ENTITY ID TEXT SQL: the violation is there with its message.
found() {
	break_it "$5" && run 1 om-admin check --format tsv &&
		grep -q "^$1	$2	$3	.*$4.*	violation	..*\$" out && return
	echo "no such violation:"
	cat out
	return 1
}
# mended ...: found, repaired with history, and sound afterwards.
mended() {
	found "$@" && run 0 om-admin check --repair --format tsv && has out "	repaired" &&
		run 0 om-admin check --format csv && out "$header" &&
		[ "$(sql "select count(*) > 0 from history where entity = '$2' and entity_id = $3")" = 1 ]
}
# stays ...: found, and repair leaves it.
stays() {
	found "$@" && run 1 om-admin check --repair --format tsv && grep -q "^$1	.*	violation	" out
}

t 'an order of a customer that was merged into another is found, and stays' '
	stays order-customer order 1 "its customer 70 was merged into 71" "
		insert into customer (customer_id, name, created_at, created_run, is_active, merged_into) values (70, '\''A'\'', 0, 1, 0, 71), (71, '\''B'\'', 0, 1, 1, null);
		update orders set customer_id = 70 where order_id = 1"'
t 'on_hand is the sum of its movements' "
	mended stock-on-hand stock 1 'TEE-R at MAIN/A1: on_hand is 6, its movements add up to 5' 'update stock set on_hand = 6'"
t 'locked is the sum of its movements' "
	mended stock-locked stock 1 'locked is 0, its movements add up to 1' 'update stock set locked = 0'"
t 'each movement goes on from the one before' "
	stays movement-chain movement 4 'the movement left 9, the one before and its units give 6' \
		\"insert into movement (movement_id, run_id, at, kind, bucket, stock_id, delta, after)
			values (4, 1, 0, 'set', 'on_hand', 1, 1, 9), (5, 1, 0, 'set', 'on_hand', 1, -1, 8)\""
t 'allocated is the sum of the open allocations' "
	mended stock-allocated stock 1 'allocated is 4, its open allocations add up to 5' 'update stock set allocated = 4'"
t 'oversold is the sum of theirs' "
	mended stock-oversold stock 1 'oversold is 2, its open allocations add up to 1' 'update stock set oversold = 2'"
t 'what is allocated is covered' "
	stays stock-cover stock 1 'allocated is 5, on hand less locked and oversold cover 4' \
		'drop trigger movement_no_update; update stock set on_hand = 4;
		update movement set delta = -3, after = 4 where movement_id = 3'"
t 'a record is where its location is' "
	stays stock-place stock 1 \"warehouse 'EAST', its location is in 'MAIN'\" 'update stock set warehouse_id = 2'"
t 'units come from a record of their product' "
	stays allocation-product allocation 1 \"'E-BOOK' is allocated from a record of 'TEE-R'\" \
		'update allocation set product_id = 2 where allocation_id = 1'"
t 'a cancelled order holds no units' "
	stays allocation-state allocation 2 'the order is cancelled and still has units allocated: 2' \
		\"update orders set cancelled_at = 9, status = 'cancelled' where order_id = 2\""
t 'a line without stock holds no units' "
	stays allocation-untracked allocation 1 'units are allocated to a line that takes none: 3' \
		'update order_line set product_id = 2 where order_line_id = 1'"
t 'the buckets of a line add up' "
	mended line-buckets order_line 1 'quantity is 3; shipped, cancelled, allocated and short are 4 together' \
		'update order_line set quantity_short = 1 where order_line_id = 1'"
t 'allocated of a line is the sum of its allocations' "
	mended line-allocated order_line 1 'quantity_allocated is 1, its open allocations add up to 3' \
		'update order_line set quantity_allocated = 1, quantity_short = 2 where order_line_id = 1'"
t 'a line without stock is never short' "
	mended line-untracked order_line 2 'quantity_allocated is 0 of a line without stock, of which 1 are open' \
		'update order_line set quantity_allocated = 0, quantity_short = 1 where order_line_id = 2'"
t 'shipped is what the shipments hold' "
	stays line-shipped order_line 3 'quantity_shipped is 2, its shipments add up to 1' \
		'update package_item set quantity = 1 where shipment_id = 1000'"
t 'a voided shipment does not count' "
	stays line-shipped order_line 3 'quantity_shipped is 2, its shipments add up to 0' \
		\"update shipment set state = 'voided'\""
t 'a line total is price, quantity and rounding' "
	stays line-total order_line 4 'line_total is 60.0001, price, quantity and rounding give 60.00' \
		'update order_line set line_total = 600001 where order_line_id = 4'"
t 'item_total is the sum of the lines' "
	stays order-item-total order 3 'SHOP:1003: item_total is 0.0001, its lines add up to 60.00' \
		'update orders set item_total = 1 where order_id = 3'"
t 'discount_total is the sum of its parts' "
	stays order-discount-total order 1 'discount_total is 2.00, its parts add up to 1.0001' \
		'update orders set order_discount = 1 where order_id = 1'"
t 'tax_total is the sum of its parts' "
	stays order-tax-total order 1 'tax_total is 1.60, its parts add up to 1.0001' \
		'update orders set order_tax = 1 where order_id = 1'"
t 'order_total is its parts and the difference' "
	stays order-total order 1 'order_total less total_diff is 34.60, its parts add up to 29.6007' \
		'update orders set shipping_paid = 7 where order_id = 1'"
t 'taxes inside the prices are not added' "
	stays order-total order 1 'is 34.60, its parts add up to 33.00' \
		'update orders set prices_include_tax = 1 where order_id = 1'"
t 'the units of a layer are the sum of its events' "
	stays layer-quantity layer 1 'TEE-R at MAIN: qty_left is 4, its events add up to 5' 'update layer set qty_left = 4'"
t 'so is its value' "
	stays layer-value layer 1 'value_left is 49.9999, its events add up to 50.00' 'update layer set value_left = 499999'"
t 'a layer without units has no value' "
	stays layer-end layer 1 'no unit is left and the value left is 50.00' 'update layer set qty_left = 0'"
t 'the queue knows what its orders hold' "
	stays wait-held order 3 'holds 2 of a product, its allocations say 0' 'update order_wait set held = 2'"
t 'who waits stands in the queue' "
	stays wait-missing order 3 \"it waits for 'TEE-R' and does not stand in the queue of 'MAIN'\" 'delete from order_wait'"
t 'and nobody else' "
	stays wait-extra order 1 \"it stands in the queue of 'MAIN' for 'TEE-R' and does not wait\" \
		'insert into order_wait (warehouse_id, product_id, order_id, held, created_at) values (1, 1, 1, 3, 0)'"
t 'nor at another warehouse than the source' "
	stays wait-extra order 3 \"it stands in the queue of 'EAST' for 'TEE-R' and does not wait\" \
		'update order_wait set warehouse_id = 2'"
t 'a zone points to a warehouse that is there' "
	stays database database '' 'a row of zone' 'update zone set warehouse_id = 77'"
t 'so does a backup' "
	stays database database '' 'a row of backup' 'update backup set backup_id = 77'"
t 'a constraint that the file breaks is found' "
	found database database '' 'CHECK constraint' 'update layer set qty_left = 0'"

status() {
	stays order-status order "$1" "$2" "$3"
}
t 'the status follows from the facts' "
	status 1 \"status is 'awaiting-shipment', its facts say 'on-hold'\" \
		\"update orders set status = 'awaiting-shipment' where order_id = 1\""
t 'a payment taken back shows' "
	status 2 \"status is 'awaiting-shipment', its facts say 'awaiting-payment'\" \
		'update orders set payment_date = null where order_id = 2'"
t 'the problems are those that are open, in their order' "
	status 3 \"problems is 'out-of-stock', its facts say 'missing-order-info|out-of-stock'\" \
		\"update orders set problems = 'out-of-stock' where order_id = 3\""
t 'the first problem is the first of them' "
	status 3 \"first_problem is 'out-of-stock', its facts say 'missing-order-info'\" \
		\"update orders set first_problem = 'out-of-stock' where order_id = 3\""
t 'a cleared problem does not count' "
	status 3 \"status is 'unresolved', its facts say 'awaiting-shipment'\" \
		'update order_problem set cleared_run = 1 where order_problem_id in (1, 2)'"
t 'the holds are those that are open' "
	status 1 \"holds is 'user', its facts say 'user|bot'\" \"update orders set holds = 'user' where order_id = 1\""
t 'hold_until is their latest end' "
	status 1 \"hold_until is '50', its facts say '99'\" 'update orders set hold_until = 50 where order_id = 1'"
t 'and empty with one that is open-ended' "
	status 1 \"hold_until is '99', its facts say ''\" 'update hold set hold_until = null where hold_id = 1'"
t 'stock_state follows from the lines' "
	status 1 \"stock_state is 'part', its facts say 'full'\" \"update orders set stock_state = 'part' where order_id = 1\""
t 'fulfilled follows from the lines' "
	status 2 \"fulfilled is 'full', its facts say 'part'\" \"update orders set fulfilled = 'full' where order_id = 2\""

t 'several violations are all printed, and the summary counts them' '
	break_it "update stock set on_hand = 6; update layer set qty_left = 4" &&
	run 1 om-admin check --format csv && [ "$(wc -l <out)" = 3 ] &&
	err "om-admin: check: $((n - 2)) of $n invariants hold, 2 violations, 0 pending"'
t 'pending events are listed and are no violations' '
	break_it "insert into event (event_id, kind, run_id) values (7, '\''routing-changed'\'', 1); insert into id_block values ('\''event'\'', 8)" &&
	run 0 om-admin check --format csv &&
	out "$header
event-done,event,7,routing-changed of run 1 waits for its orders,pending,om-order resolve --pending does what is left" &&
	err "om-admin: check: $n invariants hold, 0 violations, 1 pending"'
t 'check alone changes nothing' '
	break_it "update stock set on_hand = 6" && sql .dump >before && run 1 om-admin check &&
	sql .dump >after && cmp before after'
t 'a proof opens nothing for writing: it holds nobody up and nobody holds it up' '
	break_it "update stock set on_hand = 6" && rm -f om.db-turn &&
	run 1 om-admin check && [ ! -e om.db-turn ] &&
	chmod 444 om.db && run 1 om-admin check && chmod 644 om.db &&
	run 1 om-admin check -n'
t 'a dry repair tells what it would rebuild' '
	break_it "update stock set on_hand = 6" && run 0 om-admin check --repair -n --format tsv &&
	has out "on_hand was 6, rebuilt as 5" && [ "$(sql "select on_hand from stock")" = 6 ]'
t 'repair mends what it can and reports the rest' '
	break_it "update stock set on_hand = 6; update layer set qty_left = 4" &&
	run 1 om-admin check --repair --format tsv && has out "on_hand was 6, rebuilt as 5" &&
	has out "qty_left is 4" && [ "$(sql "select on_hand, (select qty_left from layer) from stock")" = "5|4" ]'
t 'history tells the old and the new figure' '
	[ "$(sql "select entity, entity_id, field, old_value, new_value from history where entity = '\''stock'\''")" = "stock|1|on_hand|6|5" ]'

finish
