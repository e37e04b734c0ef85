/* What lower folders ask of orders and the queue without knowing them: declared there, defined
 * here. */
#include "catalog/catalog.h"
#include "core/work.h"
#include "flow/resolve/allocate.h"
#include "flow/resolve/resolve.h"
#include "flow/resolve/route.h"
#include "order/order.h"
#include "stock/place.h"

int om__product_in_use(struct om *om, int64_t product_id, int64_t *ret_orders, struct om_err *err)
{
	int rc = om__get_int(om, OM__SQL_product_in_use, OM__ARGS(OM__I("product_id", product_id)),
		ret_orders, err);

	return rc < 0 ? rc : 0;
}

int om__warehouse_in_use(
	struct om *om, int64_t warehouse_id, int64_t *ret_orders, struct om_err *err)
{
	int rc = om__get_int(om, OM__SQL_warehouse_in_use,
		OM__ARGS(OM__I("warehouse_id", warehouse_id)), ret_orders, err);

	return rc < 0 ? rc : 0;
}

/* Orders changed earlier in the transaction are resolved first: what they were promised is no
 * longer free. */
static int settle_work(struct om *om, struct om_err *err)
{
	size_t n;
	const int64_t *ids = om__work(om, &n);
	int64_t *copy;

	if (!n)
		return 0;
	copy = OM_NEWN(&om->tx_arena, int64_t, n);
	if (!copy)
		return om__nomem(err);
	memcpy(copy, ids, sizeof(*copy) * n);
	om__work_clear(om);
	return om__resolve(om, copy, n, NULL, err);
}

static int covers(
	struct om__image *im, int64_t order_id, int64_t warehouse_id, bool *ret, struct om_err *err)
{
	struct om__house *h = om__image_house(im, warehouse_id);
	struct om__ord *o;
	int rc = om__image_order(im, order_id, &o, err);

	if (rc || !o || !h)
		return rc;
	for (int i = 0; i < o->line_count; i++)
		o->has_gap = o->has_gap || (o->lines[i].open && !o->lines[i].goods);
	rc = om__take_part(im, o, err);
	return rc ? rc : om__covers(im, o, h, ret, err);
}

int om__source_covers(
	struct om *om, int64_t order_id, int64_t warehouse_id, bool *ret, struct om_err *err)
{
	struct om__image im;
	int rc = settle_work(om, err);

	*ret = false;
	if (rc)
		return rc;
	rc = om__image_init(&im, om, err);
	if (!rc)
		rc = covers(&im, order_id, warehouse_id, ret, err);
	om__image_release(&im);
	return rc;
}
