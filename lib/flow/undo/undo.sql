-- What a run did, as steps that take it back: {entity, key, name, later run, field, old, new, number}.  A later run is one that touched
-- the same since and still counts: it is neither an undo nor undone, since those cancel each other out.

-- name: undo_run
select undone_by, undoes, created + updated, at,
	case when exists (select 1 from run f where f.run_id < :run_id) then 0 else 1 end
from run where run_id = :run_id

-- name: undo_mark_run
update run set undoes = :undone_id where run_id = :run_id

-- name: undo_mark_undone
update run set undone_by = :by_id where run_id = :run_id

-- name: undo_shipments
select 'shipment', h.shipment_id, 'S' || h.shipment_id, (select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'shipment' and t.entity_id = h.shipment_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	'state', h.state, 'voided', h.order_id
from shipment h /*scan*/
where h.created_run = :run_id and h.state <> 'voided'
order by h.shipment_id desc

-- name: undo_picks
select 'pick_list', k.pick_list_id, 'PL' || k.pick_list_id, (select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'pick_list' and t.entity_id = k.pick_list_id and t.field <> 'printed_count' and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	'state', k.state, 'cancelled', 0
from pick_list k /*scan*/
where k.created_run = :run_id and k.state <> 'cancelled'
order by k.pick_list_id desc

-- name: undo_holds_set
select 'order', o.order_id, c.channel || ':' || o.order_number,
	(select x.run_id from run x where x.run_id = h.cleared_run and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	'hold', null, null, h.hold_id
from hold h /*scan*/ join orders o on o.order_id = h.order_id join channel c on c.channel_id = o.channel_id
where h.opened_run = :run_id and (h.cleared_run is null or h.cleared_run <> :run_id)
order by h.hold_id desc

-- name: undo_holds_cleared
select 'order', o.order_id, c.channel || ':' || o.order_number,
	(select max(n.opened_run) from hold n where n.order_id = h.order_id and n.cleared_run is null and :at >= 0),
	'hold', case when h.stock_released = 1 then 'yes' else 'no' end, h.note, coalesce(h.hold_until, 0)
from hold h /*scan*/ join orders o on o.order_id = h.order_id join channel c on c.channel_id = o.channel_id
where h.cleared_run = :run_id and h.opened_run <> :run_id
order by h.hold_id desc

-- name: undo_edits
select g.entity, g.entity_id,
	case g.entity when 'order' then oc.channel || ':' || o.order_number when 'product' then p.sku when 'channel' then ch.channel
		when 'listing' then lc.channel || ':' || li.listing_sku when 'warehouse' then w.warehouse
		when 'location' then lw.warehouse || '/' || lo.location
		when 'stock' then sp.sku || ' at ' || sw.warehouse || '/' || sl.location
		when 'field' then (select f.entity || ':' || f.name from custom_field f where f.custom_field_id = g.entity_id)
		when 'label' then (select b.label from label b where b.label_id = g.entity_id)
		when 'user' then (select u.login from users u where u.user_id = g.entity_id)
		when 'zone' then (select z.country || '-' || z.state || coalesce(':' || q.sku, '')
			from zone z left join product q on q.product_id = z.product_id where z.zone_id = g.entity_id)
		when 'view' then (select v.name from saved_view v where v.view_id = g.entity_id)
		when 'shipment' then 'S' || g.entity_id when 'pick_list' then 'PL' || g.entity_id
		when 'setting' then g.field else '' || g.entity_id end,
	(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = g.entity and t.entity_id = g.entity_id and (t.field = g.field or t.field = 'erased_at') and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	g.field, a.old_value, b.new_value, 0
from (select h.entity as entity, h.entity_id as entity_id, h.field as field, min(h.history_id) as first_id, max(h.history_id) as last_id
	from history h /*scan*/ where h.run_id = :run_id group by h.entity, h.entity_id, h.field) g
	join history a on a.history_id = g.first_id
	join history b on b.history_id = g.last_id
	join (select h.entity as entity, h.entity_id as entity_id, max(h.history_id) as last_id
		from history h /*scan*/ where h.run_id = :run_id group by h.entity, h.entity_id) e
		on e.entity = g.entity and e.entity_id = g.entity_id
	left join orders o on g.entity = 'order' and o.order_id = g.entity_id
	left join channel oc on oc.channel_id = o.channel_id
	left join product p on g.entity = 'product' and p.product_id = g.entity_id
	left join channel ch on g.entity = 'channel' and ch.channel_id = g.entity_id
	left join listing li on g.entity = 'listing' and li.listing_id = g.entity_id
	left join channel lc on lc.channel_id = li.channel_id
	left join warehouse w on g.entity = 'warehouse' and w.warehouse_id = g.entity_id
	left join location lo on g.entity = 'location' and lo.location_id = g.entity_id
	left join warehouse lw on lw.warehouse_id = lo.warehouse_id
	left join stock s on g.entity = 'stock' and s.stock_id = g.entity_id
	left join product sp on sp.product_id = s.product_id
	left join warehouse sw on sw.warehouse_id = s.warehouse_id
	left join location sl on sl.location_id = s.location_id
order by e.last_id desc, g.last_id

-- name: undo_orders_made
select 'order', o.order_id, c.channel || ':' || o.order_number,
	coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'order' and t.entity_id = o.order_id and t.field <> 'status' and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
		(select max(x.run_id) from hold h join run x on x.run_id = h.opened_run where h.order_id = o.order_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
		(select max(x.run_id) from shipment h join run x on x.run_id = h.created_run
			where h.order_id = o.order_id and h.state <> 'voided' and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null)),
	'created', null, null, o.is_history
from orders o /*scan*/ join channel c on c.channel_id = o.channel_id
where o.created_run = :run_id
order by o.order_id desc

-- name: undo_movements
select 'stock', m.stock_id, p.sku || ' at ' || w.warehouse || '/' || l.location,
	(select max(x.run_id) from movement t join run x on x.run_id = t.run_id
		where t.stock_id = m.stock_id and t.movement_id > m.movement_id and t.bucket = m.bucket and t.kind in ('set', 'count')
			and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	m.bucket, '' || m.movement_id, null, -m.delta
from movement m /*scan*/ join stock s on s.stock_id = m.stock_id join product p on p.product_id = s.product_id
	join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id
where m.run_id = :run_id and (m.cause_type is null or m.cause_type <> 'shipment')
order by m.movement_id desc

-- name: undo_zones_made
select 'zone', z.zone_id, z.country || '-' || z.state || coalesce(':' || p.sku, ''),
	(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'zone' and t.entity_id = z.zone_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
	'warehouse', null, w.warehouse, 0
from zone z /*scan*/ join warehouse w on w.warehouse_id = z.warehouse_id left join product p on p.product_id = z.product_id
where z.created_run = :run_id
order by z.zone_id desc

-- Units that were cancelled while the rest of an order went on.
-- name: undo_rests
select 'order', o.order_id, c.channel || ':' || o.order_number, null, 'rest', null, null, 0
from orders o join channel c on c.channel_id = o.channel_id
where o.order_id in (select l.order_id from line_cancel k /*scan*/ join order_line l on l.order_line_id = k.order_line_id
	where k.run_id = :run_id and :at >= 0)
order by o.order_id desc

-- What stays once it is there: a note, and a customer that was made by itself.
-- name: undo_kept
select n.entity, n.id, n.name, null, '', null, n.words, 0
from (
	select 'order' as entity, o.order_id as id, c.channel || ':' || o.order_number as name, 'its note stays' as words
	from order_note k /*scan*/ join orders o on o.order_id = k.order_id join channel c on c.channel_id = o.channel_id
	where k.run_id = :run_id and o.created_run <> :run_id and :at >= 0
	union all
	select 'customer', u.customer_id, '' || u.customer_id, 'a customer that was made stays; it may be merged into another'
	from customer u /*scan*/
	where u.created_run = :run_id
		and not exists (select 1 from orders o where o.customer_id = u.customer_id and o.created_run = :run_id)
		and not exists (select 1 from history h /*scan*/ where h.run_id = :run_id and h.entity = 'order'
			and h.field = 'customer_id' and h.new_value = '' || u.customer_id)
) n
order by n.entity, n.id

-- The shipment that units of a pick list left with since they were found.
-- name: undo_pick_shipped
select min(h.shipment_id)
from pick_line k join package_item i on i.order_line_id = k.order_line_id join shipment h on h.shipment_id = i.shipment_id
where k.pick_list_id = :pick_list_id and k.picked is not null and h.state <> 'voided' and h.created_run > :run_id

-- The order of which units were shipped or picked, or stand on a list, by a listing.
-- name: undo_listing_use
select c.channel || ':' || o.order_number
from order_line l join orders o on o.order_id = l.order_id join channel c on c.channel_id = o.channel_id
where l.product_id = :product_id and l.listing_sku = :listing_sku and o.channel_id = :channel_id
	and (l.quantity_shipped > 0 or l.quantity_picked > 0
		or exists (select 1 from pick_line k join pick_list t on t.pick_list_id = k.pick_list_id
			where k.order_id = o.order_id and k.order_line_id = l.order_line_id and t.state in ('open', 'picking')))
order by o.order_id limit 1

-- Its lines that may be of no product again.
-- name: undo_listing_lines
select l.order_id, l.line_no
from order_line l join orders o on o.order_id = l.order_id
where l.product_id = :product_id and l.listing_sku = :listing_sku and o.channel_id = :channel_id
	and l.quantity > l.quantity_cancelled and o.status not in ('merged', 'processed-outside', 'pending-fulfillment')
order by l.order_id, l.line_no

-- name: undo_made
select n.entity, n.id, n.name, n.later, 'is_active', null, null, 0
from (
	select 1 as rank, 'listing' as entity, li.listing_id as id, c.channel || ':' || li.listing_sku as name,
		coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
			where t.entity = 'listing' and t.entity_id = li.listing_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			sold.later) as later
	from listing li /*scan*/ join channel c on c.channel_id = li.channel_id
		left join (select o.channel_id as channel_id, l.listing_sku as listing_sku, max(x.run_id) as later
			from run x join orders o on o.created_run = x.run_id join order_line l on l.order_id = o.order_id
			where (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null
			group by o.channel_id, l.listing_sku) sold on sold.channel_id = li.channel_id and sold.listing_sku = li.listing_sku
	where li.created_run = :run_id and li.is_active = 1
	union all
	select 2, 'location', lo.location_id, w.warehouse || '/' || lo.location,
		coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'location' and t.entity_id = lo.location_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			(select max(x.run_id) from stock s join movement m on m.stock_id = s.stock_id join run x on x.run_id = m.run_id
				where s.location_id = lo.location_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null))
	from location lo /*scan*/ join warehouse w on w.warehouse_id = lo.warehouse_id
	where lo.created_run = :run_id and lo.is_active = 1 and w.created_run <> :run_id
	union all
	select 3, 'product', p.product_id, p.sku,
		coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'product' and t.entity_id = p.product_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			(select max(x.run_id) from order_line l join orders o on o.order_id = l.order_id join run x on x.run_id = o.created_run
				where l.product_id = p.product_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			(select max(x.run_id) from stock s join movement m on m.stock_id = s.stock_id join run x on x.run_id = m.run_id
				where s.product_id = p.product_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null))
	from product p /*scan*/
	where p.created_run = :run_id and p.is_active = 1
	union all
	select 4, 'warehouse', w.warehouse_id, w.warehouse,
		coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'warehouse' and t.entity_id = w.warehouse_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			(select max(x.run_id) from stock s join movement m on m.stock_id = s.stock_id join run x on x.run_id = m.run_id
				where s.warehouse_id = w.warehouse_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null))
	from warehouse w /*scan*/
	where w.created_run = :run_id and w.is_active = 1
	union all
	select 5, 'channel', c.channel_id, c.channel,
		coalesce((select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'channel' and t.entity_id = c.channel_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null),
			(select max(x.run_id) from orders o join run x on x.run_id = o.created_run
				where o.channel_id = c.channel_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null))
	from channel c /*scan*/
	where c.created_run = :run_id and c.is_active = 1
	union all
	select 6, 'view', v.view_id, v.name,
		(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'view' and t.entity_id = v.view_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null)
	from saved_view v /*scan*/
	where v.created_run = :run_id and v.is_active = 1
	union all
	select 7, 'field', f.custom_field_id, f.entity || ':' || f.name,
		(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'field' and t.entity_id = f.custom_field_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null)
	from custom_field f /*scan*/
	where f.created_run = :run_id and f.is_active = 1
	union all
	select 8, 'label', b.label_id, b.label,
		(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'label' and t.entity_id = b.label_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null)
	from label b /*scan*/
	where b.created_run = :run_id and b.is_active = 1
		and not exists (select 1 from order_label c join orders o on o.order_id = c.order_id /*scan*/
			where c.label_id = b.label_id and o.created_run <> :run_id)
		and not exists (select 1 from product p /*scan*/ join product_value v on v.product_id = p.product_id
			where v.list = 'label' and v.value = b.label and p.created_run <> :run_id)
		and not exists (select 1 from customer_label c join customer u on u.customer_id = c.customer_id /*scan*/
			where c.label_id = b.label_id and u.created_run <> :run_id)
	union all
	select 9, 'user', u.user_id, u.login,
		(select max(x.run_id) from history t join run x on x.run_id = t.run_id
		where t.entity = 'user' and t.entity_id = u.user_id and (x.run_id > :run_id or x.finished_at > :at) and x.run_id <> :run_id and x.undone_by is null and x.undoes is null)
	from users u /*scan*/
	where u.created_run = :run_id and u.is_active = 1
) n
order by n.rank, n.id desc

-- name: undo_ships
update order_line set ships = 1 - (select is_digital from product where product_id = :product_id)
where product_id = :product_id and quantity_shipped = 0 and quantity > quantity_cancelled
	and order_id in (select h.order_id from shipment h /*scan*/ where h.created_run = :run_id)

-- name: undo_hold_note
select note from hold where order_id = :order_id and cleared_run is null and kind = 'user' limit 1

-- name: undo_payment_date
select payment_date from orders where order_id = :order_id
