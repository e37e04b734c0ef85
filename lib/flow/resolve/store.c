/* Writes what resolving changed, and nothing else: claims, line counters, the queue, problems,
 * holds, and the order's derived columns with a history row for the status.  Statements that a
 * chunk repeats are prepared once (om__bulk). */
#include "core/core.h"
#include "flow/resolve/allocate.h"
#include "flow/resolve/resolve.h"
#include "stock/allocation.h"
#include <stdlib.h>

struct order_row {
	int64_t order_id, now, source_id, routed_at, hold_until;
	bool has_source_id, has_routed_at, has_hold_until;
	const char *ship_state, *ship_country, *source_by, *route_reason, *method, *status,
		*problems, *first_problem, *holds, *stock_state, *fulfilled;
};
static const struct om__bindmap order_map[] = {
	OM__MAP_I(order_row, order_id),
	OM__MAP_I(order_row, now),
	OM__MAP_V(order_row, source_id),
	OM__MAP_V(order_row, routed_at),
	OM__MAP_V(order_row, hold_until),
	OM__MAP_S(order_row, ship_state),
	OM__MAP_S(order_row, ship_country),
	OM__MAP_S(order_row, source_by),
	OM__MAP_S(order_row, route_reason),
	OM__MAP_S(order_row, method),
	OM__MAP_S(order_row, status),
	OM__MAP_S(order_row, problems),
	OM__MAP_S(order_row, first_problem),
	OM__MAP_S(order_row, holds),
	OM__MAP_S(order_row, stock_state),
	OM__MAP_S(order_row, fulfilled),
};

struct line_row {
	int64_t order_line_id, product_id, quantity_allocated, quantity_short;
	bool has_product_id, ships;
};
static const struct om__bindmap line_map[] = {
	OM__MAP_I(line_row, order_line_id),
	OM__MAP_V(line_row, product_id),
	OM__MAP_I(line_row, quantity_allocated),
	OM__MAP_I(line_row, quantity_short),
	OM__MAP_F(line_row, ships),
};

struct store {
	struct om__image *im;
	struct om *om;
	int64_t run;
	struct om__bulk *orders, *lines;
	int64_t changed;
	bool order_changed;
};

/* The run's row is made only when something is written: resolving twice writes nothing. */
static int need_run(struct store *s, struct om_err *err)
{
	return s->run ? 0 : om__run(s->om, &s->run, err);
}

static bool differs(const char *a, const char *b)
{
	return strcmp(a, b) != 0;
}

/* ---- claims ---- */

/* The record that an order is oversold on where its warehouse had none (R7.7): made with 0 units.
 */
static int make_record(struct store *s, struct om__pool *p, struct om__rec *r, struct om_err *err)
{
	int64_t location, id;
	int rc = om__get_int(s->om, OM__SQL_oversell_location,
		OM__ARGS(OM__I("warehouse_id", p->warehouse_id)), &location, err);

	if (rc < 0)
		return rc;
	if (rc == 0) /* every warehouse has one of the two */
		return om__damaged(err, "a location of a warehouse");
	rc = om__ids(s->om, "stock", 1, &id, err);
	if (!rc)
		rc = om__exec(s->om, OM__SQL_oversell_record,
			OM__ARGS(OM__I("stock_id", id), OM__I("product_id", p->goods->product_id),
				OM__I("warehouse_id", p->warehouse_id),
				OM__I("location_id", location)),
			err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_ECONFLICT, "changed",
			"the stock record of '%s' was made by another process", p->goods->sku);
	r->stock_id = id;
	r->is_fresh = false;
	return 0;
}

static int make_records(struct store *s, struct om__line *l, struct om_err *err)
{
	for (int i = 0; i < l->have_count; i++) {
		struct om__pool *p;
		int rc;

		if (!l->haves[i].rec->is_fresh)
			continue;
		rc = om__image_pool(s->im, l->goods, l->haves[i].rec->warehouse_id, &p, err);
		if (!rc)
			rc = make_record(s, p, l->haves[i].rec, err);
		if (rc)
			return rc;
	}
	return 0;
}

static int claim_cmp(const void *a, const void *b)
{
	const struct om__claim *x = a, *y = b;

	if (x->product_id != y->product_id)
		return x->product_id < y->product_id ? -1 : 1;
	if (x->stock_id != y->stock_id)
		return x->stock_id < y->stock_id ? -1 : 1;
	return (x->order_line_id > y->order_line_id) - (x->order_line_id < y->order_line_id);
}

