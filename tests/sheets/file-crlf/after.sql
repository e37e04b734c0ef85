select sku, brand, hex(name) from product where sku in ('A', 'B');
