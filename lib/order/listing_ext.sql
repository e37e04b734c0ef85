-- What orders add to a listing.

-- field: listing.waiting_orders
(select count(distinct wo.order_id)
	from order_line wl
	join orders wo on wo.order_id = wl.order_id
	where wl.listing_sku = l.listing_sku and wl.product_id is null and wo.channel_id = l.channel_id
		and wo.status not in ('shipped', 'cancelled', 'merged', 'processed-outside'))
