-- name: stock_image
select s.product_id, s.warehouse_id, s.on_hand, s.locked, s.allocated, s.oversold, s.first_in_at,
	case when s.is_active = 1 and s.is_pickable = 1 and l.is_active = 1 and l.is_pickable = 1
			and w.is_active = 1 and p.is_active = 1
			and (s.lot = '' or not exists (select 1 from lot t
				where t.product_id = s.product_id and t.lot = s.lot and t.expires_on <= :today))
		then 1 else 0 end
from stock s
join location l on l.location_id = s.location_id
join warehouse w on w.warehouse_id = s.warehouse_id
join product p on p.product_id = s.product_id
where s.stock_id = :stock_id

-- name: stock_names
select p.sku, w.warehouse, l.location, s.lot
from stock s
join product p on p.product_id = s.product_id
join warehouse w on w.warehouse_id = s.warehouse_id
join location l on l.location_id = s.location_id
where s.stock_id = :stock_id

-- name: movement_insert
insert into movement (movement_id, run_id, at, kind, bucket, stock_id, delta, after, cause_type, cause_id, ref, reason, note)
values (:movement_id, :run_id, :at, :kind, :bucket, :stock_id, :delta, :after, :cause_type, :cause_id, :ref, :reason, :note)

-- name: movement_by_ref
select 1
from movement
where stock_id = :stock_id and kind = :kind and ref = :ref
limit 1

-- name: stock_count
update stock
set on_hand = :on_hand, locked = :locked, first_in_at = :first_in_at
where stock_id = :stock_id and on_hand = :old_on_hand and locked = :old_locked

-- field: movement.from
movement m join run r on r.run_id = m.run_id join stock s on s.stock_id = m.stock_id join product p on p.product_id = s.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id

-- field: movement.key
m.movement_id

-- field: movement.at
m.at

-- field: movement.run
m.run_id

-- field: movement.actor
r.actor

-- field: movement.source
r.program

-- field: movement.sku
p.sku

-- field: movement.warehouse
w.warehouse

-- field: movement.location
l.location

-- field: movement.lot
s.lot

-- field: movement.kind
m.kind

-- field: movement.bucket
m.bucket

-- field: movement.before
m.after - m.delta

-- field: movement.delta
m.delta

-- field: movement.after
m.after

-- field: movement.reason
m.reason

-- field: movement.note
m.note

-- field: movement.ref
coalesce(m.ref, '')

-- field: movement.cause
case m.cause_type when 'shipment' then 'S' || m.cause_id else coalesce(m.cause_type || ' ' || m.cause_id, '') end
