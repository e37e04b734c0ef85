-- Marking orders as shipped.  Every statement concerns one order or one product at one warehouse.

-- name: ship_order
select c.channel || ':' || o.order_number, o.status, o.method, o.currency, o.source_id, o.order_date, o.is_history,
	o.suppress_channel_update, w.time_zone, w.cutoff, w.warehouse, case when o.fulfilled = 'part' then 1 else 0 end,
	w.ship_days, w.holidays, w.handling_days
from orders o join channel c on c.channel_id = o.channel_id
	left join warehouse w on w.warehouse_id = o.source_id
where o.order_id = :order_id

-- name: ship_lines
select l.order_line_id, l.line_no, l.product_id, l.quantity - l.quantity_shipped - l.quantity_cancelled, l.ships,
	l.listing_sku, p.sku, p.track_stock, a.allocation_id, a.stock_id, a.quantity, a.oversold, s.warehouse_id
from order_line l left join product p on p.product_id = l.product_id
	left join allocation a on a.order_line_id = l.order_line_id and a.closed_run is null
	left join stock s on s.stock_id = a.stock_id
where l.order_id = :order_id and l.quantity > l.quantity_shipped + l.quantity_cancelled and l.ships <= :ships
order by l.line_no, a.allocation_id

-- What may still be taken of a product at a warehouse, in draw order (orders.md R7.7).
-- name: ship_free
select s.stock_id, s.on_hand, s.locked, s.allocated, s.oversold
from stock s join location l on l.location_id = s.location_id
	left join lot t on t.product_id = s.product_id and t.lot = s.lot
where s.product_id = :product_id and s.warehouse_id = :warehouse_id
	and s.is_active = 1 and s.is_pickable = 1 and l.is_active = 1 and l.is_pickable = 1
	and (t.expires_on is null or t.expires_on > :today)
order by s.draw_rank, coalesce(t.expires_on, 9223372036854775807), coalesce(s.first_in_at, 9223372036854775807),
	l.sort_key, s.stock_id

-- name: ship_any_location
select location_id from location where warehouse_id = :warehouse_id and location in ('GLOBAL', 'UNCONFIGURED')

-- name: ship_sku
select 1 from order_line l left join product p on p.product_id = l.product_id
where l.order_id = :order_id and (l.listing_sku = :sku or p.sku = :sku) limit 1

-- name: shipment_insert
insert into shipment (shipment_id, order_id, warehouse_id, state, source, carrier, service, package_type, tracking_number,
	ship_date, shipped_at, estimated_delivery, fee, fee_currency, is_deducted, notify_customer, update_channel,
	delivery_status, insurance_tracking_number, created_at, created_run)
values (:shipment_id, :order_id, :warehouse_id, 'shipped', :source, :carrier, :service, :package_type, :tracking_number,
	:ship_date, :now, :eta, :fee, :fee_currency, :is_deducted, :notify_customer, :update_channel,
	:delivery_status, :insurance_tracking_number, :now, :run_id)

-- name: package_insert
insert into package (shipment_id, seq, package_type, tracking_number, weight_ng, weight_unit)
values (:shipment_id, :seq, :package_type, :tracking_number, :weight_ng, :weight_unit)

-- name: package_item_insert
insert into package_item (shipment_id, seq, item_no, order_line_id, product_id, stock_id, quantity)
values (:shipment_id, :seq, :item_no, :order_line_id, :product_id, :stock_id, :quantity)

-- name: ship_line_count
update order_line
set quantity_shipped = quantity_shipped + :going, quantity_allocated = :kept,
	quantity_short = quantity - quantity_cancelled - quantity_shipped - :going - :kept
where order_line_id = :order_line_id

-- name: ship_packages
select s.shipment_id, k.seq, k.tracking_number, s.carrier, s.service
from shipment s join package k on k.shipment_id = s.shipment_id
where s.order_id = :order_id and s.kind = 'out' and s.state <> 'voided'
order by s.shipment_id, k.seq

-- name: package_retrack
update package set tracking_number = :tracking_number where shipment_id = :shipment_id and seq = :seq

-- name: shipment_retrack
update shipment set tracking_number = :tracking_number, carrier = :carrier, service = :service
where shipment_id = :shipment_id

-- Another order's shipment with the same number.
-- name: tracking_elsewhere
select h.shipment_id, c.channel || ':' || o.order_number
from package k join shipment h on h.shipment_id = k.shipment_id
	join orders o on o.order_id = h.order_id join channel c on c.channel_id = o.channel_id
where k.tracking_number = :tracking_number and k.tracking_number <> '' and h.order_id <> :order_id
	and h.state <> 'voided'
order by h.shipment_id limit 1

-- What the order's own package with the number holds: "MUG*2|TEE*1", lines in their order.
-- name: tracking_known
select coalesce((select group_concat(m.v, '|') from (select coalesce(p.sku, l.listing_sku) || '*' || sum(x.quantity) as v
		from package_item x join order_line l on l.order_line_id = x.order_line_id
			left join product p on p.product_id = x.product_id
		where x.shipment_id = k.shipment_id and x.seq = k.seq and l.ships = 1
		group by coalesce(p.sku, l.listing_sku) order by min(l.line_no)) m), '')
from shipment h join package k on k.shipment_id = h.shipment_id
where h.order_id = :order_id and k.tracking_number = :tracking_number and h.kind = 'out' and h.state <> 'voided'
order by h.shipment_id limit 1
-- variant: postgres
select coalesce((select string_agg(m.v, '|') from (select coalesce(p.sku, l.listing_sku) || '*' || sum(x.quantity) as v
		from package_item x join order_line l on l.order_line_id = x.order_line_id
			left join product p on p.product_id = x.product_id
		where x.shipment_id = k.shipment_id and x.seq = k.seq and l.ships = 1
		group by coalesce(p.sku, l.listing_sku) order by min(l.line_no)) m), '')
from shipment h join package k on k.shipment_id = h.shipment_id
where h.order_id = :order_id and k.tracking_number = :tracking_number and h.kind = 'out' and h.state <> 'voided'
order by h.shipment_id limit 1

-- name: tracking_contents
select coalesce(p.sku, ''), l.listing_sku, cast(sum(x.quantity) as bigint)
from shipment h join package k on k.shipment_id = h.shipment_id
	join package_item x on x.shipment_id = k.shipment_id and x.seq = k.seq
	join order_line l on l.order_line_id = x.order_line_id left join product p on p.product_id = x.product_id
where h.order_id = :order_id and k.tracking_number = :tracking_number and h.kind = 'out' and h.state <> 'voided' and l.ships = 1
group by p.sku, l.listing_sku

-- name: ship_latest
select max(shipment_id) from shipment where order_id = :order_id and kind = 'out' and state <> 'voided'

-- name: ship_problems
select code, detail from order_problem where order_id = :order_id and cleared_run is null order by order_problem_id

-- name: shipment_exists
select 1 from shipment where shipment_id = :id
