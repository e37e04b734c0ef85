select warehouse, rank from warehouse where warehouse in ('MAIN', 'E3') order by 1;
