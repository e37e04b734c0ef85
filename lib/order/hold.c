/* Holds (orders.md R16): a row a kind stops the order until its date or until somebody clears it;
 * units stay allocated unless the hold frees them. */
#include "core/core.h"
#include "core/work.h"
#include "order/intake.h"

static const char *print_until(struct om *om, bool has_until, int64_t until)
{
	struct om_value v = {.type = OM_T_TIME, .num = until, .text = "", .unit = ""};

	return has_until ? om_value_print(om, &om->tx_arena, &v) : "open-ended";
}

struct open_hold {
	int64_t hold_id, until;
	bool has_until, stock_released, is_same_note;
};

/* The open user hold: 1, or 0 if there is none. */
static int find_user_hold(struct om *om, int64_t order_id, const char *note, struct open_hold *ret,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_hold_open, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (strcmp(om__col_text(q, 1), "user") != 0)
			continue;
		*ret = (struct open_hold){.hold_id = om__col_int(q, 0),
			.until = om__col_int(q, 2),
			.has_until = !om__col_null(q, 2),
			.stock_released = om__col_int(q, 3),
			.is_same_note = !note || !*note || !strcmp(om__col_text(q, 4), note)};
		return 1;
	}
	return rc;
}

static int open_hold(struct om *om, int64_t order_id, int64_t until, bool release_stock,
	const char *note, struct om_err *err)
{
	int64_t id = 0, run = 0;
	int rc = om__run(om, &run, err);

	if (rc == 0)
		rc = om__ids(om, "hold", 1, &id, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_hold_insert,
			OM__ARGS(OM__I("hold_id", id), OM__I("order_id", order_id),
				OM__V("hold_until", until != 0, until),
				OM__I("stock_released", release_stock),
				OM__S("note", note ? note : ""), OM__I("opened_at", om_now(om)),
				OM__I("opened_run", run)),
			err);
	return rc < 0 ? rc : 0;
}

static int move_hold(struct om *om, int64_t order_id, const struct open_hold *h, int64_t until,
	bool release_stock, const char *note, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_hold_move,
		OM__ARGS(OM__I("hold_id", h->hold_id), OM__V("hold_until", until != 0, until),
			OM__I("stock_released", release_stock || h->stock_released),
			OM__S("note", note ? note : "")),
		err);

	if (rc >= 0)
		rc = om__history(om, "order", order_id, "hold_until",
			print_until(om, h->has_until, h->until), print_until(om, until != 0, until),
			err);
	return rc < 0 ? rc : 0;
}

int om__hold_put(struct om *om, int64_t order_id, int64_t until, bool release_stock,
	const char *note, struct om_err *err)
{
	struct open_hold h = {0};
	int rc = find_user_hold(om, order_id, note, &h, err);

	if (rc < 0)
		return rc;
	if (!rc)
		return open_hold(om, order_id, until, release_stock, note, err);
	if (h.has_until == (until != 0) && h.until == until && h.is_same_note &&
		(!release_stock || h.stock_released))
		return 1;
	return move_hold(om, order_id, &h, until, release_stock, note, err);
}

#define KINDS 8

int om__holds_clear(struct om *om, int64_t order_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t ids[KINDS], run;
	int n = 0,
	    rc = om__q(om, OM__SQL_hold_open, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0 && n < KINDS) {
		if (!strcmp(om__col_text(q, 1), "cancel-pending") &&
			!om_allowed(om, "cancel-pending")) {
			om_err_set(err, OM_EREFUSED, "cancel-pending",
				"the channel has not answered the cancellation");
			om_err_hint(err, "--allow cancel-pending --reason TEXT overrides it");
			return OM_EREFUSED;
		}
		/* That one is the resolver's, and stands while its cause does (R18.2). */
		if (strcmp(om__col_text(q, 1), "pre-order") != 0)
			ids[n++] = om__col_int(q, 0);
	}
	om__done(&q);
	if (rc < 0 || !n)
		return rc;
	rc = om__run(om, &run, err);
	for (int i = 0; rc >= 0 && i < n; i++)
		rc = om__exec(om, OM__SQL_hold_clear_one,
			OM__ARGS(OM__I("hold_id", ids[i]), OM__I("run_id", run)), err);
	return rc < 0 ? rc : n;
}

static int done(struct om *om, int64_t order_id, struct om_err *err)
{
	int rc = om__order_touch(om, order_id, err);

	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

/* A day for its first instant, as people write it. */
static const char *print_day(struct om *om, int64_t at)
{
	const char *text = print_until(om, true, at);
	const char *clock = text ? strstr(text, "T00:00:00") : NULL;

	return clock ? om__strndup(&om->tx_arena, text, (size_t)(clock - text)) : text;
}

int om_order_hold(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct om_hold *h = options;
	struct om__order_brief b;
	int rc = om__order_brief(om, order_id, &b, err);

	if (rc == 0)
		rc = om__order_may(om, b.record, b.status, OM__D_HOLD, err);
	if (rc < 0)
		return rc;
	if (h->until && h->until <= om_now(om))
		return om_err_set(
			err, OM_EREFUSED, "past-date", "until %s is past", print_day(om, h->until));
	rc = om__hold_put(om, order_id, h->until, h->release_stock, h->note, err);
	return rc ? rc : done(om, order_id, err);
}

/* Released already is released; an order that was never held is a mistake. */
int om_order_release(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	struct om__order_brief b;
	int64_t was_held = 0;
	int rc = om__order_brief(om, order_id, &b, err);

	(void)options;
	if (rc == 0)
		rc = om__holds_clear(om, order_id, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		return done(om, order_id, err);
	if (!strcmp(b.holds, "pre-order")) {
		om_err_set(err, OM_ESTATE, "wrong-state", "it waits at a virtual warehouse");
		om_err_hint(err, "om-order source --to WAREHOUSE moves it where its goods are");
		return OM_ESTATE;
	}
	rc = om__get_int(
		om, OM__SQL_hold_any, OM__ARGS(OM__I("order_id", order_id)), &was_held, err);
	if (rc < 0)
		return rc;
	if (was_held)
		return 1;
	return om_err_set(err, OM_ESTATE, "wrong-state", "it is %s, not held", b.status);
}
