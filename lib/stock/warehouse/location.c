/* Locations: places in a warehouse (inventory.md, location).
 *
 * UNCONFIGURED and GLOBAL belong to their warehouse and are not edited.  A change that makes units
 * pickable tells the orders that wait for them. */
#include "base/text.h"
#include "catalog/frame.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>

enum {
	L_WAREHOUSE,
	L_LOCATION,
	L_IS_PICKABLE,
	L_IS_RECEIVABLE,
	L_IS_ACTIVE,
	L_WAREHOUSE_TYPE,
	L_COUNT,
};
static const struct om_field fields[L_COUNT] = {
	[L_WAREHOUSE] = {"warehouse", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_location_warehouse, .help = "warehouse it is in"},
	[L_LOCATION] = {"location", OM_T_TEXT, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_location_location, .aliases = "stock_location|bin",
		.help = "name, 1 to 50 characters"},
	[L_IS_PICKABLE] = {"is_pickable", OM_T_BOOL, OM_F_LIST | OM_F_SHEET,
		OM__F_location_is_pickable, .aliases = "pickable",
		.help = "no: its units are not available"},
	[L_IS_RECEIVABLE] = {"is_receivable", OM_T_BOOL, OM_F_LIST | OM_F_SHEET,
		OM__F_location_is_receivable, .aliases = "receivable",
		.help = "no: not offered for receipts"},
	[L_IS_ACTIVE] = {"is_active", OM_T_BOOL, OM_F_LIST | OM_F_SHEET, OM__F_location_is_active,
		.aliases = "active", .help = "no: as neither; its units stay on hand"},
	[L_WAREHOUSE_TYPE] = {"warehouse_type", OM_T_WORD, OM_F_READONLY,
		OM__F_location_warehouse_type,
		.choices = "in-house 3pl retail virtual dropship fba wfs",
		.help = "type of the warehouse"},
};
static const struct om_noun noun = {
	.name = "location",
	.plural = "locations",
	.fields = fields,
	.field_count = L_COUNT,
	.from = OM__F_location_from,
	.key = OM__F_location_key,
	.ids = OM__F_location_ids,
	.find = OM__F_location_find,
	.summary = "warehouse",
};

const struct om_noun *om_location_noun(void)
{
	return &noun;
}

struct location {
	int64_t location_id, warehouse_id;
	const char *location, *location_key, *sort_key;
	bool is_pickable, is_receivable, is_active;
};
enum { M_ID, M_WAREHOUSE, M_LOCATION, M_KEY, M_SORT, M_PICKABLE, M_RECEIVABLE, M_ACTIVE, M_COUNT };
static const struct om__bindmap map[M_COUNT] = {
	[M_ID] = OM__MAP_I(location, location_id),
	[M_WAREHOUSE] = OM__MAP_I(location, warehouse_id),
	[M_LOCATION] = OM__MAP_S(location, location),
	[M_KEY] = OM__MAP_S(location, location_key),
	[M_SORT] = OM__MAP_S(location, sort_key),
	[M_PICKABLE] = OM__MAP_F(location, is_pickable),
	[M_RECEIVABLE] = OM__MAP_F(location, is_receivable),
	[M_ACTIVE] = OM__MAP_F(location, is_active),
};
static const struct om__record_field record_fields[] = {
	{L_LOCATION, M_LOCATION, -1},
	{L_IS_PICKABLE, M_PICKABLE, -1},
	{L_IS_RECEIVABLE, M_RECEIVABLE, -1},
	{L_IS_ACTIVE, M_ACTIVE, -1},
};
static const struct om__record_kind kind = {
	.entity = "location",
	.noun = &noun,
	.map = map,
	.member_count = M_COUNT,
	.fields = record_fields,
	.field_count = OM_COUNT(record_fields),
};

struct state {
	struct location l;
	struct om__warehouse_ref w;
	bool was_ready;
	struct om_change changes[OM__RECORD_FIELDS];
	int change_count;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(imp, u, &u->rows[0], fields[field].name, code, word, "%s", text);
}

/* The warehouse: of the row, or of the record that is edited.  1, OM__FRAME_LOST, negative. */
static int find_warehouse(
	struct om_import *imp, struct om_unit *u, struct state *s, struct om_err *err)
{
	const char *name = om__cell_text(&u->rows[0], L_WAREHOUSE);
	struct om_err refusal = {0};
	char *stored;
	int rc;

