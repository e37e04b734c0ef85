/* The proofs of om-admin check, and the repair of derived counters.
 *
 * An invariant is a statement of check.sql that gives the rows which break it, so a proof reads and
 * never changes; a few are proved by the layer that owns the rule.  Repair rebuilds the counters of
 * exactly the records that a proof named, then proves everything anew: what is reported as wrong
 * afterwards is wrong in the ledgers themselves. */
#include "flow/check/check.h"
#include <om/check.h>
#include <om/money.h>
#include <inttypes.h>

/* Counters that a ledger gives back. */
struct rebuild {
	const char *entity;
	enum om__sql read, write;
	int count;
	const char *fields[4];
};
static const struct rebuild stock_counters = {"stock", OM__SQL_check_counters_stock,
	OM__SQL_check_rebuild_stock, 4, {"on_hand", "locked", "allocated", "oversold"}};
static const struct rebuild line_counters = {"order_line", OM__SQL_check_counters_line,
	OM__SQL_check_rebuild_line, 2, {"quantity_allocated", "quantity_short"}};

/* An invariant by statement.  SAYS takes what is and what should be; amounts have their currency in
 * the fourth column. */
struct invariant {
	const char *name, *entity;
	enum om__sql rows, naming;
	const char *says;
	bool is_money;
	const struct rebuild *rebuild;
};
#define STOCK "stock", .naming = OM__SQL_check_name_stock
#define MOVEMENT "movement", .naming = OM__SQL_check_name_movement
#define ALLOCATION "allocation", .naming = OM__SQL_check_name_allocation
#define LINE "order_line", .naming = OM__SQL_check_name_line
#define ORDER "order", .naming = OM__SQL_check_name_order
#define LAYER "layer", .naming = OM__SQL_check_name_layer
static const struct invariant invariants[] = {
	{"stock-on-hand", STOCK, .rows = OM__SQL_check_stock_on_hand, .rebuild = &stock_counters,
		.says = "on_hand is %s, its movements add up to %s"},
	{"stock-locked", STOCK, .rows = OM__SQL_check_stock_locked, .rebuild = &stock_counters,
		.says = "locked is %s, its movements add up to %s"},
	{"movement-last", MOVEMENT, .rows = OM__SQL_check_movement_last,
		.says = "the last movement left %s, the record holds %s"},
	{"stock-allocated", STOCK, .rows = OM__SQL_check_stock_allocated,
		.rebuild = &stock_counters,
		.says = "allocated is %s, its open allocations add up to %s"},
	{"stock-oversold", STOCK, .rows = OM__SQL_check_stock_oversold, .rebuild = &stock_counters,
		.says = "oversold is %s, its open allocations add up to %s"},
	{"stock-cover", STOCK, .rows = OM__SQL_check_stock_cover, .rebuild = &stock_counters,
		.says = "allocated is %s, on hand less locked and oversold cover %s"},
	{"stock-place", STOCK, .rows = OM__SQL_check_stock_place,
		.says = "the record says warehouse '%s', its location is in '%s'"},
	{"allocation-product", ALLOCATION, .rows = OM__SQL_check_allocation_product,
		.says = "'%s' is allocated from a record of '%s'"},
	{"allocation-state", ALLOCATION, .rows = OM__SQL_check_allocation_state,
		.says = "the order is %s and still has %s units allocated"},
	{"allocation-untracked", ALLOCATION, .rows = OM__SQL_check_allocation_untracked,
		.says = "%s units are allocated to a line that takes none"},
	{"line-buckets", LINE, .rows = OM__SQL_check_line_buckets, .rebuild = &line_counters,
		.says = "quantity is %s; shipped, cancelled, allocated and short are %s together"},
	{"line-allocated", LINE, .rows = OM__SQL_check_line_allocated, .rebuild = &line_counters,
		.says = "quantity_allocated is %s, its open allocations add up to %s"},
	{"line-untracked", LINE, .rows = OM__SQL_check_line_untracked, .rebuild = &line_counters,
		.says = "quantity_allocated is %s of a line without stock, of which %s are open"},
	{"line-shipped", LINE, .rows = OM__SQL_check_line_shipped,
		.says = "quantity_shipped is %s, its shipments add up to %s"},
	{"line-total", LINE, .rows = OM__SQL_check_line_total, .is_money = true,
		.says = "line_total is %s, price, quantity and rounding give %s"},
	{"order-item-total", ORDER, .rows = OM__SQL_check_order_item_total, .is_money = true,
		.says = "item_total is %s, its lines add up to %s"},
	{"order-discount-total", ORDER, .rows = OM__SQL_check_order_discount_total,
		.is_money = true, .says = "discount_total is %s, its parts add up to %s"},
	{"order-tax-total", ORDER, .rows = OM__SQL_check_order_tax_total, .is_money = true,
		.says = "tax_total is %s, its parts add up to %s"},
	{"order-total", ORDER, .rows = OM__SQL_check_order_total, .is_money = true,
		.says = "order_total less total_diff is %s, its parts add up to %s"},
	{"wait-missing", ORDER, .rows = OM__SQL_check_wait_missing,
		.says = "it waits for '%s' and does not stand in the queue of '%s'"},
	{"wait-extra", ORDER, .rows = OM__SQL_check_wait_extra,
		.says = "it stands in the queue of '%s' for '%s' and does not wait"},
	{"order-customer", ORDER, .rows = OM__SQL_check_order_customer,
		.says = "its customer %s was merged into %s"},
	{"wait-held", ORDER, .rows = OM__SQL_check_wait_held,
		.says = "the queue says that it holds %s units of a product, its allocations say "
			"%s"},
	{"layer-quantity", LAYER, .rows = OM__SQL_check_layer_quantity,
		.says = "qty_left is %s, its events add up to %s"},
	{"layer-value", LAYER, .rows = OM__SQL_check_layer_value, .is_money = true,
		.says = "value_left is %s, its events add up to %s"},
	{"layer-end", LAYER, .rows = OM__SQL_check_layer_end, .is_money = true,
		.says = "no unit is left and the value left is %s"},
	{"custom-value", "custom_value", .naming = OM__SQL_check_name_custom,
		.rows = OM__SQL_check_custom_value, .says = "its value of '%s' belongs to %s"},
};

