/* The proofs of om-admin check, and the repair of what is derived.
 *
 * An invariant is a statement that gives the rows which break it (invariants.c), so a proof reads
 * and never changes; a few take more than a statement.  Repair rebuilds the counters and keys of
 * exactly the records that a proof named, then proves everything anew: what is reported as wrong
 * afterwards is wrong in the facts themselves. */
#include "flow/check/check.h"
#include <om/check.h>
#include <om/money.h>
#include <inttypes.h>

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
	const char *invariant, *entity, *cure; /* being proved by more than a statement */
	int64_t found;                         /* of this invariant */
	bool is_misshapen;                     /* the schema is another */
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
	row.entity = om__strdup(&c->arena, row.entity);
	if (!k || !row.message || !row.entity)
		return om__nomem(err);
	k->row = row;
	*c->last = k;
	c->last = &k->next;
	return 0;
}

/* "TEE-R at MAIN/A1: on_hand is 5, its movements add up to 7" */
static int say(struct check *c, const struct om__invariant *inv, struct om__q *q,
	struct om_arena *arena, char **ret, struct om_err *err)
{
	char amounts[2][OM_MONEY_TEXT];
	const char *texts[2], *currency;
	char *name = NULL;
	int rc = 0;

	if (inv->naming)
		rc = om__get_text(c->om, inv->naming, OM__ARGS(OM__I("id", om__col_int(q, 0))),
			arena, &name, err);
	else
		name = om__strdup(arena, om__col_text(q, 3));
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

/* A statement that the schema has no table or column for cannot be run: its invariant is not
 * proved, which is told, and the others are. */
static int not_proved(struct check *c, int rc, const char *invariant, struct om_err *err)
{
	struct om_check_row row = {
		.invariant = invariant, .entity = "database", .hint = OM__CURE_ANEW};
	char *message;

	if (rc != OM_EDB || !c->is_misshapen)
		return rc;
	message = om__printf(&c->om->arena, "it cannot be proved: %s", err ? err->message : "");
	if (!message)
		return om__nomem(err);
	row.message = message;
	c->report.broken++;
	om_err_clear(err);
	return give(c, row, err);
}

static int prove(struct check *c, const struct om__invariant *inv, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	struct om_arena arena;
	int64_t found = 0;
	int rc = om__q(c->om, inv->rows, OM__NOARGS, &q, err);

	om__arena_init(&arena);
	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		struct om_check_row row = {.invariant = inv->name,
			.entity = inv->entity,
			.id = om__col_int(q, 0),
			.hint = inv->cure};
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
	return not_proved(c, rc, inv->name, err);
}

/* ---- proofs that take more than a statement ---- */

static int found_by_proof(
	void *arg, const char *entity, int64_t id, const char *message, struct om_err *err)
{
	struct check *c = arg;

	c->found++;
	return give(c,
		(struct om_check_row){.invariant = c->invariant,
			.entity = entity ? entity : c->entity,
			.id = id,
			.message = message,
			.hint = c->cure},
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
		f->rc = f->each(f->arg, NULL, 0, message, f->err);
}

/* The file itself, its constraints, and that every reference points to something. */
static int prove_database(struct om *om, om__finding *each, void *arg, struct om_err *err)
{
	struct engine_finding f = {each, arg, err, 0};
	int rc = om__db_integrity(om, found_by_engine, &f, err);

	return rc < 0 ? rc : f.rc;
}

static const struct {
	const char *name, *entity, *cure;
	int (*run)(struct om *, om__finding *, void *, struct om_err *);
} proofs[] = {
	{"database", "database", OM__CURE_RESTORE, prove_database},
	{"schema", "database", OM__CURE_ANEW, om__prove_schema},
	{"settings", "setting",
		"om-admin config set with the key writes it anew, --unset takes it away",
		om__prove_settings},
	{"keys", "key", OM__CURE_REPAIR, om__prove_keys},
	{"currencies", "currency", OM__CURE_RESTORE, om__prove_currencies},
	{"countries", "country", "edit the record; om-order edit for an order",
		om__prove_countries},
	{"time-zones", "time_zone", "edit the record with --time-zone", om__prove_zones},
	{"views", "view", OM__CURE_RESTORE, om__prove_views},
	{"fields", "field", "edit the record, whose sheet takes no such value", om__prove_fields},
	{"order-status", "order", OM__CURE_RESOLVE, om__prove_order_status},
};

static void tell(const struct check *c)
{
	int all = (int)(OM_COUNT(proofs) + om__invariant_count);

	om__progress(c->om, "check", c->report.invariants, c->report.invariants, all);
}

static int prove_at_length(struct check *c, struct om_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < OM_COUNT(proofs) && rc == 0; i++) {
		tell(c);
		c->invariant = proofs[i].name;
		c->entity = proofs[i].entity;
		c->cure = proofs[i].cure;
		c->found = 0;
		rc = proofs[i].run(c->om, found_by_proof, c, err);
		rc = not_proved(c, rc, proofs[i].name, err);
		if (proofs[i].run == om__prove_schema)
			c->is_misshapen = c->found > 0;
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
			.id = om__col_int(q, 0),
			.hint = "om-order resolve --pending does what is left"};
		struct om_arena arena;
		char *message;

		om__arena_init(&arena);
		message = om__printf(&arena, "%s of run %" PRId64 " waits for its orders",
			om__col_text(q, 1), om__col_int(q, 2));
		row.message = message;
		rc = message ? give(c, row, err) : om__nomem(err);
		om__arena_release(&arena);
	}
	return rc;
}

