#!/bin/sh
# om-inventory import, export: the stock sheet.
# covers: INV-01 INV-16 INV-18
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
om-warehouse create -q MAIN --type in-house --address1 A --city B --state NY --zip 10001 --country US
om-warehouse create -q EXT --type 3pl
om-warehouse create -q OFF --type 3pl
om-warehouse deactivate -q OFF
for l in AB-1 AB-2; do om-warehouse location create -q MAIN $l; done
for p in TEE-R TEE-G CAP; do om-product create -q $p --name $p --brand Acme; done
om-product create -q LOT --name Milk --brand Acme track_lots=yes
om-product create -q FREE --name Advice --brand Acme track_stock=no
om-product create -q GONE --name Gone --brand Acme is_active=no

printf '%s\n' 'Item SKU,Stock Location,Qty,Locked Inventory,Location Min Level,brand' TEE-R,AB-1,10,4,3,Acme TEE-G,AB-2,5,,, CAP,,7,,, >s.csv
t 'a dry run says what a run says' '
	run 0 om-inventory import s.csv --warehouse MAIN -n && err "om-inventory: dry run: s.csv: created 3, updated 0, unchanged 0, rejected 0; 22 units added without cost" &&
	[ "$(sql "select count(*) from stock")" = 0 ]'
t 'import reads other headers and one warehouse for all rows' '
	run 0 om-inventory import s.csv --warehouse MAIN && err "om-inventory: s.csv: created 3, updated 0, unchanged 0, rejected 0; 22 units added without cost" &&
	[ "$(sql "select p.sku, l.location, s.on_hand, s.locked, s.location_min, s.is_pickable from stock s join product p using (product_id) join location l using (location_id) order by 1" | tr "\n" " ")" = "CAP|UNCONFIGURED|7|0||1 TEE-G|AB-2|5|0||1 TEE-R|AB-1|10|4|3|1 " ]'
t 'the reason is correction unless the row says else' '[ "$(sql "select distinct reason from movement")" = correction ]'
t 'history names the file and the line' '
	run 0 om-inventory history TEE-R --columns source,kind,delta,cause && out "source,kind,delta,cause
s.csv:2,set,10,
s.csv:2,lock,4,"'
t 'again everything is unchanged' '
	moves=$(sql "select count(*) from movement") && run 0 om-inventory import s.csv --warehouse MAIN && err "om-inventory: s.csv: created 0, updated 0, unchanged 3, rejected 0" &&
	[ "$(sql "select count(*) from movement")" = "$moves" ]'
t 'export and import is unchanged' '
	om-inventory export -q >e.csv && run 0 om-inventory import e.csv && err "om-inventory: e.csv: created 0, updated 0, unchanged 3, rejected 0" && [ "$(sql "select count(*) from history where entity = '\''stock'\''")" = 0 ]'
t 'the export is the sheet' 'run 0 om-inventory export --where "sku = TEE-R" && out "sku,warehouse,location,lot,expires_on,on_hand,locked,draw_rank,is_pickable,is_receivable,is_active,location_min,allocated,available,name
TEE-R,MAIN,AB-1,,,10,4,1,yes,yes,yes,3,0,6,TEE-R"'
t 'a preset that a row contradicts' 'printf "sku,warehouse,on_hand\nTEE-R,EXT,1\n" >x.csv && run 3 om-inventory import x.csv --warehouse MAIN && has err "[differs]"'
t 'an unknown preset is one error' 'run 5 om-inventory import s.csv --warehouse NOPE && has err "[unknown-warehouse]" && [ "$(wc -l <err)" = 1 ]'

