#!/bin/sh
# om-inventory list, show, export, history: what there is and how it came.
# covers: INV-11 INV-26 INV-30
. "$(dirname "$0")/lib.sh"
export OM_NOW=2026-03-01T12:00:00Z
om-admin init -q --company T --country US --currency USD --tz America/New_York
om-warehouse create -q MAIN --type in-house --address1 A --city B --state NY --zip 10001 --country US
om-warehouse create -q WEST --type 3pl
om-warehouse location create -q MAIN AB-1
for p in TEE-R TEE-G CAP; do om-product create -q $p --name "The $p" --brand Acme vendor_cost=2; done
om-inventory adjust -q TEE-R +10 --warehouse MAIN --location AB-1 --reason opening --unit-cost 3
OM_NOW=2026-03-02T12:00:00Z om-inventory adjust -q TEE-R +5 --warehouse WEST --reason found
OM_NOW=2026-03-03T12:00:00Z om-inventory lock -q TEE-R 2 --warehouse MAIN --location AB-1 --reason quality
om-inventory adjust -q TEE-G +4 --warehouse MAIN --reason opening

t 'list adds up by product' 'run 0 om-inventory list && out "sku,kind,name,brand,on_hand,locked,allocated,available,discrepancy
TEE-R,core,The TEE-R,Acme,15,2,0,13,5
TEE-G,core,The TEE-G,Acme,4,0,0,0,4"'
t 'stock list is the same' 'cp out want1 && run 0 om-inventory stock list && cmp out want1'
t 'over one warehouse' 'run 0 om-inventory list --warehouse WEST --columns sku,on_hand,available && out "sku,on_hand,available
TEE-R,5,5"'
t 'over several, in any case, by comma or again' '
	run 0 om-inventory list --warehouse WEST,main --columns sku,on_hand --where "sku = TEE-R" && out "sku,on_hand
TEE-R,15" && cp out want1 && run 0 om-inventory list --warehouse WEST --warehouse MAIN --columns sku,on_hand --where "sku = TEE-R" && cmp out want1'
t 'products without a record there too' 'run 0 om-inventory list --warehouse WEST --with-missing --columns sku,on_hand && out "sku,on_hand
TEE-R,5
TEE-G,0
CAP,0"'
t 'an unknown warehouse is refused' 'run 5 om-inventory list --warehouse NOPE && has err "[unknown-warehouse]"'
t 'filters see the totals of the warehouses' 'run 0 om-inventory list --warehouse WEST --where "on_hand < 10" --format ids && out TEE-R && run 0 om-inventory list --where "on_hand < 10" --format ids && out TEE-G'
t 'units without a place' 'run 0 om-inventory list --where "unconfigured > 0" --columns sku,unconfigured,value && out "sku,unconfigured,value
TEE-G,4,8.00"'
t 'value is layers, and the rest at its cost' 'run 0 om-inventory list --where "sku = TEE-R" --columns value && out "value
40.00"'
t 'summary adds it up' 'run 0 om-inventory list --summary --format csv && has out "48.00"'
t 'sort and limit' 'run 0 om-inventory list --sort -on_hand --limit 1 --format ids && out TEE-R && run 0 om-inventory list --sort on_hand --limit 1 --format ids && out TEE-G'
t 'find' 'run 0 om-inventory list --find "tee-g" --format ids && out TEE-G'
t 'show prints totals and records' 'run 0 om-inventory show TEE-R && has out "on_hand       15" && has out "Records" && has out "AB-1" && has out "GLOBAL"'
t 'show as JSON nests the records' 'run 0 om-inventory show TEE-R --format json && has out "\"records\":[{"'
t 'an unknown SKU is refused' 'run 5 om-inventory show NOPE && has err "[unknown-sku]" && run 5 om-inventory history NOPE && has err "[unknown-sku]"'
t 'export takes warehouses and kinds' '
	run 0 om-inventory export --warehouse WEST --columns sku,location,on_hand && out "sku,location,on_hand
