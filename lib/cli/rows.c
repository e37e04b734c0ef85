/* --file SHEET: the records of a verb out of a spreadsheet, with options for each (orders.md
 * R27.1).
 *
 * One column names the record ("order", or the columns of its key); every other is called like an
 * option of the verb or a column of the noun, and its cells are that row's values.  The column
 * revision tells what the record was at when the sheet was made (R27.2).  The whole sheet
 * is read and checked before the first row is acted on. */
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"
#include "sheet/input/source.h"

#define KEYS_MAX 4 /* columns that name one record */

bool cli_has_sheet(struct cli_state *state)
{
	const struct cli_slot *slot = cli_slot_find(state, "file");

	return slot && slot->group == CLI_G_COMMON && state->cli.file;
}

struct header {
	char **names;
	int count;
	int keys[KEYS_MAX]; /* columns that name the record */
	int key_count;
	int revision; /* its column, -1: none */
};

static bool is_header(struct om_arena *arena, const char *header, const char *name)
{
	const char *a = om__header_key(arena, header), *b = om__header_key(arena, name);

	return a && b && !strcmp(a, b);
}

static int column_of(struct om_arena *arena, const struct header *header, const char *name)
{
	for (int i = 0; i < header->count; i++)
		if (is_header(arena, header->names[i], name))
			return i;
	return -1;
}

/* The columns of the noun's key, if all of them are there. */
static void find_key_columns(
	struct om_arena *arena, const struct om_noun *noun, struct header *header)
{
	const struct om_field *field;

	header->key_count = 0;
	for (int i = 0; (field = om_noun_field_at(noun, i)); i++) {
		if (!(field->flags & OM_F_KEY) || header->key_count == KEYS_MAX)
			continue;
		int column = column_of(arena, header, field->name);
		if (column < 0) {
			header->key_count = 0;
			return;
		}
		header->keys[header->key_count++] = column;
	}
}

static int find_keys(struct cli *cli, struct header *header, struct om_err *err)
{
	const struct om_noun *noun = cli->verb->noun();
	int column = column_of(&cli->arena, header, noun->name);
	const char *has = "";

	if (column < 0)
		column = column_of(&cli->arena, header, "id");
	if (column < 0)
		find_key_columns(&cli->arena, noun, header);
	if (column >= 0) {
		header->keys[0] = column;
		header->key_count = 1;
	}
	if (header->key_count)
		return 0;
	om_err_set(err, OM_EINVAL, "missing-header", "the file has no column '%s'", noun->name);
	om_err_at(err, cli->file, 1, 0);
	for (int i = 0; has && i < header->count; i++)
		has = om__printf(&cli->arena, "%s%s'%s'", has, i ? ", " : "", header->names[i]);
	if (has)
		om_err_hint(err, "it has %.150s", has);
	return OM_EINVAL;
}

static bool is_key(const struct header *header, int column)
{
	for (int i = 0; i < header->key_count; i++)
		if (header->keys[i] == column)
			return true;
	return false;
}

/* The option that a header names: an own one or a column; common ones hold for the whole command.
 */
static struct cli_slot *slot_of(struct cli_state *state, const char *header)
{
	for (int i = 0; i < state->slot_count; i++) {
		struct cli_slot *slot = &state->slots[i];
		bool is_for_row = slot->group == CLI_G_OWN || slot->group == CLI_G_FIELD;
		if (is_for_row && is_header(&state->cli.arena, header, slot->option->name))
			return slot;
	}
	return NULL;
}

/* Verbs that take no columns as options test the revision all the same. */
static bool has_revision(struct cli_state *state, const char *header)
{
	return is_header(&state->cli.arena, header, "revision") &&
		om_noun_field(state->cli.verb->noun(), "revision");
}

