#!/bin/sh
# om-inventory move --with-allocations, show --allocations, and SKUs of another letter case.
# covers: INV-03 INV-11
. "$(dirname "$0")/lib.sh"

main='--warehouse MAIN'
figures() { # location: on hand/locked/allocated
	sql "select l.location || ' ' || s.on_hand || '/' || s.locked || '/' || s.allocated from stock s join location l using (location_id) order by l.location" | paste -sd, -
}

t 'a seller with three orders of one product' '
	run 0 om-admin init --country US --currency USD --tz UTC && om-channel create -q manual WEB &&
	om-warehouse create -q MAIN --type in-house --address1 "1 Dock Rd" --city Reno --state NV --zip 89502 --country US &&
	for l in A B; do om-warehouse location create -q MAIN $l || return 1; done && om-warehouse location create -q MAIN SHELF is_pickable=no &&
	om-product create -q TEE-R --name Tee --brand Acme && om-inventory adjust -q TEE-R 20 $main --location A --reason opening &&
	printf "%s\n" channel,order_number,listing_sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,payment_date,ship_phone \
		"WEB,1,TEE-R,4,1,Ann,1 St,Reno,NV,89501,US,2026-03-01,1" "WEB,2,TEE-R,5,1,Ann,1 St,Reno,NV,89501,US,2026-03-01,1" \
		"WEB,3,TEE-R,6,1,Ann,1 St,Reno,NV,89501,US,2026-03-01,1" >o.csv &&
	run 0 om-order import -q o.csv && [ "$(figures)" = "A 20/0/15" ]'
t 'the orders that hold units, and where' 'run 0 om-inventory show TEE-R --allocations && out "sku,warehouse,location,lot,order,line_no,quantity,oversold,is_firm,picked
TEE-R,MAIN,A,,WEB:1,1,4,0,no,0
TEE-R,MAIN,A,,WEB:2,1,5,0,no,0
TEE-R,MAIN,A,,WEB:3,1,6,0,no,0"'
t 'allocated units stay unless asked' 'run 5 om-inventory move TEE-R 7 $main --from A --to B && has err "5 free" && has err "[short-stock]" && [ "$(figures)" = "A 20/0/15" ]'
t 'a dry run keeps nothing' 'run 0 om-inventory move TEE-R 7 $main --from A --to B --with-allocations -n && [ "$(figures)" = "A 20/0/15" ]'
t 'asked, free units go first, then those of the youngest allocation' '
	run 0 om-inventory move TEE-R 7 $main --from A --to B --with-allocations && [ "$(figures)" = "A 13/0/13,B 7/0/2" ] &&
	run 0 om-inventory show TEE-R --allocations --format tsv && has out "B		WEB:3	1	2	0	no" && has out "A		WEB:3	1	4	0	no"'
t 'the rest of it joins what is there' '
	run 0 om-inventory move TEE-R 13 $main --from A --to B --with-allocations && [ "$(figures)" = "A 0/0/0,B 20/0/15" ] &&
	[ "$(sql "select count(*) from allocation where closed_run is null")" = 3 ]'
t 'no order notices' 'run 0 om-order list --columns status,stock_state --format csv && out "status,stock_state
awaiting-shipment,full
awaiting-shipment,full
awaiting-shipment,full"'
t 'more than lies there' 'run 5 om-inventory move TEE-R 21 $main --from B --to A --with-allocations && has err "[short-stock]"'
t 'not to a place where nothing is picked' 'run 5 om-inventory move TEE-R 7 $main --from B --to SHELF --with-allocations && has err "[wrong-state]"'
t 'nor to a record that is switched off' '
	om-inventory edit -q TEE-R $main --location A is_active=no && run 5 om-inventory move TEE-R 1 $main --from B --to A &&
	err "om-inventory: the record of '\''TEE-R'\'' at MAIN A is inactive [wrong-state]" && om-inventory edit -q TEE-R $main --location A is_active=yes'
t 'locked units before allocated ones' '
	om-inventory lock -q TEE-R 3 $main --location B --reason quality &&
	run 0 om-inventory move TEE-R 9 $main --from B --to A --with-allocations --include-locked --ref R1 && [ "$(figures)" = "A 9/3/4,B 11/0/11" ] &&
	run 0 om-inventory move TEE-R 9 $main --from B --to A --with-allocations --include-locked --ref R1 && has err unchanged && [ "$(figures)" = "A 9/3/4,B 11/0/11" ]'
t 'units on an open pick list stay' '
	run 0 om-ship pick create WEB:1 WEB:2 WEB:3 && run 5 om-inventory move TEE-R 11 $main --from B --to A --with-allocations && has err "[short-stock]"'
t 'everything still adds up' 'run 0 om-admin check'

t 'a SKU of another case is told' 'run 5 om-inventory adjust tee-r +1 $main --location A --reason found && err "om-inventory: no product '\''tee-r'\''; '\''TEE-R'\'' differs only in letter case [sku-case]; --ignore-case accepts it"'
t 'and taken if asked' '
	run 0 om-inventory adjust tee-r +1 $main --location A --reason found --ignore-case && has err "9 -> 10" &&
	run 0 om-inventory edit tee-r $main --location A --ignore-case location_min=1 && err "om-inventory: 1 updated" &&
	run 0 om-inventory lock tee-r 1 $main --location A --reason quality --ignore-case'
t 'elsewhere it is told' '
	run 5 om-product show tee-r && err "om-product: no product '\''tee-r'\''; '\''TEE-R'\'' differs only in letter case [sku-case]" &&
	run 5 om-inventory history tee-r && has err "[sku-case]"'

finish
