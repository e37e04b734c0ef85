#!/bin/sh
# om-ship slip: templates and their order of precedence, parts, copies, order of slips (shipping.md R17, Templates).
# covers: ORD-08 CHN-16 TPL-01
. "$(dirname "$0")/lib.sh"
. "$here/ship-fixture.sh"
om-inventory set -q TEE 30 --warehouse MAIN --location A-2-1 --reason found
order 1001 --item MUG,2,5.00 --item TEE,3,9.00
order 1002 --item MUG,1,5.00
order 1010 --item TEE,1,5.00
order 1009 --item CAP,1,5.00
printf 'SLIP {{order.number}} {{#items}}{{sku}}{{^is_last}}, {{/is_last}}{{/items}}\n' >a.txt
printf '<h1>{{order.number}}</h1>{{#items}}<p>{{name}}</p>{{/items}}\n' >a.html
save() {
	om-admin template edit -q "$1" "$2"
}
line() {
	om-ship slip "$@" --as txt | head -n 1
}

t 'a file by its path is a template' 'run 0 om-ship slip 1001 --as txt --template ./a.txt && out "SLIP 1001 MUG, TEE"'
t 'in HTML it is put into our page and escaped' '
	run 0 om-ship slip 1010 --template a.html && has out "<!DOCTYPE html>" && has out "<h1>1010</h1><p>Tee &lt;red&gt;</p>" && has out "<article class=\"page\">" && has out "break-after"'
t 'a page of its own stands as it is' 'printf "<html><body>{{order.number}}</body></html>\n" >own.html && run 0 om-ship slip 1001 1002 --template own.html && out "<html><body>1001</body></html>
<html><body>1002</body></html>"'
t 'what is wrong with a text is said by file, line and column' '
	printf "one\n{{#items}}\n{{sku}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:3" && has err "[template-syntax]" &&
	printf "one\n  {{order.nubmer}}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:2:3: unknown field '\''order.nubmer'\'', did you mean '\''order.number'\''" && has err "[unknown-field]" &&
	printf "{{{order.number}}}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:1:1" && has err "[template-raw]" &&
	printf "{{#items}}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:1" && printf "{{/items}}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:1" &&
	printf "{{>footer}}\n" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "b.txt:1:1" && has err "[unknown-template]" &&
	run 3 om-ship slip 1001 --template ./none.txt && has err "[io]" && printf "a\000b" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "[nul-byte]" && printf "\377" >b.txt && run 3 om-ship slip 1001 --template b.txt && has err "[bad-encoding]"'
t 'a bad template counts no copy' '[ "$(sql "select count(*) from slip_print where order_id = 2")" = 1 ] && [ "$(sql "select copies from slip_print where order_id = 1")" = 2 ]'
t 'every finding is told, in the order of the text' '
	printf "{{nope}}\n{{#items}}{{quantty}}\n{{>head}}\n" >b.txt && run 3 om-admin template edit bad b.txt && err "om-admin: b.txt:1:1: unknown field '\''nope'\'' [unknown-field]
om-admin: b.txt:2:1: a section that is not closed [template-syntax]
om-admin: b.txt:2:11: unknown field '\''quantty'\'', did you mean '\''quantity'\'' [unknown-field]
om-admin: b.txt:3:1: no template '\''head'\'' to be put in; there is '\''style'\'' [unknown-template]" &&
	run 3 om-ship slip 1001 --template b.txt && [ "$(wc -l <err)" = 4 ]'
t 'the text by -f, or as an operand' '
	run 0 om-admin template edit byfile -f a.txt && has err "version 1" && run 0 om-admin template edit byfile --file a.txt && has err unchanged &&
	run 2 om-admin template edit byfile a.txt -f a.txt && has err "needs one text" && run 2 om-admin template edit byfile && has err "needs one text"'
t 'nobody may choose a template that is not there' '
	run 2 om-order edit 1002 packing_slip_template=nosuch && has err "[unknown-template]" && run 2 om-channel edit SHOP --packing-slip-template nosuch && has err "[unknown-template]" &&
	run 2 om-admin config set doc.packing_slip_template nosuch && has err "[unknown-template]" &&
	printf "order,packing_slip_template\n1002,nosuch\n" >s.csv && run 3 om-order import s.csv --on-exists update && has err "s.csv:2: packing_slip_template: no template '\''nosuch'\''" &&
	printf "order_number,channel,sku,quantity,unit_price,packing_slip_template\n77,SHOP,MUG,1,1,nosuch\n" >s.csv && run 3 om-order import s.csv && has err "[unknown-template]" &&
	printf "channel,type,packing_slip_template\nNEW,manual,nosuch\n" >s.csv && run 3 om-channel import s.csv && has err "[unknown-template]" &&
	run 0 om-order edit 1002 packing_slip_template=byfile && run 0 om-order edit 1002 packing_slip_template=builtin/packing-slip && run 0 om-order edit 1002 packing_slip_template='
t 'templates are stored in versions, and checked' '
	run 2 om-admin template edit gift b2.txt --kind order-report && printf "{{order.nope}}" >b2.txt && run 3 om-admin template edit gift b2.txt && has err "b2.txt:1:1" && run 0 om-admin template edit gift a.txt && has err "template '\''gift'\'' saved: version 1" &&
	run 0 om-admin template edit gift a.txt && has err unchanged && printf "2 {{order.number}}\n" | run 0 om-admin template edit gift - --kind packing-slip && has err "version 2" && run 0 om-admin template show gift && out "2 {{order.number}}" &&
	run 0 om-admin template list --columns kind,name,version,size && out "kind,name,version,size
