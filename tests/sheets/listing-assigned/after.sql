select p.sku from listing join product p using (product_id) where listing_sku = 'RED';
