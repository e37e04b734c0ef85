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
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv && om-order import -q data/orders.csv &&
	{ echo channel,listing_sku,sku; for i in 1 2 3 4 5 6 7 8; do for c in 1 2 3 4 5; do echo CH$c,SKU-00000$i,SKU-00000$i; done; done; } >own.csv &&
	om-product listing import -q own.csv &&
	om-admin label create rush -q && om-admin user create ann --name Ann -q && om-order view create hot --record order --where "status = unresolved" -q &&
	om-admin template show builtin/packing-slip >a.txt && sed "s/^/ /" a.txt >b.txt && om-admin template edit mine a.txt -q &&
	printf "line_no,picked\n1,0\n" >none.csv && printf "line_no,picked\n1,1\n" >one.csv &&
	printf "channel,listing_sku,sku\nCH1,L-9,SKU-000001\nCH2,L-9,SKU-000002\n" >l.csv && printf "warehouse,rank\nW1,2\nW2,1\nW3,\n" >r.csv &&
	printf "country,state,warehouse\nUS,NY,W1\nUS,TX,W4\n" >z.csv && printf "warehouse,position,backup\nW1,1,W4\nW2,7,W1\n" >b.csv
}
# One line a command, chosen by a generator of its own: orders @1..@60 (those that are shipped with a number: @1..@9), SKUs 1..8.
program() {
	awk -v seed="$1" -v n="$2" 'BEGIN {
		s = seed * 6271 + 29
		for (i = 0; i < n; i++) {
			p = "@" 1 + int(r() * 9)
			o = "@" 1 + int(r() * 60); sku = sprintf("SKU-%06d", 1 + int(r() * 8)); w = "W" 1 + int(r() * 4); l = "A-" 1 + int(r() * 5)
			at = " --warehouse " w " --location " l
			k = int(r() * 46)
			if (k == 0) print "om-order hold " o " --open-ended --note n" i
			else if (k == 1) print "om-order hold " o " --for 2d --release-stock"
			else if (k == 2) print "om-order release " o
			else if (k == 3) print "om-order cancel " o " --reason no-inventory"
			else if (k == 4) print "om-order restore " o
			else if (k == 5) print "om-order source " o " --to " w
			else if (k == 6) print "om-order source " o " --auto"
			else if (k == 7) print "om-inventory adjust " sku " +" 1 + int(r() * 20) at " --reason found --unit-cost 2"
			else if (k == 8) print "om-inventory adjust " sku " -" 1 + int(r() * 20) at " --reason lost --allow below-allocated"
			else if (k == 9) print "om-ship ship " o " --no-tracking"
			else if (k == 10) print "om-ship ship " p " --carrier UPS --tracking 1Z99" i
			else if (k == 11) print "om-warehouse edit " w " strict_fifo=" (r() < .5 ? "yes" : "no") " phone=" i
			else if (k == 12) print "om-inventory lock " sku " 1" at " --reason quality"
			else if (k == 13) print "om-order edit " o " priority=" int(r() * 9) " ship_city=C" i
			else if (k == 14) print "om-order pay " o
			else if (k == 15) print "om-product edit " sku " name=N" i " weight=" 1 + int(r() * 9) "lb"
			else if (k == 16) print "om-inventory set " sku " " int(r() * 50) at " --reason count"
			else if (k == 17) print "om-admin config set company.city C" i
			else if (k == 18 || k == 19) print "om-ship void S" 1000 + int(r() * 12)
			else if (k == 20) print "om-ship ship " o " --no-tracking --package items=" sku ":1 --partial"
			else if (k == 21) print "om-ship ship " p " --carrier UPS --tracking 1Z00" i " --add-package"
			else if (k == 22) print "om-ship ship " p " --carrier DHL --tracking 1Z00" i " --replace-tracking"
			else if (k == 23 || k == 24) print "om-ship pick create " o " @" 1 + int(r() * 60)
			else if (k == 25) print "om-ship pick create " o
			else if (k == 26) print "om-ship pick confirm PL" 1000 + int(r() * 5) " one.csv"
			else if (k == 27) print "om-ship pick confirm PL" 1000 + int(r() * 5) " none.csv"
			else if (k == 28) print "om-ship pick confirm PL" 1000 + int(r() * 5)
			else if (k == 29) print "om-ship pick cancel PL" 1000 + int(r() * 5)
			else if (k == 30) print "om-warehouse zone edit US-" (r() < .5 ? "TX" : "OR") " warehouse=" (r() < .3 ? "" : w)
			else if (k == 31) print "om-warehouse zone " (r() < .5 ? "import z.csv" : "create US NJ " w)
			else if (k == 32) print "om-warehouse backup edit W1 " 1 + int(r() * 3) " backup=" (r() < .5 ? "" : w)
			else if (k == 33) print "om-warehouse backup import b.csv"
			else if (k == 34) print "om-warehouse rank " (r() < .3 ? "import r.csv" : "edit " w " rank=" (r() < .2 ? "" : 1 + int(r() * 4)))
			else if (k == 35) print "om-product listing reassign CH" 1 + int(r() * 5) ":" sku " --to SKU-00000" 1 + int(r() * 8) (r() < .5 ? " --open-orders" : "")
			else if (k == 36) print "om-product listing edit CH" 1 + int(r() * 5) ":" sku " new_listing_sku=M-" i
			else if (k == 37) print "om-product listing " (r() < .5 ? "import l.csv" : "create CH" 1 + int(r() * 5) " M-" int(r() * 9) " --sku SKU-00000" 1 + int(r() * 8))
			else if (k == 38) print "om-order resolve " o " @" 1 + int(r() * 60) " --remap"
			else if (k == 39) print "om-admin template edit mine " (r() < .5 ? "a.txt" : "b.txt")
			else if (k == 40) print "om-order label " o " --add rush"
			else if (k == 41) print "om-order view edit hot sort=" (r() < .5 ? "-" : "") "order_total"
			else if (k == 42) print "om-admin user edit ann name=Ann" i
			else if (k == 43) print "om-admin label edit rush color=#" 100000 + i
			else if (k == 44) print "om-warehouse create N" i " --type 3pl --backup-of W1"
			else print "om-order cancel " o " --reason other --text because" i
		}
	}
	function r() { s = (s * 16807) % 2147483647; return s / 2147483647 }'
}
facts() {
	sql "select order_number, channel_id, cancelled_at is not null, cancel_reason, cancel_text, amount_paid, payment_date, payment_type, priority, ship_city,
			case when source_by = 'person' then source_id end from orders order by order_id;
		select 'hold', order_id, hold_until, note, stock_released from hold where cleared_run is null order by 2;
		select 'stock', stock_id, on_hand, locked from stock where on_hand <> 0 or locked <> 0;
		select 'layer', layer_id, qty_left, value_left from layer where qty_left > 0;
		select 'line', order_line_id, product_id, quantity_shipped, quantity_cancelled, quantity_picked from order_line;
		select 'package', h.shipment_id, h.carrier, h.tracking_number, k.seq, k.tracking_number from shipment h join package k using (shipment_id)
			where h.state = 'shipped' order by 2, 5;
		select 'pick', p.pick_list_id, p.state, l.seq, l.picked from pick_list p join pick_line l using (pick_list_id) where p.state <> 'cancelled' order by 2, 4;
		select 'zone', country, state, product_id, warehouse_id from zone where warehouse_id is not null order by 2, 3, 4;
		select 'backup', warehouse_id, position, backup_id from backup order by 2, 3;
		select 'listing', listing_id, listing_sku, product_id from listing where is_active = 1;
		select 'template', name, text from template t where version = (select max(version) from template o where o.name = t.name);
		select 'set up', sort from saved_view union all select 'label', color from label union all select 'user', name from users;
		select 'label', order_id, label_id from order_label order by 2, 3;
		select 'product', sku, name, weight_ng, weight_unit from product;
		select 'warehouse', warehouse, rank, strict_fifo, phone from warehouse where is_active = 1;
		select 'setting', name, value from setting"
}
for seed in ${SEED:-1 2 3 ${OM_FULL:+4 5 6 7 8 9 10}}; do
	t "seed $seed: 120 operations taken back one by one leave what was there" '
		seller '$seed' && facts >before.txt && first=$(sql "select max(run_id) from run") && program '$seed' 120 >program.sh && bad= &&
		while read -r line; do
			try $line
			case $rc in 0 | 5) continue ;; 2 | 3) grep -Eq "\[(negative|duplicate-row|wrong-state)\]" err && continue ;; esac
			echo "$line ended with $rc"; cat err; bad=1
		done <program.sh &&
		[ -z "$bad" ] && run om-admin check && last=$(sql "select max(run_id) from run") && [ $((last - first)) -gt 35 ] &&
		facts >middle.txt && ! cmp -s before.txt middle.txt && i=$last &&
		while [ $i -gt $first ]; do
			try om-admin undo $i --allow below-allocated,short-stock --reason test
			[ $rc -eq 0 ] || { sql "select command from run where run_id = $i"; cat err; bad=1; break; }
			i=$((i - 1))
		done && [ -z "$bad" ] && facts >after.txt && diff before.txt after.txt && run om-admin check &&
		[ "$(sql "select count(*) from run where run_id > $first and run_id <= $last and undone_by is null")" = 0 ]'
	t "seed $seed: the undos taken back too do all of it again" '
		i=$(sql "select max(run_id) from run") && bad= && while [ $i -gt $last ]; do
			try om-admin undo $i --allow below-allocated,short-stock --reason test
			case $rc in 0 | 5) ;; *) cat err; bad=1; break ;; esac
			i=$((i - 1))
		done && [ -z "$bad" ] && run om-admin check'
done
finish
