/* json and ndjson: an array of objects, or an object a line (DESIGN 5.12).
 *
 * Money is a decimal string, numbers and ids are numbers, truth is true or false, no value is null,
 * a set is an array, times are RFC 3339.  No display option changes the type of a key. */
#include "base/text.h"
#include "cli/inner.h"

static void add_set(struct om_buf *buf, struct om_arena *arena, const char *text)
{
	const struct om_set *set = om__set_split(arena, text, '|');

	om__buf_char(buf, '[');
	for (size_t i = 0; set && i < set->count; i++) {
		if (i)
			om__buf_char(buf, ',');
		om__buf_json(buf, set->members[i]);
	}
	om__buf_char(buf, ']');
}

void cli_json_value(
	struct cli *cli, struct om_buf *buf, struct om_arena *arena, const struct om_value *value)
{
	if (value->is_empty)
		om__buf_str(buf, "null");
	else if (value->type == OM_T_BOOL)
		om__buf_str(buf, value->num ? "true" : "false");
	else if (value->type == OM_T_INT)
		om__buf_int(buf, value->num);
	else if (value->type == OM_T_SET)
		add_set(buf, arena, value->text);
	else
		om__buf_json(buf, cli_text(cli, arena, value));
}

static bool is_money(const struct cli_column *columns, const struct om_value *values, int i)
{
	return columns[i].type == OM_T_MONEY && !values[i].is_empty && values[i].unit[0];
}

/* An amount has its currency beside it, selected or not: "currency", and NAME_currency for an
 * amount in another one.  Nothing where the columns hold no money. */
static void add_currency(struct om_buf *buf, struct om_arena *arena,
	const struct cli_column *columns, const struct om_value *values, int n)
{
	const char *currency = NULL;
	bool has_money = false, has_column = false;

	for (int i = 0; i < n; i++) {
		has_money = has_money || columns[i].type == OM_T_MONEY;
		if (!strcmp(columns[i].name, "currency")) {
			has_column = true;
			currency = values[i].is_empty ? NULL : values[i].text;
		} else if (!has_column && !currency && is_money(columns, values, i)) {
			currency = values[i].unit;
		}
	}
	if (has_money && !has_column) {
		om__buf_str(buf, ",\"currency\":");
		if (currency)
			om__buf_json(buf, currency);
		else
			om__buf_str(buf, "null");
	}
	for (int i = 0; i < n; i++) {
		if (!is_money(columns, values, i) ||
			(currency && !strcmp(values[i].unit, currency)))
			continue;
		char *name = om__printf(arena, "%s_currency", columns[i].name);
		om__buf_char(buf, ',');
		om__buf_json(buf, name ? name : "currency");
		om__buf_char(buf, ':');
		om__buf_json(buf, values[i].unit);
	}
}

void cli_json_object(struct cli *cli, struct om_buf *buf, struct om_arena *arena,
	const struct cli_column *columns, const struct om_value *values, int n)
{
	for (int i = 0; i < n; i++) {
		om__buf_char(buf, i ? ',' : '{');
		om__buf_json(buf, columns[i].name);
		om__buf_char(buf, ':');
		cli_json_value(cli, buf, arena, &values[i]);
	}
	if (n)
		add_currency(buf, arena, columns, values, n);
	om__buf_str(buf, n ? "}" : "{}");
}

static void add_row(struct cli_writer *writer, const struct om_value *values)
{
	cli_json_object(
		writer->cli, &writer->buf, &writer->row, writer->columns, values, writer->count);
}

static void json_begin(struct cli_writer *writer)
{
	om__buf_char(&writer->buf, '[');
}

static int json_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	(void)id;
	(void)err;
	om__buf_str(&writer->buf, writer->rows ? ",\n" : "\n");
	add_row(writer, values);
	return 0;
}

static int json_end(struct cli_writer *writer, struct om_err *err)
{
	(void)err;
	om__buf_str(&writer->buf, writer->rows ? "\n]\n" : "]\n");
	return 0;
}

static int ndjson_row(struct cli_writer *writer, const struct om_value *values, const char *id,
	struct om_err *err)
{
	(void)id;
	(void)err;
	add_row(writer, values);
	om__buf_char(&writer->buf, '\n');
	return 0;
}

const struct cli_format cli_format_json = {
	.name = "json", .begin = json_begin, .row = json_row, .end = json_end};
const struct cli_format cli_format_ndjson = {.name = "ndjson", .row = ndjson_row};
