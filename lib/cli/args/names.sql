-- What completion offers of the database: names from :lo on and below :hi, by an index, and no more
-- than a person would read.

-- name: complete_channel
select channel from channel
where channel >= :lo and channel < :hi
order by channel limit :most

-- name: complete_warehouse
select warehouse from warehouse
where warehouse >= :lo and warehouse < :hi
order by warehouse limit :most

-- name: complete_sku
select sku from product
where sku >= :lo and sku < :hi
order by sku limit :most

-- name: complete_order
select order_number from orders
where order_number >= :lo and order_number < :hi
order by order_number limit :most

-- name: complete_order_of
select o.order_number from orders o
where o.order_number >= :lo and o.order_number < :hi
	and o.channel_id = (select c.channel_id from channel c where c.channel = :outer)
order by o.order_number limit :most

-- name: complete_listing
select l.listing_sku from listing l
where l.channel_id = (select c.channel_id from channel c where c.channel = :outer)
	and l.listing_sku >= :lo and l.listing_sku < :hi
order by l.listing_sku limit :most

-- name: complete_location
select l.location from location l
where l.warehouse_id = (select w.warehouse_id from warehouse w where w.warehouse = :outer)
	and l.location >= :lo and l.location < :hi
order by l.location limit :most

-- The newest, whatever was typed: these have a number and no text that an index could order.
-- name: complete_shipment
select 'S' || shipment_id from shipment /*scan*/
order by shipment_id desc limit :most

-- name: complete_pick_list
select 'PL' || pick_list_id from pick_list /*scan*/
order by pick_list_id desc limit :most
