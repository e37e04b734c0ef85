#!/bin/sh
# om-admin field, and the columns cf:NAME that it gives to products and orders.
# covers: PRD-16 ORD-17 PRD-05
. "$(dirname "$0")/lib.sh"
. "$here/order-base.sh"

t 'create, one of each type' '
	run om-admin field create Fabric --entity product --type list --options "cotton|wool" --required &&
	err "om-admin: created field '\''product:Fabric'\''" &&
	run om-admin field create Pieces --entity product --type integer &&
	run om-admin field create Ratio --entity product --type decimal --show-on-grid &&
	run om-admin field create Organic --entity product --type boolean &&
	run om-admin field create Until --entity product --type date --description "sell before" &&
	run om-admin field create Origin --entity product &&
	run om-admin field create "Gift wrap" --entity order --description "how it is wrapped" &&
	run om-admin field list --columns name,entity,type,options,is_required,show_on_grid --format csv && out "\
name,entity,type,options,is_required,show_on_grid
Fabric,product,list,cotton|wool,yes,no
Pieces,product,integer,,no,no
Ratio,product,decimal,,no,yes
Organic,product,boolean,,no,no
Until,product,date,,no,no
Origin,product,text,,no,no
Gift wrap,order,text,,no,no"'
t 'again unchanged, as another refused' '
	run om-admin field create Pieces --entity product --type integer && has err unchanged &&
	must_fail 5 om-admin field create Pieces --entity product --description x && has err "[exists]"'
t 'a case twin' '
	must_fail 5 om-admin field create fabric --entity product && has err "differs from field '\''Fabric'\'' only in letter case [name-case]"'
t 'another entity may have the name' 'run om-admin field create Origin --entity order'
t 'a name of two entities needs its entity' '
	must_fail 2 om-admin field show Origin && has err "[unknown-field]" && has err "product:Origin" &&
	run om-admin field show order:Origin && run om-admin field deactivate order:Origin'
t 'names, types and options that are none' '
	must_fail 2 om-admin field create "a=b" --entity product && has err "[bad-name]" &&
	must_fail 2 om-admin field create " a" --entity product && has err "[stray-blank]" &&
	must_fail 2 om-admin field create "$(printf "%061d" 1)" --entity product && has err "[too-long]" &&
	must_fail 2 om-admin field create X --entity vendor && has err "[bad-choice]" &&
	must_fail 2 om-admin field create X --entity product --type color && has err "[bad-choice]" &&
	must_fail 2 om-admin field create X --entity product --type list && has err "options: a list needs its options [missing]" &&
	must_fail 2 om-admin field create X --entity product --options "a|b" && has err "[conflicting-columns]" &&
	must_fail 2 om-admin field create X && has err "[missing]"'
t 'entity and type stay' '
	must_fail 5 om-admin field edit Fabric type=text && has err "[read-only]" && must_fail 5 om-admin field edit Fabric entity=order && has err "[read-only]"'

t 'values, each by its type' '
	run om-product edit TEE-1 cf:Fabric=Cotton cf:Pieces=-3 cf:Ratio=1.50 --cf Organic=yes --set cf:Until=2026-05-01 "cf:Origin= Peru " &&
	run om-product list --where "sku = TEE-1" --columns sku,cf:Fabric,cf:Pieces,cf:Ratio,cf:Organic,cf:Until,cf:Origin --format json && out "\
[
{\"sku\":\"TEE-1\",\"cf:Fabric\":\"cotton\",\"cf:Pieces\":-3,\"cf:Ratio\":\"1.5\",\"cf:Organic\":true,\"cf:Until\":\"2026-05-01\",\"cf:Origin\":\"Peru\"}
]"'
t 'the same again is unchanged' 'run om-product edit TEE-1 cf:Fabric=cotton cf:Ratio=1.5 cf:Organic=1 && err "om-product: 1 unchanged"'
t 'values that are none' '
	must_fail 5 om-product edit TEE-1 cf:Fabric=silk && err "om-product: cf:Fabric: '\''silk'\'' is not one of cotton, wool [bad-option]" &&
	must_fail 2 om-product edit TEE-1 cf:Pieces=1.5 && err "om-product: cf:Pieces: '\''1.5'\'' is not a whole number [not-integer]" &&
	must_fail 2 om-product edit TEE-1 cf:Ratio=1.23456 && has err "cf:Ratio: '\''1.23456'\'' is not a number of at most 4 decimals [not-decimal]" &&
	must_fail 2 om-product edit TEE-1 cf:Organic=maybe && has err "[not-boolean]" &&
	must_fail 2 om-product edit TEE-1 cf:Until=soon && has err "[bad-date]" &&
	must_fail 2 om-product edit TEE-1 "cf:Origin=$(printf "%01001d" 1)" && has err "cf:Origin: " && has err "[too-long]" &&
	must_fail 2 om-product edit TEE-1 cf:fabric=wool && err "om-product: cf:fabric: no custom field '\''cf:fabric'\'' [unknown-field]"'
