select datetime(order_date, 'unixepoch') from orders order by order_id;
