#!/bin/sh
# om-admin dump and load: the same bytes again, and nothing but exactly a dump is loaded.
. "$(dirname "$0")/lib.sh"
. "$here/../upgrade/lib.sh"
gen=${OM_BUILD:-$TEST_ROOT/build}/bench/gen
small_company >/dev/null 2>&1
om-product edit TEE-R -q name="$(printf 'Tee \\ red\twide\nand long')" description='a\N' brand=Été
om-order pay SHOP:2 -q >/dev/null && om-order release SHOP:2 -q >/dev/null && om-ship ship SHOP:1 --no-tracking -q >/dev/null

# A file $1 with its last line put right, so that only what stands before it is wrong.
seal() {
	sed '/^end /d' "$1" >body && {
		cat body
		echo "end $(grep -c '^table ' body) $(grep -c '^	' body) $(sha256sum <body | cut -d' ' -f1)"
	} >"$1"
}
# refused RC WORD TEXT SED: the dump changed by SED and sealed is refused with RC, WORD and TEXT, and nothing is loaded.
refused() {
	sed "$4" whole.dump >bad.dump && ! cmp -s whole.dump bad.dump && seal bad.dump && rm -f bad.db* &&
		run "$1" om-admin load bad.dump --db bad.db && has err "[$2]" && has err "$3" &&
		{ [ ! -e bad.db ] || [ "$(sqlite3 bad.db 'select count(*) from sqlite_schema')" = 0 ]; }
}

t 'a dump is text with a first and a last line' '
	run om-admin dump && cp out whole.dump && [ "$(head -n 1 out)" = "om-dump 1 schema 1" ] &&
	tail -n 1 out | grep -qE "^end [0-9]+ [0-9]+ [0-9a-f]{64}$" &&
	err "om-admin: dumped $(grep -c "^	" out) rows of $(grep -c "^table " out) tables" &&
	[ "$(grep -c "^table " out)" = "$(sql "select count(*) from sqlite_schema where type = '\''table'\''")" ]'
t 'the same data give the same bytes, in a file too' '
	run om-admin dump -q -o again.dump && out "" && cmp whole.dump again.dump'
t 'the last line is the hash of the others' 'cp whole.dump sealed && seal sealed && cmp whole.dump sealed'
t 'tabs, newlines and backslashes are escaped, null is not a text' '
	grep -qF "Tee \\\\ red\\twide\\nand long" whole.dump && grep -qF "	a\\\\N	" whole.dump && grep -q "	\\\\N	" whole.dump'
t 'load makes the same database' '
	run om-admin load whole.dump --db copy.db && out "" && has err "om-admin: loaded $(grep -c "^	" whole.dump) rows" &&
	run om-admin dump -q --db copy.db -o copy.dump && cmp whole.dump copy.dump &&
	sql .dump | LC_ALL=C sort >one && sqlite3 copy.db .dump | LC_ALL=C sort >two && cmp one two && run om-admin check --db copy.db'
t 'it has the shape of a new one and goes on where the other was' '
	shape_of om.db >one && shape_of copy.db >two && cmp one two &&
	run om-order hold SHOP:2 --open-ended --db copy.db && run om-admin check --db copy.db'
t 'through a pipe' '
	om-admin dump -q | om-admin load - -q --db pipe.db && run om-admin dump -q --db pipe.db && cmp out whole.dump'
t 'a dry run loads and proves everything and makes nothing' '
	run om-admin load -n whole.dump --db none.db && has err "dry run: loaded" && [ "$(ls none.db* 2>/dev/null)" = "" ]'
t 'a database that is there already is refused and stays' '
	run 5 om-admin load whole.dump && has err "[not-empty]" && run om-admin dump -q && cmp out whole.dump'
t 'an empty file is taken' ': >blank.db && run om-admin load -q whole.dump --db blank.db && run om-admin check -q --db blank.db'

t 'a file that is not there' 'run 3 om-admin load none.dump --db x.db && has err "[io]" && [ ! -e x.db ]'
t 'a file that is no dump' '
	echo hello >text && run 3 om-admin load text --db x.db && err "om-admin: text:1: this is no dump of om-admin [bad-dump]" && [ ! -e x.db ]'
t 'a dump that was cut off at any line is refused' '
	n=$(wc -l <whole.dump) && i=1 && while [ $i -lt $n ]; do
		head -n $i whole.dump >cut.dump && run 3 om-admin load cut.dump --db x.db && has err "[bad-dump]" &&
			has err "cut.dump:$((i + 1)): the file ends before its last line" && [ ! -e x.db ] || exit 1
		i=$((i + 7))
	done'
t 'so is one cut off within a line' '
	head -c -20 whole.dump >cut.dump && run 3 om-admin load cut.dump --db x.db && has err "[bad-dump]" && [ ! -e x.db ]'
