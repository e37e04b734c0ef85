/* Allocation: the vectors of orders.md R7, in default and strict mode, in one chunk and in chunks
 * of one. */
#include "fixture.h"

static void seller(bool strict)
{
	fx_open("US");
	fx_product(1, "A");
	fx_product(2, "B");
	fx_product(3, "C1");
	fx_product(4, "C2");
	fx_warehouse(1, "MAIN", "in-house", 1);
	fx("update warehouse set strict_fifo = %d", strict);
}

/* Orders as "A*2,B*1" texts; they are resolved all at once or one by one. */
static void place(const char *const *orders, int n, int chunk)
{
	for (int i = 0; i < n; i++) {
		const char *p = orders[i];
		int no = 1;

		fx_order(i + 1, "US", "NY");
		while (*p) {
			int product = *p == 'A' ? 1 : *p == 'B' ? 2 : p[1] == '1' ? 3 : 4;

			p = strchr(p, '*') + 1;
			fx_line(i + 1, no++, product, (int)strtol(p, (char **)&p, 10), 1);
			p += *p == ',';
		}
	}
	for (int i = 0; i < n; i += chunk)
		fx_resolve(i + 1, i + chunk < n ? i + chunk : n);
}

static const struct {
	const char *title;
	int a, b;
	const char *orders[3];
	const char *standard[3], *strict[3];
} vectors[] = {
	{"A 1: O1 A x 2, O2 A x 1", 1, 0, {"A*2", "A*1"}, {"0/2", "1/1"}, {"1/2", "0/1"}},
	{"A 5: 3, 3, 2", 5, 0, {"A*3", "A*3", "A*2"}, {"3/3", "0/3", "2/2"}, {"3/3", "2/3", "0/2"}},
	{"A 2, B 0", 2, 0, {"A*1,B*1", "A*2"}, {"0/1 0/1", "2/2"}, {"1/1 0/1", "1/2"}},
	{"A 1: 2, 2", 1, 0, {"A*2", "A*2"}, {"1/2", "0/2"}, {"1/2", "0/2"}},
};

static void test_vectors(void)
{
	for (size_t i = 0; i < OM_COUNT(vectors); i++) {
		for (int strict = 0; strict < 2; strict++) {
			for (int chunk = 1; chunk <= 3; chunk++) {
				const char *const *want =
					strict ? vectors[i].strict : vectors[i].standard;
				int n = vectors[i].orders[2] ? 3 : 2;

				seller(strict);
				fx_stock(1, 1, 11, vectors[i].a, 0, 1);
				fx_stock(2, 2, 11, vectors[i].b, 0, 1);
				place(vectors[i].orders, n, chunk);
				for (int o = 0; o < n; o++)
					is_str(fx_held(o + 1), want[o],
						"%s, %s, chunks of %d: order %d", vectors[i].title,
						strict ? "strict" : "default", chunk, o + 1);
				fx_close();
			}
		}
	}
}

static int arrive(struct om *om, void *arg, struct om_err *err)
{
	(void)arg;
	return om__event(om,
		(struct om__event){
			.kind = OM__EV_STOCK_ARRIVED, .product_id = 1, .warehouse_id = 1},
		err);
}

static void test_arrival(void)
{
	for (int strict = 0; strict < 2; strict++) {
		static const char *const orders[] = {"A*2", "A*2"};

		seller(strict);
		fx_stock(1, 1, 11, 1, 0, 1);
		place(orders, 2, 2);
		is_str(fx_held(1), "1/2", "strict %d: the older holds what there is", strict);
		fx("update stock set on_hand = 2");
		if (om__tx_run(fx_om, arrive, NULL, &fx_err))
			fx_die("arrive");
		is_str(fx_held(1), "2/2", "strict %d: one more makes it whole", strict);
		is_str(fx_held(2), "0/2", "strict %d: the younger waits on", strict);
		is_str(fx_status(1), "awaiting-shipment", "strict %d: resolved in the same commit",
			strict);
		is_int(fx_int("select count(*) from order_wait"), 1,
			"strict %d: one place left in the queue", strict);
		is_int(fx_int("select count(*) from event where done_run is null"), 0,
			"strict %d: the event is done", strict);
		fx_close();
	}
}

static void test_same_sku_twice(void)
{
	static const char *const orders[] = {"A*2,A*2"};

	seller(false);
	fx_stock(1, 1, 11, 3, 0, 1);
	place(orders, 1, 1);
	is_str(fx_held(1), "2/2 1/2", "two lines of one SKU are one demand");
	is_str(fx_detail(1, "out-of-stock"), "some: A: 3 of 4 at MAIN", "added up in the detail");
	fx_close();
}

