select group_concat(n) from (select dense_rank() over (order by customer_id) n from orders order by order_id);
