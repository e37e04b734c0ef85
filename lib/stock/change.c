/* Changes of one record: set, adjust, lock (inventory.md rules 2 and 3).
 *
 * Each is one transaction around the movement ledger, which tests the figures.  Here stand the
 * names, the reason, and the reference that keeps a repeat from counting twice. */
#include "base/text.h"
#include "core/core.h"
#include "stock/change.h"
#include "stock/movement.h"
#include <inttypes.h>

int om__stock_reason(struct om *om, const char *reason, struct om_arena *arena, const char **ret,
	struct om_err *err)
{
	const char *words = om__config_text(om, "stock.reasons");
	char *word = om__choice(arena, reason, words);

	if (!word) {
		om_err_set(err, OM_EINVAL, "bad-choice", "'%s' is no reason for a change of stock",
			reason);
		om_err_field(err, "reason", reason);
		om_err_hint(err, "one of %s", words);
		return OM_EINVAL;
	}
	*ret = word;
	return 0;
}

int om__change_reason(struct om *om, struct om__change *c, struct om_err *err)
{
	if (!c->how->reason || !*c->how->reason) {
		om_err_set(err, OM_EINVAL, "missing", "--reason is missing");
		om_err_hint(err, "one of %s", om__config_text(om, "stock.reasons"));
		return OM_EINVAL;
	}
	return om__stock_reason(om, c->how->reason, &om->tx_arena, &c->reason, err);
}

int om__change_spot(
	struct om *om, const struct om_stock_at *at, struct om__spot *ret, struct om_err *err)
{
	struct om_arena *arena = om->tx_depth ? &om->tx_arena : &om->arena;
	int rc = om__spot_product(om, at->sku, at->ignore_case, arena, ret, err);

	if (rc == 0)
		rc = om__warehouse_need(om, at->warehouse, false, &ret->w, err);
	if (rc == 0)
		rc = om__spot_location(om, at->location, false, arena, ret, err);
	return rc < 0 ? rc : om__spot_record(om, at->lot, ret, err);
}

int om__change_allowed(const struct om__spot *s, struct om_err *err)
{
	if (!s->product_is_active)
		return om_err_set(
			err, OM_EREFUSED, "inactive-sku", "product '%s' is inactive", s->sku);
	if (!s->w.is_active)
		return om_err_set(err, OM_EREFUSED, "inactive-warehouse",
			"warehouse '%s' is inactive", s->w.name);
	return 0;
}

static int missing_record(const struct om__spot *s, struct om_err *err)
{
	om_err_set(err, OM_ENOTFOUND, "no-stock-record", "no stock record of '%s' at %s %s", s->sku,
		s->w.name, s->location);
	om_err_hint(err, "--create makes it");
	return OM_ENOTFOUND;
}

int om__change_record(struct om *om, struct om__spot *s, struct om_err *err)
{
	return s->stock_id ? 0
			   : om__stock_record(om, s->product_id, s->location_id, s->lot, true,
				     &s->stock_id, err);
}

int om__change_is_repeat(struct om *om, const struct om__change *c, const struct om__spot *s,
	const char *kind, bool *ret, struct om_err *err)
{
	*ret = false;
	if (!c->how->ref || c->how->again || !s->stock_id)
		return 0;
	return om__stock_ref_known(om, s->stock_id, kind, c->how->ref, ret, err);
}

