select on_hand from stock where stock_id = 1;
