#!/bin/sh
# Products without stock, and what stock shows on products.
# covers: PRD-24
. "$(dirname "$0")/lib.sh"

t 'a database with a product, a warehouse and stock' '
	run 0 om-admin init --country US --tz UTC &&
	run 0 om-product create A --name a --brand b && run 0 om-product create CODE --name c --brand b is_digital=yes track_stock=no &&
	sql "insert into run (run_id, at, actor, program, command) values (900, 0, '\'''\'', '\'''\'', '\'''\'');
		insert into warehouse (warehouse_id, warehouse, warehouse_key, type, created_at, modified_at, created_run)
			values (1, '\''MAIN'\'', '\''main'\'', '\''in-house'\'', 0, 0, 900);
		insert into location (location_id, warehouse_id, location, location_key, sort_key, created_run)
			values (1, 1, '\''A1'\'', '\''a1'\'', '\''a1'\'', 900), (2, 1, '\''B1'\'', '\''b1'\'', '\''b1'\'', 900);
		update location set is_pickable = 0 where location_id = 2;
		insert into stock (stock_id, product_id, warehouse_id, location_id, on_hand, locked, draw_rank)
			values (1, 1, 1, 1, 10, 3, 1), (2, 1, 1, 2, 5, 0, 2)"'
t 'lists add up units, and available ones where they may be picked' '
	run 0 om-product list --columns sku,on_hand,locked,allocated,available --format csv && out "\
sku,on_hand,locked,allocated,available
A,15,3,0,7
CODE,0,0,0,"'
t 'filters see them, and the records' '
	run 0 om-product list --where "available >= 7" --format ids && out A &&
	run 0 om-product list --where "any stock (location = B1)" --format ids && out A &&
	run 0 om-product list --where "on_hand = 0" --format ids && out CODE'
t 'stock ends being tracked only when none is there' '
	must_fail 5 om-product edit A track_stock=no && has err "'\''A'\'' has 15 units on hand [has-stock]" &&
	printf "sku,track_stock\nA,no\n" >a.csv && must_fail 3 om-product import a.csv && has err "a.csv:2: track_stock:" &&
	sql "update stock set on_hand = 0, locked = 0" && run 0 om-product edit A track_stock=no'
t 'an inactive product has nothing available' '
	run 0 om-product edit A track_stock=yes && sql "update stock set on_hand = 4" && run 0 om-product deactivate A &&
	run 0 om-product list --where "sku = A" --columns on_hand,available --format csv && out "on_hand,available
8,0"'

done_testing
