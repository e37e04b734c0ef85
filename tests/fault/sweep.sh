#!/bin/sh
# The main job with the Nth call of a kind failing: an allocation of ours, of the engine, of a library, a write, a read, or a kill before
# or in the midst of a write.  With OM_FULL=1 every N, and every seventh of the engine (ENGINE=1: all), but where a schema is made.
ENGINE=${ENGINE:-7}
. "$(dirname "$0")/lib.sh"
last() { sql 'select max(run_id) from run'; }
seller 12 >/dev/null && keep new && om-order import -q --defer data/orders.csv && keep deferred &&
	from new && om-order import -q data/orders.csv && imported=$(last) && keep orders &&
	om-ship ship @1 @3 @5 --no-tracking -q >/dev/null && shipped=$(last) && keep shipped &&
	om-order hold @2 --open-ended -q >/dev/null && om-order cancel @4 --reason no-inventory -q >/dev/null && keep held &&
	om-admin dump -q -o held.dump
sed '3s/CH[0-9]/NOWHERE/' data/orders.csv >bad.csv
sed '1s/$/,internal_notes/; 2,$s/$/,looked at/; 2,$s/Main St/Side St/' data/orders.csv >changed.csv
echo 'old contents' >old-file

t 'a program that minds nothing is found out' '
	OM_BASE=$PWD/orders.db && export OM_BASE &&
	run 1 "$build/fault/sweep" -k memory -- sh -c "om-order hold @1 --open-ended >x 2>&1; true" && has out "no exit status of a failure"'
t 'so is one whose output is cut' '
	OM_BASE=$PWD/orders.db && export OM_BASE &&
	run 1 "$build/fault/sweep" -k write -- sh -c "echo one; om-order list >/dev/null 2>&1; echo two" && has out "output is another one"'
engine=7
sweep init - -- om-admin init --company X --country US --currency USD --tz America/New_York
engine=$ENGINE
sweep import new -- om-order import data/orders.csv
sweep 'import of good and bad' new -r 4 -f "$PWD/db/rejects.csv" -- om-order import bad.csv --keep-going --rejects "$PWD/db/rejects.csv"
sweep_full 'import in one transaction' new -- om-order import --atomic data/orders.csv
sweep update orders -- om-order import changed.csv --on-exists update
sweep resolve deferred -- om-order resolve @1 @2 @3 @6 @7 @8
sweep ship orders -- om-ship ship @1 @3 @5 --no-tracking
sweep hold orders -- om-order hold @1 @3 --for 2d --release-stock
sweep cancel orders -- om-order cancel @1 @2 --reason no-inventory
sweep 'undo of an import' orders -x -- om-admin undo $imported
sweep 'undo of shipments' shipped -x -- om-admin undo $shipped
engine=13
sweep load - -- om-admin load held.dump
finish_sweeps
