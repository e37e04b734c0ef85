/* Erasing personal data of orders and customers (orders.md R26.5, reports.md, customers).
 *
 * What is erased becomes empty where it stands: in the record, in what hangs on it, in its history
 * and in the command lines of the runs that wrote it.  Numbers, money, the country and the first
 * three characters of the ZIP code stay.  The history row of an erasure holds its time and nothing
 * of what was there, so it cannot be taken back; and whatever a run changed before cannot either.
 */
#include "core/core.h"
#include "order/customer/customer.h"
#include "order/order.h"
#include <om/order.h>

static const enum om__sql order_steps[] = {OM__SQL_scrub_order, OM__SQL_scrub_order_addresses,
	OM__SQL_scrub_order_lines, OM__SQL_scrub_order_cancels, OM__SQL_scrub_order_notes,
	OM__SQL_scrub_order_holds, OM__SQL_scrub_order_problems, OM__SQL_scrub_order_history};
static const enum om__sql customer_steps[] = {OM__SQL_scrub_customer, OM__SQL_scrub_customer_values,
	OM__SQL_scrub_customer_addresses, OM__SQL_scrub_customer_aliases,
	OM__SQL_scrub_customer_custom, OM__SQL_scrub_customer_history};

/* A record with all that is erased of it. */
static const struct subject {
	const char *entity;
	const enum om__sql *steps;
	size_t step_count;
	enum om__sql runs, mark;
} order = {"order", order_steps, OM_COUNT(order_steps), OM__SQL_scrub_order_runs,
	OM__SQL_scrub_order_mark},
  customer = {"customer", customer_steps, OM_COUNT(customer_steps), OM__SQL_scrub_customer_runs,
	  OM__SQL_scrub_customer_mark};

static int cut_commands(struct om *om, const struct subject *of, int64_t id, struct om_err *err)
{
	int64_t *runs = NULL;
	size_t n = 0;
	int changed = 0;
	int rc = om__keys_read(om, of->runs, OM__ARGS(OM__I("record_id", id)), &runs, &n, err);

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = om__run_cut(om, runs[i], err);
		changed += rc > 0;
	}
	return rc < 0 ? rc : changed;
}

/* How much of the record was not empty yet. */
static int empty(struct om *om, const struct subject *of, int64_t id, struct om_err *err)
{
	int changed = 0, rc = 0;

	for (size_t i = 0; rc >= 0 && i < of->step_count; i++) {
		rc = om__exec(om, of->steps[i], OM__ARGS(OM__I("record_id", id)), err);
		changed += rc > 0;
	}
	if (rc >= 0)
		rc = cut_commands(om, of, id, err);
	return rc < 0 ? rc : changed + rc;
}

static int mark(struct om *om, const struct subject *of, int64_t id, struct om_err *err)
{
	struct om_value now = {.type = OM_T_TIME, .num = om_now(om), .text = "", .unit = ""};
	int rc = om__exec(
		om, of->mark, OM__ARGS(OM__I("record_id", id), OM__I("now", om_now(om))), err);

	return rc < 0 ? rc
		      : om__history(om, of->entity, id, "erased_at", NULL,
				om_value_print(om, &om->tx_arena, &now), err);
}

/* ---- orders ---- */

static bool is_finished(const struct om__order_brief *b)
{
	return b->is_history || !strcmp(b->status, "shipped") || !strcmp(b->status, "cancelled");
}

static int erase_order(struct om *om, int64_t order_id, bool is_marked, struct om_err *err)
{
	int rc = empty(om, &order, order_id, err);

	if (rc < 0 || (!rc && is_marked))
		return rc < 0 ? rc : 1;
	rc = mark(om, &order, order_id, err);
	return rc < 0 ? rc : om__order_touch(om, order_id, err);
}

int om_order_scrub(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	struct om__order_brief b;
	int rc = om__order_brief(om, order_id, &b, err);

	(void)options;
	if (rc < 0)
		return rc;
	if (!is_finished(&b))
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"it is %s; personal data of shipped and cancelled orders alone are erased",
			b.status);
	return erase_order(om, order_id, b.is_erased, err);
}

/* ---- customers ---- */

static int erase_orders(struct om *om, int64_t customer_id, struct om_err *err)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int changed = 0;
	int rc = om__keys_read(om, OM__SQL_customer_orders,
		OM__ARGS(OM__I("customer_id", customer_id)), &ids, &n, err);

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		struct om__order_brief b;

		rc = om__order_brief(om, ids[i], &b, err);
		if (rc >= 0)
			rc = erase_order(om, ids[i], b.is_erased, err);
		changed += rc == 0;
	}
	return rc < 0 ? rc : changed;
}

static int erase_customer(struct om *om, int64_t customer_id, bool is_marked, struct om_err *err)
{
	int orders = erase_orders(om, customer_id, err);
	int rc = orders < 0 ? orders : empty(om, &customer, customer_id, err);

	if (rc < 0 || (!rc && is_marked))
		return rc < 0 ? rc : !orders;
	return mark(om, &customer, customer_id, err);
}

static int check_customer(struct om *om, const struct om__customer *c, struct om_err *err)
{
	int64_t open = 0;
	int rc = om__get_int(om, OM__SQL_scrub_customer_open_orders,
		OM__ARGS(OM__I("record_id", c->customer_id)), &open, err);

	if (rc < 0)
		return rc;
	if (c->has_merged_into)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"customer %lld was merged into %lld, with which it is erased",
			(long long)c->customer_id, (long long)c->merged_into);
	if (open)
		return om_err_set(err, OM_EREFUSED, "open-orders",
			"%lld order%s of customer %lld %s still open", (long long)open,
			open == 1 ? "" : "s", (long long)c->customer_id, open == 1 ? "is" : "are");
	return 0;
}

int om_customer_scrub(struct om *om, int64_t customer_id, const void *options, struct om_err *err)
{
	struct om__customer c;
	int64_t *others = NULL;
	size_t n = 0;
	int done, rc = om__customer_load(om, customer_id, &om->tx_arena, &c, err);

	(void)options;
	if (rc == 0)
		return om_err_set(err, OM_ENOTFOUND, "unknown-customer", "no customer '%lld'",
			(long long)customer_id);
	if (rc > 0)
		rc = check_customer(om, &c, err);
	if (rc == 0)
		rc = om__keys_read(om, OM__SQL_customer_followers,
			OM__ARGS(OM__I("customer_id", customer_id)), &others, &n, err);
	if (rc < 0)
		return rc;
	done = rc = erase_customer(om, customer_id, c.has_erased_at, err);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = erase_customer(om, others[i], c.has_erased_at, err);
	return rc < 0 ? rc : done;
}
