-- Shipments, packages and what is in them: the fields of lists and filters.  In a collection of an order o is the order and c its
-- channel already; h is the shipment, hw its warehouse, k a package, i units in it.

-- field: shipment.from
shipment h left join orders o on o.order_id = h.order_id left join channel c on c.channel_id = o.channel_id
	left join warehouse hw on hw.warehouse_id = h.warehouse_id left join customer u on u.customer_id = o.customer_id

-- field: shipment.shipment_id
h.shipment_id

-- field: shipment.number
'S' || h.shipment_id

-- field: shipment.order_id
h.order_id

-- field: shipment.order_number
o.order_number

-- field: shipment.channel
c.channel

-- field: shipment.kind
h.kind

-- field: shipment.state
h.state

-- field: shipment.source
h.source

-- field: shipment.warehouse
hw.warehouse

-- field: shipment.carrier
h.carrier

-- field: shipment.service
h.service

-- field: shipment.package_type
h.package_type

-- field: shipment.tracking_number
h.tracking_number

-- field: shipment.ship_date
h.ship_date

-- field: shipment.shipped_at
h.shipped_at

-- field: shipment.estimated_delivery
h.estimated_delivery

-- field: shipment.fee
h.fee

-- field: shipment.currency
h.fee_currency

-- field: shipment.is_external
case when h.source = 'label' then 0 else 1 end

-- field: shipment.is_deducted
h.is_deducted

-- field: shipment.is_voided
case when h.state = 'voided' then 1 else 0 end

-- field: shipment.voided_at
h.voided_at

-- field: shipment.notify_customer
h.notify_customer

-- field: shipment.update_channel
h.update_channel

-- field: shipment.delivery_status
h.delivery_status

-- field: shipment.insurance_tracking_number
h.insurance_tracking_number

-- field: shipment.created_at
h.created_at

-- field: shipment.run_id
h.created_run

-- field: shipment.customer_name
u.name

-- field: shipment.ship_name
o.ship_name

-- field: shipment.ship_city
o.ship_city

-- field: shipment.ship_state
o.ship_state

-- field: shipment.ship_zip
o.ship_zip

-- field: shipment.ship_country
o.ship_country

-- field: shipment.package_count
(select count(*) from package x where x.shipment_id = h.shipment_id)

-- field: shipment.unit_count
(select cast(coalesce(sum(x.quantity), 0) as bigint) from package_item x where x.shipment_id = h.shipment_id)

-- field: shipment.weight
(select cast(sum(x.weight_ng) as bigint) from package x where x.shipment_id = h.shipment_id)

-- field: shipment.weight_unit
(select x.weight_unit from package x where x.shipment_id = h.shipment_id and x.weight_ng is not null order by x.seq limit 1)

-- field: shipment.zone
hw.time_zone

-- field: shipment.find
(om_find(:find, o.order_number, o.ship_name, 'S' || h.shipment_id)
	or exists (select 1 from package x
		where x.shipment_id = h.shipment_id and om_find(:find, x.tracking_number))
	or exists (select 1 from package_item y join order_line z on z.order_line_id = y.order_line_id
			left join product w on w.product_id = y.product_id
		where y.shipment_id = h.shipment_id
			and om_find(:find, z.listing_sku, w.sku)))

-- field: shipment.packages_frame
package k where k.shipment_id = h.shipment_id

-- field: shipment.packages_join
 join package k on k.shipment_id = h.shipment_id

-- field: shipment.items_frame
package_item i join order_line l on l.order_line_id = i.order_line_id left join product p on p.product_id = i.product_id
	left join stock s on s.stock_id = i.stock_id left join location g on g.location_id = s.location_id
	where i.shipment_id = h.shipment_id

-- field: shipment.items_join
 join package_item i on i.shipment_id = h.shipment_id join order_line l on l.order_line_id = i.order_line_id
	left join product p on p.product_id = i.product_id left join stock s on s.stock_id = i.stock_id
	left join location g on g.location_id = s.location_id

-- field: package.from
package k join shipment h on h.shipment_id = k.shipment_id

-- field: package.key
k.shipment_id * 10000 + k.seq

-- field: package.ids
'S' || k.shipment_id || ':' || k.seq

-- field: package.shipment_id
k.shipment_id

-- field: package.number
'S' || k.shipment_id

-- field: package.seq
k.seq

