-- name: layer_insert
insert into layer (layer_id, product_id, warehouse_id, received_at, origin, qty_in, value_in, qty_left, value_left, run_id)
values (:layer_id, :product_id, :warehouse_id, :received_at, :origin, :quantity, :value, :quantity, :value, :run_id)

-- name: layer_event_insert
insert into layer_event (layer_event_id, layer_id, run_id, at, kind, quantity, value, cause_type, cause_id)
values (:layer_event_id, :layer_id, :run_id, :at, :kind, :quantity, :value, :cause_type, :cause_id)

-- name: layers_open
select layer_id, qty_left, value_left
from layer
where product_id = :product_id and warehouse_id = :warehouse_id and qty_left > 0
order by received_at, layer_id

-- name: layer_draw
update layer
set qty_left = :qty_left, value_left = :value_left
where layer_id = :layer_id and qty_left = :old_qty_left and value_left = :old_value_left

-- name: layer_basis
select w.is_valued, p.vendor_cost, p.currency
from warehouse w
join product p on p.product_id = :product_id
where w.warehouse_id = :warehouse_id

-- name: cogs_insert
insert into cogs (cogs_id, shipment_id, order_line_id, product_id, warehouse_id, quantity, amount, basis, layer_id, at)
values (:cogs_id, :shipment_id, :order_line_id, :product_id, :warehouse_id, :quantity, :amount, :basis, :layer_id, :at)
