/* Labels of orders: coloured words of ours (orders.md "labels").  They may change in any status.
 *
 * An order carries labels of the list alone, and keeps one that has become inactive since. */
#include "order/intake.h"
#include "base/text.h"
#include "core/core.h"
#include "core/label.h"
#include "core/work.h"
#include "order/order.h"
#include <stdlib.h>

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
	if (!rc)
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

int om__labels_clean(struct om *om, struct om_arena *arena, const char *text, const char *old,
	const char **ret, struct om_err *err)
{
	struct om_set *set = om__set_split(arena, text, '|'), *had = om__set_split(arena, old, '|');
	int rc = 0;

	for (size_t i = 0; set && had && rc == 0 && i < set->count; i++) {
		struct om__label l;

		rc = need(om, set->members[i], !holds(had, set->members[i]), arena, &l, err);
		if (rc == 0)
			set->members[i] = (char *)l.label;
	}
	if (rc < 0)
		return rc;
	*ret = set && had ? om__set_join(arena, set) : NULL;
	return *ret ? 0 : om__nomem(err);
}

int om__labels_write(struct om *om, int64_t order_id, const char *text, bool is_new,
	struct om_arena *arena, struct om_err *err)
{
	struct om_set *set = om__set_split(arena, text, '|');
	int rc = 0;

	if (!set)
		return om__nomem(err);
	if (!is_new)
		rc = om__exec(om, OM__SQL_order_labels_delete,
			OM__ARGS(OM__I("order_id", order_id)), err);
	for (size_t i = 0; rc >= 0 && i < set->count; i++) {
		struct om__label l;

		if (!*set->members[i])
			continue;
		rc = need(om, set->members[i], false, arena, &l, err);
		if (rc == 0)
			rc = om__exec(om, OM__SQL_order_label_insert,
				OM__ARGS(
					OM__I("order_id", order_id), OM__I("label_id", l.label_id)),
				err);
	}
	return rc < 0 ? rc : 0;
}

/* ---- the verb ---- */

static int add(struct om *om, struct om_set *set, const char *name, struct om_err *err)
{
	char **more = OM_NEWN(&om->tx_arena, char *, set->count + 1);
	struct om__label l;
	int rc = need(om, name, true, &om->tx_arena, &l, err);

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

static int change(
	struct om *om, const struct om_label *options, struct om_set *set, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < options->remove_count; i++)
		rc = take_off(om, set, options->remove[i], err);
	for (int i = 0; rc == 0 && i < options->add_count; i++)
		rc = add(om, set, options->add[i], err);
	qsort(set->members, set->count, sizeof(*set->members), by_name);
	return rc;
}

int om_order_label(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	struct om__order o;
	struct om_set *set;
	const char *text;
	int rc = om__order_load(om, order_id, &om->tx_arena, &o, err);

	if (rc == 0)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%lld", (long long)order_id);
	set = rc > 0 ? om__set_split(&om->tx_arena, o.labels, '|') : NULL;
	if (!set)
		return rc < 0 ? rc : om__nomem(err);
	rc = change(om, options, set, err);
	if (rc < 0)
		return rc;
	text = om__set_join(&om->tx_arena, set);
	if (!text)
		return om__nomem(err);
	if (!strcmp(text, o.labels))
		return 1;
	rc = om__labels_write(om, order_id, text, false, &om->tx_arena, err);
	if (rc == 0)
		rc = om__history(om, "order", order_id, "labels", *o.labels ? o.labels : NULL,
			*text ? text : NULL, err);
	if (rc == 0)
		rc = om__order_touch(om, order_id, err);
	return rc < 0 ? rc : om__work_add(om, order_id, err);
}
