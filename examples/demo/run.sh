#!/bin/sh
# The main job on an example seller: products, stock and orders come in from spreadsheets, orders are resolved, picked, packed,
# shipped and exported.  Prints each command and what it says.
#
#	run.sh FOLDER			works in FOLDER, which it empties first; the programs are found by PATH
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:?usage: run.sh FOLDER}
. "$here/../lib.sh"
work_in "$work"
cp "$here"/*.csv "$here"/*.map "$here"/*.sed .

title 'A database, four channels, three warehouses'
run "om-admin init --company 'Giftware Ltd' --country GB --currency GBP --tz Europe/London"
for channel in WEB MARKET TRADE PHONE; do
	run "om-channel create manual $channel"
done
run 'om-warehouse import warehouses.csv'
run 'om-warehouse location import locations.csv'

title 'Products, what the channels call them, and where their orders go'
run 'om-product import products.csv'
run 'om-product listing import listings.csv'
run 'om-warehouse zone import zones.csv'
run 'om-warehouse backup import backups.csv'
run 'om-warehouse rank import ranks.csv'

title 'Stock'
run 'om-inventory import stock.csv'
run 'om-inventory list --limit 5 --format table'

title 'Orders out of four spreadsheets; each has bad rows, so at first nothing is written'
expect 3 'om-order import --map web.map orders-web.csv --dry-run'
expect 4 'om-order import --map web.map orders-web.csv --keep-going --rejects rejects-web.csv'
expect 4 'om-order import --map market.map orders-market.csv --keep-going --rejects rejects-market.csv'
expect 4 'om-order import --map trade.map orders-trade.csv --keep-going --rejects rejects-trade.csv'
expect 4 'om-order import --channel PHONE orders-phone.csv --keep-going --rejects rejects-phone.csv'

title 'The refused rows are repaired and imported again'
for name in web market trade; do
	run "sed -f repair.sed rejects-$name.csv >repaired.csv"
	run "om-order import --map $name.map repaired.csv"
done
run 'sed -f repair.sed rejects-phone.csv >repaired.csv'
run 'om-order import --channel PHONE repaired.csv'

title 'All four files once more, repaired: nothing changes'
for name in web market trade; do
	run "sed -f repair.sed orders-$name.csv >whole.csv; om-order import --map $name.map whole.csv"
done
run 'sed -f repair.sed orders-phone.csv >whole.csv; om-order import --channel PHONE whole.csv'
title 'Where the orders stand'
run 'om-order list --summary'
run "om-order list --where 'status = unresolved' --summary=first_problem"

title 'Two orders name products by old names; the shop says what they mean, and the orders go on by themselves'
run "om-order list --problem missing-product-info --columns order_number,channel,problems --format table"
run 'om-product listing create WEB OVN-HED-OLD sku=OVN-HED'
run 'om-product listing create WEB STL-HAR-OLD sku=STL-HAR'
title 'One has no street'
run "om-order edit MARKET:215-4456855 ship_address1='12 Beacon View'"
title 'Some wait for goods that lie in quarantine: they are moved, and the orders go on'
run 'om-order show WEB:W10059 --explain --format table'
run 'om-inventory move PLA-FOX 61 --warehouse MAIN --from QUARANTINE --to B-01'
run "om-order list --where 'status = unresolved' --summary=first_problem"

title 'Holds, cancellations, payments'
run "om-order hold WEB:W10001 WEB:W10003 --until 2026-03-09 --note 'the buyer asks to wait'"
run 'om-order release WEB:W10003'
run 'om-order cancel PHONE:P3001 PHONE:P3002 --reason buyer-cancelled'
run 'om-order restore PHONE:P3002'
run "om-order list --channel TRADE --status awaiting-payment --limit 5 --format ids | om-order pay - --type transfer"
run 'om-order list --summary'

title 'Picked, packed, shipped'
expect 1 "om-ship check WEB:W10001 WEB:W10002"
run "om-ship pick create --where 'status = awaiting-shipment and source = MAIN and order_date < 2026-01-05' --kind order"
run 'om-ship pick print PL1000 --as html -o pick.html'
run 'om-ship pick print PL1000 --as txt | head -n 15'
run 'om-ship pick confirm PL1000'
run 'om-ship slip WEB:W10002 --as html -o slip.html'
run 'om-ship slip WEB:W10002 --as txt'
run "om-order list --where 'status = awaiting-shipment' --format ids | om-ship ship - --no-tracking --format csv -o shipped.txt"
run 'om-order list --summary'
run 'om-ship list --limit 3'

title 'Exported'
run "om-export orders --where 'status = shipped and order_date >= 2026-01-01' -o shipped.csv"
run "om-export orders --where 'status = shipped and order_date >= 2026-01-01' --level order --format json -o shipped.json"
run "om-export orders --where 'status = shipped and order_date >= 2026-01-01' --level order --format ndjson -o shipped.ndjson"
run 'wc -l shipped.csv shipped.ndjson'

title 'What was exported comes in again: nothing changes'
run 'om-order export -o all.csv'
run 'om-order import all.csv'

title 'Proved, looked up, copied'
run 'om-admin check'
run 'om-admin log --sort -run_id --limit 5 --columns run_id,command,created,updated,rejected'
run 'om-admin backup backup.db'
run 'om-admin check --db backup.db'
