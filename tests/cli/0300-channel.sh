#!/bin/sh
# om-channel: channels of type manual.
# covers: CHN-14 CHN-19
. "$(dirname "$0")/lib.sh"

t 'a database' 'run 0 om-admin init --country US --currency USD --tz UTC'
t 'create' '
	run 0 om-channel create manual WEB --currency GBP && err "om-channel: created channel '\''WEB'\''" &&
	run 0 om-channel create manual phone --order-prefix PH- --next-order-number 1000 &&
	run 0 om-channel list --columns channel,type,is_active,currency,order_prefix,next_order_number --format csv && out "\
channel,type,is_active,currency,order_prefix,next_order_number
WEB,manual,yes,GBP,M,1001
phone,manual,yes,USD,PH-,1000"'
t 'again unchanged' 'run 0 om-channel create manual WEB --currency gbp && has err unchanged'
t 'as another refused' 'must_fail 5 om-channel create manual WEB --currency EUR && has err "[exists]"'
t 'a case twin' 'must_fail 5 om-channel create manual web && has err "differs from channel '\''WEB'\'' only in letter case [name-case]"'
t 'a type that is none' 'must_fail 2 om-channel create carrier-pigeon P && has err "[bad-choice]"'
t 'no name' 'must_fail 2 om-channel create manual && has err "[missing]"'
t 'nothing at all' 'must_fail 2 om-channel create && has err "[usage]"'
t 'a name of 61 characters' 'must_fail 2 om-channel create manual "$(printf "%061d" 1)" && has err "[too-long]"'
t 'a blank at the end of a name' 'must_fail 2 om-channel create manual "A " && has err "[stray-blank]"'
t 'a name that is a word of pull' 'must_fail 2 om-channel create manual orders && has err "om-channel: channel: '\''orders'\'' is a word of the commands for channels [reserved-name]"'
t 'a zone that is none' 'must_fail 2 om-channel create manual Z --time-zone EST && has err "[unknown-zone]"'
t 'a currency that is none' 'must_fail 2 om-channel create manual Z --currency QQQ && has err "[unknown-currency]"'
t 'a counter below 1' 'must_fail 2 om-channel edit WEB next_order_number=0 && has err "next_order_number:"'
t 'a dry run makes nothing' 'run 0 om-channel create manual DRY -n && [ "$(sql "select count(*) from channel")" = 2 ]'
t 'edit, with history' '
	run 0 om-channel edit WEB time_zone=America/Chicago items_editable=no &&
	[ "$(sql "select group_concat(field || '\'':'\'' || new_value) from history where entity = '\''channel'\''")" = \
		time_zone:America/Chicago,items_editable:no ] &&
	run 0 om-channel edit WEB time_zone=America/Chicago && err "om-channel: 1 unchanged"'
t 'an empty value gives the default back' '
	run 0 om-channel edit WEB currency= time_zone= &&
	[ "$(sql "select currency || time_zone from channel where channel = '\''WEB'\''")" = USD ]'
t 'name and type stay' '
	must_fail 5 om-channel edit WEB channel=X && has err "[read-only]" && must_fail 2 om-channel edit WEB type=exec && has err "[bad-choice]"'
t 'deactivate, activate, and done is done' '
	run 0 om-channel deactivate phone && run 0 om-channel deactivate phone &&
	run 0 om-channel list --where "is_active = no" --format ids && out phone && run 0 om-channel activate phone WEB &&
	[ "$(sql "select count(*) from channel where is_active = 0")" = 0 ]'
t 'an unknown one' 'must_fail 5 om-channel deactivate NONE && has err "no channel '\''NONE'\'' [unknown-channel]"'
t 'show' 'run 0 om-channel show WEB && has out "order_prefix" && has out History'
t 'export and import are unchanged' '
	run 0 om-channel export -o c.csv && run 0 om-channel import c.csv && has err "unchanged 2" &&
	run 0 om-admin init --db o.db --tz UTC && run 0 om-channel import c.csv --db o.db && has err "created 2"'
t 'bad rows of a sheet' '
	printf "channel,type\nweb,manual\nNEW,\n" >b.csv && must_fail 3 om-channel import b.csv &&
	has err "b.csv:2: channel:" && has err "[name-case]" && has err "b.csv:3: type:" && has err "[missing]"'

done_testing
