-- Invariants of stock, cost and places.  Each statement gives the rows that break one: key, what is, what should be, and what the
-- record is called.

-- The ledger of a record tells each step: what a movement left is what the one before left, and its units.
-- name: check_movement_chain
select m.movement_id, m.after, m.before + m.delta,
	p.sku || ' at ' || w.warehouse || '/' || l.location || case when s.lot = '' then '' else ' lot ' || s.lot end || ': ' || m.bucket
from (
	select movement_id, stock_id, bucket, delta, after,
		coalesce(lag(after) over (partition by stock_id, bucket order by movement_id), 0) as before
	from movement /*scan*/
) m
join stock s on s.stock_id = m.stock_id
join product p on p.product_id = s.product_id
join warehouse w on w.warehouse_id = s.warehouse_id
join location l on l.location_id = s.location_id
where m.after <> m.before + m.delta
order by m.movement_id

-- name: check_movement_kind
select m.movement_id, m.kind, m.bucket, 'movement ' || m.movement_id
from movement m /*scan*/
where m.kind not in ('receive', 'unreceive', 'return', 'ship', 'unship', 'transfer-out', 'transfer-in', 'transfer-back', 'move-out',
		'move-in', 'adjust', 'set', 'feed', 'count', 'assemble', 'disassemble', 'merge', 'lock', 'unlock', 'undo')
	or (m.kind in ('lock', 'unlock') and m.bucket <> 'locked')
	or (m.kind in ('ship', 'unship', 'receive', 'adjust') and m.bucket <> 'on_hand')
	or (m.cause_type is null) <> (m.cause_id is null)
order by m.movement_id

-- name: check_stock_lot
select s.stock_id, s.lot, '', p.sku || ' at ' || w.warehouse || '/' || l.location
from stock s /*scan*/
join product p on p.product_id = s.product_id
join warehouse w on w.warehouse_id = s.warehouse_id
join location l on l.location_id = s.location_id
left join lot t on t.product_id = s.product_id and t.lot = s.lot
where s.lot <> '' and t.lot is null
order by s.stock_id

-- Two records may share a rank: expiry and age decide between them.
-- name: check_stock_draw_rank
select s.stock_id, s.draw_rank, '', p.sku || ' at ' || w.warehouse || '/' || l.location
from stock s /*scan*/
join product p on p.product_id = s.product_id
join warehouse w on w.warehouse_id = s.warehouse_id
join location l on l.location_id = s.location_id
where s.draw_rank < 1
order by s.stock_id

-- name: check_order_source
select a.allocation_id, coalesce(x.warehouse, ''), w.warehouse, c.channel || ':' || o.order_number || ' line ' || l.line_no
from allocation a /*scan*/
join stock s on s.stock_id = a.stock_id
join warehouse w on w.warehouse_id = s.warehouse_id
join order_line l on l.order_line_id = a.order_line_id
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
left join warehouse x on x.warehouse_id = o.source_id
where a.closed_run is null and (o.source_id is null or o.source_id <> s.warehouse_id)
order by a.allocation_id

-- name: check_allocation_line
select a.allocation_id, p.sku, coalesce(x.sku, ''), c.channel || ':' || o.order_number || ' line ' || l.line_no
from allocation a /*scan*/
join product p on p.product_id = a.product_id
join order_line l on l.order_line_id = a.order_line_id
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
left join product x on x.product_id = l.product_id
where a.closed_run is null and (l.product_id is null or a.product_id <> l.product_id)
order by a.allocation_id

-- name: check_layer_units_in
select y.layer_id, y.qty_in, coalesce(e.total, 0), p.sku || ' at ' || w.warehouse
from layer y /*scan*/
join product p on p.product_id = y.product_id
join warehouse w on w.warehouse_id = y.warehouse_id
left join (
	select layer_id, cast(sum(quantity) as bigint) as total from layer_event where kind = 'in' group by layer_id
) e on e.layer_id = y.layer_id
where y.qty_in <> coalesce(e.total, 0) or y.qty_in < 1 or y.qty_left > y.qty_in
order by y.layer_id

-- name: check_layer_value_in
select y.layer_id, y.value_in, coalesce(e.total, 0), p.sku || ' at ' || w.warehouse
from layer y /*scan*/
join product p on p.product_id = y.product_id
join warehouse w on w.warehouse_id = y.warehouse_id
left join (
	select layer_id, cast(sum(value) as bigint) as total from layer_event where kind = 'in' group by layer_id
) e on e.layer_id = y.layer_id
where y.value_in <> coalesce(e.total, 0) or y.value_in < 0
order by y.layer_id

-- Units of a layer came in by movements of the same run.
-- name: check_layer_source
select y.layer_id, y.units, coalesce(m.units, 0), p.sku || ' at ' || w.warehouse
from (
	select min(layer_id) as layer_id, run_id, product_id, warehouse_id, cast(sum(qty_in) as bigint) as units
	from layer /*scan*/
	group by run_id, product_id, warehouse_id
) y
join product p on p.product_id = y.product_id
join warehouse w on w.warehouse_id = y.warehouse_id
left join (
	select m.run_id, s.product_id, s.warehouse_id, cast(sum(m.delta) as bigint) as units
	from movement m
	join stock s on s.stock_id = m.stock_id
	where m.bucket = 'on_hand' and m.delta > 0
	group by m.run_id, s.product_id, s.warehouse_id
) m on m.run_id = y.run_id and m.product_id = y.product_id and m.warehouse_id = y.warehouse_id
where y.units > coalesce(m.units, 0)
order by y.layer_id

