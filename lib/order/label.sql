-- Labels of orders and customers.

-- name: order_label_insert
insert into order_label (order_id, label_id) values (:record_id, :label_id) on conflict (order_id, label_id) do nothing

-- name: order_labels_delete
delete from order_label where order_id = :record_id

-- name: customer_label_insert
insert into customer_label (customer_id, label_id) values (:record_id, :label_id)
on conflict (customer_id, label_id) do nothing

-- name: customer_labels_delete
delete from customer_label where customer_id = :record_id

-- field: order.labels
(select group_concat(m.v, '|')
	from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from order_label x join label b on b.label_id = x.label_id where x.order_id = o.order_id order by b.label) m)
-- variant: postgres
(select string_agg(m.v, '|')
	from (select replace(replace(b.label, '\', '\\'), '|', '\|') as v
		from order_label x join label b on b.label_id = x.label_id where x.order_id = o.order_id order by b.label) m)

-- field: order.cf
(select v.value from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'order' and f.name = :map_name and v.record_id = o.order_id)

-- field: order.cf_num
(select v.num from custom_field f join custom_value v on v.custom_field_id = f.custom_field_id
	where f.entity = 'order' and f.name = :map_name and v.record_id = o.order_id)
