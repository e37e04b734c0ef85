#!/bin/sh
# With OM_FULL=1: every other sort of change with the Nth call of a kind failing, at every third place of those that sweep-changes.sh
# takes; sheets and lists of ids from standard input; what repairs, and what a crash left to do.
. "$(dirname "$0")/lib.sh"
[ -n "${OM_FULL:-}" ] || skip_all 'long; make check-full runs it'
seller 12 >/dev/null && keep new && om-order import -q data/orders.csv && om-admin label create rush -q && keep orders &&
	om-ship pick create @1 @3 @5 -q >/dev/null && keep picked && from orders &&
	om-inventory lock SKU-000001 2 --warehouse W1 --location A-3 --reason quality -q && keep locked &&
	sql 'update stock set on_hand = on_hand + 5 where stock_id = 1' && keep wrong && from orders &&
	om-order create -q --channel CH1 --order-number N1 --item NEW-9,1,5 --ship-name A >/dev/null && keep unmapped && from orders &&
	om-admin field create colour --entity order -q && keep coloured && from orders &&
	sql "insert into event (kind, product_id, run_id) select 'stock-arrived', product_id, 1 from product limit 3" && keep pending
om-order list --db orders.db --format ids >ids
every=3
sweep pay unmapped -- om-order pay CH1:N1
sweep note orders -x -- om-order note @1 'call first'
sweep label orders -- om-order label @1 @2 --add rush
sweep assign orders -- om-order assign @1 @2 --to tester
sweep 'a new order for a listing' unmapped -- om-product listing create CH1 NEW-9 --sku SKU-000001
sweep move orders -x -- om-inventory move SKU-000001 2 --warehouse W1 --from A-3 --to A-1
sweep lock orders -x -- om-inventory lock SKU-000001 2 --warehouse W1 --location A-3 --reason quality
sweep unlock locked -x -- om-inventory unlock SKU-000001 2 --warehouse W1 --location A-3 --reason quality
sweep 'pick list given up' picked -- om-ship pick cancel PL1000
sweep 'a refusal' orders -r 5 -- om-warehouse deactivate W2
sweep warehouse orders -- om-warehouse create W9 --type in-house --address1 '1 Dock Rd' --city Leeds --zip 'LS1 1AA' --country GB
sweep user orders -- om-admin user create ann name=Ann
sweep field orders -- om-admin field create colour --entity order
sweep view orders -- om-order view create late --where 'is_late = yes'
sweep channel orders -- om-channel create manual CH9
sweep 'ids from standard input' orders -i ids -- om-order hold - --open-ended
sweep 'sheet from standard input' new -i data/orders.csv -- om-order import -
sweep repair wrong -r 0 -- om-admin check --repair
sweep 'what a crash left' pending -- om-order resolve --pending
sweep 'template with a field of one'\''s own' coloured -- om-order import --template
sweep 'help on fields' coloured -- om-order list --where help
WITHOUT='sqlite read short' # it opens no database
sweep 'list of columns' orders -- om-order list --columns help
finish_sweeps
