select group_concat(order_number) from orders;
