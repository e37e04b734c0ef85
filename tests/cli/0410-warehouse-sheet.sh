#!/bin/sh
# om-warehouse edit, import, export: the sheet, its aliases, what an edit may not do.
# covers: WHS-01 WHS-07 WHS-21
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
cat >w.csv <<'END'
Warehouse Name,Warehouse Type,address1,city,state,zip,country,Contact Phone,contact_email,returns_name,cutoff,color,strict_fifo,source_warehouse,transfer_days,active
MAIN,in-house,1 Dock Rd,Reno,Nevada,89502,USA,555-1,dock@t.example,Returns,15:30,#AABBCC,yes,,,
EAST,3pl,,,,,,,,,,,,,,yes
FED,3pl,,,,,,,,,,,,MAIN,5,
END
t 'a dry run counts what a run would do' '
	run 0 om-warehouse import w.csv -n && err "om-warehouse: dry run: w.csv: created 3, updated 0, unchanged 0, rejected 0" &&
	[ "$(sql "select count(*) from warehouse")" = 0 ]'
t 'import reads other headers' '
	run 0 om-warehouse import w.csv && err "om-warehouse: w.csv: created 3, updated 0, unchanged 0, rejected 0"'
t 'and stores what they say' '
	[ "$(sql "select state, country, phone, email, returns_name, cutoff, color, strict_fifo from warehouse where warehouse = '\''MAIN'\''")" = "NV|US|555-1|dock@t.example|Returns|55800|#aabbcc|1" ] &&
	[ "$(sql "select f.warehouse, w.transfer_days from warehouse w join warehouse f on f.warehouse_id = w.fed_by")" = "MAIN|5" ]'
t 'import again is unchanged' '
	run 0 om-warehouse import w.csv && err "om-warehouse: w.csv: created 0, updated 0, unchanged 3, rejected 0" &&
	[ "$(sql "select count(*) from history where entity = '\''warehouse'\''")" = 0 ]'
t 'export and import is unchanged' '
	om-warehouse export -q >e.csv && run 0 om-warehouse import e.csv &&
	err "om-warehouse: e.csv: created 0, updated 0, unchanged 3, rejected 0"'
t 'when goods leave: weekdays, holidays in their order, and days of handling' '
	run 0 om-warehouse edit MAIN ship_days=mon,sat "holidays=2026-12-26|2026-12-25|2026-12-26" handling_days=2 returns_phone_ext=77 &&
	run 0 om-warehouse list --where "warehouse = MAIN" --columns ship_days,holidays,handling_days,returns_phone_ext --format csv && out "ship_days,holidays,handling_days,returns_phone_ext
mon|sat,2026-12-25|2026-12-26,2,77" && run 0 om-warehouse list --where "ship_days has sat" --format ids && out MAIN &&
	om-warehouse export -q >e.csv && run 0 om-warehouse import e.csv && has err "unchanged 3" &&
	run 2 om-warehouse edit MAIN ship_days=fryday && has err "[bad-choice]" && run 2 om-warehouse edit MAIN holidays=xmas && has err "[bad-date]" &&
	run 2 om-warehouse edit MAIN handling_days=-1 && run 2 om-warehouse edit MAIN handling_days=400 &&
	run 0 om-warehouse edit MAIN ship_days= holidays= handling_days= returns_phone_ext= &&
	run 0 om-warehouse list --where "warehouse = MAIN" --columns ship_days,holidays,handling_days --format csv && out "ship_days,holidays,handling_days
mon|tue|wed|thu|fri,,0"'
t 'an edit is told and kept with old and new' '
	run 0 om-warehouse edit MAIN returns_address1="2 Back Ln" returns_city=Reno returns_state=nevada returns_country=US cutoff= &&
	[ "$(sql "select field, coalesce(old_value, '\''-'\''), coalesce(new_value, '\''-'\'') from history where field in ('\''cutoff'\'', '\''returns_state'\'') order by field" | tr "\n" " ")" = "cutoff|15:30|- returns_state|-|NV " ]'
