/* Reads the image.  Each order and each product is read once by id; what repeats over a chunk
 * (warehouses, zones, settings) once for the chunk.  Nothing here decides anything. */
#include "flow/resolve/image.h"
#include "base/buf.h"
#include "base/text.h"
#include "core/core.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Refused memory is noted and nothing is committed then, so an empty text will do. */
static const char *keep(struct om__image *im, struct om__q *q, int col)
{
	const char *text = om__strndup(im->arena, om__col_text(q, col), om__col_len(q, col));

	return text ? text : "";
}

static int read_backups(struct om__image *im, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(im->om, OM__SQL_resolve_backups, OM__NOARGS, &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct om__house *h = om__image_house(im, om__col_int(q, 0));

		if (h && h->backup_count < (int)OM_COUNT(h->backups))
			h->backups[h->backup_count++] = om__col_int(q, 1);
		rc = 0;
	}
	return rc;
}

static int read_houses(struct om__image *im, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int cap = 0, rc = om__q(im->om, OM__SQL_resolve_warehouses, OM__NOARGS, &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		if (im->house_count == cap) {
			struct om__house *more =
				OM_NEWN(im->arena, struct om__house, cap ? cap * 2 : 16);

			if (!more)
				return om__nomem(err);
			if (cap)
				memcpy(more, im->houses, sizeof(*more) * (size_t)cap);
			im->houses = more;
			cap = cap ? cap * 2 : 16;
		}
		im->houses[im->house_count++] = (struct om__house){
			.warehouse_id = om__col_int(q, 0),
			.name = keep(im, q, 1),
			.type = keep(im, q, 2),
			.is_active = om__col_int(q, 3),
			.stock_check = om__col_int(q, 4),
			.strict_fifo = om__col_int(q, 5),
			.has_rank = !om__col_null(q, 6),
			.rank = om__col_int(q, 6),
			.country = keep(im, q, 7),
		};
		rc = 0;
	}
	return rc ? rc : read_backups(im, err);
}

int om__image_init(struct om__image *im, struct om *om, struct om_err *err)
{
	const char *queue = om__config_text(om, "alloc.queue");
	int64_t zones = 0;
	int rc;

	*im = (struct om__image){.om = om, .arena = &om->tx_arena};
	om__imap_init(&im->by_product);
	om__imap_init(&im->by_order);
	om__map_init(&im->zones);
	im->use_backups = om__config_bool(om, "route.backups");
	im->reserve_unpaid = om__config_bool(om, "order.reserve_unpaid");
	im->strict_days = om__config_int(om, "alloc.strict_days");
	im->queue = !strcmp(queue, "ship-by") ? OM__QUEUE_SHIP_BY
		: !strcmp(queue, "priority")  ? OM__QUEUE_PRIORITY
					      : OM__QUEUE_CREATED;
	im->today = om__time_day(om->zone, om->now);
	rc = read_houses(im, err);
	if (!rc)
		rc = om__get_int(om, OM__SQL_resolve_has_product_zones, OM__NOARGS, &zones, err);
	im->has_product_zones = zones;
	return rc < 0 ? rc : 0;
}

void om__image_release(struct om__image *im)
{
	om__imap_release(&im->by_product);
	om__imap_release(&im->by_order);
	om__map_release(&im->zones);
}

struct om__house *om__image_house(const struct om__image *im, int64_t warehouse_id)
{
	for (int i = 0; i < im->house_count; i++)
		if (im->houses[i].warehouse_id == warehouse_id)
			return &im->houses[i];
	return NULL;
}

/* ---- products and their records ---- */

/* Draw order: draw_rank, expiry (none last), first_in_at (none last), location in natural order,
 * stock_id; ties must not depend on the order of reading. */
static int draw_cmp(const void *a, const void *b)
{
	const struct om__rec *x = *(struct om__rec *const *)a, *y = *(struct om__rec *const *)b;
	int c;

	if (x->warehouse_id != y->warehouse_id)
		return x->warehouse_id < y->warehouse_id ? -1 : 1;
	if (x->draw_rank != y->draw_rank)
		return x->draw_rank < y->draw_rank ? -1 : 1;
	if (x->has_expiry != y->has_expiry)
		return x->has_expiry ? -1 : 1;
	if (x->expires_on != y->expires_on)
		return x->expires_on < y->expires_on ? -1 : 1;
	if (x->has_first_in != y->has_first_in)
		return x->has_first_in ? -1 : 1;
	if (x->first_in_at != y->first_in_at)
		return x->first_in_at < y->first_in_at ? -1 : 1;
	c = strcmp(x->sort_key, y->sort_key);
	if (c)
		return c;
	return (x->stock_id > y->stock_id) - (x->stock_id < y->stock_id);
}

