-- Voiding a shipment with restock.

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

-- name: void_is_done
select 1 from shipment where shipment_id = :shipment_id and state = 'voided'