	if (u->is_edit) {
		rc = om__get_text(imp->om, OM__SQL_location_warehouse, OM__ARGS(OM__I("id", u->id)),
			imp->chunk, &stored, err);
		if (rc <= 0)
			return rc < 0 ? rc
				      : om_err_set(err, OM_ENOTFOUND, "unknown-location",
						"no location %" PRId64, u->id);
		if (*name && !om__caseeq(name, stored))
			refuse(imp, u, L_WAREHOUSE, OM_EREFUSED, "read-only",
				"a location stays in its warehouse");
		name = stored;
	}
	if (*name && om__warehouse_need(imp->om, name, false, &s->w, &refusal) >= 0)
		return 1;
	if (*name)
		om__import_fail(imp, u, &u->rows[0], "warehouse", &refusal);
	else
		refuse(imp, u, L_WAREHOUSE, OM_EINVAL, "missing", "warehouse is missing");
	return OM__FRAME_LOST;
}

/* Another location that has the name, or has it in other letters. */
static int check_name(struct om_import *imp, struct om_unit *u, const struct state *s,
	const char *name, const char *twin, int64_t id)
{
	/* A location may be given its own name in other letters. */
	if (twin && !(u->is_edit && om__caseeq(twin, s->l.location)))
		refuse(imp, u, L_LOCATION, OM_EREFUSED, "name-case",
			om__printf(imp->chunk,
				"'%s' differs from location '%s' of '%s' only in letter case", name,
				twin, s->w.name));
	else if (u->is_edit && id && id != u->id)
		refuse(imp, u, L_LOCATION, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "there is a location '%s' in '%s' already", name,
				s->w.name));
	else
		return s->l.location_id != 0;
	return OM__FRAME_LOST;
}

static int find_location(
	struct om_import *imp, struct om_unit *u, struct state *s, struct om_err *err)
{
	const char *name = om__cell_text(&u->rows[0], L_LOCATION);
	struct om__location_ref ref = {0};
	struct om_err refusal = {0};
	char *twin = NULL;
	int64_t id;
	int rc = 0;

	if (*name && om__location_name_check(name, &refusal) < 0) {
		om__import_fail(imp, u, &u->rows[0], "location", &refusal);
		return OM__FRAME_LOST;
	}
	if (!u->is_edit && !*name) {
		refuse(imp, u, L_LOCATION, OM_EINVAL, "missing", "location is missing");
		return OM__FRAME_LOST;
	}
	if (*name)
		rc = om__location_by_name(
			imp->om, s->w.warehouse_id, name, &ref, imp->chunk, &twin, err);
	id = u->is_edit ? u->id : ref.location_id;
	if (rc >= 0 && id)
		rc = om__record_one(imp->om, &kind, OM__SQL_location_by_id,
			OM__ARGS(OM__I("id", id)), &s->l, imp->chunk, err);
	return rc < 0 ? rc : check_name(imp, u, s, name, twin, ref.location_id);
}

static int find_stored(struct om_import *imp, struct om_unit *u, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct state *s = found;
	int rc = find_warehouse(imp, u, s, err);

	if (rc == 1)
		rc = find_location(imp, u, s, err);
	if (rc == 1) {
		u->id = s->l.location_id;
		s->was_ready = s->l.is_active && s->l.is_pickable;
	}
	if (rc == 0)
		s->l = (struct location){.warehouse_id = s->w.warehouse_id,
			.location = om__cell_text(row, L_LOCATION),
			.is_pickable = true,
			.is_receivable = true,
			.is_active = true};
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct state *s = found;

	(void)row;
	return om__printf(imp->chunk, "location '%s' in '%s'", s->l.location, s->w.name);
}

static int check_off(
	struct om_import *imp, struct om_unit *u, const struct state *s, struct om_err *err)
{
	int64_t units;
	int rc;

	if (s->l.is_active || !s->change_count)
		return 0;
	rc = om__get_int(imp->om, OM__SQL_location_allocated,
		OM__ARGS(OM__I("id", s->l.location_id)), &units, err);
	if (rc > 0 && units > 0)
		refuse(imp, u, L_IS_ACTIVE, OM_EREFUSED, "has-allocations",
			om__printf(imp->chunk, "%s at '%s'",
				OM_COUNTED(units, "allocated unit lies", "allocated units lie"),
				s->l.location));
	return rc < 0 ? rc : 0;
}

static void put_defaults(struct om_import *imp, struct om_unit *u, struct om_row *row)
{
	(void)u;
	for (int i = L_IS_PICKABLE; i <= L_IS_ACTIVE; i++)
		om__cell_default(imp, row, i, 1);
}