static int match_header(
	struct cli_state *state, struct header *header, struct cli_sheet *sheet, struct om_err *err)
{
	if (find_keys(&state->cli, header, err) < 0)
		return err->code;
	sheet->columns = header->count;
	sheet->slots = OM_NEWN(&state->cli.arena, struct cli_slot *, header->count + 1);
	if (!sheet->slots)
		return om__nomem(err);
	for (int i = 0; i < header->count; i++) {
		if (is_key(header, i))
			continue;
		sheet->slots[i] = slot_of(state, header->names[i]);
		if (sheet->slots[i])
			continue;
		if (has_revision(state, header->names[i])) {
			header->revision = i;
			continue;
		}
		om_err_set(err, OM_EINVAL, "unknown-column", "no column or option '%s'",
			header->names[i]);
		om_err_at(err, state->cli.file, 1, 0);
		return OM_EINVAL;
	}
	return 0;
}

static const char *id_of(struct om_arena *arena, const struct header *header, char **cells)
{
	const char *id = "";

	for (int i = 0; id && i < header->key_count; i++)
		id = om__printf(arena, "%s%s%s", id, i ? ":" : "", cells[header->keys[i]]);
	return id;
}

static int add_row(struct cli_state *state, const struct header *header, char **cells, int64_t line,
	struct cli_sheet *sheet, struct om_err *err)
{
	struct om_arena *arena = &state->cli.arena;

	if ((sheet->count & (sheet->count - 1)) == 0) {
		struct cli_sheet_row *rows =
			OM_NEWN(arena, struct cli_sheet_row, sheet->count ? 2 * sheet->count : 1);
		if (!rows)
			return om__nomem(err);
		if (sheet->count)
			memcpy(rows, sheet->rows, sizeof(*rows) * sheet->count);
		sheet->rows = rows;
	}
	struct cli_sheet_row *row = &sheet->rows[sheet->count++];
	*row = (struct cli_sheet_row){.line = line, .id = id_of(arena, header, cells)};
	row->cells = OM_NEWN(arena, const char *, header->count + 1);
	if (!row->id || !row->cells)
		return om__nomem(err);
	for (int i = 0; i < header->count; i++)
		if (!(row->cells[i] = om__strdup(arena, cells[i])))
			return om__nomem(err);
	if (header->revision >= 0 && *row->cells[header->revision])
		row->revision = row->cells[header->revision];
	return 0;
}

static int read_header(
	struct cli_state *state, struct om_csv *csv, struct header *ret, struct om_err *err)
{
	char **cells;
	int64_t line;
	int rc = om__csv_next(csv, &cells, &ret->count, &line, err);

	if (rc == 0)
		rc = om_err_set(err, OM_EINVAL, "missing-header", "the file is empty");
	if (rc < 0)
		return rc;
	ret->names = OM_NEWN(&state->cli.arena, char *, ret->count + 1);
	for (int i = 0; ret->names && i < ret->count; i++)
		if (!(ret->names[i] = om__strdup(&state->cli.arena, cells[i])))
			return om__nomem(err);
	return ret->names ? 0 : om__nomem(err);
}

static int read_rows(
	struct cli_state *state, struct om_csv *csv, struct cli_sheet *ret, struct om_err *err)
{
	struct header header = {.revision = -1};
	char **cells;
	int count, rc;
	int64_t line;

	if (read_header(state, csv, &header, err) < 0 || match_header(state, &header, ret, err) < 0)
		return err->code;
	ret->has_revision = header.revision >= 0;
	while ((rc = om__csv_next(csv, &cells, &count, &line, err)) > 0) {
		if (count != header.count) {
			om_err_set(err, OM_EINVAL, "bad-row", "%s, but the header has %d",
				OM_COUNTED(count, "cell", "cells"), header.count);
			om_err_at(err, state->cli.file, line, 0);
			return OM_EINVAL;
		}
		if (add_row(state, &header, cells, line, ret, err) < 0)
			return err->code;
	}
	return rc;
}

int cli_sheet_read(struct cli_state *state, struct cli_sheet *ret, struct om_err *err)
{
	struct om__file file;
	struct om_csv *csv = NULL;

	*ret = (struct cli_sheet){0};
	int rc = om__file_rows(&file, state->cli.file, STDIN_FILENO, 0, &csv, err);
	if (rc == 0)
		rc = read_rows(state, csv, ret, err);
	om__csv_close(csv);
	om__file_close(&file);
	return rc;
}

