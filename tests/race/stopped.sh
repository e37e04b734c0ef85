#!/bin/sh
# A writer that stops in the midst: stopped, killed, or slow.  The others read on; who would write is told after the time-out to come
# again, and what to look at; when the writer is killed the next one in the queue has its turn at once, for all locks are the kernel's.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
OM_PRELOAD=${OM_BUILD:-$TEST_ROOT/build}/fault/preload.so
[ -x "$OM_PRELOAD" ] || skip_all "the library of faults is not built"
om-admin init -q --company Race --country GB --currency GBP --tz Europe/London && om-channel create manual WEB -q
for i in 1 2 3 4 5 6; do om-order create -q --channel WEB --order-number A$i --item ONE,1,9.50 --paid >/dev/null; done
om-admin backup -q base.db
printf 'channel,order_number,item_sku,quantity,unit_price\nWEB,B1,ONE,1,5.00\n' >one.csv

calls() {
	rm -f "$OM_DB"*; cp base.db "$OM_DB"
	OM_FAULT='kill 0 once 0' OM_FAULT_LOG=log LD_PRELOAD=$OM_PRELOAD om-order hold @1 --open-ended -q >/dev/null && cut -d ' ' -f 1 log
}
all=$(calls)
# Who writes stops before its $1th call that changes a file; its process is $writer.
stop_at() {
	rm -f "$OM_DB"*; cp base.db "$OM_DB"
	OM_FAULT="kill $1 once 19" LD_PRELOAD=$OM_PRELOAD om-order hold @1 --open-ended -q >w.out 2>w.err &
	writer=$!
	until grep -q '^State:	[TZ]' /proc/$writer/status 2>/dev/null || [ ! -e /proc/$writer ]; do sleep 0.01; done
}
end() {
	kill -"$1" $writer 2>/dev/null
	wait $writer 2>/dev/null
}
# The time that a wait takes is told by the clock: one that runs ahead makes it short.
soon() { try env OM_FAULT_CLOCK=200 LD_PRELOAD="$OM_PRELOAD" "$@"; }
# Where in its work the writer has the turn, and the log of the engine has begun.
in_turn=$((all * 2 / 3))

t 'a writer is stopped: the others read, copy and prove' '
	stop_at $in_turn && run om-order list --format ids && [ "$(wc -l <out)" = 6 ] && run om-order show @1 && run om-export orders -o o.csv &&
	run om-admin check && run om-admin dump -o o.dump && run om-admin backup o.db; end KILL; [ -s o.dump ] && run om-admin check --db o.db'
t 'who would write is told to come again, and where to look' '
	stop_at $in_turn && soon om-order hold @2 --open-ended; expect_rc 75 && end CONT &&
	err "om-order: another program is writing; gave up waiting [locked]; try again later; '\''fuser -v $OM_DB-turn'\'' says who is at it" &&
	run om-order hold @2 --open-ended && run om-order show @1 --format json && has out "\"status\":\"on-hold\""'
t 'so is whoever imports, tries, loads and undoes; nothing of it is done' '
	stop_at $in_turn && for command in "om-order import one.csv" "om-order import one.csv --atomic" "om-order cancel @2 --reason other --text x" \
		"om-order hold @3 --open-ended -n" "om-admin undo 3" "om-channel create manual SHOP" "om-admin check --repair"; do
		soon $command
		[ $rc = 75 ] && has err "[locked]" || { echo "$command: $rc"; cat err; break; }
	done && end CONT && [ "$(sql "select group_concat(status) from orders" | tr , "\n" | sort | uniq -c | wc -l)" = 2 ] &&
	[ "$(sql "select count(*) from orders where order_number = '\''B1'\''")" = 0 ] && [ "$(sql "select count(*) from channel")" = 1 ] && run om-admin check'
t 'a writer that is killed leaves the turn to those who wait, in the moment it dies' '
	stop_at $in_turn && {
		for i in 2 3 4; do { om-order hold @$i --open-ended -q >$i.out 2>$i.err; echo $? >$i.rc; } & eval "w$i=$!"; done
		sleep 0.3; [ ! -e 2.rc ] && began=$(date +%s%N) && end KILL; wait $w2 $w3 $w4
	} && [ "$(cat [234].rc | tr -d "\n")" = 000 ] && [ $((($(date +%s%N) - began) / 1000000)) -lt 3000 ] &&
	[ "$(sql "select count(*) from hold")" = 3 ] && run om-admin check'
t 'so does one that dies while it waits' '
	stop_at $in_turn && {
		om-order hold @2 --open-ended -q >2.out 2>2.err & dies=$!
		sleep 0.2; om-order hold @3 --open-ended -q >3.out 2>3.err & waits=$!
		sleep 0.2; kill -9 $dies; wait $dies 2>/dev/null; end CONT; wait $waits
	} && [ "$(sql "select group_concat(order_id) from hold")" = 1,3 ] && run om-admin check'
t 'the lock file is nothing but a place for locks: stale, gone, or not to be opened, all write' '
	rm -f "$OM_DB"*; cp base.db "$OM_DB" && echo 12345 >"$OM_DB-turn" && run om-order hold @1 --open-ended -q &&
	rm -f "$OM_DB-turn" && run om-order hold @2 --open-ended -q && [ -e "$OM_DB-turn" ] &&
	rm -f "$OM_DB-turn" && mkdir "$OM_DB-turn" && run om-order hold @3 --open-ended -q && rmdir "$OM_DB-turn" &&
	ln -s nowhere "$OM_DB-turn" && run om-order hold @4 --open-ended -q && [ ! -e nowhere ] && rm "$OM_DB-turn" && run om-admin check'

# Stopped anywhere, not only in its turn: beginning the log, or mending it, holds up readers too, and all of them say the same.
stopped_at() {
	stop_at "$1"
	for command in "om-order list --limit 1" "om-order hold @2 --open-ended -q"; do
		soon $command
		case $rc in
		0) ;;
		75) grep -q "\[locked\]; try again later; 'fuser -v $OM_DB" err || { cat err; return 1; } ;;
		*) echo "stopped at $1, $command: $rc"; cat err; return 1 ;;
		esac
		echo "$command $rc" >>ends
	done
	end "$2"
	run om-order hold @2 @3 --open-ended -q && run om-admin check && [ "$(sql 'select count(*) from hold where order_id in (2, 3)')" = 2 ]
}
first=14 step=$((all / 5)) # while the log begins the engine alone waits, ten seconds of its own
[ -z "${OM_FULL:-}" ] || first=4 step=3
t 'stopped before any of its calls, the others work or are told to come again; killed or not, all is well afterwards' '
	for at in $(seq $first $step "$all"); do
		signal=KILL; [ $((at % 2)) = 0 ] || signal=CONT
		stopped_at $at $signal || { echo "at call $at of $all"; break; }
	done && grep -q "hold.* 75" ends && grep -q "list.* 0" ends && [ "$(grep -c . ends)" -ge 8 ]'
finish