static void test_locations(void)
{
	static const char *const orders[] = {"A*5"};

	seller(false);
	fx_location(12, 1, "L2", 1);
	fx_stock(1, 1, 11, 3, 1, 1);
	fx_stock(2, 1, 12, 10, 0, 2);
	place(orders, 1, 1);
	is_str(fx_get("select group_concat(stock_id || ':' || allocated, ' ') from (select * from "
		      "stock order by stock_id)"),
		"1:2 2:3", "L1 gives 2, its locked unit stays, L2 gives 3");
	fx_close();

	seller(false);
	fx_location(12, 1, "L2", 1);
	fx_stock(1, 1, 11, -4, 0, 1);
	fx_stock(2, 1, 12, 3, 0, 2);
	place((const char *const[]){"A*3"}, 1, 1);
	is_str(fx_held(1), "3/3", "a record below zero does not eat another's units");
	fx_close();
}

static void test_unpickable(void)
{
	seller(false);
	fx_location(12, 1, "BACK-1", 0);
	fx_stock(1, 1, 12, 5, 0, 1);
	place((const char *const[]){"A*2"}, 1, 1);
	is_str(fx_status(1), "unresolved missing-stock-location", "units that cannot be picked");
	is_str(fx_detail(1, "missing-stock-location"),
		"5 of A at MAIN lie where they cannot be picked: BACK-1",
		"with their count and place");
	fx_close();

	seller(false);
	place((const char *const[]){"A*2"}, 1, 1);
	is_str(fx_status(1), "unresolved missing-stock-location", "no stock record at all");
	fx_close();

	seller(false);
	fx_stock(1, 1, 10, 1, 0, 1);
	place((const char *const[]){"A*2"}, 1, 1);
	is_str(fx_status(1), "unresolved missing-stock-location|out-of-stock",
		"unconfigured units that would not do");
	fx_close();
}

static void test_components(void)
{
	/* The demand of C1 comes from two lines: 4 and 4 of 7. */
	seller(false);
	fx_stock(1, 3, 11, 7, 0, 1);
	fx_stock(2, 4, 11, 5, 0, 1);
	place((const char *const[]){"C1*4,C2*2,C1*4"}, 1, 1);
	is_str(fx_held(1), "4/4 2/2 3/4", "line by line what fits");
	is_str(fx_get("select stock_state from orders"), "part", "part");
	fx_close();
}

static void test_expiry(void)
{
	seller(false);
	fx("insert into lot (product_id, lot, expires_on, received_at) values (1, 'OLD', %d, 0), "
	   "(1, 'NEW', %d, 0)",
		1772463600 / 86400, 1772463600 / 86400 + 1);
	fx_stock(1, 1, 11, 9, 0, 1);
	fx("update stock set lot = 'OLD'");
	fx_stock(2, 1, 11, 1, 0, 1);
	fx("update stock set lot = 'NEW' where stock_id = 2");
	place((const char *const[]){"A*1", "A*1"}, 2, 1);
	is_str(fx_held(1), "1/1", "a lot that expires tomorrow is available");
	is_str(fx_held(2), "0/1", "one that expires today is not");
	fx_close();
}

static void test_unpaid(void)
{
	seller(false);
	fx_stock(1, 1, 11, 2, 0, 1);
	fx_order(1, "US", "NY");
	fx_line(1, 1, 1, 2, 10);
	fx("update orders set payment_date = null");
	fx_resolve(1, 1);
	is_str(fx_status(1), "awaiting-payment", "unpaid");
	is_str(fx_held(1), "2/2", "but it may hold stock");
	fx("insert into setting (name, value, set_at, run_id) values ('order.reserve_unpaid', "
	   "'no', 0, 1)");
	om__core_unload(fx_om);
	if (om__core_load(fx_om, &fx_err))
		fx_die("settings");
	fx_resolve(1, 1);
	is_str(fx_held(1), "0/2", "with order.reserve_unpaid = no it may not");
	is_int(fx_int("select sum(allocated) from stock"), 0, "and the units are free");
	fx_close();
}

int main(void)
{
	test_vectors();
	test_arrival();
	test_same_sku_twice();
	test_locations();
	test_unpickable();
	test_components();
	test_expiry();
	test_unpaid();
	return done();
}
