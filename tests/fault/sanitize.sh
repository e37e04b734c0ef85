#!/bin/sh
# With OM_FULL=1: the unit programs and the scripts of the programs with the sanitizers of addresses, leaks and undefined behaviour;
# imports, which read ahead in a thread, under the one of threads; commands under valgrind.  MINUTES bounds the first.
. "$(dirname "$0")/lib.sh"
[ -n "${OM_FULL:-}" ] || skip_all "OM_FULL is not set"
minutes=${MINUTES:-15}
cc=${CC:-gcc}
# build_with FOLDER FLAGS TARGET...
build_with() {
	folder=$1 flags=$2
	shift 2
	make -s -C "$TEST_ROOT" B="$folder" CC="$cc" CFLAGS="$flags" LDFLAGS="$flags" -j2 "$@" >build.log 2>&1 || { tail -20 build.log; return 1; }
}
reports() { grep -lE 'ERROR: (Address|Leak|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error:' "$@" 2>/dev/null; }

export ASAN_OPTIONS=detect_leaks=1:exitcode=86 UBSAN_OPTIONS=print_stacktrace=1:exitcode=86 TSAN_OPTIONS=exitcode=86
t 'addresses and undefined behaviour: the library and the programs are built' '
	build_with "$build-asan" "-fsanitize=address,undefined -fno-sanitize-recover=undefined" progs unit'
if [ -x "$build-asan/bin/om-order" ]; then
	end=$(($(date +%s) + minutes * 60)) ran=0
	for test in "$build-asan"/unit/* "$TEST_ROOT"/tests/cli/[0-9]*.sh; do
		[ "$(date +%s)" -lt $end ] || break
		ran=$((ran + 1)) shell=
		[ "${test%.sh}" = "$test" ] || shell=sh
		t "sanitized: $(basename "$test")" '
			(cd "$TEST_ROOT" && OM_BIN=$build-asan/bin OM_BUILD=$build-asan OM_TOP=$TEST_ROOT $shell "$test" >"$TRASH/work/log" 2>&1 </dev/null)
			reports log && { grep -E -A12 "Sanitizer|runtime error" log | head -40; false; } || ! grep "^not ok" log'
	done
	echo "# $ran programs and scripts ran within $minutes minutes"
fi

"$build/bench/gen" many 10000 100 3
t 'threads: an import of 10,000 orders, whose next chunk is read beside the one that is written' '
	build_with "$build-tsan" -fsanitize=thread progs && seller 12 >/dev/null && keep small && om-product import -q many/products.csv &&
	keep empty && run "$build-tsan/bin/om-order" import many/orders.csv && { ! reports err; } && run om-admin check'
t 'threads: bad rows in the midst, updates, one transaction, a try, a workbook, a reader that stops' '
	sed "9000s/CH[0-9]/NOWHERE/" many/orders.csv >many/bad.csv && head -c 600000 many/orders.csv >many/cut.csv &&
	sed "s/ Main St/ Side St/" many/orders.csv >many/changed.csv &&
	for arguments in "many/bad.csv --keep-going --rejects rejects.csv" many/bad.csv many/cut.csv "many/orders.csv --atomic" "many/changed.csv --on-exists update" \
		"many/changed.csv --dry-run"; do
		case $arguments in *changed*) ;; *) from empty ;; esac
		try "$build-tsan/bin/om-order" import $arguments
		[ $rc != 86 ] && ! reports err && run om-admin check || { echo "$arguments: $rc"; head -40 err; return 1; }
	done &&
	om-product export -q --format xlsx -o many/products.xlsx && run "$build-tsan/bin/om-product" import many/products.xlsx --on-exists update && ! reports err'

command -v valgrind >/dev/null || { echo '# valgrind is not installed'; finish; }
sed '2,$s/Main St/Side St/' data/orders.csv >changed.csv
leaks='-q --error-exitcode=86 --leak-check=full --errors-for-leak-kinds=definite,indirect'
valgrinded() { run valgrind $leaks "$@"; }
t 'valgrind: reads and changes' '
	from small &&
	valgrinded om-order list --where "status = awaiting-shipment" --limit 50 --format json &&
	valgrinded om-order import data/orders.csv && valgrinded om-order hold @1 @2 --open-ended && valgrinded om-order release @1 &&
	valgrinded om-ship ship @1 --no-tracking && valgrinded om-order show @1 --explain && valgrinded om-export orders --limit 100 -o out.csv &&
	valgrinded om-admin check && valgrinded om-admin backup copy.db && valgrinded om-admin dump -o all.dump &&
	valgrinded om-admin load all.dump --db loaded.db && run 4 valgrind $leaks om-order import --on-exists update --keep-going --rejects rejects.csv changed.csv &&
	valgrinded om-admin undo $(sql "select max(run_id) from run") && valgrinded om-order list --format xlsx -o orders.xlsx && valgrinded om-order customer list &&
	valgrinded om-product import data/products.csv && valgrinded om-ship slip @1 -o slip.html'
t 'valgrind: refusals and failures' '
	run 5 om-order hold @99999 --open-ended && try valgrind $leaks om-order hold @99999 --open-ended; expect_rc 5 &&
	try valgrind $leaks om-order list --where "total >"; expect_rc 2 &&
	try valgrind $leaks om-order import "$TEST_ROOT/Makefile"; [ $rc != 86 ] && [ $rc != 0 ]'
finish
