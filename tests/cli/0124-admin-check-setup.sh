#!/bin/sh
# om-admin check --setup: what is missing before goods can move, from an empty database to one that lacks nothing (catalog.md C13).
. "$(dirname "$0")/lib.sh"
om-admin init -q --company Northwind --country US --currency USD --tz America/New_York

# lacks CODE...: these rows are printed, and no others.
lacks() {
	run 1 om-admin check --setup --format tsv && sed 1d out | cut -f2,5 | sed 's/	\([^:]*\):.*/ \1/; s/	.*//' >got && printf '%s\n' "$@" | diff - got
}
t 'an empty database lacks everything, which keeps orders from leaving' '
	lacks no-warehouse no-channel no-product && err "om-admin: set-up: errors 3, warnings 0" &&
	run 1 om-admin check --setup --format csv && [ "$(sed -n 2p out)" = "error,no-warehouse,warehouse,,there is no active warehouse,om-warehouse create makes one" ] &&
	[ "$(sed -n 1p out)" = severity,code,entity,id,message,hint ]'
t 'as JSON' 'run 1 om-admin check --setup --format ndjson && has out "{\"severity\":\"error\",\"code\":\"no-warehouse\",\"entity\":\"warehouse\",\"id\":null,"'
om-channel create -q manual SHOP
om-warehouse create -q MAIN --type in-house --country US --address1 '1 Dock St' --city 'New York' --state NY --zip 10001
om-product create -q MUG --name Mug --brand B
t 'a warehouse of one needs a location, and no zone; products need listing, weight and customs data' '
	lacks "no-location MAIN" "no-listing MUG" "no-weight MUG" "no-customs MUG" && err "om-admin: set-up: errors 1, warnings 3" &&
	has out "customs papers lack customs_description, origin_country, hs_code, customs_value"'
t 'what is given is not missed any more' '
	om-warehouse location create -q MAIN A1 && om-product edit -q MUG --weight 1lb customs_description="Mug of clay" origin_country=PT hs_code=691200 &&
	om-product listing create -q SHOP MUG-SHOP --sku MUG && lacks "no-customs MUG" && has out "customs papers lack customs_value	" &&
	om-product edit -q MUG customs_value=3 && run om-admin check --setup && err "om-admin: set-up: errors 0, warnings 0" && out "severity,code,entity,id,message,hint"'
t 'a digital product needs a listing alone' '
	om-product create -q EBOOK --name Book --brand B --is-digital yes && lacks "no-listing EBOOK" && om-product listing create -q SHOP BOOK --sku EBOOK && run om-admin check --setup'
t 'a second warehouse needs an address and a zone, and so does the first one' '
	om-warehouse create -q THIRD --type 3pl && lacks "no-address THIRD" "no-zone MAIN" "no-zone THIRD" && has out "its address lacks address1, city, zip, country" &&
	om-warehouse edit -q THIRD --address1 x --city y --zip 1 --country US && om-warehouse zone create -q US "*" MAIN && lacks "no-zone THIRD" && om-warehouse zone create -q US NV THIRD && run om-admin check --setup'
t 'a location that nothing is picked from does not count' '
	om-warehouse location edit -q MAIN A1 --is-pickable no && lacks "no-location MAIN" && om-warehouse location edit -q MAIN A1 --is-pickable yes && run om-admin check --setup'
t 'backups that routing does not use' '
	printf "warehouse,position,backup\nMAIN,1,THIRD\n" | om-warehouse backup import -q - && run om-admin check --setup && om-admin config set -q route.backups no &&
	lacks "unused-backup MAIN" && om-admin config set -q route.backups yes && run om-admin check --setup'
t 'a listing with a problem is named with it' '
	om-product listing edit -q SHOP:MUG-SHOP push=no && lacks "listing-problem SHOP" && has out "'\''MUG-SHOP'\'' does not do its work: push-off" &&
	om-product listing edit -q SHOP:MUG-SHOP push=yes && run om-admin check --setup'
t 'what is out of use is passed over' '
	om-product create -q OLD --name Old --brand B && lacks "no-listing OLD" "no-weight OLD" "no-customs OLD" && om-product deactivate -q OLD && run om-admin check --setup'
t 'it changes nothing, and repairs nothing' '
	sql .dump >before && run om-admin check --setup && sql .dump >after && cmp before after && run 2 om-admin check --setup --repair && has err "[usage]"'
finish
