/* Events: what must be looked at again, written in the transaction of its cause.
 *
 * A lower layer appends them and knows no handler; flow reads the pending ones before the commit,
 * and `om-order resolve --pending` those that a crash left.  The same event twice in one
 * transaction is one row. */
#include "core/state.h"
#include <inttypes.h>
#include <stdio.h>

static const char *const names[] = {
	[OM__EV_LISTING_MAPPED] = "listing-mapped",
	[OM__EV_STOCK_ARRIVED] = "stock-arrived",
	[OM__EV_LOCATION_READY] = "location-ready",
	[OM__EV_STOCK_LOST] = "stock-lost",
	[OM__EV_ROUTING_CHANGED] = "routing-changed",
	[OM__EV_ORDER] = "order",
	[OM__EV_PRODUCT_CHANGED] = "product-changed",
	[OM__EV_PRODUCT_DIGITAL] = "product-digital",
};

const char *om__event_name(enum om__event_kind kind)
{
	OM_ASSERT((unsigned)kind < OM_COUNT(names));
	return names[kind];
}

static int write_event(struct om *om, const struct om__event *e, struct om_err *err)
{
	int64_t run_id, event_id;
	int rc;

	rc = om__run(om, &run_id, err);
	if (rc == 0)
		rc = om__ids(om, "event", 1, &event_id, err);
	if (rc < 0)
		return rc;
	rc = om__exec(om, OM__SQL_event_insert,
		OM__ARGS(OM__I("event_id", event_id), OM__S("kind", om__event_name(e->kind)),
			OM__V("product_id", e->product_id, e->product_id),
			OM__V("warehouse_id", e->warehouse_id, e->warehouse_id),
			OM__V("listing_id", e->listing_id, e->listing_id),
			OM__V("order_id", e->order_id, e->order_id), OM__I("run_id", run_id)),
		err);
	return rc < 0 ? rc : 0;
}

/* One that nobody waits for is not remembered: somebody may by the next time it happens. */
int om__event(struct om *om, struct om__event e, struct om_err *err)
{
	struct om__settings *s;
	char key[120];
	int64_t seen;
	int rc;

	rc = om__state(om, &s, err);
	if (rc == 0)
		rc = om__watch(om, s, err);
	if (rc < 0)
		return rc;
	snprintf(key, sizeof(key), "%d %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, (int)e.kind,
		e.product_id, e.warehouse_id, e.listing_id, e.order_id);
	if (om__map_get(&s->events, key, &seen))
		return 0;
	rc = om->event_wanted ? om->event_wanted(om, &e, err) : 1;
	if (rc <= 0)
		return rc;
	rc = write_event(om, &e, err);
	return rc < 0 ? rc : om__map_put(&s->events, key, 1, err);
}

bool om__events_written(const struct om *om)
{
	return om->settings && om->settings->events.len > 0;
}

static int kind_of(const char *name, enum om__event_kind *ret, struct om_err *err)
{
	for (size_t i = 0; i < OM_COUNT(names); i++)
		if (!strcmp(names[i], name)) {
			*ret = (enum om__event_kind)i;
			return 0;
		}
	return om_err_set(err, OM_EDB, "database", "no event kind '%s' is known", name);
}

int om__events_pending(struct om *om, int limit, struct om_arena *arena, struct om__pending **ret,
	size_t *ret_count, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om__pending *rows = OM_NEWN(arena, struct om__pending, limit);
	size_t n = 0;
	int rc;

	if (!rows)
		return om__nomem(err);
	rc = om__q(om, OM__SQL_event_pending, OM__ARGS(OM__I("limit", limit)), &q, err);
	if (rc < 0)
		return rc;
	while (n < (size_t)limit && (rc = om__step(q, err)) > 0) {
		struct om__pending *p = &rows[n++];

		rc = kind_of(om__col_text(q, 1), &p->event.kind, err);
		if (rc < 0)
			return rc;
		p->event_id = om__col_int(q, 0);
		p->event.product_id = om__col_int(q, 2);
		p->event.warehouse_id = om__col_int(q, 3);
		p->event.listing_id = om__col_int(q, 4);
		p->event.order_id = om__col_int(q, 5);
	}
	if (rc < 0)
		return rc;
	*ret = rows;
	*ret_count = n;
	return 0;
}

int om__event_done(struct om *om, int64_t event_id, struct om_err *err)
{
	int64_t run_id;
	int rc = om__run(om, &run_id, err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_event_done,
			OM__ARGS(OM__I("run_id", run_id), OM__I("event_id", event_id)), err);
	return rc < 0 ? rc : 0;
}
