/* Packing slips as records, before they are put on paper. */
#ifndef OM_DOC_SLIP_H
#define OM_DOC_SLIP_H

#include "doc/view.h"
#include <om/ship.h>

struct om__slip {
	int64_t order_id, shipment_id, seq; /* shipment 0: before the order was packed */
	int64_t copy;                       /* how often it was printed, with this time */
	int at;                             /* place among those named */
	struct om__rec rec;
	const char *template;             /* the order's or channel's, "" is the company's */
	const char *number, *sku, *place; /* what it is sorted by: the least SKU and place */
	bool has_many_skus;
};
struct om__slips {
	struct om__slip *slips;
	int count, cap;
	const char *item_order; /* "line", "sku" or "location" */
};
/* Adds the slips of an order or shipment. */
int om__slips_read(
	struct om__doc *, const struct om_slip *, struct om__slips *, struct om_err *) OM_MUST_USE;

#endif
