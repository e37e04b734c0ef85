/* Rows parsed and gathered to units.
 *
 * Where the importer has a child, rows with the same grouping cells that stand together are one
 * unit; an empty grouping cell goes on with the unit above.  Cells of the record are those of its
 * first row: later ones are empty or say the same (orders.md R10.4), and every row is given the
 * first one's.  Texts of a row are copied to the chunk's arena in one piece. */
#include <stdlib.h>
#include "base/map.h"
#include "base/text.h"
#include "sheet/state.h"

/* Copies the row that is next, cells and all. */
static char **copy_row(struct om_import *imp, struct om_err *err)
{
	const struct om__rows *rows = &imp->state->rows;
	char **cells = OM_NEWN(imp->chunk, char *, rows->count + 1);
	const char *from = rows->cells[0], *last = rows->cells[rows->count - 1];
	size_t len = (size_t)(last - from) + strlen(last);
	char *text = om__alloc(imp->chunk, len + 1);

	if (!cells || !text) {
		om__nomem(err);
		return NULL;
	}
	memcpy(text, from, len + 1);
	for (int i = 0; i < rows->count; i++)
		cells[i] = text + (rows->cells[i] - from);
	return cells;
}

/* ---- one row ---- */

struct parse {
	struct om_import *imp;
	struct om__unit *unit;
	struct om_row *row;
	const struct om_row *first; /* NULL: this is the first row, or a row is a unit */
	struct om_cell *room;       /* for the next cell that the file fills */
};

static const char *column_name(struct om_arena *arena, const struct om__column *column)
{
	if (!column->map_name)
		return column->field->name;
	return om__printf(arena, "%s%s", column->field->name, column->map_name);
}

static void differs(const struct parse *p, const struct om__target *target, const char *text,
	const char *other, int64_t line)
{
	const char *name = column_name(p->imp->chunk, &target->column);

	if (line)
		om__import_error(p->imp, &p->unit->unit, p->row, name, OM_EINVAL, "differs",
			*other ? "'%s' is not '%s', which line %lld has"
			       : "'%s' stands here, but nothing%s in line %lld",
			text, other, (long long)line);
	else
		om__import_error(p->imp, &p->unit->unit, p->row, name, OM_EINVAL, "differs",
			"'%s' is not '%s', which was given for every row", text, other);
}

static void parse_custom(
	const struct parse *p, const struct om__target *target, struct om_map_cell *cell)
{
	struct om_field named;
	struct om_err err = {0};

	if (!cell->custom)
		return;
	named = *cell->field;
	named.name = column_name(p->imp->chunk, &target->column);
	if (named.name &&
		om__cell_parse(&p->imp->state->env, &named, NULL, cell->raw, &cell->cell, &err) < 0)
		om__import_fail(p->imp, &p->unit->unit, p->row, named.name, &err);
}

static void parse_map(const struct parse *p, const struct om__target *target, const char *text)
{
	struct om_map_cell *cell = &p->row->maps[target->map];
	const struct om_map_cell *first =
		p->first && target->column.is_outer ? &p->first->maps[target->map] : NULL;

	*cell = (struct om_map_cell){.field = target->column.field,
		.name = target->column.map_name,
		.raw = text,
		.custom = target->column.custom};
	if (!first) {
		parse_custom(p, target, cell);
		return;
	}
	if (*text && strcmp(text, first->raw) != 0)
		differs(p, target, text, first->raw, p->first->line);
	cell->raw = first->raw;
	cell->cell = first->cell;
}

/* A cell of the record in a later row: empty, or the same as in the first, which it shares. */
static void parse_later(const struct parse *p, const struct om__target *target, const char *text)
{
	const struct om_cell *first = p->first->cells[target->column.cell];
	struct om_cell own;
	struct om_err err;

	if (*text && strcmp(text, first->raw) != 0) {
		om_err_clear(&err);
		if (om__cell_parse(&p->imp->state->env, target->column.field, target->column.unit,
			    text, &own, &err) < 0)
			om__import_fail(
				p->imp, &p->unit->unit, p->row, target->column.field->name, &err);
		else if (own.state != OM_CELL_EMPTY &&
			!om__cell_equal(target->column.field, &own, first))
			differs(p, target, text, first->raw, p->first->line);
	}
}