/* A row kept until the transaction of a repair is committed. */
struct kept {
	struct om_check_row row;
	struct kept *next;
};

struct check {
	struct om *om;
	bool is_repair;
	om_check_each *each;
	void *arg;
	struct om_check_report report;
	const char *invariant, *entity; /* being proved by a layer */
	int64_t found;                  /* of this invariant */
	struct om_arena arena;
	struct kept *first, **last;
};

/* Hands a row on; a repair keeps it, because its transaction may run again. */
static int give(struct check *c, struct om_check_row row, struct om_err *err)
{
	struct kept *k;

	c->report.violations += row.kind == OM_CHECK_VIOLATION;
	c->report.repaired += row.kind == OM_CHECK_REPAIRED;
	c->report.pending += row.kind == OM_CHECK_PENDING;
	if (!c->each)
		return 0;
	if (!c->is_repair) {
		c->each(c->arg, &row);
		return 0;
	}
	k = OM_NEW(&c->arena, struct kept);
	row.message = om__strdup(&c->arena, row.message);
	if (!k || !row.message)
		return om__nomem(err);
	k->row = row;
	*c->last = k;
	c->last = &k->next;
	return 0;
}

/* "TEE-R at MAIN/A1: on_hand is 5, its movements add up to 7" */
static int say(struct check *c, const struct invariant *inv, struct om__q *q,
	struct om_arena *arena, char **ret, struct om_err *err)
{
	char amounts[2][OM_MONEY_TEXT];
	const char *texts[2], *currency;
	char *name = NULL;
	int rc;

	rc = om__get_text(
		c->om, inv->naming, OM__ARGS(OM__I("id", om__col_int(q, 0))), arena, &name, err);
	if (rc < 0)
		return rc;
	for (int i = 0; i < 2; i++) {
		texts[i] = om__strdup(arena, om__col_text(q, 1 + i));
		if (!inv->is_money)
			continue;
		currency = om__col_text(q, 3);
		texts[i] = om_money_print(om__col_int(q, 1 + i),
			*currency ? currency : c->om->company.currency, amounts[i]);
	}
	if (!texts[0] || !texts[1])
		return om__nomem(err);
	*ret = om__printf(arena, inv->says, texts[0], texts[1]);
	if (*ret)
		*ret = om__printf(arena, "%s: %s", name ? name : "?", *ret);
	return *ret ? 0 : om__nomem(err);
}

