select status, date(payment_date, 'unixepoch') from orders order by order_id;