t 'required: once given it stays; a product without it is fine' '
	must_fail 5 om-product edit TEE-1 cf:Fabric= && err "om-product: cf:Fabric: a value once given cannot be cleared [required-field]" &&
	run om-product edit MUG cf:Fabric= && err "om-product: 1 unchanged" && run om-product edit MUG name="Big mug"'
t 'an edit of one moves modified_at and has its history' '
	OM_NOW=2026-03-03T00:00:00Z run om-product edit TEE-1 cf:Pieces=4 cf:Origin= &&
	run om-product list --where "sku = TEE-1" --columns modified_at --format csv && out "\
modified_at
2026-03-02T19:00:00-05:00" &&
	run om-admin log changes --where "entity = product and field ~ \"cf:*\" and run_id = 18" --columns field,old_value,new_value --format csv; out "\
field,old_value,new_value
cf:Origin,Peru,
cf:Pieces,-3,4" || { run om-admin log changes --sort -history_id --limit 2 --columns field,old_value,new_value --format csv && out "\
field,old_value,new_value
cf:Origin,Peru,
cf:Pieces,-3,4"; }'

skus() { # FILTER: the products that meet it, in a line
	run om-product list --where "$1" --format ids && tr "\n" " " <out >ids && cat ids
}
t 'filters by type' '
	skus "cf:Fabric = WOOL or cf:Fabric = cotton" && [ "$(cat ids)" = "TEE-1 " ] &&
	skus "cf:Fabric ~ \"cot*\" and cf:Fabric has ott" && [ "$(cat ids)" = "TEE-1 " ] &&
	skus "cf:Fabric is empty" && [ "$(cat ids)" = "MUG " ] &&
	skus "cf:Pieces in 3..5 and cf:Ratio > 1.4999 and cf:Ratio <= 1.5" && [ "$(cat ids)" = "TEE-1 " ] &&
	skus "cf:Pieces > cf:Pieces" && [ "$(cat ids)" = "" ] &&
	skus "cf:Organic" && [ "$(cat ids)" = "TEE-1 " ] &&
	skus "cf:Organic = no" && [ "$(cat ids)" = "MUG " ] &&
	skus "cf:\"Until\" < 2026-06-01" && [ "$(cat ids)" = "TEE-1 " ]'
t 'filters that are wrong' '
	must_fail 2 om-product list --where "cf:Nope = 1" && has err "[filter-field]" &&
	must_fail 2 om-product list --where "cf:Ratio = much" && has err "[filter-" &&
	must_fail 2 om-product list --where "cf:Ratio ~ 1" && has err "[filter-type]" &&
	must_fail 2 om-product list --columns cf:Nope && has err "[unknown-column]"'
t 'the grid, sorting, summaries, --custom' '
	run om-product list --limit 1 --format csv && out "\
sku,name,brand,is_active,cf:Ratio,on_hand,available
TEE-1,Tee,B,yes,1.5,5,5" &&
	run om-product list --sort -cf:Pieces --format ids && out "TEE-1
MUG" &&
	run om-product list --summary cf:Fabric --format csv && has out "cotton,1" &&
	run om-product list --custom Fabric=cotton --format ids && out TEE-1 &&
	run om-product list --custom Fabric= --format ids && out MUG && must_fail 2 om-product list --custom Fabric && has err "[usage]"'
