/* Labels of orders and customers: coloured words of ours (orders.md "labels").  Those of an order
 * may change in any status.
 *
 * A record carries labels of the list alone, and keeps one that has become inactive since. */
#include "order/label.h"
#include "base/text.h"
#include "core/core.h"
#include "core/label.h"
#include "core/work.h"
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/order.h"
#include <stdlib.h>

#define LABEL_MAX 60 /* characters, as om-admin label takes them */

static const struct {
	enum om__sql insert, delete;
} statements[] = {
	[OM__LABELLED_ORDER] = {OM__SQL_order_label_insert, OM__SQL_order_labels_delete},
	[OM__LABELLED_CUSTOMER] = {OM__SQL_customer_label_insert, OM__SQL_customer_labels_delete},
};

/* The label NAME where it may be given: its own spelling and key. */
static int need(struct om *om, const char *name, bool must_be_active, struct om_arena *arena,
	struct om__label *ret, struct om_err *err)
{
	int rc = om__label_find(om, name, arena, ret, err);

	if (rc < 0)
		return rc;
	if (rc && (ret->is_active || !must_be_active))
		return 0;
	om_err_set(err, OM_ENOTFOUND, "unknown-label",
		rc ? "label '%s' is inactive" : "no label '%s'", name);
	om_err_field(err, "labels", name);
	if (!rc && *name)
		om_err_hint(err, "om-admin label create '%.60s' makes it", name);
	return OM_ENOTFOUND;
}

static bool holds(const struct om_set *set, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->members[i], name))
			return true;
	return false;
}

/* A word that is no label yet is one that will be made, where the import may. */
static int clean_one(
	struct om_import *imp, char **member, const struct om_set *had, struct om_err *err)
{
	struct om__label l;
	int rc = om__label_find(imp->om, *member, imp->chunk, &l, err);

	if (rc < 0)
		return rc;
	if (!rc && om__import_flag(imp, "create-labels"))
		return om__utf8_len(*member) <= LABEL_MAX && !om__has_control(*member)
			? 0
			: om_err_set(err, OM_EINVAL, "too-long",
				  "'%.80s' is no label of at most %d characters", *member,
				  LABEL_MAX);
	rc = need(imp->om, *member, !holds(had, *member), imp->chunk, &l, err);
	if (rc == 0)
		*member = (char *)l.label;
	return rc;
}

int om__labels_clean(struct om_import *imp, struct om_unit *unit, struct om_row *row, int field,
	const char *old, struct om_err *err)
{
	struct om_set *set, *had = om__set_split(imp->chunk, old, '|');
	struct om_err e = {0};
	const char *text;
	int rc = 0;

	if (!om__cell_has(row, field))
		return 0;
	set = om__set_split(imp->chunk, om__cell_text(row, field), '|');
	for (size_t i = 0; set && had && rc == 0 && i < set->count; i++)
		rc = clean_one(imp, &set->members[i], had, &e);
	if (rc == OM_ENOTFOUND || rc == OM_EINVAL) {
		if (unit)
			om__import_fail(imp, unit, row, "labels", &e);
		return 0;
	}
	if (rc < 0) {
		*err = e;
		return rc;
	}
	text = set && had ? om__set_join(imp->chunk, set) : NULL;
	if (!text)
		return om__nomem(err);
	om__cell_put_text(imp, row, field, text);
	return 0;
}

static int write_one(struct om *om, enum om__labelled kind, int64_t id, const char *name,
	struct om_arena *arena, struct om_err *err)
{
	struct om__label l;
	int rc = om__label_grow(om, name, err);

	if (rc == 0)
		rc = need(om, name, false, arena, &l, err);
	if (rc == 0)
		rc = om__exec(om, statements[kind].insert,
			OM__ARGS(OM__I("record_id", id), OM__I("label_id", l.label_id)), err);
	return rc;
}

