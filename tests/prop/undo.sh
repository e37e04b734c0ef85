#!/bin/sh
# Random operations by seed, then the undo of each, last one first: what people see is as it was, and every invariant holds.
# SEED=N replays one; the seed is in the title.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
gen=${OM_BUILD:-$TEST_ROOT/build}/bench/gen
[ -x "$gen" ] || skip_all "the workload generator is not built"

seller() {
	rm -rf data "$OM_DB"* && "$gen" data 60 8 "$1" &&
	om-admin init -q --company Undo --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || return 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv && om-order import -q data/orders.csv
}
# One line a command, chosen by a generator of its own: orders @1..@60, SKUs 1..8.
program() {
	awk -v seed="$1" -v n="$2" 'BEGIN {
		s = seed * 6271 + 29
		for (i = 0; i < n; i++) {
			o = "@" 1 + int(r() * 60); sku = sprintf("SKU-%06d", 1 + int(r() * 8)); w = "W" 1 + int(r() * 4); l = "A-" 1 + int(r() * 5)
			at = " --warehouse " w " --location " l
			k = int(r() * 18)
			if (k == 0) print "om-order hold " o " --open-ended --note n" i
			else if (k == 1) print "om-order hold " o " --for 2d --release-stock"
			else if (k == 2) print "om-order release " o
			else if (k == 3) print "om-order cancel " o " --reason no-inventory"
			else if (k == 4) print "om-order restore " o
			else if (k == 5) print "om-order source " o " --to " w
			else if (k == 6) print "om-order source " o " --auto"
			else if (k == 7) print "om-inventory adjust " sku " +" 1 + int(r() * 20) at " --reason found --unit-cost 2"
			else if (k == 8) print "om-inventory adjust " sku " -" 1 + int(r() * 20) at " --reason lost --allow below-allocated"
			else if (k == 9 || k == 10) print "om-ship ship " o " --no-tracking"
			else if (k == 11) print "om-warehouse edit " w " strict_fifo=" (r() < .5 ? "yes" : "no") " phone=" i
			else if (k == 12) print "om-inventory lock " sku " 1" at " --reason quality"
			else if (k == 13) print "om-order edit " o " priority=" int(r() * 9) " ship_city=C" i
			else if (k == 14) print "om-order pay " o
			else if (k == 15) print "om-product edit " sku " name=N" i " weight=" 1 + int(r() * 9) "lb"
			else if (k == 16) print "om-inventory set " sku " " int(r() * 50) at " --reason count"
			else print "om-admin config set company.city C" i
		}
	}
	function r() { s = (s * 16807) % 2147483647; return s / 2147483647 }'
}
facts() {
	sql "select order_number, channel_id, cancelled_at is not null, cancel_reason, amount_paid, payment_date, payment_type, priority, ship_city,
			case when source_by = 'person' then source_id end from orders order by order_id;
		select 'hold', order_id, hold_until, note, stock_released from hold where cleared_run is null order by 2;
		select 'stock', stock_id, on_hand, locked from stock where on_hand <> 0 or locked <> 0;
		select 'layer', layer_id, qty_left, value_left from layer where qty_left > 0;
		select 'line', order_line_id, quantity_shipped, quantity_cancelled from order_line;
		select 'product', sku, name, weight_ng, weight_unit from product;
		select 'warehouse', warehouse, strict_fifo, phone from warehouse;
		select 'setting', name, value from setting"
}
for seed in ${SEED:-1 2 3 ${OM_FULL:+4 5 6 7 8 9 10}}; do
	t "seed $seed: 60 operations taken back one by one leave what was there" '
		seller '$seed' && facts >before.txt && first=$(sql "select max(run_id) from run") && program '$seed' 60 >program.sh && bad= &&
		while read -r line; do
			try $line
			case $rc in 0 | 5) ;; 2) grep -q "\[negative\]" err || bad=1 ;; *) echo "$line ended with $rc"; cat err; bad=1 ;; esac
		done <program.sh &&
		[ -z "$bad" ] && run om-admin check && last=$(sql "select max(run_id) from run") && [ $((last - first)) -gt 25 ] &&
		facts >middle.txt && ! cmp -s before.txt middle.txt && i=$last &&
		while [ $i -gt $first ]; do
			try om-admin undo $i --allow below-allocated --reason test
			[ $rc -eq 0 ] || { sql "select command from run where run_id = $i"; cat err; bad=1; break; }
			i=$((i - 1))
		done && [ -z "$bad" ] && facts >after.txt && diff before.txt after.txt && run om-admin check &&
		[ "$(sql "select count(*) from run where run_id > $first and run_id <= $last and undone_by is null")" = 0 ]'
	t "seed $seed: the undos taken back too do all of it again" '
		i=$(sql "select max(run_id) from run") && bad= && while [ $i -gt $last ]; do
			try om-admin undo $i --allow below-allocated --reason test
			# A voided shipment stays voided, and what leans on it stays too.
			case $rc in 0 | 5) ;; *) cat err; bad=1; break ;; esac
			i=$((i - 1))
		done && [ -z "$bad" ] && run om-admin check'
done
finish
