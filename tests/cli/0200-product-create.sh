#!/bin/sh
# om-product create, edit, show: a product by hand.
# covers: PRD-06 PRD-10 PRD-19 PRD-21
. "$(dirname "$0")/lib.sh"

t 'a database' 'run 0 om-admin init --country US --currency USD --tz UTC'

t 'create makes a core product' '
	run 0 om-product create TEE-R --name "Tee red" --brand Acme --weight 180g &&
	out "" && err "om-product: created core product '\''TEE-R'\''"'

t 'made again as it is, it is unchanged' '
	run 0 om-product create TEE-R --name "Tee red" --brand Acme --weight 180g &&
	err "om-product: unchanged core product '\''TEE-R'\''" &&
	[ "$(sql "select count(*) from product")" = 1 ]'

t 'made again as another, it is refused' '
	must_fail 5 om-product create TEE-R --name Other --brand Acme &&
	has err "there is a product '\''TEE-R'\'' already [exists]"'

t 'a case twin is refused, and the spelling that exists is told' '
	must_fail 5 om-product create tee-r --name x --brand Acme &&
	has err "om-product: sku: '\''tee-r'\'' differs from product '\''TEE-R'\'' only in letter case [sku-case]" &&
	has err "TEE-R"'

t 'kind may be given' '
	run 0 om-product create TEE-B --kind core --name "Tee blue" --brand Acme --weight 6.5oz'

t 'columns are options, --set and COLUMN=VALUE alike' '
	run 0 om-product create MUG --set name=Mug brand=Acme --hazmat --origin-country China hs_code=6912.00 &&
	[ "$(sql "select name, brand, is_hazmat, origin_country, hs_code from product where sku = '\''MUG'\''")" = "Mug|Acme|1|CN|691200" ]'

t 'a dry run makes nothing and says the same' '
	run 0 om-product create DRY --name x --brand y -n && has err "created core product '\''DRY'\''" &&
	[ "$(sql "select count(*) from product where sku = '\''DRY'\''")" = 0 ] &&
	must_fail 5 om-product create tee-r --name x --brand y -n && has err "[sku-case]"'

refused() { # STATUS WORD COLUMN VALUE
	must_fail "$1" om-product create R-1 --name n --brand b --set "$3=$4" && has err "[$2]" && has err "$3:" &&
		[ "$(sql "select count(*) from product where sku = 'R-1'")" = 0 ]
}
sku_refused() { # STATUS WORD SKU
	must_fail "$1" om-product create --name n --brand b --sku "$3" && has err "[$2]" && has err "sku:"
}
t 'a blank at an end of a SKU' 'sku_refused 2 stray-blank " A"'
t 'a tab at an end of a SKU' 'sku_refused 2 stray-blank "A	" || sku_refused 2 control-character "A	"'
t 'a non-breaking space at an end of a SKU' 'sku_refused 2 stray-blank "$(printf "A\302\240")"'
t 'a control character in a SKU' 'sku_refused 2 control-character "$(printf "A\001B")"'
t 'a SKU that a spreadsheet spoiled' 'sku_refused 2 scientific-number 1.23E+12'
t 'braces in a master SKU' 'sku_refused 5 bad-sku "A{1}"'
t 'a pipe in a master SKU' 'sku_refused 5 bad-sku "A|B"'
t 'a SKU of 101 characters' 'sku_refused 2 too-long "$(printf "%0101d" 1)"'
t 'no name' 'must_fail 2 om-product create N-1 --brand b && has err "name: name is missing [missing]"'
t 'no brand' 'must_fail 2 om-product create N-1 --name n && has err "brand: brand is missing [missing]"'
t 'no SKU' 'must_fail 2 om-product create --name n --brand b && has err "[missing]"'
t 'a spoiled barcode' 'refused 2 scientific-number upc 1.23E+12'
t 'a country that is none' 'refused 2 unknown-country origin_country Chnia'
t 'a customs code of 5 digits' 'refused 2 bad-hs-code hs_code 6109.1'
t 'an address that is no picture'\''s' 'refused 2 bad-url image_urls ftp://a/b'
t 'an e-mail that is none' 'refused 2 bad-email buyer_email ann'
t 'a currency that is none' 'refused 2 unknown-currency currency QQQ'
t 'money with 5 decimals' 'refused 2 bad-money map_price 1.00001'
t 'a weight that is too precise' 'refused 2 too-precise weight 1.0000001lb'
t 'a length that is too precise' 'refused 2 too-precise length 1.0005in'
t 'a unit that is none' 'refused 2 bad-unit weight 1stone'
t 'a weight below 0' 'refused 2 out-of-range weight -1lb'
t 'a flag that is neither' 'refused 2 not-boolean is_hazmat maybe'
t 'a kind that is none' 'refused 2 bad-choice kind thing'
t 'pounds beside a weight' '
	must_fail 2 om-product create R-1 --name n --brand b --pounds 1 --weight 1lb && has err "[conflicting-columns]"'
t 'a column that is none' 'must_fail 2 om-product create R-1 --name n --brand b --set colour=red && has err "[unknown-column]"'
t 'a column that is derived' 'must_fail 5 om-product create R-1 --name n --brand b listing_count=3 && has err "[read-only]"'

