-- Erasing personal data (orders.md R26.5): names, addresses, phones, e-mails and notes become empty where they stand, in the
-- history too.  Each statement changes only what holds something, so that what is erased already counts as nothing.

-- name: scrub_order
update orders
set ship_name = '', ship_company = '', ship_address1 = '', ship_address2 = '', ship_address3 = '', ship_city = '', ship_state = '',
	ship_zip = substr(ship_zip, 1, 3), ship_phone = '', ship_email = '', buyer_id = '', notes_from_buyer = '', notes_to_buyer = '',
	internal_notes = '', gift_message = '', cancel_text = ''
where order_id = :record_id
	and (ship_name || ship_company || ship_address1 || ship_address2 || ship_address3 || ship_city || ship_state || ship_phone
			|| ship_email || buyer_id || notes_from_buyer || notes_to_buyer || internal_notes || gift_message || cancel_text <> ''
		or length(ship_zip) > 3)

-- name: scrub_order_addresses
update order_address
set name = '', company = '', address1 = '', address2 = '', address3 = '', city = '', state = '', zip = substr(zip, 1, 3), phone = '',
	email = ''
where order_id = :record_id
	and (name || company || address1 || address2 || address3 || city || state || phone || email <> '' or length(zip) > 3)

-- name: scrub_order_lines
update order_line set item_notes = '' where order_id = :record_id and item_notes <> ''

-- name: scrub_order_cancels
update line_cancel set cancel_text = ''
where order_line_id in (select order_line_id from order_line where order_id = :record_id) and cancel_text <> ''

-- name: scrub_order_notes
update order_note set note = '' where order_id = :record_id and note <> ''

-- name: scrub_order_holds
update hold set note = '' where order_id = :record_id and note <> ''

-- The detail of an incomplete address quotes it.
-- name: scrub_order_problems
update order_problem set detail = '' where order_id = :record_id and code = 'missing-order-info' and detail <> ''

-- name: scrub_order_history
update history
set old_value = case when old_value is null then null else '' end, new_value = case when new_value is null then null else '' end
where entity = 'order' and entity_id = :record_id and coalesce(old_value, '') || coalesce(new_value, '') <> ''
	and field in ('ship_name', 'ship_company', 'ship_address1', 'ship_address2', 'ship_address3', 'ship_city', 'ship_state',
		'ship_zip', 'ship_phone', 'ship_email', 'bill_name', 'bill_company', 'bill_address1', 'bill_address2', 'bill_address3',
		'bill_city', 'bill_state', 'bill_zip', 'bill_phone', 'bill_email', 'buyer_id', 'notes_from_buyer', 'notes_to_buyer',
		'internal_notes', 'gift_message', 'cancel_text')

-- The runs whose command lines may quote what is erased.
-- name: scrub_order_runs
select created_run from orders where order_id = :record_id
union
select run_id from history where entity = 'order' and entity_id = :record_id and field not in ('status', 'erased_at')
union
select run_id from order_note where order_id = :record_id
union
select opened_run from hold where order_id = :record_id
order by 1

-- name: scrub_order_mark
update orders set erased_at = :now where order_id = :record_id

-- name: scrub_customer
update customer
set name = '', company = '', email = '', email_key = '', phone = '', address1 = '', address2 = '', address3 = '', city = '', state = '',
	zip = substr(zip, 1, 3), buyer_id = '', notes = ''
where customer_id = :record_id
	and (name || company || email || phone || address1 || address2 || address3 || city || state || buyer_id || notes <> ''
		or length(zip) > 3)

-- name: scrub_customer_values
delete from customer_value where customer_id = :record_id

-- name: scrub_customer_addresses
delete from customer_address where customer_id = :record_id or from_id = :record_id /*scan*/

-- name: scrub_customer_aliases
delete from customer_alias where customer_id = :record_id

-- Every column that the company added is about a person.
-- name: scrub_customer_custom
delete from custom_value
where record_id = :record_id and custom_field_id in (select custom_field_id from custom_field where entity = 'customer' /*scan*/)

-- name: scrub_customer_history
update history
set old_value = case when old_value is null then null else '' end, new_value = case when new_value is null then null else '' end
where entity = 'customer' and entity_id = :record_id and coalesce(old_value, '') || coalesce(new_value, '') <> ''
	and (field in ('name', 'company', 'emails', 'phones', 'address1', 'address2', 'address3', 'city', 'state', 'zip', 'buyer_id',
		'notes') or field like 'cf:%')

-- name: scrub_customer_runs
select created_run from customer where customer_id = :record_id
union
select run_id from history where entity = 'customer' and entity_id = :record_id and field <> 'erased_at'
order by 1

-- name: scrub_customer_mark
update customer set erased_at = :now, modified_at = :now where customer_id = :record_id

-- name: scrub_customer_open_orders
select count(*) from orders
where customer_id = :record_id and status not in ('shipped', 'cancelled', 'merged') and is_history = 0
