select length(sku), length(cast(sku as blob)) from product order by product_id desc limit 1;
