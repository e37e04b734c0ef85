select upc from product where sku in ('A', 'B') order by sku;
