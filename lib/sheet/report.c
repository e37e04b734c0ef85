/* Errors and warnings of an import, and the list of bad units.
 *
 * An error is handed to the caller as it is found, and only counted here.  While a transaction runs
 * (whose body may run again) errors are held back in the unit and delivered after the commit.  Of
 * one cell only the first error counts: a noun that finds a cell empty because it could not be read
 * says nothing new. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "sheet/state.h"

static struct om__unit *of(struct om_unit *unit)
{
	return (struct om__unit *)unit;
}

/* What fills the column FIELD, "attr:Colour" too; NULL: nothing in the file. */
static const struct om__target *target_of(const struct om_import *imp, const char *field)
{
	const struct om__plan *plan = &imp->state->plan;

	for (int i = 0; i < plan->count; i++) {
		const struct om__column *column = &plan->targets[i].column;
		const char *name = column->field->name;
		size_t n = column->map_name ? strlen(name) : 0;

		if (column->map_name
				? !strncmp(name, field, n) && !strcmp(column->map_name, field + n)
				: !strcmp(name, field))
			return &plan->targets[i];
	}
	return NULL;
}

/* The cell of the column FIELD, or -1. */
static int cell_of(const struct om_import *imp, const char *field)
{
	const struct om_noun *nouns[2] = {imp->importer->noun, imp->importer->child};
	int base = 0;

	for (int n = 0; n < 2 && nouns[n]; n++) {
		for (int i = 0; i < nouns[n]->field_count; i++)
			if (!strcmp(nouns[n]->fields[i].name, field))
				return base + i;
		base += nouns[n]->field_count;
	}
	return -1;
}

/* ---- columns that the whole file lacks ---- */

#define EITHER_MOST 4

/* The columns of which one would do in the place of FIELD, and FIELD. */
static int either_of(
	const struct om_import *imp, const char *field, const struct om_field *ret[EITHER_MOST])
{
	const struct om_noun *noun = imp->importer->noun, *child = imp->importer->child;
	const char *const *set = imp->importer->either;
	int cell = cell_of(imp, field), n = 0;

	for (; cell >= 0 && set && *set; set++) {
		struct om_set *names = om__set_split(imp->chunk, *set, ' ');

		for (size_t i = 0; names && i < names->count; i++)
			if (!strcmp(names->members[i], field))
				cell = -1;
		for (size_t i = 0; names && cell < 0 && i < names->count && n < EITHER_MOST; i++) {
			int at = cell_of(imp, names->members[i]);
			ret[n++] = at < noun->field_count ? &noun->fields[at]
							  : &child->fields[at - noun->field_count];
		}
		if (cell < 0)
			return n;
	}
	if (cell < 0)
		return 0;
	ret[0] = cell < noun->field_count ? &noun->fields[cell]
					  : &child->fields[cell - noun->field_count];
	return 1;
}

/* Where the noun says more of the row than that something is missing, it is said too. */
static void add_reason(struct om_err *to, const struct om_err *of_row)
{
	static const char plain[] = " missing";
	size_t n = strlen(of_row->message), len = strlen(to->message);

	if (n < strlen(plain) || strcmp(of_row->message + n - strlen(plain), plain) != 0)
		snprintf(to->message + len, sizeof(to->message) - len, ", and line %" PRId64 ": %s",
			of_row->line, of_row->message);
}

/* A cell that is missing because the file has no such column: the header is to blame, and RET says
 * so. */
static bool is_lacking(const struct om_import *imp, const struct om_err *err, struct om_err *ret)
{
	const struct om_field *fields[EITHER_MOST];
	const struct om__plan *plan = &imp->state->plan;
	int n;

	if (!imp->is_file || strcmp(err->word, "missing") != 0 || !plan->blank)
		return false;
	n = either_of(imp, err->field, fields);
	for (int i = 0; i < n; i++)
		if (plan->blank[cell_of(imp, fields[i]->name)].state != OM_CELL_ABSENT)
			return false;
	if (!n)
		return false;
	om__plan_lacks(plan, fields, n, true, ret);
	om_err_at(ret, imp->state->file.name, plan->line, 0);
	add_reason(ret, err);
	return true;
}

/* Each is told once in a file, however many rows want it. */
static bool is_told(const struct om_import *imp, const struct om_err *err)
{
	bool *told = imp->state->plan.is_told;
	int cell = !strcmp(err->word, "missing-header") ? cell_of(imp, err->field) : -1;
	bool was = cell >= 0 && told && told[cell];

	if (cell >= 0 && told)
		told[cell] = true;
	return was;
}

static bool is_known(const struct om__unit *unit, const struct om_err *err)
{
	if (!err->field[0])
		return false;
	for (const struct om__error *e = unit->errors; e; e = e->next)
		if (!e->is_warning && e->err.line == err->line && !strcmp(e->err.field, err->field))
			return true;
	return false;
}

void om__import_deliver(struct om_import *imp, const struct om_err *err, bool is_warning)
{
	if (is_told(imp, err))
		return;
	if (is_warning)
		imp->report->warnings++;
	else if (!imp->report->first.code)
		imp->report->first = *err;
	if (imp->options->on_error)
		imp->options->on_error(imp->options->arg, err, is_warning);
}

static void remember(
	struct om_import *imp, struct om__unit *unit, const struct om_err *err, bool is_warning)
{
	struct om__error *e = OM_NEW(imp->chunk, struct om__error);

