/* Errors and warnings of an import, and the list of bad units.
 *
 * An error is handed to the caller as it is found, and only counted here.  While a transaction runs
 * (whose body may run again) errors are held back in the unit and delivered after the commit.  Of
 * one cell only the first error counts: a noun that finds a cell empty because it could not be read
 * says nothing new. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "sheet/state.h"

static struct om__unit *of(struct om_unit *unit)
{
	return (struct om__unit *)unit;
}

/* The cell as it stood in the file, for the error. */
static const char *raw_of(const struct om_import *imp, const struct om_row *row, const char *field)
{
	const struct om__plan *plan = &imp->state->plan;

	for (int i = 0; row && field && row->cells && i < plan->count; i++) {
		const struct om__target *target = &plan->targets[i];
		if (target->column.cell >= 0 && !strcmp(target->column.field->name, field))
			return row->cells[target->column.cell]->raw;
	}
	return NULL;
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
	if (field)
		om_err_field(err, field, raw_of(imp, row, field));
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
