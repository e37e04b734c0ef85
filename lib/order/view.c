/* Saved views of lists (orders.md R26.3): the record, its sheet, and finding the one that is meant.
 *
 * A view is checked against its noun when it is saved, and again whenever it is used: what a filter
 * names may have gone meanwhile.  Names are compared ASCII case aside. */
#include "base/text.h"
#include "catalog/frame.h"
#include "order/view.h"
#include <om/query.h>
#include <om/view.h>
#include <stdio.h>

enum {
	V_NAME,
	V_OWNER,
	V_RECORD,
	V_WHERE,
	V_COLUMNS,
	V_SORT,
	V_LIMIT,
	V_IS_ACTIVE,
	V_VIEW_ID,
	V_CREATED_AT,
	V_MODIFIED_AT,
	V_COUNT,
};

#define FIELD(id, col, of, more, most, text) \
	[id] = {.name = #col, \
		.type = of, \
		.flags = more, \
		.sql = OM__F_view_##col, \
		.max = most, \
		.help = text}
#define SHOWN (OM_F_LIST | OM_F_SHEET)

static const struct om_field fields[V_COUNT] = {
	FIELD(V_NAME, name, OM_T_ID, OM_F_KEY | SHOWN | OM_F_REQUIRED, 60, "its name"),
	FIELD(V_OWNER, owner, OM_T_ID, SHOWN, 100, "who alone uses it; empty: everybody does"),
	FIELD(V_RECORD, record, OM_T_ID, SHOWN, 60, "whose lists it is for; default order"),
	FIELD(V_WHERE, where, OM_T_TEXT, SHOWN, 4000, "its filter, as --where takes it"),
	FIELD(V_COLUMNS, columns, OM_T_TEXT, SHOWN, 4000, "its columns, as --columns takes them"),
	FIELD(V_SORT, sort, OM_T_TEXT, SHOWN, 1000, "its order, as --sort takes it"),
	FIELD(V_LIMIT, limit, OM_T_INT, SHOWN, 0, "at most so many rows"),
	FIELD(V_IS_ACTIVE, is_active, OM_T_BOOL, SHOWN, 0, "default yes; no: it is not used"),
	FIELD(V_VIEW_ID, view_id, OM_T_INT, OM_F_READONLY, 0, "its key, written @5"),
	FIELD(V_CREATED_AT, created_at, OM_T_TIME, OM_F_READONLY, 0, "when it was made"),
	FIELD(V_MODIFIED_AT, modified_at, OM_T_TIME, OM_F_READONLY, 0, "when it last changed"),
};

static const struct om_noun view_noun = {
	.name = "view",
	.plural = "views",
	.fields = fields,
	.field_count = V_COUNT,
	.from = OM__F_view_from,
	.key = OM__F_view_view_id,
	.ids = OM__F_view_ids,
	.find = OM__F_view_find,
	.summary = "record",
};

const struct om_noun *om_view_noun(void)
{
	return &view_noun;
}

/* ---- the record ---- */

struct view {
	int64_t view_id;
	const char *name, *name_key, *owner, *record, *condition, *columns, *sort;
	int64_t most;
	bool has_most, is_active;
	int64_t created_at, modified_at, created_run;
};

enum member {
	M_VIEW_ID,
	M_NAME,
	M_NAME_KEY,
	M_OWNER,
	M_RECORD,
	M_CONDITION,
	M_COLUMNS,
	M_SORT,
	M_MOST,
	M_IS_ACTIVE,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

static const struct om__bindmap members[M_COUNT] = {
	[M_VIEW_ID] = OM__MAP_I(view, view_id),
	[M_NAME] = OM__MAP_S(view, name),
	[M_NAME_KEY] = OM__MAP_S(view, name_key),
	[M_OWNER] = OM__MAP_S(view, owner),
	[M_RECORD] = OM__MAP_S(view, record),
	[M_CONDITION] = OM__MAP_S(view, condition),
	[M_COLUMNS] = OM__MAP_S(view, columns),
	[M_SORT] = OM__MAP_S(view, sort),
	[M_MOST] = OM__MAP_V(view, most),
	[M_IS_ACTIVE] = OM__MAP_F(view, is_active),
	[M_CREATED_AT] = OM__MAP_I(view, created_at),
	[M_MODIFIED_AT] = OM__MAP_I(view, modified_at),
	[M_CREATED_RUN] = OM__MAP_I(view, created_run),
};

/* Name, owner and record are the key and stay. */
static const struct om__record_field stored[] = {
	{V_WHERE, M_CONDITION, -1},
	{V_COLUMNS, M_COLUMNS, -1},
	{V_SORT, M_SORT, -1},
	{V_LIMIT, M_MOST, -1},
	{V_IS_ACTIVE, M_IS_ACTIVE, -1},
};

static const struct om__record_kind kind = {
	.entity = "view",
	.noun = &view_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};

static int load(struct om *om, int64_t view_id, struct view *ret, struct om_arena *arena,
	struct om_err *err)
{
	return om__record_one(om, &kind, OM__SQL_view_by_id, OM__ARGS(OM__I("view_id", view_id)),
		ret, arena, err);
}

/* ---- using one ---- */

/* Whoever acts is an owner by the whole name, "os:ann", or by the login alone. */
static int meant(struct om *om, const char *record, const char *name, struct om_arena *arena,
	int64_t *ret_id, struct om_err *err)
{
	const char *me = om->actor ? om->actor : "";
	const char *login = strncmp(me, "os:", 3) ? me : me + 3;
	char *key = om__fold(arena, name);

	if (!key)
		return om__nomem(err);
	return om__get_int(om, OM__SQL_view_meant,
		OM__ARGS(OM__S("record", record), OM__S("name_key", key), OM__S("me", me),
			OM__S("login", login)),
		ret_id, err);
}

static int unknown(const char *name, struct om_err *err)
{
	return om_err_set(err, OM_ENOTFOUND, "unknown-view", "no view '%s'", name);
}

int om_view_find(struct om *om, const struct om_noun *noun, const char *name,
	struct om_arena *arena, struct om_view *ret, struct om_err *err)
{
	struct view v;
	int64_t id;
	int rc = meant(om, noun->name, name, arena, &id, err);

