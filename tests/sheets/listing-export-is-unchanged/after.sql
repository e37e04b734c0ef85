select count(*) from history where entity = 'listing' and field <> 'is_active';
