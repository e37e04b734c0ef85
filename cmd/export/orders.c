/* om-export orders: a row an item, an order or a package (reports.md E2).
 *
 * A row an item repeats the order's columns, but its money stands on the first row alone, so that a
 * spreadsheet adds it up once.  A row an order may have columns of its items, joined by '|'; as
 * JSON it nests items and shipments instead. */
#include "base/buf.h"
#include "base/text.h"
#include "cli/inner.h"
#include "export.h"
#include <om/ship.h>

#define JOINER '|'

const struct cli_option order_options[] = {
	{CLI_CHOICE, "level", 0, "LEVEL",
		"line: a row an item (default); order: a row an order; shipment: a row a package",
		offsetof(struct order_options, level), 0, 0, "line order shipment"},
	{CLI_FLAG, "repeat-money", 0, NULL, "amounts of the order on every row of its items",
		offsetof(struct order_options, repeat_money), 0, 0, NULL},
	{CLI_TEXT, "modified-since", 0, "TIME", "only what has changed then or later",
		offsetof(struct order_options, modified_since), 0, 0, NULL},
	CLI_OPTIONS_END,
};

const struct cli_section order_parts[] = {
	{"lines", om_order_line_noun, "order_id = %s", NULL},
	{"shipments", om_shipment_noun, "order_id = %s", NULL},
	{0},
};

static struct om_query_spec spec_of(struct cli *cli)
{
	return (struct om_query_spec){
		.noun = om_order_noun(),
		.where = cli->where,
		.where_source = "--where",
		.and_where = cli->and_where,
		.find = cli->find,
		.sort = cli->sort,
		.limit = cli->limit,
		.after = cli->after,
		.columns = cli->columns,
		.default_columns = OM_COLUMNS_SHEET,
	};
}

/* ---- a row a package ---- */

#define PACKAGE_COLUMNS \
	"order_number,channel,packages.number,packages.seq,packages.tracking_number,packages." \
	"carrier,packages.service," \
	"packages.package_type,packages.ship_date,packages.state,packages.units,packages.unit_" \
	"count,packages.weight," \
	"ship_name,ship_city,ship_state,ship_zip,ship_country"

static int export_packages(struct cli *cli, struct om_query_spec *spec, struct om_err *err)
{
	const char *more = cli->columns;

	spec->each = "packages";
	if (!more)
		spec->columns = PACKAGE_COLUMNS;
	else if (*more == '+')
		spec->columns = om__printf(&cli->arena, "%s,%s", PACKAGE_COLUMNS, more + 1);
	return spec->columns ? export_print(cli, spec, err) : om__nomem(err);
}

/* ---- a row an order ---- */

/* The order under way: its own columns from its first row, the items' columns gathered. */
struct gather {
	struct cli *cli;
	const struct om_column *columns;
	int count;
	struct om_arena arena; /* of the order */
	struct om_value *values;
	struct om_buf *joined; /* one a column of the items */
	int64_t key;
	const char *id;
	bool is_begun;
	int64_t rows, limit;
};

static int add_member(struct gather *g, int i, const char *text, bool is_first, struct om_err *err)
{
	struct om_buf *buf = &g->joined[i];

	if (strchr(text, JOINER)) {
		om_err_set(err, OM_EREFUSED, "delimiter-in-value",
			"%s: '%s' of %s holds the joiner '|'", g->id, text, g->columns[i].name);
		return OM_EREFUSED;
	}
	if (!is_first)
		om__buf_char(buf, JOINER);
	om__buf_str(buf, text);
	return om__buf_check(buf, err);
}

