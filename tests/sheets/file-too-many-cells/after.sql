select count(*) from product where sku in ('A', 'B', 'C');
