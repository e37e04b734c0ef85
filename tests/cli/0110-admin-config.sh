#!/bin/sh
# om-admin config: the settings of the company; om-admin log: who changed them.
. "$(dirname "$0")/lib.sh"
om-admin init -q --company 'Giftware Ltd' --country GB --currency GBP --tz Europe/London

t 'get prints the value alone' '
	run 0 om-admin config get company.name && out "Giftware Ltd" && err ""'
t 'get prints a row where a format is asked for' '
	run 0 om-admin config get alloc.queue --format csv && out "key,value,is_default
alloc.queue,created,yes"'
t 'set changes a setting and says so' '
	run 0 om-admin config set company.city Reno && err "om-admin: company.city is now '\''Reno'\''" &&
	run 0 om-admin config get company.city && out Reno'
t 'set what is set changes nothing' '
	runs=$(sql "select count(*) from run") &&
	run 0 om-admin config set company.city Reno && err "om-admin: company.city unchanged: '\''Reno'\''" &&
	[ "$(sql "select count(*) from run")" = "$runs" ]'
t 'unset gives the default back' '
	run 0 om-admin config set alloc.queue priority && run 0 om-admin config set alloc.queue --unset &&
	err "om-admin: alloc.queue is now '\''created'\'', the default" &&
	[ "$(sql "select count(*) from setting where name = '\''alloc.queue'\''")" = 0 ]'
t 'history has old and new' '
	[ "$(sql "select old_value, new_value from history where field = '\''alloc.queue'\'' order by history_id" | tr "\n" " ")" = "|priority priority| " ]'
t 'a dry run says the same and keeps nothing' '
	run 0 om-admin config set company.city Elko -n && has err "Elko" &&
	run 0 om-admin config get company.city && out Reno'

t 'a list is typed with commas and kept with blanks' '
	run 0 om-admin config set stock.reasons count,lost,found && run 0 om-admin config get stock.reasons &&
	out "count lost found"'
t 'holidays are sorted days' '
	run 0 om-admin config set company.holidays 2026-12-26,2026-12-25 && run 0 om-admin config get company.holidays &&
	out "2026-12-25 2026-12-26"'
t 'a truth is yes or no' '
	run 0 om-admin config set route.backups FALSE && run 0 om-admin config get route.backups && out no'
t 'a country goes by its name too' '
	run 0 om-admin config set company.country Germany && run 0 om-admin config get company.country && out DE'

bad() {
	run 2 om-admin config set "$1" "$2" && has err "[$3]"
}
t 'a wrong truth is refused' 'bad route.backups perhaps bad-value'
t 'a wrong word is refused' 'bad alloc.queue fifo bad-value'
t 'a wrong number is refused' 'bad alloc.strict_days 2.5 bad-value && bad alloc.strict_days -1 bad-value'
t 'a wrong day is refused' 'bad company.holidays 2026-02-30 bad-value'
t 'a wrong reason is refused' 'bad stock.reasons "Lost & found" bad-value'
t 'a wrong zone is refused' 'bad company.time_zone EST unknown-zone'
t 'a wrong country is refused' 'bad company.country Narnia unknown-country'
t 'a wrong currency is refused' 'bad company.currency EURO unknown-currency'
t 'an empty value is refused where there is a default' 'bad company.currency "" bad-value'
t 'an unknown key is refused with the nearest' '
	bad company.curency EUR unknown-key && has err "company.currency"'
t 'get refuses it likewise' 'run 2 om-admin config get smtp.password && has err "[unknown-key]" && out ""'
t 'a value and --unset exclude each other' '
	run 2 om-admin config set alloc.queue created --unset && run 2 om-admin config set alloc.queue'

t 'contacts have a name, a phone and e-mail addresses' '
	run 0 om-admin config set contact.billing.email a@x.example,b@x.example && run 0 om-admin config get contact.billing.email && out "a@x.example b@x.example" &&
	run 0 om-admin config set contact.technical.name "Ann Lee" && run 0 om-admin config set contact.operations.phone "555 1" &&
	run 2 om-admin config set contact.billing.email a@x.example,nobody && has err "contact.billing.email: '\''a@x.example,nobody'\'' is not a list of e-mail addresses [bad-value]" &&
	run 2 om-admin config set contact.sales.name x && has err "[unknown-key]" && run 0 om-admin config set contact.billing.email "" && run 0 om-admin config get contact.billing.email --format csv && has out "contact.billing.email,,"'
t 'a notice goes to roles and addresses, by default to roles, or to nobody' '
	run 0 om-admin config get notice.void-failed && out "billing operations" && run 0 om-admin config get notice.hook-broken && out technical &&
	run 0 om-admin config set notice.po-received operations,buyer@x.example && run 0 om-admin config get notice.po-received && out "operations buyer@x.example" &&
	run 2 om-admin config set notice.po-received sales && has err "[bad-value]" && run 2 om-admin config set notice.po-received "" && has err "[bad-value]" &&
	run 0 om-admin config set notice.po-received None && run 0 om-admin config get notice.po-received && out none && run 0 om-admin config set notice.po-received --unset && has err "is now '\''operations'\'', the default"'
t 'list prints every key with default and meaning' '
	run 0 om-admin config list --format csv && has out "key,value,default,type,range,help" &&
	has out "company.name,Giftware Ltd,,text," && has out "alloc.queue,created,created,word,"'
t 'list takes columns' '
	run 0 om-admin config list --columns key,value --format csv && has out "route.backups,no"'

t 'the currency may change while no money is stored' '
	run 0 om-admin config set company.currency EUR'
t 'and not after an amount of a product is' '
	sql "insert into product (product_id, sku, sku_key, name, brand, vendor_cost, currency, created_at, modified_at, created_run)
		values (1, '\''A'\'', '\''a'\'', '\''A'\'', '\''B'\'', 10000, '\''EUR'\'', 0, 0, 1)" &&
	run 5 om-admin config set company.currency USD && has err "[has-money]" &&
	run 0 om-admin config get company.currency && out EUR'
t 'nor be unset' 'run 5 om-admin config set company.currency --unset && has err "[has-money]"'
t 'setting it to what it is stays possible' 'run 0 om-admin config set company.currency eur && has err unchanged'

t 'log lists the runs, newest last' '
	run 0 om-admin log --columns run_id,program,command --format csv && has out "run_id,program,command" &&
	[ "$(sed -n 2p out | cut -c1-11)" = "1,om-admin," ] &&
	[ "$(tail -n 1 out | cut -d, -f1)" = "$(sql "select max(run_id) from run")" ]'
t 'log is filtered and cut' '
	run 0 om-admin log --where "command ~ \"*Reno*\"" --limit 1 --columns command --format csv &&
	[ "$(wc -l <out)" = 2 ] && has out Reno'
t 'log changes lists the history' '
	run 0 om-admin log changes --where "field = company.city" --columns field,old_value,new_value --format csv &&
	out "field,old_value,new_value
company.city,,Reno"'
t 'the reason is kept with the run' '
	run 0 om-admin config set company.phone 555 --reason "moved house" &&
	run 0 om-admin log --where "reason = \"moved house\"" --columns reason --format csv && has out "moved house"'

test_case 'a refused value names its key once, a dry run says what it is' '
	must_fail 2 om-admin config set company.weight_unit stone &&
	expect_err "om-admin: company.weight_unit: '\''stone'\'' is not one of lb oz g kg [bad-value]" &&
	run om-admin config set company.weight_unit kg -n && expect_err "om-admin: dry run: company.weight_unit is now '\''kg'\''" &&
	run om-admin config get company.weight_unit && expect_out lb
'

finish
