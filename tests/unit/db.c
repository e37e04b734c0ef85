/* The seam to the database: opening, statements, transactions, ids, bulk rows and copies. */
#include "db_things.h"

static char paths[8][80];

/* A name in the trash folder; up to eight at a time. */
static const char *at(const char *name)
{
	static int turn;
	char *path = paths[turn++ % 8];

	snprintf(path, 80, "%s/%s", folder, name);
	return path;
}

#ifndef OM_DEBUG
#define OM_DEBUG 0
#endif

/* Opens PATH, which must fail; checks code and word. */
static void refuses(const char *path, enum om_open_mode mode, int code, const char *word)
{
	struct om_options options = {.db = path, .mode = mode};
	struct om_err err = {0};
	struct om *om = NULL;
	int r = om__db_open(&options, &om, &err);

	is_int(r, code, "opening %s is refused: %s", strrchr(path, '/') + 1, err.message);
	is_str(err.word, word, "by its word");
	om__db_close(om);
}

static void raw(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
		sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("# raw: %s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (f) {
		fputs(text, f);
		fclose(f);
	}
}

static void test_open(void)
{
	static const struct {
		const char *text;
		int64_t want;
	} pragma[] = {
		{"pragma synchronous", 2},
		{"pragma foreign_keys", 1},
		{"pragma trusted_schema", 0},
		{"pragma temp_store", 2},
		{"pragma wal_autocheckpoint", 0},
		{"pragma query_only", 0},
		{"pragma application_id", OM__APPLICATION_ID},
		{"pragma user_version", OM__SCHEMA_VERSION},
		{"select count(*) from pragma_journal_mode where journal_mode = 'wal'", 1},
		{"select value = '1' from meta where name = 'version'", 1},
	};
	struct om_err err = {0};
	bool has = true;
	struct om *om = open_as(at("a.db"), OM_OPEN_CREATE, false, 0);

	is_int(om__db_has_schema(om, &has, &err), 0, "a new file opens");
	ok(!has, "and has no schema");
	is_int(om__db_make_schema(om, &err), 0, "it is made: %s", err.message);
	ok(om__db_has_schema(om, &has, &err) == 0 && has, "and is there");
	is_int(om__db_make_schema(om, &err), 0, "making it again does nothing");
	for (size_t i = 0; i < OM_COUNT(pragma); i++)
		is_int(ask(om, pragma[i].text), pragma[i].want, "%s", pragma[i].text);
	is_int(run(om, "select \"no_such_column\" from meta", OM__NOARGS, &err), OM_EDB,
		"a misspelt column in double quotes is no string");
	om__db_close(om);

	om = open_as(at("a.db"), OM_OPEN_WRITE, false, 0);
	ok(om != NULL, "it opens again");
	is_int(om->now, 1000, "with the fixed clock");
	is_int(om->busy_ms, 10000, "and the usual time-out");
	om__db_close(om);
	om__db_close(NULL);
}

static void test_refused(void)
{
	write_file(at("text.db"),
		"this is not a database, but it is long enough to be looked at as one: "
		"a page begins with sixteen bytes that say so, and here they do not\n");
	write_file(at("empty.db"), "");
	mkdir(at("dir.db"), 0755);
	raw(at("other.db"), "create table t (x)");
	om__db_close(make(at("new.db")));
	raw(at("new.db"), "pragma user_version = 99");

	refuses(at("missing.db"), OM_OPEN_READ, OM_ENOTFOUND, "no-database");
	refuses(at("missing.db"), OM_OPEN_WRITE, OM_ENOTFOUND, "no-database");
	refuses(at("no/folder.db"), OM_OPEN_CREATE, OM_EIO, "io");
	refuses(at("text.db"), OM_OPEN_READ, OM_EDB, "not-a-database");
	refuses(at("text.db"), OM_OPEN_CREATE, OM_EDB, "not-a-database");
	refuses(at("empty.db"), OM_OPEN_WRITE, OM_EDB, "not-a-database");
	refuses(at("dir.db"), OM_OPEN_WRITE, OM_EDB, "not-a-database");
	refuses(at("other.db"), OM_OPEN_WRITE, OM_EDB, "not-a-database");
	refuses(at("other.db"), OM_OPEN_CREATE, OM_EDB, "not-a-database");
	refuses(at("new.db"), OM_OPEN_READ, OM_EVERSION, "newer-version");
	ok(access(at("missing.db"), F_OK) < 0, "a missing database is not made");
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	sqlite3_open(at("other.db"), &db);
	sqlite3_prepare_v2(db, "pragma journal_mode", -1, &s, NULL);
	sqlite3_step(s);
	is_str((const char *)sqlite3_column_text(s, 0), "delete",
		"a database of others stays as it was");
	sqlite3_finalize(s);
	sqlite3_close(db);
}

