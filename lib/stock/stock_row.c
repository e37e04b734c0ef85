/* Reading a row of the stock sheet (inventory.md, Sheets: stock): names become a place, cells
 * become movements, settings and costs.
 *
 * A row is tested by the ledger's own tests before anything of the file is written, and once more
 * when it is.  Empty flags mean "as it is", never "no".  An adjustment carries a reference: its
 * own, or one made of the whole file, so that a file that is imported twice counts once (rule 2.8).
 */
#include "stock/stock_row.h"
#include "catalog/record.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>
#include <stdio.h>

/* Fields of the record that are no quantities. */
static const int settings[] = {
	S_DRAW_RANK, S_IS_PICKABLE, S_IS_RECEIVABLE, S_IS_ACTIVE, S_LOCATION_MIN};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(imp, u, &u->rows[0], field < 0 ? NULL : om__stock_noun.fields[field].name,
		code, word, "%s", text);
}

int om__stock_pass_on(struct om_import *imp, struct om_unit *u, int field, int rc,
	const struct om_err *refusal, struct om_err *err)
{
	if (rc >= 0)
		return rc;
	if (rc == OM_ENOMEM || rc == OM_EDB || rc == OM_EBUSY) {
		if (err)
			*err = *refusal;
		return rc;
	}
	om__import_fail(
		imp, u, &u->rows[0], field < 0 ? NULL : om__stock_noun.fields[field].name, refusal);
	return 0;
}

/* ---- where ---- */

int om__stock_warehouse(
	struct om_import *imp, const char *name, struct om__warehouse_ref *ret, struct om_err *err)
{
	struct om__stock_memory *memory = imp->user;
	int rc;

	if (memory && *name && !strcmp(memory->warehouse_name, name)) {
		*ret = memory->warehouse;
		return 1;
	}
	rc = om__warehouse_by_name(imp->om, name, ret, err);
	if (rc > 0 && memory && strlen(name) < sizeof(memory->warehouse_name)) {
		memory->warehouse = *ret;
		memcpy(memory->warehouse_name, name, strlen(name) + 1);
	}
	return rc;
}

static int find_warehouse(
	struct om_import *imp, struct om_unit *u, struct om__spot *at, struct om_err *err)
{
	const char *name = om__cell_text(&u->rows[0], S_WAREHOUSE);
	struct om_err refusal = {0};
	int rc = *name ? om__stock_warehouse(imp, name, &at->w, err) : 1;

	if (!*name)
		refuse(imp, u, S_WAREHOUSE, OM_EINVAL, "missing", "warehouse is missing");
	else if (rc == 0)
		return om__stock_pass_on(imp, u, S_WAREHOUSE,
			om__warehouse_unknown(imp->om, name, &refusal), &refusal, err);
	return rc < 0 ? rc : 0;
}

static int find_location(
	struct om_import *imp, struct om_unit *u, struct om__spot *at, struct om_err *err)
{
	struct om__stock_memory *memory = imp->user;
	const char *name = om__cell_text(&u->rows[0], S_LOCATION);
	bool is_made = om__import_flag(imp, "create-locations");
	struct om_err refusal = {0};
	char *key =
		memory ? om__printf(imp->chunk, "%" PRId64 "/%s", at->w.warehouse_id, name) : NULL;
	int rc;

	if (key && om__map_get(&memory->locations, key, &at->location_id)) {
		at->location_is_active = true;
		return om__stock_pass_on(imp, u, S_LOCATION,
			om__location_name(&at->w, name, &at->location, &refusal), &refusal, err);
	}
	rc = om__spot_location(imp->om, name, is_made, imp->chunk, at, &refusal);
	if (rc == OM_ENOTFOUND && !is_made)
		om_err_hint(&refusal, "--create-locations makes it");
	/* Only places that are committed are remembered: a chunk may be rolled back. */
	if (rc == 0 && key && at->location_id && imp->om->tx_depth == 0)
		rc = om__map_put(&memory->locations, key, at->location_id, &refusal);
	return om__stock_pass_on(imp, u, S_LOCATION, rc, &refusal, err);
}

