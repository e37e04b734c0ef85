/* Allocation (orders.md R7): the queue's decision, made over an image.
 *
 * Default mode: an order whose whole demand fits takes it (pass 1), part units of all counting as
 * free; what is left goes to the others, oldest first, line by line (pass 2).  Deciding an order
 * needs only the older ones' pass-1 results, so chunks of any size come to the same end as the
 * whole queue.  Strict mode: one pass, part units are kept.  Full and firm units are never taken.
 * Units that an order holds stay where they are if they fit, so a second run moves nothing. */
#include "flow/resolve/allocate.h"
#include <stdlib.h>

#define HOLDERS_FIRST 8 /* of a pool that are listed at first */

bool om__needs_stock(const struct om__line *l)
{
	return l->open > 0 && l->ships && l->goods && l->goods->is_active &&
		!l->goods->is_virtual && l->goods->track_stock;
}

int64_t om__granted(const struct om__line *l)
{
	int64_t n = 0;

	for (int i = 0; i < l->have_count; i++)
		n += l->haves[i].quantity;
	return n;
}

/* ---- participants ---- */

static bool is_movable(const struct om__have *h)
{
	return !h->is_firm && !h->is_pinned;
}

static void unclaim(struct om__have *h)
{
	h->rec->kept -= h->quantity;
	h->quantity = h->oversold = 0;
}

int om__take_part(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	for (int i = 0; i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];

		for (int k = 0; k < l->have_count; k++) {
			struct om__pool *p;
			int rc;

			if (!is_movable(&l->haves[k]))
				continue;
			rc = om__image_pool(im, l->goods, l->haves[k].rec->warehouse_id, &p, err);
			if (rc)
				return rc;
			unclaim(&l->haves[k]);
		}
	}
	return 0;
}

static int list_pool(struct om__image *im, struct om__pool *p, struct om_err *err)
{
	if (p->is_listed)
		return 0;
	if (im->pool_count == im->pool_cap) {
		int cap = im->pool_cap ? im->pool_cap * 2 : 32;
		struct om__pool **more = OM_NEWN(im->arena, struct om__pool *, cap);

		if (!more)
			return om__nomem(err);
		if (im->pool_count)
			memcpy(more, im->pools, sizeof(*more) * (size_t)im->pool_count);
		im->pools = more;
		im->pool_cap = cap;
	}
	p->is_listed = true;
	im->pools[im->pool_count++] = p;
	return 0;
}

/* Puts a line among those that pass 2 shares a pool out to. */
static int want(struct om__image *im, struct om__pool *p, struct om__line *l, struct om_err *err)
{
	if (p->line_count == p->line_cap) {
		int cap = p->line_cap ? p->line_cap * 2 : 8;
		struct om__line **more = OM_NEWN(im->arena, struct om__line *, cap);

		if (!more)
			return om__nomem(err);
		if (p->line_count)
			memcpy(more, p->lines, sizeof(*more) * (size_t)p->line_count);
		p->lines = more;
		p->line_cap = cap;
	}
	p->lines[p->line_count++] = l;
	return list_pool(im, p, err);
}

/* A guest takes part with one product only; its other claims are pinned. */
static int invite(struct om__image *im, struct om__pool *p, struct om__ord *o, struct om_err *err)
{
	for (int i = 0; i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];

		if (l->goods != p->goods)
			continue;
		for (int k = 0; k < l->have_count; k++) {
			struct om__have *h = &l->haves[k];

			if (h->is_firm || h->rec->warehouse_id != p->warehouse_id)
				continue;
			p->given += h->quantity;
			unclaim(h);
		}
		if (om__needs_stock(l)) {
			int rc = want(im, p, l, err);

			if (rc)
				return rc;
		}
	}
	return 0;
}

static int add_holder(
	struct om__image *im, struct om__pool *p, const struct om__holder *h, struct om_err *err)
{
	if (p->holder_count == p->holder_cap) {
		int cap = p->holder_cap ? p->holder_cap * 2 : HOLDERS_FIRST;
		struct om__holder *more = OM_NEWN(im->arena, struct om__holder, cap);

		if (!more)
			return om__nomem(err);
		if (p->holder_count)
			memcpy(more, p->holders, sizeof(*more) * (size_t)p->holder_count);
		p->holders = more;
		p->holder_cap = cap;
	}
	p->holders[p->holder_count++] = *h;
	p->held += h->held;
	return 0;
}

