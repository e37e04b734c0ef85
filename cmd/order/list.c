/* om-order list and export: orders by exact options and filters (orders.md R26). */
#include "base/text.h"
#include "cli/inner.h"
#include "order.h"
#include <om/admin.h>
#include <om/catalog.h>
#include <om/stock.h>

#define AT(member) offsetof(struct list_options, member)

const struct cli_option list_options[] = {
	{CLI_TEXTS, "status", 0, "STATUS,...", "only orders that stand there", AT(status), 0, 0,
		NULL},
	{CLI_TEXTS, "problem", 0, "PROBLEM,...", "only orders with one of these open problems",
		AT(problem), 0, 0, NULL},
	{CLI_TEXTS, "channel", 0, "CHANNEL,...", "only orders of these channels", AT(channel), 0, 0,
		NULL},
	{CLI_TEXTS, "source", 0, "WAREHOUSE,...", "only orders that these warehouses fulfil",
		AT(source), 0, 0, NULL},
	{CLI_TEXTS, "method", 0, "METHOD,...", "only orders fulfilled that way", AT(method), 0, 0,
		NULL},
	{CLI_TEXTS, "sku", 0, "SKU,...",
		"only orders with a line of one of these, master or listing SKU", AT(sku), 0, 0,
		NULL},
	{CLI_TEXTS, "country", 0, "COUNTRY,...", "only orders that go to one of these", AT(country),
		0, 0, NULL},
	{CLI_TEXTS, "assigned", 0, "USER,...", "only orders that these users look after",
		AT(assigned), 0, 0, NULL},
	{CLI_TEXTS, "label", 0, "LABEL,...", "only orders that carry one of these labels",
		AT(label), 0, 0, NULL},
	{CLI_FLAG, "late", 0, NULL, "only orders past ship_by with open units", AT(late), 0, 0,
		NULL},
	{CLI_TEXT, "order-date", 0, "FROM..TO", "only orders of these days", AT(order_date), 0, 0,
		NULL},
	{CLI_TEXT, "paid-date", 0, "FROM..TO", "only orders paid on these days", AT(paid_date), 0,
		0, NULL},
	{CLI_TEXT, "ship-date", 0, "FROM..TO", "only orders whose last goods left on these days",
		AT(ship_date), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* A name that is none would choose nothing, in silence. */
static int check_names(struct cli *cli, const struct om_noun *noun, const struct cli_texts *names,
	struct om_err *err)
{
	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(&cli->arena, names->items[i], ',');
		int64_t ignored;

		if (!set)
			return om__nomem(err);
		for (size_t k = 0; k < set->count; k++) {
			char *name = om__trim(&cli->arena, set->members[k]);

			if (!name)
				return om__nomem(err);
			if (*name && om_find(cli->om, noun, name, &ignored, err) < 0)
				return err->code;
		}
	}
	return 0;
}

static int name_user(struct cli *cli, const char *member, struct cli_texts *ret, struct om_err *err)
{
	char *name = om__trim(&cli->arena, member);
	const char **more = OM_NEWN(&cli->arena, const char *, ret->count + 1);
	int64_t id;

	if (!name || !more)
		return om__nomem(err);
	if (!*name)
		return 0;
	if (om_find(cli->om, om_user_noun(), name, &id, err) < 0)
		return err->code;
	if (ret->count)
		memcpy(more, ret->items, sizeof(*more) * (size_t)ret->count);
	more[ret->count++] = cli_id_text(cli, om_user_noun(), id);
	ret->items = more;
	return 0;
}

/* Users by their logins, which is what orders hold: `me` and other letter cases mean one too. */
static int name_users(
	struct cli *cli, const struct cli_texts *names, struct cli_texts *ret, struct om_err *err)
{
	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(&cli->arena, names->items[i], ',');

		if (!set)
			return om__nomem(err);
		for (size_t k = 0; k < set->count; k++)
			if (name_user(cli, set->members[k], ret, err) < 0)
				return err->code;
	}
	return 0;
}

static int choose(struct cli *cli, char **filter, struct om_err *err)
{
	const struct list_options *o = cli->options;
	struct cli_texts users = {0};
	const struct {
		const char *field;
		const struct cli_texts *names;
	} rows[] = {
		{"status in", &o->status},
		{"problems has any", &o->problem},
		{"channel in", &o->channel},
		{"source in", &o->source},
		{"method in", &o->method},
		{"sku in", &o->sku},
		{"ship_country in", &o->country},
		{"assigned_to in", &users},
		{"labels has any", &o->label},
	};

	if (check_names(cli, om_channel_noun(), &o->channel, err) < 0 ||
		check_names(cli, om_warehouse_noun(), &o->source, err) < 0 ||
		check_names(cli, om_label_noun(), &o->label, err) < 0 ||
		name_users(cli, &o->assigned, &users, err) < 0)
		return err->code;
	for (size_t i = 0; i < OM_COUNT(rows); i++)
		if (cli_filter_add_in(&cli->arena, filter, rows[i].field, rows[i].names, err) < 0)
			return err->code;
	if (o->late && cli_filter_add(&cli->arena, filter, "is_late = yes", err) < 0)
		return err->code;
	if (cli_filter_add_range(&cli->arena, filter, "order_date", o->order_date, err) < 0)
		return err->code;
	if (cli_filter_add_range(&cli->arena, filter, "payment_date", o->paid_date, err) < 0)
		return err->code;
	return cli_filter_add_range(&cli->arena, filter, "ship_date", o->ship_date, err);
}

int order_list(struct cli *cli, struct om_err *err)
{
	char *filter = NULL;
	int rc = choose(cli, &filter, err);

	cli->and_where = filter;
	return rc < 0 ? rc : cli_filter_result(cli_list(cli, err), err);
}

/* One row an item, as the sheet has it; amounts of the order stand in its first row alone, so that
 * they add up. */
int order_export(struct cli *cli, struct om_err *err)
{
	char *filter = NULL;
	struct cli_printed printed;
	int rc = choose(cli, &filter, err);

	if (rc < 0)
		return rc;
	if (cli->has_summary) {
		cli->and_where = filter;
		return cli_filter_result(cli_list(cli, err), err);
	}
	struct om_query_spec spec = {.noun = om_order_noun(),
		.where = cli->where,
		.where_source = "--where",
		.and_where = filter,
		.find = cli->find,
		.sort = cli->sort,
		.limit = cli->limit,
		.after = cli->after,
		.columns = cli->columns,
		.default_columns = OM_COLUMNS_SHEET,
		.each = "lines"};
	if (!cli->format)
		cli->format = "csv";
	rc = cli_print_query(cli, &spec, &printed, err);
	if (rc == 0)
		cli_say(cli, "%lld order%s, %lld row%s", (long long)printed.records,
			printed.records == 1 ? "" : "s", (long long)printed.rows,
			printed.rows == 1 ? "" : "s");
	return cli_filter_result(rc, err);
}
