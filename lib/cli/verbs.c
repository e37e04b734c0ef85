/* The verbs that every noun has and that print: list, its summary, export, and the fields of a
 * noun. */
#include "base/text.h"
#include "cli/inner.h"
#include "query/filter/parse.h"
#include "query/nouns.h"

#define MEANING_AT 26 /* column of what a field means */

static struct om_query_spec spec_of(struct cli *cli, enum om_columns columns)
{
	return (struct om_query_spec){
		.noun = cli->verb->noun(),
		.where = cli->where,
		.where_source = "--where",
		.and_where = cli->and_where,
		.scope = cli->scope,
		.find = cli->find,
		.sort = cli->sort,
		.limit = cli->limit,
		.after = cli->after,
		.columns = cli->columns,
		.default_columns = columns,
	};
}

static int print_summary_row(struct cli *cli, const struct om_summary *summary,
	const struct om_summary_row *row, enum om_type type, struct om_err *err)
{
	struct om_value *values =
		OM_NEWN(&cli->writer->row, struct om_value, summary->sum_count + 3);
	int n = 0;

	if (!values)
		return om__nomem(err);
	values[n++] = cli_value_text(type, row->value);
	values[n++] = cli_value_int(row->rows);
	if (summary->sum_count)
		values[n++] = cli_value_text(OM_T_WORD, row->currency);
	for (int i = 0; i < summary->sum_count; i++)
		values[n++] = (struct om_value){.type = OM_T_MONEY,
			.num = row->sums[i],
			.text = "",
			.unit = row->currency ? row->currency : ""};
	return cli_row(cli, values, row->value, err);
}

static int print_summary(struct cli *cli, const struct om_summary *summary, struct om_err *err)
{
	const enum om_type type = OM_T_TEXT; /* the summary gives every value as text */
	struct cli_column *columns =
		OM_NEWN(&cli->arena, struct cli_column, summary->sum_count + 3);
	int n = 0;

	if (!columns)
		return om__nomem(err);
	columns[n++] = (struct cli_column){summary->column, type};
	columns[n++] = (struct cli_column){"rows", OM_T_INT};
	if (summary->sum_count)
		columns[n++] = (struct cli_column){"currency", OM_T_WORD};
	for (int i = 0; i < summary->sum_count; i++)
		columns[n++] = (struct cli_column){summary->sum_names[i], OM_T_MONEY};
	if (cli_columns(cli, columns, n, err) < 0)
		return err->code;
	for (size_t i = 0; i < summary->count; i++)
		if (print_summary_row(cli, summary, &summary->rows[i], type, err) < 0)
			return err->code;
	if (!summary->count && cli->must_match)
		cli_exit(cli, 1);
	return cli_rows_end(cli, err);
}

int cli_list(struct cli *cli, struct om_err *err)
{
	struct om_query_spec spec = spec_of(cli, OM_COLUMNS_LIST);
	struct om_summary summary;

	if (!cli->has_summary)
		return cli_print_query(cli, &spec, NULL, err);
	if (om_query_summary(cli->om, &spec, cli->summary, &cli->arena, &summary, err) < 0)
		return err->code;
	return print_summary(cli, &summary, err);
}

void cli_say_rows(struct cli *cli, int64_t count)
{
	struct om_value now = {.type = OM_T_TIME, .num = om_now(cli->om), .text = "", .unit = ""};
	const char *grouped = cli_grouped(&cli->arena, count),
		   *at = cli_text(cli, &cli->arena, &now);

	if (grouped)
		cli_say(cli, "%s row%s as of %s", grouped, count == 1 ? "" : "s", at);
}

int cli_export(struct cli *cli, struct om_err *err)
{
	struct om_query_spec spec = spec_of(cli, OM_COLUMNS_SHEET);
	struct cli_printed printed;

	if (cli->has_summary)
		return cli_list(cli, err);
	if (!cli->format)
		cli->format = "csv";
	if (cli_print_query(cli, &spec, &printed, err) < 0)
		return err->code;
	cli_say_rows(cli, printed.rows);
	return 0;
}

/* "key list sheet": what a field is good for. */
static char *uses_of(struct om_arena *arena, const struct om_field *field)
{
	static const struct {
		unsigned flag;
		const char *word;
	} uses[] = {{OM_F_KEY, "key"}, {OM_F_LIST, "list"}, {OM_F_SHEET, "sheet"},
		{OM_F_REQUIRED, "required"}, {OM_F_CREATE, "required-to-create"},
		{OM_F_READONLY, "read-only"}, {OM_F_INPUT, "input-only"}};
	char *text = om__strdup(arena, "");

	for (size_t i = 0; text && i < OM_COUNT(uses); i++)
		if (field->flags & uses[i].flag)
			text = om__printf(arena, "%s%s%s", text, *text ? "|" : "", uses[i].word);
	return text;
}

static char *choices_of(struct om_arena *arena, const struct om_field *field)
{
	char *text = om__strdup(arena, field->choices ? field->choices : "");

	for (char *p = text; p && *p; p++)
		if (*p == ' ')
			*p = '|';
	return text;
}