static int back_first(const void *a, const void *b, void *im)
{
	const struct om__holder *x = a, *y = b;

	return -om__queue_cmp(im, &x->place, &y->place);
}

static bool takes_part(const struct om__image *im, int64_t order_id)
{
	int64_t known;

	return om__imap_get(&im->by_order, order_id, &known) &&
		!((struct om__ord *)(intptr_t)known)->is_guest;
}

/* Lists more of the orders that hold part units of the pool, twice as many as were listed: from the
 * back of the queue, but for those of the chunk, which take part already.  Another queue than that
 * of creation has no index and is listed at once. */
static int list_holders(struct om__image *im, struct om__pool *p, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	bool is_by_creation = im->queue == OM__QUEUE_CREATED, is_begun = p->rows_seen > 0;
	int64_t most = is_by_creation ? HOLDERS_FIRST + p->rows_seen : INT64_MAX, count = 0;
	int rc = om__q(im->om, OM__SQL_resolve_holders,
		OM__ARGS(OM__I("warehouse_id", p->warehouse_id),
			OM__I("product_id", p->goods->product_id),
			OM__I("created_at", is_begun ? p->last_seen.created_at : INT64_MAX),
			OM__I("order_id", is_begun ? p->last_seen.order_id : INT64_MAX),
			OM__I("most", most)),
		&q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct om__holder h = {
			.place = {om__col_int(q, 0), om__col_int(q, 1), om__col_int(q, 2),
				om__col_int(q, 3), !om__col_null(q, 3)},
			.held = om__col_int(q, 4),
		};

		count++;
		p->last_seen = h.place;
		rc = takes_part(im, h.place.order_id) ? 0 : add_holder(im, p, &h, err);
	}
	p->rows_seen += count;
	p->has_all_holders = !is_by_creation || count < most;
	if (!is_by_creation && p->holder_count)
		qsort_r(p->holders, (size_t)p->holder_count, sizeof(*p->holders), back_first, im);
	return rc;
}

/* Strict mode protects part units of orders younger than alloc.strict_days (R7.6). */
static bool is_protected(
	const struct om__image *im, const struct om__pool *p, const struct om__holder *holder)
{
	const struct om__house *h = om__image_house(im, p->warehouse_id);

	return h && h->strict_fifo &&
		im->om->now - holder->place.created_at <= im->strict_days * 86400;
}

/* The holder furthest back that was not called yet: 1 and *RET, 0 when there is none. */
static int next_holder(
	struct om__image *im, struct om__pool *p, struct om__holder **ret, struct om_err *err)
{
	int rc = 0;

	while (!rc && p->holder_at == p->holder_count && !p->has_all_holders)
		rc = list_holders(im, p, err);
	if (rc || p->holder_at == p->holder_count)
		return rc;
	*ret = &p->holders[p->holder_at];
	return 1;
}

/* Reads the next holder and lets its units take part. */
static int call_holder(struct om__image *im, struct om__pool *p, struct om_err *err)
{
	const struct om__holder *h = &p->holders[p->holder_at++];
	struct om__ord *o;
	int rc;

	p->held -= h->held;
	if (is_protected(im, p, h))
		return 0;
	rc = om__image_guest(im, h->place.order_id, &o, err);
	return rc || !o ? rc : invite(im, p, o, err);
}

/* ---- demand ---- */

/* What the line needs of a warehouse besides the firm units that it has there. */
static int64_t open_demand(const struct om__line *l, int64_t warehouse_id)
{
	int64_t kept = 0;

	for (int i = 0; i < l->have_count; i++)
		if (l->haves[i].is_firm && l->haves[i].rec->warehouse_id == warehouse_id)
			kept += l->haves[i].quantity;
	return l->open - kept;
}

/* Demand of the order for the product of line I, added up over its lines; 0 when an earlier line
 * has the same product. */
