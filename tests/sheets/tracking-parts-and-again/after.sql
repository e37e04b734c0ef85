select o.order_number, h.shipment_id, h.carrier, h.fee, k.seq, k.tracking_number, i.quantity from shipment h join orders o using (order_id) join package k using (shipment_id) join package_item i on i.shipment_id = k.shipment_id and i.seq = k.seq order by 2, 5, 7;
select order_number, status, fulfilled from orders order by order_id;
