#!/bin/sh
# om-product import and export.
# covers: PRD-17 PRD-23
. "$(dirname "$0")/lib.sh"

t 'a database' 'run 0 om-admin init --country US --currency USD --tz UTC'

cat >model.csv <<\END
Master SKU,Name,UPC,Brand,Categories,M.A.P.,Pounds...,...plus Ounces,Height (in.),Active
SHIRT-S,Shirt S,012345678905,Acme,Clothing|Shirts,$19.95,0,6.5,2,TRUE
SHIRT-L,Shirt L,012345678912,Acme,Clothing|Shirts,"$1,019.95",1,0,2.5,TRUE
END
cat >bad.csv <<\END
Master SKU,Name,UPC,Brand,Active
SHIRT-S,Shirt S,,Acme,TRUE
CAP,Cap,,,TRUE
BAG,Bag,1.23E+12,Acme,maybe
END

t 'bad rows are told one by one, and nothing is written' '
	must_fail 3 om-product import bad.csv &&
	has err "bad.csv:3: brand: brand is missing [missing]" && has err "bad.csv:4: upc:" && has err "[scientific-number]" &&
	has err "bad.csv:4: is_active (Active):" && has err "[not-boolean]" && has err "nothing written" &&
	[ "$(sql "select count(*) from product")" = 0 ]'
t 'a dry run says what the real run would' '
	run 0 om-product import model.csv -n && has err "created 2, updated 0, unchanged 0, rejected 0" &&
	[ "$(sql "select count(*) from product")" = 0 ]'
t 'the headers of the model are known' '
	run 0 om-product import model.csv && has err "created 2, updated 0, unchanged 0, rejected 0" &&
	run 0 om-product list --columns sku,weight,height,map_price,categories,is_active --format csv && out "\
sku,weight,height,map_price,categories,is_active
SHIRT-S,6.5oz,2in,19.95,Clothing|Shirts,yes
SHIRT-L,1lb,2.5in,1019.95,Clothing|Shirts,yes"'
t 'read again all is unchanged' 'run 0 om-product import model.csv && has err "created 0, updated 0, unchanged 2, rejected 0"'
t 'an export read again is unchanged throughout' '
	run 0 om-product edit SHIRT-S image_urls="https://a/1.png https://a/2.png" description="two
lines, \"quoted\"" labels="a|b" shipping_cost=4.5 vendor_cost=1.2345 customs_value=3 currency=EUR track_lots=yes mpn=007 &&
	run 0 om-product export -o all.csv && run 0 om-product import all.csv &&
	has err "created 0, updated 0, unchanged 2, rejected 0"'
t 'an export makes the same products elsewhere' '
	run 0 om-admin init --db other.db --tz UTC && run 0 om-product import all.csv --db other.db &&
	run 0 om-product export --db other.db && cmp out all.csv'
t '--on-exists skip' '
	printf "sku,name,brand\nSHIRT-S,Other,Acme\nNEW,New,Acme\n" >new.csv &&
	run 0 om-product import new.csv --on-exists skip -n && has err "created 1, updated 0, unchanged 0, rejected 0, skipped 1"'
t '--on-exists fail' 'must_fail 3 om-product import new.csv --on-exists fail && has err "new.csv:2: sku: there is a product"'
t '--no-create' 'must_fail 3 om-product import new.csv --no-create && has err "new.csv:3: sku: no product '\''NEW'\'' [unknown-sku]"'
t '--strict-brands' '
	printf "sku,name,brand\nB-1,x,Nobody\n" >brand.csv &&
	must_fail 3 om-product import brand.csv --strict-brands && has err "[unknown-brand]"'
t '--ignore-case finds the product in other letters' '
	printf "sku,name\nshirt-s,Shirt small\n" >fold.csv &&
	must_fail 3 om-product import fold.csv && has err "[sku-case]" &&
	run 0 om-product import fold.csv --ignore-case && has err "updated 1" &&
	[ "$(sql "select sku from product where name = '\''Shirt small'\''")" = SHIRT-S ]'
t 'a key twice refuses both rows' '
	printf "sku,name,brand\nD,x,b\nD,y,b\n" >twice.csv && must_fail 3 om-product import twice.csv &&
	has err "twice.csv:2:" && has err "twice.csv:3:" && has err "[duplicate-row]"'
t 'twins within one file are refused' '
	printf "sku,name,brand\nD,x,b\nd,y,b\n" >twins.csv && must_fail 3 om-product import twins.csv && has err "twins.csv:3:" &&
	has err "[sku-case]"'
t '--keep-going writes the good rows, rejects are repaired and read' '
	printf "sku,name,brand,hs_code\nG-1,g,b,610910\nG-2,g,b,61\nG-3,g,b,6109.10\n" >good.csv &&
	run 4 om-product import good.csv --keep-going --rejects rej.csv && has err "created 2, updated 0, unchanged 0, rejected 1" &&
	has rej.csv bad-hs-code && sed "s/,61,/,610910,/" rej.csv >again.csv &&
	run 0 om-product import again.csv && has err "created 1"'
