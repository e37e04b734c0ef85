-- Orders: the fields of lists and filters.  The tables are joined from the left, so that lists walk orders by their key.

-- field: order.from
orders o left join channel c on c.channel_id = o.channel_id left join warehouse w on w.warehouse_id = o.source_id
	left join customer u on u.customer_id = o.customer_id

-- field: order.key
o.order_id

-- field: order.ids
'@' || o.order_id

-- field: order.zone
c.time_zone

-- field: order.currency_code
o.currency

-- field: order.size_unit
o.size_unit

-- field: order.weight_unit
o.weight_unit

-- field: order.find
(om_find(:find, o.order_number, o.channel_order_id, o.po_number, o.ship_name, o.ship_company, o.ship_email, o.buyer_id,
		o.ship_phone, o.notes_from_buyer, o.notes_to_buyer, o.internal_notes)
	or o.erased_at is null and om_find(:find, u.name, u.email)
	or exists (select 1 from order_note x where x.order_id = o.order_id and om_find(:find, x.note))
	or exists (select 1 from order_line x left join product y on y.product_id = x.product_id
		where x.order_id = o.order_id
			and om_find(:find, x.listing_sku, y.sku)))

-- field: order.order_id
o.order_id

-- field: order.order_number
o.order_number

-- field: order.channel_order_id
o.channel_order_id

-- field: order.order_type
o.order_type

-- field: order.po_number
o.po_number

-- field: order.packing_slip_template
o.packing_slip_template

-- field: order.order_date
o.order_date

-- field: order.payment_date
o.payment_date

-- field: order.ship_by
o.ship_by

-- field: order.deliver_by
o.deliver_by

-- field: order.prices_include_tax
o.prices_include_tax

-- field: order.shipping_paid
o.shipping_paid

-- field: order.order_discount
o.order_discount

-- field: order.other_cost
o.other_cost

-- field: order.order_tax
o.order_tax

-- field: order.order_total
o.order_total

-- field: order.amount_paid
o.amount_paid

-- field: order.refunded_amount
o.refunded_amount

-- field: order.payment_type
o.payment_type

-- field: order.address_type
o.address_type

-- field: order.buyer_id
o.buyer_id

-- field: order.requested_service
o.requested_service

-- field: order.account
o.account

-- field: order.carrier
o.carrier

-- field: order.service
o.service

-- field: order.package_type
o.package_type

-- field: order.insured_value
o.insured_value

-- field: order.hold_until
o.hold_until

-- field: order.revision
o.revision

-- field: order.notes_from_buyer
o.notes_from_buyer

-- field: order.notes_to_buyer
o.notes_to_buyer

-- field: order.internal_notes
o.internal_notes

-- field: order.is_gift
o.is_gift

-- field: order.gift_message
o.gift_message

-- field: order.custom_field1
o.custom_field1

-- field: order.custom_field2
o.custom_field2

-- field: order.custom_field3
o.custom_field3

-- field: order.assigned_to
o.assigned_to

-- field: order.channel_priority
o.channel_priority

-- field: order.priority
o.priority

-- field: order.fraud
o.fraud

-- field: order.is_pos
o.is_pos

-- field: order.pos_location
o.pos_location

-- field: order.is_subscription
o.is_subscription

-- field: order.ship_complete
o.ship_complete

-- field: order.suppress_channel_update
o.suppress_channel_update

-- field: order.origin
o.origin

-- field: order.status
o.status

-- field: order.problems
o.problems

-- field: order.first_problem
o.first_problem

-- field: order.holds
o.holds

-- field: order.stock_state
o.stock_state

-- field: order.fulfilled
o.fulfilled

-- field: order.fulfilled_by
o.fulfilled_by

-- field: order.is_history
o.is_history

-- field: order.is_external
o.is_external

-- field: order.cancel_reason
o.cancel_reason

-- field: order.cancel_text
o.cancel_text

-- field: order.cancelled_at
o.cancelled_at

-- field: order.created_at
o.created_at

-- field: order.modified_at
o.modified_at

-- field: order.item_total
o.item_total

-- field: order.discount_total
o.discount_total

-- field: order.tax_total
o.tax_total

-- field: order.total_diff
o.total_diff

-- field: order.customer_id
o.customer_id

-- field: order.address_check
o.address_check

-- field: order.source_by
o.source_by

-- field: order.route_reason
o.route_reason

-- field: order.method
o.method

-- field: order.ship_name
o.ship_name

-- field: order.ship_company
o.ship_company

-- field: order.ship_address1
o.ship_address1

-- field: order.ship_address2
o.ship_address2

-- field: order.ship_address3
o.ship_address3

-- field: order.ship_city
o.ship_city

-- field: order.ship_state
o.ship_state

-- field: order.ship_zip
o.ship_zip

-- field: order.ship_country
o.ship_country

-- field: order.ship_phone
o.ship_phone

-- field: order.ship_email
o.ship_email

