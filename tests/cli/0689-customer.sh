#!/bin/sh
# Customers: made by orders and by hand, their orders and amounts, merged, and their sheet (reports.md, customers).
# covers: CUS-01
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

test_case 'orders make customers, with the address of the bill or of the goods' '
	order 1001 --item TEE-1,2,10 --customer-email a@bee.example --order-date 2026-02-01 &&
	run om-order create --channel WEB --order-number 1 --item MUG,1,5.01 --ship-name Ann --customer-email A@BEE.example --order-date 2026-02-11 --bill-address1 "9 Bill" --bill-city Troy &&
	run om-order create --channel WEB --order-number 2 --item MUG,1,7 --ship-name Ben --buyer-id b2 --ship-city Bath --bill-city Troy --bill-address1 "9 Bill" --bill-country US --customer-name Ben &&
	run om-order customer list --columns name,emails,address1,city,country,channel,buyer_id --format csv && expect_out "name,emails,address1,city,country,channel,buyer_id
A Bee,a@bee.example,1 Main,NYC,US,SHOP,
Ben,,9 Bill,Troy,US,WEB,b2"
'
test_case 'orders, units and amounts of each; what was cancelled does not count' '
	run om-order create --channel WEB --order-number 3 --item MUG,1,99 --customer-email a@bee.example && run om-order cancel WEB:3 --reason buyer-cancelled &&
	run om-order customer list --columns order_count,units,total_spent,average_order,currency,first_order_date,last_order_date --format csv && expect_out "order_count,units,total_spent,average_order,currency,first_order_date,last_order_date
2,3,25.01,12.51,USD,2026-02-01T00:00:00-05:00,2026-02-11T00:00:00-05:00
1,1,7.00,7.00,USD,2026-03-02T10:00:00-05:00,2026-03-02T10:00:00-05:00" &&
	run om-order customer list --where "total_spent > 10 and any orders (sku = TEE-1)" --columns name --format csv && expect_out "name
A Bee" && run om-order customer list --where "order_count = 1 and average_order < 7.01" --columns name --format csv && expect_out "name
Ben" && run om-order customer list --where "count orders = 3" --columns name --format csv && expect_out "name
A Bee"
'
test_case 'by hand' '
	run om-order customer create --name "Cy Doe" --email cy@doe.example --email c2@doe.example --phone 1 --phone 2 --country Germany notes=x is_forwarder=yes --format ids && C=$(cat out) &&
	run om-order customer show $C --format csv --columns name,emails,phones,country,notes,is_forwarder && expect_out "name,emails,phones,country,notes,is_forwarder
Cy Doe,cy@doe.example|c2@doe.example,1|2,DE,x,yes" && must_fail 2 om-order customer create --email x@y.example && expect_err_has "name is missing" &&
	must_fail 2 om-order customer create --name X --email nobody && expect_err_has "[bad-email]" && must_fail 5 om-order customer create --name X --email CY@doe.example && expect_err_has "[exists]" &&
	run om-order customer edit $C --email c2@doe.example --email cy@doe.example && run om-order customer list --find c2@doe --format csv --columns emails && expect_out "emails
c2@doe.example|cy@doe.example" && run om-order customer edit $C --email c2@doe.example --email cy@doe.example && expect_err_has "1 unchanged" &&
	must_fail 2 om-order customer edit $C name= && must_fail 5 om-order customer show 99999 && expect_err_has "[unknown-customer]"
'
test_case 'an order with one of the further e-mails is theirs' '
	run om-order create --channel WEB --order-number 4 --item MUG,1,1 --customer-email CY@doe.example && [ "$(sql "select customer_id from orders where order_number = '\''4'\''")" = "$C" ]
'
test_case 'a buyer of a channel is one customer' '
	must_fail 5 om-order customer edit $C channel=WEB buyer_id=b2 && expect_err_has "[exists]" && must_fail 2 om-order customer edit $C buyer_id=b9 && expect_err_has "[missing]" &&
	run om-order customer edit $C channel=SHOP buyer_id=b9 && run om-order create --channel SHOP --order-number 5 --item MUG,1,1 --buyer-id b9 && [ "$(sql "select customer_id from orders where order_number = '\''5'\''")" = "$C" ]
'
test_case 'a try of a merge keeps nothing' '
	A=$(sql "select customer_id from customer where name = '\''A Bee'\''") && B=$(sql "select customer_id from customer where name = '\''Ben'\''") &&
	run om-order customer merge $A $B $C -n && [ "$(sql "select count(*) from customer where is_active = 0")" = 0 ]
'
test_case 'a merge: orders, e-mails, phones, addresses and notes come over' '
	run om-order customer merge $A $B $C && expect_err "om-order: customer $A: 3 orders, 2 e-mails; $B, $C merged" &&
	run om-order customer show $A --format csv --columns name,emails,phones,address1,addresses,notes,order_count && expect_out "name,emails,phones,address1,addresses,notes,order_count
