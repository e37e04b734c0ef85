#!/bin/sh
# The main job on the Northwind sample (Microsoft, MIT licence).  FOLDER holds its files products.csv, orders.csv and order-details.csv.
# Addresses with a comma in them stand without quotes there, so that those orders have a cell too many: they are refused, repaired,
# and imported again.
#
#	northwind.sh FOLDER [WORK]		works in the folder WORK, which it empties; else in a temporary one
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "${1:?usage: northwind.sh FOLDER [WORK]}" && pwd)
work=${2:-$(mktemp -d)}
. "$here/lib.sh"
work_in "$work"
cp "$here"/northwind/*.map "$here"/northwind/*.awk .

title 'A company, a channel, a warehouse that ships abroad too'
run "om-admin init --company 'Northwind Traders' --country US --currency USD --tz America/Los_Angeles"
run 'om-channel create manual SALES'
run "om-warehouse create SEATTLE type=in-house address1='1 Pier' city=Seattle state=WA zip=98101 country=US"
run 'om-warehouse location create SEATTLE HALL'

title 'Products, and their units in stock'
run "om-product import --map products.map '$data'/products.csv"
run "om-inventory import --map stock.map --warehouse SEATTLE '$data'/products.csv"

title 'Lines and orders joined: NULL becomes an empty cell, a discount as a fraction an amount of the line'
run "awk -f join.awk '$data'/orders.csv '$data'/order-details.csv >orders.csv; wc -l orders.csv; head -n 3 orders.csv"

title 'Orders.  Those with a cell too many are refused'
expect 4 'om-order import --map orders.map --channel SALES --keep-going --rejects rejects.csv orders.csv 2>orders.txt'
run 'tail -n 2 orders.txt'
title 'The comma too many stands in the address: it is quoted, and the rest imported'
run 'awk -f repair.awk rejects.csv orders.csv >repaired.csv; head -n 2 repaired.csv'
run 'om-order import --map orders.map --channel SALES repaired.csv 2>repaired.txt; tail -n 1 repaired.txt'

title 'All of it once more: nothing changes'
run 'awk -v whole=1 -f repair.awk rejects.csv orders.csv >whole.csv'
run 'om-order import --map orders.map --channel SALES whole.csv'

title 'Where the orders stand: those that were shipped are history, the others wait for stock, or to be shipped'
run 'om-order list --summary'

title 'Picked, shipped, exported'
run "om-ship pick create --where 'status = awaiting-shipment' --columns number,order_count,unit_count,unallocated"
run 'om-ship pick print PL1000 -o pick.html'
run 'om-ship pick confirm PL1000'
run "om-order list --where 'status = awaiting-shipment' --format ids | om-ship ship - --no-tracking -o shipped.txt"
run 'om-order list --summary'
run "om-export orders --where 'status = shipped' -o shipped.csv"

title 'The account: every order and line of the sample is there'
run "awk 'FNR > 1 { n[FILENAME]++ } END { for (f in n) print n[f], f }' '$data'/orders.csv '$data'/order-details.csv | sort -n"
run "om-order list --columns order_number,line_count --format tsv |
	awk 'NR > 1 { orders++; lines += \$2 } END { print orders \" orders, \" lines \" lines stored\" }'"
run 'om-admin check'
