/* Orders: what they hold, what can be done to them, and the one function that resolves them. */
#ifndef OM_ORDER_H
#define OM_ORDER_H

#include <om/noun.h>
#include <om/om.h>

/* The nouns of this header: their fields drive lists, filters, sheets and exports. */
OM_API const struct om_noun *om_order_noun(void);
OM_API const struct om_noun *om_order_line_noun(void);
OM_API const struct om_noun *om_order_problem_noun(void);
OM_API const struct om_noun *om_hold_noun(void);
OM_API const struct om_noun *om_order_note_noun(void);
OM_API const struct om_noun *om_customer_noun(void);
OM_API const struct om_noun *om_allocation_noun(void);

/* ---- actions on many orders
 * --------------------------------------------------------------------------------------------------
 *
 * Each order succeeds or is refused whole; many share a commit (or all are one transaction with
 * IS_ATOMIC, where one refusal refuses all).  After the change each is resolved, so it lands where
 * the facts put it. */

enum om_act_result { OM_ACT_DONE, OM_ACT_UNCHANGED, OM_ACT_REFUSED };
struct om_acted {
	int64_t order_id;
	enum om_act_result result;
	const char *record;       /* CHANNEL:NUMBER */
	const char *message;      /* "on-hold → unresolved (out-of-stock)" */
	const struct om_err *err; /* of a refusal; with OM_ACT_DONE a warning, or NULL */
};
/* Called for each order after its commit, in the order given.  Negative stops. */
typedef int om_act_each(void *arg, const struct om_acted *, struct om_err *);

/* What to do to one order, inside a transaction: refuses before it writes anything (negative, err),
 * or writes and returns 0 (done) or 1 (unchanged).  It adds the order to the work list when
 * something changed. */
typedef int om_act_fn(struct om *, int64_t order_id, const void *options, struct om_err *);
OM_API int om_orders_act(struct om *, om_act_fn *, const void *options, const int64_t *ids,
	size_t n, bool is_atomic, om_act_each *each, void *arg, struct om_err *) OM_MUST_USE;

/* pay (R5): grows amount_paid; at order_total payment_date is set. */
struct om_pay {
	bool has_amount;
	int64_t amount;       /* default: what is missing */
	const char *written;  /* how it was written: a sign must be of the order's currency; NULL:
				 bare */
	const char *currency; /* of the amount, NULL: the order's */
	int64_t date;         /* 0: now */
	const char *type;     /* NULL: as it is */
	bool accept_partial;
};
OM_API int om_order_pay(struct om *, int64_t order_id, const void *pay, struct om_err *);
/* hold (R16): exactly one of until, span, open_ended. */
struct om_hold {
	int64_t until; /* 0: open-ended */
	bool release_stock;
	const char *note;
};
OM_API int om_order_hold(struct om *, int64_t order_id, const void *hold, struct om_err *);
/* release: clears every hold but pre-order, which stands while the source is virtual;
 * cancel-pending only where the run allows it. Options: NULL. */
OM_API int om_order_release(struct om *, int64_t order_id, const void *options, struct om_err *);
/* cancel (R17) without telling the channel; reason is a word of S5, "other" needs text. */
#define OM_CANCEL_REASONS \
	"no-inventory shipping-address-undeliverable customer-exchange buyer-cancelled " \
	"buyer-has-not-paid general-adjustment carrier-credit-decision " \
	"risk-assessment-information-not-valid customer-return merchandise-not-received other"
struct om_cancel {
	const char *reason, *text;
};
OM_API int om_order_cancel(struct om *, int64_t order_id, const void *cancel, struct om_err *);
/* restore: reopens a cancelled order; a held one is released. Options: NULL. */
OM_API int om_order_restore(struct om *, int64_t order_id, const void *options, struct om_err *);
/* source (R8): to a warehouse by name, locked; or --auto: unlocked and routed anew. */
struct om_source {
	const char *to; /* NULL: auto */
	bool only_if_covered;
};
OM_API int om_order_source(struct om *, int64_t order_id, const void *source, struct om_err *);
/* note: adds a line to one of its texts (once: a line that is there is unchanged), or puts the note
 * in the place of the text; KIND "activity" keeps it beside the order with time and actor.  NULL:
 * internal. */
