-- name: allocation_insert
insert into allocation (allocation_id, order_line_id, product_id, stock_id, quantity, oversold, run_id)
values (:allocation_id, :order_line_id, :product_id, :stock_id, :quantity, :oversold, :run_id)

-- name: allocation_resize
update allocation set quantity = :quantity, oversold = :oversold
where allocation_id = :allocation_id and closed_run is null
	and quantity = :old_quantity and oversold = :old_oversold

-- name: allocation_close
update allocation set closed_run = :run_id
where allocation_id = :allocation_id and closed_run is null
	and quantity = :old_quantity and oversold = :old_oversold

-- The guard: units beyond what is there must be carried as oversold by the allocations themselves.
-- name: stock_claim
update stock set allocated = allocated + :quantity, oversold = oversold + :oversold
where stock_id = :stock_id and allocated + :quantity >= 0 and oversold + :oversold >= 0
	and allocated + :quantity
		<= (case when on_hand > locked then on_hand - locked else 0 end) + oversold + :oversold
