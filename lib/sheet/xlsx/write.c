/* A workbook of one sheet, by libxlsxwriter, opened when the first one is written.
 *
 * The library does not look whether what it spools could be written: a full disk leaves holes in a
 * workbook that it calls finished.  So each is read before it is handed out, and its cells counted.
 * Rows go to disk as they come (constant memory).  Numbers, money and dates are numbers with a
 * format, so that a spreadsheet can count with them; identifiers are text and stay as they are
 * (reports.md E1).  The file has no name: it is read through its descriptor. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "base/buf.h"
#include "base/text.h"
#include "sheet/xlsx/read.h"
#include <om/money.h>

#define DAY_OF_1970 25569
/* Beyond it a number of a spreadsheet loses digits. */
#define EXACT_MAX ((int64_t)1000000000000000)

#define MEMBER(name) __typeof__(name) *name
#define ROW(name) \
	{ \
#name, offsetof(struct functions, name) \
	}
static struct functions {
	MEMBER(workbook_new_opt);
	MEMBER(workbook_add_worksheet);
	MEMBER(workbook_add_format);
	MEMBER(workbook_close);
	MEMBER(workbook_set_properties);
	MEMBER(worksheet_write_string);
	MEMBER(worksheet_write_number);
	MEMBER(worksheet_write_boolean);
	MEMBER(worksheet_set_column);
	MEMBER(worksheet_freeze_panes);
	MEMBER(format_set_bold);
	MEMBER(format_set_bottom);
	MEMBER(format_set_bg_color);
	MEMBER(format_set_num_format);
	MEMBER(lxw_strerror);
} lib;
static const struct {
	const char *name;
	size_t at;
} symbols[] = {
	ROW(workbook_new_opt),
	ROW(workbook_add_worksheet),
	ROW(workbook_add_format),
	ROW(workbook_close),
	ROW(workbook_set_properties),
	ROW(worksheet_write_string),
	ROW(worksheet_write_number),
	ROW(worksheet_write_boolean),
	ROW(worksheet_set_column),
	ROW(worksheet_freeze_panes),
	ROW(format_set_bold),
	ROW(format_set_bottom),
	ROW(format_set_bg_color),
	ROW(format_set_num_format),
	ROW(lxw_strerror),
};

enum { F_HEAD, F_IDENT, F_INT, F_DAY, F_TIME, F_MONEY0, F_MONEY2, F_MONEY3, F_COUNT };
static const char *const codes[F_COUNT] = {
	[F_IDENT] = "@",
	[F_INT] = "0",
	[F_DAY] = "yyyy-mm-dd",
	[F_TIME] = "yyyy-mm-dd hh:mm:ss",
	[F_MONEY0] = "#,##0",
	[F_MONEY2] = "#,##0.00##",
	[F_MONEY3] = "#,##0.000#",
};

struct om__xlsx_out {
	FILE *file;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *formats[F_COUNT];
	lxw_row_t row;
	int64_t cells;      /* that were written */
	struct om_buf text; /* of a cell, escaped */
};

static int load(struct om_err *err)
{
	static const char file[] = "libxlsxwriter.so.4";
	static bool is_loaded;
	void *handle = is_loaded ? NULL : dlopen(file, RTLD_NOW | RTLD_LOCAL);

	if (is_loaded)
		return 0;
	for (size_t i = 0; handle && i < OM_COUNT(symbols); i++) {
		void *symbol = dlsym(handle, symbols[i].name);
		if (!symbol)
			handle = NULL;
		memcpy((char *)&lib + symbols[i].at, &symbol, sizeof(symbol));
	}
	is_loaded = handle != NULL;
	if (is_loaded)
		return 0;
	om_err_set(err, OM_EIO, "io", "workbooks need %s: %s", file, dlerror());
	om_err_hint(err, "install it, or take --format csv");
	return OM_EIO;
}

static int failed(lxw_error error, struct om_err *err)
{
	return om_err_set(
		err, OM_EIO, "io", "cannot write the workbook: %s", lib.lxw_strerror(error));
}

