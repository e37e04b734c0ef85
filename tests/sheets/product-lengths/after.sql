select sku, length_um, width_um, height_um from product where brand = 'w' order by sku;
