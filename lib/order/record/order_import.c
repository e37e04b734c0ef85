/* The importer of orders (orders.md R10, H1, H3): sheets, create and edit all pass here.
 *
 * An order is known by the channel's own id, else by its number; what is there already is
 * unchanged, skipped or updated, and what is not is built from its cells and stored whole.  The
 * check builds the same draft as the apply and throws it away. */
#include "base/text.h"
#include "catalog/lookup.h"
#include "core/work.h"
#include "order/intake.h"

static struct om__intake *state_of(const struct om_import *imp)
{
	return imp->user;
}

/* ---- channels ---- */

static int keep_channel(struct om__intake *in, const char *name, const struct om__channel_ref *ref,
	const struct om__intake_channel **ret, struct om_err *err)
{
	struct om_arena *arena = &in->imp->arena;
	struct om__intake_channel *c = OM_NEW(arena, struct om__intake_channel);

	if (!c || !(c->ref = OM_NEW(arena, struct om__channel_ref)))
		return om__nomem(err);
	*c->ref = *ref;
	c->named = om__strdup(arena, name);
	c->ref->channel = om__strdup(arena, ref->channel);
	c->ref->currency = om__strdup(arena, ref->currency);
	c->ref->order_prefix = om__strdup(arena, ref->order_prefix);
	c->ref->time_zone = om__strdup(arena, ref->time_zone);
	if (!c->named || !c->ref->channel || !c->ref->currency || !c->ref->order_prefix ||
		!c->ref->time_zone)
		return om__nomem(err);
	c->next = in->channels;
	in->channels = c;
	*ret = c;
	return 0;
}

/* The channel that the unit names; *RET NULL after a report. */
static int find_channel(struct om__intake *in, struct om_unit *unit,
	const struct om__intake_channel **ret, struct om_err *err)
{
	const struct om_row *row = &unit->rows[0];
	const char *name = om__cell_text(row, O_CHANNEL);
	struct om__channel_ref ref;
	int rc;

	*ret = NULL;
	for (const struct om__intake_channel *c = in->channels; c; c = c->next) {
		if (!strcmp(c->named, name)) {
			*ret = c;
			return 0;
		}
	}
	if (!*name) {
		om__import_error(
			in->imp, unit, row, "channel", OM_EINVAL, "missing", "channel is missing");
		return 0;
	}
	rc = om__channel_by_name(in->imp->om, name, &ref, err);
	if (rc < 0)
		return rc;
	if (!rc || !ref.is_active) {
		om__import_error(in->imp, unit, row, "channel", OM_EINVAL, "unknown-channel",
			rc ? "channel '%s' is inactive" : "no channel '%s'", name);
		return 0;
	}
	return keep_channel(in, name, &ref, ret, err);
}

/* ---- identity ---- */

struct known {
	int64_t order_id;
	unsigned char sha[32];
	bool has_sha;
};

static int probe(struct om *om, enum om__sql sql, const struct om__arg *args, struct known *ret,
	struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, sql, args, &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	ret->order_id = om__col_int(q, 0);
	ret->has_sha = om__col_len(q, 1) == sizeof(ret->sha);
	if (ret->has_sha)
		memcpy(ret->sha, om__col_text(q, 1), sizeof(ret->sha));
	return 1;
}

/* Where no order was when the import began there are only those that it made, and they are unique
 * in the file (R10.2). */
static int identify(struct om__intake *in, const struct om__intake_channel *c,
	const struct om_row *row, struct known *ret, struct om_err *err)
{
	const char *id = om__cell_text(row, O_CHANNEL_ORDER_ID),
		   *number = om__cell_text(row, O_ORDER_NUMBER);
	int rc = 0;

	if (in->imp->is_file && !in->had_orders && in->orders.is_alone)
		return 0;
	if (*id)
		rc = probe(in->imp->om, OM__SQL_order_by_channel_order_id,
			OM__ARGS(OM__I("channel_id", c->ref->channel_id),
				OM__S("channel_order_id", id)),
			ret, err);
	if (rc == 0 && *number)
		rc = probe(in->imp->om, OM__SQL_order_by_number,
			OM__ARGS(OM__I("channel_id", c->ref->channel_id),
				OM__S("order_number", number)),
			ret, err);
	return rc;
}

