select qty_left, value_left from layer;