static int64_t demand_from(const struct om__ord *o, int i, int64_t warehouse_id)
{
	int64_t sum = 0;

	for (int k = 0; k < o->line_count; k++) {
		if (!om__needs_stock(&o->lines[k]) || o->lines[k].goods != o->lines[i].goods)
			continue;
		if (k < i)
			return 0;
		sum += open_demand(&o->lines[k], warehouse_id);
	}
	return sum;
}

static int64_t pool_free(const struct om__pool *p)
{
	int64_t sum = 0;

	for (int i = 0; i < p->rec_count; i++)
		sum += om__rec_free(p->recs[i]);
	return sum;
}

/* Do part units of other orders count as free here?  In default mode always; in strict mode only
 * those of orders older than alloc.strict_days, which have lost their protection. */
static bool may_take_parts(const struct om__image *im, const struct om__house *h)
{
	return !h->strict_fifo || im->strict_days > 0;
}

/* The most that the pool may hold for NEED: part units of others count as free for a whole order.
 * Their holders are called only once all that the order needs may be had. */
static int look_into(struct om__image *im, const struct om__house *h, struct om__pool *p,
	int64_t need, int64_t *ret, struct om_err *err)
{
	int rc = 0;

	while (!rc && may_take_parts(im, h) && pool_free(p) + p->held < need && !p->has_all_holders)
		rc = list_holders(im, p, err);
	*ret = pool_free(p) + (may_take_parts(im, h) ? p->held : 0);
	return rc;
}

/* Calls holders, those furthest back first, until NEED is free or nobody is left. */
static int free_up(struct om__image *im, struct om__pool *p, int64_t need, struct om_err *err)
{
	struct om__holder *h;
	int rc = 0;

	while (!rc && pool_free(p) < need) {
		rc = next_holder(im, p, &h, err);
		if (rc <= 0)
			return rc;
		rc = call_holder(im, p, err);
	}
	return rc;
}

static int count_on(struct om__image *im, const struct om__house *h, struct om__pool *p,
	int64_t need, int64_t *ret, struct om_err *err)
{
	int rc = may_take_parts(im, h) ? free_up(im, p, need, err) : 0;

	*ret = pool_free(p);
	return rc;
}

typedef int units_fn(struct om__image *, const struct om__house *, struct om__pool *, int64_t need,
	int64_t *ret, struct om_err *);

/* Does UNITS find what every line needs? */
static int covers(struct om__image *im, struct om__ord *o, struct om__house *h, units_fn *units,
	bool *ret, struct om_err *err)
{
	*ret = false;
	for (int i = 0; i < o->line_count; i++) {
		struct om__pool *p;
		int64_t need, there = 0;
		int rc;

		need = om__needs_stock(&o->lines[i]) ? demand_from(o, i, h->warehouse_id) : 0;
		if (!need)
			continue;
		rc = om__image_pool(im, o->lines[i].goods, h->warehouse_id, &p, err);
		if (!rc)
			rc = units(im, h, p, need, &there, err);
		if (rc)
			return rc;
		if (there < need) {
			om__explain(im, "route", "%s: %s %lld of %lld", h->name, p->goods->sku,
				(long long)there, (long long)need);
			return 0;
		}
	}
	*ret = true;
	return 0;
}

int om__fits(
	struct om__image *im, struct om__ord *o, struct om__house *h, bool *ret, struct om_err *err)
{
	int rc = 0;

	*ret = false;
	if (!o->has_gap)
		rc = covers(im, o, h, look_into, ret, err);
	if (!rc && *ret)
		rc = covers(im, o, h, count_on, ret, err);
	if (!rc && *ret)
		om__explain(im, "route", "%s covers", h->name);
	return rc;
}

/* ---- granting ---- */

static struct om__have *have_at(struct om__image *im, struct om__line *l, struct om__rec *rec)
{
	for (int i = 0; i < l->have_count; i++)
		if (l->haves[i].rec == rec && !l->haves[i].is_firm)
			return &l->haves[i];
	if (l->have_count == l->have_cap) {
		int cap = l->have_cap ? l->have_cap * 2 : 2;
		struct om__have *more = OM_NEWN(im->arena, struct om__have, cap);

		if (!more)
			return NULL;
		if (l->have_count)
			memcpy(more, l->haves, sizeof(*more) * (size_t)l->have_count);
		l->haves = more;
		l->have_cap = cap;
	}
	l->haves[l->have_count] = (struct om__have){.rec = rec};
	return &l->haves[l->have_count++];
}

