/* What a customer has several of.  Of e-mails and phones the main one stands in its row, where
 * intake looks first, the others in rows of their own.  No list holds a member twice. */
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/label.h"

static const char *const lists[OM__CL_COUNT] = {"email", "phone"};

static const char **main_one(struct om__customer *c, enum om__customer_list list)
{
	return list == OM__CL_EMAIL ? &c->email : &c->phone;
}

char *om__email_key(struct om_arena *arena, const char *email)
{
	char *key = om__fold(arena, email);

	if (key && om__is_relay(key))
		*key = '\0';
	return key;
}

static bool is_same(enum om__customer_list list, const char *a, const char *b)
{
	return list == OM__CL_EMAIL ? om__caseeq(a, b) : !strcmp(a, b);
}

static void add(struct om_set *set, enum om__customer_list list, char *member)
{
	for (size_t i = 0; i < set->count; i++)
		if (is_same(list, set->members[i], member))
			return;
	set->members[set->count++] = member;
}

char *om__customer_join(
	struct om_arena *arena, enum om__customer_list list, const char *text, const char *more)
{
	struct om_set *a = om__set_split(arena, text, '|'), *b = om__set_split(arena, more, '|');
	struct om_set all = {0};

	if (!a || !b)
		return NULL;
	all.members = OM_NEWN(arena, char *, a->count + b->count + 1);
	if (!all.members)
		return NULL;
	for (size_t i = 0; i < a->count; i++)
		add(&all, list, a->members[i]);
	for (size_t i = 0; i < b->count; i++)
		add(&all, list, b->members[i]);
	return om__set_join(arena, &all);
}

static int add_member(
	struct om_arena *arena, struct om_set *set, const char *text, struct om_err *err)
{
	if ((set->count & (set->count - 1)) == 0) {
		char **more = OM_NEWN(arena, char *, set->count ? 2 * set->count : 1);

		if (!more)
			return om__nomem(err);
		if (set->count)
			memcpy(more, set->members, sizeof(*more) * set->count);
		set->members = more;
	}
	set->members[set->count] = om__strdup(arena, text);
	return set->members[set->count++] ? 0 : om__nomem(err);
}

int om__customer_list(struct om *om, const struct om__customer *c, enum om__customer_list list,
	struct om_arena *arena, const char **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	const char *first = list == OM__CL_EMAIL ? c->email : c->phone;
	struct om_set set = {0};
	int rc = *first ? add_member(arena, &set, first, err) : 0;

	if (rc == 0)
		rc = om__q(om, OM__SQL_customer_values,
			OM__ARGS(OM__I("customer_id", c->customer_id), OM__S("list", lists[list])),
			&q, err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = add_member(arena, &set, om__col_text(q, 0), err);
	if (rc < 0)
		return rc;
	*ret = om__set_join(arena, &set);
	return *ret ? 0 : om__nomem(err);
}

static int put_value(struct om *om, int64_t customer_id, enum om__customer_list list, size_t rank,
	const char *value, struct om_arena *arena, struct om_err *err)
{
	const char *key = list == OM__CL_EMAIL ? om__email_key(arena, value) : "";

	if (!key)
		return om__nomem(err);
	return om__exec(om, OM__SQL_customer_value_insert,
		OM__ARGS(OM__I("customer_id", customer_id), OM__S("list", lists[list]),
			OM__I("rank", (int64_t)rank), OM__S("value", value),
			OM__S("value_key", key)),
		err);
}

int om__customer_put_list(struct om *om, struct om__customer *c, enum om__customer_list list,
	const char *text, struct om_arena *arena, struct om_err *err)
{
	struct om_set *set = om__set_split(arena, text, '|');
	int rc;

	if (!set)
		return om__nomem(err);
	*main_one(c, list) = set->count ? set->members[0] : "";
	if (list == OM__CL_EMAIL && !(c->email_key = om__email_key(arena, c->email)))
		return om__nomem(err);
	rc = om__exec(om, OM__SQL_customer_values_delete,
		OM__ARGS(OM__I("customer_id", c->customer_id), OM__S("list", lists[list])), err);
	for (size_t i = 1; rc >= 0 && i < set->count; i++)
		rc = put_value(om, c->customer_id, list, i, set->members[i], arena, err);
	return rc < 0 ? rc : 0;
}

int om__customer_put_labels(
	struct om *om, struct om__customer *c, const char *labels, struct om_err *err)
{
	const char *old = c->labels;
	int rc = om__labels_write(
		om, OM__LABELLED_CUSTOMER, c->customer_id, labels, false, &om->tx_arena, err);

	if (rc == 0)
		rc = om__history(om, "customer", c->customer_id, "labels", *old ? old : NULL,
			*labels ? labels : NULL, err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_customer_touch,
			OM__ARGS(OM__I("customer_id", c->customer_id), OM__I("now", om_now(om))),
			err);
	c->labels = labels;
	return rc < 0 ? rc : 0;
}
