/* Actions on many orders: each succeeds or is refused whole, many share a commit, in turn with
 * other writers.
 *
 * A chunk is one transaction: the deed is done to each order, the work list is resolved before the
 * commit, and only then is told what became of each; so nothing is reported that was not kept. */
#include "flow/flow.h"
#include "core/core.h"
#include "core/work.h"
#include "flow/resolve/resolve.h"
#include "order/order.h"
#include <stdio.h>

struct standing {
	char record[260], status[24], problem[32];
	int64_t revision;
};
struct done_one {
	enum om_act_result result;
	bool was_known;
	struct standing before;
	struct om_err err;
	const char *message;
};
struct chunk {
	om_act_fn *fn;
	const void *options;
	const int64_t *ids;
	size_t count, done; /* DONE of COUNT were treated: fewer when somebody waits */
	bool is_atomic;
	const struct om__pace *pace; /* NULL: all of them, whoever waits */
	struct om_arena arena;       /* results live until they are told */
	struct done_one *results;
};

/* A failure of one order leaves the others alone; one of the machine ends the chunk. */
static bool is_refusal(int code)
{
	return code == OM_EINVAL || code == OM_ENOTFOUND || code == OM_ECONFLICT ||
		code == OM_ESTATE || code == OM_EREFUSED;
}

/* Where the order stands: 1, or 0 when there is none. */
static int look(struct om *om, int64_t order_id, struct standing *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_act_order, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	if (!rc)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	snprintf(ret->record, sizeof(ret->record), "%s", om__col_text(q, 0));
	snprintf(ret->status, sizeof(ret->status), "%s", om__col_text(q, 1));
	snprintf(ret->problem, sizeof(ret->problem), "%s", om__col_text(q, 2));
	ret->revision = om__col_int(q, 3);
	return 1;
}

static int act_one(struct om *om, struct chunk *c, size_t i, struct om_err *err)
{
	struct done_one *r = &c->results[i];
	int rc = look(om, c->ids[i], &r->before, err);

	if (rc < 0)
		return rc;
	r->was_known = rc > 0;
	om_err_clear(&r->err);
	if (r->was_known) {
		rc = c->fn(om, c->ids[i], c->options, &r->err);
	} else {
		snprintf(r->before.record, sizeof(r->before.record), "@%lld", (long long)c->ids[i]);
		rc = om_err_set(
			&r->err, OM_ENOTFOUND, "unknown-order", "no order '%s'", r->before.record);
	}
	if (rc < 0 && (!is_refusal(rc) || c->is_atomic)) {
		*err = r->err;
		return rc;
	}
	r->result = rc < 0 ? OM_ACT_REFUSED : rc ? OM_ACT_UNCHANGED : OM_ACT_DONE;
	return 0;
}

static int act_chunk(struct om *om, void *arg, struct om_err *err)
{
	struct chunk *c = arg;
	int rc = 0;

	c->done = 0;
	while (!rc && c->done < c->count) {
		rc = act_one(om, c, c->done, err);
		c->done++;
		if (c->pace && om__pace_is_done(om, c->pace, (int64_t)c->done))
			break;
	}
	return rc;
}

/* "on-hold → unresolved (out-of-stock)", read after the commit. */
static int describe(struct om *om, struct chunk *c, size_t i, struct om_err *err)
{
	struct done_one *r = &c->results[i];
	struct standing now;
	const char *arrow = " → ", *was = r->before.status;
	int rc;

	r->message = r->before.status;
	if (r->result == OM_ACT_REFUSED || !r->was_known)
		return 0;
	rc = look(om, c->ids[i], &now, err);
	if (rc <= 0)
		return rc;
	/* Looking at it again found nothing to change. */
	if (r->result == OM_ACT_DONE && now.revision == r->before.revision)
		r->result = OM_ACT_UNCHANGED;
	if (!strcmp(now.status, was))
		arrow = was = "";
	if (now.problem[0] && !strcmp(now.status, "unresolved"))
		r->message =
			om__printf(&c->arena, "%s%s%s (%s)", was, arrow, now.status, now.problem);
	else
		r->message = om__printf(&c->arena, "%s%s%s", was, arrow, now.status);
	return r->message ? 0 : om__nomem(err);
}

static int tell(struct om *om, struct chunk *c, om_act_each *each, void *arg, struct om_err *err)
{
	int64_t updated = 0, unchanged = 0, rejected = 0;
	int rc = om__read_begin(om, err); /* one moment for all, and no lock for each */

	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < c->done; i++) {
		struct done_one *r = &c->results[i];

		rc = describe(om, c, i, err);
		updated += r->result == OM_ACT_DONE;
		unchanged += r->result == OM_ACT_UNCHANGED;
		rejected += r->result == OM_ACT_REFUSED;
		if (!rc && each) {
			struct om_acted a = {c->ids[i], r->result, r->before.record, r->message,
				r->err.code ? &r->err : NULL};

			rc = each(arg, &a, err);
		}
	}
	om__read_end(om);
	om__run_count(om, 0, updated, unchanged, rejected);
	return rc;
}

