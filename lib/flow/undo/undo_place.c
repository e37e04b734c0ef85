/* Warehouses, zones, backups and ranks taken back.
 *
 * Ranks change places, so all of a run are given back before the first is looked at: one that
 * another warehouse has by now refuses. */
#include "flow/undo/undo.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <om/sheet.h>
#include <om/stock.h>
#include <stdlib.h>

int om__undo_warehouse_active(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om_warehouse_off off;
	bool is_changed;

	if (s->old_value && !strcmp(s->old_value, "no"))
		return om__warehouse_off(u->om, s->id, NULL, &off, err);
	return om__warehouse_on(u->om, s->id, &is_changed, err);
}

/* One that was made is off, and leaves its rank to others. */
int om__undo_warehouse(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om_warehouse_off off;
	int rc = om__warehouse_off(u->om, s->id, NULL, &off, err);

	return rc < 0 ? rc : om__rank_put(u->om, s->id, 0, err);
}

/* A zone that was made is taken away. */
int om__undo_zone(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_assign to = {"warehouse", s->old_value ? s->old_value : ""};
	enum om_outcome outcome;

	return om_edit(u->om, om_zone_noun(), s->id, &to, 1, NULL, &outcome, err);
}

int om__undo_backups(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__backups_put(u->om, s->id, s->old_value ? s->old_value : "", err);
}

static int64_t rank_of(const struct om__undo_step *s)
{
	return s->old_value ? strtoll(s->old_value, NULL, 10) : 0;
}

static bool is_rank(const struct om__undo_step *s)
{
	return !s->is_covered && !strcmp(s->entity, "warehouse") && !strcmp(s->field, "rank");
}

int om__undo_rank(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om__undo_step *end = u->steps + u->count;
	int rc = 0;

	for (struct om__undo_step *e = s; rc == 0 && e < end; e++) {
		if (!is_rank(e))
			continue;
		e->is_done = true;
		rc = om__rank_put(u->om, e->id, rank_of(e), err);
	}
	for (struct om__undo_step *e = s; rc == 0 && e < end; e++)
		if (is_rank(e))
			rc = om__rank_is_free(u->om, e->id, rank_of(e), err);
	return rc;
}
