/* The proof of derived order columns: each order's facts are read again and put to the pure status
 * function.
 *
 * Orders, open problems and open holds are three statements in the order of the order's key, walked
 * together, so memory stays flat however many orders there are.  A hold that is due counts until
 * resolving has cleared it. */
#include "base/buf.h"
#include "flow/check/check.h"
#include "order/status.h"
#include <inttypes.h>
#include <stdio.h>

#define TEXT_MAX 1024 /* of a joined column */

/* Columns of check_order_facts. */
enum column {
	ORDER_ID,
	RECORD,
	STATUS,
	PROBLEMS,
	FIRST_PROBLEM,
	HOLDS,
	HOLD_UNTIL,
	STOCK_STATE,
	FULFILLED,
	METHOD,
	FULFILLED_BY,
	IS_HISTORY,
	CANCELLED_AT,
	PAYMENT_DATE,
	UNITS,
	SHIPPED,
	CANCELLED,
	STOCKED,
	ALLOCATED,
	GOODS_SHIPPED,
	GOODS_CANCELLED,
};

/* A statement whose rows belong to orders; it stands on the first row not yet taken. */
struct side {
	struct om__q *q;
	bool has_row;
};

struct proof {
	struct om *om;
	int64_t last_id; /* the highest key of an order */
	struct om__q *orders;
	struct side problems, holds;
	om__finding *each;
	void *arg;
	struct om_err *err;

	/* of the order under way */
	struct om__order_facts facts;
	struct om_buf problem_words, hold_kinds;
	const char *first_problem;
	int64_t hold_until;
	bool is_open_ended;
};

static int advance(struct side *s, struct om_err *err)
{
	int rc = om__step(s->q, err);

	s->has_row = rc > 0;
	return rc < 0 ? rc : 0;
}

/* Goes to the first row of the order or of a later one. */
static int seek(struct side *s, int64_t order_id, struct om_err *err)
{
	int rc = 0;

	while (rc == 0 && s->has_row && om__col_int(s->q, 0) < order_id)
		rc = advance(s, err);
	return rc;
}

static bool stands_on(const struct side *s, int64_t order_id)
{
	return s->has_row && om__col_int(s->q, 0) == order_id;
}

static int read_problems(struct proof *p, int64_t order_id)
{
	int rc = seek(&p->problems, order_id, p->err);

	while (rc == 0 && stands_on(&p->problems, order_id)) {
		int problem = om__problem_find(om__col_text(p->problems.q, 1));

		if (problem >= 0)
			p->facts.problems |= 1u << problem;
		rc = advance(&p->problems, p->err);
	}
	p->first_problem = "";
	for (int i = OM__P_COUNT - 1; i >= 0; i--)
		if (p->facts.problems & 1u << i)
			p->first_problem = om__problem_word((enum om__problem)i);
	for (int i = 0; i < OM__P_COUNT; i++)
		if (p->facts.problems & 1u << i)
			om__buf_fmt(&p->problem_words, "%s%s", p->problem_words.len ? "|" : "",
				om__problem_word((enum om__problem)i));
	return rc;
}

static int read_holds(struct proof *p, int64_t order_id)
{
	int rc = seek(&p->holds, order_id, p->err);

	p->hold_until = 0;
	p->is_open_ended = false;
	while (rc == 0 && stands_on(&p->holds, order_id)) {
		int64_t until = om__col_int(p->holds.q, 2);

		p->facts.is_held = true;
		p->is_open_ended = p->is_open_ended || om__col_null(p->holds.q, 2);
		if (until > p->hold_until)
			p->hold_until = until;
		om__buf_fmt(&p->hold_kinds, "%s%s", p->hold_kinds.len ? "|" : "",
			om__col_text(p->holds.q, 1));
		rc = advance(&p->holds, p->err);
	}
	return rc;
}

