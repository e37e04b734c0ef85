-- Invariants of shipments and pick lists.  Each statement gives the rows that break one: key, what is, what should be, and what the
-- record is called.

-- Units that a shipment holds left their records by its movements, and came back when it was voided.
-- name: check_shipment_moved
select x.shipment_id, x.units, coalesce(p.sku, '?'), 'S' || x.shipment_id
from (
	select shipment_id, stock_id, cast(sum(units) as bigint) as units
	from (
		select i.shipment_id, i.stock_id, i.quantity as units
		from package_item i /*scan*/
		join shipment h on h.shipment_id = i.shipment_id
		where h.kind = 'out' and h.state = 'shipped' and h.is_deducted = 1 and i.stock_id is not null
		union all
		select cause_id, stock_id, delta from movement where cause_type = 'shipment' and bucket = 'on_hand'
	) b
	group by shipment_id, stock_id
) x
left join stock s on s.stock_id = x.stock_id
left join product p on p.product_id = s.product_id
where x.units <> 0
order by x.shipment_id, x.stock_id

-- Goods that nobody deducts come from no record; goods with stock that are deducted come from one, unless they had none meanwhile.
-- name: check_shipment_deducted
select h.shipment_id, case when h.is_deducted = 1 then 'yes' else 'no' end, p.sku, 'S' || h.shipment_id
from package_item i /*scan*/
join shipment h on h.shipment_id = i.shipment_id
join order_line l on l.order_line_id = i.order_line_id
join product p on p.product_id = i.product_id
where (h.is_deducted = 0 and i.stock_id is not null)
	or (h.is_deducted = 1 and i.stock_id is null and l.ships = 1 and p.track_stock = 1
		and not exists (select 1 from history t
			where t.entity = 'product' and t.entity_id = p.product_id and t.field in ('track_stock', 'is_digital')))
order by h.shipment_id

-- name: check_shipment_state
select h.shipment_id, h.state, '', 'S' || h.shipment_id
from shipment h /*scan*/
where (h.state = 'voided') <> (h.voided_at is not null)
	or (h.state = 'shipped' and h.shipped_at is null)
	or h.state not in ('open', 'labelled', 'shipped', 'received', 'voided')
	or h.kind not in ('out', 'return')
	or h.source not in ('label', 'mark', 'import', 'channel', '3pl', 'bot', 'digital')
order by h.shipment_id

-- name: check_shipment_tracking
select h.shipment_id, h.tracking_number, k.tracking_number, 'S' || h.shipment_id
from shipment h /*scan*/
join package k on k.shipment_id = h.shipment_id and k.seq = 1
where k.tracking_number <> h.tracking_number
order by h.shipment_id

-- name: check_package_seq
select h.shipment_id, coalesce(k.units, 0), coalesce(k.last, 0), 'S' || h.shipment_id
from shipment h /*scan*/
left join (
	select shipment_id, count(*) as units, max(seq) as last, min(seq) as first from package group by shipment_id
) k on k.shipment_id = h.shipment_id
where k.units is null or k.units <> k.last or k.first <> 1
order by h.shipment_id

-- name: check_item_no
select i.shipment_id, i.units, i.last, 'S' || i.shipment_id || ' package ' || i.seq
from (
	select shipment_id, seq, count(*) as units, max(item_no) as last, min(item_no) as first
	from package_item /*scan*/
	group by shipment_id, seq
) i
left join package k on k.shipment_id = i.shipment_id and k.seq = i.seq
where i.units <> i.last or i.first <> 1 or k.seq is null
order by i.shipment_id, i.seq

-- name: check_item_order
select i.shipment_id, c.channel || ':' || o.order_number, i.quantity, 'S' || i.shipment_id || ' package ' || i.seq
from package_item i /*scan*/
join shipment h on h.shipment_id = i.shipment_id
join order_line l on l.order_line_id = i.order_line_id
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
where l.order_id <> h.order_id or i.quantity < 1
order by i.shipment_id, i.seq, i.item_no

