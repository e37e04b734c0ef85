/* SQLite's prepared statements and errors behind the seam: thin, because every row passes here.
 *
 * Texts are bound by reference.  What a bind can fail with (memory, a wrong index) is remembered
 * and comes out of the next step, so that callers bind without looking.  Every result code becomes
 * an error here, in one place. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include "db/sqlite.h"

struct om__stmt {
	struct om__conn *conn;
	sqlite3_stmt *stmt;
	int bind_rc; /* first failed bind since the last reset */
};

/* "UNIQUE constraint failed: product.sku" names the columns. */
static int fail_constraint(sqlite3 *db, struct om_err *err)
{
	int kind = sqlite3_extended_errcode(db);
	const char *message = sqlite3_errmsg(db);
	const char *columns = strstr(message, ": ");

	if (kind == SQLITE_CONSTRAINT_UNIQUE || kind == SQLITE_CONSTRAINT_PRIMARYKEY ||
		kind == SQLITE_CONSTRAINT_ROWID)
		return om_err_set(err, OM_ECONFLICT, "exists", "a record with the same %s exists",
			columns ? columns + 2 : "key");
	return om_err_set(err, OM_EBUG, "bug", "the database refused a row: %s", message);
}

/* A test prepares every statement on a fresh schema.  What cannot be found here is therefore
 * missing in the file, whose schema was damaged or tampered with; anything else is a mistake of
 * ours. */
static int fail_sql(const struct om__conn *conn, const char *why, struct om_err *err)
{
	if (strncmp(why, "no such ", 8) != 0 && !strstr(why, "mismatch"))
		return om_err_set(err, OM_EBUG, "bug", "the database says: %s", why);
	om_err_set(err, OM_EDB, "database", "'%s': the schema is damaged: %s", conn->path, why);
	om_err_hint(err, "om-admin check tells more");
	return OM_EDB;
}

int om__sqlite_fail(const struct om__conn *conn, sqlite3 *db, int rc, struct om_err *err)
{
	const char *why = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_NOMEM: return om__nomem(err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: /* somebody who begins or mends the log has stopped meanwhile */
		om_err_set(err, OM_EBUSY, "locked", "'%s' stayed locked by another program",
			conn->path);
		om_err_hint(err, "try again later; 'fuser -v %s' says who is at it", conn->path);
		return OM_EBUSY;
	case SQLITE_CONSTRAINT: return fail_constraint(db, err);
	case SQLITE_FULL:
		return om_err_set(err, OM_EIO, "io", "'%s': the disk is full", conn->path);
	case SQLITE_READONLY:
		if (rc != SQLITE_READONLY)
			return om_err_set(err, OM_EIO, "io",
				"'%s' cannot be opened: its log cannot be written", conn->path);
		return om_err_set(err, OM_EIO, "io", "'%s' cannot be written: %s", conn->path, why);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		errno = db ? sqlite3_system_errno(db) : 0;
		return om_err_set(err, OM_EIO, "io", "'%s': %s%s%s", conn->path, why,
			errno ? ": " : "", errno ? strerror(errno) : "");
	case SQLITE_NOTADB:
		return om_err_set(err, OM_EDB, "not-a-database", "'%s' is no database", conn->path);
	case SQLITE_CORRUPT: /* of a disk that cannot be read the engine says the same */
		om_err_set(err, OM_EDB, "database", "'%s': %s", conn->path, why);
		om_err_hint(err, "look at the disk; om-admin check tells more, a backup helps");
		return OM_EDB;
	case SQLITE_RANGE:
	case SQLITE_MISUSE:
	case SQLITE_MISMATCH:
	case SQLITE_ERROR: return fail_sql(conn, why, err);
	default: return om_err_set(err, OM_EDB, "database", "'%s': %s", conn->path, why);
	}
}

int om__sqlite_exec(const struct om__conn *conn, sqlite3 *db, const char *sql, struct om_err *err)
{
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : om__sqlite_fail(conn, db, rc, err);
}

static bool is_blank(const char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	return *text == '\0';
}

int om__sqlite_prepare(struct om__conn *conn, const char *sql, bool is_kept, struct om__stmt **ret,
	struct om_err *err)
{
	struct om__stmt *s = calloc(1, sizeof(*s));
	const char *tail = "";

