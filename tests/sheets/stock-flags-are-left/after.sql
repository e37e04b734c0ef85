select p.sku, s.is_pickable, s.is_receivable, s.is_active, s.draw_rank from stock s join product p using (product_id) join location l using (location_id) where l.location in ('A1', 'A2') order by 1;
