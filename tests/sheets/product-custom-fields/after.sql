select p.sku, f.name, v.value, v.num from custom_value v join custom_field f using (custom_field_id) join product p on p.product_id = v.record_id order by 1, 2;
