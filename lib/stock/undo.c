/* The opposite of what a run or a shipment did to cost layers: an event for each layer, so that
 * what is left of it stays the sum of its events, and corrections of the cost of goods sold.
 *
 * Units that came in can only go out again while all of them are there: what was drawn since went
 * out at their cost (inventory.md 14.5). */
#include "stock/undo.h"
#include "core/core.h"
#include <inttypes.h>

struct turn {
	int64_t layer_id, quantity, value, old_quantity, old_value;
	char name[300];
};

static int read_turns(struct om *om, enum om__sql sql, const struct om__arg *args,
	struct turn **ret, int *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct turn *turns = NULL;
	int n = 0, cap = 0, rc = om__q(om, sql, args, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			struct turn *more = OM_NEWN(&om->tx_arena, struct turn, cap ? cap * 2 : 16);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, turns, sizeof(*more) * (size_t)n);
			turns = more;
			cap = cap ? cap * 2 : 16;
		}
		struct turn *t = &turns[n++];
		*t = (struct turn){.layer_id = om__col_int(q, 0),
			.quantity = -om__col_int(q, 1),
			.value = -om__col_int(q, 2),
			.old_quantity = om__col_int(q, 3),
			.old_value = om__col_int(q, 4)};
		strncat(t->name, om__col_text(q, 5), 200);
		strncat(t->name, " at ", 5);
		strncat(t->name, om__col_text(q, 6), sizeof(t->name) - strlen(t->name) - 1);
	}
	*ret = turns;
	*ret_count = n;
	return rc < 0 ? rc : 0;
}

static int write_turn(struct om *om, const struct turn *t, const char *kind, int64_t shipment_id,
	struct om_err *err)
{
	int64_t quantity = t->old_quantity + t->quantity, value = t->old_value + t->value;
	int64_t event_id, run_id;
	int rc;

	if (!t->quantity && !t->value)
		return 0;
	if (quantity < 0 || value < 0 || (quantity == 0 && value != 0))
		return om_err_set(err, OM_EREFUSED, "value-used",
			"%s: units of cost layer %" PRId64 " were drawn since", t->name,
			t->layer_id);
	rc = om__exec(om, OM__SQL_layer_draw,
		OM__ARGS(OM__I("layer_id", t->layer_id), OM__I("qty_left", quantity),
			OM__I("value_left", value), OM__I("old_qty_left", t->old_quantity),
			OM__I("old_value_left", t->old_value)),
		err);
	if (rc >= 0)
		rc = om__run(om, &run_id, err);
	if (rc >= 0)
		rc = om__ids(om, "layer_event", 1, &event_id, err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_layer_event_insert,
			OM__ARGS(OM__I("layer_event_id", event_id), OM__I("layer_id", t->layer_id),
				OM__I("run_id", run_id), OM__I("at", om->now), OM__S("kind", kind),
				OM__I("quantity", t->quantity), OM__I("value", t->value),
				OM__S("cause_type", shipment_id ? "shipment" : NULL),
				OM__V("cause_id", shipment_id != 0, shipment_id)),
			err);
	return rc < 0 ? rc : 0;
}

static int turn_back(struct om *om, enum om__sql sql, const struct om__arg *args, const char *kind,
	int64_t shipment_id, struct om_err *err)
{
	struct turn *turns = NULL;
	int n = 0, rc = read_turns(om, sql, args, &turns, &n, err);

	for (int i = 0; i < n && rc == 0; i++)
		rc = write_turn(om, &turns[i], kind, shipment_id, err);
	return rc;
}

int om__layers_undo_run(struct om *om, int64_t run_id, struct om_err *err)
{
	return turn_back(
		om, OM__SQL_undo_layers_run, OM__ARGS(OM__I("run_id", run_id)), "undo", 0, err);
}

struct cost {
	int64_t order_line_id, product_id, warehouse_id, layer_id, quantity, amount;
	bool has_layer_id;
};

static int read_costs(struct om *om, enum om__sql sql, int64_t shipment_id, struct cost **ret,
	int *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct cost *costs = NULL;
	int n = 0, cap = 0;
	int rc = om__q(om, sql, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			struct cost *more = OM_NEWN(&om->tx_arena, struct cost, cap ? cap * 2 : 16);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, costs, sizeof(*more) * (size_t)n);
			costs = more;
			cap = cap ? cap * 2 : 16;
		}
		costs[n++] = (struct cost){om__col_int(q, 0), om__col_int(q, 1), om__col_int(q, 2),
			om__col_int(q, 3), om__col_int(q, 4), om__col_int(q, 5),
			!om__col_null(q, 3)};
	}
	*ret = costs;
	*ret_count = n;
	return rc < 0 ? rc : 0;
}

static int correct(struct om *om, int64_t shipment_id, const struct cost *c, struct om_err *err)
{
	int64_t cogs_id;
	int rc = om__ids(om, "cogs", 1, &cogs_id, err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_cogs_insert,
			OM__ARGS(OM__I("cogs_id", cogs_id), OM__I("shipment_id", shipment_id),
				OM__I("order_line_id", c->order_line_id),
				OM__I("product_id", c->product_id),
				OM__I("warehouse_id", c->warehouse_id),
				OM__I("quantity", -c->quantity), OM__I("amount", -c->amount),
				OM__S("basis", "correction"),
				OM__V("layer_id", c->has_layer_id, c->layer_id),
				OM__I("at", om->now)),
			err);
	return rc < 0 ? rc : 0;
}

static int correct_all(struct om *om, enum om__sql sql, int64_t shipment_id, struct om_err *err)
{
	struct cost *costs = NULL;
	int n = 0, rc = read_costs(om, sql, shipment_id, &costs, &n, err);

	for (int i = 0; rc == 0 && i < n; i++)
		rc = correct(om, shipment_id, &costs[i], err);
	return rc;
}

int om__layers_unship(struct om *om, int64_t shipment_id, struct om_err *err)
{
	int rc = turn_back(om, OM__SQL_undo_layers_shipment,
		OM__ARGS(OM__I("shipment_id", shipment_id)), "unship", shipment_id, err);

	return rc < 0 ? rc : correct_all(om, OM__SQL_undo_cogs, shipment_id, err);
}

int om__layers_reship(struct om *om, int64_t shipment_id, int64_t run_id, struct om_err *err)
{
	int rc = turn_back(om, OM__SQL_undo_layers_unship,
		OM__ARGS(OM__I("run_id", run_id), OM__I("shipment_id", shipment_id)), "ship",
		shipment_id, err);

	return rc < 0 ? rc : correct_all(om, OM__SQL_undo_cogs_booked, shipment_id, err);
}
