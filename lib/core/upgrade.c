/* The upgrade of a database to the version of the programs: a copy first, then the migrations.
 *
 * The turn is taken before the copy is made, so that of two upgrades at once the second makes no
 * copy of what the first has changed.  The upgrade is a run like every change; its row is written
 * when the schema is the one that this program knows. */
#include "core/core.h"
#include "db/migrate.h"
#include <stdio.h>
#include <unistd.h>

struct upgrade {
	om_upgrade_step *each;
	void *arg;
	int done;
};

static void on_migrated(void *arg, const struct om__migration *m)
{
	struct upgrade *u = arg;

	u->done++;
	if (u->each)
		u->each(u->arg, m->version, m->name, m->what);
}

/* A name beside the database that no file has. */
static char *copy_name(const struct om *om, struct om_arena *arena, int version)
{
	char *name = om__printf(arena, "%s-version-%d", om->path, version);

	for (int i = 2; name && access(name, F_OK) == 0; i++)
		name = om__printf(arena, "%s-version-%d-%d", om->path, version, i);
	return name;
}

static int keep_copy(
	struct om *om, int version, struct om_arena *arena, const char **ret, struct om_err *err)
{
	char *name = copy_name(om, arena, version);
	int rc = name ? om__db_backup(om, name, err) : om__nomem(err);

	if (rc == 0)
		*ret = name;
	return rc;
}

static int write_run(struct om *om, void *arg, struct om_err *err)
{
	int64_t run_id;
	int rc = om__run(om, &run_id, err);

	(void)arg;
	return rc;
}

static int apply(struct om *om, struct upgrade *u, struct om_err *err)
{
	int rc = 0;

	if (om->is_dry)
		rc = om__dry_prepare(om, OM__DRY_MAX + 1, err);
	if (rc == 0)
		rc = om__migrate(om, om__migrations, OM__SCHEMA_VERSION, on_migrated, u, err);
	if (rc == 0 && u->done > 0)
		rc = om__tx_run(om, write_run, NULL, err);
	if (rc < 0 || u->done == 0)
		return rc;
	om__run_count(om, 0, u->done, 0, 0);
	return om__run_finish(om, err);
}

int om_upgrade(struct om *om, const struct om_upgrade *options, struct om_arena *arena,
	om_upgrade_step *each, void *arg, struct om_upgrade_report *ret, struct om_err *err)
{
	struct om_upgrade_report report = {.to = OM__SCHEMA_VERSION};
	struct upgrade u = {each, arg, 0};
	int rc = om->is_dry || options->notes_only ? 0 : om__db_turn(om, err);

	OM_ASSERT(om->mode == OM_OPEN_UPGRADE);
	if (rc == 0)
		rc = om__db_version(om, &report.from, err);
	if (rc == 0 && options->notes_only) {
		for (const struct om__migration *m = om__migrations; m->version; m++)
			if (m->version > report.from)
				on_migrated(&u, m);
	} else if (rc == 0 && report.from < report.to) {
		if (!options->no_backup && !om->is_dry)
			rc = keep_copy(om, report.from, arena, &report.backup, err);
		if (rc == 0)
			rc = apply(om, &u, err);
	}
	om__db_turn_drop(om);
	if (rc == 0)
		*ret = report;
	return rc < 0 ? rc : 0;
}
