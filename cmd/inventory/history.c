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
	char *text = value && is_name ? filter_quote(&cli->arena, value) : (char *)value;

	if (!value || !text)
		return filter;
	return filter_and(&cli->arena, filter, om__printf(&cli->arena, "%s %s", test, text));
}

int inventory_history(struct cli *cli, struct om_err *err)
{
	const struct history_options *o = cli->options;
	char *filter = NULL;
	int64_t id;

	/* A misspelt name is an error, not an empty history. */
	if (cli->operand_count &&
		om_find(cli->om, om_stock_total_noun(), cli->operands[0], &id, err) < 0)
		return err->code;
	if (o->warehouse && om_find(cli->om, om_warehouse_noun(), o->warehouse, &id, err) < 0)
		return err->code;
	if (cli->operand_count)
		filter = add(cli, filter, "sku =", cli->operands[0], true);
	filter = add(cli, filter, "warehouse =", o->warehouse, true);
	filter = add(cli, filter, "location =", o->location, true);
	filter = add(cli, filter, "at >=", o->since, false);
	filter = add(cli, filter, "at <", o->until, false);
	cli->and_where = filter;
	if (!cli->sort)
		cli->sort = "-at,-run,-entry";
	return cli_list(cli, err);
}
