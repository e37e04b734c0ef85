-- Customers: their fields as lists, and what intake, edits and merges read and write.

-- The first of those whom the channel calls so, by their own name or by one that they took over.
-- name: customer_by_buyer
select customer_id from customer
where channel_id = :channel_id and buyer_id = :buyer_id and buyer_id <> '' and is_active = 1
union all
select customer_id from customer_alias where channel_id = :channel_id and buyer_id = :buyer_id
order by customer_id limit 1

-- name: customer_by_email
select customer_id from customer where email_key = :email_key and email_key <> '' and is_active = 1
union all
select v.customer_id from customer_value v join customer u on u.customer_id = v.customer_id
where v.value_key = :email_key and v.value_key <> '' and u.is_active = 1
order by customer_id limit 1

-- Two are asked for: the key must not mean both.
-- name: customers_by_main_email
select customer_id from customer where email_key = :email_key and email_key <> '' and is_active = 1
order by customer_id limit 2

-- name: customer_exists
select customer_id from customer where customer_id = :customer_id

-- name: customer_by_id
select u.customer_id, u.name, u.company, u.email, u.email_key, u.phone, u.address1, u.address2, u.address3, u.city, u.state,
	u.zip, u.country, u.channel_id, u.buyer_id, u.notes, u.is_forwarder, u.is_active, u.merged_into, u.erased_at, u.created_at,
	u.modified_at, u.created_run, c.channel,
	(select group_concat(m.v, '|') from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from customer_label x join label b on b.label_id = x.label_id where x.customer_id = u.customer_id order by b.label) m)
from customer u left join channel c on c.channel_id = u.channel_id
where u.customer_id = :customer_id
-- variant: postgres
select u.customer_id, u.name, u.company, u.email, u.email_key, u.phone, u.address1, u.address2, u.address3, u.city, u.state,
	u.zip, u.country, u.channel_id, u.buyer_id, u.notes, u.is_forwarder, u.is_active, u.merged_into, u.erased_at, u.created_at,
	u.modified_at, u.created_run, c.channel,
	(select string_agg(m.v, '|') from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from customer_label x join label b on b.label_id = x.label_id where x.customer_id = u.customer_id order by b.label) m)
from customer u left join channel c on c.channel_id = u.channel_id
where u.customer_id = :customer_id

-- name: customer_insert
insert into customer (customer_id, name, company, email, email_key, phone, address1, address2, address3, city, state, zip,
	country, channel_id, buyer_id, notes, is_forwarder, is_active, merged_into, erased_at, created_at, modified_at, created_run)
values (:customer_id, :name, :company, :email, :email_key, :phone, :address1, :address2, :address3, :city, :state, :zip,
	:country, :channel_id, :buyer_id, :notes, :is_forwarder, :is_active, :merged_into, :erased_at, :created_at, :modified_at,
	:created_run)

-- name: customer_update
update customer
set name = :name, company = :company, email = :email, email_key = :email_key, phone = :phone, address1 = :address1,
	address2 = :address2, address3 = :address3, city = :city, state = :state, zip = :zip, country = :country,
	channel_id = :channel_id, buyer_id = :buyer_id, notes = :notes, is_forwarder = :is_forwarder, is_active = :is_active,
	merged_into = :merged_into, erased_at = :erased_at, created_at = :created_at, modified_at = :modified_at, created_run = :created_run
where customer_id = :customer_id

-- name: customer_touch
update customer set modified_at = :now where customer_id = :customer_id

-- name: customer_values
select value from customer_value where customer_id = :customer_id and list = :list order by rank

-- name: customer_values_delete
delete from customer_value where customer_id = :customer_id and list = :list

-- name: customer_value_insert
insert into customer_value (customer_id, list, rank, value, value_key) values (:customer_id, :list, :rank, :value, :value_key)

-- name: customer_orders
select order_id from orders where customer_id = :customer_id order by order_id

-- name: order_put_customer
update orders set customer_id = :customer_id where order_id = :order_id

