#!/bin/sh
# Many processes on the last unit: whatever the timing, a unit is promised once.
# covers: ORD-12 ORD-10
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"

om-admin init -q --company Race --country GB --currency GBP --tz Europe/London
om-channel create manual WEB -q
om-warehouse create MAIN --type in-house --address1 '1 Dock Rd' --city Leeds --zip 'LS1 1AA' --country GB -q
om-warehouse location create MAIN A-1 -q
for sku in ONE TWO; do om-product create $sku --name $sku --brand Acme -q; done
om-inventory set ONE 1 --warehouse MAIN --location A-1 --create --reason opening -q
om-inventory set TWO 2 --warehouse MAIN --location A-1 --create --reason opening -q

# order NUMBER ITEM...: one order of a process of its own; its messages go to files of their own.
order() {
	number=$1
	shift
	om-order create --channel WEB --order-number "$number" --ship-name 'A Bee' --ship-address1 '1 Way' --ship-city Leeds \
		--ship-zip 'LS1 1AA' --ship-country GB --ship-phone 1 --paid "$@" >"$number.out" 2>"$number.err"
	echo $? >"$number.rc"
}
all_well() {
	for f in "$1"*.rc; do
		[ "$(cat "$f")" = 0 ] || { echo "$f: $(cat "${f%.rc}.err")"; return 1; }
	done
}

t '16 processes with one unit each on the last unit: one order is full' '
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do order A$i --item ONE,1,9.50 & done; wait
	all_well A &&
	[ "$(sql "select count(*) from orders where order_number like '\''A%'\''")" = 16 ] &&
	[ "$(sql "select count(*) from orders where status = '\''awaiting-shipment'\''")" = 1 ] &&
	[ "$(sql "select count(*) from orders where first_problem = '\''out-of-stock'\''")" = 15 ] &&
	[ "$(sql "select allocated from stock s join product p using (product_id) where sku = '\''ONE'\''")" = 1 ] &&
	run om-admin check'
t '16 processes whose orders have two lines of one SKU: their demand is added up' '
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do order B$i --item TWO,1,9.50 --item TWO,1,9.50 & done; wait
	all_well B &&
	[ "$(sql "select count(*) from orders where order_number like '\''B%'\'' and status = '\''awaiting-shipment'\''")" = 1 ] &&
	[ "$(sql "select group_concat(quantity_allocated) from order_line l join orders o using (order_id)
		where order_number like '\''B%'\'' and status = '\''awaiting-shipment'\''")" = 1,1 ] &&
	[ "$(sql "select allocated from stock s join product p using (product_id) where sku = '\''TWO'\''")" = 2 ] &&
	run om-admin check'
t 'holding, releasing and cancelling at once leaves every invariant whole' '
	for i in 1 2 3 4 5 6 7 8; do
		{ om-order hold WEB:A$i --open-ended; om-order release WEB:A$i; om-order cancel WEB:A$i --reason other --text x; } >C$i.out 2>&1 &
		{ om-inventory adjust ONE +1 --warehouse MAIN --location A-1 --reason found; om-order resolve WEB:B$i; } >D$i.out 2>&1 &
	done; wait
	[ "$(sql "select on_hand from stock s join product p using (product_id) where sku = '\''ONE'\''")" = 9 ] &&
	[ "$(sql "select count(*) from orders where status = '\''cancelled'\''")" = 8 ] &&
	[ "$(sql "select count(*) from orders where order_number like '\''A%'\'' and status = '\''awaiting-shipment'\''")" = 8 ] &&
	run om-admin check'
finish
