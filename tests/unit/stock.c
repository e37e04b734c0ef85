/* Stock: the movement ledger, its refusals and events, references, the calls that change one
 * record, rule 1 by its vectors. */
#include "fixture.h"
#include "stock/movement.h"
#include <om/query.h>
#include <om/sheet.h>
#include <om/stock.h>

#define LIMIT 100000000

static void seller(void)
{
	fx_open("US");
	fx_product(1, "A");
	fx_product(2, "B");
	fx_warehouse(1, "MAIN", "in-house", 1);
	fx_location(12, 1, "L2", 1);
}

/* ---- the ledger
 * ------------------------------------------------------------------------------------------------------
 */

struct moves {
	const struct om__move *moves;
	int n;
};

static int move_body(struct om *om, void *arg, struct om_err *err)
{
	struct moves *m = arg;

	return om__stock_move(om, m->moves, m->n, err);
}

static const char *try_moves(const struct om__move *moves, int n)
{
	struct moves m = {moves, n};

	om_err_clear(&fx_err);
	return om__tx_run(fx_om, move_body, &m, &fx_err) ? fx_err.word : "";
}

static const char *try_move(const char *kind, bool is_locked, int64_t delta)
{
	struct om__move m = {.stock_id = 1,
		.kind = kind,
		.is_locked = is_locked,
		.delta = delta,
		.reason = "count"};

	return try_moves(&m, 1);
}

static const char *figures(int stock_id)
{
	return fx_get("select on_hand || '/' || locked || '/' || allocated from stock where "
		      "stock_id = %d",
		stock_id);
}

/* An order of QUANTITY units that holds them. */
static void hold(int order, int product, int stock_id, int quantity)
{
	fx_order(order, "US", "NY");
	fx_line(order, 1, product, quantity, 1);
	fx("update orders set source_id = 1, status = 'awaiting-shipment' where order_id = %d",
		order);
	fx("update order_line set quantity_allocated = %d, quantity_short = 0 where order_id = %d",
		quantity, order);
	fx("insert into allocation (allocation_id, order_line_id, product_id, stock_id, quantity, "
	   "run_id) "
	   "values (%d, %d, %d, %d, %d, 1)",
		order, order * 10 + 1, product, stock_id, quantity);
	fx("update stock set allocated = allocated + %d where stock_id = %d", quantity, stock_id);
}

static const struct {
	int on_hand, locked, allocated;
	const char *kind;
	bool is_locked;
	int64_t delta;
	const char *word, *after;
} moves[] = {
	{10, 0, 0, "adjust", false, 5, "", "15/0/0"},
	{10, 0, 0, "adjust", false, -10, "", "0/0/0"},
	{10, 0, 0, "adjust", false, -11, "negative", "10/0/0"},
	{10, 0, 0, "set", false, LIMIT - 10, "", "100000000/0/0"},
	{10, 0, 0, "set", false, LIMIT - 9, "out-of-range", "10/0/0"},
	{10, 4, 3, "adjust", false, -3, "", "7/4/3"},
	{10, 4, 3, "adjust", false, -4, "below-allocated", "10/4/3"},
	{10, 4, 0, "adjust", false, -7, "above-on-hand", "10/4/0"},
	{10, 4, 3, "lock", true, 3, "", "10/7/3"},
	{10, 4, 3, "lock", true, 4, "short-stock", "10/4/3"},
	{10, 4, 3, "unlock", true, -4, "", "10/0/3"},
	{10, 4, 3, "unlock", true, -5, "not-locked", "10/4/3"},
	{10, 4, 3, "move-out", false, -3, "", "7/4/3"},
	{10, 4, 3, "move-out", false, -4, "short-stock", "10/4/3"},
	{10, 0, 3, "ship", false, -7, "", "3/0/3"},
	{10, 0, 3, "ship", false, -8, "short-stock", "10/0/3"},
	{10, 0, 0, "ship", false, -11, "short-stock", "10/0/0"},
	{10, 0, 0, "unship", false, 2, "", "12/0/0"},
};

