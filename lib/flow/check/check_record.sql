-- Invariants of runs, catalog, customers and orders.  Each statement gives the rows that break one: key, what is, what should be, and
-- what the record is called.

-- name: check_meta
select 0, x.name, coalesce(m.value, ''), 'meta'
from (select 'version' as name union all select 'installation') x
left join meta m on m.name = x.name
where m.value is null or m.value = ''

-- The next id of every table is beyond all that are stored.
-- name: check_id_block
select 0, coalesce(b.next, 0), x.top, x.name
from (
	select 'allocation' as name, (select max(allocation_id) from allocation) as top
	union all select 'channel', (select max(channel_id) from channel)
	union all select 'cogs', (select max(cogs_id) from cogs)
	union all select 'custom_field', (select max(custom_field_id) from custom_field)
	union all select 'customer', (select max(customer_id) from customer)
	union all select 'event', (select max(event_id) from event)
	union all select 'history', (select max(history_id) from history)
	union all select 'hold', (select max(hold_id) from hold)
	union all select 'label', (select max(label_id) from label)
	union all select 'layer', (select max(layer_id) from layer)
	union all select 'layer_event', (select max(layer_event_id) from layer_event)
	union all select 'listing', (select max(listing_id) from listing)
	union all select 'location', (select max(location_id) from location)
	union all select 'movement', (select max(movement_id) from movement)
	union all select 'order_line', (select max(order_line_id) from order_line)
	union all select 'order_note', (select max(order_note_id) from order_note)
	union all select 'order_problem', (select max(order_problem_id) from order_problem)
	union all select 'orders', (select max(order_id) from orders)
	union all select 'pick_list', (select max(pick_list_id) from pick_list)
	union all select 'product', (select max(product_id) from product)
	union all select 'run', (select max(run_id) from run)
	union all select 'saved_view', (select max(view_id) from saved_view)
	union all select 'shipment', (select max(shipment_id) from shipment)
	union all select 'stock', (select max(stock_id) from stock)
	union all select 'template', (select max(template_id) from template)
	union all select 'users', (select max(user_id) from users)
	union all select 'warehouse', (select max(warehouse_id) from warehouse)
	union all select 'zone', (select max(zone_id) from zone)
) x
left join id_block b on b.name = x.name
where x.top is not null and (b.next is null or b.next <= x.top)
order by x.name

-- name: check_rebuild_id_block
insert into id_block (name, next) values (:name, :next)
on conflict (name) do update set next = excluded.next where id_block.next < excluded.next

-- An undo that stands has its run marked as undone; what is marked is so by an undo of it that stands.
-- name: check_run_undo
select r.run_id, r.undoes, '', 'run ' || r.run_id
from run r /*scan*/
join run u on u.run_id = r.undoes
where (r.undone_by is null and u.undone_by is null) or r.undoes >= r.run_id
order by r.run_id

-- name: check_run_undone
select r.run_id, r.undone_by, '', 'run ' || r.run_id
from run r /*scan*/
join run u on u.run_id = r.undone_by
where u.undoes is null or u.undoes <> r.run_id or u.undone_by is not null
order by r.run_id

-- name: check_run_counts
select run_id, created, updated, 'run ' || run_id
from run /*scan*/
where created < 0 or updated < 0 or unchanged < 0 or rejected < 0
order by run_id

-- Records stay, so what history tells of is there.  Zones and settings may have gone.
-- name: check_history_record
select h.history_id, h.entity, h.entity_id, 'history ' || h.history_id
from history h /*scan*/
where case h.entity
	when 'order' then exists (select 1 from orders where order_id = h.entity_id)
	when 'slip' then exists (select 1 from orders where order_id = h.entity_id)
	when 'template' then exists (select 1 from template where template_id = h.entity_id)
	when 'order_line' then exists (select 1 from order_line where order_line_id = h.entity_id)
	when 'product' then exists (select 1 from product where product_id = h.entity_id)
	when 'stock' then exists (select 1 from stock where stock_id = h.entity_id)
	when 'customer' then exists (select 1 from customer where customer_id = h.entity_id)
	when 'listing' then exists (select 1 from listing where listing_id = h.entity_id)
	when 'channel' then exists (select 1 from channel where channel_id = h.entity_id)
	when 'warehouse' then exists (select 1 from warehouse where warehouse_id = h.entity_id)
	when 'location' then exists (select 1 from location where location_id = h.entity_id)
	when 'shipment' then exists (select 1 from shipment where shipment_id = h.entity_id)
	when 'pick_list' then exists (select 1 from pick_list where pick_list_id = h.entity_id)
	when 'user' then exists (select 1 from users where user_id = h.entity_id)
	when 'label' then exists (select 1 from label where label_id = h.entity_id)
	when 'field' then exists (select 1 from custom_field where custom_field_id = h.entity_id)
	when 'view' then exists (select 1 from saved_view where view_id = h.entity_id)
	else h.entity in ('setting', 'zone', 'id_block', 'customer_value') end = (1 = 0) or h.field = ''
