/* The rows of the file, one ahead, in the order in which they are gathered to units.
 *
 * With `regroup` the file is read once before, to learn where the rows of each order stand; then it
 * is read by places.  Rows with a wrong number of cells are given too, with what is wrong. */
#include <stdlib.h>
#include "base/map.h"
#include "base/text.h"
#include "sheet/state.h"

static void warn_header(void *arg, const char *header, const char *hint)
{
	struct om_import *imp = arg;
	struct om_err err = {0};

	om_err_set(&err, OM_EINVAL, "unknown-header-ignored", "column '%s' is not read", header);
	om_err_at(&err, imp->state->file.name, imp->state->rows.line, 0);
	om_err_field(&err, header, header);
	if (hint)
		om_err_hint(&err, "%s", hint);
	om__import_deliver(imp, &err, true);
}

int om__rows_open(struct om_import *imp, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct om_csv_options options = {
		.delimiter = state->delimiter,
		.encoding = state->file.encoding,
		.is_by_row = state->file.is_workbook,
		.ragged = state->map != NULL,
		.unquoted = state->map && state->map->is_unquoted && !state->file.is_workbook,
		.header_has = state->map ? state->map->header_has : NULL,
		.header_line = state->map ? state->map->header_line : 0,
	};
	struct om__rows *rows = &state->rows;
	int rc;

	om__csv_close(rows->csv);
	rows->csv = NULL;
	rows->has_row = false;
	rows->done = 0;
	rows->place = 0;
	rows->has_raw = rows->is_raw_done = rows->is_left_out = false;
	rows->faults = NULL;
	if (rows->shop)
		om__shop_rewind(rows->shop);
	state->unit_no = 0;
	rc = om__file_rewind(&state->file, err);
	if (rc == 0)
		rc = om__csv_open(state->file.fd, state->file.name, &options, &rows->csv, err);
	if (rc < 0)
		return rc;
	state->delimiter = om__csv_delimiter(rows->csv);
	rc = om__csv_next(rows->csv, &rows->cells, &rows->count, &rows->line, err);
	if (rc == 0)
		rows->count = 0; /* an empty file */
	return rc < 0 ? rc : 0;
}

/* The headers of the file, and behind them the cells $name that its shop makes. */
static char **copy_headers(struct om_import *imp, int *ret_count)
{
	const struct om__rows *rows = &imp->state->rows;
	const struct om__shop_kind *shop = imp->state->map ? imp->state->map->shop : NULL;
	const char *const *makes = shop ? shop->makes : NULL;
	int count = rows->count, made = 0;
	char **copy;

	while (makes && makes[made])
		made++;
	copy = OM_NEWN(&imp->arena, char *, count + made + 1);
	for (int i = 0; copy && i < count + made; i++) {
		copy[i] = i < count ? om__strdup(&imp->arena, rows->cells[i])
				    : om__printf(&imp->arena, "$%s", makes[i - count]);
		if (!copy[i])
			return NULL;
	}
	*ret_count = count + made;
	return copy;
}

int om__rows_plan(struct om_import *imp, struct om_err *err)
{
	struct om__import_state *state = imp->state;
	struct om__rows *rows = &state->rows;
	int count = 0;
	char **headers = copy_headers(imp, &count);
	bool *named = OM_NEWN(&imp->arena, bool, rows->count + 1);
	struct om__plan_input in = {
		.importer = imp->importer,
		.headers = headers,
		.header_count = count,
		.own_count = rows->count,
		.source = state->file.name,
		.line = rows->line,
		.map = state->map,
		.presets = imp->options->presets,
		.preset_count = imp->options->preset_count,
		.is_named = named,
		.env = state->env,
		.warn = warn_header,
		.arg = imp,
	};
	int rc;

	if (!headers || !named)
		return om__nomem(err);
	in.env.arena = &imp->arena;
	rc = om__skips_make(imp, headers, rows->count, named, err);
	if (rc == 0 && state->map && state->map->shop)
		rc = om__shop_open(
			imp, state->map->shop, headers, rows->count, named, &rows->shop, err);
	if (rc == 0)
		rc = om__plan_make(&in, &state->plan, err);
	return rc < 0 ? rc : om__required_make(imp, err);
}

const char *om__group_text(struct om_import *imp, int i)
{
	struct om__import_state *state = imp->state;
	int cell = i ? imp->importer->group_field2 : imp->importer->group_field;
	const struct om__target *target = cell >= 0 ? state->plan.by_cell[cell] : NULL;
	const char *text = target
		? om__target_text(target, state->rows.cells, state->rows.count, imp->chunk)
		: "";

	if (!text)
		return NULL;
	if (!*text)
		text = state->plan.group_preset[i] ? state->plan.group_preset[i] : "";
	/* SHOP and shop are one channel. */
	if (*text && imp->importer->noun->fields[cell].type == OM_T_REF)
		text = om__fold(imp->chunk, text);
	return text;
}