static int prove(struct check *c, const struct invariant *inv, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om_arena arena;
	int64_t found = 0;
	int rc = om__q(c->om, inv->rows, OM__NOARGS, &q, err);

	om__arena_init(&arena);
	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		struct om_check_row row = {
			.invariant = inv->name, .entity = inv->entity, .id = om__col_int(q, 0)};
		char *message;

		found++;
		om__arena_reset(&arena);
		rc = say(c, inv, q, &arena, &message, err);
		if (rc < 0)
			break;
		row.message = message;
		rc = give(c, row, err);
	}
	om__arena_release(&arena);
	c->report.invariants++;
	c->report.broken += found > 0;
	return rc;
}

/* ---- proofs that a layer makes itself ---- */

static int found_by_layer(void *arg, int64_t id, const char *message, struct om_err *err)
{
	struct check *c = arg;

	c->found++;
	return give(c,
		(struct om_check_row){.invariant = c->invariant,
			.entity = c->entity,
			.id = id,
			.message = message},
		err);
}

struct engine_finding {
	om__finding *each;
	void *arg;
	struct om_err *err;
	int rc;
};

static void found_by_engine(void *arg, const char *message)
{
	struct engine_finding *f = arg;

	if (f->rc == 0)
		f->rc = f->each(f->arg, 0, message, f->err);
}

/* The file itself, its constraints, and that every reference points to something. */
static int prove_database(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct engine_finding f = {each, arg, err, 0};
	int rc = om__db_integrity(om, found_by_engine, &f, err);

	return rc < 0 ? rc : f.rc;
}

static const struct {
	const char *name, *entity;
	int (*run)(struct om *, om__finding *, void *, struct om_err *);
} proofs[] = {
	{"database", "database", prove_database},
	{"order-status", "order", om__prove_order_status},
};

static void tell(const struct check *c)
{
	int all = (int)(OM_COUNT(proofs) + OM_COUNT(invariants));

	om__progress(c->om, "check", c->report.invariants, c->report.invariants, all);
}

static int prove_by_layers(struct check *c, struct om_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < OM_COUNT(proofs) && rc == 0; i++) {
		tell(c);
		c->invariant = proofs[i].name;
		c->entity = proofs[i].entity;
		c->found = 0;
		rc = proofs[i].run(c->om, found_by_layer, c, err);
		c->report.invariants++;
		c->report.broken += c->found > 0;
	}
	return rc;
}

static int list_pending(struct check *c, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(c->om, OM__SQL_check_event_pending, OM__NOARGS, &q, err);

	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		struct om_check_row row = {.kind = OM_CHECK_PENDING,
			.invariant = "event-done",
			.entity = "event",
			.id = om__col_int(q, 0)};
		struct om_arena arena;
		char *message;

		om__arena_init(&arena);
		message = om__printf(&arena,
			"%s of run %" PRId64 " waits for om-order resolve --pending",
			om__col_text(q, 1), om__col_int(q, 2));
		row.message = message;
		rc = message ? give(c, row, err) : om__nomem(err);
		om__arena_release(&arena);
	}
	return rc;
}

static int prove_all(struct check *c, struct om_err *err)
{
	int rc = prove_by_layers(c, err);

	for (size_t i = 0; i < OM_COUNT(invariants) && rc == 0; i++) {
		tell(c);
		rc = prove(c, &invariants[i], err);
	}
	return rc < 0 ? rc : list_pending(c, err);
}

/* ---- repair ---- */

