/* Opening and closing a database: the driver below, settings, and the hooks of what spans the
 * nouns. */
#include "flow/flow.h"
#include "flow/guard.h"
#include "catalog/lookup.h"
#include "core/actor.h"
#include "core/core.h"
#include "core/work.h"
#include "ship/ship_int.h"
#include <om/om.h>

int om_open(const struct om_options *options, struct om **ret, struct om_err *err)
{
	struct om *om;
	bool has_schema;
	int rc = om__db_open(options, &om, err);

	if (rc)
		return rc;
	om->is_fixed = options->now != 0;
	if (options->mode == OM_OPEN_UPGRADE) {
		*ret = om;
		return 0;
	}
	om->on_warning = options->on_warning;
	om->warning_arg = options->warning_arg;
	om->on_progress = options->on_progress;
	om->progress_arg = options->progress_arg;
	om->on_begin = om__on_begin;
	om->before_commit = om__before_commit;
	om->on_rollback = om__on_rollback;
	om->event_wanted = om__event_wanted;
	rc = om__db_has_schema(om, &has_schema, err);
	if (!rc && has_schema)
		rc = om__core_load(om, err);
	if (!rc && has_schema)
		rc = om__actor_load(om, err);
	if (!rc)
		rc = om__config_set_guard(om, om__setting_guard, err);
	if (rc) {
		om_close(om);
		return rc;
	}
	*ret = om;
	return 0;
}

int om_finish(struct om *om, struct om_err *err)
{
	struct om_pending_report report = {0};
	int rc;

	if (!om->run_id)
		return 0;
	rc = om__events_drain(om, &report, err);
	return rc ? rc : om__run_finish(om, err);
}

void om_close(struct om *om)
{
	if (!om)
		return;
	om__work_free(om);
	om__mapped_free(om);
	om__ship_free(om);
	om__catalog_free(om);
	om__core_unload(om);
	om__db_close(om);
}
