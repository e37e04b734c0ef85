#!/bin/sh
# om-warehouse deactivate, activate: C12 of catalog.md.
# covers: WHS-06
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
om-warehouse create -q EAST --type in-house --address1 A --city B --state NY --zip 10001 --country US
t 'the only active one stays' '
	run 5 om-warehouse deactivate EAST && err "om-warehouse: '\''EAST'\'' is the only active warehouse [last-warehouse]"'
om-warehouse create -q MAIN --type 3pl --backup-of all
om-warehouse zone create -q US NY EAST
om-warehouse zone create -q US NJ EAST
om-product create -q TEE --name T --brand A
om-warehouse location create -q EAST A
om-inventory adjust -q TEE +120 --warehouse EAST --location A --reason opening
t 'zones keep it' '
	run 5 om-warehouse deactivate EAST &&
	err "om-warehouse: 2 states are mapped to '\''EAST'\'' [has-zones]; --move-zones-to W gives them to another warehouse"'
t 'they cannot move to where they are, to nowhere, or to what is off' '
	run 5 om-warehouse deactivate EAST --move-zones-to EAST && has err "[same-warehouse]" &&
	run 5 om-warehouse deactivate EAST --move-zones-to NOPE && has err "[unknown-warehouse]"'
t 'a dry run tells what would be' '
	run 0 om-warehouse deactivate EAST --move-zones-to MAIN -n --format csv &&
	out "record,result,code,message
EAST,done,,inactive; 120 units there stop counting; 2 zones moved" &&
	[ "$(sql "select is_active from warehouse where warehouse = '\''EAST'\''")" = 1 ]'
t 'with the zones moved it goes' '
	run 0 om-warehouse deactivate EAST --move-zones-to MAIN --format csv && has out "EAST,done,,inactive; 120 units there stop counting; 2 zones moved" &&
	[ "$(sql "select w.warehouse, count(*) from zone z join warehouse w using (warehouse_id) group by 1")" = "MAIN|2" ]'
t 'its units stop counting and stay on hand' '
	run 0 om-inventory list --columns sku,on_hand,available && out "sku,on_hand,available
TEE,120,0"'
t 'nothing is booked there' 'run 5 om-inventory adjust TEE +1 --warehouse EAST --reason found && has err "[inactive-warehouse]"'
t 'no zone can name it' 'run 5 om-warehouse zone create US CT EAST && has err "[inactive-warehouse]"'
t 'its backups are kept and struck out' 'run 0 om-warehouse backup list && out "warehouse,position,backup,backup_is_active
EAST,1,MAIN,yes"'
t 'again it is unchanged' 'run 0 om-warehouse deactivate EAST && err "om-warehouse: '\''EAST'\'' is inactive already"'
t 'history has both' '[ "$(sql "select field, old_value, new_value from history where entity = '\''warehouse'\'' and field = '\''is_active'\''")" = "is_active|yes|no" ]'
t 'activating restores it' '
	run 0 om-warehouse activate EAST && run 0 om-inventory list --columns available && out "available
120" && run 0 om-warehouse activate EAST && err "om-warehouse: 1 unchanged"'
t 'orders keep it, and every reason is named' '
	sql "insert into channel (channel_id, channel, channel_key, type, currency, created_at, modified_at, created_run) values (9, '\''WEB'\'', '\''web'\'', '\''manual'\'', '\''USD'\'', 0, 0, 1);
	insert into orders (order_id, channel_id, order_number, order_date, created_at, modified_at, currency, source_id, status, created_run) select 1, 9, '\''1'\'', 0, 0, 0, '\''USD'\'', warehouse_id, '\''awaiting-shipment'\'', 1 from warehouse where warehouse = '\''MAIN'\''" &&
	run 5 om-warehouse deactivate MAIN &&
	err "om-warehouse: 1 order not shipped uses '\''MAIN'\'' [open-orders]; 2 states are mapped to it [has-zones]; --move-zones-to W gives them to another warehouse"'
t 'that can be allowed by name, with a reason' '
	run 2 om-warehouse deactivate MAIN --move-zones-to EAST --allow open-orders && has err "[missing]" &&
	run 0 om-warehouse deactivate MAIN --move-zones-to EAST --allow open-orders --reason "moving out" &&
	[ "$(sql "select allow, reason from run order by run_id desc limit 1")" = "open-orders|moving out" ]'
t 'many at once are told one by one' '
	run 4 om-warehouse activate MAIN EAST; om-warehouse create -q X --type 3pl; om-warehouse create -q Y --type 3pl &&
	run 4 om-warehouse deactivate X EAST Y --format csv && has out "X,done,,inactive" && has out "EAST,refused,has-zones," && has out "Y,done,,inactive" &&
	has err "deactivate: 2 done, 0 unchanged, 1 refused"'
t 'or all together' '
	om-warehouse activate -q X Y && run 5 om-warehouse deactivate X EAST Y --atomic && has err "[has-zones]" &&
	[ "$(sql "select group_concat(is_active) from warehouse where warehouse in ('\''X'\'', '\''Y'\'')")" = 1,1 ] &&
	run 0 om-warehouse deactivate X Y --atomic && err "om-warehouse: '\''X'\'' is inactive
om-warehouse: '\''Y'\'' is inactive"'
finish
