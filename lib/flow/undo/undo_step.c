/* The kinds of undo, one row each: how a run's deeds of that kind are found, worded and taken back.
 *
 * Taking back goes through the calls that a person's command would use, so that every rule of a
 * layer holds for undo too.  Edits of one record are taken back together, because columns lean on
 * each other (an amount and its unit, a state and its country). */
#include "flow/undo/undo.h"
#include "base/time.h"
#include "core/core.h"
#include "core/work.h"
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/order.h"
#include "ship/undo.h"
#include "stock/stock.h"
#include "stock/undo.h"
#include <om/admin.h>
#include <om/catalog.h>
#include <om/money.h>
#include <om/sheet.h>
#include <om/ship.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define EDITS_MAX 200
static const char *const activating[] = {"activate", NULL};

static bool is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

/* ---- shipments and pick lists ---- */

static int void_shipment(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__ship_void(u->om, s->id, err);
}

static int cancel_pick(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_unchanged;

	return om_pick_cancel(u->om, s->id, &is_unchanged, err);
}

/* ---- holds ---- */

static int touch(struct om *om, int64_t order_id, struct om_err *err)
{
	int rc = om__order_touch(om, order_id, err);

	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

static int plan_hold(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)err;
	s->is_covered = om__undo_is_made(u, "order", s->id);
	return 0;
}

static int clear_hold(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int rc = om__holds_clear(u->om, s->id, err);

	return rc <= 0 ? rc : touch(u->om, s->id, err);
}

/* One whose end has come would be cleared again at once. */
static int plan_cleared(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	s->is_covered = s->number && s->number <= u->om->now;
	return s->is_covered ? 0 : plan_hold(u, s, err);
}

