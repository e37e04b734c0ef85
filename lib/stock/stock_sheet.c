/* The stock sheet: absolute figures, adjustments, flags and costs, row by row (inventory.md,
 * Sheets: stock).  What a row means is found out in stock_row.c; here it is written, in the order
 * place, record, settings, movements, value. */
#include "catalog/record.h"
#include "core/core.h"
#include "stock/stock_row.h"
#include <inttypes.h>

static const char *const flags[] = {"create-locations", "again", NULL};

/* A warehouse given for every row is wrong once, not row by row. */
static int check_presets(struct om_import *imp, struct om_err *err)
{
	struct om__warehouse_ref w;
	int rc = 0;

	for (int i = 0; rc == 0 && i < imp->options->preset_count; i++)
		if (!strcmp(imp->options->presets[i].column, "warehouse")) {
			rc = om__warehouse_need(
				imp->om, imp->options->presets[i].value, false, &w, err);
			if (rc < 0)
				om_err_at(err, "--warehouse", 0, 0);
		}
	return rc;
}

static int begin(struct om_import *imp, struct om_err *err)
{
	struct om__stock_memory *memory = OM_NEW(&imp->arena, struct om__stock_memory);

	if (!memory)
		return om__nomem(err);
	om__sha_init(&memory->sha);
	om__map_init(&memory->locations);
	if (imp->is_file) {
		memory->source = om__printf(&imp->arena, "file:%s", imp->options->path);
		if (!memory->source)
			return om__nomem(err);
	}
	imp->user = memory;
	return check_presets(imp, err);
}

static int check(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	struct om__stock_memory *memory = imp->user;
	struct om__stock_plan p = {0};

	if (memory) {
		int rc = om__import_sha(imp, u, err);

		if (rc < 0)
			return rc;
		om__sha_add(&memory->sha, u->sha, sizeof(u->sha));
	}
	return om__stock_understand(imp, u, &p, false, err);
}

/* ---- writing ---- */

static int write_settings(
	struct om_import *imp, const struct om__stock_plan *p, bool is_new, struct om_err *err)
{
	const struct om__spot *at = &p->at;
	bool wakes = false;
	int rc;

	if (!p->change_count)
		return 0;
	rc = om__exec(imp->om, OM__SQL_stock_settle,
		OM__ARGS(OM__I("stock_id", at->stock_id), OM__I("draw_rank", at->draw_rank),
			OM__I("is_pickable", at->is_pickable),
			OM__I("is_receivable", at->is_receivable),
			OM__I("is_active", at->is_active),
			OM__V("location_min", at->has_location_min, at->location_min)),
		err);
	for (int i = 0; rc >= 0 && i < p->change_count && !is_new; i++) {
		const struct om_change *c = &p->changes[i];

		wakes = wakes || c->field == S_IS_PICKABLE || c->field == S_IS_ACTIVE;
		rc = om__history(imp->om, "stock", at->stock_id,
			om__stock_noun.fields[c->field].name, c->old_text, c->new_text, err);
	}
	/* A record that closes is told too: orders that hold a part there may look elsewhere. */
	if (rc < 0 || !wakes)
		return rc < 0 ? rc : 0;
	return om__event(imp->om,
		(struct om__event){.kind = OM__EV_LOCATION_READY,
			.product_id = at->product_id,
			.warehouse_id = at->w.warehouse_id},
		err);
}

static int write_expiry(struct om_import *imp, const struct om__stock_plan *p, struct om_err *err)
{
	int rc;

	if (!p->changes_expiry)
		return 0;
	rc = om__exec(imp->om, OM__SQL_lot_update,
		OM__ARGS(OM__I("product_id", p->at.product_id), OM__S("lot", p->at.lot),
			OM__V("expires_on", p->at.has_expires_on, p->at.expires_on)),
		err);
	if (rc < 0 || !p->at.has_expires_on)
		return rc < 0 ? rc : 0;
	return om__event(imp->om,
		(struct om__event){.kind = OM__EV_LOCATION_READY,
			.product_id = p->at.product_id,
			.warehouse_id = p->at.w.warehouse_id},
		err);
}

static int write_value(struct om_import *imp, const struct om_row *row,
	const struct om__stock_plan *p, struct om_err *err)
{
	struct om__stock_memory *memory = imp->user;
	int64_t units = p->on_hand_delta;

	if (!units || !p->at.w.is_valued)
		return 0;
	if (units < 0)
		return om__layers_lose(
			imp->om, p->at.product_id, p->at.w.warehouse_id, -units, err);
	if (om__cell_has(row, S_UNIT_COST))
		return om__layer_add(imp->om, p->at.product_id, p->at.w.warehouse_id, units,
			units * om__cell_num(row, S_UNIT_COST, 0), "manual", err);
	if (memory)
		memory->chunk_without_cost += units;
	return 0;
}

