/* Making pick lists (shipping.md R16): one warehouse a list, lines out of the allocations, never
 * picked anew.
 *
 * Units that no place holds are lines without a record; they come last and are printed apart.  The
 * order of the lines is fixed here and stored, so that paper, screen and confirmation number them
 * alike. */
#include "base/map.h"
#include "base/text.h"
#include "core/core.h"
#include "ship/ship_int.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct unit {
	int64_t order_id, order_line_id, product_id, stock_id, quantity;
	int64_t draw_rank, expires_on;
	bool has_stock, has_expiry;
	int order_at, line_at; /* place of the order in the list, of the line in the order */
	const char *sku, *name, *place, *location, *category;
};
struct order {
	int64_t order_id, warehouse_id, ship_by;
	const char *record, *warehouse, *item_order;
	const char *carrier, *part; /* part: what it is cut by, "" where nothing is */
	bool has_ship_by;
	int at;           /* place among those named */
	int64_t house_at; /* the place of the first order of its warehouse */
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
	struct order **sorted; /* those of one list stand together */
	size_t listed;         /* orders in it: those of which there is something to fetch */
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
	*o = (struct order){.order_id = order_id,
		.warehouse_id = om__col_int(q, 2),
		.has_ship_by = !om__col_null(q, 6),
		.ship_by = om__col_int(q, 6),
		.carrier = om__strdup(w->arena, om__col_text(q, 7)),
		.part = "",
		.at = (int)(o - w->orders)};
	o->record = om__strdup(w->arena, om__col_text(q, 0));
	o->warehouse = om__strdup(w->arena, om__col_text(q, 3));
	o->item_order = om__strdup(w->arena, om__col_text(q, 4));
	if (!o->record || !o->warehouse || !o->item_order || !o->carrier)
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
		.product_id = om__col_int(q, 2),
		.sku = om__strdup(w->arena, om__col_text(q, 3)),
		.name = om__strdup(w->arena, om__col_text(q, 4)),
		.place = "",
		.location = "",
		.category = om__strdup(w->arena, om__col_text(q, 12)),
		.quantity = om__col_int(q, 5),
	};
	int rc = 0;

	if (!u.sku || !u.name || !u.category)
		return om__nomem(err);
	if (om__col_null(q, 2)) {
		o->unmapped += u.quantity;
		return 0;
	}
	if (is_first && u.quantity)
		rc = add_unit(w, o, &u, err);
	if (rc || om__col_null(q, 6))
		return rc;
	u.has_stock = true;
	u.stock_id = om__col_int(q, 6);
	u.quantity = om__col_int(q, 7);
	u.draw_rank = om__col_int(q, 8);
	u.has_expiry = !om__col_null(q, 9);
	u.expires_on = om__col_int(q, 9);
	u.place = om__strdup(w->arena, om__col_text(q, 10));
	u.location = om__strdup(w->arena, om__col_text(q, 13));
	return u.place && u.location ? add_unit(w, o, &u, err) : om__nomem(err);
}

