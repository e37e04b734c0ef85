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
	grow((c)->arena, (void **)&(c)->what##s, &(c)->what##_cap, (c)->what##_count, \
		sizeof(*(c)->what##s), err)

/* Room for one more row of an array that lives in the arena. */
static int grow(
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
		.track_stock = om__col_int(q, 7),
		.first_claim = c->claim_count,
	};
	return l->sku ? 0 : om__nomem(err);
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

static int put_unit(
	struct om__consignment *c, int line, int64_t stock_id, int64_t quantity, struct om_err *err)
{
	int rc;

	/* One row a line and record, whatever claims they came from. */
	for (int i = c->unit_count - 1; i >= 0 && c->units[i].line == line; i--)
		if (c->units[i].stock_id == stock_id) {
			c->units[i].quantity += quantity;
			return 0;
		}
	rc = GROW(c, unit, err);
	if (!rc)
		c->units[c->unit_count++] = (struct om__ship_unit){line, stock_id, quantity};
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
		if (!c->lines[i].has_product && c->lines[i].ships)
			rc = append(c, &list,
				om__printf(c->arena, "line %" PRId64 " '%s'", c->lines[i].line_no,
					c->lines[i].sku),
				err);
	if (rc || !list)
		return rc;
	om_err_set(
		err, OM_EREFUSED, "missing-product-info", "%s: no product for %s", c->record, list);
	om_err_hint(err, "map the listing, or ship with --no-deduct");
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

/* Takes up to NEED units that are free at the source; *RET_FIRST is the first record in draw order.
 */
static int take_free(
	struct om__consignment *c, int line, int64_t *need, int64_t *ret_first, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__ship_flush(c->om, err); /* what earlier orders take must be seen */

	if (!rc)
		rc = om__q(c->om, OM__SQL_ship_free,
			OM__ARGS(OM__I("product_id", c->lines[line].product_id),
				OM__I("warehouse_id", c->source_id),
				OM__I("today", om__time_day(c->om->zone, c->om->now))),
			&q, err);

	while (!rc && *need && (rc = om__step(q, err)) > 0) {
		int64_t id = om__col_int(q, 0);
		int64_t promised = om__col_int(q, 3) - om__col_int(q, 4);
		int64_t left = om__col_int(q, 1) - om__col_int(q, 2) - promised - taken(c, id);
		int64_t n = left < *need ? left : *need;

		if (!*ret_first)
			*ret_first = id;
		rc = n > 0 ? put_unit(c, line, id, n, err) : 0;
		if (n > 0)
			*need -= n;
	}
	return rc < 0 ? rc : 0;
}

/* The record that goes below zero: one that carries the claim, else the first in draw order, else
 * one made for it. */
static int owe(struct om__consignment *c, int line, int64_t need, int64_t first, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[line];
	int64_t location;
	int rc;

	if (l->claim_count)
		return put_unit(c, line, c->claims[l->first_claim + l->claim_count - 1].stock_id,
			need, err);
	if (first)
		return put_unit(c, line, first, need, err);
	rc = om__get_int(c->om, OM__SQL_ship_any_location,
		OM__ARGS(OM__I("warehouse_id", c->source_id)), &location, err);
	if (rc < 0)
		return rc;
	if (rc == 0) /* every warehouse has one of the two */
		return om__damaged(err, "a location of a warehouse");
	rc = om__stock_record(c->om, l->product_id, location, "", true, &first, err);
	return rc ? rc : put_unit(c, line, first, need, err);
}

/* Units of the line that its own claims cover. */
static int take_claims(struct om__consignment *c, int line, int64_t *need, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[line];
	int rc = 0;

	for (int i = 0; !rc && i < l->claim_count; i++) {
		const struct om__claim *a = &c->claims[l->first_claim + i];
		int64_t n = a->old_quantity - a->old_oversold;

		if (n > 0)
			rc = put_unit(c, line, a->stock_id, n, err);
		*need -= n;
	}
	return rc;
}

static int plan_line(
	struct om__consignment *c, int line, const char **short_list, struct om_err *err)
{
	const struct om__ship_line *l = &c->lines[line];
	int64_t need = l->open, first = 0;
	int rc;

	if (!c->deducts || !l->ships || !l->has_product || !l->track_stock)
		return put_unit(c, line, 0, need, err);
	if (!c->source_id)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"%s has no source that '%s' could leave from", c->record, l->sku);
	rc = take_claims(c, line, &need, err);
	if (!rc && need > 0)
		rc = take_free(c, line, &need, &first, err);
	if (rc || need <= 0)
		return rc;
	if (om_allowed(c->om, "short-stock"))
		return owe(c, line, need, first, err);
	return append(c, short_list,
		om__printf(
			c->arena, "'%s' %" PRId64 " of %" PRId64, l->sku, l->open - need, l->open),
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
	om_err_hint(err,
		"--allow short-stock --reason TEXT ships it all the same, --no-deduct leaves our "
		"stock alone");
	return OM_EREFUSED;
}
