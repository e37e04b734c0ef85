select order_id, tag from order_tag order by 1, 2;
select order_id, name, value from order_attr order by 1, 2;
