/* What om-admin check is made of: invariants that a statement proves, proofs that take more than a
 * statement, and what each lets repair rebuild.  check.c runs them all. */
#ifndef OM_CHECK_INT_H
#define OM_CHECK_INT_H

#include "core/core.h"

/* Counters of a record that a ledger gives back. */
struct om__rebuild {
	const char *entity;
	enum om__sql read, write;
	int count;
	const char *fields[4];
};

/* An invariant by statement, which gives the rows that break it: key, what is, what should be, and
 * then the currency of amounts or, where no other statement names the record, its name.  SAYS takes
 * what is and what should be. */
struct om__invariant {
	const char *name, *entity;
	enum om__sql rows;
	enum om__sql naming; /* by key; 0: the row names itself */
	const char *says;
	const char *cure; /* what to do about it */
	bool is_money;
	const struct om__rebuild *rebuild;
};
extern const struct om__invariant om__invariants[];
extern const size_t om__invariant_count;

/* What is to be done about what no command mends. */
#define OM__CURE_REPAIR "om-admin check --repair rebuilds it"
#define OM__CURE_RESTORE \
	"rows were changed past the programs: go back to the last backup that is sound and " \
	"repeat " \
	"what came after it"
#define OM__CURE_ANEW "om-admin dump, and om-admin load into a new database, which has the schema"
#define OM__CURE_RESOLVE "om-order resolve with the number of the order derives it anew"

/* ---- proofs that take more than a statement ---- */

/* Status, problems, holds, stock_state and fulfilled of every order are what its facts say
 * (orders.md S1). */
int om__prove_order_status(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
/* Tables, columns, constraints, indices and triggers are those of the schema. */
int om__prove_schema(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
/* Codes of currencies and countries and names of time zones are known ones. */
int om__prove_currencies(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
int om__prove_countries(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
int om__prove_zones(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
/* Saved views are for kinds of records that there are. */
int om__prove_views(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;
/* What a person types stands within the bounds of its field, for every noun: words of closed lists,
 * ranges of numbers, lengths of texts. */
int om__prove_fields(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;

/* A key that is not what its text folds to. */
struct om__key_row {
	const char *entity, *field; /* as history names them */
	int64_t id;
	const char *text, *is, *want;
	enum om__sql write;
	struct om__key_row *next;
};
/* All of them, in ARENA. */
int om__keys_wrong(
	struct om *, struct om_arena *, struct om__key_row **ret, struct om_err *) OM_MUST_USE;
/* Writes what it should be: 1, or 0 where another record has that key. */
int om__key_put(struct om *, const struct om__key_row *, struct om_err *) OM_MUST_USE;
int om__prove_keys(struct om *, om__finding *each, void *arg, struct om_err *) OM_MUST_USE;

#endif
