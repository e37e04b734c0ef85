-- What resolving reads and writes.  Each statement concerns one order, one product or the few warehouses there are.

-- What is told of an order before and after it was acted on.
-- name: act_order
select c.channel || ':' || o.order_number, o.status, o.first_problem, o.revision
from orders o join channel c on c.channel_id = o.channel_id
where o.order_id = :order_id

-- name: resolve_order
select o.order_id, o.channel_id, c.channel, c.type, c.currency, o.created_at, o.priority, o.ship_by,
	o.payment_date, o.cancelled_at, o.is_history, o.fulfilled_by, o.is_pos, o.pos_location,
	o.ship_name, o.ship_address1, o.ship_city, o.ship_state, o.ship_zip, o.ship_country,
	o.source_id, o.source_by, o.route_reason, o.method, o.routed_at,
	o.status, o.problems, o.first_problem, o.holds, o.hold_until, o.stock_state, o.fulfilled, o.order_number
from orders o join channel c on c.channel_id = o.channel_id
where o.order_id = :order_id

-- name: resolve_lines
select order_line_id, line_no, listing_sku, item_name, product_id, quantity, line_total, quantity_shipped,
	quantity_cancelled, quantity_allocated, quantity_short, ships
from order_line where order_id = :order_id order by line_no

-- name: resolve_allocations
select a.allocation_id, a.order_line_id, a.product_id, a.stock_id, a.quantity, a.oversold, a.is_firm
from order_line l join allocation a on a.order_line_id = l.order_line_id
where l.order_id = :order_id and a.closed_run is null

-- name: resolve_problems
select order_problem_id, code, detail from order_problem
where order_id = :order_id and cleared_run is null order by order_problem_id

-- name: resolve_holds
select hold_id, kind, hold_until, stock_released from hold
where order_id = :order_id and cleared_run is null order by hold_id

-- name: resolve_waits
select warehouse_id, product_id, held from order_wait where order_id = :order_id

-- A product with its records: one row without stock_id where it has none.
-- name: resolve_goods
select p.sku, p.is_active, p.kind, p.track_stock, p.is_digital,
	s.stock_id, s.warehouse_id, s.on_hand, s.locked, s.allocated, s.oversold,
	case when s.is_active = 1 and s.is_pickable = 1 and l.is_active = 1 and l.is_pickable = 1 then 1 else 0 end,
	s.draw_rank, case when s.lot <> '' then
		(select t.expires_on from lot t where t.product_id = s.product_id and t.lot = s.lot) end,
	s.first_in_at, l.sort_key, l.location
from product p left join stock s on s.product_id = p.product_id and p.track_stock = 1
	left join location l on l.location_id = s.location_id
where p.product_id = :product_id

-- name: resolve_warehouses
select warehouse_id, warehouse, type, is_active, stock_check, strict_fifo, rank, country
from warehouse /*scan*/ order by warehouse_id

-- name: resolve_backups
select warehouse_id, backup_id from backup /*scan*/ order by warehouse_id, position

-- name: resolve_zone
select warehouse_id from zone where country = :country and state = :state and product_id is null

-- name: resolve_zone_product
select warehouse_id from zone where country = :country and state = :state and product_id = :product_id

-- name: resolve_has_product_zones
select exists (select 1 from zone where product_id is not null /*scan*/)

-- Who holds units while it waits, from the back of the queue: :most of them before a place.
-- name: resolve_holders
select w.order_id, w.created_at, o.priority, o.ship_by, w.held
from order_wait w join orders o on o.order_id = w.order_id
where w.warehouse_id = :warehouse_id and w.product_id = :product_id and w.held > 0
	and (w.created_at, w.order_id) < (:created_at, :order_id)
order by w.created_at desc, w.order_id desc
limit :most

-- name: resolve_update
update orders set revision = revision + 1, modified_at = :now, ship_state = :ship_state,
	ship_country = :ship_country, source_id = :source_id, source_by = :source_by,
	route_reason = :route_reason, method = :method, routed_at = :routed_at, status = :status,
	problems = :problems, first_problem = :first_problem, holds = :holds, hold_until = :hold_until,
	stock_state = :stock_state, fulfilled = :fulfilled
