select sum(quantity) from order_line;
