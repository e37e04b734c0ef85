select group_concat(on_hand) from (select on_hand from stock order by stock_id);
