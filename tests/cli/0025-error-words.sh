#!/bin/sh
# Error words that no other test of the programs meets: each with what raises it and its exit status.
# covers: GEN-14
. "$(dirname "$0")/lib.sh"

# word RC WORD COMMAND...: ends so, and says the word once, in the text and as JSON.
word() {
	wanted=$1 said=$2
	shift 2
	must_fail "$wanted" "$@" && expect_err_has "[$said]" &&
		must_fail "$wanted" "$@" --format json && expect_err_has "{\"code\":\"$said\",\"level\":\"error\","
}

test_case 'the seller' '. "$TEST_ROOT/tests/sheets/setup.sh"'
test_case 'filters' '
	word 2 filter-range om-order list --where "order_total in 5..1" &&
	word 2 filter-set om-order list --where "ship_zip in @nowhere" &&
	word 2 filter-type om-order list --where "order_number < 3" &&
	word 2 filter-unit om-order list --where "weight > 2st" &&
	word 2 filter-limit om-order list --where "$(printf "not (%.0s" $(seq 200)) is_gift $(printf ")%.0s" $(seq 200))"
'
test_case 'a product that is only the parent of others' '
	sql "update product set kind = '\''virtual'\'' where sku = '\''GONE'\''" &&
	word 5 sku-is-virtual om-product listing create SHOP PARENT --to GONE
'
test_case 'the name of a carrier' '
	cat >order.csv <<-END && run om-order import -q order.csv &&
	channel,order_number,sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,payment_date
	SHOP,1,RED,1,9.50,Ann,1 St,Reno,NV,89502,US,2026-03-01
	END
	word 5 unknown-carrier om-ship ship 1 --carrier "$(printf "UP\001S")" --tracking 1Z
'
test_case 'what nobody can read' '
	printf "not a database, but long enough to be taken for one. %.0s" 1 2 3 4 5 >junk.db && word 3 not-a-database om-order list --db junk.db
'
done_testing
