#!/bin/sh
# Saved views of lists (orders.md R26.3).
# covers: ORD-17 ORD-32
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'four orders, two of them late' '
	order 1001 --item TEE-1,2,10 --ship-by 2026-02-01 && order 1002 --item MUG,1,5 --ship-by 2026-02-20 && order 1003 --item MUG,1,5 --ship-by 2026-12-01 && order 1004 --item MUG,1,7
'
test_case 'saved and used by lists and exports' '
	run om-order view create late --where "is_late = yes" --columns order_number,ship_by --sort -ship_by --limit 5 && expect_err_has "created view '\''late'\''" &&
	run om-order list --view late --format csv && expect_out "order_number,ship_by
1002,2026-02-20T23:59:59-05:00
1001,2026-02-01T23:59:59-05:00" &&
	run om-order export --view late && expect_out "order_number,ship_by
1002,2026-02-20T23:59:59-05:00
1001,2026-02-01T23:59:59-05:00" && run om-export orders --view late && expect_out_has "1002,2026-02-20" &&
	run om-order list --view LATE --summary --format csv && expect_out_has "awaiting-payment,2,USD"
'
test_case 'options that are given win' '
	run om-order list --view late --columns order_number --sort order_number --format csv && expect_out "order_number
1001
1002" && run om-order list --view late --where "total = 7" --columns order_number --format csv && expect_out "order_number
1004" && run om-order list --view late --limit 1 --columns order_number --format csv && expect_out "order_number
1002" && run om-order list --view late --sku TEE-1 --columns order_number --format csv && expect_out "order_number
1001"
'
test_case 'the same once more is unchanged, another of the name is there already' '
	run om-order view create late --where "is_late = yes" && expect_err_has "unchanged" && must_fail 5 om-order view create Late --where "is_late = no" && expect_err_has "[exists]"
'
test_case 'what does not fit is refused when it is saved' '
	must_fail 2 om-order view create bad --where "colour = red" && expect_err_has "where: " && expect_err_has "[filter-field]" &&
	must_fail 2 om-order view create bad --where "status = " && expect_err_has "[filter-syntax]" && must_fail 2 om-order view create bad --columns colour && expect_err_has "columns: " &&
	must_fail 2 om-order view create bad --sort colour && expect_err_has "sort: " && must_fail 2 om-order view create bad --limit 0 && expect_err_has "[out-of-range]" &&
	must_fail 2 om-order view create bad --record colour && expect_err_has "[bad-choice]" && must_fail 2 om-order view create && expect_err_has "[missing]" &&
	[ "$(sql "select count(*) from saved_view")" = 1 ]
'
test_case 'one of its owner comes before the one of everybody, and is nobody else'\''s' '
	run om-order view create late --owner ann --where "is_late = no" --columns order_number && OM_USER=ann run om-order list --view late --format csv && expect_out "order_number
1003
1004" && OM_USER=ben run om-order list --view late --columns order_number --format csv && expect_out "order_number
1002
1001" && run om-order view create own --owner ann --where "total > 1" && OM_USER=ben must_fail 5 om-order list --view own && expect_err_has "[unknown-view]"
'
test_case 'edited, listed, shown' '
	run om-order view edit late --where "is_late = yes and total > 5" limit= && run om-order view list --where "owner is empty" --format csv && expect_out "name,owner,record,where,columns,sort,limit,is_active
late,,order,is_late = yes and total > 5,\"order_number,ship_by\",-ship_by,,yes" && run om-order view show late --columns name,sort --format csv && expect_out "name,sort
late,-ship_by" && run om-order list --view late --format ids && expect_out "@1" && run om-order view edit late --where "is_late = yes and total > 5" && expect_err_has "1 unchanged" &&
	must_fail 2 om-order view edit late --where "colour = 1" && must_fail 5 om-order view edit late name=early && expect_err_has "[read-only]" &&
	must_fail 5 om-order view edit late record=product && expect_err_has "[read-only]" && must_fail 5 om-order view edit nosuch limit=1 && expect_err_has "[unknown-view]" &&
	[ "$(sql "select group_concat(field) from history where entity = '\''view'\''")" = where,limit ]
'
test_case 'switched off it is not used, but stays' '
	run om-order view deactivate late && must_fail 5 om-order list --view late && expect_err_has "[wrong-state]" && run om-order view activate late && run om-order list --view late --format ids &&
	run om-order view deactivate late -n && run om-order list --view late --format ids && must_fail 5 om-order list --view nosuch && expect_err_has "[unknown-view]"
'
test_case 'views of other records' '
	run om-order view create shirts --record products --where "sku ~ \"TEE-*\"" --columns sku && run om-product list --view shirts --format csv && expect_out "sku
TEE-1" && must_fail 5 om-order list --view shirts && expect_err_has "[unknown-view]" && run om-order view edit product:shirts limit=1 && run om-order view list --where "record = product" --format ids && expect_out "product:shirts"
'
test_case 'a field that has gone since is told by the view'\''s name, unless it is not asked for' '
	sql "update saved_view set condition = '\''gone = 1'\'' where name = '\''late'\'' and owner = '\'''\''" && must_fail 3 om-order list --view late && expect_err_has "view '\''late'\'':1:1: " && expect_err_has "[filter-field]" &&
	run om-order list --view late --where "total > 5" --format ids &&
	sql "update saved_view set condition = '\'''\'', columns = '\''order_number,gone'\'' where name = '\''late'\'' and owner = '\'''\''" && must_fail 3 om-order list --view late && expect_err_has "view '\''late'\'':1: " && expect_err_has "[unknown-column]" &&
	run om-order list --view late --columns order_number --format csv
'
test_case 'own columns out of the environment, for lists alone' '
	OM_COLUMNS_ORDER=order_number,order_total run om-order list --limit 1 --format csv && expect_out "order_number,order_total
1001,20.00" && OM_COLUMNS_ORDER=order_number run om-order list --columns order_id --limit 1 --format csv && expect_out "order_id
1" && OM_COLUMNS_ORDER=order_number run om-order export --limit 1 && expect_out_has "listing_sku" && OM_COLUMNS_ORDER=order_number run om-product list --format csv && expect_out_has "sku"
'
test_case 'export and import of views change nothing' '
	run om-order view export -o v.csv && sql "update saved_view set columns = '\'''\'', condition = '\'''\''" && run om-order view export -o v.csv && run om-order view import v.csv && expect_err_has "updated 0, unchanged 4"
'
done_testing
