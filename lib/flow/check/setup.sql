-- What a set-up lacks before goods can move (catalog.md C13): key, name, and what exactly.

-- name: setup_warehouse_none
select 0, '', '' where not exists (select 1 from warehouse where is_active = 1 /*scan*/)

-- name: setup_channel_none
select 0, '', '' where not exists (select 1 from channel where is_active = 1 /*scan*/)

-- name: setup_product_none
select 0, '', '' where not exists (select 1 from product where is_active = 1 /*scan*/)

-- name: setup_warehouse_address
select warehouse_id, warehouse,
	substr(case when address1 = '' then ', address1' else '' end || case when city = '' then ', city' else '' end
		|| case when zip = '' then ', zip' else '' end || case when country = '' then ', country' else '' end, 3)
from warehouse /*scan*/
where is_active = 1 and type <> 'virtual' and (address1 = '' or city = '' or zip = '' or country = '')
order by warehouse_id

-- name: setup_warehouse_location
select w.warehouse_id, w.warehouse, ''
from warehouse w /*scan*/
where w.is_active = 1 and w.type <> 'virtual'
	and not exists (select 1 from location l where l.warehouse_id = w.warehouse_id and l.is_active = 1 and l.is_pickable = 1)
order by w.warehouse_id

-- One warehouse alone serves everywhere.
-- name: setup_warehouse_zone
select w.warehouse_id, w.warehouse, ''
from warehouse w /*scan*/
where w.is_active = 1 and w.type in ('in-house', 'retail', '3pl')
	and (select count(*) from warehouse x where x.is_active = 1 and x.type in ('in-house', 'retail', '3pl')) > 1
	and not exists (select 1 from zone z where z.warehouse_id = w.warehouse_id)
order by w.warehouse_id

-- name: setup_backup
select w.warehouse_id, w.warehouse, count(*)
from backup b /*scan*/
join warehouse w on w.warehouse_id = b.warehouse_id
where coalesce((select value from setting where name = 'route.backups'), 'yes') = 'no'
group by w.warehouse_id, w.warehouse
order by w.warehouse_id

-- name: setup_product_listing
select p.product_id, p.sku, ''
from product p /*scan*/
where p.is_active = 1 and not exists (select 1 from listing l where l.product_id = p.product_id and l.is_active = 1)
order by p.product_id

-- name: setup_product_weight
select product_id, sku, ''
from product /*scan*/
where is_active = 1 and is_digital = 0 and weight_ng is null
order by product_id

-- name: setup_product_customs
select product_id, sku,
	substr(case when customs_description = '' then ', customs_description' else '' end
		|| case when origin_country = '' then ', origin_country' else '' end || case when hs_code = '' then ', hs_code' else '' end
		|| case when customs_value is null then ', customs_value' else '' end, 3)
from product /*scan*/
where is_active = 1 and is_digital = 0
	and (customs_description = '' or origin_country = '' or hs_code = '' or customs_value is null)
order by product_id
