select on_hand, locked, allocated, oversold from stock where product_id = 1;
select problems from orders;
