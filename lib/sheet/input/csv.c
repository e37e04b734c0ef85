/* CSV by libcsv in strict mode.
 *
 * A line without quotes needs no grammar: it is cut at its delimiters, which takes a tenth of the
 * time (a test holds both ways against each other).  For every other line libcsv is given one
 * physical line at a time, so that each call ends at most one row and line numbers are those of an
 * editor, newlines in quotes included.  Nothing is trimmed (a space function that always says no)
 * but the apostrophe by which an export guards a cell.  The half row that libcsv delivers before it
 * finds a quote open at the end is never given out.  The cells of a row stand in one block. */
#include <csv.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/buf.h"
#include "sheet/input/csv.h"
#include "sheet/input/input.h"

struct om_csv {
	struct om__input *input;
	char source[160];
	struct csv_parser parser;
	bool has_parser, is_ragged, is_failed, is_refused;
	atomic_bool is_guarded; /* a cell had a guard; read while another thread reads on */
	bool is_done;           /* the row under way has ended */
	const char *excess;     /* what is too long in it, or NULL */
	char delimiter;
	bool is_unquoted; /* quotes are text like any other */
	int width;        /* cells of the header, 0 before it */
	int64_t row_line, row_offset, quote_line;
	bool is_by_row;
	int64_t rows; /* begun so far, empty ones too */
	struct om_buf text;
	int count;
	size_t starts[OM_CSV_CELLS_MAX + 1];
	char *cells[OM_CSV_CELLS_MAX + 1];
};

static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* Is there room for one more cell of LEN bytes? */
static bool has_room(struct om_csv *csv, size_t len)
{
	if (csv->count >= OM_CSV_CELLS_MAX)
		csv->excess = "a row of more than 2000 cells";
	else if (len > OM_CSV_CELL_MAX)
		csv->excess = "a cell of more than 1 MiB";
	else
		return true;
	return false;
}

/* The apostrophe that guards the cell is no part of it. */
static size_t guard_length(struct om_csv *csv, const char *text, size_t len)
{
	if (!len || *text != '\'' || !om__csv_has_guard(text, len))
		return 0;
	csv->is_guarded = true;
	return 1;
}

static void on_cell(void *text, size_t len, void *arg)
{
	struct om_csv *csv = arg;

	if (!has_room(csv, len))
		return;
	size_t guard = guard_length(csv, text, len);
	csv->starts[csv->count++] = csv->text.len;
	om__buf_add(&csv->text, (const char *)text + guard, len - guard);
	om__buf_char(&csv->text, 0);
}

static void on_row(int end, void *arg)
{
	struct om_csv *csv = arg;

	(void)end;
	csv->is_done = true;
}

static int fail(
	struct om_csv *csv, struct om_err *err, const char *word, int64_t line, const char *text)
{
	csv->is_failed = true;
	om_err_set(err, OM_EINVAL, word, "%s", text);
	om_err_at(err, csv->source, line, 0);
	return OM_EINVAL;
}

/* The delimiter that the header line has most of, outside quotes; a comma where it has none. */
static char sniff(const char *line, size_t len)
{
	static const char candidates[] = {',', ';', '\t'};
	int counts[3] = {0}, best = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < len; i++) {
		is_quoted ^= line[i] == '"';
		for (int k = 0; k < 3 && !is_quoted; k++)
			counts[k] += line[i] == candidates[k];
	}
	for (int k = 1; k < 3; k++)
		if (counts[k] > counts[best])
			best = k;
	return candidates[best];
}

static bool is_blank(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n')
			return false;
	return true;
}

static bool is_comment(const char *text, size_t len)
{
	return len && text[0] == '#' &&
		(len == 1 || text[1] == ' ' || text[1] == '\t' || text[1] == '\r' ||
			text[1] == '\n');
}

/* Does the line hold each of the texts "A, B"? */
static bool holds_all(const char *line, size_t len, const char *texts)
{
	while (*texts) {
		size_t n = strcspn(texts, ",");
		if (!memmem(line, len, texts, n))
			return false;
		texts += n + (texts[n] == ',');
		texts += strspn(texts, " ");
	}
	return true;
}

static bool is_header(const struct om_csv *csv, const struct om_csv_options *options,
	const char *line, size_t len)
{
	if (om__input_line(csv->input) < options->header_line || is_blank(line, len))
		return false;
	return !options->header_has || holds_all(line, len, options->header_has);
}

