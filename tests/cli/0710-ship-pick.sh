#!/bin/sh
# om-ship pick: lists out of allocations, what was found, short picks (shipping.md R16).
# covers: ORD-06
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-inventory set -q MUG 4 --warehouse MAIN --location B-1 --create --reason found
order 1001 --item MUG,2,5.00 --item TEE,1,9.00
order 1002 --item MUG,1,5.00
order 1003 --item CAP,3,5.00
order 1004 --item EBOOK,1,5.00
order 1005 --item MUG,1,5.00
om-order source -q 1005 --to WEST >/dev/null 2>&1

t 'an order of another warehouse needs a list of its own' '
	run 5 om-ship pick create 1001 1005 && has err "[mixed-warehouse]" && has err "--split-by-warehouse" &&
	[ "$(sql "select count(*) from pick_list")" = 0 ]'
t 'a dry run keeps nothing' '
	run 0 om-ship pick create 1001 1002 1003 1004 -n && cp out dry && [ "$(sql "select count(*) from pick_list")" = 0 ]'
t 'create prints the list' '
	run 0 om-ship pick create 1001 1002 1003 1004 && cmp out dry && out "number,kind,warehouse,state,order_count,line_count,unit_count,unallocated,picked_count,created_at
PL1000,global,MAIN,open,3,5,7,2,0,2026-03-02T10:00:00-05:00" && has err "2 of 7 units are not allocated"'
t 'lines go by place in natural order, units without one last' '
	run 0 om-ship pick show PL1000 --format json && run 0 sh -c "om-ship pick show PL1000 | sed -n \"/^line_no/,/^\$/p\"" && has out "A-2-1" &&
	[ "$(sql "select group_concat(coalesce(l.location, '\''-'\'') || '\'' '\'' || p.sku || '\'' '\'' || x.quantity, '\'', '\'') from (select * from pick_line order by seq) x
		join product p using (product_id) left join stock s using (stock_id) left join location l using (location_id)")" = \
		"A-2-1 TEE 1, A-10-1 MUG 2, A-10-1 MUG 1, B-1 CAP 1, - CAP 2" ]'
t 'an order stands on one open list' '
	run 5 om-ship pick create 1002 && has err "SHOP:1002 stands on PL1000 already [on-pick-list]" &&
	run 0 om-ship pick create 1002 --allow on-pick-list --reason "lost the paper" --format ids && out PL1001'
t 'a list is given up' '
	run 0 om-ship pick cancel PL1001 && has out "PL1001,done,,cancelled" && run 0 om-ship pick cancel pl1001 && has out unchanged &&
	run 5 om-ship pick confirm PL1001 && has err "[wrong-state]"'
t 'figures are checked before any is written' '
	printf "%s\n" pick_list,line_no,picked PL1000,1,1 PL1000,2,3 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "f.csv:3: " && has err "[pick-over]" &&
	printf "%s\n" line_no,picked 9,1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[unknown-line]" &&
	printf "%s\n" location,sku,picked A-10-1,TEE,1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[unknown-line]" &&
	printf "%s\n" line_no,picked 1,-1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[not-integer]" &&
	printf "%s\n" line_no,picked 1,one >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[not-integer]" &&
	printf "%s\n" pick_list,line_no,picked PL1001,1,1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[differs]" &&
	printf "%s\n" line,picked 1,1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[unknown-column]" &&
	printf "%s\n" sku,picked TEE,1 >f.csv && run 3 om-ship pick confirm PL1000 f.csv && has err "[missing]" &&
	: >f.csv && try om-ship pick confirm PL1000 f.csv && has err "[empty-file]" && run 3 om-ship pick confirm PL1000 none.csv && has err "[io]" &&
	run 5 om-ship pick confirm PL9 && has err "[unknown-record]" &&
	[ "$(sql "select count(*) from pick_line where picked is not null")" = 0 ]'
t 'units that were not there are locked, and the order looks elsewhere' '
	printf "%s\n" "Pick List,Location,SKU,Picked" PL1000,A-10-1,MUG,1 >f.csv && state >before && run 0 om-ship pick confirm PL1000 f.csv -n && cp out dry && state >after && cmp before after &&
	run 0 om-ship pick confirm PL1000 f.csv && cmp dry out && out "line_no,location,sku,quantity,picked,order,status
