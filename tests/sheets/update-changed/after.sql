select internal_notes from orders;
