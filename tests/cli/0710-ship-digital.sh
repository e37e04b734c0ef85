#!/bin/sh
# Digital goods ship by themselves when the order is paid; in a mixed order with the first shipment.
# covers: PRD-24
. "$(dirname "$0")/lib.sh"
om-admin init -q --company Digital --country US --currency USD --tz America/New_York
om-channel create manual WEB -q
om-warehouse create MAIN --type in-house --address1 '1 Dock Rd' --city Reno --state NV --zip 89502 --country US -q
om-warehouse location create MAIN A-1 -q
om-product create BOOK --name Book --brand Acme --is-digital yes --track-stock no -q
om-product create MUG --name Mug --brand Acme -q
om-inventory set MUG 5 --warehouse MAIN --location A-1 --create --reason opening -q
order() {
	number=$1
	shift
	om-order create -q --channel WEB --order-number "$number" --ship-name 'A Bee' --ship-address1 '1 Way' --ship-city Reno \
		--ship-state NV --ship-zip 89502 --ship-country US --ship-phone 1 "$@" >made
}
status() { sql "select status from orders where order_number = '$1'"; }

test_case 'a paid order of digital lines only is shipped at once, without tracking' '
	order D1 --item BOOK,1,5 --paid && [ "$(status D1)" = shipped ] &&
	[ "$(sql "select count(*) || tracking_number from shipment")" = 1 ]
'
test_case 'resolving it again does nothing more' '
	run om-order resolve WEB:D1 && [ "$(sql "select count(*) from shipment")" = 1 ] && run om-admin check
'
test_case 'an unpaid one waits for its payment' '
	order D2 --item BOOK,1,5 && [ "$(status D2)" = awaiting-payment ] && run om-order pay WEB:D2 && [ "$(status D2)" = shipped ]
'
test_case 'a held one waits for its release' '
	order D3 --item BOOK,1,5 && run om-order hold WEB:D3 --open-ended && run om-order pay WEB:D3 && [ "$(status D3)" = on-hold ] &&
	run om-order release WEB:D3 && [ "$(status D3)" = shipped ]
'
test_case 'with a physical line it ships with that one' '
	order D4 --item BOOK,1,5 --item MUG,1,9 --paid && [ "$(status D4)" = awaiting-shipment ] &&
	run om-ship ship WEB:D4 --no-tracking && [ "$(status D4)" = shipped ] &&
	[ "$(sql "select on_hand from stock")" = 4 ] && run om-admin check
'
test_case 'with digital.auto_ship = no it waits for a person' '
	run om-admin config set digital.auto_ship no && order D5 --item BOOK,1,5 --paid && [ "$(status D5)" = awaiting-shipment ] &&
	run om-ship ship WEB:D5 --no-tracking && [ "$(status D5)" = shipped ] && run om-admin check
'
done_testing
