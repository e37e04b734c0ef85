/* SQLite's side of the seam, shared by its three files only. */
#ifndef OM_SQLITE_H
#define OM_SQLITE_H

#include <sqlite3.h>
#include "db/driver.h"

struct om__conn {
	sqlite3 *db;
	char *path; /* "./x.db"; ":memory:" */
	enum om_open_mode mode;
	int busy_ms;
	int64_t waiting_since; /* of the busy handler, monotonic milliseconds */
	int log_pages;         /* of the write-ahead log, after the last commit */
	int log_copied;        /* of them in the file, about; 0 since it began anew */
	bool is_log_left;      /* others may have added to it while it was copied */
	int commits;           /* so far */
};

/* Turns a result of SQLite, with the message of DB, into an error.  CONN gives the path. */
int om__sqlite_fail(const struct om__conn *, sqlite3 *db, int rc, struct om_err *);
/* Runs text without a result.  DB is CONN's or a copy's. */
int om__sqlite_exec(const struct om__conn *, sqlite3 *db, const char *sql, struct om_err *);
/* Settings of the connection's own behaviour: foreign keys, no load of extensions, no schema edits.
 */
int om__sqlite_harden(const struct om__conn *, sqlite3 *db, struct om_err *);
/* The functions that statements call beside the engine's own. */
int om__sqlite_functions(const struct om__conn *, sqlite3 *db, struct om_err *);

/* The statement functions of struct om__driver (sqlite_stmt.c). */
int om__sqlite_prepare(
	struct om__conn *, const char *sql, bool is_kept, struct om__stmt **ret, struct om_err *);
void om__sqlite_finalize(struct om__stmt *);
int om__sqlite_bind_index(struct om__stmt *, const char *name);
int om__sqlite_bind_count(struct om__stmt *);
void om__sqlite_bind_int(struct om__stmt *, int index, int64_t);
void om__sqlite_bind_text(struct om__stmt *, int index, const char *, size_t len);
void om__sqlite_bind_bytes(struct om__stmt *, int index, const void *, size_t len);
void om__sqlite_bind_null(struct om__stmt *, int index);
int om__sqlite_step(struct om__stmt *, struct om_err *);
void om__sqlite_reset(struct om__stmt *);
void om__sqlite_clear(struct om__stmt *);
bool om__sqlite_is_write(struct om__stmt *);
int64_t om__sqlite_col_int(struct om__stmt *, int column);
const char *om__sqlite_col_text(struct om__stmt *, int column);
size_t om__sqlite_col_len(struct om__stmt *, int column);
bool om__sqlite_col_null(struct om__stmt *, int column);

/* The copies (backup.c). */
int om__sqlite_backup(struct om__conn *, const char *path, struct om_err *);
int om__sqlite_scratch(struct om__conn *, struct om_err *);

#endif
