/* The programs of the toolkit: what they are for, where they are, and running one in place of this
 * one.
 *
 * A program is looked for beside `om` first, so that a build tree runs its own, and then on PATH,
 * so that a seller's own om-X is `om X`. No shell is involved. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/text.h"
#include "front.h"

const struct front_program front_programs[] = {
	{"admin", "the database: settings, proofs, copies, the log of runs"},
	{"product", "products and their listings on channels"},
	{"warehouse", "warehouses, their locations, the zones they ship to, backups"},
	{"inventory", "stock: counts, moves, locks, history"},
	{"order", "orders and their items: in, held, paid, cancelled, looked at again"},
	{"ship", "pick lists, packing slips, shipments"},
	{"channel", "sales channels: where orders come from"},
	{"export", "orders, stock, products and shipments as files"},
	{NULL, NULL},
};

/* The folder of this program, with its slash; NULL where it is not known. */
static char *own_folder(struct om_arena *arena)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	char *slash = strrchr(path, '/');
	return slash ? om__strndup(arena, path, (size_t)(slash - path) + 1) : NULL;
}

static char *if_runs(char *path)
{
	return path && access(path, X_OK) == 0 ? path : NULL;
}

char *front_find(struct om_arena *arena, const char *name)
{
	const char *folders = getenv("PATH"), *own = own_folder(arena);
	char *found = own ? if_runs(om__printf(arena, "%som-%s", own, name)) : NULL;

	while (!found && folders && *folders) {
		size_t len = strcspn(folders, ":");
		if (len)
			found = if_runs(om__printf(arena, "%.*s/om-%s", (int)len, folders, name));
		folders += len + (folders[len] == ':');
	}
	return found;
}

/* A name that can be part of a file name and nothing else. */
static bool is_name(const char *name)
{
	return *name && name[0] != '-' &&
		strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(name);
}

/* `om hold 1001`: the program of the verb is left out. */
static const char *program_with(struct om_arena *arena, const char *verb)
{
	for (const struct front_program *p = front_programs; p->name; p++)
		if (front_verb(arena, p->name, verb))
			return p->name;
	return NULL;
}

static int unknown_program(struct om_arena *arena, const char *name, struct om_err *err)
{
	const char *owner = program_with(arena, name);
	char *words = om__strdup(arena, "help status");

	for (int i = 0; words && front_programs[i].name; i++)
		words = om__printf(arena, "%s %s", words, front_programs[i].name);
	const char *near = words ? om__nearest(arena, name, words) : NULL;
	if (owner)
		om_err_set(err, OM_EINVAL, "usage", "no program 'om-%s', did you mean 'om %s %s'?",
			name, owner, name);
	else if (near)
		om_err_set(err, OM_EINVAL, "usage", "no program 'om-%s', did you mean 'om %s'?",
			name, near);
	else
		om_err_set(err, OM_EINVAL, "usage", "no program 'om-%s'", name);
	om_err_hint(err, "'om help' lists them");
	return OM_EINVAL;
}

int front_exec(struct om_arena *arena, const char *name, char **argv, struct om_err *err)
{
	char *path = is_name(name) ? front_find(arena, name) : NULL;

	if (!path)
		return unknown_program(arena, name, err);
	argv[0] = path;
	execv(path, argv);
	return om_err_set(err, OM_EIO, "io", "cannot run '%s': %s", path, strerror(errno));
}
