/* Copies of an SQLite database by its backup interface: to keep, and to try a large dry run on.
 *
 * A copy is one read transaction, so it shows one moment and holds no writer up.  A backup is
 * written under a name of its own, flushed, and only then given its name, which is never one that
 * exists: half a backup is never taken for a whole one.  A scratch copy loses its name as soon as
 * it is open, so whatever happens to the program leaves nothing behind. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "db/sqlite.h"

static int fail_file(const char *path, struct om_err *err)
{
	return om_err_set(err, OM_EIO, "io", "'%s': %s", path, strerror(errno));
}

/* Makes an empty file beside PATH and gives its name, which the caller frees, and its descriptor.
 */
static int make_part(const char *path, char **ret, int *ret_fd, struct om_err *err)
{
	char *name;

	if (asprintf(&name, "%s%s-part-XXXXXX", path[0] == '/' ? "" : "./", path) < 0)
		return om__nomem(err);
	int fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0) {
		int r = fail_file(path, err);
		free(name);
		return r;
	}
	*ret = name;
	*ret_fd = fd;
	return 0;
}

/* Copies every page in one step. */
static int copy_pages(struct om__conn *conn, sqlite3 *to, struct om_err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", conn->db, "main");

	if (!backup)
		return om__sqlite_fail(conn, to, sqlite3_errcode(to), err);
	int rc = sqlite3_backup_step(backup, -1);
	int end = sqlite3_backup_finish(backup);
	if (rc == SQLITE_DONE && end == SQLITE_OK)
		return 0;
	return om__sqlite_fail(conn, NULL, rc == SQLITE_DONE ? end : rc, err);
}

/* Opens the empty file PATH as the target of a copy.  A journal in memory: whoever dies throws the
 * file away. */
static int open_target(struct om__conn *conn, const char *path, sqlite3 **ret, struct om_err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int rc = sqlite3_open_v2(path, ret, flags, NULL);

	if (rc != SQLITE_OK)
		return om__sqlite_fail(conn, *ret, rc, err);
	return om__sqlite_exec(
		conn, *ret, "pragma journal_mode = memory; pragma synchronous = off", err);
}

static int flush_folder(const char *path, struct om_err *err)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	size_t len = slash ? (size_t)(slash - path) + 1 : 1;

	if (len >= sizeof(folder))
		return om_err_set(err, OM_EIO, "io", "'%s': %s", path, strerror(ENAMETOOLONG));
	memcpy(folder, slash ? path : ".", len);
	folder[len] = '\0';
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_file(folder, err);
	int r = fsync(fd) < 0 ? fail_file(folder, err) : 0;
	close(fd);
	return r;
}

/* Gives the file its name unless there is one already. */
static int give_name(const char *part, const char *path, struct om_err *err)
{
	int rc = renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE);

	if (rc < 0 && (errno == EINVAL || errno == ENOSYS)) {
		rc = link(part, path);
		if (rc == 0)
			unlink(part);
	}
	if (rc == 0)
		return flush_folder(path, err);
	if (errno == EEXIST)
		return om_err_set(err, OM_ECONFLICT, "exists", "'%s' exists", path);
	return fail_file(path, err);
}

/* The copy may be read by whoever may read the database. */
static int copy_mode(const struct om__conn *conn, int fd, struct om_err *err)
{
	struct stat st;

	if (stat(conn->path, &st) < 0)
		return 0;
	return fchmod(fd, st.st_mode & 0777) < 0 ? fail_file(conn->path, err) : 0;
}

static int fill_part(struct om__conn *conn, const char *part, int fd, struct om_err *err)
{
	sqlite3 *to = NULL;
	int r = open_target(conn, part, &to, err);

	if (r == 0)
		r = copy_pages(conn, to, err);
	sqlite3_close_v2(to);
	if (r == 0)
		r = copy_mode(conn, fd, err);
	if (r == 0 && fsync(fd) < 0)
		r = fail_file(part, err);
	return r;
}

int om__sqlite_backup(struct om__conn *conn, const char *path, struct om_err *err)
{
	char *part = NULL;
	int fd = -1;

	if (access(path, F_OK) == 0)
		return om_err_set(err, OM_ECONFLICT, "exists", "'%s' exists", path);
	int r = make_part(path, &part, &fd, err);
	if (r < 0)
		return r;
	r = fill_part(conn, part, fd, err);
	if (r == 0)
		r = give_name(part, path, err);
	if (r < 0)
		unlink(part);
	close(fd);
	free(part);
	return r;
}

/* The copied header says WAL (2 at bytes 18 and 19), and a log cannot be made beside a file without
 * a name: it says 1, a rollback journal, before anybody reads it.  A change counter (bytes 24 to
 * 27) that nobody has seen makes SQLite read it anew. */
static int leave_wal(const struct om__conn *conn, int fd, struct om_err *err)
{
	unsigned char counter[4];

	if (pread(fd, counter, 4, 24) != 4)
		return fail_file(conn->path, err);
	counter[0] ^= 0x80;
	if (pwrite(fd, "\1\1", 2, 18) != 2 || pwrite(fd, counter, 4, 24) != 4)
		return fail_file(conn->path, err);
	return 0;
}

static int fill_scratch(struct om__conn *conn, sqlite3 *to, int fd, struct om_err *err)
{
	int r = copy_pages(conn, to, err);

	if (r == 0)
		r = leave_wal(conn, fd, err);
	if (r == 0)
		r = om__sqlite_harden(conn, to, err);
	if (r == 0)
		r = om__sqlite_functions(conn, to, err);
	if (r < 0)
		return r;
	return om__sqlite_exec(conn, to,
		"pragma locking_mode = exclusive; pragma foreign_keys = on; pragma temp_store = "
		"memory;"
		"pragma cache_size = -65536",
		err);
}

int om__sqlite_scratch(struct om__conn *conn, struct om_err *err)
{
	char *part = NULL;
	sqlite3 *to = NULL;
	int fd = -1;
	int r = make_part(conn->path, &part, &fd, err);

	if (r < 0)
		return r;
	r = open_target(conn, part, &to, err);
	unlink(part);
	free(part);
	if (r == 0)
		r = fill_scratch(conn, to, fd, err);
	close(fd);
	if (r < 0) {
		sqlite3_close_v2(to);
		return r;
	}
	sqlite3_close_v2(conn->db);
	conn->db = to;
	return 0;
}
