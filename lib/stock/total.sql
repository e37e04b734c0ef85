-- Totals of a product over all warehouses, or over those whose keys stand in :scope, as ',3,7,' ('' is all).

-- field: stock_total.from
product p

-- field: stock_total.key
p.product_id

-- field: stock_total.find
om_find(:find, p.sku, p.name)

-- field: stock_total.sku
p.sku

-- field: stock_total.kind
p.kind

-- field: stock_total.name
p.name

-- field: stock_total.brand
p.brand

-- field: stock_total.is_active
p.is_active

-- field: stock_total.record_count
(select count(*) from stock s where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- field: stock_total.on_hand
(select cast(coalesce(sum(s.on_hand), 0) as bigint) from stock s where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- field: stock_total.locked
(select cast(coalesce(sum(s.locked), 0) as bigint) from stock s where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- field: stock_total.allocated
(select cast(coalesce(sum(s.allocated), 0) as bigint) from stock s where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- A record below zero never eats another record's units (inventory.md rule 1).
-- field: stock_total.available
(select cast(coalesce(sum(case when s.is_active = 1 and s.is_pickable = 1 and l.is_active = 1 and l.is_pickable = 1 and w.is_active = 1 and p.is_active = 1 and (t.expires_on is null or t.expires_on > :today) and s.on_hand - s.locked > s.allocated then s.on_hand - s.locked - s.allocated else 0 end), 0) as bigint) from stock s join location l on l.location_id = s.location_id join warehouse w on w.warehouse_id = s.warehouse_id left join lot t on t.product_id = s.product_id and t.lot = s.lot where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- field: stock_total.unconfigured
(select cast(coalesce(sum(s.on_hand), 0) as bigint) from stock s join location l on l.location_id = s.location_id where s.product_id = p.product_id and l.location = 'UNCONFIGURED' and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- field: stock_total.shortfall
(select cast(coalesce(sum(case when s.allocated > case when s.on_hand > s.locked then s.on_hand - s.locked else 0 end then s.allocated - case when s.on_hand > s.locked then s.on_hand - s.locked else 0 end else 0 end), 0) as bigint) from stock s where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%'))

-- Units on hand less units with value, in valued warehouses: above 0 units lack value, below 0 value lacks units.
-- field: stock_total.discrepancy
(select cast(coalesce(sum(s.on_hand), 0) as bigint) from stock s join warehouse w on w.warehouse_id = s.warehouse_id and w.is_valued = 1 where s.product_id = p.product_id and (:scope = '' or :scope like '%,' || s.warehouse_id || ',%')) - (select cast(coalesce(sum(y.qty_left), 0) as bigint) from layer y join warehouse w on w.warehouse_id = y.warehouse_id and w.is_valued = 1 where y.product_id = p.product_id and y.qty_left > 0 and (:scope = '' or :scope like '%,' || y.warehouse_id || ',%'))

-- Layers at what is left of them, other units at the product's own cost, warehouse by warehouse (inventory.md rule 14.5).
-- field: stock_total.value
(select cast(coalesce(sum(u.value_left + case when u.on_hand > u.qty_left then (u.on_hand - u.qty_left) * case when p.currency = :currency then coalesce(p.vendor_cost, 0) else 0 end else 0 end), 0) as bigint) from (select w.warehouse_id, (select coalesce(sum(s.on_hand), 0) from stock s where s.product_id = p.product_id and s.warehouse_id = w.warehouse_id) as on_hand, (select coalesce(sum(y.qty_left), 0) from layer y where y.product_id = p.product_id and y.warehouse_id = w.warehouse_id and y.qty_left > 0) as qty_left, (select coalesce(sum(y.value_left), 0) from layer y where y.product_id = p.product_id and y.warehouse_id = w.warehouse_id and y.qty_left > 0) as value_left from warehouse w where w.is_valued = 1 and (:scope = '' or :scope like '%,' || w.warehouse_id || ',%')) u)
