# A company with two channels, one warehouse and two products of five units; sourced by the tests of orders after lib.sh.
test_case 'the base' '
	run om-admin init --country US --tz America/New_York &&
	run om-channel create manual WEB && run om-channel create manual SHOP &&
	run om-warehouse create EAST --type in-house --address1 "1 A" --city NYC --state NY --zip 10001 --country US &&
	run om-warehouse location create EAST A1 &&
	run om-product create TEE-1 --name Tee --brand B && run om-product create MUG --name Mug --brand B &&
	run om-inventory set TEE-1 5 --warehouse EAST --location A1 --create --reason opening &&
	run om-inventory set MUG 5 --warehouse EAST --location A1 --create --reason opening
'
# order NUMBER [OPTION...]: an order of SHOP with a whole address, number and what else is given.
order() {
	number=$1
	shift
	run om-order create --channel SHOP --order-number "$number" --ship-name "A Bee" --ship-address1 "1 Main" \
		--ship-city NYC --ship-state NY --ship-zip 10001 --ship-country US --ship-phone 555 "$@"
}
# status NUMBER: where an order stands.
status() {
	sql "select status from orders where order_number = '$1'"
}
