select count(*) from history where entity = 'warehouse' and field not in ('is_active', 'rank');