A Bee,a@bee.example|c2@doe.example|cy@doe.example,555|1|2,1 Main,\"9 Bill, Troy US\",x,5" &&
	[ "$(sql "select group_concat(distinct customer_id) from orders")" = "$A" ] && [ "$(sql "select count(*) from history where entity = '\''order'\'' and field = '\''customer_id'\''")" = 3 ] &&
	run om-order customer list --where "is_active = no" --columns merged_into,order_count --format csv && expect_out "merged_into,order_count
$A,0
$A,0" && run om-order customer merge $A $B && expect_err "om-order: customer $A: unchanged"
'
test_case 'what comes in under their names goes to it' '
	run om-order create --channel WEB --order-number 6 --item MUG,1,1 --buyer-id b2 && run om-order create --channel SHOP --order-number 7 --item MUG,1,1 --buyer-id b9 &&
	run om-order create --channel SHOP --order-number 8 --item MUG,1,1 --customer-email c2@doe.example && [ "$(sql "select group_concat(distinct customer_id) from orders")" = "$A" ]
'
test_case 'what a merge refuses, it refuses whole' '
	run om-order customer create --name Dee --format ids && D=$(cat out) && must_fail 5 om-order customer merge $A $A && expect_err_has "[same-customer]" &&
	must_fail 5 om-order customer merge $A $D 99999 && expect_err_has "[unknown-customer]" && must_fail 5 om-order customer merge $B $D && expect_err_has "[wrong-state]" &&
	must_fail 5 om-order customer merge $D $B && expect_err_has "[wrong-state]" && must_fail 2 om-order customer merge $A && [ "$(sql "select is_active from customer where customer_id = $D")" = 1 ] &&
	[ "$(sql "select is_active from customer where customer_id = $A")" = 1 ] && must_fail 5 om-order customer edit $B name=Benny && expect_err_has "was merged into $A"
'
test_case 'a merge of a merge: those that went before go on' '
	run om-order customer merge $D $A && expect_err_has "customer $D: 9 orders, 3 e-mails" && [ "$(sql "select count(*) from customer where merged_into = $D")" = 3 ] &&
	run om-order create --channel WEB --order-number 9 --item MUG,1,1 --buyer-id b2 && [ "$(sql "select customer_id from orders where order_number = '\''9'\''")" = "$D" ] &&
	run om-order customer show $D --format table && expect_out_has "Orders" && expect_out_has "SHOP" && expect_out_has "History"
'
test_case 'a merge is taken back, the last one first, and nothing is left of it' '
	people() { om-order customer list --columns customer_id,name,emails,phones,addresses,notes,order_count,is_active,merged_into --format csv && sql "select channel_id, buyer_id, customer_id from customer_alias order by 1, 2; select order_id, customer_id from orders order by 1"; } &&
	last=$(sql "select max(run_id) from run r where exists (select 1 from history h where h.run_id = r.run_id and h.field = '\''merged_into'\'')") &&
	E=$(om-order customer create --name Eve --email eve@x.example --phone 9 --address1 "1 Eve St" --city Ely --channel WEB --buyer-id e1 notes=hm --format ids -q) &&
	run om-order create --channel WEB --order-number 10 --item MUG,1,1 --buyer-id e1 && people >before && run om-order customer merge $E $D && people >merged && ! cmp -s before merged &&
	run om-admin undo "$(sql "select max(run_id) from run")" && people >after && diff before after &&
	run om-order customer merge $D $E && run om-admin undo "$(sql "select max(run_id) from run")" && people >after && diff before after &&
	run om-admin undo "$(sql "select max(run_id) from run")" && run om-order customer list --where "customer_id = $E" --columns merged_into --format csv && expect_out "merged_into
$D" && run om-admin undo "$(sql "select max(run_id) from run")" && people >after && diff before after && run om-admin check
'
test_case 'a merge whose customer was merged on since is not taken back by itself' '
	must_fail 5 om-admin undo "$(sql "select min(run_id) from history where field = '\''merged_into'\''")"
'
test_case 'labels: by column and by verb, of the list alone' '
	run om-admin label create vip && run om-order customer create --name Fay --labels VIP --format ids && F=$(cat out) && run om-order customer list --where "label = vip" --format ids && expect_out "$F" &&
	must_fail 5 om-order customer edit $F labels="vip|nope" && expect_err_has "labels: no label '\''nope'\'' [unknown-label]" && must_fail 2 om-order customer label $F && expect_err_has "[usage]" &&
	run om-admin label create rush && run om-order customer label $F $D --add rush --format csv && expect_out "record,result,code,message
