/* What an engine must do.  SQLite's driver is sqlite.c; another one fills the same table.
 * A driver knows connection and statement; transactions, retries, the turnstile and the statement
 * cache are above it. */
#ifndef OM_DRIVER_H
#define OM_DRIVER_H

#include "db/migrate.h"

struct om__conn;
struct om__stmt; /* a prepared statement of the driver */

struct om__driver {
	const char *name; /* "sqlite" */
	enum om__engine engine;
	const char *const *schema; /* statements of the rendered schema, NULL at the end */
	const char *const *base;   /* the same of version 1 */
	int (*open)(const struct om_options *, struct om__conn **ret, struct om_err *);
	void (*close)(struct om__conn *);
	/* Runs text without binds or rows (begin, commit, schema). */
	int (*exec)(struct om__conn *, const char *sql, struct om_err *);
	int (*prepare)(struct om__conn *, const char *sql, bool is_kept, struct om__stmt **ret,
		struct om_err *);
	void (*finalize)(struct om__stmt *);
	/* Index from 1 of a bind name (without colon), 0 if the statement does not have it; number
	 * of binds. */
	int (*bind_index)(struct om__stmt *, const char *name);
	int (*bind_count)(struct om__stmt *);
	void (*bind_int)(struct om__stmt *, int index, int64_t);
	void (*bind_text)(struct om__stmt *, int index, const char *,
		size_t len); /* by reference until reset */
	void (*bind_bytes)(struct om__stmt *, int index, const void *, size_t len); /* likewise */
	void (*bind_null)(struct om__stmt *, int index);
	int (*step)(struct om__stmt *, struct om_err *); /* 1 row, 0 end, OM_EBUSY, OM_ECONFLICT
							    "exists" for a unique key, OM_EDB */
	void (*reset)(struct om__stmt *);                /* ready to run again; the binds stay */
	void (*clear)(struct om__stmt *);                /* forgets the binds */
	bool (*is_write)(struct om__stmt *);
	int64_t (*col_int)(struct om__stmt *, int);
	const char *(*col_text)(struct om__stmt *, int);
	size_t (*col_len)(struct om__stmt *, int);
	bool (*col_null)(struct om__stmt *, int);
	int (*changes)(struct om__conn *);
	/* Upkeep after a commit: what is short while the writer still has its turn, what is long
	 * after it. */
	void (*settle)(struct om__conn *, bool is_in_turn);
	int (*backup)(struct om__conn *, const char *path, struct om_err *);
	/* Version of the schema, 0 for an empty database. */
	int (*version)(struct om__conn *, int *ret, struct om_err *);
	/* Marks the database as ours, of VERSION; inside the transaction that made the schema so.
	 */
	int (*stamp)(struct om__conn *, int version, struct om_err *);
	/* Enforces references, or not; outside of a transaction. */
	int (*enforce)(struct om__conn *, bool is_on, struct om_err *);
	/* References to rows that are not there; findings go to EACH. */
	int (*references)(
		struct om__conn *, void (*each)(void *, const char *), void *arg, struct om_err *);
	/* The engine's own check of file and foreign keys; findings go to EACH. */
	int (*integrity)(
		struct om__conn *, void (*each)(void *, const char *), void *arg, struct om_err *);
	/* Moves the connection to a scratch copy of the database (dry runs of many rows). */
	int (*scratch)(struct om__conn *, struct om_err *);
};

extern const struct om__driver om__driver_sqlite;

#endif
