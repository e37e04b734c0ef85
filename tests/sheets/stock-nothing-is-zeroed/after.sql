select sum(on_hand), sum(locked) from stock;
