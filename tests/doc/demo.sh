#!/bin/sh
# The example seller: its spreadsheets are what the generator writes, and the main job runs to its end with the counts that they lead to.
#
# covers: ORD-38 ORD-03 ORD-09 ORD-10 ORD-11 ORD-17 ORD-21 ORD-23 ORD-24 ORD-28 ORD-39 ORD-40 ORD-49 ORD-02
# covers: INV-01 INV-03 INV-16 INV-18 PRD-17 PRD-20 WHS-14 WHS-15 FAQ-06
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
says() {
	grep -qF -e "$1" job && return
	echo "the job does not say: $1"
	return 1
}
demo=$top/examples/demo

t 'the generator writes the committed files, byte for byte' '
	run 0 "$demo/make.sh" made && [ "$(ls made/*.csv | wc -l)" = "$(ls "$demo"/*.csv | wc -l)" ] || exit 1
	for f in made/*.csv; do cmp "$f" "$demo/${f#made/}" || exit 1; done'
t 'the files are as untidy as they should be' '
	grep -q "^$(printf "\357\273\277")Order," "$demo/orders-web.csv" && [ "$(grep -c "^no prices in the parcel" "$demo/orders-web.csv")" -gt 3 ] &&
	grep -q "$(printf "\243")" "$demo/orders-trade.csv" && ! iconv -f UTF-8 -t UTF-8 "$demo/orders-trade.csv" >/dev/null 2>&1'
sh "$demo/run.sh" work >job 2>&1
echo $? >status
tail -n 5 job | sed 's/^/# /'
t 'the main job runs to its end' '[ "$(cat status)" = 0 ]'
for line in \
	'warehouses.csv: created 3,' 'locations.csv: created 48,' 'products.csv: created 336,' 'listings.csv: created 560,' \
	'zones.csv: created 43,' \
	'orders-web.csv: created 897, updated 0, unchanged 0, rejected 3' \
	'orders-market.csv: created 590, updated 0, unchanged 0, rejected 3, skipped 7' \
	'orders-trade.csv: created 248, updated 0, unchanged 0, rejected 2' \
	'orders-phone.csv: created 247, updated 0, unchanged 0, rejected 3' \
	'[not-integer]' '[unknown-country]' '[bad-money]' '[missing]' '[bad-date]' '[scientific-number]' '[not-together]' '[negative]' \
	'whole.csv: created 0, updated 0, unchanged 900, rejected 0' 'whole.csv: created 0, updated 0, unchanged 593, rejected 0' \
	'whole.csv: created 0, updated 0, unchanged 250, rejected 0' 'all.csv: created 0, updated 0, unchanged 1993, rejected 0' \
	'unresolved → awaiting-shipment' 'PL1000 confirmed: 0 short lines' 'ship: 1635 done, 0 unchanged, 0 refused' \
	'shipped,1635,GBP,184194.88,184194.88' 'om-export: 3,796 rows' '3827 shipped.csv' '1635 shipped.ndjson' \
	' 0 violations, 0 pending'; do
	t "it says: $line" "says '$line'"
done
t 'the documents are there' 'grep -q "<html" work/pick.html && grep -q "Hannah Yarrow" work/slip.html && [ -s work/backup.db ]'
t 'it prints the same every time' '
	sh "$demo/run.sh" again >job2 2>&1 && sed "s/backup.db: .*bytes//" job >one && sed "s/backup.db: .*bytes//" job2 >two && cmp one two'
t 'it ends without an open question' '[ "$(tail -n 1 job)" != "" ] && ! grep -q "bug\|abort\|unsupported" job'
finish
