/* Pay, cancel, restore, source: what a person decides about one order (orders.md R5, R8, R17, S3).
 *
 * An action refuses before it writes; then it writes the facts with their history, moves the order
 * on by one revision and puts it on the work list.  Where the order stands afterwards is for the
 * resolver to say.  An action that finds its work done answers 1. */
#include "base/text.h"
#include "core/core.h"
#include "core/work.h"
#include "order/intake.h"
#include "stock/place.h"
#include <inttypes.h>
#include <om/money.h>

static int done(struct om *om, int64_t order_id, struct om_err *err)
{
	int rc = om__order_touch(om, order_id, err);

	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

/* The value as lists print it, for history; in the transaction's arena. */
static const char *print(struct om *om, enum om_type type, int64_t num, const char *unit)
{
	struct om_value v = {.type = type, .num = num, .text = "", .unit = unit};

	return om_value_print(om, &om->tx_arena, &v);
}

static int note_time(
	struct om *om, int64_t order_id, const char *field, int64_t at, struct om_err *err)
{
	return om__history(om, "order", order_id, field, NULL, print(om, OM_T_TIME, at, ""), err);
}

/* ---- pay ---- */

static int check_pay(
	struct om *om, const struct om__order_brief *b, const struct om_pay *p, struct om_err *err)
{
	char *upper = p->currency ? om__fold(&om->tx_arena, p->currency) : NULL;
	char *own = p->currency ? om__fold(&om->tx_arena, b->currency) : NULL;
	int rc = om__order_may(om, b->record, b->status, OM__D_PAY, err);

	if (rc < 0)
		return rc;
	if (p->has_amount && om_money_round(p->amount, b->currency) <= 0)
		return om_err_set(err, OM_EINVAL, "out-of-range", "the amount is not above 0");
	if (p->currency && (!upper || !own))
		return om__nomem(err);
	if (upper && strcmp(upper, own) != 0)
		return om_err_set(err, OM_EREFUSED, "currency-differs",
			"'%s' is not the order's currency, %s", p->currency, b->currency);
	if (p->has_amount && p->written && !om_money_sign_fits(p->written, b->currency))
		return om_err_set(err, OM_EREFUSED, "currency-differs",
			"'%s' is not in the order's currency, %s", p->written, b->currency);
	return 0;
}

static int write_pay(struct om *om, const struct om__order_brief *b, int64_t paid, bool is_full,
	const struct om_pay *p, struct om_err *err)
{
	int64_t at = p->date ? p->date : om_now(om);
	char *type = NULL;
	int rc = om__get_text(om, OM__SQL_order_payment, OM__ARGS(OM__I("order_id", b->order_id)),
		&om->tx_arena, &type, err);

	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_order_pay,
		OM__ARGS(OM__I("order_id", b->order_id), OM__I("amount_paid", paid),
			OM__V("payment_date", is_full, at),
			OM__S("payment_type", p->type ? p->type : type)),
		err);
	if (rc >= 0)
		rc = om__history(om, "order", b->order_id, "amount_paid",
			print(om, OM_T_MONEY, b->amount_paid, b->currency),
			print(om, OM_T_MONEY, paid, b->currency), err);
	if (rc >= 0 && is_full)
		rc = note_time(om, b->order_id, "payment_date", at, err);
	if (rc >= 0 && p->type)
		rc = om__history(om, "order", b->order_id, "payment_type",
			type && *type ? type : NULL, *p->type ? p->type : NULL, err);
	return rc < 0 ? rc : done(om, b->order_id, err);
}

int om_order_pay(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	static const struct om_pay defaults = {0};
	const struct om_pay *p = options ? options : &defaults;
	struct om__order_brief b;
	int64_t amount, paid;
	int rc = om__order_brief(om, order_id, &b, err);

	if (rc == 0)
		rc = check_pay(om, &b, p, err);
	if (rc < 0)
		return rc;
	if (b.is_paid)
		return 1;
	amount = p->has_amount ? om_money_round(p->amount, b.currency)
			       : b.order_total - b.amount_paid;
	if (amount < 0)
		amount = 0;
	if (__builtin_add_overflow(b.amount_paid, amount, &paid))
		return om_err_set(
			err, OM_EINVAL, "out-of-range", "more than can be counted would be paid");
	return write_pay(om, &b, paid, paid >= b.order_total || p->accept_partial, p, err);
}

/* ---- cancel and restore ---- */

