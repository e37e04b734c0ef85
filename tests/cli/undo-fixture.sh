# Sourced by the tests of undo: a seller with three orders, and what to compare before and after.
. "$(dirname "$0")/lib.sh"
om-admin init -q --company 'Giftware Ltd' --country GB --currency GBP --tz Europe/London
om-channel create manual SHOP -q
for w in MAIN EAST; do
	om-warehouse create $w -q --type in-house --address1 '1 Dock Rd' --city Leeds --zip 'LS1 1AA' --country GB
	om-warehouse location create $w A1 -q
done >/dev/null 2>&1
printf 'country,state,warehouse\nGB,*,MAIN\n' >zones.csv && om-warehouse zone import -q zones.csv >/dev/null
om-product create TEE --name 'Tee' --brand Acme -q && om-product create MUG --name Mug --brand Acme -q
om-product listing create SHOP MUG-L --sku MUG -q >/dev/null
om-inventory set TEE 10 --warehouse MAIN --location A1 --create --reason opening --unit-cost 2.50 -q
om-inventory set MUG 4 --warehouse EAST --location A1 --create --reason opening -q
order() {
	om-order create --channel SHOP --order-number "$@" -q --ship-name Ann --ship-address1 '1 High St' --ship-city York \
		--ship-zip 'YO1 1AA' --ship-country GB --ship-phone 1 >/dev/null 2>&1
}
order 1 --item TEE,2,9.99 --paid
order 2 --item TEE,1,9.99
order 3 --item MUG,1,4 --paid

last() { sql 'select max(run_id) from run'; }
# What people see: orders, holds, stock, value, products, listings, warehouses, settings; not the ledgers behind them.
picture() (
	set -e
	om-order list --format csv --columns order_number,status,source,source_by,order_total,amount_paid,payment_date,payment_type,ship_city,priority,internal_notes,tags,cancel_reason,cancel_text
	sql "select 'hold', o.order_number, h.hold_until, h.note, h.stock_released from hold h join orders o using (order_id) where cleared_run is null
			order by 2;
		select 'stock', stock_id, on_hand, locked, draw_rank, is_pickable from stock where on_hand <> 0 or locked <> 0;
		select 'layer', layer_id, qty_left, value_left from layer where qty_left > 0;
		select 'cogs', coalesce(sum(amount), 0) from cogs;
		select 'line', order_line_id, quantity_shipped, quantity_cancelled, quantity_picked, product_id from order_line;
		select 'package', h.order_id, k.seq, h.carrier, h.service, h.tracking_number, k.tracking_number, k.package_type,
			(select coalesce(sum(quantity), 0) from package_item i where i.shipment_id = k.shipment_id and i.seq = k.seq)
			from shipment h join package k using (shipment_id) where h.state <> 'voided' order by 2, 3, 7;
		select 'pick', p.pick_list_id, p.state, l.seq, l.picked from pick_list p join pick_line l using (pick_list_id) where p.state <> 'cancelled'
			order by 2, 4;
		select 'template', name, text from template t
			where version = (select max(version) from template o where o.name = t.name);
		select 'view', name, condition, sort, is_active from saved_view;
		select 'label', label, color, is_active from label;
		select 'customer', customer_id, name, notes, merged_into from customer;
		select 'customer label', customer_id, label_id from customer_label order by 2, 3;
		select 'setting', name, value from setting;
		select 'warehouse', warehouse, is_active, strict_fifo, phone, returns_city from warehouse;
		select 'location', location_id, location, is_pickable, is_active from location"
	om-warehouse zone list --format csv
	om-warehouse backup list --format csv
	om-warehouse rank list --format csv
	om-product list --format csv --columns sku,name,brand,weight,length,categories,is_active,upc,map_price,track_stock
	om-product listing list --format csv --columns channel,listing_sku,sku,is_active,push
)
# undone COMMAND...: it changes what people see, undo gives it back, and undoing the undo does it again.
undone() {
	picture >before.txt 2>&1 && run "$@" && picture >changed.txt 2>&1 && ! cmp -s before.txt changed.txt &&
		r=$(last) && run om-admin undo $r -n --format csv && cp out dry.csv && picture >dry.txt 2>&1 && cmp changed.txt dry.txt &&
		run om-admin undo $r --format csv && cmp out dry.csv && [ "$(wc -l <out)" -gt 1 ] &&
		picture >after.txt 2>&1 && diff before.txt after.txt &&
		run 5 om-admin undo $r && has err "run $r was undone by run $((r + 1)) [wrong-state]" && run om-admin check
}
# twice COMMAND...: the same, and the undo is undone too, which does it again.
twice() {
	undone "$@" && run om-admin undo $((r + 1)) && picture >again.txt 2>&1 && diff changed.txt again.txt &&
		run om-admin undo $((r + 2)) && picture >after.txt 2>&1 && diff before.txt after.txt && run om-admin check
}
# kept RUN WORD: the undo is refused and nothing changes.
kept() {
	picture >before.txt 2>&1 && run 5 om-admin undo "$1" && has err "[$2]" && has err "run $1 stays" &&
		picture >after.txt 2>&1 && cmp before.txt after.txt && run om-admin check
}
