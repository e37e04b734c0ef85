#!/bin/sh
# What differs on a terminal: tables, colours, the pager, the question before large changes.
# covers: GEN-13
. "$(dirname "$0")/lib.sh"
command -v script >/dev/null || skip_all 'no script(1)'
TERM=xterm
PAGER=
export TERM PAGER

# tty [ANSWER] COMMAND: runs it on a pseudo terminal of 80 columns; what it shows is in `out`, without returns, its status in $rc.
tty() {
	answer=
	if [ $# -gt 1 ]; then
		answer=$1
		shift
	fi
	rc=0
	printf '%b' "$answer" | script -qec "stty cols ${CELLS:-80} -echo; $1" typescript >/dev/null 2>&1 || rc=$?
	sed -e '1d' -e '$d' typescript | tr -d '\r' | sed -e '${/^$/d;}' >out
}

test_case 'a shop with 30 orders' '
	. "$TEST_ROOT/tests/sheets/setup.sh" &&
	{
		echo channel,order_number,sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country &&
		i=0 && while [ $i -lt 30 ]; do i=$((i + 1)) && echo "WEB,$((1000 + i)),MUG,1,9.50,Ann 東京 Lee,1 St,Reno,NV,89502,US"; done
	} >orders.csv && run om-order import -q orders.csv && run om-order list && [ "$(wc -l <out)" -eq 31 ]
'
test_case 'a table on a terminal, CSV in a pipe' '
	tty "om-order list --limit 1 --columns order_number,status,order_total --color never" && expect_rc 0 &&
	expect_out "order_number  status            order_total
1001          awaiting-payment         9.50" &&
	run om-order list --limit 1 --columns order_number,order_total && expect_out "order_number,order_total
1001,9.50"
'
test_case 'wide characters take two cells, and a cut text ends in a mark and whole characters' '
	CELLS=20 tty "om-order list --limit 1 --columns order_number,ship_name --color never" && expect_rc 0 &&
	expect_out_has "Ann 東…" && iconv -f UTF-8 -t UTF-8 out >same && cmp out same &&
	CELLS=21 tty "om-order list --limit 1 --columns ship_name,order_number --color never" && iconv -f UTF-8 -t UTF-8 out >same && cmp out same &&
	expect_out_has "…"
'
test_case 'a terminal too narrow for all columns shows those that tell most, and names the others' '
	tty "om-order list --limit 1 --color never" && expect_rc 0 && [ "$(sed -n 2p out | wc -m)" -le 81 ] &&
	expect_out_has "  order_date  ship_na…  order_total  status " && expect_out_has "awaiting-pay" && [ "$(sed -n 3p out | cut -c1-9)" = om-order: ] &&
	expect_out_has "om-order: no room for order_id, channel, payment_date, age, " && expect_out_has "labels" &&
	tty "om-order list --limit 1 --color never -q" && ! grep -q "no room" out &&
	CELLS=250 tty "om-order list --limit 1 --color never" && expect_out_has "order_id  " && expect_out_has "  labels" && ! grep -q "no room" out &&
	tty "om-order list --limit 1 --columns order_id,age,units,labels,status --color never" && expect_out_has "order_id  age  units  labels  status" &&
	! grep -q "no room" out && run om-order list --limit 1 --format table && expect_out_has "item_names" && expect_err ""
'
test_case 'times are to the minute on a terminal, to the day where there is no room, and whole in a pipe' '
	tty "om-order list --limit 1 --columns order_number,order_date --color never" && expect_out "order_number  order_date
1001          2026-03-02 10:00" &&
	CELLS=25 tty "om-order list --limit 1 --columns order_number,order_date --color never" && expect_out "order_number  order_date
1001          2026-03-02" &&
	run om-order list --limit 1 --columns order_number,order_date --format table && expect_out_has "2026-03-02T10:00:00-05:00"
'
test_case 'headings are bold and errors red, unless NO_COLOR or --color says otherwise' '
	esc=$(printf "\033") &&
	tty "om-order list --limit 1" && expect_out_has "$esc[1m" &&
	tty "om-order show NONE" && expect_rc 5 && expect_out_has "$esc[31m" &&
	tty "NO_COLOR=1 om-order list --limit 1" && ! grep -q "$esc\[" out &&
	tty "om-order list --limit 1 --color never" && ! grep -q "$esc\[" out &&
	tty "TERM=dumb om-order list --limit 1" && ! grep -q "$esc\[" out &&
	try om-order show NONE --color always && expect_err_has "$esc[31m" && try om-order show NONE && expect_err_has "om-order: no order"
'
test_case 'the columns are explained whole, in 80 columns' '
	tty "om-order list --columns help --color never" && expect_rc 0 && expect_out_has "* order_number            its number, unique in its channel (id)" &&
	expect_out_has "  order_type              kind of order (word); standard, pos, prime, fba," && expect_out_has "                          fba-workflow" &&
	! grep -q "…" out && awk "length > 80 { bad = 1 } END { exit bad }" out &&
	tty "om-order list --columns help --format table --color never" && expect_out_has "name " && expect_out_has "…" &&
	tty "om-order list --where help" && expect_out_has "one of: standard pos prime fba fba-workflow"
'
test_case 'what cannot be undone asks, however little it is' '
	run om-order cancel 1001 --reason buyer-cancelled && tty "n\n" "om-order edit 1001 --scrub" && expect_rc 2 &&
	expect_out_has "om-order: edit: 1 order, which cannot be undone, go on? [y/N]" && expect_out_has "not confirmed, nothing changed" &&
	[ "$(sql "select ship_name from orders where order_number = '\''1001'\''")" != "" ] && tty "om-order edit 1001 --scrub -n" && expect_rc 0 && ! grep -q "go on" out &&
	tty "y\n" "om-order edit 1001 --scrub" && expect_rc 0 && [ "$(sql "select ship_name from orders where order_number = '\''1001'\''")" = "" ] && run om-order restore 1001
'
test_case 'a change of more than 20 asks, with the number and what' '
	tty "n\n" "om-order hold --where \"channel = WEB\" --open-ended" && expect_rc 2 &&
	expect_out_has "om-order: hold: 30 orders, go on? [y/N]" && expect_out_has "not confirmed, nothing changed" &&
	[ "$(sql "select count(*) from hold")" -eq 0 ]
'
test_case 'so it does for an edit and for names read from the command line' '
	tty "\n" "om-order edit --where \"channel = WEB\" priority=1" && expect_rc 2 && expect_out_has "edit: 30 orders, go on?" &&
	tty "no\n" "om-order cancel $(echo $(seq 1001 1025)) --reason customer-exchange" && expect_rc 2 && expect_out_has "cancel: 25 orders, go on?" &&
	[ "$(sql "select count(*) from orders where priority <> 0 or cancelled_at is not null")" -eq 0 ]
'
test_case 'not for 20, nor with --yes, nor for a dry run' '
	tty "om-order edit $(echo $(seq 1001 1020)) priority=2" && expect_rc 0 && ! grep -q "go on" out &&
	tty "om-order edit --where \"channel = WEB\" priority=3 --yes" && expect_rc 0 && ! grep -q "go on" out &&
	tty "om-order edit --where \"channel = WEB\" priority=4 --dry-run" && expect_rc 0 && ! grep -q "go on" out &&
	[ "$(sql "select count(*) from orders where priority = 3")" -eq 30 ]
'
test_case 'yes goes on' '
	tty "y\n" "om-order edit --where \"channel = WEB\" priority=5" && expect_rc 0 && expect_out_has "go on?" &&
	[ "$(sql "select count(*) from orders where priority = 5")" -eq 30 ]
'
test_case 'without a terminal nothing asks' '
	run om-order edit --where "channel = WEB" priority=6 && ! grep -q "go on" err && [ "$(sql "select count(*) from orders where priority = 6")" -eq 30 ] &&
	tty "om-order list --format ids | om-order edit - priority=7" && expect_rc 0 && ! grep -q "go on" out &&
	[ "$(sql "select count(*) from orders where priority = 7")" -eq 30 ]
'
cat >"$TRASH/pager" <<'END'
#!/bin/sh
echo "paged by $LESS"
case ${1:-} in
quit) head -n 1 >/dev/null ;;
slow) cat && sleep 1 && echo 'end of the pager' ;;
*) cat ;;
esac
exit 9
END
chmod +x "$TRASH/pager"
test_case 'a list goes through the pager, and its own exit status stays' '
	tty "PAGER=$TRASH/pager om-order list" && expect_rc 0 && expect_out_has "paged by FRX" && expect_out_has 1030 &&
	tty "PAGER=$TRASH/pager om-order list --where \"order_number = 1\" --must-match" && expect_rc 1 && expect_out_has "paged by" &&
	tty "PAGER=$TRASH/pager om-order list --where wrong" && expect_rc 2 && expect_out_has "no field"
