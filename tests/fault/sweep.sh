#!/bin/sh
# Every verb that matters with the Nth call of a kind failing: an allocation of ours, one of the engine, a write, a read, or a kill before
# or in the midst of a write.  tests/fault/sweep.c says what is demanded of each run.  OM_FULL=1 takes every N of ours and every 61st of the engine.
. "$(dirname "$0")/lib.sh"
seller 12 >/dev/null && om-admin backup -q new.db && om-order import -q data/orders.csv && om-admin backup -q orders.db &&
	om-order hold @3 --open-ended -q >/dev/null && om-order cancel @4 --reason no-inventory -q >/dev/null && om-admin backup -q held.db
sed '3s/CH[0-9]/NOWHERE/' data/orders.csv >bad.csv
echo 'old contents' >old-file

# KIND ONCE-OR-EVER ERRNO, stride of a quick run, stride of a full one.
plans='memory once 12:7:1 memory ever 12:29:1 sqlite once 12:1201:61 sqlite ever 12:3001:601 write once 28:9:1 write ever 5:23:1
	read once 5:29:1 read ever 5:47:1 kill once 0:11:1 kill ever 0:19:1'
# sweep_all TITLE BASE OPTION... -- COMMAND...: BASE `-` is none.
sweep_all() {
	title=$1 base=$2
	shift 2
	printf "'%s' " "$@" >arguments
	OM_BASE=$PWD/$base.db
	export OM_BASE
	[ "$base" != - ] || unset OM_BASE
	while read -r kind often error stride full; do
		[ -z "${OM_FULL:-}" ] || stride=$full
		t "$title: $kind, $often" '
			eval "\"\$build/fault/sweep\" -k '$kind' -o '$often' -e '$error' -s '$stride' $(cat arguments)" >log || { cat log; false; } &&
			sed "s/^/# '"$title"', /" log >>"$TRASH/figures"'
	done <<END
$(echo $plans | tr ':' ' ' | xargs -n 5)
END
}
t 'a program that minds nothing is found out' '
	OM_BASE=$PWD/orders.db && export OM_BASE &&
	run 1 "$build/fault/sweep" -k memory -- sh -c "om-order hold @1 --open-ended >x 2>&1; true" && has out "no exit status of a failure"'
sweep_all init - -- om-admin init --company X --country US --currency USD --tz America/New_York
sweep_all import new -- om-order import data/orders.csv
sweep_all 'import of good and bad' new -r 4 -f "$PWD/db/rejects.csv" -- om-order import bad.csv --keep-going --rejects "$PWD/db/rejects.csv"
sweep_all resolve orders -- om-order resolve @1 @2 @6
sweep_all ship orders -- om-ship ship @1 @3 @5 --no-tracking
sweep_all hold orders -- om-order hold @1 @3 --for 2d --release-stock
sweep_all cancel orders -- om-order cancel @1 @2 --reason no-inventory
sweep_all list orders -- om-order list --format json
sweep_all export orders -f "$PWD/db/out.csv" -- om-export orders -o "$PWD/db/out.csv"
sweep_all backup orders -F "$PWD/db/copy.db" -- om-admin backup "$PWD/db/copy.db"
if [ -n "${OM_FULL:-}" ]; then
	sweep_all release held -- om-order release @3
	sweep_all restore held -- om-order restore @4
	sweep_all edit orders -- om-order edit @1 ship_name=Someone
	sweep_all source orders -- om-order source @1 --to W2
	sweep_all show orders -- om-order show @1 --explain
	sweep_all adjust orders -x -- om-inventory adjust SKU-000001 +5 --warehouse W1 --location A-3 --reason found
	sweep_all 'dry run' new -- om-order import data/orders.csv --dry-run
	sweep_all product orders -- om-product create NEW-1 --name New --brand B
	sweep_all 'pick list' orders -- om-ship pick create @1 @3 @5
	sweep_all check orders -- om-admin check
fi
cat "$TRASH/figures"
finish
