/* The load of a dump into an empty database: one transaction, proved before its commit.
 *
 * The schema is made in the version of the dump, the rows are written, migrations lead on to the
 * version of the programs, references are checked, and every invariant is proved.  References are
 * not enforced row by row, since some point to later rows; they are checked together. */
#include "core/dump/dump.h"
#include "base/text.h"
#include "db/driver.h"
#include "db/migrate.h"
#include <om/check.h>
#include <stdio.h>

struct load {
	struct om_dump_file *file;
	char found[300]; /* the first violation */
	int64_t violations;
};

static int make_schema(struct om *om, int version, struct om_err *err)
{
	bool has_schema;
	int rc = om__db_has_schema(om, &has_schema, err);

	if (rc < 0)
		return rc;
	if (has_schema) {
		om_err_set(err, OM_EREFUSED, "not-empty", "'%s' is not empty",
			om->path ? om->path : ":memory:");
		om_err_hint(
			err, "load into a new database, and put it in the place of the old one");
		return OM_EREFUSED;
	}
	return version == OM__SCHEMA_VERSION
		? om__db_make_schema(om, err)
		: om__migrate_from_base(om, om__migrations, version, err);
}

static void keep_first(void *arg, const struct om_check_row *row)
{
	struct load *load = arg;

	if (row->kind == OM_CHECK_VIOLATION && load->violations++ == 0)
		snprintf(load->found, sizeof(load->found), "%s: %s", row->invariant, row->message);
}

static int prove(struct om *om, struct load *load, struct om_err *err)
{
	struct om_check_report report;
	int rc;

	load->violations = 0;
	rc = om_check(om, false, keep_first, load, &report, err);
	if (rc < 0 || load->violations == 0)
		return rc;
	return om_err_set(err, OM_EDB, "unsound-data",
		"the data break %s, nothing is loaded; the first: %s",
		OM_COUNTED(report.broken, "invariant", "invariants"), load->found);
}

static int load_body(struct om *om, void *arg, struct om_err *err)
{
	struct load *load = arg;
	int rc = make_schema(om, om__dump_count(load->file)->version, err);

	if (rc == 0)
		rc = om__dump_rows(om, load->file, err);
	if (rc == 0)
		rc = om__migrate_inside(om, om__migrations, OM__SCHEMA_VERSION, err);
	if (rc == 0)
		rc = om__core_load(om, err);
	return rc == 0 ? prove(om, load, err) : rc;
}

int om_load(struct om *om, struct om_dump_file *file, struct om_dump_count *ret, struct om_err *err)
{
	struct load load = {.file = file};
	struct om_err more = {0};
	int rc = om->driver->enforce(om->conn, false, err);

	OM_ASSERT(om->mode == OM_OPEN_CREATE);
	if (rc == 0)
		rc = om__tx_run(om, load_body, &load, err);
	int e = om->driver->enforce(om->conn, true, &more);
	if (e < 0 && rc >= 0) {
		*err = more;
		rc = e;
	}
	if (rc == 0)
		*ret = *om__dump_count(file);
	return rc;
}
