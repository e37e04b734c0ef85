/* Merging customers (reports.md, customers 2): the master keeps its name, company, main e-mail and
 * main address; e-mails, phones, addresses, notes, labels, names at channels and orders of the
 * other come over.
 *
 * The other stays as it was but for being inactive and saying where it went, so that the merge can
 * be taken back.  One whole merge is one transaction. */
#include "order/customer/customer.h"
#include "core/core.h"
#include "order/intake.h"
#include "order/label.h"
#include "order/order.h"
#include <om/order.h>

struct merge {
	int64_t master_id;
	const int64_t *others;
	size_t count;
	struct om_merged *ret;
};

static int load(struct om *om, int64_t id, struct om__customer *ret, struct om_err *err)
{
	int rc = om__customer_load(om, id, &om->tx_arena, ret, err);

	if (rc == 0)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-customer", "no customer '%lld'", (long long)id);
	return rc < 0 ? rc : 0;
}

static const char *number(struct om *om, int64_t id)
{
	return id ? om__printf(&om->tx_arena, "%lld", (long long)id) : NULL;
}

/* ---- orders ---- */

/* Each order says in its history whose it was. */
static int move_order(struct om *om, int64_t order_id, const struct om__customer *from,
	const struct om__customer *to, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_order_put_customer,
		OM__ARGS(OM__I("order_id", order_id), OM__I("customer_id", to->customer_id)), err);

	if (rc >= 0)
		rc = om__history(om, "order", order_id, "customer_id",
			number(om, from->customer_id), number(om, to->customer_id), err);
	return rc < 0 ? rc : om__order_touch(om, order_id, err);
}

static int move_orders(struct om *om, const struct om__customer *from,
	const struct om__customer *to, int64_t *moved, struct om_err *err)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = om__keys_read(om, OM__SQL_customer_orders,
		OM__ARGS(OM__I("customer_id", from->customer_id)), &ids, &n, err);

	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = move_order(om, ids[i], from, to, err);
	*moved += (int64_t)n;
	return rc;
}

/* ---- lists, notes, addresses ---- */

static size_t count_of(struct om *om, const char *set)
{
	struct om_set *s = om__set_split(&om->tx_arena, set, '|');

	return s ? s->count : 0;
}

static int take_list(struct om *om, struct om__customer *to, const struct om__customer *from,
	enum om__customer_list list, int64_t *taken, struct om_err *err)
{
	static const char *const names[OM__CL_COUNT] = {"emails", "phones"};
	const char *old, *more;
	char *all;
	int rc = om__customer_list(om, to, list, &om->tx_arena, &old, err);

	if (rc == 0)
		rc = om__customer_list(om, from, list, &om->tx_arena, &more, err);
	if (rc < 0)
		return rc;
	all = om__customer_join(&om->tx_arena, list, old, more);
	if (!all)
		return om__nomem(err);
	if (!strcmp(all, old))
		return 0;
	*taken += (int64_t)(count_of(om, all) - count_of(om, old));
	rc = om__customer_put_list(om, to, list, all, &om->tx_arena, err);
	return rc < 0 ? rc
		      : om__history(om, "customer", to->customer_id, names[list], *old ? old : NULL,
				all, err);
}

static int take_notes(
	struct om *om, struct om__customer *to, const struct om__customer *from, struct om_err *err)
{
	const char *old = to->notes;

	if (!*from->notes || !strcmp(from->notes, old))
		return 0;
	to->notes = *old ? om__printf(&om->tx_arena, "%s\n%s", old, from->notes) : from->notes;
	if (!to->notes)
		return om__nomem(err);
	return om__history(
		om, "customer", to->customer_id, "notes", *old ? old : NULL, to->notes, err);
}

static int take_labels(
	struct om *om, struct om__customer *to, const struct om__customer *from, struct om_err *err)
{
	struct om_set *more = om__set_split(&om->tx_arena, from->labels, '|');
	struct om_label add = {0};
	const char *labels;
	int rc;

	if (!more)
		return om__nomem(err);
	add.add = (const char *const *)more->members;
	add.add_count = (int)more->count;
	rc = om__labels_turn(om, &add, true, to->labels, &labels, err);
	if (rc < 0 || !strcmp(to->labels, labels))
		return rc;
	return om__customer_put_labels(om, to, labels, err);
}

static int take_rest(struct om *om, const struct om__customer *to, const struct om__customer *from,
	struct om_err *err)
{
	static const enum om__sql steps[] = {OM__SQL_customer_addresses_take,
		OM__SQL_customer_alias_keep, OM__SQL_customer_aliases_take};
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < OM_COUNT(steps); i++)
		rc = om__exec(om, steps[i],
			OM__ARGS(OM__I("customer_id", to->customer_id),
				OM__I("from_id", from->customer_id)),
			err);
	return rc;
}

/* ---- where one went ---- */