/* Columns of resolve_goods: those of the product, then those of a record. */
enum {
	G_SKU,
	G_IS_ACTIVE,
	G_KIND,
	G_TRACK_STOCK,
	G_IS_DIGITAL,
	G_STOCK_ID,
	G_WAREHOUSE_ID,
	G_ON_HAND,
	G_LOCKED,
	G_ALLOCATED,
	G_OVERSOLD,
	G_IS_OPEN,
	G_DRAW_RANK,
	G_EXPIRES_ON,
	G_FIRST_IN_AT,
	G_SORT_KEY,
	G_LOCATION,
};

static int add_record(
	struct om__image *im, struct om__goods *g, struct om__q *q, int *cap, struct om_err *err)
{
	struct om__rec *r = OM_NEW(im->arena, struct om__rec);

	if (r && g->rec_count == *cap) {
		struct om__rec **more = OM_NEWN(im->arena, struct om__rec *, *cap ? *cap * 2 : 4);

		if (!more)
			return om__nomem(err);
		if (*cap)
			memcpy(more, g->recs, sizeof(*more) * (size_t)*cap);
		g->recs = more;
		*cap = *cap ? *cap * 2 : 4;
	}
	if (!r)
		return om__nomem(err);
	*r = (struct om__rec){
		.stock_id = om__col_int(q, G_STOCK_ID),
		.warehouse_id = om__col_int(q, G_WAREHOUSE_ID),
		.on_hand = om__col_int(q, G_ON_HAND),
		.locked = om__col_int(q, G_LOCKED),
		.allocated = om__col_int(q, G_ALLOCATED),
		.oversold = om__col_int(q, G_OVERSOLD),
		.is_open = om__col_int(q, G_IS_OPEN),
		.draw_rank = om__col_int(q, G_DRAW_RANK),
		.expires_on = om__col_int(q, G_EXPIRES_ON),
		.has_expiry = !om__col_null(q, G_EXPIRES_ON),
		.first_in_at = om__col_int(q, G_FIRST_IN_AT),
		.has_first_in = !om__col_null(q, G_FIRST_IN_AT),
		.sort_key = keep(im, q, G_SORT_KEY),
		.location = keep(im, q, G_LOCATION),
	};
	if (r->has_expiry && r->expires_on <= im->today)
		r->is_open = false;
	r->kept = r->allocated;
	g->recs[g->rec_count++] = r;
	return 0;
}

static int read_goods(struct om__image *im, struct om__goods *g, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int cap = 0, rc;

	rc = om__q(im->om, OM__SQL_resolve_goods, OM__ARGS(OM__I("product_id", g->product_id)), &q,
		err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		if (!g->sku) {
			g->sku = keep(im, q, G_SKU);
			g->is_active = om__col_int(q, G_IS_ACTIVE);
			g->is_virtual = !strcmp(om__col_text(q, G_KIND), "virtual");
			g->track_stock = om__col_int(q, G_TRACK_STOCK);
			g->is_digital = om__col_int(q, G_IS_DIGITAL);
		}
		rc = om__col_null(q, G_STOCK_ID) ? 0 : add_record(im, g, q, &cap, err);
	}
	if (!rc && !g->sku)
		return om__damaged(err, "a product that a line names");
	if (!rc && g->rec_count > 1)
		qsort(g->recs, (size_t)g->rec_count, sizeof(*g->recs), draw_cmp);
	return rc;
}

int om__image_goods(
	struct om__image *im, int64_t product_id, struct om__goods **ret, struct om_err *err)
{
	struct om__goods *g;
	int64_t known;
	int rc;

	if (om__imap_get(&im->by_product, product_id, &known)) {
		*ret = (struct om__goods *)(intptr_t)known;
		return 0;
	}
	g = OM_NEW(im->arena, struct om__goods);
	if (!g)
		return om__nomem(err);
	g->product_id = product_id;
	rc = read_goods(im, g, err);
	if (rc)
		return rc;
	*ret = g;
	return om__imap_put(&im->by_product, product_id, (int64_t)(intptr_t)g, err);
}

