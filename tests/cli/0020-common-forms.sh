#!/bin/sh
# The forms that all programs share, shown on products: options and operands, ids that flow, spreadsheets, dry runs, exit statuses.
. "$(dirname "$0")/lib.sh"

om-admin init --currency USD -q || exit 99
om-product create TEE-R --name 'Tee, red' --brand Acme --weight 180g -q || exit 99
om-product create TEE-B --name 'Tee blue' --brand Acme -q || exit 99

test_case 'columns are options, assignments and --set alike' '
	run om-product create A --hs-code 610910 --name A --brand Acme &&
	run om-product create B hs_code=610910 name=B brand=Acme &&
	run om-product create C --set hs_code=610910 --set name=C --set brand=Acme &&
	run om-product list --where "hs_code = \"610910\"" --columns sku,hs_code --format csv &&
	expect_out "sku,hs_code
A,610910
B,610910
C,610910"
'
test_case 'create says what it made, and prints its id where a format is asked for' '
	run om-product create D --name D --brand Acme --format ids &&
	expect_out D &&
	expect_err "om-product: created core product '\''D'\''"
'
test_case 'a dry run says the same and keeps nothing' '
	run om-product create E --name E --brand Acme -n &&
	expect_err "om-product: dry run: created core product '\''E'\''" &&
	must_fail 5 om-product show E
'
test_case 'ids flow from one command to the next' '
	om-product list --where "sku in (A, B)" --format ids >ids &&
	run om-product edit - --brand Best <ids &&
	expect_err "om-product: 2 updated" &&
	run om-product edit - --brand Best <ids &&
	expect_err "om-product: 2 unchanged"
'
test_case 'an edit by a filter, and one that matches nothing' '
	run om-product edit --where "brand = Best" --brand Acme && expect_err "om-product: 2 updated" &&
	run om-product edit --where "brand = Best" --brand Acme && expect_err "om-product: 0 updated" &&
	must_fail 1 om-product edit --where "brand = Best" --brand Acme --must-match
'
test_case 'unknown records are all reported, and nothing is changed' '
	must_fail 5 om-product edit X1 TEE-R X2 --brand Worst &&
	expect_err_has "X1" && expect_err_has "X2" &&
	run om-product list --where "brand = Worst" --format ids && expect_out ""
'
test_case 'a value that cannot be read is a usage error' '
	must_fail 2 om-product edit TEE-R weight=heavy && expect_err_has "[bad-unit]" &&
	must_fail 2 om-product edit TEE-R brnd=Acme && expect_err_has "did you mean '\''brand'\''? [unknown-column]" &&
	must_fail 2 om-product edit TEE-R --brnd Acme && expect_err_has "did you mean '\''--brand'\''? [usage]"
'
test_case 'an edit can be bound to the time of the last change' '
	run env OM_NOW=2026-03-03T00:00:00Z om-product edit TEE-R --mpn M1 &&
	must_fail 5 om-product edit TEE-R --mpn M2 --if-modified 2026-03-02T15:00:00Z &&
	expect_err_has "[changed]" &&
	run om-product edit TEE-R --mpn M2 --if-modified 2026-03-03T00:00:00Z &&
	must_fail 2 om-product edit TEE-R --mpn M2 --if-modified yesterdey && expect_err_has "--if-modified: "
'
test_case 'with --atomic one refusal undoes all' '
	run env OM_NOW=2026-03-04T00:00:00Z om-product edit TEE-B --mpn M3 &&
	must_fail 5 om-product edit A TEE-B --mpn M4 --if-modified 2026-03-03T00:00:00Z --atomic &&
	run om-product list --where "mpn = M4" --format ids && expect_out "" &&
	must_fail 4 om-product edit A TEE-B --mpn M4 --if-modified 2026-03-03T00:00:00Z &&
	expect_err_has "1 updated, 1 refused" &&
	run om-product list --where "mpn = M4" --format ids && expect_out A
