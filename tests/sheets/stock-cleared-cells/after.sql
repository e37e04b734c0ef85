select location_min, on_hand, locked from stock where stock_id = 1;
