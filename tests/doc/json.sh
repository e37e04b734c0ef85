#!/bin/sh
# om-json(5): every list prints its columns with the JSON type that the page gives their type; what version 1 of the shapes has is there
# with the type that it had; and what records nest, and verbs print besides, stands in the page.
OM_TEST_LIB_DIR=$(cd "$(dirname "$0")/../cli" && pwd)
. "$OM_TEST_LIB_DIR/lib.sh"
top=$TEST_ROOT
page=$top/man/om-json.5
frozen=$top/tests/doc/json-1.txt
tour=$top/examples/tour

json() { sqlite3 -batch -separator ' ' :memory: "$2" -cmd '.param init' -cmd ".param set :file '$1'"; }
# Every key of the objects in FILE with the types of its values, at any depth: "lines.quantity integer".
keys_of() {
	json "$1" "select distinct replace(replace(fullkey, '\$[' || substr(fullkey, 3, instr(fullkey, ']') - 3) || '].', ''), '\"', ''), type
		from json_tree(readfile(:file)) where key is not null and fullkey like '\$[%].%'" | sed 's/\[[0-9]*\]//g' |
		grep -v '^[a-z_]*s [a-z]*$' | LC_ALL=C sort -u
}
page_has() { grep -qE "(^|[ ,.])$1( |,|\$)" "$page" || { echo "the page lacks $1"; return 1; }; }

om-admin init -q --company Shop --country GB --currency GBP --tz Europe/London
om-channel create -q manual WEB
om-warehouse create -q MAIN type=in-house address1='4 Canal Wharf' city=Reading zip='RG1 8DL' country=GB
om-product import -q "$tour/products.csv"
om-admin field create -q Fabric --entity product
om-product edit -q MUG-BLU labels='new|red' length=12cm map_price=9.50
om-product listing create -q WEB MUG-XX --to MUG-BLU
om-warehouse location import -q "$tour/locations.csv"
om-warehouse zone create -q country=GB state='*' warehouse=MAIN
om-inventory import -q --warehouse MAIN "$tour/stock.csv"
om-order import -q --channel WEB --keep-going "$tour/orders.csv" 2>/dev/null
om-order hold -q 1004 --open-ended >/dev/null
om-order create -q --channel WEB --item MUG-BLV,1,9.50 order_number=2001 >/dev/null 2>&1
om-ship pick create -q --where 'order_number = 1001' >/dev/null
om-ship ship -q 1001 --carrier DHL --tracking 1234567890 >/dev/null 2>&1
om-inventory adjust -q MUG-BLU +1 --warehouse MAIN --location A-01 --reason found

# Every list, of whatever program: "om-order item list".
for program in "$OM_BIN"/om-*; do
	"$program" -h | sed -n "s/^  \(\([a-z-]* \)\{0,1\}list\)  .*/${program##*/} \1/p"
done | grep -v config >lists
t 'there are lists' '[ "$(wc -l <lists)" -gt 14 ]'
: >shapes
while read -r list; do
	$list --columns help --format csv 2>/dev/null | awk -F, -v list="$list" 'NR > 1 && $1 !~ /:$/ && $1 !~ /^p?cf:/ && $3 !~ /input-only/ { print list, $1, $2 }' >columns
	cat columns >>shapes
	$list --columns "$(awk '{ printf "%s%s", (NR > 1 ? "," : ""), $(NF - 1) }' columns)" --format json >all.json 2>err
	awk '
		BEGIN {
			split("id text word ref zip cell money decimal weight length time day clock", strings)
			for (i in strings) json[strings[i]] = "text"
			json["int"] = "integer"
			json["yes/no"] = "true false"
			json["set"] = "array"
		}
		FNR == NR { want[$(NF - 1)] = json[$NF]; next }
		$1 in want && $2 != "null" && index(" " want[$1] " ", " " $2 " ") == 0 { print $1 " is " $2 ", not " want[$1] }' columns - >wrong <<-END
	$(json all.json "select key, type from json_tree(readfile(:file)) where key is not null and path like '\$[%]' and path not like '%.%'")
	END
	t "$list: types as the page says" 'cat err wrong && [ -s columns ] && [ -s all.json ] && [ ! -s err ] && [ ! -s wrong ]'
done <lists
t 'a wrong type would be found' '
	echo "[{\"a\":1}]" >wrong.json && [ "$(json wrong.json "select key, type from json_tree(readfile(:file)) where key is not null and path like '\''\$[%]'\''" | tail -n 1)" = "a integer" ]'

# Every record with what it nests, and every verb that prints rows of its own.
while read -r name command; do
	eval "$command --format json" >"$name.json" 2>err
	json "$name.json" "select distinct key, type from json_tree(readfile(:file)) where path like '\$[%]' and path not like '%.%' and key <> ''" >keys
	sed "s/^/$name /; s/ \(null\|text\|true\|false\|integer\)$//" keys | LC_ALL=C sort -u >>shapes
	json "$name.json" "select distinct j.key from json_each(readfile(:file)) r, json_tree(r.value) j where j.type = 'array' and j.path = '\$' and j.value not like '[\"%'" |
		tr -d ' ' >nested
	case $name in
	show-* | orders)
		t "$command: what it nests stands in the page" '[ -s nested ] && rm -f lacking; for key in $(cat nested); do page_has "$key" || echo "$key" >>lacking; done; [ ! -e lacking ]' ;;
	*)
		t "$command: its keys stand in the page" '[ -s keys ] && rm -f lacking; for key in $(cut -d" " -f1 keys); do page_has "$key" || echo "$key" >>lacking; done; [ ! -e lacking ]' ;;
	esac
done <<'END'
show-order om-order show 1002
show-customer om-order customer show 1
show-product om-product show MUG-BLU
show-stock om-inventory show MUG-BLU
show-warehouse om-warehouse show MAIN
show-location om-warehouse location show MAIN A-01
show-channel om-channel show WEB
show-field om-admin field show Fabric
show-label om-admin label show new
show-user om-admin user show me
show-shipment om-ship show S1000
show-pick om-ship pick show PL1000
orders om-export orders --level order
explain om-order show 1002 --explain
result om-order release 1004
moved om-inventory lock MUG-BLU 1 --warehouse MAIN --location A-01 --reason count
history om-inventory history MUG-BLU
config om-admin config list
setting om-admin config get company.currency
status om status
words om help errors
fields om-order list --columns help
filters om-order list --where help
log om-admin log changes --columns field,old_value,new_value,actor
check om-ship check 1002
setup om-admin check --setup
suggest om-product listing suggest
END
t 'an error has the keys of the page, and no others' '
	om-product edit NONE name=x --format json 2>err; sed -n "/^{/s/.*/[&]/p" err >error.json &&
	json error.json "select key from json_each(json_extract(readfile(:file), '\''\$[0]'\''))" >keys && [ "$(wc -l <keys)" = 10 ] &&
	for key in $(cat keys); do grep -qx ".It Li $key" "$page" || { echo "the page lacks $key"; exit 1; }; done'

LC_ALL=C sort -u -o shapes shapes
if [ -n "${BLESS:-}" ]; then cp shapes "$frozen"; fi
t 'what version 1 has is there, with the type that it had; before it is released BLESS=1 writes it anew' 'LC_ALL=C comm -23 "$frozen" shapes >gone; cat gone; [ ! -s gone ] && [ "$(wc -l <"$frozen")" -gt 400 ]'
finish
