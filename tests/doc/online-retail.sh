#!/bin/sh
# The main job on the public invoices of a retailer, where their folder is: every line and every invoice is accounted for.
#
# covers: ORD-38 PRD-17 PRD-20 INV-16
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
says() {
	grep -qF -e "$1" job && return
	echo "the job does not say: $1"
	return 1
}
data=${OM_REAL_DATA:-$top/../shared/data}/online-retail
if [ ! -d "$data" ]; then
	skip_all "no folder '$data'; OM_REAL_DATA names another"
fi
sh "$top/examples/online-retail.sh" "$data" work >job 2>&1
echo $? >status
tail -n 5 job | sed 's/^/# /'
t 'the job runs to its end' '[ "$(cat status)" = 0 ]'
t 'all lines are read, and add up' 'says "of 42481 read" && ! grep -q WRONG job'
t 'all invoices are read, and add up' 'says "of 2025 read"'
for line in 'cancellation                    728' 'cancellation                    326' 'no goods                          7' \
	'[not-integer]                             70' '[differs]                                  1' \
	'[unknown-country]                          1' 'imported                                        1620' \
	'created 0, updated 0, unchanged 1620, rejected 72, skipped 333' ' 0 violations, 0 pending'; do
	t "it says: $line" "says '$line'"
done
t 'each refused invoice has its reason beside it' '[ "$(grep -cE "\[(not-integer|differs|unknown-country)\]" work/rejects.csv)" -ge 72 ]'
t 'an account that does not add up ends badly' '
	cd work && sed 1,2d stored.txt | sed "1i order_number	line_count" >short.txt && run 1 awk -f csv.awk -f account.awk invoices.csv rejects.csv short.txt && has out WRONG'
finish
