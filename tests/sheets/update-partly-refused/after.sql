select order_number, ship_name, ship_city from orders order by 1;