where order_id = :order_id

-- name: resolve_line_update
update order_line set product_id = :product_id, ships = :ships, quantity_allocated = :quantity_allocated,
	quantity_short = :quantity_short
where order_line_id = :order_line_id

-- name: resolve_put_back
update order_line set quantity_picked = quantity_shipped
where order_line_id = :order_line_id and quantity_picked > quantity_shipped

-- name: wait_insert
insert into order_wait (warehouse_id, product_id, order_id, held, created_at)
values (:warehouse_id, :product_id, :order_id, :held, :created_at)

-- name: wait_update
update order_wait set held = :held
where warehouse_id = :warehouse_id and product_id = :product_id and order_id = :order_id

-- name: wait_delete
delete from order_wait
where warehouse_id = :warehouse_id and product_id = :product_id and order_id = :order_id

-- name: problem_open
insert into order_problem (order_problem_id, order_id, code, detail, opened_at, opened_run)
values (:order_problem_id, :order_id, :code, :detail, :now, :run_id)

-- name: problem_detail
update order_problem set detail = :detail where order_problem_id = :order_problem_id

-- name: problem_clear
update order_problem set cleared_run = :run_id where order_problem_id = :order_problem_id

-- name: hold_open_kind
insert into hold (hold_id, order_id, kind, opened_at, opened_run)
values (:hold_id, :order_id, :kind, :now, :run_id)

-- name: hold_clear
update hold set cleared_run = :run_id where hold_id = :hold_id

-- Who waits: for events and for what was freed.

-- name: wait_any
select exists (select 1 from order_wait
	where warehouse_id = :warehouse_id and product_id = :product_id)

-- name: wait_orders
select w.order_id from order_wait w
	join order_line l on l.order_id = w.order_id and l.product_id = w.product_id
where w.warehouse_id = :warehouse_id and w.product_id = :product_id and l.quantity_short > 0
group by w.order_id

-- name: stock_of
select stock_id, on_hand, locked, allocated, oversold from stock
where product_id = :product_id and warehouse_id = :warehouse_id

-- name: unmapped_orders
select distinct o.order_id from order_line l join orders o on o.order_id = l.order_id
where l.listing_sku = :listing_sku and l.product_id is null and o.channel_id = :channel_id
	and o.status not in ('shipped', 'cancelled', 'merged')

-- name: unmapped_manual_orders
select distinct o.order_id from order_line l join orders o on o.order_id = l.order_id
	join channel c on c.channel_id = o.channel_id
where l.listing_sku = :listing_sku and l.product_id is null and c.type = 'manual'
	and o.status not in ('shipped', 'cancelled', 'merged')

-- Orders with lines that a reassigned listing gives another product (catalog.md C11): units that were shipped, picked or handed over, or
-- stand on a pick list, are of the old product and stay with it.
-- name: reassigned_orders
select distinct o.order_id from order_line l join orders o on o.order_id = l.order_id
where l.product_id = :product_id and l.listing_sku = :listing_sku and o.channel_id = :channel_id
	and l.quantity_shipped = 0 and l.quantity_picked = 0 and l.quantity > l.quantity_cancelled
	and o.status not in ('shipped', 'cancelled', 'merged', 'processed-outside', 'pending-fulfillment')
	and not exists (select 1 from allocation a
		where a.order_line_id = l.order_line_id and a.closed_run is null and a.is_firm = 1)
	and not exists (select 1 from pick_line k join pick_list t on t.pick_list_id = k.pick_list_id
		where k.order_id = o.order_id and k.order_line_id = l.order_line_id and t.state in ('open', 'picking'))
order by o.order_id

