/* Making pick lists (shipping.md R16): one warehouse a list, lines out of the allocations, never
 * picked anew.
 *
 * Units that no place holds are lines without a record; they come last and are printed apart.  The
 * order of the lines is fixed here and stored, so that paper, screen and confirmation number them
 * alike. */
#include "base/text.h"
#include "core/core.h"
#include "ship/ship_int.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct unit {
	int64_t order_id, order_line_id, product_id, stock_id, quantity;
	int64_t draw_rank, expires_on;
	bool has_stock, has_expiry, is_untracked;
	int order_at, line_at; /* place of the order among those named, of the line in it */
	const char *sku, *name, *place;
};
struct order {
	int64_t order_id, warehouse_id;
	const char *record, *warehouse, *item_order;
	struct unit *units;
	int unit_count, unit_cap;
	int64_t unmapped; /* units that no product is known of */
};
struct work {
	const struct om_pick_spec *spec;
	const int64_t *ids;
	size_t n;
	struct om *om;
	struct om_arena *arena; /* of the transaction */
	struct om_arena *result;
	struct order *orders;
	struct om_pick_made *made;
};

/* ---- reading ---- */

/* Why an order cannot be listed; what is not awaiting shipment is listed with its status. */
static int check_order(
	struct om *om, const struct order *o, const char *status, int64_t list, struct om_err *err)
{
	static const char *const closed[] = {"shipped", "cancelled", "merged", "processed-outside"};

	for (size_t i = 0; i < OM_COUNT(closed); i++)
		if (!strcmp(status, closed[i]))
			return om_err_set(err, OM_ESTATE, "wrong-state",
				"%s is %s and is not picked", o->record, status);
	if (!o->warehouse_id)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"%s has no source that it could be picked at", o->record);
	if (!list || om_allowed(om, "on-pick-list"))
		return 0;
	om_err_set(err, OM_EREFUSED, "on-pick-list", "%s stands on PL%" PRId64 " already",
		o->record, list);
	om_err_hint(err, "confirm or cancel that list, or --allow on-pick-list --reason TEXT");
	return OM_EREFUSED;
}