int om_orders_act(struct om *om, om_act_fn *fn, const void *options, const int64_t *ids, size_t n,
	bool is_atomic, om_act_each *each, void *arg, struct om_err *err)
{
	struct om__pace pace = om__pace_new();
	struct chunk c = {.fn = fn,
		.options = options,
		.is_atomic = is_atomic,
		.pace = is_atomic ? NULL : &pace};
	size_t at = 0;
	int rc = om__dry_prepare(om, (int64_t)n, err);

	om__arena_init(&c.arena);
	while (!rc && at < n) {
		om__arena_reset(&c.arena);
		c.ids = ids + at;
		c.count = n - at;
		if (c.pace && c.count > (size_t)pace.many)
			c.count = (size_t)pace.many;
		c.results = OM_NEWN(&c.arena, struct done_one, c.count);
		rc = c.results ? om__tx_run(om, act_chunk, &c, err) : om__nomem(err);
		if (!rc)
			om__pace_learn(om, &pace, (int64_t)c.done);
		if (!rc)
			rc = tell(om, &c, each, arg, err);
		at += c.done;
	}
	om__arena_release(&c.arena);
	return rc;
}

int om_order_resolve(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct om_resolve *r = options;
	int rc;

	if (r && r->remap) {
		rc = om__lines_remap(om, order_id, err);
		if (rc < 0)
			return rc;
	}
	return om__work_add(om, order_id, err);
}

/* ---- resolving what waits ---- */

struct slice {
	int64_t after, many, last;
	enum om__sql sql;
	int64_t count;
};

static int slice_body(struct om *om, void *arg, struct om_err *err)
{
	struct slice *s = arg;
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc;

	s->count = 0;
	s->last = s->after;
	rc = om__q(om, s->sql, OM__ARGS(OM__I("after", s->after), OM__I("many", s->many)), &q, err);
	while (!rc && (rc = om__step(q, err)) > 0) {
		s->last = om__col_int(q, 0);
		s->count++;
		rc = om__work_add(om, s->last, err);
	}
	return rc;
}

int om_resolve_new(struct om *om, int64_t *ret_orders, struct om_err *err)
{
	struct om__pace pace = om__pace_new();
	struct slice s = {.sql = OM__SQL_new_orders};
	int64_t total = 0;
	bool is_full;
	int rc = 0;

	do {
		s.many = om__pace_next(om, &pace);
		rc = om__tx_run(om, slice_body, &s, err);
		if (!rc)
			om__pace_learn(om, &pace, s.count);
		is_full = s.count == s.many;
		s.after = s.last;
		total += s.count;
		if (!rc)
			om__progress(om, "resolve", total, 0, 0);
	} while (!rc && is_full);
	om__run_count(om, 0, total, 0, 0);
	*ret_orders = total;
	return rc;
}

static int due_body(struct om *om, void *arg, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t *count = arg;
	int rc = om__q(om, OM__SQL_holds_due, OM__ARGS(OM__I("now", om->now)), &q, err);

	*count = 0;
	while (!rc && (rc = om__step(q, err)) > 0) {
		(*count)++;
		rc = om__work_add(om, om__col_int(q, 0), err);
	}
	return rc;
}

/* ---- erasing what was kept long enough ---- */

static int erase_body(struct om *om, void *arg, struct om_err *err)
{
	struct slice *s = arg;
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = om__keys_read(om, OM__SQL_scrub_due,
		OM__ARGS(OM__I("after", s->after), OM__I("many", s->many), OM__I("now", om->now)),
		&ids, &n, err);

	s->count = (int64_t)n;
	s->last = n ? ids[n - 1] : s->after;
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = om_order_scrub(om, ids[i], NULL, err);
	return rc < 0 ? rc : 0;
}

static int erase_due(struct om *om, int64_t *ret, struct om_err *err)
{
	struct slice s = {.many = OM__CHUNK};
	int rc;

	do {
		rc = om__tx_run(om, erase_body, &s, err);
		s.after = s.last;
		*ret += s.count;
	} while (!rc && s.count == s.many);
	om__run_count(om, 0, *ret, 0, 0);
	return rc;
}

int om_resolve_pending(struct om *om, struct om_pending_report *ret, struct om_err *err)
{
	int64_t due = 0;
	int rc;

	*ret = (struct om_pending_report){0};
	rc = om__events_drain(om, ret, err);
	if (!rc)
		rc = om__tx_run(om, due_body, &due, err);
	ret->orders += due;
	return rc ? rc : erase_due(om, &ret->erased, err);
}