-- name: reassigned_lines
select l.order_line_id, l.line_no from order_line l
where l.order_id = :order_id and l.product_id = :product_id and l.listing_sku = :listing_sku
	and l.quantity_shipped = 0 and l.quantity_picked = 0 and l.quantity > l.quantity_cancelled
	and not exists (select 1 from allocation a
		where a.order_line_id = l.order_line_id and a.closed_run is null and a.is_firm = 1)
	and not exists (select 1 from pick_line k join pick_list t on t.pick_list_id = k.pick_list_id
		where k.order_id = l.order_id and k.order_line_id = l.order_line_id and t.state in ('open', 'picking'))
order by l.line_no

-- name: reassigned_claims
select a.allocation_id, a.stock_id, a.quantity, a.oversold, s.warehouse_id
from allocation a join stock s on s.stock_id = a.stock_id
where a.order_line_id = :order_line_id and a.closed_run is null order by a.stock_id

-- A line that ships only because its old product did, or did not, follows the new one.
-- name: reassign_line
update order_line set product_id = :new_id, quantity_allocated = 0,
	quantity_short = quantity - quantity_shipped - quantity_cancelled,
	ships = case when (select is_digital from product where product_id = :old_id)
			= (select is_digital from product where product_id = :new_id) then ships
		else 1 - (select is_digital from product where product_id = :new_id) end
where order_line_id = :order_line_id

-- name: product_open_orders
select distinct o.order_id from order_line l join orders o on o.order_id = l.order_id
where l.product_id = :product_id and l.quantity > l.quantity_shipped + l.quantity_cancelled
	and o.status not in ('shipped', 'cancelled', 'merged', 'processed-outside', 'pending-fulfillment')
order by o.order_id

-- name: product_open_any
select exists (select 1 from order_line l join orders o on o.order_id = l.order_id
	where l.product_id = :product_id and l.quantity > l.quantity_shipped + l.quantity_cancelled
		and o.status not in ('shipped', 'cancelled', 'merged', 'processed-outside', 'pending-fulfillment'))

-- name: digital_lines
update order_line set ships = 1 - (select is_digital from product where product_id = :product_id)
where order_id = :order_id and product_id = :product_id and quantity_shipped = 0 and quantity_picked = 0
	and quantity > quantity_cancelled
	and not exists (select 1 from allocation a where a.order_line_id = order_line.order_line_id
		and a.closed_run is null and a.is_firm = 1)
	and not exists (select 1 from pick_line k join pick_list t on t.pick_list_id = k.pick_list_id
		where k.order_id = order_line.order_id and k.order_line_id = order_line.order_line_id
			and t.state in ('open', 'picking'))

-- name: inactive_product_orders
select distinct o.order_id from order_line l join orders o on o.order_id = l.order_id
where l.product_id = :product_id and o.status = 'unresolved'

-- name: flow_listing
select channel_id, listing_sku, product_id from listing where listing_id = :listing_id

-- name: flow_product_sku
select sku from product where product_id = :product_id

-- name: unrouted_orders
select order_id from orders
where status = 'unresolved' and order_id > :after
	and exists (select 1 from order_problem p where p.order_id = orders.order_id
		and p.code = 'missing-fulfillment-source' and p.cleared_run is null)
order by order_id limit :many

-- name: holds_due
select distinct order_id from hold
where cleared_run is null and hold_until <= :now and hold_until is not null

-- Finished orders that their channel keeps the personal data of no longer: counted from the day on which the last goods left, else
-- it was cancelled, else ordered.  One that came to an end again since it was erased is due again.
-- name: scrub_due
select d.order_id
from (
	select o.order_id as order_id, o.erased_at as erased_at, c.retention_days * 86400 as kept,
		coalesce((select max(h.shipped_at) from shipment h where h.order_id = o.order_id and h.state <> 'voided'), o.cancelled_at,
			o.order_date) as ended_at
	from channel c join orders o on o.channel_id = c.channel_id /*scan*/
	where c.retention_days is not null and (o.status in ('shipped', 'cancelled') or o.is_history = 1) and o.order_id > :after) d
where d.ended_at + d.kept <= :now and (d.erased_at is null or d.erased_at < d.ended_at)
order by d.order_id limit :many

-- name: new_orders
select order_id from orders where status = 'unprocessed' and order_id > :after order by order_id limit :many

