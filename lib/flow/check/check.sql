-- Each statement gives the rows that break one invariant: key, what is, what should be, and the currency of amounts.

-- name: check_order_customer
select o.order_id, u.customer_id, coalesce(u.merged_into, 0)
from orders o /*scan*/ join customer u on u.customer_id = o.customer_id
where u.is_active = 0
order by o.order_id

-- name: check_stock_on_hand
select s.stock_id, s.on_hand, coalesce(m.total, 0)
from stock s /*scan*/
left join (
	select stock_id, cast(sum(delta) as bigint) as total
	from movement where bucket = 'on_hand' group by stock_id
) m on m.stock_id = s.stock_id
where s.on_hand <> coalesce(m.total, 0)
order by s.stock_id

-- name: check_stock_locked
select s.stock_id, s.locked, coalesce(m.total, 0)
from stock s /*scan*/
left join (
	select stock_id, cast(sum(delta) as bigint) as total
	from movement where bucket = 'locked' group by stock_id
) m on m.stock_id = s.stock_id
where s.locked <> coalesce(m.total, 0)
order by s.stock_id

-- name: check_stock_allocated
select s.stock_id, s.allocated, coalesce(a.total, 0)
from stock s /*scan*/
left join (
	select stock_id, cast(sum(quantity) as bigint) as total
	from allocation where closed_run is null group by stock_id
) a on a.stock_id = s.stock_id
where s.allocated <> coalesce(a.total, 0)
order by s.stock_id

-- name: check_stock_oversold
select s.stock_id, s.oversold, coalesce(a.total, 0)
from stock s /*scan*/
left join (
	select stock_id, cast(sum(oversold) as bigint) as total
	from allocation where closed_run is null group by stock_id
) a on a.stock_id = s.stock_id
where s.oversold <> coalesce(a.total, 0)
order by s.stock_id

-- name: check_stock_cover
select stock_id, allocated, (case when on_hand > locked then on_hand - locked else 0 end) + oversold
from stock /*scan*/
where allocated > (case when on_hand > locked then on_hand - locked else 0 end) + oversold
order by stock_id

-- name: check_stock_place
select s.stock_id, w.warehouse, x.warehouse
from stock s /*scan*/
join location l on l.location_id = s.location_id
join warehouse w on w.warehouse_id = s.warehouse_id
join warehouse x on x.warehouse_id = l.warehouse_id
where s.warehouse_id <> l.warehouse_id
order by s.stock_id

-- name: check_allocation_product
select a.allocation_id, p.sku, x.sku
from allocation a /*scan*/
join stock s on s.stock_id = a.stock_id
join product p on p.product_id = a.product_id
join product x on x.product_id = s.product_id
where a.product_id <> s.product_id
order by a.allocation_id

-- name: check_allocation_state
select a.allocation_id, o.status, a.quantity
from allocation a /*scan*/
join order_line l on l.order_line_id = a.order_line_id
join orders o on o.order_id = l.order_id
where a.closed_run is null and o.status in ('cancelled', 'shipped', 'merged')
order by a.allocation_id

-- name: check_allocation_untracked
select a.allocation_id, a.quantity, 0
from allocation a /*scan*/
join order_line l on l.order_line_id = a.order_line_id
left join product p on p.product_id = l.product_id
where a.closed_run is null and (l.ships = 0 or p.product_id is null or p.track_stock = 0)
order by a.allocation_id

-- name: check_line_buckets
select order_line_id, quantity, quantity_shipped + quantity_cancelled + quantity_allocated + quantity_short
from order_line /*scan*/
where quantity <> quantity_shipped + quantity_cancelled + quantity_allocated + quantity_short
	or quantity_shipped < 0 or quantity_cancelled < 0 or quantity_allocated < 0 or quantity_short < 0
order by order_line_id

-- name: check_line_allocated
select l.order_line_id, l.quantity_allocated, coalesce(a.total, 0)
from order_line l /*scan*/
left join (
	select order_line_id, cast(sum(quantity) as bigint) as total
	from allocation where closed_run is null group by order_line_id
) a on a.order_line_id = l.order_line_id
left join product p on p.product_id = l.product_id
where l.ships = 1 and coalesce(p.track_stock, 1) = 1 and l.quantity_allocated <> coalesce(a.total, 0)
order by l.order_line_id

-- name: check_line_untracked
select l.order_line_id, l.quantity_allocated, l.quantity - l.quantity_shipped - l.quantity_cancelled
from order_line l /*scan*/
join orders o on o.order_id = l.order_id
left join product p on p.product_id = l.product_id
where (l.ships = 0 or p.track_stock = 0)
	and l.quantity_allocated <> l.quantity - l.quantity_shipped - l.quantity_cancelled
	and o.status not in ('unprocessed', 'processed-outside', 'merged')
