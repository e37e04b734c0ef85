select customer_id, name, email from customer order by 1;