static void test_moves(void)
{
	for (size_t i = 0; i < OM_COUNT(moves); i++) {
		seller();
		fx_stock(1, 1, 11, moves[i].on_hand, moves[i].locked, 1);
		if (moves[i].allocated)
			hold(1, 1, 1, moves[i].allocated);
		is_str(try_move(moves[i].kind, moves[i].is_locked, moves[i].delta), moves[i].word,
			"%d/%d/%d %s %+lld", moves[i].on_hand, moves[i].locked, moves[i].allocated,
			moves[i].kind, (long long)moves[i].delta);
		is_str(figures(1), moves[i].after, "figures after it");
		is_int(fx_int("select count(*) from movement"), !*moves[i].word,
			"one movement, or none");
		fx_close();
	}
}

static void test_messages(void)
{
	seller();
	fx_stock(1, 1, 11, 15, 4, 1);
	hold(7, 1, 1, 6);
	try_move("move-out", false, -6);
	is_str(fx_err.message, "'A' at MAIN L1: 5 free (on hand 15, locked 4, allocated 6)",
		"short-stock names the figures");
	try_move("adjust", false, -7);
	is_str(fx_err.message,
		"'A' at MAIN L1: 8 on hand less 4 locked would be below 6 allocated to WEB:O7",
		"below-allocated names the orders");
	try_move("adjust", false, -16);
	is_str(fx_err.message, "'A' at MAIN L1: on hand would be -1", "negative names the figure");
	fx_close();
}

/* All or nothing, and added up by record before anything is tested. */
static void test_together(void)
{
	const struct om__move swap[] = {
		{.stock_id = 1, .kind = "adjust", .delta = -5},
		{.stock_id = 1, .kind = "adjust", .delta = 5},
		{.stock_id = 2, .kind = "adjust", .delta = 1},
	};
	const struct om__move half[] = {
		{.stock_id = 2, .kind = "adjust", .delta = 1},
		{.stock_id = 1, .kind = "adjust", .delta = -4},
	};
	struct om__move many[20];

	seller();
	fx_stock(1, 1, 11, 3, 0, 1);
	fx_stock(2, 1, 12, 0, 0, 2);
	is_str(try_moves(half, 2), "negative", "one bad move of two");
	is_str(figures(2), "0/0/0", "and the good one is not written either");
	is_str(try_moves(swap, 3), "", "what is paid back at once is not missing");
	is_str(figures(1), "3/0/0", "the record is as it was");
	is_str(fx_get("select group_concat(after) from (select * from movement order by "
		      "movement_id)"),
		"-2,3,1", "each movement tells the figure after it");
	for (int i = 0; i < 20; i++)
		many[i] = (struct om__move){.stock_id = 1 + i % 2, .kind = "adjust", .delta = 1};
	is_str(try_moves(many, 20), "", "more moves than fit on the stack");
	is_str(figures(1), "13/0/0", "ten of them for the first record");
	is_int(fx_int("select count(*) from stock s where on_hand <> 3 * (stock_id = 1) + (select "
		      "sum(delta) from movement m where "
		      "m.stock_id = s.stock_id)"),
		0, "figures are the sums of their movements");
	fx_close();
}

static void test_first_in(void)
{
	seller();
	fx_stock(1, 1, 11, 0, 0, 1);
	try_move("adjust", false, 2);
	is_int(fx_int("select first_in_at from stock where stock_id = 1"), 1772463600,
		"a rise from 0 is kept");
	fx("update stock set first_in_at = 5 where stock_id = 1");
	try_move("adjust", false, 2);
	is_int(fx_int("select first_in_at from stock where stock_id = 1"), 5,
		"a further one is not");
	fx_close();
}

/* An order that waits: events are written for those only. */
static void wait_for(int order, int product)
{
	fx_order(order, "US", "NY");
	fx_line(order, 1, product, 5, 1);
	fx_resolve(order, order);
}

static void test_arrival(void)
{
	seller();
	fx_stock(1, 1, 11, 0, 0, 1);
	wait_for(1, 1);
	is_str(fx_held(1), "0/5", "an order waits");
	try_move("adjust", false, 5);
	is_str(fx_held(1), "5/5", "and gets what arrives, before the commit");
	is_int(fx_int("select count(*) from event where kind = 'stock-arrived' and done_run is not "
		      "null"),
		1, "by an event");
	try_move("adjust", false, -2);
	is_str(fx_err.word, "below-allocated", "its units cannot be taken");
	fx_om->allow = "below-allocated";
	is_str(try_move("adjust", false, -2), "", "unless that is allowed");
	fx_om->allow = NULL;
	is_str(figures(1), "3/0/3", "then the record sheds");
	is_str(fx_held(1), "3/5", "and the order waits for the rest");
	fx_close();
}

