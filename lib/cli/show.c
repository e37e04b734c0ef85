/* show: every field of a record that is not empty, a line each, then its sections as tables.  json
 * nests the sections as arrays in the record's object; csv and tsv give one row a record with all
 * fields. */
#include "base/text.h"
#include "cli/inner.h"

#define NAME_CELLS 24 /* of the names beside the values, at most */

/* One record: its row and the columns of the row. */
struct record {
	const struct om_noun *noun;
	int64_t id;
	const char *name;
	struct cli_column *columns;
	const struct om_value *values;
	int count;
};

static struct om_query_spec spec_of(struct cli *cli, const int64_t *ids, size_t count)
{
	return (struct om_query_spec){
		.noun = cli->verb->noun(),
		.keys = ids,
		.key_count = count,
		.has_keys = true,
		.columns = cli->columns,
		.default_columns = OM_COLUMNS_ALL,
	};
}

/* The section's filter with %s replaced by the record's key and %k by its name in quotes. */
static char *where_of(
	struct cli *cli, const struct cli_section *section, const struct record *record)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	for (const char *p = section->where; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			om__buf_int(&buf, record->id);
			p++;
		} else if (p[0] == '%' && p[1] == 'k') {
			const char *name = cli_filter_quote(&cli->arena, record->name);

			if (!name) {
				om__buf_release(&buf);
				return NULL;
			}
			om__buf_str(&buf, name);
			p++;
		} else {
			om__buf_char(&buf, *p);
		}
	}
	char *where = om__strdup(&cli->arena, buf.data);
	om__buf_release(&buf);
	return where;
}

static int open_section(struct cli *cli, const struct cli_section *section,
	const struct record *record, struct om_query **ret, struct cli_column **ret_columns,
	int *ret_count, struct om_err *err)
{
	const struct om_column *from;
	char *where = where_of(cli, section, record);
	struct om_query_spec spec = {.noun = section->noun(),
		.where = where,
		.where_source = section->title,
		.columns = section->columns};

	if (!where)
		return om__nomem(err);
	if (om_query_open(cli->om, &spec, ret, err) < 0)
		return err->code;
	*ret_count = om_query_columns(*ret, &from);
	*ret_columns = OM_NEWN(&cli->arena, struct cli_column, *ret_count + 1);
	if (!*ret_columns)
		return om__nomem(err);
	for (int i = 0; i < *ret_count; i++)
		(*ret_columns)[i] = (struct cli_column){from[i].name, from[i].field->type};
	return 0;
}

static int put(struct cli *cli, struct om_buf *buf, struct om_err *err)
{
	int rc = om__buf_check(buf, err);

	if (rc == 0)
		rc = cli_write(cli, buf->data, buf->len, err);
	om__buf_clear(buf);
	return rc;
}

static void add_facts(struct cli *cli, struct om_buf *buf, const struct record *record)
{
	int width = 0;

	for (int i = 0; i < record->count; i++) {
		int cells = om__utf8_width(record->columns[i].name);
		if (!record->values[i].is_empty && cells > width)
			width = cells < NAME_CELLS ? cells : NAME_CELLS;
	}
	for (int i = 0; i < record->count; i++) {
		if (record->values[i].is_empty)
			continue;
		const char *text =
			cli_escape(&cli->arena, cli_text(cli, &cli->arena, &record->values[i]));
		om__buf_fmt(buf, "%-*s  %s\n", width, record->columns[i].name, text ? text : "");
	}
}

/* A section without rows is left out, so its heading waits for the first. */
static int print_section(struct cli *cli, const struct cli_section *section,
	const struct record *record, struct om_err *err)
{
	struct om_query *query = NULL;
	struct cli_writer *writer = NULL;
	struct cli_column *columns;
	const struct om_value *row;
	int n = 0, rc = open_section(cli, section, record, &query, &columns, &n, err);

	while (rc >= 0 && (rc = om_query_next(query, &row, err)) > 0) {
		if (!writer) {
			char *title = om__printf(&cli->arena, "\n%s\n", section->title);
			rc = title ? cli_write(cli, title, strlen(title), err) : om__nomem(err);
			if (rc == 0)
				rc = cli_writer_new(
					cli, &cli_format_table, columns, n, &writer, err);
		}
		if (rc >= 0)
			rc = cli_writer_row(writer, row, om_query_id(query), err);
	}
	if (rc >= 0 && writer)
		rc = cli_writer_end(writer, err);
	cli_writer_free(writer);
	om_query_close(query);
	return rc;
}