static void parse_cell(struct parse *p, const struct om__target *target, const char *text)
{
	const struct om_cell **place = &p->row->cells[target->column.cell];
	struct om_cell *cell;
	struct om_err err;

	if (p->first && target->column.is_outer) {
		parse_later(p, target, text);
		return;
	}
	if (!*text)
		return;
	*place = cell = p->room++;
	om_err_clear(&err);
	if (om__cell_parse(&p->imp->state->env, target->column.field, target->column.unit, text,
		    cell, &err) < 0) {
		om__import_fail(p->imp, &p->unit->unit, p->row, target->column.field->name, &err);
		return;
	}
	if (!target->preset)
		return;
	if (cell->state != OM_CELL_EMPTY &&
		!om__cell_equal(target->column.field, cell, target->preset))
		differs(p, target, text, target->preset_raw, 0);
	*place = target->preset;
}

static void check_unnamed(
	struct om_import *imp, struct om__unit *unit, struct om_row *row, char **cells)
{
	const struct om__plan *plan = &imp->state->plan;

	for (int i = 0; i < plan->unnamed_count; i++)
		if (*cells[plan->unnamed[i]])
			om__import_error(imp, &unit->unit, row, NULL, OM_EINVAL, "bad-row",
				"'%s' stands in column %d, which has no header",
				cells[plan->unnamed[i]], plan->unnamed[i] + 1);
}

/* The cells of a row before the file fills them: those of the record are the first row's. */
static int begin_row(
	struct om_import *imp, struct om_row *row, const struct om_row *first, struct om_err *err)
{
	const struct om__plan *plan = &imp->state->plan;
	size_t outer = first ? (size_t)imp->importer->noun->field_count : 0;
	size_t count = (size_t)plan->cell_count;

	row->cells = om__alloc_raw(imp->chunk, sizeof(*row->cells) * (count + 1));
	row->maps = OM_NEWN(imp->chunk, struct om_map_cell, plan->map_count + 1);
	if (!row->cells || !row->maps)
		return om__nomem(err);
	row->map_count = plan->map_count;
	if (first)
		memcpy(row->cells, first->cells, outer * sizeof(*row->cells));
	memcpy(row->cells + outer, plan->blanks + outer, (count - outer) * sizeof(*row->cells));
	return 0;
}

int om__unit_parse(struct om_import *imp, struct om__unit *unit, int i, char **cells, int count,
	struct om_err *err)
{
	const struct om__plan *plan = &imp->state->plan;
	struct om_row *row = &unit->unit.rows[i];
	bool has_first = imp->importer->child && i && !unit->is_head_misshaped;
	bool is_head = i == 0 && unit->is_head_left_out;
	struct parse p = {imp, unit, row, has_first ? &unit->unit.rows[0] : NULL, NULL};
	size_t room = (size_t)(has_first ? plan->child_count : plan->count);

	p.room = om__alloc_raw(imp->chunk, sizeof(*p.room) * (room + 1));
	if (!p.room)
		return om__nomem(err);
	if (begin_row(imp, row, p.first, err) < 0)
		return OM_ENOMEM;
	for (int k = 0; k < plan->count; k++) {
		const struct om__target *target = &plan->targets[k];
		const char *text;
		if (is_head && !target->column.is_outer)
			continue;
		text = om__target_text(target, cells, count, imp->chunk);
		if (!text)
			return om__nomem(err);
		if (target->map >= 0)
			parse_map(&p, target, text);
		else
			parse_cell(&p, target, text);
	}
	check_unnamed(imp, unit, row, cells);
	return 0;
}

/* A row of the wrong shape has no cells that could be trusted. */
static int parse_misshaped(struct om_import *imp, struct om__unit *unit, int i, struct om_err *err)
{
	struct om_row *row = &unit->unit.rows[i];

	if (begin_row(imp, row, NULL, err) < 0)
		return OM_ENOMEM;
	row->map_count = 0;
	unit->is_misshaped = true;
	unit->is_head_misshaped |= i == 0;
	om__import_fail(imp, &unit->unit, row, NULL, &imp->state->rows.shape);
	return 0;
}

