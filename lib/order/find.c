/* Finding an order by what people write, and reading the few columns that actions test (orders.md
 * "Operands"). */
#include "base/buf.h"
#include "base/text.h"
#include "core/core.h"
#include "order/order.h"
#include <stdio.h>

static int unknown(const char *operand, struct om_err *err)
{
	return om_err_set(err, OM_ENOTFOUND, "unknown-order", "no order '%s'", operand);
}

static int by_id(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_err ignored = {0};
	int64_t id;
	int rc;

	if (operand[1] < '0' || operand[1] > '9' || om__int_parse(operand + 1, &id, &ignored) < 0)
		return unknown(operand, err);
	rc = om__get_int(om, OM__SQL_order_exists, OM__ARGS(OM__I("order_id", id)), ret_id, err);
	return rc < 0 ? rc : rc ? 0 : unknown(operand, err);
}

/* A number that several channels have is named with the first few of them. */
static int by_number(struct om *om, const char *number, int64_t *ret_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	char names[160] = "";
	int n = 0,
	    rc = om__q(om, OM__SQL_order_by_bare_number, OM__ARGS(OM__S("order_number", number)),
		    &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		size_t len = strlen(names);

		if (!n++)
			*ret_id = om__col_int(q, 0);
		if (n <= 5)
			snprintf(names + len, sizeof(names) - len, "%s%.40s:%.40s", len ? ", " : "",
				om__col_text(q, 1), number);
	}
	if (rc < 0)
		return rc;
	if (!n)
		return unknown(number, err);
	if (n == 1)
		return 0;
	om_err_set(
		err, OM_ECONFLICT, "ambiguous-order", "%d channels have an order '%s'", n, number);
	om_err_hint(err, "%s", names);
	return OM_ECONFLICT;
}

/* Channels and numbers may hold a colon: every colon may be the one that parts them, the first that
 * fits counts. */
static int by_name(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_arena arena;
	int rc = 0;

	om__arena_init(&arena);
	for (const char *colon = strchr(operand, ':'); rc == 0 && colon;
		colon = strchr(colon + 1, ':')) {
		char *channel = om__strndup(&arena, operand, (size_t)(colon - operand));
		char *key = channel ? om__fold(&arena, channel) : NULL;

		rc = key ? om__get_int(om, OM__SQL_order_by_channel_number,
				   OM__ARGS(OM__S("channel_key", key),
					   OM__S("order_number", colon + 1)),
				   ret_id, err)
			 : om__nomem(err);
	}
	om__arena_release(&arena);
	return rc;
}

int om__order_find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	int rc;

	if (operand[0] == '@')
		return by_id(om, operand, ret_id, err);
	if (strchr(operand, ':')) {
		rc = by_name(om, operand, ret_id, err);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	return by_number(om, operand, ret_id, err);
}

static void copy(char *ret, size_t size, const char *text)
{
	snprintf(ret, size, "%s", text);
}

int om__order_brief(
	struct om *om, int64_t order_id, struct om__order_brief *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_order_brief, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%lld", (long long)order_id);
	*ret = (struct om__order_brief){
		.order_id = order_id,
		.channel_id = om__col_int(q, 0),
		.order_total = om__col_int(q, 6),
		.amount_paid = om__col_int(q, 7),
		.is_paid = !om__col_null(q, 8),
		.is_history = om__col_int(q, 9),
		.channel_cancel_told = om__col_int(q, 10),
		.source_id = om__col_int(q, 11),
		.open_units = om__col_int(q, 12),
		.shipped_units = om__col_int(q, 13),
		.picked_units = om__col_int(q, 14),
		.is_erased = om__col_int(q, 15) != 0,
	};
	copy(ret->record, sizeof(ret->record), om__col_text(q, 1));
	copy(ret->status, sizeof(ret->status), om__col_text(q, 2));
	copy(ret->first_problem, sizeof(ret->first_problem), om__col_text(q, 3));
	copy(ret->holds, sizeof(ret->holds), om__col_text(q, 4));
	copy(ret->currency, sizeof(ret->currency), om__col_text(q, 5));
	return 0;
}

int om__order_not_picked(struct om *om, const struct om__order_brief *b, struct om_err *err)
{
	if (!b->picked_units || !om__config_bool(om, "order.lock_when_picking"))
		return 0;
	return om_err_set(err, OM_EREFUSED, "picked",
		"%lld unit%s picked, which freezes it (order.lock_when_picking)",
		(long long)b->picked_units, b->picked_units == 1 ? " is" : "s are");
}

int om__order_touch(struct om *om, int64_t order_id, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_order_touch,
		OM__ARGS(OM__I("order_id", order_id), OM__I("now", om_now(om))), err);

	return rc < 0 ? rc : 0;
}

int om__keys_read(struct om *om, enum om__sql sql, const struct om__arg *args, int64_t **ret,
	size_t *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = om__q(om, sql, args, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if ((n & (n - 1)) == 0) {
			int64_t *more = OM_NEWN(&om->tx_arena, int64_t, n ? 2 * n : 1);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, ids, n * sizeof(*ids));
			ids = more;
		}
		ids[n++] = om__col_int(q, 0);
	}
	*ret = ids;
	*ret_count = n;
	return rc;
}