static int begin_order(struct gather *g, const struct om_value *row, int64_t key, const char *id,
	struct om_err *err)
{
	om__arena_reset(&g->arena);
	g->key = key;
	g->is_begun = true;
	g->id = om__strdup(&g->arena, id);
	g->values = OM_NEWN(&g->arena, struct om_value, g->count + 1);
	if (!g->id || !g->values)
		return om__nomem(err);
	for (int i = 0; i < g->count; i++) {
		g->values[i] = row[i];
		g->values[i].text = om__strdup(&g->arena, row[i].text);
		g->values[i].unit = om__strdup(&g->arena, row[i].unit);
		if (!g->values[i].text || !g->values[i].unit)
			return om__nomem(err);
		om__buf_clear(&g->joined[i]);
	}
	return 0;
}

static int add_row(struct gather *g, const struct om_value *row, bool is_first, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < g->count; i++) {
		struct om_mark mark = om__arena_mark(&g->arena);

		if (g->columns[i].is_outer)
			continue;
		rc = add_member(g, i, cli_text(g->cli, &g->arena, &row[i]), is_first, err);
		om__arena_rewind(&g->arena, mark);
	}
	return rc;
}

static int end_order(struct gather *g, struct om_err *err)
{
	if (!g->is_begun)
		return 0;
	g->is_begun = false;
	g->rows++;
	for (int i = 0; i < g->count; i++)
		if (!g->columns[i].is_outer)
			g->values[i] = (struct om_value){.type = OM_T_TEXT,
				.is_empty = !g->joined[i].len,
				.text = g->joined[i].data,
				.unit = ""};
	return cli_row(g->cli, g->values, g->id, err);
}

static int print_gathered(struct gather *g, struct om_query *q, struct om_err *err)
{
	struct cli_column *columns = OM_NEWN(&g->cli->arena, struct cli_column, g->count + 1);
	const struct om_value *row;
	int rc;

	if (!columns)
		return om__nomem(err);
	for (int i = 0; i < g->count; i++)
		columns[i] = (struct cli_column){g->columns[i].name,
			g->columns[i].is_outer ? g->columns[i].field->type : OM_T_TEXT};
	g->cli->columns = NULL; /* they were chosen already */
	rc = cli_columns(g->cli, columns, g->count, err);
	while (rc >= 0 && (rc = om_query_next(q, &row, err)) > 0) {
		bool is_first = !g->is_begun || om_query_key(q) != g->key;

		/* The limit is of orders, never of their items. */
		if (is_first && g->limit && g->rows + g->is_begun >= g->limit)
			break;
		rc = is_first ? end_order(g, err) : 0;
		if (rc == 0 && is_first)
			rc = begin_order(g, row, om_query_key(q), om_query_id(q), err);
		if (rc == 0)
			rc = add_row(g, row, is_first, err);
	}
	return rc < 0 ? rc : end_order(g, err);
}

static int export_joined(struct cli *cli, struct om_query_spec *spec, struct om_err *err)
{
	struct gather g = {.cli = cli, .limit = spec->limit};
	struct om_query *q = NULL;
	int rc;

	spec->each = "lines";
	spec->limit = 0;
	rc = om_query_open(cli->om, spec, &q, err);
	if (rc < 0)
		return cli_column_result(cli, rc, err);
	g.count = om_query_columns(q, &g.columns);
	om__arena_init(&g.arena);
	g.joined = OM_NEWN(&cli->arena, struct om_buf, g.count + 1);
	rc = g.joined ? 0 : om__nomem(err);
	for (int i = 0; rc == 0 && i < g.count; i++)
		om__buf_init(&g.joined[i], 0);
	if (rc == 0)
		rc = print_gathered(&g, q, err);
	for (int i = 0; g.joined && i < g.count; i++)
		om__buf_release(&g.joined[i]);
	om__arena_release(&g.arena);
	om_query_close(q);
	if (rc < 0)
		return rc;
	if (!g.rows && cli->must_match)
		cli_exit(cli, 1);
	cli_say_rows(cli, g.rows);
	return cli_rows_end(cli, err);
}

/* The field of an item that NAME means: "lines.sku", or a name that orders do not have; NULL. */
static const char *line_column(const char *name)
{
	if (!strncmp(name, "lines.", 6))
		return name + 6;
	return !om_noun_field(om_order_noun(), name) && om_noun_field(om_order_line_noun(), name)
		? name
		: NULL;
}

