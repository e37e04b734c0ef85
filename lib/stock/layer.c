/* Cost layers: units received at one cost, drawn oldest first, and the cost of goods sold
 * (inventory.md rule 14).
 *
 * A layer holds units and the value they still carry.  A draw takes its part of the value rounded
 * half up, the last one takes what is left: so a layer ends at exactly 0, and its events add up to
 * what is left of it. */
#include "stock/movement.h"
#include "base/text.h"
#include "core/core.h"
#include <om/money.h>
#include <inttypes.h>
#include <stdlib.h>

/* Layers that one statement run reads ahead; a sale that needs more reads again. */
#define DRAW_MAX 32

struct layer {
	int64_t layer_id, qty_left, value_left;
};

struct event_row {
	int64_t layer_event_id, layer_id, run_id, at, quantity, value, cause_id;
	const char *kind, *cause_type;
	bool has_cause_id;
};
static const struct om__bindmap event_map[] = {
	OM__MAP_I(event_row, layer_event_id),
	OM__MAP_I(event_row, layer_id),
	OM__MAP_I(event_row, run_id),
	OM__MAP_I(event_row, at),
	OM__MAP_I(event_row, quantity),
	OM__MAP_I(event_row, value),
	OM__MAP_V(event_row, cause_id),
	OM__MAP_S(event_row, kind),
	OM__MAP_S(event_row, cause_type),
};

struct draw_row {
	int64_t layer_id, qty_left, value_left, old_qty_left, old_value_left;
};
static const struct om__bindmap draw_map[] = {
	OM__MAP_I(draw_row, layer_id),
	OM__MAP_I(draw_row, qty_left),
	OM__MAP_I(draw_row, value_left),
	OM__MAP_I(draw_row, old_qty_left),
	OM__MAP_I(draw_row, old_value_left),
};

struct cogs_row {
	int64_t cogs_id, shipment_id, order_line_id, product_id, warehouse_id, quantity, amount,
		layer_id, at;
	const char *basis;
	bool has_layer_id;
};
static const struct om__bindmap cogs_map[] = {
	OM__MAP_I(cogs_row, cogs_id),
	OM__MAP_I(cogs_row, shipment_id),
	OM__MAP_I(cogs_row, order_line_id),
	OM__MAP_I(cogs_row, product_id),
	OM__MAP_I(cogs_row, warehouse_id),
	OM__MAP_I(cogs_row, quantity),
	OM__MAP_I(cogs_row, amount),
	OM__MAP_V(cogs_row, layer_id),
	OM__MAP_I(cogs_row, at),
	OM__MAP_S(cogs_row, basis),
};

static int put(struct om *om, enum om__sql sql, const struct om__bindmap *map, size_t n,
	const void *row, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, sql, map, n, &bulk, err);

	return rc < 0 ? rc : om__bulk_put(bulk, row, err);
}

static int put_event(struct om *om, struct event_row *row, struct om_err *err)
{
	int rc = om__run(om, &row->run_id, err);

	row->at = om->now;
	if (rc == 0)
		rc = om__ids(om, "layer_event", 1, &row->layer_event_id, err);
	if (rc == 0)
		rc = put(om, OM__SQL_layer_event_insert, event_map, OM_COUNT(event_map), row, err);
	return rc < 0 ? rc : 0;
}

int om__layer_add(struct om *om, int64_t product_id, int64_t warehouse_id, int64_t quantity,
	int64_t value, const char *origin, struct om_err *err)
{
	struct event_row event = {.kind = "in", .quantity = quantity, .value = value};
	int64_t run_id;
	int rc = om__run(om, &run_id, err);

	OM_ASSERT(quantity > 0 && value >= 0);
	if (rc == 0)
		rc = om__ids(om, "layer", 1, &event.layer_id, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_layer_insert,
			OM__ARGS(OM__I("layer_id", event.layer_id), OM__I("product_id", product_id),
				OM__I("warehouse_id", warehouse_id), OM__I("received_at", om->now),
				OM__S("origin", origin), OM__I("quantity", quantity),
				OM__I("value", value), OM__I("run_id", run_id)),
			err);
	return rc < 0 ? rc : put_event(om, &event, err);
}

/* What units without a layer cost: the product's vendor_cost, if it is in company currency. */
struct basis {
	bool is_valued, has_cost;
	int64_t cost;
};