printf '%s\n' sku,warehouse,location,adjustment,unit_cost,reason TEE-R,MAIN,AB-1,+3,2.5000,found TEE-G,MAIN,AB-2,-2,,lost CAP,EXT,,4,,opening >d.csv
t 'adjustments' 'run 0 om-inventory import d.csv && err "om-inventory: d.csv: created 1, updated 2, unchanged 0, rejected 0; 4 units added without cost" &&
	[ "$(sql "select group_concat(on_hand) from (select on_hand from stock order by stock_id)")" = 13,3,7,4 ] && [ "$(sql "select qty_left, value_left from layer")" = "3|75000" ]'
t 'a file of them counts once' 'run 0 om-inventory import d.csv && err "om-inventory: d.csv: created 0, updated 0, unchanged 3, rejected 0"'
t 'under any name, with blanks and comments' '{ cat d.csv; echo; } | sed "2i# found on Monday" | om-inventory import - 2>err && has err "created 0, updated 0, unchanged 3, rejected 0"'
t 'or again if that is asked' 'run 0 om-inventory import d.csv --again && has err "updated 3" && [ "$(sql "select group_concat(on_hand) from (select on_hand from stock order by stock_id)")" = 16,1,7,8 ]'
t 'a reference of the row does the same' '
	printf "sku,warehouse,adjustment,ref\nCAP,EXT,1,P-7\n" >r.csv && run 0 om-inventory import r.csv && has err "updated 1" && printf "sku,warehouse,adjustment,ref,note\nCAP,EXT,1,P-7,other file\n" >r2.csv &&
	run 0 om-inventory import r2.csv && has err "unchanged 1"'
t 'an expected figure' '
	printf "sku,warehouse,on_hand,was\nCAP,EXT,20,9\n" >w.csv && run 0 om-inventory import w.csv && has err "updated 1" && run 0 om-inventory import w.csv && has err "unchanged 1" &&
	printf "sku,warehouse,on_hand,was\nCAP,EXT,21,9\n" >w2.csv && run 3 om-inventory import w2.csv && has err "w2.csv:2: was: '\''CAP'\'' at EXT GLOBAL is 20, not 9 [changed]"'

cat >bad.csv <<'END'
sku,warehouse,location,lot,expires_on,on_hand,adjustment,was,locked,draw_rank,is_pickable,is_receivable,unit_cost,reason,location_min
TEE-R,MAIN,AB-9,,,5,,,,,,,,,
tee-r,MAIN,AB-1,,,5,,,,,,,,,
NOPE,MAIN,AB-1,,,5,,,,,,,,,
FREE,MAIN,AB-1,,,5,,,,,,,,,
GONE,MAIN,AB-1,,,5,,,,,,,,,
LOT,MAIN,AB-1,,,5,,,,,,,,,
TEE-R,MAIN,AB-1,L1,,5,,,,,,,,,
TEE-R,MAIN,AB-2,,,5,1,,,,,,,,
TEE-R,MAIN,,,,,,,,,,,,,
TEE-R,MAIN,ab-1,,,5,,,,,,,,,
LOT,MAIN,AB-1,B1,2026-13-01,5,,,,,,,,,
LOT,MAIN,AB-1,B2,,5,,,9,,,,,,
LOT,MAIN,AB-1,B3,,5,,,,0,,,,,
LOT,MAIN,AB-1,B4,,5,,,,,no,no,,,
TEE-G,MAIN,AB-2,,,,-1,,,,,,1.00,,
LOT,MAIN,AB-1,B6,,-5,,,,,,,,,
LOT,MAIN,AB-1,B7,,5.5,,,,,,,,,
LOT,MAIN,AB-1,B8,,200000000,,,,,,,,,
CAP,EXT,,,,5,,3,,,,,,,
LOT,MAIN,AB-1,C1,,5,,,,,maybe,,,,
LOT,MAIN,AB-1,C2,,5,,,,,,,1.23456,,
LOT,MAIN,AB-1,C3,,5,,,,,,,,whim,
CAP,EXT,SHELF,,,5,,,,,,,,,
CAP,OFF,,,,5,,,,,,,,,
CAP,NOPE,,,,5,,,,,,,,,
CAP,MAIN,AB-2,,,,-1,,,,,,,,
LOT,MAIN,AB-1,C4,,5,,,,,,,,,few
END
expect() {
	has err "bad.csv:$1: $2: " && grep "^om-inventory: bad.csv:$1: $2: " err | grep -qF "[$3]"
}
t 'every bad row is told by line, column and word, and nothing is written' '
	before=$(sql "select count(*), sum(on_hand) from stock") && run 3 om-inventory import bad.csv --format csv &&
	expect 2 location unknown-location && expect 3 sku sku-case && expect 4 sku unknown-sku && expect 5 sku not-stocked && expect 6 sku inactive-sku && expect 7 lot lot-required &&
	expect 8 lot lot-not-tracked && expect 9 adjustment conflicting-columns && expect 10 on_hand missing && expect 11 location name-case && expect 12 expires_on bad-date &&
	expect 13 locked above-on-hand && expect 14 draw_rank not-integer && expect 15 is_pickable no-use && expect 16 unit_cost cost-without-units && expect 17 on_hand negative &&
	expect 18 on_hand not-integer && expect 19 on_hand out-of-range && expect 20 was changed && expect 21 is_pickable not-boolean && expect 22 unit_cost bad-money && expect 23 reason bad-choice &&
	expect 24 location location-external && expect 25 warehouse inactive-warehouse && expect 26 warehouse unknown-warehouse && expect 27 adjustment negative && expect 28 location_min not-integer &&
	has err "created 0, updated 0, unchanged 0, rejected 27; nothing written" && [ "$(sql "select count(*), sum(on_hand) from stock")" = "$before" ]'
