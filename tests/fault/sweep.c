/* Runs a command again and again, each time with the next call of a kind failing, and judges it.
 *
 *	sweep [-k KIND] [-o once|ever] [-e ERRNO] [-s STRIDE] [-p POINTS] [-n ONLY] [-a] [-x]
 *		[-t] [-i STDIN] [-f FILE] [-F FILE] [-r STATUS] -- CMD...
 *
 * The database $OM_DB starts as a copy of $OM_BASE (none where that is unset), in a folder of its
 * own.  An undisturbed run says what the command makes of it.  A disturbed one may succeed: then
 * output and database are those of the undisturbed run.  Or it fails with exit status 3, 4 or 75
 * and a message with an error word: then the database is as it was before, FILE (-f: there
 * before, as the file old-file; -F: made by the command) is as it was, and
 * nothing lies around; running it again (each time with -a, else every seventh) succeeds, and where
 * the database was the old one makes exactly the new one of it.  Of our memory nothing may be left.
 * A database that is neither old nor new must pass `om-admin check` and become the new one when the
 * command is run again.  Of the kind `short` nothing may fail.  With -x what was done is not done
 * again: the command would do it twice.  With -t it takes several turns, as many as the clock says,
 * so that ids differ and only what the rows mean is compared.  Every STRIDE-th call fails, or
 *POINTS of them, evenly. With -n the call ONLY fails, nothing is judged, and database, out and err
 *are left for a look. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT_MAX 65536
#define SECONDS 60 /* a run that takes longer hangs */

static const char *kind = "memory", *often = "once", *input = "/dev/null", *file;
static const char *preload, *base, *database;
static int error = EIO, usual;
static long stride = 1, points, only;
static bool is_always, is_once, is_new, takes_turns;
static char **command, picture[TEXT_MAX];

struct outcome {
	int status, signal;
	long calls, fired, leaked;
	uint64_t state; /* of the whole database */
	uint64_t deeds; /* of what it means to its owner ($OM_PICTURE) */
	uint64_t file;  /* 0: there is none */
	char out[TEXT_MAX], err[TEXT_MAX];
};
static struct outcome before, whole, now;
static struct {
	long runs, failed, survived, between, again, bad;
} sum;

static uint64_t mix(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (; len; p++, len--)
		hash = (hash ^ *p) * UINT64_C(1099511628211);
	return hash;
}

/* The rest of the file PATH, "" where there is none. */
static void read_text(const char *path, char text[TEXT_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, TEXT_MAX - 1);

	text[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
}

static uint64_t hash_file(const char *path)
{
	char bytes[TEXT_MAX];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint64_t hash = fd < 0 ? 0 : 1;

	for (ssize_t n; fd >= 0 && (n = read(fd, bytes, sizeof(bytes))) > 0;)
		hash = mix(hash, bytes, (size_t)n);
	if (fd >= 0)
		close(fd);
	return hash;
}

static void copy(const char *from, const char *to)
{
	char bytes[TEXT_MAX];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	for (ssize_t n; (n = read(in, bytes, sizeof(bytes))) > 0;)
		if (write(out, bytes, (size_t)n) != n) {
			perror(to);
			exit(99);
		}
	close(in);
	close(out);
}

/* ---- the database ---- */

/* The hash of what the statements of SQL find. */
static uint64_t look(sqlite3 *db, const char *sql, uint64_t hash)
{
	while (*sql) {
		sqlite3_stmt *stmt = NULL;
		if (sqlite3_prepare_v2(db, sql, -1, &stmt, &sql) != SQLITE_OK)
			return hash; /* no schema yet */
		while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(stmt); i++) {
				const void *text = sqlite3_column_text(stmt, i);
				size_t len = (size_t)sqlite3_column_bytes(stmt, i) + 1;
				hash = mix(hash, text ? text : "", text ? len : 1);
			}
		sqlite3_finalize(stmt);
	}
	return hash;
}

static void look_at_table(sqlite3 *db, const char *table, struct outcome *ret)
{
	char *sql = sqlite3_mprintf("select * from \"%w\"", table);

	ret->state = look(db, sql, mix(ret->state, table, strlen(table)));
	sqlite3_free(sql);
}

