/* The inside of the movement ledger, for the other files of lib/stock. */
#ifndef OM_STOCK_MOVEMENT_H
#define OM_STOCK_MOVEMENT_H

#include "stock/stock.h"

/* The most units that a record holds. */
#define OM__STOCK_MAX 100000000

/* The orders that hold units of a record, at most LIMIT of them: "WEB:1001, WEB:1002, ...". Defined
 * in lib/flow, which knows them. */
int om__stock_holders(struct om *, int64_t stock_id, int limit, struct om_arena *, char **ret,
	struct om_err *) OM_MUST_USE;
/* Units taken out by hand: with value.follow_adjustments they are drawn oldest first into loss
 * events, else the layers stay. */
int om__layers_lose(struct om *, int64_t product_id, int64_t warehouse_id, int64_t quantity,
	struct om_err *) OM_MUST_USE;
/* The tests of om__stock_move without its writing: for the check of a file. */
int om__stock_test(struct om *, const struct om__move *, int n, struct om_err *) OM_MUST_USE;
/* Was a movement of this kind written for the record under this ref?  (inventory.md rule 2.8) */
int om__stock_ref_known(struct om *, int64_t stock_id, const char *kind, const char *ref, bool *ret,
	struct om_err *) OM_MUST_USE;

/* Makes the record of a product at a location, which has none: 0 units, last in the draw order. */
int om__stock_make(struct om *, int64_t product_id, int64_t warehouse_id, int64_t location_id,
	const char *lot, int64_t *ret_stock_id, struct om_err *) OM_MUST_USE;
/* The reason as stock.reasons spells it (ARENA or borrowed); OM_EINVAL "bad-choice" for one that is
 * not there. */
int om__stock_reason(struct om *, const char *reason, struct om_arena *, const char **ret,
	struct om_err *) OM_MUST_USE;

#endif