'
test_case 'messages come when the pager has ended' '
	tty "PAGER=\"$TRASH/pager slow\" om-order export" && expect_rc 0 && [ "$(tail -n 2 out | head -n 1)" = "end of the pager" ] &&
	tail -n 1 out >last && test_has last "om-order: 30 orders, 30 rows"
'
test_case 'a pager that is quit early is quiet' '
	{ echo sku,name,brand && i=0 && while [ $i -lt 3000 ]; do i=$((i + 1)) && echo "P-$i,A product with a long name that fills pipes,Acme"; done; } >many.csv &&
	run om-product import -q many.csv &&
	tty "PAGER=\"$TRASH/pager quit\" om-product list" && expect_rc 0 && expect_out "paged by FRX"
'
test_case 'no pager: --no-pager, an empty one, cat, a dumb terminal, a file, a pipe, what changes things' '
	none() { expect_rc 0 && ! grep -q "paged by" out; } && P=PAGER=$TRASH/pager &&
	tty "$P om-order list --limit 1 --no-pager" && none && expect_out_has 1001 &&
	tty "PAGER= om-order list --limit 1" && none && expect_out_has 1001 &&
	tty "PAGER=cat om-order list --limit 1" && none && expect_out_has 1001 &&
	tty "$P TERM=dumb om-order list --limit 1" && none && expect_out_has 1001 &&
	tty "$P om-order list --limit 1 -o list.csv" && none && test -s list.csv &&
	tty "$P om-order list --limit 1 | cat" && none && expect_out_has 1001 &&
	tty "$P om-order edit 1001 priority=1" && none
'
test_case 'the status line of long work is not in a file' '
	tty "om-product export -o all.csv" && expect_rc 0 && ! grep -q "$(printf "\033\[K")" all.csv && run om-product import -q all.csv
'
done_testing
