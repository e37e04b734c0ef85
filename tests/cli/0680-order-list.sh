#!/bin/sh
# Finding orders: operands, options, filters, columns, summaries (orders.md Operands, R26).
# covers: ORD-17 ORD-32
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'five orders' '
	order 1001 --item TEE-1,2,10 --paid --order-date 2026-02-01 --set "notes_from_buyer=Ring twice" && order 1002 --item TEE-1,4,10 --paid --order-date 2026-02-10 &&
	order 1003 --item MUG,1,5 --order-date 2026-02-20 --channel-order-id X-77 && order 1004 --item MUG,1,5 --item TEE-1,1,1 --order-date 2026-03-01 &&
	run om-order create --channel WEB --order-number 1001 --ship-name "Zoe Quill" --ship-email zoe@quill.example --item RED,1,2 --order-date 2026-03-02
'
test_case 'the default columns' '
	run om-order list --format csv --limit 1 && expect_out "order_id,channel,order_number,order_date,payment_date,age,ship_name,order_total,units,item_names,status,problems,source,internal_notes,labels
1,SHOP,1001,2026-02-01T00:00:00-05:00,2026-02-01T00:00:00-05:00,29,A Bee,20.00,2,Tee,awaiting-shipment,,EAST,,"
'
test_case 'an order by key, by channel and number, by number' '
	run om-order show @2 --columns order_number --format csv && expect_out "order_number
1002" &&
	run om-order show shop:1002 --columns order_id --format csv && expect_out "order_id
2" &&
	run om-order show 1003 --columns order_id --format csv && expect_out "order_id
3" &&
	must_fail 5 om-order show 1001 && expect_err_has "[ambiguous-order]" && expect_err_has "SHOP:1001, WEB:1001" &&
	must_fail 5 om-order show @99 && expect_err_has "[unknown-order]" && must_fail 5 om-order show 2 && expect_err_has "[unknown-order]" &&
	must_fail 5 om-order show NOPE:1002 && expect_err_has "[unknown-order]"
'
test_case 'exact options, several values, never a neighbour' '
	run om-order list --status awaiting-shipment,awaiting-payment --format ids && expect_out "@1
@3
@4
@5" &&
	run om-order list --channel WEB --format ids && expect_out "@5" && run om-order list --sku MUG --format ids && expect_out "@3
@4" &&
	run om-order list --sku MU --format ids && expect_out "" && run om-order list --problem out-of-stock --format ids && expect_out "@2" &&
	run om-order list --order-date 2026-02-10..2026-02-20 --format ids && expect_out "@2
@3" &&
	run om-order list --paid-date ..2026-02-05 --format ids && expect_out "@1" && run om-order list --source EAST --method in-house --sku TEE-1 --format ids && expect_out "@1
@2
@4" &&
	must_fail 2 om-order list --status shiped && expect_err_has "did you mean"
'
test_case 'part of a text, in any case' '
	run om-order list --find "x-7" --format ids && expect_out "@3" && run om-order list --find quill --format ids && expect_out "@5" &&
	run om-order list --find "RING" --format ids && expect_out "@1" && run om-order list --find mug --format ids && expect_out "@3
@4" && run om-order list --find "%" --format ids && expect_out ""
'
test_case 'filters over lines, problems and computed columns' '
	run om-order list --where "any lines (sku = TEE-1 and quantity >= 2)" --format ids && expect_out "@1
@2" &&
	run om-order list --where "count lines > 1" --format ids && expect_out "@4" && run om-order list --where "age < 10 and order_weekday = mon" --format ids && expect_out "@5" &&
	run om-order list --where "any problems (code = missing-product-info)" --format ids && expect_out "@5" &&
	run om-order list --where "total > 19 and items >= 2" --format ids && expect_out "@1
@2"
'
test_case 'other columns, sorted, paged' '
	run om-order list --columns order_number,open_units,skus --sort -order_total,order_id --limit 2 --format csv && expect_out "order_number,open_units,skus
1002,4,TEE-1
1001,2,TEE-1" &&
	run om-order list --after 3 --format ids && expect_out "@4