-- field: package.package_type
k.package_type

-- field: package.tracking_number
k.tracking_number

-- field: package.weight
k.weight_ng

-- field: package.weight_unit
k.weight_unit

-- field: package.unit_count
(select cast(coalesce(sum(x.quantity), 0) as bigint) from package_item x
	where x.shipment_id = k.shipment_id and x.seq = k.seq)

-- field: package.units
(select group_concat(m.v, '|') from (select replace(replace(coalesce(p.sku, l.listing_sku), '\', '\\'), '|', '\|')
	|| '*' || sum(x.quantity) as v
	from package_item x join order_line l on l.order_line_id = x.order_line_id
		left join product p on p.product_id = x.product_id
	where x.shipment_id = k.shipment_id and x.seq = k.seq
	group by x.order_line_id, p.sku, l.listing_sku order by min(x.item_no)) m)
-- variant: postgres
(select string_agg(m.v, '|') from (select replace(replace(coalesce(p.sku, l.listing_sku), '\', '\\'), '|', '\|')
	|| '*' || sum(x.quantity) as v
	from package_item x join order_line l on l.order_line_id = x.order_line_id
		left join product p on p.product_id = x.product_id
	where x.shipment_id = k.shipment_id and x.seq = k.seq
	group by x.order_line_id, p.sku, l.listing_sku order by min(x.item_no)) m)

-- field: package_item.from
package_item i join order_line l on l.order_line_id = i.order_line_id left join product p on p.product_id = i.product_id
	left join stock s on s.stock_id = i.stock_id left join location g on g.location_id = s.location_id

-- field: package_item.key
i.shipment_id * 100000000 + i.seq * 10000 + i.item_no

-- field: package_item.ids
'S' || i.shipment_id || ':' || i.seq || ':' || i.item_no

-- field: package_item.shipment_id
i.shipment_id

-- field: package_item.number
'S' || i.shipment_id

-- field: package_item.seq
i.seq

-- field: package_item.item_no
i.item_no

-- field: package_item.order_id
l.order_id

-- field: package_item.line_no
l.line_no

-- field: package_item.sku
coalesce(p.sku, l.listing_sku)

-- field: package_item.listing_sku
l.listing_sku

-- field: package_item.item_name
case when l.item_name <> '' then l.item_name else p.name end

-- field: package_item.location
g.location

-- field: package_item.lot
s.lot

-- field: package_item.quantity
i.quantity

-- What shipping adds to orders.

-- field: order.tracking_numbers
(select group_concat(m.v, '|') from (select replace(replace(x.tracking_number, '\', '\\'), '|', '\|') as v
	from shipment h join package x on x.shipment_id = h.shipment_id
	where h.order_id = o.order_id and h.kind = 'out' and h.state <> 'voided' and x.tracking_number <> ''
	order by x.shipment_id, x.seq) m)
-- variant: postgres
(select string_agg(m.v, '|') from (select replace(replace(x.tracking_number, '\', '\\'), '|', '\|') as v
	from shipment h join package x on x.shipment_id = h.shipment_id
	where h.order_id = o.order_id and h.kind = 'out' and h.state <> 'voided' and x.tracking_number <> ''
	order by x.shipment_id, x.seq) m)

-- field: order.tracking_find
exists (select 1 from shipment h join package x on x.shipment_id = h.shipment_id
	where h.order_id = o.order_id and h.kind = 'out' and h.state <> 'voided'
		and om_find(:find, x.tracking_number))
-- field: order.ship_date
(select max(h.ship_date) from shipment h where h.order_id = o.order_id and h.kind = 'out' and h.state <> 'voided')

-- field: order.multi_package
case when (select count(*) from shipment h join package x on x.shipment_id = h.shipment_id
	where h.order_id = o.order_id and h.kind = 'out' and h.state <> 'voided') > 1 then 1 else 0 end

-- field: order.shipments_frame
shipment h left join warehouse hw on hw.warehouse_id = h.warehouse_id where h.order_id = o.order_id

-- field: order.packages_frame
shipment h join package k on k.shipment_id = h.shipment_id where h.order_id = o.order_id

-- field: order.packages_join
 join shipment h on h.order_id = o.order_id join package k on k.shipment_id = h.shipment_id

-- field: order.shipments_join
 join shipment h on h.order_id = o.order_id left join warehouse hw on hw.warehouse_id = h.warehouse_id