static int prove_all(struct check *c, struct om_err *err)
{
	int rc = prove_at_length(c, err);

	for (size_t i = 0; i < om__invariant_count && rc == 0; i++) {
		tell(c);
		rc = prove(c, &om__invariants[i], err);
	}
	return rc < 0 ? rc : list_pending(c, err);
}

/* ---- repair ---- */

static int read_counters(
	struct om *om, const struct om__rebuild *r, int64_t id, int64_t ret[4], struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, r->read, OM__ARGS(OM__I("id", id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	for (int i = 0; i < r->count && rc > 0; i++)
		ret[i] = om__col_int(q, i);
	return rc < 0 ? rc : 0;
}

/* A value was rebuilt: its history, and the row about it. */
static int report_value(struct check *c, const struct om_check_row *row, const char *name,
	const char *field, const char *before, const char *after, struct om_err *err)
{
	struct om_check_row told = *row;
	int rc;

	told.kind = OM_CHECK_REPAIRED;
	told.hint = "";
	told.message =
		om__printf(&c->arena, "%s: %s was %s, rebuilt as %s", name, field, before, after);
	if (!told.message)
		return om__nomem(err);
	rc = om__history(c->om, row->entity, row->id, field, before, after, err);
	return rc < 0 ? rc : give(c, told, err);
}

static int report_rebuilt(struct check *c, const struct om__invariant *inv, int64_t id,
	const int64_t before[4], const int64_t after[4], struct om_err *err)
{
	const struct om_check_row row = {.invariant = inv->name, .entity = inv->entity, .id = id};
	char *name = NULL;
	int rc;

	rc = om__get_text(c->om, inv->naming, OM__ARGS(OM__I("id", id)), &c->arena, &name, err);
	for (int i = 0; i < inv->rebuild->count && rc >= 0; i++) {
		char *old_text = om__printf(&c->arena, "%" PRId64, before[i]);
		char *new_text = om__printf(&c->arena, "%" PRId64, after[i]);

		if (before[i] == after[i])
			continue;
		if (!old_text || !new_text)
			return om__nomem(err);
		rc = report_value(c, &row, name ? name : "?", inv->rebuild->fields[i], old_text,
			new_text, err);
	}
	return rc < 0 ? rc : 0;
}

static int rebuild(struct check *c, const struct om__invariant *inv, int64_t id, struct om_err *err)
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
static int broken_rows(struct check *c, const struct om__invariant *inv, int64_t **ret,
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

static int repair_counters(struct check *c, const struct om__invariant *inv, struct om_err *err)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = inv->rebuild ? broken_rows(c, inv, &ids, &n, err) : 0;

	for (size_t k = 0; k < n && rc == 0; k++)
		rc = rebuild(c, inv, ids[k], err);
	return rc;
}

static int put_keys(
	struct check *c, const struct om__key_row *row, int64_t *ret_put, struct om_err *err)
{
	int rc = 0;

	for (*ret_put = 0; row && rc >= 0; row = row->next) {
		const struct om_check_row told = {
			.invariant = "keys", .entity = row->entity, .id = row->id};

		rc = om__key_put(c->om, row, err);
		if (rc <= 0)
			continue;
		++*ret_put;
		rc = report_value(c, &told, row->text, row->field, row->is, row->want, err);
	}
	return rc < 0 ? rc : 0;
}

/* A key that one record gives up is free for another. */
static int repair_keys(struct check *c, struct om_err *err)
{
	struct om__key_row *rows;
	int64_t put = 1;
	int rc = 0;

	while (rc == 0 && put > 0) {
		rc = om__keys_wrong(c->om, &c->arena, &rows, err);
		if (rc == 0)
			rc = put_keys(c, rows, &put, err);
	}
	return rc;
}

/* A table whose next id is not beyond those stored. */
struct behind {
	const char *table, *next;
	int64_t top;
	struct behind *rest;
};

static int read_behind(struct check *c, struct behind **ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(c->om, OM__SQL_check_id_block, OM__NOARGS, &q, err);

	*ret = NULL;
	while (rc == 0 && (rc = om__step(q, err)) > 0) {
		struct behind *b = OM_NEW(&c->arena, struct behind);

		if (!b)
			return om__nomem(err);
		*b = (struct behind){.table = om__strdup(&c->arena, om__col_text(q, 3)),
			.next = om__strdup(&c->arena, om__col_text(q, 1)),
			.top = om__col_int(q, 2),
			.rest = *ret};
		if (!b->table || !b->next)
			return om__nomem(err);
		*ret = b;
		rc = 0;
	}
	return rc;
}

/* Before all other repairs, which take ids themselves. */
static int repair_ids(struct check *c, struct om_err *err)
{
	const struct om_check_row row = {.invariant = "id-block", .entity = "id_block"};
	struct behind *list;
	int rc = read_behind(c, &list, err);

	for (struct behind *b = list; b && rc >= 0; b = b->rest)
		rc = om__exec(c->om, OM__SQL_check_rebuild_id_block,
			OM__ARGS(OM__S("name", b->table), OM__I("next", b->top + 1)), err);
	for (; list && rc >= 0; list = list->rest) {
		char *after = om__printf(&c->arena, "%" PRId64, list->top + 1);

		rc = after ? report_value(c, &row, list->table, list->table, list->next, after, err)
			   : om__nomem(err);
	}
	return rc < 0 ? rc : 0;
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
	rc = repair_ids(c, err);
	for (size_t i = 0; i < om__invariant_count && rc == 0; i++) {
		om__progress(c->om, "repair", (int64_t)i, (int64_t)i, (int64_t)om__invariant_count);
		rc = repair_counters(c, &om__invariants[i], err);
	}
	if (rc == 0)
		rc = repair_keys(c, err);
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