t 'a changed byte is found' '
	sed "s/Leeds/Luton/" whole.dump >changed.dump && run 3 om-admin load changed.dump --db x.db && has err "changed or damaged" && [ ! -e x.db ]'
t 'so is a line too few, and text behind the end' '
	sed 5d whole.dump >changed.dump && run 3 om-admin load changed.dump --db x.db && has err "[bad-dump]" &&
	{ cat whole.dump; echo more; } >changed.dump && run 3 om-admin load changed.dump --db x.db &&
	has err "changed.dump:$(wc -l <changed.dump): text after the last line" && [ ! -e x.db ]'
t 'a NUL byte' '
	{ head -n 3 whole.dump; printf "\t\000\t1\n"; } >nul.dump && run 3 om-admin load nul.dump --db x.db && has err "nul.dump:4: a NUL byte [bad-dump]"'

t 'a newer format or schema' '
	refused 3 newer-version "bad.dump:1: the dump has format 2" "1s/om-dump 1/om-dump 2/" &&
	refused 3 newer-version "version 99 of the schema" "1s/schema 1/schema 99/"'
t 'a number that is written otherwise' 'refused 3 bad-dump "column next is not written as a dump writes numbers" "/^	channel	/s/2/02/"'
t 'a number that is none' 'refused 3 bad-dump "bad.dump:4: next: column next" "/^	channel	/s/	2/	two/"'
t 'an unknown escape' 'refused 3 bad-dump "not written as a dump writes texts" "s/Leeds/Le\\\\eds/"'
t 'text that is not UTF-8' 'refused 3 bad-dump "not written as a dump writes texts" "s/Leeds/$(printf "\377")/"'
t 'a cell too many or too few' '
	refused 3 bad-dump "another number of cells" "/^	channel	/s/$/	1/" && refused 3 bad-dump "another number of cells" "/^	channel	/s/	2//"'
t 'a table that the schema does not have' 'refused 3 bad-dump "table setting with the columns of the schema is wanted here" "s/^table setting	/table settings	/"'
t 'a column that it does not have' 'refused 3 bad-dump "table channel with the columns" "/^table channel	/s/time_zone/timezone/"'
t 'a table too few or too many' '
	refused 3 bad-dump "is wanted here" "/^table setting	/,/^table warehouse/{/^table warehouse/!d}" &&
	refused 3 bad-dump "the schema has no such table" "\$s/.*/table zzz	a/"'
t 'a line that is none' 'refused 3 bad-dump "is wanted here" "3s/^	/ /"'
t 'a key twice' 'refused 3 bad-dump "a record with the same" "/^	channel	/p"'
t 'a value that the schema refuses' '
	refused 3 bad-dump "NOT NULL constraint failed: run.actor" "/^table run	/,/^table channel	/s/os:tester/\\\\N/" &&
	refused 3 bad-dump "CHECK constraint failed: channel_type" "/^table channel	/,/^table customer	/s/manual/shopify/"'
t 'a reference to nothing' 'refused 3 database "refers to a missing row of run" "/^table run	/,/^table channel	/{/^	2	/d}"'
t 'another version within' 'refused 3 bad-dump "table meta holds another version" "s/^	version	1/	version	7/"'
t 'data that break an invariant' '
	grep -q "^	allocation	" whole.dump && refused 3 unsound-data "the data break 1 invariant, nothing is loaded; the first: stock-locked: TEE-R at MAIN/A1: locked is 1" \
		"/^table movement	/,/^table package_item	/{/^	2	/d}"'

t 'sellers of some size come back the same' '
	[ -x "$gen" ] || return 0
	"$gen" data 400 40 3 && OM_DB=big.db && export OM_DB &&
	om-admin init -q --company Big --country US --currency USD --tz America/New_York &&
	for c in 1 2 3 4 5; do om-channel create manual CH$c -q || exit 1; done &&
	om-warehouse import -q data/warehouses.csv && om-warehouse location import -q data/locations.csv &&
	om-warehouse zone import -q data/zones.csv && om-warehouse backup import -q data/backups.csv &&
	om-product import -q data/products.csv && om-inventory import -q data/stock.csv && om-order import -q data/orders.csv &&
	om-order list --where "status = awaiting-shipment" --limit 50 --format ids >ids &&
	om-ship ship - --no-tracking -q <ids >/dev/null && run om-admin dump -q -o one.dump && run om-admin load -q one.dump --db two.db &&
	run om-admin dump -q --db two.db -o two.dump && cmp one.dump two.dump && [ "$(wc -l <one.dump)" -gt 4000 ]'
OM_DB=$TRASH/work/om.db
t 'the operand is needed' 'run 2 om-admin load && has err "[usage]"'

finish
