#!/bin/sh
# om-admin label, and the labels of orders and products.
# covers: ORD-17 PRD-05
. "$(dirname "$0")/lib.sh"
. "$here/order-base.sh"

t 'create' '
	run om-admin label create rush --color "#FF0000" && run om-admin label create vip &&
	run om-admin label list --format csv && out "\
label,color,is_active
rush,#ff0000,yes
vip,,yes"'
t 'again, twins, colors that are none' '
	run om-admin label create vip && has err unchanged && must_fail 5 om-admin label create Rush && has err "[name-case]" &&
	must_fail 2 om-admin label edit vip color=red && has err "[bad-color]" && must_fail 5 om-admin label edit vip label=VIP2 && has err "[read-only]"'
t 'the sheet comes in again unchanged' 'run om-admin label export -o l.csv && run om-admin label import l.csv && has err "unchanged 2"'

t 'orders at creation, in the spelling of the list' '
	order 1 --item TEE-1,1,10 --labels "RUSH;vip" && order 2 --item TEE-1,1,10 --labels rush && order 3 --item TEE-1,1,10 &&
	run om-order list --columns order_number,labels --format csv && out "\
order_number,labels
1,rush|vip
2,rush
3,"'
t 'one that is none' '
	must_fail 5 om-order create --channel SHOP --item TEE-1,1,10 --ship-name A --labels nope &&
	has err "labels: no label '\''nope'\'' [unknown-label]; om-admin label create '\''nope'\'' makes it" &&
	printf "order_number,channel,listing_sku,quantity,unit_price,labels\n9,SHOP,TEE-1,1,10,rush;nope\n" >in.csv &&
	must_fail 3 om-order import in.csv && has err "in.csv:2: labels: no label '\''nope'\'' [unknown-label]" &&
	must_fail 5 om-order edit SHOP:1 labels=nope && has err "[unknown-label]"'
t 'the verb gives and takes' '
	run om-order label SHOP:1 SHOP:3 --add vip --remove rush --format csv && out "\
record,result,code,message
SHOP:1,done,,labels vip
SHOP:3,done,,labels vip" &&
	run om-order label SHOP:1 --add VIP && has out unchanged && run om-order label SHOP:3 --remove vip && has out "no labels" &&
	must_fail 5 om-order label SHOP:1 --add nope && has err "[unknown-label]" && must_fail 2 om-order label SHOP:1 && has err "[usage]"'
t 'history, revision, and in any status' '
	run om-order cancel SHOP:2 --reason buyer-cancelled && run om-order label SHOP:2 --add vip &&
	run om-admin log changes --where "field = labels" --columns entity_id,old_value,new_value --format csv && out "\
entity_id,old_value,new_value
1,rush|vip,vip
3,,vip
3,vip,
2,rush,rush|vip"'
t 'lists choose by them' '
	run om-order list --label rush --format ids && out "@2" && run om-order list --label rush,vip --format ids && out "@1
@2" &&
	must_fail 5 om-order list --label nope && has err "[unknown-label]" &&
	run om-order list --where "label = vip and count labels >= 2" --format ids && out "@2" &&
	run om-order list --where "labels has all (rush, vip)" --format ids && out "@2" && run om-order list --where "labels is empty" --format ids && out "@3"'
t 'an export comes in again unchanged' '
	run om-order export -o o.csv && run om-order import o.csv --on-exists update && has err "created 0, updated 0, unchanged 3, rejected 0"'
t 'an inactive label stays where it is and goes nowhere else' '
	run om-admin label deactivate rush && run om-order edit SHOP:2 labels="rush" && [ "$(sql "select count(*) from order_label")" = 2 ] &&
	must_fail 5 om-order label SHOP:1 --add rush && has err "label '\''rush'\'' is inactive [unknown-label]" &&
	must_fail 5 om-order edit SHOP:1 labels=rush && has err "[unknown-label]" && run om-order label SHOP:2 --remove rush &&
	run om-admin label activate rush && run om-order label SHOP:1 --add rush'
t 'labels of products grow by use; a list names all of them' '
	run om-product edit TEE-1 labels="cotton|summer" && run om-product edit MUG labels=cotton &&
	run om-admin label list --where "label in (cotton, summer)" --format ids && out "cotton
summer" &&
	run om-product list --label cotton,summer --format ids && out TEE-1 && run om-product list --label cotton --format ids && out "TEE-1
MUG"'
t 'other exact options of products' '
	run om-product edit MUG is_active=no categories=Kitchen brand=C && run om-product list --active yes --format ids && out TEE-1 &&
	run om-product list --active no --brand C --category Kitchen --sku MUG,TEE-1 --format ids && out MUG && run om-product export --active any -q && has out TEE-1'
t 'undo' '
	run om-order label SHOP:3 --add vip && run om-admin undo "$(sql "select max(run_id) from run")" &&
	[ "$(sql "select count(*) from order_label where order_id = 3")" = 0 ]'
t 'the data agree' 'run om-admin check'
finish
