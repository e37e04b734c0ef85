/* The one table of event handlers, and when they run: before the commit that wrote an event for up
 * to OM__EVENT_ORDERS orders, the rest after it in transactions of their own.  A crash between the
 * two leaves the event pending; repeating one changes nothing. */
#include "flow/flow.h"
#include "core/core.h"
#include "core/work.h"
#include "catalog/lookup.h"
#include "flow/resolve/resolve.h"
#include "ship/ship_int.h"

/* Orders that an event concerns, oldest id first. */
struct ids {
	struct om_arena *arena;
	int64_t *ids;
	size_t count, cap;
};

static int add_id(struct ids *list, int64_t id, struct om_err *err)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 64;
		int64_t *more = OM_NEWN(list->arena, int64_t, cap);

		if (!more)
			return om__nomem(err);
		if (list->count)
			memcpy(more, list->ids, sizeof(*more) * list->count);
		list->ids = more;
		list->cap = cap;
	}
	list->ids[list->count++] = id;
	return 0;
}

static int gather(struct om *om, enum om__sql sql, const struct om__arg *args, struct ids *list,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, sql, args, &q, err);

	while (!rc && (rc = om__step(q, err)) > 0)
		rc = add_id(list, om__col_int(q, 0), err);
	return rc;
}

/* ---- handlers: which orders an event concerns ---- */

/* Orders that wait for the listing; with a product, those whose lines are to follow the listing
 * from it. */
static int of_listing(
	struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		om, OM__SQL_flow_listing, OM__ARGS(OM__I("listing_id", e->listing_id)), &q, err);

	if (rc || (rc = om__step(q, err)) <= 0)
		return rc;
	if (!e->product_id)
		return gather(om, OM__SQL_unmapped_orders,
			OM__ARGS(OM__I("channel_id", om__col_int(q, 0)),
				OM__S("listing_sku", om__col_text(q, 1))),
			list, err);
	return gather(om, OM__SQL_reassigned_orders,
		OM__ARGS(OM__I("channel_id", om__col_int(q, 0)),
			OM__S("listing_sku", om__col_text(q, 1)),
			OM__I("product_id", e->product_id)),
		list, err);
}

static int on_listing_mapped(
	struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	char *sku;
	int rc = 0;

	if (e->listing_id)
		return of_listing(om, e, list, err);
	if (e->product_id) {
		rc = om__get_text(om, OM__SQL_flow_product_sku,
			OM__ARGS(OM__I("product_id", e->product_id)), &om->tx_arena, &sku, err);
		if (rc > 0)
			rc = gather(om, OM__SQL_unmapped_manual_orders,
				OM__ARGS(OM__S("listing_sku", sku)), list, err);
		if (!rc)
			rc = gather(om, OM__SQL_inactive_product_orders,
				OM__ARGS(OM__I("product_id", e->product_id)), list, err);
	}
	return rc;
}

static int on_stock(struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	int rc;

	if (!e->product_id)
		return gather(om, OM__SQL_wait_warehouse,
			OM__ARGS(OM__I("warehouse_id", e->warehouse_id)), list, err);
	rc = om__oversold_cover(om, e->product_id, e->warehouse_id, err);

	if (rc)
		return rc;
	return gather(om, OM__SQL_wait_orders,
		OM__ARGS(
			OM__I("warehouse_id", e->warehouse_id), OM__I("product_id", e->product_id)),
		list, err);
}

static int on_order(struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	(void)om;
	return e->order_id ? add_id(list, e->order_id, err) : 0;
}

static int on_routing(
	struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	int64_t after = 0;
	size_t before;
	int rc = 0;

	/* Orders that have a source are not routed again, but what it asks for may be another thing
	 * now (stock_check, strict_fifo, active): those that wait there are looked at (R2). */
	if (e->warehouse_id)
		rc = gather(om, OM__SQL_wait_warehouse,
			OM__ARGS(OM__I("warehouse_id", e->warehouse_id)), list, err);
	if (rc)
		return rc;
	do {
		before = list->count;
		rc = gather(om, OM__SQL_unrouted_orders,
			OM__ARGS(OM__I("after", after), OM__I("many", OM__CHUNK)), list, err);
		if (list->count > before)
			after = list->ids[list->count - 1];
	} while (!rc && list->count - before == OM__CHUNK);
	return rc;
}