static int read_order(struct work *w, int64_t order_id, struct order *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	char status[32];
	int rc = om__q(w->om, OM__SQL_pick_order, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%" PRId64, order_id);
	*o = (struct order){.order_id = order_id, .warehouse_id = om__col_int(q, 2)};
	o->record = om__strdup(w->arena, om__col_text(q, 0));
	o->warehouse = om__strdup(w->arena, om__col_text(q, 3));
	o->item_order = om__strdup(w->arena, om__col_text(q, 4));
	if (!o->record || !o->warehouse || !o->item_order)
		return om__nomem(err);
	snprintf(status, sizeof(status), "%s", om__col_text(q, 1));
	return check_order(w->om, o, status, om__col_int(q, 5), err);
}

static int add_unit(struct work *w, struct order *o, const struct unit *u, struct om_err *err)
{
	if (o->unit_count == o->unit_cap) {
		int cap = o->unit_cap ? o->unit_cap * 2 : 4;
		struct unit *more = OM_NEWN(w->arena, struct unit, cap);

		if (!more)
			return om__nomem(err);
		if (o->unit_count)
			memcpy(more, o->units, sizeof(*more) * (size_t)o->unit_count);
		o->units = more;
		o->unit_cap = cap;
	}
	o->units[o->unit_count++] = *u;
	return 0;
}

/* The units of one row: what is allocated in it, and at the line's first row what is not. */
static int add_units(
	struct work *w, struct order *o, struct om__q *q, bool is_first, struct om_err *err)
{
	struct unit u = {
		.order_id = o->order_id,
		.order_line_id = om__col_int(q, 0),
		.line_at = (int)om__col_int(q, 1),
		.order_at = (int)(o - w->orders),
		.product_id = om__col_int(q, 2),
		.sku = om__strdup(w->arena, om__col_text(q, 3)),
		.name = om__strdup(w->arena, om__col_text(q, 4)),
		.place = "",
	};
	int64_t lacking = om__col_int(q, 7);
	int rc = 0;

	if (!u.sku || !u.name)
		return om__nomem(err);
	if (om__col_null(q, 2)) {
		o->unmapped += lacking;
		return 0;
	}
	u.is_untracked = !om__col_int(q, 5);
	u.quantity = u.is_untracked ? om__col_int(q, 6) + lacking : lacking;
	if (is_first && u.quantity)
		rc = add_unit(w, o, &u, err);
	if (rc || om__col_null(q, 8))
		return rc;
	u.has_stock = true;
	u.stock_id = om__col_int(q, 8);
	u.quantity = om__col_int(q, 9);
	u.draw_rank = om__col_int(q, 10);
	u.has_expiry = !om__col_null(q, 11);
	u.expires_on = om__col_int(q, 11);
	u.place = om__strdup(w->arena, om__col_text(q, 12));
	return u.place ? add_unit(w, o, &u, err) : om__nomem(err);
}

static int read_units(struct work *w, struct order *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t last = 0;
	int rc =
		om__q(w->om, OM__SQL_pick_units, OM__ARGS(OM__I("order_id", o->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		if (!om__col_null(q, 13) && om__col_int(q, 13) != o->warehouse_id)
			return om_err_set(err, OM_EREFUSED, "mixed-warehouse",
				"%s holds units at another warehouse than %s", o->record,
				o->warehouse);
		rc = add_units(w, o, q, om__col_int(q, 0) != last, err);
		last = om__col_int(q, 0);
	}
	return rc;
}

static int read_orders(struct work *w, struct om_err *err)
{
	int rc = 0;

	w->orders = OM_NEWN(w->arena, struct order, w->n + 1);
	if (!w->orders)
		return om__nomem(err);
	for (size_t i = 0; !rc && i < w->n; i++) {
		rc = read_order(w, w->ids[i], &w->orders[i], err);
		if (!rc)
			rc = read_units(w, &w->orders[i], err);
		if (!rc && !w->spec->split_by_warehouse &&
			w->orders[i].warehouse_id != w->orders[0].warehouse_id) {
			om_err_set(err, OM_EREFUSED, "mixed-warehouse", "%s is at %s, %s at %s",
				w->orders[0].record, w->orders[0].warehouse, w->orders[i].record,
				w->orders[i].warehouse);
			om_err_hint(err, "--split-by-warehouse makes a list for each");
			return OM_EREFUSED;
		}
	}
	return rc;
}

/* ---- sorting (R16.4, R16.5) ---- */

static int by_int(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The place's key sorts in natural order by its bytes; units without a place come last. */
static int by_place(const struct unit *a, const struct unit *b)
{
	int c = strcmp(a->place, b->place);

	if (!c && a->has_expiry != b->has_expiry)
		c = a->has_expiry ? -1 : 1;
	return c ? c : by_int(a->expires_on, b->expires_on);
}

/* Ties must not depend on the order of reading: one record's units stand together, then by order
 * and line. */
static int by_rest(const struct unit *a, const struct unit *b)
{
	int c = om__natural_cmp(a->sku, b->sku);

	c = c ? c : by_int(a->stock_id, b->stock_id);
	c = c ? c : by_int(a->order_at, b->order_at);
	return c ? c : by_int(a->line_at, b->line_at);
}

static int by_location(const struct unit *a, const struct unit *b)
{
	int c = by_place(a, b);

	return c ? c : by_rest(a, b);
}

static int by_draw_rank(const struct unit *a, const struct unit *b)
{
	int c = by_int(a->draw_rank, b->draw_rank);

	return c ? c : by_location(a, b);
}

static int by_sku(const struct unit *a, const struct unit *b)
{
	int c = om__natural_cmp(a->sku, b->sku);

	return c ? c : by_location(a, b);
}

static int by_name(const struct unit *a, const struct unit *b)
{
	int c = om__natural_cmp(a->name, b->name);

	return c ? c : by_location(a, b);
}

static int by_order(const struct unit *a, const struct unit *b)
{
	int c = by_int(a->order_at, b->order_at);

	c = c ? c : by_int(a->line_at, b->line_at);
	return c ? c : by_location(a, b);
}

struct sorting {
	const char *word;
	int (*cmp)(const struct unit *, const struct unit *);
	bool by_order_first;
};
static const struct sorting sortings[] = {
	{"location", by_location, false},
	{"draw-rank", by_draw_rank, false},
	{"sku", by_sku, false},
	{"name", by_name, false},
	{"order", by_order, false},
};

static int unit_cmp(const void *a, const void *b, void *arg)
{
	const struct sorting *s = arg;
	const struct unit *x = a, *y = b;

	if (s->by_order_first && x->order_at != y->order_at)
		return x->order_at < y->order_at ? -1 : 1;
	if (x->has_stock != y->has_stock)
		return x->has_stock ? -1 : 1;
	return s->cmp(x, y);
}

/* ---- writing ---- */

struct line_row {
	int64_t pick_list_id, seq, order_id, order_line_id, product_id, stock_id, quantity;
	bool has_stock_id;
};
static const struct om__bindmap line_map[] = {
	OM__MAP_I(line_row, pick_list_id),
	OM__MAP_I(line_row, seq),
	OM__MAP_I(line_row, order_id),
	OM__MAP_I(line_row, order_line_id),
	OM__MAP_I(line_row, product_id),
	OM__MAP_V(line_row, stock_id),
	OM__MAP_I(line_row, quantity),
};

static int put_lines(
	struct work *w, int64_t list, const struct unit *units, int n, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc =
		om__bulk(w->om, OM__SQL_pick_line_insert, line_map, OM_COUNT(line_map), &bulk, err);

	for (int i = 0; rc >= 0 && i < n; i++) {
		const struct unit *u = &units[i];
		struct line_row row = {list, i + 1, u->order_id, u->order_line_id, u->product_id,
			u->stock_id, u->quantity, u->has_stock};

		rc = om__bulk_put(bulk, &row, err);
		w->made->units += u->quantity;
		if (!u->has_stock && !u->is_untracked)
			w->made->unallocated += u->quantity;
	}
	return rc < 0 ? rc : 0;
}

static int put_list(struct work *w, const struct order *first, int64_t *ret_id,
	const char *item_order, struct om_err *err)
{
	int64_t run;
	int rc = om__run(w->om, &run, err);

	if (!rc)
		rc = om__ids(w->om, "pick_list", 1, ret_id, err);
	if (!rc)
		rc = om__exec(w->om, OM__SQL_pick_list_insert,
			OM__ARGS(OM__I("pick_list_id", *ret_id), OM__S("kind", w->spec->kind),
				OM__I("warehouse_id", first->warehouse_id),
				OM__S("item_order", item_order), OM__I("now", w->om->now),
				OM__I("run_id", run)),
			err);
	return rc < 0 ? rc : 0;
}

/* The list of all orders at the warehouse of FIRST. */
static int make_list(struct work *w, const struct order *first, struct om_err *err)
{
	const char *item_order = w->spec->item_order ? w->spec->item_order : first->item_order;
	struct sorting sorting = sortings[0];
	struct unit *units;
	int64_t id;
	int n = 0, cap = 0, rc;

	for (size_t i = 0; i < w->n; i++)
		if (w->orders[i].warehouse_id == first->warehouse_id)
			cap += w->orders[i].unit_count;
	units = OM_NEWN(w->arena, struct unit, cap + 1);
	if (!units)
		return om__nomem(err);
	for (size_t i = 0; i < w->n; i++) {
		const struct order *o = &w->orders[i];

		if (o->warehouse_id != first->warehouse_id || !o->unit_count)
			continue;
		memcpy(units + n, o->units, sizeof(*units) * (size_t)o->unit_count);
		n += o->unit_count;
	}
	for (size_t i = 0; i < OM_COUNT(sortings); i++)
		if (!strcmp(item_order, sortings[i].word))
			sorting = sortings[i];
	sorting.by_order_first = !strcmp(w->spec->kind, "order");
	if (n)
		qsort_r(units, (size_t)n, sizeof(*units), unit_cmp, &sorting);
	rc = put_list(w, first, &id, item_order, err);
	if (!rc)
		rc = put_lines(w, id, units, n, err);
	w->made->pick_list_ids[w->made->count++] = id;
	return rc;
}

static bool is_seen(const struct work *w, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (w->orders[k].warehouse_id == w->orders[i].warehouse_id)
			return true;
	return false;
}

static int create_body(struct om *om, void *arg, struct om_err *err)
{
	struct work *w = arg;
	int64_t *ids = OM_NEWN(w->result, int64_t, w->n + 1);
	int rc;

	if (!ids)
		return om__nomem(err);
	w->arena = &om->tx_arena;
	*w->made = (struct om_pick_made){.pick_list_ids = ids, .orders = (int64_t)w->n};
	rc = read_orders(w, err);
	for (size_t i = 0; !rc && i < w->n; i++) {
		w->made->unallocated += w->orders[i].unmapped;
		if (!is_seen(w, i))
			rc = make_list(w, &w->orders[i], err);
	}
	return rc;
}

static int check_spec(const struct om_pick_spec *spec, struct om_err *err)
{
	if (!spec->kind || (strcmp(spec->kind, "order") != 0 && strcmp(spec->kind, "global") != 0))
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"'%s' is no kind of pick list: order or global",
			spec->kind ? spec->kind : "");
	if (!spec->item_order)
		return 0;
	for (size_t i = 0; i < OM_COUNT(sortings); i++)
		if (!strcmp(sortings[i].word, spec->item_order))
			return 0;
	return om_err_set(err, OM_EINVAL, "bad-choice",
		"'%s' is no order of items: location, draw-rank, sku, name or order",
		spec->item_order);
}

int om_pick_create(struct om *om, const struct om_pick_spec *spec, const int64_t *order_ids,
	size_t n, struct om_arena *arena, struct om_pick_made *ret, struct om_err *err)
{
	struct work w = {
		.spec = spec, .ids = order_ids, .n = n, .om = om, .result = arena, .made = ret};
	int rc = check_spec(spec, err);

	*ret = (struct om_pick_made){0};
	if (rc || !n)
		return rc;
	rc = om__dry_prepare(om, (int64_t)n, err);
	if (!rc)
		rc = om__tx_run(om, create_body, &w, err);
	if (!rc)
		om__run_count(om, (int64_t)ret->count, 0, 0, 0);
	return rc;
}
