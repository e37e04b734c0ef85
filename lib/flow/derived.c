/* Proves that what is stored for searching is what the facts say: every order is put through the pure status function with its stored
 * problems, and its place in the queue is compared with its lines.  Reads in key order, one order at a time, in flat memory. */
#include "flow/flow.h"
#include "flow/allocate.h"
#include "flow/resolve.h"
#include <stdio.h>

static int compare(const struct om__ord *o, const struct om__outcome *n, om__derived_each *each, void *arg,
	struct om_err *err)
{
	const struct {
		const char *column, *stored, *right;
	} pairs[] = {
		{"status", o->status, n->status},
		{"problems", o->problems, n->problems},
		{"first_problem", o->first_problem, n->first_problem},
		{"holds", o->holds, n->holds},
		{"stock_state", o->stock_state, n->stock_state},
		{"fulfilled", o->fulfilled, n->fulfilled},
	};
	int rc = 0;

	for (size_t i = 0; !rc && i < OM_COUNT(pairs); i++)
		if (strcmp(pairs[i].stored, pairs[i].right) != 0)
			rc = each(arg, o->order_id, pairs[i].column, pairs[i].stored, pairs[i].right, err);
	return rc;
}

/* The open problems as they are stored: whether they still hold is the resolver's question, not the check's. */
static void take_stored_problems(struct om__ord *o)
{
	for (int i = 0; i < o->prob_count; i++)
		o->details[om__problem_find(o->probs[i].code)] = o->probs[i].detail;
}

static int64_t held_of(const struct om__ord *o, int64_t product_id)
{
	int64_t sum = 0;

	for (int i = 0; i < o->line_count; i++)
		if (o->lines[i].goods && o->lines[i].goods->product_id == product_id)
			sum += om__granted(&o->lines[i]);
	return sum;
}

static int check_queue(struct om *om, const struct om__ord *o, const struct om__outcome *n, om__derived_each *each,
	void *arg, struct om_err *err)
{
	bool waits = !strcmp(n->stock_state, "none") || !strcmp(n->stock_state, "part");
	char stored[40], right[40];
	int rc = 0;

	(void)om;
	if (!waits && o->wait_count)
		return each(arg, o->order_id, "queue", "waits", "does not wait", err);
	for (int i = 0; !rc && i < o->wait_count; i++) {
		int64_t held = held_of(o, o->waits[i].product_id);

		if (o->waits[i].warehouse_id != o->source_id)
			rc = each(arg, o->order_id, "queue", "another warehouse", "its source", err);
		if (rc || held == o->waits[i].held)
			continue;
		snprintf(stored, sizeof(stored), "%lld held", (long long)o->waits[i].held);
		snprintf(right, sizeof(right), "%lld held", (long long)held);
		rc = each(arg, o->order_id, "queue", stored, right, err);
	}
	return rc;
}

static int check_order(struct om *om, int64_t order_id, om__derived_each *each, void *arg, struct om_err *err)
{
	struct om__image im;
	struct om__outcome n;
	struct om__ord *o = NULL;
	int rc;

	om__arena_reset(&om->tx_arena);
	rc = om__image_init(&im, om, err);
	if (!rc)
		rc = om__image_order(&im, order_id, &o, err);
	if (!rc && o && strcmp(o->status, "unprocessed") != 0) {
		take_stored_problems(o);
		rc = om__derive(&im, o, &n, err);
		if (!rc)
			rc = compare(o, &n, each, arg, err);
		if (!rc)
			rc = check_queue(om, o, &n, each, arg, err);
	}
	om__image_release(&im);
	return rc;
}

int om__check_derived(struct om *om, om__derived_each *each, void *arg, struct om_err *err)
{
	int64_t after = 0, ids[256];
	int n, rc;

	do {
		OM_AUTO(om__done) struct om__q *q = NULL;

		n = 0;
		rc = om__q(om, OM__SQL_derived_orders, OM__ARGS(OM__I("after", after), OM__I("many", OM_COUNT(ids))), &q, err);
		while (!rc && (rc = om__step(q, err)) > 0) {
			ids[n++] = after = om__col_int(q, 0);
			rc = 0;
		}
		om__done(&q);
		for (int i = 0; !rc && i < n; i++)
			rc = check_order(om, ids[i], each, arg, err);
	} while (!rc && n == (int)OM_COUNT(ids));
	return rc;
}
