#!/bin/sh
# Payments (orders.md R5).
# covers: ORD-21
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'a part leaves it unpaid and says what is missing' '
	order 1001 --item TEE-1,2,10 --item MUG,1,7.60 && run om-order pay 1001 --amount 10.00 --format table &&
	expect_out "SHOP:1001 awaiting-payment, 17.60 of 27.60 missing"
'
test_case 'the rest pays it, at the date given' '
	run om-order pay 1001 --date 2026-02-28 --type card --format table && expect_out "SHOP:1001 awaiting-payment → awaiting-shipment" &&
	run om-order list --columns payment_date,amount_paid,payment_type --format csv &&
	expect_out "payment_date,amount_paid,payment_type
2026-02-28T00:00:00-05:00,27.60,card"
'
test_case 'paid already is unchanged' '
	n=$(sql "select count(*) from history") && run om-order pay 1001 --format table && expect_out "SHOP:1001 unchanged" &&
	run om-order pay 1001 --amount 5 --format table && expect_out "SHOP:1001 unchanged" && [ "$(sql "select count(*) from history")" = "$n" ]
'
test_case 'less is enough with --accept-partial' '
	order 1002 --item MUG,1,10 && run om-order pay 1002 --amount 9 --accept-partial --format table &&
	expect_out "SHOP:1002 awaiting-payment → awaiting-shipment" && [ "$(sql "select amount_paid from orders where order_id = 2")" = 90000 ]
'
test_case 'refusals: nothing, another currency, no amount, no date, wrong state' '
	order 1003 --item MUG,1,10 && must_fail 2 om-order pay 1003 --amount 0 && expect_err_has "[out-of-range]" &&
	must_fail 2 om-order pay 1003 --amount -1 && must_fail 2 om-order pay 1003 --amount x && expect_err_has "[bad-money]" &&
	must_fail 2 om-order pay 1003 --date never && expect_err_has "[bad-date]" &&
	must_fail 5 om-order pay 1003 --currency EUR && expect_err_has "[currency-differs]" &&
	run om-order cancel 1003 --reason buyer-has-not-paid && must_fail 5 om-order pay 1003 && expect_err_has "[wrong-state]" &&
	must_fail 5 om-order pay 4711 && expect_err_has "[unknown-order]"
'
test_case 'an order of nothing is paid from the start' '
	order 1004 --item MUG,1,0 && [ "$(status 1004)" = awaiting-shipment ]
'
test_case 'many from a pipe, one refused' '
	order 1005 --item MUG,1,1 && order 1006 --item TEE-1,1,1 &&
	printf "1005\nSHOP:1006\n@3\n" | { must_fail 4 om-order pay - --format csv; } &&
	expect_err_has "2 done, 0 unchanged, 1 refused" && [ "$(status 1005)" = awaiting-shipment ]
'
test_case 'each with its own amount, from a sheet' '
	order 1007 --item MUG,1,2 && order 1008 --item TEE-1,1,2 && printf "order,amount\n1007,1\n1008,2\n" >p.csv &&
	run om-order pay --file p.csv --format table && expect_out "SHOP:1007 awaiting-payment, 1.00 of 2.00 missing
SHOP:1008 awaiting-payment → awaiting-shipment"
'
test_case 'a dry run ends as the real run would and keeps nothing' '
	run om-order pay 1007 --format table -n && cp out dry && [ "$(status 1007)" = awaiting-payment ] &&
	run om-order pay 1007 --format table && cmp out dry
'
test_case 'payments count in the minor unit, half up' '
	order half --item MUG,1,10 && run om-order pay half --amount 4.995 --format table && expect_out "SHOP:half awaiting-payment, 5.00 of 10.00 missing" &&
	must_fail 2 om-order pay half --amount 0.004 && expect_err_has "[out-of-range]" && run om-order edit half amount_paid=5.004 && run om-order pay half --format table &&
	[ "$(sql "select amount_paid from orders where order_number = '\''half'\''")" = 100000 ] &&
	order yen --currency JPY --item MUG,1,500 && run om-order pay yen --amount 10.5 --format table && expect_out "SHOP:yen awaiting-payment, 489 of 500 missing" &&
	order dinar --currency KWD --item MUG,1,1.234 && run om-order pay dinar --amount 1.2335 && [ "$(status dinar)" != awaiting-payment ]
'
test_case 'the sign of an amount is of the currency of the order' '
	order sign --item MUG,1,10 && must_fail 5 om-order pay sign --amount €5 && expect_err_has "not in the order'\''s currency, USD [currency-differs]" &&
	[ "$(sql "select amount_paid from orders where order_number = '\''sign'\''")" = 0 ] && run om-order pay sign --amount \$5 --format table &&
	expect_out "SHOP:sign awaiting-payment, 5.00 of 10.00 missing" && order euro --currency EUR --item MUG,1,5 && run om-order pay euro --amount €5 &&
	[ "$(status euro)" != awaiting-payment ] && must_fail 5 om-order edit sign amount_paid=£10 && expect_err_has "amount_paid: SHOP:sign: '\''£10'\'' is not in USD [currency-differs]" &&
	must_fail 5 om-order edit sign insured_value=€3 && expect_err_has "[currency-differs]" && run om-order edit euro insured_value=€3
'
test_case 'everything adds up' 'run om-admin check'
done_testing
