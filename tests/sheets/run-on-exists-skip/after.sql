select name from product where sku = 'TEE-R';
