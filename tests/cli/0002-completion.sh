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
test_case 'labels, users, views, custom fields, zones, pick lists, runs' '
	run om-admin label create urgent && run om-admin label create old && run om-admin user create ann name=Ann permissions=orders &&
	run om-admin field create Colour entity=product type=list options="Dark Red|Blue" && run om-admin field create Colour entity=order &&
	run om-admin field create Gift entity=order type=boolean && run om-order view create late "where=is_late" &&
	run om-order view create low record=product where=is_active && run om-warehouse zone create US NV MAIN &&
	offers om-order label 1001 --add u && expect_out urgent && offers om-order list --label old,u && expect_out old,urgent &&
	offers om-admin label show o && expect_out old && offers om-order edit 1001 assigned_to=a && expect_out assigned_to=ann &&
	offers om-order assign 1001 --to a && expect_out ann && offers om-admin user show a && expect_out ann &&
	offers om-admin user edit ann "permissions=orders|ship" && expect_out "permissions=orders|shipments" &&
	offers om-order list --view l && expect_out late && offers om-product list --view l && expect_out low &&
	offers om-order view create x --where "is_l" && expect_out is_late && offers om-order view create x "where=status = unr" && expect_out "where=status = unresolved" &&
	offers om-order view create x --record product --columns sku,+bra && expect_out sku,+brand && offers om-order view create x --sort=-order_da && expect_out --sort=-order_date &&
	offers om-order view show "" && expect_out "late
product:low" && offers om-order view show product: && expect_out product:low &&
	offers om-admin field show "" && expect_out "Gift
order:Colour
product:Colour" && offers om-admin field show order:G && expect_out order:Gift &&
	offers om-order list --columns sku,+cf:G && expect_out sku,+cf:Gift && offers om-order edit 1001 cf:G && expect_out cf:Gift= &&
	offers om-order edit 1001 cf:Gift=y && expect_out cf:Gift=yes && offers om-product edit RED --cf Colour=D && expect_out "Colour=Dark Red" &&
	offers om-product edit RED --cf C && expect_out Colour= && offers om-order list --where "cf:Gift = y" && expect_out "cf:Gift = yes" &&
	offers om-product list --where "cf:Colour = D" && expect_out "cf:Colour = \"Dark Red\"" &&
	offers om-product list --where "cf:Colour = \"D" && expect_out "cf:Colour = \"Dark Red" &&
	run om-product list --where "cf:Colour = \"Dark Red\"" &&
	offers om-warehouse zone show US-N && expect_out US-NV && offers om-channel create ma && expect_out manual &&
	echo "<p>" >slip.mustache && run om-admin template edit plain slip.mustache && offers om-admin template show p && expect_out plain &&
	offers om-ship slip 1001 --template p && expect_out "plain
:files" && offers om-admin undo "" && expect_out_has 1 && before=$(sql "select max(run_id) from run") &&
	offers om-admin undo "$before" && expect_out "$before"
'
test_case 'maps, time zones, and the values of settings' '
	mkdir -p "$XDG_CONFIG_HOME/om/maps" && : >"$XDG_CONFIG_HOME/om/maps/shopware.map" &&
	offers om-order import --map shop && expect_out "shopify
shopware
:files" && offers om-admin init --tz=Europe/Lond && expect_out --tz=Europe/London &&
	offers om-admin config set company.time_zone Asia/Toky && expect_out Asia/Tokyo &&
	offers om-admin config set company.week_start s && expect_out "sat
sun" && offers om-admin config set auth.require_user y && expect_out yes
'
test_case 'nothing is written, and no more is offered than somebody would read' '
	before=$(sql "select count(*) from run") && i=0 &&
	while [ $i -lt 60 ]; do i=$((i + 1)) && echo "X-$i,Name,Acme"; done | { echo sku,name,brand && cat; } >many.csv &&
	run om-product import many.csv && offers om-product show X- && [ "$(wc -l <out)" -eq 50 ] &&
	[ "$(sql "select count(*) from run")" -eq $((before + 1)) ]
'
test_case 'numbers begin with the digits typed, the newest first' '
	i=0 && while [ $i -lt 60 ]; do i=$((i + 1)) && echo "insert into pick_list (pick_list_id, kind, warehouse_id, item_order, created_at, created_run) values ($((1000 + i)), '\''order'\'', 1, '\''sku'\'', 0, 1);"; done >many.sql &&
	sql "$(cat many.sql)" && offers om-ship pick show "" && [ "$(wc -l <out)" -eq 50 ] && [ "$(sed -n 1p out)" = PL1060 ] &&
	offers om-ship pick show PL100 && [ "$(wc -l <out)" -eq 9 ] && offers om-ship pick show PL1006 && expect_out PL1006 &&
	offers om-ship pick show S && expect_out ""
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
# typed SHELL KEYS: a person at a terminal, who types once the shell has read its files.
typed() {
	printf '%s\n' "PS1=; PATH=$PATH; bind 'set bell-style none'; . $TRASH/shell/om.bash; cd $PWD" >rc.bash
	printf '%s\n' "PS1=; PATH=$PATH; unsetopt beep; fpath=($TRASH/shell \$fpath); autoload -Uz compinit && compinit -u -D; cd $PWD" >.zshrc
	case $1 in
	bash) set -- "bash --rcfile rc.bash -i" "$2" ;;
	zsh) set -- "env ZDOTDIR=$PWD zsh -d -i" "$2" ;;
	esac
	(sleep 1.5 && printf "$2" && sleep 1.5 && printf 'exit\n' && sleep 1) | TERM=xterm timeout 30 script -qec "$1" /dev/null >out 2>err
}
for shell in bash zsh; do
	if command -v script >/dev/null && command -v $shell >/dev/null; then
		t "$shell at a terminal completes what is typed" '
			typed $shell "om-order li\t--format=js\t--columns order_num\t >typed.$shell\n" && has typed.$shell "\"order_number\":\"1001\""'
		t "$shell: after a comma, in quotes, and behind a colon" '
			typed $shell "om-order list --format ids --where '\''channel = W\t --sort order_date,-order_num\t >typed.$shell; om-order show WEB:1\t --format ids >>typed.$shell\n" &&
			run om-order show WEB:1002 --format ids && [ "$(uniq typed.$shell)" = "$(cat out)" ]'
	else
		t "$shell at a terminal # SKIP no script or no $shell" :
	fi
done
test_case 'make install puts the functions where the shells look' '
	[ "$(sed -n 1p "$TEST_ROOT/completion/_om")" = "#compdef @PROGRAMS@" ] && grep -q "^complete -F _om @PROGRAMS@$" "$TEST_ROOT/completion/om.bash" &&
	grep -q "bash-completion/completions" "$TEST_ROOT/tools/install.sh" && grep -q "zsh/site-functions" "$TEST_ROOT/Makefile"
'
done_testing
