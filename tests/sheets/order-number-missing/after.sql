select order_number, count(*) from orders join order_line using (order_id) group by 1;
