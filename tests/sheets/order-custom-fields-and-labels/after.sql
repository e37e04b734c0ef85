select o.order_number, l.label from order_label x join orders o using (order_id) join label l using (label_id) order by 1, 2; select value from custom_value;