static int begin_book(struct om__xlsx_out *out, struct om_err *err)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE};
	char path[64];

	out->file = tmpfile();
	if (!out->file)
		return om_err_set(
			err, OM_EIO, "io", "cannot make a spool file: %s", strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(out->file));
	out->book = lib.workbook_new_opt(path, &options);
	if (!out->book)
		return om__nomem(err);
	for (int i = 0; i < F_COUNT; i++) {
		out->formats[i] = lib.workbook_add_format(out->book);
		if (!out->formats[i])
			return om__nomem(err);
		if (codes[i])
			lib.format_set_num_format(out->formats[i], codes[i]);
	}
	lib.format_set_bold(out->formats[F_HEAD]);
	lib.format_set_bottom(out->formats[F_HEAD], LXW_BORDER_THIN);
	lib.format_set_bg_color(out->formats[F_HEAD], 0xe8edf2);
	return 0;
}

static int begin_sheet(
	struct om__xlsx_out *out, const struct om__xlsx_head *head, struct om_err *err)
{
	lxw_doc_properties properties = {.created = (time_t)head->created_at};
	lxw_error error = lib.workbook_set_properties(out->book, &properties);

	out->sheet = lib.workbook_add_worksheet(out->book, head->sheet);
	if (!out->sheet)
		return om__nomem(err);
	lib.worksheet_freeze_panes(out->sheet, 1, 0);
	for (int i = 0; i < head->count && !error; i++)
		error = lib.worksheet_set_column(
			out->sheet, (lxw_col_t)i, (lxw_col_t)i, head->widths[i], NULL);
	for (int i = 0; i < head->count && !error; i++)
		error = lib.worksheet_write_string(
			out->sheet, 0, (lxw_col_t)i, head->names[i], out->formats[F_HEAD]);
	out->row = 1;
	out->cells = head->count;
	return error ? failed(error, err) : 0;
}

int om__xlsx_new(const struct om__xlsx_head *head, struct om__xlsx_out **ret, struct om_err *err)
{
	struct om__xlsx_out *out;
	int rc = load(err);

	if (rc < 0)
		return rc;
	out = calloc(1, sizeof(*out));
	if (!out)
		return om__nomem(err);
	om__buf_init(&out->text, 0);
	rc = begin_book(out, err);
	if (rc == 0)
		rc = begin_sheet(out, head, err);
	if (rc < 0) {
		om__xlsx_free(out);
		return rc;
	}
	*ret = out;
	return 0;
}

/* ---- cells ---- */

static lxw_format *money_format(const struct om__xlsx_out *out, const char *currency)
{
	int digits = om_currency_digits(currency ? currency : "");

	return out->formats[digits == 0 ? F_MONEY0 : digits == 3 ? F_MONEY3 : F_MONEY2];
}

/* What only looks like an escaped character: its underscore is escaped. */
static const char *escape(struct om__xlsx_out *out, const char *text)
{
	if (!strstr(text, "_x"))
		return text;
	om__buf_clear(&out->text);
	for (; *text; text++) {
		if (om__book_is_escape(text))
			om__buf_str(&out->text, "_x005F");
		om__buf_char(&out->text, *text);
	}
	return out->text.data;
}

static lxw_error put_text(
	struct om__xlsx_out *out, lxw_col_t column, const char *text, bool is_ident)
{
	const char *escaped = escape(out, text);

	if (out->text.is_bad)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	/* An empty text without a format leaves no cell behind. */
	out->cells += *escaped || is_ident;
	return lib.worksheet_write_string(
		out->sheet, out->row, column, escaped, is_ident ? out->formats[F_IDENT] : NULL);
}

/* A number that a spreadsheet would round is text. */
static lxw_error put_number(struct om__xlsx_out *out, lxw_col_t column,
	const struct om__xlsx_cell *cell, double number, lxw_format *format)
{
	if (cell->num > EXACT_MAX || cell->num < -EXACT_MAX)
		return put_text(out, column, cell->text, false);
	out->cells++;
	return lib.worksheet_write_number(out->sheet, out->row, column, number, format);
}

static lxw_error put_cell(
	struct om__xlsx_out *out, lxw_col_t column, const struct om__xlsx_cell *cell)
{
	double number = (double)cell->num;

