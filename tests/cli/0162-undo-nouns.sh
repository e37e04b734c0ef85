#!/bin/sh
# om-admin undo of what is set up: routing, listings and the lines that follow them, templates, labels, views, customers.
. "$(dirname "$0")/undo-fixture.sh"
om-warehouse create WEST -q --type 3pl
om-inventory set TEE 10 --warehouse EAST --location A1 --create --reason opening -q
# told WORDS: the undo of undone or twice printed it.
told() { grep -Fq -e "$1" dry.csv || { echo "not told: $1"; cat dry.csv; return 1; }; }

t 'a zone made, given to another, taken away' '
	twice om-warehouse zone create GB LND EAST && told "zone,GB-LND,taken away" && om-warehouse zone create -q GB LND EAST &&
	twice om-warehouse zone edit GB-LND warehouse=WEST && twice om-warehouse zone edit GB-LND warehouse= &&
	om-warehouse zone create -q GB LND EAST --master-sku TEE && twice om-warehouse zone edit GB-LND:TEE warehouse=WEST &&
	told "zone,GB-LND:TEE,warehouse: back to"'
t 'zones of a file' '
	printf "country,state,warehouse\nGB,LND,WEST\nGB,KEN,EAST\n" >z.csv && twice om-warehouse zone import z.csv'
t 'a zone that was given to another since stays' '
	om-warehouse zone create -q GB DEV EAST && r=$(last) && om-warehouse zone edit -q GB-DEV warehouse=WEST && kept $r changed &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && run 5 om-warehouse zone show GB-DEV'
t 'orders are routed by what came back' '
	om-warehouse zone edit -q "GB-*" warehouse=EAST && run om-admin undo $(last) && order 40 --item TEE,1,5 --paid &&
	[ "$(om-order list --where "order_number = 40" --format csv --columns source | tail -n 1)" = MAIN ]'
t 'backups made, changed, taken away, read from a file' '
	twice om-warehouse backup create MAIN 1 EAST && om-warehouse backup create -q MAIN 1 EAST && om-warehouse backup create -q MAIN 4 WEST &&
	twice om-warehouse backup edit MAIN 4 backup= && printf "warehouse,position,backup\nMAIN,2,WEST\nEAST,1,WEST\n" >b.csv &&
	twice om-warehouse backup import b.csv'
t 'backups that were changed since stay' '
	om-warehouse backup create -q EAST 1 WEST && r=$(last) && om-warehouse backup create -q EAST 2 MAIN && kept $r changed &&
	run om-admin undo $((r + 1)) && run om-admin undo $r'
t 'ranks that change places, and a file of them' '
	twice om-warehouse rank edit EAST rank=1 && printf "warehouse,rank\nEAST,1\nWEST,2\nMAIN,\n" >r.csv && twice om-warehouse rank import r.csv'
t 'a rank that another has by now stays' '
	om-warehouse rank edit -q WEST rank= && r=$(last) && om-warehouse create -q NORTH --type 3pl && kept $r changed && run 5 om-admin undo $r && has err "rank 3 is that of '\''NORTH'\'' by now" && run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'a warehouse switched off with its zones, and on again' '
	om-warehouse zone create -q GB ESX WEST && twice om-warehouse deactivate WEST --move-zones-to EAST && om-warehouse zone edit -q GB-ESX warehouse=EAST &&
	twice om-warehouse deactivate WEST && om-warehouse deactivate -q WEST && twice om-warehouse activate WEST && om-warehouse activate -q WEST'
t 'a warehouse that was made as backup leaves the lists and its rank' '
	om-warehouse rank edit -q WEST rank= && om-warehouse create -q SOUTH --type 3pl --backup-of MAIN && r=$(last) && run om-admin undo $r --format csv &&
	has out "warehouse,MAIN,backups: back to" && has out "warehouse,SOUTH,deactivated" && run om-warehouse list --columns warehouse,is_active,rank &&
	has out "SOUTH,no," && run om-admin check && run om-admin undo $(last) && run om-warehouse list --columns warehouse,is_active,rank && has out "SOUTH,yes,3" &&
	run om-admin undo $(last) && run om-admin undo $((r - 1)) && [ "$(sql "select rank from warehouse where warehouse = '\''WEST'\''")" = 3 ]'