int om__change_tell(struct om *om, const struct om__spot *before, bool is_locked,
	struct om_stock_result *ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om__spot now = *before;
	int rc = om__q(
		om, OM__SQL_stock_figures, OM__ARGS(OM__I("stock_id", before->stock_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	now.on_hand = om__col_int(q, 0);
	now.locked = om__col_int(q, 1);
	now.allocated = om__col_int(q, 2);
	ret->stock_id = before->stock_id;
	ret->warehouse = om__strdup(&om->arena, before->w.name);
	ret->location = om__strdup(&om->arena, before->location);
	if (!ret->warehouse || !ret->location)
		return om__nomem(err);
	ret->before = is_locked ? before->locked : before->on_hand;
	ret->after = is_locked ? now.locked : now.on_hand;
	ret->free = om__spot_free(&now);
	ret->is_unchanged = ret->before == ret->after;
	return 0;
}

/* Units that came in without a receipt carry value only where a cost was named (rule 2.6). */
static int add_value(struct om *om, const struct om__change *c, const struct om__spot *s,
	int64_t units, struct om_err *err)
{
	int64_t value;

	if (units <= 0 && c->how->has_cost)
		return om_err_set(err, OM_EINVAL, "cost-without-units",
			"a cost is for added units, and none are added");
	if (units == 0 || !s->w.is_valued)
		return 0;
	if (units < 0)
		return om__layers_lose(om, s->product_id, s->w.warehouse_id, -units, err);
	if (!c->how->has_cost) {
		c->ret->without_cost = units;
		return 0;
	}
	if (c->how->unit_cost < 0)
		return om_err_set(err, OM_EINVAL, "negative", "a unit cost below 0");
	if (__builtin_mul_overflow(units, c->how->unit_cost, &value))
		return om_err_set(err, OM_EINVAL, "out-of-range", "the value of %s is too large",
			OM_COUNTED(units, "unit", "units"));
	return om__layer_add(om, s->product_id, s->w.warehouse_id, units, value, "manual", err);
}

/* Writes one movement and tells the result. */
static int move_one(struct om *om, const struct om__change *c, struct om__spot *s, const char *kind,
	bool is_locked, int64_t delta, struct om_err *err)
{
	struct om__move move = {.kind = kind,
		.is_locked = is_locked,
		.delta = delta,
		.ref = c->how->ref,
		.reason = c->reason,
		.note = c->how->note};
	int rc = 0;

	if (delta) {
		rc = om__change_allowed(s, err);
		if (rc == 0 && delta > 0 && !is_locked)
			rc = om__spot_takes(s, err);
		if (rc == 0)
			rc = om__change_record(om, s, err);
		move.stock_id = s->stock_id;
		if (rc == 0)
			rc = om__stock_move(om, &move, 1, err);
	}
	if (rc == 0 && !is_locked)
		rc = add_value(om, c, s, delta, err);
	return rc < 0 ? rc : om__change_tell(om, s, is_locked, c->ret, err);
}

static int start(struct om *om, struct om__change *c, struct om__spot *s, struct om_err *err)
{
	int rc = om__change_reason(om, c, err);

	*c->ret = (struct om_stock_result){0};
	return rc < 0 ? rc : om__change_spot(om, c->at, s, err);
}

static int set_body(struct om *om, void *arg, struct om_err *err)
{
	struct om__change *c = arg;
	struct om__spot s = {0};
	int rc = start(om, c, &s, err);

	if (rc < 0)
		return rc;
	if (!s.stock_id && !c->at->is_made)
		return missing_record(&s, err);
	if (s.on_hand != c->quantity && c->if_was >= 0 && s.on_hand != c->if_was)
		return om_err_set(err, OM_ECONFLICT, "changed",
			"'%s' at %s %s is %" PRId64 ", not %" PRId64, s.sku, s.w.name, s.location,
			s.on_hand, c->if_was);
	if (c->quantity < 0)
		return om_err_set(
			err, OM_EINVAL, "negative", "on hand cannot be %" PRId64, c->quantity);
	rc = om__change_record(om, &s, err);
	return rc < 0 ? rc : move_one(om, c, &s, "set", false, c->quantity - s.on_hand, err);
}

static int adjust_body(struct om *om, void *arg, struct om_err *err)
{
	struct om__change *c = arg;
	struct om__spot s = {0};
	bool repeat;
	int rc = start(om, c, &s, err);

	if (rc == 0)
		rc = om__change_is_repeat(om, c, &s, "adjust", &repeat, err);
	if (rc < 0)
		return rc;
	if (repeat)
		return om__change_tell(om, &s, false, c->ret, err);
	rc = om__change_record(om, &s, err);
	return rc < 0 ? rc : move_one(om, c, &s, "adjust", false, c->quantity, err);
}

static int lock_body(struct om *om, void *arg, struct om_err *err)
{
	struct om__change *c = arg;
	struct om__spot s = {0};
	bool locks = c->quantity > 0, repeat;
	int64_t delta = c->quantity;
	int rc = start(om, c, &s, err);

	if (rc < 0)
		return rc;
	if (!s.stock_id)
		return missing_record(&s, err);
	rc = om__change_is_repeat(om, c, &s, locks ? "lock" : "unlock", &repeat, err);
	if (rc < 0)
		return rc;
	if (c->all)
		delta = locks ? om__spot_free(&s) : -s.locked;
	if (repeat)
		delta = 0;
	if (!locks && s.locked < -delta)
		return om_err_set(err, OM_EREFUSED, "not-locked",
			"'%s' at %s %s: %" PRId64 " locked", s.sku, s.w.name, s.location, s.locked);
	return move_one(om, c, &s, locks ? "lock" : "unlock", true, delta, err);
}

int om__change_run(struct om *om, om__body *body, struct om__change *c, struct om_err *err)
{
	int rc = om__tx_run(om, body, c, err);

	if (rc == 0)
		om__run_count(om, 0, !c->ret->is_unchanged, c->ret->is_unchanged, 0);
	return rc;
}

int om_stock_set(struct om *om, const struct om_stock_at *at, int64_t on_hand, int64_t if_was,
	const struct om_stock_change *how, struct om_stock_result *ret, struct om_err *err)
{
	struct om__change c = {
		.at = at, .how = how, .ret = ret, .quantity = on_hand, .if_was = if_was};

	return om__change_run(om, set_body, &c, err);
}

int om_stock_adjust(struct om *om, const struct om_stock_at *at, int64_t delta,
	const struct om_stock_change *how, struct om_stock_result *ret, struct om_err *err)
{
	struct om__change c = {.at = at, .how = how, .ret = ret, .quantity = delta};

	return om__change_run(om, adjust_body, &c, err);
}

int om_stock_lock(struct om *om, const struct om_stock_at *at, int64_t delta, bool all,
	const struct om_stock_change *how, struct om_stock_result *ret, struct om_err *err)
{
	struct om__change c = {.at = at, .how = how, .ret = ret, .quantity = delta, .all = all};

	return om__change_run(om, lock_body, &c, err);
}

int om_stock_find(struct om *om, const struct om_stock_at *at, int64_t *ret_id, struct om_err *err)
{
	struct om__spot s = {0};
	int rc = om__change_spot(om, at, &s, err);

	if (rc == 0)
		*ret_id = s.stock_id;
	return rc;
}