-- Oversold units that what is there now covers: oldest allocation first (inventory.md 5.4).
-- name: oversold_allocations
select allocation_id, order_line_id, product_id, quantity, oversold from allocation
where stock_id = :stock_id and closed_run is null and oversold > 0 order by allocation_id

-- Whom a record that falls short takes its units back from; the order of taking is made in C.
-- name: shed_allocations
select a.allocation_id, a.order_line_id, a.product_id, a.quantity, a.oversold, a.is_firm, o.order_id,
	o.created_at, o.ship_by, o.priority, o.stock_state, l.quantity_allocated, l.quantity_short
from allocation a join order_line l on l.order_line_id = a.order_line_id
	join orders o on o.order_id = l.order_id
where a.stock_id = :stock_id and a.closed_run is null

-- name: shed_line
update order_line set quantity_allocated = quantity_allocated - :units, quantity_short = quantity_short + :units
where order_line_id = :order_line_id

-- name: oversell_location
select location_id from location where warehouse_id = :warehouse_id and location in ('GLOBAL', 'UNCONFIGURED')

-- name: oversell_record
insert into stock (stock_id, product_id, warehouse_id, location_id, draw_rank)
values (:stock_id, :product_id, :warehouse_id, :location_id,
	(select coalesce(max(draw_rank), 0) + 1 from stock
		where product_id = :product_id and warehouse_id = :warehouse_id))
on conflict (product_id, location_id, lot) do nothing

-- name: product_in_use
select count(distinct o.order_id) from order_line l join orders o on o.order_id = l.order_id
where l.product_id = :product_id and o.status not in ('shipped', 'cancelled', 'merged', 'processed-outside')

-- name: warehouse_in_use
select count(*) from orders /*scan*/
where source_id = :warehouse_id and status not in ('shipped', 'cancelled', 'merged', 'processed-outside')

-- name: oversold_any
select exists (select 1 from stock
	where product_id = :product_id and warehouse_id = :warehouse_id and oversold > 0)

-- The channel of an order whose lines may be mapped anew (orders.md R4.3).
-- name: remap_order
select c.channel_id, c.channel, c.type from orders o join channel c on c.channel_id = o.channel_id
where o.order_id = :order_id
	and o.status not in ('shipped', 'cancelled', 'merged', 'processed-outside', 'pending-fulfillment')

-- Its mapped lines of which nothing was shipped, picked or handed over; those on a pick list stay as they are printed.
-- name: remap_lines
select l.order_line_id, l.line_no, l.listing_sku, l.product_id from order_line l
where l.order_id = :order_id and l.line_no > :after and l.product_id is not null
	and l.quantity_shipped = 0 and l.quantity_picked = 0 and l.quantity > l.quantity_cancelled
	and not exists (select 1 from allocation a
		where a.order_line_id = l.order_line_id and a.closed_run is null and a.is_firm = 1)
	and not exists (select 1 from pick_line k join pick_list t on t.pick_list_id = k.pick_list_id
		where k.order_id = l.order_id and k.order_line_id = l.order_line_id and t.state in ('open', 'picking'))
order by l.line_no

-- name: remap_listing
select listing_id from listing where channel_id = :channel_id and listing_sku = :listing_sku

-- name: unmap_line
update order_line set product_id = null, quantity_allocated = 0,
	quantity_short = quantity - quantity_shipped - quantity_cancelled
where order_line_id = :order_line_id

-- name: explain_holders
select c.channel, o.order_number, sum(a.quantity)
from stock s join allocation a on a.stock_id = s.stock_id and a.closed_run is null
	join order_line l on l.order_line_id = a.order_line_id
	join orders o on o.order_id = l.order_id join channel c on c.channel_id = o.channel_id
where s.product_id = :product_id and s.warehouse_id = :warehouse_id and o.order_id <> :order_id
group by o.order_id, c.channel, o.order_number order by o.order_id limit 10

-- name: wait_warehouse
select distinct order_id from order_wait where warehouse_id = :warehouse_id order by order_id
