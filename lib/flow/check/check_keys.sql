-- Keys that are stored beside the text they are folded from: what om-admin check compares and --repair writes.  A key is written only
-- where no other record has it.

-- name: keys_product
select product_id, sku, sku_key, '' from product /*scan*/
-- name: key_put_product
update product set sku_key = :key
where product_id = :id and not exists (select 1 from product x where x.sku_key = :key and x.product_id <> :id)

-- name: keys_channel
select channel_id, channel, channel_key, '' from channel /*scan*/
-- name: key_put_channel
update channel set channel_key = :key
where channel_id = :id and not exists (select 1 from channel x where x.channel_key = :key and x.channel_id <> :id)

-- name: keys_listing
select listing_id, listing_sku, listing_key, '' from listing /*scan*/
-- name: key_put_listing
update listing set listing_key = :key
where listing_id = :id and not exists (select 1 from listing x
	where x.channel_id = listing.channel_id and x.listing_key = :key and x.listing_id <> :id)

-- name: keys_warehouse
select warehouse_id, warehouse, warehouse_key, '' from warehouse /*scan*/
-- name: key_put_warehouse
update warehouse set warehouse_key = :key
where warehouse_id = :id and not exists (select 1 from warehouse x where x.warehouse_key = :key and x.warehouse_id <> :id)

-- name: keys_location
select location_id, location, location_key, '' from location /*scan*/
-- name: key_put_location
update location set location_key = :key
where location_id = :id and not exists (select 1 from location x
	where x.warehouse_id = location.warehouse_id and x.location_key = :key and x.location_id <> :id)

-- name: keys_location_sort
select location_id, location, sort_key, '' from location /*scan*/
-- name: key_put_location_sort
update location set sort_key = :key where location_id = :id

-- name: keys_label
select label_id, label, label_key, '' from label /*scan*/
-- name: key_put_label
update label set label_key = :key
where label_id = :id and not exists (select 1 from label x where x.label_key = :key and x.label_id <> :id)

-- name: keys_user
select user_id, login, login_key, '' from users /*scan*/
-- name: key_put_user
update users set login_key = :key
where user_id = :id and not exists (select 1 from users x where x.login_key = :key and x.user_id <> :id)

-- name: keys_user_email
select user_id, email, email_key, '' from users /*scan*/
-- name: key_put_user_email
update users set email_key = :key
where user_id = :id and not exists (select 1 from users x where x.email_key = :key and :key <> '' and x.user_id <> :id) /*scan*/

-- name: keys_field
select custom_field_id, name, name_key, entity from custom_field /*scan*/
-- name: key_put_field
update custom_field set name_key = :key
where custom_field_id = :id and not exists (select 1 from custom_field x
	where x.entity = custom_field.entity and x.name_key = :key and x.custom_field_id <> :id)

-- name: keys_view
select view_id, name, name_key, record from saved_view /*scan*/
-- name: key_put_view
update saved_view set name_key = :key
where view_id = :id and not exists (select 1 from saved_view x
	where x.record = saved_view.record and x.owner = saved_view.owner and x.name_key = :key and x.view_id <> :id)

-- name: keys_customer
select customer_id, email, email_key, 'customer' from customer /*scan*/
-- name: key_put_customer
update customer set email_key = :key where customer_id = :id

-- name: keys_customer_value
select customer_id, value, value_key, 'customer' from customer_value /*scan*/ where list = 'email'
-- name: key_put_customer_value
update customer_value set value_key = :key where customer_id = :id and list = 'email' and value = :text