static int hold_again(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int rc = om__hold_put(u->om, s->id, s->number, is(s->old_value, "yes"), s->new_value, err);

	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* A hold that was moved keeps its note. */
static int move_hold_back(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int64_t until = 0;
	char *note = NULL;
	int rc = 0;

	if (!is(s->old_value, "open-ended"))
		rc = om__time_parse(s->old_value, u->om->zone, OM_DATE_ISO, &until, NULL, err);
	if (rc == 0)
		rc = om__get_text(u->om, OM__SQL_undo_hold_note, OM__ARGS(OM__I("order_id", s->id)),
			&u->om->tx_arena, &note, err);
	if (rc >= 0)
		rc = om__hold_put(u->om, s->id, until, false, note, err);
	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* ---- orders ---- */

static const struct om__undo_step *find_edit(
	const struct om__undo *u, const char *entity, int64_t id, const char *field)
{
	for (int i = 0; i < u->count; i++)
		if (u->steps[i].id == id && is(u->steps[i].entity, entity) &&
			is(u->steps[i].field, field))
			return &u->steps[i];
	return NULL;
}

static int cancel(struct om__undo *u, int64_t order_id, const char *reason, struct om_err *err)
{
	struct om_cancel how = {.reason = reason};
	char text[60];

	snprintf(text, sizeof(text), "undo of run %" PRId64, u->run_id);
	how.text = text;
	return om_order_cancel(u->om, order_id, &how, err);
}

static int cancel_made(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return cancel(u, s->id, "other", err);
}

static int plan_made_order(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	(void)err;
	if (s->number)
		om__undo_refuse(s, OM_EREFUSED, "unsupported",
			"it is history of another system and cannot be cancelled");
	return 0;
}

/* The run cancelled it, or restored it. */
static int turn_cancel(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om__undo_step *reason = find_edit(u, "order", s->id, "cancel_reason");

	if (!s->old_value)
		return om_order_restore(u->om, s->id, NULL, err);
	return cancel(u, s->id, reason && reason->old_value ? reason->old_value : "other", err);
}

/* To where a person had sent it; else it is routed anew. */
static int turn_source(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om__undo_step *by = find_edit(u, "order", s->id, "source_by");
	bool is_routed = by && (!by->old_value || !is(by->old_value, "person"));
	const struct om_source to = {.to = is_routed ? NULL : s->old_value};

	return om_order_source(u->om, s->id, &to, err);
}

static int read_payment(struct om__undo *u, const struct om__undo_step *s,
	const struct om__order_brief *b, int64_t *ret_amount, bool *ret_paid, int64_t *ret_date,
	struct om_err *err)
{
	const struct om__undo_step *amount = find_edit(u, "order", s->id, "amount_paid");
	const struct om__undo_step *date = find_edit(u, "order", s->id, "payment_date");
	int rc = 0;

	*ret_amount = b->amount_paid;
	if (amount)
		*ret_amount = 0;
	if (amount && amount->old_value)
		rc = om_money_parse(amount->old_value, false, ret_amount, err);
	*ret_paid = date ? date->old_value != NULL : b->is_paid;
	if (rc == 0 && date && date->old_value)
		rc = om__time_parse(date->old_value, u->om->zone, OM_DATE_ISO, ret_date, NULL, err);
	else if (rc == 0 && *ret_paid)
		rc = om__get_int(u->om, OM__SQL_undo_payment_date,
			OM__ARGS(OM__I("order_id", s->id)), ret_date, err);
	return rc < 0 ? rc : 0;
}

/* Amount, date and type go together; the first of their steps takes all three back. */
static int turn_payment(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	static const char *const fields[] = {"amount_paid", "payment_date", "payment_type"};
	const struct om__undo_step *type = find_edit(u, "order", s->id, "payment_type");
	struct om__order_brief b;
	char *old_type = NULL;
	int64_t amount = 0, date = 0;
	bool is_paid = false;
	int rc = om__order_brief(u->om, s->id, &b, err);

	if (rc == 0)
		rc = read_payment(u, s, &b, &amount, &is_paid, &date, err);
	if (rc == 0)
		rc = om__get_text(u->om, OM__SQL_order_payment, OM__ARGS(OM__I("order_id", s->id)),
			&u->om->tx_arena, &old_type, err);
	if (rc >= 0)
		rc = om__exec(u->om, OM__SQL_order_pay,
			OM__ARGS(OM__I("order_id", s->id), OM__I("amount_paid", amount),
				OM__V("payment_date", is_paid, date),
				OM__S("payment_type",
					!type                     ? old_type
						: type->old_value ? type->old_value
								  : "")),
			err);
	for (size_t i = 0; i < OM_COUNT(fields) && rc >= 0; i++) {
		const struct om__undo_step *f = find_edit(u, "order", s->id, fields[i]);

		if (f)
			rc = om__history(
				u->om, "order", s->id, fields[i], f->new_value, f->old_value, err);
	}
	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* ---- customers ---- */

static int64_t key_of(const char *text)
{
	return text ? strtoll(text, NULL, 10) : 0;
}

static int turn_merge(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__customer_turn(u->om, s->id, key_of(s->old_value), err);
}

static int turn_customer(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__order_give_back(u->om, s->id, key_of(s->new_value), key_of(s->old_value), err);
}

/* ---- edits ---- */

static int no_way(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	(void)s;
	return om_err_set(err, OM_EREFUSED, "unsupported", "this cannot be taken back");
}

static int turn_setting(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_changed;

	return om_config_set(u->om, s->field, s->old_value, &is_changed, err);
}

static int turn_listing(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_changed, moved_lines = false;

	if (!s->old_value)
		return om_err_set(err, OM_EREFUSED, "unsupported",
			"a listing that was linked cannot be unlinked");
	for (int i = 0; i < u->count; i++)
		moved_lines = moved_lines || !strncmp(u->steps[i].field, "line ", 5);
	return om_listing_reassign(u->om, s->id, s->old_value, moved_lines, &is_changed, err);
}

static int turn_warehouse(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_assign on = {"is_active", "yes"};
	struct om_warehouse_off off;
	enum om_outcome outcome;

	if (is(s->old_value, "no"))
		return om_warehouse_deactivate(u->om, &s->id, 1, NULL, &off, err);
	return om_edit(u->om, om_warehouse_noun(), s->id, &on, 1, activating, &outcome, err);
}

/* What a plain edit does not take back.  A field that ends with a blank stands for all that begin
 * so; NULL is every field. */
static const struct special {
	const char *entity, *field;
	int (*run)(struct om__undo *, struct om__undo_step *, struct om_err *);
	const char *with; /* this step of the same record takes it back too */
	bool is_derived;
} specials[] = {
	{"order", "status", NULL, NULL, true},
	{"order", "line ", NULL, NULL, true},
	{"order", "hold_until", move_hold_back, NULL, false},
	{"order", "cancelled_at", turn_cancel, NULL, false},
	{"order", "cancel_reason", no_way, "cancelled_at", false},
	{"order", "source", turn_source, NULL, false},
	{"order", "source_by", turn_source, "source", false},
	{"order", "amount_paid", turn_payment, NULL, false},
	{"order", "payment_date", turn_payment, "amount_paid", false},
	{"order", "payment_type", turn_payment, "amount_paid", false},
	{"order", "customer_id", turn_customer, NULL, false},
	{"order", "erased_at", no_way, NULL, false},
	{"customer", "erased_at", no_way, NULL, false},
	{"customer", "merged_into", turn_merge, NULL, false},
	{"customer", "is_active", no_way, "merged_into", false},
	{"setting", NULL, turn_setting, NULL, false},
	{"listing", "sku", turn_listing, NULL, false},
	{"warehouse", "is_active", turn_warehouse, NULL, false},
	{"warehouse", "rank", no_way, NULL, false},
	{"warehouse", "backups", no_way, NULL, false},
	{"zone", NULL, no_way, NULL, false},
	{"stock", "on_hand", no_way, NULL, false},
	{"stock", "locked", no_way, NULL, false},
	{"stock", "allocated", no_way, NULL, false},
	{"stock", "oversold", no_way, NULL, false},
	{"order_line", NULL, no_way, NULL, false},
	{"shipment", NULL, no_way, NULL, false},
	{"pick_list", NULL, no_way, NULL, false},
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

/* Lines follow their listing's own step; without one nothing takes them back. */
static bool has_listing_step(const struct om__undo *u)
{
	for (int i = 0; i < u->count; i++)
		if (is(u->steps[i].entity, "listing") && is(u->steps[i].field, "sku"))
			return true;
	return false;
}

static bool is_unchanged(const struct om__undo_step *s)
{
	return s->old_value && s->new_value ? is(s->old_value, s->new_value)
					    : s->old_value == s->new_value;
}

static int plan_edit(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct special *sp = special_of(s);

	s->is_covered = (sp && sp->is_derived) || is_unchanged(s) ||
		om__undo_is_made(u, s->entity, s->id) || (is(s->entity, "location") && s->number) ||
		(sp && sp->with && find_edit(u, s->entity, s->id, sp->with));
	if (s->is_covered && is(s->entity, "order") && !strncmp(s->field, "line ", 5) &&
		!has_listing_step(u))
		om__undo_refuse(s, OM_EREFUSED, "unsupported", "%s cannot be taken back", s->field);
	if (sp && sp->run == no_way && !s->is_covered)
		om__undo_refuse(s, OM_EREFUSED, "unsupported",
			"a change of %s cannot be taken back", s->field);
	s->what = om__printf(
		&u->om->tx_arena, "%s: back to '%s'", s->field, s->old_value ? s->old_value : "");
	return s->what ? 0 : om__nomem(err);
}

/* All plain edits of the record at once, with the first of their steps. */
static int turn_plain(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_noun *noun = om_noun_find(s->entity);
	struct om_assign assigns[EDITS_MAX];
	enum om_outcome outcome;
	int n = 0;

	if (!noun)
		return no_way(u, s, err);
	for (struct om__undo_step *e = s; e < u->steps + u->count && n < EDITS_MAX; e++) {
		if (e->is_covered || e->kind != s->kind || e->id != s->id ||
			!is(e->entity, s->entity) || special_of(e))
			continue;
		assigns[n++] = (struct om_assign){e->field, e->old_value ? e->old_value : ""};
		e->number = 1;
	}
	return om_edit(u->om, noun, s->id, assigns, n, activating, &outcome, err);
}

static int turn_edit(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct special *sp = special_of(s);

	if (sp)
		return sp->run(u, s, err);
	return s->number == 1 ? 0 : turn_plain(u, s, err);
}

/* ---- stock ---- */

static int plan_movement(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	s->what = om__printf(&u->om->tx_arena, "%s %+" PRId64, s->field, s->number);
	return s->what ? 0 : om__nomem(err);
}

/* The first step moves all, so that what is short in between is not refused. */
static int turn_movements(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
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
			.is_locked = is(e->field, "locked"),
			.delta = e->number,
			.cause_type = "movement",
			.cause_id = strtoll(e->old_value, NULL, 10)};
	rc = om__stock_move(u->om, moves, n, err);
	return rc < 0 ? rc : om__layers_undo_run(u->om, u->run_id, err);
}

/* ---- what was made ---- */

static int plan_made(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	(void)err;
	if (is(s->entity, "zone"))
		om__undo_refuse(s, OM_EREFUSED, "unsupported", "a new zone cannot be taken back");
	return 0;
}

static int deactivate(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_assign off = {"is_active", "no"};
	struct om_warehouse_off done;
	enum om_outcome outcome;

	if (is(s->entity, "warehouse"))
		return om_warehouse_deactivate(u->om, &s->id, 1, NULL, &done, err);
	return om_edit(u->om, om_noun_find(s->entity), s->id, &off, 1, activating, &outcome, err);
}

const struct om__undo_kind om__undo_kinds[] = {
	{OM__SQL_undo_shipments, NULL, void_shipment, "voided, its units put back", true},
	{OM__SQL_undo_picks, NULL, cancel_pick, "cancelled", true},
	{OM__SQL_undo_holds_set, plan_hold, clear_hold, "hold cleared", false},
	{OM__SQL_undo_edits, plan_edit, turn_edit, NULL, false},
	{OM__SQL_undo_holds_cleared, plan_cleared, hold_again, "held again", false},
	{OM__SQL_undo_orders_made, plan_made_order, cancel_made, "cancelled", true},
	{OM__SQL_undo_movements, plan_movement, turn_movements, NULL, false},
	{OM__SQL_undo_made, plan_made, deactivate, "deactivated", true},
	{0},
};
