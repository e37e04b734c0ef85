/* xlsx: a workbook of one sheet, types as the columns have them (reports.md E1).
 *
 * The workbook is whole before its first byte is written, so it goes out at the end. */
#include <errno.h>
#include <unistd.h>
#include "base/text.h"
#include "base/time.h"
#include "cli/inner.h"
#include "core/core.h"
#include "sheet/xlsx/xlsx.h"

#define WIDTH_LEAST 8
#define WIDTH_MOST 40

static int width_of(const struct cli_column *column)
{
	int width = (int)strlen(column->name) + 2;

	if (column->type == OM_T_TIME && width < 20)
		width = 20;
	if (column->type == OM_T_TEXT && width < 16)
		width = 16;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

static int open_book(struct cli_writer *writer, struct om_err *err)
{
	const char **names = OM_NEWN(&writer->arena, const char *, writer->count + 1);
	int *widths = OM_NEWN(&writer->arena, int, writer->count + 1);
	const struct om_noun *noun = writer->cli->verb->noun ? writer->cli->verb->noun() : NULL;

	if (!names || !widths)
		return om__nomem(err);
	if (cli_is_terminal(writer->cli)) {
		om_err_set(err, OM_EINVAL, "usage", "a workbook is nothing for a terminal");
		om_err_hint(err, "-o FILE.xlsx");
		return OM_EINVAL;
	}
	for (int i = 0; i < writer->count; i++) {
		names[i] = writer->columns[i].name;
		widths[i] = width_of(&writer->columns[i]);
	}
	struct om__xlsx_head head = {noun && strlen(noun->plural) < 31 ? noun->plural : NULL, names,
		widths, writer->count, writer->cli->om ? om_now(writer->cli->om) : 0};
	return om__xlsx_new(&head, &writer->book, err);
}

/* A clock of the company's zone, where it says the same when it is read again: not in the hour that
 * comes twice. */
static bool put_time(struct cli *cli, int64_t at, struct om__xlsx_cell *cell)
{
	struct om_civil civil;

	if (!cli->om || !cli->om->zone)
		return false;
	om__time_local(cli->om->zone, at, &civil);
	cell->num = om__days_from_civil(civil.year, civil.month, civil.day);
	cell->second = civil.hour * 3600 + civil.minute * 60 + civil.second;
	return civil.year >= 1901 && civil.year <= 9999 &&
		om__time_instant(cli->om->zone, &civil) == at;
}

/* An apostrophe that a reader would take away gets one more; a workbook's texts are never run. */
static const char *text_of(struct cli_writer *writer, const struct om_value *value)
{
	const char *text = cli_text(writer->cli, &writer->row, value);
	char *guarded = text && om__csv_wants_guard(text, OM_CSV_EXACT)
		? om__printf(&writer->row, "'%s", text)
		: NULL;

	return guarded ? guarded : text;
}

static void put(struct cli_writer *writer, const struct om_value *value, struct om__xlsx_cell *cell)
{
	*cell = (struct om__xlsx_cell){.kind = OM__XLSX_TEXT,
		.text = text_of(writer, value),
		.num = value->num,
		.currency = value->unit};
	if (value->is_empty)
		cell->kind = OM__XLSX_EMPTY;
	else if (value->type == OM_T_INT)
		cell->kind = OM__XLSX_INT;
	else if (value->type == OM_T_MONEY)
		cell->kind = OM__XLSX_MONEY;
	else if (value->type == OM_T_BOOL)
		cell->kind = OM__XLSX_BOOL;
	else if (value->type == OM_T_DAY)
		cell->kind = OM__XLSX_DAY;
	else if (value->type == OM_T_TIME && put_time(writer->cli, value->num, cell))
		cell->kind = OM__XLSX_TIME;
	else if (value->type == OM_T_ID || value->type == OM_T_ZIP || value->type == OM_T_REF)
		cell->kind = OM__XLSX_IDENT;
}

static int row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	struct om__xlsx_cell *cells =
		OM_NEWN(&writer->row, struct om__xlsx_cell, writer->count + 1);
	int rc = writer->book ? 0 : open_book(writer, err);

	(void)id;
	if (!cells)
		return om__nomem(err);
	for (int i = 0; i < writer->count; i++)
		put(writer, &values[i], &cells[i]);
	return rc < 0 ? rc : om__xlsx_row(writer->book, cells, writer->count, err);
}

static int copy_out(struct cli_writer *writer, int fd, struct om_err *err)
{
	char *block = om__alloc_raw(&writer->row, 1 << 16);
	ssize_t n = 1;
	int rc = block ? 0 : om__nomem(err);

	while (rc == 0 && n) {
		n = read(fd, block, 1 << 16);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = om_err_set(
				err, OM_EIO, "io", "cannot read the workbook: %s", strerror(errno));
		else
			rc = cli_write(writer->cli, block, (size_t)n, err);
	}
	return rc;
}

static int end(struct cli_writer *writer, struct om_err *err)
{
	int rc = writer->book ? 0 : open_book(writer, err), fd = -1;

	if (rc == 0)
		rc = om__xlsx_end(writer->book, &fd, err);
	if (rc == 0)
		rc = copy_out(writer, fd, err);
	if (fd >= 0)
		close(fd);
	return rc;
}

static void release(struct cli_writer *writer)
{
	om__xlsx_free(writer->book);
}

const struct cli_format cli_format_xlsx = {
	.name = "xlsx", .row = row, .end = end, .release = release};