#define OM_NOTE_KINDS "internal to-buyer from-buyer activity"
struct om_note {
	const char *kind, *text;
	bool replace;
};
OM_API int om_order_note(struct om *, int64_t order_id, const void *note, struct om_err *);
/* label: gives and takes labels by name (om_label_noun); "unknown-label". */
struct om_label {
	const char *const *add, *const *remove;
	int add_count, remove_count;
};
OM_API int om_order_label(struct om *, int64_t order_id, const void *label, struct om_err *);
/* scrub (R26.5): erases the personal data of a shipped or cancelled order, or of one that is
 * history of another system, in its history too; "wrong-state" for others.  Cannot be undone.
 * Options: NULL.
 */
OM_API int om_order_scrub(struct om *, int64_t order_id, const void *options, struct om_err *);
/* resolve: looks at the order again; REMAP maps its open unshipped lines anew. Options: struct
 * om_resolve or NULL. */
struct om_resolve {
	bool remap;
};
OM_API int om_order_resolve(struct om *, int64_t order_id, const void *resolve, struct om_err *);

/* ---- customers
 * ----------------------------------------------------------------------------------------------------------------
 */

/* What came over to the master. */
struct om_merged {
	int64_t customers, orders, emails, phones;
};
/* Merges the others into the master, all or none: it keeps its name, company, main e-mail, main
 * address and custom fields; e-mails, phones, addresses, notes, labels and orders come over, and
 * channels' names for the buyers mean it from now on.  One that went to it before is passed over.
 * OM_ENOTFOUND "unknown-customer", OM_EREFUSED "same-customer", OM_ESTATE "wrong-state" for one
 * that was merged into another, "customer-erased". */
OM_API int om_customers_merge(struct om *, int64_t master_id, const int64_t *others, size_t n,
	struct om_merged *ret, struct om_err *) OM_MUST_USE;

/* label: gives and takes labels of one customer; an om_act_fn like those of orders, in a
 * transaction. OPTIONS is a struct om_label. */
OM_API int om_customer_label(struct om *, int64_t customer_id, const void *label, struct om_err *);
/* scrub: erases the personal data of a customer, of those that were merged into it, and of their
 * orders, as om_order_scrub does; 1 where nothing is left.  OM_EREFUSED "open-orders" while one is
 * open, OM_ESTATE "wrong-state" for one that was merged into another.  Options: NULL. */
OM_API int om_customer_scrub(
	struct om *, int64_t customer_id, const void *options, struct om_err *);

/* ---- resolving
 * -------------------------------------------------------------------------------------------------------------------
 */

/* What a crash or a large event left: pending events, holds that are due; and orders whose channel
 * says that their personal data have been kept long enough.  Counts of orders looked at and erased.
 */
struct om_pending_report {
	int64_t events, orders, erased;
};
OM_API int om_resolve_pending(
	struct om *, struct om_pending_report *ret, struct om_err *) OM_MUST_USE;
/* Resolves every unprocessed order, in queue order, in chunks. */
OM_API int om_resolve_new(struct om *, int64_t *ret_orders, struct om_err *) OM_MUST_USE;

/* Why the order stands where it stands: each step of resolving it now and what it read, without
 * writing anything; lines of text, a step each, into ARENA.  Works on a database opened read-only.
 */
struct om_step {
	const char *step; /* "check", "route", "allocate", "status" */
	const char *text;
};
OM_API int om_order_explain(struct om *, int64_t order_id, struct om_arena *, struct om_step **ret,
	size_t *ret_count, struct om_err *) OM_MUST_USE;

#endif
