#!/bin/sh
# Personal data erased: of orders that are done, of customers, and by a channel's days (orders.md R26.5, reports.md, customers).
# covers: ORD-55 CUS-01
. "$(dirname "$0")/lib.sh"
. "$TEST_LIB_DIR/order-base.sh"

# found TEXT: does the database hold it anywhere, or a dump?
found() {
	om-admin dump -q >dump && grep -aiq -e "$1" dump && return 0
	grep -aiq -e "$1" om.db*
}
last_run() { sql "select max(run_id) from run"; }

test_case 'orders full of personal data' '
	[ -f om.db ] &&
	order 1 --item TEE-1,1,10 --paid --customer-name "Ann SECRET" --customer-email ann@secret.example --buyer-id secret-buyer --notes-from-buyer "ring at SECRET" \
		--set gift_message=SECRET --bill-name SECRET --bill-address1 "SECRET 1" --bill-city SECRET --bill-zip 90210-1234 --bill-country US --bill-phone SECRET &&
	order 2 --item MUG,1,10 --ship-name SECRET --ship-company SECRET &&
	order 3 --item MUG,1,10 --paid --ship-name SECRET --customer-email ann@secret.example &&
	run om-order edit 1 ship_name="Ann SECRET" ship_address1="SECRET st 2" ship_zip=07030 bill_name="S. SECRET" && run om-order note 1 "SECRET note" && run om-order note 1 "SECRET deed" --kind activity &&
	run om-order hold 2 --open-ended --note SECRET && run om-order note 1 SECRET --kind to-buyer && found secret
'
test_case 'of open orders nothing is erased' '
	must_fail 5 om-order edit 1 2 --scrub --format csv && expect_out_has "SHOP:1,refused,wrong-state" && expect_out_has "SHOP:2,refused,wrong-state" && run om-admin check &&
	must_fail 2 om-order edit 1 --scrub ship_name=x && expect_err_has "[usage]"
'
test_case 'a try erases nothing' '
	run om-ship ship 1 --carrier UPS --tracking 1Z1 && run om-order cancel 2 --reason other --text "SECRET said so" && om-admin dump -q >before &&
	run om-order edit --where "status in (shipped, cancelled)" --scrub -n && expect_err "om-order: dry run: edit: 2 done, 0 unchanged, 0 refused" && om-admin dump -q >after && cmp before after
'
test_case 'of shipped and cancelled ones names, addresses, phones, e-mails and notes are' '
	run om-order edit --where "status in (shipped, cancelled)" --scrub --format csv && expect_out "record,result,code,message
SHOP:1,done,,personal data erased
SHOP:2,done,,personal data erased" &&
	run om-order list --where "order_number in (1, 2)" --columns "order_number,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,ship_phone,bill_name,bill_zip,bill_country,customer_name,customer_email,buyer_id,internal_notes,notes_to_buyer,gift_message,cancel_text,order_total,erased_at" --format csv &&
	expect_out "order_number,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country,ship_phone,bill_name,bill_zip,bill_country,customer_name,customer_email,buyer_id,internal_notes,notes_to_buyer,gift_message,cancel_text,order_total,erased_at
1,,,,,070,US,,,902,US,,,,,,,,10.00,2026-03-02T10:00:00-05:00
2,,,,,100,US,,,,,,,,,,,,10.00,2026-03-02T10:00:00-05:00" &&
	run om-order list --where "erased_at is not empty" --format ids && expect_out "@1
@2" && must_fail 1 om-order list --find secret --format ids --must-match --where "order_number in (1, 2)" && run om-admin check
'
test_case 'in the history, and in the command lines, too' '
	run om-admin log changes --where "entity = order and entity_id in (1, 2)" --format csv && ! grep -i secret out && expect_out_has ",ship_name,," && expect_out_has ",status,awaiting-shipment,shipped" &&
	run om-admin log --format csv && [ "$(grep -ci secret out)" = 1 ] && expect_out_has "om-order create ..." && expect_out_has "om-order note ..." && expect_out_has "om-ship ship 1 --carrier UPS --tracking 1Z1" &&
	run om-order show 1 --format table && ! grep -i secret out && expect_out_has 1Z1
'
test_case 'again nothing is left to do' '
	run om-order edit 1 2 --scrub --format csv && expect_out "record,result,code,message
SHOP:1,unchanged,,unchanged
SHOP:2,unchanged,,unchanged"
'
test_case 'it cannot be taken back, and nothing that was before it either' '
	must_fail 5 om-admin undo "$(sql "select max(run_id) from history where field = '\''erased_at'\''")" && expect_err_has "erased_at: what was erased is gone [unsupported]" &&
	must_fail 5 om-admin undo "$(sql "select min(run_id) from history where field = '\''internal_notes'\''")" && expect_err_has "[changed]"
'
test_case 'the ledgers take no other change' '
	must_fail 19 sqlite3 om.db "update history set new_value = '\''x'\''" && must_fail 19 sqlite3 om.db "update history set field = '\'''\''" && must_fail 19 sqlite3 om.db "delete from history" &&
	must_fail 19 sqlite3 om.db "update order_note set note = '\''x'\''" && must_fail 19 sqlite3 om.db "update order_note set note = '\'''\'', run_id = 1"