/* MASTER_ID 0: nowhere, it is in use again. */
static int put_master(
	struct om *om, int64_t customer_id, int64_t old_id, int64_t master_id, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_customer_put_master,
		OM__ARGS(OM__I("customer_id", customer_id),
			OM__V("merged_into", master_id != 0, master_id),
			OM__I("is_active", master_id == 0), OM__I("modified_at", om_now(om))),
		err);

	if (rc >= 0 && !old_id != !master_id)
		rc = om__history(om, "customer", customer_id, "is_active", old_id ? "no" : "yes",
			old_id ? "yes" : "no", err);
	return rc < 0 ? rc
		      : om__history(om, "customer", customer_id, "merged_into", number(om, old_id),
				number(om, master_id), err);
}

/* Those that went to the other before go on with it. */
static int move_followers(struct om *om, const struct om__customer *from,
	const struct om__customer *to, struct om_err *err)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = om__keys_read(om, OM__SQL_customer_followers,
		OM__ARGS(OM__I("customer_id", from->customer_id)), &ids, &n, err);

	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = put_master(om, ids[i], from->customer_id, to->customer_id, err);
	return rc;
}

/* Addresses and names go with it. */
static int leave(struct om *om, const struct om__customer *c, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_customer_addresses_drop,
		OM__ARGS(OM__I("customer_id", c->merged_into), OM__I("from_id", c->customer_id)),
		err);

	return rc < 0 ? rc
		      : om__exec(om, OM__SQL_customer_alias_drop,
				OM__ARGS(OM__I("customer_id", c->customer_id)), err);
}

int om__customer_turn(struct om *om, int64_t customer_id, int64_t to_id, struct om_err *err)
{
	const struct om__arg *args =
		OM__ARGS(OM__I("customer_id", to_id), OM__I("from_id", customer_id));
	struct om__customer c;
	int rc = load(om, customer_id, &c, err);

	if (rc == 0 && c.has_merged_into)
		rc = leave(om, &c, err);
	if (rc >= 0)
		rc = put_master(om, customer_id, c.merged_into, to_id, err);
	if (rc >= 0 && to_id)
		rc = om__exec(om, OM__SQL_customer_alias_keep, args, err);
	if (rc >= 0 && to_id)
		rc = om__exec(om, OM__SQL_customer_addresses_take, args, err);
	return rc < 0 ? rc : 0;
}

int om__order_give_back(
	struct om *om, int64_t order_id, int64_t from_id, int64_t to_id, struct om_err *err)
{
	const struct om__customer from = {.customer_id = from_id}, to = {.customer_id = to_id};

	return move_order(om, order_id, &from, &to, err);
}

/* ---- the merge ---- */

static int write(struct om *om, struct om__customer *c, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, OM__SQL_customer_update, om__customer_kind.map, om__customer_stored,
		&bulk, err);

	c->modified_at = om_now(om);
	if (rc == 0)
		rc = om__bulk_put(bulk, c, err);
	return rc < 0 ? rc : 0;
}

/* 1 where it went to the master before. */
static int merge_one(struct om *om, struct om__customer *to, int64_t from_id, struct om_merged *ret,
	struct om_err *err)
{
	struct om__customer from;
	int rc;

	if (from_id == to->customer_id)
		return om_err_set(err, OM_EREFUSED, "same-customer",
			"customer %lld is not merged into itself", (long long)from_id);
	rc = load(om, from_id, &from, err);
	if (rc < 0)
		return rc;
	if (!from.is_active && from.merged_into == to->customer_id)
		return 1;
	rc = om__customer_open(&from, err);
	if (rc < 0)
		return rc;
	ret->customers++;
	rc = move_orders(om, &from, to, &ret->orders, err);
	if (rc >= 0)
		rc = take_list(om, to, &from, OM__CL_EMAIL, &ret->emails, err);
	if (rc >= 0)
		rc = take_list(om, to, &from, OM__CL_PHONE, &ret->phones, err);
	if (rc >= 0)
		rc = take_notes(om, to, &from, err);
	if (rc >= 0)
		rc = take_labels(om, to, &from, err);
	if (rc >= 0)
		rc = take_rest(om, to, &from, err);
	if (rc >= 0)
		rc = move_followers(om, &from, to, err);
	return rc < 0 ? rc : put_master(om, from_id, 0, to->customer_id, err);
}

static int body(struct om *om, void *arg, struct om_err *err)
{
	struct merge *m = arg;
	struct om__customer to;
	int rc = load(om, m->master_id, &to, err);

	*m->ret = (struct om_merged){0};
	if (rc == 0)
		rc = om__customer_open(&to, err);
	for (size_t i = 0; rc >= 0 && i < m->count; i++)
		rc = merge_one(om, &to, m->others[i], m->ret, err);
	return rc >= 0 && m->ret->customers ? write(om, &to, err) : rc < 0 ? rc : 0;
}

int om_customers_merge(struct om *om, int64_t master_id, const int64_t *others, size_t n,
	struct om_merged *ret, struct om_err *err)
{
	struct merge m = {.master_id = master_id, .others = others, .count = n, .ret = ret};
	int rc = om__tx_run(om, body, &m, err);

	if (rc == 0)
		om__run_count(om, 0, ret->customers, (int64_t)n - ret->customers, 0);
	return rc;
}
