select sku, name, brand from product where sku = 'A';
