-- What stock adds to a product: units over all warehouses.

-- name: product_on_hand
select cast(coalesce(sum(on_hand), 0) as bigint) from stock where product_id = :product_id

-- field: product.on_hand
(select cast(coalesce(sum(s.on_hand), 0) as bigint) from stock s where s.product_id = p.product_id)

-- field: product.locked
(select cast(coalesce(sum(s.locked), 0) as bigint) from stock s where s.product_id = p.product_id)

-- field: product.allocated
(select cast(coalesce(sum(s.allocated), 0) as bigint) from stock s where s.product_id = p.product_id)

-- Empty for a product without stock, which is never short.
-- field: product.available
(case when p.track_stock = 0 then null when p.is_active = 0 then 0 else
	(select cast(coalesce(sum(case when s.on_hand - s.locked > s.allocated then s.on_hand - s.locked - s.allocated else 0 end), 0) as bigint)
		from stock s
		join location sl on sl.location_id = s.location_id
		join warehouse sw on sw.warehouse_id = s.warehouse_id
		where s.product_id = p.product_id and s.is_active = 1 and s.is_pickable = 1 and sl.is_active = 1 and sl.is_pickable = 1
			and sw.is_active = 1
			and (s.lot = '' or not exists (select 1 from lot t
				where t.product_id = s.product_id and t.lot = s.lot and t.expires_on <= :today))) end)

-- The fields of stock records name their product p, which is the outer one here.
-- field: product.stock_frame
stock s join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot where s.product_id = p.product_id

-- field: product.stock_join
 join stock s on s.product_id = p.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot
