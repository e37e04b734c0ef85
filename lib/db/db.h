/* The seam between the library and a database engine: statements by name, transactions, bulk rows,
 *id blocks.
 *
 * SQL text stands only in the .sql files.  A block
 *
 *	-- name: order_by_id
 *	select status from orders where order_id = :order_id
 *
 * becomes OM__SQL_order_by_id of the generated enum (sql.h), and a block
 *
 *	-- field: order.total
 *	o.order_total
 *
 * becomes OM__F_order_total, a fragment for the query builder.  Bind names are written without the
 *colon. */
#ifndef OM_DB_H
#define OM_DB_H

#include "base/base.h"
#include "base/time.h"
#include <om/om.h>
#include "sql.h" /* generated: enum om__sql, enum om__frag */

/* ---- the handle, as the library sees it
 * ---------------------------------------------------------------------------- */

struct om__event;
struct om__work; /* orders to look at again before commit (core/work.h) */

struct om {
	const struct om__driver *driver;
	struct om__conn *conn; /* the engine's own */
	char *path;            /* of the database; NULL for an in-memory one of the tests */
	enum om_open_mode mode;
	int64_t now;
	uint64_t seed;
	int busy_ms;
	bool is_dry, is_utc;
	bool is_fixed; /* the clock stands at `now` (OM_NOW): nothing else is read from the system's
			*/
	char *actor, *program, *command, *reason, *allow;
	void (*on_warning)(
		void *arg, const struct om_err *); /* of om_create and om_edit; may be NULL */
	void *warning_arg;
	om_progress *on_progress; /* om__progress tells it; may be NULL */
	void *progress_arg;

	int64_t run_id;      /* 0 until the first write of this handle */
	bool run_is_written; /* the run's row is committed */

	int tx_depth;             /* 1 inside om__tx_run */
	struct om_arena tx_arena; /* emptied at the start of each attempt */
	struct om__commit *on_commit;
	/* Runs first in every transaction: what was remembered of the database is looked at again.
	 */
	int (*on_begin)(struct om *, struct om_err *);
	/* Runs before every commit; flow sets it to the handlers of events. */
	int (*before_commit)(struct om *, struct om_err *);
	/* Does anybody wait for this event?  flow sets it, so that bulk writes of stock leave no
	 * rows for nobody.  1, 0 or negative. */
	int (*event_wanted)(struct om *, const struct om__event *, struct om_err *);
	/* Runs when an attempt is rolled back; the layers forget what they remembered in it. */
	void (*on_rollback)(struct om *);
	struct om__turnstile *turnstile;
	struct om__db *db; /* the seam's own: kept statements, bulk writers, state of dry and read
			      transactions (state.h) */

	struct om_company company; /* filled by core from the settings */
	struct om_zone *zone;      /* company zone, or UTC with is_utc */
	struct om__settings *settings;
	struct om__flow *flow; /* flow's own state */
	struct om__work *work;
	struct om__ship
		*ship; /* what the transaction ships and has not yet booked out (ship/ship_int.h) */
	struct om__catalog *catalog; /* look-ups kept (catalog/lookup.h) */
	struct om_arena arena;       /* lives as long as the handle */
};

/* Tells whoever listens how far long work is; every thousand rows is often enough. */
static inline void om__progress(
	struct om *om, const char *what, int64_t done, int64_t part, int64_t whole)
{
	if (om->on_progress)
		om->on_progress(om->progress_arg, what, done, part, whole);
}

/* ---- statements
 * ----------------------------------------------------------------------------------------------------
 */

/* A bind: OM__I("order_id", 5), OM__S("note", text) (NULL binds null), OM__N("until"),
 * OM__V("weight", has, ng): null unless has. */
struct om__arg {
	const char *name;
	char kind; /* i s n b; 0 ends the list */
	int64_t num;
	const char *text;
	size_t len; /* of kind b (bytes) */
};
#define OM__I(n, v) \
	{ \
		.name = (n), .kind = 'i', .num = (v) \
	}
#define OM__S(n, v) \
	{ \
		.name = (n), .kind = 's', .text = (v) \
	}
#define OM__N(n) \
	{ \
		.name = (n), .kind = 'n' \
	}
#define OM__B(n, v, l) \
	{ \
		.name = (n), .kind = 'b', .text = (v), .len = (l) \
	}
#define OM__V(n, has, v) \
	{ \
		.name = (n), .kind = (has) ? 'i' : 'n', .num = (v) \
	}
#define OM__ARGS(...) ((const struct om__arg[]){__VA_ARGS__, {0}})
#define OM__NOARGS ((const struct om__arg[]){{0}})

struct om__q; /* a borrowed statement */

/* Borrows the prepared statement ID with its binds set.  Texts are bound by reference: they must
 * live until om__done.  A statement borrowed twice at the same time is prepared a second time.  An
 * unknown or missing bind name aborts (a bug). A statement that writes is OM_EBUG outside of
 * om__tx_run: it would pass by the turnstile and the dry run. */
int om__q(struct om *, enum om__sql id, const struct om__arg *args, struct om__q **ret,
	struct om_err *) OM_MUST_USE;
/* The same for a text that the query builder made out of constant fragments; not cached. */
int om__q_text(struct om *, const char *sql, const struct om__arg *args, struct om__q **ret,
	struct om_err *) OM_MUST_USE;
/* 1 for a row, 0 at the end, negative on failure. */
int om__step(struct om__q *, struct om_err *) OM_MUST_USE;
int64_t om__col_int(struct om__q *, int column); /* null gives 0 */
const char *om__col_text(
	struct om__q *, int column); /* null gives ""; valid until the next om__step */
size_t om__col_len(struct om__q *, int column);
bool om__col_null(struct om__q *, int column);
/* Sets one bind anew between two runs of a borrowed statement; om__again resets it for the next
 * run. */
void om__bind(struct om__q *, struct om__arg);
void om__again(struct om__q *);
/* A record that others name is missing, which foreign keys do not let happen: the file is damaged.
 * Sets OM_EDB "database" with WHAT is missing and returns it. */
int om__damaged(struct om_err *, const char *what);
/* Gives the statement back.  NULL is fine; takes the address so that OM_AUTO(om__done) works. */
void om__done(struct om__q **);

/* Runs a statement to its end.  Rows changed, or negative. */
int om__exec(struct om *, enum om__sql id, const struct om__arg *args, struct om_err *) OM_MUST_USE;
/* Runs one that gives at most one row of one integer.  1 and *RET if there is a row (null counts as
 * none), 0, or negative. */
int om__get_int(struct om *, enum om__sql id, const struct om__arg *args, int64_t *ret,
	struct om_err *) OM_MUST_USE;
/* The same with a text, copied to the arena. */
int om__get_text(struct om *, enum om__sql id, const struct om__arg *args, struct om_arena *,
	char **ret, struct om_err *) OM_MUST_USE;

/* Name, source and text of a statement or fragment, for tests and for explain. */
struct om__sql_text {
	const char *name, *file;
	int line;
	const char *text;
	const char *postgres; /* the text for that engine; NULL if it is the same */
};
const struct om__sql_text *om__sql_text(enum om__sql id);
const struct om__sql_text *om__frag_text(enum om__frag id);

/* ---- bulk rows
 * ------------------------------------------------------------------------------------------------------
 */

/* Maps a C struct to the binds of an insert or update: a row of the map for every bind of the
 * statement, in any order. */
struct om__bindmap {
	const char *name;
	/* of an int64_t ('i'), a bool ('f'), a const char * ('s'), a const unsigned char * ('b') in
	 * the struct; NULL = null */
	unsigned short offset;
	char kind;
	/* 'i': offset of a bool that says whether there is a value; 0: always (no bool lies at 0).
	 * 'b': offset of a size_t, the length */
	unsigned short has;
};
#define OM__MAP_I(type, member) \
	{ \
#member, offsetof(struct type, member), 'i', 0 \
	}
#define OM__MAP_S(type, member) \
	{ \
#member, offsetof(struct type, member), 's', 0 \
	}
#define OM__MAP_F(type, member) \
	{ \
#member, offsetof(struct type, member), 'f', 0 \
	}
/* member has a bool has_member beside it */
#define OM__MAP_V(type, member) \
	{ \
#member, offsetof(struct type, member), 'i', offsetof(struct type, has_##member) \
	}
/* bytes; member_len beside them */
#define OM__MAP_B(type, member) \
	{ \
#member, offsetof(struct type, member), 'b', offsetof(struct type, member##_len) \
	}

struct om__bulk; /* prepared once, kept by the handle, named binds resolved once */
/* Opens (or finds) the bulk writer of statement ID with its map.  The map must name every bind
 * exactly once, else abort. */
int om__bulk(struct om *, enum om__sql id, const struct om__bindmap *map, size_t n,
	struct om__bulk **ret, struct om_err *) OM_MUST_USE;
/* Writes one row.  Texts need to live only during the call.  Rows changed, or negative. */
int om__bulk_put(struct om__bulk *, const void *row, struct om_err *) OM_MUST_USE;

/* N ids in a row for TABLE; *RET_FIRST is the first.  Unique for ever, growing in the order in
 * which programs take them, not gapless: whoever asks one by one is served from blocks that grow
 * with the asking, and om__ids_return gives back what is left of them where nobody took ids since.
 */
int om__ids(
	struct om *, const char *table, int64_t n, int64_t *ret_first, struct om_err *) OM_MUST_USE;
int om__ids_return(struct om *, struct om_err *) OM_MUST_USE;

/* ---- transactions
 * ----------------------------------------------------------------------------------------------------
 */

/* Runs BODY in one write transaction and commits.  Inside another om__tx_run it just calls BODY.
 * BODY may run again (busy, serialization failure; a debug build runs every body twice), so it
 * reads no parser, prints nothing, sets no output and changes nothing outside the database that it
 * would not set again.  Each attempt empties om->tx_arena and the error.  Before the commit
 * om->before_commit runs; after it the on-commit list.  OM_EBUSY "locked" past the time-out.  No
 * statement may stand on a row when the transaction begins or ends (OM_EBUG).  What BODY returns is
 * returned. With om->is_dry all of it happens and the outermost transaction of the handle is rolled
 * back at om_close. */