static void edit(const struct om_noun *noun, const char *record, const char *column,
	const char *value, bool activates)
{
	static const char *const flags[] = {"activate", NULL};
	const struct om_assign assign = {column, value};
	enum om_outcome outcome;
	int64_t id;

	om_err_clear(&fx_err);
	if (om_find(fx_om, noun, record, &id, &fx_err) ||
		om_edit(fx_om, noun, id, &assign, 1, activates ? flags : NULL, &outcome, &fx_err))
		fx_die("edit");
}

/* Units that become pickable go to who waits for them, whatever made them so. */
static void test_ready(void)
{
	seller();
	fx_location(13, 1, "BACK", 0);
	fx_stock(1, 1, 13, 5, 0, 1);
	wait_for(1, 1);
	is_str(fx_held(1), "0/5", "units in an unpickable location are not promised");
	edit(om_location_noun(), "MAIN:BACK", "is_pickable", "yes", false);
	is_str(fx_held(1), "5/5", "the location became pickable");
	fx_close();

	seller();
	fx_stock(1, 1, 11, 5, 0, 1);
	fx("update stock set is_active = 0");
	wait_for(1, 1);
	is_str(fx_held(1), "0/5", "units of an inactive record are not promised");
	edit(om_stock_noun(), "MAIN:L1:A", "is_active", "yes", false);
	is_str(fx_held(1), "5/5", "the record became active");
	fx_close();

	seller();
	fx_stock(1, 1, 11, 5, 2, 1);
	wait_for(1, 1);
	is_str(fx_held(1), "3/5", "locked units are not promised");
	try_move("unlock", true, -2);
	is_str(fx_held(1), "5/5", "they were unlocked");
	fx_close();

	seller();
	fx_warehouse(2, "WEST", "in-house", 2);
	fx_stock(1, 1, 11, 5, 0, 1);
	wait_for(1, 1);
	fx("update warehouse set is_active = 0 where warehouse_id = 1");
	fx_order(2, "US", "NY");
	fx_line(2, 1, 1, 5, 1);
	fx("update orders set source_id = 1, source_by = 'person' where order_id = 2");
	fx_resolve(2, 2);
	is_str(fx_held(2), "0/5", "units of an inactive warehouse are not promised");
	fx("update stock set on_hand = 10");
	edit(om_warehouse_noun(), "MAIN", "is_active", "yes", true);
	is_str(fx_held(2), "5/5", "the warehouse became active");
	fx_close();
}

static void test_owing(void)
{
	seller();
	fx_stock(1, 1, 11, 2, 0, 1);
	fx_om->allow = "short-stock";
	is_str(try_move("ship", false, -5), "", "goods that left but were never booked in");
	fx_om->allow = NULL;
	is_str(figures(1), "-3/0/0", "leave a figure below 0");
	is_str(try_move("adjust", false, 1), "", "which a later one may raise");
	is_str(try_move("adjust", false, -1), "negative", "but not lower");
	fx_close();
}

/* ---- records
 * ---------------------------------------------------------------------------------------------------------
 */

struct record {
	int64_t location_id, stock_id;
	const char *lot;
	bool is_made;
};

static int record_body(struct om *om, void *arg, struct om_err *err)
{
	struct record *r = arg;

	return om__stock_record(om, 1, r->location_id, r->lot, r->is_made, &r->stock_id, err);
}

static int64_t record(int64_t location_id, const char *lot, bool is_made)
{
	struct record r = {location_id, -1, lot, is_made};

	if (om__tx_run(fx_om, record_body, &r, &fx_err))
		fx_die("record");
	return r.stock_id;
}

static void test_records(void)
{
	int64_t a, b, c;

	seller();
	is_int(record(11, NULL, false), 0, "a record that is not there");
	a = record(11, NULL, true);
	b = record(12, NULL, true);
	ok(a && b && a != b, "is made");
	is_int(record(11, "", true), a, "once");
	is_str(fx_get("select group_concat(draw_rank) from (select * from stock order by "
		      "stock_id)"),
		"1,2", "last in the draw order");
	fx("update stock set is_active = 0 where stock_id = %d", (int)b);
	c = record(10, NULL, true);
	is_str(fx_get("select draw_rank from stock where stock_id = %d", (int)c), "2",
		"of the active ones");
	ok(record(11, "LOT-1", true) != a, "a lot is a record of its own");
	is_int(fx_int("select count(*) from lot where lot = 'LOT-1' and expires_on is null"), 1,
		"and the lot is there");
	fx_close();
}