/* Names of an edited record, as if the row had them. */
static int name_record(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	static const int names[] = {S_SKU, S_WAREHOUSE, S_LOCATION, S_LOT};
	struct om_row *row = &u->rows[0];
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(imp->om, OM__SQL_stock_place, OM__ARGS(OM__I("stock_id", u->id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc < 0 ? rc
			      : om_err_set(err, OM_ENOTFOUND, "no-stock-record",
					"no stock record %" PRId64, u->id);
	for (int i = 0; i < (int)OM_COUNT(names); i++) {
		char *text = om__strdup(imp->chunk, om__col_text(q, i));

		if (!text)
			return om__nomem(err);
		if (om__cell_has(row, names[i]) && strcmp(om__cell_text(row, names[i]), text))
			refuse(imp, u, names[i], OM_EREFUSED, "read-only",
				"a stock record keeps its product and place");
		else if (*text)
			om__cell_put_text(imp, row, names[i], text);
	}
	for (int i = S_ON_HAND; i <= S_LOCKED; i++)
		if (row->cells[i]->state != OM_CELL_ABSENT)
			refuse(imp, u, i, OM_EREFUSED, "read-only",
				"figures are changed by set, adjust, lock and unlock");
	return 0;
}

static int find_spot(
	struct om_import *imp, struct om_unit *u, struct om__spot *at, struct om_err *err)
{
	const struct om_row *row = &u->rows[0];
	struct om_err refusal = {0};
	int rc = u->is_edit ? name_record(imp, u, err) : 0;

	if (rc < 0 || u->is_bad)
		return rc;
	rc = om__spot_product(imp->om, om__cell_text(row, S_SKU),
		imp->options && imp->options->ignore_case, imp->chunk, at, &refusal);
	rc = om__stock_pass_on(imp, u, S_SKU, rc, &refusal, err);
	if (rc == 0)
		rc = find_warehouse(imp, u, at, err);
	if (rc == 0 && at->w.warehouse_id)
		rc = find_location(imp, u, at, err);
	if (rc < 0 || u->is_bad)
		return rc;
	om_err_clear(&refusal);
	rc = om__spot_record(imp->om, om__cell_text(row, S_LOT), at, &refusal);
	return om__stock_pass_on(imp, u, S_LOT, rc, &refusal, err);
}

/* ---- what ---- */

static int read_reason(
	struct om_import *imp, struct om_unit *u, struct om__stock_plan *p, struct om_err *err)
{
	const struct om_row *row = &u->rows[0];
	const char *text = om__cell_text(row, S_REASON);
	const struct om__stock_memory *memory = imp->user;
	struct om_err refusal = {0};

	if (memory && memory->source) {
		p->cause_type = memory->source;
		p->line = row->line;
	}
	p->reason = "correction";
	p->note = om__cell_has(row, S_NOTE) ? om__cell_text(row, S_NOTE) : NULL;
	if (!*text)
		return 0;
	return om__stock_pass_on(imp, u, S_REASON,
		om__stock_reason(imp->om, text, imp->chunk, &p->reason, &refusal), &refusal, err);
}

/* The reference of an adjustment: the row's, else that of the file. */
static const char *ref_of(struct om_import *imp, const struct om_unit *u)
{
	struct om__stock_memory *memory = imp->user;
	char hex[65];

	if (om__cell_has(&u->rows[0], S_REF))
		return om__cell_text(&u->rows[0], S_REF);
	if (!imp->is_file || !memory)
		return NULL;
	if (!*memory->ref) {
		om__sha_hex(&memory->sha, hex);
		snprintf(memory->ref, sizeof(memory->ref), "file:%.32s", hex);
	}
	return memory->ref;
}

/* May the file have booked the adjustment already?  Its own reference is made of all rows, so the
 * check cannot tell; a row like one that some file booked here is judged when it is applied, or a
 * file of deltas would be refused where its deltas no longer fit. */
static int may_be_booked(
	struct om_import *imp, const struct om__stock_plan *p, bool *ret, struct om_err *err)
{
	int64_t one;
	int rc = om__get_int(imp->om, OM__SQL_movement_by_file,
		OM__ARGS(OM__I("stock_id", p->at.stock_id), OM__I("delta", p->on_hand_delta)), &one,
		err);

	if (rc >= 0)
		*ret = rc > 0;
	return rc < 0 ? rc : 0;
}

static int read_adjustment(struct om_import *imp, struct om_unit *u, struct om__stock_plan *p,
	bool applies, struct om_err *err)
{
	bool known = false;
	int rc = 0;

	p->kind = "adjust";
	p->on_hand_delta = om__cell_num(&u->rows[0], S_ADJUSTMENT, 0);
	if (applies || om__cell_has(&u->rows[0], S_REF))
		p->ref = ref_of(imp, u);
	if (!p->at.stock_id || om__import_flag(imp, "again"))
		return 0;
	if (p->ref)
		rc = om__stock_ref_known(imp->om, p->at.stock_id, p->kind, p->ref, &known, err);
	else if (imp->is_file)
		rc = may_be_booked(imp, p, &known, err);
	if (known)
		p->on_hand_delta = 0;
	return rc;
}

static void check_was(struct om_import *imp, struct om_unit *u, const struct om__stock_plan *p)
{
	const struct om_row *row = &u->rows[0];

	if (p->on_hand_delta && om__cell_has(row, S_WAS) &&
		om__cell_num(row, S_WAS, 0) != p->at.on_hand)
		refuse(imp, u, S_WAS, OM_ECONFLICT, "changed",
			om__printf(imp->chunk, "'%s' at %s %s is %" PRId64 ", not %" PRId64,
				p->at.sku, p->at.w.name, p->at.location, p->at.on_hand,
				om__cell_num(row, S_WAS, 0)));
}

static int read_figures(struct om_import *imp, struct om_unit *u, struct om__stock_plan *p,
	bool applies, struct om_err *err)
{
	const struct om_row *row = &u->rows[0];
	bool has_set = om__cell_has(row, S_ON_HAND), has_delta = om__cell_has(row, S_ADJUSTMENT);
	int rc = 0;

	p->kind = "set";
	if (has_set && has_delta)
		refuse(imp, u, S_ADJUSTMENT, OM_EINVAL, "conflicting-columns",
			"on_hand and adjustment are both filled");
	else if (!has_set && !has_delta && !u->is_edit)
		refuse(imp, u, S_ON_HAND, OM_EINVAL, "missing", "on_hand or adjustment is missing");
	if (u->is_bad)
		return 0;
	p->has_figure = has_set || has_delta;
	if (has_delta)
		rc = read_adjustment(imp, u, p, applies, err);
	else if (has_set)
		p->on_hand_delta = om__cell_num(row, S_ON_HAND, 0) - p->at.on_hand;
	if (!has_delta && om__cell_has(row, S_REF))
		p->ref = om__cell_text(row, S_REF);
	if (om__cell_has(row, S_LOCKED))
		p->locked_delta = om__cell_num(row, S_LOCKED, 0) - p->at.locked;
	else if (row->cells[S_LOCKED]->state == OM_CELL_CLEAR)
		p->locked_delta = -p->at.locked;
	/* Figures that stay are none of this row's making; a negative one is the ledger's to
	 * refuse. */
	if (om__cell_has(row, S_LOCKED) && (p->on_hand_delta || p->locked_delta) &&
		p->at.locked + p->locked_delta > 0 &&
		p->at.on_hand + p->on_hand_delta < p->at.locked + p->locked_delta)
		refuse(imp, u, S_LOCKED, OM_EREFUSED, "above-on-hand",
			om__printf(imp->chunk, "%" PRId64 " locked of %" PRId64 " on hand",
				p->at.locked + p->locked_delta, p->at.on_hand + p->on_hand_delta));
	check_was(imp, u, p);
	return rc;
}

static int read_settings(
	struct om_import *imp, struct om_unit *u, struct om__stock_plan *p, struct om_err *err)
{
	struct om__spot *at = &p->at;
	struct om_row *row = &u->rows[0];
	const struct om_value current[OM__STOCK_SETTINGS] = {
		{.type = OM_T_INT,
			.num = at->draw_rank,
			.is_empty = !at->stock_id,
			.text = "",
			.unit = ""},
		{.type = OM_T_BOOL, .num = at->is_pickable, .text = "", .unit = ""},
		{.type = OM_T_BOOL, .num = at->is_receivable, .text = "", .unit = ""},
		{.type = OM_T_BOOL, .num = at->is_active, .text = "", .unit = ""},
		{.type = OM_T_INT,
			.num = at->location_min,
			.is_empty = !at->has_location_min,
			.text = "",
			.unit = ""},
	};
	bool *const marks[] = {&at->is_pickable, &at->is_receivable, &at->is_active};
	int rc;

	for (int i = S_IS_PICKABLE; i <= S_IS_ACTIVE; i++)
		om__cell_default(imp, row, i, 1);
	if (row->cells[S_DRAW_RANK]->state == OM_CELL_CLEAR)
		om__cell_empty(imp, row, S_DRAW_RANK);
	rc = om__import_diff(
		imp, row, current, settings, OM__STOCK_SETTINGS, p->changes, &p->change_count, err);
	at->draw_rank = om__cell_num(row, S_DRAW_RANK, at->draw_rank);
	for (int i = 0; i < 3; i++)
		*marks[i] = om__cell_num(row, S_IS_PICKABLE + i, *marks[i]);
	if (row->cells[S_LOCATION_MIN]->state == OM_CELL_CLEAR)
		at->has_location_min = false;
	if (om__cell_has(row, S_LOCATION_MIN)) {
		at->has_location_min = true;
		at->location_min = om__cell_num(row, S_LOCATION_MIN, 0);
	}
	if (p->change_count && !at->is_pickable && !at->is_receivable)
		refuse(imp, u, S_IS_PICKABLE, OM_EREFUSED, "no-use",
			"the record would be neither pickable nor receivable");
	return rc;
}

static void read_expiry(struct om_import *imp, struct om_unit *u, struct om__stock_plan *p)
{
	const struct om_cell *cell = u->rows[0].cells[S_EXPIRES_ON];
	struct om__spot *at = &p->at;

	if (cell->state == OM_CELL_VALUE && !*at->lot) {
		refuse(imp, u, S_EXPIRES_ON, OM_EREFUSED, "lot-not-tracked",
			"an expiry belongs to a lot, and none is named");
	} else if (cell->state == OM_CELL_VALUE) {
		p->changes_expiry = !at->has_expires_on || at->expires_on != cell->value.num;
		at->has_expires_on = true;
		at->expires_on = cell->value.num;
	} else if (cell->state == OM_CELL_CLEAR) {
		p->changes_expiry = at->has_expires_on;
		at->has_expires_on = false;
	}
}

static void check_cost(struct om_import *imp, struct om_unit *u, const struct om__stock_plan *p)
{
	const struct om_row *row = &u->rows[0];
	int64_t value;

	if (!om__cell_has(row, S_UNIT_COST))
		return;
	if (!om__cell_fits(row, S_UNIT_COST, om_company(imp->om)->currency))
		refuse(imp, u, S_UNIT_COST, OM_EINVAL, "currency-differs",
			om__printf(imp->chunk, "'%s' is not in %s", row->cells[S_UNIT_COST]->raw,
				om_company(imp->om)->currency));
	else if (p->on_hand_delta < 0 || (!p->has_figure && u->is_edit))
		refuse(imp, u, S_UNIT_COST, OM_EINVAL, "cost-without-units",
			"a cost is for added units, and none are added");
	else if (__builtin_mul_overflow(
			 p->on_hand_delta, om__cell_num(row, S_UNIT_COST, 0), &value))
		refuse(imp, u, S_UNIT_COST, OM_EINVAL, "out-of-range",
			"the value of the units is too large");
}

bool om__stock_changes(const struct om__stock_plan *p)
{
	return !p->at.stock_id || p->on_hand_delta || p->locked_delta || p->change_count ||
		p->changes_expiry;
}

int om__stock_moves_of(const struct om__stock_plan *p, struct om__move moves[2])
{
	const struct om__move common = {.stock_id = p->at.stock_id,
		.reason = p->reason,
		.note = p->note,
		.ref = p->ref,
		.cause_type = p->cause_type,
		.cause_id = p->line};
	int n = 0;

	if (p->locked_delta) {
		moves[n] = common;
		moves[n].kind = p->locked_delta > 0 ? "lock" : "unlock";
		moves[n].is_locked = true;
		moves[n++].delta = p->locked_delta;
	}
	if (p->on_hand_delta) {
		moves[n] = common;
		moves[n].kind = p->kind;
		moves[n++].delta = p->on_hand_delta;
	}
	return n;
}

/* The ledger's own tests, before anything of the row is written; a record that is not there yet
 * starts at 0. */
static int test_moves(struct om_import *imp, struct om_unit *u, const struct om__stock_plan *p,
	struct om_err *err)
{
	struct om__move moves[2];
	struct om_err refusal = {0};
	int field = p->on_hand_delta
		? (om__cell_has(&u->rows[0], S_ON_HAND) ? S_ON_HAND : S_ADJUSTMENT)
		: S_LOCKED;
	int n = om__stock_moves_of(p, moves), rc = 0;

	if (p->on_hand_delta > 0)
		rc = om__stock_pass_on(
			imp, u, S_LOT, om__spot_takes(&p->at, &refusal), &refusal, err);
	if (rc < 0 || u->is_bad)
		return rc;
	if (p->at.stock_id)
		return n ? om__stock_pass_on(imp, u, field,
				   om__stock_test(imp->om, moves, n, &refusal), &refusal, err)
			 : 0;
	if (p->on_hand_delta < 0)
		refuse(imp, u, field, OM_EINVAL, "negative",
			om__printf(imp->chunk,
				"'%s' has no stock record at %s %s, so it cannot lose units",
				p->at.sku, p->at.w.name, p->at.location));
	else if (p->on_hand_delta > OM__STOCK_MAX)
		refuse(imp, u, field, OM_EINVAL, "out-of-range", "more units than a record holds");
	return 0;
}

static int examine(struct om_import *imp, struct om_unit *u, struct om__stock_plan *p, bool applies,
	struct om_err *err)
{
	int rc = find_spot(imp, u, &p->at, err);

	if (rc < 0 || u->is_bad)
		return rc;
	rc = read_reason(imp, u, p, err);
	if (rc == 0)
		rc = read_figures(imp, u, p, applies, err);
	if (rc == 0)
		rc = read_settings(imp, u, p, err);
	if (rc < 0)
		return rc;
	read_expiry(imp, u, p);
	check_cost(imp, u, p);
	if (p->at.stock_id && om__is_one_too_many(imp, u, om__stock_changes(p)))
		refuse(imp, u, S_SKU, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "there is a stock record of '%s' at %s %s already",
				p->at.sku, p->at.w.name, p->at.location));
	if (u->is_bad || !om__stock_changes(p))
		return 0;
	if (!p->at.product_is_active)
		refuse(imp, u, S_SKU, OM_EREFUSED, "inactive-sku",
			om__printf(imp->chunk, "product '%s' is inactive", p->at.sku));
	if (!p->at.w.is_active)
		refuse(imp, u, S_WAREHOUSE, OM_EREFUSED, "inactive-warehouse",
			om__printf(imp->chunk, "warehouse '%s' is inactive", p->at.w.name));
	if (!p->at.stock_id && imp->options && imp->options->no_create)
		refuse(imp, u, S_SKU, OM_ENOTFOUND, "no-stock-record",
			om__printf(imp->chunk, "no stock record of '%s' at %s %s", p->at.sku,
				p->at.w.name, p->at.location));
	return test_moves(imp, u, p, err);
}

int om__stock_understand(struct om_import *imp, struct om_unit *u, struct om__stock_plan *p,
	bool applies, struct om_err *err)
{
	struct om_row *rows = u->rows, *row;
	int rc = om__row_copy(imp, rows, &row, err);

	if (rc < 0)
		return rc;
	u->rows = row;
	rc = examine(imp, u, p, applies, err);
	u->rows = rows;
	return rc;
}
