select fn_sku, latency_days from listing where listing_sku = 'RED';