/* The column `order` names the order as an operand would (H3). */
static int identify_named(
	struct om__intake *in, struct om_unit *unit, struct known *ret, struct om_err *err)
{
	struct om_err e = {0};
	int rc =
		om__order_find(in->imp->om, om__cell_text(unit->rows, O_ORDER), &ret->order_id, &e);

	if (rc == 0)
		return 1;
	if (rc != OM_ENOTFOUND && rc != OM_ECONFLICT && rc != OM_EINVAL && rc != OM_EREFUSED) {
		*err = e;
		return rc;
	}
	om__import_fail(in->imp, unit, unit->rows, "order", &e);
	return 0;
}

/* ---- a unit that is known ---- */

/* It may be known by the channel's own id under another number, so the stored one is named. */
static int refuse_known(
	struct om__intake *in, struct om_unit *unit, int64_t order_id, struct om_err *err)
{
	struct om__order_brief b;
	int rc = om__order_brief(in->imp->om, order_id, &b, err);

	if (rc == 0)
		om__import_error(in->imp, unit, unit->rows, "order_number", OM_ECONFLICT, "exists",
			"there is an order %s already, with other content", b.record);
	return rc;
}

/* With `fail` the same content is unchanged: the cells it came in with, or cells that say what is
 * stored (an export). */
static int meet(struct om__intake *in, struct om_unit *unit, const struct known *k, bool is_write,
	enum om_outcome *ret, struct om_err *err)
{
	bool is_update = in->imp->on_exists == OM_EXISTS_UPDATE;
	int changed = 0, rc;

	unit->id = k->order_id;
	*ret = OM_SKIPPED;
	if (in->imp->on_exists == OM_EXISTS_SKIP)
		return 0;
	*ret = OM_UNCHANGED;
	rc = om__import_sha(in->imp, unit, err);
	if (rc < 0)
		return rc;
	if (k->has_sha && !memcmp(k->sha, unit->sha, sizeof(k->sha)))
		return 0;
	rc = om__order_change(
		in->imp, unit, k->order_id, is_write && is_update, !is_update, &changed, err);
	if (rc < 0 || unit->is_bad || !changed)
		return rc;
	*ret = OM_UPDATED;
	return is_update ? 0 : refuse_known(in, unit, k->order_id, err);
}

/* ---- check and apply ---- */

static int build(struct om__intake *in, struct om_unit *unit, const struct om__intake_channel *c,
	bool is_write, enum om_outcome *ret, struct om_err *err)
{
	struct om__draft d = {.channel = c};
	int rc;

	*ret = OM_CREATED;
	if (in->imp->options && in->imp->options->no_create) {
		om__import_error(in->imp, unit, unit->rows, "order_number", OM_ENOTFOUND,
			"unknown-order", "no order %s:%s", c->ref->channel,
			om__cell_text(unit->rows, O_ORDER_NUMBER));
		return 0;
	}
	rc = om__draft_make(in, unit, !is_write, &d, err);
	if (rc < 0 || unit->is_bad || !is_write)
		return rc;
	return om__draft_store(in, unit, &d, err);
}

static int treat(struct om_import *imp, struct om_unit *unit, bool is_write, enum om_outcome *ret,
	struct om_err *err)
{
	struct om__intake *in = state_of(imp);
	const struct om__intake_channel *c = NULL;
	struct known k = {0};
	int changed = 0, rc;

	om__order_clean(imp, unit);
	if (unit->is_edit) {
		rc = om__order_change(imp, unit, unit->id, is_write, false, &changed, err);
		*ret = changed ? OM_UPDATED : OM_UNCHANGED;
		return rc;
	}
	if (om__cell_has(unit->rows, O_ORDER)) {
		rc = identify_named(in, unit, &k, err);
		return rc <= 0 ? rc : meet(in, unit, &k, is_write, ret, err);
	}
	rc = find_channel(in, unit, &c, err);
	if (rc < 0 || !c)
		return rc;
	rc = identify(in, c, unit->rows, &k, err);
	if (rc < 0)
		return rc;
	return rc ? meet(in, unit, &k, is_write, ret, err) : build(in, unit, c, is_write, ret, err);
}

