/* om-inventory export: the stock sheet, one row a stock record. */
#include "inventory.h"

const struct cli_option export_options[] = {
	{CLI_TEXTS, "warehouse", 0, "WAREHOUSE,...", "only what lies in these warehouses",
		offsetof(struct export_options, warehouse), 0, 0, NULL},
	{CLI_FLAG, "bundles-only", 0, NULL, "only bundles",
		offsetof(struct export_options, bundles_only), 0, 0, NULL},
	{CLI_FLAG, "cores-only", 0, NULL, "no bundles", offsetof(struct export_options, cores_only),
		0, 0, NULL},
	{CLI_FLAG, "active-only", 0, NULL, "only active records",
		offsetof(struct export_options, active_only), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int inventory_export(struct cli *cli, struct om_err *err)
{
	const struct export_options *o = cli->options;
	char *filter = NULL;
	int rc;

	if (o->bundles_only && o->cores_only)
		return om_err_set(err, OM_EINVAL, "usage",
			"--bundles-only and --cores-only exclude each other");
	rc = cli_filter_add_in(&cli->arena, &filter, "warehouse in", &o->warehouse, err);
	if (rc == 0 && o->bundles_only)
		rc = cli_filter_add(&cli->arena, &filter, "kind = bundle", err);
	if (rc == 0 && o->cores_only)
		rc = cli_filter_add(&cli->arena, &filter, "kind != bundle", err);
	if (rc == 0 && o->active_only)
		rc = cli_filter_add(&cli->arena, &filter, "is_active = yes", err);
	if (rc < 0)
		return rc;
	cli->and_where = filter;
	return cli_export(cli, err);
}