/* ---- the calls
 * -------------------------------------------------------------------------------------------------------
 */

static struct om_stock_result result;

static const char *set(const char *location, int64_t n, int64_t if_was, bool create)
{
	struct om_stock_at at = {
		.sku = "A", .warehouse = "MAIN", .location = location, .is_made = create};
	struct om_stock_change how = {.reason = "correction"};

	om_err_clear(&fx_err);
	return om_stock_set(fx_om, &at, n, if_was, &how, &result, &fx_err) ? fx_err.word : "";
}

static const char *adjust(const char *ref, bool again, int64_t n, int64_t cost)
{
	struct om_stock_at at = {.sku = "A", .warehouse = "main", .location = "L1"};
	struct om_stock_change how = {.reason = "found",
		.ref = ref,
		.again = again,
		.has_cost = cost != 0,
		.unit_cost = cost};

	om_err_clear(&fx_err);
	return om_stock_adjust(fx_om, &at, n, &how, &result, &fx_err) ? fx_err.word : "";
}

static const char *carry(const char *from, const char *to, int64_t n, bool locked)
{
	struct om_stock_at at = {.sku = "A", .warehouse = "MAIN", .location = from};
	struct om_stock_carry what = {.to_location = to, .quantity = n, .include_locked = locked};
	struct om_stock_change how = {.reason = NULL};

	om_err_clear(&fx_err);
	return om_stock_move(fx_om, &at, &what, &how, &result, &fx_err) ? fx_err.word : "";
}

static void test_set(void)
{
	seller();
	is_str(set("L1", 5, -1, false), "no-stock-record", "set refuses a missing record");
	is_str(set("L1", 5, -1, true), "", "unless it may make it");
	is_int(result.after, 5, "it tells the figure");
	is_int(result.without_cost, 5, "and the units without cost");
	is_str(set("L1", 7, 4, false), "changed", "another figure than expected");
	is_str(fx_err.message, "'A' at MAIN L1 is 5, not 4", "is named");
	is_str(set("L1", 5, 4, false), "", "the figure it has already");
	ok(result.is_unchanged, "is unchanged whatever was expected");
	is_str(set("L1", 7, 5, false), "", "the figure that was expected");
	is_int(fx_int("select count(*) from movement"), 2, "two movements in all");
	is_str(set("L9", 7, -1, true), "unknown-location", "an unknown location is refused");
	is_str(set("l1", 7, -1, true), "name-case", "and one of another case");
	is_str(set(NULL, 2, -1, true), "", "no location");
	is_str(result.location, "UNCONFIGURED", "is UNCONFIGURED");
	fx("update warehouse set is_active = 0");
	is_str(set("L1", 9, -1, false), "inactive-warehouse",
		"nothing is booked in an inactive warehouse");
	fx_close();
}

static void test_adjust(void)
{
	seller();
	is_str(adjust("R1", false, 5, 0), "", "an adjustment makes its record");
	is_str(adjust("R1", false, 5, 0), "", "repeated under its reference");
	ok(result.is_unchanged && result.after == 5, "it does nothing");
	is_str(adjust("R1", true, 5, 0), "", "but again if that is asked");
	is_int(result.after, 10, "it counts once more");
	is_str(adjust("R2", false, 3, 12345), "", "with a cost");
	is_str(fx_get("select qty_left || ' ' || value_left from layer"), "3 37035",
		"it makes a layer");
	is_int(result.without_cost, 0, "and nothing is without cost");
	is_str(adjust(NULL, false, -3, 12345), "cost-without-units",
		"a cost without units is refused");
	is_str(adjust(NULL, false, -3, 0), "", "taking away");
	is_int(fx_int("select qty_left from layer"), 3, "leaves the layers alone");
	fx_close();
}

