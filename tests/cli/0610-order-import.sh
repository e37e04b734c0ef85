#!/bin/sh
# Orders from spreadsheets: identity, repetition, refusals, units of several rows (orders.md R10, H1).
# covers: ORD-38 ORD-43
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

head=order_number,order_date,listing_sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,ship_phone
to="A Bee,1 Main,NYC,NY,10001,US,555"

test_case 'the template has every column of the sheet and none besides' '
	run om-order import --template && expect_out_has "channel,order_number,channel_order_id" &&
	expect_out_has ",listing_sku,master_sku,item_name,quantity,unit_price" &&
	must_fail 1 grep -q "order_id\|status\|age" out
'
test_case 'two orders of three items' '
	printf "%s\n1001,2026-02-01,TEE-1,2,10.00,$to\n,,MUG,1,3.00,,,,,,,\n1002,2026-02-02,MUG,1,3.00,$to\n" "$head" >o.csv &&
	run om-order import o.csv --channel SHOP && expect_err_has "created 2, updated 0, unchanged 0, rejected 0" &&
	run om-order list --columns order_number,order_date,order_total,units,item_names --format csv &&
	expect_out "order_number,order_date,order_total,units,item_names
1001,2026-02-01T00:00:00-05:00,23.00,3,\"Tee, Mug\"
1002,2026-02-02T00:00:00-05:00,3.00,1,Mug"
'
test_case 'read again nothing changes' '
	before=$(sql "select count(*) from history") &&
	run om-order import o.csv --channel SHOP && expect_err_has "created 0, updated 0, unchanged 2, rejected 0" &&
	[ "$(sql "select count(*) from history")" = "$before" ] && [ "$(sql "select max(revision) from orders")" = 1 ]
'
test_case 'columns in another order and by other names are the same content' '
	printf "Ship To Phone,QTY,Sku,Item Unit Price,Order Number,Order Date,Ship To Name,Ship Address 1,ship city,ship state,ship zip code,Ship Country\n" >p.csv &&
	printf "555,1,MUG,3.00,1002,2026-02-02,A Bee,1 Main,NYC,New York,10001,United States\n" >>p.csv &&
	run om-order import p.csv --channel SHOP && expect_err_has "unchanged 1"
'
test_case 'other content of a known order is refused, unless it is to be skipped' '
	sed s/3.00/4.00/ o.csv >q.csv &&
	must_fail 3 om-order import q.csv --channel SHOP && expect_err_has "[exists]" && expect_err_has "nothing written" &&
	run om-order import q.csv --channel SHOP --on-exists skip && expect_err_has "skipped 2"
'
test_case 'an export read again is unchanged' '
	run om-order export && cp out e.csv && run om-order import e.csv && expect_err_has "unchanged 2" &&
	run om-order import e.csv --on-exists update && expect_err_has "updated 0, unchanged 2"
'
test_case 'a bad row refuses its order, and every error of every row is told' '
	printf "%s\n2001,2026-02-01,TEE-1,0,1,$to\n,,,1,1.23456,,,,,,,\n2002,2026-02-30,TEE-1,1,1,$to\n2003,2026-02-01,TEE-1,1,1,$to\n" "$head" >b.csv &&
	must_fail 3 om-order import b.csv --channel SHOP &&
	expect_err_has "b.csv:2: quantity: '\''0'\'' is not 1 or more [not-integer]" && expect_err_has "b.csv:3: listing_sku: " &&
	expect_err_has "[bad-money]" && expect_err_has "b.csv:4: order_date: " && expect_err_has "[bad-date]" &&
	expect_err_has "nothing written" && [ "$(sql "select count(*) from orders")" = 2 ]
'
test_case 'the good ones go in with --keep-going, the bad ones to the rejects' '
	must_fail 4 om-order import b.csv --channel SHOP --keep-going --rejects r.csv && expect_err_has "created 1" &&
	[ "$(sql "select group_concat(order_number) from orders")" = 1001,1002,2003 ] &&
	[ "$(grep -c "" r.csv)" = 4 ] && head -1 r.csv | grep -q error
'
test_case 'rows of one order stand together, or are regrouped' '
	printf "%s\n3001,2026-02-01,TEE-1,1,1,$to\n3002,2026-02-01,TEE-1,1,1,$to\n3001,2026-02-01,MUG,1,1,$to\n" "$head" >s.csv &&
	must_fail 3 om-order import s.csv --channel SHOP && expect_err_has "[not-together]" &&
	run om-order import s.csv --channel SHOP --regroup && expect_err_has "created 2" &&
	[ "$(sql "select count(*) from order_line l join orders o using (order_id) where order_number = '\''3001'\''")" = 2 ]
'
test_case 'an order cell of a later row says the same or nothing' '
	printf "%s\n3003,2026-02-01,TEE-1,1,1,$to\n3003,2026-02-02,MUG,1,1,$to\n" "$head" >d.csv &&
	must_fail 3 om-order import d.csv --channel SHOP && expect_err_has "[differs]"
