#!/bin/sh
# om-warehouse zone, backup, rank: the data of routing.
# covers: WHS-14 WHS-15
. "$(dirname "$0")/lib.sh"
om-admin init -q --company T --country US --currency USD --tz America/New_York
for w in EAST WEST MID; do om-warehouse create -q $w --type 3pl; done
om-warehouse create -q PRE --type virtual
om-product create -q TEE-R --name T --brand A

t 'a zone goes by names' 'run 0 om-warehouse zone create "United States" "new york" EAST && err "om-warehouse: created zone '\''US-NY'\''"'
t 'a star is the whole country' 'run 0 om-warehouse zone create US "*" WEST && err "om-warehouse: created zone '\''US-*'\''"'
t 'a product has zones of its own' 'run 0 om-warehouse zone create US NY WEST --master-sku TEE-R && err "om-warehouse: created zone '\''US-NY:TEE-R'\''"'
t 'a territory is a state' 'run 0 om-warehouse zone create PR "*" EAST && err "om-warehouse: created zone '\''US-PR'\''"'
t 'list prints them' 'run 0 om-warehouse zone list && out "country,state,warehouse,master_sku
US,NY,EAST,
US,*,WEST,
US,NY,WEST,TEE-R
US,PR,EAST,"'
t 'again it is unchanged' 'run 0 om-warehouse zone create US NY EAST && has err unchanged'
t 'create does not move a zone, edit does' '
	run 5 om-warehouse zone create US NY WEST && has err "[exists]" && run 0 om-warehouse zone edit US-NY warehouse=MID &&
	run 0 om-warehouse zone edit US-NY warehouse=MID && has err unchanged && run 0 om-warehouse zone show US-NY && has out MID'
t 'a cleared warehouse takes the zone away' '
	run 0 om-warehouse zone edit US-PR warehouse= && [ "$(om-warehouse zone list --format ids | wc -l)" = 3 ] && run 5 om-warehouse zone show US-PR &&
	[ "$(sql "select old_value, new_value is null from history where entity = '\''zone'\'' order by history_id desc limit 1")" = "EAST|1" ]'
t 'what is wrong is refused' '
	run 2 om-warehouse zone create US Newyork EAST && has err "[unknown-state]" &&
	run 2 om-warehouse zone create Narnia "*" EAST && has err "[unknown-country]" &&
	run 5 om-warehouse zone create US CT NOPE && has err "[unknown-warehouse]" &&
	run 5 om-warehouse zone create US CT EAST --master-sku NOPE && has err "[unknown-sku]" &&
	run 5 om-warehouse zone create US CT EAST --master-sku tee-r && has err "[sku-case]" &&
	run 5 om-warehouse zone create US CT PRE && has err "[inactive-warehouse]" &&
	run 5 om-warehouse zone edit US-ZZ warehouse=EAST && has err "[unknown-record]"'
printf '%s\n' country,state,warehouse,sku US,CA,WEST, Canada,Ontario,EAST, DE,'*',MID, >z.csv
t 'import reads zones' 'run 0 om-warehouse zone import z.csv && err "om-warehouse: z.csv: created 3, updated 0, unchanged 0, rejected 0"'
t 'again it is unchanged' 'run 0 om-warehouse zone import z.csv && has err "unchanged 3"'
t 'export and import is unchanged' 'om-warehouse zone export -q >e.csv && run 0 om-warehouse zone import e.csv && has err "created 0, updated 0, unchanged 6, rejected 0"'
t 'one place twice is refused, however it is spelt' '
	printf "%s\n" country,state,warehouse US,NJ,EAST USA,"new jersey",WEST >d.csv && run 3 om-warehouse zone import d.csv && has err "d.csv:2: " && has err "d.csv:3: " && has err "[duplicate-row]"'
t 'each change makes orders without source be looked at' '[ "$(sql "select count(*) > 0 from history where entity = '\''zone'\''")" = 1 ]'

