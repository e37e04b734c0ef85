/* Cost layers: the vectors of inventory.md rule 14, and that every layer ends at exactly 0. */
#include "fixture.h"
#include "stock/stock.h"

static void seller(void)
{
	fx_open("US");
	fx_product(1, "A");
	fx_warehouse(1, "MAIN", "in-house", 1);
	fx_order(1, "US", "NY");
	fx_line(1, 1, 1, 100, 1);
	fx("insert into shipment (shipment_id, order_id, state, source, ship_date, created_at, "
	   "created_run) "
	   "values (1, 1, 'shipped', 'mark', 0, 0, 1)");
}

static void layer(int id, int quantity, int64_t value, int received_at)
{
	fx("insert into layer (layer_id, product_id, warehouse_id, received_at, origin, qty_in, "
	   "value_in, qty_left, value_left, "
	   "run_id) values (%d, 1, 1, %d, 'manual', %d, %lld, %d, %lld, 1)",
		id, received_at, quantity, (long long)value, quantity, (long long)value);
	fx("insert into layer_event (layer_event_id, layer_id, run_id, at, kind, quantity, value) "
	   "values (%d, %d, 1, 0, 'in', %d, %lld)",
		1000 + id, id, quantity, (long long)value);
}

struct draw {
	int64_t quantity, uncosted;
};

static int draw_body(struct om *om, void *arg, struct om_err *err)
{
	struct draw *d = arg;
	struct om__sale sale = {.shipment_id = 1,
		.order_line_id = 11,
		.product_id = 1,
		.warehouse_id = 1,
		.quantity = d->quantity};

	d->uncosted = 0;
	return om__layers_draw(om, &sale, &d->uncosted, err);
}

static int64_t draw(int64_t quantity)
{
	struct draw d = {quantity, 0};

	om_err_clear(&fx_err);
	if (om__tx_run(fx_om, draw_body, &d, &fx_err))
		fx_die("draw");
	return d.uncosted;
}

/* "actual 57692, default 80000": COGS in order of booking. */
static const char *cogs(void)
{
	return fx_get("select group_concat(basis || ' ' || amount, ', ') from (select * from cogs "
		      "order by cogs_id)");
}

/* Layers are the sums of their events. */
static void sums(const char *what)
{
	is_int(fx_int("select count(*) from layer y where qty_left <> (select sum(quantity) from "
		      "layer_event e where "
		      "e.layer_id = y.layer_id) or value_left <> (select sum(value) from "
		      "layer_event e where e.layer_id = "
		      "y.layer_id)"),
		0, "%s: layers are the sums of their events", what);
}

static void test_one_layer(void)
{
	static const struct {
		int quantity;
		int64_t value;
		int draws[4];
		const char *want;
	} rows[] = {
		{13, 150000, {5, 5, 3}, "actual 57692, actual 57693, actual 34615"},
		{3, 1000000, {1, 1, 1}, "actual 333333, actual 333334, actual 333333"},
		{3, 100, {1, 1, 1}, "actual 33, actual 34, actual 33"},
		{1, 9223372036854775807LL, {1}, "actual 9223372036854775807"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		seller();
		layer(1, rows[i].quantity, rows[i].value, 0);
		for (const int *d = rows[i].draws; *d; d++)
			is_int(draw(*d), 0, "%d units worth %lld: a draw of %d is costed",
				rows[i].quantity, (long long)rows[i].value, *d);
		is_str(cogs(), rows[i].want, "%d units worth %lld", rows[i].quantity,
			(long long)rows[i].value);
		is_str(fx_get("select qty_left || ' ' || value_left from layer"), "0 0",
			"the layer ends at exactly 0");
		sums("one layer");
		fx_close();
	}
}

static void test_two_layers(void)
{
	seller();
	layer(1, 10, 200000, 5);
	layer(2, 10, 300000, 6);
	is_int(draw(12), 0, "12 of two layers are costed");
	is_str(cogs(), "actual 200000, actual 60000", "10 at 2.00 and 2 at 3.00");
	is_str(fx_get("select qty_left || ' ' || value_left from layer where layer_id = 2"),
		"8 240000", "8 left worth 24.00");
	fx("update product set vendor_cost = 40000");
	is_int(draw(10), 0, "10 with 8 layered and a default cost");
	is_str(fx_get("select group_concat(basis || ' ' || quantity || ' ' || amount, ', ') from "
		      "(select * from cogs where "
		      "cogs_id > 2 order by cogs_id)"),
		"actual 8 240000, default 2 80000", "24.00 actual and 8.00 default");
	sums("two layers");
	fx_close();
}

static void test_order(void)
{
	seller();
	layer(3, 1, 30000, 5);
	layer(1, 1, 10000, 7);
	layer(2, 1, 20000, 5);
	draw(3);
	is_str(fx_get("select group_concat(layer_id) from (select * from cogs order by cogs_id)"),
		"2,3,1", "oldest first, then by key");
	fx_close();
}

/* More layers than one look reads ahead. */
static void test_many(void)
{
	seller();
	for (int i = 1; i <= 100; i++)
		layer(i, 1, i * 100, i);
	draw(99);
	is_int(fx_int("select count(*) from layer where qty_left = 0"), 99,
		"99 of 100 layers are empty");
	is_int(fx_int("select sum(amount) from cogs"), 99 * 100 / 2 * 100,
		"and their value is booked");
	sums("many layers");
	fx_close();
}

static void test_no_cost(void)
{
	seller();
	is_int(draw(4), 4, "units without layer and cost are counted");
	is_str(fx_get("select basis || ' ' || quantity || ' ' || amount from cogs"), "none 4 0",
		"and booked for nothing");
	fx("update product set vendor_cost = 10000, currency = 'EUR'");
	is_int(draw(1), 1, "a cost in another currency is none");
	fx("update warehouse set is_valued = 0");
	is_int(draw(1), 0, "goods that are not ours");
	is_int(fx_int("select count(*) from cogs"), 2, "book nothing");
	fx_close();
}

static int add_body(struct om *om, void *arg, struct om_err *err)
{
	(void)arg;
	return om__layer_add(om, 1, 1, 10, 41000, "manual", err);
}

static void test_add(void)
{
	seller();
	if (om__tx_run(fx_om, add_body, NULL, &fx_err))
		fx_die("add");
	is_str(fx_get("select origin || ' ' || qty_left || ' ' || value_left || ' ' || "
		      "(received_at = 1772463600) from layer"),
		"manual 10 41000 1", "a layer of now");
	is_str(fx_get("select kind || ' ' || quantity || ' ' || value from layer_event"),
		"in 10 41000", "with its event");
	draw(4);
	is_str(fx_get("select kind || ' ' || quantity || ' ' || value || ' ' || cause_type || ' ' "
		      "|| cause_id from layer_event "
		      "where kind = 'ship'"),
		"ship -4 -16400 shipment 1", "a draw is an event with its cause");
	fx_close();
}

int main(void)
{
	test_one_layer();
	test_two_layers();
	test_order();
	test_many();
	test_no_cost();
	test_add();
	return done();
}
