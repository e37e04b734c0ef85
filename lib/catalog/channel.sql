-- Channels: where orders come from.

-- name: channel_by_id
select channel_id, channel, channel_key, type, is_active, currency, time_zone, packing_slip_template, order_prefix, next_order_number, items_editable,
	retention_days, created_at, modified_at, created_run
from channel
where channel_id = :channel_id

-- name: channel_by_key
select channel_id, channel, channel_key, type, is_active, currency, time_zone, packing_slip_template, order_prefix, next_order_number, items_editable,
	retention_days, created_at, modified_at, created_run
from channel
where channel_key = :channel_key

-- name: channel_insert
insert into channel (channel_id, channel, channel_key, type, is_active, currency, time_zone, packing_slip_template, order_prefix, next_order_number,
	items_editable, retention_days, created_at, modified_at, created_run)
values (:channel_id, :channel, :channel_key, :type, :is_active, :currency, :time_zone, :packing_slip_template, :order_prefix, :next_order_number,
	:items_editable, :retention_days, :created_at, :modified_at, :created_run)

-- name: channel_update
update channel
set channel = :channel, channel_key = :channel_key, type = :type, is_active = :is_active, currency = :currency,
	time_zone = :time_zone, packing_slip_template = :packing_slip_template, order_prefix = :order_prefix, next_order_number = :next_order_number,
	items_editable = :items_editable, retention_days = :retention_days, created_at = :created_at, modified_at = :modified_at, created_run = :created_run
where channel_id = :channel_id

-- field: channel.from
channel c

-- field: channel.key
c.channel_id

-- field: channel.ids
c.channel

-- field: channel.currency
c.currency

-- field: channel.find
om_find(:find, c.channel)

-- field: channel.channel_id
c.channel_id

-- field: channel.channel
c.channel

-- field: channel.type
c.type

-- field: channel.is_active
c.is_active

-- field: channel.currency_code
c.currency

-- field: channel.time_zone
c.time_zone

-- field: channel.packing_slip_template
c.packing_slip_template

-- field: channel.order_prefix
c.order_prefix

-- field: channel.next_order_number
c.next_order_number

-- field: channel.items_editable
c.items_editable

-- field: channel.retention_days
c.retention_days

-- field: channel.listing_count
(select count(*) from listing x where x.channel_id = c.channel_id)

-- field: channel.created_at
c.created_at

-- field: channel.modified_at
c.modified_at

-- Zones of their own that channels have: each gets bounds of its own in filters on times.

-- name: channel_zones
select distinct time_zone from channel where time_zone <> '' /*scan*/
