select order_number, status from orders where is_history = 1 order by order_id;
select count(*) from orders where is_history = 0;