static int read_counters(
	struct om *om, const struct rebuild *r, int64_t id, int64_t ret[4], struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, r->read, OM__ARGS(OM__I("id", id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	for (int i = 0; i < r->count && rc > 0; i++)
		ret[i] = om__col_int(q, i);
	return rc < 0 ? rc : 0;
}

static int report_rebuilt(struct check *c, const struct invariant *inv, int64_t id,
	const int64_t before[4], const int64_t after[4], struct om_err *err)
{
	char *name = NULL;
	int rc;

	rc = om__get_text(c->om, inv->naming, OM__ARGS(OM__I("id", id)), &c->arena, &name, err);
	for (int i = 0; i < inv->rebuild->count && rc >= 0; i++) {
		const char *field = inv->rebuild->fields[i];
		char *old_text = om__printf(&c->arena, "%" PRId64, before[i]);
		char *new_text = om__printf(&c->arena, "%" PRId64, after[i]);
		char *message;

		if (before[i] == after[i])
			continue;
		message = om__printf(&c->arena, "%s: %s was %" PRId64 ", rebuilt as %" PRId64,
			name ? name : "?", field, before[i], after[i]);
		if (!old_text || !new_text || !message)
			return om__nomem(err);
		rc = om__history(c->om, inv->entity, id, field, old_text, new_text, err);
		if (rc == 0)
			rc = give(c,
				(struct om_check_row){.kind = OM_CHECK_REPAIRED,
					.invariant = inv->name,
					.entity = inv->entity,
					.id = id,
					.message = message},
				err);
	}
	return rc < 0 ? rc : 0;
}

static int rebuild(struct check *c, const struct invariant *inv, int64_t id, struct om_err *err)
{
	int64_t before[4] = {0}, after[4] = {0};
	int rc = read_counters(c->om, inv->rebuild, id, before, err);

	if (rc == 0)
		rc = om__exec(c->om, inv->rebuild->write, OM__ARGS(OM__I("id", id)), err);
	if (rc <= 0)
		return rc; /* what the ledgers say may not stand: the proof will name it */
	rc = read_counters(c->om, inv->rebuild, id, after, err);
	return rc < 0 ? rc : report_rebuilt(c, inv, id, before, after, err);
}

/* Keys of the rows that break an invariant; they are read to the end before the first one is
 * rebuilt. */
static int broken_rows(struct check *c, const struct invariant *inv, int64_t **ret,
	size_t *ret_count, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	size_t n = 0, cap = 0;
	int64_t *ids = NULL;
	int rc = om__q(c->om, inv->rows, OM__NOARGS, &q, err);

	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			int64_t *more = OM_NEWN(&c->arena, int64_t, cap ? cap * 2 : 64);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, ids, n * sizeof(*ids));
			ids = more;
			cap = cap ? cap * 2 : 64;
		}
		ids[n++] = om__col_int(q, 0);
		rc = 0;
	}
	*ret = ids;
	*ret_count = n;
	return rc;
}

static int repair_body(struct om *om, void *arg, struct om_err *err)
{
	struct check *c = arg;
	int rc = 0;

	(void)om;
	om__arena_reset(&c->arena);
	c->report = (struct om_check_report){0};
	c->first = NULL;
	c->last = &c->first;
	for (size_t i = 0; i < OM_COUNT(invariants) && rc == 0; i++) {
		int64_t *ids = NULL;
		size_t n = 0;

		om__progress(c->om, "repair", (int64_t)i, (int64_t)i, OM_COUNT(invariants));
		if (!invariants[i].rebuild)
			continue;
		rc = broken_rows(c, &invariants[i], &ids, &n, err);
		for (size_t k = 0; k < n && rc == 0; k++)
			rc = rebuild(c, &invariants[i], ids[k], err);
	}
	return rc < 0 ? rc : prove_all(c, err);
}

int om_check(struct om *om, bool repair, om_check_each *each, void *arg,
	struct om_check_report *ret, struct om_err *err)
{
	struct check c = {.om = om, .is_repair = repair, .each = each, .arg = arg};
	int rc;

	om__arena_init(&c.arena);
	if (repair) {
		rc = om__tx_run(om, repair_body, &c, err);
		for (struct kept *k = c.first; k && rc == 0; k = k->next)
			each(arg, &k->row); /* only kept where there is EACH */
		if (rc == 0)
			om__run_count(om, 0, c.report.repaired, 0, 0);
	} else {
		rc = om__read_begin(om, err);
		if (rc == 0) {
			rc = prove_all(&c, err);
			om__read_end(om);
		}
	}
	om__arena_release(&c.arena);
	if (rc == 0)
		*ret = c.report;
	return rc;
}
