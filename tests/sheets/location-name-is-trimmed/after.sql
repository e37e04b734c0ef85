select '[' || location || ']' from location where location like '%B1%';
