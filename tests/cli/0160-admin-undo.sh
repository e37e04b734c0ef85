#!/bin/sh
# om-admin undo: what a run did is taken back by kind, all of it or nothing.
. "$(dirname "$0")/undo-fixture.sh"

t 'edits of a product' 'twice om-product edit TEE name="Tee shirt" weight=2lb length=10cm categories="a|b" map_price=9.50'
t 'a product switched off' 'om-product create HAT --name Hat --brand Acme -q && twice om-product deactivate HAT'
t 'edits of many at once' 'twice om-product edit TEE MUG brand=Other'
t 'a listing pointed elsewhere' 'twice om-product listing reassign SHOP:MUG-L --to TEE'
t 'edits of a warehouse and of a location' '
	twice om-warehouse edit MAIN strict_fifo=yes phone=0123 && twice om-warehouse location edit MAIN:A1 is_pickable=no'
t 'edits of a stock record' 'twice om-inventory edit TEE --warehouse MAIN --location A1 draw_rank=7'
t 'a setting, set and given back' '
	twice om-admin config set company.city Leeds && om-admin config set -q company.city York && twice om-admin config set company.city --unset'
t 'an order edited' 'twice om-order edit SHOP:2 ship_city=Hull priority=3 internal_notes="ring twice"'
t 'a hold, with its end and note' '
	twice om-order hold SHOP:1 --open-ended --note "ask first" && twice om-order hold SHOP:1 --for 2d --release-stock'
t 'a hold that was moved' '
	om-order hold SHOP:1 --for 3d --note "wait" -q >/dev/null && twice om-order hold SHOP:1 --open-ended --note wait'
t 'a hold released' 'twice om-order release SHOP:1 && om-order release SHOP:1 -q >/dev/null'
t 'a payment, and one in part' '
	twice om-order pay SHOP:2 --type card && twice om-order pay SHOP:2 --amount 3.50'
t 'a cancellation and a restoration' '
	twice om-order cancel SHOP:2 --reason buyer-cancelled && om-order cancel SHOP:2 --reason no-inventory -q >/dev/null &&
	twice om-order restore SHOP:2 && om-order restore SHOP:2 -q >/dev/null'
t 'a source set by hand' '
	undone om-order source SHOP:1 --to EAST && om-order source SHOP:1 --to EAST -q >/dev/null && twice om-order source SHOP:1 --to MAIN'
t 'stock adjusted, moved and locked' '
	twice om-inventory adjust TEE +5 --warehouse MAIN --location A1 --reason found --unit-cost 3 &&
	twice om-inventory adjust TEE -2 --warehouse MAIN --location A1 --reason lost &&
	twice om-inventory move TEE 3 --warehouse MAIN --from A1 --to UNCONFIGURED &&
	twice om-inventory lock TEE 2 --warehouse MAIN --location A1 --reason quality &&
	twice om-inventory set TEE 20 --warehouse MAIN --location A1 --reason count'
t 'losses that take value with them' '
	om-admin config set -q value.follow_adjustments yes &&
	twice om-inventory adjust TEE -2 --warehouse MAIN --location A1 --reason lost'
t 'the opposite movement names the one that it undoes' '
	[ "$(sql "select count(*) from movement u join movement m on u.cause_id = m.movement_id
		where u.kind = '\''undo'\'' and u.cause_type = '\''movement'\'' and (u.stock_id <> m.stock_id or u.delta <> -m.delta)")" = 0 ]'
t 'a created order is cancelled' '
	order 10 --item MUG,1,5 --paid && r=$(last) && run om-admin undo $r --format csv && has out "order,SHOP:10,cancelled" &&
	[ "$(om-order list --where "order_number = 10" --format csv --columns status,cancel_reason 2>/dev/null | tail -n 1)" = "cancelled,other" ] &&
	run om-admin check && run om-admin undo "$(last)" && run om-order list --where "order_number = 10" --format csv --columns status &&
	has out awaiting-shipment'
t 'created products, channels and warehouses are switched off' '
	om-product create CAP --name Cap --brand Acme -q && run om-admin undo "$(last)" --format csv && has out "product,CAP,deactivated" &&
	om-channel create manual FAIR -q && run om-admin undo "$(last)" && has out "channel,FAIR,deactivated" &&
	om-warehouse create WEST -q --type in-house --address1 x --city Leeds --zip 1 --country GB 2>/dev/null && run om-admin undo "$(last)" &&
	has out "warehouse,WEST,deactivated" && run om-admin check &&
	[ "$(sql "select (select is_active from product where sku = '\''CAP'\''), (select is_active from channel where channel = '\''FAIR'\''),
		(select is_active from warehouse where warehouse = '\''WEST'\'')")" = "0|0|0" ]'
t 'an import is taken back as a whole' '
	printf "sku,name,brand\nTEE,Tee,New\nSOCK,Sock,New\nBELT,Belt,New\n" >p.csv && run om-product import p.csv && r=$(last) &&
	run om-admin undo $r --format csv && out "entity,record,undone
product,TEE,brand: back to '\''Acme'\''
product,BELT,deactivated
product,SOCK,deactivated" && [ "$(sql "select group_concat(is_active, '\'''\'') from product where sku in ('\''SOCK'\'', '\''BELT'\'')")" = 00 ]'