/* Opens PATH for reading as nobody and gives the code. */
static int read_as_nobody(const char *path, struct om_err *err)
{
	int64_t answer[2] = {0};
	int fd[2];

	if (pipe(fd) < 0)
		return 1;
	pid_t child = fork();
	if (child == 0) {
		struct om_options options = {.db = path, .mode = OM_OPEN_READ, .busy_ms = 100};
		struct om *om = NULL;
		if (geteuid() == 0 && setresuid(65534, 65534, 65534) < 0)
			_exit(1);
		answer[0] = om__db_open(&options, &om, err);
		if (answer[0] == 0)
			answer[1] = ask(om, "select count(*) from run");
		if (write(fd[1], answer, sizeof(answer)) < 0 || write(fd[1], err, sizeof(*err)) < 0)
			_exit(1);
		_exit(0);
	}
	if (read(fd[0], answer, sizeof(answer)) < 0 || read(fd[0], err, sizeof(*err)) < 0)
		return 1;
	waitpid(child, NULL, 0);
	close(fd[0]);
	close(fd[1]);
	return answer[0] < 0 ? (int)answer[0] : (int)(answer[1] - 100);
}

static void test_read_only_folder(void)
{
	struct om_err err = {0};
	char path[90];

	snprintf(path, sizeof(path), "%s/ro", folder);
	mkdir(path, 0755);
	snprintf(path, sizeof(path), "%s/ro/a.db", folder);
	struct om *om = make(path);
	chmod(folder, 0755);
	is_int(TX(om, &err, RUN_ROW(1)), 1, "a database in a folder of its own");
	om__db_close(om);
	chmod(path, 0444);
	chmod(at("ro"), 0555);
	int r = read_as_nobody(path, &err);
	ok(r == OM_EIO || r == -99, "a read-only folder gives a clear error or the data: %d %s", r,
		err.message);
	if (r == OM_EIO)
		ok(strstr(err.hint, "reading needs") != NULL, "with a hint: %s", err.hint);
	else
		ok(err.code == 0, "and no error");
	chmod(at("ro"), 0755);
	chmod(path, 0644);
	om = open_as(path, OM_OPEN_WRITE, false, 0);
	is_int(ask(om, "select count(*) from run"), 1, "the owner reads it");
	err = (struct om_err){0};
	is_int(read_as_nobody(path, &err), -99, "so does another user while it is open: %s",
		err.message);
	om__db_close(om);
}