static int write_claims(struct store *s, struct om_err *err)
{
	struct om__claim *claims;
	int n = 0, cap = 0, rc;

	for (int i = 0; i < s->im->order_count; i++)
		for (int k = 0; k < s->im->orders[i]->line_count; k++)
			cap += s->im->orders[i]->lines[k].have_count;
	claims = OM_NEWN(s->im->arena, struct om__claim, cap ? cap : 1);
	if (!claims)
		return om__nomem(err);
	for (int i = 0; i < s->im->order_count; i++) {
		for (int k = 0; k < s->im->orders[i]->line_count; k++) {
			struct om__line *l = &s->im->orders[i]->lines[k];

			rc = make_records(s, l, err);
			if (rc)
				return rc;
			for (int h = 0; h < l->have_count; h++) {
				const struct om__have *v = &l->haves[h];

				if (v->quantity == v->old_quantity &&
					v->oversold == v->old_oversold)
					continue;
				claims[n++] =
					(struct om__claim){l->order_line_id, l->goods->product_id,
						v->rec->stock_id, v->quantity, v->oversold,
						v->allocation_id, v->old_quantity, v->old_oversold};
			}
		}
	}
	qsort(claims, (size_t)n, sizeof(*claims), claim_cmp);
	return om__claims_write(s->om, claims, n, err);
}

/* ---- lines and the queue ---- */

static int write_line(struct store *s, struct om__ord *o, struct om__line *l, struct om_err *err)
{
	bool counts_whole = l->open && (!l->ships || (l->goods && !l->goods->track_stock));
	struct line_row row = {
		.order_line_id = l->order_line_id,
		.has_product_id = l->goods || l->old_product_id,
		.product_id = l->goods ? l->goods->product_id : l->old_product_id,
		.ships = l->ships,
		.quantity_allocated = counts_whole ? l->open : om__granted(l),
	};
	int rc;

	if (l->is_put_back) {
		rc = om__exec(s->om, OM__SQL_resolve_put_back,
			OM__ARGS(OM__I("order_line_id", l->order_line_id)), err);
		if (rc < 0)
			return rc;
		s->order_changed = true;
	}
	row.quantity_short = l->open - row.quantity_allocated;
	if (o->is_final && !l->open)
		row.quantity_allocated = row.quantity_short = 0;
	if (row.product_id == l->old_product_id && row.quantity_allocated == l->old_allocated &&
		row.quantity_short == l->old_short && l->ships == l->old_ships)
		return 0;
	s->order_changed = true;
	rc = om__bulk_put(s->lines, &row, err);
	return rc < 0 ? rc : 0;
}

/* A row of the queue for every product that an order at a source still needs, while it is not whole
 * and may claim. */
static int wanted_waits(struct store *s, const struct om__ord *o, struct om__wait **ret,
	int *ret_count, struct om_err *err)
{
	struct om__wait *w = OM_NEWN(s->im->arena, struct om__wait, o->line_count + 1);
	int n = 0, k;
	bool is_whole = true;

	*ret = w;
	*ret_count = 0;
	if (!w)
		return om__nomem(err);
	if (o->is_final || !o->source_id || !o->may_claim)
		return 0;
	for (int i = 0; i < o->line_count; i++) {
		const struct om__line *l = &o->lines[i];

		if (l->open && l->ships && (!l->goods || !om__needs_stock(l)) &&
			!(l->goods && !l->goods->track_stock))
			is_whole = false;
		if (!om__needs_stock(l))
			continue;
		is_whole = is_whole && om__granted(l) == l->open;
		for (k = 0; k < n && w[k].product_id != l->goods->product_id; k++)
			;
		if (k == n)
			w[n++] = (struct om__wait){o->source_id, l->goods->product_id, 0};
		w[k].held += om__granted(l);
	}
	*ret_count = is_whole ? 0 : n;
	return 0;
}

static int wait_exec(struct store *s, enum om__sql sql, const struct om__ord *o,
	const struct om__wait *w, struct om_err *err)
{
	struct om__arg args[6] = {OM__I("warehouse_id", w->warehouse_id),
		OM__I("product_id", w->product_id), OM__I("order_id", o->order_id)};
	int rc;

	if (sql != OM__SQL_wait_delete)
		args[3] = (struct om__arg)OM__I("held", w->held);
	if (sql == OM__SQL_wait_insert)
		args[4] = (struct om__arg)OM__I("created_at", o->place.created_at);
	rc = om__exec(s->om, sql, args, err);
	return rc < 0 ? rc : 0;
}