t 'the sheet, its template and the help have them' '
	run om-product export -o p.csv && head -n 1 p.csv >head && has head ",is_active,cf:Fabric,cf:Organic,cf:Origin,cf:Pieces,cf:Ratio,cf:Until" &&
	run om-product import p.csv && err "om-product: p.csv: created 0, updated 0, unchanged 2, rejected 0" &&
	run om-product import --template && has out ",is_active,cf:Fabric,cf:Organic" &&
	run om-product import --template --comments && has out "# cf:Fabric: list, one of cotton|wool" &&
	run om-product list --where help && has out "cf:Ratio  (decimal)" && run om-product list --where help --db none.db'
t 'a sheet of them, each bad cell told' '
	printf "sku,name,brand,cf:Fabric,cf:Pieces\nA,a,b,silk,x\nB,a,b,wool,2\nMUG,,,\\\\N,\\\\N\nTEE-1,,,\\\\N,\n" >in.csv &&
	must_fail 3 om-product import in.csv && has err "in.csv:2: cf:Fabric: '\''silk'\'' is not one of cotton, wool [bad-option]" &&
	has err "in.csv:2: cf:Pieces: '\''x'\'' is not a whole number [not-integer]" && has err "in.csv:5: cf:Fabric: a value once given" &&
	must_fail 4 om-product import in.csv --keep-going --rejects bad.csv && has err "created 1, updated 0, unchanged 1, rejected 2" &&
	has bad.csv "A,a,b,silk,x" && sed -i "s/silk,x/wool,7/; /TEE-1/d" bad.csv && run om-product import bad.csv && has err "created 1"'
t 'a sheet of values, a row each' '
	printf "SKU,Custom Field Name,Custom Field Value\nMUG,Pieces,12\nMUG,Origin,Peru\nTEE-1,Pieces,\n" >in.csv &&
	run om-product import in.csv --custom-fields && has err "created 0, updated 3, unchanged 0, rejected 0" &&
	run om-product import in.csv --custom-fields && has err "unchanged 3" &&
	printf "sku,custom_field_name,custom_field_value\nMUG,Pieces,x\nMUG,Nope,1\nNONE,Pieces,1\nTEE-1,Fabric,\nMUG,Fabric,silk\nMUG,Origin,a\nMUG,Origin,a\n" >in.csv &&
	must_fail 3 om-product import in.csv --custom-fields && has err "in.csv:2: cf:Pieces: '\''x'\'' is not a whole number [not-integer]" &&
	has err "in.csv:3: custom_field_name: no custom field '\''Nope'\'' [unknown-field]" && has err "in.csv:4: sku: " && has err "[unknown-sku]" &&
	has err "in.csv:5: cf:Fabric: a value once given" && has err "in.csv:6: cf:Fabric: '\''silk'\'' is not one of" && has err "[duplicate-row]" &&
	run om-product edit TEE-1 cf:Pieces=4 && run om-product edit MUG cf:Pieces= cf:Origin='
t 'a value whose option is gone stays and comes in again' '
	run om-admin field edit Fabric options="linen|wool" && run om-product export -o q.csv && run om-product import q.csv && has err "unchanged 4" &&
	must_fail 5 om-product edit MUG cf:Fabric=cotton && has err "[bad-option]"'
t 'the 21st of one product' '
	for i in $(seq 1 21); do run om-admin field create "F$i" --entity product || exit; done &&
	run om-product edit MUG $(for i in $(seq 1 20); do echo "cf:F$i=$i"; done) &&
	must_fail 5 om-product edit MUG cf:F21=1 && err "om-product: cf:F21: a product has at most 20 custom fields [field-limit]" &&
	run om-product edit MUG cf:F20= cf:F21=1'

t 'orders have theirs, in any status' '
	order 1 --item TEE-1,1,10 "cf:Gift wrap=red paper" --labels "" && run om-order edit SHOP:1 "cf:Gift wrap=blue" &&
	run om-order list --where "cf:\"Gift wrap\" = Blue" --columns "order_number,cf:Gift wrap" --format csv && out "\
order_number,cf:Gift wrap
1,blue" &&
	run om-order list --where "any lines (pcf:Fabric = cotton)" --format ids && [ "$(cat out)" = "@1" ] &&
	run om-order export -o o.csv && run om-order import o.csv --on-exists update && has err "unchanged 1" &&
	run om-order cancel SHOP:1 --reason buyer-cancelled && run om-order edit SHOP:1 "cf:Gift wrap=" &&
	run om-order import o.csv --on-exists update && has err "updated 1" && run om-order list --columns "cf:Gift wrap" --format csv && has out blue'
