-- A database of version 1 of the schema, as its programs made it; written by freeze.sh, not by hand.
pragma application_id = 1869442925;
pragma user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta ( -- facts of the database itself: schema version, installation id
	name text not null, -- version, installation
	value text not null, -- its value
	primary key (name)
) strict, without rowid;
INSERT INTO meta VALUES('installation','7af277dbdf2ad53f7240df498ad4a9a9');
INSERT INTO meta VALUES('version','1');
CREATE TABLE id_block ( -- where the next id of a table comes from
	name text not null, -- the table
	next integer not null, -- first id not yet given out
	primary key (name)
) strict, without rowid;
INSERT INTO id_block VALUES('allocation',2);
INSERT INTO id_block VALUES('channel',2);
INSERT INTO id_block VALUES('customer',3);
INSERT INTO id_block VALUES('event',2);
INSERT INTO id_block VALUES('history',11);
INSERT INTO id_block VALUES('hold',2);
INSERT INTO id_block VALUES('location',3);
INSERT INTO id_block VALUES('movement',3);
INSERT INTO id_block VALUES('order_line',3);
INSERT INTO id_block VALUES('order_problem',3);
INSERT INTO id_block VALUES('orders',3);
INSERT INTO id_block VALUES('product',3);
INSERT INTO id_block VALUES('run',12);
INSERT INTO id_block VALUES('stock',2);
INSERT INTO id_block VALUES('users',2);
INSERT INTO id_block VALUES('warehouse',2);
CREATE TABLE run ( -- one execution of a changing command; every change carries it
	run_id integer primary key, -- key
	at integer not null, -- when it began
	actor text not null, -- os:NAME or a user
	program text not null, -- om-order
	command text not null, -- the command line as typed
	reason text, -- --reason
	allow text, -- words overridden by --allow
	created integer not null default 0, -- records made
	updated integer not null default 0, -- records changed
	unchanged integer not null default 0, -- records found as wanted
	rejected integer not null default 0, -- records refused
	finished_at integer, -- when it ended; empty: it was cut off or is under way
	undoes integer constraint run_undoes_ref references run (run_id) on delete restrict on update restrict, -- the run that it took back
	undone_by integer constraint run_undone_by_ref references run (run_id) on delete restrict on update restrict -- the run that took it back; empty while it stands
) strict;
INSERT INTO run VALUES(1,1772463600,'os:tester','om-admin','om-admin init -q --company ''Giftware Ltd'' --country GB --currency GBP --tz Europe/London',NULL,NULL,5,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(2,1772463600,'tester','om-channel','om-channel create manual SHOP -q',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(3,1772463600,'tester','om-warehouse','om-warehouse create MAIN -q --type in-house --address1 ''1 Dock Rd'' --city Leeds --zip ''LS1 1AA'' --country GB',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(4,1772463600,'tester','om-warehouse','om-warehouse location create MAIN A1 -q',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(5,1772463600,'tester','om-product','om-product create TEE-R --name ''Tee, red'' --brand Acme -q',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(6,1772463600,'tester','om-product','om-product create MUG --name Mug --brand Acme -q',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(7,1772463600,'tester','om-inventory','om-inventory set TEE-R 5 --warehouse MAIN --location A1 --create --reason opening -q','opening',NULL,0,1,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(8,1772463600,'tester','om-inventory','om-inventory lock TEE-R 1 --warehouse MAIN --location A1 --reason quality -q','quality',NULL,0,1,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(9,1772463600,'tester','om-order','om-order create --channel SHOP --order-number 1 --item TEE-R,2,9.99 --paid -q --ship-name Ann --ship-address1 ''1 High St'' --ship-city York --ship-zip ''YO1 1AA'' --ship-country GB',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(10,1772463600,'tester','om-order','om-order create --channel SHOP --order-number 2 --item MUG,1,4 -q --ship-name Bob',NULL,NULL,1,0,0,0,1772463600,NULL,NULL);
INSERT INTO run VALUES(11,1772463600,'tester','om-order','om-order hold SHOP:2 --open-ended -q',NULL,NULL,0,1,0,0,1772463600,NULL,NULL);
CREATE TABLE history ( -- who changed which field of what, with the old and the new value
	history_id integer primary key, -- key
	run_id integer not null constraint history_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	entity text not null, -- the record: order, product, ...
	entity_id integer not null, -- its key
	field text not null, -- column name
	old_value text, -- as printed; empty was null
	new_value text -- as printed; empty is null
) strict;
INSERT INTO history VALUES(1,1,'setting',0,'company.name',NULL,'Giftware Ltd');
INSERT INTO history VALUES(2,1,'setting',0,'company.country',NULL,'GB');
INSERT INTO history VALUES(3,1,'setting',0,'company.currency',NULL,'GBP');
INSERT INTO history VALUES(4,1,'setting',0,'company.time_zone',NULL,'Europe/London');
INSERT INTO history VALUES(8,9,'order',1,'status','unprocessed','awaiting-shipment');
INSERT INTO history VALUES(9,10,'order',2,'status','unprocessed','awaiting-payment');
INSERT INTO history VALUES(10,11,'order',2,'status','awaiting-payment','on-hold');
CREATE TABLE event ( -- what must be looked at again; written with its cause, done when its orders were resolved
	event_id integer primary key, -- key
	kind text not null, -- listing-mapped stock-arrived location-ready stock-lost routing-changed order product-changed product-digital
	product_id integer constraint event_product_id_ref references product (product_id) on delete restrict on update restrict, -- the product it is about
	warehouse_id integer constraint event_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- the warehouse it is about
	listing_id integer constraint event_listing_id_ref references listing (listing_id) on delete restrict on update restrict, -- the listing it is about
	order_id integer constraint event_order_id_ref references orders (order_id) on delete restrict on update restrict, -- the order it is about
	run_id integer not null constraint event_run_id_ref references run (run_id) on delete restrict on update restrict, -- the cause
	done_run integer constraint event_done_run_ref references run (run_id) on delete restrict on update restrict -- the run that resolved its orders; empty while pending
) strict;
INSERT INTO event VALUES(1,'routing-changed',NULL,1,NULL,NULL,3,3);
CREATE TABLE setting ( -- company settings (om-admin config); a key without row has its default
	name text not null, -- company.currency
	value text not null, -- as typed
	set_at integer not null, -- when
	run_id integer not null constraint setting_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	primary key (name)
) strict, without rowid;
INSERT INTO setting VALUES('company.country','GB',1772463600,1);
INSERT INTO setting VALUES('company.currency','GBP',1772463600,1);
INSERT INTO setting VALUES('company.name','Giftware Ltd',1772463600,1);
INSERT INTO setting VALUES('company.time_zone','Europe/London',1772463600,1);
CREATE TABLE users ( -- who may act here: a login of the operating system and what it may change (om-admin user)
	user_id integer primary key, -- key
	login text not null, -- the login name, unique
	login_key text not null, -- ASCII-folded login
	name text not null, -- of the person
	email text not null default '', -- as typed
	email_key text not null default '', -- folded
	is_active integer not null default 1, -- 0: may change nothing
	permissions text not null default '', -- words joined by |; all is every one
	notices text not null default '', -- what the person wants to be mailed, words joined by |
	last_seen_at integer, -- when the person last changed something
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint users_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint users_login_unique unique (login),
	constraint users_login_key_unique unique (login_key)
) strict;
INSERT INTO users VALUES(1,'tester','tester','tester','','',1,'all','',1772463600,1772463600,1772463600,1);
CREATE TABLE label ( -- a word that orders, products and customers may carry (om-admin label)
	label_id integer primary key, -- key
	label text not null, -- the word, unique
	label_key text not null, -- ASCII-folded word
	color text not null default '', -- #rrggbb
	is_active integer not null default 1, -- 0: given to no further record
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint label_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint label_label_unique unique (label),
	constraint label_label_key_unique unique (label_key)
) strict;
CREATE TABLE custom_field ( -- a column that the company added to a kind of record (om-admin field)
	custom_field_id integer primary key, -- key
	entity text not null, -- which records have it: product order customer
	name text not null, -- what follows cf: in headers and filters, exactly
	name_key text not null, -- ASCII-folded name
	type text not null, -- text integer decimal boolean date list
	options text not null default '', -- of a list: the values that it takes, joined by |
	description text not null default '', -- what it is for
	is_required integer not null default 0, -- 1: a value once given may not be cleared
	show_on_grid integer not null default 0, -- 1: a default column of lists
	is_active integer not null default 1, -- 0: takes no new values and leaves exports; its values stay
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint custom_field_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint custom_field_entity_name_unique unique (entity, name),
	constraint custom_field_entity_name_key_unique unique (entity, name_key),
	constraint custom_field_entity check (entity in ('product', 'order', 'customer')),
	constraint custom_field_type check (type in ('text', 'integer', 'decimal', 'boolean', 'date', 'list'))
) strict;
CREATE TABLE custom_value ( -- what a record has in a custom field; a record without value has no row
	record_id integer not null, -- key of the product, order or customer
	custom_field_id integer not null constraint custom_value_custom_field_id_ref references custom_field (custom_field_id) on delete restrict on update restrict, -- which field
	value text not null default '', -- of text and list
	num integer, -- of the other types: whole number, 1/10000, 0 or 1, day
	primary key (record_id, custom_field_id)
) strict, without rowid;
CREATE TABLE customer ( -- who buys
	customer_id integer primary key, -- key
	name text not null, -- required
	company text not null default '', -- company name
	email text not null default '', -- main e-mail as typed
	email_key text not null default '', -- folded; '' also for relay addresses, which are no key
	phone text not null default '', -- main phone
	address1 text not null default '', -- main address
	address2 text not null default '', -- main address
	address3 text not null default '', -- main address
	city text not null default '', -- main address
	state text not null default '', -- code where the country has codes
	zip text not null default '', -- main address
	country text not null default '', -- ISO alpha-2
	channel_id integer constraint customer_channel_id_ref references channel (channel_id) on delete restrict on update restrict, -- channel it came from
	buyer_id text not null default '', -- the channel's name for the buyer
	notes text not null default '', -- our own
	is_forwarder integer not null default 0, -- sends on what others bought
	is_active integer not null default 1, -- no: it was merged into another
	merged_into integer constraint customer_merged_into_ref references customer (customer_id) on delete restrict on update restrict, -- who took over its orders
	erased_at integer, -- when its personal data were erased
	created_at integer not null, -- stored here
	modified_at integer not null default 0, -- last change
	created_run integer not null constraint customer_created_run_ref references run (run_id) on delete restrict on update restrict -- by which run
) strict;
INSERT INTO customer VALUES(1,'Ann','','','','','1 High St','','','York','','YO1 1AA','GB',1,'','',0,1,NULL,NULL,1772463600,1772463600,9);
INSERT INTO customer VALUES(2,'Bob','','','','','','','','','','','',1,'','',0,1,NULL,NULL,1772463600,1772463600,10);
CREATE TABLE customer_value ( -- further e-mails and phones of a customer; the main ones stand with it
	customer_id integer not null constraint customer_value_customer_id_ref references customer (customer_id) on delete restrict on update restrict, -- of
	list text not null, -- email phone
	rank integer not null, -- its place after the main one, from 1
	value text not null, -- as typed
	value_key text not null default '', -- an e-mail folded; '' for phones and relay addresses, which are no key
	primary key (customer_id, list, rank),
	constraint customer_value_list check (list in ('email', 'phone'))
) strict, without rowid;
CREATE TABLE customer_address ( -- further addresses of a customer, of those that it took over
	customer_id integer not null constraint customer_address_customer_id_ref references customer (customer_id) on delete restrict on update restrict, -- of
	rank integer not null, -- its place after the main one, from 1
	from_id integer not null constraint customer_address_from_id_ref references customer (customer_id) on delete restrict on update restrict, -- whose it was
	address1 text not null default '', -- address
	address2 text not null default '', -- address
	address3 text not null default '', -- address
	city text not null default '', -- address
	state text not null default '', -- address
	zip text not null default '', -- address
	country text not null default '', -- ISO alpha-2
	primary key (customer_id, rank)
) strict, without rowid;
CREATE TABLE customer_alias ( -- names of channels for buyers that a customer took over
	channel_id integer not null constraint customer_alias_channel_id_ref references channel (channel_id) on delete restrict on update restrict, -- whose name it is
	buyer_id text not null, -- the name
	customer_id integer not null constraint customer_alias_customer_id_ref references customer (customer_id) on delete restrict on update restrict, -- who it means now
	primary key (channel_id, buyer_id)
) strict, without rowid;
CREATE TABLE customer_label ( -- labels of a customer
	customer_id integer not null constraint customer_label_customer_id_ref references customer (customer_id) on delete restrict on update restrict, -- of
	label_id integer not null constraint customer_label_label_id_ref references label (label_id) on delete restrict on update restrict, -- which
	primary key (customer_id, label_id)
) strict, without rowid;
CREATE TABLE product ( -- one master SKU
	product_id integer primary key, -- key; never changes
	sku text not null, -- master SKU, byte for byte
	sku_key text not null, -- ASCII-folded, so that case twins cannot come into being
	kind text not null default 'core', -- core variation bundle virtual
	name text not null, -- required
	brand text not null, -- required
	description text not null default '', -- long text
	upc text not null default '', -- barcode, leading zeros kept
	mpn text not null default '', -- maker's part number
	map_price integer, -- minimum advertised price
	shipping_cost integer, -- the most one would pay to ship it
	vendor_cost integer, -- cost for COGS when no layer gives one
	currency text not null, -- of the three amounts
	weight_ng integer, -- net, without packaging
	weight_unit text not null default '', -- unit it was typed in
	length_um integer, -- net
	width_um integer, -- net
	height_um integer, -- net
	length_unit text not null default '', -- unit of the length
	width_unit text not null default '', -- unit of the width
	height_unit text not null default '', -- unit of the height
	has_barcode integer not null default 0, -- carries a barcode
	is_hazmat integer not null default 0, -- dangerous goods
	ships_in_own_box integer not null default 0, -- each unit is a package
	is_gift_card integer not null default 0, -- gift card
	is_digital integer not null default 0, -- not shipped
	allow_backorders integer not null default 0, -- may be sold beyond stock
	track_stock integer not null default 1, -- 0: no stock records, never short
	track_lots integer not null default 0, -- units carry lots
	buyer_email text not null default '', -- the user who buys it
	customs_description text not null default '', -- for customs papers
	origin_country text not null default '', -- ISO alpha-2
	hs_code text not null default '', -- customs code, digits
	customs_value integer, -- per unit
	is_active integer not null default 1, -- 0: matches no order, counts nowhere
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint product_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint product_sku_unique unique (sku),
	constraint product_sku_key_unique unique (sku_key),
	constraint product_kind check (kind in ('core', 'variation', 'bundle', 'virtual'))
) strict;
INSERT INTO product VALUES(1,'TEE-R','tee-r','core','Tee, red','Acme','','','',NULL,NULL,NULL,'GBP',NULL,'',NULL,NULL,NULL,'','','',0,0,0,0,0,0,1,0,'','','','',NULL,1,1772463600,1772463600,5);
INSERT INTO product VALUES(2,'MUG','mug','core','Mug','Acme','','','',NULL,NULL,NULL,'GBP',NULL,'',NULL,NULL,NULL,'','','',0,0,0,0,0,0,1,0,'','','','',NULL,1,1772463600,1772463600,6);
CREATE TABLE product_value ( -- lists of a product: categories, labels, image URLs
	product_id integer not null constraint product_value_product_id_ref references product (product_id) on delete restrict on update restrict, -- of
	list text not null, -- category label image
	rank integer not null, -- order within the list, from 1
	value text not null, -- the member
	primary key (product_id, list, rank),
	constraint product_value_list check (list in ('category', 'label', 'image'))
) strict, without rowid;
CREATE TABLE channel ( -- where orders come from
	channel_id integer primary key, -- key
	channel text not null, -- name, unique
	channel_key text not null, -- ASCII-folded name
	type text not null, -- manual
	is_active integer not null default 1, -- 0: takes no orders
	currency text not null, -- default of its orders
	time_zone text not null default '', -- for dates of its orders; '' = the company's
	packing_slip_template text not null default '', -- of its orders' packing slips; '' = the company's
	order_prefix text not null default 'M', -- before the numbers given here
	next_order_number integer not null default 1001, -- the next number given here
	items_editable integer not null default 1, -- may items of its orders be changed here
	retention_days integer, -- days until personal data of shipped and cancelled orders are erased; empty = never
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint channel_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint channel_channel_unique unique (channel),
	constraint channel_channel_key_unique unique (channel_key),
	constraint channel_type check (type in ('manual'))
) strict;
INSERT INTO channel VALUES(1,'SHOP','shop','manual',1,'GBP','','','M',1001,1,NULL,1772463600,1772463600,2);
CREATE TABLE listing ( -- what a channel calls a product
	listing_id integer primary key, -- key
	channel_id integer not null constraint listing_channel_id_ref references channel (channel_id) on delete restrict on update restrict, -- the channel
	listing_sku text not null, -- its SKU, byte for byte
	listing_key text not null, -- ASCII-folded
	product_id integer constraint listing_product_id_ref references product (product_id) on delete restrict on update restrict, -- empty = unlinked
	push integer not null default 1, -- quantities are sent
	fulfilled_by text not null default 'seller', -- seller channel
	fn_sku text not null default '', -- Amazon's fulfilment SKU
	latency_days integer, -- handling days
	channel_title text not null default '', -- what the channel or an order calls it
	is_active integer not null default 1, -- 0: matches nothing
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint listing_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint listing_channel_id_listing_sku_unique unique (channel_id, listing_sku),
	constraint listing_channel_id_listing_key_unique unique (channel_id, listing_key),
	constraint listing_fulfilled_by check (fulfilled_by in ('seller', 'channel'))
) strict;
CREATE TABLE warehouse ( -- where stock lies and orders ship from
	warehouse_id integer primary key, -- key
	warehouse text not null, -- name, unique
	warehouse_key text not null, -- ASCII-folded name
	type text not null, -- in-house 3pl retail virtual
	is_active integer not null default 1, -- 0: nothing there is available, received or routed to
	address1 text not null default '', -- ship-from
	address2 text not null default '', -- ship-from
	address3 text not null default '', -- ship-from
	city text not null default '', -- ship-from
	state text not null default '', -- ship-from
	zip text not null default '', -- ship-from
	country text not null default '', -- ship-from, ISO alpha-2
	phone text not null default '', -- contact
	phone_ext text not null default '', -- contact
	fax text not null default '', -- contact
	email text not null default '', -- contact
	returns_name text not null default '', -- return address; all empty = ship-from
	returns_attention text not null default '', -- return address
	returns_address1 text not null default '', -- return address
	returns_address2 text not null default '', -- return address
	returns_address3 text not null default '', -- return address
	returns_city text not null default '', -- return address
	returns_state text not null default '', -- return address
	returns_zip text not null default '', -- return address
	returns_country text not null default '', -- return address
	returns_phone text not null default '', -- return address
	time_zone text not null default '', -- IANA name; '' = the company's
	cutoff integer, -- seconds after local midnight; a later shipment carries the next day
	color text not null default '', -- #rrggbb
	strict_fifo integer not null default 0, -- allocation keeps part units too
	stock_check integer not null default 1, -- do its orders wait for its stock
	receipt_counts integer not null default 1, -- do receipts raise on hand
	is_valued integer not null default 1, -- 0: not our goods, no layers
	fed_by integer constraint warehouse_fed_by_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- the warehouse that feeds it
	transfer_days integer not null default 3, -- days of that transfer
	rank integer, -- order for foreign orders, from 1; empty = out
	pick_item_order text not null default 'location', -- location draw-rank sku name order
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	created_run integer not null constraint warehouse_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint warehouse_warehouse_unique unique (warehouse),
	constraint warehouse_warehouse_key_unique unique (warehouse_key),
	constraint warehouse_type check (type in ('in-house', '3pl', 'retail', 'virtual', 'dropship', 'fba', 'wfs'))
) strict;
INSERT INTO warehouse VALUES(1,'MAIN','main','in-house',1,'1 Dock Rd','','','Leeds','','LS1 1AA','GB','','','','','','','','','','','','','','','',NULL,'',0,1,1,1,NULL,3,1,'location',1772463600,1772463600,3);
CREATE TABLE location ( -- a place in a warehouse
	location_id integer primary key, -- key
	warehouse_id integer not null constraint location_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- where
	location text not null, -- name, 1 to 50 characters; UNCONFIGURED and GLOBAL are special
	location_key text not null, -- ASCII-folded name
	sort_key text not null, -- sorts in natural order
	is_pickable integer not null default 1, -- its units can be promised
	is_receivable integer not null default 1, -- offered for receipts
	is_active integer not null default 1, -- 0: as neither
	created_run integer not null constraint location_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint location_warehouse_id_location_unique unique (warehouse_id, location),
	constraint location_warehouse_id_location_key_unique unique (warehouse_id, location_key)
) strict;
INSERT INTO location VALUES(1,1,'UNCONFIGURED','unconfigured','unconfigured',0,1,1,3);
INSERT INTO location VALUES(2,1,'A1','a1','a0!1',1,1,1,4);
CREATE TABLE zone ( -- routing: where a warehouse ships at home
	zone_id integer primary key, -- key
	country text not null, -- ISO alpha-2
	state text not null, -- code or *
	product_id integer constraint zone_product_id_ref references product (product_id) on delete restrict on update restrict, -- only for this product
	warehouse_id integer not null constraint zone_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- serves it
	created_run integer not null constraint zone_created_run_ref references run (run_id) on delete restrict on update restrict -- by which run
) strict;
CREATE TABLE backup ( -- who takes an order that its first warehouse cannot fill
	warehouse_id integer not null constraint backup_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- the first warehouse
	position integer not null, -- order of trying, from 1
	backup_id integer not null constraint backup_backup_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- the backup
	primary key (warehouse_id, position),
	constraint backup_warehouse_id_backup_id_unique unique (warehouse_id, backup_id)
) strict, without rowid;
CREATE TABLE lot ( -- units of one batch and expiry
	product_id integer not null constraint lot_product_id_ref references product (product_id) on delete restrict on update restrict, -- of
	lot text not null, -- its number
	expires_on integer, -- day; from this day on it is not available
	received_at integer not null, -- first receipt
	primary key (product_id, lot)
) strict, without rowid;
CREATE TABLE stock ( -- a product at one location, in one lot
	stock_id integer primary key, -- key
	product_id integer not null constraint stock_product_id_ref references product (product_id) on delete restrict on update restrict, -- of
	warehouse_id integer not null constraint stock_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- of the location
	location_id integer not null constraint stock_location_id_ref references location (location_id) on delete restrict on update restrict, -- where
	lot text not null default '', -- '' for products without lots
	on_hand integer not null default 0, -- units physically there; written only by movements
	locked integer not null default 0, -- units withheld by a person; written only by movements
	allocated integer not null default 0, -- sum of open allocations
	oversold integer not null default 0, -- sum of their oversold
	is_pickable integer not null default 1, -- counts if the location's agrees
	is_receivable integer not null default 1, -- counts if the location's agrees
	is_active integer not null default 1, -- counts if location, warehouse and product agree
	draw_rank integer not null, -- order of drawing within (product, warehouse), low first
	location_min integer, -- least units wanted at this place, for put-away
	first_in_at integer, -- when on_hand last rose from 0
	constraint stock_product_id_location_id_lot_unique unique (product_id, location_id, lot),
	constraint stock_allocated check (allocated >= 0 and oversold >= 0 and locked >= 0),
	constraint stock_cover check (allocated <= (case when on_hand > locked then on_hand - locked else 0 end) + oversold),
	constraint stock_limit check (on_hand <= 100000000 and locked <= 100000000)
) strict;
INSERT INTO stock VALUES(1,1,1,2,'',5,1,2,0,1,1,1,1,NULL,1772463600);
CREATE TABLE movement ( -- the only writer of on_hand and locked
	movement_id integer primary key, -- key
	run_id integer not null constraint movement_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	at integer not null, -- when
	kind text not null, -- ship unship adjust set move-out move-in lock unlock ...
	bucket text not null, -- on_hand locked
	stock_id integer not null constraint movement_stock_id_ref references stock (stock_id) on delete restrict on update restrict, -- which record
	delta integer not null, -- never 0
	after integer not null, -- the bucket's new value
	cause_type text, -- shipment
	cause_id integer, -- its line
	ref text, -- paper or file row, so that a repeat does not count twice
	reason text not null default '', -- one of stock.reasons
	note text not null default '', -- free text
	constraint movement_delta check (delta <> 0),
	constraint movement_bucket check (bucket in ('on_hand', 'locked'))
) strict;
INSERT INTO movement VALUES(1,7,1772463600,'set','on_hand',1,5,5,NULL,NULL,NULL,'opening','');
INSERT INTO movement VALUES(2,8,1772463600,'lock','locked',1,1,1,NULL,NULL,NULL,'quality','');
CREATE TABLE allocation ( -- units of one stock record kept for one order line
	allocation_id integer primary key, -- key
	order_line_id integer not null constraint allocation_order_line_id_ref references order_line (order_line_id) on delete restrict on update restrict, -- for
	product_id integer not null constraint allocation_product_id_ref references product (product_id) on delete restrict on update restrict, -- of the line, or a component
	stock_id integer not null constraint allocation_stock_id_ref references stock (stock_id) on delete restrict on update restrict, -- which record
	quantity integer not null, -- units
	oversold integer not null default 0, -- of these, promised beyond what is there
	is_firm integer not null default 0, -- handed over, labelled or picked: never taken back
	run_id integer not null constraint allocation_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	closed_run integer constraint allocation_closed_run_ref references run (run_id) on delete restrict on update restrict, -- released or shipped by; empty while open
	constraint allocation_quantity check (quantity > 0 and oversold >= 0 and oversold <= quantity)
) strict;
INSERT INTO allocation VALUES(1,1,1,1,2,0,0,9,NULL);
CREATE TABLE layer ( -- units received at one cost, drawn oldest first
	layer_id integer primary key, -- key
	product_id integer not null constraint layer_product_id_ref references product (product_id) on delete restrict on update restrict, -- of
	warehouse_id integer not null constraint layer_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- where
	received_at integer not null, -- age; draws go by it, then by layer_id
	origin text not null, -- receipt manual return
	qty_in integer not null, -- units at first
	value_in integer not null, -- their value in company currency
	qty_left integer not null, -- units left
	value_left integer not null, -- their value; exactly 0 when none are left
	run_id integer not null constraint layer_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint layer_left check (qty_left >= 0 and value_left >= 0 and (qty_left > 0 or value_left = 0))
) strict;
CREATE TABLE layer_event ( -- what came into and went out of a layer; qty_left and value_left are its sums
	layer_event_id integer primary key, -- key
	layer_id integer not null constraint layer_event_layer_id_ref references layer (layer_id) on delete restrict on update restrict, -- of
	run_id integer not null constraint layer_event_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	at integer not null, -- when
	kind text not null, -- in ship unship loss
	quantity integer not null, -- signed
	value integer not null, -- signed
	cause_type text, -- shipment
	cause_id integer -- its key
) strict;
CREATE TABLE cogs ( -- cost of goods sold, booked at shipment
	cogs_id integer primary key, -- key
	shipment_id integer not null constraint cogs_shipment_id_ref references shipment (shipment_id) on delete restrict on update restrict, -- which shipment
	order_line_id integer not null constraint cogs_order_line_id_ref references order_line (order_line_id) on delete restrict on update restrict, -- which line
	product_id integer not null constraint cogs_product_id_ref references product (product_id) on delete restrict on update restrict, -- of
	warehouse_id integer not null constraint cogs_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- from
	quantity integer not null, -- units
	amount integer not null, -- cost in company currency
	basis text not null, -- actual default none correction
	layer_id integer constraint cogs_layer_id_ref references layer (layer_id) on delete restrict on update restrict, -- drawn from
	at integer not null, -- when
	constraint cogs_basis check (basis in ('actual', 'default', 'none', 'correction'))
) strict;
CREATE TABLE orders ( -- one customer order
	order_id integer primary key, -- key
	revision integer not null default 0, -- goes up with every change
	channel_id integer not null constraint orders_channel_id_ref references channel (channel_id) on delete restrict on update restrict, -- where it came from
	order_number text not null, -- unique in its channel
	channel_order_id text not null default '', -- the channel's own id
	origin text not null default 'manual', -- manual sheet channel api clone split
	order_type text not null default 'standard', -- standard pos prime fba fba-workflow
	order_date integer not null, -- the buyer's date
	created_at integer not null, -- stored here
	modified_at integer not null, -- last change
	payment_date integer, -- empty = unpaid
	payment_type text not null default '', -- card, invoice ...
	amount_paid integer not null default 0, -- net of refunds
	refunded_amount integer not null default 0, -- given back
	ship_by integer, -- latest shipping
	deliver_by integer, -- latest delivery
	currency text not null, -- one an order
	prices_include_tax integer not null default 0, -- taxes are inside the prices
	item_total integer not null default 0, -- sum of line_total
	discount_total integer not null default 0, -- with the order's own
	tax_total integer not null default 0, -- with the order's own
	order_discount integer not null default 0, -- of the order as a whole
	order_tax integer not null default 0, -- every tax not on a line
	shipping_paid integer not null default 0, -- by the customer
	other_cost integer not null default 0, -- other costs of the customer
	order_total integer not null default 0, -- as the source states it, else computed
	total_diff integer not null default 0, -- stated less computed
	insured_value integer, -- for the shipment
	customer_id integer constraint orders_customer_id_ref references customer (customer_id) on delete restrict on update restrict, -- who bought
	buyer_id text not null default '', -- the channel's id for the buyer
	ship_name text not null default '', -- recipient
	ship_company text not null default '', -- recipient
	ship_address1 text not null default '', -- recipient
	ship_address2 text not null default '', -- recipient
	ship_address3 text not null default '', -- recipient
	ship_city text not null default '', -- recipient
	ship_state text not null default '', -- code where the country has codes
	ship_zip text not null default '', -- recipient
	ship_country text not null default '', -- ISO alpha-2
	ship_phone text not null default '', -- recipient
	ship_email text not null default '', -- recipient
	address_type text not null default 'unknown', -- residential commercial unknown
	address_check text not null default 'not-checked', -- not-checked valid corrected invalid overridden
	source_id integer constraint orders_source_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- the warehouse that fulfils it
	source_by text not null default '', -- route person; locked unless route
	route_reason text not null default '', -- why this source
	method text not null default '', -- in-house 3pl dropship mcf channel; follows from the source
	requested_service text not null default '', -- the channel's raw words
	account text not null default '', -- ship method
	carrier text not null default '', -- ship method
	service text not null default '', -- ship method
	package_type text not null default '', -- ship method
	weight_ng integer, -- of the parcel
	weight_unit text not null default '', -- as typed
	length_um integer, -- of the parcel
	width_um integer, -- of the parcel
	height_um integer, -- of the parcel
	size_unit text not null default '', -- as typed
	notes_from_buyer text not null default '', -- texts
	notes_to_buyer text not null default '', -- texts
	internal_notes text not null default '', -- texts
	po_number text not null default '', -- the buyer's purchase order
	packing_slip_template text not null default '', -- of its packing slips; '' = the channel's
	is_gift integer not null default 0, -- a gift
	gift_message text not null default '', -- at most 1,000 characters
	custom_field1 text not null default '', -- fixed custom field
	custom_field2 text not null default '', -- fixed custom field
	custom_field3 text not null default '', -- fixed custom field
	channel_priority text not null default '', -- the channel's own text
	priority integer not null default 0, -- ours, -9 to 9
	assigned_to text not null default '', -- the user who looks after it
	fraud text not null default '', -- the channel's verdict
	is_subscription integer not null default 0, -- recurring order
	is_pos integer not null default 0, -- sold at a counter
	pos_location text not null default '', -- which counter
	is_external integer not null default 0, -- shipped elsewhere
	suppress_channel_update integer not null default 0, -- never write back
	ship_complete integer not null default 0, -- never split by rule
	fulfilled_by text not null default 'seller', -- seller channel
	is_history integer not null default 0, -- stored as done elsewhere: nothing is claimed or shipped
	cancel_reason text not null default '', -- one of orders.md S5
	cancel_text text not null default '', -- free text
	cancelled_at integer, -- when
	erased_at integer, -- when its personal data were erased
	channel_cancel_told integer not null default 0, -- the channel knows
	routed_at integer, -- when routing chose the source
	import_hash blob, -- SHA-256 of the cells it came in with
	status text not null default 'unprocessed', -- derived (orders.md S1)
	problems text not null default '', -- derived: open codes of orders.md S2, joined by |
	first_problem text not null default '', -- derived: the first of them
	holds text not null default '', -- derived: kinds of open holds, joined by |
	hold_until integer, -- derived: the latest end of the open holds; empty with one that is open-ended
	stock_state text not null default '', -- derived: full part none untracked
	fulfilled text not null default 'none', -- derived: none part full
	created_run integer not null constraint orders_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint orders_order_number_channel_id_unique unique (order_number, channel_id),
	constraint orders_priority check (priority between -9 and 9)
) strict;
INSERT INTO orders VALUES(1,1,1,'1','','manual','standard',1772463600,1772463600,1772463600,1772463600,'',199800,0,NULL,NULL,'GBP',0,199800,0,0,0,0,0,0,199800,0,NULL,1,'','Ann','','1 High St','','','York','','YO1 1AA','GB','','','unknown','not-checked',1,'route','the only warehouse','in-house','','','','','',NULL,'',NULL,NULL,NULL,'','','','','','',0,'','','','','',0,'','',0,0,'',0,0,0,'seller',0,'','',NULL,NULL,0,1772463600,X'31f7c6ddd40737865fac28ede6fb8d44cb17e761da519713461aee2c72c71b0e','awaiting-shipment','','','',NULL,'full','none',9);
INSERT INTO orders VALUES(2,3,1,'2','','manual','standard',1772463600,1772463600,1772463600,NULL,'',0,0,NULL,NULL,'GBP',0,40000,0,0,0,0,0,0,40000,0,NULL,2,'','Bob','','','','','','','','','','','unknown','not-checked',1,'route','rank, for no country','in-house','','','','','',NULL,'',NULL,NULL,NULL,'','','','','','',0,'','','','','',0,'','',0,0,'',0,0,0,'seller',0,'','',NULL,NULL,0,1772463600,X'da28f67247c859bcf92c2bffcff0b78a5a65e870489aedd0cae04c51a1582644','on-hold','missing-order-info|missing-stock-location','missing-order-info','user',NULL,'none','none',10);
CREATE TABLE order_address ( -- further addresses of an order: where the bill goes, the ship-to as first received
	order_id integer not null constraint order_address_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	kind text not null, -- bill orig
	name text not null default '', -- address
	company text not null default '', -- address
	address1 text not null default '', -- address
	address2 text not null default '', -- address
	address3 text not null default '', -- address
	city text not null default '', -- address
	state text not null default '', -- address
	zip text not null default '', -- address
	country text not null default '', -- ISO alpha-2
	phone text not null default '', -- address
	email text not null default '', -- address
	primary key (order_id, kind),
	constraint order_address_kind check (kind in ('bill', 'orig'))
) strict, without rowid;
CREATE TABLE order_attr ( -- the channel's name-value pairs
	order_id integer not null constraint order_attr_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	name text not null, -- compared exactly
	value text not null, -- as it came
	primary key (order_id, name)
) strict, without rowid;
CREATE TABLE order_tag ( -- the channel's tags
	order_id integer not null constraint order_tag_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	tag text not null, -- one tag
	primary key (order_id, tag)
) strict, without rowid;
CREATE TABLE order_label ( -- labels of an order
	order_id integer not null constraint order_label_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	label_id integer not null constraint order_label_label_id_ref references label (label_id) on delete restrict on update restrict, -- which
	primary key (order_id, label_id)
) strict, without rowid;
CREATE TABLE order_line ( -- one item of an order
	order_line_id integer primary key, -- key
	order_id integer not null constraint order_line_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	line_no integer not null, -- from 1, never used again
	listing_sku text not null default '', -- the channel's SKU, byte for byte
	item_name text not null default '', -- the channel's title
	product_id integer constraint order_line_product_id_ref references product (product_id) on delete restrict on update restrict, -- empty while unmapped
	quantity integer not null, -- at least 1
	unit_price integer not null, -- each
	line_total integer not null, -- what adds up
	rounding integer not null default 0, -- line_total less unit_price x quantity
	line_tax integer not null default 0, -- whole line
	line_discount integer not null default 0, -- whole line
	marketplace_tax integer not null default 0, -- collected and remitted by the channel, in no total
	quantity_shipped integer not null default 0, -- units
	quantity_cancelled integer not null default 0, -- units
	quantity_allocated integer not null default 0, -- units
	quantity_short integer not null, -- units open without allocation
	quantity_picked integer not null default 0, -- units
	ships integer not null default 1, -- 0 for digital lines
	item_notes text not null default '', -- free text
	po_line_number text not null default '', -- the buyer's line
	fba_sku text not null default '', -- overrides the listing that the marketplace ships
	channel_line_id text not null default '', -- the channel's own line
	constraint order_line_order_id_line_no_unique unique (order_id, line_no),
	constraint order_line_quantity check (quantity >= 1),
	constraint order_line_buckets check (quantity = quantity_shipped + quantity_cancelled + quantity_allocated + quantity_short),
	constraint order_line_positive check (quantity_shipped >= 0 and quantity_cancelled >= 0 and quantity_allocated >= 0 and quantity_short >= 0)
) strict;
INSERT INTO order_line VALUES(1,1,1,'TEE-R','',1,2,99900,199800,0,0,0,0,0,0,2,0,0,1,'','','','');
INSERT INTO order_line VALUES(2,2,1,'MUG','',2,1,40000,40000,0,0,0,0,0,0,0,1,0,1,'','','','');
CREATE TABLE line_cancel ( -- units of a line that were cancelled while the order went on; restoring the order leaves them cancelled
	order_line_id integer not null constraint line_cancel_order_line_id_ref references order_line (order_line_id) on delete restrict on update restrict, -- of
	run_id integer not null constraint line_cancel_run_id_ref references run (run_id) on delete restrict on update restrict, -- by which run
	quantity integer not null, -- units
	reason text not null, -- orders.md S5
	cancel_text text not null default '', -- the reason in words
	primary key (order_line_id, run_id),
	constraint line_cancel_quantity check (quantity > 0)
) strict, without rowid;
CREATE TABLE order_problem ( -- why an order is unresolved
	order_problem_id integer primary key, -- key
	order_id integer not null constraint order_problem_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	code text not null, -- orders.md S2
	detail text not null default '', -- what exactly, with the cure where we know it
	opened_at integer not null, -- when
	opened_run integer not null constraint order_problem_opened_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	cleared_run integer constraint order_problem_cleared_run_ref references run (run_id) on delete restrict on update restrict -- empty while open
) strict;
INSERT INTO order_problem VALUES(1,2,'missing-order-info','ship_address1 is missing; ship_city is missing; ship_country is missing',1772463600,10,NULL);
INSERT INTO order_problem VALUES(2,2,'missing-stock-location','MUG has no pickable location at MAIN',1772463600,10,NULL);
CREATE TABLE order_note ( -- what people noted about an order, with time and actor by its run
	order_note_id integer primary key, -- key
	order_id integer not null constraint order_note_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	run_id integer not null constraint order_note_run_id_ref references run (run_id) on delete restrict on update restrict, -- who noted it, and when
	note text not null -- what was noted
) strict;
CREATE TABLE hold ( -- what stops an order, and until when
	hold_id integer primary key, -- key
	order_id integer not null constraint hold_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	kind text not null, -- user
	hold_until integer, -- empty = open-ended
	stock_released integer not null default 0, -- its units were freed
	note text not null default '', -- free text
	opened_at integer not null, -- when
	opened_run integer not null constraint hold_opened_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	cleared_run integer constraint hold_cleared_run_ref references run (run_id) on delete restrict on update restrict, -- empty while open
	constraint hold_kind check (kind in ('user', 'bot', 'pre-order', 'cancel-pending'))
) strict;
INSERT INTO hold VALUES(1,2,'user',NULL,0,'',1772463600,11,NULL);
CREATE TABLE order_wait ( -- the queue: orders at a warehouse that are not wholly allocated, by product they still need
	warehouse_id integer not null constraint order_wait_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- their source
	product_id integer not null constraint order_wait_product_id_ref references product (product_id) on delete restrict on update restrict, -- a product of an open line
	order_id integer not null constraint order_wait_order_id_ref references orders (order_id) on delete restrict on update restrict, -- who waits
	held integer not null default 0, -- units of the product that it holds meanwhile
	created_at integer not null, -- of the order, the queue goes by it
	primary key (warehouse_id, product_id, order_id),
	constraint order_wait_units check (held >= 0)
) strict, without rowid;
INSERT INTO order_wait VALUES(1,2,2,0,1772463600);
CREATE TABLE shipment ( -- one hand-over of goods of one order; its number is S and the key
	shipment_id integer primary key, -- key, from 1000
	order_id integer not null constraint shipment_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	warehouse_id integer constraint shipment_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- left from
	kind text not null default 'out', -- out return
	state text not null, -- open labelled shipped received voided
	source text not null, -- label mark import channel 3pl bot
	carrier text not null default '', -- printed on the label
	service text not null default '', -- ship method
	package_type text not null default '', -- ship method
	tracking_number text not null default '', -- the first one
	ship_date integer not null, -- day in the warehouse's zone
	shipped_at integer, -- when the goods were booked out
	estimated_delivery integer, -- day
	fee integer, -- cost of the label
	fee_currency text not null default '', -- its currency
	is_deducted integer not null default 1, -- 0: goods outside our stock
	notify_customer integer not null default 0, -- as asked for
	update_channel integer not null default 0, -- as asked for
	delivery_status text not null default '', -- what the carrier said last
	insurance_tracking_number text not null default '', -- the insurer's own number
	voided_at integer, -- when
	created_at integer not null, -- stored here
	created_run integer not null constraint shipment_created_run_ref references run (run_id) on delete restrict on update restrict -- by which run
) strict;
CREATE TABLE package ( -- what a shipment consists of
	shipment_id integer not null constraint package_shipment_id_ref references shipment (shipment_id) on delete restrict on update restrict, -- of
	seq integer not null, -- from 1 without gaps
	package_type text not null default '', -- carton
	tracking_number text not null default '', -- its number
	weight_ng integer, -- weighed
	weight_unit text not null default '', -- as typed
	primary key (shipment_id, seq)
) strict, without rowid;
CREATE TABLE package_item ( -- the units in a package
	shipment_id integer not null constraint package_item_shipment_id_ref references shipment (shipment_id) on delete restrict on update restrict, -- of
	seq integer not null, -- package
	item_no integer not null, -- from 1
	order_line_id integer not null constraint package_item_order_line_id_ref references order_line (order_line_id) on delete restrict on update restrict, -- whose units
	product_id integer constraint package_item_product_id_ref references product (product_id) on delete restrict on update restrict, -- the goods
	stock_id integer constraint package_item_stock_id_ref references stock (stock_id) on delete restrict on update restrict, -- drawn from; empty when nothing was deducted
	quantity integer not null, -- units
	primary key (shipment_id, seq, item_no)
) strict, without rowid;
CREATE TABLE pick_list ( -- what to fetch; its number is PL and the key
	pick_list_id integer primary key, -- key, from 1000
	kind text not null, -- order global cluster wave
	warehouse_id integer not null constraint pick_list_warehouse_id_ref references warehouse (warehouse_id) on delete restrict on update restrict, -- one a list
	state text not null default 'open', -- open picking done cancelled
	cut_by text not null default '', -- what waves are cut by: zone carrier single category
	part text not null default '', -- which part of these it is: the zone, the carrier ...
	item_order text not null, -- location draw-rank sku name order
	printed_count integer not null default 0, -- how often it was printed
	created_at integer not null, -- stored here
	created_run integer not null constraint pick_list_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint pick_list_kind check (kind in ('order', 'global', 'cluster', 'wave')),
	constraint pick_list_state check (state in ('open', 'picking', 'done', 'cancelled'))
) strict;
CREATE TABLE pick_line ( -- units of one stock record for one order line
	pick_list_id integer not null constraint pick_line_pick_list_id_ref references pick_list (pick_list_id) on delete restrict on update restrict, -- of
	seq integer not null, -- order of walking, from 1
	order_id integer not null constraint pick_line_order_id_ref references orders (order_id) on delete restrict on update restrict, -- for
	order_line_id integer not null constraint pick_line_order_line_id_ref references order_line (order_line_id) on delete restrict on update restrict, -- for
	product_id integer not null constraint pick_line_product_id_ref references product (product_id) on delete restrict on update restrict, -- what
	stock_id integer constraint pick_line_stock_id_ref references stock (stock_id) on delete restrict on update restrict, -- where; empty: not allocated
	quantity integer not null, -- asked for
	tote integer not null default 0, -- of a cluster: the tote of its order, from 1
	picked integer, -- found; empty until confirmed
	primary key (pick_list_id, seq)
) strict, without rowid;
CREATE TABLE template ( -- texts of documents that a user wrote; each save is a version, the last one counts
	template_id integer primary key, -- key
	kind text not null, -- packing-slip
	name text not null, -- unique in its kind
	version integer not null, -- from 1
	text text not null, -- Mustache
	created_at integer not null, -- stored here
	created_run integer not null constraint template_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint template_kind_name_version_unique unique (kind, name, version)
) strict;
CREATE TABLE slip_print ( -- how often packing slips were printed
	order_id integer not null constraint slip_print_order_id_ref references orders (order_id) on delete restrict on update restrict, -- of
	shipment_id integer not null default 0, -- the shipment; 0: before the order was packed
	seq integer not null default 0, -- its package
	copies integer not null default 1, -- times
	primary key (order_id, shipment_id, seq)
) strict, without rowid;
CREATE TABLE saved_view ( -- a filter, columns and order of a list under a name
	view_id integer primary key, -- key
	name text not null, -- as typed
	name_key text not null, -- folded
	owner text not null default '', -- who alone uses it; empty: everybody does
	record text not null, -- whose lists it is for: order, product, ...
	condition text not null default '', -- the filter
	columns text not null default '', -- the columns
	sort text not null default '', -- the order
	most integer, -- the limit
	is_active integer not null default 1, -- no: it is not used
	created_at integer not null, -- when it was made
	modified_at integer not null, -- last change
	created_run integer not null constraint saved_view_created_run_ref references run (run_id) on delete restrict on update restrict, -- by which run
	constraint saved_view_record_name_key_owner_unique unique (record, name_key, owner)
) strict;
CREATE INDEX history_entity on history (entity, entity_id);
CREATE TRIGGER history_no_update before update on history
when not (new.history_id is not distinct from old.history_id and new.run_id is not distinct from old.run_id and new.entity is not distinct from old.entity and new.entity_id is not distinct from old.entity_id and new.field is not distinct from old.field and (new.old_value = '' or new.old_value is not distinct from old.old_value) and (new.new_value = '' or new.new_value is not distinct from old.new_value))
begin
	select raise(abort, 'history is append-only');
end;
CREATE TRIGGER history_no_delete before delete on history
begin
	select raise(abort, 'history is append-only');
end;
CREATE INDEX event_pending on event (event_id) where done_run is null;
CREATE UNIQUE INDEX users_email on users (email_key) where email_key <> '';
CREATE INDEX customer_email on customer (email_key) where email_key <> '';
CREATE INDEX customer_buyer on customer (channel_id, buyer_id) where buyer_id <> '';
CREATE INDEX customer_merged on customer (merged_into) where merged_into is not null;
CREATE INDEX customer_value_email on customer_value (value_key) where value_key <> '';
CREATE INDEX customer_alias_of on customer_alias (customer_id);
CREATE INDEX product_name on product (name);
CREATE INDEX listing_product on listing (product_id);
CREATE INDEX warehouse_rank on warehouse (rank) where rank is not null;
CREATE UNIQUE INDEX zone_place on zone (country, state) where product_id is null;
CREATE UNIQUE INDEX zone_product on zone (country, state, product_id) where product_id is not null;
CREATE INDEX stock_warehouse on stock (product_id, warehouse_id);
CREATE INDEX movement_stock on movement (stock_id, movement_id);
CREATE INDEX movement_ref on movement (stock_id, kind, ref) where ref is not null;
CREATE TRIGGER movement_no_update before update on movement
begin
	select raise(abort, 'movement is append-only');
end;
CREATE TRIGGER movement_no_delete before delete on movement
begin
	select raise(abort, 'movement is append-only');
end;
CREATE INDEX allocation_line on allocation (order_line_id);
CREATE INDEX allocation_open on allocation (stock_id) where closed_run is null;
CREATE INDEX layer_open on layer (product_id, warehouse_id, received_at, layer_id) where qty_left > 0;
CREATE INDEX layer_event_layer on layer_event (layer_id);
CREATE TRIGGER layer_event_no_update before update on layer_event
begin
	select raise(abort, 'layer_event is append-only');
end;
CREATE TRIGGER layer_event_no_delete before delete on layer_event
begin
	select raise(abort, 'layer_event is append-only');
end;
CREATE TRIGGER cogs_no_update before update on cogs
begin
	select raise(abort, 'cogs is append-only');
end;
CREATE TRIGGER cogs_no_delete before delete on cogs
begin
	select raise(abort, 'cogs is append-only');
end;
CREATE INDEX orders_status on orders (status, order_id);
CREATE INDEX orders_customer on orders (customer_id) where customer_id is not null;
CREATE INDEX orders_channel_order on orders (channel_id, channel_order_id) where channel_order_id <> '';
CREATE INDEX order_line_product on order_line (product_id) where product_id is not null;
CREATE INDEX order_line_unmapped on order_line (listing_sku) where product_id is null;
CREATE INDEX order_problem_order on order_problem (order_id);
CREATE INDEX order_note_order on order_note (order_id);
CREATE TRIGGER order_note_no_update before update on order_note
when not (new.order_note_id is not distinct from old.order_note_id and new.order_id is not distinct from old.order_id and new.run_id is not distinct from old.run_id and (new.note = '' or new.note is not distinct from old.note))
begin
	select raise(abort, 'order_note is append-only');
end;
CREATE TRIGGER order_note_no_delete before delete on order_note
begin
	select raise(abort, 'order_note is append-only');
end;
CREATE INDEX hold_order on hold (order_id);
CREATE INDEX hold_due on hold (hold_until) where cleared_run is null and hold_until is not null;
CREATE INDEX order_wait_order on order_wait (order_id);
CREATE INDEX order_wait_held on order_wait (warehouse_id, product_id, created_at, order_id) where held > 0;
CREATE INDEX shipment_order on shipment (order_id);
CREATE INDEX package_tracking on package (tracking_number) where tracking_number <> '';
CREATE INDEX pick_line_order on pick_line (order_id);
CREATE TRIGGER template_no_update before update on template
begin
	select raise(abort, 'template is append-only');
end;
CREATE TRIGGER template_no_delete before delete on template
begin
	select raise(abort, 'template is append-only');
end;
COMMIT;
