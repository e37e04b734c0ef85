/* A sheet of a workbook as the text of a CSV file.
 *
 * Rows are written as they are read: nothing of the sheet stays in memory but the row under way.
 * Row N is record N; rows that the sheet leaves out are empty lines. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include "base/text.h"
#include "sheet/input/csv.h"
#include "sheet/xlsx/read.h"

struct reader {
	struct om__book *book;
	const char *name; /* of the sheet */
	int to;
	struct om_buf out, value;
	struct om_buf cells; /* texts of the row, each with its NUL */
	size_t *starts;      /* of the cells, by column; 0: empty */
	int64_t row, written;
	int column, last, width;
	char type[12];
	int style;
	bool in_value, in_sound;
};

static const char no_text[] = "";

/* "C12" to column 2 and row 12. */
static bool parse_place(const char *text, int64_t *ret_row, int *ret_column)
{
	int64_t column = 0, row = 0;
	const char *p = text;

	for (; *p >= 'A' && *p <= 'Z' && column <= OM__XLSX_COLUMNS_MAX; p++)
		column = column * 26 + (*p - 'A') + 1;
	for (; *p >= '0' && *p <= '9' && row <= OM__XLSX_ROWS_MAX; p++)
		row = row * 10 + (*p - '0');
	if (*p || !column || !row || column > OM__XLSX_COLUMNS_MAX || row > OM__XLSX_ROWS_MAX)
		return false;
	*ret_row = row;
	*ret_column = (int)column - 1;
	return true;
}

/* Column 2 of row 12 as "C12". */
static const char *place_name(int64_t row, int column, char ret[24])
{
	char letters[4];
	int n = 3;

	letters[3] = 0;
	for (column++; column > 0 && n > 0; column = (column - 1) / 26)
		letters[--n] = (char)('A' + (column - 1) % 26);
	snprintf(ret, 24, "%s%lld", letters + n, (long long)row);
	return ret;
}

static void flush(struct reader *r)
{
	const char *text = r->out.data;
	size_t left = r->out.len;

	while (left && !r->book->err.code) {
		ssize_t n = write(r->to, text, left);
		if (n < 0 && errno != EINTR)
			om__book_fail(r->book, OM_EIO, "io", "cannot spool: %s", strerror(errno));
		if (n > 0) {
			text += n;
			left -= (size_t)n;
		}
	}
	if (r->out.is_bad || r->cells.is_bad || r->value.is_bad)
		om__book_fail(r->book, OM_ELIMIT, "too-large", "a row of more than 16 MiB");
	om__buf_clear(&r->out);
}

/* ---- cells ---- */

static void refuse_cell(struct reader *r, const char *word, const char *fmt, const char *what)
{
	char place[24], text[200];

	snprintf(text, sizeof(text), fmt, what);
	om__book_fail(r->book, OM_EINVAL, word, "cell %s!%s %s", r->name,
		place_name(r->row, r->column, place), text);
	r->book->err.line = r->row;
}

static void put_shared(struct reader *r, struct om_buf *to)
{
	struct om_err err = {0};
	int64_t index = -1;

	if (om__int_parse(r->value.data, &index, &err) < 0 || index < 0 ||
		(size_t)index >= r->book->string_count)
		refuse_cell(r, "bad-row", "refers to a text that is not there%s", "");
	else
		om__book_string(to, r->book->strings[index] ? r->book->strings[index] : "");
}

static void put_value(struct reader *r, struct om_buf *to)
{
	const struct om__book *book = r->book;

	if (!strcmp(r->type, "e"))
		refuse_cell(r, "bad-row", "holds the error '%s'", r->value.data);
	else if (!strcmp(r->type, "s"))
		put_shared(r, to);
	else if (!strcmp(r->type, "b"))
		om__buf_str(to, *r->value.data == '1' ? "TRUE" : "FALSE");
	else if (!strcmp(r->type, "str") || !strcmp(r->type, "inlineStr"))
		om__book_string(to, r->value.data);
	else if (!strcmp(r->type, "d"))
		om__buf_str(to, r->value.data);
	else
		om__book_number(to, r->value.data,
			r->style < book->style_count ? &book->styles[r->style] : NULL,
			book->is_1904);
}

static void begin_cell(struct reader *r, const char **attributes)
{
	const char *place = om__xml_attribute(attributes, "r");
	const char *type = om__xml_attribute(attributes, "t");
	const char *style = om__xml_attribute(attributes, "s");
	struct om_err err = {0};
	int64_t row = r->row, number = 0;

	r->column++;
	if (place && (!parse_place(place, &row, &r->column) || row != r->row)) {
		om__book_fail(r->book, OM_EINVAL, "bad-encoding",
			"this is no workbook that can be read: cell '%.40s' in row %lld", place,
			(long long)r->row);
		return;
	}
	if (r->column >= OM_CSV_CELLS_MAX)
		refuse_cell(r, "too-long", "stands beyond %s columns", "2000");
	snprintf(r->type, sizeof(r->type), "%s", type ? type : "n");
	if (style && om__int_parse(style, &number, &err) == 0 && number >= 0 && number < 1000000)
		r->style = (int)number;
	else
		r->style = 0;
	om__buf_clear(&r->value);
}

static void end_cell(struct reader *r)
{
	size_t start = r->cells.len;

	if (!r->value.len || r->book->err.code || r->starts[r->column])
		return;
	put_value(r, &r->cells);
	if (r->cells.len - start > OM_CSV_CELL_MAX)
		refuse_cell(r, "too-long", "is longer than %s", "1 MiB");
	if (r->cells.len == start)
		return;
	om__buf_char(&r->cells, 0);
	r->starts[r->column] = start;
	if (r->column > r->last)
		r->last = r->column;
}

