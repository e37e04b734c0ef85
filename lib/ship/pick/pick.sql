-- Pick lists: making, confirming, cancelling; and the fields of lists and filters.

-- name: pick_order
select c.channel || ':' || o.order_number, o.status, o.source_id, w.warehouse, w.pick_item_order,
	(select max(x.pick_list_id) from pick_line x join pick_list y on y.pick_list_id = x.pick_list_id
		where x.order_id = o.order_id and y.state in ('open', 'picking')),
	o.ship_by, case when o.carrier <> '' then o.carrier else o.requested_service end
from orders o join channel c on c.channel_id = o.channel_id left join warehouse w on w.warehouse_id = o.source_id
where o.order_id = :order_id

-- A row an allocation, and where nothing is allocated a row a line; what has no stock lies nowhere and is not fetched.
-- name: pick_units
select l.order_line_id, l.line_no, l.product_id, p.sku, p.name, l.quantity_short,
	a.stock_id, a.quantity, s.draw_rank, t.expires_on, g.sort_key, s.warehouse_id,
	(select v.value from product_value v where v.product_id = l.product_id and v.list = 'category' and v.rank = 1),
	g.location
from order_line l left join product p on p.product_id = l.product_id
	left join allocation a on a.order_line_id = l.order_line_id and a.closed_run is null
	left join stock s on s.stock_id = a.stock_id left join location g on g.location_id = s.location_id
	left join lot t on t.product_id = s.product_id and t.lot = s.lot
where l.order_id = :order_id and l.ships = 1 and coalesce(p.track_stock, 1) = 1
	and l.quantity > l.quantity_shipped + l.quantity_cancelled
order by l.line_no, a.allocation_id

-- name: pick_list_insert
insert into pick_list (pick_list_id, kind, warehouse_id, cut_by, part, item_order, created_at, created_run)
values (:pick_list_id, :kind, :warehouse_id, :cut_by, :part, :item_order, :now, :run_id)

-- name: pick_line_insert
insert into pick_line (pick_list_id, seq, order_id, order_line_id, product_id, stock_id, quantity, tote)
values (:pick_list_id, :seq, :order_id, :order_line_id, :product_id, :stock_id, :quantity, :tote)

-- name: pick_list_state
select state from pick_list where pick_list_id = :pick_list_id

-- name: pick_list_set_state
update pick_list set state = :state where pick_list_id = :pick_list_id

-- name: pick_lines
select x.seq, x.order_id, x.order_line_id, x.product_id, x.stock_id, x.quantity, x.picked, p.sku, p.track_stock,
	case when o.status in ('on-hold', 'cancelled', 'merged', 'shipped') or o.source_id is null
		or o.source_id <> y.warehouse_id then 1 else 0 end
from pick_line x join pick_list y on y.pick_list_id = x.pick_list_id join orders o on o.order_id = x.order_id
	join product p on p.product_id = x.product_id
where x.pick_list_id = :pick_list_id order by x.seq

-- name: pick_line_set
update pick_line set picked = :picked where pick_list_id = :pick_list_id and seq = :seq

-- name: pick_line_count
update order_line set quantity_picked = quantity_picked + :picked
where order_line_id = :order_line_id and quantity_picked + :picked <= quantity - quantity_cancelled

-- Units that are not picked after all; what was put back since stays put back.
-- name: pick_line_uncount
update order_line set quantity_picked = case when quantity_picked > :picked then quantity_picked - :picked else 0 end
where order_line_id = :order_line_id

-- Firm no more, unless another line of a list says that units were fetched there.
-- name: pick_loosen
update allocation set is_firm = 0
where order_line_id = :order_line_id and stock_id = :stock_id and closed_run is null and is_firm = 1
	and not exists (select 1 from pick_line x
		where x.order_id = :order_id and x.order_line_id = :order_line_id and x.stock_id = :stock_id and x.picked > 0)

-- The orders of a list that stand on another list by now.
-- name: pick_elsewhere
select c.channel || ':' || o.order_number, y.pick_list_id
from pick_line x join pick_line z on z.order_id = x.order_id and z.pick_list_id <> x.pick_list_id
	join pick_list y on y.pick_list_id = z.pick_list_id
	join orders o on o.order_id = x.order_id join channel c on c.channel_id = o.channel_id
where x.pick_list_id = :pick_list_id and y.state in ('open', 'picking')
order by x.seq, y.pick_list_id limit 1

-- name: pick_claim
select a.allocation_id, a.quantity, a.oversold, s.on_hand - s.locked, s.allocated
from allocation a join stock s on s.stock_id = a.stock_id
where a.order_line_id = :order_line_id and a.stock_id = :stock_id and a.closed_run is null
order by a.is_firm, a.allocation_id

-- Picked units are never taken back.
-- name: pick_firm
update allocation set is_firm = 1
where order_line_id = :order_line_id and stock_id = :stock_id and closed_run is null and is_firm = 0

-- What is confirmed counts while the list is not done: to confirm a done one changes nothing.
-- name: pick_places
select x.quantity, g.location, p.sku, case when y.state = 'picking' then x.picked end
from pick_line x join pick_list y on y.pick_list_id = x.pick_list_id join product p on p.product_id = x.product_id
	left join stock s on s.stock_id = x.stock_id left join location g on g.location_id = s.location_id
