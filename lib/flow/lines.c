/* What an event does to the lines of waiting orders before they are resolved: they follow a
 * reassigned listing to its product, or a product that became digital.  What was shipped, picked or
 * handed over, or stands on a pick list, stays as it is. */
#include "flow/flow.h"
#include "catalog/lookup.h"
#include "core/core.h"
#include "core/work.h"
#include "order/order.h"
#include "stock/allocation.h"

/* A listing that was given another product, with both products. */
struct reassign {
	int64_t old_id, new_id;
	const char *listing_sku, *old_sku, *new_sku;
};

struct line {
	int64_t order_line_id, line_no;
};

static int text_of(struct om *om, int64_t product_id, const char **ret, struct om_err *err)
{
	char *sku = NULL;
	int rc = om__get_text(om, OM__SQL_flow_product_sku,
		OM__ARGS(OM__I("product_id", product_id)), &om->tx_arena, &sku, err);

	*ret = sku;
	return rc < 0 ? rc : 0;
}

/* 1, or 0 where the listing has no other product (any more). */
static int read_reassign(
	struct om *om, const struct om__event *e, struct reassign *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		om, OM__SQL_flow_listing, OM__ARGS(OM__I("listing_id", e->listing_id)), &q, err);

	if (rc < 0 || (rc = om__step(q, err)) <= 0)
		return rc;
	ret->old_id = e->product_id;
	ret->new_id = om__col_int(q, 2);
	if (!ret->new_id || ret->new_id == ret->old_id)
		return 0;
	ret->listing_sku = om__strdup(&om->tx_arena, om__col_text(q, 1));
	if (!ret->listing_sku)
		return om__nomem(err);
	rc = text_of(om, ret->old_id, &ret->old_sku, err);
	if (rc == 0)
		rc = text_of(om, ret->new_id, &ret->new_sku, err);
	return rc < 0 ? rc : 1;
}

/* Gives the units of a line back, and has those looked at that wait for them. */
static int release(
	struct om *om, const struct reassign *r, const struct line *l, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__claim claims[16];
	int64_t houses[OM_COUNT(claims)];
	int n, rc;

	do {
		n = 0;
		rc = om__q(om, OM__SQL_reassigned_claims,
			OM__ARGS(OM__I("order_line_id", l->order_line_id)), &q, err);
		while (rc >= 0 && n < (int)OM_COUNT(claims) && (rc = om__step(q, err)) > 0) {
			claims[n] = (struct om__claim){.order_line_id = l->order_line_id,
				.product_id = r->old_id,
				.allocation_id = om__col_int(q, 0),
				.stock_id = om__col_int(q, 1),
				.old_quantity = om__col_int(q, 2),
				.old_oversold = om__col_int(q, 3)};
			houses[n++] = om__col_int(q, 4);
		}
		om__done(&q);
		if (rc >= 0)
			rc = om__claims_write(om, claims, n, err);
		for (int i = 0; rc >= 0 && i < n; i++)
			rc = om__event(om,
				(struct om__event){.kind = OM__EV_STOCK_ARRIVED,
					.product_id = r->old_id,
					.warehouse_id = houses[i]},
				err);
	} while (rc >= 0 && n == (int)OM_COUNT(claims));
	return rc < 0 ? rc : 0;
}

static int move_line(struct om *om, const struct reassign *r, int64_t order_id,
	const struct line *l, struct om_err *err)
{
	const char *field = om__printf(&om->tx_arena, "line %lld sku", (long long)l->line_no);
	int rc = field ? release(om, r, l, err) : om__nomem(err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_reassign_line,
			OM__ARGS(OM__I("order_line_id", l->order_line_id),
				OM__I("old_id", r->old_id), OM__I("new_id", r->new_id)),
			err);
	return rc < 0 ? rc : om__history(om, "order", order_id, field, r->old_sku, r->new_sku, err);
}

