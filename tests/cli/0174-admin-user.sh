#!/bin/sh
# om-admin user: who acts, what each may change, and what is refused without a permission.
# covers: GEN-03 GEN-06
. "$(dirname "$0")/lib.sh"

t 'init makes the first user, who may do everything' '
	run om-admin init --country US --tz UTC && run om-admin user list --format csv && out "\
login,name,email,is_active,permissions,last_seen_at
tester,tester,,yes,all,2026-03-02T15:00:00Z" &&
	run om-admin user create ann --name "Ann Lee" --email ann@x.example --permissions orders,shipments &&
	err "om-admin: created user '\''ann'\''" &&
	run om-admin log --columns run_id,actor --format csv && out "\
run_id,actor
1,os:tester
2,tester"'
t 'what a user cannot be' '
	must_fail 5 om-admin user create Ann --name x && has err "[name-case]" &&
	must_fail 5 om-admin user create bob --name Bob --email ANN@x.example && has err "another user has '\''ANN@x.example'\'' already [exists]" &&
	must_fail 2 om-admin user create bob --name Bob --email bob && has err "[bad-email]" &&
	must_fail 2 om-admin user create bob --name Bob --permissions sales && has err "[bad-choice]" &&
	must_fail 2 om-admin user create bob && has err "[missing]" && must_fail 2 om-admin user create me --name M && has err "[reserved-name]" &&
	must_fail 2 om-admin user create None --name N && has err "names nobody [reserved-name]" &&
	must_fail 5 om-admin user show nobody && has err "[unknown-user]" && must_fail 5 om-admin user edit ann login=eve && has err "[read-only]"'

t 'a permission opens its module and no other; reading needs none' '
	OM_USER=ann must_fail 5 om-product create A --name a --brand b &&
	err "om-product: user '\''ann'\'' has not the permission products [not-permitted]; one who has the permission users can give it: om-admin user edit ann" &&
	OM_USER=ann must_fail 5 om-channel create manual SHOP && has err "permission channels" &&
	OM_USER=ann must_fail 5 om-warehouse create W type=virtual && has err "permission warehouses" &&
	OM_USER=ann must_fail 5 om-inventory set A 1 --warehouse W && has err "permission inventory" &&
	OM_USER=ann must_fail 5 om-admin config set company.name X && has err "permission users" &&
	OM_USER=ann must_fail 5 om-admin field create X --entity product && OM_USER=ann must_fail 5 om-admin label create x &&
	OM_USER=ann must_fail 5 om-admin undo 2 && OM_USER=ann must_fail 5 om-admin check --repair && has err "[not-permitted]" &&
	OM_USER=ann run om-product list && OM_USER=ann run om-admin check && OM_USER=ann run om-admin user list &&
	OM_USER=ann must_fail 5 om-order label SHOP:1 --add x && has err "[unknown-order]" &&
	[ "$(sql "select count(*) from product")" = 0 ]'
t 'a dry run needs it too' 'OM_USER=ann must_fail 5 om-product create A --name a --brand b -n && has err "[not-permitted]"'
t 'given, it works' '
	run om-admin user edit ann permissions="orders|products" && OM_USER=ann run om-product create A --name a --brand b &&
	[ "$(sql "select actor from run order by run_id desc limit 1")" = ann ] &&
	[ "$(sql "select last_seen_at from users where login = '\''ann'\''")" = 1772463600 ]'
t 'everybody edits the own name, address and notices, and nothing else' '
	OM_USER=ann run om-admin user edit me notices=orders-skipped,stock-below-minimum && run om-admin user list --where "notices has orders-skipped" --format ids && out ann &&
	must_fail 2 om-admin user edit ann notices=weather && has err "[bad-choice]" && OM_USER=ann must_fail 5 om-admin user edit tester notices=orders-skipped && has err "[not-permitted]" &&
	OM_USER=ann run om-admin user edit me name="Ann L." email=ann.l@x.example && err "om-admin: 1 updated" &&
	OM_USER=ann must_fail 5 om-admin user edit me permissions=all && has err "[not-permitted]" &&
	OM_USER=ann must_fail 5 om-admin user edit tester name=x && has err "[not-permitted]" &&
	OM_USER=ann must_fail 5 om-admin user create eve --name Eve && has err "[not-permitted]" &&
	OM_USER=ann must_fail 5 om-admin user deactivate tester && has err "[not-permitted]" &&
	OM_USER=zed must_fail 5 om-admin user edit me name=Z && has err "the acting user has no row [unknown-user]"'
t 'a login without a row may act until auth.require_user' '
	OM_USER=zed run om-product edit A name=z && [ "$(sql "select actor from run order by run_id desc limit 1")" = os:zed ] &&
	run om-admin config set auth.require_user yes &&
	OM_USER=zed must_fail 5 om-product edit A name=y && has err "no user '\''zed'\'', and auth.require_user is yes [unknown-user]" &&
	OM_USER=zed run om-product list && OM_USER=ann run om-product edit A name=y && OM_USER=zed must_fail 5 om-admin init && has err "[unknown-user]"'
t 'an inactive user may change nothing' '
	run om-admin user deactivate ann && OM_USER=ann must_fail 5 om-product edit A name=x && has err "user '\''ann'\'' is inactive [unknown-user]" &&
	OM_USER=ann run om-product list && run om-admin user activate ann && OM_USER=ann run om-product edit A name=x'
t 'one with the permission users remains' '
	must_fail 5 om-admin user deactivate tester && has err "is_active: '\''tester'\'' is the last active user with permission users [last-admin]" &&
	must_fail 5 om-admin user edit me permissions=orders && has err "[last-admin]" &&
	run om-admin user create bob --name Bob --permissions users && run om-admin user edit me permissions=orders &&
	must_fail 5 om-admin user edit tester permissions=all && has err "[not-permitted]" && OM_USER=bob run om-admin user edit tester permissions=all'
t 'users must be there before they are required' '
	run om-admin init --db other.db && sqlite3 other.db "update users set permissions = '\''orders'\''" &&
	OM_USER=zed must_fail 5 om-admin config set auth.require_user yes --db other.db && has err "no active user has the permission users [last-admin]"'
t 'a buyer of products who is none is told' '
	run om-product edit A buyer_email=ann.l@x.example && err "om-product: 1 updated" &&
	run om-product edit A buyer_email=who@x.example && has err "warning: buyer_email: no user has '\''who@x.example'\'' [unknown-user]"'
t 'show tells what the person did' 'run om-admin user show ann && has out "Last runs" && has out "om-admin user edit me" && has out "Ann Lee"'
t 'the sheet comes in again unchanged; a file of users' '
	run om-admin user export -o u.csv && run om-admin user import u.csv && has err "unchanged 3" &&
	printf "login,name,permissions\neve,Eve,\"orders,users\"\nEVE,Eve,\n" >in.csv && must_fail 3 om-admin user import in.csv && has err "[duplicate-row]" &&
	printf "login,name,permissions\neve,Eve,orders|users\n" >in.csv && run om-admin user import in.csv && has err "created 1"'
t 'undo of a new user, history' '
	run om-admin undo "$(sql "select max(run_id) from run")" && run om-admin user list --where "is_active = no" --format ids && out eve &&
	run om-admin log changes --where "entity = user and field = permissions" --columns new_value --format csv && has out "orders|products"'
t 'the data agree' 'run om-admin check'
finish
