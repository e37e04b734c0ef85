/* What a stock record does when it has fewer units than it promised (orders.md R7.8,
 * inventory.md 5.4), and how it makes good what it promised beyond them.  Units are taken back from
 * part orders first, then from full ones, last in the queue first; firm units stay and become
 * oversold.  Each order that lost units is looked at again, which moves its claim to other records
 * where there are units. */
#include "flow/flow.h"
#include "core/core.h"
#include "core/work.h"
#include "flow/resolve/image.h"
#include "stock/allocation.h"
#include "stock/stock.h"
#include <stdlib.h>

struct held {
	struct om__claim claim;
	struct om__place place; /* only what the queue compares */
	bool is_firm, is_full;
};
struct held_list {
	struct held *rows;
	int count, cap;
	struct om__image *im;
};

static int add(struct om *om, struct held_list *list, const struct held *row, struct om_err *err)
{
	if (list->count == list->cap) {
		int cap = list->cap ? list->cap * 2 : 16;
		struct held *more = OM_NEWN(&om->tx_arena, struct held, cap);

		if (!more)
			return om__nomem(err);
		if (list->count)
			memcpy(more, list->rows, sizeof(*more) * (size_t)list->count);
		list->rows = more;
		list->cap = cap;
	}
	list->rows[list->count++] = *row;
	return 0;
}

static int read_held(struct om *om, int64_t stock_id, struct held_list *list, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc =
		om__q(om, OM__SQL_shed_allocations, OM__ARGS(OM__I("stock_id", stock_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct held h = {
			.claim = {om__col_int(q, 1), om__col_int(q, 2), stock_id, om__col_int(q, 3),
				om__col_int(q, 4), om__col_int(q, 0), om__col_int(q, 3),
				om__col_int(q, 4)},
			.is_firm = om__col_int(q, 5),
			.place = {.order_id = om__col_int(q, 6),
				.created_at = om__col_int(q, 7),
				.has_ship_by = !om__col_null(q, 8),
				.ship_by = om__col_int(q, 8),
				.priority = om__col_int(q, 9)},
			.is_full = !strcmp(om__col_text(q, 10), "full"),
		};

		rc = add(om, list, &h, err);
	}
	return rc;
}

/* Whose units go first: not firm, part, last in the queue. */
static int give_back_cmp(const void *a, const void *b, void *im)
{
	const struct held *x = a, *y = b;

	if (x->is_firm != y->is_firm)
		return x->is_firm ? 1 : -1;
	if (x->is_full != y->is_full)
		return x->is_full ? 1 : -1;
	return -om__queue_cmp(im, &x->place, &y->place);
}

static int take_back(struct om *om, struct held *h, int64_t units, struct om_err *err)
{
	int rc;

	if (h->is_firm) {
		h->claim.oversold += units;
		return om__claims_write(om, &h->claim, 1, err);
	}
	h->claim.quantity -= units;
	if (h->claim.oversold > h->claim.quantity)
		h->claim.oversold = h->claim.quantity;
	rc = om__claims_write(om, &h->claim, 1, err);
	if (!rc)
		rc = om__exec(om, OM__SQL_shed_line,
			OM__ARGS(OM__I("units", units),
				OM__I("order_line_id", h->claim.order_line_id)),
			err);
	if (rc >= 0)
		rc = om__event(om,
			(struct om__event){
				.kind = OM__EV_STOCK_LOST, .order_id = h->place.order_id},
			err);
	return rc < 0 ? rc : 0;
}

int om__shed(struct om *om, int64_t stock_id, int64_t units, struct om_err *err)
{
	struct om__image im;
	struct held_list list = {.im = &im};
	int rc = om__image_init(&im, om, err);

	if (!rc)
		rc = read_held(om, stock_id, &list, err);
	if (!rc && list.count)
		qsort_r(list.rows, (size_t)list.count, sizeof(*list.rows), give_back_cmp, &im);
	for (int i = 0; !rc && i < list.count && units > 0; i++) {
		struct held *h = &list.rows[i];
		int64_t covered = h->claim.quantity - h->claim.oversold;
		int64_t n = covered < units ? covered : units;

		if (n <= 0)
			continue;
		rc = take_back(om, h, n, err);
		units -= n;
	}
	om__image_release(&im);
	return rc;
}

/* ---- covering ---- */

struct short_rec {
	int64_t stock_id, spare;
};

static int cover_record(struct om *om, struct short_rec *r, struct om_err *err)
{
	struct held_list list = {0};
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_oversold_allocations, OM__ARGS(OM__I("stock_id", r->stock_id)),
		&q, err);

	while (!rc && (rc = om__step(q, err)) > 0) {
		struct held h = {.claim = {om__col_int(q, 1), om__col_int(q, 2), r->stock_id,
					 om__col_int(q, 3), om__col_int(q, 4), om__col_int(q, 0),
					 om__col_int(q, 3), om__col_int(q, 4)}};

		rc = add(om, &list, &h, err);
	}
	om__done(&q);
	for (int i = 0; !rc && i < list.count && r->spare > 0; i++) {
		struct om__claim *c = &list.rows[i].claim;
		int64_t n = c->oversold < r->spare ? c->oversold : r->spare;

		c->oversold -= n;
		r->spare -= n;
		rc = om__claims_write(om, c, 1, err);
	}
	return rc;
}

int om__oversold_cover(struct om *om, int64_t product_id, int64_t warehouse_id, struct om_err *err)
{
	struct short_rec recs[64];
	OM_AUTO(om__done) struct om__q *q = NULL;
	int n = 0, rc;

	rc = om__q(om, OM__SQL_stock_of,
		OM__ARGS(OM__I("product_id", product_id), OM__I("warehouse_id", warehouse_id)), &q,
		err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		int64_t there = om__col_int(q, 1) - om__col_int(q, 2);
		int64_t promised = om__col_int(q, 3) - om__col_int(q, 4);

		if (om__col_int(q, 4) > 0 && there > promised && n < (int)OM_COUNT(recs))
			recs[n++] = (struct short_rec){om__col_int(q, 0), there - promised};
		rc = 0;
	}
	om__done(&q);
	for (int i = 0; !rc && i < n; i++)
		rc = cover_record(om, &recs[i], err);
	return rc;
}
