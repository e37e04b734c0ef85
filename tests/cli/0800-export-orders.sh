#!/bin/sh
# om-export: what every export does, and orders at three levels (reports.md E1, E2).
# covers: ORD-24
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
order 1001 --item MUG,2,5.00 --item TEE,1,9.00 --shipping-paid 4.50
order 1002 --item MUG,1,5.00
om-ship ship -q 1001 --carrier UPS --tracking T100 >/dev/null
om-ship ship -q 1001 --carrier UPS --tracking T200 --add-package >/dev/null
COLS=order_number,order_total,shipping_paid,master_sku,quantity,line_total

t 'a row an item; money of the order once' 'run 0 om-export orders --columns $COLS && out "order_number,order_total,shipping_paid,master_sku,quantity,line_total
1001,23.50,4.50,MUG,2,10.00
1001,,,TEE,1,9.00
1002,5.00,0.00,MUG,1,5.00" && err "om-export: 3 rows as of 2026-03-02T10:00:00-05:00"'
t 'or on every row' 'run 0 om-export orders --columns $COLS --repeat-money && has out "1001,23.50,4.50,TEE,1,9.00"'
t 'a row an order' 'run 0 om-export orders --level order --columns order_number,order_total && out "order_number,order_total
1001,23.50
1002,5.00"'
t 'with items joined' 'run 0 om-export orders --level order --columns order_number,order_total,lines.master_sku,lines.quantity && out "order_number,order_total,master_sku,quantity
1001,23.50,MUG|TEE,2|1
1002,5.00,MUG,1" && has err "2 rows"'
t 'a value that holds the joiner is refused' '
	sql "update order_line set item_name = '\''a|b'\'' where order_id = 2" && run 5 om-export orders --level order --columns order_number,lines.item_name && has err "[delimiter-in-value]"'
t 'as JSON items and shipments are nested' '
	run 0 om-export orders 1001 --level order --format ndjson && [ "$(wc -l <out)" = 1 ] && has out "\"lines\":[{" && has out "\"shipments\":[{\"number\":\"S1000\"" &&
	run 0 om-export orders --level order --format json && has out "\"order_number\":\"1002\""'
t 'a row a package with its units' 'run 0 om-export orders --level shipment && out "order_number,channel,number,seq,tracking_number,carrier,service,package_type,ship_date,state,units,unit_count,weight,ship_name,ship_city,ship_state,ship_zip,ship_country
1001,SHOP,S1000,1,T100,UPS,,,2026-03-02,shipped,MUG*2|TEE*1,3,,Ann Lee,Albany,NY,12207,US
1001,SHOP,S1000,2,T200,UPS,,,2026-03-02,shipped,,0,,Ann Lee,Albany,NY,12207,US"'
t 'more columns besides' 'run 0 om-export orders --level shipment --columns +po_number,status && has out "ship_country,po_number,status" && has out ",shipped"'
t 'orders by name, by filter, by a pipe' '
	run 0 om-export orders 1002 SHOP:1001 --level order --columns order_number && out "order_number
1002
1001" && run 0 om-export orders --where "status = shipped" --level order --columns order_number && out "order_number
1001" && om-order list --where "status = awaiting-shipment" --format ids >ids && run 0 om-export orders - --level order --columns order_number <ids && out "order_number
1002" && run 5 om-export orders 4711 && has err "[unknown-order]" && run 2 om-export orders 1001 --where "units > 1" && has err "[usage]" '
t 'nothing matches: the header, or status 1' '
	run 0 om-export orders --where "status = merged" --columns order_number && out "order_number" && has err "0 rows" &&
	run 1 om-export orders --where "status = merged" --columns order_number --must-match &&
	: >none && run 0 om-export orders - --columns order_number <none && out order_number'
t 'sorted, limited' 'run 0 om-export orders --level order --sort -order_total --limit 1 --columns order_number && out "order_number
1001" && run 0 om-export orders --level order --sort order_total --columns order_number && out "order_number
1002
1001"'
t 'tsv, ids' 'run 0 om-export orders --level order --columns order_number,order_total --format tsv && out "order_number	order_total
1001	23.50
1002	5.00" && run 0 om-export orders --level order --format ids && out "@1
@2"'
t 'what is wrong is told before a row is printed' '
	run 2 om-export orders --columns order_nubmer && has err "[unknown-column]" && has err "order_number" && out "" &&
	run 2 om-export orders --where "statsu = x" && has err "[filter-field]" && run 2 om-export orders --level parcel && has err "[bad-choice]" && run 2 om-export invoices && has err "[usage]"'
