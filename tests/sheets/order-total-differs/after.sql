select order_number, order_total, total_diff from orders order by order_id;
