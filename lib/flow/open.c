/* Opening and closing a database for a program: the connection, the settings, and what each layer
 * hooks in. A run that wrote something is finished when the handle is closed. */
#include "core/core.h"
#include "core/work.h"
#include "flow/guard.h"

int om_open(const struct om_options *options, struct om **ret, struct om_err *err)
{
	struct om *om;
	int rc = om__db_open(options, &om, err);

	if (rc < 0)
		return rc;
	om->is_fixed = options->now != 0;
	rc = om__core_load(om, err);
	if (rc == 0)
		rc = om__config_set_guard(om, om__setting_guard, err);
	if (rc < 0) {
		om_close(om);
		return rc;
	}
	*ret = om;
	return 0;
}

void om_close(struct om *om)
{
	struct om_err err = {0};

	if (!om)
		return;
	/* The changes are committed; counts that cannot be added to the run take nothing from them.
	 */
	if (om__run_finish(om, &err) < 0)
		om_err_clear(&err);
	om__work_free(om);
	om__core_unload(om);
	om__db_close(om);
}
