select sku, hs_code from product where sku in ('A', 'B', 'C') order by sku;