t 'the same edit again is unchanged' 'run 0 om-warehouse edit MAIN returns_city=Reno && err "om-warehouse: 1 unchanged"'
t 'an address cannot be taken away' 'run 2 om-warehouse edit MAIN city= && has err "[missing]" && run 2 om-warehouse edit MAIN zip= && has err "[missing]"'
t 'a circle of feeding is refused' '
	run 5 om-warehouse edit MAIN fed_by=FED && has err "[circular]" &&
	run 5 om-warehouse edit MAIN fed_by=MAIN && has err "[circular]" &&
	run 5 om-warehouse edit MAIN fed_by=NOPE && has err "[unknown-warehouse]"'
t 'deactivating is a command' '
	run 2 om-warehouse edit EAST is_active=no && has err "[use-deactivate]" &&
	printf "warehouse,is_active\nEAST,no\n" >off.csv && run 3 om-warehouse import off.csv && has err "[use-deactivate]"'
t 'a name may change, but not to another one' '
	run 0 om-warehouse edit EAST warehouse=EAST-2 && run 0 om-warehouse show EAST-2 && run 5 om-warehouse show EAST &&
	run 5 om-warehouse edit EAST-2 warehouse=MAIN && has err "[exists]" &&
	run 5 om-warehouse edit EAST-2 warehouse=main && has err "[name-case]" && run 0 om-warehouse edit EAST-2 warehouse=East-2'
t 'another type brings other locations' '
	run 0 om-warehouse edit FED type=in-house address1=A city=B zip=89502 state=NV country=US &&
	[ "$(sql "select l.location, l.is_active from location l join warehouse w using (warehouse_id) where w.warehouse = '\''FED'\'' order by 1" | tr "\n" " ")" = "GLOBAL|0 UNCONFIGURED|1 " ] &&
	run 0 om-warehouse edit FED type=3pl &&
	[ "$(sql "select l.location, l.is_active from location l join warehouse w using (warehouse_id) where w.warehouse = '\''FED'\'' order by 1" | tr "\n" " ")" = "GLOBAL|1 UNCONFIGURED|0 " ]'
t 'but not while units lie there' '
	om-product create -q TEE --name T --brand A && om-inventory adjust -q TEE +5 --warehouse FED --reason opening &&
	run 5 om-warehouse edit FED type=virtual && has err "5 units are on hand at '\''FED'\''" && has err "[has-stock]"'
t 'each bad row of a file is told, and nothing is written' '
	printf "%s\n" warehouse,type,color,fed_by,country A,3pl,blue,, B,fba,,, C,,,, D,3pl,,NOPE, E,3pl,,,Narnia MAIN,,,, MAIN,,,, F,3pl,,, >bad.csv &&
	run 3 om-warehouse import bad.csv && has err "bad.csv:2: color: " && has err "bad.csv:3: type: " && has err "bad.csv:4: " &&
	has err "bad.csv:5: fed_by: no warehouse" && has err "bad.csv:6: country: " && has err "bad.csv:7: warehouse: " && has err "[duplicate-row]" &&
	has err "created 0, updated 0, unchanged 0, rejected 7" && has err "nothing written" &&
	[ "$(sql "select count(*) from warehouse")" = 3 ]'
t 'the good ones are applied with --keep-going' '
	run 4 om-warehouse import bad.csv --keep-going --rejects rej.csv && has err "created 1, updated 0, unchanged 0, rejected 7" &&
	[ "$(wc -l <rej.csv)" = 8 ]'
t 'what exists may be skipped or refused' '
	printf "warehouse,city\nMAIN,Elko\n" >x.csv && run 0 om-warehouse import x.csv --on-exists skip && has err "skipped 1" &&
	run 3 om-warehouse import x.csv --on-exists fail && has err "[exists]"'
t 'only what exists with --no-create' 'printf "warehouse,type\nNEW,3pl\n" >n.csv && run 3 om-warehouse import n.csv --no-create && has err "[unknown-warehouse]"'
t 'the template is the sheet' 'run 0 om-warehouse import --template && has out "warehouse,type,address1,"'
t 'a flag of receipts and value is yes or no' '
	run 0 om-warehouse edit MAIN receipt_counts=no is_valued=no stock_check=no && run 2 om-warehouse edit MAIN is_valued=maybe && has err "[not-boolean]"'
finish
