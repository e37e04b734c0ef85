-- Data of routing: zones, backups, ranks (orders.md R6).  A zone without warehouse was taken away: it keeps its row and key, and is met
-- only by the statements that give it to a warehouse again.

-- name: zone_by_place
select zone_id, warehouse_id
from zone
where country = :country and state = :state and product_id is null

-- name: zone_by_product
select zone_id, warehouse_id
from zone
where country = :country and state = :state and product_id = :product_id

-- name: zone_by_id
select z.country, z.state, coalesce(p.sku, ''), z.warehouse_id, coalesce(w.warehouse, '')
from zone z
left join warehouse w on w.warehouse_id = z.warehouse_id
left join product p on p.product_id = z.product_id
where z.zone_id = :id

-- name: zone_insert
insert into zone (zone_id, country, state, product_id, warehouse_id, created_run)
values (:zone_id, :country, :state, :product_id, :warehouse_id, :created_run)

-- name: zone_update
update zone
set warehouse_id = :warehouse_id
where zone_id = :zone_id

-- name: zones_of_warehouse
select zone_id
from zone /*scan*/
where warehouse_id = :id
order by zone_id

-- name: zone_states
select state
from zone
where country = :country and product_id is null and warehouse_id is not null

-- name: routing_eligible
select count(*)
from warehouse /*scan*/
where is_active = 1 and type in ('in-house', 'retail', '3pl')

-- name: backups_of
select b.position, b.backup_id, f.warehouse
from backup b
join warehouse f on f.warehouse_id = b.backup_id
where b.warehouse_id = :id
order by b.position

-- name: backup_insert
insert into backup (warehouse_id, position, backup_id)
values (:warehouse_id, :position, :backup_id)

-- name: backup_delete
delete from backup
where warehouse_id = :warehouse_id and position = :position

-- name: backups_delete
delete from backup
where warehouse_id = :warehouse_id

-- name: backup_last
select coalesce(max(position), 0)
from backup
where warehouse_id = :warehouse_id

-- name: backup_has
select 1
from backup
where warehouse_id = :warehouse_id and backup_id = :backup_id

-- name: backup_owners
select warehouse
from warehouse /*scan*/
where is_active = 1 and type <> 'virtual' and warehouse_id <> :id
order by warehouse

-- name: rank_of
select rank
from warehouse
where warehouse_id = :id

-- name: rank_holder
select warehouse_id
from warehouse
where rank = :rank and warehouse_id <> :id
order by warehouse_id
limit 1

-- name: rank_name
select warehouse
from warehouse
where warehouse_id = :id

-- name: rank_set
update warehouse
set rank = :rank, modified_at = :modified_at
where warehouse_id = :id

-- field: zone.from
zone z join warehouse w on w.warehouse_id = z.warehouse_id left join product p on p.product_id = z.product_id

-- field: zone.key
z.zone_id

-- field: zone.ids
z.country || '-' || z.state || case when p.sku is null then '' else ':' || p.sku end

-- field: zone.country
z.country

-- field: zone.state
z.state

-- field: zone.warehouse
w.warehouse

-- field: zone.master_sku
coalesce(p.sku, '')

-- field: backup.from
backup b join warehouse w on w.warehouse_id = b.warehouse_id join warehouse f on f.warehouse_id = b.backup_id

-- field: backup.key
b.warehouse_id * 1000 + b.position

-- field: backup.ids
w.warehouse || ':' || b.position

-- field: backup.warehouse
w.warehouse

-- field: backup.position
b.position

-- field: backup.backup
f.warehouse

-- field: backup.backup_is_active
f.is_active

-- field: rank.from
warehouse w

-- field: rank.key
w.warehouse_id

-- field: rank.warehouse
w.warehouse

-- field: rank.rank
w.rank

-- field: rank.type
w.type

-- field: rank.is_active
w.is_active