-- A line whose shipment was voided is open again, and may get another product.
-- name: check_item_product
select i.shipment_id, coalesce(p.sku, ''), coalesce(x.sku, ''), 'S' || i.shipment_id || ' package ' || i.seq || ' line ' || l.line_no
from package_item i /*scan*/
join shipment h on h.shipment_id = i.shipment_id
join order_line l on l.order_line_id = i.order_line_id
left join product p on p.product_id = i.product_id
left join product x on x.product_id = l.product_id
where h.state <> 'voided' and coalesce(i.product_id, 0) <> coalesce(l.product_id, 0)
order by i.shipment_id, i.seq, i.item_no

-- name: check_item_stock
select i.shipment_id, coalesce(p.sku, '') || ' from ' || coalesce(w.warehouse, ''), x.sku || ' at ' || y.warehouse,
	'S' || i.shipment_id || ' package ' || i.seq
from package_item i /*scan*/
join shipment h on h.shipment_id = i.shipment_id
join stock s on s.stock_id = i.stock_id
join product x on x.product_id = s.product_id
join warehouse y on y.warehouse_id = s.warehouse_id
left join product p on p.product_id = i.product_id
left join warehouse w on w.warehouse_id = h.warehouse_id
where coalesce(i.product_id, 0) <> s.product_id or coalesce(h.warehouse_id, 0) <> s.warehouse_id
order by i.shipment_id, i.seq, i.item_no

-- An open list has nothing confirmed, a done one everything, one under way has some of both.
-- name: check_pick_state
select y.pick_list_id, y.state, case when x.confirmed = 0 then 'open' when x.confirmed < x.lines then 'picking' else 'done' end,
	'PL' || y.pick_list_id
from pick_list y /*scan*/
left join (
	select pick_list_id, count(*) as lines, count(picked) as confirmed from pick_line group by pick_list_id
) x on x.pick_list_id = y.pick_list_id
where y.state <> 'cancelled'
	and (x.lines is null
		or y.state <> case when x.confirmed = 0 then 'open' when x.confirmed < x.lines then 'picking' else 'done' end)
order by y.pick_list_id

-- name: check_pick_seq
select pick_list_id, count(*), max(seq), 'PL' || pick_list_id
from pick_line /*scan*/
group by pick_list_id
having count(*) <> max(seq) or min(seq) <> 1
order by pick_list_id

-- name: check_pick_line
select x.pick_list_id, coalesce(x.picked, 0), x.quantity, 'PL' || x.pick_list_id || ' line ' || x.seq
from pick_line x /*scan*/
where x.quantity < 1 or x.picked < 0 or x.picked > x.quantity or x.tote < 0
order by x.pick_list_id, x.seq

-- name: check_pick_place
select x.pick_list_id, c.channel || ':' || o.order_number || ' line ' || l.line_no, p.sku, 'PL' || x.pick_list_id || ' line ' || x.seq
from pick_line x /*scan*/
join pick_list y on y.pick_list_id = x.pick_list_id
join order_line l on l.order_line_id = x.order_line_id
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
join product p on p.product_id = x.product_id
left join stock s on s.stock_id = x.stock_id
where l.order_id <> x.order_id or s.product_id <> x.product_id or s.warehouse_id <> y.warehouse_id
order by x.pick_list_id, x.seq

-- name: check_line_picked
select l.order_line_id, l.quantity_picked, coalesce(x.units, 0), c.channel || ':' || o.order_number || ' line ' || l.line_no
from order_line l /*scan*/
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
left join (
	select order_line_id, cast(sum(picked) as bigint) as units from pick_line group by order_line_id
) x on x.order_line_id = l.order_line_id
where l.quantity_picked < 0 or l.quantity_picked > l.quantity or l.quantity_picked > coalesce(x.units, 0)
order by l.order_line_id

-- name: check_slip_print
select t.order_id, t.shipment_id, t.copies, c.channel || ':' || o.order_number
from slip_print t /*scan*/
join orders o on o.order_id = t.order_id
join channel c on c.channel_id = o.channel_id
left join shipment h on h.shipment_id = t.shipment_id
where t.copies < 1 or (t.shipment_id <> 0 and (h.order_id is null or h.order_id <> t.order_id))
order by t.order_id