order by h.history_id

-- name: check_event_subject
select event_id, kind, run_id, 'event ' || event_id
from event /*scan*/
where case kind
	when 'listing-mapped' then listing_id is not null or product_id is not null
	when 'stock-arrived' then product_id is not null and warehouse_id is not null
	when 'location-ready' then warehouse_id is not null
	when 'stock-lost' then order_id is not null
	when 'routing-changed' then 1 = 1
	when 'order' then order_id is not null
	when 'product-changed' then product_id is not null
	when 'product-digital' then product_id is not null
	else 1 = 0 end = (1 = 0)
order by event_id

-- A measure has the unit that it was typed in.
-- name: check_product_units
select product_id, weight_unit, length_unit || '|' || width_unit || '|' || height_unit, sku
from product /*scan*/
where (weight_ng is null) <> (weight_unit = '') or weight_unit not in ('', 'lb', 'oz', 'g', 'kg')
	or (length_um is null) <> (length_unit = '') or length_unit not in ('', 'in', 'ft', 'mm', 'cm', 'm')
	or (width_um is null) <> (width_unit = '') or width_unit not in ('', 'in', 'ft', 'mm', 'cm', 'm')
	or (height_um is null) <> (height_unit = '') or height_unit not in ('', 'in', 'ft', 'mm', 'cm', 'm')
order by product_id

-- Lists number their members from 1 without gaps.
-- name: check_product_value
select v.product_id, v.list, v.last, p.sku
from (
	select product_id, list, count(*) as members, max(rank) as last, min(rank) as first,
		min(case when value = '' then 0 else 1 end) as is_filled
	from product_value /*scan*/
	group by product_id, list
) v
join product p on p.product_id = v.product_id
where v.members <> v.last or v.first <> 1 or v.is_filled = 0
order by v.product_id, v.list

-- name: check_customer_value
select v.customer_id, v.list, v.last, 'customer ' || v.customer_id
from (
	select customer_id, list, count(*) as members, max(rank) as last, min(rank) as first,
		min(case when value = '' then 0 else 1 end) as is_filled
	from customer_value /*scan*/
	group by customer_id, list
) v
where v.members <> v.last or v.first <> 1 or v.is_filled = 0
order by v.customer_id, v.list

-- Who is out of use was merged, into one that is in use.
-- name: check_customer_merged
select u.customer_id, case when u.is_active = 1 then 'yes' else 'no' end, coalesce(u.merged_into, 0), 'customer ' || u.customer_id
from customer u /*scan*/
left join customer m on m.customer_id = u.merged_into
where (u.is_active = 0) <> (u.merged_into is not null) or m.is_active = 0
order by u.customer_id

-- name: check_customer_erased
select customer_id, erased_at, '', 'customer ' || customer_id
from customer u /*scan*/
where erased_at is not null
	and (name || company || email || email_key || phone || address1 || address2 || address3 || city || state || buyer_id || notes <> ''
		or exists (select 1 from customer_value v where v.customer_id = u.customer_id)
		or exists (select 1 from customer_alias a where a.customer_id = u.customer_id))
order by customer_id

-- name: check_order_erased
select o.order_id, o.erased_at, '', c.channel || ':' || o.order_number
from orders o /*scan*/
join channel c on c.channel_id = o.channel_id
where o.erased_at is not null
	and o.ship_name || o.ship_company || o.ship_address1 || o.ship_address2 || o.ship_address3 || o.ship_city || o.ship_phone
		|| o.ship_email || o.buyer_id <> ''
order by o.order_id

-- name: check_order_source_by
select o.order_id, o.source_by, coalesce(w.warehouse, ''), c.channel || ':' || o.order_number
from orders o /*scan*/
join channel c on c.channel_id = o.channel_id
left join warehouse w on w.warehouse_id = o.source_id
where (o.source_by = '') <> (o.source_id is null) or o.source_by not in ('', 'route', 'bot', 'person')
order by o.order_id

