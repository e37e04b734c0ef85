#!/bin/sh
# om-admin check: what a hand with sqlite3 can leave that no program writes is found, each in a fresh copy of one sound database, with
# what is wrong and what to do.
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"

# A bit of everything that the schema holds, made by the programs alone.
om-warehouse create -q THIRD --type 3pl --fed-by WEST
om-warehouse create -q FAR --type in-house --country US --address1 '3 Dock St' --city Reno --state NV --zip 89501
printf 'warehouse,rank\nMAIN,1\nWEST,2\n' | om-warehouse rank import -q -
printf 'warehouse,position,backup\nMAIN,1,WEST\n' | om-warehouse backup import -q -
om-product edit -q MUG --categories 'Kitchen|Gift' --weight 1lb --map-price 9 --origin-country US
om-product create -q LOT --name Lot --brand B --track-lots yes
om-inventory set -q LOT 3 --warehouse MAIN --location B-1 --lot L1 --create --reason found
om-product listing create -q SHOP MUG-SHOP --sku MUG
om-admin label create -q urgent
om-admin field create -q Origin --entity product --type list --options 'EU|US'
om-admin field create -q Fragile --entity product --type boolean
om-product edit -q MUG --set cf:Origin=EU --set cf:Fragile=yes
om-admin user create -q ann --name Ann --email Ann@example.com --permissions orders
om-order view create -q mine --record order --where 'status = on-hold'
printf 'Slip {{order.number}}\n' >slip.txt
om-admin template edit -q mine slip.txt
printf 'Slip of {{order.number}}\n' >slip.txt
om-admin template edit -q mine slip.txt
order 1 --item MUG,2,5.00 --ship-email Bob@example.com
order 2 --item MUG,3,5.00 --item EBOOK,1,9.00
order 3 --item TEE,1,5.00 --item AIR,1,1.00
order 4 --item CAP,4,5.00
order 5 --item TEE,2,5.00
order 6 --item MUG,1,5.00
om-ship ship -q SHOP:1 --carrier ups --tracking 1Z1
om-ship ship -q SHOP:5 --carrier ups --tracking 1Z5 && om-ship void -q S1001
om-order hold -q SHOP:6 --open-ended
om-order cancel -q SHOP:6 --reason other --text gone
om-order note -q SHOP:2 'call first'
om-ship pick create -q SHOP:2 SHOP:3
printf 'line_no,picked\n2,3\n' >picked.csv
om-ship pick confirm -q PL1000 picked.csv
om-ship slip SHOP:2 -o slips.txt -q
om-product edit -q CAP --name 'Cap, blue' && om-admin undo -q "$(sql 'select max(run_id) from run')"
om-order customer create -q --name Kim --emails 'kim@example.com|kim@work.example'
om-order customer create -q --name Kym
om-order customer merge -q 7 8
sql 'pragma wal_checkpoint(truncate)' >/dev/null
cp om.db whole.db

t 'the database is sound' 'run om-admin check && out "invariant,entity,id,message,kind,hint" && [ "$(sql "select count(*) from shipment")" = 2 ]'

# The numbers of the runs hang on how many went before.
sed "s/@undo@/$(sql 'select run_id from run where undoes is not null')/g; s/@undone@/$(sql 'select undoes from run where undoes is not null')/g" \
	"$here/0122-admin-check-found.txt" >cases

# case INVARIANT|ENTITY|ID|TEXT|SQL: on a fresh copy, past the constraints and the triggers of the ledgers.
: >names
found() {
	rm -f om.db om.db-wal om.db-shm && cp whole.db om.db &&
		sql "pragma foreign_keys = off; pragma ignore_check_constraints = on; $5" &&
		run 1 om-admin check --format tsv && grep -q "^$1	$2	$3	.*$4.*	violation	..*\$" out && return
	echo "no such violation:"
	cat out
	return 1
}
while IFS='|' read -r name entity id text change; do
	case $name in '' | '#'*) continue ;; esac
	echo "$name" >>names
	t "$name: $change" 'found "$name" "$entity" "$id" "$text" "$change"'
done <cases

# What to do, as the hint of a violation says, makes the database sound again.
cures=0
while IFS='|' read -r change cure; do
	cures=$((cures + 1))
	t "$cure: after $change" '
		rm -f om.db om.db-wal om.db-shm && cp whole.db om.db && sql "pragma ignore_check_constraints = on; $change" &&
		run 1 om-admin check && eval "$cure" && run om-admin check'
