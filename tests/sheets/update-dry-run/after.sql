select count(*) from history where field = 'internal_notes'; select revision from orders;
