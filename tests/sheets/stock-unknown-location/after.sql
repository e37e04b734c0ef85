select is_pickable, is_receivable, is_active from location where location = 'AB-9';
