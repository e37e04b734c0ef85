select ship_name, order_total, datetime(order_date, 'unixepoch') from orders order by order_id;