	switch (cell->kind) {
	case OM__XLSX_EMPTY: return LXW_NO_ERROR;
	case OM__XLSX_TEXT: return put_text(out, column, cell->text, false);
	case OM__XLSX_IDENT: return put_text(out, column, cell->text, true);
	case OM__XLSX_INT: return put_number(out, column, cell, number, out->formats[F_INT]);
	case OM__XLSX_MONEY:
		return put_number(out, column, cell, number / OM_MONEY_ONE,
			money_format(out, cell->currency));
	case OM__XLSX_DAY:
		return put_number(out, column, cell, number + DAY_OF_1970, out->formats[F_DAY]);
	case OM__XLSX_TIME:
		return put_number(out, column, cell,
			number + DAY_OF_1970 + (double)cell->second / 86400, out->formats[F_TIME]);
	case OM__XLSX_BOOL:
		out->cells++;
		return lib.worksheet_write_boolean(
			out->sheet, out->row, column, cell->num != 0, NULL);
	}
	return LXW_NO_ERROR;
}

int om__xlsx_row(
	struct om__xlsx_out *out, const struct om__xlsx_cell *cells, int count, struct om_err *err)
{
	if (out->row >= OM__XLSX_ROWS_MAX) {
		om_err_set(err, OM_ELIMIT, "too-large", "a sheet has no more than %d rows",
			OM__XLSX_ROWS_MAX);
		om_err_hint(err, "--format csv has no such limit");
		return OM_ELIMIT;
	}
	for (int i = 0; i < count; i++) {
		lxw_error error = put_cell(out, (lxw_col_t)i, &cells[i]);
		if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
			return om_err_set(err, OM_EINVAL, "too-long",
				"a text in row %u is longer than the %d characters of a cell",
				(unsigned)out->row + 1, OM__XLSX_TEXT_MAX);
		if (error)
			return failed(error, err);
	}
	out->row++;
	return 0;
}

/* ---- the end ---- */

static void count_cell(void *arg, const char *name, const char **attributes)
{
	int64_t *count = arg;

	(void)attributes;
	*count += !strcmp(name, "c");
}

/* Every part is whole, and the sheet has the cells that were written. */
static int prove(const struct om__xlsx_out *out, struct om__book *book, struct om_err *err)
{
	static const struct om__xml sheet = {.begin = count_cell}, other = {NULL, NULL, NULL};
	const char *path;
	int64_t cells = 0;
	int rc = 1;

	for (int64_t i = 0; rc > 0 && (path = om__book_path(book, i)); i++)
		rc = om__book_part(book, path, false,
			strncmp(path, "xl/worksheets/", 14) ? &other : &sheet, &cells, err);
	if (rc == OM_EINVAL || (rc > 0 && cells != out->cells)) {
		om_err_clear(err);
		rc = om_err_set(err, OM_EIO, "io", "the workbook did not come out whole");
		om_err_hint(err, "is there room for spool files in %s?", P_tmpdir);
	}
	return rc < 0 ? rc : 0;
}

static int read_back(const struct om__xlsx_out *out, int fd, struct om_err *err)
{
	struct om__book book;
	int rc = om__book_open(&book, fd, "workbook", err);

	book.is_ours = true;
	if (rc == 0)
		rc = prove(out, &book, err);
	om__book_close(&book);
	if (rc == 0 && lseek(fd, 0, SEEK_SET) < 0)
		rc = om_err_set(err, OM_EIO, "io", "cannot read the workbook: %s", strerror(errno));
	return rc;
}

int om__xlsx_end(struct om__xlsx_out *out, int *ret_fd, struct om_err *err)
{
	lxw_error error = lib.workbook_close(out->book);
	int fd, rc;

	out->book = NULL;
	if (error)
		return failed(error, err);
	fd = dup(fileno(out->file));
	if (fd < 0)
		return om_err_set(
			err, OM_EIO, "io", "cannot read the workbook: %s", strerror(errno));
	rc = read_back(out, fd, err);
	if (rc < 0) {
		close(fd);
		return rc;
	}
	*ret_fd = fd;
	return 0;
}

/* A workbook that is given up is closed all the same: nothing else frees it, and its file has no
 * name. */
void om__xlsx_free(struct om__xlsx_out *out)
{
	if (!out)
		return;
	if (out->book)
		lib.workbook_close(out->book);
	if (out->file)
		fclose(out->file);
	om__buf_release(&out->text);
	free(out);
}
