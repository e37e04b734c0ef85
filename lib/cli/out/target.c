/* What is never written over by a file that a command makes: a database, the files that the engine
 * keeps beside the one in use, and the sheet that the same command reads.  All of it would be lost
 * by a slip of the hand.  Files are told by their inodes, so that another way to write a name makes
 * no difference. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/inner.h"

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The folder that PATH lies in and its name there. */
static bool split(struct om_arena *arena, const char *path, struct stat *ret, const char **ret_name)
{
	char *copy = om__strdup(arena, path), *other = om__strdup(arena, path);

	if (!copy || !other)
		return false;
	*ret_name = basename(other);
	return stat(dirname(copy), ret) == 0;
}

/* One file, whether it is there or is yet to come. */
static bool is_one_file(struct om_arena *arena, const char *a, const char *b)
{
	const char *name, *other;
	struct stat x, y;

	if (stat(a, &x) == 0 && stat(b, &y) == 0)
		return is_same(&x, &y);
	return split(arena, a, &x, &name) && split(arena, b, &y, &other) && is_same(&x, &y) &&
		!strcmp(name, other);
}

static bool is_beside_database(struct cli *cli, const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal", "-turn"};

	for (size_t i = 0; cli->db && *cli->db && i < OM_COUNT(ends); i++) {
		const char *beside = om__printf(&cli->arena, "%s%s", cli->db, ends[i]);
		if (beside && is_one_file(&cli->arena, path, beside))
			return true;
	}
	return false;
}

static bool is_database(const char *path)
{
	static const char mark[] = "SQLite format 3";
	char head[sizeof(mark)];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool is = fd >= 0 && pread(fd, head, sizeof(head), 0) == (ssize_t)sizeof(head) &&
		!memcmp(head, mark, sizeof(head));

	if (fd >= 0)
		close(fd);
	return is;
}

static int refuse(const char *option, const char *path, const char *why, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "usage", "'%s' %s", path, why);
	om_err_at(err, option, 0, 0);
	om_err_hint(err, "name another file");
	return OM_EINVAL;
}

int cli_target_check(struct cli *cli, const char *option, const char *path, struct om_err *err)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return 0;
	if (is_database(path))
		return refuse(option, path, "is a database, which is not written over", err);
	if (is_beside_database(cli, path))
		return refuse(option, path, "belongs to the database", err);
	return 0;
}

static int spare_operands(struct cli *cli, const char *option, const char *path, struct om_err *err)
{
	for (int i = 0; path && i < cli->operand_count; i++)
		if (access(path, F_OK) == 0 && is_one_file(&cli->arena, path, cli->operands[i]))
			return refuse(option, path, "is the file that is read", err);
	return 0;
}

int cli_import_check_targets(struct cli *cli, struct om_err *err)
{
	const char *path = cli->sheet.rejects;

	if (path && cli_target_check(cli, "--rejects", path, err) < 0)
		return err->code;
	if (spare_operands(cli, "--rejects", path, err) < 0)
		return err->code;
	return spare_operands(cli, "-o", cli->output, err);
}
