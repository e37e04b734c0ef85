/* create and edit: imports of one unit without a file, by the same columns, cells and checks.
 *
 * The pairs become a header and rows, so that nothing here knows how a cell is read.  A column of
 * the child that is given again begins the next row (an order's next item); any other one that is
 * given again replaces the first. */
#include "core/core.h"
#include "base/text.h"
#include "sheet/state.h"

struct table {
	struct om_import *imp;
	char **headers;
	struct om__column *columns;
	int width;
	char ***rows;
	int height;
};

static bool same_column(const struct om__column *a, const struct om__column *b)
{
	if (a->cell != b->cell || a->field != b->field)
		return false;
	return !a->map_name || !strcmp(a->map_name, b->map_name);
}

/* A custom field may go by its bare name where no column is called so (orders.md R26.4). */
static int name_column(struct table *t, const char *name, const char **ret, struct om_err *err)
{
	struct om_import *imp = t->imp;
	const struct om_noun *noun = imp->importer->noun;
	const struct om_field *map = om_noun_field(noun, "cf:x");
	const struct om__custom *custom = NULL;
	struct om__column ignored;
	int rc = 0;

	*ret = name;
	if (map && !om__column_find(&imp->arena, noun, imp->importer->child, name, &ignored))
		rc = om__custom_find(imp->om, noun, map, name, &custom, err);
	if (custom)
		*ret = custom->column;
	return rc;
}

static int check_column(
	struct table *t, const struct om_assign *assign, struct om__column *ret, struct om_err *err)
{
	struct om_import *imp = t->imp;
	const struct om_noun *noun = imp->importer->noun, *child = imp->importer->child;
	const char *nearest;

	if (!om__column_find(&imp->arena, noun, child, assign->column, ret)) {
		om_err_set(err, OM_EINVAL, "unknown-column", "%s has no column '%s'", noun->name,
			assign->column);
		om_err_field(err, assign->column, assign->value);
		nearest = om__column_nearest(&imp->arena, noun, child, assign->column);
		if (nearest)
			om_err_hint(err, "did you mean '%s'?", nearest);
		return OM_EINVAL;
	}
	if (!ret->is_read_over)
		return 0;
	om_err_set(err, OM_EINVAL, "read-only", "'%s' cannot be set", ret->field->name);
	om_err_field(err, ret->field->name, assign->value);
	return OM_EINVAL;
}

static int find_column(struct table *t, const struct om__column *column, const char *name)
{
	for (int i = 0; i < t->width; i++)
		if (same_column(&t->columns[i], column))
			return i;
	t->columns[t->width] = *column;
	t->headers[t->width] = om__strdup(&t->imp->arena, name);
	return t->headers[t->width] ? t->width++ : -1;
}

static int add_row(struct table *t, int n)
{
	char **row = OM_NEWN(&t->imp->arena, char *, n + 1);

	if (!row)
		return -1;
	t->rows[t->height++] = row;
	return 0;
}

static int fill(
	struct table *t, const struct om_assign *assigns, int n, bool is_edit, struct om_err *err)
{
	for (int i = 0; i < n; i++) {
		struct om__column column;
		struct om_assign assign = assigns[i];
		const char *value = *assign.value || !is_edit ? assign.value : "\\N";
		int rc = name_column(t, assigns[i].column, &assign.column, err), k;
		bool is_again;
		char **cell;

		if (rc == 0)
			rc = check_column(t, &assign, &column, err);
		if (rc < 0)
			return rc;
		k = find_column(t, &column, assign.column);
		if (k < 0)
			return om__nomem(err);
		is_again = t->imp->importer->child && !column.is_outer && t->rows[t->height - 1][k];
		if (is_again && add_row(t, n) < 0)
			return om__nomem(err);
		cell = &t->rows[column.is_outer ? 0 : t->height - 1][k];
		*cell = om__strdup(&t->imp->arena, value);
		if (!*cell)
			return om__nomem(err);
	}
	for (int r = 0; r < t->height; r++)
		for (int k = 0; k < t->width; k++)
			if (!t->rows[r][k])
				t->rows[r][k] = "";
	return 0;
}

static int make_table(
	struct table *t, const struct om_assign *assigns, int n, bool is_edit, struct om_err *err)
{
	struct om_arena *arena = &t->imp->arena;

	t->headers = OM_NEWN(arena, char *, n + 1);
	t->columns = OM_NEWN(arena, struct om__column, n + 1);
	t->rows = OM_NEWN(arena, char **, n + 2);
	if (!t->headers || !t->columns || !t->rows || add_row(t, n) < 0)
		return om__nomem(err);
	return fill(t, assigns, n, is_edit, err);
}

static int make_plan(struct table *t, struct om_err *err)
{
	struct om_import *imp = t->imp;
	struct om__plan_input in = {
		.importer = imp->importer,
		.headers = t->headers,
		.header_count = t->width,
		.own_count = t->width,
		.source = "",
		.is_record = true,
		.env = imp->state->env,
	};
	int rc;

	in.env.arena = &imp->arena;
	rc = om__plan_make(&in, &imp->state->plan, err);
	return rc < 0 ? rc : om__required_make(imp, err);
}

