#!/bin/sh
# kill -9 at random moments of an import and of a shipping run, and with OM_FULL=1 before and in the midst of calls that write, from the
# first to the last, of each step of the main job over several chunks: nothing is half done, and running it again ends as if nothing had
# been.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
gen=${OM_BUILD:-$TEST_ROOT/build}/bench/gen
[ -x "$gen" ] || skip_all "the workload generator is not built"
orders=4000 rounds=${OM_FULL:+24}
rounds=${rounds:-8}
"$gen" data $orders 400 7

seller() {
	rm -f "$OM_DB"*
	om-admin init -q --company Kill --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || return 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv
}
# What matters of the database: each order with its status, source and units.
picture() {
	sql "select o.order_number, o.status, o.source_id, o.order_total, l.line_no, l.quantity_allocated, l.quantity_shipped
		from orders o join order_line l using (order_id) order by 1, 5"
}
# Kills COMMAND after a while that grows with the round; says whether it was still running.
killed() {
	"$@" >k.out 2>k.err &
	pid=$!
	sleep "0.$(printf %03d $((round * wait)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
}

seller && om-order import -q data/orders.csv && picture >whole.txt
om-order list --where 'status = awaiting-shipment' --format ids >ids
om-ship ship - --no-tracking -q <ids >/dev/null && picture >shipped.txt
t 'the undisturbed run is sound' '[ -s whole.txt ] && [ "$(wc -l <ids)" -gt 2000 ] && run om-admin check'

wait=${OM_FULL:+20}
wait=${wait:-45}
cut=0
round=1
while [ $round -le $rounds ]; do
	t "import killed, round $round: whole orders only, and a second run finishes" '
		seller && killed om-order import data/orders.csv
		some=$(sql "select count(*) from orders") && [ "$some" -lt '$orders' ] && cut=$((cut + 1))
		run om-admin check &&
		[ "$(sql "select count(*) from orders o where not exists (select 1 from order_line l where l.order_id = o.order_id)")" = 0 ] &&
		run om-order import data/orders.csv && has err "unchanged $some, rejected 0" && picture >now.txt && cmp now.txt whole.txt'
	round=$((round + 1))
done
t 'some of them were really cut off' '[ $cut -gt 1 ]'

seller && om-order import -q data/orders.csv && om-admin backup -q base.db
cut=0
round=1
while [ $round -le $rounds ]; do
	t "shipping killed, round $round: whole shipments only, and a second run finishes" '
		rm -f "$OM_DB"*; cp base.db "$OM_DB" && killed sh -c "exec om-ship ship - --no-tracking <ids"
		some=$(sql "select count(*) from orders where status = '\''shipped'\''") && [ "$some" -lt "$(wc -l <ids)" ] && cut=$((cut + 1))
		run om-admin check &&
		run sh -c "om-ship ship - --no-tracking <ids" && picture >now.txt && cmp now.txt shipped.txt &&
		[ "$(sql "select count(*) from shipment")" = "$(wc -l <ids)" ] && run om-admin check'
	round=$((round + 1))
done
t 'some of them were really cut off too' '[ $cut -gt 1 ]'
[ -n "${OM_FULL:-}" ] && [ -x "$(dirname "$gen")/../fault/sweep" ] || finish
fault=$(cd "$(dirname "$gen")/../fault" && pwd)
OM_PRELOAD=$fault/preload.so OM_PICTURE=$TEST_ROOT/tests/fault/picture.sql
export OM_PRELOAD OM_PICTURE
# killed_at TITLE BASE OPTION... -- COMMAND...: at 16 calls, before and in the midst of them.
killed_at() {
	title=$1 base=$2
	shift 2
	arguments=$(printf "'%s' " "$@")
	OM_BASE=$PWD/$base.db
	export OM_BASE
	[ "$base" != - ] || unset OM_BASE
	t "$title killed at every stage" '
		eval "\"\$fault/sweep\" -k kill -o once -e 9 -p 16 -a $arguments" >log && sed "s/^/# $title, /" log >>"$TRASH/figures" &&
		eval "\"\$fault/sweep\" -k kill -o ever -e 9 -p 8 -a $arguments" >log && sed "s/^/# $title, /" log >>"$TRASH/figures" || { cat log; false; }'
}
last() { sql 'select max(run_id) from run'; }
mkdir db && mv base.db orders.db && rm -f "$OM_DB"* && OM_DB=$PWD/db/om.db
seller && om-admin backup -q new.db && om-order import -q --defer data/orders.csv && om-admin backup -q deferred.db
awk -F , -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "on_hand") c = i } NR > 1 { $c += 7 } { print }' data/stock.csv >counted.csv
om-order list --format csv --db orders.db --where 'status = awaiting-shipment' --columns channel,order_number |
	awk -F , 'NR == 1 { print $0 ",tracking_number,carrier"; next } { print $0 ",TRACK" NR ",UPS" }' >tracking.csv
echo 'old contents' >old-file
om-order list --format ids >all && cp orders.db "$OM_DB" && rm -f "$OM_DB"-* && imported=$(last) && om-admin dump -q -o orders.dump
killed_at 'an import' new -t -- om-order import data/orders.csv
killed_at 'an import in one transaction' new -- om-order import --atomic data/orders.csv
killed_at 'an import of stock' new -t -- om-inventory import counted.csv --reason count
killed_at 'resolving' deferred -t -i all -- om-order resolve -
killed_at 'shipping' orders -t -i ids -- om-ship ship - --no-tracking
killed_at 'tracking numbers' orders -t -- om-ship import tracking.csv
killed_at 'picking' orders -x -t -i ids -- om-ship pick create - --split-by-warehouse
killed_at 'holds' orders -t -i ids -- om-order hold - --for 2d
killed_at 'an undo' orders -x -- om-admin undo $imported
killed_at 'a load' - -- om-admin load orders.dump
killed_at 'a backup' orders -F "$PWD/db/copy.db" -- om-admin backup "$PWD/db/copy.db"
killed_at 'an export' orders -f "$PWD/db/out.csv" -- om-export orders -o "$PWD/db/out.csv"
cat "$TRASH/figures"
finish
