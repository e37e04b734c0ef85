/* What the files of this folder share and nobody else sees: the state of the seam behind om->db,
 * and the turnstile. */
#ifndef OM_STATE_H
#define OM_STATE_H

#include "db/db.h"
#include "db/driver.h"

/* Ids of a table that are reserved and not given out yet. */
struct om__id_range {
	char table[32];
	int64_t next, end, block;
};
#define OM__ID_RANGES 32
#define OM__ID_BLOCK_MAX 1024

struct om__db {
	struct om__id_range ranges[OM__ID_RANGES];
	int range_count;
	int64_t moment; /* of the last transaction; another one means that others wrote since */
	/* Statements of each id, lent and idle ones. */
	struct om__q *kept[OM__SQL_COUNT + 1];
	struct om__bulk *bulks;
	int lent;        /* statements borrowed now */
	int open_rows;   /* of these, the ones that stand on a row */
	int read_depth;  /* nested om__read_begin */
	bool is_reading; /* a read transaction is open on the connection */
	bool is_held;    /* dry run: the outermost transaction stays open until om__db_close */
	bool is_scratch; /* dry run on a scratch copy: transactions commit there */
	int64_t turn_us; /* work of the last transaction, from its begin to before its commit */
	bool was_wanted; /* somebody waited at its end */
};

/* At the start of a transaction: where another program has committed since, what is left of blocks
 * is given up, for that program may have taken ids above it. */
int om__ids_fresh(struct om *, struct om_err *) OM_MUST_USE;
/* A rollback takes the reserved ids back. */
void om__ids_forget(struct om *);
/* Finalizes every kept statement, also those of bulk writers; none may be lent. */
void om__statements_drop(struct om *);
void om__bulks_drop(struct om *);
/* The same, and frees the bulk writers. */
void om__bulks_free(struct om *);
/* Prepares the text of statement ID for this engine. */
int om__prepare_id(
	struct om *, enum om__sql id, struct om__stmt **ret, struct om_err *) OM_MUST_USE;
/* Names the statement in the hint of an error that points to its text. */
int om__blame(int id, int code, struct om_err *);

/* The monotonic clock; sleeps about a millisecond. */
int64_t om__clock_ms(void);
int64_t om__clock_us(void);
void om__sleep_ms(void);

/* The queue before the turn to write, by advisory locks on a file beside the database at PATH.
 * NULL when memory is gone. */
struct om__turnstile *om__turn_new(const char *path);
void om__turn_free(struct om__turnstile *);
/* Waits for the turn until the clock shows DEADLINE: OM_EBUSY "locked".  A lock that cannot be had
 * for another reason is done without.  NULL is no turnstile. */
int om__turn_take(struct om__turnstile *, int64_t deadline, struct om_err *) OM_MUST_USE;
void om__turn_drop(struct om__turnstile *);
/* Does somebody else wait? */
bool om__turn_wanted(struct om__turnstile *);

#endif