	if (rc > 0)
		rc = load(om, id, &v, arena, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		unknown(name, err);
		om_err_hint(err, "om-order view list --where 'record = %s' shows them", noun->name);
		return OM_ENOTFOUND;
	}
	if (!v.is_active)
		return om_err_set(
			err, OM_EREFUSED, "wrong-state", "view '%s' was switched off", v.name);
	*ret = (struct om_view){v.name, v.condition, v.columns, v.sort, v.has_most ? v.most : 0};
	return 0;
}

/* Opening a list reads its filter, columns and order; no row is asked for. */
static int try_list(struct om *om, const struct om_query_spec *spec, struct om_err *err)
{
	struct om_query *query = NULL;
	int rc = om_query_open(om, spec, &query, err);

	om_query_close(query);
	return rc < 0 ? rc : 0;
}

int om_view_check(
	struct om *om, const struct om_noun *noun, const struct om_view *v, struct om_err *err)
{
	char source[120];
	struct om_query_spec spec = {.noun = noun,
		.where = v->where,
		.where_source = source,
		.columns = *v->columns ? v->columns : NULL,
		.sort = v->sort};
	int rc;

	snprintf(source, sizeof(source), "view '%.60s'", v->name);
	rc = try_list(om, &spec, err);
	if (rc == OM_EINVAL && strcmp(err->source, source) != 0) {
		err->source[0] = '\0';
		om_err_at(err, source, 1, 0);
	}
	return rc;
}

/* ---- saving one ---- */

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	const char *record = om__cell_text(row, V_RECORD);
	char *key = om__fold(imp->chunk, om__cell_text(row, V_NAME));
	int rc;

	if (unit->is_edit)
		return load(imp->om, unit->id, found, imp->chunk, err);
	if (!key)
		return om__nomem(err);
	rc = om__get_int(imp->om, OM__SQL_view_by_name,
		OM__ARGS(OM__S("record", *record ? record : "order"), OM__S("name_key", key),
			OM__S("owner", om__cell_text(row, V_OWNER))),
		&unit->id, err);
	return rc > 0 ? load(imp->om, unit->id, found, imp->chunk, err) : rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct view *v = found;

	return om__printf(imp->chunk, "view '%s'", v->name ? v->name : om__cell_text(row, V_NAME));
}

/* orders, order: the noun's name is kept. */
static void clean(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *record = om__cell_text(row, V_RECORD);
	const struct om_noun *noun = om_noun_find(record);

	om__cell_default(imp, row, V_IS_ACTIVE, 1);
	if (!*record)
		return;
	if (!noun)
		om__import_error(imp, unit, row, "record", OM_EINVAL, "bad-choice",
			"nothing is called '%s'", record);
	else if (strcmp(noun->name, record) != 0)
		om__cell_put_text(imp, row, V_RECORD, noun->name);
}

