#!/bin/sh
# Many orders marked by one command: stock and cost are booked for all of them together, and come out as one by one
# (shipping.md R8.3, inventory.md 14).
# covers: ORD-36
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-product create -q VEC --name V --brand B
om-product create -q TWO --name T --brand B --vendor-cost 4.00
om-warehouse location create -q MAIN V-1
# 13 units worth 15.0000, as no unit cost can say it: the layer of the vector.
om-inventory set -q VEC 13 --warehouse MAIN --location V-1 --create --reason found --unit-cost 1.00
sql "update layer set value_left = 150000 where qty_in = 13;
	insert into layer_event select next, layer_id, run_id, received_at, 'undo', 0, 20000, null, null from layer, id_block
		where qty_in = 13 and name = 'layer_event';
	update id_block set next = next + 1 where name = 'layer_event'"
om-inventory set -q TWO 10 --warehouse MAIN --location V-1 --create --reason found --unit-cost 2.00
om-inventory set -q TWO 20 --warehouse MAIN --location V-1 --reason found --unit-cost 3.00
order 1 --item VEC,5,9
order 2 --item VEC,5,9
order 3 --item VEC,3,9 --item TWO,12,9
order 4 --item TWO,8,9
order 5 --item TEE,3,9
order 6 --item TEE,3,9

t 'a layer is drawn in the order of the orders and ends at exactly 0' '
	sound && run 0 om-ship ship 1 2 3 4 --no-tracking && has err "4 done" &&
	[ "$(sql "select s.order_id, c.amount, c.basis from cogs c join shipment s using (shipment_id) join product p using (product_id) where p.sku = '\''VEC'\'' order by 1")" = "1|57692|actual
2|57693|actual
3|34615|actual" ] && [ "$(sql "select qty_left, value_left from layer where qty_in = 13")" = "0|0" ]'
t 'older layers first' '
	[ "$(sql "select s.order_id, c.quantity, c.amount from cogs c join shipment s using (shipment_id) join product p using (product_id) where p.sku = '\''TWO'\'' order by c.cogs_id")" = "3|10|200000
3|2|60000
4|8|240000" ]'
t 'each order has its own movements' '
	[ "$(sql "select s.order_id, m.delta, m.after from movement m join shipment s on s.shipment_id = m.cause_id where m.kind = '\''ship'\'' order by m.movement_id")" = "1|-5|8
2|-5|3
3|-3|0
3|-12|8
4|-8|0" ] && sound'
t 'what an earlier order of the same command takes is gone for a later one' '
	[ "$(status 6)" = unresolved ] && run 0 om-ship ship 5 6 --no-tracking --allow wrong-state,short-stock --reason gone &&
	[ "$(sql "select sum(on_hand) from stock join product using (product_id) where sku = '\''TEE'\''")" = -1 ] && sound'
t 'refused orders between leave nothing' '
	order 7 --item MUG,1,9 && order 8 --item CAP,9,9 && order 9 --item MUG,2,9 && run 4 om-ship ship 7 8 9 --no-tracking && has err "2 done, 0 unchanged, 1 refused" &&
	[ "$(sql "select on_hand, allocated from stock join product using (product_id) where sku = '\''MUG'\''")" = "7|0" ] && [ "$(sql "select count(*) from shipment where order_id = 8")" = 0 ] && sound'
t 'one by one and together end alike' '
	for n in 20 21 22; do order $n --item MUG,1,1 --item AIR,1,1; done && om-admin backup -q a.db && run 0 om-ship ship 20 21 22 --no-tracking &&
	sql "select sku, on_hand, allocated from stock join product using (product_id) order by 1; select qty_left, value_left from layer; select amount, basis from cogs order by order_line_id, cogs_id" >many &&
	rm -f om.db-wal om.db-shm && mv a.db om.db && for n in 20 21 22; do om-ship ship -q $n --no-tracking >/dev/null; done &&
	sql "select sku, on_hand, allocated from stock join product using (product_id) order by 1; select qty_left, value_left from layer; select amount, basis from cogs order by order_line_id, cogs_id" >single && cmp many single && sound'
finish
