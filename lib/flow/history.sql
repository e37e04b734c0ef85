-- The name of the record that a row of history is of: the layers above core own the records.

-- field: history.record
case h.entity
	when 'order' then (select c.channel || ':' || o.order_number from orders o join channel c on c.channel_id = o.channel_id where o.order_id = h.entity_id)
	when 'slip' then (select c.channel || ':' || o.order_number from orders o join channel c on c.channel_id = o.channel_id where o.order_id = h.entity_id)
	when 'product' then (select p.sku from product p where p.product_id = h.entity_id)
	when 'channel' then (select c.channel from channel c where c.channel_id = h.entity_id)
	when 'listing' then (select c.channel || ':' || l.listing_sku from listing l join channel c on c.channel_id = l.channel_id where l.listing_id = h.entity_id)
	when 'warehouse' then (select w.warehouse from warehouse w where w.warehouse_id = h.entity_id)
	when 'location' then (select w.warehouse || '/' || l.location from location l join warehouse w on w.warehouse_id = l.warehouse_id where l.location_id = h.entity_id)
	when 'stock' then (select p.sku || ' at ' || w.warehouse || '/' || l.location || case s.lot when '' then '' else ' lot ' || s.lot end
		from stock s join product p on p.product_id = s.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id
		where s.stock_id = h.entity_id)
	when 'zone' then coalesce((select z.country || '-' || z.state || coalesce(' ' || (select p.sku from product p where p.product_id = z.product_id), '') from zone z where z.zone_id = h.entity_id), '')
	when 'customer' then (select case c.name when '' then c.email else c.name end from customer c where c.customer_id = h.entity_id)
	when 'shipment' then 'S' || h.entity_id
	when 'pick_list' then 'PL' || h.entity_id
	when 'user' then (select u.login from users u where u.user_id = h.entity_id)
	when 'label' then (select b.label from label b where b.label_id = h.entity_id)
	when 'field' then (select f.entity || ':' || f.name from custom_field f where f.custom_field_id = h.entity_id)
	when 'view' then (select v.name from saved_view v where v.view_id = h.entity_id)
	when 'setting' then h.field
	else '' end
