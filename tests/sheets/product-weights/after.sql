select sku, weight_ng from product where brand = 'w' order by sku;
