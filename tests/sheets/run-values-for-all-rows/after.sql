select distinct brand, is_hazmat from product where sku in ('A', 'B');