static int write_waits(struct store *s, const struct om__ord *o, struct om_err *err)
{
	struct om__wait *want;
	int n, rc = wanted_waits(s, o, &want, &n, err);

	for (int i = 0; !rc && i < o->wait_count; i++) {
		const struct om__wait *old = &o->waits[i];
		int k;

		for (k = 0; k < n; k++)
			if (want[k].warehouse_id == old->warehouse_id &&
				want[k].product_id == old->product_id)
				break;
		if (k == n)
			rc = wait_exec(s, OM__SQL_wait_delete, o, old, err);
		else if (want[k].held != old->held)
			rc = wait_exec(s, OM__SQL_wait_update, o, &want[k], err);
		if (k < n)
			want[k].warehouse_id = 0; /* done */
	}
	for (int k = 0; !rc && k < n; k++)
		if (want[k].warehouse_id)
			rc = wait_exec(s, OM__SQL_wait_insert, o, &want[k], err);
	return rc;
}

/* ---- problems and holds ---- */

static int write_problem(struct store *s, const struct om__ord *o, const char *code,
	const char *detail, struct om_err *err)
{
	int64_t id;
	int rc = need_run(s, err);

	if (!rc)
		rc = om__ids(s->om, "order_problem", 1, &id, err);
	if (!rc)
		rc = om__exec(s->om, OM__SQL_problem_open,
			OM__ARGS(OM__I("order_problem_id", id), OM__I("order_id", o->order_id),
				OM__S("code", code), OM__S("detail", detail),
				OM__I("now", s->om->now), OM__I("run_id", s->run)),
			err);
	return rc < 0 ? rc : 0;
}

static int clear_problem(struct store *s, int64_t id, struct om_err *err)
{
	int rc = need_run(s, err);

	if (!rc)
		rc = om__exec(s->om, OM__SQL_problem_clear,
			OM__ARGS(OM__I("run_id", s->run), OM__I("order_problem_id", id)), err);
	return rc;
}

/* Makes order_problem equal to what was found; a row still true is left, its opening date holds. */
static int write_problems(struct store *s, const struct om__ord *o, struct om_err *err)
{
	bool is_known[OM__P_COUNT] = {false};
	int rc = 0;

	for (int i = 0; rc >= 0 && i < o->prob_count; i++) {
		int p = om__problem_find(o->probs[i].code);

		if (!o->details[p] || is_known[p])
			rc = clear_problem(s, o->probs[i].id, err);
		else if (differs(o->details[p], o->probs[i].detail))
			rc = om__exec(s->om, OM__SQL_problem_detail,
				OM__ARGS(OM__S("detail", o->details[p]),
					OM__I("order_problem_id", o->probs[i].id)),
				err);
		is_known[p] = true;
	}
	for (int p = 0; rc >= 0 && p < OM__P_COUNT; p++)
		if (o->details[p] && !is_known[p])
			rc = write_problem(
				s, o, om__problem_word((enum om__problem)p), o->details[p], err);
	return rc < 0 ? rc : 0;
}

static int open_hold(
	struct store *s, const struct om__ord *o, const struct om__hold_row *h, struct om_err *err)
{
	int64_t id;
	int rc = need_run(s, err);

	if (!rc)
		rc = om__ids(s->om, "hold", 1, &id, err);
	if (!rc)
		rc = om__exec(s->om, OM__SQL_hold_open_kind,
			OM__ARGS(OM__I("hold_id", id), OM__I("order_id", o->order_id),
				OM__S("kind", h->kind), OM__I("now", s->om->now),
				OM__I("run_id", s->run)),
			err);
	return rc;
}

static int write_holds(struct store *s, const struct om__ord *o, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc >= 0 && i < o->hold_count; i++) {
		const struct om__hold_row *h = &o->hold_rows[i];

		if (!h->hold_id && !h->is_due)
			rc = open_hold(s, o, h, err);
		else if (h->hold_id && h->is_due && (rc = need_run(s, err)) >= 0)
			rc = om__exec(s->om, OM__SQL_hold_clear,
				OM__ARGS(OM__I("run_id", s->run), OM__I("hold_id", h->hold_id)),
				err);
	}
	return rc < 0 ? rc : 0;
}