TEE-R,GLOBAL,5" && run 0 om-inventory export --bundles-only --columns sku && out sku && run 0 om-inventory export --cores-only --active-only --columns sku && out "sku
TEE-R
TEE-R
TEE-G" && run 2 om-inventory export --bundles-only --cores-only && has err "[usage]"'
t 'export has every field of a record' '
	run 0 om-inventory export --where "sku = TEE-R and warehouse = MAIN" --columns kind,labels,warehouse_type,oversold,first_in_at,last_moved_at && out "kind,labels,warehouse_type,oversold,first_in_at,last_moved_at
core,,in-house,0,2026-03-01T07:00:00-05:00,2026-03-03T07:00:00-05:00"'
t 'history is newest first' 'run 0 om-inventory history TEE-R --format csv && out "at,run,actor,source,sku,warehouse,location,lot,kind,bucket,before,delta,after,reason,note,cause
2026-03-03T07:00:00-05:00,10,tester,om-inventory,TEE-R,MAIN,AB-1,,lock,locked,0,2,2,quality,,
2026-03-02T07:00:00-05:00,9,tester,om-inventory,TEE-R,WEST,GLOBAL,,adjust,on_hand,0,5,5,found,,
2026-03-01T07:00:00-05:00,8,tester,om-inventory,TEE-R,MAIN,AB-1,,adjust,on_hand,0,10,10,opening,,"'
t 'since and until' '
	run 0 om-inventory history --since 2026-03-02 --until 2026-03-03 --columns warehouse,delta && out "warehouse,delta
WEST,5" && run 0 om-inventory history --since 2026-03-03 --columns kind && out "kind
lock"'
t 'by warehouse and location' '
	run 0 om-inventory history --warehouse WEST --columns delta && out "delta
5" && run 0 om-inventory history --location AB-1 --columns delta && out "delta
2
10" && run 5 om-inventory history --warehouse NOPE && has err "[unknown-warehouse]"'
t 'by run, with a filter' 'run 0 om-inventory history --where "run = 9 and kind = adjust" --columns delta && out "delta
5"'
t 'sort is the user'\''s' 'run 0 om-inventory history TEE-R --sort at --limit 1 --columns delta && out "delta
10"'
t 'columns are listed' 'run 0 om-inventory list --columns help && has out available && run 0 om-inventory history --columns help && has out movement_id'
t 'a pipe locks what a filter finds' '
	om-inventory list --warehouse WEST --where "available > 0" --format ids | while read -r sku; do om-inventory lock -q "$sku" --all --warehouse WEST --reason count || exit 1; done &&
	run 0 om-inventory list --warehouse WEST --columns locked,available && out "locked,available
5,0"'
t 'a time that cannot be read is a mistake of its option' '
	must_fail 2 om-inventory history --since junk && has err "om-inventory: --since: '\''junk'\'' is no day or time [bad-date]" &&
	must_fail 2 om-inventory history --until 2026-13-45 && has err "--until: " && run 0 om-inventory history --since today &&
	run 0 om-inventory history --until "2026-03-08 14:30"'
t 'edits of records and locations stand among the movements' '
	OM_NOW=2026-03-04T10:00:00Z run 0 om-inventory edit MAIN:AB-1:TEE-R draw_rank=7 location_min=4 &&
	OM_NOW=2026-03-05T10:00:00Z run 0 om-warehouse location edit MAIN:AB-1 is_receivable=no &&
	run 0 om-inventory history --warehouse MAIN --since 2026-03-04 --columns source,sku,location,kind,bucket,before,delta,after,note &&
	out "source,sku,location,kind,bucket,before,delta,after,note
om-warehouse,,AB-1,edit,is_receivable,,,,yes -> no
om-inventory,TEE-R,AB-1,edit,location_min,,,4,empty -> 4
om-inventory,TEE-R,AB-1,edit,draw_rank,1,,7,1 -> 7" &&
	run 0 om-inventory history TEE-R --where "kind = edit" --columns bucket --sort bucket && out "bucket
draw_rank
location_min"'

t 'the products that are named, and no neighbours' '
	run 0 om-inventory list --sku TEE-R --columns sku && out "sku
TEE-R" && run 0 om-inventory list --sku "TEE-R, CAP" --sku TEE-R --columns sku --sort sku && has out TEE-R && [ "$(grep -c TEE out)" = 1 ] &&
	run 5 om-inventory list --sku TEE && has err "no product '\''TEE'\'' [unknown-sku]"'

finish
