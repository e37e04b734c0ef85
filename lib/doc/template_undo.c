/* Saves of templates taken back: versions stay, so the text before is saved anew; the first one has
 * none before it and stays. */
#include "core/core.h"
#include "flow/undo/undo.h"
#include <inttypes.h>
#include <stdlib.h>

int om__template_undo_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	if (!s->old_value)
		om__undo_refuse(s, OM_EREFUSED, "unsupported",
			"its first text stays; another may be saved");
	s->what = om__printf(
		&u->om->tx_arena, "the text of version %" PRId64 " again", s->number - 1);
	return s->what ? 0 : om__nomem(err);
}

int om__template_undo(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int64_t id, run_id;
	int rc = om__run(u->om, &run_id, err);

	if (rc == 0)
		rc = om__ids(u->om, "template", 1, &id, err);
	if (rc == 0)
		rc = om__exec(u->om, OM__SQL_template_again,
			OM__ARGS(OM__I("template_id", id),
				OM__I("old_id", strtoll(s->old_value, NULL, 10)),
				OM__I("now", u->om->now), OM__I("run_id", run_id)),
			err);
	return rc < 0 ? rc : 0;
}
