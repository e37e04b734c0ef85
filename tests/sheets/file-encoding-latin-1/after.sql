select name from product where sku = 'A';
