/* The one writer of rows: a verb hands over typed values and never formats.
 *
 * A writer has a format (a table of functions), its columns, and a buffer that is written out after
 * each row; what a row needs lives in an arena that is emptied with it, so that a million rows take
 * no more memory than one.  Only here and in the formats are spellings known. */
#include "base/text.h"
#include "base/time.h"
#include "base/units.h"
#include "cli/inner.h"
#include <om/money.h>

#define ROW_MAX \
	((size_t)256 << 20) /* bytes of one printed row, and of the rows that a table looks ahead \
			     */

struct om_value cli_value_text(enum om_type type, const char *text)
{
	bool is_empty = !text || !*text;

	return (struct om_value){
		.type = type, .is_empty = is_empty, .text = text ? text : "", .unit = ""};
}

struct om_value cli_value_int(int64_t num)
{
	return (struct om_value){.type = OM_T_INT, .num = num, .text = "", .unit = ""};
}

/* The instant in UTC, for verbs that run without a database and so without a company's zone. */
static char *utc_text(struct om_arena *arena, int64_t at)
{
	int64_t day = at / 86400 - (at % 86400 < 0);
	int second = (int)(at - day * 86400);
	char date[OM_TIME_TEXT];

	om__day_print(day, date);
	return om__printf(
		arena, "%sT%02d:%02d:%02dZ", date, second / 3600, second / 60 % 60, second % 60);
}

static char *text_without_database(struct om_arena *arena, const struct om_value *value)
{
	char text[OM_UNIT_TEXT];

	switch (value->type) {
	case OM_T_BOOL: return om__strdup(arena, value->num ? "yes" : "no");
	case OM_T_INT: return om__printf(arena, "%lld", (long long)value->num);
	case OM_T_DECIMAL: return om__strdup(arena, om_decimal_print(value->num, text));
	case OM_T_MONEY: return om__strdup(arena, om_money_print(value->num, value->unit, text));
	case OM_T_WEIGHT: return om__strdup(arena, om__weight_print(value->num, value->unit, text));
	case OM_T_LENGTH: return om__strdup(arena, om__length_print(value->num, value->unit, text));
	case OM_T_TIME: return utc_text(arena, value->num);
	case OM_T_DAY: return om__strdup(arena, om__day_print(value->num, text));
	case OM_T_CLOCK:
		return om__printf(
			arena, "%02d:%02d", (int)(value->num / 3600), (int)(value->num / 60 % 60));
	default: return om__strdup(arena, value->text);
	}
}

/* A measure in the unit that --unit asks for: exactly where six places can, else the nearest. */
static const char *in_unit(struct om_arena *arena, const struct om_value *value, const char *unit)
{
	bool is_weight = value->type == OM_T_WEIGHT;
	char text[OM_UNIT_TEXT], one[OM_UNIT_TEXT];
	struct om_err err = {0};
	const char *word;
	int64_t grains = 1;
	size_t digits;

	if (is_weight)
		om__weight_print(value->num, unit, text);
	else
		om__length_print(value->num, unit, text);
	digits = strspn(text, "-0123456789.");
	if (strcmp(text + digits, unit) != 0) {
		snprintf(one, sizeof(one), "1%s", unit);
		if ((is_weight ? om__weight_parse(one, unit, &grains, &word, &err)
			       : om__length_parse(one, unit, &grains, &word, &err)) < 0)
			return NULL;
		__int128 millionths = ((__int128)value->num * 1000000 + grains / 2) / grains;
		snprintf(text, sizeof(text), "%lld.%06lld", (long long)(millionths / 1000000),
			(long long)(millionths % 1000000));
		digits = strlen(text);
		while (text[digits - 1] == '0')
			digits--;
		digits -= text[digits - 1] == '.';
	}
	return om__printf(arena, "%.*s%s", (int)digits, text, unit);
}

const char *cli_text(struct cli *cli, struct om_arena *arena, const struct om_value *value)
{
	if (value->is_empty)
		return "";
	if (value->type == OM_T_ID || value->type == OM_T_TEXT || value->type == OM_T_WORD ||
		value->type == OM_T_REF)
		return value->text;
	const char *unit = value->type == OM_T_WEIGHT ? cli->weight_unit
		: value->type == OM_T_LENGTH          ? cli->length_unit
						      : NULL;
	const char *text = unit ? in_unit(arena, value, unit)
		: cli->om       ? om_value_print(cli->om, arena, value)
				: text_without_database(arena, value);
	return text ? text : "";
}

static int ids_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	if (!id)
		id = writer->count ? cli_text(writer->cli, &writer->row, &values[0]) : "";
	/* A record that has several rows, an order its items, is named once. */
	if (writer->last_id && !strcmp(writer->last_id, id))
		return 0;
	om__arena_reset(&writer->ids);
	writer->last_id = om__strdup(&writer->ids, id);
	if (!writer->last_id)
		return om__nomem(err);
	om__buf_str(&writer->buf, id);
	om__buf_char(&writer->buf, '\n');
	return 0;
}

