select order_number from orders where problems like '%missing-order-info%' order by 1;
