# A small shop for the tests of shipping and exports: sourced after lib.sh.  Two warehouses, three places, five products, orders by `order`.
om-admin init -q --company Northwind --country US --currency USD --tz America/New_York
om-admin config set -q digital.auto_ship no
om-warehouse create -q MAIN --type in-house --country US --address1 '1 Dock St' --city 'New York' --state NY --zip 10001
om-warehouse create -q WEST --type in-house --country US --address1 '2 Dock St' --city Reno --state NV --zip 89501
for place in A-10-1 A-2-1 B-1; do om-warehouse location create -q MAIN $place; done
om-warehouse location create -q WEST W-1
om-warehouse zone create -q US '*' MAIN
om-channel create -q manual SHOP
om-product create -q MUG --name 'Coffee mug' --brand B --upc 036000291452
om-product create -q TEE --name 'Tee <red>' --brand B --vendor-cost 4.00
om-product create -q CAP --name Cap --brand B
om-product create -q EBOOK --name 'E-book' --brand B --is-digital yes
om-product create -q AIR --name 'Air' --brand B --track-stock no
om-inventory set -q MUG 10 --warehouse MAIN --location A-10-1 --create --reason found --unit-cost 2.00
om-inventory set -q TEE 5 --warehouse MAIN --location A-2-1 --create --reason found
om-inventory set -q CAP 1 --warehouse MAIN --location B-1 --create --reason found
# order NUMBER OPTIONS...: a paid order of SHOP
order() {
	number=$1
	shift
	om-order create -q --channel SHOP --order-number "$number" --ship-name 'Ann Lee' --ship-address1 '5 Elm St' --ship-city Albany \
		--ship-state NY --ship-zip 12207 --ship-country US --paid "$@" >/dev/null
}
status() {
	sql "select status from orders where order_number = '$1'"
}
# Nothing broken, as om-admin check sees it.
sound() {
	om-admin check -q >"$TRASH/check" 2>&1 || {
		cat "$TRASH/check"
		return 1
	}
}
# What a failed or dry run may not change: everything but runs and ids in stock.
state() {
	om-inventory list -q --format csv
	om-order list -q --format csv --columns order_number,status,revision,tracking_numbers
	sql "select * from shipment; select * from package; select * from package_item; select count(*) from movement;
		select quantity_shipped, quantity_allocated, quantity_short, quantity_picked from order_line; select count(*) from cogs"
}