t 'backups have an order' 'run 0 om-warehouse backup create EAST 1 MID && run 0 om-warehouse backup create EAST 2 WEST && run 0 om-warehouse backup list && out "warehouse,position,backup,backup_is_active
EAST,1,MID,yes
EAST,2,WEST,yes"'
t 'again it is unchanged' 'run 0 om-warehouse backup create EAST 1 MID && has err unchanged'
t 'what is wrong is refused' '
	run 5 om-warehouse backup create EAST 3 EAST && has err "[circular]" &&
	run 2 om-warehouse backup create EAST 3 MID && has err "[duplicate-row]" &&
	run 0 om-warehouse backup create WEST 1 MID && run 5 om-warehouse backup create WEST 1 EAST && has err "[exists]" && run 0 om-warehouse backup edit WEST 1 backup= &&
	run 5 om-warehouse backup create EAST 3 NOPE && has err "[unknown-warehouse]" &&
	run 5 om-warehouse backup create EAST 3 PRE && has err "[inactive-warehouse]" &&
	run 2 om-warehouse backup create EAST 0 MID && has err "[not-integer]"'
printf '%s\n' warehouse,position,backup EAST,1,WEST EAST,5,MID WEST,1,EAST >b.csv
t 'a file replaces the list of each warehouse in it' '
	run 0 om-warehouse backup import b.csv && err "om-warehouse: b.csv: created 2, updated 1, unchanged 0, rejected 0" &&
	run 0 om-warehouse backup list --columns warehouse,position,backup && out "warehouse,position,backup
EAST,1,WEST
EAST,5,MID
WEST,1,EAST"'
t 'again it is unchanged' 'run 0 om-warehouse backup import b.csv && has err "created 0, updated 0, unchanged 3, rejected 0"'
t 'history tells the list before and after' '
	[ "$(sql "select old_value || '\'' > '\'' || new_value from history where field = '\''backups'\'' and entity_id = 1 order by history_id desc limit 1")" = "1:MID|2:WEST > 1:WEST|5:MID" ]'
t 'a bad row leaves the list alone' '
	printf "%s\n" warehouse,position,backup EAST,1,MID EAST,1,WEST EAST,2,MID >bb.csv && run 3 om-warehouse backup import bb.csv && has err "[duplicate-row]" &&
	[ "$(sql "select group_concat(backup_id) from backup where warehouse_id = 1")" = 2,3 ]'
t 'a cleared backup takes the row away' 'run 0 om-warehouse backup edit EAST 5 backup= && run 0 om-warehouse backup list --format ids && out "EAST:1
WEST:1"'

t 'ranks are given at creation' 'run 0 om-warehouse rank list --columns warehouse,rank && out "warehouse,rank
EAST,1
WEST,2
MID,3
PRE,"'
t 'a rank that is taken changes places' 'run 0 om-warehouse rank edit MID rank=1 && run 0 om-warehouse rank list --columns warehouse,rank --sort rank --where "rank is not empty" && out "warehouse,rank
MID,1
WEST,2
EAST,3"'
t 'again it is unchanged' 'run 0 om-warehouse rank edit MID rank=1 && has err unchanged'
t 'export and import is unchanged' 'om-warehouse rank export -q >r.csv && run 0 om-warehouse rank import r.csv && has err "updated 0, unchanged 4"'
t 'a file may permute them, and a blank is out' '
	printf "%s\n" warehouse,rank EAST,1 WEST, MID,2 >p.csv && run 0 om-warehouse rank import p.csv && has err "updated 3" &&
	[ "$(sql "select warehouse, rank from warehouse order by warehouse" | tr "\n" " ")" = "EAST|1 MID|2 PRE| WEST| " ]'
t 'create gives a rank too' '
	run 0 om-warehouse rank create WEST 3 && has err "rank '\''WEST'\''" && run 0 om-warehouse rank create WEST 3 && has err unchanged && run 0 om-warehouse rank edit WEST rank='
t 'one rank twice is refused' 'printf "%s\n" warehouse,rank EAST,1 MID,1 >d.csv && run 3 om-warehouse rank import d.csv && has err "[duplicate-row]"'
t 'one warehouse twice is refused' 'printf "%s\n" warehouse,rank EAST,1 EAST,2 >d.csv && run 3 om-warehouse rank import d.csv && has err "[duplicate-row]"'
t 'a virtual warehouse has none' 'run 5 om-warehouse rank edit PRE rank=9 && has err "[inactive-warehouse]"'
finish
