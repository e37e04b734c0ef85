#!/bin/sh
# A listing that is mapped frees the orders that waited for it (catalog.md C8), and what orders refuse.
# covers: PRD-06 PRD-08 PRD-20
. "$(dirname "$0")/lib.sh"

t 'three orders of one unknown SKU' '
	run 0 om-admin init --country US --tz UTC && run 0 om-channel create manual WEB && run 0 om-product create A --name a --brand b &&
	sql "insert into run (run_id, at, actor, program, command) values (900, 0, '\'''\'', '\'''\'', '\'''\'');
		insert into customer (customer_id, name, created_at, created_run) values (1, '\''Ann'\'', 0, 900);
		insert into listing (listing_id, channel_id, listing_sku, listing_key, created_at, modified_at, created_run)
			values (100, 1, '\''RED'\'', '\''red'\'', 0, 0, 900)" &&
	for i in 1 2 3; do
		sql "insert into orders (order_id, channel_id, order_number, order_date, created_at, modified_at, currency, customer_id, created_run)
				values ($i, 1, '\''M$i'\'', 0, 0, 0, '\''USD'\'', 1, 900);
			insert into order_line (order_line_id, order_id, line_no, listing_sku, quantity, unit_price, line_total, quantity_short)
				values ($i, $i, 1, '\''RED'\'', 1, 10000, 10000, 1)" || return 1
	done'
t 'suggest tells how many wait' '
	run 0 om-product listing suggest --format csv && has out "WEB,RED,,3,,," && run 0 om-product listing list --where "waiting_orders > 2" \
		--format ids && out WEB:RED'
t 'om tells of the listing that they wait for' 'run 0 om && has out "       1  unlinked listings that orders wait for"'
t 'one row of a sheet maps them all' '
	printf "channel,listing_sku,sku\nWEB,RED,A\n" >l.csv && run 0 om-product listing import l.csv && has err "updated 1" &&
	[ "$(sql "select count(*) from order_line where product_id = 1")" = 3 ] &&
	[ "$(sql "select count(*) from event where done_run is null")" = 0 ]'
t 'read again nothing changes' '
	runs=$(sql "select count(*) from history") && run 0 om-product listing import l.csv && has err "unchanged 1" &&
	[ "$(sql "select count(*) from history")" = "$runs" ]'
t 'open orders keep a product active' '
	must_fail 5 om-product deactivate A && has err "3 orders not shipped use '\''A'\'' [open-orders]" &&
	printf "sku,is_active\nA,no\n" >p.csv && must_fail 3 om-product import p.csv && has err "p.csv:2: is_active:" &&
	must_fail 2 om-product deactivate A --allow open-orders && has err "[missing]" &&
	run 0 om-product deactivate A --allow open-orders --reason "recalled" &&
	[ "$(sql "select allow, reason from run where allow is not null")" = "open-orders|recalled" ]'
t 'a product that an order typed on a manual channel wanted' '
	sql "insert into listing (listing_id, channel_id, listing_sku, listing_key, created_at, modified_at, created_run)
			values (101, 1, '\''NEW'\'', '\''new'\'', 0, 0, 900);
		insert into orders (order_id, channel_id, order_number, order_date, created_at, modified_at, currency, customer_id, created_run)
			values (4, 1, '\''M4'\'', 0, 0, 0, '\''USD'\'', 1, 900);
		insert into order_line (order_line_id, order_id, line_no, listing_sku, quantity, unit_price, line_total, quantity_short)
			values (4, 4, 1, '\''NEW'\'', 1, 10000, 10000, 1)" &&
	run 0 om-product create NEW --name n --brand b &&
	[ "$(sql "select p.sku from order_line l join product p on p.product_id = l.product_id where l.order_id = 4")" = NEW ]'

done_testing
