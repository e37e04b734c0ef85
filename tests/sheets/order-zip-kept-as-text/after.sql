select ship_zip, ship_state from orders order by order_id;