static int on_product(
	struct om *om, const struct om__event *e, struct ids *list, struct om_err *err)
{
	return gather(om, OM__SQL_product_open_orders, OM__ARGS(OM__I("product_id", e->product_id)),
		list, err);
}

/* GATHER leaves the lines as they are, because a large event is asked again after the commit;
 * PREPARE, where there is one, changes lines of the orders that are resolved next. */
static const struct handler {
	int (*gather)(struct om *, const struct om__event *, struct ids *, struct om_err *);
	int (*prepare)(struct om *, const struct om__event *, const int64_t *ids, size_t n,
		struct om_err *);
	bool is_catalog; /* its orders are told of in the summary of the command (C8) */
} handlers[] = {
	[OM__EV_LISTING_MAPPED] = {on_listing_mapped, om__lines_reassign, true},
	[OM__EV_STOCK_ARRIVED] = {on_stock, NULL, false},
	[OM__EV_LOCATION_READY] = {on_stock, NULL, false},
	[OM__EV_STOCK_LOST] = {on_order, NULL, false},
	[OM__EV_ROUTING_CHANGED] = {on_routing, NULL, false},
	[OM__EV_ORDER] = {on_order, NULL, false},
	[OM__EV_PRODUCT_CHANGED] = {on_product, NULL, true},
	[OM__EV_PRODUCT_DIGITAL] = {on_product, om__lines_digital, true},
};

/* Orders in the order of their ids in slices: the queue's decision does not depend on the cut (R7).
 */
static int resolve_slice(
	struct om *om, const struct om__event *e, const int64_t *ids, size_t n, struct om_err *err)
{
	const struct handler *h = &handlers[e->kind];
	int rc = h->prepare ? h->prepare(om, e, ids, n, err) : 0;

	if (rc == 0)
		rc = om__resolve(om, ids, n, NULL, err);
	return rc || !h->is_catalog ? rc : om__mapped_note(om, ids, n, err);
}

/* Treats pending events whose orders fit into what is LEFT; leaves larger ones pending.  *RET_DONE
 * says whether any was done. */
static int treat_pending(struct om *om, size_t *left, size_t *ret_done, struct om_err *err)
{
	struct om__pending *p;
	size_t n;
	int rc = om__events_pending(om, OM__EVENT_ORDERS, &om->tx_arena, &p, &n, err);

	*ret_done = 0;
	for (size_t i = 0; !rc && i < n; i++) {
		struct ids list = {.arena = &om->tx_arena};

		rc = handlers[p[i].event.kind].gather(om, &p[i].event, &list, err);
		if (rc || list.count > *left)
			continue;
		if (list.count)
			rc = resolve_slice(om, &p[i].event, list.ids, list.count, err);
		*left -= list.count;
		if (!rc)
			rc = om__event_done(om, p[i].event_id, err);
		(*ret_done)++;
	}
	return rc;
}

/* Resolves the work list; what that puts on it (digital goods that shipped) is resolved in the next
 * turn. */
static int resolve_work(struct om *om, struct om_err *err)
{
	size_t n;
	int rc = om__ship_flush(om, err); /* stock is read below */

	for (const int64_t *ids = om__work(om, &n); !rc && n; ids = om__work(om, &n)) {
		int64_t *copy = OM_NEWN(&om->tx_arena, int64_t, n);

		if (!copy)
			return om__nomem(err);
		memcpy(copy, ids, sizeof(*copy) * n);
		om__work_clear(om);
		rc = om__resolve(om, copy, n, NULL, err);
		if (!rc)
			rc = om__ship_flush(om, err);
	}
	return rc;
}

