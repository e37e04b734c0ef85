-- What documents say of orders, shipments and pick lists.

-- name: doc_order
select o.order_number, o.channel_order_id, o.po_number, o.order_date, o.payment_date, o.ship_by, o.status, o.currency,
	o.item_total, o.discount_total, o.shipping_paid, o.tax_total, o.other_cost, o.order_total, o.requested_service,
	o.is_gift, o.gift_message, o.notes_from_buyer, o.notes_to_buyer, c.channel, u.name,
	o.ship_name, o.ship_company, o.ship_address1, o.ship_address2, o.ship_address3, o.ship_city, o.ship_state,
	o.ship_zip, o.ship_country, o.ship_phone,
	w.warehouse, w.address1, w.address2, w.address3, w.city, w.state, w.zip, w.country, w.phone, w.email,
	o.packing_slip_template, c.packing_slip_template
from orders o join channel c on c.channel_id = o.channel_id left join customer u on u.customer_id = o.customer_id
	left join warehouse w on w.warehouse_id = o.source_id
where o.order_id = :order_id

-- name: doc_lines
select l.order_line_id, l.listing_sku, p.sku, case when l.item_name <> '' then l.item_name else p.name end,
	l.quantity - l.quantity_cancelled, l.quantity_shipped, l.unit_price, l.line_total, l.item_notes, l.po_line_number, p.upc
from order_line l left join product p on p.product_id = l.product_id
where l.order_id = :order_id and l.ships = 1 and l.quantity > l.quantity_cancelled order by l.line_no

-- name: doc_packages
select h.shipment_id, k.seq, h.ship_date, h.carrier, h.service, k.package_type, k.tracking_number,
	(select count(*) from package x where x.shipment_id = h.shipment_id)
from shipment h join package k on k.shipment_id = h.shipment_id
where h.order_id = :order_id and h.kind = 'out' and h.state <> 'voided' order by h.shipment_id, k.seq

-- name: doc_package_units
select i.order_line_id, cast(sum(i.quantity) as bigint), min(g.sort_key)
from package_item i left join stock s on s.stock_id = i.stock_id left join location g on g.location_id = s.location_id
where i.shipment_id = :shipment_id and i.seq = :seq group by i.order_line_id

-- Where the open units of an order lie, a line's places in natural order.
-- name: doc_line_places
select l.order_line_id, g.sort_key, g.location
from order_line l join allocation a on a.order_line_id = l.order_line_id and a.closed_run is null
	join stock s on s.stock_id = a.stock_id join location g on g.location_id = s.location_id
where l.order_id = :order_id order by l.line_no, g.sort_key

-- name: doc_shipment
select order_id from shipment where shipment_id = :shipment_id and kind = 'out' and state <> 'voided'

-- name: slip_printed
insert into slip_print (order_id, shipment_id, seq, copies) values (:order_id, :shipment_id, :seq, 1)
on conflict (order_id, shipment_id, seq) do update set copies = slip_print.copies + 1

-- name: slip_copy
select copies from slip_print where order_id = :order_id and shipment_id = :shipment_id and seq = :seq

-- name: doc_pick
select y.kind, y.created_at, w.warehouse, y.state, y.item_order, y.cut_by, y.part
from pick_list y join warehouse w on w.warehouse_id = y.warehouse_id
where y.pick_list_id = :pick_list_id

-- name: doc_pick_lines
select x.seq, x.order_id, c.channel || ':' || o.order_number, o.status, o.ship_name, o.ship_city, o.ship_state, o.ship_zip,
	o.ship_country, o.requested_service, x.stock_id, x.product_id, g.location, s.lot, t.expires_on, p.sku, p.name, p.upc,
	l.listing_sku, l.item_notes, x.quantity, p.track_stock,
	case when o.status in ('on-hold', 'cancelled', 'merged', 'shipped') or o.source_id is null
		or o.source_id <> y.warehouse_id then 1 else 0 end,
	w.warehouse, x.tote, g.sort_key
from pick_line x join pick_list y on y.pick_list_id = x.pick_list_id join orders o on o.order_id = x.order_id
	join channel c on c.channel_id = o.channel_id join order_line l on l.order_line_id = x.order_line_id
	join product p on p.product_id = x.product_id left join stock s on s.stock_id = x.stock_id
	left join location g on g.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot
	left join warehouse w on w.warehouse_id = o.source_id
where x.pick_list_id = :pick_list_id order by x.seq

-- name: doc_pick_printed
update pick_list set printed_count = printed_count + 1 where pick_list_id = :pick_list_id

-- name: doc_pick_copy
select printed_count from pick_list where pick_list_id = :pick_list_id
