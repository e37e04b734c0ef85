select sku, name, upc, weight_ng from product where sku in ('TEE-R', 'MUG') order by sku;