t 'the hint says how an unknown location is made' 'has err "bad.csv:2: location: no location '\''AB-9'\'' in '\''MAIN'\'' [unknown-location]; --create-locations makes it"'
t '--create-locations makes it' '
	printf "sku,warehouse,location,on_hand\nCAP,MAIN,AB-9,5\nTEE-G,MAIN,AB-9,1\n" >c.csv && run 0 om-inventory import c.csv --create-locations -n && [ "$(sql "select count(*) from location where location = '\''AB-9'\''")" = 0 ] &&
	run 0 om-inventory import c.csv --create-locations && has err "created 2" && [ "$(sql "select count(*) from location where location = '\''AB-9'\''")" = 1 ]'
t 'but not one that differs in case' 'printf "sku,warehouse,location,on_hand\nCAP,MAIN,ab-9,6\n" >c2.csv && run 3 om-inventory import c2.csv --create-locations && has err "[name-case]"'
t '--ignore-case accepts a SKU' 'printf "sku,warehouse,location,on_hand\ncap,MAIN,AB-9,6\n" >i.csv && run 0 om-inventory import i.csv --ignore-case && has err "updated 1"'
t 'the good rows are applied with --keep-going' '
	printf "%s\n" sku,warehouse,location,on_hand CAP,MAIN,AB-9,7 NOPE,MAIN,AB-9,7 >k.csv && run 4 om-inventory import k.csv --keep-going --rejects rej.csv && has err "updated 1, unchanged 0, rejected 1" && has rej.csv "NOPE,MAIN,AB-9,7"'
t 'one key twice is refused, an empty location being its name' '
	printf "%s\n" sku,warehouse,location,on_hand CAP,MAIN,,7 CAP,MAIN,UNCONFIGURED,8 >dd.csv && run 3 om-inventory import dd.csv && has err "dd.csv:2: " && has err "dd.csv:3: " && has err "[duplicate-row]"'
t 'or the first counts' 'run 0 om-inventory import dd.csv --on-duplicate first'
t 'what exists may be skipped, or only what exists changed' '
	printf "%s\n" sku,warehouse,location,on_hand CAP,MAIN,AB-9,99 CAP,MAIN,AB-1,1 >o.csv && run 0 om-inventory import o.csv --on-exists skip && has err "created 1" && has err "skipped 1" &&
	run 3 om-inventory import o.csv --on-exists fail && has err "[exists]" && printf "sku,warehouse,location,on_hand\nTEE-R,MAIN,AB-2,1\n" >n.csv && run 3 om-inventory import n.csv --no-create && has err "[no-stock-record]"'
