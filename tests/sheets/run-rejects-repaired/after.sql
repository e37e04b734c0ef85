select sku, name, replace(description, char(10), '/') from product where sku in ('A', 'B', 'C', 'D') order by sku;
