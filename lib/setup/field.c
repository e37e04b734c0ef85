/* Definitions of custom fields as records: om-admin field (catalog.md C15, orders.md R26.4).
 *
 * A name is unique among the fields of its entity, also against ASCII case, and may be changed: the
 * column cf:NAME is called by it.  Entity and type stay, since values are stored by them.  Nothing
 * is deleted: an inactive field keeps its values and takes no new ones. */
#include "setup/setup.h"
#include "base/text.h"
#include "catalog/frame.h"
#include "core/core.h"
#include "core/custom.h"

#define ENTITIES "product order customer"

enum {
	F_NAME,
	F_ENTITY,
	F_TYPE,
	F_OPTIONS,
	F_DESCRIPTION,
	F_IS_REQUIRED,
	F_SHOW_ON_GRID,
	F_IS_ACTIVE,
	F_FIELD_ID,
	F_CREATED_AT,
	F_MODIFIED_AT,
	F_COUNT,
};

static const struct om_field fields[F_COUNT] = {
	[F_NAME] = {.name = "name",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.sql = OM__F_field_name,
		.aliases = "field|custom_field_name",
		.max = 60,
		.help = "what follows cf: in headers and filters, exactly"},
	[F_ENTITY] = {.name = "entity",
		.type = OM_T_WORD,
		.flags = OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		.sql = OM__F_field_entity,
		.choices = ENTITIES,
		.help = "which records have it, fixed at creation"},
	[F_TYPE] = {.name = "type",
		.type = OM_T_WORD,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_field_type,
		.choices = OM__CUSTOM_TYPES,
		.help = "type of its values, fixed at creation; default text"},
	[F_OPTIONS] = {.name = "options",
		.type = OM_T_SET,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_field_options,
		.max = 10000,
		.help = "of a list: the values that it takes, joined by |"},
	[F_DESCRIPTION] = {.name = "description",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_field_description,
		.max = 255,
		.help = "what it is for"},
	[F_IS_REQUIRED] = {.name = "is_required",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_field_is_required,
		.aliases = "required",
		.help = "a value once given may not be cleared"},
	[F_SHOW_ON_GRID] = {.name = "show_on_grid",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET | OM_F_SWITCH,
		.sql = OM__F_field_show_on_grid,
		.help = "a column of every list that names none"},
	[F_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | OM_F_SHEET,
		.sql = OM__F_field_is_active,
		.aliases = "active",
		.help = "default yes; no: takes no new values and leaves exports"},
	[F_FIELD_ID] = {.name = "field_id",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_field_field_id,
		.help = "key, never changes"},
	[F_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_field_created_at,
		.help = "when it was made"},
	[F_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_field_modified_at,
		.help = "when it last changed"},
};

const struct om_noun om__field_noun = {
	.name = "field",
	.plural = "fields",
	.fields = fields,
	.field_count = F_COUNT,
	.from = OM__F_field_from,
	.key = OM__F_field_key,
	.ids = OM__F_field_ids,
	.find = OM__F_field_find,
	.summary = "entity",
};

const struct om_noun *om_custom_field_noun(void)
{
	return &om__field_noun;
}

/* ---- the record ---- */

struct definition {
	int64_t custom_field_id;
	const char *entity, *name, *name_key, *type, *options, *description;
	bool is_required, show_on_grid, is_active;
	int64_t created_at, modified_at, created_run;
};

