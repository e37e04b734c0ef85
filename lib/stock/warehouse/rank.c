/* Ranks: the order in which warehouses are tried for foreign orders (orders.md R6.5, sheet H5).
 *
 * Ranks are unique.  A warehouse that is given the rank of another one changes places with it: the
 * other takes the rank that has become free, unless the file ranks it too. */
#include "base/map.h"
#include "base/text.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>
#include <stdio.h>

enum { R_WAREHOUSE, R_RANK, R_TYPE, R_IS_ACTIVE, R_COUNT };

static const struct om_field fields[R_COUNT] = {
	[R_WAREHOUSE] = {"warehouse", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_rank_warehouse, .max = 60, .help = "warehouse"},
	[R_RANK] = {"rank", OM_T_INT, OM_F_KEY | OM_F_LIST | OM_F_SHEET, OM__F_rank_rank, .min = 1,
		.max = 1000000, .help = "place in the order, from 1; empty is out"},
	[R_TYPE] = {"type", OM_T_WORD, OM_F_LIST | OM_F_READONLY, OM__F_rank_type,
		.choices = "in-house 3pl retail virtual dropship fba wfs",
		.help = "type of the warehouse"},
	[R_IS_ACTIVE] = {"is_active", OM_T_BOOL, OM_F_LIST | OM_F_READONLY, OM__F_rank_is_active,
		.help = "no: passed over until it is active again"},
};
static const struct om_noun noun = {
	.name = "rank",
	.plural = "ranks",
	.fields = fields,
	.field_count = R_COUNT,
	.from = OM__F_rank_from,
	.key = OM__F_rank_key,
	.ids = OM__F_rank_warehouse,
	.summary = "type",
};

const struct om_noun *om_rank_noun(void)
{
	return &noun;
}

/* Warehouses and ranks that the file names. */
struct memory {
	struct om_imap warehouses, ranks;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(imp, u, &u->rows[0], fields[field].name, code, word, "%s", text);
}

static int find_warehouse(
	struct om_import *imp, struct om_unit *u, struct om__warehouse_ref *ret, struct om_err *err)
{
	struct om_err refusal = {0};
	struct om__warehouse w;
	int rc;

	if (u->is_edit) {
		rc = om__warehouse_load(imp->om, u->id, &w, imp->chunk, err);
		if (rc == 0)
			rc = om_err_set(err, OM_ENOTFOUND, "unknown-warehouse",
				"no warehouse %" PRId64, u->id);
		return rc < 0 ? rc : om__warehouse_need(imp->om, w.warehouse, false, ret, err);
	}
	if (om__warehouse_need(
		    imp->om, om__cell_text(&u->rows[0], R_WAREHOUSE), false, ret, &refusal) < 0)
		om__import_fail(imp, u, &u->rows[0], "warehouse", &refusal);
	return 0;
}

/* The warehouse and its rank, 0 for none.  An empty cell means out: the sheet is the whole order.
 */
static int examine(struct om_import *imp, struct om_unit *u, struct om__warehouse_ref *w,
	int64_t *ret_rank, struct om_err *err)
{
	int rc = find_warehouse(imp, u, w, err);

	if (rc < 0 || u->is_bad)
		return rc;
	*ret_rank = om__cell_num(&u->rows[0], R_RANK, 0);
	if (u->rows[0].cells[R_RANK]->state == OM_CELL_ABSENT)
		refuse(imp, u, R_RANK, OM_EINVAL, "missing", "rank is missing");
	else if (*ret_rank && w->is_virtual)
		refuse(imp, u, R_RANK, OM_EREFUSED, "inactive-warehouse",
			om__printf(imp->chunk,
				"orders are never routed to the virtual warehouse '%s'", w->name));
	return 0;
}

static int begin(struct om_import *imp, struct om_err *err)
{
	struct memory *memory = OM_NEW(&imp->arena, struct memory);

	if (!memory)
		return om__nomem(err);
	om__imap_init(&memory->warehouses);
	om__imap_init(&memory->ranks);
	imp->user = memory;
	return 0;
}

static void end(struct om_import *imp)
{
	struct memory *memory = imp->user;

	if (!memory)
		return;
	om__imap_release(&memory->warehouses);
	om__imap_release(&memory->ranks);
	imp->user = NULL;
}

/* The rank that the warehouse has, 0 for none.  A file with --on-exists fail must not find one. */
static int stored_rank(struct om_import *imp, struct om_unit *u, const struct om__warehouse_ref *w,
	int64_t *ret, struct om_err *err)
{
	int rc = om__get_int(
		imp->om, OM__SQL_rank_of, OM__ARGS(OM__I("id", w->warehouse_id)), ret, err);

	if (rc <= 0)
		*ret = 0;
	if (rc >= 0 && *ret && imp->is_file && imp->on_exists == OM_EXISTS_FAIL)
		refuse(imp, u, R_WAREHOUSE, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "'%s' has the rank %" PRId64 " already", w->name,
				*ret));
	return rc < 0 ? rc : 0;
}