t 'set by its bare name, where no column is called so' '
	run om-admin field create Ribbon --entity order && run om-admin field create priority --entity order && order 5 --item TEE-1,1,10 --set Ribbon=red --set priority=3 &&
	run om-order list --where "order_number = 5" --columns cf:Ribbon,priority,cf:priority --format csv && out "\
cf:Ribbon,priority,cf:priority
red,3," && run om-order edit SHOP:5 --set Ribbon=blue && run om-order edit SHOP:5 --set Ribbon=blue && has out unchanged &&
	must_fail 2 om-order edit SHOP:5 --set ribbon=x && has err "[unknown-column]" && run om-product edit TEE-1 --set Pieces=5 && run om-product edit TEE-1 --set Pieces=4'
t 'a filter in memory chooses as the database does' '
	run om-admin field create Score --entity order --type decimal && run om-admin field create Due --entity order --type date &&
	run om-admin field create Ok --entity order --type boolean && run om-admin field create N --entity order --type integer &&
	order 11 --item TEE-1,1,10 cf:Score=1.5 cf:Due=2026-03-01 cf:Ok=yes cf:N=-2 "cf:Gift wrap=Red  paper" && order 12 --item MUG,1,10 cf:Score=-3 cf:Ok=no &&
	order 13 --item MUG,1,10 &&
	for f in "cf:Score > 0" "not cf:Score > 0" "cf:Score in -5..1.5" "cf:Score is empty" "cf:Score = 1.50" "cf:Due < today" "cf:Due = 2026-03-01" \
		"cf:Ok" "cf:Ok = no" "not cf:Ok" "cf:N = -2" "cf:N != -2" "cf:N < cf:N" "cf:\"Gift wrap\" ~ \"red*\"" "cf:\"Gift wrap\" has PAPER" \
		"cf:\"Gift wrap\" is not empty" "any lines (pcf:Ratio = 1.5)" "none lines (pcf:Organic)" "all lines (pcf:Fabric is not empty)"; do
		run om-order list --where "$f" --format ids && cp out sql && run om-order list --where "age >= 0 and ($f)" --format ids && cp out memory &&
			cmp sql memory || { echo "$f"; exit 1; }
	done'
t 'a field renamed is a column renamed' '
	run om-admin field edit "Gift wrap" name=Wrapping && run om-order list --columns cf:Wrapping --format csv && has out blue &&
	must_fail 2 om-order list --columns "cf:Gift wrap" && must_fail 5 om-admin field edit F1 name=F2 && has err "[exists]" && run om-admin field edit F1 name=f1'
t 'inactive: out of exports, no new values, values kept' '
	run om-admin field deactivate Wrapping && run om-order export -o o.csv && ! grep -q Wrapping o.csv &&
	must_fail 2 om-order edit SHOP:1 cf:Wrapping=x && has err "custom field '\''cf:Wrapping'\'' is inactive [unknown-field]" &&
	run om-order list --columns cf:Wrapping --format csv && has out blue &&
	run om-admin field deactivate Wrapping && run om-admin field activate Wrapping && run om-order edit SHOP:1 cf:Wrapping=x'
t 'undo takes a value back, and a field out of use' '
	run om-admin undo "$(sql "select max(run_id) from run")" && run om-order list --columns cf:Wrapping --format csv && has out blue &&
	run om-admin field create Gone --entity product && run om-admin undo "$(sql "select max(run_id) from run")" &&
	[ "$(sql "select is_active from custom_field where name = '\''Gone'\''")" = 0 ]'
t 'the sheet of fields comes in again unchanged' '
	run om-admin field export -o f.csv && run om-admin field import f.csv && has err "created 0, updated 0, unchanged 36, rejected 0"'
t 'dump and load keep them; the data agree' '
	run om-admin dump -o a.dump && run om-admin load a.dump --db b.db && run om-admin dump --db b.db -o b.dump && cmp a.dump b.dump &&
	run om-admin check'
t 'a value without its record is found' '
	sql "insert into custom_value (record_id, custom_field_id, value) select 999, custom_field_id, '\''x'\'' from custom_field where name = '\''Origin'\'' and entity = '\''product'\''" &&
	must_fail 1 om-admin check && has out custom-value,custom_value,999'
finish
