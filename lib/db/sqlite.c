/* SQLite behind the seam: connection and settings.
 *
 * Every setting is made and read back, because SQLite passes over a pragma that it does not know in
 * silence.  The file is recognised before anything is changed in it: a database of another program
 * stays as it was.  Pragmas, begin and commit are the engine's own language and stand here; every
 * other statement is in a .sql file.  Waiting for a lock is the busy handler's work, by the clock,
 * so that a time-out means what it says. */
#include <pthread.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "base/text.h"
#include "db/sqlite.h"
#include "db/state.h"
#include "base_schema.h"
#include "schema.h"

struct setting {
	const char *name, *value;
	const char *want;  /* as it is read back */
	bool is_read_only; /* only for readers */
};

/* Checkpoints are not left to the commit, which would do them in the writer's turn (settle).  The
 * file is not mapped: lookups gain a twentieth by it, and a failing disk would end
 * the program by a signal instead of an error. */
static const struct setting settings[] = {
	{"synchronous", "full", "2", false},
	{"foreign_keys", "on", "1", false},
	{"trusted_schema", "off", "0", false},
	{"temp_store", "memory", "2", false},
	{"cache_size", "-65536", "-65536", false},
	{"mmap_size", "0", "0", false},
	{"wal_autocheckpoint", "0", "0", false},
	{"query_only", "on", "1", true},
};

static int exec(struct om__conn *conn, const char *sql, struct om_err *err)
{
	return om__sqlite_exec(conn, conn->db, sql, err);
}

struct answer {
	char text[40];
};

static int keep_answer(void *arg, int n, char **values, char **names)
{
	struct answer *answer = arg;

	(void)names;
	snprintf(answer->text, sizeof(answer->text), "%s", n > 0 && values[0] ? values[0] : "");
	return 0;
}

static int ask(struct om__conn *conn, const char *sql, struct answer *ret, struct om_err *err)
{
	ret->text[0] = '\0';
	int rc = sqlite3_exec(conn->db, sql, keep_answer, ret, NULL);
	return rc == SQLITE_OK ? 0 : om__sqlite_fail(conn, conn->db, rc, err);
}

static int ask_int(struct om__conn *conn, const char *sql, int64_t *ret, struct om_err *err)
{
	struct answer answer;
	int r = ask(conn, sql, &answer, err);

	*ret = strtoll(answer.text, NULL, 10);
	return r;
}

static int refuse_setting(const struct om__conn *conn, const char *name, const char *is,
	const char *want, struct om_err *err)
{
	return om_err_set(err, OM_EDB, "database", "'%s': setting %s is '%s' and should be '%s'",
		conn->path, name, is, want);
}

static int set_one(struct om__conn *conn, const struct setting *s, struct om_err *err)
{
	char sql[80];
	struct answer answer;

	snprintf(sql, sizeof(sql), "pragma %s = %s", s->name, s->value);
	int r = exec(conn, sql, err);
	if (r < 0)
		return r;
	snprintf(sql, sizeof(sql), "pragma %s", s->name);
	r = ask(conn, sql, &answer, err);
	if (r < 0)
		return r;
	/* A database in memory has nothing to map and gives no answer. */
	if (answer.text[0] == '\0' && strcmp(s->name, "mmap_size") == 0)
		return 0;
	if (strcmp(answer.text, s->want) != 0)
		return refuse_setting(conn, s->name, answer.text, s->want, err);
	return 0;
}

/* WAL is a property of the file: readers find it, a writer makes it so.  In memory there is none.
 */
static int set_journal(struct om__conn *conn, struct om_err *err)
{
	const char *want = strcmp(conn->path, ":memory:") == 0 ? "memory" : "wal";
	struct answer answer;
	int r = ask(conn, "pragma journal_mode", &answer, err);

	if (r == 0 && strcmp(answer.text, want) != 0)
		r = ask(conn, "pragma journal_mode = wal", &answer, err);
	/* While another process makes the same file, the engine refuses at once instead of waiting.
	 */
	for (int64_t end = om__clock_ms() + conn->busy_ms; r == OM_EBUSY && om__clock_ms() < end;) {
		om_err_clear(err);
		om__sleep_ms();
		r = ask(conn, "pragma journal_mode = wal", &answer, err);
	}
	if (r < 0)
		return r;
	if (strcmp(answer.text, want) != 0)
		return refuse_setting(conn, "journal_mode", answer.text, want, err);
	return 0;
}