weigh() { # INPUT STORED PRINTED, by weight or length
	run 0 om-product edit MUG "$1=$2" &&
		[ "$(sql "select ${1}_$4 from product where sku = 'MUG'")" = "$3" ] &&
		run 0 om-product list --where 'sku = MUG' --columns "$1" --format csv && has out "$5"
}
t 'C2: 2.5lb' 'weigh weight 2.5lb 1133980925000 ng 2.5lb'
t 'C2: 2.5 oz' 'weigh weight "2.5 oz" 70873807813 ng 2.5oz'
t 'C2: 0.1oz' 'weigh weight 0.1oz 2834952313 ng 0.1oz'
t 'C2: 454g' 'weigh weight 454g 454000000000 ng 454g'
t 'C2: 1.125in' 'weigh length 1.125in 28575 um 1.125in'
t 'C2: 0.001in' 'weigh length 0.001in 25 um 0.001in'
t 'C2: one pound and 8 ounces' '
	run 0 om-product edit MUG pounds=1 ounces=8 &&
	[ "$(sql "select weight_ng || weight_unit from product where sku = '\''MUG'\''")" = 680388555000lb ] &&
	run 0 om-product list --where "sku = MUG" --columns weight --format csv && has out 1.5lb'

t 'edit changes many' '
	run 0 om-product edit TEE-R TEE-B hs_code=6109.10 origin_country=China &&
	[ "$(sql "select count(*) from product where hs_code = '\''610910'\'' and origin_country = '\''CN'\''")" = 2 ] &&
	err "om-product: 2 updated"'
t 'and again nothing' '
	run 0 om-product edit TEE-R TEE-B hs_code=610910 origin_country=CN && err "om-product: 2 unchanged"'
t 'by a filter' '
	run 0 om-product edit --where "brand = Acme and weight > 100g" labels="new|hot" && err "om-product: 3 updated"'
t 'and from a pipe' '
	run 0 om-product list --where "labels = hot" --format ids && sed 1q out >ids &&
	om-product edit - is_hazmat=yes <ids >out 2>err && [ "$(sql "select is_hazmat from product where sku = '\''TEE-R'\''")" = 1 ]'
t 'history has the old and the new value' '
	[ "$(sql "select old_value, new_value from history where field = '\''weight'\'' order by history_id limit 1")" = "|2.5lb" ] &&
	[ "$(sql "select count(*) from history where field = '\''modified_at'\''")" = 0 ]'
t 'an empty value clears' '
	run 0 om-product edit TEE-R labels= weight= &&
	[ "$(sql "select weight_ng is null from product where sku = '\''TEE-R'\''")" = 1 ] &&
	[ "$(sql "select count(*) from product_value where product_id = 1")" = 0 ]'
t 'but not the name' 'must_fail 2 om-product edit TEE-R name= && has err "[missing]"'
t 'the SKU is not edited' 'must_fail 5 om-product edit TEE-R --set sku=TEE-X && has err "[read-only]"'
t 'an unknown product is told' 'must_fail 5 om-product edit NOPE name=x && has err "no product '\''NOPE'\'' [unknown-sku]"'
t 'modified_at moves with a change alone' '
	run 0 env OM_NOW=2026-03-03T00:00:00Z om-product edit TEE-B weight=6.5oz &&
	[ "$(sql "select modified_at from product where sku = '\''TEE-B'\''")" = "$(date -u -d 2026-03-02T15:00:00Z +%s)" ] &&
	run 0 env OM_NOW=2026-03-03T00:00:00Z om-product edit TEE-B weight=7oz &&
	[ "$(sql "select modified_at from product where sku = '\''TEE-B'\''")" = "$(date -u -d 2026-03-03T00:00:00Z +%s)" ]'

t 'an edit of what was seen before it changed is refused' '
	must_fail 5 om-product edit TEE-B --if-modified 2026-03-02T16:00:00Z name=x && has err "[changed]" &&
	run 0 env OM_NOW=2026-03-04T00:00:00Z om-product edit TEE-B --if-modified 2026-03-03T00:00:00Z mpn=1 &&
	must_fail 5 om-product edit TEE-B --if-modified 2026-03-03T00:00:00Z mpn=2'

t 'deactivate and activate' '
	run 0 om-product deactivate MUG && run 0 om-product list --where "is_active = no" --format ids && out MUG &&
	run 0 om-product deactivate MUG && run 0 om-product activate MUG &&
	[ "$(sql "select group_concat(new_value) from history where field = '\''is_active'\''")" = no,yes ]'

t 'show prints what is known' '
	run 0 om-product show TEE-B && has out "Tee blue" && has out "History" && has out 610910 &&
	run 0 om-product show TEE-B --format json && has out "\"hs_code\":\"610910\"" && has out "\"weight\":\"7oz\""'

t 'list: table, csv, json' '
	run 0 om-product list --where "brand = Acme and weight > 150g" --columns sku,weight --format csv &&
	out "sku,weight
TEE-B,7oz
MUG,1.5lb" &&
	run 0 om-product list --find "tee b" --columns sku,weight --format json && has out "TEE-B" &&
	run 0 om-product list --summary=brand --format csv && has out "Acme,3"'

t 'create and edit say what they do not refuse, once' '
	run 0 om-product create UPC-1 --name u --brand b --upc 012345678906 && err "om-product: warning: upc: '\''012345678906'\'' has a wrong check digit [bad-check-digit]
om-product: created core product '\''UPC-1'\''" &&
	run 0 om-product edit UPC-1 upc=012345678907 -n && has err "warning: upc: " && has err "dry run: 1 updated"'
t 'an amount in JSON has its currency beside it' '
	run 0 om-product create EUR-1 --name e --brand b --map-price 4 --currency EUR &&
	run 0 om-product list --where "sku = EUR-1" --columns sku,map_price,vendor_cost --format ndjson &&
	out "{\"sku\":\"EUR-1\",\"map_price\":\"4.00\",\"vendor_cost\":null,\"currency\":\"EUR\"}" &&
	run 0 om-product list --where "sku = EUR-1" --columns currency,map_price --format ndjson && out "{\"currency\":\"EUR\",\"map_price\":\"4.00\"}"'
done_testing
