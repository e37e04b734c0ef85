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

-- name: movement_insert
insert into movement (movement_id, run_id, at, kind, bucket, stock_id, delta, after, cause_type, cause_id, ref, reason, note)
values (:movement_id, :run_id, :at, :kind, :bucket, :stock_id, :delta, :after, :cause_type, :cause_id, :ref, :reason, :note)

-- name: movement_by_ref
select 1
from movement
where stock_id = :stock_id and kind = :kind and ref = :ref
limit 1

-- Adjustments of a sheet go by a reference that is made of the whole file.
-- name: movement_by_file
select 1
from movement
where stock_id = :stock_id and kind = 'adjust' and ref >= 'file:' and ref < 'file;' and delta = :delta
limit 1

-- name: stock_count
update stock
set on_hand = :on_hand, locked = :locked, first_in_at = :first_in_at
where stock_id = :stock_id and on_hand = :old_on_hand and locked = :old_locked

-- Movements, and edits of stock rows and locations, each with a key of its own (inventory.md, history).  Each part joins for itself, so that a
-- filter is looked up in each by its own index.
-- field: movement.from
(select m.movement_id * 4 as entry, m.movement_id as movement_id, m.run_id as run_id, m.at as at, r.actor as actor, r.program as program, p.sku as sku, w.warehouse as warehouse, l.location as location, s.lot as lot, m.kind as kind, m.bucket as bucket, m.after - m.delta as before, m.delta as delta, m.after as after, m.reason as reason, m.note as note, m.cause_type as cause_type, m.cause_id as cause_id, m.ref as ref from movement m join run r on r.run_id = m.run_id join stock s on s.stock_id = m.stock_id join product p on p.product_id = s.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id union all select h.history_id * 4 + 1, null, h.run_id, r.at, r.actor, r.program, p.sku, w.warehouse, l.location, s.lot, 'edit', h.field, case when h.field in ('draw_rank', 'location_min') then cast(h.old_value as bigint) end, null, case when h.field in ('draw_rank', 'location_min') then cast(h.new_value as bigint) end, '', coalesce(h.old_value, 'empty') || ' -> ' || coalesce(h.new_value, 'empty'), null, null, null from history h join run r on r.run_id = h.run_id join stock s on s.stock_id = h.entity_id join product p on p.product_id = s.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id where h.entity = 'stock' union all select h.history_id * 4 + 2, null, h.run_id, r.at, r.actor, r.program, null, w.warehouse, l.location, '', 'edit', h.field, null, null, null, '', coalesce(h.old_value, 'empty') || ' -> ' || coalesce(h.new_value, 'empty'), null, null, null from history h join run r on r.run_id = h.run_id join location l on l.location_id = h.entity_id join warehouse w on w.warehouse_id = l.warehouse_id where h.entity = 'location') m

-- field: movement.key
m.entry

-- field: movement.movement_id
m.movement_id

-- field: movement.at
m.at

-- field: movement.run
m.run_id

-- field: movement.actor
m.actor

-- A row of a file is its own cause: file:NAME and the line.
-- field: movement.source
case when m.cause_type like 'file:%' then substr(m.cause_type, 6) || ':' || m.cause_id else m.program end

-- field: movement.sku
m.sku

-- field: movement.warehouse
m.warehouse

-- field: movement.location
m.location

-- field: movement.lot
m.lot

-- field: movement.kind
m.kind

-- field: movement.bucket
m.bucket

-- field: movement.before
m.before

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
case when m.cause_type = 'shipment' then 'S' || m.cause_id when m.cause_type like 'file:%' then '' else coalesce(m.cause_type || ' ' || m.cause_id, '') end
