select customer_id, name, is_active, merged_into from customer order by 1;
