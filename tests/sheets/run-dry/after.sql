select count(*) from product where sku = 'A';
select name from product where sku = 'TEE-R';