static void read_facts(struct proof *p)
{
	struct om__q *q = p->orders;
	const char *status = om__col_text(q, STATUS);

	p->facts = (struct om__order_facts){
		.is_processed = strcmp(status, "unprocessed") != 0,
		.is_merged = !strcmp(status, "merged"),
		.is_handed_over = !strcmp(status, "pending-fulfillment"),
		.is_cancelled = !om__col_null(q, CANCELLED_AT),
		.is_history = om__col_int(q, IS_HISTORY),
		.is_by_channel = !strcmp(om__col_text(q, FULFILLED_BY), "channel"),
		.is_paid = !om__col_null(q, PAYMENT_DATE),
		.method = om__col_text(q, METHOD),
		.units = om__col_int(q, UNITS),
		.shipped = om__col_int(q, SHIPPED),
		.cancelled = om__col_int(q, CANCELLED),
		.allocated = om__col_int(q, ALLOCATED),
		.shipping_units = om__col_int(q, STOCKED),
		.open_allocated = om__col_int(q, ALLOCATED),
		.goods_shipped = om__col_int(q, GOODS_SHIPPED),
		.goods_cancelled = om__col_int(q, GOODS_CANCELLED),
	};
	om__buf_clear(&p->problem_words);
	om__buf_clear(&p->hold_kinds);
}

static int compare(struct proof *p, enum column column, const char *name, const char *want)
{
	char message[TEXT_MAX];
	const char *is = om__col_text(p->orders, (int)column);

	if (!strcmp(is, want))
		return 0;
	snprintf(message, sizeof(message), "%s: %s is '%s', its facts say '%s'",
		om__col_text(p->orders, RECORD), name, is, want);
	return p->each(p->arg, om__col_int(p->orders, ORDER_ID), message, p->err);
}

static int compare_all(struct proof *p)
{
	char until[24] = "";
	int rc;

	if (p->facts.is_held && !p->is_open_ended)
		snprintf(until, sizeof(until), "%" PRId64, p->hold_until);
	rc = compare(p, STATUS, "status", om__order_status(&p->facts));
	/* What was never resolved has its facts, and nothing derived from them. */
	if (rc < 0 || !p->facts.is_processed)
		return rc;
	rc = compare(p, PROBLEMS, "problems", p->problem_words.data);
	if (rc == 0)
		rc = compare(p, FIRST_PROBLEM, "first_problem", p->first_problem);
	if (rc == 0)
		rc = compare(p, HOLDS, "holds", p->hold_kinds.data);
	if (rc == 0)
		rc = compare(p, HOLD_UNTIL, "hold_until", until);
	if (rc == 0)
		rc = compare(p, STOCK_STATE, "stock_state", om__order_stock_state(&p->facts));
	if (rc == 0)
		rc = compare(p, FULFILLED, "fulfilled", om__order_fulfilled(&p->facts));
	return rc;
}

static int walk(struct proof *p)
{
	int64_t done = 0;
	int rc;

	while ((rc = om__step(p->orders, p->err)) > 0) {
		int64_t order_id = om__col_int(p->orders, ORDER_ID);

		if (++done % 1000 == 0)
			om__progress(p->om, "check orders", done, order_id, p->last_id);
		read_facts(p);
		rc = read_problems(p, order_id);
		if (rc == 0)
			rc = read_holds(p, order_id);
		if (rc == 0)
			rc = om__buf_check(&p->problem_words, p->err);
		if (rc == 0)
			rc = om__buf_check(&p->hold_kinds, p->err);
		if (rc == 0)
			rc = compare_all(p);
		if (rc < 0)
			break;
	}
	return rc;
}

int om__prove_order_status(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct proof p = {.om = om, .each = each, .arg = arg, .err = err};
	int rc;

	om__buf_init(&p.problem_words, TEXT_MAX);
	om__buf_init(&p.hold_kinds, TEXT_MAX);
	rc = om__get_int(om, OM__SQL_check_order_last, OM__NOARGS, &p.last_id, err);
	if (rc >= 0)
		rc = om__q(om, OM__SQL_check_order_facts, OM__NOARGS, &p.orders, err);
	if (rc == 0)
		rc = om__q(om, OM__SQL_check_order_problems, OM__NOARGS, &p.problems.q, err);
	if (rc == 0)
		rc = om__q(om, OM__SQL_check_order_holds, OM__NOARGS, &p.holds.q, err);
	if (rc == 0)
		rc = advance(&p.problems, err);
	if (rc == 0)
		rc = advance(&p.holds, err);
	if (rc == 0)
		rc = walk(&p);
	om__done(&p.orders);
	om__done(&p.problems.q);
	om__done(&p.holds.q);
	om__buf_release(&p.problem_words);
	om__buf_release(&p.hold_kinds);
	return rc;
}