'
test_case 'the channel: unknown, missing, given twice' '
	must_fail 3 om-order import o.csv --channel NOPE && expect_err_has "[unknown-channel]" &&
	must_fail 3 om-order import o.csv && expect_err_has "[missing]" &&
	printf "channel,%s\nWEB,9,2026-02-01,TEE-1,1,1,$to\n" "$head" >c.csv &&
	must_fail 3 om-order import c.csv --channel SHOP && expect_err_has "[differs]"
'
test_case 'words, codes and sizes that are none' '
	printf "order_number,listing_sku,quantity,unit_price,order_type,currency,ship_country,weight,address_type\n" >w.csv &&
	printf "4001,TEE-1,1,1,rush,XYZ,Freedonia,3 stone,home\n" >>w.csv &&
	must_fail 3 om-order import w.csv --channel SHOP && expect_err_has "order_type: " && expect_err_has "[bad-choice]" &&
	expect_err_has "[unknown-currency]" && expect_err_has "[unknown-country]" && expect_err_has "[bad-unit]"
'
test_case 'long and spoiled identifiers' '
	printf "order_number,listing_sku,quantity,unit_price\n1.23E+12,TEE-1,1,1\n" >i.csv &&
	must_fail 3 om-order import i.csv --channel SHOP && expect_err_has "[scientific-number]" &&
	printf "order_number,listing_sku,quantity,unit_price\n%0101d,TEE-1,1,1\n" 1 >i.csv &&
	must_fail 3 om-order import i.csv --channel SHOP && expect_err_has "[too-long]" &&
	printf "order_number,listing_sku,quantity,unit_price\nA\001B,TEE-1,1,1\n" >i.csv &&
	must_fail 3 om-order import i.csv --channel SHOP && expect_err_has "[control-character]"
'
test_case 'unknown SKUs are stored and warned of, or refused' '
	printf "order_number,listing_sku,master_sku,quantity,unit_price,ship_phone\n5001,RED,,1,1,5\n5002,,BLUE,1,1,5\n5003,,TEE-1,1,1,5\n" >u.csv &&
	must_fail 3 om-order import u.csv --channel SHOP --strict-sku && expect_err_has "[unknown-sku]" &&
	run om-order import u.csv --channel SHOP && expect_err_has "u.csv:2: listing_sku: " && expect_err_has "u.csv:3: master_sku: " &&
	[ "$(sql "select group_concat(listing_sku || '\''/'\'' || coalesce(product_id, '\'''\'')) from order_line l join orders using (order_id) where order_number like '\''500_'\''")" = RED/,BLUE/,/1 ] &&
	run om-order list --where "order_number in (5001, 5002)" --columns problems --format csv && expect_out_has missing-product-info
'
test_case 'listing and master SKU must be one product' '
	printf "order_number,listing_sku,master_sku,quantity,unit_price\n5004,MUG,TEE-1,1,1\n" >m.csv &&
	must_fail 3 om-order import m.csv --channel SHOP && expect_err_has "[differs]"
'
test_case 'a product that comes later frees the order' '
	run om-product create BLUE --name Blue --brand B && [ "$(sql "select count(*) from order_line where product_id is null")" = 1 ]
'
test_case 'an incomplete address is a problem, or refused' '
	printf "order_number,listing_sku,quantity,unit_price\n5005,MUG,1,1\n" >a.csv &&
	must_fail 3 om-order import a.csv --channel SHOP --strict-address && expect_err_has "[missing-address]" &&
	run om-order import a.csv --channel SHOP && expect_err_has "[no-phone]" &&
	[ "$(sql "select problems from orders where order_number = '\''5005'\''")" = missing-order-info ]
'
test_case 'the channel'\''s own id is the identity' '
	printf "order_number,channel_order_id,listing_sku,quantity,unit_price,ship_phone\n6001,X1,MUG,1,1,5\n" >x.csv &&
	run om-order import x.csv --channel SHOP && sed s/6001/6001-A/ x.csv >y.csv &&
	must_fail 3 om-order import y.csv --channel SHOP && expect_err_has "[exists]" &&
	printf "order_number,channel_order_id,listing_sku,quantity,unit_price\n6002,X2,MUG,1,1\n6003,X2,MUG,1,1\n" >z.csv &&
	must_fail 3 om-order import z.csv --channel SHOP && expect_err_has "[duplicate-row]"
'
test_case 'numbers from the channel' '
	printf "listing_sku,quantity,unit_price,ship_phone\nMUG,1,1,5\nMUG,2,1,5\n" >n.csv &&
	must_fail 3 om-order import n.csv --channel WEB && run om-order import n.csv --channel WEB --auto-number && expect_err_has "created 2" &&
	[ "$(sql "select group_concat(order_number) from orders where channel_id = 1")" = M1001,M1002 ]
'
test_case 'a line id twice in one order' '
	printf "order_number,listing_sku,quantity,unit_price,channel_line_id\n7001,MUG,1,1,L1\n,TEE-1,1,1,L1\n" >l.csv &&
	must_fail 3 om-order import l.csv --channel SHOP && expect_err_has "l.csv:3: channel_line_id: " && expect_err_has "[duplicate-row]"
