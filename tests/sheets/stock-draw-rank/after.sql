select l.location, draw_rank from stock join location l using (location_id) where product_id = 1 order by 1;