/* Does one of the columns belong to the items only? */
static bool wants_lines(struct cli *cli)
{
	const struct om_set *names =
		cli->columns ? om__set_split(&cli->arena, cli->columns, ',') : NULL;

	for (size_t i = 0; names && i < names->count; i++)
		if (line_column(names->members[i] + (*names->members[i] == '+')))
			return true;
	return false;
}

/* ---- nested ---- */

static bool is_json(const struct cli *cli)
{
	return cli->format && (!strcmp(cli->format, "json") || !strcmp(cli->format, "ndjson"));
}

static int add_name(
	struct cli *cli, const char **list, bool plus, const char *name, struct om_err *err)
{
	const char *lead = plus ? "+" : "";

	*list = *list ? om__printf(&cli->arena, "%s,%s", *list, name)
		      : om__printf(&cli->arena, "%s%s", lead, name);
	return *list ? 0 : om__nomem(err);
}

/* The columns asked for, each where it is nested: the order's own, its items', its shipments'. */
static int part_columns(struct cli *cli, struct cli_section *parts, struct om_err *err)
{
	const struct om_set *names = om__set_split(&cli->arena, cli->columns, ',');
	const char *own = NULL;
	bool plus = cli->columns[strspn(cli->columns, " ")] == '+';
	int rc = names ? 0 : om__nomem(err);

	for (size_t i = 0; rc == 0 && i < names->count; i++) {
		const char *name = om__trim(&cli->arena, names->members[i]), *line;

		if (!name)
			return om__nomem(err);
		name += *name == '+';
		line = line_column(name);
		if (line)
			rc = add_name(cli, &parts[0].columns, plus, line, err);
		else if (!strncmp(name, "shipments.", 10))
			rc = add_name(cli, &parts[1].columns, plus, name + 10, err);
		else
			rc = add_name(cli, &own, plus, name, err);
	}
	cli->columns = own || plus ? own : "order_id";
	return rc;
}

/* The record as `om-order show` nests it. */
static int export_nested(struct cli *cli, struct om_err *err)
{
	struct cli_section parts[] = {order_parts[0], order_parts[1], {0}};
	const struct cli_verb *verb = cli->verb;
	struct cli_verb nested = *verb;
	int64_t count = 0;
	int rc = cli->columns ? part_columns(cli, parts, err) : 0;

	if (rc < 0)
		return rc;
	if (!cli->operand_count && !cli->file && !cli->where && !cli->find)
		cli->where = ""; /* all of them */
	nested.more = parts;
	cli->verb = &nested;
	rc = cli_show_rows(cli, &count, err);
	cli->verb = verb;
	if (rc == 0)
		cli_say_rows(cli, count);
	return rc;
}

static int export_level(struct cli *cli, struct om_err *err)
{
	const struct order_options *o = cli->options;
	const char *level = o->level ? o->level : "line";
	struct om_query_spec spec = spec_of(cli);

	if (cli->has_summary)
		return export_summary(cli, err);
	if (!strcmp(level, "order") && is_json(cli))
		return export_nested(cli, err);
	if (export_named(cli, &spec, err) < 0)
		return err->code;
	if (!cli->format)
		cli->format = "csv";
	if (!strcmp(level, "shipment"))
		return export_packages(cli, &spec, err);
	if (!strcmp(level, "order"))
		return wants_lines(cli) ? export_joined(cli, &spec, err)
					: export_print(cli, &spec, err);
	spec.each = "lines";
	spec.no_dedupe = o->repeat_money;
	return export_print(cli, &spec, err);
}

int export_orders(struct cli *cli, struct om_err *err)
{
	const struct order_options *o = cli->options;

	if (export_since(cli, o->modified_since, err) < 0)
		return err->code;
	return export_filter_result(export_level(cli, err), err);
}
