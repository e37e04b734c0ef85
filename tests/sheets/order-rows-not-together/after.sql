select o.order_number, sum(l.quantity) from orders o join order_line l using (order_id) group by 1 order by 1;
