/* om-inventory edit: what a stock record is besides its figures.  A record goes by
 * WAREHOUSE:LOCATION:SKU, or by its SKU with
 * --warehouse and --location. */
#include "inventory.h"

/* Takes the columns that name the place out of the assignments. */
static void take_place(struct cli *cli, struct om_stock_at *at)
{
	int kept = 0;

	for (int i = 0; i < cli->assign_count; i++) {
		const struct om_assign *a = &cli->assigns[i];

		if (!strcmp(a->column, "warehouse"))
			at->warehouse = a->value;
		else if (!strcmp(a->column, "location"))
			at->location = a->value;
		else if (!strcmp(a->column, "lot"))
			at->lot = a->value;
		else
			cli->assigns[kept++] = *a;
	}
	cli->assign_count = kept;
}

/* The record's name, which is how cli_edit looks it up. */
static int name_record(
	struct cli *cli, const struct om_stock_at *at, char **ret, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_stock_noun(), .key_count = 1, .has_keys = true};
	struct om_query *query = NULL;
	const struct om_value *row;
	int64_t id;

	if (om_stock_find(cli->om, at, &id, err) < 0)
		return err->code;
	if (!id)
		return om_err_set(err, OM_ENOTFOUND, "no-stock-record",
			"no stock record of '%s' at %s %s", at->sku, at->warehouse,
			at->location ? at->location : "");
	spec.keys = &id;
	if (om_query_open(cli->om, &spec, &query, err) == 0 && om_query_next(query, &row, err) > 0)
		*ret = om__strdup(&cli->arena, om_query_id(query));
	om_query_close(query);
	return err->code ? err->code : *ret ? 0 : om__nomem(err);
}

const struct cli_option edit_options[] = {
	{CLI_FLAG, "ignore-case", 0, NULL, "take a SKU that differs only in letter case",
		offsetof(struct edit_options, ignore_case), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int inventory_edit(struct cli *cli, struct om_err *err)
{
	const struct edit_options *options = cli->options;
	struct om_stock_at at = {.ignore_case = options->ignore_case};

	take_place(cli, &at);
	for (int i = 0; at.warehouse && i < cli->operand_count; i++) {
		at.sku = cli->operands[i];
		if (name_record(cli, &at, &cli->operands[i], err) < 0)
			return err->code;
	}
	return cli_edit(cli, err);
}