t 'a new listing that later orders name stays' '
	om-product listing create SHOP PEN-L --sku MUG -q >/dev/null && r=$(last) && om-order create --channel SHOP --order-number 30 --item PEN-L,1,5 -q --ship-name A >/dev/null 2>&1 &&
	kept $r changed && run 5 om-admin undo $r && has err "listing SHOP:PEN-L: changed since by run $((r + 1))" &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'digital goods that shipped with the payment come back with it' '
	om-product create EBOOK --name E --brand Acme is_digital=yes -q && order 31 --item EBOOK,1,5 && undone om-order pay SHOP:31 &&
	[ "$(sql "select status from orders where order_number = '\''31'\''")" = awaiting-payment ]'

t 'what was changed since refuses all of it, each record named' '
	om-product edit TEE MUG brand=First -q && r=$(last) && om-product edit MUG brand=Second -q && s=$(last) &&
	kept $r changed && run 5 om-admin undo $r && has err "product MUG: changed since by run $s [changed]" &&
	has err "1 of its 2 changes cannot be taken back"'
t 'another column does not matter' '
	om-product edit TEE upc=4006381333931 -q && l=$(last) && run om-admin undo $((l - 1)) && run om-admin undo $((l - 2)) && run om-admin check'
t 'a change that was undone does not count' '
	om-product edit TEE name=One -q && r=$(last) && om-product edit TEE name=Two -q && kept $r changed &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && [ "$(sql "select name from product where sku = '\''TEE'\''")" = Tee ]'
t 'a count on top of a movement has overtaken it' '
	om-inventory adjust TEE +1 --warehouse MAIN --location A1 --reason found -q && r=$(last) &&
	om-inventory set TEE 30 --warehouse MAIN --location A1 --reason count -q && kept $r changed'
t 'units that are gone cannot go back' '
	om-inventory adjust MUG +3 --warehouse EAST --location A1 --reason found -q && r=$(last) &&
	om-inventory adjust MUG -$(sql "select on_hand from stock where stock_id = 2") --warehouse EAST --location A1 --reason lost -q --allow below-allocated &&
	kept $r changed && run 5 om-admin undo $r && has err "on hand would be -3"'
t 'units that are promised stay, unless it is allowed' '
	om-product create PEN --name Pen --brand Acme -q && om-inventory set PEN 0 --warehouse MAIN --location A1 --create --reason opening -q &&
	order 11 --item PEN,2,5 --paid && om-inventory adjust PEN +2 --warehouse MAIN --location A1 --reason found -q && r=$(last) &&
	[ "$(sql "select max(allocated) from stock where product_id = (select product_id from product where sku = '\''PEN'\'')")" = 2 ] &&
	kept $r below-allocated &&
	run om-admin undo $r --allow below-allocated --reason "never came" && run om-admin check'
t 'value that was drawn stays' '
	om-inventory adjust TEE +4 --warehouse MAIN --location A1 --reason found --unit-cost 1 -q && r=$(last) &&
	sql "update layer set qty_left = 1, value_left = 10000 where layer_id = (select max(layer_id) from layer)" &&
	run 5 om-admin undo $r && has err "[value-used]" &&
	sql "update layer set qty_left = 4, value_left = 40000 where layer_id = (select max(layer_id) from layer)" && run om-admin undo $r'
t 'an order that was shipped since is not cancelled' '
	order 20 --item TEE,1,5 --paid && r=$(last) && om-ship ship SHOP:20 --no-tracking -q >/dev/null && kept $r changed &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'a repair is not taken back' '
	sql "update stock set locked = locked + 1 where stock_id = 1" && run om-admin check --repair && kept "$(last)" unsupported'

t 'what was only derived is not taken back' '
	sql "update orders set status = '\''unprocessed'\'' where order_number = '\''31'\''" && run om-order resolve SHOP:31 &&
	r=$(last) && run 5 om-admin undo $r && has err "derived from other facts" && has err "[unsupported]"'
t 'the log tells which run was undone, and by which' '
	om-product edit TEE name=X -q && r=$(last) && om-admin undo $r -q --reason "wrong file" >/dev/null &&
	run om-admin log --where "run_id >= $r" --columns run_id,reason,undone_by,undoes --format csv && out "run_id,reason,undone_by,undoes
$r,,$((r + 1)),
$((r + 1)),wrong file,,$r"'
t 'orders that are history of another system stay' '
	printf "channel,order_number,order_date,sku,quantity,unit_price,ship_name,state\nSHOP,60,2026-03-01,MUG,1,5,Zed,shipped\nSHOP,61,2026-03-01,MUG,1,5,Zed,\n" >h.csv &&
	run om-order import h.csv && kept $(last) unsupported && run 5 om-admin undo $(last) && has err "order SHOP:60: it is history of another system and cannot be cancelled"'
t 'the run that made the database stays' '
	run 5 om-admin undo 1 && err "om-admin: run 1 made the database and stays [unsupported]"'
t 'a run that is not there, or none' '
	run 5 om-admin undo 9999 && has err "there is no run 9999 [unknown-record]" && run 2 om-admin undo x && has err "[not-integer]" &&
	run 2 om-admin undo 0 && has err "[not-integer]" && run 2 om-admin undo && has err "[usage]"'
t 'of two at once one undoes it' '
	om-product edit TEE name=Y -q && r=$(last) &&
	sh -c "om-admin undo $r >o1 2>e1 & om-admin undo $r >o2 2>e2 & wait" && [ "$(cat o1 o2 | grep -c "product,TEE")" = 1 ] &&
	[ "$(cat e1 e2 | grep -c "was undone by run")" = 1 ] && run om-admin check'
t 'a dump carries it' '
	om-admin dump -q -o d1 && om-admin load -q d1 --db copy.db && om-admin dump -q --db copy.db -o d2 && cmp d1 d2'

finish
