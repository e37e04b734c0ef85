#!/bin/sh
# What the filter language asks of a whole database (bots.md, The filter language): records by name and key, any depth, errors.
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'three orders' '
	order 1001 --item TEE-1,2,10 --paid --order-date 2026-02-01 && order 1002 --item TEE-1,4,10 --order-date 2026-02-10 &&
	run om-order create --channel WEB --order-number 2001 --ship-name Z --item TEE-1,1,1 --order-date 2026-02-20
'
rows() { # FILTER: the numbers of the orders
	om-order list --where "$1" --columns order_number --format csv 2>err | tail -n +2 | tr '\n' ' '
}
test_case 'a record is named in any case, or by its key' '
	[ "$(rows "channel = \"#2\"")" = "1001 1002 " ] && [ "$(rows "channel = \"#1\"")" = "2001 " ] && [ "$(rows "channel = web")" = "2001 " ] &&
	[ "$(rows "channel != \"#2\"")" = "2001 " ] && [ "$(rows "channel in (\"#2\", WEB)")" = "1001 1002 2001 " ] && [ "$(rows "channel = \"#2\" and age >= 0")" = "1001 1002 " ] &&
	rows "source = east" >o1 && rows "source = \"#1\"" >o2 && cmp o1 o2 && grep -q 1001 o1
'
test_case 'a record that there is not is refused' '
	must_fail 2 om-order list --where "channel = SHOPP" && expect_err "om-order: --where:1:11: unknown channel '"'SHOPP'"' [filter-value]
  channel = SHOPP
            ^ did you mean '"'SHOP'"'?" &&
	must_fail 2 om-order list --where "channel = \"#99\"" && expect_err_has "[filter-value]" && must_fail 5 om-order list --channel SHOPP && expect_err_has "[unknown-channel]" &&
	must_fail 2 om-order list --where "any shipments (warehouse = NOPE)" && expect_err_has "1:28: unknown warehouse" && [ "$(rows "channel = \"\"")" = "" ]
'
test_case 'an error says place, message and word, and then shows the place' '
	must_fail 2 om-order list --where "status = onhold" && expect_err "om-order: --where:1:10: unknown status '"'onhold'"' [filter-value]
  status = onhold
           ^ did you mean '"'on-hold'"'?" &&
	must_fail 2 om-order list --where "attr = x" && expect_err_has "did you mean '"'attr:NAME'"'?" &&
	must_fail 2 om-order list --where "weight = 0.1234567kg" && expect_err_has "has more than 6 decimals [filter-value]" &&
	must_fail 2 om-order list --where "status = onhold" --format json && expect_err_has "\"column\":\"status\",\"position\":10,\"value\":\"onhold\""
'
nest() { # DEPTH FILTER: lists within lists
	awk -v n="$1" -v f="$2" 'BEGIN {
		for (i = 0; i < n; i++) printf "order_number = 1002 %s (", i % 2 ? "or" : "and not"
		printf "%s", f
		for (i = 0; i < n; i++) printf ")"
	}'
}
all_at() { # DEPTH: each test at the bottom is run, and what it says is the opposite of its opposite
	for f in 'units = 1' 'any lines (sku not in (A, B) and quantity > 3)' 'ship_zip in (372, GB:SW1..SW2)' 'count lines (quantity > 3) = 1' \
		'any lines (product_labels has only (a, b))' 'tags not has all (a, b)'; do
		f=$(nest "$1" "$f")
		yes=$(rows "$f") || return 1
		no=$(rows "not ($f)") || return 1
		[ "$(printf '%s\n' $yes $no | sort | tr '\n' ' ')" = '1001 1002 2001 ' ] || return 1
	done
}
for depth in 2 8 9 10 11 30 40; do
	t "nested $depth deep it can be asked" "all_at $depth"
done
test_case 'the rows are the same at any depth' '
	[ "$(rows "$(nest 3 "units = 4")")" = "$(rows "$(nest 31 "units = 4")")" ] && [ "$(rows "$(nest 4 "units = 4")")" = "$(rows "$(nest 40 "units = 4")")" ] &&
	run om-order list --where "$(nest 40 "units = 4")" --limit 1 --format ids && run om-order list --where "$(nest 40 "units = 4")" --summary
'
test_case 'days, clocks and weekdays of an order are those of its channel' '
	run om-channel create manual PACIFIC time_zone=America/Los_Angeles &&
	run om-order create --channel PACIFIC --order-number LA1 --ship-name Z --item TEE-1,1,1 --order-date 2026-01-01T05:30:00Z &&
	[ "$(rows "order_date = 2025-12-31")" = "LA1 " ] && [ "$(rows "order_weekday = wed and channel = PACIFIC")" = "LA1 " ] && [ "$(rows "order_date in last-year and order_weekday = wed")" = "LA1 " ] &&
	[ "$(rows "created_clock in 07:00..07:01")" = "LA1 " ] && [ "$(rows "created_clock in 10:00..10:01")" = "1001 1002 2001 " ] &&
	run om-order list --where "order_number = LA1" --columns order_weekday,created_clock,age --format csv && expect_out "order_weekday,created_clock,age
wed,07:00,61" && run om-order list --where "order_number = LA1" --columns order_weekday,created_clock,age --utc --format csv && expect_out "order_weekday,created_clock,age
thu,15:00,60"
'
test_case 'the fields of filters with their operators, in any format' '
	run om-order list --where help && expect_out_has "order_total, total  (money)  = != < <= > >= in is-empty" &&
	run om-order list --where help --format json && expect_out_has "{\"name\":\"is_gift\",\"type\":\"yes/no\",\"operators\":[\"=\",\"!=\"],\"choices\":null," &&
	expect_out_has "{\"name\":\"lines.quantity\",\"type\":\"int\",\"operators\":[\"=\"," && run om-order list --columns help --format csv && expect_out_has "name,type,use,choices,help"
'
test_case 'times, ranges and relations that cannot be read come with how they are written' '
	must_fail 2 om-order list --where "order_date > -5d" && expect_err_has "such as 2026-03-08, today-3d or last-week" &&
	must_fail 2 om-order list --where "total = 5..20" && expect_err_has "a range stands after in: in 5..20" &&
	must_fail 2 om-order list --where "total between 5 and 20" && expect_err_has "it has: = != < <= > >= in is-empty"
'
done_testing
