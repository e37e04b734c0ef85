/* om-inventory list: totals by product, over all warehouses or over those that are named. */
#include "base/text.h"
#include "inventory.h"

const struct cli_option list_options[] = {
	{CLI_TEXTS, "warehouse", 0, "WAREHOUSE,...", "only what lies in these warehouses",
		offsetof(struct list_options, warehouse), 0, 0, NULL},
	{CLI_FLAG, "with-missing", 0, NULL, "products without a stock record there too",
		offsetof(struct list_options, with_missing), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* The keys of the warehouses as the totals want them: ",3,7,"; NULL without names. */
static int scope_of(
	struct cli *cli, const struct cli_texts *names, const char **ret, struct om_err *err)
{
	const char *scope = NULL;

	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(&cli->arena, names->items[i], ',');

		for (size_t k = 0; set && k < set->count; k++) {
			char *name = om__trim(&cli->arena, set->members[k]);
			int64_t id;

			if (!name)
				return om__nomem(err);
			if (om_find(cli->om, om_warehouse_noun(), name, &id, err) < 0)
				return err->code;
			scope = om__printf(
				&cli->arena, "%s%lld,", scope ? scope : ",", (long long)id);
			if (!scope)
				return om__nomem(err);
		}
		if (!set)
			return om__nomem(err);
	}
	*ret = scope;
	return 0;
}

int inventory_list(struct cli *cli, struct om_err *err)
{
	const struct list_options *options = cli->options;

	if (scope_of(cli, &options->warehouse, &cli->scope, err) < 0)
		return err->code;
	if (!options->with_missing)
		cli->and_where = "record_count > 0";
	return cli_list(cli, err);
}
