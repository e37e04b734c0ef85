/* A change of one stock record under way, for the files that make such changes (change.c, move.c).
 * All of it inside the transaction that om__change_run opens. */
#ifndef OM_STOCK_CHANGE_H
#define OM_STOCK_CHANGE_H

#include "stock/spot.h"

struct om__change {
	const struct om_stock_at *at;
	const struct om_stock_change *how;
	struct om_stock_result *ret;
	int64_t quantity, if_was;
	bool all;
	const struct om_stock_carry *carry; /* of a move */
	const char *reason;                 /* as stock.reasons spells it */
};

/* Runs the body with the change as its argument, and counts what came of it. */
int om__change_run(struct om *, om__body *body, struct om__change *, struct om_err *) OM_MUST_USE;
/* Is a reason given, and is it one?  Sets c->reason. */
int om__change_reason(struct om *, struct om__change *, struct om_err *) OM_MUST_USE;
/* The record that the call is about; stock_id is 0 where it is missing. */
int om__change_spot(
	struct om *, const struct om_stock_at *, struct om__spot *ret, struct om_err *) OM_MUST_USE;
/* "inactive-sku", "inactive-warehouse": nothing is moved there. */
int om__change_allowed(const struct om__spot *, struct om_err *) OM_MUST_USE;
/* Makes the record where it is missing. */
int om__change_record(struct om *, struct om__spot *, struct om_err *) OM_MUST_USE;
/* Was this done before under the same reference?  Then there is nothing to do. */
int om__change_is_repeat(struct om *, const struct om__change *, const struct om__spot *,
	const char *kind, bool *ret, struct om_err *) OM_MUST_USE;
/* Figures of the record after the change, of on hand or of IS_LOCKED. */
int om__change_tell(struct om *, const struct om__spot *before, bool is_locked,
	struct om_stock_result *ret, struct om_err *) OM_MUST_USE;

#endif
