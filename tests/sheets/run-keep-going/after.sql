select group_concat(sku) from product where sku in ('A', 'B', 'C');