static int print_text(struct cli *cli, const struct record *record, int number, struct om_err *err)
{
	const struct cli_section *section = cli->verb->more;
	struct om_buf buf;

	om__buf_init(&buf, 0);
	if (number)
		om__buf_char(&buf, '\n');
	add_facts(cli, &buf, record);
	int rc = put(cli, &buf, err);
	om__buf_release(&buf);
	for (; rc >= 0 && section && section->title; section++)
		rc = print_section(cli, section, record, err);
	return rc;
}

/* "Open orders" is the key "open_orders". */
static char *key_of(struct om_arena *arena, const char *title)
{
	char *key = om__fold(arena, title);

	for (char *p = key; p && *p; p++)
		if (*p == ' ' || *p == '-')
			*p = '_';
	return key;
}

static int add_section(struct cli *cli, struct om_buf *buf, const struct cli_section *section,
	const struct record *record, struct om_err *err)
{
	struct om_query *query = NULL;
	struct cli_column *columns;
	const struct om_value *row;
	int n = 0, count = 0, rc = open_section(cli, section, record, &query, &columns, &n, err);
	char *key = key_of(&cli->arena, section->title);

	om__buf_char(buf, ',');
	om__buf_json(buf, key ? key : section->title);
	om__buf_str(buf, ":[");
	while (rc >= 0 && (rc = om_query_next(query, &row, err)) > 0) {
		if (count++)
			om__buf_char(buf, ',');
		cli_json_object(cli, buf, &cli->arena, columns, row, n);
	}
	om__buf_char(buf, ']');
	om_query_close(query);
	return rc;
}

static int print_json(struct cli *cli, const struct record *record, int number, struct om_err *err)
{
	const struct cli_section *section = cli->verb->more;
	bool is_array = cli_format(cli) == &cli_format_json;
	struct om_buf buf;
	int rc = 0;

	om__buf_init(&buf, 0);
	if (is_array)
		om__buf_str(&buf, number ? ",\n" : "[\n");
	cli_json_object(cli, &buf, &cli->arena, record->columns, record->values, record->count);
	for (; rc >= 0 && section && section->title; section++) {
		buf.data[--buf.len] = '\0'; /* the object goes on */
		rc = add_section(cli, &buf, section, record, err);
		om__buf_char(&buf, '}');
	}
	if (!is_array)
		om__buf_char(&buf, '\n');
	if (rc >= 0)
		rc = put(cli, &buf, err);
	om__buf_release(&buf);
	return rc;
}

static int show_each(struct cli *cli, struct om_query *query, bool is_json, int64_t *ret_count,
	struct om_err *err)
{
	const struct om_column *from;
	struct record record = {.noun = cli->verb->noun(), .count = om_query_columns(query, &from)};
	int number = 0, rc = 0;

	record.columns = OM_NEWN(&cli->arena, struct cli_column, record.count + 1);
	if (!record.columns)
		return om__nomem(err);
	for (int i = 0; i < record.count; i++)
		record.columns[i] = (struct cli_column){from[i].name, from[i].field->type};
	while (rc >= 0 && (rc = om_query_next(query, &record.values, err)) > 0) {
		struct om_mark mark = om__arena_mark(&cli->arena);
		record.id = om_query_key(query);
		record.name = om_query_id(query);
		rc = is_json ? print_json(cli, &record, number, err)
			     : print_text(cli, &record, number, err);
		number++;
		om__arena_rewind(&cli->arena, mark);
	}
	if (rc >= 0 && is_json && cli_format(cli) == &cli_format_json)
		rc = cli_write(cli, number ? "\n]\n" : "[]\n", 3, err);
	*ret_count = number;
	return rc;
}

int cli_show_rows(struct cli *cli, int64_t *ret_count, struct om_err *err)
{
	const struct cli_format *format = cli_format(cli);
	bool is_json = format == &cli_format_json || format == &cli_format_ndjson;
	bool is_text = format == &cli_format_table || !cli_state_of(cli)->has_format;
	struct om_query *query = NULL;
	int64_t *ids;
	size_t count;

	if (cli_select(cli, cli->verb->noun(), &ids, &count, err) < 0)
		return err->code;
	struct om_query_spec spec = spec_of(cli, ids, count);
	if (!is_json && !is_text) {
		struct cli_printed printed = {0};
		int done = cli_print_query(cli, &spec, &printed, err);

		*ret_count = printed.rows;
		return done;
	}
	int rc = om_query_open(cli->om, &spec, &query, err);
	if (rc == 0)
		rc = show_each(cli, query, is_json, ret_count, err);
	om_query_close(query);
	return cli_column_result(cli, rc, err);
}

int cli_show(struct cli *cli, struct om_err *err)
{
	int64_t count;

	return cli_show_rows(cli, &count, err);
}
