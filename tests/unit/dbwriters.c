/* Many at one database: readers that keep their moment, writers that wait and race, and the copies
 * on which long dry runs work. */
#include "db_things.h"

static void test_read(const char *path)
{
	struct om_err err = {0};
	struct om *writer = open_as(path, OM_OPEN_WRITE, false, 0);
	struct om *reader = open_as(path, OM_OPEN_READ, false, 0);
	int64_t n = ask(reader, "select count(*) from run");

	is_int(ask(reader, "pragma query_only"), 1, "a reader only reads");
	is_int(TX(reader, &err, RUN_ROW(2000)), OM_EBUG, "a transaction is refused: %s",
		err.message);
	is_int(reader->driver->exec(reader->conn, RUN_ROW(2000), NULL), OM_EIO, "a bare write too");
	is_int(om__read_begin(reader, &err), 0, "a read transaction");
	is_int(ask(reader, "select count(*) from run"), n, "sees a moment");
	is_int(TX(writer, &err, RUN_ROW(2001)), 1, "while another writes: %s", err.message);
	is_int(om__read_begin(reader, &err), 0, "nested");
	is_int(ask(reader, "select count(*) from run"), n, "it is still that moment");
	om__read_end(reader);
	is_int(ask(reader, "select count(*) from run"), n, "until the outer end");
	om__read_end(reader);
	is_int(ask(reader, "select count(*) from run"), n + 1, "then it sees the row");
	is_int(om__read_begin(writer, &err), 0, "a writer may read so too");
	is_int(TX(writer, &err, RUN_ROW(2002)), OM_EBUG, "but not write meanwhile");
	om__read_end(writer);
	om__db_close(reader);
	om__db_close(writer);
}

static int wait_in_body(struct om *om, void *arg, struct om_err *err)
{
	struct om *other = arg;
	int64_t began = om__clock_ms();

	(void)om;
	int r = TX(other, err, RUN_ROW(3000));
	is_int(r, OM_EBUSY, "a second writer waits: %s", err->message);
	is_str(err->word, "locked", "and gives up, locked");
	ok(om__clock_ms() - began >= 60, "not before its time-out");
	om_err_clear(err);
	return 0;
}

/* A child that holds the write lock for MS without the turnstile. */
static pid_t hold_lock(const char *path, int ms)
{
	int fd[2];
	char byte = 0;

	if (pipe(fd) < 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *db = NULL;
		sqlite3_open(path, &db);
		sqlite3_exec(db, "begin immediate", NULL, NULL, NULL);
		if (write(fd[1], "x", 1) < 0)
			_exit(1);
		usleep((useconds_t)ms * 1000);
		sqlite3_exec(db, "rollback", NULL, NULL, NULL);
		sqlite3_close(db);
		_exit(0);
	}
	if (read(fd[0], &byte, 1) < 0)
		return -1;
	close(fd[0]);
	close(fd[1]);
	return child;
}

static int wait_for_waiter(struct om *om, void *arg, struct om_err *err)
{
	bool *is_seen = arg;

	(void)err;
	is_seen[0] = om__someone_waits(om);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct om *other = open_as(om->path, OM_OPEN_WRITE, false, 300);
		_exit(TX(other, NULL, "select 1") == OM_EBUSY ? 0 : 1);
	}
	for (int i = 0; i < 250 && !is_seen[1]; i++) {
		is_seen[1] = om__someone_waits(om);
		usleep(1000);
	}
	int status = 1;
	waitpid(child, &status, 0);
	is_seen[2] = status == 0;
	return 0;
}

static void test_waiting(const char *path)
{
	struct om_err err = {0};
	bool is_seen[3] = {false};
	struct om *a = open_as(path, OM_OPEN_WRITE, false, 5000);
	struct om *b = open_as(path, OM_OPEN_WRITE, false, 60);

	is_int(om__tx_run(a, wait_in_body, b, &err), 0, "the first one commits");
	is_int(TX(b, &err, "delete from run where run_id = 3000"), 0, "then the second may write");
	pid_t child = hold_lock(path, 150);
	is_int(TX(a, &err, RUN_ROW(3001)), 1, "a lock beside the turnstile is waited for: %s",
		err.message);
	waitpid(child, NULL, 0);
	child = hold_lock(path, 400);
	is_int(TX(b, &err, RUN_ROW(3002)), OM_EBUSY, "up to the time-out");
	waitpid(child, NULL, 0);
	is_int(om__tx_run(a, wait_for_waiter, is_seen, &err), 0, "a waiter can be seen");
	ok(!is_seen[0], "not before it waits");
	ok(is_seen[1], "but when it does");
	ok(is_seen[2], "and it was right to give up");
	om__db_close(a);
	om__db_close(b);
}

