/* Routing: the vectors of orders.md R6 over a US company with EAST, WEST and MID. */
#include "fixture.h"

static void seller(void)
{
	fx_open("US");
	fx_product(1, "A");
	fx_product(2, "B");
	fx_warehouse(1, "EAST", "in-house", 1);
	fx_warehouse(2, "WEST", "in-house", 2);
	fx_warehouse(3, "MID", "3pl", 3);
	fx("insert into zone (zone_id, country, state, warehouse_id, created_run) values (1, 'US', "
	   "'NY', 1, 1), "
	   "(2, 'US', 'NJ', 1, 1), (3, 'US', 'CA', 2, 1)");
	fx("insert into backup (warehouse_id, position, backup_id) values (1, 1, 3), (1, 2, 2)");
	fx_stock(1, 1, 11, 0, 0, 1);
	fx_stock(2, 1, 31, 5, 0, 1);
	fx_stock(3, 1, 21, 5, 0, 1);
}

static void test_backup(void)
{
	seller();
	fx_order(1, "US", "NY");
	fx_line(1, 1, 1, 2, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "MID", "NY A x 2 goes to the backup MID");
	is_str(fx_status(1), "awaiting-3pl-export", "and awaits its export there");
	is_str(fx_held(1), "2/2", "wholly allocated");
	is_str(fx_get("select status || ' ' || revision from orders"), "awaiting-3pl-export 1",
		"one change");
	fx_resolve(1, 1);
	is_str(fx_get("select status || ' ' || revision from orders"), "awaiting-3pl-export 1",
		"resolving twice writes nothing");
	is_int(fx_int("select count(*) from history where entity = 'order'"), 1,
		"one row of history");
	fx_close();

	seller();
	fx("insert into setting (name, value, set_at, run_id) values ('route.backups', 'no', 0, "
	   "1)");
	om__core_unload(fx_om);
	if (om__core_load(fx_om, &fx_err))
		fx_die("settings");
	fx_order(1, "US", "NY");
	fx_line(1, 1, 1, 2, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "EAST", "with route.backups = no EAST");
	is_str(fx_status(1), "unresolved out-of-stock", "out of stock there");
	is_str(fx_detail(1, "out-of-stock"), "none: A: 0 of 2 at EAST",
		"the detail names what lacks");
	fx_close();
}

static void test_zones(void)
{
	seller();
	fx_order(1, "US", "TX");
	fx_line(1, 1, 1, 1, 10);
	fx_resolve(1, 1);
	is_str(fx_status(1), "unresolved missing-fulfillment-source", "TX has no zone");
	is_str(fx_detail(1, "missing-fulfillment-source"), "no zone for US-TX", "and says so");

	fx("insert into zone (zone_id, country, state, product_id, warehouse_id, created_run) "
	   "values (9, 'US', 'CA', 1, 1, 1)");
	fx_order(2, "US", "CA");
	fx_line(2, 1, 1, 1, 10);
	fx_resolve(2, 2);
	is_str(fx_source(2), "MID",
		"an override (US, CA, A) makes EAST primary, which has none: backup MID");

	fx("insert into zone (zone_id, country, state, product_id, warehouse_id, created_run) "
	   "values (10, 'US', 'NY', 2, 2, 1)");
	fx_stock(9, 2, 21, 5, 0, 1);
	fx_order(3, "US", "NY");
	fx_line(3, 1, 1, 1, 10);
	fx_line(3, 2, 2, 1, 30);
	fx_resolve(3, 3);
	is_str(fx_source(3), "WEST", "30.00 is more than 10.00: WEST");
	ok(strstr(fx_get("select route_reason from orders where order_id = 3"),
		   "split-suggested") != NULL,
		"split-suggested");
	fx_close();
}

static void test_abroad(void)
{
	seller();
	fx_order(1, "GB", "");
	fx_line(1, 1, 1, 5, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "WEST", "GB A x 5: rank 2 covers");
	fx_close();

	seller();
	fx_order(1, "GB", "");
	fx_line(1, 1, 1, 6, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "EAST", "GB A x 6: none covers, the first candidate");
	is_str(fx_status(1), "unresolved out-of-stock", "out of stock there");
	fx_close();
}

static void test_unchecked(void)
{
	seller();
	fx("update warehouse set stock_check = 0 where warehouse_id = 1");
	fx_order(1, "US", "NY");
	fx_line(1, 1, 1, 2, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "EAST", "stock_check = no: EAST");
	is_str(fx_status(1), "awaiting-shipment", "awaiting-shipment");
	is_str(fx_get("select allocated || ' ' || oversold from stock where stock_id = 1"), "2 2",
		"2 units oversold");
	fx_order(2, "US", "NY");
	fx_line(2, 1, 2, 3, 10);
	fx_resolve(2, 2);
	is_str(fx_get("select on_hand || ' ' || allocated || ' ' || oversold from stock where "
		      "product_id = 2"),
		"0 3 3", "a missing record is made with 0");
	fx_close();
}

static void test_states(void)
{
	static const struct {
		const char *state, *stored, *status;
	} rows[] = {
		{"N.Y.", "NY", "awaiting-3pl-export"},
		{"new york", "NY", "awaiting-3pl-export"},
		{"NY", "NY", "awaiting-3pl-export"},
		{"Newyork", "Newyork", "unresolved missing-order-info|missing-fulfillment-source"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		seller();
		fx_order(1, "US", rows[i].state);
		fx_line(1, 1, 1, 1, 10);
		fx_resolve(1, 1);
		is_str(fx_get("select ship_state from orders"), rows[i].stored, "state '%s'",
			rows[i].state);
		is_str(fx_status(1), rows[i].status, "state '%s': status", rows[i].state);
		fx_close();
	}
}

static void test_territory(void)
{
	seller();
	fx_order(1, "PR", "");
	fx_line(1, 1, 1, 1, 10);
	fx_resolve(1, 1);
	is_str(fx_detail(1, "missing-fulfillment-source"), "no zone for US-PR",
		"PR counts as US with the state PR");
	fx("insert into zone (zone_id, country, state, warehouse_id, created_run) values (9, 'US', "
	   "'PR', 1, 1)");
	fx_resolve(1, 1);
	is_str(fx_source(1), "MID", "with a zone: EAST, which has none, so its backup");
	fx_close();
}

static void test_single(void)
{
	fx_open("GB");
	fx_product(1, "A");
	fx_warehouse(1, "MAIN", "in-house", 1);
	fx_warehouse(2, "PRE", "virtual", 2);
	fx_stock(1, 1, 11, 1, 0, 1);
	fx_order(1, "GB", "");
	fx_line(1, 1, 1, 1, 10);
	fx_resolve(1, 1);
	is_str(fx_source(1), "MAIN",
		"the only eligible warehouse serves the whole country without a zone");
	fx_close();
}

int main(void)
{
	test_backup();
	test_zones();
	test_abroad();
	test_unchecked();
	test_states();
	test_territory();
	test_single();
	return done();
}
