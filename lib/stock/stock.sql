-- Stock records: one row a product, location and lot; fields of their lists, and what their writers read.

-- name: stock_by_place
select stock_id
from stock
where product_id = :product_id and location_id = :location_id and lot = :lot

-- name: stock_next_draw_rank
select coalesce(max(draw_rank), 0) + 1
from stock
where product_id = :product_id and warehouse_id = :warehouse_id and is_active = 1

-- name: location_warehouse_id
select warehouse_id
from location
where location_id = :id

-- name: stock_insert
insert into stock (stock_id, product_id, warehouse_id, location_id, lot, draw_rank)
values (:stock_id, :product_id, :warehouse_id, :location_id, :lot, :draw_rank)

-- name: stock_settle
update stock
set draw_rank = :draw_rank, is_pickable = :is_pickable, is_receivable = :is_receivable, is_active = :is_active,
	location_min = :location_min
where stock_id = :stock_id

-- name: stock_facts
select p.track_lots, p.kind, s.stock_id, s.on_hand, s.locked, s.allocated, s.oversold, s.draw_rank, s.is_pickable,
	s.is_receivable, s.is_active, s.location_min, t.expires_on
from product p
left join stock s on s.product_id = p.product_id and s.location_id = :location_id and s.lot = :lot
left join lot t on t.product_id = p.product_id and t.lot = :lot
where p.product_id = :product_id

-- name: stock_place
select p.sku, w.warehouse, l.location, s.lot
from stock s
join product p on p.product_id = s.product_id
join warehouse w on w.warehouse_id = s.warehouse_id
join location l on l.location_id = s.location_id
where s.stock_id = :stock_id

-- name: stock_figures
select on_hand, locked, allocated
from stock
where stock_id = :stock_id

-- name: lot_insert
insert into lot (product_id, lot, expires_on, received_at)
values (:product_id, :lot, :expires_on, :received_at)

-- name: lot_by_name
select 1
from lot
where product_id = :product_id and lot = :lot

-- name: lot_update
update lot
set expires_on = :expires_on
where product_id = :product_id and lot = :lot

-- name: stock_draw_rank
select draw_rank
from stock
where stock_id = :stock_id

-- field: stock.from
stock s join product p on p.product_id = s.product_id join warehouse w on w.warehouse_id = s.warehouse_id join location l on l.location_id = s.location_id left join lot t on t.product_id = s.product_id and t.lot = s.lot

-- field: stock.key
s.stock_id

-- field: stock.ids
w.warehouse || ':' || l.location || ':' || p.sku || case when s.lot = '' then '' else ':' || s.lot end

-- field: stock.find
om_find(:find, p.sku, p.name)

-- field: stock.sku
p.sku

-- field: stock.name
p.name

-- field: stock.brand
p.brand

-- field: stock.kind
p.kind

-- field: stock.labels
coalesce((select group_concat(replace(replace(v.value, '\', '\\'), '|', '\|'), '|') from product_value v where v.product_id = s.product_id and v.list = 'label'), '')
-- variant: postgres
coalesce((select string_agg(replace(replace(v.value, '\', '\\'), '|', '\|'), '|' order by v.rank) from product_value v where v.product_id = s.product_id and v.list = 'label'), '')

-- field: stock.warehouse
w.warehouse

-- field: stock.warehouse_type
w.type

-- field: stock.location
l.location

-- field: stock.lot
s.lot

-- field: stock.expires_on
t.expires_on

-- field: stock.on_hand
s.on_hand

-- field: stock.locked
s.locked

-- field: stock.allocated
s.allocated

-- field: stock.oversold
s.oversold

-- The one definition of available (inventory.md rule 1).
-- field: stock.available
case when s.is_active = 1 and s.is_pickable = 1 and l.is_active = 1 and l.is_pickable = 1 and w.is_active = 1 and p.is_active = 1 and (t.expires_on is null or t.expires_on > :today) and s.on_hand - s.locked > s.allocated then s.on_hand - s.locked - s.allocated else 0 end

-- field: stock.location_min
s.location_min

-- field: stock.draw_rank
s.draw_rank

-- field: stock.is_pickable
s.is_pickable

-- field: stock.is_receivable
s.is_receivable

-- field: stock.is_active
s.is_active

-- field: stock.first_in_at
s.first_in_at

-- field: stock.last_moved_at
(select max(m.at) from movement m where m.stock_id = s.stock_id)