int om__before_commit(struct om *om, struct om_err *err)
{
	size_t done, left = OM__EVENT_ORDERS;
	int rc = resolve_work(om, err);

	/* Resolving may free units, which is an event again: until nothing small is left. */
	while (!rc && om__events_written(om)) {
		rc = treat_pending(om, &left, &done, err);
		if (!rc)
			rc = resolve_work(om, err);
		if (!done)
			break;
	}
	return rc;
}

/* Another process may have changed the catalog since the last transaction. */
int om__on_begin(struct om *om, struct om_err *err)
{
	return om__catalog_fresh(om, err);
}

void om__on_rollback(struct om *om)
{
	om__core_rollback(om);
	om__work_clear(om);
	om__mapped_forget(om);
	om__ship_forget(om);
	om__catalog_forget(om);
}

int om__event_wanted(struct om *om, const struct om__event *e, struct om_err *err)
{
	int64_t any = 0;
	int rc;

	if (e->kind == OM__EV_PRODUCT_CHANGED || e->kind == OM__EV_PRODUCT_DIGITAL) {
		rc = om__get_int(om, OM__SQL_product_open_any,
			OM__ARGS(OM__I("product_id", e->product_id)), &any, err);
		return rc < 0 ? rc : any != 0;
	}
	if ((e->kind != OM__EV_STOCK_ARRIVED && e->kind != OM__EV_LOCATION_READY) || !e->product_id)
		return 1;
	rc = om__get_int(om, OM__SQL_wait_any,
		OM__ARGS(
			OM__I("warehouse_id", e->warehouse_id), OM__I("product_id", e->product_id)),
		&any, err);
	if (rc >= 0 && !any)
		rc = om__get_int(om, OM__SQL_oversold_any,
			OM__ARGS(OM__I("warehouse_id", e->warehouse_id),
				OM__I("product_id", e->product_id)),
			&any, err);
	return rc < 0 ? rc : any != 0;
}

/* ---- after the commit ---- */

struct drain {
	struct om__pending event;
	struct ids list;
	size_t from, many;
	bool is_last;
};

static int drain_gather(struct om *om, void *arg, struct om_err *err)
{
	struct drain *d = arg;

	d->list.count = 0; /* the body may run again */
	return handlers[d->event.event.kind].gather(om, &d->event.event, &d->list, err);
}

static int drain_slice(struct om *om, void *arg, struct om_err *err)
{
	struct drain *d = arg;
	int rc = d->many ? resolve_slice(om, &d->event.event, d->list.ids + d->from, d->many, err)
			 : 0;

	if (!rc && d->is_last)
		rc = om__event_done(om, d->event.event_id, err);
	return rc;
}

/* One large event: its list is fixed once, and each slice is a transaction. */
static int drain_event(struct om *om, const struct om__pending *p, struct om_pending_report *report,
	struct om_err *err)
{
	struct om__pace pace = om__pace_new();
	struct om_arena arena;
	struct drain d = {.event = *p};
	int rc;

	om__arena_init(&arena);
	d.list.arena = &arena;
	rc = om__tx_run(om, drain_gather, &d, err);
	while (!rc && !d.is_last) {
		size_t most = (size_t)om__pace_next(om, &pace);

		d.many = d.list.count - d.from;
		if (d.many > most)
			d.many = most;
		d.is_last = d.from + d.many == d.list.count;
		rc = om__tx_run(om, drain_slice, &d, err);
		if (!rc)
			om__pace_learn(om, &pace, (int64_t)d.many);
		d.from += d.many;
		om__progress(om, "resolve", report->orders + (int64_t)d.from, 0, 0);
	}
	report->events++;
	report->orders += (int64_t)d.list.count;
	om__arena_release(&arena);
	return rc;
}

int om__events_drain(struct om *om, struct om_pending_report *report, struct om_err *err)
{
	struct om_arena arena;
	struct om__pending *p;
	size_t n;
	int rc;

	om__arena_init(&arena);
	do {
		om__arena_reset(&arena);
		rc = om__events_pending(om, OM__EVENT_ORDERS, &arena, &p, &n, err);
		for (size_t i = 0; !rc && i < n; i++)
			rc = drain_event(om, &p[i], report, err);
	} while (!rc && n);
	om__arena_release(&arena);
	return rc;
}