t 'lots and their expiry' '
	printf "%s\n" sku,warehouse,location,lot,expiry,on_hand LOT,MAIN,AB-1,L1,2026-03-02,9 LOT,MAIN,AB-1,L2,2026-03-03,1 >l.csv && run 0 om-inventory import l.csv && has err "created 2" && run 0 om-inventory import l.csv && has err "unchanged 2" &&
	run 0 om-inventory list --where "sku = LOT" --columns on_hand,available && out "on_hand,available
10,1"'
t 'flags and order; empty flags stay as they are' '
	printf "%s\n" sku,warehouse,location,on_hand,draw_rank,pickable,active CAP,MAIN,AB-9,7,9,no, >f.csv && run 0 om-inventory import f.csv && has err "updated 1" && printf "%s\n" sku,warehouse,location,on_hand,draw_rank,pickable CAP,MAIN,AB-9,7,, >f2.csv &&
	run 0 om-inventory import f2.csv && has err "unchanged 1" && [ "$(sql "select draw_rank, is_pickable, is_active from stock where draw_rank = 9")" = "9|0|1" ]'
t 'units that are promised are not taken, unless that is allowed' '
	sql "insert into channel (channel_id, channel, channel_key, type, currency, created_at, modified_at, created_run) values (9, '\''WEB'\'', '\''web'\'', '\''manual'\'', '\''USD'\'', 0, 0, 1);
	insert into orders (order_id, channel_id, order_number, order_date, created_at, modified_at, payment_date, currency, ship_name, ship_address1, ship_city, ship_state, ship_zip, ship_country, source_id, source_by, status, created_run) values (1, 9, '\''7'\'', 0, 0, 0, 1, '\''USD'\'', '\''A'\'', '\''B'\'', '\''C'\'', '\''NY'\'', '\''10001'\'', '\''US'\'', 1, '\''person'\'', '\''awaiting-shipment'\'', 1);
	insert into order_line (order_line_id, order_id, line_no, listing_sku, product_id, quantity, unit_price, line_total, quantity_allocated, quantity_short) values (1, 1, 1, '\''TEE-R'\'', 1, 6, 0, 0, 6, 0);
	insert into allocation (allocation_id, order_line_id, product_id, stock_id, quantity, run_id) select 1, 1, 1, stock_id, 6, 1 from stock where product_id = 1 and on_hand = 16;
	insert into id_block (name, next) values ('\''channel'\'', 10), ('\''orders'\'', 2), ('\''order_line'\'', 2), ('\''allocation'\'', 2);
	update stock set allocated = 6 where product_id = 1 and on_hand = 16" &&
	printf "sku,warehouse,location,on_hand\nTEE-R,MAIN,AB-1,9\n" >ba.csv && run 3 om-inventory import ba.csv && has err "9 on hand less 4 locked would be below 6 allocated to WEB:7" && has err "[below-allocated]" &&
	run 0 om-inventory import ba.csv --allow below-allocated --reason count && has err "updated 1" && [ "$(sql "select on_hand, locked, allocated from stock where product_id = 1 and on_hand = 9")" = "9|4|5" ]'
t 'figures stay the sums of their movements' 'run 0 om-admin check'
t 'the template is the sheet' 'run 0 om-inventory import --template && has out "sku,warehouse,location,lot,expires_on,on_hand,locked,draw_rank,"'
t 'a file without rows changes nothing' 'echo sku,warehouse,on_hand >empty.csv && run 0 om-inventory import empty.csv && has err "created 0, updated 0, unchanged 0, rejected 0"'
finish