void om__puts_take_back(struct om_import *imp)
{
	for (; imp->puts; imp->puts = imp->puts->next)
		imp->puts->row->cells[imp->puts->field] = imp->puts->before;
}

/* ---- required cells ---- */

int om__required_make(struct om_import *imp, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	const struct om_noun *nouns[2] = {imp->importer->noun, imp->importer->child};
	int count = nouns[0]->field_count + (nouns[1] ? nouns[1]->field_count : 0), base = 0;

	state->required = OM_NEWN(&imp->arena, int, count + 1);
	if (!state->required)
		return om__nomem(err);
	for (int n = 0; n < 2 && nouns[n]; n++) {
		for (int i = 0; i < nouns[n]->field_count; i++) {
			unsigned flags = nouns[n]->fields[i].flags;
			if ((flags & OM_F_REQUIRED) && !(flags & (OM_F_READONLY | OM_F_COMPUTED)))
				state->required[state->required_count++] = base + i;
		}
		if (n == 0)
			state->required_outer = state->required_count;
		base += nouns[n]->field_count;
	}
	return 0;
}

void om__unit_required(struct om_import *imp, struct om__unit *unit, int i)
{
	const struct om__import_state *state = imp->state;
	const struct om_importer *importer = imp->importer;
	int k = importer->child && i ? state->required_outer : 0;
	int end = i == 0 && unit->is_head_left_out ? state->required_outer : state->required_count;

	for (; k < end; k++) {
		int cell = state->required[k], outer = importer->noun->field_count;
		const struct om_row *row = &unit->unit.rows[i];
		if (row->cells[cell]->state == OM_CELL_VALUE ||
			(unit->unit.is_edit && row->cells[cell]->state == OM_CELL_ABSENT))
			continue;
		om__import_error(imp, &unit->unit, row,
			cell < outer ? importer->noun->fields[cell].name
				     : importer->child->fields[cell - outer].name,
			OM_EINVAL, "missing", "must be filled");
	}
}

/* ---- units ---- */

static int grow(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	int cap = unit->row_cap ? unit->row_cap * 2 : imp->importer->child ? 4 : 1;
	struct om_row *rows = OM_NEWN(imp->chunk, struct om_row, cap);
	size_t n = (size_t)unit->unit.count;

	if (!rows)
		return om__nomem(err);
	if (n)
		memcpy(rows, unit->unit.rows, n * sizeof(*rows));
	unit->unit.rows = rows;
	unit->row_cap = cap;
	return 0;
}

/* A cell that both the shop and the map read is wrong once. */
static bool is_said(const struct om__unit *unit, const struct om_row *row, const char *message)
{
	for (const struct om__error *e = unit->errors; e; e = e->next)
		if (e->err.line == row->line && !strcmp(e->err.message, message))
			return true;
	return false;
}

/* What the rules of the file's shop found wrong with the row. */
static void take_faults(
	struct om_import *imp, struct om__unit *unit, int i, const struct om__fault *faults)
{
	struct om_row *row = &unit->unit.rows[i];

	for (const struct om__fault *f = faults; f; f = f->next) {
		if (!f->is_warning && is_said(unit, row, f->message))
			continue;
		if (!f->is_warning)
			om__import_error(imp, &unit->unit, row, f->field, OM_EINVAL, f->word, "%s",
				f->message);
		else if (!imp->state->is_apply)
			om__import_warn(imp, &unit->unit, row, f->field, f->word, "%s", f->message);
	}
}

/* Keeps the row that is next, whose copy is CELLS, as it stands. */
static int keep_raw(struct om_import *imp, struct om__unit *unit, char **cells, struct om_err *err)
{
	const struct om__rows *rows = &imp->state->rows;
	struct om__raw_row *raw;

	if (!imp->state->rejects)
		return 0;
	raw = OM_NEW(imp->chunk, struct om__raw_row);
	if (!raw || !cells)
		return om__nomem(err);
	*raw = (struct om__raw_row){NULL, cells, rows->own_count, rows->line};
	*(unit->raws ? unit->raw_last : &unit->raws) = raw;
	unit->raw_last = &raw->next;
	return 0;
}

