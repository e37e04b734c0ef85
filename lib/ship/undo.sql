-- Voiding a shipment with restock, and what else is taken back of shipments.

-- name: void_shipment
update shipment set state = 'voided', voided_at = :now where shipment_id = :shipment_id and state = 'shipped'

-- name: void_items
select i.order_line_id, i.stock_id, cast(sum(i.quantity) as bigint)
from package_item i
where i.shipment_id = :shipment_id
group by i.order_line_id, i.stock_id
order by i.order_line_id, i.stock_id

-- name: void_line
update order_line set quantity_shipped = quantity_shipped - :quantity, quantity_short = quantity_short + :quantity
where order_line_id = :order_line_id and quantity_shipped >= :quantity

-- name: void_order
select order_id, state from shipment where shipment_id = :shipment_id

-- name: restore_shipment
update shipment set state = 'shipped', voided_at = null where shipment_id = :shipment_id and state = 'voided'

-- name: restore_held
select 1 from hold where order_id = :order_id and cleared_run is null limit 1

-- name: restore_numbers
select tracking_number from package where shipment_id = :shipment_id and tracking_number <> '' order by seq

-- name: shipment_track
select h.tracking_number, h.carrier, h.service, h.order_id, h.state, min(k.seq), max(k.seq)
from shipment h join package k on k.shipment_id = h.shipment_id
where h.shipment_id = :shipment_id
group by h.shipment_id

-- name: package_facts
select k.tracking_number, k.package_type,
	(select count(*) from package_item i where i.shipment_id = k.shipment_id and i.seq = k.seq)
from package k where k.shipment_id = :shipment_id and k.seq = :seq

-- name: package_delete
delete from package where shipment_id = :shipment_id and seq = :seq

-- name: void_is_done
select 1 from shipment where shipment_id = :shipment_id and state = 'voided'