static int store_cells(struct cli_state *state, const struct cli_sheet *sheet,
	const struct cli_sheet_row *row, struct om_err *err)
{
	for (int i = 0; i < sheet->columns; i++) {
		const struct cli_slot *slot = sheet->slots[i];
		if (!slot || !*row->cells[i] || slot->store(state, slot, row->cells[i], err) == 0)
			continue;
		struct om_err inner = *err; /* the option's name gives way to the file's */
		inner.source[0] = '\0';
		om_err_at(&inner, state->cli.file, row->line, 0);
		om_err_field(&inner, slot->option->name, row->cells[i]);
		*err = inner;
		return err->code;
	}
	return 0;
}

/* The verb's options as the command line left them, before a row's own cells. */
struct saved {
	void *options;
	int assign_count;
};

static void restore(struct cli_state *state, const struct saved *saved)
{
	size_t size = state->cli.verb->options_size;

	if (size)
		memcpy(state->cli.options, saved->options, size);
	state->cli.assign_count = saved->assign_count;
}

static int check_rows(struct cli_state *state, const struct cli_sheet *sheet,
	const struct saved *saved, struct om_err *err)
{
	for (size_t i = 0; i < sheet->count; i++) {
		struct om_err failure = {0};
		restore(state, saved);
		if (store_cells(state, sheet, &sheet->rows[i], &failure) == 0)
			continue;
		if (err->code)
			cli_error(&state->cli, err, false);
		*err = failure;
	}
	restore(state, saved);
	return err->code;
}

/* A row's refusal is a result like any other; only what would fail for every row ends the run. */
static int run_row(struct cli_state *state, const struct cli_sheet *sheet,
	const struct cli_sheet_row *row, struct om_err *err)
{
	struct om_err failure = {0};

	state->row = row;
	int rc = store_cells(state, sheet, row, &failure);
	if (rc == 0)
		rc = state->cli.verb->run(&state->cli, &failure);
	if (rc >= 0)
		rc = 0;
	else if (rc == OM_ENOMEM || rc == OM_EDB || rc == OM_EIO || rc == OM_EBUG)
		*err = failure;
	else
		rc = cli_result(&state->cli, row->id, CLI_REFUSED, NULL, &failure, err);
	state->row = NULL;
	return rc;
}

static bool has_options(const struct cli_sheet *sheet)
{
	for (int i = 0; i < sheet->columns; i++)
		if (sheet->slots[i])
			return true;
	return sheet->count && sheet->has_revision;
}

static int run_once(struct cli_state *state, const struct cli_sheet *sheet, struct om_err *err)
{
	state->extra_ids = OM_NEWN(&state->cli.arena, const char *, sheet->count + 1);
	if (!state->extra_ids)
		return om__nomem(err);
	for (size_t i = 0; i < sheet->count; i++)
		state->extra_ids[i] = sheet->rows[i].id;
	state->extra_id_count = (int)sheet->count;
	return state->cli.verb->run(&state->cli, err);
}

int cli_run_rows(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	struct cli_sheet sheet;
	struct saved saved = {.assign_count = cli->assign_count};

	if (cli->operand_count || cli->where || cli->find)
		return om_err_set(
			err, OM_EINVAL, "usage", "--file names the records; give no others");
	if (cli_sheet_read(state, &sheet, err) < 0)
		return err->code;
	if (!has_options(&sheet))
		return run_once(state, &sheet, err);
	saved.options = om__alloc(&cli->arena, cli->verb->options_size + 1);
	if (!saved.options)
		return om__nomem(err);
	if (cli->verb->options_size)
		memcpy(saved.options, cli->options, cli->verb->options_size);
	if (check_rows(state, &sheet, &saved, err) < 0)
		return err->code;
	if (cli_guard(cli, (int64_t)sheet.count, "rows", err) < 0)
		return err->code;
	state->is_row_mode = true;
	state->results.total = (int64_t)sheet.count;
	for (size_t i = 0; i < sheet.count; i++) {
		restore(state, &saved);
		if (run_row(state, &sheet, &sheet.rows[i], err) < 0)
			return err->code;
	}
	state->is_row_mode = false;
	return cli_results_close(cli, err);
}
