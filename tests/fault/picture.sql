-- What a database means, whatever numbers its records have: two databases with the same picture are the same to their owner.
select name, value from setting order by 1;
select w.warehouse, w.type, w.is_active, w.address1, w.time_zone from warehouse w order by 1;
select w.warehouse, l.location, l.is_pickable, l.is_active from location l join warehouse w using (warehouse_id) order by 1, 2;
select sku, name, brand, kind, weight_ng, is_active from product order by 1;
select p.sku, w.warehouse, l.location, s.lot, s.on_hand, s.locked, s.allocated, s.oversold, s.is_active from stock s join product p using (product_id)
	join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id order by 1, 2, 3, 4;
select p.sku, m.kind, m.bucket, m.delta, m.after, m.reason from movement m join stock s using (stock_id) join product p using (product_id)
	order by 1, 2, 3, 4, 5;
select o.order_number, o.status, o.source_id, o.route_reason, o.order_total, o.ship_name, o.ship_zip, o.method from orders o order by 1;
select o.order_number, l.line_no, l.listing_sku, l.quantity, l.quantity_allocated, l.quantity_shipped, l.quantity_cancelled, l.quantity_short
	from order_line l join orders o using (order_id) order by 1, 2;
-- What was allocated for a while and taken back depends on how many orders were resolved as one, which time decides.
select o.order_number, l.line_no, a.stock_id, a.quantity, a.oversold from allocation a join order_line l using (order_line_id)
	join orders o using (order_id) where a.closed_run is null order by 1, 2, 3, 4;
select o.order_number, h.kind, h.hold_until, h.stock_released, h.cleared_run is null from hold h join orders o using (order_id) order by 1, 2, 3;
select o.order_number, p.code, p.detail from order_problem p join orders o using (order_id) where p.cleared_run is null order by 1, 2;
select o.order_number, s.state, s.tracking_number, s.ship_date from shipment s join orders o using (order_id) order by 1, 2, 3;
select o.order_number, k.quantity from pick_line k join order_line l using (order_line_id) join orders o using (order_id) order by 1, 2;
select name, email from customer order by 1, 2;