static int read_basis(
	struct om *om, const struct om__sale *sale, struct basis *ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_layer_basis,
		OM__ARGS(OM__I("product_id", sale->product_id),
			OM__I("warehouse_id", sale->warehouse_id)),
		&q, err);

	*ret = (struct basis){0};
	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return 0;
	ret->is_valued = om__col_int(q, 0);
	ret->cost = om__col_int(q, 1);
	ret->has_cost = !om__col_null(q, 1) && !strcmp(om__col_text(q, 2), om->company.currency);
	return 0;
}

/* Layers of one product at one warehouse that draws go through: read once, drawn in memory, written
 * once. */
struct pool {
	int64_t product_id, warehouse_id;
	struct layer layers[DRAW_MAX], old[DRAW_MAX];
	int count, at;
	bool is_last; /* there are no further ones */
};

static int write_pool(struct om *om, struct pool *p, struct om_err *err)
{
	for (int i = 0; i < p->count; i++) {
		const struct layer *l = &p->layers[i], *old = &p->old[i];
		struct draw_row row = {.layer_id = l->layer_id,
			.qty_left = l->qty_left,
			.value_left = l->value_left,
			.old_qty_left = old->qty_left,
			.old_value_left = old->value_left};
		int rc;

		if (l->qty_left == old->qty_left)
			continue;
		rc = put(om, OM__SQL_layer_draw, draw_map, OM_COUNT(draw_map), &row, err);
		if (rc < 0)
			return rc;
		if (rc != 1)
			return om_err_set(err, OM_ECONFLICT, "changed",
				"cost layer %" PRId64 " has moved on", l->layer_id);
	}
	p->count = p->at = 0;
	return 0;
}

/* The next open layers, oldest first, at most DRAW_MAX, and no more than UNITS need. */
static int read_pool(struct om *om, struct pool *p, int64_t units, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = write_pool(om, p, err);

	if (rc == 0)
		rc = om__q(om, OM__SQL_layers_open,
			OM__ARGS(OM__I("product_id", p->product_id),
				OM__I("warehouse_id", p->warehouse_id)),
			&q, err);
	while (rc >= 0 && p->count < DRAW_MAX && units > 0 && (rc = om__step(q, err)) > 0) {
		struct layer *l = &p->layers[p->count];

		l->layer_id = om__col_int(q, 0);
		l->qty_left = om__col_int(q, 1);
		l->value_left = om__col_int(q, 2);
		units -= l->qty_left;
		p->old[p->count++] = *l;
	}
	p->is_last = rc == 0 && p->count < DRAW_MAX && units > 0;
	return rc < 0 ? rc : 0;
}

static int put_cogs(
	struct om *om, const struct om__sale *sale, struct cogs_row *row, struct om_err *err)
{
	int rc = om__ids(om, "cogs", 1, &row->cogs_id, err);

	row->shipment_id = sale->shipment_id;
	row->order_line_id = sale->order_line_id;
	row->product_id = sale->product_id;
	row->warehouse_id = sale->warehouse_id;
	row->at = om->now;
	if (rc == 0)
		rc = put(om, OM__SQL_cogs_insert, cogs_map, OM_COUNT(cogs_map), row, err);
	return rc < 0 ? rc : 0;
}

/* Takes QUANTITY units out of one layer: for a sale, which books their cost, or (no line) for a
 * loss. */
static int draw(struct om *om, const struct om__sale *sale, struct layer *l, int64_t quantity,
	struct om_err *err)
{
	int64_t value = om_money_draw(l->value_left, l->qty_left, quantity);
	bool is_sale = sale->order_line_id != 0;
	struct event_row event = {.layer_id = l->layer_id,
		.kind = is_sale ? "ship" : "loss",
		.quantity = -quantity,
		.value = -value,
		.cause_type = is_sale ? "shipment" : NULL,
		.cause_id = sale->shipment_id,
		.has_cause_id = is_sale};
	struct cogs_row cogs = {.quantity = quantity,
		.amount = value,
		.basis = "actual",
		.layer_id = l->layer_id,
		.has_layer_id = true};
	int rc = put_event(om, &event, err);

	l->qty_left -= quantity;
	l->value_left -= value;
	return rc < 0 || !is_sale ? rc : put_cogs(om, sale, &cogs, err);
}

