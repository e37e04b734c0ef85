/* The runner of migrations, with a list of its own: each one whole or not at all, whatever fails,
 * whoever dies, and however many run it at once. */
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "db/driver.h"
#include "db/migrate.h"
#include "db/state.h"
#include "tap.h"

static char folder[] = "/tmp/om-migrate-XXXXXX";

static const char *at(const char *name)
{
	static char paths[4][80];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, 80, "%s/%s", folder, name);
	return path;
}

#define STEPS(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}
STEPS(add_column, "alter table product add column color text not null default ''");
STEPS(new_table,
	"create table swatch (swatch_id integer primary key, product_id integer not null "
	"constraint swatch_product_ref references product (product_id)) strict",
	"create index swatch_product on swatch (product_id)");
/* A table that others refer to gets another constraint. */
STEPS(rebuild,
	"create table run_new (run_id integer primary key, at integer not null, actor text not "
	"null, program text not null, command text not null, reason text, allow text, created "
	"integer not null default 0, updated integer not null default 0, unchanged integer not "
	"null default 0, rejected integer not null default 0, finished_at integer, constraint "
	"run_actor check (actor <> '')) strict",
	"insert into run_new select run_id, at, actor, program, command, reason, allow, created, "
	"updated, unchanged, rejected, finished_at from run",
	"drop table run", "alter table run_new rename to run");
STEPS(broken, "create table half (half_id integer primary key) strict", "create table half (x)");
STEPS(dangling, "delete from run");

#define M(v, n, steps) \
	{ \
		.version = v, .name = n, .what = "what " n, \
		{ \
			steps, steps \
		} \
	}
static const struct om__migration sound[] = {M(2, "0002-color", add_column),
	M(3, "0003-swatch", new_table), M(4, "0004-run", rebuild), {0}};
static const struct om__migration failing[] = {M(2, "0002-color", add_column),
	M(3, "0003-swatch", new_table), M(4, "0004-half", broken), {0}};
static const struct om__migration orphaning[] = {M(2, "0002-runs", dangling), {0}};

static struct om *open_as(const char *path, enum om_open_mode mode, bool is_dry)
{
	struct om_options options = {.db = path, .mode = mode, .now = 1000, .is_dry = is_dry};
	struct om_err err = {0};
	struct om *om = NULL;

	if (om__db_open(&options, &om, &err) < 0) {
		printf("Bail out! open %s: %s [%s]\n", path, err.message, err.word);
		exit(1);
	}
	return om;
}

static int first_rows(struct om *om, void *arg, struct om_err *err)
{
	static const char *const rows[] = {
		"insert into run (run_id, at, actor, program, command) values (1, 5, 'os:a', 'om', "
		"'x')",
		"insert into product (product_id, sku, sku_key, name, brand, currency, created_at, "
		"modified_at, created_run) values (1, 'A', 'A', 'a', 'b', 'USD', 1, 1, 1)",
	};
	int r = 0;

	(void)arg;
	for (size_t i = 0; i < OM_COUNT(rows) && r >= 0; i++)
		r = om->driver->exec(om->conn, rows[i], err);
	return r;
}

/* A database of version 1 with a product. */
static struct om *make(const char *name)
{
	struct om_err err = {0};
	const char *path = at(name);
	struct om *om = open_as(path, OM_OPEN_CREATE, false);

	if (om__db_make_schema(om, &err) < 0 || om__tx_run(om, first_rows, NULL, &err) < 0) {
		printf("Bail out! no database: %s\n", err.message);
		exit(1);
	}
	om__db_close(om);
	return open_as(path, OM_OPEN_UPGRADE, false);
}

static int64_t ask(struct om *om, const char *text)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_err err = {0};

	if (om__q_text(om, text, OM__NOARGS, &q, &err) < 0 || om__step(q, &err) != 1)
		return INT64_MIN;
	return om__col_int(q, 0);
}

static int version_of(struct om *om)
{
	int version = -1;

	return om__db_version(om, &version, NULL) < 0 ? -1 : version;
}

