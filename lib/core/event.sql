-- name: event_insert
insert into event (event_id, kind, product_id, warehouse_id, listing_id, order_id, run_id)
values (:event_id, :kind, :product_id, :warehouse_id, :listing_id, :order_id, :run_id)

-- name: event_pending
select event_id, kind, product_id, warehouse_id, listing_id, order_id
from event /*scan*/
where done_run is null
order by event_id
limit :limit

-- name: event_done
update event set done_run = :run_id where event_id = :event_id and done_run is null