/* Place and record, as far as they are missing. */
static int make_spot(struct om_import *imp, struct om__stock_plan *p, struct om_err *err)
{
	struct om__spot *at = &p->at;
	int rc = 0;

	if (!at->location_id)
		rc = om__location_make(imp->om, at->w.warehouse_id, at->location, true, true,
			&at->location_id, err);
	if (rc == 0 && !at->stock_id) {
		rc = om__stock_make(imp->om, at->product_id, at->w.warehouse_id, at->location_id,
			at->lot, &at->stock_id, err);
		if (rc == 0 && p->change_count && !at->draw_rank)
			rc = om__get_int(imp->om, OM__SQL_stock_draw_rank,
				OM__ARGS(OM__I("stock_id", at->stock_id)), &at->draw_rank, err);
	}
	return rc < 0 ? rc : 0;
}

static int apply(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct om__move moves[2];
	struct om_err refusal = {0};
	struct om__stock_plan p = {0};
	bool is_new;
	int n, rc = om__stock_understand(imp, u, &p, true, err);

	if (rc < 0 || u->is_bad)
		return rc;
	is_new = !p.at.stock_id;
	u->id = p.at.stock_id;
	if (!is_new && !u->is_edit && imp->on_exists == OM_EXISTS_SKIP) {
		*ret_outcome = OM_SKIPPED;
		return 0;
	}
	*ret_outcome = is_new ? OM_CREATED : om__stock_changes(&p) ? OM_UPDATED : OM_UNCHANGED;
	if (*ret_outcome == OM_UNCHANGED)
		return 0;
	rc = make_spot(imp, &p, err);
	u->id = p.at.stock_id;
	if (rc == 0)
		rc = write_settings(imp, &p, is_new, err);
	if (rc == 0)
		rc = write_expiry(imp, &p, err);
	n = om__stock_moves_of(&p, moves);
	if (rc == 0)
		rc = om__stock_pass_on(imp, u, S_ON_HAND,
			om__stock_move(imp->om, moves, n, &refusal), &refusal, err);
	return rc < 0 || u->is_bad ? rc : write_value(imp, &u->rows[0], &p, err);
}

static void committed(struct om *om, void *arg)
{
	struct om__stock_memory *memory = arg;

	(void)om;
	memory->without_cost += memory->chunk_without_cost;
	memory->chunk_without_cost = 0;
}

/* A record by itself may be part of a longer transaction, which ends after its import: nothing of
 * that may be left to the commit. */
static int flush(struct om_import *imp, struct om_err *err)
{
	return imp->is_file ? om__on_commit(imp->om, committed, imp->user, err) : 0;
}

static void rollback(struct om_import *imp)
{
	struct om__stock_memory *memory = imp->user;

	if (memory)
		memory->chunk_without_cost = 0;
}

static void end(struct om_import *imp)
{
	struct om__stock_memory *memory = imp->user;
	int64_t units;

	if (!memory)
		return;
	units = memory->without_cost + memory->chunk_without_cost;
	om__map_release(&memory->locations);
	if (units && imp->report)
		imp->report->note = om__printf(&imp->om->arena,
			"%" PRId64 " unit%s added without cost", units, units == 1 ? "" : "s");
	if (imp->report && !imp->report->note)
		imp->report->note = "";
	imp->user = NULL;
}

/* An empty location is the special one of its warehouse, so that both spellings are one key. */
static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	const struct om_row *row = &u->rows[0];
	const char *location = om__cell_text(row, S_LOCATION), *sku = om__cell_text(row, S_SKU);
	const char *warehouse = om__fold(arena, om__cell_text(row, S_WAREHOUSE));
	struct om__spot at = {0};

	if (imp->options && imp->options->ignore_case)
		sku = om__fold(arena, sku);
	if (!warehouse || !sku)
		return NULL;
	if (!*location &&
		om__stock_warehouse(imp, om__cell_text(row, S_WAREHOUSE), &at.w, NULL) > 0)
		location = at.w.is_external ? OM__GLOBAL : OM__UNCONFIGURED;
	return om__printf(
		arena, "%s\n%s\n%s\n%s", warehouse, location, sku, om__cell_text(row, S_LOT));
}

const struct om_importer om__stock_importer = {
	.noun = &om__stock_noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.flags = flags,
	.key = key,
	.begin = begin,
	.check = check,
	.apply = apply,
	.flush = flush,
	.rollback = rollback,
	.end = end,
	.find = om__stock_find,
};
