#!/bin/sh
# om-ship slip and pick print: documents as HTML and text (shipping.md R16, R17, R20).
# covers: ORD-08 ORD-06
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
order 1001 --item MUG,2,5.00 --item TEE,1,9.00 --po-number 'PO <7>' --notes-to-buyer 'Thank you & come back'
order 1002 --item MUG,1,5.00 --is-gift yes --gift-message 'Happy
day'
order 1003 --item EBOOK,1,5.00 --item CAP,1,2.00

t 'a slip in text' 'run 0 om-ship slip 1001 --as txt && out "PACKING SLIP  1001  SHOP
Package 1 of 1
Northwind

Ship to
  Ann Lee
  5 Elm St
  Albany, NY 12207
  United States

Order of 2026-03-02
Your reference PO <7>

  2 x MUG  Coffee mug  5.00
  1 x TEE  Tee <red>  9.00

Order total 19.00 USD
A note from us:
Thank you & come back"'
t 'in HTML everything is escaped' '
	run 0 om-ship slip 1001 && has out "<!DOCTYPE html>" && has out "Tee &lt;red&gt;" && has out "PO &lt;7&gt;" && has out "Thank you &amp; come back" &&
	! grep -q "Tee <red>" out && has out "break-after: page" && has out "19.00" && ! grep -q "{{" out && ! grep -q "src=" out'
t 'a gift shows its message and no prices' '
	run 0 om-ship slip 1002 && has out "A gift for you" && has out "Happy" && ! grep -q "5\.00" out && run 0 om-ship slip 1002 --as txt && ! grep -q "5\.00" out'
t 'control characters never reach a terminal' '
	order 1009 --item MUG,1,1.00 && sql "update orders set ship_name = '\''A'\'' || char(27) || '\''[31mB'\'', ship_company = char(155) || '\''C'\'' where order_number = '\''1009'\''" &&
	run 0 om-ship slip 1009 --as txt && ! LC_ALL=C grep -q "$(printf "\033")" out && has out "A [31mB"'
t 'downloads are not on it' 'run 0 om-ship slip 1003 --as txt && has out "1 x CAP" && ! grep -q EBOOK out'
t 'printing changes nothing but the count of copies, which has its run' '
	state >before && runs=$(sql "select count(*) from run") && run 0 om-ship slip 1001 1002 && state >after && cmp before after && [ "$(sql "select count(*) - $runs from run")" = 1 ] &&
	run 0 om-admin log changes --where "entity = slip" --sort=-history_id --limit 2 --columns record,field,old_value,new_value && out "record,field,old_value,new_value
SHOP:1002,copies,2,3
SHOP:1001,copies,2,3" && run 0 om-admin log --sort=-run_id --limit 1 --columns command && has out "om-ship slip 1001 1002"'
t 'a slip a package once it has left' '
	om-ship ship -q 1001 --carrier UPS --tracking T100 >/dev/null && om-ship ship -q 1001 --carrier UPS --tracking T200 --add-package >/dev/null &&
	run 0 om-ship slip 1001 --as txt && has out "Package 1 of 2  tracking T100" && has out "Package 2 of 2  tracking T200" && has out "Shipment S1000 of 2026-03-02 by UPS" &&
	has out "Its contents stand on the slip of the first package."'
t 'a shipment stands for its order' '
	om-ship list --format ids >ids && [ -s ids ] && run 0 om-ship slip - --as txt <ids && has out "Shipment $(head -n 1 ids) of" && run 0 om-ship slip "$(head -n 1 ids)" --as txt && ! grep -q " $" out &&
	run 5 om-ship slip S9999 && has err "[unknown-order]"'
t 'many on one stream, each ends its page' '
	om-order list --format ids --where "status = awaiting-shipment" >ids && run 0 om-ship slip - <ids && [ "$(grep -c "<article class=\"page\">" out)" = 3 ]'
t '-o makes the file whole' 'run 0 om-ship slip 1001 -o slip.html && out "" && grep -q "</html>" slip.html && run 3 om-ship slip 1001 -o no/slip.html && has err "[io]"'
t 'pdf needs a converter' 'run 3 om-ship slip 1001 --as pdf && has err "[no-converter]"'
t 'an unknown order' 'run 5 om-ship slip 4711 && has err "[unknown-order]"'

order 1011 --item MUG,2,5.00
order 1012 --item MUG,1,5.00 --item CAP,2,1.00
om-ship pick create -q 1011 1012 >/dev/null
om-ship pick create -q 1011 1012 --kind order --allow on-pick-list --reason x >/dev/null
t 'a global list adds up one place and names the orders' 'run 0 om-ship pick print PL1000 --as txt && out "PICK LIST  PL1000  MAIN  2026-03-02  open
Orders 2, units 3

  [ ] A-10-1  3 x MUG  Coffee mug  for 2 × SHOP:1011, SHOP:1012

Not allocated
  2 x CAP  Cap  for SHOP:1012"'
t 'a section an order' 'run 0 om-ship pick print PL1001 --as txt && out "PICK LIST  PL1001  MAIN  2026-03-02  open
Orders 2, units 3

SHOP:1011  Ann Lee
  [ ] A-10-1  2 x MUG  Coffee mug

SHOP:1012  Ann Lee  (unresolved)
  [ ] A-10-1  1 x MUG  Coffee mug


Not allocated
  2 x CAP  Cap  for SHOP:1012"'
t 'in HTML' 'run 0 om-ship pick print PL1000 PL1001 && [ "$(grep -c "<article" out)" = 2 ] && has out "036000291452" && has out "Not allocated" && ! grep -q "{{" out'
t 'a print of a pick list has its run' '
	om-ship pick create -q 1012 --allow on-pick-list --reason x --format ids >made && run 0 om-ship pick print - -o pick.html <made && run 0 om-ship pick print - -o pick.html <made &&
	run 0 om-admin log changes --where "field = printed_count and record = $(cat made)" --columns entity,record,old_value,new_value && out "entity,record,old_value,new_value
pick_list,$(cat made),,1
pick_list,$(cat made),1,2" && run 0 om-admin log --sort=-run_id --limit 1 --columns command && has out "om-ship pick print" && sound'
finish