-- field: order.bill_name
(select b.name from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_company
(select b.company from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_address1
(select b.address1 from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_address2
(select b.address2 from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_address3
(select b.address3 from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_city
(select b.city from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_state
(select b.state from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_zip
(select b.zip from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_country
(select b.country from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_phone
(select b.phone from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.bill_email
(select b.email from order_address b where b.order_id = o.order_id and b.kind = 'bill')

-- field: order.channel
c.channel

-- field: order.channel_type
c.type

-- field: order.source
w.warehouse

-- What is erased of an order is not read from its customer either.
-- field: order.customer_name
case when o.erased_at is null then u.name else '' end

-- field: order.customer_email
case when o.erased_at is null then u.email else '' end

-- field: order.customer_company
case when o.erased_at is null then u.company else '' end

-- field: order.erased_at
o.erased_at

-- field: order.weight
o.weight_ng

-- field: order.length
o.length_um

-- field: order.width
o.width_um

-- field: order.height
o.height_um

-- field: order.tags
(select group_concat(m.v, '|')
	from (select replace(replace(x.tag, '\', '\\'), '|', '\|') as v
		from order_tag x where x.order_id = o.order_id order by x.tag) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select replace(replace(x.tag, '\', '\\'), '|', '\|') as v
		from order_tag x where x.order_id = o.order_id order by x.tag) m)

-- field: order.attr
(select x.value from order_attr x where x.order_id = o.order_id and x.name = :map_name)

-- field: order.is_late
case when o.ship_by < :now and exists (select 1 from order_line x where x.order_id = o.order_id
	and x.quantity > x.quantity_shipped + x.quantity_cancelled) and o.status not in ('processed-outside', 'cancelled', 'merged')
	then 1 else 0 end

-- field: order.is_paid
case when o.payment_date is null then 0 else 1 end

-- field: order.age
coalesce(o.payment_date, o.order_date)

-- field: order.is_military
case when o.ship_country = 'US' and o.ship_state in ('AA', 'AE', 'AP') then 1 else 0 end

-- field: order.is_territory
case when o.ship_country in ('PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'FM', 'MH', 'PW')
	or (o.ship_country = 'US' and o.ship_state in ('PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'FM', 'MH', 'PW')) then 1 else 0 end

-- field: order.line_count
(select count(*) from order_line x where x.order_id = o.order_id)

-- field: order.sku_count
(select count(distinct coalesce(y.sku, x.listing_sku)) from order_line x left join product y on y.product_id = x.product_id
	where x.order_id = o.order_id)

-- field: order.units
(select coalesce(cast(sum(x.quantity) as bigint), 0) from order_line x where x.order_id = o.order_id)

-- field: order.open_units
(select coalesce(cast(sum(x.quantity - x.quantity_shipped - x.quantity_cancelled) as bigint), 0)
	from order_line x where x.order_id = o.order_id)

-- field: order.item_names
(select group_concat(m.v, ', ')
	from (select case when x.item_name = '' then coalesce(y.name, x.listing_sku) else x.item_name end as v
		from order_line x left join product y on y.product_id = x.product_id
		where x.order_id = o.order_id order by x.line_no) m)
-- variant: postgres
(select string_agg(m.v, ', ')
	from (select case when x.item_name = '' then coalesce(y.name, x.listing_sku) else x.item_name end as v
		from order_line x left join product y on y.product_id = x.product_id
		where x.order_id = o.order_id order by x.line_no) m)

-- field: order.skus
(select group_concat(m.v, '|')
	from (select distinct replace(replace(y.sku, '\', '\\'), '|', '\|') as v
		from order_line x join product y on y.product_id = x.product_id
		where x.order_id = o.order_id order by 1) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select distinct replace(replace(y.sku, '\', '\\'), '|', '\|') as v
		from order_line x join product y on y.product_id = x.product_id
		where x.order_id = o.order_id order by 1) m)

-- field: order.lines_frame
order_line l left join product p on p.product_id = l.product_id where l.order_id = o.order_id

-- field: order.lines_order
l.line_no

-- field: order.lines_join
 cross join order_line l on l.order_id = o.order_id left join product p on p.product_id = l.product_id
-- variant: postgres
 join order_line l on l.order_id = o.order_id left join product p on p.product_id = l.product_id

-- field: order.problems_frame
order_problem pr where pr.order_id = o.order_id and pr.cleared_run is null

-- field: order.problems_join
 join order_problem pr on pr.order_id = o.order_id and pr.cleared_run is null

-- field: order.holds_frame
hold h where h.order_id = o.order_id and h.cleared_run is null

-- field: order.holds_join
 join hold h on h.order_id = o.order_id and h.cleared_run is null

-- field: order.notes_frame
order_note n left join run r on r.run_id = n.run_id where n.order_id = o.order_id

-- field: order.notes_join
 join order_note n on n.order_id = o.order_id left join run r on r.run_id = n.run_id
