/* om-ship list and export: shipments by exact options (orders.md R26) and filters. */
#include "ship.h"

#define AT(member) offsetof(struct ship_list_options, member)

const struct cli_option ship_list_options[] = {
	{CLI_TEXTS, "type", 0, "KIND,...", "only shipments out, or returns", AT(type), 0, 0, NULL},
	{CLI_TEXTS, "carrier", 0, "NAME,...", "only shipments with these carriers", AT(carrier), 0,
		0, NULL},
	{CLI_TEXTS, "warehouse", 0, "WAREHOUSE,...", "only shipments that left there",
		AT(warehouse), 0, 0, NULL},
	{CLI_TEXTS, "channel", 0, "CHANNEL,...", "only shipments for orders of these channels",
		AT(channel), 0, 0, NULL},
	{CLI_TEXTS, "status", 0, "STATE,...", "only shipments that stand there", AT(status), 0, 0,
		NULL},
	{CLI_TEXT, "ship-date", 0, "FROM..TO", "only shipments of these days", AT(ship_date), 0, 0,
		NULL},
	CLI_OPTIONS_END,
};

int ship_list(struct cli *cli, struct om_err *err)
{
	const struct ship_list_options *o = cli->options;
	const struct {
		const char *field;
		const struct cli_texts *names;
	} rows[] = {
		{"kind in", &o->type},
		{"carrier in", &o->carrier},
		{"warehouse in", &o->warehouse},
		{"channel in", &o->channel},
		{"state in", &o->status},
	};
	char *filter = NULL;
	bool is_export = !strcmp(cli->verb->name, "export");

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		if (cli_filter_add_in(&cli->arena, &filter, rows[i].field, rows[i].names, err) < 0)
			return err->code;
	if (cli_filter_add_range(&cli->arena, &filter, "ship_date", o->ship_date, err) < 0)
		return err->code;
	cli->and_where = filter;
	return cli_filter_result(is_export ? cli_export(cli, err) : cli_list(cli, err), err);
}