'
test_case 'a sheet names records and the values of each' '
	printf "sku,brand,mpn\nA,One,\nB,Two,MB\n" >rows.csv &&
	run om-product edit --file rows.csv && expect_err "om-product: 2 updated" &&
	run om-product list --where "sku in (A, B)" --columns sku,brand,mpn --format csv &&
	expect_out "sku,brand,mpn
A,One,M4
B,Two,MB"
'
test_case 'an import is checked first, and says what it did' '
	printf "sku,name,brand,origin_country\nF,F,Acme,Germany\nG,G,Acme,Chnia\n" >in.csv &&
	must_fail 3 om-product import in.csv &&
	expect_err "om-product: in.csv:3: origin_country: no country '\''Chnia'\'' [unknown-country]
om-product: in.csv: created 0, updated 0, unchanged 0, rejected 1; nothing written" &&
	must_fail 4 om-product import in.csv --keep-going --rejects bad.csv &&
	expect_err_has "created 1, updated 0, unchanged 0, rejected 1" &&
	sed "s/Chnia/China/" bad.csv | cut -d, -f1-4 >good.csv &&
	run om-product import good.csv && expect_err_has "created 1" &&
	run om-product import good.csv && expect_err_has "created 0, updated 0, unchanged 1, rejected 0"
'
test_case 'an export imports as unchanged' '
	run om-product export -o all.csv && expect_out "" && expect_err_has " rows as of 2026-03-02T15:00:00" &&
	run om-product import all.csv && expect_err_has "created 0, updated 0, unchanged" && expect_err_has "rejected 0"
'
test_case 'standard input is a file too, and columns are given once for all rows' '
	printf "sku,name\nH,H\n" >in.csv &&
	run om-product import - --brand Once <in.csv && expect_err_has "standard input: created 1" &&
	run om-product list --where "sku = H" --columns brand --format tsv && expect_out "brand
Once"
'
test_case 'formats: the same rows as csv, json and ids' '
	run om-product list --where "sku = TEE-R" --columns sku,name,weight,is_active,hs_code --format csv &&
	expect_out "sku,name,weight,is_active,hs_code
TEE-R,\"Tee, red\",180g,yes," &&
	run om-product list --where "sku = TEE-R" --columns sku,name,weight,is_active,hs_code --format ndjson &&
	expect_out "{\"sku\":\"TEE-R\",\"name\":\"Tee, red\",\"weight\":\"180g\",\"is_active\":true,\"hs_code\":null}" &&
	run om-product list --where "sku = NONE" --format json && expect_out "[]"
'
test_case 'errors point at what is wrong' '
	must_fail 2 om-product list --where "brnd = Acme" &&
	expect_err_has "--where:1:1: " && expect_err_has "  brnd = Acme" && expect_err_has "  ^ did you mean '\''brand'\''?" &&
	must_fail 2 om-product list --columns sku,nmae &&
	expect_err_has "did you mean '\''name'\''? [unknown-column]"
'
test_case 'a mistyped column is named, wherever COLUMN=VALUE stands' '
	must_fail 2 om-product create NEW-1 nmae=Tee brand=Acme && expect_err "om-product: products have no column '\''nmae'\'', did you mean '\''name'\''? [unknown-column]" &&
	must_fail 2 om-product edit --where "sku = TEE-R" brnd=x && expect_err_has "no column '\''brnd'\'', did you mean '\''brand'\''? [unknown-column]" &&
	must_fail 2 om-warehouse create W2 adress1=x && expect_err_has "no column '\''adress1'\'', did you mean '\''address1'\''?" &&
	must_fail 2 om-order create sku_=x && expect_err_has "orders have no column '\''sku_'\''" &&
	must_fail 2 om-product create NEW-1 Tee && expect_err_has "unexpected operand '\''Tee'\'' [usage]" &&
	must_fail 2 om-product edit --where "sku = TEE-R" TEE-R brand=x && expect_err_has "give records or a filter, not both [usage]"
'
test_case 'show prints what is filled, and JSON the sections inside' '
	run om-product show TEE-R && expect_out_has "name " && expect_out_has "Tee, red" &&
	run om-product show TEE-R --format json && expect_out_has "\"name\":\"Tee, red\""
'
done_testing
