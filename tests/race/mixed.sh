#!/bin/sh
# Sixteen processes of every sort at once, each with commands by chance, for six seconds, or with OM_FULL=1 a minute: none is sent away
# because others are at work, no unit is promised twice, and whatever is copied in the midst is sound.  SECONDS_OF_RUN, SEED.
# covers: ORD-38 ORD-10
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
gen=${OM_BUILD:-$TEST_ROOT/build}/bench/gen
[ -x "$gen" ] || skip_all "the workload generator is not built"
duration=${SECONDS_OF_RUN:-${OM_FULL:+60}}
duration=${duration:-6} seed=${SEED:-7} processes=16 orders=400
"$gen" data $orders 40 $seed
om-admin init -q --company Mixed --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || exit 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv && om-order import -q data/orders.csv

awk -F , 'NR > 1 { print $1 " --warehouse " $2 " --location " $3 }' data/stock.csv >places
places=$(wc -l <places)

# chance N: a number from 1 to N in $x, by the state $dice of the process.
chance() {
	dice=$(((dice * 1103515245 + 12345) % 2147483648))
	x=$((dice / 65536 % $1 + 1))
}
# did STATUS... -- COMMAND...: it ends with one of these, or is told in the file of the process.
did() {
	good=
	while [ "$1" != -- ]; do
		good="$good $1"
		shift
	done
	shift
	"$@" >"$me.out" 2>"$me.err"
	rc=$?
	echo "$2 $rc" >>"$me.done"
	case " $good " in *" $rc "*) return ;; esac
	{ echo "$* ended with $rc"; cat "$me.out" "$me.err"; } >>"$me.bad"
}
# A sheet of its own: some orders of the first one under other numbers.
own_orders() {
	chance $orders
	awk -F , -v OFS=, -v mine="P$me-$turn-" -v from="$x" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == "order_number") c = i; print; next }
		!($c in seen) { seen[$c] = ++n }
		seen[$c] >= from && seen[$c] < from + 6 { $c = mine $c; print }' data/orders.csv >"$me.csv"
}
one_command() {
	chance $orders && id=@$x && chance "$places" && place=$(sed -n "${x}p" places) && chance 15
	case $x in
	1) own_orders && did 0 -- om-order import "$me.csv" ;;
	2) did 0 5 -- om-ship ship "$id" --no-tracking ;;
	3) did 0 -- om-inventory adjust ${place%% *} +1 ${place#* } --reason found ;;
	4) did 0 2 5 -- om-inventory adjust ${place%% *} -1 ${place#* } --reason lost ;; # 2: there is none
	5) did 0 5 -- om-order hold "$id" --open-ended ;;
	6) did 0 5 -- om-order release "$id" ;;
	7) did 0 5 -- om-order cancel "$id" --reason no-inventory ;;
	8) did 0 5 -- om-order restore "$id" ;;
	9) did 0 5 -- om-ship pick create "$id" ;;
	10) did 0 5 -- om-admin undo "$(om-admin log --sort -run_id --limit 1 --format ids)" ;;
	11) did 0 -- om-export orders --limit 100 -o "$me.export" ;;
	12) did 0 -- om-order resolve "$id" ;;
	13) did 0 -- om-admin dump -o "$me.dump" ;;
	14) rm -f "$me.db" && did 0 -- om-admin backup "$me.db" ;;
	15) did 0 -- om-order list --where 'status = awaiting-shipment' --format json ;;
	esac
}
process() {
	me=$1 dice=$((seed * 1000 + $1)) turn=0
	while [ "$(date +%s)" -lt $end ]; do
		turn=$((turn + 1))
		one_command
	done
}
end=$(($(date +%s) + duration))
for i in $(seq $processes); do process "$i" & done
wait
cat ./*.done | sort | uniq -c | sort -k2,2 -k3,3n | awk '{ printf "# %s ended with %d: %d times\n", $2, $3, $1 }'
t 'every command ended as its own rules say, none because others were at work' 'cat ./*.bad 2>/dev/null | head -40; ! ls ./*.bad 2>/dev/null'
t 'many ran, and changed much' '[ "$(cat ./*.done | wc -l)" -gt $((duration * 4)) ] && [ "$(sql "select count(*) from run")" -gt $((duration * 2)) ]'
t 'every invariant holds' 'run om-admin check'
t 'no unit is promised twice' '
	[ "$(sql "select count(*) from stock where allocated > max(0, on_hand - locked) + oversold or on_hand < 0")" = 0 ] &&
	[ "$(sql "select count(*) from order_line where quantity_allocated + quantity_shipped + quantity_cancelled > quantity")" = 0 ]'
t 'an order that was imported is there once, with all of its lines' '
	[ "$(sql "select count(*) from (select channel_id, order_number from orders group by 1, 2 having count(*) > 1)")" = 0 ] &&
	[ "$(sql "select count(*) from orders o where not exists (select 1 from order_line l where l.order_id = o.order_id)")" = 0 ]'
t 'every copy that was made in the midst is sound' '
	copies=0
	for copy in [0-9]*.db; do [ ! -e "$copy" ] || { run om-admin check --db "$copy" && copies=$((copies + 1)); } || return 1; done
	for dump in [0-9]*.dump; do
		[ ! -e "$dump" ] || { rm -f loaded.db* && run om-admin load "$dump" --db loaded.db && run om-admin check --db loaded.db && copies=$((copies + 1)); } || return 1
	done
	[ $copies -gt 0 ]'
t 'nothing waits in the queue of writers, and nothing lies about' '
	place=$(head -n 1 places) && run om-inventory adjust ${place%% *} +1 ${place#* } --reason found && [ "$(ls | grep -E "part|om.db-" | grep -vxE "om.db-(turn|wal|shm)")" = "" ]'
finish
