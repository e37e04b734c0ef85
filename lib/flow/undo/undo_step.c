/* The kinds of undo, one row each: how a run's deeds of that kind are found, worded and taken back;
 * and what becomes of records that a run made.  The deeds themselves stand by noun in the files
 * beside this one. */
#include "flow/undo/undo.h"
#include "core/core.h"
#include <om/sheet.h>
#include <inttypes.h>

static int deactivate(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	static const char *const activating[] = {"activate", NULL};
	const struct om_assign off = {"is_active", "no"};
	enum om_outcome outcome;

	if (!strcmp(s->entity, "warehouse"))
		return om__undo_warehouse(u, s, err);
	return om_edit(u->om, om_noun_find(s->entity), s->id, &off, 1, activating, &outcome, err);
}

/* Nothing is deleted, and these have nothing that could be switched off. */
static int plan_kept(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	(void)err;
	om__undo_refuse(s, OM_EREFUSED, "unsupported", "%s", s->new_value);
	return 0;
}

static int keep(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	return om_err_set(err, OM_EREFUSED, "unsupported", "%s", s->new_value);
}

const struct om__undo_kind om__undo_kinds[] = {
	{OM__SQL_undo_kept, plan_kept, keep, NULL, false},
	{OM__SQL_undo_shipments, NULL, om__undo_shipment, "voided, its units put back", true},
	{OM__SQL_undo_picks, NULL, om__undo_pick, "cancelled", true},
	{OM__SQL_undo_holds_set, om__undo_hold_plan, om__undo_hold, "hold cleared", false},
	{OM__SQL_undo_rests, om__undo_hold_plan, om__undo_rest, "units open again", false},
	{OM__SQL_undo_edits, om__undo_edit_plan, om__undo_edit, NULL, false},
	{OM__SQL_template_undo, om__template_undo_plan, om__template_undo, NULL, false},
	{OM__SQL_undo_holds_cleared, om__undo_release_plan, om__undo_release, "held again", false},
	{OM__SQL_undo_orders_made, om__undo_order_plan, om__undo_order, "cancelled", true},
	{OM__SQL_undo_movements, om__undo_movement_plan, om__undo_movement, NULL, false},
	{OM__SQL_undo_zones_made, NULL, om__undo_zone, "taken away", true},
	{OM__SQL_undo_made, NULL, deactivate, "deactivated", true},
	{0},
};
