select name, brand from product where sku = 'TEE-R';