/* ---- the order ---- */

static bool order_differs(const struct om__ord *o, const struct om__outcome *n)
{
	return differs(o->status, n->status) || differs(o->problems, n->problems) ||
		differs(o->first_problem, n->first_problem) || differs(o->holds, n->holds) ||
		differs(o->stock_state, n->stock_state) || differs(o->fulfilled, n->fulfilled) ||
		o->has_hold_until != n->has_hold_until || o->hold_until != n->hold_until ||
		o->source_id != o->old_source_id || differs(o->source_by, o->old_source_by) ||
		differs(o->route_reason, o->old_route_reason) ||
		o->has_routed_at != o->had_routed_at || differs(o->ship_state, o->old_state) ||
		differs(o->ship_country, o->old_country);
}

static int write_order(
	struct store *s, const struct om__ord *o, const struct om__outcome *n, struct om_err *err)
{
	struct order_row row = {
		.order_id = o->order_id,
		.now = s->om->now,
		.has_source_id = o->source_id != 0,
		.source_id = o->source_id,
		.has_routed_at = o->has_routed_at,
		.routed_at = o->routed_at,
		.has_hold_until = n->has_hold_until,
		.hold_until = n->hold_until,
		.ship_state = o->ship_state,
		.ship_country = o->ship_country,
		.source_by = o->source_by,
		.route_reason = o->route_reason,
		.method = o->method,
		.status = n->status,
		.problems = n->problems,
		.first_problem = n->first_problem,
		.holds = n->holds,
		.stock_state = n->stock_state,
		.fulfilled = n->fulfilled,
	};
	int rc = om__bulk_put(s->orders, &row, err);

	if (rc < 0)
		return rc;
	return om__history(s->om, "order", o->order_id, "status", o->status, n->status, err);
}

static int store_order(struct store *s, struct om__ord *o, struct om_err *err)
{
	struct om__outcome n;
	int rc = om__derive(s->im, o, &n, err);

	s->order_changed = false;
	for (int i = 0; !rc && i < o->line_count; i++)
		rc = write_line(s, o, &o->lines[i], err);
	if (!rc && !o->is_guest)
		rc = write_holds(s, o, err);
	if (!rc)
		rc = write_problems(s, o, err);
	if (!rc)
		rc = write_waits(s, o, err);
	if (!rc && (s->order_changed || order_differs(o, &n))) {
		rc = write_order(s, o, &n, err);
		s->changed++;
	}
	return rc;
}

/* Units that came free while others wait for them are an event: the waiting are looked at next. */
static int announce_freed(struct store *s, struct om_err *err)
{
	struct om__image *im = s->im;

	for (int i = 0; i < im->order_count; i++) {
		for (int k = 0; k < im->orders[i]->line_count; k++) {
			struct om__line *l = &im->orders[i]->lines[k];

			for (int h = 0; h < l->have_count; h++) {
				struct om__have *v = &l->haves[h];
				int rc;

				if (v->quantity >= v->old_quantity || om__rec_free(v->rec) <= 0)
					continue;
				rc = om__event(s->om,
					(struct om__event){.kind = OM__EV_STOCK_ARRIVED,
						.product_id = l->goods->product_id,
						.warehouse_id = v->rec->warehouse_id},
					err);
				if (rc)
					return rc;
			}
		}
	}
	return 0;
}

int om__store(struct om__image *im, int64_t *ret_changed, struct om_err *err)
{
	struct store s = {.im = im, .om = im->om};
	int rc;

	rc = om__bulk(
		im->om, OM__SQL_resolve_update, order_map, OM_COUNT(order_map), &s.orders, err);
	if (!rc)
		rc = om__bulk(im->om, OM__SQL_resolve_line_update, line_map, OM_COUNT(line_map),
			&s.lines, err);
	if (!rc)
		rc = write_claims(&s, err);
	for (int i = 0; !rc && i < im->order_count; i++)
		if (!im->orders[i]->is_guest || om__guest_changed(im->orders[i]))
			rc = store_order(&s, im->orders[i], err);
	if (!rc)
		rc = announce_freed(&s, err);
	if (ret_changed)
		*ret_changed = s.changed;
	return rc;
}
