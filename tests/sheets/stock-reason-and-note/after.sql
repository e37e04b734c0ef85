select kind, delta, after, reason, replace(note, char(10), '/') from movement order by movement_id desc limit 2;
