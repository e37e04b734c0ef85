-- Taking back what a run, or a shipment, did to cost layers.

-- name: undo_layers_run
select e.layer_id, cast(sum(e.quantity) as bigint), cast(sum(e.value) as bigint), l.qty_left, l.value_left, p.sku, w.warehouse
from layer_event e /*scan*/ join layer l on l.layer_id = e.layer_id join product p on p.product_id = l.product_id
	join warehouse w on w.warehouse_id = l.warehouse_id
where e.run_id = :run_id and e.kind in ('in', 'loss', 'undo')
group by e.layer_id, l.layer_id, p.product_id, w.warehouse_id
order by e.layer_id desc

-- name: undo_layers_shipment
select e.layer_id, cast(sum(e.quantity) as bigint), cast(sum(e.value) as bigint), l.qty_left, l.value_left, p.sku, w.warehouse
from layer_event e /*scan*/ join layer l on l.layer_id = e.layer_id join product p on p.product_id = l.product_id
	join warehouse w on w.warehouse_id = l.warehouse_id
where e.cause_type = 'shipment' and e.cause_id = :shipment_id and e.kind in ('ship', 'unship')
group by e.layer_id, l.layer_id, p.product_id, w.warehouse_id
order by e.layer_id desc

-- name: undo_layers_unship
select e.layer_id, cast(sum(e.quantity) as bigint), cast(sum(e.value) as bigint), l.qty_left, l.value_left, p.sku, w.warehouse
from layer_event e /*scan*/ join layer l on l.layer_id = e.layer_id join product p on p.product_id = l.product_id
	join warehouse w on w.warehouse_id = l.warehouse_id
where e.run_id = :run_id and e.cause_type = 'shipment' and e.cause_id = :shipment_id and e.kind = 'unship'
group by e.layer_id, l.layer_id, p.product_id, w.warehouse_id
order by e.layer_id desc

-- What the shipment cost when it was booked; corrections only turn that off and on.
-- name: undo_cogs_booked
select order_line_id, product_id, warehouse_id, layer_id, cast(-sum(quantity) as bigint), cast(-sum(amount) as bigint)
from cogs /*scan*/
where shipment_id = :shipment_id and basis <> 'correction'
group by order_line_id, product_id, warehouse_id, layer_id
having sum(quantity) <> 0

-- name: undo_cogs
select order_line_id, product_id, warehouse_id, layer_id, cast(sum(quantity) as bigint), cast(sum(amount) as bigint)
from cogs /*scan*/
where shipment_id = :shipment_id
group by order_line_id, product_id, warehouse_id, layer_id
having sum(quantity) <> 0
