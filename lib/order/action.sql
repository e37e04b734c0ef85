-- Actions on one order: what they test and the facts they write.

-- name: order_brief
select o.channel_id, c.channel || ':' || o.order_number, o.status, o.first_problem, o.holds, o.currency, o.order_total,
	o.amount_paid, o.payment_date, o.is_history, o.channel_cancel_told, o.source_id,
	coalesce(cast(sum(l.quantity - l.quantity_shipped - l.quantity_cancelled) as bigint), 0),
	coalesce(cast(sum(l.quantity_shipped) as bigint), 0),
	coalesce(cast(sum(case when l.quantity_picked > l.quantity_shipped
		then l.quantity_picked - l.quantity_shipped else 0 end) as bigint), 0),
	case when o.erased_at is null then 0 else 1 end
from orders o left join channel c on c.channel_id = o.channel_id left join order_line l on l.order_id = o.order_id
where o.order_id = :order_id
group by o.order_id, c.channel_id

-- name: order_touch
update orders set revision = revision + 1, modified_at = :now where order_id = :order_id

-- name: order_exists
select order_id from orders where order_id = :order_id

-- name: order_by_channel_number
select o.order_id from channel c join orders o on o.channel_id = c.channel_id and o.order_number = :order_number
where c.channel_key = :channel_key

-- name: order_by_bare_number
select o.order_id, c.channel from orders o left join channel c on c.channel_id = o.channel_id
where o.order_number = :order_number order by o.order_id

-- name: order_pay
update orders set amount_paid = :amount_paid, payment_date = :payment_date, payment_type = :payment_type
where order_id = :order_id

-- name: order_payment
select payment_type, refunded_amount from orders where order_id = :order_id

-- name: hold_open
select hold_id, kind, hold_until, stock_released, note from hold
where order_id = :order_id and cleared_run is null order by hold_id

-- name: hold_any
select exists (select 1 from hold where order_id = :order_id)

-- name: hold_insert
insert into hold (hold_id, order_id, kind, hold_until, stock_released, note, opened_at, opened_run)
values (:hold_id, :order_id, 'user', :hold_until, :stock_released, :note, :opened_at, :opened_run)

-- name: hold_move
update hold set hold_until = :hold_until, stock_released = :stock_released, note = :note where hold_id = :hold_id

-- name: hold_clear_one
update hold set cleared_run = :run_id where hold_id = :hold_id and cleared_run is null

-- name: order_cancel
update orders set cancelled_at = :cancelled_at
where order_id = :order_id

-- Open units go to the bucket cancelled; the claims on stock follow when the order is resolved.
-- name: order_cancel_lines
update order_line set quantity_cancelled = quantity - quantity_shipped, quantity_allocated = 0, quantity_short = 0,
	quantity_picked = case when quantity_picked > quantity_shipped then quantity_shipped else quantity_picked end
where order_id = :order_id and quantity_allocated + quantity_short > 0

-- The units that are cancelled while the order goes on to be shipped (orders.md R17.4).
-- name: order_cancel_rest
insert into line_cancel (order_line_id, run_id, quantity, reason, cancel_text)
select order_line_id, :run_id, quantity_allocated + quantity_short, :reason, :cancel_text
from order_line where order_id = :order_id and quantity_allocated + quantity_short > 0

-- The opposite of what one run cancelled so.
-- name: order_reopen_rest
update order_line set quantity_short = quantity_short
		+ (select cast(sum(k.quantity) as bigint) from line_cancel k
			where k.order_line_id = order_line.order_line_id and k.run_id = :run_id),
	quantity_cancelled = quantity_cancelled
		- (select cast(sum(k.quantity) as bigint) from line_cancel k
			where k.order_line_id = order_line.order_line_id and k.run_id = :run_id)
where order_id = :order_id and exists (select 1 from line_cancel k
	where k.order_line_id = order_line.order_line_id and k.run_id = :run_id)

-- name: order_forget_rest
delete from line_cancel
where run_id = :run_id and order_line_id in (select l.order_line_id from order_line l where l.order_id = :order_id)

-- name: order_cancel_words
select cancel_reason, cancel_text from orders where order_id = :order_id

-- name: order_put_words
update orders set cancel_reason = :cancel_reason, cancel_text = :cancel_text where order_id = :order_id

-- What was cancelled by itself is not undone with the cancellation of the order.
-- name: order_reopen_lines
update order_line set quantity_short = quantity_short + quantity_cancelled
		- coalesce((select cast(sum(k.quantity) as bigint) from line_cancel k
			where k.order_line_id = order_line.order_line_id), 0),
	quantity_cancelled = coalesce((select cast(sum(k.quantity) as bigint) from line_cancel k
		where k.order_line_id = order_line.order_line_id), 0)
where order_id = :order_id and quantity_cancelled > 0

-- name: order_was_restored
select exists (select 1 from history
	where entity = 'order' and entity_id = :order_id and field = 'cancelled_at' and new_value is null)

-- name: order_source
select o.source_id, w.warehouse, o.source_by, o.routed_at from orders o left join warehouse w on w.warehouse_id = o.source_id
where o.order_id = :order_id

-- name: order_put_source
update orders set source_id = :source_id, source_by = :source_by, route_reason = :route_reason, routed_at = null
where order_id = :order_id

-- name: warehouse_name
select warehouse from warehouse where warehouse_id = :warehouse_id
