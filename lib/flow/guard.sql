-- name: guard_money
select 1
where exists (select 1 from orders) /*scan*/
	or exists (select 1 from layer) /*scan*/
	or exists (select 1 from product
		where map_price is not null or shipping_cost is not null or vendor_cost is not null
			or customs_value is not null) /*scan*/