done <<'END'
delete from order_wait|om-order resolve SHOP:4
update order_wait set held = held + 1|om-order resolve SHOP:4
update orders set status = 'shipped' where order_id = 2|om-order resolve SHOP:2
update orders set problems = '', first_problem = '' where order_id = 4|om-order resolve SHOP:4
update orders set source_by = '' where order_id = 2|om-order source SHOP:2 --to WEST
update stock set draw_rank = -2 where stock_id = 1|om-inventory edit MAIN:A-10-1:MUG draw_rank=1
update warehouse set rank = 1 where warehouse_id in (1, 2)|om-warehouse rank edit WEST rank=2 && om-warehouse rank edit THIRD rank=3 && om-warehouse rank edit FAR rank=4
update warehouse set fed_by = 3 where warehouse_id = 2|om-warehouse edit WEST fed_by=
update backup set backup_id = 1|printf 'warehouse,position,backup\nMAIN,1,WEST\n' >b.csv && om-warehouse backup import b.csv
update product_value set rank = 3 where rank = 2|om-product edit MUG 'categories=Gift'
update product set weight_unit = 'stone' where product_id = 1|om-product edit MUG weight=2lb
insert into setting values ('route.backups', 'TRUE', 0, 1)|om-admin config set route.backups yes
insert into setting values ('company.weight_unit', 'stone', 0, 1)|om-admin config set company.weight_unit kg
drop trigger movement_no_update|om-admin dump -q -o d && om-admin load -q d --db new.db && cp new.db om.db
END
# A database that a setting keeps shut opens for those who find it and set it anew.
shut() {
	rm -f om.db om.db-wal om.db-shm && cp whole.db om.db && sql "insert into setting values ('$1', '$2', 0, 1) on conflict do update set value = excluded.value" &&
		run 3 om-order list && has err "om-order: $1 cannot be read: " && has err "; om-admin config set $1 writes it anew" && run 3 om-admin log && run 1 om-admin check --format tsv &&
		grep -q "^settings	setting		$1: .*	violation	om-admin config set" out && run om-admin config get "$1" && run om-admin config list &&
		run om-admin config set "$1" "$3" && run om-order list && run om-admin check
}
t 'a time zone that the system does not know' 'shut company.time_zone Mars/Base Europe/London'
t 'holidays that are no days' 'shut company.holidays "2026-12-25 soon" 2026-12-25'

t 'all of these cures were tried' '[ $cures -eq 14 ]'

t 'every invariant is broken once, here or in 0120-admin-check.sh' '
	awk "/^\t\{\"[a-z-]*\", *[\"A-Z]/ { split(\$0, p, \"\\\"\"); print p[2] }" \
		"$TEST_ROOT/lib/flow/check/invariants.c" "$TEST_ROOT/lib/flow/check/check.c" | sort -u >wanted &&
	[ "$(wc -l <wanted)" -ge 90 ] &&
	{ cat names; grep -o "^	\(stays\|mended\|found\) [a-z-]*" "$here/0120-admin-check.sh" | sed "s/.* //"; echo order-status; } | sort -u >met &&
	comm -23 wanted met >left && cat left && [ ! -s left ]'
t 'and stands in the manual page' '
	sed -n "/^\.Ss check\$/,/^\.Ss backup\$/s/^\.It //p" "$TEST_ROOT/man/om-admin.1" | tr -d , | tr " " "\n" | sed "/^\$/d" | sort >told &&
	comm -3 wanted told >left && cat left && [ ! -s left ]'

# mended INVARIANT ENTITY ID TEXT SQL: found, repaired with history, and sound afterwards.
mended() {
	found "$@" && run om-admin check --repair --format tsv && has out "	repaired" && run om-admin check && ! grep -q violation out &&
		[ "$(sql "select count(*) > 0 from history where entity = '$2' and run_id = (select max(run_id) from run)")" = 1 ]
}
t 'repair folds the keys anew' '
	mended keys product 1 "sku_key" "update product set sku_key = '\''x'\'' where product_id = 1" && [ "$(sql "select sku_key from product where product_id = 1")" = mug ] &&
	mended keys location 2 "sort_key" "update location set sort_key = '\''x'\'' where location_id = 2" && run om-admin check &&
	mended keys customer 7 "value_key" "update customer_value set value_key = '\''x'\''" && [ "$(sql "select value_key from customer_value")" = kim@work.example ]'
t 'a key that another record has stays as it is' '
	found keys product 1 "sku_key" "update product set sku_key = '\''x'\'' where product_id = 1; update product set sku_key = '\''mug'\'' where product_id = 2" &&
	run om-admin check --repair --format tsv && [ "$(sql "select group_concat(sku_key) from (select sku_key from product where product_id < 3 order by product_id)")" = mug,tee ] &&
	found keys product 1 "sku_key" "update product set sku = '\''tee'\'', sku_key = '\''x'\'' where product_id = 1" &&
	run 1 om-admin check --repair --format tsv && grep -q "^keys	product	1	.*	violation	" out && [ "$(sql "select sku_key from product where product_id = 1")" = x ]'
t 'repair puts the next ids beyond those stored' '
	mended id-block id_block "" "orders: the next id is 3, the highest one stored is 6" "update id_block set next = 3 where name = '\''orders'\''" &&
	mended id-block id_block "" "run" "delete from id_block" && om-order create -q --channel SHOP --order-number 77 --item MUG,1,5 >/dev/null &&
	[ "$(sql "select max(order_id) from orders")" = 7 ] && run om-admin check'
t 'a dry repair keeps nothing' '
	found id-block id_block "" "orders" "update id_block set next = 3 where name = '\''orders'\''" && run om-admin check --repair -n && [ "$(sql "select next from id_block where name = '\''orders'\''")" = 3 ]'
finish
