-- Intake: what an import reads and writes.  Look-ups concern one order, one customer or one channel.

-- name: order_by_id
select o.order_id, o.channel_id, o.order_number, o.channel_order_id, o.origin, o.order_type, o.order_date, o.created_at,
	o.modified_at, o.payment_date, o.payment_type, o.amount_paid, o.refunded_amount, o.ship_by, o.deliver_by, o.currency,
	o.prices_include_tax, o.item_total, o.discount_total, o.tax_total, o.order_discount, o.order_tax, o.shipping_paid,
	o.other_cost, o.order_total, o.total_diff, o.insured_value, o.customer_id, o.buyer_id, o.ship_name, o.ship_company,
	o.ship_address1, o.ship_address2, o.ship_address3, o.ship_city, o.ship_state, o.ship_zip, o.ship_country, o.ship_phone,
	o.ship_email, o.address_type, o.source_id, o.source_by, o.route_reason, o.method, o.requested_service, o.account, o.carrier,
	o.service, o.package_type, o.weight_ng, o.weight_unit, o.length_um, o.width_um, o.height_um, o.size_unit,
	o.notes_from_buyer, o.notes_to_buyer, o.internal_notes, o.po_number, o.packing_slip_template, o.is_gift, o.gift_message, o.custom_field1,
	o.custom_field2, o.custom_field3, o.assigned_to, o.channel_priority, o.priority, o.fraud, o.is_subscription, o.is_pos, o.pos_location,
	o.suppress_channel_update, o.ship_complete, o.fulfilled_by, o.is_history, o.cancel_reason, o.cancelled_at,
	o.created_run, o.revision, o.status, o.address_check, o.routed_at, o.hold_until, c.channel, w.warehouse, u.name,
	u.email,
	(select group_concat(m.v, '|') from (select replace(replace(x.tag, '\', '\\'), '|', '\|') as v
		from order_tag x where x.order_id = o.order_id order by x.tag) m),
	(select group_concat(m.v, '|') from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from order_label x join label b on b.label_id = x.label_id where x.order_id = o.order_id order by b.label) m)
from orders o left join channel c on c.channel_id = o.channel_id left join warehouse w on w.warehouse_id = o.source_id
	left join customer u on u.customer_id = o.customer_id
where o.order_id = :order_id
-- variant: postgres
select o.order_id, o.channel_id, o.order_number, o.channel_order_id, o.origin, o.order_type, o.order_date, o.created_at,
	o.modified_at, o.payment_date, o.payment_type, o.amount_paid, o.refunded_amount, o.ship_by, o.deliver_by, o.currency,
	o.prices_include_tax, o.item_total, o.discount_total, o.tax_total, o.order_discount, o.order_tax, o.shipping_paid,
	o.other_cost, o.order_total, o.total_diff, o.insured_value, o.customer_id, o.buyer_id, o.ship_name, o.ship_company,
	o.ship_address1, o.ship_address2, o.ship_address3, o.ship_city, o.ship_state, o.ship_zip, o.ship_country, o.ship_phone,
	o.ship_email, o.address_type, o.source_id, o.source_by, o.route_reason, o.method, o.requested_service, o.account, o.carrier,
	o.service, o.package_type, o.weight_ng, o.weight_unit, o.length_um, o.width_um, o.height_um, o.size_unit,
	o.notes_from_buyer, o.notes_to_buyer, o.internal_notes, o.po_number, o.packing_slip_template, o.is_gift, o.gift_message, o.custom_field1,
	o.custom_field2, o.custom_field3, o.assigned_to, o.channel_priority, o.priority, o.fraud, o.is_subscription, o.is_pos, o.pos_location,
	o.suppress_channel_update, o.ship_complete, o.fulfilled_by, o.is_history, o.cancel_reason, o.cancelled_at,
	o.created_run, o.revision, o.status, o.address_check, o.routed_at, o.hold_until, c.channel, w.warehouse, u.name,
	u.email,
	(select string_agg(m.v, '|') from (select replace(replace(x.tag, '\', '\\'), '|', '\|') as v
		from order_tag x where x.order_id = o.order_id order by x.tag) m),
	(select string_agg(m.v, '|') from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from order_label x join label b on b.label_id = x.label_id where x.order_id = o.order_id order by b.label) m)
from orders o left join channel c on c.channel_id = o.channel_id left join warehouse w on w.warehouse_id = o.source_id
	left join customer u on u.customer_id = o.customer_id
where o.order_id = :order_id

-- A number that is there already leaves no row: the caller looks at what changed.
-- name: order_insert
insert into orders (order_id, channel_id, order_number, channel_order_id, origin, order_type, order_date, created_at, modified_at,
	payment_date, payment_type, amount_paid, refunded_amount, ship_by, deliver_by, currency, prices_include_tax,
	item_total, discount_total, tax_total, order_discount, order_tax, shipping_paid, other_cost, order_total, total_diff,
	insured_value, customer_id, buyer_id, ship_name, ship_company, ship_address1, ship_address2, ship_address3, ship_city,
	ship_state, ship_zip, ship_country, ship_phone, ship_email, address_type, source_id, source_by, route_reason, method,
	requested_service, account, carrier, service, package_type, weight_ng, weight_unit, length_um, width_um, height_um, size_unit,
	notes_from_buyer, notes_to_buyer, internal_notes, po_number, packing_slip_template, is_gift, gift_message, custom_field1, custom_field2,
	custom_field3, assigned_to, channel_priority, priority, fraud, is_subscription, is_pos, pos_location, suppress_channel_update,
	ship_complete, fulfilled_by, is_history, cancel_reason, cancelled_at, created_run, import_hash)
values (:order_id, :channel_id, :order_number, :channel_order_id, :origin, :order_type, :order_date, :created_at, :modified_at,
	:payment_date, :payment_type, :amount_paid, :refunded_amount, :ship_by, :deliver_by, :currency, :prices_include_tax,
	:item_total, :discount_total, :tax_total, :order_discount, :order_tax, :shipping_paid, :other_cost, :order_total,
	:total_diff, :insured_value, :customer_id, :buyer_id, :ship_name, :ship_company, :ship_address1, :ship_address2,
	:ship_address3, :ship_city, :ship_state, :ship_zip, :ship_country, :ship_phone, :ship_email, :address_type, :source_id,
	:source_by, :route_reason, :method, :requested_service, :account, :carrier, :service, :package_type, :weight_ng, :weight_unit,
	:length_um, :width_um, :height_um, :size_unit, :notes_from_buyer, :notes_to_buyer, :internal_notes, :po_number, :packing_slip_template,
	:is_gift, :gift_message, :custom_field1, :custom_field2, :custom_field3, :assigned_to, :channel_priority, :priority, :fraud,
	:is_subscription, :is_pos, :pos_location, :suppress_channel_update, :ship_complete, :fulfilled_by, :is_history,
	:cancel_reason, :cancelled_at, :created_run, :import_hash)
on conflict (channel_id, order_number) do nothing

-- name: order_update
update orders
set revision = revision + 1, modified_at = :modified_at, po_number = :po_number,
	packing_slip_template = :packing_slip_template, payment_date = :payment_date, payment_type = :payment_type, amount_paid = :amount_paid,
	ship_by = :ship_by, deliver_by = :deliver_by, insured_value = :insured_value, ship_name = :ship_name,
	ship_company = :ship_company, ship_address1 = :ship_address1, ship_address2 = :ship_address2,
	ship_address3 = :ship_address3, ship_city = :ship_city, ship_state = :ship_state, ship_zip = :ship_zip,
	ship_country = :ship_country, ship_phone = :ship_phone, ship_email = :ship_email, address_type = :address_type,
	address_check = :address_check, routed_at = :routed_at, requested_service = :requested_service, account = :account, carrier = :carrier,
	service = :service, package_type = :package_type, weight_ng = :weight_ng, weight_unit = :weight_unit,
	length_um = :length_um, width_um = :width_um, height_um = :height_um, size_unit = :size_unit,
	notes_from_buyer = :notes_from_buyer, notes_to_buyer = :notes_to_buyer, internal_notes = :internal_notes,
	is_gift = :is_gift, gift_message = :gift_message, custom_field1 = :custom_field1, custom_field2 = :custom_field2,
	custom_field3 = :custom_field3, assigned_to = :assigned_to, channel_priority = :channel_priority, priority = :priority, fraud = :fraud,
	pos_location = :pos_location, is_subscription = :is_subscription, ship_complete = :ship_complete,
	suppress_channel_update = :suppress_channel_update
where order_id = :order_id

-- name: order_line_insert
insert into order_line (order_line_id, order_id, line_no, listing_sku, item_name, product_id, quantity, unit_price, line_total, rounding,
	line_tax, line_discount, marketplace_tax, quantity_cancelled, quantity_short, ships, item_notes, po_line_number,
	fba_sku, channel_line_id)
values (:order_line_id, :order_id, :line_no, :listing_sku, :item_name, :product_id, :quantity, :unit_price, :line_total,
	:rounding, :line_tax, :line_discount, :marketplace_tax, :quantity_cancelled, :quantity_short, :ships, :item_notes,
	:po_line_number, :fba_sku, :channel_line_id)

-- name: order_address_insert
insert into order_address (order_id, kind, name, company, address1, address2, address3, city, state, zip, country, phone, email)
values (:order_id, :kind, :name, :company, :address1, :address2, :address3, :city, :state, :zip, :country, :phone, :email)
on conflict (order_id, kind) do update set name = excluded.name, company = excluded.company, address1 = excluded.address1,
	address2 = excluded.address2, address3 = excluded.address3, city = excluded.city, state = excluded.state, zip = excluded.zip,
	country = excluded.country, phone = excluded.phone, email = excluded.email

-- name: order_address
select name, company, address1, address2, address3, city, state, zip, country, phone, email
from order_address where order_id = :order_id and kind = :kind

-- The ship-to as first received, kept at its first change (orders.md R25.3).
-- name: order_keep_orig
insert into order_address (order_id, kind, name, company, address1, address2, address3, city, state, zip, country, phone, email)
select order_id, 'orig', ship_name, ship_company, ship_address1, ship_address2, ship_address3, ship_city, ship_state, ship_zip,
	ship_country, ship_phone, ship_email
from orders where order_id = :order_id
on conflict (order_id, kind) do nothing

-- name: order_tag_insert
insert into order_tag (order_id, tag) values (:order_id, :tag) on conflict (order_id, tag) do nothing

-- name: order_tags_delete
delete from order_tag where order_id = :order_id

-- name: order_attr_insert
insert into order_attr (order_id, name, value) values (:order_id, :name, :value)
on conflict (order_id, name) do update set value = excluded.value

-- name: order_attr
select value from order_attr where order_id = :order_id and name = :name

-- name: order_attr_delete
delete from order_attr where order_id = :order_id and name = :name

-- name: order_lines
select l.line_no, l.listing_sku, p.sku, l.item_name, l.quantity, l.unit_price, l.line_total, l.line_tax, l.line_discount,
	l.marketplace_tax, l.ships, l.item_notes, l.po_line_number, l.fba_sku, l.channel_line_id
from order_line l left join product p on p.product_id = l.product_id
where l.order_id = :order_id order by l.line_no

-- Identity (orders.md R10.2): of a split family the first order, which is its root.
-- name: order_by_channel_order_id
select order_id, import_hash from orders
where channel_id = :channel_id and channel_order_id = :channel_order_id and channel_order_id <> '' order by order_id limit 1

-- name: order_by_number
select order_id, import_hash from orders where channel_id = :channel_id and order_number = :order_number

-- name: intake_has_orders
select exists (select 1 from orders /*scan*/)

-- name: channel_take_number
update channel set next_order_number = next_order_number + 1 where channel_id = :channel_id
returning next_order_number - 1

-- name: intake_has_customers
select exists (select 1 from customer /*scan*/)

-- name: intake_next_id
select next from id_block where name = :name