order by l.order_line_id

-- name: check_line_shipped
select l.order_line_id, l.quantity_shipped, coalesce(i.total, 0)
from order_line l /*scan*/
join orders o on o.order_id = l.order_id
left join (
	select i.order_line_id, cast(sum(i.quantity) as bigint) as total
	from package_item i
	join shipment s on s.shipment_id = i.shipment_id
	where s.kind = 'out' and s.state = 'shipped'
	group by i.order_line_id
) i on i.order_line_id = l.order_line_id
where o.is_history = 0 and l.quantity_shipped <> coalesce(i.total, 0)
order by l.order_line_id

-- name: check_line_total
select l.order_line_id, l.line_total, l.unit_price * l.quantity + l.rounding, o.currency
from order_line l /*scan*/
join orders o on o.order_id = l.order_id
where l.line_total <> l.unit_price * l.quantity + l.rounding
order by l.order_line_id

-- name: check_order_item_total
select o.order_id, o.item_total, coalesce(l.total, 0), o.currency
from orders o /*scan*/
left join (
	select order_id, cast(sum(line_total) as bigint) as total from order_line group by order_id
) l on l.order_id = o.order_id
where o.item_total <> coalesce(l.total, 0)
order by o.order_id

-- name: check_order_discount_total
select o.order_id, o.discount_total, o.order_discount + coalesce(l.total, 0), o.currency
from orders o /*scan*/
left join (
	select order_id, cast(sum(line_discount) as bigint) as total from order_line group by order_id
) l on l.order_id = o.order_id
where o.discount_total <> o.order_discount + coalesce(l.total, 0)
order by o.order_id

-- name: check_order_tax_total
select o.order_id, o.tax_total, o.order_tax + coalesce(l.total, 0), o.currency
from orders o /*scan*/
left join (
	select order_id, cast(sum(line_tax) as bigint) as total from order_line group by order_id
) l on l.order_id = o.order_id
where o.tax_total <> o.order_tax + coalesce(l.total, 0)
order by o.order_id

-- name: check_order_total
select order_id, order_total - total_diff, item_total - discount_total + shipping_paid + other_cost
	+ case when prices_include_tax = 1 then 0 else tax_total end, currency
from orders /*scan*/
where order_total - total_diff <> item_total - discount_total + shipping_paid + other_cost
	+ case when prices_include_tax = 1 then 0 else tax_total end
order by order_id

-- name: check_layer_quantity
select y.layer_id, y.qty_left, coalesce(e.total, 0)
from layer y /*scan*/
left join (
	select layer_id, cast(sum(quantity) as bigint) as total from layer_event group by layer_id
) e on e.layer_id = y.layer_id
where y.qty_left <> coalesce(e.total, 0) or y.qty_left < 0
order by y.layer_id

-- name: check_layer_value
select y.layer_id, y.value_left, coalesce(e.total, 0), c.value
from layer y /*scan*/
left join (
	select layer_id, cast(sum(value) as bigint) as total from layer_event group by layer_id
) e on e.layer_id = y.layer_id
left join setting c on c.name = 'company.currency'
where y.value_left <> coalesce(e.total, 0) or y.value_left < 0
order by y.layer_id

-- name: check_layer_end
select y.layer_id, y.value_left, 0, c.value
from layer y /*scan*/
left join setting c on c.name = 'company.currency'
where y.qty_left = 0 and y.value_left <> 0
order by y.layer_id

-- name: check_wait_held
select w.order_id, w.held, coalesce(a.total, 0)
from order_wait w /*scan*/
left join (
	select l.order_id, a.product_id, s.warehouse_id, cast(sum(a.quantity) as bigint) as total
	from allocation a
	join order_line l on l.order_line_id = a.order_line_id
	join stock s on s.stock_id = a.stock_id
	where a.closed_run is null
	group by l.order_id, a.product_id, s.warehouse_id
) a on a.order_id = w.order_id and a.product_id = w.product_id and a.warehouse_id = w.warehouse_id
where w.held <> coalesce(a.total, 0)
order by w.order_id, w.product_id

-- name: check_wait_place
select w.order_id, w.created_at, o.created_at
from order_wait w /*scan*/
join orders o on o.order_id = w.order_id
where w.created_at <> o.created_at
order by w.order_id, w.product_id

-- An order waits while it may claim and a line that ships lacks units or a usable product; it then stands in the queue of its
-- source with every product of its open lines.