/* The listed spelling of the reason (S5); "other" says more. */
static int check_reason(
	struct om *om, const struct om_cancel *c, const char **ret, struct om_err *err)
{
	if (!c->reason || !*c->reason) {
		om_err_set(err, OM_EINVAL, "missing", "a cancellation needs a reason: --reason");
		om_err_hint(err, "one of %s", OM_CANCEL_REASONS);
		return OM_EINVAL;
	}
	*ret = om__choice(&om->tx_arena, c->reason, OM_CANCEL_REASONS);
	if (!*ret) {
		char *nearest = om__nearest(&om->tx_arena, c->reason, OM_CANCEL_REASONS);

		om_err_set(err, OM_EINVAL, "bad-choice", "'%.40s' is none of %s", c->reason,
			OM_CANCEL_REASONS);
		if (nearest)
			om_err_hint(err, "did you mean '%s'?", nearest);
		return OM_EINVAL;
	}
	if (!strcmp(*ret, "other") && (!c->text || !c->text[strspn(c->text, " \t\n")]))
		return om_err_set(
			err, OM_EINVAL, "missing", "the reason 'other' needs words: --text TEXT");
	return 0;
}

/* Reason and text of a cancellation, "" for none, NULL as they are, with what they were before. */
static int put_words(
	struct om *om, int64_t order_id, const char *reason, const char *text, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	char *old_reason = NULL, *old_text = NULL;
	int rc = om__q(
		om, OM__SQL_order_cancel_words, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0) {
		old_reason = om__strdup(&om->tx_arena, om__col_text(q, 0));
		old_text = om__strdup(&om->tx_arena, om__col_text(q, 1));
		if (!old_reason || !old_text)
			return om__nomem(err);
	}
	om__done(&q);
	if (rc <= 0)
		return rc;
	reason = reason ? reason : old_reason;
	text = text ? text : old_text;
	rc = om__exec(om, OM__SQL_order_put_words,
		OM__ARGS(OM__I("order_id", order_id), OM__S("cancel_reason", reason),
			OM__S("cancel_text", text)),
		err);
	if (rc >= 0)
		rc = om__history(om, "order", order_id, "cancel_reason",
			*old_reason ? old_reason : NULL, *reason ? reason : NULL, err);
	return rc < 0 ? rc
		      : om__history(om, "order", order_id, "cancel_text",
				*old_text ? old_text : NULL, *text ? text : NULL, err);
}

int om__order_words_put(
	struct om *om, int64_t order_id, const char *reason, const char *text, struct om_err *err)
{
	int rc = put_words(om, order_id, reason, text, err);

	return rc < 0 ? rc : done(om, order_id, err);
}

int om__order_reopen_rest(struct om *om, int64_t order_id, int64_t run_id, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_order_reopen_rest,
		OM__ARGS(OM__I("order_id", order_id), OM__I("run_id", run_id)), err);

	if (rc == 0)
		return om_err_set(err, OM_EREFUSED, "changed",
			"no units of it are cancelled by run %" PRId64 " any more", run_id);
	if (rc > 0)
		rc = om__exec(om, OM__SQL_order_forget_rest,
			OM__ARGS(OM__I("order_id", order_id), OM__I("run_id", run_id)), err);
	return rc < 0 ? rc : done(om, order_id, err);
}

/* With units shipped only the open ones are cancelled, and the order becomes shipped (R17.4). */
static int write_cancel(struct om *om, const struct om__order_brief *b, const char *reason,
	const char *text, struct om_err *err)
{
	bool is_whole = !b->shipped_units;
	int64_t run;
	int rc = om__run(om, &run, err);

	if (rc >= 0 && !is_whole)
		rc = om__exec(om, OM__SQL_order_cancel_rest,
			OM__ARGS(OM__I("order_id", b->order_id), OM__I("run_id", run),
				OM__S("reason", reason), OM__S("cancel_text", text ? text : "")),
			err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_order_cancel_lines,
			OM__ARGS(OM__I("order_id", b->order_id)), err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_order_cancel,
			OM__ARGS(OM__I("order_id", b->order_id),
				OM__V("cancelled_at", is_whole, om_now(om))),
			err);
	if (rc >= 0 && is_whole)
		rc = note_time(om, b->order_id, "cancelled_at", om_now(om), err);
	if (rc >= 0)
		rc = put_words(om, b->order_id, reason, text ? text : "", err);
	return rc < 0 ? rc : done(om, b->order_id, err);
}

int om_order_cancel(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct om_cancel *c = options;
	const char *reason = NULL;
	struct om__order_brief b;
	int rc = om__order_brief(om, order_id, &b, err);

	if (rc == 0)
		rc = check_reason(om, c, &reason, err);
	if (rc < 0)
		return rc;
	if (!strcmp(b.status, "cancelled"))
		return 1;
	rc = om__order_may(om, b.record, b.status, OM__D_CANCEL, err);
	return rc < 0 ? rc : write_cancel(om, &b, reason, c->text, err);
}