/* Each part by itself, so that each error stands at its column. */
static int check_parts(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om_noun *noun, struct om_err *err)
{
	const struct {
		int field;
		struct om_query_spec spec;
	} parts[] = {
		{V_WHERE, {.noun = noun, .where = om__cell_text(row, V_WHERE), .where_source = ""}},
		{V_COLUMNS, {.noun = noun, .columns = om__cell_text(row, V_COLUMNS)}},
		{V_SORT, {.noun = noun, .sort = om__cell_text(row, V_SORT)}},
	};

	for (size_t i = 0; i < OM_COUNT(parts); i++) {
		struct om_err e = {0};

		if (!om__cell_has(row, parts[i].field))
			continue;
		if (try_list(imp->om, &parts[i].spec, &e) == 0)
			continue;
		if (e.code != OM_EINVAL) {
			*err = e;
			return e.code;
		}
		e.source[0] = e.field[0] = '\0';
		e.line = e.column = 0;
		om__import_fail(imp, unit, row, fields[parts[i].field].name, &e);
	}
	return 0;
}

static void check_key(
	struct om_import *imp, struct om_unit *unit, const struct om_row *row, const struct view *v)
{
	const struct {
		int field;
		const char *stored;
	} keys[] = {{V_NAME, v->name}, {V_OWNER, v->owner}, {V_RECORD, v->record}};

	for (size_t i = 0; unit->is_edit && i < OM_COUNT(keys); i++)
		if (row->cells[keys[i].field]->state >= OM_CELL_CLEAR &&
			!om__caseeq(om__cell_text(row, keys[i].field), keys[i].stored))
			om__import_error(imp, unit, row, fields[keys[i].field].name, OM_EREFUSED,
				"read-only", "the %s of a view cannot be edited: make another",
				fields[keys[i].field].name);
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct view *v = found;
	const char *record = om__cell_text(row, V_RECORD);
	const struct om_noun *noun;

	if (is_stored)
		check_key(imp, unit, row, v);
	noun = om_noun_find(is_stored ? v->record : *record ? record : "order");
	if (om__cell_has(row, V_LIMIT) && om__cell_num(row, V_LIMIT, 0) < 1)
		om__import_error(
			imp, unit, row, "limit", OM_EINVAL, "out-of-range", "a limit is 1 or more");
	return noun ? check_parts(imp, unit, row, noun, err) : 0;
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	const char *record = om__cell_text(row, V_RECORD);
	struct view v = {.name = om__cell_text(row, V_NAME),
		.owner = om__cell_text(row, V_OWNER),
		.record = *record ? record : "order",
		.condition = "",
		.columns = "",
		.sort = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int rc = om__ids(imp->om, "saved_view", 1, &v.view_id, err);

	(void)found;
	if (rc == 0)
		rc = om__run(imp->om, &v.created_run, err);
	if (rc < 0)
		return rc;
	v.name_key = om__fold(imp->chunk, v.name);
	if (!v.name_key)
		return om__nomem(err);
	om__record_fill(&kind, &v, row);
	unit->id = v.view_id;
	return om__record_write(imp->om, &kind, OM__SQL_view_insert, &v, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct view *v = found;
	int n = 0, rc = om__record_change(imp, &kind, v, row, changes, &n, err);

	(void)unit;
	*ret_changed = n;
	if (rc < 0 || !n || !is_write)
		return rc;
	v->modified_at = om_now(imp->om);
	rc = om__record_write(imp->om, &kind, OM__SQL_view_update, v, err);
	return rc < 0 ? rc : om__record_history(imp->om, &kind, v->view_id, changes, n, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct view),
	.field = "name",
	.unknown = "unknown-view",
	.clean = clean,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const struct om_row *row = &unit->rows[0];
	const char *record = om__cell_text(row, V_RECORD);

	(void)imp;
	if (!om__cell_has(row, V_NAME))
		return NULL;
	return om__printf(arena, "%s\x01%s\x01%s", *record ? record : "order",
		om__cell_text(row, V_OWNER), om__fold(arena, om__cell_text(row, V_NAME)));
}

/* NAME of a view of orders, RECORD:NAME of any other, @ID of somebody else's. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	const char *colon = strchr(operand, ':');
	struct om_err ignored = {0};
	struct om_arena arena;
	const char *record;
	int64_t id;
	int rc = 0;

	om__arena_init(&arena);
	record = colon ? om__strndup(&arena, operand, (size_t)(colon - operand)) : NULL;
	if (operand[0] == '@' && om__int_parse(operand + 1, &id, &ignored) == 0)
		rc = om__get_int(
			om, OM__SQL_view_exists, OM__ARGS(OM__I("view_id", id)), ret_id, err);
	if (rc == 0 && record)
		rc = meant(om, record, colon + 1, &arena, ret_id, err);
	if (rc == 0)
		rc = meant(om, "order", operand, &arena, ret_id, err);
	om__arena_release(&arena);
	return rc ? (rc < 0 ? rc : 0) : unknown(operand, err);
}

const struct om_importer om__view_importer = {
	.noun = &view_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.find = find,
};
