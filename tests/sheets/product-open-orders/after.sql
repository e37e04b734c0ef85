select sku, is_active from product where sku like 'TEE-%';