-- Addresses of the one that goes which the one that stays has not yet, with their place behind its own.
-- name: customer_addresses_take
insert into customer_address (customer_id, rank, from_id, address1, address2, address3, city, state, zip, country)
select :customer_id, row_number() over (order by a.n)
		+ (select coalesce(max(rank), 0) from customer_address where customer_id = :customer_id), :from_id,
	a.address1, a.address2, a.address3, a.city, a.state, a.zip, a.country
from (
	select 0 as n, address1, address2, address3, city, state, zip, country
	from customer where customer_id = :from_id and address1 || city || zip <> ''
	union all
	select rank, address1, address2, address3, city, state, zip, country
	from customer_address where customer_id = :from_id) a
where not exists (select 1 from customer u where u.customer_id = :customer_id and u.address1 = a.address1
		and u.address2 = a.address2 and u.city = a.city and u.state = a.state and u.zip = a.zip and u.country = a.country)
	and not exists (select 1 from customer_address x where x.customer_id = :customer_id and x.address1 = a.address1
		and x.address2 = a.address2 and x.city = a.city and x.state = a.state and x.zip = a.zip and x.country = a.country)

-- name: customer_alias_keep
insert into customer_alias (channel_id, buyer_id, customer_id)
select channel_id, buyer_id, :customer_id from customer
where customer_id = :from_id and channel_id is not null and buyer_id <> ''
on conflict (channel_id, buyer_id) do update set customer_id = excluded.customer_id

-- name: customer_aliases_take
update customer_alias set customer_id = :customer_id where customer_id = :from_id

-- Those that went to it before.
-- name: customer_followers
select customer_id from customer where merged_into = :customer_id order by customer_id

-- name: customer_put_master
update customer set merged_into = :merged_into, is_active = :is_active, modified_at = :modified_at
where customer_id = :customer_id

-- name: customer_addresses_drop
delete from customer_address where customer_id = :customer_id and from_id = :from_id

-- name: customer_alias_drop
delete from customer_alias
where channel_id = (select channel_id from customer where customer_id = :customer_id)
	and buyer_id = (select buyer_id from customer where customer_id = :customer_id)

-- field: customer.from
customer u left join channel uc on uc.channel_id = u.channel_id

-- field: customer.ids
u.customer_id

-- field: customer.find
(om_find(:find, u.name, u.company, u.email, u.phone, u.buyer_id)
	or exists (select 1 from customer_value v where v.customer_id = u.customer_id and om_find(:find, v.value)))

-- field: customer.customer_id
u.customer_id

-- field: customer.name
u.name

-- field: customer.company
u.company