int om__labels_write(struct om *om, enum om__labelled kind, int64_t id, const char *text,
	bool is_new, struct om_arena *arena, struct om_err *err)
{
	struct om_set *set = om__set_split(arena, text, '|');
	int rc = 0;

	if (!set)
		return om__nomem(err);
	if (!is_new)
		rc = om__exec(om, statements[kind].delete, OM__ARGS(OM__I("record_id", id)), err);
	for (size_t i = 0; rc >= 0 && i < set->count; i++)
		if (*set->members[i])
			rc = write_one(om, kind, id, set->members[i], arena, err);
	return rc < 0 ? rc : 0;
}

/* ---- giving and taking ---- */

static int add(struct om *om, struct om_set *set, const char *name, bool must_be_active,
	struct om_err *err)
{
	char **more = OM_NEWN(&om->tx_arena, char *, set->count + 1);
	struct om__label l;
	int rc = need(om, name, must_be_active, &om->tx_arena, &l, err);

	if (rc < 0 || holds(set, l.label))
		return rc;
	if (!more)
		return om__nomem(err);
	if (set->count)
		memcpy(more, set->members, set->count * sizeof(*more));
	more[set->count++] = (char *)l.label;
	set->members = more;
	return 0;
}

static int take_off(struct om *om, struct om_set *set, const char *name, struct om_err *err)
{
	struct om__label l;
	size_t kept = 0;
	int rc = need(om, name, false, &om->tx_arena, &l, err);

	for (size_t i = 0; rc == 0 && i < set->count; i++)
		if (strcmp(set->members[i], l.label) != 0)
			set->members[kept++] = set->members[i];
	if (rc == 0)
		set->count = kept;
	return rc;
}

/* As they are read, so that the same labels are the same text. */
static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int change(struct om *om, const struct om_label *options, bool is_old, struct om_set *set,
	struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < options->remove_count; i++)
		rc = take_off(om, set, options->remove[i], err);
	for (int i = 0; rc == 0 && i < options->add_count; i++)
		rc = add(om, set, options->add[i], !is_old, err);
	qsort(set->members, set->count, sizeof(*set->members), by_name);
	return rc;
}

int om__labels_turn(struct om *om, const struct om_label *options, bool is_old, const char *old,
	const char **ret, struct om_err *err)
{
	struct om_set *set = om__set_split(&om->tx_arena, old, '|');
	int rc = set ? change(om, options, is_old, set, err) : om__nomem(err);

	if (rc < 0)
		return rc;
	*ret = om__set_join(&om->tx_arena, set);
	return *ret ? 0 : om__nomem(err);
}

int om_order_label(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	struct om__order o;
	const char *text;
	int rc = om__order_load(om, order_id, &om->tx_arena, &o, err);

	if (rc == 0)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%lld", (long long)order_id);
	if (rc > 0)
		rc = om__labels_turn(om, options, false, o.labels, &text, err);
	if (rc < 0)
		return rc;
	if (!strcmp(text, o.labels))
		return 1;
	rc = om__labels_write(om, OM__LABELLED_ORDER, order_id, text, false, &om->tx_arena, err);
	if (rc == 0)
		rc = om__history(om, "order", order_id, "labels", *o.labels ? o.labels : NULL,
			*text ? text : NULL, err);
	if (rc == 0)
		rc = om__order_touch(om, order_id, err);
	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

int om_customer_label(struct om *om, int64_t customer_id, const void *options, struct om_err *err)
{
	struct om__customer c;
	const char *text;
	int rc = om__customer_load(om, customer_id, &om->tx_arena, &c, err);

	if (rc == 0)
		return om_err_set(err, OM_ENOTFOUND, "unknown-customer", "no customer '%lld'",
			(long long)customer_id);
	if (rc > 0)
		rc = om__labels_turn(om, options, false, c.labels, &text, err);
	if (rc == 0 && strcmp(text, c.labels) != 0)
		rc = om__customer_open(&c, err);
	if (rc < 0)
		return rc;
	return !strcmp(text, c.labels) ? 1 : om__customer_put_labels(om, &c, text, err);
}
