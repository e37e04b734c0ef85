#!/bin/sh
# Bulk work commits in chunks that time decides: whatever their size, the same work comes to the same end.  Here time is made to run so
# fast that chunks are as small as they get.  Stock is scarce, so that orders of later chunks take units back from those of earlier ones.
# SEED=N replays one; the seed is in the title.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/../fault/lib.sh"

scarce() {
	rm -rf data start.db "$OM_DB"* && seller 500 9 "$1" >/dev/null &&
	awk -F, -v OFS=, 'NR > 1 { $4 = int($4 * .6) } { print $1, $2, $3, $4 }' data/stock.csv >less.csv && om-inventory import -q less.csv
}
every() { awk -v k="$1" 'BEGIN { for (i = k; i <= 500; i += 7) print "@" i }'; }
# at_pace MS COMMAND...: each reading of the clock takes it on by so much.
at_pace() {
	pace=$1
	shift
	env OM_FAULT='none 0 once 0' OM_FAULT_CLOCK="$pace" LD_PRELOAD="$OM_PRELOAD" "$@"
}
work() {
	from start && at_pace "$1" om-order import -q data/orders.csv && every 2 | at_pace "$1" om-order hold - --for 2d --release-stock -q --yes &&
	every 5 | at_pace "$1" om-order cancel - --reason no-inventory -q --yes && at_pace "$1" om-order resolve --where "units > 0" -q --yes &&
	om-admin check -q && sqlite3 "$OM_DB" <"$OM_PICTURE" >"$2"
}
for seed in ${SEED:-1 5 ${OM_FULL:+2 3 4 6 7 8}}; do
	t "seed $seed: chunks of any size come to the same end" '
		scarce '$seed' && keep start && work 0 large && work 1 small && work 40 least && cmp large small && cmp large least && [ "$(sql "select count(*) > 20 from order_wait where held > 0")" = 1 ]'
done
finish