/* A checkpoint every 10,000 pages (40 MB) instead of every 1,000 saves bulk writers a tenth of
 * their time.  Beside one the single changes of others leave it to him. */
#define LOG_PAGES_BULK 10000
#define LOG_PAGES_ONE 40000
#define COMMITS_BULK 3

static int note_log(void *arg, sqlite3 *db, const char *name, int pages)
{
	struct om__conn *conn = arg;

	(void)db;
	(void)name;
	conn->log_pages = pages;
	conn->commits++;
	return SQLITE_OK;
}

/* The log is copied into the file while others write, for that takes a tenth of a second.  What
 * they add meanwhile keeps it from beginning anew: the little that is left is copied in the next
 * turn. What fails here fails again where it matters. */
static void settle(struct om__conn *conn, bool is_in_turn)
{
	int most = conn->commits < COMMITS_BULK ? LOG_PAGES_ONE : LOG_PAGES_BULK;

	if (conn->log_pages < conn->log_copied)
		conn->log_copied = 0; /* it began anew */
	if (is_in_turn ? !conn->is_log_left || !conn->log_copied
		       : conn->log_pages - conn->log_copied < most)
		return;
	conn->is_log_left = !is_in_turn;
	conn->log_copied = conn->log_pages;
	(void)sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static int set_all(struct om__conn *conn, struct om_err *err)
{
	int r = set_journal(conn, err);

	for (size_t i = 0; i < OM_COUNT(settings) && r == 0; i++)
		if (!settings[i].is_read_only || conn->mode == OM_OPEN_READ)
			r = set_one(conn, &settings[i], err);
	sqlite3_wal_hook(conn->db, note_log, conn);
	return r;
}

int om__sqlite_harden(const struct om__conn *conn, sqlite3 *db, struct om_err *err)
{
	/* Text in double quotes that names no column would pass as a string otherwise. */
	static const struct {
		const char *name;
		int op, value;
	} row[] = {
		{"defensive", SQLITE_DBCONFIG_DEFENSIVE, 1},
		{"dqs_dml", SQLITE_DBCONFIG_DQS_DML, 0},
		{"dqs_ddl", SQLITE_DBCONFIG_DQS_DDL, 0},
		{"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{"triggers", SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
		{"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	};

	for (size_t i = 0; i < OM_COUNT(row); i++) {
		int is = -1;
		int rc = sqlite3_db_config(db, row[i].op, row[i].value, &is);
		if (rc != SQLITE_OK || is != row[i].value)
			return refuse_setting(conn, row[i].name, is ? "on" : "off",
				row[i].value ? "on" : "off", err);
	}
	return 0;
}

/* om_find(PART, TEXT...): does one of the texts hold the part, in any case?  An engine's own like
 * knows the case of A to Z alone. */
static void find(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *part = (const char *)sqlite3_value_text(values[0]);
	size_t part_len = (size_t)sqlite3_value_bytes(values[0]);

	for (int i = 1; part && i < count; i++) {
		const char *text = (const char *)sqlite3_value_text(values[i]);
		size_t len = (size_t)sqlite3_value_bytes(values[i]);

		if (text && om__holds_nocase(text, len, part, part_len)) {
			sqlite3_result_int(context, 1);
			return;
		}
	}
	sqlite3_result_int(context, 0);
}

int om__sqlite_functions(const struct om__conn *conn, sqlite3 *db, struct om_err *err)
{
	int rc = sqlite3_create_function(db, "om_find", -1,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, find, NULL, NULL);

	return rc == SQLITE_OK ? 0 : om__sqlite_fail(conn, db, rc, err);
}

static int wait_a_little(void *arg, int count)
{
	struct om__conn *conn = arg;
	int64_t now = om__clock_ms();

	if (count == 0)
		conn->waiting_since = now;
	if (now - conn->waiting_since >= conn->busy_ms)
		return 0;
	om__sleep_ms();
	return 1;
}

/* Looks at the file before SQLite does, for the message that fits. */
static int check_file(const struct om__conn *conn, struct om_err *err)
{
	struct stat st;

	if (strcmp(conn->path, ":memory:") == 0)
		return 0;
	if (stat(conn->path, &st) < 0) {
		if (errno != ENOENT && errno != ENOTDIR)
			return om_err_set(
				err, OM_EIO, "io", "'%s': %s", conn->path, strerror(errno));
		if (conn->mode == OM_OPEN_CREATE)
			return 0;
		om_err_set(
			err, OM_ENOTFOUND, "no-database", "there is no database '%s'", conn->path);
		om_err_hint(err, "om-admin init makes one");
		return OM_ENOTFOUND;
	}
	if (!S_ISREG(st.st_mode))
		return om_err_set(err, OM_EDB, "not-a-database",
			S_ISDIR(st.st_mode) ? "'%s' is a folder" : "'%s' is no file", conn->path);
	return 0;
}

/* Counting every allocation costs a lock each time, and nobody asks for the figures.  In a process
 * that has used SQLite before us the setting is refused, which is no harm. */
static void set_up_engine(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int open_file(struct om__conn *conn, struct om_err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	pthread_once(&once, set_up_engine);
	if (conn->mode == OM_OPEN_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	/* Readers open for writing too where they may: the log's index beside the file is shared
	 * memory that they keep their marks in.  query_only keeps them from the data. */
	int rc = sqlite3_open_v2(conn->path, &conn->db, flags, NULL);
	if (rc != SQLITE_OK)
		return om__sqlite_fail(conn, conn->db, rc, err);
	sqlite3_busy_handler(conn->db, wait_a_little, conn);
	if (conn->mode != OM_OPEN_READ && sqlite3_db_readonly(conn->db, "main") == 1)
		return om_err_set(
			err, OM_EIO, "io", "'%s' cannot be written: permission denied", conn->path);
	int r = om__sqlite_harden(conn, conn->db, err);
	return r < 0 ? r : om__sqlite_functions(conn, conn->db, err);
}

static int not_ours(const struct om__conn *conn, struct om_err *err)
{
	return om_err_set(
		err, OM_EDB, "not-a-database", "'%s' is a database of another program", conn->path);
}

/* What marks a database as ours, and which version it is. */
struct marks {
	int64_t application, version, tables;
};

static int read_marks(struct om__conn *conn, struct marks *ret, struct om_err *err)
{
	int r = ask_int(conn, "select count(*) from sqlite_schema", &ret->tables, err);

	if (r == 0)
		r = ask_int(conn, "pragma user_version", &ret->version, err);
	if (r == 0)
		r = ask_int(conn, "pragma application_id", &ret->application, err);
	return r;
}

/* The marks are three questions, and another process may be making the database between two of
 * them: what looks like somebody else's is asked once more. */
static int version(struct om__conn *conn, int *ret, struct om_err *err)
{
	for (int tries = 0; tries < 2; tries++) {
		struct marks m = {0};
		int r = read_marks(conn, &m, err);

		if (r < 0)
			return r;
		bool is_empty = m.application == 0 && m.version == 0 && m.tables == 0;
		bool is_ours = m.application == OM__APPLICATION_ID && m.version >= 1 &&
			m.version <= INT_MAX;
		if (is_empty || is_ours) {
			*ret = (int)m.version;
			return 0;
		}
	}
	return not_ours(conn, err);
}

/* The first read of a WAL database makes its index, which a read-only folder does not allow. */
static int explain_readonly(const struct om__conn *conn, int code, struct om_err *err)
{
	if (code == OM_EIO && conn->mode == OM_OPEN_READ &&
		sqlite3_db_readonly(conn->db, "main") == 1)
		om_err_hint(err,
			"reading needs the right to write to the database and its folder, or "
			"another "
			"program that has it open; a copy made by om-admin backup can be read");
	return code;
}

static void close_conn(struct om__conn *conn)
{
	if (!conn)
		return;
	sqlite3_close_v2(conn->db);
	free(conn->path);
	free(conn);
}

static struct om__conn *new_conn(const struct om_options *options)
{
	struct om__conn *conn = calloc(1, sizeof(*conn));
	/* SQLite would take "file:x" for a URI and "" for a temporary file. */
	bool is_plain = options->db[0] == '/' || strcmp(options->db, ":memory:") == 0;

	if (!conn)
		return NULL;
	conn->mode = options->mode;
	conn->busy_ms = options->busy_ms;
	if (asprintf(&conn->path, "%s%s", is_plain ? "" : "./", options->db) < 0) {
		free(conn);
		return NULL;
	}
	return conn;
}

static int open_conn(const struct om_options *options, struct om__conn **ret, struct om_err *err)
{
	struct om__conn *conn = new_conn(options);
	int found;

	if (!conn)
		return om__nomem(err);
	int r = check_file(conn, err);
	if (r == 0)
		r = open_file(conn, err);
	if (r == 0)
		r = version(conn, &found, err);
	if (r == 0)
		r = set_all(conn, err);
	if (r < 0) {
		r = conn->db ? explain_readonly(conn, r, err) : r;
		close_conn(conn);
		return r;
	}
	*ret = conn;
	return 0;
}

static int stamp(struct om__conn *conn, int to, struct om_err *err)
{
	char sql[100];

	snprintf(sql, sizeof(sql), "pragma application_id = %d; pragma user_version = %d",
		OM__APPLICATION_ID, to);
	return exec(conn, sql, err);
}

/* Read back like every setting: inside a transaction the pragma does nothing in silence. */
static int enforce(struct om__conn *conn, bool is_on, struct om_err *err)
{
	return set_one(conn,
		&(struct setting){"foreign_keys", is_on ? "on" : "off", is_on ? "1" : "0", false},
		err);
}

struct findings {
	void (*each)(void *, const char *);
	void *arg;
	int rc; /* of a page that could not be had */
};

/* The engine calls a page that it could not have a finding, although memory or the disk failed and
 * the page may be sound. */
static int code_of_page(const char *finding)
{
	static const char text[] = "unable to get the page. error code=";
	const char *code = strstr(finding, text);
	int rc = code ? (int)strtol(code + sizeof(text) - 1, NULL, 10) : SQLITE_OK;
	int kind = rc & 0xff;

	return kind == SQLITE_NOMEM || kind == SQLITE_IOERR ? rc : SQLITE_OK;
}

static int give_finding(void *arg, int n, char **values, char **names)
{
	struct findings *findings = arg;

	(void)names;
	if (n < 1 || !values[0] || !strcmp(values[0], "ok"))
		return 0;
	findings->rc = code_of_page(values[0]);
	if (findings->rc == SQLITE_OK)
		findings->each(findings->arg, values[0]);
	return findings->rc != SQLITE_OK;
}

/* Columns: table, key of the row, table it refers to, number of the reference. */
static int give_reference(void *arg, int n, char **values, char **names)
{
	struct findings *findings = arg;
	char text[200];

	(void)names;
	snprintf(text, sizeof(text), "a row of %s (%s) refers to a missing row of %s",
		n > 0 && values[0] ? values[0] : "?", n > 1 && values[1] ? values[1] : "no rowid",
		n > 2 && values[2] ? values[2] : "?");
	findings->each(findings->arg, text);
	return 0;
}

static int references(
	struct om__conn *conn, void (*each)(void *, const char *), void *arg, struct om_err *err)
{
	struct findings findings = {each, arg, SQLITE_OK};
	int rc =
		sqlite3_exec(conn->db, "pragma foreign_key_check", give_reference, &findings, NULL);

	return rc == SQLITE_OK ? 0 : om__sqlite_fail(conn, conn->db, rc, err);
}

static int integrity(
	struct om__conn *conn, void (*each)(void *, const char *), void *arg, struct om_err *err)
{
	struct findings findings = {each, arg, SQLITE_OK};
	int rc = sqlite3_exec(conn->db, "pragma integrity_check", give_finding, &findings, NULL);

	if (findings.rc != SQLITE_OK)
		return om__sqlite_fail(conn, NULL, findings.rc, err);
	return rc == SQLITE_OK ? references(conn, each, arg, err)
			       : om__sqlite_fail(conn, conn->db, rc, err);
}

static int changes(struct om__conn *conn)
{
	return sqlite3_changes(conn->db);
}

const struct om__driver om__driver_sqlite = {
	.name = "sqlite",
	.engine = OM__SQLITE,
	.schema = om__schema_sqlite,
	.base = om__base_sqlite,
	.open = open_conn,
	.close = close_conn,
	.exec = exec,
	.prepare = om__sqlite_prepare,
	.finalize = om__sqlite_finalize,
	.bind_index = om__sqlite_bind_index,
	.bind_count = om__sqlite_bind_count,
	.bind_int = om__sqlite_bind_int,
	.bind_text = om__sqlite_bind_text,
	.bind_bytes = om__sqlite_bind_bytes,
	.bind_null = om__sqlite_bind_null,
	.step = om__sqlite_step,
	.reset = om__sqlite_reset,
	.clear = om__sqlite_clear,
	.is_write = om__sqlite_is_write,
	.col_int = om__sqlite_col_int,
	.col_text = om__sqlite_col_text,
	.col_len = om__sqlite_col_len,
	.col_null = om__sqlite_col_null,
	.changes = changes,
	.version = version,
	.stamp = stamp,
	.enforce = enforce,
	.settle = settle,
	.references = references,
	.integrity = integrity,
	.backup = om__sqlite_backup,
	.scratch = om__sqlite_scratch,
};
