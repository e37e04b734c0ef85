-- What completion offers of the database: names from :lo on and below :hi with what tells them apart, by an index, and no more
-- than a person would read.  What is numbered comes newest first, from :lo to :hi.  Users, labels, fields and views are few.

-- name: complete_channel
select channel, '' from channel
where channel >= :lo and channel < :hi
order by channel limit :most

-- name: complete_warehouse
select warehouse, '' from warehouse
where warehouse >= :lo and warehouse < :hi
order by warehouse limit :most

-- name: complete_sku
select sku, name from product
where sku >= :lo and sku < :hi
order by sku limit :most

-- name: complete_order
select order_number, '' from orders
where order_number >= :lo and order_number < :hi
order by order_number limit :most

-- name: complete_order_of
select o.order_number, o.status from orders o
where o.order_number >= :lo and o.order_number < :hi
	and o.channel_id = (select c.channel_id from channel c where c.channel = :outer)
order by o.order_number limit :most

-- name: complete_listing
select l.listing_sku, '' from listing l
where l.channel_id = (select c.channel_id from channel c where c.channel = :outer)
	and l.listing_sku >= :lo and l.listing_sku < :hi
order by l.listing_sku limit :most

-- name: complete_location
select l.location, '' from location l
where l.warehouse_id = (select w.warehouse_id from warehouse w where w.warehouse = :outer)
	and l.location >= :lo and l.location < :hi
order by l.location limit :most

-- name: complete_user
select login, name from users
where login >= :lo and login < :hi
order by login limit :most

-- name: complete_label
select label, '' from label
where label >= :lo and label < :hi
order by label limit :most

-- A field that one kind of record alone has, by its bare name.
-- name: complete_field
select n.word, n.description from (
	select case when exists (select 1 from custom_field o where o.name_key = f.name_key and o.entity <> f.entity)
		then f.entity || ':' || f.name else f.name end as word, f.description
	from custom_field f /*scan*/) n
where n.word >= :lo and n.word < :hi
order by n.word limit :most

-- name: complete_field_of
select name, description from custom_field
where entity = :outer and name >= :lo and name < :hi
order by name limit :most

-- name: complete_view
select v.word, v.condition from (
	select distinct case when record = 'order' then name else record || ':' || name end as word, condition
	from saved_view /*scan*/) v
where v.word >= :lo and v.word < :hi
order by v.word limit :most

-- name: complete_view_of
select name, condition from saved_view
where record = :outer and is_active = 1 and name >= :lo and name < :hi
order by name limit :most

-- Zones of whole states: those of single products would bury them.
-- name: complete_zone
select z.country || '-' || z.state, w.warehouse from zone z join warehouse w on w.warehouse_id = z.warehouse_id
where z.product_id is null and z.country >= substr(:lo, 1, 2) and z.country || '-' || z.state >= :lo
	and z.country || '-' || z.state < :hi
order by z.country, z.state limit :most

-- name: complete_template
select distinct name, kind from template /*scan*/
where name >= :lo and name < :hi
order by name limit :most

-- name: complete_shipment
select 'S' || s.shipment_id, o.order_number from shipment s join orders o on o.order_id = s.order_id
where s.shipment_id >= :from and s.shipment_id <= :to
order by s.shipment_id desc limit :most

-- name: complete_pick_list
select 'PL' || pick_list_id, state from pick_list
where pick_list_id >= :from and pick_list_id <= :to
order by pick_list_id desc limit :most

-- name: complete_run
select '' || run_id, command from run
where run_id >= :from and run_id <= :to
order by run_id desc limit :most
