#!/bin/sh
# Measures the bulk phases of the main job against the floor program, and the one-row commands.
#
#	run.sh BIN WORK ORDERS...     BIN: where om is, and where gen, floor, timer, waits and fsyncs.so are; WORK: a folder with room for a few copies
#
# NO_WAITS=1 leaves out what operators wait beside bulk work.
#
# Each phase is timed as a whole process; the floor writes the same rows and nothing else.  Short phases are run several times over, each
# from a fresh copy, and so is their floor: the median of each counts.
set -eu
bin=$1 work=$2
shift 2
export OM_NOW=2026-03-02T15:00:00Z OM_SEED=1 LC_ALL=C.UTF-8
PATH=$bin:$PATH
fsyncs=${bin##*:}/fsyncs.so
lists=$(cd "$(dirname "$0")" && pwd)/filters.txt

# timed COMMAND...: sets $sec, $kib and $cpu.
timed() {
	timer "$work/t" "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; echo "failed: $*" >&2; exit 1; }
	read -r sec kib cpu rest <"$work/t"
}
div() { awk "BEGIN { printf \"%.$3f\", $1 / $2 }"; }
# phase NAME SECONDS KIB CPU FLOOR FLOOR_CPU: the ratio of wall time, and that of CPU time, which a busy machine disturbs less.
phase() {
	printf '%-8s %8s %8.3f s %7s us/order %7d KiB   floor %7.3f s   ratio %s   cpu %6.3f / %6.3f = %s\n' "$1" "$n" "$2" \
		"$(awk "BEGIN { printf \"%.2f\", $2 * 1e6 / $n }")" "$3" "$5" "$(div "$2" "$5" 2)" "$4" "$6" "$(div "$4" "$6" 2)"
}
# middle FILE: the line of FILE that stands in the middle by its first number.
middle() {
	sort -n "$1" | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'
}
# fresh FROM TO: a copy that is on the disk before the clock starts.
fresh() {
	rm -f "$work/$2".db*
	cp "$work/$1.db" "$work/$2.db"
	sync "$work/$2.db"
}
# bulk NAME COMMAND...: measures the phase on before.db and leaves what came of it as before.db and om.db.
bulk() {
	name=$1
	shift
	: >"$work/runs"
	: >"$work/floors"
	for run in $runs; do
		fresh before om
		timed "$@"
		echo "$sec $kib $cpu" >>"$work/runs"
	done
	snapshot after
	for run in $runs; do
		fresh before floor
		floor "$name" "$work/floor.db" "$work/after.db" >>"$work/floors"
	done
	phase "$name" $(middle "$work/runs") $(middle "$work/floors")
	rm -f "$work"/before.db* "$work"/floor.db*
	mv "$work/after.db" "$work/before.db"
}
# snapshot NAME: a copy of the database with nothing left in the log.
snapshot() {
	om-admin backup "$work/$1.db" >/dev/null 2>&1 || { echo "cannot copy to $1" >&2; exit 1; }
}
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.1f\n", v[int((NR + 1) / 2)] * 1000 }'; }
# one NAME COMMAND...: the median of 15 runs in milliseconds.
one() {
	name=$1
	shift
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		timed "$@"
		echo "$sec"
	done | median | { read -r ms; printf '%-34s %8s ms\n' "$name" "$ms"; }
}

# begin DATABASE OPERATORS: a copy of the database with an order W1, W2 ... for each operator; $list names them.
begin() {
	rm -f "$work"/waits.db* "$work/fsyncs"
	cp "$work/$1" "$work/waits.db"
	list=
	i=0
	while [ $((i += 1)) -le "$2" ]; do
		OM_DB=$work/waits.db om-order create --channel CH1 --order-number W$i --item SKU-00000$((i % 9 + 1)),1,1.00 --ship-name A \
			--ship-address1 B --ship-city Austin --ship-state TX --ship-zip 78701 --ship-country US --paid >/dev/null 2>&1
		list=$list${list:+,}CH1:W$i
	done
}
# operators NAME DATABASE OPERATORS PAUSE_MS COMMAND...: what operators wait beside the command, each holding and releasing an order.
operators() {
	name=$1 pause=$4
	begin "$2" "$3"
	shift 4
	OM_DB=$work/waits.db OM_BENCH_FSYNCS=$work/fsyncs LD_PRELOAD=$fsyncs waits "$pause" "$list" "$@" >"$work/out"
	read -r changes p50 p99 max failed sec <"$work/out"
	printf '%-34s %6d changes   p50 %6.1f   p99 %6.1f   max %6.1f ms   %d failed   %6.1f s   slowest fsync %.1f ms\n' \
		"$name" "$changes" "$p50" "$p99" "$max" "$failed" "$sec" "$(sort -n "$work/fsyncs" | tail -n 1)"
}

for n in "$@"; do
	rm -rf "$work"
	mkdir -p "$work"
	runs='1 2 3 4 5'
	[ "$n" -le 20000 ] || runs=1
	gen "$work/data" "$n"
	d=$work/data
	export OM_DB=$work/om.db
	om-admin init --company Bench --country US --currency USD --tz America/New_York >/dev/null 2>&1
	for c in 1 2 3 4 5; do om-channel create manual CH$c >/dev/null 2>&1; done
	om-warehouse import "$d/warehouses.csv" >/dev/null 2>&1
	om-warehouse location import "$d/locations.csv" >/dev/null 2>&1
	om-warehouse zone import "$d/zones.csv" >/dev/null 2>&1
	om-warehouse backup import "$d/backups.csv" >/dev/null 2>&1
	om-product import "$d/products.csv" >/dev/null 2>&1
	om-inventory import "$d/stock.csv" >/dev/null 2>&1

	snapshot before
	cp "$work/before.db" "$work/empty.db"
	bulk import om-order import --defer "$d/orders.csv"
	cp "$work/before.db" "$work/imported.db"
	bulk resolve om-order resolve --new
	cp "$work/before.db" "$work/awaiting.db"
	om-order list --where 'status = awaiting-shipment' --format ids >"$work/ids" 2>/dev/null
	bulk ship sh -c "exec om-ship ship - --no-tracking <'$work/ids'"
	cols=order_number,channel,order_date,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country
	cols=$cols,requested_service,status,line_no,listing_sku,quantity,unit_price,item_notes
	: >"$work/runs"
	: >"$work/floors"
	for run in $runs; do
		timed om-export orders --format csv --repeat-money --columns "$cols"
		echo "$sec $kib $cpu" >>"$work/runs"
		{ floor export "$work/before.db" >"$work/out"; } 2>>"$work/floors"
	done
	phase export $(middle "$work/runs") $(middle "$work/floors")
	echo "$(wc -l <"$work/ids") of $n orders shipped; database $(du -m "$OM_DB" | cut -f1) MiB"

	cp "$work/awaiting.db" "$work/one.db"
	OM_DB=$work/one.db
	one 'om-order --version' om-order --version
	one 'om-order show' om-order show CH1:"$(om-order list --where 'channel = CH1' --limit 1 --columns order_number \
		--format tsv 2>/dev/null | tail -n 1)"
	one 'om-order list, 50 of a status' om-order list --where 'status = awaiting-shipment' --limit 50 --format csv
	one 'om-order list, 50 by a SKU' om-order list --where 'sku = SKU-000001' --limit 50 --format csv
	head -n 15 "$work/ids" | while read -r id; do
		timed om-order hold "$id" --for 2d
		echo "$sec"
	done | median | { read -r ms; printf '%-34s %8s ms\n' 'om-order hold with its commit' "$ms"; }

	echo 'the ten slowest lists of filters.txt, 50 rows each:'
	filters "$work/awaiting.db" "$lists"
	[ -z "${NO_WAITS:-}" ] || continue
	operators 'beside import --defer' empty.db 3 10 om-order import --defer "$d/orders.csv"
	operators 'beside import' empty.db 3 10 om-order import "$d/orders.csv"
	operators 'beside resolve' imported.db 3 10 om-order resolve --new
	operators 'beside ship' awaiting.db 3 10 sh -c "exec om-ship ship - --no-tracking <'$work/ids'"
	sed 's/,Austin,/,Dallas,/' "$d/orders.csv" >"$work/update.csv"
	operators 'beside update' awaiting.db 3 10 om-order import --on-exists update "$work/update.csv"
	operators 'beside edit of all' awaiting.db 3 10 sh -c "exec om-order edit - internal_notes=late --yes <'$work/ids'"
	operators 'beside hold of all' awaiting.db 3 10 sh -c "exec om-order hold - --for 3d --yes <'$work/ids'"
	for w in 1 4 16; do
		operators "$w greedy writers" awaiting.db $w 0 - 5
	done
done
