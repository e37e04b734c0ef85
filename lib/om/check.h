/* Proofs: what must be true of the data after any crash, at any number of processes (`om-admin
 * check`).
 *
 * Each invariant is proved on its own and every row that breaks it is given to the caller as it is
 * found.  Events that wait for their handler are pending, not wrong. */
#ifndef OM_CHECK_H
#define OM_CHECK_H

#include <om/om.h>

enum om_check_kind {
	OM_CHECK_VIOLATION, /* the row breaks the invariant */
	OM_CHECK_REPAIRED,  /* it did, and the counter or key has been rebuilt */
	OM_CHECK_PENDING,   /* nothing is wrong, something is still to be done */
};
struct om_check_row {
	enum om_check_kind kind;
	const char *invariant; /* stable name: "stock-on-hand" */
	const char *entity;    /* "stock", "order_line", ...; lives during the call */
	int64_t id;            /* its key; 0 where the entity is the database */
	const char *message;   /* names the record and what is wrong; lives during the call */
	const char *hint;      /* what to do about it, "" where it is done; a constant */
};
struct om_check_report {
	int invariants;                        /* proved */
	int broken;                            /* of these, with violations */
	int64_t violations, repaired, pending; /* rows */
};
typedef void om_check_each(void *arg, const struct om_check_row *);

/* Proves every invariant at one moment.  With REPAIR what is derived (on_hand, locked, allocated
 * and oversold of stock, allocated and short of order lines, folded keys, next ids) is first
 * rebuilt from its ledgers and texts, in one transaction, with history; ledgers and what a person
 * entered are never touched, and what remains wrong is reported.  Returns 0 when the proof could be
 * made, whatever it found.  EACH may be NULL. */
OM_API int om_check(struct om *, bool repair, om_check_each *each, void *arg,
	struct om_check_report *ret, struct om_err *) OM_MUST_USE;

/* What a set-up lacks before goods can move (catalog.md C13): products without listing, weight or
 * customs data, listings with a problem, warehouses without address, zone or pickable location,
 * backups that are not used.  What is out of use is passed over. */
struct om_setup_row {
	const char *severity; /* "error": orders cannot leave; "warning" */
	const char *code;     /* stable word: "no-weight" */
	const char *entity;   /* "product", "warehouse", ... */
	int64_t id;           /* its key; 0 where there is none at all */
	const char *message;  /* names the record; lives during the call */
	const char *hint;     /* what to do, a constant */
};
struct om_setup_report {
	int64_t errors, warnings;
};
typedef void om_setup_each(void *arg, const struct om_setup_row *);
/* EACH may be NULL. */
OM_API int om_setup_check(struct om *, om_setup_each *each, void *arg, struct om_setup_report *ret,
	struct om_err *) OM_MUST_USE;

#endif
