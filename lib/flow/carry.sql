-- Allocations that may go along with their units to another record of the same product.

-- Firm ones have left our hands, and pickers are on their way to those on an open pick list.
-- name: carry_allocations
select a.allocation_id, a.order_line_id, a.product_id, a.quantity, a.oversold,
	coalesce(b.allocation_id, 0), coalesce(b.quantity, 0), coalesce(b.oversold, 0)
from allocation a
left join allocation b on b.order_line_id = a.order_line_id and b.stock_id = :to_id and b.closed_run is null
	and b.is_firm = 0
where a.stock_id = :from_id and a.closed_run is null and a.is_firm = 0
	and not exists (select 1 from order_line l
		join pick_line k on k.order_id = l.order_id and k.order_line_id = l.order_line_id
		join pick_list t on t.pick_list_id = k.pick_list_id
		where l.order_line_id = a.order_line_id and k.stock_id = a.stock_id and t.state in ('open', 'picking'))
order by a.allocation_id desc