t 'a file appears whole or not at all' '
	run 0 om-export orders --columns $COLS -o o.csv && out "" && [ "$(wc -l <o.csv)" = 4 ] && cp o.csv old && run 2 om-export orders --columns nope -o o.csv && cmp old o.csv &&
	run 3 om-export orders -o no/o.csv && has err "[io]" && [ "$(ls | grep -c "^o.csv")" = 1 ]'
t 'cells that a spreadsheet would run are guarded' '
	sql "update orders set po_number = '\''=1+1'\'' where order_id = 1" && run 0 om-export orders 1001 --level order --columns po_number && out "po_number
=1+1" && run 0 om-export orders 1001 --level order --columns po_number --csv-safe && out "po_number
'\''=1+1"'
t 'a full disk is a failure' '[ ! -w /dev/full ] || { try sh -c "om-export orders >/dev/full"; has err "[io]"; }'
t 'a reader that goes away is none' 'try sh -c "om-export orders -q | head -n 1" && [ ! -s err ]'
t 'a limit is of orders, and cuts none in two' '
	run 0 om-export orders --level order --columns order_number,lines.master_sku --limit 1 && out "order_number,master_sku
1001,MUG|TEE"'
t 'columns of items and shipments go where they are nested' '
	run 0 om-export orders 1001 --level order --columns order_number,lines.quantity,shipments.number --format ndjson && out "{\"order_number\":\"1001\",\"lines\":[{\"quantity\":2},{\"quantity\":1}],\"shipments\":[{\"number\":\"S1000\"}]}" &&
	has err "1 row as of" && run 0 om-export orders 1002 --level order --columns lines.master_sku --format ndjson && out "{\"order_id\":2,\"lines\":[{\"master_sku\":\"MUG\"}],\"shipments\":[]}" &&
	run 2 om-export orders --level order --columns lines.nope --format json && out "" && has err "[unknown-column]"'
t 'a column stands once, however often it is named' '
	run 0 om-export orders 1001 --level order --columns order_number,order_number,+status,status && out "order_number,status
1001,shipped" && om-export orders --columns +po_number -q >again.csv && run 0 om-order import again.csv && has err "unchanged 2"'
t 'an order is one id, whatever its rows' 'run 0 om-export orders --format ids && out "@1
@2"'
t 'a summary instead of rows' '
	run 0 om-export orders --summary && has out "shipped,1,USD,23.50," && run 2 om-export orders 1001 --summary && has err "[usage]" && run 0 om-export products --summary=kind && has out "core,"'
t 'an option that is wrong is named' '
	run 2 om-export orders --columns order_number --sort age && has err "om-export: --sort: " && run 2 om-export orders --columns nope --sort order_number && has err "om-export: --columns: " &&
	run 2 om-export orders --level order --columns order_number,lines.nope && has err "om-export: --columns: "'
t 'measures in the unit that is asked for' '
	om-order edit SHOP:1002 weight=900g length=1ft -q >/dev/null && run 0 om-export orders 1002 --level order --columns weight,length && out "weight,length
900g,1ft" && run 0 om-export orders 1002 --level order --columns weight,length --unit lb,cm && out "weight,length
1.98416lb,30.48cm" && run 0 om-export orders 1002 --level order --columns weight --unit kg --format ndjson && has out "\"weight\":\"0.9kg\"" &&
	run 2 om-export orders --unit stone && has err "--unit: " && has err "[bad-choice]"'
t 'a name of the channel is quoted as in filters' '
	om-order edit SHOP:1002 "attr:Gift wrap=red" -q >/dev/null && run 0 om-export orders 1002 --level order --columns "attr:\"Gift wrap\"" && out "attr:Gift wrap
red"'
t 'a file that may not grow is a failed write' '
	try sh -c "ulimit -f 1; om-export orders -q -o big.csv"; expect_rc 3 && has err "[io]" && [ ! -e big.csv ] && [ "$(ls | grep -c "^big.csv")" = 0 ]'
t 'what has changed since' '
	OM_NOW=2026-03-03T12:00:00Z om-order edit SHOP:1002 internal_notes=x -q >/dev/null &&
	for format in csv ndjson; do run 0 om-export orders --level order --columns order_number --format $format --modified-since 2026-03-03T12:00:00Z && has out 1002 && ! grep -q 1001 out || return 1; done &&
	run 0 om-export orders --modified-since 2026-03-03T12:00:01Z --columns order_number && out order_number && run 0 om-export products --modified-since 2026-03-02 --columns sku && has out MUG &&
	run 0 om-export listings --modified-since tomorrow --columns listing_sku && out listing_sku && run 2 om-export orders --modified-since soon && has err "om-export: --modified-since: " &&
	run 2 om-export orders 1001 --modified-since today && has err "[usage]" && run 2 om-export stock --modified-since today'
t 'quiet' 'run 0 om-export orders -q && err ""'
finish
