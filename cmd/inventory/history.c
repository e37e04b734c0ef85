/* om-inventory history: the movements of stock and the edits of its records, newest first. */
#include "inventory.h"

const struct cli_option history_options[] = {
	{CLI_TEXT, "warehouse", 0, "WAREHOUSE", "only there",
		offsetof(struct history_options, warehouse), 0, 0, NULL},
	{CLI_TEXT, "location", 0, "LOCATION", "only at this place",
		offsetof(struct history_options, location), 0, 0, NULL},
	{CLI_TEXT, "since", 0, "TIME", "from this day or time on",
		offsetof(struct history_options, since), 0, 0, NULL},
	{CLI_TEXT, "until", 0, "TIME", "before this day or time",
		offsetof(struct history_options, until), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* FILTER and `FIELD OP VALUE`, the value quoted where it is a name. */
static char *add(struct cli *cli, char *filter, const char *test, const char *value, bool is_name)
{
	char *text = value && is_name ? cli_filter_quote(&cli->arena, value) : (char *)value;

	if (!value || !text)
		return filter;
	text = om__printf(&cli->arena, "%s %s", test, text);
	return filter && text ? om__printf(&cli->arena, "(%s) and %s", filter, text) : text;
}

/* A day, a time or a word such as today: whatever a filter reads. */
static int check_time(struct cli *cli, const char *option, const char *value, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_movement_noun(), .limit = 1};
	struct om_query *query = NULL;
	int rc;

	if (!value)
		return 0;
	spec.where = om__printf(&cli->arena, "at >= %s", value);
	rc = spec.where ? om_query_open(cli->om, &spec, &query, err) : om__nomem(err);
	om_query_close(query);
	if (rc != OM_EINVAL)
		return rc;
	om_err_clear(err);
	om_err_set(err, OM_EINVAL, "bad-date", "'%s' is no day or time", value);
	om_err_at(err, option, 0, 0);
	om_err_hint(err, "write 2026-03-08, '2026-03-08 14:30', or a word such as today");
	return OM_EINVAL;
}

/* A filter reads a time that holds a blank in quotes, and words such as today without. */
static const char *time_text(struct cli *cli, const char *value)
{
	return value && strchr(value, ' ') ? cli_filter_quote(&cli->arena, value) : value;
}

int inventory_history(struct cli *cli, struct om_err *err)
{
	const struct history_options *o = cli->options;
	const char *since = time_text(cli, o->since), *until = time_text(cli, o->until);
	char *filter = NULL;
	int64_t id;

	/* A misspelt name is an error, not an empty history. */
	if (cli->operand_count &&
		om_find(cli->om, om_stock_total_noun(), cli->operands[0], &id, err) < 0)
		return err->code;
	if (o->warehouse && om_find(cli->om, om_warehouse_noun(), o->warehouse, &id, err) < 0)
		return err->code;
	if (check_time(cli, "--since", since, err) < 0 ||
		check_time(cli, "--until", until, err) < 0)
		return err->code;
	if (cli->operand_count)
		filter = add(cli, filter, "sku =", cli->operands[0], true);
	filter = add(cli, filter, "warehouse =", o->warehouse, true);
	filter = add(cli, filter, "location =", o->location, true);
	filter = add(cli, filter, "at >=", since, false);
	filter = add(cli, filter, "at <", until, false);
	cli->and_where = filter;
	if (!cli->sort)
		cli->sort = "-at,-run,-entry";
	return cli_list(cli, err);
}
