/* What leaves of an order, and from where: read and decided in memory before anything is written
 * (shipping.md R8.3).
 *
 * Allocated units leave from their records.  Those that are not covered (unallocated, or promised
 * beyond what was there) are taken from what is free at the source in draw order; demand of several
 * lines for one product is counted together. */
#include "core/core.h"
#include "ship/ship_int.h"
#include "stock/stock.h"
#include <inttypes.h>

#define GROW(c, what, err) \
	om__ship_grow((c)->arena, (void **)&(c)->what##s, &(c)->what##_cap, (c)->what##_count, \
		sizeof(*(c)->what##s), err)

int om__ship_grow(
	struct om_arena *arena, void **rows, int *cap, int count, size_t size, struct om_err *err)
{
	int more = *cap ? *cap * 2 : 4;
	void *bigger;

	if (count < *cap)
		return 0;
	bigger = om__alloc(arena, size * (size_t)more);
	if (!bigger)
		return om__nomem(err);
	if (count)
		memcpy(bigger, *rows, size * (size_t)count);
	*rows = bigger;
	*cap = more;
	return 0;
}

/* ---- reading ---- */

static int read_order(struct om__consignment *c, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc =
		om__q(c->om, OM__SQL_ship_order, OM__ARGS(OM__I("order_id", c->order_id)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%" PRId64, c->order_id);
	c->record = om__strdup(c->arena, om__col_text(q, 0));
	c->status = om__strdup(c->arena, om__col_text(q, 1));
	c->method = om__strdup(c->arena, om__col_text(q, 2));
	c->currency = om__strdup(c->arena, om__col_text(q, 3));
	c->source_id = om__col_int(q, 4);
	c->order_date = om__col_int(q, 5);
	c->is_history = om__col_int(q, 6);
	c->is_suppressed = om__col_int(q, 7);
	c->zone = om__strdup(c->arena, om__col_text(q, 8));
	c->has_cutoff = !om__col_null(q, 9);
	c->cutoff = om__col_int(q, 9);
	c->source = om__strdup(c->arena, om__col_text(q, 10));
	c->is_part_shipped = om__col_int(q, 11);
	return c->record && c->status && c->method && c->currency && c->zone && c->source
		? 0
		: om__nomem(err);
}

static int add_line(struct om__consignment *c, struct om__q *q, struct om_err *err)
{
	int rc = GROW(c, line, err);
	struct om__ship_line *l;

	if (rc)
		return rc;
	l = &c->lines[c->line_count++];
	*l = (struct om__ship_line){
		.order_line_id = om__col_int(q, 0),
		.line_no = om__col_int(q, 1),
		.product_id = om__col_int(q, 2),
		.has_product = !om__col_null(q, 2),
		.open = om__col_int(q, 3),
		.ships = om__col_int(q, 4),
		.sku = om__strdup(c->arena, om__col_text(q, om__col_null(q, 2) ? 5 : 6)),
		.listing_sku = om__strdup(c->arena, om__col_text(q, 5)),
		.track_stock = om__col_int(q, 7),
		.first_claim = c->claim_count,
		.first_part = -1,
		.last_part = -1,
	};
	return l->sku && l->listing_sku ? 0 : om__nomem(err);
}

static int add_claim(struct om__consignment *c, struct om__q *q, struct om_err *err)
{
	struct om__ship_line *l = &c->lines[c->line_count - 1];
	int64_t warehouse = om__col_int(q, 12);
	int rc = GROW(c, claim, err);

	if (rc)
		return rc;
	if (warehouse != c->source_id)
		return om_err_set(err, OM_EREFUSED, "mixed-warehouse",
			"%s: units of line %" PRId64
			" (%s) lie at another warehouse than its source",
			c->record, l->line_no, l->sku);
	c->claims[c->claim_count++] = (struct om__claim){
		.order_line_id = l->order_line_id,
		.product_id = l->product_id,
		.stock_id = om__col_int(q, 9),
		.allocation_id = om__col_int(q, 8),
		.quantity = om__col_int(q, 10),
		.oversold = om__col_int(q, 11),
		.old_quantity = om__col_int(q, 10),
		.old_oversold = om__col_int(q, 11),
	};
	l->claim_count++;
	return 0;
}

/* Rows come by line; a line with several allocations is several rows. */
static int read_lines(struct om__consignment *c, bool digital_only, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(c->om, OM__SQL_ship_lines,
		OM__ARGS(OM__I("order_id", c->order_id), OM__I("ships", digital_only ? 0 : 1)), &q,
		err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		rc = 0;
		if (!c->line_count ||
			c->lines[c->line_count - 1].order_line_id != om__col_int(q, 0))
			rc = add_line(c, q, err);
		if (!rc && !om__col_null(q, 8))
			rc = add_claim(c, q, err);
	}
	return rc;
}

int om__ship_read(struct om *om, int64_t order_id, bool digital_only, struct om_arena *arena,
	struct om__consignment *ret, struct om_err *err)
{
	int rc;

	*ret = (struct om__consignment){.om = om, .arena = arena, .order_id = order_id};
	rc = read_order(ret, err);
	return rc ? rc : read_lines(ret, digital_only, err);
}

/* ---- deciding ---- */

/* Units of a line for one of its packages. */
struct need {
	int line, package;
	int64_t units;
};

static int put_unit(struct om__consignment *c, const struct need *d, int64_t stock_id,
	int64_t quantity, struct om_err *err)
{
	int rc;

	/* One row a line, package and record, whatever claims they came from. */
	for (int i = c->unit_count - 1;
		i >= 0 && c->units[i].line == d->line && c->units[i].package == d->package; i--)
		if (c->units[i].stock_id == stock_id) {
			c->units[i].quantity += quantity;
			return 0;
		}
	rc = GROW(c, unit, err);
	if (!rc)
		c->units[c->unit_count++] =
			(struct om__ship_unit){d->line, d->package, stock_id, quantity};
	return rc;
}

/* Adds WHAT to a list for a refusal. */
static int append(
	struct om__consignment *c, const char **list, const char *what, struct om_err *err)
{
	*list = *list ? om__printf(c->arena, "%s, %s", *list, what) : what;
	return *list ? 0 : om__nomem(err);
}

static int check_products(struct om__consignment *c, struct om_err *err)
{
	const char *list = NULL;
	int rc = 0;

	for (int i = 0; !rc && i < c->line_count; i++)
		if (c->lines[i].going && !c->lines[i].has_product && c->lines[i].ships)
			rc = append(c, &list,
				om__printf(c->arena, "line %" PRId64 " '%s'", c->lines[i].line_no,
					c->lines[i].sku),
				err);
	if (rc || !list)
		return rc;
	om_err_set(
		err, OM_EREFUSED, "missing-product-info", "%s: no product for %s", c->record, list);
	om_err_hint(err,
		c->is_import ? "map the listing" : "map the listing, or ship with --no-deduct");
	return OM_EREFUSED;
}

/* Units that earlier lines of this order take beyond their own claims from a record. */
static int64_t taken(const struct om__consignment *c, int64_t stock_id)
{
	int64_t n = 0;

	for (int i = 0; i < c->unit_count; i++)
		if (c->units[i].stock_id == stock_id)
			n += c->units[i].quantity;
	for (int i = 0; i < c->claim_count; i++)
		if (c->claims[i].stock_id == stock_id &&
			c->claims[i].old_quantity > c->claims[i].old_oversold)
			n -= c->claims[i].old_quantity - c->claims[i].old_oversold;
	return n > 0 ? n : 0;
}

/* Takes units that are free at the source; *RET_FIRST is the first record in draw order. */
static int take_free(
	struct om__consignment *c, struct need *d, int64_t *ret_first, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	/* What earlier orders take must be seen. */
	int rc = c->is_check ? 0 : om__ship_flush(c->om, err);

	if (!rc)
		rc = om__q(c->om, OM__SQL_ship_free,
			OM__ARGS(OM__I("product_id", c->lines[d->line].product_id),
				OM__I("warehouse_id", c->source_id),
				OM__I("today", om__time_day(c->om->zone, c->om->now))),
			&q, err);

	while (!rc && d->units && (rc = om__step(q, err)) > 0) {
		int64_t id = om__col_int(q, 0);
		int64_t promised = om__col_int(q, 3) - om__col_int(q, 4);
		int64_t left = om__col_int(q, 1) - om__col_int(q, 2) - promised - taken(c, id);
		int64_t n = left < d->units ? left : d->units;

		if (!*ret_first)
			*ret_first = id;
		rc = n > 0 ? put_unit(c, d, id, n, err) : 0;
		if (n > 0)
			d->units -= n;
	}
	return rc < 0 ? rc : 0;
}

/* The record that goes below zero: one that carries the claim, else the first in draw order, else
 * one made for it. */
static int owe(struct om__consignment *c, const struct need *d, int64_t first, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[d->line];
	int64_t location;
	int rc;

	if (c->is_check)
		return 0;
	if (l->claim_count)
		return put_unit(c, d, c->claims[l->first_claim + l->claim_count - 1].stock_id,
			d->units, err);
	if (first)
		return put_unit(c, d, first, d->units, err);
	rc = om__get_int(c->om, OM__SQL_ship_any_location,
		OM__ARGS(OM__I("warehouse_id", c->source_id)), &location, err);
	if (rc < 0)
		return rc;
	if (rc == 0) /* every warehouse has one of the two */
		return om__damaged(err, "a location of a warehouse");
	rc = om__stock_record(c->om, l->product_id, location, "", true, &first, err);
	return rc ? rc : put_unit(c, d, first, d->units, err);
}

/* Units of the line that its own claims cover. */
static int take_claims(struct om__consignment *c, struct need *d, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[d->line];
	int rc = 0;

	for (int i = 0; !rc && d->units && i < l->claim_count; i++) {
		struct om__claim *a = &c->claims[l->first_claim + i];
		int64_t covered = a->quantity - a->oversold;
		int64_t n = covered < d->units ? covered : d->units;

		if (n <= 0)
			continue;
		rc = put_unit(c, d, a->stock_id, n, err);
		a->quantity -= n;
		d->units -= n;
	}
	return rc;
}

static int plan_part(struct om__consignment *c, int line, const struct om__ship_part *part,
	int64_t *lacking, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[line];
	struct need d = {line, part->package, part->quantity};
	int64_t first = 0;
	int rc;

	if (!c->deducts || !l->ships || !l->has_product || !l->track_stock)
		return put_unit(c, &d, 0, d.units, err);
	if (!c->source_id)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"%s has no source that '%s' could leave from", c->record, l->sku);
	rc = take_claims(c, &d, err);
	if (!rc && d.units > 0)
		rc = take_free(c, &d, &first, err);
	if (rc || d.units <= 0)
		return rc;
	if (om_allowed(c->om, "short-stock"))
		return owe(c, &d, first, err);
	*lacking += d.units;
	return 0;
}

/* What the line keeps: no more than it has open afterwards, and rather units that are there than
 * such that are owed. */
static void settle_claims(struct om__consignment *c, const struct om__ship_line *l)
{
	int64_t excess = l->going - l->open;

	for (int i = 0; i < l->claim_count; i++)
		excess += c->claims[l->first_claim + i].quantity;
	for (int pass = 0; pass < 2; pass++)
		for (int i = l->claim_count - 1; excess > 0 && i >= 0; i--) {
			struct om__claim *a = &c->claims[l->first_claim + i];
			int64_t most = pass ? a->quantity : a->oversold;
			int64_t n = excess < most ? excess : most;

			a->quantity -= n;
			a->oversold = pass ? 0 : a->oversold - n;
			excess -= n;
		}
}

static int plan_line(
	struct om__consignment *c, int line, const char **short_list, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[line];
	int64_t lacking = 0;
	int rc = 0;

	for (int p = l->first_part; !rc && p >= 0; p = c->parts[p].next)
		rc = plan_part(c, line, &c->parts[p], &lacking, err);
	if (rc)
		return rc;
	settle_claims(c, l);
	if (!lacking)
		return 0;
	return append(c, short_list,
		om__printf(c->arena, "'%s' %" PRId64 " of %" PRId64, l->sku, l->going - lacking,
			l->going),
		err);
}

int om__ship_plan(struct om__consignment *c, struct om_err *err)
{
	const char *short_list = NULL;
	int rc = c->deducts ? check_products(c, err) : 0;

	for (int i = 0; !rc && i < c->line_count; i++)
		rc = plan_line(c, i, &short_list, err);
	if (rc || !short_list)
		return rc;
	om_err_set(err, OM_EREFUSED, "short-stock", "%s lacks stock at %s: %s", c->record,
		c->source, short_list);
	om_err_hint(err, "--allow short-stock --reason TEXT ships it all the same%s",
		c->is_import ? "" : ", --no-deduct leaves our stock alone");
	return OM_EREFUSED;
}
