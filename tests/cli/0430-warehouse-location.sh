#!/bin/sh
# om-warehouse location: places in a warehouse.
# covers: INV-27 INV-04
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
om-warehouse create -q MAIN --type in-house --address1 A --city B --state NY --zip 10001 --country US
om-warehouse create -q EXT --type 3pl
om-product create -q TEE --name T --brand A

t 'create makes a location' '
	run 0 om-warehouse location create MAIN AB-9 --is-pickable yes --is-receivable no && err "om-warehouse: created location '\''MAIN:AB-9'\''" &&
	[ "$(sql "select is_pickable, is_receivable, is_active from location where location = '\''AB-9'\''")" = "1|0|1" ]'
t 'blank flags are yes' 'run 0 om-warehouse location create MAIN AB-1 && [ "$(sql "select is_pickable, is_receivable from location where location = '\''AB-1'\''")" = "1|1" ]'
t 'again it is unchanged' 'run 0 om-warehouse location create MAIN AB-1 && has err "unchanged location"'
t 'create does not change what is there' 'run 5 om-warehouse location create MAIN AB-1 --is-pickable no && has err "[exists]"'
t 'a name in another case is refused' 'run 5 om-warehouse location create MAIN ab-1 && has err "'\''AB-1'\''" && has err "[name-case]"'
t 'neither pickable nor receivable is no use' '
	run 5 om-warehouse location create MAIN Q --is-pickable no --is-receivable no && has err "[no-use]" &&
	run 5 om-warehouse location edit MAIN AB-9 is_pickable=no && has err "[no-use]"'
t 'names have 1 to 50 characters' '
	run 2 om-warehouse location create MAIN 123456789012345678901234567890123456789012345678901 && has err "[bad-location]" &&
	run 0 om-warehouse location create MAIN 12345678901234567890123456789012345678901234567890'
t 'external warehouses have only GLOBAL' '
	run 5 om-warehouse location create EXT SHELF && err "om-warehouse: location: '\''EXT'\'' has only the location GLOBAL [location-external]"'
t 'special ones are not edited' '
	run 5 om-warehouse location edit MAIN UNCONFIGURED is_pickable=yes && has err "[read-only]" &&
	run 5 om-warehouse location edit EXT GLOBAL is_active=no && has err "[read-only]"'
t 'an unknown warehouse or location is refused' '
	run 5 om-warehouse location create NOPE A && has err "[unknown-warehouse]" && run 5 om-warehouse location edit MAIN NOPE is_pickable=no && has err "[unknown-location]"'
t 'a location goes by two words or by one' '
	run 0 om-warehouse location edit MAIN AB-1 is_receivable=no && err "om-warehouse: 1 updated" && run 0 om-warehouse location edit MAIN:AB-1 is_receivable=yes --format csv && out "record,result,code,message
MAIN:AB-1,done,,updated"'
t 'it may be renamed' 'run 0 om-warehouse location edit MAIN AB-1 location=AB-01 && run 0 om-warehouse location show MAIN AB-01 && run 0 om-warehouse location edit MAIN AB-01 location=AB-1'
t 'in other letters too, unless another location has them' '
	run 0 om-warehouse location edit MAIN AB-1 location=ab-1 && run 0 om-warehouse location edit MAIN ab-1 location=AB-1 &&
	run 5 om-warehouse location edit MAIN AB-1 location=unconfigured &&
	err "om-warehouse: location: '\''unconfigured'\'' differs from location '\''UNCONFIGURED'\'' of '\''MAIN'\'' only in letter case [name-case]"'
t 'it stays in its warehouse' 'run 5 om-warehouse location edit MAIN AB-1 warehouse=EXT && has err "[read-only]"'
om-inventory adjust -q TEE +5 --warehouse MAIN --location AB-1 --reason opening
t 'switched off its units stay on hand and are not available' '
	run 0 om-warehouse location deactivate MAIN AB-1 && run 0 om-inventory list --columns on_hand,available && out "on_hand,available
5,0"'
t 'again it is unchanged' 'run 0 om-warehouse location deactivate MAIN AB-1 && err "om-warehouse: 1 unchanged"'
t 'and on again they are' 'run 0 om-warehouse location activate MAIN AB-1 && run 0 om-inventory list --columns available && out "available
5"'
t 'allocated units keep it on' '
	sql "update stock set allocated = 2" && run 5 om-warehouse location deactivate MAIN AB-1 && has err "2 allocated units lie at '\''AB-1'\''" && has err "[has-allocations]" &&
	sql "update stock set allocated = 0"'
printf '%s\n' warehouse,bin,pickable,receivable MAIN,C-1,, MAIN,C-2,no,yes >l.csv
t 'import makes locations by other headers' '
	run 0 om-warehouse location import l.csv && err "om-warehouse: l.csv: created 2, updated 0, unchanged 0, rejected 0"'
t 'and is unchanged the second time' 'run 0 om-warehouse location import l.csv && has err "created 0, updated 0, unchanged 2"'
t 'export and import is unchanged' 'om-warehouse location export -q >e.csv && run 0 om-warehouse location import e.csv && has err "created 0, updated 0, unchanged 7, rejected 0"'
t 'a key twice in a file is refused' 'printf "%s\n" warehouse,location MAIN,D MAIN,d >d.csv && run 3 om-warehouse location import d.csv && has err "[duplicate-row]"'
t 'list takes a filter' 'run 0 om-warehouse location list --where "warehouse = MAIN and is_pickable = no" --columns location && out "location
UNCONFIGURED
C-2"'
t 'list writes ids' 'run 0 om-warehouse location list --where "location = C-2" --format ids && out MAIN:C-2'
t 'a pipe edits what a filter finds' '
	om-warehouse location list --where "location ~ \"C-*\"" --format ids | om-warehouse location edit - is_receivable=no >out 2>err; has err "[no-use]" && has err "1 updated, 1 refused" &&
	[ "$(sql "select group_concat(location) from location where is_receivable = 0")" = "AB-9,C-1" ]'
t 'a refusal names the location that it is about' '
	om-warehouse create -q TURN --type virtual && om-warehouse edit -q TURN type=3pl &&
	run 5 om-warehouse location edit TURN UNCONFIGURED is_active=yes && has err "location '\''UNCONFIGURED'\'' of '\''TURN'\'' cannot be changed [read-only]"'
finish