t 'the last warehouse stays' '
	run om-admin init --db one.db --company One --country GB --currency GBP --tz Europe/London && run om-warehouse create ONLY --type 3pl --db one.db &&
	run 5 om-admin undo 2 --db one.db && has err "'\''ONLY'\'' is the only active warehouse [last-warehouse]"'

t 'a listing renamed' 'twice om-product listing edit SHOP:MUG-L new_listing_sku=MUG-N'
t 'a listing switched off and changed' 'twice om-product listing deactivate SHOP:MUG-L && twice om-product listing edit SHOP:MUG-L latency_days=3 push=no'
t 'a listing that was linked is unlinked, and what waited for it waits again' '
	order 41 --item NEW-L,1,5 --paid && twice om-product listing edit SHOP:NEW-L sku=TEE && undone om-product listing edit SHOP:NEW-L sku=TEE &&
	[ "$(sql "select status from orders where order_number = '\''41'\''")" = unresolved ] && run om-order list --where "order_number = 41" --columns problems && has out missing-product-info'
t 'a listing whose goods went out stays' '
	om-product listing edit -q SHOP:NEW-L sku=TEE && r=$(last) && om-ship ship SHOP:41 --no-tracking -q >/dev/null && kept $r changed &&
	run 5 om-admin undo $r && has err "listing SHOP:NEW-L: units of SHOP:41 were shipped or picked by it [changed]" &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'a listing given another product, with the lines that followed it' '
	order 42 --item MUG-L,1,4 --paid && twice om-product listing reassign SHOP:MUG-L --to TEE --open-orders &&
	told "listing,SHOP:MUG-L,sku: back to '\''MUG'\''" && told "order,SHOP:42,line 1 sku: back to '\''MUG'\''"'
t 'a line that followed and was shipped since' '
	om-product listing reassign -q SHOP:MUG-L --to TEE --open-orders && r=$(last) && om-ship ship SHOP:42 --no-tracking -q >/dev/null &&
	kept $r changed && run 5 om-admin undo $r && has err "order SHOP:42: line 1 or units of it were changed since [changed]" &&
	run om-admin undo $((r + 1)) && run om-admin undo $r && run om-admin check'
t 'lines that were mapped anew' '
	order 43 --item MUG,1,4 --paid && om-product listing create -q SHOP MUG --sku TEE && twice om-order resolve SHOP:43 --remap &&
	told "order,SHOP:43,line 1 sku: back to '\''MUG'\''"'

t 'a template is saved anew as it was; its first text stays' '
	om-admin template show builtin/packing-slip >a.txt && sed "s/^/ /" a.txt >b.txt && om-admin template edit -q mine a.txt && kept $(last) unsupported &&
	run 5 om-admin undo $(last) && has err "template mine: its first text stays; another may be saved [unsupported]" &&
	twice om-admin template edit mine b.txt && told "template,mine,the text of version 1 again" &&
	om-admin template edit -q mine b.txt && r=$(last) && om-admin template edit -q mine a.txt && kept $r changed'
t 'labels, views, users and fields' '
	run om-admin label create rush && run om-admin undo "$(last)" && has out "label,rush,deactivated" && om-admin label activate -q rush &&
	om-order view create -q hot --record order --where "status = unresolved" && run om-admin undo "$(last)" && has out "view,hot,deactivated" &&
	om-order view activate -q hot && twice om-order view edit hot sort=-order_total && told "view,hot,sort: back to" &&
	twice om-order view deactivate hot && run om-admin user create ann --name Ann && run om-admin undo $(last) && has out "user,ann,deactivated" &&
	run om-admin field create Care --entity product && run om-admin undo $(last) && has out "field,product:Care,deactivated"'
t 'customers joined and changed; one that was made by itself stays, and a note' '
	twice om-order customer edit 1 notes=x && told "customer,1,notes: back to" && twice om-order customer merge 1 2 && twice om-order customer label 1 --add rush &&
	om-order customer create -q --name Cy >/dev/null && kept $(last) unsupported && run 5 om-admin undo $(last) && has err "a customer that was made stays" &&
	om-order note -q SHOP:1 --kind activity called && kept $(last) unsupported && run 5 om-admin undo $(last) && has err "order SHOP:1: its note stays"'
finish
