-- A small sound database for 0120-admin-check.sh: orders on hold, shipped in part, short, cancelled and stored as history.
pragma foreign_keys = on;
begin;
insert into channel (channel_id, channel, channel_key, type, currency, created_at, modified_at, created_run)
values (1, 'SHOP', 'shop', 'manual', 'GBP', 0, 0, 1);
insert into product (product_id, sku, sku_key, name, brand, currency, track_stock, created_at, modified_at, created_run)
values (1, 'TEE-R', 'tee-r', 'Tee', 'Acme', 'GBP', 1, 0, 0, 1), (2, 'E-BOOK', 'e-book', 'Book', 'Acme', 'GBP', 0, 0, 0, 1);
insert into warehouse (warehouse_id, warehouse, warehouse_key, type, created_at, modified_at, created_run)
values (1, 'MAIN', 'main', 'in-house', 0, 0, 1), (2, 'EAST', 'east', 'in-house', 0, 0, 1);
insert into location (location_id, warehouse_id, location, location_key, sort_key, created_run)
values (1, 1, 'A1', 'a1', 'a1', 1);
insert into zone (zone_id, country, state, warehouse_id, created_run) values (1, 'GB', '*', 1, 1);
insert into backup (warehouse_id, position, backup_id) values (1, 1, 2);
insert into stock (stock_id, product_id, warehouse_id, location_id, on_hand, locked, allocated, oversold, draw_rank)
values (1, 1, 1, 1, 5, 1, 5, 1, 1);
insert into movement (movement_id, run_id, at, kind, bucket, stock_id, delta, after)
values (1, 1, 0, 'set', 'on_hand', 1, 7, 7), (2, 1, 0, 'lock', 'locked', 1, 1, 1), (3, 1, 0, 'ship', 'on_hand', 1, -2, 5);
-- Order 1: 3 of 3 and a digital line; order 2: 2 shipped, 2 open; order 3: wants 6, has none; 4: shipped; 5: cancelled; 6: stored as history.
insert into orders (order_id, channel_id, order_number, order_date, created_at, modified_at, payment_date, currency,
	item_total, discount_total, tax_total, order_discount, order_tax, shipping_paid, order_total, total_diff, cancelled_at,
	source_id, source_by, method, status, problems, first_problem, holds, hold_until, stock_state, fulfilled, is_history, created_run)
values (1, 1, '1001', 0, 0, 0, 9, 'GBP', 300000, 20000, 16000, 10000, 6000, 50000, 346000, 0, null, 1, 'route', 'in-house', 'on-hold', '', '', 'user|bot', 99, 'full', 'none', 0, 1),
	(2, 1, '1002', 0, 0, 0, 9, 'GBP', 400000, 0, 0, 0, 0, 0, 400000, 0, null, 1, 'route', 'in-house', 'awaiting-shipment', '', '', '', null, 'full', 'part', 0, 1),
	(3, 1, '1003', 0, 0, 0, 9, 'GBP', 600000, 0, 0, 0, 0, 0, 610000, 10000, null, 1, 'route', 'in-house', 'unresolved', 'missing-order-info|out-of-stock', 'missing-order-info', '', null, 'none', 'none', 0, 1),
	(5, 1, '1005', 0, 0, 0, null, 'GBP', 100000, 0, 0, 0, 0, 0, 100000, 0, 9, 1, 'route', 'in-house', 'cancelled', '', '', '', null, 'none', 'none', 0, 1),
	(6, 1, '1006', 0, 0, 0, 9, 'GBP', 100000, 0, 0, 0, 0, 0, 100000, 0, null, null, '', '', 'shipped', '', '', '', null, 'full', 'full', 1, 1);
insert into order_line (order_line_id, order_id, line_no, product_id, quantity, unit_price, line_total, line_tax, line_discount,
	quantity_shipped, quantity_cancelled, quantity_allocated, quantity_short, ships)
values (1, 1, 1, 1, 3, 66667, 200001 - 1, 10000, 10000, 0, 0, 3, 0, 1), (2, 1, 2, 2, 1, 100000, 100000, 0, 0, 0, 0, 1, 0, 0),
	(3, 2, 1, 1, 4, 100000, 400000, 0, 0, 2, 0, 2, 0, 1), (4, 3, 1, 1, 6, 100000, 600000, 0, 0, 0, 0, 0, 6, 1),
	(5, 5, 1, 1, 1, 100000, 100000, 0, 0, 0, 1, 0, 0, 1), (6, 6, 1, 1, 1, 100000, 100000, 0, 0, 1, 0, 0, 0, 1);
update order_line set rounding = -1 where order_line_id = 1;
insert into allocation (allocation_id, order_line_id, product_id, stock_id, quantity, oversold, run_id, closed_run)
values (1, 1, 1, 1, 3, 0, 1, null), (2, 3, 1, 1, 2, 1, 1, null), (3, 3, 1, 1, 2, 0, 1, 1);
insert into order_wait (warehouse_id, product_id, order_id, held, created_at)
	select 1, 1, order_id, 0, created_at from orders where order_id = 3;
insert into order_problem (order_problem_id, order_id, code, opened_at, opened_run, cleared_run)
values (1, 3, 'out-of-stock', 0, 1, null), (2, 3, 'missing-order-info', 0, 1, null), (3, 2, 'out-of-stock', 0, 1, 1);
insert into hold (hold_id, order_id, kind, hold_until, opened_at, opened_run) values (1, 1, 'user', 50, 0, 1), (2, 1, 'bot', 99, 0, 1);
insert into shipment (shipment_id, order_id, warehouse_id, kind, state, source, ship_date, shipped_at, created_at, created_run)
values (1000, 2, 1, 'out', 'shipped', 'mark', 0, 0, 0, 1), (1001, 2, 1, 'out', 'voided', 'mark', 0, 0, 0, 1);
insert into package (shipment_id, seq) values (1000, 1), (1001, 1);
insert into package_item (shipment_id, seq, item_no, order_line_id, product_id, stock_id, quantity)
values (1000, 1, 1, 3, 1, 1, 2), (1001, 1, 1, 3, 1, 1, 1);
insert into layer (layer_id, product_id, warehouse_id, received_at, origin, qty_in, value_in, qty_left, value_left, run_id)
values (1, 1, 1, 0, 'manual', 7, 700000, 5, 500000, 1);
insert into layer_event (layer_event_id, layer_id, run_id, at, kind, quantity, value)
values (1, 1, 1, 0, 'in', 7, 700000), (2, 1, 1, 0, 'ship', -2, -200000);
commit;