static void count(void *arg, const struct om__migration *m)
{
	(void)m;
	++*(int *)arg;
}

static void test_sound(void)
{
	struct om *om = make("sound.db");
	struct om_err err = {0};
	int done_count = 0;

	is_int(om__migrate(om, sound, 3, count, &done_count, &err), 0, "two steps: %s",
		err.message);
	is_int(done_count, 2, "each is told");
	is_int(version_of(om), 3, "the version follows");
	is_int(ask(om, "select value from meta where name = 'version'"), 3, "in both places");
	is_int(ask(om, "select count(*) from product where color = ''"), 1, "a column is added");
	is_int(ask(om, "select count(*) from swatch"), 0, "a table is made");
	is_int(om__migrate(om, sound, 4, count, &done_count, &err), 0, "a table is rebuilt: %s",
		err.message);
	is_int(done_count, 3, "by the one step that was left");
	is_int(ask(om, "select count(*) from product p join run r on r.run_id = p.created_run"), 1,
		"rows that refer to it still do");
	is_int(ask(om,
		       "select count(*) from pragma_foreign_key_list('product') where \"table\" = "
		       "'run'"),
		1, "so does the table");
	is_int(ask(om, "pragma foreign_keys"), 1, "references are enforced again");
	is_int(om__migrate(om, sound, 4, count, &done_count, &err), 0, "once more: %s",
		err.message);
	is_int(done_count, 3, "there is nothing to do");
	om__db_close(om);
}

static void test_failing(void)
{
	struct om *om = make("failing.db");
	struct om_err err = {0};
	int done_count = 0;

	ok(om__migrate(om, failing, 4, count, &done_count, &err) < 0, "a step fails");
	ok(strstr(err.hint, "0004-half") != NULL, "it is named: %s", err.hint);
	is_int(done_count, 2, "those before it count");
	is_int(version_of(om), 3, "and stand");
	is_int(ask(om, "select count(*) from sqlite_schema where name = 'half'"), 0,
		"of the failed one nothing does");
	is_int(ask(om, "pragma foreign_keys"), 1, "references are enforced all the same");
	om_err_clear(&err);
	is_int(om__migrate(om, sound, 4, count, &done_count, &err), 0, "a better one goes on: %s",
		err.message);
	is_int(version_of(om), 4, "to the end");
	om__db_close(om);
}

static void test_orphans(void)
{
	struct om *om = make("orphans.db");
	struct om_err err = {0};

	is_int(om__migrate(om, orphaning, 2, NULL, NULL, &err), OM_EDB, "an orphan is found: %s",
		err.message);
	ok(strstr(err.message, "refers to a missing row of run") != NULL, "by its table");
	is_int(ask(om, "select count(*) from run"), 1, "and nothing is lost");
	om__db_close(om);
}

static void test_dry(void)
{
	struct om *om = make("dry.db");
	struct om_err err = {0};
	const char *path = om__strdup(&om->arena, om->path);
	struct om *dry = open_as(path, OM_OPEN_UPGRADE, true);

	is_int(om__dry_prepare(dry, OM__DRY_MAX + 1, &err), 0, "a dry run: %s", err.message);
	is_int(om__migrate(dry, sound, 4, NULL, NULL, &err), 0, "runs every step: %s", err.message);
	is_int(version_of(dry), 4, "on its copy");
	is_int(version_of(om), 1, "and not on the database");
	om__db_close(dry);
	om__db_close(om);
}

static void die(void *arg, const struct om__migration *m)
{
	(void)arg;
	if (m->version == 3)
		kill(getpid(), SIGKILL);
}

