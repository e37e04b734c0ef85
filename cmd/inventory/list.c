/* om-inventory list: totals by product, over all warehouses or over those that are named. */
#include "base/text.h"
#include "inventory.h"
#include <om/catalog.h>

const struct cli_option list_options[] = {
	{CLI_TEXTS, "sku", 0, "SKU,...", "only these products", offsetof(struct list_options, sku),
		0, 0, NULL},
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

/* A SKU that there is not is said to be none, rather than an empty list. */
static int check_skus(struct cli *cli, const struct cli_texts *names, struct om_err *err)
{
	for (int i = 0; i < names->count; i++) {
		struct om_set *set = om__set_split(&cli->arena, names->items[i], ',');
		int64_t id;

		if (!set)
			return om__nomem(err);
		for (size_t k = 0; k < set->count; k++)
			if (om_find(cli->om, om_product_noun(), set->members[k], &id, err) < 0)
				return err->code;
	}
	return 0;
}

int inventory_list(struct cli *cli, struct om_err *err)
{
	const struct list_options *options = cli->options;
	char *filter = NULL;
	int rc = scope_of(cli, &options->warehouse, &cli->scope, err);

	if (rc == 0)
		rc = check_skus(cli, &options->sku, err);
	if (rc == 0 && !options->with_missing)
		rc = cli_filter_add(&cli->arena, &filter, "record_count > 0", err);
	if (rc == 0)
		rc = cli_filter_add_in(&cli->arena, &filter, "sku in", &options->sku, err);
	if (rc < 0)
		return rc;
	cli->and_where = filter;
	return cli_list(cli, err);
}