/* A row of the wrong shape may have its grouping cell in the wrong place, unless that is the first.
 */
static bool is_group_known(const struct om_import *imp)
{
	const struct om_importer *importer = imp->importer;
	const struct om__plan *plan = &imp->state->plan;
	const struct om__target *target;

	if (!importer->child)
		return true;
	target = plan->by_cell[importer->group_field];
	return target && target->term_count == 1 && target->terms->column == 0 &&
		(importer->group_field2 < 0 || !plan->by_cell[importer->group_field2]);
}

/* Cells beyond the headers of a foreign file: an unquoted delimiter moved them, and reading on
 * would put words into the wrong columns. */
static bool has_surplus(struct om_import *imp)
{
	struct om__rows *rows = &imp->state->rows;
	int width = imp->state->plan.own_count;

	for (int i = width; width && i < rows->count; i++) {
		if (!*rows->cells[i])
			continue;
		om_err_set(&rows->shape, OM_EINVAL, "bad-row", "%d cells, but the header has %d",
			rows->count, width);
		om_err_at(&rows->shape, imp->state->file.name, rows->line, 0);
		return true;
	}
	return false;
}

static int read_row(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	int rc;

	rows->is_misshaped = false;
	om_err_clear(&rows->shape);
	rc = om__csv_next(rows->csv, &rows->cells, &rows->count, &rows->line, &rows->shape);
	rows->own_count = rows->count;
	if (rc == 0 || (rc > 0 && !has_surplus(imp)))
		return rc;
	if (rc < 0 && !om__csv_refused(rows->csv, &rows->cells, &rows->count, &rows->line)) {
		if (err)
			*err = rows->shape;
		return rc;
	}
	rows->own_count = rows->count;
	rows->is_misshaped = true;
	if (!is_group_known(imp))
		imp->state->is_broken = true;
	return 1;
}

static void progress(struct om_import *imp)
{
	struct om__import_state *state = imp->state;

	if (++state->rows.done % 1000 == 0)
		om__progress(imp->om, state->is_apply ? "import" : "check", state->rows.done,
			om__csv_bytes(state->rows.csv), state->file.size);
}

/* 1 and the next row of the file, in the order that regroup fixed. */
static int next_row(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	const struct om__row_place *place;
	int rc = 0;

	if (!rows->csv || (rows->places && rows->place == rows->place_count))
		return 0;
	if (rows->places) {
		place = &rows->places[rows->place++];
		rc = om__csv_seek(rows->csv, place->offset, place->line, err);
	}
	return rc ? rc : read_row(imp, err);
}

/* ---- by the rules of a shop ---- */

/* Told when the check is over; the name is what the rows of the order have in common. */
static void note_skipped(struct om_import *imp, const struct om__shop_order *o)
{
	struct om__import_state *state = imp->state;
	int group = o->shop->kind->group;
	int column = group >= 0 ? o->shop->columns[group] : 0;
	struct om__skipped *skipped;

	if (state->is_apply)
		return;
	state->skipped_by_map++;
	if (state->skipped_count++ >= OM__SKIPPED_TOLD)
		return;
	skipped = OM_NEW(&state->told, struct om__skipped);
	if (!skipped)
		return;
	skipped->line = o->lines[0].line;
	skipped->name = om__strdup(&state->told, column >= 0 ? o->lines[0].cells[column] : "");
	skipped->why = om__strdup(&state->told, o->skipped);
	if (!skipped->name || !skipped->why)
		return;
	*state->skipped_last = skipped;
	state->skipped_last = &skipped->next;
}

/* Reads a row to where the shop looks for it; it stays in the reader while made ones are given. */
static int read_raw(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	int rc = next_row(imp, err);

	if (rc > 0)
		rows->raw = (struct om__raw){
			rows->cells, rows->count, rows->line, rows->is_misshaped, rows->shape};
	return rc;
}

/* Gives the shop the rows of one order; the first one of the next waits.  1: there is an order. */
static int gather_order(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	struct om__shop *shop = rows->shop;
	int rc = 1;

	om__shop_begin(shop);
	while (rc > 0 && !rows->is_raw_done) {
		if (!rows->has_raw)
			rc = read_raw(imp, err);
		if (rc < 0)
			return rc;
		rows->is_raw_done = rc == 0;
		rows->has_raw = rc > 0;
		if (rc > 0)
			rc = om__shop_take(shop, rows->raw.cells, rows->raw.count, rows->raw.line,
				rows->raw.is_misshaped ? &rows->raw.shape : NULL, err);
		if (rc < 0)
			return rc;
		if (rc > 0)
			rows->has_raw = false;
	}
	if (!shop->order.count)
		return 0;
	rc = om__shop_finish(shop, err);
	if (rc == 0 && shop->order.skipped)
		note_skipped(imp, &shop->order);
	return rc < 0 ? rc : 1;
}