static int read_units(struct work *w, struct order *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t last = 0;
	int rc =
		om__q(w->om, OM__SQL_pick_units, OM__ARGS(OM__I("order_id", o->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		if (!om__col_null(q, 11) && om__col_int(q, 11) != o->warehouse_id)
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
	w->sorted = OM_NEWN(w->arena, struct order *, w->n + 1);
	w->listed = 0;
	if (!w->orders || !w->sorted)
		return om__nomem(err);
	for (size_t i = 0; !rc && i < w->n; i++) {
		rc = read_order(w, w->ids[i], &w->orders[i], err);
		if (!rc)
			rc = read_units(w, &w->orders[i], err);
		if (w->orders[i].unit_count)
			w->sorted[w->listed++] = &w->orders[i];
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

/* ---- cutting (R16.2) ---- */

static int64_t unit_sum(const struct order *o)
{
	int64_t n = o->unmapped;

	for (int i = 0; i < o->unit_count; i++)
		n += o->units[i].quantity;
	return n;
}

/* What all units of the order agree in, "mixed" where they do not. */
static const char *common(const struct order *o,
	const char *(*of)(struct work *, const struct unit *), struct work *w)
{
	const char *all = NULL, *one;

	for (int i = 0; i < o->unit_count; i++) {
		one = of(w, &o->units[i]);
		if (!one)
			return NULL;
		if (!*one)
			continue;
		if (all && strcmp(all, one) != 0)
			return "mixed";
		all = one;
	}
	return all ? all : "none";
}

static const char *zone_of_unit(struct work *w, const struct unit *u)
{
	return u->has_stock ? om__pick_zone(w->arena, u->location) : "";
}

static const char *category_of_unit(struct work *w, const struct unit *u)
{
	(void)w;
	return u->category;
}

static const char *by_zone(struct work *w, const struct order *o)
{
	return common(o, zone_of_unit, w);
}

static const char *by_category(struct work *w, const struct order *o)
{
	return common(o, category_of_unit, w);
}

static const char *by_carrier(struct work *w, const struct order *o)
{
	(void)w;
	return *o->carrier ? o->carrier : "none";
}

static const char *by_single(struct work *w, const struct order *o)
{
	(void)w;
	return unit_sum(o) == 1 ? "single" : "several";
}

static const struct {
	const char *word;
	const char *(*part)(struct work *, const struct order *);
} cuttings[] = {{"zone", by_zone}, {"carrier", by_carrier}, {"single", by_single},
	{"category", by_category}};

/* The beginning of a place's name: up to the first dash, dot, slash or blank, or to where letters
 * and digits change. */
char *om__pick_zone(struct om_arena *arena, const char *location)
{
	size_t n = 0;

	while (location[n] && !strchr("-./ _:", location[n]) &&
		(n == 0 ||
			(location[n] >= '0' && location[n] <= '9') ==
				(location[0] >= '0' && location[0] <= '9')))
		n++;
	return om__strndup(arena, location, n);
}

/* Orders of one list stand together: by warehouse in the order in which warehouses were named, then
 * by part, the earliest ship_by first. */
static int order_cmp(const void *a, const void *b, void *arg)
{
	const struct work *w = arg;
	const struct order *x = *(struct order *const *)a, *y = *(struct order *const *)b;
	int c = by_int(x->house_at, y->house_at);

	if (!c && !strcmp(w->spec->kind, "wave")) {
		c = om__natural_cmp(x->part, y->part);
		if (!c && x->has_ship_by != y->has_ship_by)
			c = x->has_ship_by ? -1 : 1;
		c = c ? c : by_int(x->ship_by, y->ship_by);
	}
	return c ? c : by_int(x->at, y->at);
}

static int sort_orders(struct work *w, struct om_err *err)
{
	struct om_imap houses;
	int rc = 0;

	om__imap_init(&houses);
	for (size_t i = 0; !rc && i < w->n; i++) {
		struct order *o = &w->orders[i];

		if (!om__imap_get(&houses, o->warehouse_id, &o->house_at)) {
			o->house_at = (int64_t)i;
			rc = om__imap_put(&houses, o->warehouse_id, o->house_at, err);
		}
		for (size_t k = 0; w->spec->by && k < OM_COUNT(cuttings); k++)
			if (!strcmp(cuttings[k].word, w->spec->by))
				o->part = cuttings[k].part(w, o);
		if (!o->part)
			rc = om__nomem(err);
	}
	om__imap_release(&houses);
	if (!rc)
		qsort_r(w->sorted, w->listed, sizeof(struct order *), order_cmp, w);
	return rc;
}

/* Where the list that begins with order FROM ends. */
static size_t list_end(const struct work *w, size_t from)
{
	size_t to = from + 1;

	while (to < w->listed && w->sorted[to]->warehouse_id == w->sorted[from]->warehouse_id &&
		!strcmp(w->sorted[to]->part, w->sorted[from]->part) &&
		(!w->spec->size || to - from < (size_t)w->spec->size))
		to++;
	return to;
}

/* ---- writing ---- */

struct line_row {
	int64_t pick_list_id, seq, order_id, order_line_id, product_id, stock_id, quantity, tote;
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
	OM__MAP_I(line_row, tote),
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
			u->stock_id, u->quantity, 0, u->has_stock};

		if (!strcmp(w->spec->kind, "cluster"))
			row.tote = u->order_at + 1;

		rc = om__bulk_put(bulk, &row, err);
		w->made->units += u->quantity;
		if (!u->has_stock)
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
				OM__S("cut_by", w->spec->by ? w->spec->by : ""),
				OM__S("part", first->part), OM__S("item_order", item_order),
				OM__I("now", w->om->now), OM__I("run_id", run)),
			err);
	return rc < 0 ? rc : 0;
}

/* The list of the orders FROM up to TO, which are of one warehouse. */
static int make_list(struct work *w, size_t from, size_t to, struct om_err *err)
{
	const struct order *first = w->sorted[from];
	const char *item_order = w->spec->item_order ? w->spec->item_order : first->item_order;
	struct sorting sorting = sortings[0];
	struct unit *units;
	int64_t id;
	int n = 0, cap = 0, rc;

	for (size_t i = from; i < to; i++)
		cap += w->sorted[i]->unit_count;
	units = OM_NEWN(w->arena, struct unit, cap + 1);
	if (!units)
		return om__nomem(err);
	for (size_t i = from; i < to; i++)
		for (int k = 0; k < w->sorted[i]->unit_count; k++) {
			units[n] = w->sorted[i]->units[k];
			units[n++].order_at = (int)(i - from);
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
	if (!rc)
		rc = sort_orders(w, err);
	for (size_t i = 0; !rc && i < w->n; i++) {
		w->made->unallocated += w->orders[i].unmapped;
		w->made->units += w->orders[i].unmapped;
	}
	for (size_t from = 0, to; !rc && from < w->listed; from = to) {
		to = list_end(w, from);
		rc = make_list(w, from, to, err);
	}
	return rc;
}

static bool is_among(const char *word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

static int check_spec(const struct om_pick_spec *spec, struct om_err *err)
{
	static const char *const kinds[] = {"order", "global", "cluster", "wave"};
	static const char *const parts[] = {"zone", "carrier", "single", "category"};
	bool is_cut = spec->kind && (!strcmp(spec->kind, "wave") || !strcmp(spec->kind, "cluster"));

	if (!spec->kind || !is_among(spec->kind, kinds, OM_COUNT(kinds)))
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"'%s' is no kind of pick list: order, global, cluster or wave",
			spec->kind ? spec->kind : "");
	if (spec->by && !is_among(spec->by, parts, OM_COUNT(parts)))
		return om_err_set(err, OM_EINVAL, "bad-choice",
			"waves are not cut by '%s': zone, carrier, single or category", spec->by);
	if (spec->by && strcmp(spec->kind, "wave") != 0)
		return om_err_set(err, OM_EINVAL, "usage", "only waves are cut by '%s'", spec->by);
	if (spec->size < 0 || (spec->size && !is_cut))
		return om_err_set(err, OM_EINVAL, "usage",
			"only waves and clusters have a size, of 1 order at least");
	for (size_t i = 0; spec->item_order && i < OM_COUNT(sortings); i++)
		if (!strcmp(sortings[i].word, spec->item_order))
			return 0;
	if (!spec->item_order)
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
