/* Writes allocations and their counters.  A claim that replaces an open row changes it in place
 * while nothing of it was shipped; the counters of a stock record are updated once per call,
 * guarded, so that two writers never promise a unit twice. */
#include "stock/allocation.h"
#include "core/core.h"
#include <stdlib.h>

struct new_row {
	int64_t allocation_id, order_line_id, product_id, stock_id, quantity, oversold, run_id;
};
static const struct om__bindmap new_map[] = {
	OM__MAP_I(new_row, allocation_id),
	OM__MAP_I(new_row, order_line_id),
	OM__MAP_I(new_row, product_id),
	OM__MAP_I(new_row, stock_id),
	OM__MAP_I(new_row, quantity),
	OM__MAP_I(new_row, oversold),
	OM__MAP_I(new_row, run_id),
};

struct counter {
	int64_t stock_id, quantity, oversold;
};
static const struct om__bindmap counter_map[] = {
	OM__MAP_I(counter, stock_id),
	OM__MAP_I(counter, quantity),
	OM__MAP_I(counter, oversold),
};

static int changed(struct om_err *err)
{
	return om_err_set(err, OM_ECONFLICT, "changed",
		"the stock or its allocations moved on since they were read");
}

/* The counters' differences of all claims, one a stock record, in order of its id. */
static int by_stock(const void *a, const void *b)
{
	const struct counter *x = a, *y = b;

	return (x->stock_id > y->stock_id) - (x->stock_id < y->stock_id);
}

static int gather(struct om *om, const struct om__claim *claims, int n, struct counter **ret,
	int *ret_count, struct om_err *err)
{
	struct counter *c = OM_NEWN(&om->tx_arena, struct counter, n ? n : 1);
	int m = 0;

	if (!c)
		return om__nomem(err);
	for (int i = 0; i < n; i++)
		c[i] = (struct counter){claims[i].stock_id,
			claims[i].quantity - claims[i].old_quantity,
			claims[i].oversold - claims[i].old_oversold};
	qsort(c, (size_t)n, sizeof(*c), by_stock);
	for (int i = 0; i < n; i++) {
		if (m && c[m - 1].stock_id == c[i].stock_id) {
			c[m - 1].quantity += c[i].quantity;
			c[m - 1].oversold += c[i].oversold;
		} else {
			c[m++] = c[i];
		}
	}
	*ret = c;
	*ret_count = m;
	return 0;
}

static int write_counters(struct om *om, const struct counter *c, int n, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, OM__SQL_stock_claim, counter_map, OM_COUNT(counter_map), &bulk, err);

	for (int i = 0; !rc && i < n; i++) {
		if (!c[i].quantity && !c[i].oversold)
			continue;
		rc = om__bulk_put(bulk, &c[i], err);
		if (rc >= 0)
			rc = rc == 1 ? 0 : changed(err);
	}
	return rc;
}

/* Changes or closes the open row that a claim replaces. */
static int write_old(struct om *om, const struct om__claim *c, int64_t run, struct om_err *err)
{
	int rc;

	if (c->quantity)
		rc = om__exec(om, OM__SQL_allocation_resize,
			OM__ARGS(OM__I("quantity", c->quantity), OM__I("oversold", c->oversold),
				OM__I("allocation_id", c->allocation_id),
				OM__I("old_quantity", c->old_quantity),
				OM__I("old_oversold", c->old_oversold)),
			err);
	else
		rc = om__exec(om, OM__SQL_allocation_close,
			OM__ARGS(OM__I("run_id", run), OM__I("allocation_id", c->allocation_id),
				OM__I("old_quantity", c->old_quantity),
				OM__I("old_oversold", c->old_oversold)),
			err);
	return rc < 0 ? rc : rc == 1 ? 0 : changed(err);
}

static int write_rows(struct om *om, const struct om__claim *claims, int n, struct om_err *err)
{
	struct om__bulk *bulk;
	int64_t run, first = 0;
	int fresh = 0, rc = om__run(om, &run, err);

	for (int i = 0; i < n; i++)
		fresh += claims[i].quantity && !claims[i].allocation_id;
	if (!rc && fresh)
		rc = om__ids(om, "allocation", fresh, &first, err);
	if (!rc)
		rc = om__bulk(
			om, OM__SQL_allocation_insert, new_map, OM_COUNT(new_map), &bulk, err);
	for (int i = 0; !rc && i < n; i++) {
		const struct om__claim *c = &claims[i];

		if (c->allocation_id) {
			rc = write_old(om, c, run, err);
		} else if (c->quantity) {
			struct new_row row = {first++, c->order_line_id, c->product_id, c->stock_id,
				c->quantity, c->oversold, run};

			rc = om__bulk_put(bulk, &row, err);
			rc = rc < 0 ? rc : 0;
		}
	}
	return rc;
}

int om__claims_write(struct om *om, const struct om__claim *claims, int n, struct om_err *err)
{
	struct counter *counters = NULL;
	int m = 0, rc;

	if (!n)
		return 0;
	rc = gather(om, claims, n, &counters, &m, err);
	if (!rc)
		rc = write_rows(om, claims, n, err);
	if (!rc)
		rc = write_counters(om, counters, m, err);
	return rc;
}