'
test_case 'customers: buyer id, then e-mail in any case, never name, no relay address' '
	printf "order_number,listing_sku,quantity,unit_price,ship_phone,ship_name,customer_email,buyer_id\n" >k.csv &&
	printf "8001,MUG,1,1,5,Ann,a@b.com,\n8002,MUG,1,1,5,Ann B,A@B.COM,\n8003,MUG,1,1,5,Ann,c@d.com,b1\n" >>k.csv &&
	printf "8004,MUG,1,1,5,Other,,b1\n8005,MUG,1,1,5,Ann,,\n8006,MUG,1,1,5,R,x@marketplace.amazon.com,\n8007,MUG,1,1,5,R,x@marketplace.amazon.com,\n" >>k.csv &&
	run om-order import k.csv --channel SHOP &&
	[ "$(sql "select group_concat(customer_id - (select min(customer_id) from orders where order_number = '\''8001'\'')) from orders where order_number like '\''800_'\''")" = 0,0,1,1,2,3,4 ] &&
	run om-order customer list --where "emails has a@b.com" --columns name,emails --format csv && expect_out "name,emails
Ann,a@b.com"
'
test_case 'history takes no stock and no part in the queue' '
	printf "order_number,state,listing_sku,quantity,unit_price\n9001,done,MUG,1,1\n9002,Canceled,MUG,1,1\n9003,Shipped,MUG,1,1\n9004,Awaiting,MUG,1,1\n" >h.csv &&
	run om-order import h.csv --channel SHOP &&
	[ "$(sql "select group_concat(status) from orders where order_number in ('\''9001'\'', '\''9002'\'', '\''9003'\'')")" = processed-outside,cancelled,processed-outside ] &&
	[ "$(sql "select count(*) from order_wait w join orders using (order_id) where is_history = 1")" = 0 ]
'
test_case 'with --defer an order waits with its products known' '
	printf "order_number,listing_sku,quantity,unit_price,ship_phone\n9101,MUG,1,1,5\n" >f.csv &&
	run om-order import f.csv --channel SHOP --defer --paid && [ "$(status 9101)" = unprocessed ] &&
	[ "$(sql "select product_id from order_line join orders using (order_id) where order_number = '\''9101'\''")" = 2 ] &&
	run om-order resolve --new && [ "$(status 9101)" = unresolved ]
'
test_case 'a source that is given is locked, a hold date holds' '
	printf "order_number,listing_sku,quantity,unit_price,ship_phone,source,hold_until\n9201,MUG,1,1,5,east,2026-04-01\n" >g.csv &&
	run om-order import g.csv --channel SHOP && [ "$(sql "select source_by || '\'' '\'' || status from orders where order_number = '\''9201'\''")" = "person on-hold" ] &&
	sed "s/east/nowhere/; s/9201/9202/; s/2026-04/2020-01/" g.csv >v.csv &&
	must_fail 3 om-order import v.csv --channel SHOP && expect_err_has "[unknown-warehouse]" && expect_err_has "[past-date]"
'
test_case 'the headers of the model'\''s own exports that say nothing to us are read over' '
	printf "order number,sku,qty,item unit price,ship to phone,Carrier Fee,Tracking Number,Ship Date,Transaction ID,Digital,Giftcard,Brand Name,External Order,Multi Package\n" >t.csv &&
	printf "9301,MUG,1,1.00,5,1,T,2020,X,n,n,B,n,n\n" >>t.csv && run om-order import t.csv --channel SHOP &&
	printf "order number,sku,qty,colour\n" >t.csv && must_fail 3 om-order import t.csv --channel SHOP && expect_err_has "[unknown-column]"
'
test_case 'a dry run reports the same and keeps nothing' '
	printf "%s\n9401,2026-02-01,TEE-1,1,1,$to\n" "$head" >dry.csv && n=$(sql "select count(*) from orders") &&
	run om-order import dry.csv --channel SHOP -n && expect_err_has "created 1" && [ "$(sql "select count(*) from orders")" = "$n" ] &&
	run om-order import dry.csv --channel SHOP && expect_err_has "created 1"
'
test_case 'two files at once, from a pipe too' '
	sed s/9401/9501/ dry.csv >d1.csv && sed s/9401/9502/ dry.csv >d2.csv && run om-order import d1.csv d2.csv --channel SHOP &&
	expect_err_has "total: created 2" && sed s/9401/9503/ dry.csv | { run om-order import - --channel SHOP; } && expect_err_has "created 1"
'
test_case 'an order edited here is known by the cells it came with, whatever they were cleaned to' '
	printf "order_number,listing_sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,ship_phone\n" >v.csv &&
	printf "9901,MUG,1,3.00,A Bee,1 Main,NYC,new york,10001,United States,555\n" >>v.csv &&
	run om-order import v.csv --channel SHOP && expect_err_has "created 1" &&
	run om-order edit SHOP:9901 ship_city=Albany && run om-order import v.csv --channel SHOP && expect_err_has "unchanged 1" &&
	sed s/3.00/3.10/ v.csv >w.csv && must_fail 3 om-order import w.csv --channel SHOP && expect_err_has "[exists]"
'
test_case 'everything adds up' 'run om-admin check'
done_testing