-- name: check_wait_missing
select o.order_id, p.sku, w.warehouse
from orders o /*scan*/
join order_line l on l.order_id = o.order_id
join product p on p.product_id = l.product_id
join warehouse w on w.warehouse_id = o.source_id
where o.status not in ('unprocessed', 'merged', 'cancelled', 'shipped', 'processed-outside', 'pending-fulfillment')
	and (o.payment_date is not null
		or coalesce((select value from setting where name = 'order.reserve_unpaid'), 'yes') = 'yes')
	and not exists (select 1 from hold h
		where h.order_id = o.order_id and h.cleared_run is null and h.stock_released = 1)
	and l.ships = 1 and l.quantity_allocated + l.quantity_short > 0
	and p.track_stock = 1 and p.is_active = 1 and p.kind <> 'virtual'
	and exists (
		select 1 from order_line x
		left join product y on y.product_id = x.product_id
		where x.order_id = o.order_id and x.ships = 1 and x.quantity_allocated + x.quantity_short > 0
			and coalesce(y.track_stock, 1) = 1
			and (x.quantity_short > 0 or y.product_id is null or y.is_active = 0 or y.kind = 'virtual'))
	and not exists (select 1 from order_wait q
		where q.order_id = o.order_id and q.product_id = l.product_id and q.warehouse_id = o.source_id)
group by o.order_id, p.sku, w.warehouse
order by o.order_id, p.sku

-- The "+ 0" keeps the look-up on the lines of the one order, not on all lines of the product.

-- name: check_wait_extra
select q.order_id, w.warehouse, p.sku
from order_wait q /*scan*/
join orders o on o.order_id = q.order_id
join warehouse w on w.warehouse_id = q.warehouse_id
join product p on p.product_id = q.product_id
where o.status in ('unprocessed', 'merged', 'cancelled', 'shipped', 'processed-outside', 'pending-fulfillment')
	or o.source_id is null or o.source_id <> q.warehouse_id
	or (o.payment_date is null
		and coalesce((select value from setting where name = 'order.reserve_unpaid'), 'yes') = 'no')
	or exists (select 1 from hold h
		where h.order_id = o.order_id and h.cleared_run is null and h.stock_released = 1)
	or not exists (
		select 1 from order_line l
		where l.order_id = o.order_id and l.product_id + 0 = q.product_id and l.ships = 1
			and l.quantity_allocated + l.quantity_short > 0)
	or not exists (
		select 1 from order_line x
		left join product y on y.product_id = x.product_id
		where x.order_id = o.order_id and x.ships = 1 and x.quantity_allocated + x.quantity_short > 0
			and coalesce(y.track_stock, 1) = 1
			and (x.quantity_short > 0 or y.product_id is null or y.is_active = 0 or y.kind = 'virtual'))
order by q.order_id, q.product_id

-- The facts of every order beside what is stored of them; problems and holds come in the same order.

-- name: check_order_last
select max(order_id) from orders

-- name: check_order_facts
select o.order_id, coalesce(c.channel, '?') || ':' || o.order_number, o.status, o.problems, o.first_problem, o.holds,
	o.hold_until, o.stock_state, o.fulfilled, o.method, o.fulfilled_by, o.is_history, o.cancelled_at, o.payment_date,
	coalesce(l.units, 0), coalesce(l.shipped, 0), coalesce(l.cancelled, 0), coalesce(l.stocked, 0),
	coalesce(l.allocated, 0), coalesce(l.goods_shipped, 0), coalesce(l.goods_cancelled, 0)
from orders o /*scan*/
left join channel c on c.channel_id = o.channel_id
left join (
	select l.order_id, cast(sum(l.quantity) as bigint) as units, cast(sum(l.quantity_shipped) as bigint) as shipped,
		cast(sum(l.quantity_cancelled) as bigint) as cancelled,
		cast(sum(case when l.ships = 1 and coalesce(p.track_stock, 1) = 1
			then l.quantity - l.quantity_shipped - l.quantity_cancelled else 0 end) as bigint) as stocked,
		cast(sum(case when l.ships = 1 and coalesce(p.track_stock, 1) = 1
			then l.quantity_allocated else 0 end) as bigint) as allocated,
		cast(sum(l.ships * l.quantity_shipped) as bigint) as goods_shipped,
		cast(sum(l.ships * l.quantity_cancelled) as bigint) as goods_cancelled
	from order_line l
	left join product p on p.product_id = l.product_id
	group by l.order_id
) l on l.order_id = o.order_id
order by o.order_id

-- name: check_order_problems
select order_id, code from order_problem /*scan*/
where cleared_run is null order by order_id, order_problem_id

-- name: check_order_holds
select order_id, kind, hold_until from hold /*scan*/
where cleared_run is null order by order_id, hold_id

