/* Labels as records: om-admin label.  What may carry them refers to them by name (core/label.h).
 *
 * A label is unique, also against ASCII case, and keeps its name.  An inactive one stays where it
 * is and is given to nothing more. */
#include "setup/setup.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/frame.h"
#include "core/core.h"

enum {
	B_LABEL,
	B_COLOR,
	B_IS_ACTIVE,
	B_LABEL_ID,
	B_CREATED_AT,
	B_MODIFIED_AT,
	B_COUNT,
};

static const struct om_field fields[B_COUNT] = {
	[B_LABEL] = {.name = "label",
		.type = OM_T_REF,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.sql = OM__F_label_label,
		.aliases = "name",
		.max = 60,
		.help = "the word"},
	[B_COLOR] = {.name = "color",
		.type = OM_T_ID,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_label_color,
		.max = 7,
		.help = "its color as #rrggbb"},
	[B_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_label_is_active,
		.aliases = "active",
		.help = "default yes; no: is given to no further record"},
	[B_LABEL_ID] = {.name = "label_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_label_label_id,
		.help = "key, never changes"},
	[B_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_label_created_at,
		.help = "when it was made"},
	[B_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_label_modified_at,
		.help = "when it last changed"},
};

const struct om_noun om__label_noun = {
	.name = "label",
	.plural = "labels",
	.fields = fields,
	.field_count = B_COUNT,
	.from = OM__F_label_from,
	.key = OM__F_label_key,
	.ids = OM__F_label_ids,
	.find = OM__F_label_find,
	.summary = "is_active",
};

const struct om_noun *om_label_noun(void)
{
	return &om__label_noun;
}

/* ---- the record ---- */

struct label {
	int64_t label_id;
	const char *label, *label_key, *color;
	bool is_active;
	int64_t created_at, modified_at, created_run;
};

enum member {
	M_LABEL_ID,
	M_LABEL,
	M_LABEL_KEY,
	M_COLOR,
	M_IS_ACTIVE,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_LABEL_ID] = OM__MAP_I(label, label_id),
	[M_LABEL] = OM__MAP_S(label, label),
	[M_LABEL_KEY] = OM__MAP_S(label, label_key),
	[M_COLOR] = OM__MAP_S(label, color),
	[M_IS_ACTIVE] = OM__MAP_F(label, is_active),
	[M_CREATED_AT] = OM__MAP_I(label, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(label, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(label, created_run),
};

static const struct om__record_field stored[] = {
	{B_COLOR, M_COLOR, -1},
	{B_IS_ACTIVE, M_IS_ACTIVE, -1},
};

static const struct om__record_kind kind = {
	.entity = "label",
	.noun = &om__label_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int by_name(struct om *om, const char *name, struct om_arena *arena, struct label *ret,
	struct om_err *err)
{
	char *key = om__fold(arena, name);

	if (!key)
		return om__nomem(err);
	return om__record_one(om, &kind, OM__SQL_label_by_key, OM__ARGS(OM__S("label_key", key)),
		ret, arena, err);
}

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct label *l = found;
	int rc;

	if (unit->is_edit)
		return om__record_one(imp->om, &kind, OM__SQL_label_by_id,
			OM__ARGS(OM__I("label_id", unit->id)), l, imp->chunk, err);
	rc = by_name(imp->om, om__cell_text(row, B_LABEL), imp->chunk, l, err);
	unit->id = l->label_id;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct label *l = found;

	return om__printf(
		imp->chunk, "label '%s'", l->label ? l->label : om__cell_text(row, B_LABEL));
}

/* ---- checking ---- */

static void check_cells(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	om__cell_default(imp, row, B_IS_ACTIVE, 1);
	om__cell_check_color(imp, unit, row, B_COLOR);
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct label *old = found;

	(void)err;
	if (is_stored)
		om__cell_check_name(imp, unit, row, B_LABEL, old->label);
	return 0;
}

/* ---- writing ---- */

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct label l = {.label = om__cell_text(row, B_LABEL),
		.color = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int rc = om__ids(imp->om, "label", 1, &l.label_id, err);

	(void)found;
	if (rc == 0)
		rc = om__run(imp->om, &l.created_run, err);
	if (rc < 0)
		return rc;
	l.label_key = om__fold(imp->chunk, l.label);
	if (!l.label_key)
		return om__nomem(err);
	om__record_fill(&kind, &l, row);
	unit->id = l.label_id;
	return om__record_write(imp->om, &kind, OM__SQL_label_insert, &l, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct label *l = found;
	int n = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &kind, l, row, changes, &n, err);
	*ret_changed = n;
	if (rc < 0 || !n || !is_write)
		return rc;
	l->modified_at = om_now(imp->om);
	rc = om__record_write(imp->om, &kind, OM__SQL_label_update, l, err);
	return rc < 0 ? rc : om__record_history(imp->om, &kind, l->label_id, changes, n, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct label),
	.field = "label",
	.unknown = "unknown-label",
	.clean = check_cells,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__cell_has(unit->rows, B_LABEL)
		? om__fold(arena, om__cell_text(unit->rows, B_LABEL))
		: NULL;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct label l = {0};
	int rc = by_name(om, operand, &om->arena, &l, err);

	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(err, OM_ENOTFOUND, "unknown-label", "no label '%s'", operand);
	*ret_id = l.label_id;
	return 0;
}

const struct om_importer om__label_importer = {
	.noun = &om__label_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.find = find,
};