static void look_at_database(struct outcome *ret)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;

	ret->state = ret->deeds = 1;
	if (sqlite3_open_v2(database, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
		sqlite3_prepare_v2(db,
			"select name from sqlite_schema where type = 'table' order by 1", -1, &stmt,
			NULL);
		while (sqlite3_step(stmt) == SQLITE_ROW)
			look_at_table(db, (const char *)sqlite3_column_text(stmt, 0), ret);
		sqlite3_finalize(stmt);
		ret->deeds = look(db, picture, ret->deeds);
	}
	sqlite3_close(db);
}

/* Removes the database with what belongs to it; and what lies beside it is printed as left. */
static void clear_folder(bool is_told)
{
	char folder[4096], path[8192];
	const char *name = strrchr(database, '/') + 1;

	snprintf(folder, sizeof(folder), "%.*s", (int)(name - database), database);
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		const char *rest =
			strncmp(e->d_name, name, strlen(name)) ? "" : e->d_name + strlen(name);
		bool is_known = !strcmp(e->d_name, name) || !strcmp(rest, "-wal") ||
			!strcmp(rest, "-shm") || !strcmp(rest, "-turn");
		if (e->d_name[0] == '.')
			continue;
		if (is_told && !is_known &&
			(!file || strcmp(file + (name - database), e->d_name) != 0)) {
			printf("# call %ld left '%s'\n", sum.runs, e->d_name);
			sum.bad++;
		}
		snprintf(path, sizeof(path), "%s%s", folder, e->d_name);
		unlink(path);
	}
	if (dir)
		closedir(dir);
}

static void begin_afresh(void)
{
	clear_folder(false);
	if (base)
		copy(base, database);
	if (file && !is_new)
		copy("old-file", file);
}

/* ---- runs ---- */

static void become(char **argv, long at)
{
	char plan[100];
	int in = open(input, O_RDONLY), out = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0644),
	    err = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0644);

	dup2(in, 0), dup2(out, 1), dup2(err, 2);
	close(in), close(out), close(err);
	alarm(SECONDS);
	if (at >= 0) {
		snprintf(plan, sizeof(plan), "%s %ld %s %d", kind, at, often, error);
		setenv("OM_FAULT", plan, 1);
		setenv("OM_FAULT_LOG", "fault.log", 1);
		setenv("LD_PRELOAD", preload, 1);
	}
	execvp(argv[0], argv);
	_exit(127);
}

/* AT < 0: without the library. */
static void run(char **argv, long at, struct outcome *ret)
{
	char log[TEXT_MAX];
	int status = 0;

	unlink("fault.log");
	pid_t pid = fork();
	if (pid == 0)
		become(argv, at);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	ret->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	ret->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	read_text("out", ret->out);
	read_text("err", ret->err);
	ret->file = file ? hash_file(file) : 0;
	read_text("fault.log", log);
	ret->calls = ret->fired = ret->leaked = 0;
	sscanf(log, "%ld %ld %ld", &ret->calls, &ret->fired, &ret->leaked);
	look_at_database(ret);
}

static void complain(long at, const char *what)
{
	sum.bad++;
	if (sum.bad > 12)
		return;
	printf("# %s %s, call %ld: %s; exit status %d, signal %d\n", kind, often, at, what,
		now.status, now.signal);
	for (const char *line = now.err; *line; line += strcspn(line, "\n"), line += *line == '\n')
		printf("#   %.*s\n", (int)strcspn(line, "\n"), line);
}

