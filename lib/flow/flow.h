/* What spans the nouns: resolving as the work list and events ask for it, and the hooks that the
 * transaction driver calls. */
#ifndef OM_FLOW_H
#define OM_FLOW_H

#include "db/db.h"
#include <om/order.h>

/* Orders that one event may resolve before the commit that wrote it; the rest is done after (DESIGN
 * 2). */
#define OM__EVENT_ORDERS 500

/* Hooks of the handle, set by om_open. */
int om__on_begin(struct om *, struct om_err *);
int om__before_commit(struct om *, struct om_err *);
int om__event_wanted(struct om *, const struct om__event *, struct om_err *);
void om__on_rollback(struct om *);

/* Does what events left pending, in chunks of their own, until nothing is left.  Called after the
 * commit of a verb that wrote events and by om_resolve_pending. */
int om__events_drain(struct om *, struct om_pending_report *, struct om_err *) OM_MUST_USE;
/* What an event does to lines of these orders, which it concerns, before they are resolved; inside
 * a write transaction.  Done already is done.  A reassigned listing's lines take its product and
 * release what they hold (catalog.md C11); lines of a product that became digital, or is no longer,
 * ship accordingly (C9). */
int om__lines_reassign(struct om *, const struct om__event *, const int64_t *ids, size_t n,
	struct om_err *) OM_MUST_USE;
/* Looks for the product of every open line of an order anew that was not shipped, picked or handed
 * over (R4.3), and gives back the units of a line whose product is another now.  A line that named
 * its product itself, without a listing, keeps it. */
int om__lines_remap(struct om *, int64_t order_id, struct om_err *) OM_MUST_USE;
/* A line that is to have another product, or (NULL) none: as undo asks for it. */
struct om__line_move {
	int64_t order_id, line_no;
	const char *from_sku, *to_sku;
};
/* Gives a line back what it had, and the units that it holds.  OM_EREFUSED "changed" when it has
 * not FROM_SKU any more, or when units of it were shipped, picked, handed over, cancelled or stand
 * on a pick list. */
int om__line_put(struct om *, const struct om__line_move *, struct om_err *) OM_MUST_USE;
int om__lines_digital(struct om *, const struct om__event *, const int64_t *ids, size_t n,
	struct om_err *) OM_MUST_USE;
/* Notes orders of the transaction under way that were resolved because the catalog changed, for
 * om_orders_mapped; a rollback forgets them. */
int om__mapped_note(struct om *, const int64_t *ids, size_t n, struct om_err *) OM_MUST_USE;
void om__mapped_forget(struct om *);
void om__mapped_free(struct om *);
/* Covers oversold units of a product at a warehouse by what is there now, oldest allocation first
 * (inventory.md 5.4). */
int om__oversold_cover(
	struct om *, int64_t product_id, int64_t warehouse_id, struct om_err *) OM_MUST_USE;

#endif