-- name: check_layer_event
select e.layer_event_id, e.kind, e.quantity, 'layer ' || e.layer_id
from layer_event e /*scan*/
left join shipment h on e.cause_type = 'shipment' and h.shipment_id = e.cause_id
where case e.kind
	when 'in' then e.quantity > 0 and e.cause_type is null
	when 'loss' then e.quantity < 0 and e.cause_type is null
	when 'undo' then e.cause_type is null
	when 'ship' then e.quantity < 0 and h.shipment_id is not null
	when 'unship' then e.quantity > 0 and h.shipment_id is not null
	else 1 = 0 end = (1 = 0)
order by e.layer_event_id

-- What a shipment drew from a layer is what it booked as cost of it.
-- name: check_cogs_layer
select x.shipment_id, x.units, x.layer_id, 'S' || x.shipment_id
from (
	select shipment_id, layer_id, cast(sum(quantity) as bigint) as units, cast(sum(amount) as bigint) as amount
	from (
		select shipment_id, layer_id, quantity, amount from cogs /*scan*/ where layer_id is not null
		union all
		select cause_id, layer_id, quantity, value from layer_event where cause_type = 'shipment'
	) b
	group by shipment_id, layer_id
) x
where x.units <> 0 or x.amount <> 0
order by x.shipment_id, x.layer_id

-- Cost is booked of goods that the shipment holds, from where it left.
-- name: check_cogs_goods
select g.cogs_id, p.sku, w.warehouse, 'S' || g.shipment_id
from cogs g /*scan*/
join shipment h on h.shipment_id = g.shipment_id
join product p on p.product_id = g.product_id
join warehouse w on w.warehouse_id = g.warehouse_id
where h.warehouse_id is null or h.warehouse_id <> g.warehouse_id or (g.basis = 'actual' and g.layer_id is null)
	or (g.basis in ('default', 'none') and g.layer_id is not null) or (g.basis = 'none' and g.amount <> 0)
	or not exists (select 1 from package_item i
		where i.shipment_id = g.shipment_id and i.order_line_id = g.order_line_id and i.product_id = g.product_id)
order by g.cogs_id

-- All units of a line that left a valued warehouse are costed, unless it was not valued meanwhile; those of a voided shipment are taken
-- back.
-- name: check_cogs_units
select i.shipment_id, coalesce(g.units, 0), case when h.state = 'voided' then 0 else i.units end,
	'S' || i.shipment_id || ' line ' || l.line_no
from (
	select shipment_id, order_line_id, cast(sum(quantity) as bigint) as units
	from package_item /*scan*/
	where product_id is not null
	group by shipment_id, order_line_id
) i
join shipment h on h.shipment_id = i.shipment_id
join order_line l on l.order_line_id = i.order_line_id
join warehouse w on w.warehouse_id = h.warehouse_id
left join (
	select shipment_id, order_line_id, cast(sum(quantity) as bigint) as units
	from cogs group by shipment_id, order_line_id
) g on g.shipment_id = i.shipment_id and g.order_line_id = i.order_line_id
where coalesce(g.units, 0) <> case when h.state = 'voided' then 0 else i.units end
	and (g.units is not null
		or (h.kind = 'out' and h.state = 'shipped' and h.is_deducted = 1 and l.ships = 1 and w.is_valued = 1
			and not exists (select 1 from history t
				where t.entity = 'warehouse' and t.entity_id = w.warehouse_id and t.field = 'is_valued')))
order by i.shipment_id, l.line_no

-- Every in-house and virtual warehouse has UNCONFIGURED, every other one has GLOBAL (inventory.md, location).
-- name: check_warehouse_home
select w.warehouse_id, case when w.type in ('in-house', 'virtual') then 'UNCONFIGURED' else 'GLOBAL' end, '', w.warehouse
from warehouse w /*scan*/
where not exists (
	select 1 from location l
	where l.warehouse_id = w.warehouse_id
		and l.location = case when w.type in ('in-house', 'virtual') then 'UNCONFIGURED' else 'GLOBAL' end)
order by w.warehouse_id

-- Nothing is taken from UNCONFIGURED.
-- name: check_warehouse_places
select l.location_id, w.type, l.location, w.warehouse || '/' || l.location
from warehouse w /*scan*/
join location l on l.warehouse_id = w.warehouse_id
where l.location = 'UNCONFIGURED' and l.is_pickable = 1
order by l.location_id

-- name: check_warehouse_rank
select w.warehouse_id, w.rank, coalesce(x.warehouse, ''), w.warehouse
from warehouse w /*scan*/
left join warehouse x on x.rank = w.rank and x.warehouse_id < w.warehouse_id
where w.rank < 1 or x.warehouse_id is not null
order by w.warehouse_id

-- name: check_backup_self
select b.warehouse_id, b.position, '', w.warehouse
from backup b /*scan*/
join warehouse w on w.warehouse_id = b.warehouse_id
where b.backup_id = b.warehouse_id or b.position < 1
order by b.warehouse_id, b.position

-- Nobody is fed by a warehouse that it feeds, over others either.
-- name: check_feed_cycle
with recursive up (start_id, at_id, steps) as (
	select warehouse_id, fed_by, 1 from warehouse /*scan*/ where fed_by is not null
	union all
	select u.start_id, w.fed_by, u.steps + 1
	from up u
	join warehouse w on w.warehouse_id = u.at_id
	where w.fed_by is not null and u.at_id <> u.start_id and u.steps < 1000
)
select w.warehouse_id, f.warehouse, '', w.warehouse
from warehouse w
join warehouse f on f.warehouse_id = w.fed_by
where w.warehouse_id in (select start_id from up where at_id = start_id)
order by w.warehouse_id
