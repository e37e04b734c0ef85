select count(*) from product where sku in ('A', 'C');
select count(*) from run where command like '%import%';
