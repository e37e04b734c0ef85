/* The runner of migrations.
 *
 * A migration is one transaction: its steps, the check of references, the version in both places
 * where it stands.  So a database is always at a version, whenever the program dies, and running
 * again goes on from there.  The version is read again inside the transaction: of two processes
 * that upgrade at once the second finds the work done.  References are not enforced while a
 * migration runs, because a table that is rebuilt is gone for a moment; they are all checked before
 * the commit instead. */
#include "db/migrate.h"
#include <stdio.h>
#include "db/state.h"

int om__version_check(
	const char *path, int version, int known, enum om_open_mode mode, struct om_err *err)
{
	if (version > known) {
		om_err_set(err, OM_EVERSION, "newer-version",
			"'%s' has version %d of the schema, this program knows %d", path, version,
			known);
		om_err_hint(err, "use the programs that the database was made or upgraded with");
		return OM_EVERSION;
	}
	if (version == 0 && mode != OM_OPEN_CREATE) {
		om_err_set(err, OM_EDB, "not-a-database", "'%s' is empty", path);
		om_err_hint(err, "om-admin init fills it");
		return OM_EDB;
	}
	if (version > 0 && version < known && mode != OM_OPEN_UPGRADE) {
		om_err_set(err, OM_EVERSION, "older-version",
			"'%s' has version %d of the schema, this program needs %d", path, version,
			known);
		om_err_hint(err, "run om-admin upgrade");
		return OM_EVERSION;
	}
	return 0;
}

struct finding {
	char text[200];
	int count;
};

static void keep_first(void *arg, const char *text)
{
	struct finding *finding = arg;

	if (finding->count++ == 0)
		snprintf(finding->text, sizeof(finding->text), "%s", text);
}

static int check_references(struct om *om, struct om_err *err)
{
	struct finding finding = {0};
	int r = om->driver->references(om->conn, keep_first, &finding, err);

	if (r < 0 || finding.count == 0)
		return r;
	return om_err_set(err, OM_EDB, "database", "%s", finding.text);
}

int om__db_stamp(struct om *om, int version, struct om_err *err)
{
	char text[12];

	snprintf(text, sizeof(text), "%d", version);
	int r = om__exec(om, OM__SQL_db_version_put, OM__ARGS(OM__S("version", text)), err);
	return r < 0 ? r : om->driver->stamp(om->conn, version, err);
}

static int run_steps(struct om *om, const struct om__migration *m, struct om_err *err)
{
	int r = 0;

	for (const char *const *sql = m->steps[om->driver->engine]; *sql && r >= 0; sql++)
		r = om->driver->exec(om->conn, *sql, err);
	if (r >= 0)
		r = check_references(om, err);
	return r < 0 ? r : om__db_stamp(om, m->version, err);
}

struct step {
	const struct om__migration *migration;
	bool is_done; /* by us */
};

static int step_body(struct om *om, void *arg, struct om_err *err)
{
	struct step *step = arg;
	int version = 0;
	int r = om->driver->version(om->conn, &version, err);

	step->is_done = false;
	if (r < 0 || version >= step->migration->version)
		return r;
	if (version != step->migration->version - 1)
		return om_err_set(err, OM_EBUG, "bug",
			"migration '%s' does not begin at version %d", step->migration->name,
			version);
	r = run_steps(om, step->migration, err);
	step->is_done = r >= 0;
	return r;
}

static int run_one(struct om *om, const struct om__migration *m, bool *ret_done, struct om_err *err)
{
	struct step step = {m, false};
	struct om_err more = {0};

	om__statements_drop(om);
	int r = om->driver->enforce(om->conn, false, err);
	if (r == 0)
		r = om__tx_run(om, step_body, &step, err);
	if (r < 0)
		om_err_hint(err, "in migration %s; the database stays at the version before it",
			m->name);
	om__statements_drop(om);
	int e = om->driver->enforce(om->conn, true, &more);
	if (e < 0 && r >= 0) {
		if (err)
			*err = more;
		r = e;
	}
	*ret_done = step.is_done;
	return r < 0 ? r : 0;
}

int om__migrate(struct om *om, const struct om__migration *list, int to, om__migrated *each,
	void *arg, struct om_err *err)
{
	int version = 0;
	int r = om->driver->version(om->conn, &version, err);

	for (const struct om__migration *m = list; r == 0 && m->version; m++) {
		bool is_done = false;

		if (m->version <= version || m->version > to)
			continue;
		r = run_one(om, m, &is_done, err);
		if (r == 0 && is_done && each)
			each(arg, m);
	}
	return r;
}

int om__migrate_inside(struct om *om, const struct om__migration *list, int to, struct om_err *err)
{
	int version = 0;
	int r = om->driver->version(om->conn, &version, err);

	for (const struct om__migration *m = list; r >= 0 && m->version; m++)
		if (m->version > version && m->version <= to)
			r = run_steps(om, m, err);
	return r < 0 ? r : check_references(om, err);
}

int om__migrate_from_base(
	struct om *om, const struct om__migration *list, int version, struct om_err *err)
{
	int r = 0;

	for (const char *const *sql = om->driver->base; *sql && r >= 0; sql++)
		r = om->driver->exec(om->conn, *sql, err);
	if (r >= 0)
		r = om__db_stamp(om, 1, err);
	return r < 0 ? r : om__migrate_inside(om, list, version, err);
}
