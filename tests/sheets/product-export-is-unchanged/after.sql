select count(*) from history where entity = 'product';