static void end_file(struct om_import *imp)
{
	struct om__import_state *state = imp->state;
	struct om__shop *shop = state->rows.shop;
	const char *word, *text;
	int64_t line;

	text = shop->kind->end ? shop->kind->end(shop, &word, &line) : NULL;
	if (!text)
		return;
	om_err_set(&state->end_warning, OM_EINVAL, word, "%s", text);
	om_err_at(&state->end_warning, state->file.name, line, 0);
}

/* 1 and the next row of an order as its shop makes it. */
static int next_made(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	const struct om__shop_line *line;
	int rc;

	while ((rc = om__shop_next(rows->shop, &rows->cells, &rows->count, &line, err)) == 0) {
		rc = gather_order(imp, err);
		if (rc == 0)
			end_file(imp);
		if (rc <= 0)
			return rc;
	}
	if (rc < 0)
		return rc;
	rows->own_count = rows->shop->width;
	rows->line = line->line;
	rows->is_left_out = line->is_left_out;
	rows->faults = line->faults;
	rows->is_misshaped = line->shape != NULL;
	if (line->shape)
		rows->shape = *line->shape;
	return 1;
}

int om__rows_peek(struct om_import *imp, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	int rc;

	if (rows->has_row)
		return 1;
	rc = rows->shop && !rows->is_raw ? next_made(imp, err) : next_row(imp, err);
	if (rc > 0) {
		rows->has_row = true;
		progress(imp);
	}
	return rc;
}

void om__rows_take(struct om_import *imp)
{
	imp->state->rows.has_row = false;
}

/* ---- regroup ---- */

struct regroup {
	struct om__seen groups; /* the group's number stands where the unit's would */
	struct om__row_place *places;
	size_t count, cap;
	uint32_t groups_known, current;
	bool is_scattered;
};

static int find_group(struct om_import *imp, struct regroup *re, struct om_err *err)
{
	const char *a = om__group_text(imp, 0), *b = om__group_text(imp, 1);
	struct om__seen_slot *slot;
	char *key;
	int rc;

	if (!a || !b)
		return om__nomem(err);
	if (!*a) {
		/* The row goes on with the order above; a first one that has none is an order of
		 * its own. */
		re->groups_known += !re->count;
		return 0;
	}
	key = om__printf(imp->chunk, "%s%c%s", a, 1, b);
	if (!key)
		return om__nomem(err);
	rc = om__seen_add(&re->groups, om__hash(key, strlen(key)), re->groups_known, 1, &slot, err);
	if (rc < 0)
		return rc;
	re->groups_known += (uint32_t)rc;
	re->is_scattered |= slot->unit < re->current;
	re->current = slot->unit;
	return 0;
}

static int add_place(struct om_import *imp, struct regroup *re, struct om_err *err)
{
	struct om__rows *rows = &imp->state->rows;
	struct om__row_place *places;
	size_t cap;

	if (re->count == re->cap) {
		cap = re->cap ? re->cap + re->cap / 2 : 1024;
		places = realloc(re->places, cap * sizeof(*places));
		if (!places)
			return om__nomem(err);
		re->places = places;
		re->cap = cap;
	}
	re->places[re->count++] = (struct om__row_place){
		om__csv_offset(rows->csv), (uint32_t)rows->line, re->current};
	return 0;
}

static int by_group(const void *a, const void *b)
{
	const struct om__row_place *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

int om__rows_regroup(struct om_import *imp, struct om_err *err)
{
	struct regroup re = {0};
	int rc;

	imp->state->rows.is_raw = true;
	while ((rc = om__rows_peek(imp, err)) > 0) {
		om__arena_reset(imp->chunk);
		rc = find_group(imp, &re, err);
		if (rc == 0)
			rc = add_place(imp, &re, err);
		if (rc < 0)
			break;
		om__rows_take(imp);
	}
	imp->state->rows.is_raw = false;
	om__seen_release(&re.groups);
	if (rc < 0 || !re.is_scattered) {
		free(re.places);
	} else {
		qsort(re.places, re.count, sizeof(*re.places), by_group);
		imp->state->rows.places = re.places;
		imp->state->rows.place_count = re.count;
	}
	return rc < 0 ? rc : om__rows_open(imp, err);
}

void om__rows_close(struct om__rows *rows)
{
	om__csv_close(rows->csv);
	om__shop_close(rows->shop);
	free(rows->places);
	*rows = (struct om__rows){0};
}