static int give(struct om__image *im, struct om__line *l, struct om__rec *rec, int64_t units,
	int64_t oversold, struct om_err *err)
{
	struct om__have *h;

	if (units <= 0)
		return 0;
	h = have_at(im, l, rec);
	if (!h)
		return om__nomem(err);
	h->quantity += units;
	h->oversold += oversold;
	rec->granted += units;
	return 0;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Grants up to NEED units of the pool to the line: first where it held units before, then in draw
 * order.  *RET what it got. */
static int draw(struct om__image *im, struct om__pool *p, struct om__line *l, int64_t need,
	int64_t *ret, struct om_err *err)
{
	int64_t left = need;
	int rc = 0, old_count = l->have_count;

	for (int i = 0; !rc && left && i < old_count; i++) {
		struct om__have h = l->haves[i];
		int64_t n;

		if (!is_movable(&h) && !l->order->is_guest)
			continue;
		if (h.is_firm || h.rec->warehouse_id != p->warehouse_id || h.quantity)
			continue;
		n = least(least(h.old_quantity, om__rec_free(h.rec)), left);
		rc = give(im, l, h.rec, n, 0, err);
		left -= n > 0 ? n : 0;
	}
	for (int i = 0; !rc && left && i < p->rec_count; i++) {
		int64_t n = least(om__rec_free(p->recs[i]), left);

		rc = give(im, l, p->recs[i], n, 0, err);
		left -= n > 0 ? n : 0;
	}
	*ret = need - left;
	return rc;
}

static bool is_home(const struct om__rec *r)
{
	return !strcmp(r->location, "GLOBAL") || !strcmp(r->location, "UNCONFIGURED");
}

/* The record that carries what nothing covers: the last open one in draw order, else the one of the
 * warehouse's own location; a new one there where it has none. */
static int oversell_rec(
	struct om__image *im, struct om__pool *p, struct om__rec **ret, struct om_err *err)
{
	struct om__rec *r, **more;

	for (int i = p->rec_count - 1; i >= 0; i--) {
		if (p->recs[i]->is_open) {
			*ret = p->recs[i];
			return 0;
		}
	}
	for (int i = 0; i < p->rec_count; i++) {
		if (is_home(p->recs[i])) {
			*ret = p->recs[i];
			return 0;
		}
	}
	r = OM_NEW(im->arena, struct om__rec);
	if (!r)
		return om__nomem(err);
	*r = (struct om__rec){.warehouse_id = p->warehouse_id,
		.is_open = true,
		.is_fresh = true,
		.sort_key = "",
		.location = "GLOBAL"};
	more = OM_NEWN(im->arena, struct om__rec *, p->rec_count + 1);
	if (!more)
		return om__nomem(err);
	if (p->rec_count)
		memcpy(more, p->recs, sizeof(*more) * (size_t)p->rec_count);
	more[p->rec_count++] = r;
	p->recs = more;
	*ret = r;
	return 0;
}

static int take_all(
	struct om__image *im, struct om__ord *o, struct om__house *h, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];
		struct om__pool *p;
		struct om__rec *rec = NULL;
		int64_t need, got = 0;

		if (!om__needs_stock(l))
			continue;
		need = open_demand(l, h->warehouse_id);
		rc = om__image_pool(im, l->goods, h->warehouse_id, &p, err);
		if (!rc)
			rc = draw(im, p, l, need, &got, err);
		if (rc || got == need)
			continue;
		rc = oversell_rec(im, p, &rec, err);
		if (!rc)
			rc = give(im, l, rec, need - got, need - got, err);
		om__explain(im, "allocate", "%s: %lld of %s oversold, %s does not check its stock",
			h->name, (long long)(need - got), l->goods->sku, h->name);
	}
	o->is_whole = !o->has_gap;
	return rc;
}