static void test_reasons(void)
{
	struct om_stock_at at = {.sku = "A", .warehouse = "MAIN", .location = "L1"};
	struct om_stock_change how = {.reason = NULL};

	seller();
	om_err_clear(&fx_err);
	ok(om_stock_adjust(fx_om, &at, 1, &how, &result, &fx_err) < 0, "no reason");
	is_str(fx_err.word, "missing", "is missing");
	how.reason = "whim";
	om_err_clear(&fx_err);
	ok(om_stock_adjust(fx_om, &at, 1, &how, &result, &fx_err) < 0,
		"a reason that is not listed");
	is_str(fx_err.word, "bad-choice", "is refused");
	fx("update product set kind = 'virtual' where product_id = 1");
	how.reason = "found";
	om_err_clear(&fx_err);
	ok(om_stock_adjust(fx_om, &at, 1, &how, &result, &fx_err) < 0, "a virtual product");
	is_str(fx_err.word, "not-stocked", "has no stock");
	at.sku = "a";
	om_err_clear(&fx_err);
	ok(om_stock_adjust(fx_om, &at, 1, &how, &result, &fx_err) < 0, "another case");
	is_str(fx_err.word, "sku-case", "names the spelling");
	fx_close();
}

static void test_lock(void)
{
	struct om_stock_at at = {.sku = "A", .warehouse = "MAIN", .location = "L1"};
	struct om_stock_change how = {.reason = "quality"};

	seller();
	fx_stock(1, 1, 11, 10, 4, 1);
	ok(om_stock_lock(fx_om, &at, 2, false, &how, &result, &fx_err) == 0, "lock 2");
	ok(result.before == 4 && result.after == 6 && result.free == 4, "4 to 6, 4 are free");
	ok(om_stock_lock(fx_om, &at, 1, true, &how, &result, &fx_err) == 0 && result.after == 10,
		"lock all that is free");
	ok(om_stock_lock(fx_om, &at, 1, true, &how, &result, &fx_err) == 0 && result.is_unchanged,
		"and nothing after that");
	om_err_clear(&fx_err);
	ok(om_stock_lock(fx_om, &at, -11, false, &how, &result, &fx_err) < 0,
		"unlock more than is locked");
	is_str(fx_err.word, "not-locked", "is refused");
	ok(om_stock_lock(fx_om, &at, -1, true, &how, &result, &fx_err) == 0 && result.after == 0,
		"unlock all");
	fx_close();
}

static void test_carry(void)
{
	seller();
	fx_stock(1, 1, 11, 10, 4, 1);
	is_str(carry("L1", "L1", 1, false), "same-location", "from and to are one");
	is_str(carry("L1", "L2", 7, false), "short-stock", "more than is free");
	is_str(carry("L1", "L2", 0, false), "short-stock", "nothing");
	is_str(carry("L1", "L2", 6, false), "", "what is free");
	is_str(figures(1), "4/4/0", "leaves the locked ones");
	is_str(carry("L1", "L2", 3, true), "", "locked ones go along if that is asked");
	is_str(figures(1), "1/1/0", "from here");
	is_str(fx_get("select on_hand || '/' || locked from stock where location_id = 12"), "9/3",
		"and stay locked there");
	is_int(fx_int("select sum(delta) from movement where bucket = 'on_hand'"), 0,
		"nothing came or went");
	fx("update location set is_active = 0 where location_id = 12");
	is_str(carry("L2", "L1", 1, false), "", "out of an inactive location");
	is_str(carry("L1", "L2", 1, true), "wrong-state", "but not into one");
	fx_close();
}

/* ---- rule 1
 * ----------------------------------------------------------------------------------------------------------
 */

/* The totals of product A as the query gives them. */
static const char *totals(const char *columns, const char *scope)
{
	static char text[200];
	const int64_t id = 1;
	struct om_query_spec spec = {.noun = om_stock_total_noun(),
		.keys = &id,
		.key_count = 1,
		.has_keys = true,
		.columns = columns,
		.scope = scope};
	const struct om_column *names;
	const struct om_value *row;
	struct om_query *q;
	int n;

	text[0] = 0;
	om_err_clear(&fx_err);
	if (om_query_open(fx_om, &spec, &q, &fx_err) || om_query_next(q, &row, &fx_err) < 1)
		fx_die("query");
	n = om_query_columns(q, &names);
	for (int i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%lld", i ? " " : "",
			(long long)row[i].num);
	om_query_close(q);
	return text;
}