@5" && must_fail 2 om-order list --columns colour
'
test_case 'a summary by status, and by another column' '
	run om-order list --summary --format csv && expect_out_has "awaiting-payment,3,USD,13.00,0.00" && expect_out_has "unresolved,1,USD,40.00,40.00" &&
	run om-order list --summary channel --format csv && expect_out_has "SHOP,4,USD,71.00,60.00"
'
test_case 'nothing matches' 'must_fail 1 om-order list --status shipped --must-match'
test_case 'an export has a row an item, and its amounts add up' '
	run om-order export --sku TEE-1 --columns order_number,order_total,listing_sku,quantity && expect_out "order_number,order_total,listing_sku,quantity
1001,20.00,TEE-1,2
1002,40.00,TEE-1,4
1004,6.00,MUG,1
1004,,TEE-1,1" && expect_err_has "3 orders, 4 rows" &&
	run om-order export -o o.csv && [ "$(grep -c "" o.csv)" = 7 ]
'
test_case 'a day is a day, a country a country' '
	must_fail 2 om-order list --order-date bogus && expect_err_has "order_date: '\''bogus'\'' is not a day or FROM..TO [bad-date]" &&
	must_fail 2 om-order list --paid-date "" && expect_err_has "[bad-date]" && must_fail 2 om-order list --order-date status..now && expect_err_has "[bad-date]" &&
	run om-order list --order-date today-400d..now --where "ship_country = US" --format ids && cp out all && [ -s all ] && run om-order list --country "United States,mx" --format ids && cmp out all &&
	run om-order list --country CA --format ids && expect_out "" && run om-order list --ship-date today --format ids && expect_out ""
'
test_case 'what is looked for is a text: % and _ stand for themselves, and case counts in no alphabet' '
	order 1090 --item MUG,1,1 --set po_number=PO_77 --set internal_notes="100% sure, Zoë MÜLLER" && for text in po_77 "0% s" "00%" "zoË müller"; do
		run om-order list --find "$text" --columns order_number --format csv && expect_out "order_number
1090" || return 1
	done && run om-order list --find "p__77" --format ids && expect_out "" && run om-order list --find muller --format ids && expect_out "" && run om-order list --find "%" --columns order_number --format csv && expect_out "order_number
1090" && run om-order item list --find "_" --format ids && expect_out "" && run om-order customer list --find "%" --format ids && expect_out ""
'
test_case 'a page goes on after the key as it was printed' '
	run om-order list --limit 2 --format ids && last=$(tail -1 out) && run om-order list --after "$last" --limit 1 --format ids && expect_out "@3" &&
	run om-order list --after "${last#@}" --limit 1 --format ids && expect_out "@3" && must_fail 2 om-order list --after x3 && expect_err_has "[not-integer]"
'
test_case 'a channel or warehouse that is none is an error, not an empty list' '
	must_fail 5 om-order list --channel SHOP,NOPE && expect_err_has "no channel '\''NOPE'\'' [unknown-channel]" &&
	must_fail 5 om-order export --source NOPE && expect_err_has "[unknown-warehouse]" && run om-order list --channel "shop, WEB" --source east --limit 1
'
test_case 'everything about one order' '
	run om-order show 1002 --format table && expect_out_has "Open problems" && expect_out_has "TEE-1: 2 of 4 at EAST" && expect_out_has "Allocations" &&
	run om-order show 1002 --format json && expect_out_has "\"open_problems\":[{\"code\":\"out-of-stock\""
'
test_case 'lines and customers are lists of their own' '
	run om-order item list --where "order_status = unresolved" --columns order,sku,quantity_short --format csv && expect_out "order,sku,quantity_short
SHOP:1002,TEE-1,2" && run om-order customer list --find zoe --columns name --format csv && expect_out "name
Zoe Quill"
'
test_case 'an export cut by --limit counts what it wrote, and sums up like the list' '
	run om-order export --where "order_number in (1001, 1004)" --sort -order_number --limit 2 --columns order_number,listing_sku &&
	expect_out "order_number,listing_sku
1004,MUG
1004,TEE-1" && expect_err "om-order: 1 order, 2 rows" &&
	run om-order list --summary && cp out list && run om-order export --summary && cmp list out
'
test_case 'a column of the items sorts the rows of an order, and nothing fails after the last' '
	run om-order export --sort -listing_sku --columns order_number,listing_sku --limit 2
'
done_testing