$F,done,,labelled
$D,done,,labelled" && run om-order customer label $F $D --add RUSH && expect_err "om-order: 2 unchanged" && run om-order customer label --where "labels has all (vip, rush)" --remove vip && expect_err "om-order: 1 labelled" &&
	must_fail 4 om-order customer label $F $B --add vip && expect_err_has "[wrong-state]" && must_fail 5 om-order customer label $F --add nope && expect_err_has "[unknown-label]" &&
	run om-admin log changes --where "entity = customer and field = labels and entity_id = $F" --columns old_value,new_value --format csv && expect_out "old_value,new_value
vip,rush|vip
rush|vip,rush
rush,rush|vip" && run om-admin undo "$(sql "select max(run_id) from run")" && run om-order customer list --where "customer_id = $F" --columns labels --format csv && expect_out "labels
rush" && run om-order customer label $F --remove rush -n && run om-order customer show $F --format csv --columns labels && expect_out "labels
rush"
'
test_case 'custom fields: typed, by column, sheet and filter, with history and undo' '
	run om-admin field create Tier --entity customer --type list --options "gold|silver" --required --show-on-grid && run om-admin field create Points --entity customer --type integer && run om-admin field create Tier --entity order &&
	must_fail 2 om-admin field show Tier && expect_err_has "write customer:Tier or order:Tier" && run om-admin field show customer:Tier &&
	run om-order customer edit $F cf:Tier=Gold cf:Points=12 && must_fail 5 om-order customer edit $F cf:Tier= && expect_err_has "[required-field]" && must_fail 5 om-order customer edit $F cf:Tier=tin && expect_err_has "[bad-option]" &&
	must_fail 2 om-order customer edit $F cf:Points=few && expect_err_has "[not-integer]" && must_fail 2 om-order customer edit $F cf:Nope=1 && expect_err_has "[unknown-field]" &&
	run om-order customer list --where "cf:Points > 10 and cf:Tier = gold" --columns name,cf:Tier,cf:Points --format json && expect_out "[
{\"name\":\"Fay\",\"cf:Tier\":\"gold\",\"cf:Points\":12}
]" && run om-order customer list --format csv && head -1 out | grep -q "cf:Tier" &&
	run om-order customer edit $F cf:Points=13 && run om-admin undo "$(sql "select max(run_id) from run")" && run om-order customer show $F --columns cf:Points --format csv && expect_out "cf:Points
12" && run om-order customer create --name Gus cf:Tier=silver && run om-order customer list --where "cf:Tier = silver" --columns name --format csv && expect_out "name
Gus"
'
test_case 'a sheet brings both, and makes labels where it may' '
	printf "name,emails,labels,cf:Points\nHal,hal@x.example,vip;new,3\n" >in.csv && must_fail 3 om-order customer import in.csv && expect_err_has "in.csv:2: labels: no label '\''new'\'' [unknown-label]" &&
	run om-order customer import in.csv --create-labels && expect_err_has "created 1" && run om-order customer import in.csv && expect_err_has "unchanged 1" &&
	printf "emails,labels,cf:Points\nhal@x.example,\\\\N,4\n" >in.csv && run om-order customer import in.csv && expect_err_has "updated 1" && run om-order customer list --where "name = Hal" --columns labels,cf:Points --format csv && expect_out "labels,cf:Points
,4" && printf "name,labels\nIda,%061d\n" 1 >in.csv && must_fail 3 om-order customer import in.csv --create-labels && expect_err_has "[too-long]" &&
	printf "channel,order_number,sku,quantity,unit_price,labels\nSHOP,99,MUG,1,5,fresh\n" >in.csv && must_fail 3 om-order import in.csv && run om-order import in.csv --create-labels && run om-order list --label fresh --columns order_number --format csv && expect_out "order_number
99"
'
test_case 'a merge brings the labels of the other, and leaves custom fields' '
	H=$(sql "select customer_id from customer where name = '\''Hal'\''") && run om-order customer label $H --add vip && run om-admin label deactivate vip && run om-order customer merge $F $H &&
	run om-order customer show $F --columns labels,cf:Points --format csv && expect_out "labels,cf:Points
rush|vip,12" && run om-admin undo "$(sql "select max(run_id) from run where command like '\''% merge %'\''")" && run om-order customer show $F --columns labels --format csv && expect_out "labels
rush" && run om-admin check
'
test_case 'export and import change nothing, and the invariants hold' '
	run om-order customer export -o c.csv && run om-order customer import c.csv && expect_err_has "created 0, updated 0, unchanged 8, rejected 0" && run om-export customers --format csv -o e.csv &&
	run om-order customer import e.csv && expect_err_has "created 0, updated 0, unchanged 8" && run om-admin check && expect_err_has "0 violations"
'
done_testing