int om__image_pool(struct om__image *im, struct om__goods *g, int64_t warehouse_id,
	struct om__pool **ret, struct om_err *err)
{
	struct om__pool *p, **more;
	int first = 0, n = 0;

	for (int i = 0; i < g->pool_count; i++) {
		if (g->pools[i]->warehouse_id == warehouse_id) {
			*ret = g->pools[i];
			return 0;
		}
	}
	p = OM_NEW(im->arena, struct om__pool);
	more = OM_NEWN(im->arena, struct om__pool *, g->pool_count + 1);
	if (!p || !more)
		return om__nomem(err);
	while (first < g->rec_count && g->recs[first]->warehouse_id != warehouse_id)
		first++;
	while (first + n < g->rec_count && g->recs[first + n]->warehouse_id == warehouse_id)
		n++;
	*p = (struct om__pool){
		.warehouse_id = warehouse_id, .goods = g, .recs = g->recs + first, .rec_count = n};
	if (g->pool_count)
		memcpy(more, g->pools, sizeof(*more) * (size_t)g->pool_count);
	more[g->pool_count++] = p;
	g->pools = more;
	*ret = p;
	return 0;
}

int64_t om__rec_free(const struct om__rec *r)
{
	int64_t left = r->on_hand - r->locked - r->kept - r->granted;

	return r->is_open && left > 0 ? left : 0;
}

/* ---- orders ---- */

static int read_lines(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int cap = 4, rc;

	o->lines = OM_NEWN(im->arena, struct om__line, cap);
	if (!o->lines)
		return om__nomem(err);
	rc = om__q(
		im->om, OM__SQL_resolve_lines, OM__ARGS(OM__I("order_id", o->order_id)), &q, err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		struct om__line *l;

		if (o->line_count == cap) {
			struct om__line *more = OM_NEWN(im->arena, struct om__line, cap * 2);

			if (!more)
				return om__nomem(err);
			memcpy(more, o->lines, sizeof(*more) * (size_t)cap);
			o->lines = more;
			cap *= 2;
		}
		l = &o->lines[o->line_count++];
		*l = (struct om__line){
			.order = o,
			.order_line_id = om__col_int(q, 0),
			.line_no = om__col_int(q, 1),
			.listing_sku = keep(im, q, 2),
			.item_name = keep(im, q, 3),
			.old_product_id = om__col_int(q, 4),
			.quantity = om__col_int(q, 5),
			.line_total = om__col_int(q, 6),
			.shipped = om__col_int(q, 7),
			.cancelled = om__col_int(q, 8),
			.old_allocated = om__col_int(q, 9),
			.old_short = om__col_int(q, 10),
			.ships = om__col_int(q, 11),
		};
		l->old_ships = l->ships;
		l->open = l->quantity - l->shipped - l->cancelled;
		rc = 0;
	}
	for (int i = 0; !rc && i < o->line_count; i++)
		if (o->lines[i].old_product_id && o->lines[i].open)
			rc = om__image_goods(
				im, o->lines[i].old_product_id, &o->lines[i].goods, err);
	return rc;
}

static struct om__have *add_have(struct om__image *im, struct om__line *l)
{
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
	return &l->haves[l->have_count++];
}

static struct om__rec *record_of(struct om__goods *g, int64_t stock_id)
{
	for (int i = 0; i < g->rec_count; i++)
		if (g->recs[i]->stock_id == stock_id)
			return g->recs[i];
	return NULL;
}