2,A-10-1,MUG,2,1,SHOP:1001,awaiting-shipment
3,A-10-1,MUG,1,0,SHOP:1002,awaiting-shipment" &&
	[ "$(sql "select l.location, s.on_hand, s.locked, s.allocated from stock s join location l using (location_id) join product p using (product_id) where p.sku = '\''MUG'\'' order by 1")" = "A-10-1|10|2|3
B-1|4|0|0" ] && [ "$(sql "select count(*) from movement where kind = '\''lock'\'' and reason = '\''short-pick'\''")" = 2 ] && sound'
t 'the list goes on' '
	[ "$(sql "select state from pick_list where pick_list_id = 1000")" = picking ] && run 0 om-ship pick confirm PL1000 f.csv && has err "PL1000 unchanged" &&
	printf "%s\n" line_no,picked 2,2 >g.csv && run 3 om-ship pick confirm PL1000 g.csv && has err "confirmed already with 1 [wrong-state]"'
t 'without a sheet all the rest was found' '
	run 0 om-ship pick confirm PL1000 && has err "PL1000 confirmed: 3 short lines" && [ "$(sql "select state from pick_list where pick_list_id = 1000")" = "done" ] &&
	[ "$(sql "select group_concat(coalesce(picked, -1)) from pick_line where pick_list_id = 1000")" = 1,1,0,1,0 ] &&
	[ "$(sql "select group_concat(quantity_picked) from order_line where order_id = 1")" = 1,1 ] &&
	[ "$(sql "select count(*) from allocation where is_firm = 1 and closed_run is null")" -ge 3 ] && sound'
t 'done is done' 'run 0 om-ship pick confirm PL1000 && has err unchanged && run 5 om-ship pick cancel PL1000 && has err "[wrong-state]"'
t 'a finished list frees its orders for another' 'run 0 om-ship pick create 1001 1002 --kind order --item-order sku --format ids && out PL1002'
t 'sections by order, sorted in each' '
	[ "$(sql "select group_concat(x.order_id || '\''-'\'' || p.sku) from (select * from pick_line where pick_list_id = 1002 order by seq) x join product p using (product_id)")" = 1-MUG,1-MUG,1-TEE,2-MUG ]'
t 'shipped and cancelled orders are not picked' '
	om-order cancel -q 1003 --reason customer >/dev/null 2>&1; run 0 om-ship ship 1004 --no-tracking && run 5 om-ship pick create 1004 && has err "SHOP:1004 is shipped" && has err "[wrong-state]"'
t 'what is held meanwhile is struck, and nobody goes for it' '
	om-order hold -q 1002 --open-ended >/dev/null && run 0 om-ship pick print PL1002 --as txt && has out "-X-" && has out "(on-hold)" &&
	run 0 om-ship pick confirm PL1002 && [ "$(sql "select picked from pick_line where pick_list_id = 1002 order by seq desc limit 1")" = 0 ] && sound'
t 'split by warehouse' '
	order 1010 --item MUG,1,5.00 && order 1011 --item TEE,1,5.00 && om-inventory set -q TEE 3 --warehouse WEST --location W-1 --create --reason found && om-order source -q 1011 --to WEST >/dev/null &&
	run 0 om-ship pick create 1010 1011 --split-by-warehouse --columns number,warehouse && out "number,warehouse
PL1003,MAIN
PL1004,WEST"'
t 'kinds and orders are few' 'run 2 om-ship pick create 1001 --kind tour && run 2 om-ship pick create 1001 --item-order size && run 2 om-ship pick create 1001 --kind order --by zone && has err "[usage]" && run 2 om-ship pick create 1001 --size 3 && has err "[usage]" && run 2 om-ship pick create 1001 --kind wave --size 0'
t 'lists are listed' 'run 0 om-ship pick list --where "state = done" --format ids && out "PL1000
PL1002" && run 0 om-ship pick list --summary && has out "cancelled,1"'
t 'a line or place stands once in a sheet, and a sheet has rows' '
	order 1050 --item MUG,1,5.00 && om-ship pick create 1050 --format ids >made && list=$(cat made) && printf "line_no,picked\n1,0\n1,1\n" >twice.csv && run 3 om-ship pick confirm "$list" twice.csv && has err "twice.csv:3: " && has err "[duplicate-row]" &&
	printf "line_no,picked\n" >none.csv && run 3 om-ship pick confirm "$list" none.csv && has err "none.csv:1: " && has err "[empty-file]" && om-ship pick cancel -q "$list"'
t 'every bad row of a sheet is told, with its line' '
	order 1060 --item MUG,1,5.00 && order 1061 --item TEE,1,5.00 && list=$(om-ship pick create 1060 1061 --format ids) &&
	printf "line_no,picked\n1,1\n7,1\n2,-1\n2,5\n" >bad.csv && run 3 om-ship pick confirm "$list" bad.csv && [ "$(wc -l <err)" = 3 ] &&
	has err "bad.csv:3: $list has no line 7 [unknown-line]" && has err "bad.csv:4: picked: " && has err "bad.csv:5: $list line 2 " &&
	[ "$(sql "select count(*) from pick_line where pick_list_id = ${list#PL} and picked is not null")" = 0 ] &&
	printf "line_no,picked,line_no\n1,1,2\n" >bad.csv && run 3 om-ship pick confirm "$list" bad.csv && has err "[duplicate-header]"'
t 'so is a line that was confirmed with another figure' '
	printf "line_no,picked\n1,1\n" >a.csv && run 0 om-ship pick confirm "$list" a.csv -n && err "om-ship: dry run: $list confirmed: 0 short lines" && run 0 om-ship pick confirm "$list" a.csv &&
	printf "line_no,picked\n2,1\n1,0\n" >a.csv && run 3 om-ship pick confirm "$list" a.csv && has err "a.csv:3: $list line 1 " && has err "is confirmed already with 1 [wrong-state]" && run 0 om-ship pick confirm "$list"'
t 'what has no stock lies nowhere, and an order of nothing else makes no list' '
	order 1070 --item AIR,2,1.00 --item MUG,1,5.00 && order 1071 --item AIR,1,1.00 && order 1072 --item EBOOK,1,1.00 &&
	run 0 om-ship pick create 1071 1072 && err "om-ship: nothing to fetch" && out "number,kind,warehouse,state,order_count,line_count,unit_count,unallocated,picked_count,created_at" &&
	run 0 om-ship pick create 1070 1071 1072 --columns order_count,line_count,unit_count && out "order_count,line_count,unit_count
1,1,1"'
finish
