#!/bin/sh
# The main job on the Northwind sample, where its folder is: broken addresses are refused, repaired and imported.
#
# covers: ORD-38 INV-16
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
says() {
	grep -qF -e "$1" job && return
	echo "the job does not say: $1"
	return 1
}
data=${OM_REAL_DATA:-$top/../shared/data}/northwind
if [ ! -d "$data" ]; then
	skip_all "no folder '$data'; OM_REAL_DATA names another"
fi
sh "$top/examples/northwind.sh" "$data" work >job 2>&1
echo $? >status
tail -n 5 job | sed 's/^/# /'
OM_DB=$TRASH/work/work/om.db
t 'the job runs to its end' '[ "$(cat status)" = 0 ]'
for line in 'products.csv: created 77,' 'created 654, updated 0, unchanged 0, rejected 176' \
	'created 176, updated 0, unchanged 0, rejected 0' 'created 0, updated 0, unchanged 830, rejected 0' '830 orders, 2155 lines stored' ' 0 violations, 0 pending'; do
	t "it says: $line" "says '$line'"
done
t 'all 830 orders with all 2,155 lines are there' '
	[ "$(sql "select count(*) from orders")" = 830 ] && [ "$(sql "select count(*) from order_line")" = 2155 ]'
t 'the comma of an address is kept' '[ "$(om-order list --where "order_number = 10250" --columns ship_address1 --format json | grep -c "Rua do Paço, 67")" = 1 ]'
t 'a discount of 0.15 of 35 x 42.40 is 222.60' '[ "$(sql "select line_discount from order_line join orders using (order_id) where order_number = 10250 and line_no = 2")" = 2226000 ]'
finish
