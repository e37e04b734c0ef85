-- Order lines: the fields of lists and filters; o, c and l are the order, its channel and the line everywhere.

-- field: order_line.from
order_line l left join orders o on o.order_id = l.order_id left join channel c on c.channel_id = o.channel_id
	left join product p on p.product_id = l.product_id

-- field: order_line.line_id
l.order_line_id

-- field: order_line.ids
'@' || l.order_id || ':' || l.line_no

-- field: order_line.currency
o.currency

-- field: order_line.find
om_find(:find, l.listing_sku, p.sku, l.item_name, o.order_number)

-- field: order_line.order_id
l.order_id

-- field: order_line.listing_sku
l.listing_sku

-- field: order_line.item_name
l.item_name

-- field: order_line.quantity
l.quantity

-- field: order_line.unit_price
l.unit_price

-- field: order_line.line_total
l.line_total

-- field: order_line.line_tax
l.line_tax

-- field: order_line.line_discount
l.line_discount

-- field: order_line.marketplace_tax
l.marketplace_tax

-- field: order_line.item_notes
l.item_notes

-- field: order_line.po_line_number
l.po_line_number

-- field: order_line.fba_sku
l.fba_sku

-- field: order_line.channel_line_id
l.channel_line_id

-- field: order_line.line_no
l.line_no

-- field: order_line.quantity_shipped
l.quantity_shipped

-- field: order_line.quantity_cancelled
l.quantity_cancelled

-- field: order_line.quantity_allocated
l.quantity_allocated

-- field: order_line.quantity_short
l.quantity_short

-- field: order_line.quantity_picked
l.quantity_picked

-- field: order_line.rounding
l.rounding

-- field: order_line.requires_shipping
l.ships

-- field: order_line.order
c.channel || ':' || o.order_number

-- field: order_line.order_status
o.status

-- field: order_line.master_sku
p.sku

-- field: order_line.sku
p.sku $or l.listing_sku

-- field: order_line.kind
p.kind

-- field: order_line.brand
p.brand

-- field: order_line.upc
p.upc

-- field: order_line.mpn
p.mpn

-- field: order_line.is_hazmat
p.is_hazmat

-- field: order_line.is_digital
p.is_digital

-- field: order_line.is_gift_card
p.is_gift_card

-- field: order_line.product_weight
p.weight_ng

-- field: order_line.product_weight_unit
p.weight_unit

-- field: order_line.product_labels
(select group_concat(m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = l.product_id and x.list = 'label' order by x.rank) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = l.product_id and x.list = 'label' order by x.rank) m)

-- field: order_line.categories
(select group_concat(m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = l.product_id and x.list = 'category' order by x.rank) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from product_value x where x.product_id = l.product_id and x.list = 'category' order by x.rank) m)

-- field: order_line.quantity_open
(l.quantity - l.quantity_shipped - l.quantity_cancelled)

-- field: order_line.pcf
(select v.value from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'product' and f.name = :map_name and v.record_id = l.product_id)

-- field: order_line.pcf_num
(select v.num from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'product' and f.name = :map_name and v.record_id = l.product_id)
