/* What the environment says: the database, the clock, the seed, who acts, and the folders of the
 * user.
 *
 * Only this file reads it; the library is handed the answers in struct om_options. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "base/time.h"
#include "cli/inner.h"

static const char *env(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* $NAME if it is an absolute path (the XDG rule), else ~/HOME_PATH. */
static char *xdg_path(
	struct om_arena *arena, const char *name, const char *home_path, const char *rest)
{
	const char *dir = env(name), *home = env("HOME");

	if (dir && dir[0] == '/')
		return om__printf(arena, "%s/%s", dir, rest);
	return home ? om__printf(arena, "%s/%s/%s", home, home_path, rest) : NULL;
}

char *cli_config_path(struct om_arena *arena, const char *sub)
{
	return xdg_path(arena, "XDG_CONFIG_HOME", ".config", om__printf(arena, "om/%s", sub));
}

/* Makes the folders above PATH that are missing. */
static int make_folders(struct om_arena *arena, const char *path, struct om_err *err)
{
	char *copy = om__strdup(arena, path);

	if (!copy)
		return om__nomem(err);
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			return om_err_set(err, OM_EIO, "io", "cannot make folder '%s': %s", copy,
				strerror(errno));
		*slash = '/';
	}
	return 0;
}

static int find_database(struct cli *cli, enum om_open_mode mode, struct om_err *err)
{
	if (!cli->db)
		cli->db = env("OM_DB");
	if (cli->db && *cli->db)
		return 0;
	if (cli->db) {
		om_err_set(err, OM_EINVAL, "usage", "the name of the database is empty");
		om_err_at(err, "--db", 0, 0);
		return OM_EINVAL;
	}
	char *path = xdg_path(&cli->arena, "XDG_DATA_HOME", ".local/share", "om/om.db");
	if (!path) {
		om_err_set(err, OM_EINVAL, "usage", "no database is named and $HOME is not set");
		om_err_hint(err, "give --db FILE or set OM_DB");
		return OM_EINVAL;
	}
	cli->db = path;
	return mode == OM_OPEN_CREATE ? make_folders(&cli->arena, path, err) : 0;
}

/* OM_NOW: seconds, or RFC 3339. */
static int read_now(int64_t *ret, struct om_err *err)
{
	const char *text = env("OM_NOW");
	struct om_zone *zone = NULL;
	struct om_err ignored = {0};

	*ret = 0;
	if (!text || om__int_parse(text, ret, &ignored) == 0)
		return 0;
	if (om__zone_load("UTC", NULL, &zone, err) < 0)
		return err->code;
	om_err_clear(&ignored);
	int rc = om__time_parse(text, zone, OM_DATE_ISO, ret, NULL, &ignored);
	om__zone_free(zone);
	if (rc < 0)
		return om_err_set(err, OM_EINVAL, "usage",
			"OM_NOW: '%s' is neither seconds nor a time", text);
	return 0;
}

/* OM_SEED: any text; a whole number stands for itself. */
static uint64_t read_seed(void)
{
	const char *text = env("OM_SEED");
	struct om_err ignored = {0};
	int64_t num;

	if (!text)
		return 0;
	if (om__int_parse(text, &num, &ignored) == 0)
		return (uint64_t)num;
	uint64_t seed = 14695981039346656037U; /* FNV-1a */
	for (; *text; text++)
		seed = (seed ^ (unsigned char)*text) * 1099511628211U;
	return seed;
}

static char *read_actor(struct om_arena *arena)
{
	const char *name = env("OM_USER");

	if (!name) {
		const struct passwd *entry = getpwuid(getuid());
		name = entry ? entry->pw_name : NULL;
	}
	if (name)
		return om__printf(arena, "os:%s", name);
	return om__printf(arena, "os:%lu", (unsigned long)getuid());
}

static void on_warning(void *arg, const struct om_err *err)
{
	cli_error(arg, err, true);
}

static void on_progress(void *arg, const char *what, int64_t done, int64_t part, int64_t whole)
{
	cli_progress(arg, what, done, part, whole);
}

om_progress *cli_progress_of(struct cli *cli)
{
	return cli_shows_progress(cli) ? on_progress : NULL;
}

int cli_open(struct cli *cli, enum om_open_mode mode, struct om_err *err)
{
	struct cli_state *state = cli_state_of(cli);
	struct om_options options = {
		.mode = mode,
		.seed = read_seed(),
		.program = cli->program->name,
		.reason = cli->reason,
		.allow = cli->allow,
		.is_dry = cli->dry_run,
		.is_utc = cli->utc,
		.on_warning = on_warning,
		.warning_arg = cli,
		.on_progress = cli_progress_of(cli),
		.progress_arg = cli,
	};

	if (find_database(cli, mode, err) < 0 || read_now(&options.now, err) < 0)
		return err->code;
	options.db = cli->db;
	options.actor = read_actor(&cli->arena);
	options.command =
		cli_command_line(&cli->arena, cli->program->name, state->argc, state->argv);
	if (!options.actor || !options.command)
		return om__nomem(err);
	int rc = om_open(&options, &cli->om, err);
	if (rc < 0 && !strcmp(err->word, "no-database"))
		om_err_hint(err, "'om-admin init' makes one; --db or OM_DB names another");
	return rc;
}