	if (!s)
		return om__nomem(err);
	s->conn = conn;
	int rc = sqlite3_prepare_v3(
		conn->db, sql, -1, is_kept ? SQLITE_PREPARE_PERSISTENT : 0, &s->stmt, &tail);
	if (rc == SQLITE_OK && s->stmt && is_blank(tail)) {
		*ret = s;
		return 0;
	}
	if (rc == SQLITE_OK)
		om_err_set(err, OM_EBUG, "bug", "a text that is not exactly one statement");
	int r = rc == SQLITE_OK ? OM_EBUG : om__sqlite_fail(conn, conn->db, rc, err);
	om__sqlite_finalize(s);
	return r;
}

void om__sqlite_finalize(struct om__stmt *s)
{
	sqlite3_finalize(s->stmt);
	free(s);
}

int om__sqlite_bind_index(struct om__stmt *s, const char *name)
{
	char key[64] = ":";
	size_t len = strlen(name);

	if (len > sizeof(key) - 2)
		return 0;
	memcpy(key + 1, name, len + 1);
	return sqlite3_bind_parameter_index(s->stmt, key);
}

int om__sqlite_bind_count(struct om__stmt *s)
{
	return sqlite3_bind_parameter_count(s->stmt);
}

static void note(struct om__stmt *s, int rc)
{
	if (rc != SQLITE_OK && s->bind_rc == SQLITE_OK)
		s->bind_rc = rc;
}

void om__sqlite_bind_int(struct om__stmt *s, int index, int64_t value)
{
	note(s, sqlite3_bind_int64(s->stmt, index, value));
}

void om__sqlite_bind_text(struct om__stmt *s, int index, const char *text, size_t len)
{
	note(s,
		len > INT_MAX ? SQLITE_TOOBIG
			      : sqlite3_bind_text(s->stmt, index, text, (int)len, SQLITE_STATIC));
}

void om__sqlite_bind_bytes(struct om__stmt *s, int index, const void *bytes, size_t len)
{
	note(s,
		len > INT_MAX ? SQLITE_TOOBIG
			      : sqlite3_bind_blob(s->stmt, index, bytes, (int)len, SQLITE_STATIC));
}

void om__sqlite_bind_null(struct om__stmt *s, int index)
{
	note(s, sqlite3_bind_null(s->stmt, index));
}

int om__sqlite_step(struct om__stmt *s, struct om_err *err)
{
	int rc = s->bind_rc != SQLITE_OK ? s->bind_rc : sqlite3_step(s->stmt);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	return om__sqlite_fail(s->conn, s->conn->db, rc, err);
}

/* It repeats the failure of the last step, which is known already. */
void om__sqlite_reset(struct om__stmt *s)
{
	(void)sqlite3_reset(s->stmt);
	s->bind_rc = SQLITE_OK;
}

void om__sqlite_clear(struct om__stmt *s)
{
	(void)sqlite3_clear_bindings(s->stmt);
	s->bind_rc = SQLITE_OK;
}

bool om__sqlite_is_write(struct om__stmt *s)
{
	return !sqlite3_stmt_readonly(s->stmt);
}

int64_t om__sqlite_col_int(struct om__stmt *s, int column)
{
	return sqlite3_column_int64(s->stmt, column);
}

/* The engine may have to copy a text, and calls it null where it has no memory for that. */
const char *om__sqlite_col_text(struct om__stmt *s, int column)
{
	const char *text = (const char *)sqlite3_column_text(s->stmt, column);

	if (!text && sqlite3_errcode(sqlite3_db_handle(s->stmt)) == SQLITE_NOMEM)
		om__memory_refused();
	return text;
}

/* The text comes first: a length whose text cannot be had is none. */
size_t om__sqlite_col_len(struct om__stmt *s, int column)
{
	return om__sqlite_col_text(s, column) ? (size_t)sqlite3_column_bytes(s->stmt, column) : 0;
}

bool om__sqlite_col_null(struct om__stmt *s, int column)
{
	return sqlite3_column_type(s->stmt, column) == SQLITE_NULL;
}