/* ---- rows ---- */

static void begin_row(struct reader *r, const char **attributes)
{
	const char *number = om__xml_attribute(attributes, "r");
	struct om_err err = {0};
	int64_t row = r->row + 1;

	if (number &&
		(om__int_parse(number, &row, &err) < 0 || row <= r->row ||
			row > OM__XLSX_ROWS_MAX)) {
		om__book_fail(r->book, OM_EINVAL, "bad-encoding",
			"this is no workbook that can be read: row '%.40s' after row %lld", number,
			(long long)r->row);
		return;
	}
	r->row = row;
	r->column = r->last = -1;
	om__buf_clear(&r->cells);
	/* Place 0 means an empty cell. */
	om__buf_char(&r->cells, 0);
	memset(r->starts, 0, OM_CSV_CELLS_MAX * sizeof(*r->starts));
}

static void end_row(struct reader *r)
{
	int count = r->last + 1;

	if (r->book->err.code || !count)
		return;
	for (; r->written + 1 < r->row; r->written++)
		om__buf_char(&r->out, '\n');
	if (!r->width)
		r->width = count;
	count = count > r->width ? count : r->width;
	for (int i = 0; i < count; i++) {
		const char *text = r->starts[i] ? r->cells.data + r->starts[i] : no_text;
		if (i)
			om__buf_char(&r->out, ',');
		/* A comment of a template is one in a workbook too, but nothing else is. */
		om__buf_csv(&r->out, text, ',', OM_CSV_PLAIN);
	}
	om__buf_char(&r->out, '\n');
	r->written++;
	if (r->out.len > (1 << 16) || r->out.is_bad)
		flush(r);
}

static void sheet_begin(void *arg, const char *name, const char **attributes)
{
	struct reader *r = arg;

	if (!strcmp(name, "row"))
		begin_row(r, attributes);
	else if (!strcmp(name, "c"))
		begin_cell(r, attributes);
	else if (!strcmp(name, "v") || !strcmp(name, "t"))
		r->in_value = r->column >= 0;
	else if (!strcmp(name, "rPh"))
		r->in_sound = true;
}

static void sheet_end(void *arg, const char *name)
{
	struct reader *r = arg;

	if (!strcmp(name, "row"))
		end_row(r);
	else if (!strcmp(name, "c"))
		end_cell(r);
	else if (!strcmp(name, "v") || !strcmp(name, "t"))
		r->in_value = false;
	else if (!strcmp(name, "rPh"))
		r->in_sound = false;
}

static void sheet_text(void *arg, const char *text, size_t len)
{
	struct reader *r = arg;

	if (r->in_value && !r->in_sound)
		om__buf_add(&r->value, text, len);
}

/* ---- the sheet ---- */

static const struct om__book_sheet *find_sheet(struct om__book *book, const char *names)
{
	for (const char *p = names; *p;) {
		const char *slash = strstr(p, " / ");
		size_t len = slash ? (size_t)(slash - p) : strlen(p);

		for (int i = 0; i < book->sheet_count; i++) {
			const char *name = book->sheets[i].name;
			char *wanted = om__strndup(&book->arena, p, len);
			if (wanted && name && om__caseeq(name, wanted))
				return &book->sheets[i];
		}
		p += len + (slash ? 3 : 0);
	}
	return NULL;
}

/* *RET is the sheet that is wanted. */
static int choose(struct om__book *book, const char *names, const struct om__book_sheet **ret,
	struct om_err *err)
{
	struct om_buf all;

	*ret = names ? find_sheet(book, names) : book->sheets;
	if (*ret && (*ret)->part)
		return 0;
	om__buf_init(&all, 0);
	for (int i = 0; i < book->sheet_count && all.len < 150; i++)
		om__buf_fmt(&all, "%s%s", i ? ", " : "", book->sheets[i].name);
	om_err_set(err, OM_EINVAL, "missing-header", "the workbook has no sheet '%s'",
		names ? names : "");
	om_err_at(err, book->source, 0, 0);
	om_err_hint(err, "--sheet takes one of: %s", all.data);
	om__buf_release(&all);
	return OM_EINVAL;
}

static int read_sheet(struct reader *r, const char *part, struct om_err *err)
{
	static const struct om__xml xml = {
		.begin = sheet_begin, .end = sheet_end, .text = sheet_text};
	int rc;

	r->starts = OM_NEWN(&r->book->arena, size_t, OM_CSV_CELLS_MAX);
	if (!r->starts)
		return om__nomem(err);
	rc = om__book_part(r->book, part, false, &xml, r, err);
	if (rc < 0)
		return rc;
	flush(r);
	if (r->book->err.code)
		*err = r->book->err;
	return r->book->err.code;
}

int om__xlsx_to_csv(int fd, const char *source, const char *sheets, int to, struct om_err *err)
{
	const struct om__book_sheet *sheet;
	struct om__book book;
	struct reader r = {.book = &book, .to = to, .column = -1};
	int rc;

	om__buf_init(&r.out, 0);
	om__buf_init(&r.value, (size_t)16 << 20);
	om__buf_init(&r.cells, (size_t)16 << 20);
	rc = om__book_open(&book, fd, source, err);
	if (rc == 0)
		rc = om__book_read(&book, err);
	if (rc == 0)
		rc = choose(&book, sheets, &sheet, err);
	if (rc == 0) {
		r.name = sheet->name;
		rc = read_sheet(&r, sheet->part, err);
	}
	om__book_close(&book);
	om__buf_release(&r.out);
	om__buf_release(&r.value);
	om__buf_release(&r.cells);
	return rc;
}