static void test_crash(void)
{
	struct om *om = make("crash.db");
	char *path = om__strdup(&om->arena, om->path);
	struct om_err err = {0};
	int done_count = 0, status = 0;

	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct om *own = open_as(path, OM_OPEN_UPGRADE, false);
		_exit(om__migrate(own, sound, 4, die, NULL, NULL));
	}
	waitpid(child, &status, 0);
	ok(WIFSIGNALED(status), "an upgrade is killed between two steps");
	is_int(version_of(om), 3, "what was committed stands");
	is_int(om__migrate(om, sound, 4, count, &done_count, &err), 0, "it goes on: %s",
		err.message);
	is_int(done_count, 1, "with what is left");
	is_int(version_of(om), 4, "to the end");
	om__db_close(om);
}

/* Opens, says so, and upgrades when the parent lets all go at once. */
static int one_of_many(const char *path, int ready, int go)
{
	struct om *om = open_as(path, OM_OPEN_UPGRADE, false);
	char byte = 0;
	int n = 0;

	if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 0)
		return 100;
	return om__migrate(om, sound, 4, count, &n, NULL) < 0 ? 100 : n;
}

static void test_many(void)
{
	struct om *om = make("many.db");
	char *path = om__strdup(&om->arena, om->path), byte;
	pid_t child[6];
	int applied = 0, failed = 0, ready[2], go[2];

	if (pipe(ready) < 0 || pipe(go) < 0)
		exit(1);
	fflush(NULL);
	for (size_t i = 0; i < OM_COUNT(child); i++) {
		child[i] = fork();
		if (child[i] == 0) {
			close(go[1]);
			_exit(one_of_many(path, ready[1], go[0]));
		}
	}
	for (size_t i = 0; i < OM_COUNT(child); i++)
		failed += read(ready[0], &byte, 1) != 1;
	close(go[1]);
	for (size_t i = 0; i < OM_COUNT(child); i++) {
		int status = 0;
		waitpid(child[i], &status, 0);
		failed += !WIFEXITED(status) || WEXITSTATUS(status) == 100;
		applied += WEXITSTATUS(status);
	}
	is_int(failed, 0, "6 upgrades at once all succeed");
	is_int(applied, 3, "each step is applied once");
	is_int(version_of(om), 4, "to the end");
	om__db_close(om);
}

static int build_third(struct om *om, void *arg, struct om_err *err)
{
	(void)arg;
	return om__migrate_from_base(om, sound, 3, err);
}

static void test_base(void)
{
	struct om_err err = {0};
	struct om *om = open_as(at("base.db"), OM_OPEN_CREATE, false);

	is_int(om__tx_run(om, build_third, NULL, &err), 0, "an older schema is built: %s",
		err.message);
	is_int(version_of(om), 3, "of its version");
	is_int(ask(om, "select count(*) from swatch"), 0, "with what it had");
	om__db_close(om);
}

static void test_versions(void)
{
	static const struct {
		int version;
		enum om_open_mode mode;
		const char *word;
	} rows[] = {
		{3, OM_OPEN_READ, ""},
		{3, OM_OPEN_UPGRADE, ""},
		{4, OM_OPEN_READ, "newer-version"},
		{4, OM_OPEN_UPGRADE, "newer-version"},
		{2, OM_OPEN_READ, "older-version"},
		{2, OM_OPEN_WRITE, "older-version"},
		{2, OM_OPEN_CREATE, "older-version"},
		{2, OM_OPEN_UPGRADE, ""},
		{0, OM_OPEN_CREATE, ""},
		{0, OM_OPEN_UPGRADE, "not-a-database"},
		{0, OM_OPEN_WRITE, "not-a-database"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int r = om__version_check("x.db", rows[i].version, 3, rows[i].mode, &err);

		is_str(err.word, rows[i].word, "version %d of 3, mode %d", rows[i].version,
			rows[i].mode);
		ok((r == 0) == !*rows[i].word, "and its code");
		if (!strcmp(rows[i].word, "older-version")) {
			is_str(err.hint, "run om-admin upgrade", "the way out");
			is_int(om_err_exit(&err), 3, "nothing changed");
		}
	}
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	test_sound();
	test_failing();
	test_orphans();
	test_dry();
	test_crash();
	test_many();
	test_base();
	test_versions();
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return done();
}