static int reopen(struct om *om, const struct om__order_brief *b, struct om_err *err)
{
	struct om__order o;
	int rc;

	if (b->channel_cancel_told)
		return om_err_set(err, OM_EREFUSED, "channel-told",
			"%.*s was told of the cancellation", (int)strcspn(b->record, ":"),
			b->record);
	rc = om__order_load(om, b->order_id, &om->tx_arena, &o, err);
	if (rc < 0)
		return rc;
	rc = om__exec(
		om, OM__SQL_order_reopen_lines, OM__ARGS(OM__I("order_id", b->order_id)), err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_order_cancel,
			OM__ARGS(OM__I("order_id", b->order_id), OM__N("cancelled_at")), err);
	if (rc >= 0)
		rc = om__history(om, "order", b->order_id, "cancelled_at",
			o.has_cancelled_at ? print(om, OM_T_TIME, o.cancelled_at, "") : "", NULL,
			err);
	if (rc >= 0)
		rc = put_words(om, b->order_id, "", "", err);
	return rc < 0 ? rc : done(om, b->order_id, err);
}

int om_order_restore(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	struct om__order_brief b;
	int64_t was_restored = 0;
	int rc = om__order_brief(om, order_id, &b, err);

	if (rc < 0)
		return rc;
	if (!strcmp(b.status, "cancelled"))
		return reopen(om, &b, err);
	if (b.holds[0])
		return om_order_release(om, order_id, options, err);
	rc = om__get_int(om, OM__SQL_order_was_restored, OM__ARGS(OM__I("order_id", order_id)),
		&was_restored, err);
	if (rc < 0)
		return rc;
	if (was_restored)
		return 1;
	return om_err_set(
		err, OM_ESTATE, "wrong-state", "it is %s, neither cancelled nor held", b.status);
}

/* ---- source ---- */

struct stored_source {
	int64_t warehouse_id;
	char name[256], by[16];
};

static int read_source(
	struct om *om, int64_t order_id, struct stored_source *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_order_source, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	*ret = (struct stored_source){0};
	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	ret->warehouse_id = om__col_int(q, 0);
	strncat(ret->name, om__col_text(q, 1), sizeof(ret->name) - 1);
	strncat(ret->by, om__col_text(q, 2), sizeof(ret->by) - 1);
	return 0;
}

int om__order_put_source(struct om *om, int64_t order_id, int64_t warehouse_id, struct om_err *err)
{
	struct stored_source old;
	char *name = NULL;
	int rc = read_source(om, order_id, &old, err);

	if (rc < 0)
		return rc;
	if (warehouse_id ? warehouse_id == old.warehouse_id : !old.warehouse_id && !old.by[0])
		return 1;
	if (warehouse_id)
		rc = om__get_text(om, OM__SQL_warehouse_name,
			OM__ARGS(OM__I("warehouse_id", warehouse_id)), &om->tx_arena, &name, err);
	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_order_put_source,
		OM__ARGS(OM__I("order_id", order_id),
			OM__V("source_id", warehouse_id != 0, warehouse_id),
			OM__S("source_by", warehouse_id ? "person" : ""),
			OM__S("route_reason", warehouse_id ? "set by hand" : "")),
		err);
	if (rc >= 0)
		rc = om__history(
			om, "order", order_id, "source", old.name[0] ? old.name : NULL, name, err);
	if (rc >= 0)
		rc = om__history(om, "order", order_id, "source_by", old.by[0] ? old.by : NULL,
			warehouse_id ? "person" : NULL, err);
	return rc < 0 ? rc : 0;
}

/* Would the warehouse fill the whole order now?  1 yes; 0 no. */
static int may_move(struct om *om, const struct om__order_brief *b,
	const struct om__warehouse_ref *w, struct om_err *err)
{
	bool is_covered = false;
	int rc = om__source_covers(om, b->order_id, w->warehouse_id, &is_covered, err);

	return rc < 0 ? rc : is_covered;
}

int om_order_source(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct om_source *s = options;
	struct om__warehouse_ref w = {0};
	struct om__order_brief b;
	int rc = om__order_brief(om, order_id, &b, err);

	if (rc == 0 && s->to)
		rc = om__warehouse_need(om, s->to, true, &w, err);
	if (rc < 0)
		return rc;
	if (s->to && b.source_id == w.warehouse_id)
		return 1;
	rc = om__order_may(om, b.record, b.status, OM__D_SOURCE, err);
	if (rc == 0)
		rc = om__order_not_picked(om, &b, err);
	if (rc < 0)
		return rc;
	if (s->to && s->only_if_covered) {
		rc = may_move(om, &b, &w, err);
		if (rc <= 0)
			return rc < 0 ? rc : 1;
	}
	rc = om__order_put_source(om, order_id, w.warehouse_id, err);
	return rc ? rc : done(om, order_id, err);
}