-- field: customer.emails
nullif(case when u.email = '' then '' else replace(replace(u.email, '\', '\\'), '|', '\|') end
	|| coalesce((select '|' || group_concat(m.v, '|') from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from customer_value x where x.customer_id = u.customer_id and x.list = 'email' order by x.rank) m), ''), '')
-- variant: postgres
nullif(case when u.email = '' then '' else replace(replace(u.email, '\', '\\'), '|', '\|') end
	|| coalesce((select '|' || string_agg(m.v, '|') from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from customer_value x where x.customer_id = u.customer_id and x.list = 'email' order by x.rank) m), ''), '')

-- field: customer.phones
nullif(case when u.phone = '' then '' else replace(replace(u.phone, '\', '\\'), '|', '\|') end
	|| coalesce((select '|' || group_concat(m.v, '|') from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from customer_value x where x.customer_id = u.customer_id and x.list = 'phone' order by x.rank) m), ''), '')
-- variant: postgres
nullif(case when u.phone = '' then '' else replace(replace(u.phone, '\', '\\'), '|', '\|') end
	|| coalesce((select '|' || string_agg(m.v, '|') from (select replace(replace(x.value, '\', '\\'), '|', '\|') as v
		from customer_value x where x.customer_id = u.customer_id and x.list = 'phone' order by x.rank) m), ''), '')

-- field: customer.address1
u.address1

-- field: customer.address2
u.address2

-- field: customer.address3
u.address3

-- field: customer.city
u.city

-- field: customer.state
u.state

-- field: customer.zip
u.zip

-- field: customer.country
u.country

-- field: customer.addresses
(select group_concat(m.v, '|') from (select replace(replace(
		x.address1 || coalesce(', ' || nullif(x.city, ''), '') || coalesce(' ' || nullif(x.state, ''), '')
			|| coalesce(' ' || nullif(x.zip, ''), '') || coalesce(' ' || nullif(x.country, ''), ''), '\', '\\'), '|', '\|') as v
	from customer_address x where x.customer_id = u.customer_id order by x.rank) m)
-- variant: postgres
(select string_agg(m.v, '|') from (select replace(replace(
		x.address1 || coalesce(', ' || nullif(x.city, ''), '') || coalesce(' ' || nullif(x.state, ''), '')
			|| coalesce(' ' || nullif(x.zip, ''), '') || coalesce(' ' || nullif(x.country, ''), ''), '\', '\\'), '|', '\|') as v
	from customer_address x where x.customer_id = u.customer_id order by x.rank) m)

-- field: customer.channel
uc.channel

-- field: customer.buyer_id
u.buyer_id

-- field: customer.notes
u.notes

-- field: customer.labels
(select group_concat(m.v, '|')
	from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from customer_label x join label b on b.label_id = x.label_id where x.customer_id = u.customer_id order by b.label) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from customer_label x join label b on b.label_id = x.label_id where x.customer_id = u.customer_id order by b.label) m)

-- field: customer.cf
(select v.value from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'customer' and f.name = :map_name and v.record_id = u.customer_id)

-- field: customer.cf_num
(select v.num from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'customer' and f.name = :map_name and v.record_id = u.customer_id)

-- field: customer.is_forwarder
u.is_forwarder

-- field: customer.is_active
u.is_active

-- field: customer.merged_into
u.merged_into

-- field: customer.is_erased
case when u.erased_at is null then 0 else 1 end

-- field: customer.erased_at
u.erased_at

-- field: customer.created_at
u.created_at

-- field: customer.modified_at
coalesce(nullif(u.modified_at, 0), u.created_at)

-- Orders that were cancelled, or went into another, are none that somebody bought.
-- field: customer.order_count
(select count(*) from orders x where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged'))

-- field: customer.units
(select coalesce(cast(sum(y.quantity - y.quantity_cancelled) as bigint), 0)
	from orders x join order_line y on y.order_id = x.order_id
	where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged'))

-- The currency of its last order; amounts are of the orders in it.
-- field: customer.currency_code
coalesce((select x.currency from orders x where x.customer_id = u.customer_id order by x.order_id desc limit 1), '')

-- field: customer.total_spent
(select cast(sum(x.order_total) as bigint) from orders x
	where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged')
		and x.currency = (select y.currency from orders y where y.customer_id = u.customer_id order by y.order_id desc limit 1))

-- field: customer.average_order
(select (2 * cast(sum(x.order_total) as bigint) + count(*)) / (2 * count(*)) from orders x
	where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged')
		and x.currency = (select y.currency from orders y where y.customer_id = u.customer_id order by y.order_id desc limit 1)
	having count(*) > 0)

-- field: customer.first_order_date
(select min(x.order_date) from orders x where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged'))

-- field: customer.last_order_date
(select max(x.order_date) from orders x where x.customer_id = u.customer_id and x.status not in ('cancelled', 'merged'))

-- field: customer.orders_frame
orders o left join channel c on c.channel_id = o.channel_id left join warehouse w on w.warehouse_id = o.source_id
	where o.customer_id = u.customer_id

-- field: customer.orders_join
 join orders o on o.customer_id = u.customer_id left join channel c on c.channel_id = o.channel_id
	left join warehouse w on w.warehouse_id = o.source_id
