-- Locations: the record, and the fields of lists and filters.

-- name: location_by_id
select l.location_id, l.warehouse_id, l.location, l.location_key, l.sort_key, l.is_pickable, l.is_receivable, l.is_active
from location l
where l.location_id = :id

-- name: location_update
update location
set warehouse_id = :warehouse_id, location = :location, location_key = :location_key, sort_key = :sort_key,
	is_pickable = :is_pickable, is_receivable = :is_receivable, is_active = :is_active
where location_id = :location_id

-- name: location_warehouse
select w.warehouse
from location l
join warehouse w on w.warehouse_id = l.warehouse_id
where l.location_id = :id

-- name: location_allocated
select cast(coalesce(sum(allocated), 0) as bigint)
from stock /*scan*/
where location_id = :id

-- name: location_products
select distinct product_id
from stock /*scan*/
where location_id = :id and is_active = 1 and is_pickable = 1 and on_hand - locked > allocated

-- field: location.from
location l join warehouse w on w.warehouse_id = l.warehouse_id

-- field: location.key
l.location_id

-- field: location.ids
w.warehouse || ':' || l.location

-- field: location.find
om_find(:find, l.location)

-- field: location.warehouse
w.warehouse

-- field: location.location
l.location

-- field: location.is_pickable
l.is_pickable

-- field: location.is_receivable
l.is_receivable

-- field: location.is_active
l.is_active

-- field: location.warehouse_type
w.type