typedef int om__body(struct om *, void *arg, struct om_err *);
int om__tx_run(struct om *, om__body *, void *arg, struct om_err *) OM_MUST_USE;
/* Calls FN(om, arg) after the commit of the transaction under way; ARG lives in om->tx_arena. */
int om__on_commit(
	struct om *, void (*fn)(struct om *, void *), void *arg, struct om_err *) OM_MUST_USE;
/* One read transaction for several statements, so that they see one moment; ended by om__read_end.
 */
int om__read_begin(struct om *, struct om_err *) OM_MUST_USE;
void om__read_end(struct om *);
/* Does somebody wait for the turn? */
bool om__someone_waits(struct om *);

/* ---- the pace of bulk work
 *
 * Bulk work commits in chunks that are measured in time, so that an operator waits for one of them
 * and no longer, whatever an order costs.  While somebody waits a chunk holds the turn for
 * OM__TURN_ASKED.  Where nobody does it may take longer, but what is decided as one before the
 * commit cannot stop half-way when somebody comes: the length begins with OM__TURN_FIRST, grows by
 * a quarter with each chunk that nobody waited for, up to OM__TURN_ALONE, and falls back to
 * OM__TURN_ASKED with each that somebody waited for.  How many orders (or rows) that is comes from
 * what the chunk before took: OM__CHUNK_FIRST to begin with, at most four times as many as before,
 * at most OM__CHUNK.  Every bulk verb keeps one struct om__pace and goes by these calls. */
#define OM__TURN_ASKED 8000 /* microseconds */
#define OM__TURN_FIRST 20000
#define OM__TURN_ALONE 100000
#define OM__CHUNK 2000
#define OM__CHUNK_FIRST 50
#define OM__CHUNK_ASK 10 /* orders between two looks for others; a chunk has no fewer */

struct om__pace {
	int64_t few, many; /* orders of the next transaction while somebody waits, and else */
	int64_t alone;     /* microseconds that it may take where nobody waits */
};
struct om__pace om__pace_new(void);
/* How many the next transaction may take that cannot stop before its end. */
int64_t om__pace_next(struct om *, const struct om__pace *);
/* Has the transaction under way taken enough with DONE?  Looks for others every OM__CHUNK_ASK. */
bool om__pace_is_done(struct om *, const struct om__pace *, int64_t done);
/* After the commit: the transaction treated DONE. */
void om__pace_learn(struct om *, struct om__pace *, int64_t done);
/* The rule itself: DONE took so many MICROSECONDS, and somebody waited or not. */
void om__pace_measure(struct om__pace *, int64_t done, int64_t microseconds, bool is_wanted);
/* A dry run of more than this works on a scratch copy of the database instead of one long
 * transaction. */
#define OM__DRY_MAX 2000
/* Says before the first write of a dry run how many rows it will touch.  Without a dry run, or
 * after its first write, nothing happens.  No statement may be borrowed. */
int om__dry_prepare(struct om *, int64_t rows, struct om_err *) OM_MUST_USE;

/* ---- opening
 * -----------------------------------------------------------------------------------------------------------
 */

#define OM__SCHEMA_VERSION 1
#define OM__APPLICATION_ID 0x6f6d6f6d /* "omom" */

/* Opens the connection, sets every pragma and reads it back, checks application id and version.
 * flow's om_open calls it. */
int om__db_open(const struct om_options *, struct om **ret, struct om_err *) OM_MUST_USE;
void om__db_close(struct om *);
/* Is there a schema?  Makes it, in one transaction, unless another program just did. OM_OPEN_CREATE
 * only. */
int om__db_has_schema(struct om *, bool *ret, struct om_err *) OM_MUST_USE;
int om__db_make_schema(struct om *, struct om_err *) OM_MUST_USE;
/* A consistent copy to PATH while others write (SQLite's backup interface), fsynced; PATH must not
 * exist. */
int om__db_backup(struct om *, const char *path, struct om_err *) OM_MUST_USE;
/* The engine's own integrity check; findings are given to EACH. */
int om__db_integrity(
	struct om *, void (*each)(void *, const char *), void *arg, struct om_err *) OM_MUST_USE;
/* The version of the schema, 0 for an empty database. */
int om__db_version(struct om *, int *ret, struct om_err *) OM_MUST_USE;
/* Writes the version in both places where it stands, inside the transaction that made the schema
 * so. */
int om__db_stamp(struct om *, int version, struct om_err *) OM_MUST_USE;
/* Takes the turn before a write transaction that is not begun yet, so that others wait while this
 * process prepares for it; the transaction's commit gives it back, or om__db_turn_drop. */
int om__db_turn(struct om *, struct om_err *) OM_MUST_USE;
void om__db_turn_drop(struct om *);

#endif
