select on_hand from stock where product_id = 1;