static int take_lines(struct om__image *im, struct om__ord *o, struct om__house *h, bool is_final,
	struct om_err *err)
{
	bool is_whole = !o->has_gap;
	int rc = 0;

	for (int i = 0; !rc && i < o->line_count; i++) {
		struct om__line *l = &o->lines[i];
		struct om__pool *p;
		int64_t need, got = 0;

		if (!om__needs_stock(l))
			continue;
		need = open_demand(l, h->warehouse_id);
		rc = om__image_pool(im, l->goods, h->warehouse_id, &p, err);
		if (!rc && is_final && im->strict_days > 0)
			rc = free_up(im, p, need, err);
		if (!rc)
			rc = draw(im, p, l, need, &got, err);
		is_whole = is_whole && got == need;
		om__explain(im, "allocate", "%s: %s %lld of %lld", h->name, l->goods->sku,
			(long long)got, (long long)need);
	}
	o->is_whole = is_whole;
	return rc;
}

/* Notes the lines of an order that is not whole for pass 2. */
static int leave_for_sharing(
	struct om__image *im, struct om__ord *o, struct om__house *h, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < o->line_count; i++) {
		struct om__pool *p;

		if (!om__needs_stock(&o->lines[i]))
			continue;
		rc = om__image_pool(im, o->lines[i].goods, h->warehouse_id, &p, err);
		if (!rc)
			rc = want(im, p, &o->lines[i], err);
	}
	return rc;
}

int om__allocate(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	struct om__house *h = om__image_house(im, o->source_id);
	bool fits;
	int rc;

	if (!h || !h->is_active)
		return 0;
	if (!h->stock_check)
		return take_all(im, o, h, err);
	if (h->strict_fifo)
		return take_lines(im, o, h, true, err);
	rc = om__fits(im, o, h, &fits, err);
	if (rc)
		return rc;
	return fits ? take_lines(im, o, h, false, err) : leave_for_sharing(im, o, h, err);
}

/* ---- pass 2 ---- */

static int line_cmp(const void *a, const void *b, void *im)
{
	const struct om__line *x = *(struct om__line *const *)a, *y = *(struct om__line *const *)b;

	if (x->order != y->order)
		return om__queue_cmp(im, &x->order->place, &y->order->place);
	return (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

static int64_t still_wanted(const struct om__line *l)
{
	return l->open - om__granted(l);
}

/* Those outside the chunk who hold units of the pool compete only when there is too little for all
 * inside it.  Where nothing is free but what was given by those that were called, a holder before
 * all inside keeps what it has and nobody gets more. */
static int call_holders(struct om__image *im, struct om__pool *p, struct om_err *err)
{
	int64_t wanted = 0, left = pool_free(p);
	bool is_tight = left <= p->given;
	const struct om__line *first = p->lines[0];
	struct om__holder *h;
	int rc = 0;

	for (int i = 0; i < p->line_count; i++)
		wanted += still_wanted(p->lines[i]);
	if (wanted <= left)
		return 0;
	while ((rc = next_holder(im, p, &h, err)) > 0) {
		if (is_tight && om__queue_cmp(im, &h->place, &first->order->place) < 0)
			return 0;
		rc = call_holder(im, p, err);
		if (rc)
			return rc;
	}
	return rc;
}

int om__share_out(struct om__image *im, struct om_err *err)
{
	int rc = 0, count;

	for (int i = 0; !rc && i < im->pool_count; i++) {
		struct om__pool *p = im->pools[i];

		qsort_r(p->lines, (size_t)p->line_count, sizeof(*p->lines), line_cmp, im);
		count = p->line_count;
		rc = call_holders(im, p, err);
		if (p->line_count > count)
			qsort_r(p->lines, (size_t)p->line_count, sizeof(*p->lines), line_cmp, im);
		for (int k = 0; !rc && k < p->line_count; k++) {
			struct om__line *l = p->lines[k];
			int64_t got, need = still_wanted(l);

			rc = draw(im, p, l, need, &got, err);
			if (!l->order->is_guest)
				om__explain(im, "allocate", "%s: %lld of %lld", l->goods->sku,
					(long long)got, (long long)need);
		}
	}
	return rc;
}