const struct cli_format cli_format_ids = {.name = "ids", .row = ids_row};

const struct cli_format *cli_format(struct cli *cli)
{
	static const struct cli_format *const formats[] = {&cli_format_table, &cli_format_csv,
		&cli_format_tsv, &cli_format_json, &cli_format_ndjson, &cli_format_xlsx,
		&cli_format_ids};

	for (size_t i = 0; cli->format && i < OM_COUNT(formats); i++)
		if (!strcmp(formats[i]->name, cli->format))
			return formats[i];
	return cli_is_terminal(cli) ? &cli_format_table : &cli_format_csv;
}

static int flush(struct cli_writer *writer, struct om_err *err)
{
	if (om__buf_check(&writer->buf, err) < 0)
		return err->code;
	int rc = cli_write(writer->cli, writer->buf.data, writer->buf.len, err);
	om__buf_clear(&writer->buf);
	return rc;
}

static int copy_columns(
	struct cli_writer *writer, const struct cli_column *columns, struct om_err *err)
{
	writer->columns = OM_NEWN(&writer->arena, struct cli_column, writer->count + 1);
	if (!writer->columns)
		return om__nomem(err);
	for (int i = 0; i < writer->count; i++) {
		writer->columns[i].type = columns[i].type;
		writer->columns[i].name = om__strdup(&writer->arena, columns[i].name);
		if (!writer->columns[i].name)
			return om__nomem(err);
	}
	return 0;
}

int cli_writer_new(struct cli *cli, const struct cli_format *format,
	const struct cli_column *columns, int n, struct cli_writer **ret, struct om_err *err)
{
	struct cli_writer *writer = OM_NEW(&cli->arena, struct cli_writer);

	if (!writer)
		return om__nomem(err);
	writer->cli = cli;
	writer->format = format;
	writer->count = n;
	om__arena_init(&writer->arena);
	om__arena_init(&writer->row);
	om__arena_init(&writer->ids);
	om__buf_init(&writer->buf, ROW_MAX);
	*ret = writer;
	int rc = copy_columns(writer, columns, err);
	if (rc == 0 && format->begin)
		format->begin(writer);
	if (rc < 0)
		cli_writer_free(writer);
	return rc;
}

int cli_writer_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	int rc = writer->format->row(writer, values, id, err);

	om__arena_reset(&writer->row);
	writer->rows++;
	return rc < 0 ? rc : flush(writer, err);
}

int cli_writer_end(struct cli_writer *writer, struct om_err *err)
{
	if (writer->is_ended)
		return 0;
	writer->is_ended = true;
	if (writer->format->end && writer->format->end(writer, err) < 0)
		return err->code;
	if (flush(writer, err) < 0)
		return err->code;
	if (writer->format->after)
		writer->format->after(writer);
	return 0;
}

void cli_writer_free(struct cli_writer *writer)
{
	if (!writer)
		return;
	if (writer->format->release)
		writer->format->release(writer);
	writer->book = NULL;
	om__arena_release(&writer->arena);
	om__arena_release(&writer->row);
	om__arena_release(&writer->ids);
	om__buf_release(&writer->buf);
}

static int find_column(const struct cli_column *columns, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(columns[i].name, name))
			return i;
	return -1;
}

static int unknown_column(struct cli *cli, const struct cli_column *columns, int n,
	const char *name, struct om_err *err)
{
	char *words = om__strdup(&cli->arena, "");

	for (int i = 0; words && i < n; i++)
		words = om__printf(&cli->arena, "%s %s", words, columns[i].name);
	const char *near = words ? om__nearest(&cli->arena, name, words) : NULL;
	om_err_set(err, OM_EINVAL, "unknown-column", "no column '%s'", name);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	om_err_at(err, "--columns", 0, 0);
	return OM_EINVAL;
}

/* Reads "a,b" into PICKS; "+c" leaves the usual columns, which are all there are.  Returns how
 * many, or negative. */
static int pick_columns(
	struct cli *cli, const struct cli_column *columns, int n, int *picks, struct om_err *err)
{
	int count = 0;

	for (const char *p = cli->columns; *p; p += *p == ',') {
		bool is_added = *p == '+';
		p += is_added;
		size_t len = strcspn(p, ",");
		char *name = om__strndup(&cli->arena, p, len);
		if (!name)
			return om__nomem(err);
		int at = find_column(columns, n, name);
		if (at < 0)
			return unknown_column(cli, columns, n, name, err);
		if (!is_added)
			picks[count++] = at;
		p += len;
	}
	return count;
}

/* In place of rows: what columns there are. */
static int print_columns(
	struct cli *cli, const struct cli_column *columns, int n, struct om_err *err)
{
	static const struct cli_column heading[] = {{"name", OM_T_WORD}, {"type", OM_T_WORD}};
	int rc =
		cli_writer_new(cli, cli_format(cli), heading, OM_COUNT(heading), &cli->writer, err);

