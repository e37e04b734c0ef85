#!/bin/sh
# With --format json or ndjson every error, refusal and warning is also one JSON object on standard error (om(7), MESSAGES).
# covers: GEN-14
. "$(dirname "$0")/lib.sh"
keys=code,level,file,line,column,header,position,value,message,hint

# objects N: stderr has N of them, each valid, each with all keys in their order; they are left in `json`, a line each.
objects() {
	grep "^{" err >json || :
	[ "$(wc -l <json)" -eq "$1" ] || { echo "not $1 objects" && cat err && return 1; }
	while IFS= read -r line; do
		printf '%s' "$line" | sed "s/'/''/g" >one
		got=$(sqlite3 :memory: "select group_concat(key, ',') from json_each('$(cat one)')") || return 1
		[ "$got" = "$keys" ] || { echo "keys: $got" && return 1; }
	done <json
}
# value N KEY: of the Nth object, as JSON.
value() { sqlite3 :memory: "select json_extract('[' || '$(sed "s/'/''/g" json | paste -sd, -)' || ']', '\$[$(($1 - 1))].$2')"; }

test_case 'the seller' '
	. "$TEST_ROOT/tests/sheets/setup.sh" && cat >orders.csv <<-END && run om-order import -q orders.csv
	channel,order_number,sku,quantity,unit_price,ship_name,ship_address1,ship_city,ship_state,ship_zip,ship_country
	SHOP,1001,RED,1,9.50,Ann,1 St,Reno,NV,89502,US
	SHOP,1002,RED,1,9.50,Ann,1 St,Reno,NV,89502,US
	END
'
test_case 'none without such a format' '
	must_fail 2 om-order list --wher x && objects 0 && must_fail 2 om-order list --wher x --format csv && objects 0
'
# usage_errors: each line of standard input is a wrong command line.
usage_errors() {
	while IFS= read -r line; do
		must_fail 2 $line </dev/null && objects 1 && [ "$(value 1 code) $(value 1 level) $(value 1 file)" = "usage error " ] || return 1
	done
}
test_case 'a wrong command line, wherever the format stands' '
	usage_errors <<-END
	om-order list --format json --wher x
	om-order list --wher x --format json
	om-order list --wher x --format=ndjson
	om-order lst --format json
	om-order list x --format json
	om-order show --format json
	om-order hold 1001 --format json --for
	om ordr list --format json
	om help errors nonsense --format json
	om-order item --format json
	END
'
test_case 'an operand that looks like the option is none' '
	must_fail 2 om-order lst -- --format json && objects 0
'
test_case 'an option and its value' '
	must_fail 2 om-order list --limit x --format json && objects 1 && [ "$(value 1 file)" = --limit ] && [ "$(value 1 value)" = x ] &&
	must_fail 2 om-order list --format json --columns nonsense && objects 1 && [ "$(value 1 code)" = unknown-column ]
'
test_case 'a filter: the position, the hint' '
	must_fail 2 om-order list --format json --where "statu = shipped" && objects 1 &&
	[ "$(value 1 code) $(value 1 file) $(value 1 line) $(value 1 position)" = "filter-field --where 1 1" ] && [ -n "$(value 1 hint)" ]
'
test_case 'a refusal of one, and of many with the record in the message' '
	must_fail 5 om-order show NONE --format json && objects 1 && [ "$(value 1 code)" = unknown-order ] &&
	run om-order cancel 1001 --reason customer-exchange &&
	must_fail 5 om-order pay 1001 NONE --format json && objects 2 && value 1 message | grep -q NONE && value 2 message | grep -q 1001 &&
	[ "$(value 2 code)" = wrong-state ] && expect_out_has "\"result\":\"refused\",\"code\":\"wrong-state\""
'
test_case 'a report of an import: file, line, column, value of each' '
	cat >bad.csv <<-END && must_fail 3 om-product import bad.csv --format ndjson && objects 2 &&
	sku,name,brand,hs_code,upc
	NEW,New,Acme,61,
	OLD,Old,Acme,6109.10,012345678904
	END
	[ "$(value 1 code) $(value 1 level) $(value 1 file) $(value 1 line) $(value 1 column) $(value 1 value)" = "bad-hs-code error bad.csv 2 hs_code 61" ] &&
	[ "$(value 2 code) $(value 2 level) $(value 2 line) $(value 2 column)" = "bad-check-digit warning 3 upc" ]
'
test_case 'a warning of a command' '
	run om-product edit TEE-R upc=012345678904 --format json && objects 1 && [ "$(value 1 level)" = warning ]
'
test_case 'a failure of the machine' '
	must_fail 3 om-order list --db gone.db --format json && objects 1 && [ "$(value 1 code)" = no-database ] &&
	must_fail 3 om-order list --format json -o /dev/full && objects 1 && [ "$(value 1 code)" = io ]
'
test_case 'texts of strangers are escaped' '
	must_fail 5 om-order show "$(printf "a\"b\\\\c\td")" --format json && objects 1 && ! grep -q "$(printf "\t")" err &&
	printf "sku,name,brand\n" >"$(printf "a\033[31mb.csv")" && printf "{{,x,y\n" >>"$(printf "a\033[31mb.csv")" &&
	must_fail 3 om-product import "$(printf "a\033[31mb.csv")" --format json && objects 1 && ! grep -q "$(printf "\033")" err
'
done_testing
