select sku, brand from product where sku = 'A';
