/* Labels by name.  A label is one word in any letter case: the folded name is unique. */
#include "core/label.h"
#include "base/text.h"
#include "core/core.h"

int om__label_find(struct om *om, const char *name, struct om_arena *arena, struct om__label *ret,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	char *key = om__fold(arena, name);
	int rc = key ? om__q(om, OM__SQL_label_find, OM__ARGS(OM__S("label_key", key)), &q, err)
		     : om__nomem(err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	*ret = (struct om__label){.label_id = om__col_int(q, 0),
		.label = om__strdup(arena, om__col_text(q, 1)),
		.is_active = om__col_int(q, 2) != 0};
	return ret->label ? 1 : om__nomem(err);
}

int om__label_grow(struct om *om, const char *name, struct om_err *err)
{
	struct om__label known;
	int64_t id, run_id;
	char *key;
	int rc = om__label_find(om, name, &om->tx_arena, &known, err);

	if (rc)
		return rc < 0 ? rc : 0;
	rc = om__run(om, &run_id, err);
	if (rc == 0)
		rc = om__ids(om, "label", 1, &id, err);
	if (rc < 0)
		return rc;
	key = om__fold(&om->tx_arena, name);
	if (!key)
		return om__nomem(err);
	rc = om__exec(om, OM__SQL_label_grow,
		OM__ARGS(OM__I("label_id", id), OM__S("label", name), OM__S("label_key", key),
			OM__I("now", om->now), OM__I("created_run", run_id)),
		err);
	return rc < 0 ? rc : 0;
}
