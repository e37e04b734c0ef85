select count(*) from history where entity = 'stock';
