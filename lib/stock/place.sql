-- name: warehouse_by_key
select warehouse_id, warehouse, type, is_active, is_valued
from warehouse
where warehouse_key = :warehouse_key

-- For a hint: names of one word.
-- name: warehouse_names
select group_concat(warehouse, ' ') from warehouse /*scan*/ where warehouse not like '% %'
-- variant: postgres
select string_agg(warehouse, ' ') from warehouse where warehouse not like '% %'

-- name: location_by_key
select location_id, location, is_pickable, is_receivable, is_active
from location
where warehouse_id = :warehouse_id and location_key = :location_key

-- name: location_insert
insert into location (location_id, warehouse_id, location, location_key, sort_key, is_pickable, is_receivable, created_run)
values (:location_id, :warehouse_id, :location, :location_key, :sort_key, :is_pickable, :is_receivable, :created_run)