packing-slip,byfile,1,76
packing-slip,gift,2,19" && run 5 om-admin template edit builtin/packing-slip a.txt && has err "[read-only]" && run 2 om-admin template edit a/b a.txt && has err "[bad-value]" &&
	run 2 om-admin template show none && has err "[unknown-template]"'
t 'the built-in one is copied and gives the same' '
	run 0 om-admin template show builtin/packing-slip -o mine.html && run 0 om-admin template edit mine mine.html && om-ship slip 1002 >one.html && om-ship slip 1002 --template mine >two.html && sed "s/copy [0-9]*//" one.html >one && sed "s/copy [0-9]*//" two.html | cmp - one'
t 'option before order before channel before company before built-in' '
	for name in opt ord chan comp; do printf "$name {{order.number}}\n" >$name.txt && save $name $name.txt || exit 1; done &&
	[ "$(line 1002)" = "PACKING SLIP  1002  SHOP  copy 4" ] && om-admin config set -q doc.packing_slip_template comp && [ "$(line 1002)" = "comp 1002" ] &&
	om-channel edit -q SHOP --packing-slip-template chan >/dev/null && [ "$(line 1002)" = "chan 1002" ] && om-order edit -q 1002 packing_slip_template=ord >/dev/null && [ "$(line 1002)" = "ord 1002" ] && [ "$(line 1001)" = "chan 1001" ] &&
	[ "$(line 1002 --template opt)" = "opt 1002" ] && run 2 om-ship slip 1002 --template none && has err "[unknown-template]" && om-order edit -q 1002 packing_slip_template= >/dev/null && om-channel edit -q SHOP packing_slip_template= >/dev/null && om-admin config set -q doc.packing_slip_template --unset'
t 'slips follow by number, by least SKU, by place' '
	for how in selected order sku location; do om-ship slip 1010 1001 1009 1002 --as txt --template a.txt --slip-order $how | grep SLIP | cut -d" " -f2 | tr "\n" " " && echo; done >orders && printf "%s\n" "1010 1001 1009 1002 " "1001 1002 1009 1010 " "1009 1002 1010 1001 " "1001 1010 1002 1009 " | cmp - orders &&
	run 2 om-ship slip 1001 --slip-order size'
t 'items by line, SKU, place' '
	[ "$(line 1001 --template a.txt --item-order location)" = "SLIP 1001 TEE, MUG" ] && [ "$(line 1001 --template a.txt --item-order sku)" = "SLIP 1001 MUG, TEE" ]'
t 'slips that share a page' 'run 0 om-ship slip 1001 1002 --own-page no && [ "$(grep -c "page flow" out)" = 2 ] && run 0 om-ship slip 1001 --own-page yes && ! grep -q "page flow" out'
t 'a part lists what goes now, went before and is open' '
	om-ship ship -q 1001 --carrier UPS --tracking P-1 --package items=MUG:1,TEE:1 --partial >/dev/null && run 0 om-ship slip 1001 --as txt && has out "1 x MUG" && has out "1 sent before" && has out "2 x TEE" &&
	run 0 om-ship slip S1000 --as txt && has out "1 x MUG  Coffee mug  5.00
      1 still to come" && has out "2 still to come" && has out "Shipment S1000" && ! grep -q "copy" out && run 0 om-ship slip s1000 --as txt && has out "copy 2" &&
	om-ship ship -q 1001 --carrier UPS --tracking P-2 --package items=TEE:2 --partial >/dev/null && run 0 om-ship slip S1001 --as txt && has out "2 x TEE" && has out "0 x MUG  Coffee mug
      1 still to come" && run 0 om-ship slip S1001 && has out "To come" && has out "Sent apart"'
t 'a dry run counts no copy' 'run 0 om-ship slip 1009 --as txt -n && run 0 om-ship slip 1009 --as txt -n && before=$(cat out) && run 0 om-ship slip 1009 --as txt && [ "$(cat out)" = "$before" ]'
t 'slips of all shipments through a pipe' 'om-ship list --format ids >ids && run 0 om-ship slip - --as txt <ids && [ "$(grep -c "PACKING SLIP" out)" = 2 ]'
t 'what was sent before is named when the rest is packed' '
	order 1080 --item MUG,1,5.00 --item TEE,2,4.00 && om-ship ship -q 1080 --no-tracking --package items=MUG:1 --partial >/dev/null && run 0 om-ship slip 1080 --as txt &&
	has out "  2 x TEE" && has out "  0 x MUG  Coffee mug
      1 sent before" && run 0 om-ship slip 1080 && has out "1 sent before</td>"'
t 'an order of digital goods needs no slip' '
	order 1081 --item EBOOK,1,5.00 && order 1082 --item EBOOK,1,5.00 --item TEE,1,4.00 && run 0 om-ship slip 1081 --as txt && out "" && err "om-ship: nothing to pack" &&
	run 0 om-ship slip 1081 1082 --as txt && [ "$(grep -c "PACKING SLIP" out)" = 1 ] && err ""'
t 'a long word without blanks wraps, on whatever paper' '
	run 0 om-ship slip 1080 && has out "dd, h2, .from, .number, .card, .message { overflow-wrap: anywhere; }" && has out "@page { margin: 12mm; }" &&
	! grep -q "size: *A4\|size: *letter" out'
t 'a number of a shipment and of an order' '
	order S1000 --item TEE,1,4.00 && run 5 om-ship slip S1000 && has err "[ambiguous-id]; write order:S1000 or shipment:S1000" &&
	run 0 om-ship slip order:S1000 --as txt && has out "PACKING SLIP  S1000" && run 0 om-ship slip shipment:S1000 --as txt && has out "PACKING SLIP  1001" &&
	run 5 om-ship slip shipment:S9 && has err "[unknown-record]"'
finish
