select name from product where sku = 'MUG';
