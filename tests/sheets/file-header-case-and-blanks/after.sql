select sku, name, brand, map_price, height_um, height_unit, length_um, length_unit from product where sku = 'A';