static int check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	enum om_outcome ignored;

	return treat(imp, unit, false, &ignored, err);
}

static int apply(struct om_import *imp, struct om_unit *unit, enum om_outcome *ret_outcome,
	struct om_err *err)
{
	return treat(imp, unit, true, ret_outcome, err);
}

/* ---- the importer ---- */

static int begin(struct om_import *imp, struct om_err *err)
{
	struct om__intake *in = OM_NEW(&imp->arena, struct om__intake);
	int64_t has_customers = 1, has_orders = 1;
	int rc;

	if (!in)
		return om__nomem(err);
	in->imp = imp;
	imp->user = in;
	om__imap_init(&in->buyers);
	in->is_strict_sku = om__import_flag(imp, "strict-sku");
	in->is_strict_address = om__import_flag(imp, "strict-address");
	in->is_deferred = om__import_flag(imp, "defer");
	in->is_paid = om__import_flag(imp, "paid");
	in->is_auto_number = om__import_flag(imp, "auto-number");
	in->pads_zip = om__import_flag(imp, "pad-zip");
	rc = om__block_open(imp->om, &in->orders, "orders", err);
	if (rc == 0)
		rc = om__block_open(imp->om, &in->lines, "order_line", err);
	if (rc == 0)
		rc = om__block_open(imp->om, &in->customers, "customer", err);
	if (rc == 0)
		rc = om__get_int(
			imp->om, OM__SQL_intake_has_customers, OM__NOARGS, &has_customers, err);
	if (rc >= 0)
		rc = om__get_int(imp->om, OM__SQL_intake_has_orders, OM__NOARGS, &has_orders, err);
	in->had_customers = has_customers != 0;
	in->had_orders = has_orders != 0;
	return rc < 0 ? rc : 0;
}

static void rolled_back(struct om_import *imp)
{
	struct om__intake *in = state_of(imp);

	om__block_forget(&in->orders);
	om__block_forget(&in->lines);
	om__block_forget(&in->customers);
	om__imap_release(&in->buyers);
	om__imap_init(&in->buyers);
}

static void end(struct om_import *imp)
{
	if (imp->user)
		om__imap_release(&state_of(imp)->buyers);
}

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const struct om_row *row = &unit->rows[0];
	const char *channel = om__cell_text(row, O_CHANNEL);

	(void)imp;
	if (om__cell_has(row, O_ORDER))
		return om__printf(arena, "o\x01%s", om__cell_text(row, O_ORDER));
	if (om__cell_has(row, O_CHANNEL_ORDER_ID))
		return om__printf(
			arena, "i\x01%s\x01%s", channel, om__cell_text(row, O_CHANNEL_ORDER_ID));
	return NULL; /* the order number is what groups rows */
}

static int key_cell(const struct om_unit *unit)
{
	return om__cell_has(&unit->rows[0], O_ORDER) ? O_ORDER : O_CHANNEL_ORDER_ID;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	return om__order_find(om, operand, ret_id, err);
}

static const char *const flags[] = {"defer", "paid", "strict-sku", "strict-address", "auto-number",
	"regroup", "pad-zip", "create-labels", "history", "set", "status-map", NULL};

const struct om_importer om__order_importer = {
	.noun = &om__order_noun,
	.child = &om__order_line_noun,
	.group_field = O_ORDER_NUMBER,
	.group_field2 = O_CHANNEL,
	.wants_sha = true,
	.on_exists = OM_EXISTS_FAIL,
	.flags = flags,
	.key = unit_key,
	.key_cell = key_cell,
	.begin = begin,
	.check = check,
	.apply = apply,
	.rollback = rolled_back,
	.end = end,
	.find = find,
};
