/* The inside of the movement ledger, for the other files of lib/stock. */
#ifndef OM_STOCK_MOVEMENT_H
#define OM_STOCK_MOVEMENT_H

#include "stock/stock.h"

/* The most units that a record holds. */
#define OM__STOCK_MAX 100000000

/* Was a movement of this kind written for the record under this ref?  (inventory.md rule 2.8) */
int om__stock_ref_known(struct om *, int64_t stock_id, const char *kind, const char *ref, bool *ret,
	struct om_err *) OM_MUST_USE;

/* OM_EINVAL "missing" without a reason, "bad-choice" for one that stock.reasons does not list. */
int om__stock_reason_check(struct om *, const char *reason, struct om_err *) OM_MUST_USE;

#endif