/* Units beyond the layers: at the product's own cost, else for nothing and counted (rule 14.3). */
static int book_rest(struct om *om, const struct om__sale *sale, const struct basis *b,
	int64_t quantity, int64_t *uncosted, struct om_err *err)
{
	struct cogs_row row = {.quantity = quantity, .basis = b->has_cost ? "default" : "none"};

	if (b->has_cost && __builtin_mul_overflow(b->cost, quantity, &row.amount))
		return om_err_set(err, OM_EINVAL, "out-of-range",
			"cost of %s is beyond what can be stored",
			OM_COUNTED(quantity, "unit", "units"));
	if (!b->has_cost && uncosted)
		*uncosted += quantity;
	return put_cogs(om, sale, &row, err);
}

/* Draws oldest first until the units are had or the layers are at their end; *RET_REST is what they
 * could not give.  EXPECTED units will be drawn of the pool in all. */
static int draw_from(struct om *om, struct pool *p, const struct om__sale *sale, int64_t expected,
	int64_t *ret_rest, struct om_err *err)
{
	int64_t rest = sale->quantity;
	int rc = 0;

	while (rc == 0 && rest > 0) {
		struct layer *l;
		int64_t take;

		if (p->at == p->count) {
			if (p->is_last)
				break;
			rc = read_pool(om, p, expected, err);
			continue;
		}
		l = &p->layers[p->at];
		take = l->qty_left < rest ? l->qty_left : rest;
		rc = draw(om, sale, l, take, err);
		rest -= take;
		p->at += l->qty_left == 0;
	}
	*ret_rest = rest;
	return rc;
}

static int by_goods(const void *a, const void *b)
{
	const struct om__sale *x = *(const struct om__sale *const *)a,
			      *y = *(const struct om__sale *const *)b;

	if (x->product_id != y->product_id)
		return x->product_id < y->product_id ? -1 : 1;
	if (x->warehouse_id != y->warehouse_id)
		return x->warehouse_id < y->warehouse_id ? -1 : 1;
	return (x > y) - (x < y);
}

/* N sales of the same goods, in their order. */
static int draw_group(struct om *om, const struct om__sale *const *sales, size_t n,
	int64_t *uncosted, struct om_err *err)
{
	struct pool pool = {
		.product_id = sales[0]->product_id, .warehouse_id = sales[0]->warehouse_id};
	struct basis basis;
	int64_t expected = 0, rest;
	int rc = read_basis(om, sales[0], &basis, err);

	if (rc < 0 || !basis.is_valued)
		return rc;
	for (size_t i = 0; i < n; i++)
		expected += sales[i]->quantity;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		OM_ASSERT(sales[i]->order_line_id != 0 && sales[i]->quantity > 0);
		rc = draw_from(om, &pool, sales[i], expected, &rest, err);
		expected -= sales[i]->quantity;
		if (rc == 0 && rest > 0)
			rc = book_rest(om, sales[i], &basis, rest, uncosted, err);
	}
	return rc < 0 ? rc : write_pool(om, &pool, err);
}

int om__layers_draw_all(struct om *om, const struct om__sale *sales, size_t n, int64_t *uncosted,
	struct om_err *err)
{
	const struct om__sale **sorted;
	size_t at = 0;
	int rc = 0;

	if (!n)
		return 0;
	sorted = OM_NEWN(&om->tx_arena, const struct om__sale *, n);
	if (!sorted)
		return om__nomem(err);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &sales[i];
	qsort(sorted, n, sizeof(*sorted), by_goods);
	while (rc == 0 && at < n) {
		size_t end = at + 1;

		while (end < n && sorted[end]->product_id == sorted[at]->product_id &&
			sorted[end]->warehouse_id == sorted[at]->warehouse_id)
			end++;
		rc = draw_group(om, sorted + at, end - at, uncosted, err);
		at = end;
	}
	return rc;
}

int om__layers_draw(
	struct om *om, const struct om__sale *sale, int64_t *uncosted, struct om_err *err)
{
	return draw_group(om, &sale, 1, uncosted, err);
}

int om__layers_lose(struct om *om, int64_t product_id, int64_t warehouse_id, int64_t quantity,
	struct om_err *err)
{
	struct om__sale loss = {
		.product_id = product_id, .warehouse_id = warehouse_id, .quantity = quantity};
	struct pool pool = {.product_id = product_id, .warehouse_id = warehouse_id};
	int64_t rest;
	int rc;

	if (!om__config_bool(om, "value.follow_adjustments"))
		return 0;
	rc = draw_from(om, &pool, &loss, quantity, &rest, err);
	return rc < 0 ? rc : write_pool(om, &pool, err);
}