/* Passes over what stands before the header and learns the delimiter from it. */
static int find_header(struct om_csv *csv, const struct om_csv_options *options, struct om_err *err)
{
	char *line;
	size_t len;
	int rc;

	while ((rc = om__input_peek(csv->input, &line, &len, err)) > 0) {
		if (is_header(csv, options, line, len)) {
			if (!csv->delimiter)
				csv->delimiter = sniff(line, len);
			return 0;
		}
		rc = om__input_next(csv->input, &line, &len, err);
		csv->rows++;
		if (rc < 0)
			break;
	}
	if (!csv->delimiter)
		csv->delimiter = ',';
	return rc;
}

int om__csv_open(int fd, const char *source, const struct om_csv_options *options,
	struct om_csv **ret, struct om_err *err)
{
	struct om_csv *csv = calloc(1, sizeof(*csv));
	int rc;

	if (!csv)
		return om__nomem(err);
	snprintf(csv->source, sizeof(csv->source), "%s", source);
	om__buf_init(&csv->text, OM_INPUT_LINE_MAX + OM_CSV_CELLS_MAX);
	csv->is_ragged = options->ragged;
	csv->is_by_row = options->is_by_row;
	csv->is_unquoted = options->unquoted;
	csv->delimiter = options->delimiter;
	rc = om__input_open(fd, source, options->encoding, &csv->input, err);
	if (rc == 0)
		rc = find_header(csv, options, err);
	if (rc == 0 && csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		rc = om__nomem(err);
	if (rc < 0) {
		om__csv_close(csv);
		return rc;
	}
	csv->has_parser = true;
	csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
	csv_set_space_func(&csv->parser, no_space);
	if (csv->is_unquoted)
		csv_set_quote(&csv->parser, 0); /* no file holds this byte */
	*ret = csv;
	return 0;
}

/* A line that is no row: empty, or a comment after the header. */
static bool is_passed_over(const struct om_csv *csv, const char *line, size_t len)
{
	return is_blank(line, len) || (csv->width && !csv->is_ragged && is_comment(line, len));
}

static int parse_failed(struct om_csv *csv, int64_t line, struct om_err *err)
{
	int64_t quote_line = csv->quote_line;

	if (csv_error(&csv->parser) != CSV_EPARSE) {
		csv->is_failed = true;
		return om__nomem(err);
	}
	if (!csv->parser.quoted)
		return fail(csv, err, "bad-row", line, "a quote inside a cell that is not quoted");
	fail(csv, err, "bad-row", line, "text after the closing quote of a cell");
	if (quote_line && quote_line != line)
		om_err_hint(err, "the quoted cell begins on line %lld", (long long)quote_line);
	return OM_EINVAL;
}

static int check_size(struct om_csv *csv, int64_t line, struct om_err *err)
{
	if (csv->excess)
		return fail(csv, err, "too-long", csv->row_line, csv->excess);
	if (csv->text.is_bad)
		return fail(csv, err, "too-long", csv->row_line, "a row of more than 16 MiB");
	if (!csv->is_done && csv->parser.entry_pos > OM_CSV_CELL_MAX) {
		fail(csv, err, "too-long", csv->quote_line ? csv->quote_line : line,
			"a quoted cell of more than 1 MiB");
		om_err_hint(err, "is its closing quote missing?");
		return OM_EINVAL;
	}
	return 0;
}

/* Gives libcsv one line.  An open quote is remembered with the line on which its cell began. */
static int feed(struct om_csv *csv, const char *text, size_t len, int64_t line, struct om_err *err)
{
	int count = csv->count;

	if (csv_parse(&csv->parser, text, len, on_cell, on_row, csv) != len)
		return parse_failed(csv, line, err);
	if (!csv->is_done && (!csv->quote_line || csv->count > count))
		csv->quote_line = line;
	return check_size(csv, line, err);
}

/* The length of a line without its end where it is a whole row that quotes have no part in, else 0.
 */
static size_t plain_length(const struct om_csv *csv, const char *line, size_t len)
{
	len -= len && line[len - 1] == '\n';
	len -= len && line[len - 1] == '\r';
	if (memchr(line, '\r', len) || (!csv->is_unquoted && memchr(line, '"', len)))
		return 0;
	return len;
}

/* A plain line becomes its row: each delimiter the NUL of a cell. */
static int split(struct om_csv *csv, const char *line, size_t len, struct om_err *err)
{
	char *at, *end;

	om__buf_add(&csv->text, line, len);
	om__buf_char(&csv->text, 0);
	csv->is_done = true;
	if (csv->text.is_bad)
		return check_size(csv, csv->row_line, err);
	at = csv->text.data;
	for (const char *stop = at + len; at <= stop; at = end + 1) {
		end = memchr(at, csv->delimiter, (size_t)(stop - at));
		if (!end)
			end = csv->text.data + len;
		if (!has_room(csv, (size_t)(end - at)))
			return check_size(csv, csv->row_line, err);
		csv->starts[csv->count++] =
			(size_t)(at - csv->text.data) + guard_length(csv, at, (size_t)(end - at));
		*end = '\0';
	}
	return 0;
}

/* The end of the file ends a row without a line end, but not a quote. */
static int finish(struct om_csv *csv, struct om_err *err)
{
	if (csv_fini(&csv->parser, on_cell, on_row, csv) != 0)
		return fail(csv, err, "unterminated-quote", csv->quote_line,
			"a quoted cell that never ends");
	if (check_size(csv, csv->row_line, err) < 0)
		return OM_EINVAL;
	return csv->is_done;
}

static int read_row(struct om_csv *csv, struct om_err *err)
{
	char *line;
	size_t len;
	int64_t number, offset;
	bool is_begun = false;
	size_t plain;
	int rc;

	om__buf_clear(&csv->text);
	csv->count = 0;
	csv->is_done = csv->is_refused = false;
	csv->quote_line = 0;
	while (!csv->is_done) {
		number = om__input_line(csv->input);
		offset = om__input_offset(csv->input);
		rc = om__input_next(csv->input, &line, &len, err);
		if (rc < 0) {
			csv->is_failed = true;
			return rc;
		}
		if (rc == 0)
			return is_begun ? finish(csv, err) : 0;
		csv->rows += !is_begun;
		if (!is_begun && is_passed_over(csv, line, len))
			continue;
		if (!is_begun) {
			csv->row_line = csv->is_by_row ? csv->rows : number;
			csv->row_offset = offset;
			is_begun = true;
			plain = plain_length(csv, line, len);
			if (plain)
				return split(csv, line, plain, err) < 0 ? OM_EINVAL : 1;
		}
		rc = feed(csv, line, len, number, err);
		if (rc < 0)
			return rc;
	}
	return 1;
}

static bool has_text(const struct om_csv *csv)
{
	if (csv->width && !csv->is_ragged && is_comment(csv->text.data, strlen(csv->text.data)))
		return false;
	return csv->text.len > (size_t)csv->count;
}

static int check_width(struct om_csv *csv, struct om_err *err)
{
	if (!csv->width)
		csv->width = csv->count;
	if (csv->count == csv->width || (csv->is_ragged && csv->count > csv->width))
		return 0;
	if (!csv->is_ragged) {
		csv->is_refused = true;
		om_err_set(err, OM_EINVAL, "bad-row", "%d cells, but the header has %d", csv->count,
			csv->width);
		om_err_at(err, csv->source, csv->row_line, 0);
	}
	while (csv->count < csv->width) {
		csv->starts[csv->count++] = csv->text.len;
		om__buf_char(&csv->text, 0);
	}
	return csv->is_refused ? OM_EINVAL : 0;
}

int om__csv_next(struct om_csv *csv, char ***ret_cells, int *ret_count, int64_t *ret_line,
	struct om_err *err)
{
	int rc;

