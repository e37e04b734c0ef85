select order_number, count(*), sum(quantity) from orders join order_line using (order_id) group by 1 order by 1;