-- name: check_order_cancel
select o.order_id, o.cancel_reason, '', c.channel || ':' || o.order_number
from orders o /*scan*/
join channel c on c.channel_id = o.channel_id
where (o.cancel_reason = '') <> (o.cancelled_at is null)
order by o.order_id

-- name: check_order_revision
select o.order_id, o.revision, '', c.channel || ':' || o.order_number
from orders o /*scan*/
join channel c on c.channel_id = o.channel_id
where o.revision < 0 or o.order_number = ''
order by o.order_id

-- Who fulfils an order follows from the type of its source.
-- name: check_order_method
select o.order_id, o.method, w.type, c.channel || ':' || o.order_number
from orders o /*scan*/
join channel c on c.channel_id = o.channel_id
join warehouse w on w.warehouse_id = o.source_id
where o.method not in ('', 'channel')
	and o.method <> case w.type when '3pl' then '3pl' when 'dropship' then 'dropship' when 'fba' then 'mcf' when 'wfs' then 'mcf'
		else 'in-house' end
	and not exists (select 1 from history t where t.entity = 'warehouse' and t.entity_id = w.warehouse_id and t.field = 'type')
order by o.order_id

-- name: check_line_no
select order_line_id, line_no, '', 'line ' || order_line_id
from order_line /*scan*/
where line_no < 1
order by order_line_id

-- name: check_line_cancel
select l.order_line_id, l.quantity_cancelled, x.units, c.channel || ':' || o.order_number || ' line ' || l.line_no
from (
	select order_line_id, cast(sum(quantity) as bigint) as units from line_cancel /*scan*/ group by order_line_id
) x
join order_line l on l.order_line_id = x.order_line_id
join orders o on o.order_id = l.order_id
join channel c on c.channel_id = o.channel_id
where x.units > l.quantity_cancelled
order by l.order_line_id

-- One open problem of a kind, and none that was cleared before it was seen.
-- name: check_problem_twice
select o.order_id, x.code, x.units, c.channel || ':' || o.order_number
from (
	select order_id, code, count(*) as units from order_problem /*scan*/ where cleared_run is null group by order_id, code
) x
join orders o on o.order_id = x.order_id
join channel c on c.channel_id = o.channel_id
where x.units > 1
order by o.order_id, x.code

-- name: check_hold_cleared
select o.order_id, h.kind, h.hold_id, c.channel || ':' || o.order_number
from hold h /*scan*/
join orders o on o.order_id = h.order_id
join channel c on c.channel_id = o.channel_id
where h.cleared_run < h.opened_run
order by h.hold_id

-- name: check_template_version
select min(template_id), count(*), max(version), kind || ' ' || name
from template /*scan*/
group by kind, name
having count(*) <> max(version) or min(version) <> 1
order by min(template_id)

-- name: check_custom_field
select custom_field_id, type, options, entity || ' field ' || name
from custom_field /*scan*/
where (type = 'list') <> (options <> '')
order by custom_field_id

-- name: check_custom_truth
select v.record_id, v.num, '', f.entity || ' ' || v.record_id || ' field ' || f.name
from custom_value v /*scan*/
join custom_field f on f.custom_field_id = v.custom_field_id
where f.type = 'boolean' and v.num not in (0, 1)
order by v.record_id

-- Yes and no are 1 and 0.
-- name: check_flags
select user_id, 'is_active', '', 'user ' || login from users /*scan*/ where is_active not in (0, 1)
union all
select label_id, 'is_active', '', 'label ' || label from label /*scan*/ where is_active not in (0, 1)
union all
select custom_field_id, 'is_required, show_on_grid, is_active', '', 'field ' || name from custom_field /*scan*/
where is_required not in (0, 1) or show_on_grid not in (0, 1) or is_active not in (0, 1)
union all
select customer_id, 'is_forwarder, is_active', '', 'customer ' || customer_id from customer /*scan*/
where is_forwarder not in (0, 1) or is_active not in (0, 1)
union all
select product_id, 'has_barcode to is_active', '', 'product ' || sku from product /*scan*/
where has_barcode not in (0, 1) or is_hazmat not in (0, 1) or ships_in_own_box not in (0, 1) or is_gift_card not in (0, 1)
	or is_digital not in (0, 1) or allow_backorders not in (0, 1) or track_stock not in (0, 1) or track_lots not in (0, 1)
	or is_active not in (0, 1)