static int read_claims(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(im->om, OM__SQL_resolve_allocations,
		OM__ARGS(OM__I("order_id", o->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct om__goods *g = NULL;
		struct om__have *h = NULL;

		rc = om__image_goods(im, om__col_int(q, 2), &g, err);
		if (rc)
			return rc;
		for (int i = 0; i < o->line_count; i++) {
			if (o->lines[i].order_line_id != om__col_int(q, 1))
				continue;
			h = add_have(im, &o->lines[i]);
			o->lines[i].goods = g; /* a cancelled line may still hold units */
		}
		if (!h)
			return om__memory_is_short()
				? om__nomem(err)
				: om__damaged(err, "the line of an allocation");
		*h = (struct om__have){
			.rec = record_of(g, om__col_int(q, 3)),
			.allocation_id = om__col_int(q, 0),
			.old_quantity = om__col_int(q, 4),
			.old_oversold = om__col_int(q, 5),
			.quantity = om__col_int(q, 4),
			.oversold = om__col_int(q, 5),
			.is_firm = om__col_int(q, 6),
		};
		if (!h->rec)
			return om__damaged(err, "the stock record of an allocation");
	}
	return rc;
}

static int read_problems(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(im->om, OM__SQL_resolve_problems, OM__ARGS(OM__I("order_id", o->order_id)),
		&q, err);

	o->probs = OM_NEWN(im->arena, struct om__prob, 2 * OM__P_COUNT);
	if (!o->probs)
		return om__nomem(err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		if (o->prob_count < 2 * OM__P_COUNT && om__problem_find(om__col_text(q, 1)) >= 0)
			o->probs[o->prob_count++] = (struct om__prob){
				om__col_int(q, 0), keep(im, q, 1), keep(im, q, 2)};
		rc = 0;
	}
	return rc;
}

static int read_holds(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		im->om, OM__SQL_resolve_holds, OM__ARGS(OM__I("order_id", o->order_id)), &q, err);

	o->hold_rows = OM_NEWN(im->arena, struct om__hold_row, OM__HOLDS_MAX);
	if (!o->hold_rows)
		return om__nomem(err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		if (o->hold_count < OM__HOLDS_MAX)
			o->hold_rows[o->hold_count++] = (struct om__hold_row){
				.hold_id = om__col_int(q, 0),
				.kind = keep(im, q, 1),
				.until = om__col_int(q, 2),
				.has_until = !om__col_null(q, 2),
				.stock_released = om__col_int(q, 3),
			};
		rc = 0;
	}
	return rc;
}

static int read_waits(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int cap = o->line_count + 4, rc;

	o->waits = OM_NEWN(im->arena, struct om__wait, cap);
	if (!o->waits)
		return om__nomem(err);
	rc = om__q(
		im->om, OM__SQL_resolve_waits, OM__ARGS(OM__I("order_id", o->order_id)), &q, err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		if (o->wait_count == cap) {
			struct om__wait *more = OM_NEWN(im->arena, struct om__wait, cap * 2);

			if (!more)
				return om__nomem(err);
			memcpy(more, o->waits, sizeof(*more) * (size_t)cap);
			o->waits = more;
			cap *= 2;
		}
		o->waits[o->wait_count++] =
			(struct om__wait){om__col_int(q, 0), om__col_int(q, 1), om__col_int(q, 2)};
		rc = 0;
	}
	return rc;
}

static void read_columns(struct om__image *im, struct om__ord *o, struct om__q *q)
{
	o->channel_id = om__col_int(q, 1);
	o->channel = keep(im, q, 2);
	o->is_manual = !strcmp(om__col_text(q, 3), "manual");
	o->channel_currency = keep(im, q, 4);
	o->place = (struct om__place){o->order_id, om__col_int(q, 5), om__col_int(q, 6),
		om__col_int(q, 7), !om__col_null(q, 7)};
	o->is_paid = !om__col_null(q, 8);
	o->payment_date = om__col_int(q, 8);
	o->is_cancelled = !om__col_null(q, 9);
	o->is_history = om__col_int(q, 10);
	o->is_by_channel = !strcmp(om__col_text(q, 11), "channel");
	o->is_pos = om__col_int(q, 12);
	o->pos_location = keep(im, q, 13);
	o->ship_name = keep(im, q, 14);
	o->ship_address1 = keep(im, q, 15);
	o->ship_city = keep(im, q, 16);
	o->ship_state = o->old_state = keep(im, q, 17);
	o->ship_zip = keep(im, q, 18);
	o->ship_country = o->old_country = keep(im, q, 19);
	o->source_id = o->old_source_id = om__col_int(q, 20);
	o->source_by = o->old_source_by = keep(im, q, 21);
	o->route_reason = o->old_route_reason = keep(im, q, 22);
	o->method = keep(im, q, 23);
	o->has_routed_at = o->had_routed_at = !om__col_null(q, 24);
	o->routed_at = om__col_int(q, 24);
	o->status = keep(im, q, 25);
	o->problems = keep(im, q, 26);
	o->first_problem = keep(im, q, 27);
	o->holds = keep(im, q, 28);
	o->has_hold_until = !om__col_null(q, 29);
	o->hold_until = om__col_int(q, 29);
	o->stock_state = keep(im, q, 30);
	o->fulfilled = keep(im, q, 31);
	o->order_number = keep(im, q, 32);
}

static int remember(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	if (im->order_count == im->order_cap) {
		int cap = im->order_cap ? im->order_cap * 2 : 64;
		struct om__ord **more = OM_NEWN(im->arena, struct om__ord *, cap);

		if (!more)
			return om__nomem(err);
		if (im->order_count)
			memcpy(more, im->orders, sizeof(*more) * (size_t)im->order_count);
		im->orders = more;
		im->order_cap = cap;
	}
	im->orders[im->order_count++] = o;
	return om__imap_put(&im->by_order, o->order_id, (int64_t)(intptr_t)o, err);
}

/* An order that was never resolved has no claims, problems or place in the queue. */
static bool is_new(const struct om__ord *o)
{
	return !strcmp(o->status, "unprocessed");
}

int om__image_rest(struct om__image *im, struct om__ord *o, struct om_err *err)
{
	int rc = read_holds(im, o, err);

	if (!rc && !is_new(o))
		rc = read_problems(im, o, err);
	if (!rc && !is_new(o))
		rc = read_waits(im, o, err);
	return rc;
}

/* The order with its lines and claims; 1 when it was known already. */
static int read_order(
	struct om__image *im, int64_t order_id, struct om__ord **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__ord *o;
	int64_t known;
	int rc;

	*ret = NULL;
	if (om__imap_get(&im->by_order, order_id, &known)) {
		*ret = (struct om__ord *)(intptr_t)known;
		return 1;
	}
	rc = om__q(im->om, OM__SQL_resolve_order, OM__ARGS(OM__I("order_id", order_id)), &q, err);
	if (!rc)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	o = OM_NEW(im->arena, struct om__ord);
	if (!o)
		return om__nomem(err);
	o->order_id = order_id;
	read_columns(im, o, q);
	om__done(&q);
	rc = read_lines(im, o, err);
	if (!rc && !is_new(o))
		rc = read_claims(im, o, err);
	if (!rc)
		rc = remember(im, o, err);
	*ret = o;
	return rc;
}

int om__image_order(
	struct om__image *im, int64_t order_id, struct om__ord **ret, struct om_err *err)
{
	int rc = read_order(im, order_id, ret, err);

	if (rc || !*ret)
		return rc < 0 ? rc : 0;
	return om__image_rest(im, *ret, err);
}

int om__image_guest(
	struct om__image *im, int64_t order_id, struct om__ord **ret, struct om_err *err)
{
	int rc = read_order(im, order_id, ret, err);
	struct om__ord *o = *ret;

	if (rc || !o)
		return rc < 0 ? rc : 0;
	o->is_guest = true;
	for (int i = 0; i < o->line_count; i++)
		for (int k = 0; k < o->lines[i].have_count; k++)
			o->lines[i].haves[k].is_pinned = true;
	return 0;
}

bool om__guest_changed(const struct om__ord *o)
{
	for (int i = 0; i < o->line_count; i++) {
		for (int k = 0; k < o->lines[i].have_count; k++) {
			const struct om__have *h = &o->lines[i].haves[k];

			if (h->quantity != h->old_quantity || h->oversold != h->old_oversold)
				return true;
		}
	}
	return false;
}

/* ---- the queue ---- */

int om__queue_cmp(const struct om__image *im, const struct om__place *a, const struct om__place *b)
{
	if (im->queue == OM__QUEUE_PRIORITY && a->priority != b->priority)
		return a->priority > b->priority ? -1 : 1;
	if (im->queue == OM__QUEUE_SHIP_BY) {
		if (a->has_ship_by != b->has_ship_by)
			return a->has_ship_by ? -1 : 1;
		if (a->ship_by != b->ship_by)
			return a->ship_by < b->ship_by ? -1 : 1;
	}
	if (a->created_at != b->created_at)
		return a->created_at < b->created_at ? -1 : 1;
	return (a->order_id > b->order_id) - (a->order_id < b->order_id);
}

static int queue_cmp(const void *a, const void *b, void *im)
{
	const struct om__ord *x = *(struct om__ord *const *)a, *y = *(struct om__ord *const *)b;

	return om__queue_cmp(im, &x->place, &y->place);
}

void om__queue_sort(struct om__image *im)
{
	qsort_r(im->orders, (size_t)im->order_count, sizeof(*im->orders), queue_cmp, im);
}

void om__explain(struct om__image *im, const char *step, const char *fmt, ...)
{
	char line[600];
	va_list ap;

	if (!im->explain)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	om__buf_fmt(im->explain, "%s\t%s\n", step, line);
}
