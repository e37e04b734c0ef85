-- Products: the record, its lists, and the fields of lists and filters.

-- name: product_by_id
select product_id, sku, sku_key, kind, name, brand, description, upc, mpn, map_price, shipping_cost, vendor_cost, currency,
	weight_ng, weight_unit, length_um, length_unit, width_um, width_unit, height_um, height_unit, has_barcode, is_hazmat,
	ships_in_own_box, is_gift_card, is_digital, allow_backorders, track_stock, track_lots, buyer_email, customs_description,
	origin_country, hs_code, customs_value, is_active, created_at, modified_at, created_run
from product
where product_id = :product_id

-- name: product_by_key
select product_id, sku, sku_key, kind, name, brand, description, upc, mpn, map_price, shipping_cost, vendor_cost, currency,
	weight_ng, weight_unit, length_um, length_unit, width_um, width_unit, height_um, height_unit, has_barcode, is_hazmat,
	ships_in_own_box, is_gift_card, is_digital, allow_backorders, track_stock, track_lots, buyer_email, customs_description,
	origin_country, hs_code, customs_value, is_active, created_at, modified_at, created_run
from product
where sku_key = :sku_key

-- name: product_insert
insert into product (product_id, sku, sku_key, kind, name, brand, description, upc, mpn, map_price, shipping_cost, vendor_cost,
	currency, weight_ng, weight_unit, length_um, length_unit, width_um, width_unit, height_um, height_unit, has_barcode, is_hazmat,
	ships_in_own_box, is_gift_card, is_digital, allow_backorders, track_stock, track_lots, buyer_email, customs_description,
	origin_country, hs_code, customs_value, is_active, created_at, modified_at, created_run)
values (:product_id, :sku, :sku_key, :kind, :name, :brand, :description, :upc, :mpn, :map_price, :shipping_cost, :vendor_cost,
	:currency, :weight_ng, :weight_unit, :length_um, :length_unit, :width_um, :width_unit, :height_um, :height_unit, :has_barcode,
	:is_hazmat, :ships_in_own_box, :is_gift_card, :is_digital, :allow_backorders, :track_stock, :track_lots, :buyer_email,
	:customs_description, :origin_country, :hs_code, :customs_value, :is_active, :created_at, :modified_at, :created_run)

-- name: product_update
update product
set sku = :sku, sku_key = :sku_key, kind = :kind, name = :name, brand = :brand, description = :description, upc = :upc, mpn = :mpn,
	map_price = :map_price, shipping_cost = :shipping_cost, vendor_cost = :vendor_cost, currency = :currency,
	weight_ng = :weight_ng, weight_unit = :weight_unit, length_um = :length_um, length_unit = :length_unit, width_um = :width_um,
	width_unit = :width_unit, height_um = :height_um, height_unit = :height_unit, has_barcode = :has_barcode,
	is_hazmat = :is_hazmat, ships_in_own_box = :ships_in_own_box, is_gift_card = :is_gift_card, is_digital = :is_digital,
	allow_backorders = :allow_backorders, track_stock = :track_stock, track_lots = :track_lots, buyer_email = :buyer_email,
	customs_description = :customs_description, origin_country = :origin_country, hs_code = :hs_code,
	customs_value = :customs_value, is_active = :is_active, created_at = :created_at, modified_at = :modified_at,
	created_run = :created_run
where product_id = :product_id

-- name: product_same
select sku
from product
where name = :name and brand = :brand and upc = :upc and mpn = :mpn
limit 1

-- name: product_brands
select distinct brand from product /*scan*/

-- name: product_values
select value from product_value where product_id = :product_id and list = :list order by rank

-- name: product_values_delete
delete from product_value where product_id = :product_id and list = :list

-- name: product_value_insert
insert into product_value (product_id, list, rank, value) values (:product_id, :list, :rank, :value)

-- Listings of a product that resolve order lines once the product is active.
-- name: product_listings
select listing_id from listing where product_id = :product_id and is_active = 1

-- An order on a manual channel named this SKU before the product was there (orders.md R4.2).
-- name: product_wanted
select l.listing_id
from channel c
join listing l on l.channel_id = c.channel_id and l.listing_sku = :sku
where c.type = 'manual' and l.product_id is null /*scan*/
limit 1

-- field: product.from
product p

-- field: product.key
p.product_id

-- field: product.ids
p.sku

-- field: product.currency
p.currency

-- field: product.find
om_find(:find, p.sku, p.name, p.brand, p.upc, p.mpn)

-- field: product.product_id
p.product_id

-- field: product.sku
p.sku

-- field: product.kind
p.kind

-- field: product.name
p.name

-- field: product.brand
p.brand

-- field: product.description
p.description

-- field: product.upc
p.upc

-- field: product.mpn
p.mpn

-- field: product.image_urls
(select group_concat(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'image' order by x.rank) om_m)
-- variant: postgres
(select string_agg(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'image' order by x.rank) om_m)

-- field: product.categories
(select group_concat(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'category' order by x.rank) om_m)
-- variant: postgres
(select string_agg(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'category' order by x.rank) om_m)

-- field: product.labels
(select group_concat(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'label' order by x.rank) om_m)
-- variant: postgres
(select string_agg(om_m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = p.product_id and x.list = 'label' order by x.rank) om_m)

-- field: product.map_price
p.map_price

-- field: product.shipping_cost
p.shipping_cost

-- field: product.vendor_cost
p.vendor_cost

-- field: product.currency_code
p.currency

-- field: product.weight
p.weight_ng

-- field: product.weight_unit
p.weight_unit

-- field: product.length
p.length_um

-- field: product.length_unit
p.length_unit

-- field: product.width
p.width_um

-- field: product.width_unit
p.width_unit

-- field: product.height
p.height_um

-- field: product.height_unit
p.height_unit

-- field: product.allow_backorders
p.allow_backorders

-- field: product.has_barcode
p.has_barcode

-- field: product.is_hazmat
p.is_hazmat

-- field: product.ships_in_own_box
p.ships_in_own_box

-- field: product.is_gift_card
p.is_gift_card

-- field: product.is_digital
p.is_digital

-- field: product.track_stock
p.track_stock

-- field: product.track_lots
p.track_lots

-- field: product.buyer_email
p.buyer_email

-- field: product.customs_description
p.customs_description

-- field: product.origin_country
p.origin_country

-- field: product.hs_code
p.hs_code

-- field: product.customs_value
p.customs_value

-- field: product.is_active
p.is_active

-- field: product.created_at
p.created_at

-- field: product.modified_at
p.modified_at

-- field: product.image_count
(select count(*) from product_value x where x.product_id = p.product_id and x.list = 'image')

-- field: product.listing_count
(select count(*) from listing x where x.product_id = p.product_id)

-- field: product.listings_frame
listing l join channel c on c.channel_id = l.channel_id left join product lp on lp.product_id = l.product_id where l.product_id = p.product_id

-- field: product.listings_join
 join listing l on l.product_id = p.product_id join channel c on c.channel_id = l.channel_id left join product lp on lp.product_id = l.product_id

-- field: product.cf
(select v.value from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'product' and f.name = :map_name and v.record_id = p.product_id)

-- field: product.cf_num
(select v.num from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'product' and f.name = :map_name and v.record_id = p.product_id)
