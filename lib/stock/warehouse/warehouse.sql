-- Warehouses: the record, and the fields of lists and filters.

-- name: warehouse_by_id
select warehouse_id, warehouse, warehouse_key, type, address1, address2, address3, city, state, zip, country, phone, phone_ext,
	fax, email, returns_name, returns_attention, returns_address1, returns_address2, returns_address3, returns_city,
	returns_state, returns_zip, returns_country, returns_phone, time_zone, cutoff, color, strict_fifo, stock_check,
	receipt_counts, is_valued,
	coalesce((select f.warehouse from warehouse f where f.warehouse_id = w.fed_by), ''),
	transfer_days, pick_item_order, is_active, rank, created_at, modified_at, created_run
from warehouse w
where warehouse_id = :id

-- name: warehouse_insert
insert into warehouse (warehouse_id, warehouse, warehouse_key, type, address1, address2, address3, city, state, zip, country,
	phone, phone_ext, fax, email, returns_name, returns_attention, returns_address1, returns_address2, returns_address3,
	returns_city, returns_state, returns_zip, returns_country, returns_phone, time_zone, cutoff, color, strict_fifo,
	stock_check, receipt_counts, is_valued, fed_by, transfer_days, pick_item_order, is_active, rank, created_at,
	modified_at, created_run)
values (:warehouse_id, :warehouse, :warehouse_key, :type, :address1, :address2, :address3, :city, :state, :zip, :country,
	:phone, :phone_ext, :fax, :email, :returns_name, :returns_attention, :returns_address1, :returns_address2,
	:returns_address3, :returns_city, :returns_state, :returns_zip, :returns_country, :returns_phone, :time_zone, :cutoff,
	:color, :strict_fifo, :stock_check, :receipt_counts, :is_valued,
	(select f.warehouse_id from warehouse f where f.warehouse = :fed_by), :transfer_days, :pick_item_order, :is_active,
	:rank, :created_at, :modified_at, :created_run)

-- name: warehouse_update
update warehouse
set warehouse = :warehouse, warehouse_key = :warehouse_key, type = :type, address1 = :address1, address2 = :address2,
	address3 = :address3, city = :city, state = :state, zip = :zip, country = :country, phone = :phone,
	phone_ext = :phone_ext, fax = :fax, email = :email, returns_name = :returns_name,
	returns_attention = :returns_attention, returns_address1 = :returns_address1, returns_address2 = :returns_address2,
	returns_address3 = :returns_address3, returns_city = :returns_city, returns_state = :returns_state,
	returns_zip = :returns_zip, returns_country = :returns_country, returns_phone = :returns_phone,
	time_zone = :time_zone, cutoff = :cutoff, color = :color, strict_fifo = :strict_fifo, stock_check = :stock_check,
	receipt_counts = :receipt_counts, is_valued = :is_valued,
	fed_by = (select f.warehouse_id from warehouse f where f.warehouse = :fed_by), transfer_days = :transfer_days,
	pick_item_order = :pick_item_order, is_active = :is_active, rank = :rank, created_at = :created_at,
	modified_at = :modified_at, created_run = :created_run
where warehouse_id = :warehouse_id

-- name: warehouse_next_rank
select coalesce(max(rank), 0) + 1
from warehouse /*scan*/

-- name: warehouse_units
select cast(coalesce(sum(on_hand), 0) as bigint), cast(coalesce(sum(allocated), 0) as bigint),
	cast(coalesce(sum(case when on_hand <> 0 or locked <> 0 or allocated <> 0 then 1 else 0 end), 0) as bigint)
from stock /*scan*/
where warehouse_id = :id

-- name: warehouse_zones
select count(*)
from zone /*scan*/
where warehouse_id = :id

-- name: warehouse_others_active
select count(*)
from warehouse /*scan*/
where is_active = 1 and warehouse_id <> :id

-- name: warehouse_set_active
update warehouse
set is_active = :is_active, modified_at = :modified_at
where warehouse_id = :id and is_active <> :is_active

-- name: warehouse_locations_off
update location
set is_active = 0
where warehouse_id = :id and location <> :location

-- name: warehouse_location_on
update location
set is_active = 1
where warehouse_id = :id and location = :location

-- field: warehouse.from
warehouse w

-- field: warehouse.key
w.warehouse_id

-- field: warehouse.find
om_find(:find, w.warehouse)

-- field: warehouse.warehouse
w.warehouse

-- field: warehouse.type
w.type

-- field: warehouse.is_active
w.is_active

-- field: warehouse.address1
w.address1

-- field: warehouse.address2
w.address2

-- field: warehouse.address3
w.address3

-- field: warehouse.city
w.city

-- field: warehouse.state
w.state

-- field: warehouse.zip
w.zip

-- field: warehouse.country
w.country

-- field: warehouse.phone
w.phone

-- field: warehouse.phone_ext
w.phone_ext

-- field: warehouse.fax
w.fax

-- field: warehouse.email
w.email

-- field: warehouse.returns_name
w.returns_name

-- field: warehouse.returns_attention
w.returns_attention

-- field: warehouse.returns_address1
w.returns_address1

-- field: warehouse.returns_address2
w.returns_address2

-- field: warehouse.returns_address3
w.returns_address3

-- field: warehouse.returns_city
w.returns_city

-- field: warehouse.returns_state
w.returns_state

-- field: warehouse.returns_zip
w.returns_zip

-- field: warehouse.returns_country
w.returns_country

-- field: warehouse.returns_phone
w.returns_phone

-- field: warehouse.time_zone
w.time_zone

-- field: warehouse.cutoff
w.cutoff

-- field: warehouse.color
w.color

-- field: warehouse.strict_fifo
w.strict_fifo

-- field: warehouse.stock_check
w.stock_check

-- field: warehouse.receipt_counts
w.receipt_counts

-- field: warehouse.is_valued
w.is_valued

-- field: warehouse.fed_by
coalesce((select f.warehouse from warehouse f where f.warehouse_id = w.fed_by), '')

-- field: warehouse.transfer_days
w.transfer_days

-- field: warehouse.rank
w.rank

-- field: warehouse.pick_item_order
w.pick_item_order

-- field: warehouse.location_count
(select count(*) from location l where l.warehouse_id = w.warehouse_id and l.is_active = 1)

-- field: warehouse.created_at
w.created_at

-- field: warehouse.modified_at
w.modified_at
