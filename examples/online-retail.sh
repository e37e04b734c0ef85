#!/bin/sh
# The main job on real invoices: a UK giftware retailer's December 2010 ("Online Retail", UCI Machine Learning Repository, Daqing Chen,
# 2015, CC BY 4.0).  FOLDER holds its files 2010-12-*.csv.  The script ends with an account of every line and every invoice.
#
#	online-retail.sh FOLDER [WORK]		works in the folder WORK, which it empties; else in a temporary one
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "${1:?usage: online-retail.sh FOLDER [WORK]}" && pwd)
work=${2:-$(mktemp -d)}
. "$here/lib.sh"
work_in "$work"
cp "$here"/online-retail/*.map "$here"/online-retail/*.awk .

title 'One file of all days, with one header'
run "awk 'FNR == 1 && NR > 1 { next } { print }' '$data'/2010-12-*.csv >invoices.csv; wc -l invoices.csv"

title 'A company, a channel, a warehouse'
run "om-admin init --company 'Online Retail' --country GB --currency GBP --tz Europe/London"
run 'om-channel create manual RETAIL'
run "om-warehouse create LONDON type=in-house address1='1 Yard' city=London zip='E1 6AN' country=GB"
run 'om-warehouse location create LONDON SHELF'

title 'Products out of the invoice lines.  Codes that differ from an earlier one only in letter case are refused:'
expect 4 'om-product import --map products.map --on-duplicate first --keep-going --rejects twins.csv invoices.csv 2>products.txt'
run 'tail -n 3 products.txt'
title '... they are not products of their own, but what the till called the same product: listings'
run 'om-product export --columns sku --format tsv -o skus.txt'
run "awk -f csv.awk -f twins.awk skus.txt twins.csv >listings.csv; head -n 3 listings.csv"
run 'om-product listing import --channel RETAIL listings.csv'

title 'There is no stock file.  One is made: of each product the units that were sold, of every twentieth half of them'
run "awk -f csv.awk -f stock.awk skus.txt listings.csv invoices.csv >stock.csv; wc -l stock.csv"
run 'om-inventory import --warehouse LONDON stock.csv'

title 'The invoices as orders.  What is refused is written to rejects.csv with its reason'
expect 4 'om-order import --map orders.map --keep-going --rejects rejects.csv invoices.csv 2>orders.txt'
run 'tail -n 1 orders.txt'
title 'Once more: nothing changes'
expect 4 'om-order import --map orders.map --keep-going --rejects rejects.csv invoices.csv 2>again.txt'
run 'tail -n 1 again.txt'

title 'Where the orders stand'
run 'om-order list --summary'
run 'om-order list --where "status = unresolved" --summary first_problem'

title 'Picked, shipped, exported'
run "om-ship pick create --where 'status = awaiting-shipment' --columns number,order_count,unit_count,unallocated"
run 'om-ship pick print PL1000 -o pick.html'
run 'om-ship pick confirm PL1000'
run "om-order list --where 'status = awaiting-shipment' --format ids | om-ship ship - --no-tracking -o shipped.txt"
run 'om-order list --summary'
run "om-export orders --where 'status = shipped' -o shipped.csv"

title 'The account'
run "om-order list --columns order_number,line_count --format tsv -o stored.txt"
run "awk -f csv.awk -f account.awk invoices.csv rejects.csv stored.txt"
run 'om-admin check'