'
test_case 'a customer with an open order stays' '
	C=$(sql "select customer_id from orders where order_number = '\''3'\''") && must_fail 5 om-order customer edit "$C" --scrub && expect_err "om-order: customer $C has 1 order that is still open [open-orders]"
'
test_case 'a customer is erased with its orders and with those that were merged into it' '
	M=$(om-order customer create --name "Old SECRET" --email old@secret.example --email o2@secret.example --phone SECRET --address1 "SECRET 9" --channel WEB --buyer-id secret-old notes=SECRET -q --format ids) &&
	run om-admin field create Birthday --entity customer && run om-order customer edit "$M" cf:Birthday="SECRET day" && run om-order customer merge "$C" "$M" && run om-order cancel 3 --reason buyer-cancelled &&
	must_fail 5 om-order customer edit "$M" --scrub && expect_err_has "was merged into $C, with which it is erased [wrong-state]" &&
	run om-order customer edit "$C" --scrub -n && expect_err "om-order: dry run: 1 erased" && found secret && run om-order customer edit "$C" --scrub && expect_err "om-order: 1 erased" &&
	run om-order customer list --where "is_erased = yes" --columns name,emails,phones,address1,addresses,buyer_id,notes,cf:Birthday,is_active --format csv && expect_out "name,emails,phones,address1,addresses,buyer_id,notes,cf:Birthday,is_active
,,,,,,,,yes
,,,,,,,,no" && run om-order customer edit "$C" --scrub && expect_err "om-order: 1 unchanged" &&
	run om-order list --where "order_number = 3" --columns ship_name,customer_name,status --format csv && expect_out "ship_name,customer_name,status
,,cancelled"
'
test_case 'nothing of them is left in the file' '
	D=$(sql "select customer_id from customer where name like '\''%SECRET%'\''") && run om-order customer edit "$D" --scrub && ! found secret && ! found "A Bee" && run om-admin check && expect_err_has "0 violations"
'
test_case 'an erased customer takes nothing more and is nobody' '
	must_fail 5 om-order customer edit "$C" name=Ann && expect_err_has "[customer-erased]" && run om-order customer create --name New --format ids && N=$(cat out) &&
	must_fail 5 om-order customer merge "$N" "$C" && expect_err_has "[customer-erased]" && must_fail 5 om-order customer merge "$C" "$N" && expect_err_has "[customer-erased]" &&
	run om-admin label create x && must_fail 5 om-order customer label "$C" --add x && expect_err_has "[customer-erased]" && printf "customer_id,name\n$C,Ann\n" >in.csv && must_fail 3 om-order customer import in.csv && expect_err_has "in.csv:2: customer $C was erased [customer-erased]" &&
	run om-order customer export -o c.csv && run om-order customer import c.csv && expect_err_has "created 0, updated 0, unchanged 4" &&
	order 4 --item MUG,1,1 --customer-email ann@secret.example && [ "$(sql "select customer_id from orders where order_number = '\''4'\''")" != "$C" ]
'
test_case 'the days of a channel: counted from the last goods, the cancellation, or the order' '
	must_fail 2 om-channel edit SHOP retention_days=0 && run om-channel edit SHOP retention_days=30 && order 5 --item TEE-1,1,1 --paid && order 6 --item TEE-1,1,1 &&
	printf "channel,order_number,sku,quantity,unit_price,order_date,state,ship_name\nSHOP,H1,MUG,1,5,2026-01-01,done,Hal\nWEB,H2,MUG,1,5,2026-01-01,done,Hal\n" >h.csv && run om-order import h.csv &&
	OM_NOW=2026-03-10T15:00:00Z run om-ship ship 5 --carrier UPS --tracking 1Z5 && OM_NOW=2026-03-20T15:00:00Z run om-order cancel 6 --reason buyer-cancelled &&
	OM_NOW=2026-03-21T15:00:00Z run om-order resolve --pending && expect_err_has "personal data of 1 order erased" && [ "$(sql "select group_concat(order_number) from orders where erased_at is not null and order_id > 4")" = H1 ] &&
	OM_NOW=2026-04-09T15:00:00Z run om-order resolve --pending -n && expect_err_has "dry run: personal data of 1 order erased" &&
	OM_NOW=2026-04-09T15:00:00Z run om-order resolve --pending && [ "$(sql "select group_concat(order_number) from (select order_number from orders where erased_at is not null and order_id > 4 order by 1)")" = 5,H1 ] &&
	OM_NOW=2026-04-19T15:00:00Z run om-order resolve --pending && [ "$(sql "select count(*) from orders where erased_at is not null and order_id > 4")" = 3 ] &&
	OM_NOW=2026-04-19T15:00:00Z run om-order resolve --pending && expect_err "om-order: 0 events, 0 orders resolved" && run om-admin check
'
done_testing
