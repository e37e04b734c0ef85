#!/bin/sh
# examples/cron: what cron runs takes each sheet once, leaves what was refused to a person, keeps copies that are sound; and every command
# of the crontab goes through.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
cron=$TEST_ROOT/examples/cron
tour=$TEST_ROOT/examples/tour
om-admin init -q --company Shop --country GB --currency GBP --tz Europe/London
om-channel create -q manual WEB
om-product import -q "$tour/products.csv"
mkdir in backup

t 'nothing to do is nothing to say' 'run 0 "$cron/intake.sh" in --channel WEB && expect_out "" && expect_err ""'
t 'what is good is taken over, what is refused waits' '
	cp "$tour/orders.csv" in/1.csv && echo "order_number,no_such_column" >in/2.csv && echo "7,x" >>in/2.csv &&
	run 4 "$cron/intake.sh" in --channel WEB && expect_out "" && expect_err_has "1.csv:5: quantity" && expect_err_has "[unknown-column]" &&
	[ "$(cd in && echo *.csv done/* rejects/* failed/*)" = "*.csv done/1.csv rejects/1.csv failed/2.csv" ] && [ "$(sql "select count(*) from orders")" = 3 ]'
t 'the refused row is repaired and taken over' '
	sed "s/,MUG-BLU,0,/,MUG-BLU,1,/" in/rejects/1.csv >in/3.csv && run 0 "$cron/intake.sh" in --channel WEB && [ "$(sql "select count(*) from orders")" = 4 ]'
t 'the same sheet again changes nothing' '
	cp in/3.csv in/4.csv 2>/dev/null || cp in/done/3.csv in/4.csv; run 0 "$cron/intake.sh" in --channel WEB && [ "$(sql "select count(*) from orders")" = 4 ] && [ -e in/done/4.csv ]'
t 'only one takes sheets at a time' '
	cp in/done/3.csv in/5.csv && run 0 flock in/.lock "$cron/intake.sh" in --channel WEB && [ -e in/5.csv ]'

t 'a copy is made and proved' 'run 0 "$cron/nightly.sh" backup && expect_out "" && expect_err "" && [ "$(ls backup)" = "om-$(date +%F).db" ]'
t 'only old copies are forgotten' '
	touch -d "40 days ago" backup/om-old.db && touch -d "20 days ago" backup/om-young.db && run 0 "$cron/nightly.sh" backup &&
	[ ! -e backup/om-old.db ] && [ -e backup/om-young.db ]'
t 'a copy that is not sound is told, and no other is forgotten' '
	copy=backup/om-$(date +%F).db && touch -d "40 days ago" backup/om-old.db && sqlite3 "$copy" "update orders set order_total = order_total + 1 where order_id = 1" &&
	run 1 "$cron/nightly.sh" backup && expect_out_has order-total && [ -e backup/om-old.db ]'
t 'every other command of the crontab goes through' '
	mkdir -p sent && sed -n "s|^[0-9*/][0-9*/ ]*	||p" "$cron/crontab" | sed "s|/srv/om/|$cron/|; s|/srv/in/web|in|; s|/srv/out|sent|; s|/srv/backup|backup|" >commands &&
	[ "$(wc -l <commands)" = 4 ] && grep "^om" commands >own && [ -s own ] && while read -r line; do run 0 sh -c "$line" || exit 1; done <own && [ -s sent/shipped.csv ]'
finish
