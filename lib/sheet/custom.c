/* The columns cf:NAME of a sheet: what definitions and stored values refuse, and what a row changes
 * (catalog.md C15).
 *
 * A value is checked by its type when the row is read; here are the options of lists, that a
 * required field once filled stays filled, and that a product has no more than 20 of them. */
#include "base/text.h"
#include "core/core.h"
#include "sheet/import.h"

static bool is_given(const struct om_map_cell *cell)
{
	return cell->custom &&
		(cell->cell.state == OM_CELL_VALUE || cell->cell.state == OM_CELL_CLEAR);
}

/* The option that TEXT means, ASCII case aside, or NULL. */
static const char *option_of(struct om_arena *arena, const char *options, const char *text)
{
	struct om_set *set = om__set_split(arena, options, '|');

	for (size_t i = 0; set && i < set->count; i++)
		if (om__caseeq(set->members[i], text))
			return set->members[i];
	return NULL;
}

/* "cotton, wool" */
static const char *listed(struct om_arena *arena, const char *options)
{
	struct om_set *set = om__set_split(arena, options, '|');
	char *text = om__strdup(arena, "");

	for (size_t i = 0; set && text && i < set->count; i++)
		text = om__printf(arena, "%s%s%s", text, i ? ", " : "", set->members[i]);
	return text ? text : options;
}

/* What is stored stays, whatever has become of the list since. */
static void check_option(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct om_map_cell *cell, const struct om_value *old)
{
	const struct om__custom *f = cell->custom;
	const char *option, *text = cell->cell.value.text;

	if (strcmp(f->type, "list") != 0 || (!old->is_empty && !strcmp(old->text, text)))
		return;
	option = option_of(imp->chunk, f->options, text);
	if (option)
		cell->cell.value.text = option;
	else
		om__import_error(imp, unit, row, f->column, OM_EREFUSED, "bad-option",
			"'%s' is not one of %s", text, listed(imp->chunk, f->options));
}

/* *MORE says how many values the row adds to those stored. */
static int check_cell(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct om_map_cell *cell, int64_t id, int *more, struct om_err *err)
{
	struct om_value old = {.is_empty = true, .text = ""};
	int rc = id ? om__custom_get(imp->om, cell->custom, id, imp->chunk, &old, err) : 0;

	if (rc < 0)
		return rc;
	if (cell->cell.state == OM_CELL_VALUE) {
		check_option(imp, unit, row, cell, &old);
		*more += old.is_empty;
	} else if (!old.is_empty && cell->custom->is_required) {
		om__import_error(imp, unit, row, cell->custom->column, OM_EREFUSED,
			"required-field", "a value once given cannot be cleared");
	} else {
		*more -= !old.is_empty;
	}
	return 0;
}

int om__custom_check(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	int64_t id, struct om_err *err)
{
	const struct om__custom *last = NULL;
	int64_t stored = 0;
	int more = 0, rc = 0;

	for (int i = 0; rc == 0 && i < row->map_count; i++) {
		if (!is_given(&row->maps[i]))
			continue;
		last = row->maps[i].custom;
		rc = check_cell(imp, unit, row, &row->maps[i], id, &more, err);
	}
	if (rc < 0 || more <= 0 || strcmp(last->entity, "product") != 0)
		return rc;
	rc = id ? om__custom_count(imp->om, last, id, &stored, err) : 0;
	if (rc == 0 && stored + more > OM__CUSTOM_MAX)
		om__import_error(imp, unit, row, last->column, OM_EREFUSED, "field-limit",
			"a product has at most %d custom fields", OM__CUSTOM_MAX);
	return rc;
}

static int write_history(struct om_import *imp, const struct om__custom *f, int64_t id,
	const struct om_value *old, const struct om_value *now, struct om_err *err)
{
	const char *before = old->is_empty ? NULL : om_value_print(imp->om, imp->chunk, old),
		   *after = now->is_empty ? NULL : om_value_print(imp->om, imp->chunk, now);

	if ((!before && !old->is_empty) || (!after && !now->is_empty))
		return om__nomem(err);
	return om__history(imp->om, f->entity, id, f->column, before, after, err);
}

static bool is_same(const struct om_value *a, const struct om_value *b)
{
	if (a->is_empty || b->is_empty)
		return a->is_empty == b->is_empty;
	return a->type == OM_T_TEXT ? !strcmp(a->text, b->text) : a->num == b->num;
}

static int apply_cell(struct om_import *imp, const struct om_map_cell *cell, int64_t id,
	bool is_new, bool is_write, int *changed, struct om_err *err)
{
	struct om_value old = {.is_empty = true}, now = cell->cell.value;
	int rc = is_new ? 0 : om__custom_get(imp->om, cell->custom, id, imp->chunk, &old, err);

	now.is_empty = cell->cell.state == OM_CELL_CLEAR;
	if (rc < 0 || is_same(&old, &now))
		return rc;
	++*changed;
	if (!is_write)
		return 0;
	rc = om__custom_put(imp->om, cell->custom, id, &now, err);
	return rc < 0 || is_new ? rc : write_history(imp, cell->custom, id, &old, &now, err);
}

int om__custom_apply(struct om_import *imp, const struct om_row *row, int64_t id, bool is_new,
	bool is_write, int *changed, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < row->map_count; i++)
		if (is_given(&row->maps[i]))
			rc = apply_cell(imp, &row->maps[i], id, is_new, is_write, changed, err);
	return rc;
}
