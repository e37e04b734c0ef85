select group_concat(p.sku) from order_line join product p using (product_id);
