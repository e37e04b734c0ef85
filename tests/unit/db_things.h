/* What the tests of the database share: databases in a folder of their own, and statements that are
 * no part of the library. */
#ifndef DB_THINGS_H
#define DB_THINGS_H

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "db/db.h"
#include "db/driver.h"
#include "db/state.h"
#include "tap.h"

static char folder[] = "/tmp/om-db-XXXXXX";

static struct om *open_as(const char *path, enum om_open_mode mode, bool is_dry, int busy_ms)
{
	struct om_options options = {
		.db = path, .mode = mode, .now = 1000, .is_dry = is_dry, .busy_ms = busy_ms};
	struct om_err err = {0};
	struct om *om = NULL;

	if (om__db_open(&options, &om, &err) < 0)
		printf("# open %s: %s [%s]\n", path, err.message, err.word);
	return om;
}

static struct om *make(const char *path)
{
	struct om_err err = {0};
	struct om *om = open_as(path, OM_OPEN_CREATE, false, 0);

	if (!om || om__db_make_schema(om, &err) < 0) {
		printf("Bail out! no database: %s\n", err.message);
		exit(1);
	}
	return om;
}

/* Runs TEXT to its end; rows changed, or the error. */
static int run(struct om *om, const char *text, const struct om__arg *args, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int r = om__q_text(om, text, args, &q, err);

	if (r < 0)
		return r;
	do
		r = om__step(q, err);
	while (r == 1);
	return r < 0 ? r : om->driver->changes(om->conn);
}

static int64_t ask(struct om *om, const char *text)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_err err = {0};

	if (om__q_text(om, text, OM__NOARGS, &q, &err) < 0 || om__step(q, &err) != 1) {
		printf("# %s: %s\n", text, err.message);
		return INT64_MIN;
	}
	return om__col_int(q, 0);
}

/* A body that runs the texts of ARG (NULL ends them). */
static int texts(struct om *om, void *arg, struct om_err *err)
{
	int r = 0;

	for (const char **text = arg; *text && r >= 0; text++)
		r = run(om, *text, OM__NOARGS, err);
	return r;
}
#define TX(om, err, ...) om__tx_run((om), texts, (const char *[]){__VA_ARGS__, NULL}, (err))

#define RUN_ROW(id) \
	"insert into run (run_id, at, actor, program, command) values (" #id \
	", 5, 'os:a', 'om', 'x')"

static int files_in_folder(const char *part)
{
	DIR *dir = opendir(folder);
	int n = 0;

	for (struct dirent *entry; dir && (entry = readdir(dir));)
		n += strstr(entry->d_name, part) != NULL;
	if (dir)
		closedir(dir);
	return n;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

#endif
