-- What files and orders call products, listings and channels.

-- name: lookup_product
select product_id, is_active, case when kind = 'virtual' then 1 else 0 end, track_stock, is_digital
from product
where sku = :sku

-- name: lookup_twin
select sku from product where sku_key = :sku_key and sku <> :sku

-- name: lookup_channel
select channel_id, channel, is_active, case when type = 'manual' then 1 else 0 end, items_editable, currency, order_prefix, time_zone
from channel
where channel_key = :channel_key

-- name: lookup_listing
select l.is_active, l.product_id, p.is_active, case when p.kind = 'virtual' then 1 else 0 end, p.track_stock, p.is_digital, p.sku
from listing l
left join product p on p.product_id = l.product_id
where l.channel_id = :channel_id and l.listing_sku = :listing_sku

-- A listing of that text in any case: a twin cannot be made, so the order's spelling stays without row of its own.
-- name: listing_exists
select listing_id from listing where channel_id = :channel_id and listing_key = :listing_key

-- name: listing_see
insert into listing (listing_id, channel_id, listing_sku, listing_key, channel_title, created_at, modified_at, created_run)
values (:listing_id, :channel_id, :listing_sku, :listing_key, :channel_title, :at, :at, :run_id)
