select shipping_paid, other_cost, order_tax, order_total from orders;
