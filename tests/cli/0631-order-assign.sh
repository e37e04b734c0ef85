#!/bin/sh
# Who looks after orders, notes on them, many of them edited at once, and sheets that know the revision (orders.md R26, R27).
# covers: ORD-17 ORD-31 ORD-49
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'three orders, and who may look after them' '
	for u in ann ben cy zoe; do run om-admin user create $u --name $u --permissions orders || exit 1; done &&
	order 1001 --item TEE-1,2,10 --paid && order 1002 --item MUG,1,5 --paid --assigned-to ann && order 1003 --item MUG,1,5 --set account=UPS1
'
test_case 'to a user, to another, to nobody; done already is done' '
	run om-order assign 1001 --to ben --format csv && expect_out "record,result,code,message
SHOP:1001,done,,assigned to ben" && run om-order assign 1001 --to ben --format csv && expect_out_has "SHOP:1001,unchanged,," &&
	run om-order list --assigned ann,ben --format ids && expect_out "@1
@2" &&
	run om-order list --where "assigned_to is empty" --format ids && expect_out "@3" &&
	run om-order assign 1001 --nobody --format csv && expect_out "record,result,code,message
SHOP:1001,done,,assigned to nobody" && must_fail 1 om-order list --assigned ben --must-match --format ids &&
	must_fail 2 om-order assign 1001 && expect_err_has "[usage]" && must_fail 2 om-order assign 1001 --to ann --nobody && expect_err_has "[usage]" &&
	[ "$(sql "select group_concat(coalesce(old_value, '\''-'\'') || '\''>'\'' || coalesce(new_value, '\''-'\'')) from history where field = '\''assigned_to'\''")" = "->ben,ben>-" ]
'
test_case 'a user in any letter case, me, and none; no other' '
	run om-order assign 1001 --to BEN && run om-order list --assigned Ben --format ids && expect_out "@1" && [ "$(sql "select assigned_to from orders where order_id = 1")" = ben ] &&
	run om-order edit 1001 assigned_to=me && run om-order list --assigned me --format ids && expect_out "@1" && [ "$(sql "select assigned_to from orders where order_id = 1")" = tester ] &&
	run om-order edit 1001 assigned_to=None && [ "$(sql "select assigned_to from orders where order_id = 1")" = "" ] && run om-order edit 1001 --assign none --format csv && expect_out_has unchanged &&
	must_fail 5 om-order edit 1001 assigned_to=bea && expect_err "om-order: assigned_to: SHOP:1001: no user '\''bea'\'' [unknown-user]" &&
	must_fail 5 om-order list --assigned bea && expect_err_has "[unknown-user]" && OM_USER=eve must_fail 5 om-order assign 1001 --to me && expect_err_has "the acting login has no row" &&
	must_fail 5 om-order create --channel SHOP --item MUG,1,5 --ship-name A --assigned-to bea && expect_err_has "[unknown-user]" &&
	printf "channel,order_number,sku,quantity,unit_price,assigned_to\nSHOP,7,MUG,1,5,bea\n" >in.csv && must_fail 3 om-order import in.csv && expect_err_has "in.csv:2: assigned_to: no user '\''bea'\'' [unknown-user]" &&
	printf "order,assigned_to\n1001,ANN\n1003,none\n" >in.csv && run om-order import in.csv --on-exists update && expect_err_has "updated 1, unchanged 1" && [ "$(sql "select assigned_to from orders where order_id = 1")" = ann ]
'
test_case 'one who is inactive keeps the orders and gets no more' '
	run om-admin user deactivate ann && must_fail 5 om-order edit 1003 assigned_to=ann && expect_err_has "user '\''ann'\'' is inactive [unknown-user]" &&
	run om-order edit 1001 assigned_to=ANN --format csv && expect_out_has unchanged && run om-order list --assigned ann --format ids && expect_out "@1
@2" &&
	run om-admin user activate ann && run om-order assign 1001 --nobody
'
test_case 'also of an order that is cancelled' '
	run om-order cancel 1003 --reason buyer-cancelled && run om-order assign 1003 --to cy && run om-order note 1003 late && run om-order restore 1003 &&
	must_fail 5 om-order edit 9999 assigned_to=x && expect_err_has "[unknown-order]"
'
test_case 'edit --where, --set and --assign: what differs alone is written' '
	run om-order edit --where "sku = MUG" --assign ann --set ship_complete=yes --format csv && expect_out "record,result,code,message
SHOP:1002,done,,awaiting-shipment
SHOP:1003,done,,awaiting-payment" && run om-order edit --where "sku = MUG" --assign ann --set ship_complete=yes --format csv && expect_out "record,result,code,message
SHOP:1002,unchanged,,unchanged
SHOP:1003,unchanged,,unchanged" &&
	[ "$(sql "select count(*) from history where entity_id = 2 and field = '\''assigned_to'\''")" = 0 ] &&
	[ "$(sql "select revision from orders where order_id = 2")" = 2 ]