static int move_lines(struct om *om, const struct reassign *r, int64_t order_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct line lines[32];
	bool is_touched = false;
	int n, rc;

	do {
		n = 0;
		rc = om__q(om, OM__SQL_reassigned_lines,
			OM__ARGS(OM__I("order_id", order_id), OM__I("product_id", r->old_id),
				OM__S("listing_sku", r->listing_sku)),
			&q, err);
		while (rc >= 0 && n < (int)OM_COUNT(lines) && (rc = om__step(q, err)) > 0)
			lines[n++] = (struct line){om__col_int(q, 0), om__col_int(q, 1)};
		om__done(&q);
		for (int i = 0; rc >= 0 && i < n; i++)
			rc = move_line(om, r, order_id, &lines[i], err);
		is_touched = is_touched || n;
	} while (rc >= 0 && n == (int)OM_COUNT(lines));
	return rc < 0 || !is_touched ? rc : om__order_touch(om, order_id, err);
}

int om__lines_reassign(
	struct om *om, const struct om__event *e, const int64_t *ids, size_t n, struct om_err *err)
{
	struct reassign r;
	int rc;

	if (!e->listing_id || !e->product_id)
		return 0;
	rc = read_reassign(om, e, &r, err);
	if (rc <= 0)
		return rc;
	rc = 0;
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = move_lines(om, &r, ids[i], err);
	return rc < 0 ? rc : 0;
}

/* ---- mapping anew ---- */

struct remap {
	int64_t order_id;
	struct om__channel_ref channel;
};
struct mapped_line {
	struct line line;
	int64_t product_id;
	const char *listing_sku;
};

/* 1, or 0 for an order whose lines stay as they are. */
static int read_remap(struct om *om, struct remap *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc =
		om__q(om, OM__SQL_remap_order, OM__ARGS(OM__I("order_id", ret->order_id)), &q, err);

	if (rc < 0 || (rc = om__step(q, err)) <= 0)
		return rc;
	ret->channel.channel_id = om__col_int(q, 0);
	ret->channel.channel = om__strdup(&om->tx_arena, om__col_text(q, 1));
	ret->channel.is_manual = !strcmp(om__col_text(q, 2), "manual");
	ret->channel.is_active = true;
	return ret->channel.channel ? 1 : om__nomem(err);
}

/* The product of the line as the catalog stands: 0 keeps what it has, 1 is *RET_ID, 0 of which is
 * none. */
static int product_now(struct om *om, const struct remap *r, const struct mapped_line *l,
	int64_t *ret_id, struct om_err *err)
{
	struct om__product_ref product;
	char *why = NULL;
	int64_t listing;
	int rc = om__line_product(
		om, &r->channel, l->listing_sku, NULL, &om->tx_arena, &product, &why, err);

	*ret_id = rc > 0 ? product.product_id : 0;
	if (rc)
		return rc < 0 ? rc : *ret_id != l->product_id;
	return om__get_int(om, OM__SQL_remap_listing,
		OM__ARGS(OM__I("channel_id", r->channel.channel_id),
			OM__S("listing_sku", l->listing_sku)),
		&listing, err);
}

static int unmap_line(struct om *om, const struct reassign *move, int64_t order_id,
	const struct line *l, struct om_err *err)
{
	const char *field = om__printf(&om->tx_arena, "line %lld sku", (long long)l->line_no);
	int rc = field ? release(om, move, l, err) : om__nomem(err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_unmap_line,
			OM__ARGS(OM__I("order_line_id", l->order_line_id)), err);
	return rc < 0 ? rc : om__history(om, "order", order_id, field, move->old_sku, NULL, err);
}

static int remap_line(
	struct om *om, const struct remap *r, const struct mapped_line *l, struct om_err *err)
{
	struct reassign move = {.old_id = l->product_id};
	int rc = product_now(om, r, l, &move.new_id, err);

