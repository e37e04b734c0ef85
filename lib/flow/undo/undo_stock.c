/* Movements of stock taken back by their opposites, all of a run at once, and layers of value with
 * them. */
#include "flow/undo/undo.h"
#include "core/core.h"
#include "stock/stock.h"
#include "stock/undo.h"
#include <inttypes.h>
#include <stdlib.h>

/* ---- stock ---- */

int om__undo_movement_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	s->what = om__printf(&u->om->tx_arena, "%s %+" PRId64, s->field, s->number);
	return s->what ? 0 : om__nomem(err);
}

/* The first step moves all, so that what is short in between is not refused. */
int om__undo_movement(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om__move *moves;
	int n = 0, rc;

	if (s > u->steps && s[-1].kind == s->kind)
		return 0;
	moves = OM_NEWN(&u->om->tx_arena, struct om__move, u->count);
	if (!moves)
		return om__nomem(err);
	for (const struct om__undo_step *e = s; e < u->steps + u->count && e->kind == s->kind; e++)
		moves[n++] = (struct om__move){.stock_id = e->id,
			.kind = "undo",
			.is_locked = !strcmp(e->field, "locked"),
			.delta = e->number,
			.cause_type = "movement",
			.cause_id = strtoll(e->old_value, NULL, 10)};
	rc = om__stock_move(u->om, moves, n, err);
	return rc < 0 ? rc : om__layers_undo_run(u->om, u->run_id, err);
}