'
test_case 'a try keeps nothing, and all or none is none' '
	run om-order edit 1001 1002 -n --assign zoe && run om-order list --assigned zoe --format ids && expect_out "" &&
	must_fail 5 om-order edit 1001 9999 --atomic --assign zoe && run om-order list --assigned zoe --format ids && expect_out ""
'
test_case 'each order by itself: one that may not is refused, the other is changed' '
	run om-order cancel 1003 --reason buyer-cancelled && must_fail 4 om-order edit 1001 1003 --set ship_city=Albany --format csv && expect_out_has "SHOP:1001,done" &&
	expect_out_has "SHOP:1003,refused,wrong-state" && must_fail 5 om-order edit 1001 order_date=2026-01-01 && expect_err_has "[not-updatable]"
'
test_case 'a line is added once to a text, or takes its place' '
	run om-order note 1001 "call first" --format csv && expect_out "record,result,code,message
SHOP:1001,done,,noted" && run om-order note 1001 "then pack" && run om-order note 1001 "call first" --format csv && expect_out_has "unchanged" &&
	[ "$(sql "select replace(internal_notes, char(10), '\''/'\'') from orders where order_id = 1")" = "call first/then pack" ] &&
	run om-order note 1001 call && [ "$(sql "select replace(internal_notes, char(10), '\''/'\'') from orders where order_id = 1")" = "call first/then pack/call" ] &&
	run om-order note 1001 --kind to-buyer "We are sorry" && run om-order note 1001 --kind from-buyer "Ring" && run om-order note 1001 --replace --text new &&
	[ "$(sql "select internal_notes, notes_to_buyer, notes_from_buyer from orders where order_id = 1")" = "new|We are sorry|Ring" ]
'
test_case 'the activity keeps time and name, and is found, shown and kept' '
	OM_USER=ann run om-order note 1001 1002 --kind activity "spoke to them" && run om-order show 1001 --format table && expect_out_has "spoke to them" && expect_out_has "ann" &&
	run om-order list --where "any notes (note ~ \"spoke*\" and actor = \"ann\")" --format ids && expect_out "@1
@2" && run om-order list --find "SPOKE" --format ids && expect_out "@1
@2" && run om-order list --where "count notes = 0" --format ids && expect_out "@3" && run om-order list --find "sorry" --format ids && expect_out "@1" &&
	must_fail 19 sqlite3 "$OM_DB" "delete from order_note" && must_fail 19 sqlite3 "$OM_DB" "update order_note set note = 1"
'
test_case 'a note has a text, and activity is not replaced' '
	must_fail 2 om-order note && must_fail 2 om-order note 1001 "" && expect_err_has "[missing]" && must_fail 2 om-order note 1001 "  " --kind activity && expect_err_has "[missing]" &&
	must_fail 2 om-order note 1001 x --kind loud && expect_err_has "[bad-choice]" && must_fail 2 om-order note 1001 x --kind activity --replace && expect_err_has "[usage]" &&
	run om-order note --where "sku = MUG" all && expect_err_has "2 done"
'
test_case 'a sheet of actions with the revision: an order that moved on is refused' '
	R=$(sql "select revision from orders where order_id = 1") && printf "order,until,revision\n1001,2026-05-01,$R\n1002,2026-05-01,0\n" >h.csv &&
	must_fail 4 om-order hold --file h.csv --format csv && expect_out_has "SHOP:1001,done" && expect_out_has "SHOP:1002,refused,changed" && [ "$(status 1001)" = on-hold ] && [ "$(status 1002)" = awaiting-shipment ] &&
	must_fail 5 om-order hold --file h.csv && expect_err_has "h.csv:2: SHOP:1001: it is at revision" &&
	printf "order,revision\n1001,\n" >r.csv && run om-order release --file r.csv && [ "$(status 1001)" = awaiting-shipment ] &&
	printf "order,revision\n1001,two\n" >r.csv && must_fail 5 om-order release --file r.csv && expect_err_has "[not-integer]" &&
	printf "order,text,kind\n1001,from a sheet,activity\n" >n.csv && run om-order note --file n.csv && run om-order list --find "from a sheet" --format ids && expect_out "@1"
'
test_case 'a tracking number finds its order' '
	run om-ship ship 1002 --carrier UPS --tracking 1Z999AA1 && run om-order list --find 1z999 --format ids && expect_out "@2"
'
test_case 'keys of JSON objects outlive the object' '
	printf "{\"channel\":\"SHOP\",\"order_number\":\"J1\",\"assigned_to\":\"ann\",\"items\":[{\"quantity\":\"2\",\"unit_price\":\"3.00\",\"master_sku\":\"MUG\"},{\"listing_sku\":\"TEE-1\",\"quantity\":1,\"unit_price\":\"1\"}]}" >o.json &&
	run om-order create - <o.json && [ "$(sql "select group_concat(quantity) from order_line l join orders o using (order_id) where order_number = '\''J1'\''")" = 2,1 ] &&
	[ "$(sql "select assigned_to from orders where order_number = '\''J1'\''")" = ann ]
'
done_testing
