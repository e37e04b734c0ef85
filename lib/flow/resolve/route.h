/* Routing: which warehouse fulfils an order (orders.md R6). */
#ifndef OM_ROUTE_H
#define OM_ROUTE_H

#include "flow/resolve/image.h"

/* Chooses the source of an order that has none, or whose source may change, and sets source_id,
 * source_by, route_reason, method and routed_at, or the detail of missing-fulfillment-source. */
int om__route(struct om__image *, struct om__ord *, struct om_err *) OM_MUST_USE;
/* The method that follows from a warehouse's type: in-house (retail, virtual), 3pl, dropship, mcf
 * (fba, wfs). */
const char *om__method_of(const char *warehouse_type);
/* Would this warehouse fill the whole order now, as its allocation would (R6.6)? *RET; the
 * explanation says why not. */
int om__covers(struct om__image *, struct om__ord *, struct om__house *, bool *ret,
	struct om_err *) OM_MUST_USE;

#endif
