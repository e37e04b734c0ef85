select p.sku, qty_left, value_left from layer join product p using (product_id) order by 1;