-- name: check_event_pending
select event_id, kind, run_id from event /*scan*/ where done_run is null order by event_id

-- What a record is called in a message.

-- name: check_name_stock
select coalesce(p.sku, '?') || ' at ' || coalesce(w.warehouse, '?') || '/' || coalesce(l.location, '?')
	|| case when s.lot = '' then '' else ' lot ' || s.lot end
from stock s
left join product p on p.product_id = s.product_id
left join warehouse w on w.warehouse_id = s.warehouse_id
left join location l on l.location_id = s.location_id
where s.stock_id = :id

-- name: check_name_order
select coalesce(c.channel, '?') || ':' || o.order_number
from orders o
left join channel c on c.channel_id = o.channel_id
where o.order_id = :id

-- name: check_name_line
select coalesce(c.channel, '?') || ':' || coalesce(o.order_number, '?') || ' line ' || l.line_no
from order_line l
left join orders o on o.order_id = l.order_id
left join channel c on c.channel_id = o.channel_id
where l.order_line_id = :id

-- name: check_name_allocation
select coalesce(c.channel, '?') || ':' || coalesce(o.order_number, '?') || ' line ' || coalesce(l.line_no, 0)
from allocation a
left join order_line l on l.order_line_id = a.order_line_id
left join orders o on o.order_id = l.order_id
left join channel c on c.channel_id = o.channel_id
where a.allocation_id = :id

-- name: check_name_layer
select coalesce(p.sku, '?') || ' at ' || coalesce(w.warehouse, '?')
from layer y
left join product p on p.product_id = y.product_id
left join warehouse w on w.warehouse_id = y.warehouse_id
where y.layer_id = :id

-- Repair: counters out of their ledgers, all of one record at once, and only where the result may stand.

-- name: check_counters_stock
select on_hand, locked, allocated, oversold from stock where stock_id = :id

-- name: check_rebuild_stock
update stock
set on_hand = x.on_hand, locked = x.locked, allocated = x.allocated, oversold = x.oversold
from (
	select coalesce((select cast(sum(delta) as bigint) from movement
			where stock_id = :id and bucket = 'on_hand'), 0) as on_hand,
		coalesce((select cast(sum(delta) as bigint) from movement
			where stock_id = :id and bucket = 'locked'), 0) as locked,
		coalesce((select cast(sum(quantity) as bigint) from allocation
			where stock_id = :id and closed_run is null), 0) as allocated,
		coalesce((select cast(sum(oversold) as bigint) from allocation
			where stock_id = :id and closed_run is null), 0) as oversold
) x
where stock.stock_id = :id and x.locked >= 0 and x.locked <= 100000000 and x.on_hand <= 100000000
	and x.allocated <= (case when x.on_hand > x.locked then x.on_hand - x.locked else 0 end) + x.oversold

-- name: check_counters_line
select quantity_allocated, quantity_short from order_line where order_line_id = :id

-- name: check_rebuild_line
update order_line
set quantity_allocated = x.allocated, quantity_short = x.units - x.allocated
from (
	select l.quantity - l.quantity_shipped - l.quantity_cancelled as units,
		case when l.ships = 0 or p.track_stock = 0 then l.quantity - l.quantity_shipped - l.quantity_cancelled
		else coalesce((select cast(sum(a.quantity) as bigint) from allocation a
			where a.order_line_id = l.order_line_id and a.closed_run is null), 0) end as allocated
	from order_line l
	left join product p on p.product_id = l.product_id
	where l.order_line_id = :id
) x
where order_line.order_line_id = :id and x.allocated >= 0 and x.units >= x.allocated
	and order_line.quantity_shipped >= 0 and order_line.quantity_cancelled >= 0

-- Values of a field whose kind of record the key is not, or that hold a number where a text belongs and the other way round.
-- name: check_custom_value
select v.record_id, f.entity || ':' || f.name,
	case when coalesce(p.product_id, o.order_id, u.customer_id) is null then 'no such record' else 'another type' end
from custom_value v /*scan*/ join custom_field f on f.custom_field_id = v.custom_field_id
	left join product p on f.entity = 'product' and p.product_id = v.record_id
	left join orders o on f.entity = 'order' and o.order_id = v.record_id
	left join customer u on f.entity = 'customer' and u.customer_id = v.record_id
where coalesce(p.product_id, o.order_id, u.customer_id) is null
	or (f.type in ('text', 'list')) <> (v.num is null) or (f.type in ('text', 'list')) <> (v.value <> '')
order by v.record_id, v.custom_field_id

-- name: check_name_custom
select 'record ' || :id