/* Runs FN in a child; true if it aborted. */
static bool aborts(void (*fn)(struct om *), struct om *om)
{
	int status = 0;

	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		signal(SIGABRT, SIG_DFL);
		fn(om);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void ask_binds(struct om *om, const struct om__arg *args)
{
	struct om__q *q = NULL;

	if (om__q_text(om, "select :first, :second", args, &q, NULL) == 0)
		om__done(&q);
}
static void unknown_bind(struct om *om)
{
	ask_binds(om, OM__ARGS(OM__I("first", 1), OM__I("third", 1)));
}
static void missing_bind(struct om *om)
{
	ask_binds(om, OM__ARGS(OM__I("first", 1)));
}
static void double_bind(struct om *om)
{
	ask_binds(om, OM__ARGS(OM__I("first", 1), OM__I("first", 1)));
}
static void surplus_bind(struct om *om)
{
	ask_binds(om, OM__ARGS(OM__I("first", 1), OM__I("second", 1), OM__I("second", 1)));
}
static void right_binds(struct om *om)
{
	ask_binds(om, OM__ARGS(OM__I("second", 1), OM__I("first", 1)));
}

static void test_binds(struct om *om)
{
	struct om_err err = {0};
	struct om__q *q = NULL;
	static const char *const all = "select :i, :s, :n, :b, :v, :w, :null";

	is_int(om__q_text(om, all,
		       OM__ARGS(OM__I("i", INT64_MIN), OM__S("s", "text"), OM__N("n"),
			       OM__B("b", "a\0b", 3), OM__V("v", true, 7), OM__V("w", false, 7),
			       OM__S("null", NULL)),
		       &q, &err),
		0, "every kind of bind: %s", err.message);
	is_int(om__step(q, &err), 1, "a row");
	is_int(om__col_int(q, 0), INT64_MIN, "the least integer");
	is_str(om__col_text(q, 1), "text", "a text");
	ok(om__col_null(q, 2) && !om__col_null(q, 1), "a null");
	is_int(om__col_int(q, 2), 0, "which is 0");
	is_str(om__col_text(q, 2), "", "and empty");
	is_int(om__col_len(q, 3), 3, "bytes have their length");
	ok(memcmp(om__col_text(q, 3), "a\0b", 3) == 0, "and may be 0");
	is_int(om__col_int(q, 4), 7, "a value that is there");
	ok(om__col_null(q, 5), "one that is not");
	ok(om__col_null(q, 6), "no text is null");
	is_int(om__step(q, &err), 0, "the end");
	om__again(q);
	om__bind(q, (struct om__arg)OM__S("s", "next"));
	om__bind(q, (struct om__arg)OM__I("v", 8));
	om__bind(q, (struct om__arg)OM__I("i", 9));
	is_int(om__step(q, &err), 1, "it runs again");
	is_str(om__col_text(q, 1), "next", "with a new text");
	is_int(om__col_int(q, 4), 8, "a new value");
	is_int(om__col_int(q, 0), 9, "whatever the order");
	is_int(om__col_len(q, 3), 3, "and the others as they were");
	om__done(&q);
	ok(q == NULL, "done forgets it");
	om__done(&q);

	ok(aborts(unknown_bind, om), "an unknown bind aborts");
	ok(aborts(missing_bind, om), "a missing bind aborts");
	ok(aborts(double_bind, om), "a bind given twice aborts");
	ok(aborts(surplus_bind, om), "a surplus bind aborts");
	ok(!aborts(right_binds, om), "the right ones do not");
}

static int lend_twice(struct om *om, void *arg, struct om_err *err)
{
	const struct om__arg *args =
		OM__ARGS(OM__S("name", "lent"), OM__I("next", 2), OM__I("count", 1));
	struct om__q *a = NULL, *b = NULL, *c = NULL;
	bool *is_right = arg;
	int r = om__q(om, OM__SQL_db_ids, args, &a, err);

	if (r == 0)
		r = om__q(om, OM__SQL_db_ids, args, &b, err);
	is_right[0] = r == 0 && a != b;
	void *was = b;
	om__done(&b);
	if (r == 0)
		r = om__q(om, OM__SQL_db_ids, args, &c, err);
	is_right[1] = r == 0 && was == c;
	om__done(&c);
	om__done(&a);
	return r;
}

static void test_statements(struct om *om)
{
	struct om_err err = {0};
	bool is_right[2] = {false};
	int64_t n = 77;

	is_int(om__tx_run(om, lend_twice, is_right, &err), 0, "lending twice works: %s",
		err.message);
	ok(is_right[0], "a lent statement is prepared a second time");
	ok(is_right[1], "one that is given back is lent again");
	is_int(om__get_int(om, OM__SQL_db_ids,
		       OM__ARGS(OM__S("name", "x"), OM__I("next", 2), OM__I("count", 1)), &n, &err),
		OM_EBUG, "a write outside of a transaction is a bug");
	ok(strstr(err.hint, "db_ids' at lib/db/db.sql:") != NULL, "which names the statement: %s",
		err.hint);
	is_int(n, 77, "and gives nothing");
	is_str(om__sql_text(OM__SQL_db_ids)->name, "db_ids", "statements know their name");
	err = (struct om_err){0};
	is_int(run(om, "selec 1", OM__NOARGS, &err), OM_EBUG, "bad text is a bug: %s", err.message);
	is_int(run(om, "select 1; select 2", OM__NOARGS, NULL), OM_EBUG,
		"two statements are one too many");
	is_int(om->db->lent, 0, "nothing is left lent");
}

struct probe {
	int runs, rollbacks, commits;
	char order[20];
	int code; /* to return */
};
static struct probe *probed;

static void saw_rollback(struct om *om)
{
	(void)om;
	probed->rollbacks++;
}
static void saw_commit(struct om *om, void *arg)
{
	(void)om;
	probed->commits++;
	snprintf(probed->order + strlen(probed->order), 8, "%s", (char *)arg);
}
static int refuse_commit(struct om *om, struct om_err *err)
{
	(void)om;
	return om_err_set(err, OM_EREFUSED, "refused", "no");
}

static int probe_body(struct om *om, void *arg, struct om_err *err)
{
	struct probe *probe = arg;

	probe->runs++;
	int r = run(om, RUN_ROW(900), OM__NOARGS, err);
	if (r >= 0)
		r = om__on_commit(om, saw_commit, om__strdup(&om->tx_arena, "a"), err);
	if (r >= 0)
		r = om__on_commit(om, saw_commit, om__strdup(&om->tx_arena, "b"), err);
	if (r >= 0 && probe->code)
		r = om_err_set(err, probe->code, "refused", "body says no");
	return r;
}

static int nested_body(struct om *om, void *arg, struct om_err *err)
{
	return om__tx_run(om, probe_body, arg, err);
}

static int leave_row(struct om *om, void *arg, struct om_err *err)
{
	int r = om__q_text(om, "select 1 union all select 2", OM__NOARGS, arg, err);

	return r < 0 ? r : om__step(*(struct om__q **)arg, err);
}

static int give_seven(struct om *om, void *arg, struct om_err *err)
{
	(void)om;
	(void)arg;
	(void)err;
	return 7;
}

static void test_tx(struct om *om)
{
	struct om_err err = {0};
	struct probe refused = {.code = OM_EREFUSED}, good = {0}, nested = {0}, before = {0};
	struct om__q *q = NULL;

	om->on_rollback = saw_rollback;
	probed = &refused;
	is_int(om__tx_run(om, probe_body, &refused, &err), OM_EREFUSED,
		"an error of the body comes out");
	is_str(err.message, "body says no", "with its message");
	is_int(ask(om, "select count(*) from run where run_id = 900"), 0, "and is rolled back");
	is_int(refused.rollbacks, 1, "on_rollback is called");
	is_int(refused.commits, 0, "the on-commit list is not");

	probed = &before;
	om->before_commit = refuse_commit;
	is_int(om__tx_run(om, probe_body, &before, &err), OM_EREFUSED, "before_commit can refuse");
	om->before_commit = NULL;
	is_int(ask(om, "select count(*) from run where run_id = 900"), 0, "which rolls back");
	is_int(before.commits, 0, "and calls no on-commit list");

	probed = &good;
	is_int(om__tx_run(om, probe_body, &good, &err), 0, "a good body: %s", err.message);
	is_int(err.code, 0, "an attempt empties the error");
	is_int(ask(om, "select count(*) from run where run_id = 900"), 1, "it is committed");
	is_str(good.order, "ab", "the on-commit list runs in order");
	is_int(good.runs, OM_DEBUG + 1, "a debug build runs it twice");

	probed = &nested;
	is_int(om__tx_run(om, nested_body, &nested, &err), OM_ECONFLICT,
		"a nested one is part of the outer");
	is_str(err.word, "exists", "a key that is there: %s", err.message);
	om->on_rollback = NULL;

	is_int(om__tx_run(om, leave_row, &q, &err), OM_EBUG,
		"a row that outlives the body is a bug");
	is_int(TX(om, &err, "select 1"), OM_EBUG, "and one that is open when it begins");
	om__done(&q);
	is_int(om__tx_run(om, give_seven, NULL, NULL), 7, "no error struct is needed");
	is_int(om->tx_depth, 0, "the depth is back at 0");
}

static void test_constraints(struct om *om)
{
	struct om_err err = {0};

	is_int(TX(om, &err, RUN_ROW(1)), 1, "a run: %s", err.message);
	is_int(TX(om, &err, RUN_ROW(1)), OM_ECONFLICT, "a key twice: %s", err.message);
	is_str(err.word, "exists", "is 'exists'");
	is_int(TX(om, &err, "insert into setting values ('a', 'b', 1, 1)",
		       "insert into setting values ('a', 'b', 1, 1)"),
		OM_ECONFLICT, "in a clustered table too: %s", err.message);
	is_int(TX(om, &err, "insert into setting values ('a', 'b', 1, 999)"), OM_EBUG,
		"a missing row: %s", err.message);
	is_int(TX(om, &err, "insert into setting values ('a', null, 1, 1)"), OM_EBUG, "a null: %s",
		err.message);
	is_int(TX(om, &err, "insert into setting values ('a', 'b', 'x', 1)"), OM_EBUG, "a type: %s",
		err.message);
	is_int(TX(om, &err,
		       "insert into movement values (1, 1, 1, 'set', 'on_hand', 1, 0, 0, null, "
		       "null, null, '', '')"),
		OM_EBUG, "a check: %s", err.message);
	ok(strstr(err.message, "movement_delta") != NULL, "which is named");
	is_str(err.word, "bug", "is 'bug'");
	is_int(TX(om, &err, "insert into history values (1, 1, 'order', 1, 'status', null, 'x')"),
		1, "history");
	is_int(TX(om, &err, "update history set new_value = 'y'"), OM_EBUG, "is not updated: %s",
		err.message);
	ok(strstr(err.message, "history is append-only") != NULL, "it is append-only");
	is_int(TX(om, &err, "delete from history"), OM_EBUG, "and not deleted: %s", err.message);
	is_int(ask(om, "select count(*) from history where new_value = 'x'"), 1,
		"the row is there");
}

static void test_dry(const char *path)
{
	struct om_err err = {0};
	struct om *om = open_as(path, OM_OPEN_WRITE, true, 0);
	struct om *reader = open_as(path, OM_OPEN_READ, false, 0);
	struct probe probe = {0};
	int64_t n = ask(reader, "select count(*) from run");

	is_int(om__dry_prepare(om, OM__DRY_MAX, &err), 0, "a small dry run");
	is_int(TX(om, &err, RUN_ROW(4000)), 1, "a write: %s", err.message);
	is_int(TX(om, &err, RUN_ROW(4001), RUN_ROW(4001)), OM_ECONFLICT, "a failed one");
	is_int(TX(om, &err, RUN_ROW(4002)), 1, "another: %s", err.message);
	is_int(ask(om, "select count(*) from run"), n + 2, "it sees what it did");
	is_int(ask(reader, "select count(*) from run"), n, "nobody else does");
	probed = &probe;
	is_int(TX(om, &err, "delete from run where run_id = 900"), 1, "it may delete");
	is_int(om__tx_run(om, probe_body, &probe, &err), 0, "a probe: %s", err.message);
	is_int(probe.commits, 2, "the on-commit list runs as in earnest");
	is_int(om__read_begin(om, &err), 0, "reading in it");
	is_int(ask(om, "select count(*) from run"), n + 2, "sees the same");
	om__read_end(om);
	om__db_close(om);
	is_int(ask(reader, "select count(*) from run"), n, "in the end nothing is kept");
	om__db_close(reader);
	om = open_as(path, OM_OPEN_WRITE, false, 100);
	is_int(TX(om, &err, "select 1"), 0, "and the lock is free: %s", err.message);
	om__db_close(om);
}

struct ids {
	const char *table;
	int64_t n, first;
	int code;
};

static int take_ids(struct om *om, void *arg, struct om_err *err)
{
	struct ids *ids = arg;
	int r = om__ids(om, ids->table, ids->n, &ids->first, err);

	return r < 0 ? r : ids->code;
}

static void test_ids(struct om *om)
{
	static const struct ids rows[] = {
		{"orders", 1, 1, 0}, {"orders", 10, 2, 0}, {"orders", 5, 12, OM_EREFUSED},
		{"orders", 1, 12, 0}, {"shipment", 3, 1000, 0}, {"shipment", 1, 1003, 0},
		{"pick_list", 1, 1000, 0}, {"movement", 1, 1, 0}, {"movement", 3, 2, 0},
		{"movement", 1, 5, 0},                               /* of a block of six */
		{"movement", 2000, 11, 0}, {"movement", 1, 2011, 0}, /* not what was left of it */
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct ids ids = rows[i];
		ids.first = 0;
		is_int(om__tx_run(om, take_ids, &ids, NULL), rows[i].code, "ids of %s",
			rows[i].table);
		is_int(ids.first, rows[i].first, "the first of %d", (int)rows[i].n);
	}
}

struct bulk_row {
	int64_t next, count;
	const char *name;
};
static const struct om__bindmap bulk_map[] = {
	OM__MAP_S(bulk_row, name), OM__MAP_I(bulk_row, count), OM__MAP_I(bulk_row, next)};
static const struct om__bindmap wrong_map[] = {
	OM__MAP_S(bulk_row, name), OM__MAP_I(bulk_row, count), OM__MAP_I(bulk_row, count)};
static const struct om__bindmap short_map[] = {
	OM__MAP_S(bulk_row, name), OM__MAP_I(bulk_row, count)};

/* A struct with every kind of member, written through maps that tests make up. */
static int put_rows(struct om *om, void *arg, struct om_err *err)
{
	struct om__bulk *bulk = NULL, *again = NULL;
	char name[20];
	bool *is_same = arg;
	int r = om__bulk(om, OM__SQL_db_ids, bulk_map, OM_COUNT(bulk_map), &bulk, err);

	for (int i = 0; r >= 0 && i < 100; i++) {
		snprintf(name, sizeof(name), "bulk%02d", i);
		r = om__bulk_put(bulk, &(struct bulk_row){i, 1, name}, err);
	}
	if (r >= 0)
		r = om__bulk(om, OM__SQL_db_ids, bulk_map, OM_COUNT(bulk_map), &again, err);
	*is_same = bulk == again;
	return r;
}

static int put_null(struct om *om, void *arg, struct om_err *err)
{
	struct om__bulk *bulk = NULL;
	int r = om__bulk(om, OM__SQL_db_ids, bulk_map, OM_COUNT(bulk_map), &bulk, err);

	(void)arg;
	return r < 0 ? r : om__bulk_put(bulk, &(struct bulk_row){1, 1, NULL}, err);
}

static void open_wrong(struct om *om)
{
	struct om__bulk *bulk;

	if (om__bulk(om, OM__SQL_db_ids, wrong_map, OM_COUNT(wrong_map), &bulk, NULL) < 0)
		_exit(0);
}
static void open_short(struct om *om)
{
	struct om__bulk *bulk;

	if (om__bulk(om, OM__SQL_db_ids, short_map, OM_COUNT(short_map), &bulk, NULL) < 0)
		_exit(0);
}

static void test_bulk(struct om *om)
{
	struct om_err err = {0};
	bool is_same = false;
	struct om__bulk *bulk = NULL;

	is_int(om__tx_run(om, put_rows, &is_same, &err), 0, "bulk rows: %s", err.message);
	ok(is_same, "the writer is kept");
	is_int(ask(om, "select count(*) from id_block where name like 'bulk%'"), 100,
		"all are there");
	is_int(ask(om, "select next from id_block where name = 'bulk41'"), 41, "with their values");
	is_int(om__tx_run(om, put_null, NULL, &err), OM_EBUG, "a null text is null: %s",
		err.message);
	ok(strstr(err.hint, "db_ids") != NULL, "the statement is named");
	is_int(om__bulk(om, OM__SQL_db_ids, bulk_map, OM_COUNT(bulk_map), &bulk, &err), 0,
		"opening is no write");
	is_int(om__bulk_put(bulk, &(struct bulk_row){1, 1, "x"}, NULL), OM_EBUG, "putting is");
	ok(aborts(open_wrong, om), "a map that names a bind twice aborts");
	ok(aborts(open_short, om), "a map that forgets a bind aborts");
}

static int backup_meanwhile(struct om *om, void *arg, struct om_err *err)
{
	int r = run(om, "insert into meta values ('uncommitted', 'x')", OM__NOARGS, err);

	unlink(at("copy.db")); /* of the rehearsal */
	return r < 0 ? r : om__db_backup(arg, at("copy.db"), err);
}

static void count_finding(void *arg, const char *text)
{
	++*(int *)arg;
	printf("# finding: %s\n", text);
}

static void test_backup(const char *path)
{
	struct om_err err = {0};
	struct om *writer = open_as(path, OM_OPEN_WRITE, false, 0);
	struct om *reader = open_as(path, OM_OPEN_READ, false, 0);
	int findings = 0;

	is_int(om__tx_run(writer, backup_meanwhile, reader, &err), 0,
		"a backup beside an open transaction: %s", err.message);
	struct om *copy = open_as(at("copy.db"), OM_OPEN_WRITE, false, 0);
	ok(copy != NULL, "it opens");
	is_int(ask(copy, "select count(*) from run"), ask(reader, "select count(*) from run"),
		"it has the rows");
	is_int(ask(copy, "select count(*) from meta where name = 'uncommitted'"), 0,
		"of the last commit");
	is_int(om__db_integrity(copy, count_finding, &findings, &err), 0, "it is checked: %s",
		err.message);
	is_int(findings, 0, "and whole");
	om__db_close(copy);
	is_int(om__db_backup(reader, at("copy.db"), &err), OM_ECONFLICT,
		"a backup replaces nothing");
	is_str(err.word, "exists", "the name exists");
	err = (struct om_err){0};
	is_int(om__db_backup(reader, at("none/copy.db"), &err), OM_EIO,
		"a folder must be there: %s", err.message);
	is_int(om__tx_run(writer, (om__body *)backup_meanwhile, writer, &err), OM_ECONFLICT,
		"meta is unique");
	is_int(files_in_folder("part"), 0, "no part is left");
	om__db_close(reader);
	om__db_close(writer);
}

static void test_integrity(const char *path)
{
	struct om_err err = {0};
	int findings = 0;

	raw(path,
		"pragma foreign_keys = off; insert into setting values ('orphan', '', 1, 123456)");
	struct om *om = open_as(path, OM_OPEN_WRITE, false, 0);
	is_int(om__db_integrity(om, count_finding, &findings, &err), 0,
		"a broken reference is no failure");
	is_int(findings, 1, "but a finding");
	is_int(TX(om, &err, "delete from setting where name = 'orphan'"), 1, "which goes: %s",
		err.message);
	om__db_close(om);
}

static void test_memory(void)
{
	struct om_err err = {0};
	struct om *om = make(":memory:");

	ok(om->path == NULL, "a database in memory has no path");
	is_int(TX(om, &err, RUN_ROW(1)), 1, "it takes rows: %s", err.message);
	ok(!om__someone_waits(om), "nobody waits for it");
	om__db_close(om);
}

int main(void)
{
	char path[80];

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/main.db", folder);
	test_open();
	test_refused();
	test_read_only_folder();
	struct om *om = make(path);
	test_binds(om);
	test_statements(om);
	test_tx(om);
	test_constraints(om);
	test_ids(om);
	test_bulk(om);
	om__db_close(om);
	test_dry(path);
	test_backup(path);
	test_integrity(path);
	test_memory();
	is_int(files_in_folder("-wal"), 0, "every log is closed");
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return done();
}
