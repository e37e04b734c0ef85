/* What flow and ship need of orders. */
#ifndef OM_ORDER_INT_H
#define OM_ORDER_INT_H

#include "db/db.h"
#include "order/status.h"
#include <om/order.h>

/* The few columns that actions test, read in the transaction that writes. */
struct om__order_brief {
	int64_t order_id, channel_id;
	char record[260]; /* CHANNEL:NUMBER */
	char status[24], first_problem[32], holds[64];
	char currency[4];
	int64_t order_total, amount_paid;
	bool is_paid, is_history, channel_cancel_told, is_erased;
	int64_t source_id;
	int64_t open_units, shipped_units;
	int64_t picked_units; /* fetched and not shipped */
};
/* OM_ENOTFOUND "unknown-order". */
int om__order_brief(
	struct om *, int64_t order_id, struct om__order_brief *ret, struct om_err *) OM_MUST_USE;
/* Refuses "picked" where picked units freeze the order (S4, order.lock_when_picking). */
int om__order_not_picked(struct om *, const struct om__order_brief *, struct om_err *) OM_MUST_USE;
/* revision + 1, modified_at = now; every change of an order passes here once. */
int om__order_touch(struct om *, int64_t order_id, struct om_err *) OM_MUST_USE;
/* Gives an order the reason and the text of a cancellation, "" for none, NULL as they are, with
 * history; and opens the units again that RUN_ID cancelled while the rest of the order went on:
 * OM_EREFUSED "changed" when there are none.  For undo. */
int om__order_words_put(struct om *, int64_t order_id, const char *reason, const char *text,
	struct om_err *) OM_MUST_USE;
int om__order_reopen_rest(
	struct om *, int64_t order_id, int64_t run_id, struct om_err *) OM_MUST_USE;
/* Keys that a statement gives, read whole before they are changed, in om->tx_arena. */
int om__keys_read(struct om *, enum om__sql, const struct om__arg *args, int64_t **ret,
	size_t *ret_count, struct om_err *) OM_MUST_USE;
/* The key of ORDER = @ID, CHANNEL:NUMBER or a bare NUMBER that exactly one channel has.
 * unknown-order, ambiguous-order. */
int om__order_find(struct om *, const char *operand, int64_t *ret_id, struct om_err *) OM_MUST_USE;
/* Would the warehouse fill the whole order now (orders.md R6.6)?  Asked before an order is moved
 * there.  Defined in lib/flow, which knows the queue. */
int om__source_covers(struct om *, int64_t order_id, int64_t warehouse_id, bool *ret,
	struct om_err *) OM_MUST_USE;

#endif
