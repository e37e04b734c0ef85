/* Edits taken back: which of them have a way of their own, and the old values of all others.
 *
 * Taking back goes through the calls that a person's command would use, so that every rule of a
 * layer holds for undo too.  Plain edits of one record are taken back together, because columns
 * lean on each other (an amount and its unit, a state and its country). */
#include "flow/undo/undo.h"
#include "core/core.h"
#include <om/admin.h>
#include <om/sheet.h>

#define EDITS_MAX 200
static const char *const activating[] = {"activate", NULL};

static bool is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

static int turn_setting(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_changed;

	return om_config_set(u->om, s->field, s->old_value, &is_changed, err);
}

static const char erased[] = "what was erased is gone";
static const char repaired[] = "a repair stays: the counter is what its rows say";

/* What a plain edit does not take back.  A field that ends with a blank stands for all that begin
 * so; NULL is every field. */
static const struct special {
	const char *entity, *field;
	om__undo_do *run;
	const char *with; /* this step of the same record takes it back too */
	const char *why;  /* it stays: in words */
	bool is_derived;
} specials[] = {
	{"order", "status", .is_derived = true},
	{"order", "line ", .run = om__undo_line},
	{"order", "hold_until", .run = om__undo_hold_move},
	{"order", "cancelled_at", .run = om__undo_cancel},
	{"order", "cancel_reason", .run = om__undo_words, .with = "cancelled_at"},
	{"order", "cancel_text", .run = om__undo_words, .with = "cancelled_at"},
	{"order", "source", .run = om__undo_source},
	{"order", "source_by", .run = om__undo_source, .with = "source"},
	{"order", "amount_paid", .run = om__undo_payment},
	{"order", "payment_date", .run = om__undo_payment, .with = "amount_paid"},
	{"order", "payment_type", .run = om__undo_payment, .with = "amount_paid"},
	{"order", "customer_id", .run = om__undo_customer},
	{"order", "erased_at", .why = erased},
	{"customer", "erased_at", .why = erased},
	{"customer", "merged_into", .run = om__undo_merge},
	{"customer", "is_active", .run = om__undo_merge, .with = "merged_into"},
	{"setting", NULL, .run = turn_setting},
	{"listing", "sku", .run = om__undo_listing_sku},
	{"listing", "listing_sku", .run = om__undo_listing_name},
	{"warehouse", "is_active", .run = om__undo_warehouse_active},
	{"warehouse", "rank", .run = om__undo_rank},
	{"warehouse", "backups", .run = om__undo_backups},
	{"zone", "warehouse", .run = om__undo_zone},
	{"shipment", "state", .run = om__undo_shipment_state},
	{"shipment", "tracking_number", .run = om__undo_track},
	{"shipment", "carrier", .run = om__undo_track},
	{"shipment", "service", .run = om__undo_track},
	{"shipment", "package ", .run = om__undo_package},
	{"pick_list", "state", .run = om__undo_pick_state},
	{"pick_list", "line ", .run = om__undo_pick_lines},
	{"stock", "on_hand", .why = repaired},
	{"stock", "locked", .why = repaired},
	{"stock", "allocated", .why = repaired},
	{"stock", "oversold", .why = repaired},
	{"order_line", NULL, .why = repaired},
	{"layer", NULL, .why = repaired},
};

static const struct special *special_of(const struct om__undo_step *s)
{
	for (size_t i = 0; i < OM_COUNT(specials); i++) {
		const char *field = specials[i].field;
		size_t len = field ? strlen(field) : 0;

		if (!is(specials[i].entity, s->entity))
			continue;
		if (!field || is(field, s->field) ||
			(field[len - 1] == ' ' && !strncmp(field, s->field, len)))
			return &specials[i];
	}
	return NULL;
}

static bool is_unchanged(const struct om__undo_step *s)
{
	return s->old_value && s->new_value ? is(s->old_value, s->new_value)
					    : s->old_value == s->new_value;
}

int om__undo_edit_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct special *sp = special_of(s);

	s->is_covered = (sp && sp->is_derived) || is_unchanged(s) ||
		om__undo_is_made(u, s->entity, s->id) || (is(s->entity, "location") && s->number) ||
		(sp && sp->with && om__undo_find(u, s->entity, s->id, sp->with));
	if (sp && sp->why && !s->is_covered)
		om__undo_refuse(s, OM_EREFUSED, "unsupported", "%s: %s", s->field, sp->why);
	s->what = om__printf(
		&u->om->tx_arena, "%s: back to '%s'", s->field, s->old_value ? s->old_value : "");
	return s->what ? 0 : om__nomem(err);
}

/* Lines that shipped because their product became digital ship no more by themselves: said before
 * their orders are looked at. */
static int put_ships(struct om__undo *u, const struct om__undo_step *s, struct om_err *err)
{
	int rc = om__exec(u->om, OM__SQL_undo_ships,
		OM__ARGS(OM__I("product_id", s->id), OM__I("run_id", u->run_id)), err);

	return rc < 0 ? rc : 0;
}

/* All plain edits of the record at once, with the first of their steps. */
static int turn_plain(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_noun *noun = om_noun_find(s->entity);
	struct om_assign assigns[EDITS_MAX];
	enum om_outcome outcome;
	int n = 0, rc;

	if (!noun)
		return om_err_set(
			err, OM_EREFUSED, "unsupported", "%s cannot be taken back", s->field);
	for (struct om__undo_step *e = s; om__undo_is_beside(u, s, e) && n < EDITS_MAX; e++) {
		if (e->is_covered || special_of(e))
			continue;
		assigns[n++] = (struct om_assign){e->field, e->old_value ? e->old_value : ""};
		e->is_done = true;
	}
	rc = om_edit(u->om, noun, s->id, assigns, n, activating, &outcome, err);
	return rc < 0 || !is(s->entity, "product") ? rc : put_ships(u, s, err);
}

int om__undo_edit(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct special *sp = special_of(s);

	if (s->is_done)
		return 0;
	return sp ? sp->run(u, s, err) : turn_plain(u, s, err);
}
