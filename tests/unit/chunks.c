/* A property of the queue (orders.md R7): however the orders are cut into chunks, the same orders
 * hold the same units at the same warehouses in the same status.  Random sellers by seed, in
 * default and strict mode, with zones, backups and a warehouse that does not check its stock;
 * `chunks SEED` replays one. */
#include "fixture.h"

#define ORDERS 36
#define PRODUCTS 5

static uint64_t state;

static int dice(int n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int)((state >> 11) % (uint64_t)n);
}

static void make_stock(void)
{
	int id = 1;

	for (int w = 1; w <= 3; w++) {
		fx_location(w * 10 + 2, w, "L2", 1);
		for (int p = 1; p <= PRODUCTS; p++) {
			for (int l = 1; l <= 2; l++) {
				if (dice(3) == 0)
					continue;
				fx_stock(id++, p, w * 10 + l, dice(9), 0, l);
			}
		}
	}
}

static void make_orders(void)
{
	static const char *const states[] = {"NY", "CA", "TX", "WA"};

	for (int o = 1; o <= ORDERS; o++) {
		int lines = 1 + dice(3);

		fx_order(o, dice(9) ? "US" : "GB", states[dice(4)]);
		if (dice(8) == 0)
			fx("update orders set payment_date = null where order_id = %d", o);
		for (int l = 1; l <= lines; l++)
			fx_line(o, l, 1 + dice(PRODUCTS), 1 + dice(4), 1 + dice(30));
	}
}

static void make(uint64_t seed, bool strict)
{
	static const char names[] = "ABCDE";

	state = seed * 0x9e3779b97f4a7c15U + 1;
	fx_open("US");
	fx("pragma synchronous = off; begin");
	for (int p = 1; p <= PRODUCTS; p++)
		fx_product(p, (const char[]){names[p - 1], 0});
	fx_warehouse(1, "EAST", "in-house", 1);
	fx_warehouse(2, "WEST", "in-house", 2);
	fx_warehouse(3, "MID", "3pl", 3);
	fx("update warehouse set strict_fifo = %d", strict);
	if (dice(3) == 0)
		fx("update warehouse set stock_check = 0 where warehouse_id = 3");
	fx("insert into zone (zone_id, country, state, warehouse_id, created_run) values (1, 'US', "
	   "'NY', 1, 1), "
	   "(2, 'US', 'CA', 2, 1), (3, 'US', 'WA', 2, 1), (4, 'US', '*', 1, 1)");
	fx("insert into zone (zone_id, country, state, product_id, warehouse_id, created_run) "
	   "values (5, 'US', 'TX', 2, 3, 1)");
	if (dice(2))
		fx("insert into backup (warehouse_id, position, backup_id) values (1, 1, 3), (1, "
		   "2, 2), (2, 1, 3)");
	make_stock();
	make_orders();
	fx("commit");
}

static const char *outcome(void)
{
	return fx_get("select group_concat(x, '; ') from (select o.order_id || ' ' || "
		      "coalesce(o.source_id, 0) || ' ' || o.status || ' ' "
		      "|| o.problems || ' ' || (select group_concat(quantity_allocated, ',') from "
		      "(select * from order_line l "
		      "where l.order_id = o.order_id order by line_no)) as x from orders o order "
		      "by o.order_id)");
}

static bool is_sound(void)
{
	return fx_int("select count(*) from stock s where allocated <> (select "
		      "coalesce(sum(quantity), 0) from allocation a "
		      "where a.stock_id = s.stock_id and a.closed_run is null)") == 0 &&
		fx_int("select count(*) from order_line l where quantity_allocated <> (select "
		       "coalesce(sum(quantity), 0) "
		       "from allocation a where a.order_line_id = l.order_line_id and a.closed_run "
		       "is null)") == 0 &&
		fx_int("select count(*) from event where done_run is null") == 0;
}

static void try_seed(uint64_t seed)
{
	static const int cuts[] = {ORDERS, 7, 1};
	char whole[8000];

	for (int strict = 0; strict < 2; strict++) {
		for (size_t c = 0; c < OM_COUNT(cuts); c++) {
			make(seed, strict);
			for (int from = 1; from <= ORDERS; from += cuts[c])
				fx_resolve(from,
					from + cuts[c] - 1 < ORDERS ? from + cuts[c] - 1 : ORDERS);
			ok(is_sound(), "seed %d, %s, chunks of %d: counters equal their ledgers",
				(int)seed, strict ? "strict" : "default", cuts[c]);
			if (!c)
				snprintf(whole, sizeof(whole), "%s", outcome());
			else
				is_str(outcome(), whole,
					"seed %d, %s, chunks of %d: as the whole queue", (int)seed,
					strict ? "strict" : "default", cuts[c]);
			fx_close();
		}
	}
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		try_seed(strtoull(argv[1], NULL, 10));
		return done();
	}
	for (uint64_t seed = 1; seed <= 12; seed++)
		try_seed(seed);
	return done();
}
