#!/bin/sh
# With OM_FULL=1: smaller changes with the Nth call of a kind failing.
. "$(dirname "$0")/lib.sh"
[ -n "${OM_FULL:-}" ] || skip_all 'long; make check-full runs it'
seller 12 >/dev/null && om-order import -q data/orders.csv && keep orders &&
	om-order hold @3 --open-ended -q >/dev/null && om-order cancel @4 --reason no-inventory -q >/dev/null && keep held &&
	from orders && om-ship pick create @1 @3 @5 -q >/dev/null && keep picked &&
	from orders && om-ship ship @1 @3 @5 --no-tracking -q >/dev/null && keep shipped

sweep release held -- om-order release @3
sweep restore held -- om-order restore @4
sweep edit orders -- om-order edit @1 ship_name=Someone
sweep source orders -- om-order source @1 --to W2
sweep 'order' orders -x -- om-order create --channel CH1 --order-number X1 --item SKU-000001,1,5 --paid --ship-name A --ship-zip 10001 --ship-country US
sweep adjust orders -x -- om-inventory adjust SKU-000001 +5 --warehouse W1 --location A-3 --reason found
sweep set orders -- om-inventory set SKU-000001 50 --warehouse W1 --location A-3 --reason count
sweep product orders -- om-product create NEW-1 --name New --brand B
sweep listing orders -- om-product listing create CH1 L-1 --sku SKU-000001
sweep 'customers made one' orders -- om-order customer merge 1 2
sweep 'pick list' orders -x -- om-ship pick create @1 @3 @5
sweep 'what was picked' picked -- om-ship pick confirm PL1000
sweep void shipped -- om-ship void S1000
sweep setting orders -- om-admin config set company.name Other
finish_sweeps
