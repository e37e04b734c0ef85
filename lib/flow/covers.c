/* Would a warehouse fill a whole order now?  Asked before an order is moved there by hand (orders.md R8.2): the same question as
 * routing asks, over an image that is thrown away. */
#include "flow/allocate.h"
#include "flow/route.h"
#include "order/order.h"

static int ask(struct om__image *im, int64_t order_id, int64_t warehouse_id, bool *ret, struct om_err *err)
{
	struct om__house *house = om__image_house(im, warehouse_id);
	struct om__ord *o = NULL;
	int rc = om__image_order(im, order_id, &o, err);

	*ret = false;
	if (rc || !o || !house)
		return rc;
	for (int i = 0; i < o->line_count; i++)
		if (o->lines[i].open && o->lines[i].ships && !o->lines[i].goods)
			return 0;
	rc = om__take_part(im, o, err);
	return rc ? rc : om__covers(im, o, house, ret, err);
}

int om__source_covers(struct om *om, int64_t order_id, int64_t warehouse_id, bool *ret, struct om_err *err)
{
	struct om__image im;
	int rc = om__image_init(&im, om, err);

	if (!rc)
		rc = ask(&im, order_id, warehouse_id, ret, err);
	om__image_release(&im);
	return rc;
}
