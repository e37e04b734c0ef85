select on_hand, locked from stock where product_id = 1;
