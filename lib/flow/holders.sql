-- Who holds units of a stock record, for its refusals.

-- name: stock_holders
select distinct c.channel || ':' || o.order_number
from allocation a
join order_line i on i.order_line_id = a.order_line_id
join orders o on o.order_id = i.order_id
join channel c on c.channel_id = o.channel_id
where a.stock_id = :stock_id and a.closed_run is null
order by 1
limit :limit
