-- Values of custom fields from a sheet of their own.

-- name: value_touch_product
update product set modified_at = :now where product_id = :product_id
