select ship_name, ship_phone, ship_address2 from orders;
select internal_notes, ship_by is null, weight_ng is null, is_gift, gift_message, custom_field1, payment_date is null, status from orders;