t 'a wrong check digit is a warning' '
	printf "sku,name,brand,upc\nU-1,u,b,012345678906\n" >upc.csv && run 0 om-product import upc.csv && has err "[bad-check-digit]" &&
	[ "$(sql "select upc from product where sku = '\''U-1'\''")" = 012345678906 ]'
t 'a row that looks like a renamed product is a warning' '
	printf "sku,name,brand,upc\nU-2,u,b,012345678906\n" >ren.csv && run 0 om-product import ren.csv -n && has err "[possible-rename]" &&
	has err "U-1"'
t 'clearing: \N, but not what is needed' '
	printf "sku,labels\nSHIRT-S,\\\\N\n" >clear.csv && run 0 om-product import clear.csv && has err "updated 1" &&
	[ "$(sql "select count(*) from product_value where list = '\''label'\''")" = 0 ] &&
	printf "sku,brand\nSHIRT-S,\\\\N\n" >clear.csv && must_fail 3 om-product import clear.csv && has err "brand: brand is missing"'
t 'columns that are derived are read over' '
	printf "sku,listing_count,created_at,on_hand\nSHIRT-S,7,2020-01-01,5\n" >ro.csv && run 0 om-product import ro.csv && has err "unchanged 1"'
t 'an unknown header is refused' '
	printf "sku,colour\nSHIRT-S,red\n" >unk.csv && must_fail 3 om-product import unk.csv && has err "[unknown-column]"'
t 'an empty file changes nothing' ': >empty.csv && run 0 om-product import empty.csv && has err "created 0"'
t 'the template is read as it is' '
	run 0 om-product import --template --comments && cp out tpl.csv && has tpl.csv hs_code && has tpl.csv "# sku:" &&
	run 0 om-product import tpl.csv && has err "created 0, updated 0, unchanged 0, rejected 0"'
t 'active and inactive are read' '
	printf "sku,status\nSHIRT-S,inactive\n" >act.csv && run 0 om-product import act.csv && has err "updated 1" &&
	[ "$(sql "select is_active from product where sku = '\''SHIRT-S'\''")" = 0 ]'
t 'from standard input' 'printf "sku,status\nSHIRT-S,active\n" | om-product import - 2>err && has err "updated 1"'
t 'two at once: one creates, the other finds it done' '
	awk "BEGIN { print \"sku,name,brand\"; for (i = 0; i < 3000; i++) print \"P-\" i \",n,b\" }" >many.csv &&
	{ om-product import many.csv 2>one & om-product import many.csv 2>two; wait; } &&
	cat one two >err && [ "$(sql "select count(*) from product where sku like '\''P-%'\''")" = 3000 ] &&
	! grep -q "rejected [1-9]" err'
t 'a mistake in a map is one of the command, not of the sheet' '
	printf "sku = SKU\nfoo = Bar\n" >bad.map && printf "sku = SKU\nskip if \"Name\" ~~ 3\n" >skip.map && printf "SKU,Name\nA,a\n" >foreign.csv &&
	must_fail 2 om-product import foreign.csv --map bad.map && err "om-product: --map bad.map:2: no column '\''foo'\'' [unknown-column]" &&
	must_fail 2 om-product import foreign.csv --map skip.map && has err "om-product: --map skip.map:2:9: " && has err "[filter-syntax]"'
t 'a disk that fills up midway ends with what was done, and a second run does the rest' '
	awk "BEGIN { print \"sku,name,brand\"; for (i = 0; i < 14000; i++) print \"F-\" i \",a name of some length to fill the file,b\" }" >fill.csv &&
	(trap "" XFSZ; ulimit -f 6000; must_fail 4 om-product import fill.csv) && has err "[io]; run again, it does the rest" &&
	done=$(sql "select count(*) from product where sku like '\''F-%'\''") && [ "$done" -gt 0 ] && [ "$done" -lt 14000 ] &&
	has err "created $done, updated 0, unchanged 0, rejected 0" &&
	run 0 om-product import fill.csv && has err "created $((14000 - done)), updated 0, unchanged $done, rejected 0" && run 0 om-admin check'

t 'an interrupted import says what stands' '
	{ sleep 1 | timeout -s TERM 0.3 om-product import - 2>err; [ $? = 124 ]; } &&
	err "om-product: interrupted; what is written so far stands, and the same command does the rest" &&
	{ sleep 1 | timeout -s TERM 0.3 om-product import - --atomic 2>err; [ $? = 124 ]; } &&
	err "om-product: interrupted; nothing was written" && run 0 om-admin check'
t 'an encoding that there is not, and files that are not reached' '
	must_fail 2 om-product import ro.csv --encoding NOPE && has err "om-product: --encoding: no encoding '\''NOPE'\'' [bad-choice]" &&
	must_fail 3 om-product import unk.csv ro.csv && printf "sku,brand\nNEW-ONE,b\n" >one.csv && must_fail 3 om-product import one.csv ro.csv &&
	has err "om-product: ro.csv: not read"'

done_testing
