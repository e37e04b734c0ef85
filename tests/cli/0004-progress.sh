#!/bin/sh
# How far long work is: one line on a terminal, and nothing of it anywhere else.
. "$(dirname "$0")/lib.sh"
command -v script >/dev/null || skip_all 'no script(1)'
slow=${OM_BUILD:-$TEST_ROOT/build}/fault/preload.so
[ -f "$slow" ] || skip_all "no $slow"
LD_PRELOAD=$slow om --version >/dev/null 2>&1 || skip_all 'the programs take no library before their own'
TERM=xterm
PAGER=
export TERM PAGER

# long COMMAND: runs it on a pseudo terminal, each reading of the clock half a second after the last; what it shows is in `shown`, a
# state of the progress line on a line of its own, its status in $rc.
long() {
	rc=0
	script -qec "LD_PRELOAD=$slow OM_FAULT_CLOCK=500 $1" typescript >/dev/null 2>&1 || rc=$?
	sed -e '1d' -e '$d' typescript | tr '\r' '\n' >shown
}
# says TEXT: a state of the line begins so and is cleared to its end; the command takes the line away.
esc=$(printf '\033')
says() {
	grep -q "^$1.*$esc\[K\$" shown && grep -q "^$esc\[K" shown || { cat -v shown && return 1; }
}

test_case 'a shop with a few thousand products' '
	. "$TEST_ROOT/tests/sheets/setup.sh" &&
	{ echo sku,name,brand && seq -f "P-%g,Product,Acme" 4000; } >products.csv &&
	long "om-product import products.csv" && expect_rc 0 && says "om-product: check: 4,000, [0-9,]*/s, 100%" && says "om-product: import: " &&
	test_has shown "created 4000"
'
test_case 'check, in steps' '
	long "om-admin check" && expect_rc 0 && says "om-admin: check: 1[0-9], " && grep -q "%" shown && test_has shown "0 violations"
'
test_case 'dump and load, in rows with how much is left' '
	long "om-admin dump -o dump.txt" && expect_rc 0 && says "om-admin: dump: 3,000, [0-9,]*/s, [0-9]*%" && run om-admin dump && cmp out dump.txt &&
	long "om-admin load --db other.db dump.txt" && expect_rc 0 && says "om-admin: read: 3,000, [0-9,]*/s, [0-9]*%" && says "om-admin: load: 4,000, [0-9,]*/s, 9[0-9]%" &&
	says "om-admin: check: 2" && run om-admin dump --db other.db && cmp out dump.txt
'
test_case 'undo, in changes' '
	run om-product edit --where "sku ~ \"P-*\"" brand=Zenith --yes && id=$(sql "select max(run_id) from run") &&
	long "om-admin undo $id" && expect_rc 0 && says "om-admin: check: 1,[0-9]00, " && says "om-admin: undo: 3,[0-9]00, [0-9,]*/s, [89][0-9]%" &&
	[ "$(sql "select count(*) from product where brand = '\''Zenith'\''")" -eq 0 ]
'
t 'an interruption takes the line away before it says what stands' '
	awk "BEGIN { print \"sku,name,brand\"; for (i = 0; i < 300000; i++) print \"I-\" i \",Product,Acme\" }" >many.csv &&
	script -qec "timeout -s INT 1.7 om-product import many.csv" typescript >/dev/null 2>&1; tr "\r" "\n" <typescript >shown &&
	grep -q "^om-product: [a-z]*: [0-9]" shown && grep -q "^$esc\[Kom-product: interrupted; what is written so far stands" shown && run om-admin check
'
test_case 'not with --quiet, nor on a dumb terminal, nor behind a pipe, nor in a file' '
	long "om-admin check --quiet" && ! grep -q "check: 1" shown &&
	long "TERM=dumb om-admin check" && ! grep -q "check: 1" shown && test_has shown "0 violations" &&
	long "om-admin check | cat" && ! grep -q "check: 1" shown && test_has shown "0 violations" &&
	long "om-admin check 2>messages" && ! grep -q "check: 1" shown messages && test_has messages "0 violations" &&
	LD_PRELOAD=$slow OM_FAULT_CLOCK=500 run om-admin check && expect_err_has "0 violations, 0 pending" && [ "$(wc -l <err)" -eq 1 ]
'
done_testing
