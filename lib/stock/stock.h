/* Stock: movements, the only writer of on_hand and locked, and what hangs on them (inventory.md
 * rules 1 to 3, 14).
 *
 * One call takes a list of changes, adds them up by (stock, bucket), tests all, writes movements
 * and counters and events.  Only inside a transaction. */
#ifndef OM_STOCK_INT_H
#define OM_STOCK_INT_H

#include "db/db.h"
#include <om/stock.h>

struct om__move {
	int64_t stock_id;
	const char
		*kind;  /* "ship", "adjust", "set", "move-out", "move-in", "lock", "unlock", ... */
	bool is_locked; /* bucket locked instead of on_hand */
	int64_t delta;  /* never 0 */
	const char *cause_type; /* "shipment" or NULL */
	int64_t cause_id;
	const char *ref, *reason, *note; /* NULL = none */
};
/* Applies the moves in order.  Refused before anything is written: "negative" (a result below 0,
 * kind ship with --allow short-stock aside), "out-of-range", "below-allocated" (unless the run
 * allows it: then the record sheds), "short-stock", "not-locked". A record that gains available
 * units writes the event stock-arrived. */
int om__stock_move(struct om *, const struct om__move *, int n, struct om_err *) OM_MUST_USE;

/* The record of (product, location, lot); makes it with 0 units if IS_MADE.  0 and *RET 0 when
 * there is none. */
int om__stock_record(struct om *, int64_t product_id, int64_t location_id, const char *lot,
	bool is_made, int64_t *ret_stock_id, struct om_err *) OM_MUST_USE;

/* Releases UNITS of the record's allocations so that it holds no more than it has (orders.md R7.8):
 * part orders first, then full ones, last in the queue first, with an event stock-lost each; firm
 * ones become oversold.  Called by om__stock_move before it lowers a record below its allocations.
 * Declared here, defined in lib/flow, which knows the queue. */
int om__shed(struct om *, int64_t stock_id, int64_t units, struct om_err *) OM_MUST_USE;

/* ---- cost layers
 * ----------------------------------------------------------------------------------------------------------
 */

/* A layer of QUANTITY units worth VALUE (1/10000 of the company currency), received now. */
int om__layer_add(struct om *, int64_t product_id, int64_t warehouse_id, int64_t quantity,
	int64_t value, const char *origin, struct om_err *) OM_MUST_USE;
/* Draws QUANTITY units oldest first (received_at, then layer_id) for a shipment line and books
 * COGS: actual for layered units, default at the product's vendor_cost for the rest, none where
 * that is unknown.  Adds the unvalued units to *UNCOSTED (may be NULL). Warehouses that are not
 * valued book nothing. */
struct om__sale {
	int64_t shipment_id, order_line_id, product_id, warehouse_id, quantity;
};
int om__layers_draw(
	struct om *, const struct om__sale *, int64_t *uncosted, struct om_err *) OM_MUST_USE;
/* The same for many: sales of the same goods in their order, each layer read and written once. */
int om__layers_draw_all(struct om *, const struct om__sale *, size_t n, int64_t *uncosted,
	struct om_err *) OM_MUST_USE;

/* Fields on_hand, locked, allocated and available of products: a member of om__product_exts. */
extern const struct om_noun_ext om__stock_product_ext;

#endif
