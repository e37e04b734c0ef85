select order_number, order_total from orders order by order_id;
select unit_price, line_total from order_line where order_id in (select order_id from orders where order_number in ('3', '4', '5')) order by order_line_id;
