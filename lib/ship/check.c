/* What keeps an order from being marked as shipped, all of it at once (shipping.md R1): nothing is
 * written. */
#include "core/core.h"
#include "ship/ship_int.h"
#include <inttypes.h>
#include <stdio.h>

struct findings {
	struct om_arena *arena;
	struct om_finding *rows;
	size_t count, cap;
};

static int add(struct findings *f, const char *code, const char *field, const char *message,
	struct om_err *err)
{
	struct om_finding *row;

	if (f->count == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 8;
		struct om_finding *more = OM_NEWN(f->arena, struct om_finding, cap);

		if (!more)
			return om__nomem(err);
		if (f->count)
			memcpy(more, f->rows, sizeof(*more) * f->count);
		f->rows = more;
		f->cap = cap;
	}
	row = &f->rows[f->count++];
	row->code = om__strdup(f->arena, code);
	row->field = om__strdup(f->arena, field);
	row->message = om__strdup(f->arena, message);
	return row->code && row->field && row->message ? 0 : om__nomem(err);
}

/* A refusal is a finding; a failure of the machine stays one. */
static int add_refusal(struct findings *f, int rc, const struct om_err *why, struct om_err *err)
{
	if (rc != OM_EREFUSED && rc != OM_ESTATE) {
		*err = *why;
		return rc;
	}
	return add(f, why->word, "", why->message, err);
}

static int add_problems(struct findings *f, const struct om__consignment *c, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(
		c->om, OM__SQL_ship_problems, OM__ARGS(OM__I("order_id", c->order_id)), &q, err);

	while (!rc && (rc = om__step(q, err)) > 0)
		rc = add(f, om__col_text(q, 0), "status", om__col_text(q, 1), err);
	return rc;
}

static int check(struct findings *f, struct om__consignment *c, struct om_err *err)
{
	const struct om_ship all = {.is_untracked = true};
	struct om_err why = {0};
	int rc;

	if (!strcmp(c->status, "shipped"))
		return add(f, "already-shipped", "status",
			om__printf(f->arena, "%s is shipped already", c->record), err);
	rc = om__ship_may(c, &why);
	if (rc)
		rc = add_refusal(f, rc, &why, err);
	if (!rc && !strcmp(c->status, "awaiting-payment"))
		rc = add(f, "unpaid", "payment_date",
			om__printf(f->arena, "%s is not paid", c->record), err);
	if (!rc)
		rc = add_problems(f, c, err);
	if (rc)
		return rc;
	om_err_clear(&why);
	c->deducts = strcmp(c->status, "processed-outside") != 0;
	c->is_check = true;
	rc = om__ship_divide(c, &all, 1, &why);
	if (!rc)
		rc = om__ship_plan(c, &why);
	return rc ? add_refusal(f, rc, &why, err) : 0;
}

int om_ship_check(struct om *om, int64_t order_id, struct om_arena *arena, const char **ret_record,
	struct om_finding **ret, size_t *ret_count, struct om_err *err)
{
	struct findings f = {.arena = arena};
	struct om__consignment c;
	struct om_err why = {0};
	int rc = om__ship_read(om, order_id, false, arena, &c, &why);

	if (rc && !c.record) {
		*err = why;
		return rc;
	}
	rc = rc ? add_refusal(&f, rc, &why, err) : check(&f, &c, err);
	if (rc)
		return rc;
	*ret_record = c.record;
	*ret = f.rows;
	*ret_count = f.count;
	return 0;
}

int om_order_shipment(
	struct om *om, int64_t order_id, char ret[OM_SHIPMENT_TEXT], struct om_err *err)
{
	int64_t id;
	int rc = om__get_int(
		om, OM__SQL_ship_latest, OM__ARGS(OM__I("order_id", order_id)), &id, err);

	if (rc < 0)
		return rc;
	ret[0] = 0;
	if (rc)
		snprintf(ret, OM_SHIPMENT_TEXT, "S%" PRId64, id);
	return 0;
}
