-- Listings: what a channel calls a product.

-- name: listing_by_id
select l.listing_id, l.channel_id, l.listing_sku, l.listing_key, l.product_id, l.push, l.fulfilled_by, l.fn_sku, l.latency_days,
	l.channel_title, l.is_active, l.created_at, l.modified_at, l.created_run, c.channel, p.sku, p.is_active
from listing l
join channel c on c.channel_id = l.channel_id
left join product p on p.product_id = l.product_id
where l.listing_id = :listing_id

-- name: listing_by_key
select l.listing_id, l.channel_id, l.listing_sku, l.listing_key, l.product_id, l.push, l.fulfilled_by, l.fn_sku, l.latency_days,
	l.channel_title, l.is_active, l.created_at, l.modified_at, l.created_run, c.channel, p.sku, p.is_active
from listing l
join channel c on c.channel_id = l.channel_id
left join product p on p.product_id = l.product_id
where l.channel_id = :channel_id and l.listing_key = :listing_key

-- name: listing_find
select listing_id from listing where channel_id = :channel_id and listing_sku = :listing_sku

-- name: listing_insert
insert into listing (listing_id, channel_id, listing_sku, listing_key, product_id, push, fulfilled_by, fn_sku, latency_days,
	channel_title, is_active, created_at, modified_at, created_run)
values (:listing_id, :channel_id, :listing_sku, :listing_key, :product_id, :push, :fulfilled_by, :fn_sku, :latency_days,
	:channel_title, :is_active, :created_at, :modified_at, :created_run)

-- name: listing_update
update listing
set channel_id = :channel_id, listing_sku = :listing_sku, listing_key = :listing_key, product_id = :product_id, push = :push,
	fulfilled_by = :fulfilled_by, fn_sku = :fn_sku, latency_days = :latency_days, channel_title = :channel_title,
	is_active = :is_active, created_at = :created_at, modified_at = :modified_at, created_run = :created_run
where listing_id = :listing_id

-- name: listing_unlinked
select l.listing_id, c.channel, l.listing_sku, l.channel_title
from listing l
join channel c on c.channel_id = l.channel_id
where l.product_id is null
order by l.listing_id

-- Every product that may be listed, for the comparison by letters and digits.
-- name: suggest_products
select product_id, sku, name from product where is_active = 1 and kind <> 'virtual' order by sku /*scan*/

-- name: suggest_by_sku
select product_id, sku, name from product where sku = :sku and is_active = 1 and kind <> 'virtual'

-- name: suggest_by_key
select product_id, sku, name from product where sku_key = :sku_key and is_active = 1 and kind <> 'virtual'

-- field: listing.from
listing l join channel c on c.channel_id = l.channel_id left join product lp on lp.product_id = l.product_id

-- field: listing.key
l.listing_id

-- field: listing.ids
c.channel || ':' || l.listing_sku

-- field: listing.find
om_find(:find, l.listing_sku, lp.sku, l.channel_title)

-- field: listing.listing_id
l.listing_id

-- field: listing.channel
c.channel

-- field: listing.listing_sku
l.listing_sku

-- field: listing.sku
lp.sku

-- field: listing.product_id
l.product_id

-- field: listing.push
l.push

-- field: listing.fulfilled_by
l.fulfilled_by

-- field: listing.fn_sku
l.fn_sku

-- field: listing.latency_days
l.latency_days

-- field: listing.channel_title
l.channel_title

-- field: listing.is_active
l.is_active

-- field: listing.problem
(case when l.product_id is null then 'unlinked' when lp.is_active = 0 then 'product-inactive'
	when c.is_active = 0 then 'channel-inactive' when l.push = 0 then 'push-off' else '' end)

-- field: listing.created_at
l.created_at

-- field: listing.modified_at
l.modified_at