where x.pick_list_id = :pick_list_id order by x.seq

-- name: pick_exists
select 1 from pick_list where pick_list_id = :id

-- ---- fields

-- field: pick.from
pick_list y left join warehouse w on w.warehouse_id = y.warehouse_id

-- field: pick.pick_list_id
y.pick_list_id

-- field: pick.number
'PL' || y.pick_list_id

-- field: pick.kind
y.kind

-- field: pick.warehouse
w.warehouse

-- field: pick.zone
w.time_zone

-- field: pick.state
y.state

-- field: pick.item_order
y.item_order

-- field: pick.cut_by
y.cut_by

-- field: pick.part
y.part

-- field: pick.printed_count
y.printed_count

-- field: pick.created_at
y.created_at

-- field: pick.run_id
y.created_run

-- field: pick.order_count
(select count(distinct x.order_id) from pick_line x where x.pick_list_id = y.pick_list_id)

-- field: pick.line_count
(select count(*) from pick_line x where x.pick_list_id = y.pick_list_id)

-- field: pick.unit_count
(select cast(coalesce(sum(x.quantity), 0) as bigint) from pick_line x where x.pick_list_id = y.pick_list_id)

-- field: pick.picked_count
(select cast(coalesce(sum(x.picked), 0) as bigint) from pick_line x where x.pick_list_id = y.pick_list_id)

-- field: pick.unallocated
(select cast(coalesce(sum(x.quantity), 0) as bigint) from pick_line x join product p on p.product_id = x.product_id
	where x.pick_list_id = y.pick_list_id and x.stock_id is null and p.track_stock = 1)

-- field: pick.lines_frame
pick_line x join orders o on o.order_id = x.order_id join channel c on c.channel_id = o.channel_id
	join order_line l on l.order_line_id = x.order_line_id join product p on p.product_id = x.product_id
	left join stock s on s.stock_id = x.stock_id left join location g on g.location_id = s.location_id
	left join lot t on t.product_id = s.product_id and t.lot = s.lot
	where x.pick_list_id = y.pick_list_id

-- field: pick.lines_join
 join pick_line x on x.pick_list_id = y.pick_list_id join orders o on o.order_id = x.order_id
	join channel c on c.channel_id = o.channel_id join order_line l on l.order_line_id = x.order_line_id
	join product p on p.product_id = x.product_id left join stock s on s.stock_id = x.stock_id
	left join location g on g.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot

-- field: pick_line.from
pick_line x join pick_list y on y.pick_list_id = x.pick_list_id join orders o on o.order_id = x.order_id
	join channel c on c.channel_id = o.channel_id join order_line l on l.order_line_id = x.order_line_id
	join product p on p.product_id = x.product_id left join stock s on s.stock_id = x.stock_id
	left join location g on g.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot

-- field: pick_line.key
x.pick_list_id * 1000000 + x.seq

-- field: pick_line.ids
'PL' || x.pick_list_id || ':' || x.seq

-- field: pick_line.pick_list
'PL' || x.pick_list_id

-- field: pick_line.pick_list_id
x.pick_list_id

-- field: pick_line.line_no
x.seq

-- field: pick_line.order
c.channel || ':' || o.order_number

-- field: pick_line.order_id
x.order_id

-- field: pick_line.status
o.status

-- field: pick_line.sku
p.sku

-- field: pick_line.listing_sku
l.listing_sku

-- field: pick_line.name
p.name

-- field: pick_line.upc
p.upc

-- field: pick_line.location
g.location

-- field: pick_line.lot
s.lot

-- field: pick_line.expires_on
t.expires_on

-- field: pick_line.quantity
x.quantity

-- field: pick_line.picked
x.picked

-- field: pick_line.tote
case when x.tote > 0 then x.tote end

-- field: pick_line.is_allocated
case when x.stock_id is null then 0 else 1 end

-- field: pick_line.is_struck
case when o.status in ('on-hold', 'cancelled', 'merged', 'shipped') or o.source_id is null
	or o.source_id <> y.warehouse_id then 1 else 0 end

-- Units of an open allocation that were fetched and have not left: what pick lists found of the line at this record, less what was shipped
-- of it, unless they were put back since.
-- field: allocation.picked
case when a.closed_run is null and a.is_firm = 1 and l.quantity_picked > l.quantity_shipped then
	(select case when n.units > a.quantity then a.quantity when n.units > 0 then n.units else 0 end
		from (select cast(coalesce(sum(x.picked), 0) as bigint)
				- (select cast(coalesce(sum(i.quantity), 0) as bigint)
					from shipment h join package_item i on i.shipment_id = h.shipment_id
					where h.order_id = l.order_id and h.kind = 'out' and h.state <> 'voided'
						and i.order_line_id = a.order_line_id and i.stock_id = a.stock_id) as units
			from pick_line x join pick_list y on y.pick_list_id = x.pick_list_id
			where x.order_id = l.order_id and x.order_line_id = a.order_line_id and x.stock_id = a.stock_id
				and y.state <> 'cancelled') n)
else 0 end