union all
select channel_id, 'is_active, items_editable', '', 'channel ' || channel from channel /*scan*/
where is_active not in (0, 1) or items_editable not in (0, 1)
union all
select listing_id, 'push, is_active', '', 'listing ' || listing_sku from listing /*scan*/ where push not in (0, 1) or is_active not in (0, 1)
union all
select warehouse_id, 'is_active, strict_fifo, stock_check, receipt_counts, is_valued', '', 'warehouse ' || warehouse from warehouse /*scan*/
where is_active not in (0, 1) or strict_fifo not in (0, 1) or stock_check not in (0, 1) or receipt_counts not in (0, 1)
	or is_valued not in (0, 1)
union all
select location_id, 'is_pickable, is_receivable, is_active', '', 'location ' || location from location /*scan*/
where is_pickable not in (0, 1) or is_receivable not in (0, 1) or is_active not in (0, 1)
union all
select stock_id, 'is_pickable, is_receivable, is_active', '', 'stock record ' || stock_id from stock /*scan*/
where is_pickable not in (0, 1) or is_receivable not in (0, 1) or is_active not in (0, 1)
union all
select allocation_id, 'is_firm', '', 'allocation ' || allocation_id from allocation /*scan*/ where is_firm not in (0, 1)
union all
select order_id, 'prices_include_tax to is_history', '', 'order ' || order_number from orders /*scan*/
where prices_include_tax not in (0, 1) or is_gift not in (0, 1) or is_subscription not in (0, 1) or is_pos not in (0, 1)
	or is_external not in (0, 1) or suppress_channel_update not in (0, 1) or ship_complete not in (0, 1) or is_history not in (0, 1)
	or channel_cancel_told not in (0, 1)
union all
select order_line_id, 'ships', '', 'order line ' || order_line_id from order_line /*scan*/ where ships not in (0, 1)
union all
select hold_id, 'stock_released', '', 'hold ' || hold_id from hold /*scan*/ where stock_released not in (0, 1)
union all
select shipment_id, 'is_deducted, notify_customer, update_channel', '', 'S' || shipment_id from shipment /*scan*/
where is_deducted not in (0, 1) or notify_customer not in (0, 1) or update_channel not in (0, 1)
union all
select view_id, 'is_active', '', 'view ' || name from saved_view /*scan*/ where is_active not in (0, 1)

-- Codes of currencies that stand in records, each with the first record that has it.
-- name: check_currencies
select 'product', min(product_id), currency, count(*) from product /*scan*/ group by currency
union all
select 'channel', min(channel_id), currency, count(*) from channel /*scan*/ group by currency
union all
select 'order', min(order_id), currency, count(*) from orders /*scan*/ group by currency
union all
select 'shipment', min(shipment_id), fee_currency, count(*) from shipment /*scan*/
where fee_currency <> '' or fee is not null group by fee_currency

-- name: check_zones
select 'warehouse', min(warehouse_id), time_zone, count(*) from warehouse /*scan*/ where time_zone <> '' group by time_zone
union all
select 'channel', min(channel_id), time_zone, count(*) from channel /*scan*/ where time_zone <> '' group by time_zone

-- name: check_view_records
select 'view', min(view_id), record, count(*) from saved_view /*scan*/ group by record

-- name: check_countries
select 'customer', min(customer_id), country, count(*) from customer /*scan*/ where country <> '' group by country
union all
select 'customer', min(customer_id), country, count(*) from customer_address /*scan*/ where country <> '' group by country
union all
select 'product', min(product_id), origin_country, count(*) from product /*scan*/ where origin_country <> '' group by origin_country
union all
select 'warehouse', min(warehouse_id), country, count(*) from warehouse /*scan*/ where country <> '' group by country
union all
select 'warehouse', min(warehouse_id), returns_country, count(*) from warehouse /*scan*/ where returns_country <> ''
group by returns_country
union all
select 'zone', min(zone_id), country, count(*) from zone /*scan*/ group by country
union all
select 'order', min(order_id), ship_country, count(*) from orders /*scan*/ where ship_country <> '' group by ship_country
union all
select 'order', min(order_id), country, count(*) from order_address /*scan*/ where country <> '' group by country