static void test_available(void)
{
	/* 2026-03-02 in New York */
	const int today = 20514;

	seller();
	fx_stock(1, 1, 11, 10, 4, 1);
	hold(1, 1, 1, 3);
	is_str(totals("on_hand,locked,allocated,available", NULL), "10 4 3 3", "10/4/3");
	fx_close();

	seller();
	fx_stock(1, 1, 11, 5, 0, 1);
	hold(1, 1, 1, 5);
	fx("update stock set on_hand = 3, oversold = 2");
	fx("update allocation set oversold = 2");
	is_str(totals("available,shortfall", NULL), "0 2", "3/0/5, oversold 2");
	fx_close();

	seller();
	fx_stock(1, 1, 11, 4, 0, 1);
	hold(1, 1, 1, 4);
	fx("update stock set on_hand = 0, oversold = 4");
	fx_stock(2, 1, 12, 3, 0, 2);
	is_str(totals("available,shortfall", NULL), "3 4", "0/0/4, oversold 4; and 3/0/0");
	fx_close();

	seller();
	fx_stock(1, 1, 11, 8, 0, 1);
	fx("update stock set is_pickable = 0");
	fx_stock(2, 1, 12, 2, 0, 2);
	is_str(totals("available", NULL), "2", "8/0/0 not pickable; 2/0/0");
	fx("update stock set is_pickable = 1");
	is_str(totals("available", NULL), "10", "pickable again");
	fx("update location set is_pickable = 0 where location_id = 11");
	is_str(totals("available", NULL), "2", "an unpickable location");
	fx("update location set is_pickable = 1, is_active = 0 where location_id = 11");
	is_str(totals("available,on_hand", NULL), "2 10",
		"an inactive location; its units stay on hand");
	fx("update product set is_active = 0");
	is_str(totals("available", NULL), "0", "an inactive product");
	fx_close();

	seller();
	fx_stock(1, 1, 10, 5, 0, 1);
	is_str(totals("available,unconfigured", NULL), "0 5", "5/0/0 at UNCONFIGURED");
	fx_close();

	seller();
	fx("insert into lot (product_id, lot, expires_on, received_at) values (1, 'X', %d, 0), (1, "
	   "'Y', %d, 0)",
		today, today + 1);
	fx_stock(1, 1, 11, 9, 0, 1);
	fx("update stock set lot = 'X'");
	fx_stock(2, 1, 11, 1, 0, 1);
	fx("update stock set lot = 'Y' where stock_id = 2");
	is_str(totals("available", NULL), "1",
		"9 in a lot expiring today; 1 in one expiring tomorrow");
	fx_close();

	seller();
	fx_warehouse(2, "WEST", "in-house", 2);
	fx_stock(1, 1, 11, 8, 0, 1);
	fx_stock(2, 1, 21, 5, 0, 1);
	fx("update stock set on_hand = -2 where stock_id = 1");
	is_str(totals("on_hand,available", NULL), "3 5",
		"a record below 0 never eats another's units");
	is_str(totals("on_hand,available,record_count", ",2,"), "5 5 1", "one warehouse");
	is_str(totals("on_hand,record_count", ",3,"), "0 0", "none");
	fx_close();
}

/* 6 layered worth 24.00, 4 beyond them at 4.10 (rule 14.5). */
static void test_value(void)
{
	seller();
	fx_stock(1, 1, 11, 10, 0, 1);
	fx("insert into layer (layer_id, product_id, warehouse_id, received_at, origin, qty_in, "
	   "value_in, qty_left, value_left, "
	   "run_id) values (1, 1, 1, 0, 'manual', 6, 240000, 6, 240000, 1)");
	fx("update product set vendor_cost = 41000");
	is_str(totals("value,discrepancy", NULL), "404000 4", "40.40, short 4");
	fx("update warehouse set is_valued = 0");
	is_str(totals("value,discrepancy", NULL), "0 0", "goods that are not ours have no value");
	fx_close();
}

int main(void)
{
	test_moves();
	test_messages();
	test_together();
	test_first_in();
	test_arrival();
	test_ready();
	test_owing();
	test_records();
	test_set();
	test_adjust();
	test_reasons();
	test_lock();
	test_carry();
	test_available();
	test_value();
	return done();
}
