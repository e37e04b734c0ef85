select p.sku, l.location, on_hand, locked, location_min, draw_rank from stock join product p using (product_id) join location l using (location_id) where stock_id > 2 order by sku;