	if (rc <= 0)
		return rc;
	rc = text_of(om, move.old_id, &move.old_sku, err);
	if (rc == 0 && move.new_id)
		rc = text_of(om, move.new_id, &move.new_sku, err);
	if (rc == 0)
		rc = move.new_id ? move_line(om, &move, r->order_id, &l->line, err)
				 : unmap_line(om, &move, r->order_id, &l->line, err);
	return rc < 0 ? rc : 1;
}

static int read_mapped(struct om *om, int64_t order_id, int64_t after, struct mapped_line *lines,
	int max, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int n = 0,
	    rc = om__q(om, OM__SQL_remap_lines,
		    OM__ARGS(OM__I("order_id", order_id), OM__I("after", after)), &q, err);

	while (rc >= 0 && n < max && (rc = om__step(q, err)) > 0) {
		lines[n] = (struct mapped_line){.line = {om__col_int(q, 0), om__col_int(q, 1)},
			.product_id = om__col_int(q, 3),
			.listing_sku = om__strdup(&om->tx_arena, om__col_text(q, 2))};
		if (!lines[n++].listing_sku)
			return om__nomem(err);
	}
	return rc < 0 ? rc : n;
}

int om__lines_remap(struct om *om, int64_t order_id, struct om_err *err)
{
	struct remap r = {.order_id = order_id};
	struct mapped_line lines[32];
	bool is_touched = false;
	int64_t after = 0;
	int n, rc = read_remap(om, &r, err);

	if (rc <= 0)
		return rc;
	do {
		n = rc = read_mapped(om, order_id, after, lines, (int)OM_COUNT(lines), err);
		for (int i = 0; rc >= 0 && i < n; i++) {
			rc = remap_line(om, &r, &lines[i], err);
			is_touched = is_touched || rc > 0;
			after = lines[i].line.line_no;
		}
	} while (rc >= 0 && n == (int)OM_COUNT(lines));
	return rc < 0 || !is_touched ? rc : om__order_touch(om, order_id, err);
}

/* ---- given back ---- */

static int read_line(struct om *om, const struct om__line_move *m, struct line *ret,
	int64_t *ret_product, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_put_line,
		OM__ARGS(OM__I("order_id", m->order_id), OM__I("line_no", m->line_no)), &q, err);

	if (rc < 0 || (rc = om__step(q, err)) < 0)
		return rc;
	if (rc == 0 || strcmp(om__col_text(q, 2), m->from_sku ? m->from_sku : "") != 0)
		return om_err_set(err, OM_EREFUSED, "changed",
			"line %lld or units of it were changed since", (long long)m->line_no);
	*ret = (struct line){om__col_int(q, 0), m->line_no};
	*ret_product = om__col_int(q, 1);
	return 0;
}

int om__line_put(struct om *om, const struct om__line_move *m, struct om_err *err)
{
	struct reassign move = {.old_sku = m->from_sku, .new_sku = m->to_sku};
	struct om__product_ref to = {0};
	struct line line;
	int rc = read_line(om, m, &line, &move.old_id, err);

	if (rc == 0 && m->to_sku)
		rc = om__product_by_sku(om, m->to_sku, &to, err);
	if (rc < 0)
		return rc;
	if (m->to_sku && !rc)
		return om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no product '%s'", m->to_sku);
	move.new_id = to.product_id;
	rc = move.new_id ? move_line(om, &move, m->order_id, &line, err)
			 : unmap_line(om, &move, m->order_id, &line, err);
	if (rc >= 0)
		rc = om__order_touch(om, m->order_id, err);
	return rc < 0 ? rc : om__work_add(om, m->order_id, err);
}

int om__lines_digital(
	struct om *om, const struct om__event *e, const int64_t *ids, size_t n, struct om_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = om__exec(om, OM__SQL_digital_lines,
			OM__ARGS(OM__I("order_id", ids[i]), OM__I("product_id", e->product_id)),
			err);
	return rc < 0 ? rc : 0;
}