static int take_id(struct om *om, void *arg, struct om_err *err)
{
	int64_t id;

	(void)arg;
	return om__ids(om, "race", OM__ID_BLOCK_MAX, &id, err);
}

static int race_child(const char *path)
{
	struct om *om = open_as(path, OM_OPEN_WRITE, false, 20000);
	int failed = om ? 0 : 1;

	for (int i = 0; om && i < 50; i++) {
		struct om_err err = {0};
		if (om__tx_run(om, take_id, NULL, &err) < 0) {
			printf("# child: %s\n", err.message);
			failed = 1;
		}
	}
	om__db_close(om);
	fflush(NULL);
	return failed;
}

static void test_race(const char *path)
{
	pid_t child[8];
	int failed = 0;

	fflush(NULL);
	for (size_t i = 0; i < OM_COUNT(child); i++) {
		child[i] = fork();
		if (child[i] == 0)
			_exit(race_child(path));
	}
	for (size_t i = 0; i < OM_COUNT(child); i++) {
		int status = 1;
		waitpid(child[i], &status, 0);
		failed += status != 0;
	}
	is_int(failed, 0, "8 processes of 50 transactions all succeed");
	struct om *om = open_as(path, OM_OPEN_READ, false, 0);
	is_int(ask(om, "select next from id_block where name = 'race'"), 1 + 400 * OM__ID_BLOCK_MAX,
		"and no one is lost");
	om__db_close(om);
}

static int fill(struct om *om, void *arg, struct om_err *err)
{
	int r = 0;

	for (int64_t id = *(int64_t *)arg; r >= 0 && id < *(int64_t *)arg + 3000; id++)
		r = run(om,
			"insert into run (run_id, at, actor, program, command) values (:id, 1, '', "
			"'', '')",
			OM__ARGS(OM__I("id", id)), err);
	return r;
}

static void test_scratch(const char *path)
{
	struct om_err err = {0};
	int64_t first = 10000;
	struct om *om = open_as(path, OM_OPEN_WRITE, true, 0);
	struct om *writer = open_as(path, OM_OPEN_WRITE, false, 200);
	int64_t n = ask(om, "select count(*) from run");
	int files = files_in_folder("");

	is_int(om__dry_prepare(om, OM__DRY_MAX + 1, &err), 0, "a large dry run: %s", err.message);
	is_int(files_in_folder(""), files, "its copy has no name");
	is_int(ask(om, "pragma foreign_keys"), 1, "the copy minds foreign keys");
	is_int(ask(om, "select count(*) from run"), n, "and has every row");
	is_int(om__tx_run(om, fill, &first, &err), 1, "many writes: %s", err.message);
	is_int(TX(om, &err, RUN_ROW(1)), OM_ECONFLICT, "a failed one");
	is_int(ask(om, "select count(*) from run"), n + 3000, "are there");
	is_int(TX(writer, &err, RUN_ROW(5000)), 1, "another writer is not held up: %s",
		err.message);
	is_int(files_in_folder("part"), 0, "no file is left meanwhile");
	om__db_close(om);
	is_int(ask(writer, "select count(*) from run"), n + 1, "nothing is kept");
	om__db_close(writer);
	is_int(files_in_folder("part"), 0, "nor a file");
}

int main(void)
{
	struct om_err err = {0};
	struct om *om;
	char path[80];

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/main.db", folder);
	om = make(path);
	is_int(TX(om, &err, RUN_ROW(1)), 1, "a first row: %s", err.message);
	om__db_close(om);
	test_read(path);
	test_waiting(path);
	test_race(path);
	test_scratch(path);
	is_int(files_in_folder("-wal"), 0, "every log is closed");
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return done();
}
