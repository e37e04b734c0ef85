select '[' || name || '][' || description || ']' from product where sku = 'A';