/* Takes the row that is next into the unit. */
static int take_row(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	int i = unit->unit.count, rc;
	char **cells;

	unit->unit.last_line = rows->line;
	if (i == OM__UNIT_ROWS) {
		om__import_error(imp, &unit->unit, NULL, NULL, OM_EINVAL, "too-long",
			"more than %d rows of one record", OM__UNIT_ROWS);
		return 0;
	}
	if (i == unit->row_cap && grow(imp, unit, err) < 0)
		return OM_ENOMEM;
	cells = copy_row(imp, err);
	if (!cells)
		return OM_ENOMEM;
	unit->unit.rows[i] = (struct om_row){.line = rows->line};
	unit->unit.count++;
	if (keep_raw(imp, unit, cells, err) < 0)
		return OM_ENOMEM;
	if (unit->is_rejected)
		return 0;
	if (rows->is_misshaped)
		return parse_misshaped(imp, unit, i, err);
	rc = om__unit_parse(imp, unit, i, cells, rows->count, err);
	if (rc == 0 && rows->faults)
		take_faults(imp, unit, i, rows->faults);
	if (rc == 0)
		om__unit_required(imp, unit, i);
	return rc;
}

/* 1: the row that is next belongs to the unit. */
static int same_group(struct om_import *imp, const struct om__unit *unit, struct om_err *err)
{
	const char *number, *second;

	if (!imp->importer->child || !unit->group[0])
		return 0;
	number = om__group_text(imp, 0);
	second = om__group_text(imp, 1);
	if (!number || !second)
		return om__nomem(err);
	if (!*number)
		return 1;
	return !strcmp(number, unit->group[0]) && (!*second || !strcmp(second, unit->group[1]));
}

/* Without the grouping column every row is a unit. */
static int begin_group(struct om_import *imp, struct om__unit *unit, struct om_err *err)
{
	const struct om__plan *plan = &imp->state->plan;
	int cell = imp->importer->group_field;

	if (!imp->importer->child || (!plan->by_cell[cell] && !plan->group_preset[0]))
		return 0;
	for (int i = 0; i < 2; i++) {
		const char *text = om__group_text(imp, i);
		unit->group[i] = text ? om__strdup(imp->chunk, text) : NULL;
		if (!unit->group[i])
			return om__nomem(err);
	}
	return 0;
}

static bool holds_all(const struct om_import *imp)
{
	return imp->is_reading || (imp->state->duplicate_first && !imp->state->is_apply);
}

/* Reads the rest of the unit whose first row is next.  SKIP as om__skip_row says of that row. */
static int read_unit(struct om_import *imp, struct om__unit *unit, int skip, struct om_err *err)
{
	bool is_unit_left_out = skip == 2;
	int rc;

	unit->is_head_left_out = skip == 1;
	/* There may be nothing left of the unit, or it may be left out for its key. */
	imp->is_held = unit->is_head_left_out || holds_all(imp);
	do {
		rc = 0;
		if (!is_unit_left_out && (!skip || (unit->unit.count == 0 && unit->group[0])))
			rc = take_row(imp, unit, err);
		else if (!is_unit_left_out && imp->state->rejects)
			rc = keep_raw(imp, unit, copy_row(imp, err), err);
		if (rc < 0)
			return rc;
		om__rows_take(imp);
		rc = om__rows_peek(imp, err);
		if (rc > 0)
			rc = same_group(imp, unit, err);
		if (rc <= 0)
			return rc;
		skip = om__skip_row(imp);
	} while (true);
}

/* The first row was left out as a line, but its cells of the record hold for the others. */
static void drop_head(struct om__unit *unit)
{
	unit->unit.rows++;
	unit->unit.count--;
	unit->row_cap--;
	if (unit->unit.count)
		unit->unit.line = unit->unit.rows[0].line;
}

