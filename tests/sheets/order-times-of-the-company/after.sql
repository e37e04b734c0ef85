select order_number, strftime('%Y-%m-%dT%H:%M:%SZ', order_date, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%SZ', ship_by, 'unixepoch') from orders order by order_id;
