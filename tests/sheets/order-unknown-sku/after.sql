select o.order_number, l.listing_sku, l.product_id is null from order_line l join orders o using (order_id) order by 1;
select order_number from orders where problems like '%missing-product-info%' order by 1;