static int begin_unit(struct om_import *imp, struct om__unit **ret, struct om_err *err)
{
	struct om__unit *unit = OM_NEW(imp->chunk, struct om__unit);

	if (!unit)
		return om__nomem(err);
	unit->no = imp->state->unit_no;
	unit->unit.line = unit->unit.last_line = imp->state->rows.line;
	if (imp->state->is_apply)
		unit->is_rejected = om__bad_has(imp, unit->no, &unit->is_left_out);
	imp->unit = &unit->unit;
	*ret = unit;
	return begin_group(imp, unit, err);
}

int om__unit_next(struct om_import *imp, struct om__unit **ret, struct om_err *err)
{
	struct om__unit *unit = NULL;
	int rc;

	while ((rc = om__rows_peek(imp, err)) > 0) {
		rc = begin_unit(imp, &unit, err);
		if (rc == 0)
			rc = read_unit(imp, unit, om__skip_row(imp), err);
		imp->is_held = holds_all(imp);
		if (rc < 0)
			return rc;
		if (unit->is_head_left_out && unit->unit.count)
			drop_head(unit);
		if (!unit->unit.count) {
			imp->state->skipped_by_map += !imp->state->is_apply;
			continue;
		}
		if (unit->is_head_left_out && !imp->is_held)
			om__unit_deliver(imp, unit);
		imp->state->unit_no++;
		*ret = unit;
		return 1;
	}
	return rc;
}

/* ---- digests ---- */

static void hash_cell(
	struct om_buf *buf, const struct om__hashed *hashed, const struct om_cell *cell)
{
	if (cell->state != OM_CELL_VALUE && cell->state != OM_CELL_CLEAR)
		return;
	om__buf_add(buf, hashed->tag, sizeof(hashed->tag));
	if (cell->state == OM_CELL_CLEAR)
		om__buf_str(buf, "\\N");
	else if (*cell->value.text)
		om__buf_str(buf, cell->value.text);
	else
		om__buf_int(buf, cell->value.num);
	om__buf_char(buf, 0);
}

static void hash_row(
	struct om_buf *buf, const struct om__plan *plan, const struct om_row *row, bool outer)
{
	for (int i = 0; i < plan->hashed_count; i++) {
		const struct om__hashed *hashed = &plan->hashed[i];
		if (hashed->is_outer != outer)
			continue;
		if (hashed->cell >= 0) {
			hash_cell(buf, hashed, row->cells[hashed->cell]);
		} else if (*row->maps[hashed->map].raw) {
			om__buf_add(buf, hashed->tag, sizeof(hashed->tag));
			om__buf_str(buf, row->maps[hashed->map].raw);
			om__buf_char(buf, 0);
		}
	}
	om__buf_char(buf, '\n');
}

/* Exchanges the cells that others were put in the place of with those, and turns the list round: a
 * second call makes it undone. */
static void turn_puts(struct om_import *imp)
{
	struct om_put *turned = NULL, *next;

	for (struct om_put *put = imp->puts; put; put = next) {
		const struct om_cell *cell = put->row->cells[put->field];

		put->row->cells[put->field] = put->before;
		put->before = cell;
		next = put->next;
		put->next = turned;
		turned = put;
	}
	imp->puts = turned;
}

/* What was read, not how it was spelt nor what it was cleaned to: the parsed values with the tags
 * of their names; cells that are not there are left out. */
int om__import_sha(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	struct om_buf *buf = &imp->state->hashed;
	const struct om__plan *plan = &imp->state->plan;
	struct om_sha sha;

	if (unit->has_sha)
		return 0;
	om__buf_clear(buf);
	turn_puts(imp);
	hash_row(buf, plan, &unit->rows[0], true);
	for (int i = 0; imp->importer->child && i < unit->count; i++)
		hash_row(buf, plan, &unit->rows[i], false);
	turn_puts(imp);
	if (buf->is_bad)
		return om__buf_check(buf, err);
	om__sha_init(&sha);
	om__sha_add(&sha, buf->data, buf->len);
	om__sha_raw(&sha, unit->sha);
	unit->has_sha = true;
	return 0;
}