	if (csv->is_failed)
		return fail(csv, err, "bad-row", csv->row_line, "the file cannot be read further");
	do {
		rc = read_row(csv, err);
		if (rc <= 0)
			return rc;
	} while (!has_text(csv));
	rc = check_width(csv, err);
	for (int i = 0; i < csv->count; i++)
		csv->cells[i] = csv->text.data + csv->starts[i];
	if (rc < 0)
		return rc;
	*ret_cells = csv->cells;
	*ret_count = csv->count;
	*ret_line = csv->row_line;
	return 1;
}

bool om__csv_refused(const struct om_csv *csv, char ***ret_cells, int *ret_count, int64_t *ret_line)
{
	if (!csv->is_refused)
		return false;
	*ret_cells = (char **)csv->cells;
	*ret_count = csv->count;
	*ret_line = csv->row_line;
	return true;
}

bool om__csv_is_guarded(const struct om_csv *csv)
{
	return csv->is_guarded;
}

int64_t om__csv_bytes(const struct om_csv *csv)
{
	return om__input_bytes(csv->input);
}

char om__csv_delimiter(const struct om_csv *csv)
{
	return csv->delimiter;
}

int64_t om__csv_offset(const struct om_csv *csv)
{
	return csv->row_offset;
}

int om__csv_seek(struct om_csv *csv, int64_t offset, int64_t line, struct om_err *err)
{
	csv->rows = line - 1;
	return om__input_seek(csv->input, offset, line, err);
}

void om__csv_close(struct om_csv *csv)
{
	if (!csv)
		return;
	if (csv->has_parser)
		csv_free(&csv->parser);
	om__input_close(csv->input);
	om__buf_release(&csv->text);
	free(csv);
}