static int check(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	struct memory *memory = imp->user;
	struct om__warehouse_ref w;
	int64_t rank, line, old_rank;
	int rc = examine(imp, u, &w, &rank, err);

	if (rc == 0 && !u->is_bad)
		rc = stored_rank(imp, u, &w, &old_rank, err);

	if (rc < 0 || u->is_bad || !memory)
		return rc;
	if (rank && om__imap_get(&memory->ranks, rank, &line)) {
		refuse(imp, u, R_RANK, OM_EINVAL, "duplicate-row",
			om__printf(imp->chunk, "rank %" PRId64 " stands in line %" PRId64 " too",
				rank, line));
		return 0;
	}
	rc = om__imap_put(&memory->warehouses, w.warehouse_id, rank, err);
	if (rc == 0 && rank)
		rc = om__imap_put(&memory->ranks, rank, u->line, err);
	return rc;
}

static int set_rank(
	struct om *om, int64_t warehouse_id, int64_t old_rank, int64_t rank, struct om_err *err)
{
	char before[24] = "", after[24] = "";
	int rc = om__exec(om, OM__SQL_rank_set,
		OM__ARGS(OM__I("id", warehouse_id), OM__V("rank", rank, rank),
			OM__I("modified_at", om->now)),
		err);

	snprintf(before, sizeof(before), "%" PRId64, old_rank);
	snprintf(after, sizeof(after), "%" PRId64, rank);
	if (rc >= 0)
		rc = om__history(om, "warehouse", warehouse_id, "rank", old_rank ? before : NULL,
			rank ? after : NULL, err);
	return rc < 0 ? rc : om__routing_changed(om, warehouse_id, err);
}

/* Who held the rank until now, and is not ranked by the file itself, takes FREED, or the next free
 * one. */
static int displace(struct om_import *imp, int64_t warehouse_id, int64_t rank, int64_t freed,
	struct om_err *err)
{
	struct memory *memory = imp->user;
	int64_t holder, other;
	int rc = om__get_int(imp->om, OM__SQL_rank_holder,
		OM__ARGS(OM__I("rank", rank), OM__I("id", warehouse_id)), &holder, err);

	if (rc <= 0 || (memory && om__imap_get(&memory->warehouses, holder, &other)))
		return rc < 0 ? rc : 0;
	if (freed && memory && om__imap_get(&memory->ranks, freed, &other))
		freed = 0;
	if (!freed)
		rc = om__get_int(imp->om, OM__SQL_warehouse_next_rank, OM__NOARGS, &freed, err);
	return rc < 0 ? rc : set_rank(imp->om, holder, rank, freed, err);
}

static int apply(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct om__warehouse_ref w;
	int64_t rank, old_rank = 0;
	int rc = examine(imp, u, &w, &rank, err);

	if (rc == 0 && !u->is_bad)
		rc = stored_rank(imp, u, &w, &old_rank, err);
	if (rc < 0 || u->is_bad)
		return rc;
	u->id = w.warehouse_id;
	if (old_rank && imp->is_file && imp->on_exists == OM_EXISTS_SKIP) {
		*ret_outcome = OM_SKIPPED;
		return 0;
	}
	*ret_outcome = rank == old_rank ? OM_UNCHANGED : OM_UPDATED;
	if (rank == old_rank)
		return 0;
	rc = set_rank(imp->om, w.warehouse_id, old_rank, rank, err);
	return rc < 0 || !rank ? rc : displace(imp, w.warehouse_id, rank, old_rank, err);
}

static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	(void)imp;
	return om__fold(arena, om__cell_text(&u->rows[0], R_WAREHOUSE));
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om__warehouse_ref ref;
	int rc = om__warehouse_need(om, operand, false, &ref, err);

	if (rc == 0)
		*ret_id = ref.warehouse_id;
	return rc;
}

int om__rank_put(struct om *om, int64_t warehouse_id, int64_t rank, struct om_err *err)
{
	int64_t old_rank = 0;
	int rc = om__get_int(
		om, OM__SQL_rank_of, OM__ARGS(OM__I("id", warehouse_id)), &old_rank, err);

	if (rc <= 0)
		old_rank = 0;
	return rc < 0 || rank == old_rank ? rc : set_rank(om, warehouse_id, old_rank, rank, err);
}

int om__rank_is_free(struct om *om, int64_t warehouse_id, int64_t rank, struct om_err *err)
{
	int64_t holder;
	char *name = NULL;
	int rc = rank
		? om__get_int(om, OM__SQL_rank_holder,
			  OM__ARGS(OM__I("rank", rank), OM__I("id", warehouse_id)), &holder, err)
		: 0;

	if (rc > 0)
		rc = om__get_text(om, OM__SQL_rank_name, OM__ARGS(OM__I("id", holder)),
			&om->tx_arena, &name, err);
	if (rc <= 0)
		return rc;
	return om_err_set(
		err, OM_EREFUSED, "changed", "rank %" PRId64 " is that of '%s' by now", rank, name);
}

const struct om_importer om__rank_importer = {
	.noun = &noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = key,
	.begin = begin,
	.check = check,
	.apply = apply,
	.end = end,
	.find = find,
};
