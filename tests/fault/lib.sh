# What the tests of faults share: a small seller, the tools of the build, and sweeps.  Sourced first.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
build=${OM_BUILD:-$TEST_ROOT/build}
for tool in bench/gen fault/sweep fault/preload.so; do
	[ -x "$build/$tool" ] || skip_all "$tool is not built"
done
mkdir db && OM_DB=$PWD/db/om.db OM_PRELOAD=$build/fault/preload.so OM_PICTURE=$TEST_ROOT/tests/fault/picture.sql
export OM_DB OM_PRELOAD OM_PICTURE
# seller ORDERS [SKUS [SEED]]: five channels, four warehouses, six products with stock, and sheets of orders in the folder data.
seller() {
	"$build/bench/gen" data "$1" "${2:-6}" "${3:-3}" &&
	om-admin init -q --company Sweep --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || return 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv
}
# keep NAME: the database as it is now, as NAME.db.
keep() { om-admin backup -q "$1.db"; }
# from NAME: the database becomes NAME.db.
from() { rm -f db/* && cp "$1.db" "$OM_DB"; }

# What is swept of a verb: the kind of calls that fail, once or from then on, with which errno, how many of them in a quick run, and
# every how manyth in a full one, times $every.  `engine` is a stride that the file gives, since an engine allocates thousands of times.
plans='memory once 12 9 1
memory ever 12 3 1
sqlite once 12 7 engine
sqlite ever 12 3 rarely
library once 12 3 1
library ever 12 2 3
write once 28 8 1
write ever 5 4 1
read once 5 4 1
read ever 5 3 1
short once 0 3 1
short ever 0 2 7
kill once 9 7 1
kill ever 9 4 1'
engine=${ENGINE:-13} every=1
: >"$TRASH/figures"
# All plans but those $WITHOUT (KIND, KIND-OFTEN) over one verb, $arguments quoted; what they did goes to the file figures.
sweep_plans() {
	sweep_bad=0
	while read -r kind often error points stride <&4; do
		case " ${WITHOUT:-} " in *" $kind "* | *" $kind-$often "*) continue ;; esac
		case $stride in engine) stride=$engine ;; rarely) stride=$((engine * 17)) ;; esac
		how="-p $points" stride=$((stride * every))
		[ -z "${OM_FULL:-}" ] || how="-s $stride"
		[ -z "${OM_FULL:-}" ] || [ "$kind" != kill ] || how="$how -a"
		eval "\"\$build/fault/sweep\" -k $kind -o $often -e $error $how $arguments" >log 2>&1 4<&- || { sweep_bad=1; cat log; }
		sed -n "/ swept: /s/^/$title, /p" log >>"$TRASH/figures"
	done 4<<END
$plans
END
	return $sweep_bad
}
# sweep TITLE BASE OPTION... -- COMMAND...: every plan over COMMAND, which begins with the database BASE (`-`: none).  For OPTION see
# tests/fault/sweep.c, which says what is demanded of each run.
sweep() {
	title=$1 base=$2
	shift 2
	arguments=$(printf "'%s' " "$@")
	OM_BASE=$PWD/$base.db
	export OM_BASE
	[ "$base" != - ] || unset OM_BASE
	[ "$base" = - ] || [ -s "$OM_BASE" ] || { echo "Bail out! '$title' has no database '$base' to begin with"; exit 99; }
	t "$title" sweep_plans
}
# The same, in a full run alone.
sweep_full() {
	[ -z "${OM_FULL:-}" ] || sweep "$@"
}
# The figures: each plan in a full run, each verb in a quick one.
finish_sweeps() {
	[ -z "${OM_FULL:-}" ] || sed 's/^/# /' "$TRASH/figures"
	awk -F ', | ' '{
		title = $0; sub(/, [a-z]+ (once|ever): .*/, "", title)
		match($0, /[0-9]+ swept/); n = substr($0, RSTART, RLENGTH) + 0; match($0, /: [0-9]+ calls/); calls = substr($0, RSTART + 2, RLENGTH) + 0
		if (!(title in swept)) order[++verbs] = title
		swept[title] += n; could[title] += calls; sum += n; all += calls
	}
	END {
		for (i = 1; i <= verbs; i++) printf "# %s: %d of %d calls failed\n", order[i], swept[order[i]], could[order[i]]
		printf "# in all: %d verbs, %d of %d calls failed\n", verbs, sum, all
	}' "$TRASH/figures"
	finish
}
