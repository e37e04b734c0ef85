#!/bin/sh
# Spreadsheets in with the Nth call of a kind failing: products, stock, listings, customers, tracking numbers, workbooks.
. "$(dirname "$0")/lib.sh"
seller 12 >/dev/null && keep new && om-order import -q data/orders.csv && keep orders &&
	om-order list --where 'status = awaiting-shipment' --format csv --columns channel,order_number >ready.csv &&
	om-order export -q --format xlsx -o orders.xlsx && om-product export -q --format xlsx -o products.xlsx &&
	om-inventory export -q --format xlsx -o stock.xlsx && om-order customer export -q --format xlsx -o customers.xlsx
echo 'old contents' >old-file
from new && om-channel deactivate CH2 -q && keep closed
sed 's/Acme/Best/; $a NEW-1,New thing,Best,1.00,1kg' data/products.csv >products.csv
sed 's/,W1,\(.*\),[0-9]*,/,W1,\1,99,/' data/stock.csv >stock.csv
printf '%s\n' channel,listing_sku,sku CH1,L-1,SKU-000001 CH1,L-2,SKU-000002 CH2,L-1,SKU-000003 >listings.csv
printf '%s\n' name,emails,phones,city 'Ann,ann@example.com,1|2,York' 'Customer 5,c5@example.com,3,Hull' >customers.csv
awk -F , 'NR == 1 { print $0 ",tracking_number,carrier"; next } { print $0 ",TRACK" NR ",UPS" }' ready.csv | head -n 4 >tracking.csv

sweep products new -- om-product import products.csv
sweep 'orders of a workbook' new -- om-order import orders.xlsx
sweep customers orders -- om-order customer import customers.csv
sweep_full 'products of a workbook' new -- om-product import products.xlsx --on-exists update
sweep_full stock new -- om-inventory import stock.csv --reason counted
sweep_full listings orders -- om-product listing import listings.csv
sweep_full 'tracking numbers' orders -- om-ship import tracking.csv
sweep_full warehouses orders -- om-warehouse import data/warehouses.csv --on-exists update
sweep_full 'dry run' new -- om-order import data/orders.csv --dry-run
sweep_full 'all rows refused' new -r 3 -- om-order import "$TEST_ROOT/Makefile"
every=5
sweep_full 'stock of a workbook' new -- om-inventory import stock.xlsx --reason counted
sweep_full 'customers of a workbook' orders -- om-order customer import customers.xlsx
sweep_full 'good orders of a workbook with bad ones' closed -r 4 -f "$PWD/db/rejects.csv" -- om-order import orders.xlsx --keep-going --rejects "$PWD/db/rejects.csv"
finish_sweeps