/* A line "program: text [word]"; libraries may have said something before. */
static bool has_message(const char *err)
{
	const char *line = err;

	while (*line && strncmp(line, "om", 2) != 0) {
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return strchr(line, '[') && strchr(line, ']');
}

static void check_again(long at)
{
	static struct outcome keep;
	char *check[] = {"om-admin", "check", NULL};

	keep = now;
	sum.again++;
	run(check, -1, &now);
	if (keep.state != before.state && now.status != 0)
		complain(at, "the invariants do not hold afterwards");
	if (is_once && keep.deeds == whole.deeds)
		return;
	run(command, -1, &now);
	if (now.status != whole.status && !(keep.deeds == whole.deeds && now.status >= 0))
		complain(at, "a second run ends otherwise");
	else if (now.deeds != whole.deeds)
		complain(at, "a second run makes another database");
	else if (keep.state == before.state && now.state != whole.state && !takes_turns)
		complain(at, "a second run of the old database makes another one");
	now = keep;
}

static void judge_failure(long at)
{
	bool is_killed = !strcmp(kind, "kill");

	sum.failed++;
	if (!strcmp(kind, "short"))
		complain(at, "what was written or read half-way is no failure");
	else if (is_killed ? now.signal != SIGKILL : now.signal != 0)
		complain(at, "killed by a signal");
	else if (!is_killed && now.status != 3 && now.status != 4 && now.status != 75)
		complain(at, "no exit status of a failure");
	else if (!is_killed && !has_message(now.err))
		complain(at, "no message");
	else if (!is_killed && now.status == 3 && now.state != before.state &&
		now.deeds != before.deeds)
		complain(at, "something has changed, and the exit status says nothing has");
	else if (now.file != before.file && now.file != whole.file)
		complain(at, "the file is neither old nor whole");
	else if (now.state != before.state && now.state != whole.state)
		sum.between++;
}

/* A run in which the call AT failed. */
static void judge(long at)
{
	sum.runs++;
	if (now.leaked)
		complain(at, "memory is left");
	bool is_same = now.deeds == whole.deeds && !strcmp(now.out, whole.out) &&
		now.file == whole.file && now.status == whole.status;
	if (is_same)
		sum.survived++;
	else if (now.status == 0 && !now.signal)
		complain(at, "it succeeded, and database or output is another one");
	else
		judge_failure(at);
	bool is_either = now.state == before.state || now.state == whole.state;
	if (is_always || !is_either || sum.runs % 7 == 0)
		check_again(at);
	clear_folder(strcmp(kind, "kill") != 0);
}

static void sweep(void)
{
	begin_afresh();
	look_at_database(&before);
	before.file = file ? hash_file(file) : 0;
	run(command, 0, &whole);
	if (whole.leaked || whole.status != usual) {
		now = whole;
		complain(0,
			whole.leaked ? "the undisturbed run leaves memory"
				     : "it ends otherwise undisturbed");
	}
	if (points)
		stride = whole.calls > points ? whole.calls / points : 1;
	for (long at = only ? only : 1; at <= whole.calls; at += at < 5 ? 1 : stride) {
		begin_afresh();
		run(command, at, &now);
		if (only)
			break;
		judge(at);
	}
}

int main(int argc, char **argv)
{
	for (int c; (c = getopt(argc, argv, "+k:o:e:s:p:n:axti:f:F:r:")) != -1;)
		switch (c) {
		case 'k': kind = optarg; break;
		case 'o': often = optarg; break;
		case 'e': error = (int)strtol(optarg, NULL, 10); break;
		case 's': stride = strtol(optarg, NULL, 10); break;
		case 'p': points = strtol(optarg, NULL, 10); break;
		case 'n': only = strtol(optarg, NULL, 10); break;
		case 'x': is_once = true; break;
		case 'a': is_always = true; break;
		case 't': takes_turns = true; break;
		case 'i': input = optarg; break;
		case 'r': usual = (int)strtol(optarg, NULL, 10); break;
		case 'F': is_new = true; /* fallthrough */
		case 'f': file = optarg; break;
		default: return 2;
		}
	command = argv + optind;
	preload = getenv("OM_PRELOAD");
	base = getenv("OM_BASE");
	database = getenv("OM_DB");
	if (getenv("OM_PICTURE"))
		read_text(getenv("OM_PICTURE"), picture);
	if (!*command || !*picture || !preload || !database || stride < 1 || !strchr(database, '/'))
		return 2;
	sweep();
	if (only)
		return 0;
	printf("%s %s: %ld calls, %ld swept: %ld failed, %ld survived, %ld between, %ld run again, "
	       "%ld bad\n",
		kind, often, whole.calls, sum.runs, sum.failed, sum.survived, sum.between,
		sum.again, sum.bad);
	/* A verb may use no library that allocates. */
	return sum.bad || (!sum.runs && strcmp(kind, "library") != 0);
}