	for (int i = 0; i < n && rc == 0; i++) {
		struct om_value values[] = {cli_value_text(OM_T_WORD, columns[i].name),
			cli_value_text(OM_T_WORD, om_type_name(columns[i].type))};
		rc = cli_writer_row(cli->writer, values, NULL, err);
	}
	if (rc == 0)
		cli->writer->is_help = true;
	return rc;
}

static int picked_columns(
	struct cli *cli, const struct cli_column *columns, int n, struct om_err *err)
{
	/* As many as there are commas can be asked for. */
	int *picks = OM_NEWN(&cli->arena, int, strlen(cli->columns) + 1);
	int count = picks ? pick_columns(cli, columns, n, picks, err) : om__nomem(err);

	if (count <= 0)
		return count < 0
			? count
			: cli_writer_new(cli, cli_format(cli), columns, n, &cli->writer, err);
	struct cli_column *picked = OM_NEWN(&cli->arena, struct cli_column, count);
	if (!picked)
		return om__nomem(err);
	for (int i = 0; i < count; i++)
		picked[i] = columns[picks[i]];
	if (cli_writer_new(cli, cli_format(cli), picked, count, &cli->writer, err) < 0)
		return err->code;
	cli->writer->picks = picks;
	return 0;
}

int cli_columns(struct cli *cli, const struct cli_column *columns, int n, struct om_err *err)
{
	OM_ASSERT(!cli->writer);
	if (!cli->columns || !(cli->verb->flags & CLI_ROWS))
		return cli_writer_new(cli, cli_format(cli), columns, n, &cli->writer, err);
	if (!strcmp(cli->columns, "help"))
		return print_columns(cli, columns, n, err);
	return picked_columns(cli, columns, n, err);
}

int cli_row(struct cli *cli, const struct om_value *values, const char *id, struct om_err *err)
{
	struct cli_writer *writer = cli->writer;

	if (writer->is_help)
		return 0;
	if (!writer->picks)
		return cli_writer_row(writer, values, id, err);
	struct om_value *picked = OM_NEWN(&writer->row, struct om_value, writer->count);
	if (!picked)
		return om__nomem(err);
	for (int i = 0; i < writer->count; i++)
		picked[i] = values[writer->picks[i]];
	return cli_writer_row(writer, picked, id, err);
}

int cli_rows_end(struct cli *cli, struct om_err *err)
{
	struct cli_writer *writer = cli->writer;

	if (!writer)
		return 0;
	int rc = cli_writer_end(writer, err);
	cli_writer_free(writer);
	cli->writer = NULL;
	return rc;
}

/* What a table may leave out of the columns that nobody asked for. */
static int find_spare(struct cli_writer *writer, const struct om_column *from, struct om_err *err)
{
	writer->is_spare = OM_NEWN(&writer->arena, bool, writer->count + 1);
	if (!writer->is_spare)
		return om__nomem(err);
	for (int i = 0; i < writer->count; i++)
		writer->is_spare[i] = from[i].field->flags & OM_F_SPARE;
	return 0;
}

static int columns_of(struct cli *cli, const struct om_query *query, struct om_err *err)
{
	const struct om_column *from;
	int n = om_query_columns(query, &from);
	struct cli_column *columns = OM_NEWN(&cli->arena, struct cli_column, n + 1);

	if (!columns)
		return om__nomem(err);
	for (int i = 0; i < n; i++)
		columns[i] = (struct cli_column){from[i].name, from[i].field->type};
	if (cli_writer_new(cli, cli_format(cli), columns, n, &cli->writer, err) < 0)
		return err->code;
	return cli->columns ? 0 : find_spare(cli->writer, from, err);
}

/* A column that does not exist; one of --sort says so itself. */
int cli_column_result(struct cli *cli, int rc, struct om_err *err)
{
	if (rc < 0 && cli->columns && !strcmp(err->word, "unknown-column"))
		om_err_at(err, "--columns", 0, 0);
	return rc;
}

int cli_print_query(struct cli *cli, const struct om_query_spec *spec, struct cli_printed *ret,
	struct om_err *err)
{
	struct om_query *query = NULL;
	const struct om_value *row;
	struct cli_printed printed = {0};
	int64_t key = 0;
	struct om_query_spec with = *spec;
	int rc;

	with.no_ids = cli->format && strcmp(cli->format, "ids") != 0;
	rc = om_query_open(cli->om, &with, &query, err);
	if (rc < 0)
		return cli_column_result(cli, rc, err);
	rc = columns_of(cli, query, err);
	while (rc >= 0 && (rc = om_query_next(query, &row, err)) > 0) {
		rc = cli_writer_row(cli->writer, row, om_query_id(query), err);
		printed.records += !printed.rows || om_query_key(query) != key;
		key = om_query_key(query);
		printed.rows++;
		if (!cli_state_of(cli)->output.is_terminal)
			cli_progress(cli, cli->verb->name, printed.rows, 0, 0);
	}
	om_query_close(query);
	if (rc < 0)
		return rc;
	if (ret)
		*ret = printed;
	if (!printed.rows && cli->must_match)
		cli_exit(cli, 1);
	return cli_rows_end(cli, err);
}