/* The name as it is typed: a map's field wants a name behind its colon. */
static char *name_of(struct om_arena *arena, const char *prefix, const struct om_field *field)
{
	return om__printf(
		arena, "%s%s%s", prefix, field->name, field->flags & OM_F_MAP ? "NAME" : "");
}

/* Are the fields of filters asked for, or the columns of lists? */
static bool is_filter_help(const struct cli *cli)
{
	return cli->where && !strcmp(cli->where, "help");
}

/* What a filter may ask of a field: "=|!=|in|is-empty". */
static char *operators_of(struct om_arena *arena, const struct om_field *field)
{
	char *text = om__strdup(arena, om__filter_operators(field->type));

	for (char *p = text; p && *p; p++)
		if (*p == ' ')
			*p = '|';
	return text;
}

static int print_field(
	struct cli *cli, const char *prefix, const struct om_field *field, struct om_err *err)
{
	struct om_arena *arena = &cli->writer->row;
	bool is_filter = is_filter_help(cli);
	char *name = name_of(arena, prefix, field),
	     *third = is_filter ? operators_of(arena, field) : uses_of(arena, field),
	     *choices = choices_of(arena, field);

	if (!name || !third || !choices)
		return om__nomem(err);
	struct om_value values[] = {cli_value_text(OM_T_WORD, name),
		cli_value_text(OM_T_WORD, om_type_name(field->type)),
		cli_value_text(OM_T_SET, third), cli_value_text(OM_T_SET, choices),
		cli_value_text(OM_T_TEXT, field->help)};
	return cli_row(cli, values, name, err);
}

static int print_fields_of(
	struct cli *cli, const char *prefix, const struct om_noun *noun, struct om_err *err)
{
	const struct om_field *field;

	for (int i = 0; (field = om_noun_field_at(noun, i)); i++)
		if (!(is_filter_help(cli) && (field->flags & OM_F_INPUT)) &&
			print_field(cli, prefix, field, err) < 0)
			return err->code;
	return 0;
}

/* Filters may ask for the members' fields too: lines.sku. */
static int print_members(struct cli *cli, const struct om_noun *noun, struct om_err *err)
{
	const struct om_collection *c;

	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++) {
		char *prefix = om__printf(&cli->arena, "%s.", c->name);
		if (!prefix)
			return om__nomem(err);
		if (print_fields_of(cli, prefix, c->noun, err) < 0)
			return err->code;
	}
	return 0;
}

/* "kind of order (word); standard, pos, prime" */
static void add_meaning(struct om_buf *buf, const struct om_field *field)
{
	om__buf_fmt(buf, "%s (%s)", field->help, om_type_name(field->type));
	if (!field->choices)
		return;
	om__buf_str(buf, "; ");
	for (const char *p = field->choices; *p; p++) {
		if (*p == ' ')
			om__buf_char(buf, ',');
		om__buf_char(buf, *p);
	}
}

/* The columns for a person at a terminal, whole; a table would cut their meaning. */
static int print_columns_to_read(struct cli *cli, const struct om_noun *noun, struct om_err *err)
{
	const struct om_field *field;
	struct om_buf buf, left, text;

	om__buf_init(&buf, 0);
	om__buf_init(&left, 0);
	om__buf_init(&text, 0);
	om__buf_fmt(&buf, "Columns of %s; a list has those with * without being asked:\n\n",
		noun->plural);
	for (int i = 0; (field = om_noun_field_at(noun, i)); i++) {
		if (field->flags & OM_F_INPUT)
			continue;
		om__buf_clear(&left);
		om__buf_clear(&text);
		om__buf_fmt(&left, "%c %s%s", field->flags & OM_F_LIST ? '*' : ' ', field->name,
			field->flags & OM_F_MAP ? "NAME" : "");
		add_meaning(&text, field);
		cli_help_entry(&buf, left.data, MEANING_AT, text.data);
	}
	int rc = om__buf_check(&buf, err);
	if (rc == 0)
		rc = cli_write(cli, buf.data, buf.len, err);
	om__buf_release(&text);
	om__buf_release(&left);
	om__buf_release(&buf);
	return rc;
}

int cli_print_fields(struct cli *cli, struct om_err *err)
{
	struct cli_column columns[] = {{"name", OM_T_WORD}, {"type", OM_T_WORD}, {"use", OM_T_SET},
		{"choices", OM_T_SET}, {"help", OM_T_TEXT}};
	const struct om_noun *noun = cli->verb->noun();

	if (!is_filter_help(cli) && !cli_state_of(cli)->has_format && cli_is_terminal(cli))
		return print_columns_to_read(cli, noun, err);
	if (is_filter_help(cli))
		columns[2].name = "operators";
	cli->columns = NULL; /* of the noun, not of this table */
	if (cli_columns(cli, columns, OM_COUNT(columns), err) < 0 ||
		print_fields_of(cli, "", noun, err) < 0 ||
		(is_filter_help(cli) && print_members(cli, noun, err) < 0))
		return err->code;
	return cli_rows_end(cli, err);
}
