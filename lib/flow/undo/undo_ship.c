/* Shipments and pick lists taken back: what was booked is voided and what was voided stands again;
 * numbers and packages that were added; lists, and what was found for their lines.
 *
 * Facts of one shipment or list that stand in several steps are taken back by the first of them. */
#include "flow/undo/undo.h"
#include "core/core.h"
#include "ship/pick/pick.h"
#include "ship/ship_int.h"
#include "ship/undo.h"
#include <inttypes.h>
#include <om/ship.h>
#include <stdio.h>
#include <stdlib.h>

#define PACKAGE "package "
#define LINE "line "

int om__undo_shipment(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__ship_void(u->om, s->id, err);
}

int om__undo_shipment_state(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	if (s->old_value && !strcmp(s->old_value, "shipped"))
		return om__ship_restore(u->om, s->id, u->run_id, err);
	return om__ship_void(u->om, s->id, err);
}

static const char *text_back(struct om__undo *u, int64_t id, const char *field)
{
	struct om__undo_step *s = om__undo_find(u, "shipment", id, field);

	if (!s)
		return NULL;
	s->is_done = true;
	return s->old_value ? s->old_value : "";
}

int om__undo_track(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const char *number = text_back(u, s->id, "tracking_number");
	const char *carrier = text_back(u, s->id, "carrier");
	const char *service = text_back(u, s->id, "service");

	return om__ship_track_back(u->om, s->id, number, carrier, service, err);
}

/* ---- packages ---- */

/* The fields are "package N tracking_number" and "package N package_type". */
static int64_t package_of(const struct om__undo_step *s)
{
	return strtoll(s->field + strlen(PACKAGE), NULL, 10);
}

/* The next package of the shipment to be turned: the last one that goes, or the first that comes
 * back; NULL when all are. */
static struct om__undo_step *next_package(struct om__undo *u, struct om__undo_step *s)
{
	struct om__undo_step *best = NULL;

	for (struct om__undo_step *e = s; om__undo_is_beside(u, s, e); e++) {
		if (e->is_done || strncmp(e->field, PACKAGE, strlen(PACKAGE)) != 0)
			continue;
		if (!best ||
			(s->new_value ? package_of(e) > package_of(best)
				      : package_of(e) < package_of(best)))
			best = e;
	}
	return best;
}

static int turn_package(struct om__undo *u, int64_t shipment_id, int64_t seq, struct om_err *err)
{
	char field[60];
	struct om__undo_step *number, *type;
	struct om__package_facts facts = {"", ""};

	snprintf(field, sizeof(field), PACKAGE "%" PRId64 " tracking_number", seq);
	number = om__undo_find(u, "shipment", shipment_id, field);
	snprintf(field, sizeof(field), PACKAGE "%" PRId64 " package_type", seq);
	type = om__undo_find(u, "shipment", shipment_id, field);
	if (number)
		number->is_done = true;
	if (type)
		type->is_done = true;
	if (number && number->old_value)
		facts.tracking = number->old_value;
	if (type && type->old_value)
		facts.type = type->old_value;
	return om__ship_package_turn(u->om, shipment_id, seq, *facts.tracking ? &facts : NULL, err);
}

int om__undo_package(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om__undo_step *next;
	int rc = 0;

	while (rc == 0 && (next = next_package(u, s)))
		rc = turn_package(u, s->id, package_of(next), err);
	return rc;
}

/* ---- pick lists ---- */

int om__undo_pick(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_unchanged;

	return om_pick_cancel(u->om, s->id, &is_unchanged, err);
}

int om__undo_pick_state(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__pick_turn_state(u->om, s->id, s->old_value ? s->old_value : "open", err);
}

static int check_shipped(struct om__undo *u, const struct om__undo_step *s, struct om_err *err)
{
	int64_t shipment_id = 0;
	int rc = om__get_int(u->om, OM__SQL_undo_pick_shipped,
		OM__ARGS(OM__I("pick_list_id", s->id), OM__I("run_id", u->run_id)), &shipment_id,
		err);

	return rc < 0 || !shipment_id
		? rc
		: om_err_set(err, OM_EREFUSED, "changed", "what was found went out with S%" PRId64,
			  shipment_id);
}

/* The field is "line N picked". */
int om__undo_pick_lines(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om__pick_figure *figures =
		OM_NEWN(&u->om->tx_arena, struct om__pick_figure, u->count);
	size_t n = 0;
	int rc = figures ? check_shipped(u, s, err) : om__nomem(err);

	if (rc < 0)
		return rc;
	for (struct om__undo_step *e = s; om__undo_is_beside(u, s, e); e++) {
		if (strncmp(e->field, LINE, strlen(LINE)) != 0)
			continue;
		e->is_done = true;
		figures[n++] = (struct om__pick_figure){strtoll(e->field + strlen(LINE), NULL, 10),
			e->old_value ? strtoll(e->old_value, NULL, 10) : 0, e->old_value != NULL};
	}
	return om__pick_turn_lines(u->om, s->id, figures, n, err);
}