static int make_unit(struct table *t, struct om__unit *unit, struct om_err *err)
{
	struct om_import *imp = t->imp;
	int rc = 0;

	unit->unit.rows = OM_NEWN(&imp->arena, struct om_row, t->height);
	if (!unit->unit.rows)
		return om__nomem(err);
	for (int i = 0; i < t->height && rc == 0; i++) {
		unit->unit.count = i + 1;
		rc = om__unit_parse(imp, unit, i, t->rows[i], t->width, err);
		if (rc == 0)
			om__unit_required(imp, unit, i);
	}
	return rc == 0 && imp->importer->wants_sha ? om__import_sha(imp, &unit->unit, err) : rc;
}

struct put {
	struct om_import *imp;
	struct om__unit *unit;
	int64_t id;
	int attempts;
	struct om_mark mark;
};

static int put_body(struct om *om, void *arg, struct om_err *err)
{
	struct put *put = arg;
	struct om_import *imp = put->imp;
	int rc;

	(void)om;
	if (put->attempts++) {
		if (imp->importer->rollback)
			imp->importer->rollback(imp);
		om__puts_take_back(imp);
		om__arena_rewind(imp->chunk, put->mark);
		om_err_clear(imp->direct);
	}
	put->unit->unit.is_bad = false;
	put->unit->unit.id = put->id;
	rc = imp->importer->apply(imp, &put->unit->unit, &put->unit->outcome, err);
	if (rc == 0 && imp->importer->flush && !put->unit->unit.is_bad)
		rc = imp->importer->flush(imp, err);
	if (rc == 0 && imp->is_out_of_memory)
		rc = om__nomem(err);
	if (rc == 0 && put->unit->unit.is_bad)
		rc = om_err_set(
			err, imp->direct->code, imp->direct->word, "%s", imp->direct->message);
	return rc;
}

/* The check has said it already when the same rules are asked again in the transaction. */
static void warn(void *arg, const struct om_err *err, bool is_warning)
{
	const struct om_import *imp = arg;
	struct om *om = imp->om;

	if (is_warning && om->on_warning && !(imp->importer->check && imp->state->is_apply))
		om->on_warning(om->warning_arg, err);
}

static int put_unit(struct om_import *imp, struct om__unit *unit, int64_t id, struct om_err *err)
{
	struct put put = {imp, unit, id, 0, {0}};
	int rc = imp->importer->begin ? imp->importer->begin(imp, err) : 0;

	if (rc == 0 && imp->importer->check)
		rc = imp->importer->check(imp, &unit->unit, err);
	if (rc == 0 && imp->is_out_of_memory)
		rc = om__nomem(err);
	if (rc < 0 || unit->unit.is_bad)
		return rc;
	imp->puts = NULL; /* what the check put stays */
	rc = imp->om->tx_depth ? 0 : om__dry_prepare(imp->om, 1, err);
	put.mark = om__arena_mark(imp->chunk);
	imp->state->is_apply = true;
	if (rc == 0)
		rc = om__tx_run(imp->om, put_body, &put, err);
	if (rc < 0 && imp->importer->rollback)
		imp->importer->rollback(imp);
	return rc;
}

static int put_record(struct om_import *imp, const struct om__record *record, struct om__unit *unit,
	struct om_err *err)
{
	struct table table = {.imp = imp};
	int rc;

	unit->unit.is_edit = record->id != 0;
	unit->unit.id = record->id;
	imp->unit = &unit->unit;
	rc = make_table(&table, record->assigns, record->count, record->id != 0, err);
	if (rc == 0)
		rc = make_plan(&table, err);
	if (rc == 0)
		rc = make_unit(&table, unit, err);
	if (rc < 0)
		return rc;
	if (!unit->unit.is_bad) {
		rc = put_unit(imp, unit, record->id, err);
		if (imp->importer->end)
			imp->importer->end(imp);
	}
	if (!imp->direct->code)
		return rc;
	om_err_clear(err);
	if (err)
		*err = *imp->direct;
	return imp->direct->code;
}

int om__record_put(struct om *om, struct om__record *record, struct om_err *err)
{
	struct om__import_state state = {.file = {.fd = -1}};
	struct om_import_options options = {.flags = record->flags, .no_create = record->id != 0};
	struct om_import_report report = {.note = ""};
	struct om_err direct = {0};
	struct om__unit unit = {.no = 0};
	struct om_import imp = {
		.om = om,
		.importer = record->importer,
		.options = &options,
		.report = &report,
		.on_exists = record->id ? OM_EXISTS_UPDATE : OM_EXISTS_FAIL,
		.chunk = &state.chunk,
		.direct = &direct,
		.state = &state,
	};
	int rc;

	options.on_error = warn;
	options.arg = &imp;
	om__arena_init(&imp.arena);
	om__arena_init(&state.chunk);
	om__buf_init(&state.hashed, 0);
	state.env = (struct om__cell_env){.om = om, .arena = &state.chunk};
	rc = put_record(&imp, record, &unit, err);
	if (rc == 0) {
		record->id = unit.unit.id;
		record->outcome = unit.outcome;
		om__run_count(om, unit.outcome == OM_CREATED, unit.outcome == OM_UPDATED,
			unit.outcome == OM_UNCHANGED, 0);
	}
	om__buf_release(&state.hashed);
	om__arena_release(&state.chunk);
	om__arena_release(&imp.arena);
	return rc;
}