	if (!e)
		return; /* the unit is marked all the same */
	e->err = *err;
	e->is_warning = is_warning;
	e->next = unit->errors;
	unit->errors = e;
}

static void take(
	struct om_import *imp, struct om_unit *unit, const struct om_err *err, bool is_warning)
{
	struct om_err lacking = {0};

	if (!is_warning && is_lacking(imp, err, &lacking))
		err = &lacking;
	if (!is_warning && is_known(of(unit), err)) {
		unit->is_bad = true;
		return;
	}
	unit->is_bad |= !is_warning;
	if (imp->direct) {
		if (is_warning)
			om__import_deliver(imp, err, true);
		else if (!imp->direct->code)
			*imp->direct = *err;
		return;
	}
	remember(imp, of(unit), err, is_warning);
	if (!imp->is_held)
		om__import_deliver(imp, err, is_warning);
}

static void place(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *field, struct om_err *err)
{
	if (!row && unit->count)
		row = &unit->rows[0];
	if (imp->is_file)
		om_err_at(err, imp->state->file.name, row ? row->line : unit->line, 0);
	if (!field)
		return;
	const struct om__target *target = target_of(imp, field);
	int cell = target ? target->column.cell : -1;

	om_err_field(err, field, row && row->cells && cell >= 0 ? row->cells[cell]->raw : NULL);
	if (target && imp->is_file)
		om_err_header(err, om__plan_header(&imp->state->plan, target, imp->chunk));
}

void om__import_error(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *field, int code, const char *word, const char *fmt, ...)
{
	struct om_err err = {0};
	char text[sizeof(err.message)];
	va_list ap;

	/* The row is not to blame; whoever reads the chunk fails by it. */
	if (om__memory_is_short())
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	om_err_set(&err, code, word, "%s", text);
	place(imp, unit, row, field, &err);
	take(imp, unit, &err, false);
}

void om__import_fail(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *field, const struct om_err *error)
{
	struct om_err err = *error;

	place(imp, unit, row, field, &err);
	take(imp, unit, &err, false);
}

void om__import_warn(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *field, const char *word, const char *fmt, ...)
{
	struct om_err err = {0};
	char text[sizeof(err.message)];
	va_list ap;

	/* The row is not to blame; whoever reads the chunk fails by it. */
	if (om__memory_is_short())
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	om_err_set(&err, OM_EINVAL, word, "%s", text);
	place(imp, unit, row, field, &err);
	take(imp, unit, &err, true);
}

static struct om__error *reversed(struct om__error *list)
{
	struct om__error *head = NULL, *next;

	for (; list; list = next) {
		next = list->next;
		list->next = head;
		head = list;
	}
	return head;
}

void om__unit_deliver(struct om_import *imp, struct om__unit *unit)
{
	struct om__error *first = reversed(unit->errors);

	for (const struct om__error *e = first; e; e = e->next)
		om__import_deliver(imp, &e->err, e->is_warning);
	unit->errors = reversed(first);
}

bool om__import_flag(const struct om_import *imp, const char *name)
{
	for (const char *const *flag = imp->options->flags; flag && *flag; flag++)
		if (!strcmp(*flag, name))
			return true;
	return false;
}

const char *om__import_flag_value(const struct om_import *imp, const char *name)
{
	size_t len = strlen(name);

	for (const char *const *flag = imp->options->flags; flag && *flag; flag++)
		if (!strncmp(*flag, name, len) && (*flag)[len] == '=')
			return *flag + len + 1;
	return NULL;
}

/* ---- bad units ---- */

int om__bad_add(struct om_import *imp, int64_t unit, int64_t last_error, bool is_left_out,
	struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct om__bad *bad;
	size_t cap;

	if (state->bad_count == state->bad_cap) {
		cap = state->bad_cap ? state->bad_cap * 2 : 64;
		bad = realloc(state->bad, cap * sizeof(*bad));
		if (!bad)
			return om__nomem(err);
		state->bad = bad;
		state->bad_cap = cap;
	}
	state->bad[state->bad_count++] = (struct om__bad){unit, last_error, is_left_out};
	return 0;
}

static int by_unit(const void *a, const void *b)
{
	const struct om__bad *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return x->last < y->last ? -1 : x->last > y->last;
}

void om__bad_sort(struct om_import *imp)
{
	struct om__import_state *state = imp->state;
	size_t i, end;

	if (state->bad_count)
		qsort(state->bad, state->bad_count, sizeof(*state->bad), by_unit);
	for (i = 0; i < state->bad_count; i = end) {
		bool is_bad = false;
		for (end = i; end < state->bad_count && state->bad[end].unit == state->bad[i].unit;
			end++)
			is_bad |= !state->bad[end].is_left_out;
		state->bad_units += is_bad;
		state->left_out += !is_bad;
	}
}

bool om__bad_has(struct om_import *imp, int64_t unit, bool *ret_left_out)
{
	struct om__import_state *state = imp->state;

	while (state->bad_at < state->bad_count && state->bad[state->bad_at].unit < unit)
		state->bad_at++;
	if (state->bad_at == state->bad_count || state->bad[state->bad_at].unit != unit)
		return false;
	*ret_left_out = true;
	for (size_t i = state->bad_at; i < state->bad_count && state->bad[i].unit == unit; i++)
		*ret_left_out &= state->bad[i].is_left_out;
	return true;
}
