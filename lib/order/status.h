/* The pure status function: facts in, status and reasons out (orders.md S1, S2).  Reads no
 * database. */
#ifndef OM_STATUS_H
#define OM_STATUS_H

#include "base/base.h"

/* Problems that make an order unresolved, in order of precedence (S2): bit i of a mask is row i. */
enum om__problem {
	OM__P_ORDER_INFO,
	OM__P_PRODUCT_INFO,
	OM__P_BOT_CONFLICT,
	OM__P_BOT_FAILED,
	OM__P_SOURCE,
	OM__P_VENDOR_PRODUCT,
	OM__P_STOCK_LOCATION,
	OM__P_OUT_OF_STOCK,
	OM__P_COUNT,
};
const char *om__problem_word(enum om__problem); /* "missing-order-info" ... */
int om__problem_find(const char *word);         /* the enum, -1 for another word */

struct om__order_facts {
	bool is_processed; /* resolved at least once */
	bool is_merged;
	bool is_cancelled;  /* cancelled_at is set */
	bool is_history;    /* stored as done elsewhere */
	bool is_by_channel; /* fulfilled_by = channel */
	bool is_handed_over;
	bool is_held; /* an open hold */
	bool is_paid; /* payment_date is set */
	int64_t units, shipped, cancelled, allocated,
		shipping_units; /* over all lines; shipping_units: open units that need stock */
	int64_t open_allocated; /* of those, allocated */
	int64_t goods_shipped, goods_cancelled; /* units of lines that ship, open or not */
	unsigned problems;                      /* mask of open S2 problems */
	const char *method; /* "in-house", "3pl", "dropship", "mcf", "channel", "" */
};
const char *om__order_status(const struct om__order_facts *);
const char *om__order_stock_state(const struct om__order_facts *); /* full part none untracked */
const char *om__order_fulfilled(const struct om__order_facts *);   /* none part full */

/* What each status allows (S4). */
enum om__deed {
	OM__D_ADDRESS,
	OM__D_ITEMS,
	OM__D_SOURCE,
	OM__D_PAY,
	OM__D_HOLD,
	OM__D_CANCEL,
	OM__D_SPLIT,
	OM__D_MERGE,
	OM__D_LABEL,
	OM__D_SHIP,
	OM__D_RMA,
	OM__D_CLONE,
};
/* 'y' yes, 'n' refused wrong-state, 'f' only with --allow wrong-state, 'h' only with --allow
 * handed-over, 'd' moves the date, 'w' yes with a warning. */
char om__order_allows(const char *status, enum om__deed);
/* Refuses "wrong-state" (or "handed-over") unless the status allows the deed or the run overrides;
 * RECORD names the order. */
struct om;
int om__order_may(struct om *, const char *record, const char *status, enum om__deed,
	struct om_err *) OM_MUST_USE;

#endif
