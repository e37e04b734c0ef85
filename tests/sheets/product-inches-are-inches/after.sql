select height_um, height_unit, width_um, width_unit, length_um, length_unit from product where sku = 'A';