/* Reads what the row leaves behind: a new location, or changes of a stored one. */
static int judge(struct om_import *imp, struct om_unit *u, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	struct state *s = found;
	const char *name = s->l.location;
	bool is_special = s->w.is_external || !strcmp(name, OM__UNCONFIGURED);
	int rc = 0;

	if (is_stored)
		rc = om__record_change(imp, &kind, &s->l, row, s->changes, &s->change_count, err);
	else
		om__record_fill(&kind, &s->l, row);
	if (rc < 0)
		return rc;
	if (!is_stored && s->w.is_external)
		refuse(imp, u, L_LOCATION, OM_EREFUSED, "location-external",
			om__printf(
				imp->chunk, "'%s' has only the location " OM__GLOBAL, s->w.name));
	else if (is_special && s->change_count)
		refuse(imp, u, s->changes[0].field, OM_EREFUSED, "read-only",
			om__printf(imp->chunk, "location '%s' of '%s' cannot be changed", name,
				s->w.name));
	else if (!s->l.is_pickable && !s->l.is_receivable && (!is_stored || s->change_count))
		refuse(imp, u, L_IS_PICKABLE, OM_EREFUSED, "no-use",
			om__printf(imp->chunk,
				"location '%s' would be neither pickable nor receivable",
				s->l.location));
	return check_off(imp, u, s, err);
}

/* Every product with free units at the location. */
static int tell_ready(struct om *om, const struct location *l, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(
		om, OM__SQL_location_products, OM__ARGS(OM__I("id", l->location_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = om__event(om,
			(struct om__event){.kind = OM__EV_LOCATION_READY,
				.product_id = om__col_int(q, 0),
				.warehouse_id = l->warehouse_id},
			err);
	return rc < 0 ? rc : 0;
}

static int write_location(struct om_import *imp, struct location *l, struct om_err *err)
{
	l->location_key = om__fold(imp->chunk, l->location);
	l->sort_key = om__natural_key(imp->chunk, l->location);
	if (!l->location_key || !l->sort_key)
		return om__nomem(err);
	return om__record_write(imp->om, &kind, OM__SQL_location_update, l, err);
}

static int update(struct om_import *imp, struct om_unit *u, const struct om_row *row, void *found,
	bool is_write, int *ret_changed, struct om_err *err)
{
	struct state *s = found;
	int rc;

	(void)u;
	(void)row;
	*ret_changed = s->change_count;
	if (!s->change_count || !is_write)
		return 0;
	rc = write_location(imp, &s->l, err);
	if (rc == 0)
		rc = om__record_history(
			imp->om, &kind, s->l.location_id, s->changes, s->change_count, err);
	if (rc == 0 && !s->was_ready && s->l.is_active && s->l.is_pickable)
		rc = tell_ready(imp->om, &s->l, err);
	/* Orders that hold a part of what they need there may have to look elsewhere now. */
	if (rc == 0 && s->was_ready && !(s->l.is_active && s->l.is_pickable))
		rc = om__event(imp->om,
			(struct om__event){
				.kind = OM__EV_LOCATION_READY, .warehouse_id = s->l.warehouse_id},
			err);
	return rc;
}

static int create(struct om_import *imp, struct om_unit *u, const struct om_row *row, void *found,
	struct om_err *err)
{
	struct location *l = &((struct state *)found)->l;
	int rc = om__location_make(imp->om, l->warehouse_id, l->location, l->is_pickable,
		l->is_receivable, &l->location_id, err);

	(void)row;
	u->id = l->location_id;
	return rc < 0 || l->is_active ? rc : write_location(imp, l, err);
}

static const struct om__frame frame = {
	.size = sizeof(struct state),
	.field = "location",
	.unknown = "unknown-location",
	.clean = put_defaults,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	const struct om_row *row = &u->rows[0];
	char *warehouse = om__fold(arena, om__cell_text(row, L_WAREHOUSE));
	char *location = om__fold(arena, om__cell_text(row, L_LOCATION));

	(void)imp;
	return warehouse && location ? om__printf(arena, "%s\n%s", warehouse, location) : NULL;
}

/* WAREHOUSE:LOCATION; both may hold colons, so each colon is tried. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_arena *arena = &om->arena;

	for (const char *colon = strchr(operand, ':'); colon; colon = strchr(colon + 1, ':')) {
		struct om_mark mark = om__arena_mark(arena);
		struct om__warehouse_ref w;
		struct om__location_ref l;
		char *name = om__strndup(arena, operand, (size_t)(colon - operand));
		int rc = name ? om__warehouse_by_name(om, name, &w, err) : om__nomem(err);

		if (rc > 0)
			rc = om__location_by_name(
				om, w.warehouse_id, colon + 1, &l, arena, NULL, err);
		om__arena_rewind(arena, mark);
		if (rc > 0)
			*ret_id = l.location_id;
		if (rc)
			return rc < 0 ? rc : 0;
	}
	om_err_set(err, OM_ENOTFOUND, "unknown-location", "no location '%s'", operand);
	om_err_hint(err, "a location is WAREHOUSE:LOCATION");
	return OM_ENOTFOUND;
}

const struct om_importer om__location_importer = {
	.noun = &noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.find = find,
};
