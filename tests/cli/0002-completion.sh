#!/bin/sh
# Completion: what the programs offer, and the shells' functions over it.
# covers: GEN-14
. "$(dirname "$0")/lib.sh"
command -v bash >/dev/null || skip_all 'no bash'
mkdir -p "$TRASH/shell" && for file in om.bash _om; do
	sed "s/@PROGRAMS@/om om-order om-product om-inventory om-warehouse/" "$TEST_ROOT/completion/$file" >"$TRASH/shell/$file"
done

cat >"$TRASH/shell/ask.bash" <<'END'
. "$(dirname "$0")/om.bash"
COMP_LINE=$1
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_om "$1"
((${#COMPREPLY[@]})) && printf '%s\n' "${COMPREPLY[@]}"
exit 0
END
# bash LINE WORD...: what it would offer for the line, which readline parts into the words.
ask() { run bash "$TRASH/shell/ask.bash" "$@" && expect_err ''; }
# offers PROGRAM WORD...: the candidates without what they mean.
offers() { program=$1 && shift && run "$program" --complete "$@" && expect_err '' && cut -f1 out >words && mv words out; }

test_case 'a shop' '
	. "$TEST_ROOT/tests/sheets/setup.sh" && cat >orders.csv <<-END &&
	channel,order_number,sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country
	SHOP,1001,RED,1,9.50,A,1 St,Reno,NV,89502,US
	SHOP,1002,RED,1,9.50,A,1 St,Reno,NV,89502,US
	WEB,1002,MUG,1,9.50,A,1 St,Reno,NV,89502,US
	END
	run om-order import orders.csv && run om-product create "ZZ B" --name Odd --brand Acme
'
test_case 'verbs, of the own record with its name and without, and of others' '
	offers om-order lis && expect_out list &&
	offers om-order order ho && expect_out hold &&
	offers om-product listing rea && expect_out reassign &&
	offers om-product li && expect_out "list
listing" && offers om-order --v && expect_out --version && offers om-order nonsense x && expect_out ""
'
test_case 'the front door: programs, own verbs, and what the program says' '
	offers om ord && expect_out order && offers om sta && expect_out status &&
	offers om order ho && expect_out hold && offers om help order rel && expect_out release &&
	offers om help errors unknown-s && expect_out_has unknown-sku &&
	printf "#!/bin/sh\ntouch ran\n" >om-mine && chmod +x om-mine && PATH=$PATH:$PWD offers om mine x && expect_out "" && [ ! -e ran ]
'
test_case 'options and their choices' '
	offers om-order list --st && expect_out --status &&
	offers om-order list --format js && expect_out json &&
	offers om-order list --format=nd && expect_out --format=ndjson &&
	offers om-order import --on-exists "" && expect_out "skip
update
fail" &&
	offers om-order edit 1001 --order-type pr && expect_out prime &&
	offers om-order list --status on-hold,unr && expect_out on-hold,unresolved &&
	offers om-order hold 1001 --allow cancel && expect_out_has cancel
'
test_case 'columns, in lists and with their signs' '
	offers om-order list --columns order_number,+ship_n && expect_out order_number,+ship_name &&
	offers om-order list --columns hel && expect_out help &&
	offers om-order list --sort=-order_da && expect_out --sort=-order_date &&
	offers om-order list --summary=statu && expect_out --summary=status &&
	offers om-order edit 1001 order_ty && expect_out order_type= &&
	offers om-order edit 1001 order_type=pr && expect_out order_type=prime
'
test_case 'filters: fields, operators, values, what joins' '
	offers om-order list --where statu && expect_out status &&
	offers om-order list --where "status i" && expect_out "status in
status is" &&
	offers om-order list --where "status in (on-hold, unre" && expect_out "status in (on-hold, unresolved" &&
	offers om-order list --where "source is " && expect_out "source is empty
source is not" &&
	offers om-order list --where "status = on-hold an" && expect_out "status = on-hold and" &&
	offers om-order list --where "is_gift and not (statu" && expect_out "is_gift and not (status" &&
	offers om-order list --where "any lines (lines.sk" && expect_out "any lines (lines.sku" &&
	offers om-order list --where "channel = \"S" && expect_out "channel = \"SHOP
channel = \"SHUT"
'
test_case 'names out of the database' '
	offers om-order show 10 && expect_out "1001
1002" &&
	offers om-order show SHOP:100 && expect_out "SHOP:1001
SHOP:1002" &&
	offers om-order show WEB:100 && expect_out WEB:1002 &&
	offers om-order show WE && expect_out WEB: &&
	offers om-order list --channel SH && expect_out "SHOP
SHUT" &&
	offers om-product show TEE && expect_out "TEE-B
TEE-R" &&
	offers om-product listing show SHOP RE && expect_out RED &&
	offers om-warehouse location deactivate MAIN A && expect_out "A1
A2" &&
	offers om-inventory set TEE-R 5 --warehouse MAI && expect_out MAIN &&
	offers om-inventory set TEE-R 5 --warehouse MAIN --location A && expect_out "A1
A2" && mv "$OM_DB" other.db && offers om-order show 10 && expect_out "" &&
	offers om-order show --db other.db 10 && expect_out "1001
1002" && offers om-order show --db nonsense.csv 10 && expect_out "" && mv other.db "$OM_DB"
'
test_case 'nothing is written, and no more is offered than somebody would read' '
	before=$(sql "select count(*) from run") && i=0 &&
	while [ $i -lt 60 ]; do i=$((i + 1)) && echo "X-$i,Name,Acme"; done | { echo sku,name,brand && cat; } >many.csv &&
	run om-product import many.csv && offers om-product show X- && [ "$(wc -l <out)" -eq 50 ] &&
	[ "$(sql "select count(*) from run")" -eq $((before + 1)) ]
'
test_case 'bash: words, and what it parts at = and :' '
	ask "om-order ho" om-order ho && expect_out hold &&
	ask "om order ho" om order ho && expect_out hold &&
	ask "om-order list --format=js" om-order list --format = js && expect_out json &&
	ask "om-order list --format=" om-order list --format = && expect_out_has json &&
	ask "om-order show SHOP:1001" om-order show SHOP : 1001 && expect_out 1001 &&
	ask "om-order show SHOP:" om-order show SHOP : && expect_out "1001
1002" &&
	ask "om-order list  --columns order_number,+ship_n" om-order list --columns "order_number,+ship_n" && expect_out order_number,+ship_name
'
test_case 'bash: what needs quotes, what is quoted, and files' '
	ask "om-product show Z" om-product show Z && expect_out "ZZ\\ B" &&
	ask "om-product show '\''Z" om-product show "'\''Z" && expect_out "ZZ B" &&
	ask "om-order list --where '\''status = on-h" om-order list --where "'\''status = on-h" && expect_out "status = on-hold" &&
	ask "om-order import ord" om-order import ord && expect_out orders.csv &&
	ask "om-order import --rejects=ord" om-order import --rejects = ord && expect_out orders.csv &&
	ask "om-order list --nonsense x" om-order list --nonsense x && expect_out ""
'
# A person at a terminal: the keys are typed once bash has read its files.
typed() {
	printf '%s\n' "PS1=; PATH=$PATH; bind 'set bell-style none'; . $TRASH/shell/om.bash; cd $PWD" >rc.bash
	(sleep 1 && printf "$1" && sleep 1 && printf 'exit\n' && sleep 1) | script -qec "bash --rcfile rc.bash -i" /dev/null >out 2>err
}
if command -v script >/dev/null; then
	t 'bash at a terminal completes what is typed' '
		typed "om-order li\t--format=js\t--columns order_num\t >typed.json\n" && grep -q "\"order_number\":\"1001\"" typed.json'
fi
if command -v zsh >/dev/null; then
	test_case 'zsh: its function reads' '
		run zsh -n "$TRASH/shell/_om" && run zsh -fc "_om() { print loaded }; . $TRASH/shell/_om" && test ! -s err'
fi
test_case 'make install puts the functions where the shells look' '
	[ "$(sed -n 1p "$TEST_ROOT/completion/_om")" = "#compdef @PROGRAMS@" ] && grep -q "^complete -F _om @PROGRAMS@$" "$TEST_ROOT/completion/om.bash" &&
	grep -q "bash-completion/completions" "$TEST_ROOT/tools/install.sh" && grep -q "zsh/site-functions" "$TEST_ROOT/Makefile"
'
done_testing
