/* Orders taken back: holds, cancellations, sources, payments, whose they are, and what a line is
 * of.
 *
 * What belongs together is taken back by the first of its steps: amount, date and type of a
 * payment, a cancellation and its words.  Where the order stands afterwards is for the resolver to
 * say. */
#include "base/time.h"
#include "core/core.h"
#include "core/work.h"
#include "flow/flow.h"
#include "flow/undo/undo.h"
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/order.h"
#include <om/money.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- holds ---- */

static int touch(struct om *om, int64_t order_id, struct om_err *err)
{
	int rc = om__order_touch(om, order_id, err);

	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

int om__undo_hold_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)err;
	s->is_covered = om__undo_is_made(u, "order", s->id);
	return 0;
}

int om__undo_hold(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int rc = om__holds_clear(u->om, s->id, err);

	return rc <= 0 ? rc : touch(u->om, s->id, err);
}

/* One whose end has come would be cleared again at once. */
int om__undo_release_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	s->is_covered = s->number && s->number <= u->om->now;
	return s->is_covered ? 0 : om__undo_hold_plan(u, s, err);
}

int om__undo_release(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int rc = om__hold_put(
		u->om, s->id, s->number, !strcmp(s->old_value, "yes"), s->new_value, err);

	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* A hold that was moved keeps its note. */
int om__undo_hold_move(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	int64_t until = 0;
	char *note = NULL;
	int rc = 0;

	if (strcmp(s->old_value, "open-ended") != 0)
		rc = om__time_parse(s->old_value, u->om->zone, OM_DATE_ISO, &until, NULL, err);
	if (rc == 0)
		rc = om__get_text(u->om, OM__SQL_undo_hold_note, OM__ARGS(OM__I("order_id", s->id)),
			&u->om->tx_arena, &note, err);
	if (rc >= 0)
		rc = om__hold_put(u->om, s->id, until, false, note, err);
	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* ---- orders ---- */

static int cancel(struct om__undo *u, int64_t order_id, const char *reason, const char *text,
	struct om_err *err)
{
	const struct om_cancel how = {.reason = reason, .text = text};

	return om_order_cancel(u->om, order_id, &how, err);
}

int om__undo_order(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	char text[60];

	snprintf(text, sizeof(text), "undo of run %" PRId64, u->run_id);
	return cancel(u, s->id, "other", text, err);
}

int om__undo_order_plan(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	(void)u;
	(void)err;
	if (s->number)
		om__undo_refuse(s, OM_EREFUSED, "unsupported",
			"it is history of another system and cannot be cancelled");
	return 0;
}

/* With the words that it was cancelled with before. */
static int cancel_again(struct om__undo *u, int64_t order_id, struct om_err *err)
{
	const struct om__undo_step *reason = om__undo_find(u, "order", order_id, "cancel_reason");
	const struct om__undo_step *text = om__undo_find(u, "order", order_id, "cancel_text");
	bool is_worded = reason && reason->old_value;

	return cancel(u, order_id, is_worded ? reason->old_value : "other",
		text && text->old_value ? text->old_value
			: is_worded     ? NULL
					: "undo of a restoration",
		err);
}

/* The run cancelled it, or restored it. */
int om__undo_cancel(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return s->old_value ? cancel_again(u, s->id, err)
			    : om_order_restore(u->om, s->id, NULL, err);
}

/* What was left of an order was cancelled while the rest went on: open again, by this step. */
int om__undo_rest(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__order_reopen_rest(u->om, s->id, u->run_id, err);
}

/* What a field is to be again: NULL where the run left it alone. */
static const char *old_text(const struct om__undo_step *s)
{
	return !s ? NULL : s->old_value ? s->old_value : "";
}

/* Words without a time are those of a rest that was cancelled, or opened again by an undo. */
int om__undo_words(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	struct om__undo_step *reason = om__undo_find(u, "order", s->id, "cancel_reason");
	struct om__undo_step *text = om__undo_find(u, "order", s->id, "cancel_text");

	if (reason)
		reason->is_done = true;
	if (text)
		text->is_done = true;
	if (!om__undo_find(u, "order", s->id, OM__UNDO_REST) && reason && reason->old_value)
		return cancel_again(u, s->id, err);
	return om__order_words_put(u->om, s->id, old_text(reason), old_text(text), err);
}

/* To where a person had sent it; else it is routed anew. */
int om__undo_source(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om__undo_step *by = om__undo_find(u, "order", s->id, "source_by");
	bool is_routed = by && (!by->old_value || strcmp(by->old_value, "person") != 0);
	const struct om_source to = {.to = is_routed ? NULL : s->old_value};

	return om_order_source(u->om, s->id, &to, err);
}

static int read_payment(struct om__undo *u, const struct om__undo_step *s,
	const struct om__order_brief *b, int64_t *ret_amount, bool *ret_paid, int64_t *ret_date,
	struct om_err *err)
{
	const struct om__undo_step *amount = om__undo_find(u, "order", s->id, "amount_paid");
	const struct om__undo_step *date = om__undo_find(u, "order", s->id, "payment_date");
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
int om__undo_payment(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	static const char *const fields[] = {"amount_paid", "payment_date", "payment_type"};
	const struct om__undo_step *type = om__undo_find(u, "order", s->id, "payment_type");
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
		struct om__undo_step *f = om__undo_find(u, "order", s->id, fields[i]);

		if (!f)
			continue;
		f->is_done = true;
		rc = om__history(u->om, "order", s->id, fields[i], f->new_value, f->old_value, err);
	}
	return rc < 0 ? rc : touch(u->om, s->id, err);
}

/* ---- customers ---- */

static int64_t key_of(const char *text)
{
	return text ? strtoll(text, NULL, 10) : 0;
}

int om__undo_merge(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__customer_turn(u->om, s->id, key_of(s->old_value), err);
}

int om__undo_customer(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	return om__order_give_back(u->om, s->id, key_of(s->new_value), key_of(s->old_value), err);
}

/* ---- lines ---- */

/* The field is "line N sku". */
int om__undo_line(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om__line_move move = {.order_id = s->id,
		.line_no = strtoll(s->field + strlen("line "), NULL, 10),
		.from_sku = s->new_value,
		.to_sku = s->old_value};

	return om__line_put(u->om, &move, err);
}
