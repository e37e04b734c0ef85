select sku, name, brand, upc from product where sku like 'M-%';