enum member {
	M_CUSTOM_FIELD_ID,
	M_ENTITY,
	M_NAME,
	M_NAME_KEY,
	M_TYPE,
	M_OPTIONS,
	M_DESCRIPTION,
	M_IS_REQUIRED,
	M_SHOW_ON_GRID,
	M_IS_ACTIVE,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_CUSTOM_FIELD_ID] = OM__MAP_I(definition, custom_field_id),
	[M_ENTITY] = OM__MAP_S(definition, entity),
	[M_NAME] = OM__MAP_S(definition, name),
	[M_NAME_KEY] = OM__MAP_S(definition, name_key),
	[M_TYPE] = OM__MAP_S(definition, type),
	[M_OPTIONS] = OM__MAP_S(definition, options),
	[M_DESCRIPTION] = OM__MAP_S(definition, description),
	[M_IS_REQUIRED] = OM__MAP_F(definition, is_required),
	[M_SHOW_ON_GRID] = OM__MAP_F(definition, show_on_grid),
	[M_IS_ACTIVE] = OM__MAP_F(definition, is_active),
	[M_CREATED_AT] = OM__MAP_I(definition, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(definition, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(definition, created_run),
};

static const struct om__record_field stored[] = {
	{F_NAME, M_NAME, -1},
	{F_ENTITY, M_ENTITY, -1},
	{F_TYPE, M_TYPE, -1},
	{F_OPTIONS, M_OPTIONS, -1},
	{F_DESCRIPTION, M_DESCRIPTION, -1},
	{F_IS_REQUIRED, M_IS_REQUIRED, -1},
	{F_SHOW_ON_GRID, M_SHOW_ON_GRID, -1},
	{F_IS_ACTIVE, M_IS_ACTIVE, -1},
};

static const struct om__record_kind kind = {
	.entity = "field",
	.noun = &om__field_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int by_key(struct om_import *imp, const char *entity, const char *name,
	struct definition *ret, struct om_err *err)
{
	char *key = om__fold(imp->chunk, name);

	if (!key)
		return om__nomem(err);
	return om__record_one(imp->om, &kind, OM__SQL_field_by_key,
		OM__ARGS(OM__S("entity", entity), OM__S("name_key", key)), ret, imp->chunk, err);
}

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct definition *f = found;
	int rc;

	if (unit->is_edit)
		return om__record_one(imp->om, &kind, OM__SQL_field_by_id,
			OM__ARGS(OM__I("custom_field_id", unit->id)), f, imp->chunk, err);
	rc = by_key(imp, om__cell_text(row, F_ENTITY), om__cell_text(row, F_NAME), f, err);
	unit->id = f->custom_field_id;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct definition *f = found;

	return om__printf(imp->chunk, "%s field '%s'",
		f->entity ? f->entity : om__cell_text(row, F_ENTITY),
		f->name ? f->name : om__cell_text(row, F_NAME));
}

/* ---- checking ---- */

static void check_cells(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *name = om__cell_text(row, F_NAME);

	om__cell_default(imp, row, F_IS_REQUIRED, 0);
	om__cell_default(imp, row, F_SHOW_ON_GRID, 0);
	om__cell_default(imp, row, F_IS_ACTIVE, 1);
	if (row->cells[F_TYPE]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, F_TYPE, "text");
	/* Lists of columns part at commas, assignments at the sign, filters quote. */
	if (strpbrk(name, ",=\""))
		om__import_error(imp, unit, row, "name", OM_EINVAL, "bad-name",
			"'%s' holds a comma, a quote or an equals sign", name);
}

/* A new name must be free; another case of its own is one. */
static int check_name(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct definition *old, struct om_err *err)
{
	const char *name = om__cell_text(row, F_NAME);
	struct definition other = {0};
	int rc;

	if (!om__cell_has(row, F_NAME) || !strcmp(name, old->name))
		return 0;
	if (!unit->is_edit) {
		om__cell_check_name(imp, unit, row, F_NAME, old->name);
		return 0;
	}
	rc = by_key(imp, old->entity, name, &other, err);
	if (rc > 0 && other.custom_field_id != old->custom_field_id)
		om__import_error(imp, unit, row, "name", OM_ECONFLICT, "exists",
			"there is a %s field '%s' already", other.entity, other.name);
	return rc < 0 ? rc : 0;
}

static void check_fixed(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	int field, const char *old)
{
	if (om__cell_has(row, field) && strcmp(om__cell_text(row, field), old) != 0)
		om__import_error(imp, unit, row, fields[field].name, OM_EREFUSED, "read-only",
			"the %s of a field cannot be edited", fields[field].name);
}

static void check_options(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct definition *old)
{
	const char *type = old->type ? old->type : om__cell_text(row, F_TYPE);
	const char *options = om__cell_text(row, F_OPTIONS);
	bool is_list = !strcmp(type, "list");

	if (row->cells[F_OPTIONS]->state < OM_CELL_CLEAR && old->options)
		options = old->options;
	if (is_list && !*options)
		om__import_error(imp, unit, row, "options", OM_EINVAL, "missing",
			"a list needs its options");
	if (!is_list && *options)
		om__import_error(imp, unit, row, "options", OM_EINVAL, "conflicting-columns",
			"only a field of type list has options");
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct definition *old = found;

	check_options(imp, unit, row, old);
	if (!is_stored)
		return 0;
	check_fixed(imp, unit, row, F_ENTITY, old->entity);
	check_fixed(imp, unit, row, F_TYPE, old->type);
	return check_name(imp, unit, row, old, err);
}

/* ---- writing ---- */

static int write_field(
	struct om *om, enum om__sql sql, const struct definition *f, struct om_err *err)
{
	om__custom_forget(om);
	return om__record_write(om, &kind, sql, f, err);
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct definition f = {.type = "text",
		.options = "",
		.description = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int rc = om__ids(imp->om, "custom_field", 1, &f.custom_field_id, err);

	(void)found;
	if (rc == 0)
		rc = om__run(imp->om, &f.created_run, err);
	if (rc < 0)
		return rc;
	om__record_fill(&kind, &f, row);
	f.name_key = om__fold(imp->chunk, f.name);
	if (!f.name_key)
		return om__nomem(err);
	unit->id = f.custom_field_id;
	return write_field(imp->om, OM__SQL_field_insert, &f, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct definition *f = found;
	int n = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &kind, f, row, changes, &n, err);
	*ret_changed = n;
	if (rc < 0 || !n || !is_write)
		return rc;
	f->modified_at = om_now(imp->om);
	f->name_key = om__fold(imp->chunk, f->name);
	if (!f->name_key)
		return om__nomem(err);
	rc = write_field(imp->om, OM__SQL_field_update, f, err);
	return rc < 0 ? rc
		      : om__record_history(imp->om, &kind, f->custom_field_id, changes, n, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct definition),
	.field = "name",
	.unknown = "unknown-field",
	.clean = check_cells,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const struct om_row *row = &unit->rows[0];
	char *name = om__fold(arena, om__cell_text(row, F_NAME));

	(void)imp;
	return name && om__cell_has(row, F_NAME)
		? om__printf(arena, "%s:%s", om__cell_text(row, F_ENTITY), name)
		: NULL;
}

static void rolled_back(struct om_import *imp)
{
	om__custom_forget(imp->om);
}

/* The entity before the colon of OPERAND, in ARENA, and what follows it; "" and all of it where it
 * begins with none. */
static const char *split(struct om_arena *arena, const char *operand, const char **ret_name)
{
	const char *colon = strchr(operand, ':');
	char *word = colon ? om__strndup(arena, operand, (size_t)(colon - operand)) : NULL;
	const char *entity = word ? om__choice(arena, word, ENTITIES) : NULL;

	*ret_name = entity && !strcmp(entity, word) ? colon + 1 : operand;
	return *ret_name == operand ? "" : entity;
}

/* ENTITY:NAME, or a NAME that one entity alone has. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	const char *name, *first, *entity = split(&om->arena, operand, &name);
	int rc = om__q(om, OM__SQL_field_named,
		OM__ARGS(OM__S("name", name), OM__S("entity", entity)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-field", "no custom field '%s'", operand);
	*ret_id = om__col_int(q, 0);
	first = om__strdup(&om->arena, om__col_text(q, 1));
	if (!first)
		return om__nomem(err);
	rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	om_err_set(err, OM_EINVAL, "unknown-field", "several kinds of record have a field '%s'",
		operand);
	om_err_hint(err, "write %s:%s or %s:%s", first, operand, om__col_text(q, 1), operand);
	return OM_EINVAL;
}

const struct om_importer om__field_importer = {
	.noun = &om__field_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.rollback = rolled_back,
	.find = find,
};
