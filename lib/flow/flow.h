/* What spans the nouns: resolving as the work list and events ask for it, and the hooks that the transaction driver calls. */
#ifndef OM_FLOW_H
#define OM_FLOW_H

#include "db/db.h"
#include <om/order.h>

/* Orders that one event may resolve before the commit that wrote it; the rest is done after (DESIGN 2). */
#define OM__EVENT_ORDERS 500

/* Hooks of the handle, set by om_open. */
int om__on_begin(struct om *, struct om_err *);
int om__before_commit(struct om *, struct om_err *);
int om__event_wanted(struct om *, const struct om__event *, struct om_err *);
void om__on_rollback(struct om *);

/* Does what events left pending, in chunks of their own, until nothing is left.  Called after the commit of a verb that wrote events and by
 * om_resolve_pending. */
int om__events_drain(struct om *, struct om_pending_report *, struct om_err *) OM_MUST_USE;
/* Covers oversold units of a product at a warehouse by what is there now, oldest allocation first (inventory.md 5.4). */
int om__oversold_cover(struct om *, int64_t product_id, int64_t warehouse_id, struct om_err *) OM_MUST_USE;

#endif
