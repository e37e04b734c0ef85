# What freeze.sh and the test of upgrades share.  OM_BIN is the folder of the programs.

# A small company with something in most tables, in the database $OM_DB.
small_company() {
	om-admin init -q --company 'Giftware Ltd' --country GB --currency GBP --tz Europe/London &&
		om-channel create manual SHOP -q &&
		om-warehouse create MAIN -q --type in-house --address1 '1 Dock Rd' --city Leeds --zip 'LS1 1AA' --country GB &&
		om-warehouse location create MAIN A1 -q &&
		om-product create TEE-R --name 'Tee, red' --brand Acme -q &&
		om-product create MUG --name Mug --brand Acme -q &&
		om-inventory set TEE-R 5 --warehouse MAIN --location A1 --create --reason opening -q &&
		om-inventory lock TEE-R 1 --warehouse MAIN --location A1 --reason quality -q &&
		om-order create --channel SHOP --order-number 1 --item TEE-R,2,9.99 --paid -q \
			--ship-name Ann --ship-address1 '1 High St' --ship-city York --ship-zip 'YO1 1AA' --ship-country GB &&
		om-order create --channel SHOP --order-number 2 --item MUG,1,4 -q --ship-name Bob &&
		om-order hold SHOP:2 --open-ended -q
}

# The columns, keys, references and indices as the engine sees them, whatever the text says.
shape_of() {
	sqlite3 "$1" "
		select 'column', m.name, c.name, lower(c.type), c.\"notnull\", coalesce(c.dflt_value, ''), c.pk
			from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' order by 2, 3;
		select 'reference', m.name, f.\"from\", f.\"table\", f.\"to\", f.on_update, f.on_delete
			from sqlite_schema m, pragma_foreign_key_list(m.name) f where m.type = 'table' order by 2, 3;
		select 'index', i.tbl_name, i.name, x.seqno, x.name
			from sqlite_schema i, pragma_index_info(i.name) x where i.type = 'index' order by 2, 3, 4;
		select 'trigger', tbl_name, name, replace(sql, char(10), ' ') from sqlite_schema where type = 'trigger' order by 2, 3;
		select 'application', application_id from pragma_application_id;
		select 'version', user_version from pragma_user_version;
		select 'version', value from meta where name = 'version'"
	# Constraints have no list of their own; each stands on a line of its table's text.
	sqlite3 "$1" "select sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'" |
		sed -n 's/^[[:space:]]*\(constraint .*\)/\1/p' | sed 's/,$//' | LC_ALL=C sort
}
