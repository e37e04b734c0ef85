#!/bin/sh
# om-export of every kind; export and import again is "nothing changed" (reports.md E1.3).
# covers: PRD-23 INV-04 ORD-24
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-product edit -q MUG weight=12oz length=4in map_price=9.99 labels='a|b\|c' description='two
lines, "quoted"' >/dev/null 2>&1
om-product deactivate -q AIR >/dev/null
om-product listing create -q SHOP mug-1 --sku MUG >/dev/null
om-product listing create -q SHOP 00123 --sku TEE --push no >/dev/null
om-product create -q LOT --name L --brand B --track-lots yes
om-inventory set -q LOT 7 --warehouse MAIN --location A-2-1 --lot L1 --create --reason found >/dev/null 2>&1
om-inventory lock -q MUG 2 --warehouse MAIN --location A-10-1 --reason damaged >/dev/null 2>&1
order 1001 --item mug-1,2,5.00 --item 00123,1,9.25 --shipping-paid 4.50 --gift-message 'a, "b"' --is-gift yes --ship-by 2026-03-05
order 1002 --item CAP,3,5.00
order 0042 --item MUG,1,5.00
om-ship ship -q 0042 --carrier UPS --tracking T1 >/dev/null

t 'products' 'run 0 om-export products -o p.csv && run 0 om-product import p.csv && err "om-product: p.csv: created 0, updated 0, unchanged 6, rejected 0"'
t 'listings' 'run 0 om-export listings -o l.csv && grep -q 00123 l.csv && run 0 om-product listing import l.csv && has err "created 0, updated 0, unchanged" && has err "rejected 0"'
t 'stock' 'run 0 om-export stock --all -o s.csv && run 0 om-inventory import s.csv && has err "created 0, updated 0, unchanged" && has err "rejected 0"'
t 'orders' 'run 0 om-export orders -o o.csv && try om-order import o.csv --on-exists update && has err "created 0, updated 0, unchanged 3, rejected 0" && expect_rc 0'
t 'and nothing has changed' 'sound && run 0 om-export products -o p2.csv && cmp p.csv p2.csv && run 0 om-export stock --all -o s2.csv && cmp s.csv s2.csv &&
	run 0 om-export orders -o o2.csv && cmp o.csv o2.csv && run 0 om-export listings -o l2.csv && cmp l.csv l2.csv'
t 'the same data are the same bytes' 'run 0 om-export orders && cp out one && run 0 om-export orders && cmp out one'
t 'inactive products always go out, inactive stock with --all' '
	run 0 om-export products --columns sku,is_active && has out "AIR,no" && sql "update stock set is_active = 0 where product_id = (select product_id from product where sku = '\''CAP'\'')" &&
	run 0 om-export stock --columns sku,location && ! grep -q CAP out && run 0 om-export stock --columns sku,location --all && has out CAP,B-1'
t 'with --csv-safe, and texts that begin like its guard' '
	om-product edit -q CAP name="=1+1" brand="'\''=x" mpn="+5" description="'\'''\''-" upc="'\''plain" >/dev/null &&
	run 0 om-export products CAP --columns sku,name,brand,mpn,description,upc && has out "CAP,=1+1,'\'''\''=x,+5,'\'''\'''\''-,'\''plain" && cp out exact.csv &&
	run 0 om-export products CAP --columns sku,name,brand,mpn,description,upc --csv-safe && has out "CAP,'\''=1+1,'\'''\''=x,'\''+5,'\'''\'''\''-,'\''plain" && cp out safe.csv &&
	om-export products CAP --columns sku,name,brand,mpn,description,upc --format xlsx -o book.xlsx &&
	for file in exact.csv safe.csv book.xlsx; do
		run 0 om-product import $file && err "om-product: $file: created 0, updated 0, unchanged 1, rejected 0" || return 1
	done && run 0 om-export products --csv-safe -o p3.csv && run 0 om-product import p3.csv && has err "created 0, updated 0" && has err "rejected 0"'
t 'rejects of a guarded file are guarded' '
	printf "%s\n" "sku,name,brand,weight" "X1,'\''=2+2,B,heavy" >bad.csv && run 3 om-product import bad.csv --rejects rejects.csv &&
	has rejects.csv "X1,'\''=2+2,B,heavy,"'
t 'records by name' 'run 0 om-export products MUG --columns sku,weight,length,map_price && out "sku,weight,length,map_price
MUG,12oz,4in,9.99" && run 0 om-export products - --columns sku <<-X
	TEE
	X
	out "sku
TEE"'
t 'shipments' 'run 0 om-export shipments --columns number,order,carrier,tracking_number,state,ship_name && out "number,order_number,carrier,tracking_number,state,ship_name
S1000,0042,UPS,T1,shipped,Ann Lee" && run 0 om-export shipments S1000 && has out "S1000,0042,SHOP,T1"'
t 'customers' 'run 0 om-export customers --columns name,channel --limit 1 && out "name,channel
Ann Lee,SHOP"'
t 'history' 'run 0 om-export history --where "entity = order and field = status" --columns field,old_value,new_value --limit 1 && has out "status,unprocessed,"'
t 'columns help' 'run 0 om-export stock --columns help && has out location && run 0 om-export orders --where help && has out order_total'
finish
