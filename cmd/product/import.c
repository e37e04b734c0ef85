/* om-product import: products from a spreadsheet, or with --custom-fields one value of a custom
 * field a row. */
#include "product.h"
#include <om/admin.h>

const struct cli_option product_import_options[] = {
	{CLI_FLAG, "custom-fields", 0, NULL,
		"the file has a row for each value: sku, custom_field_name, custom_field_value",
		offsetof(struct product_import, custom_fields), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int product_import(struct cli *cli, struct om_err *err)
{
	const struct product_import *o = cli->options;
	struct cli_verb values = *cli->verb;
	int rc;

	if (!o->custom_fields)
		return cli_import(cli, err);
	values.noun = om_custom_value_noun;
	const struct cli_verb *verb = cli->verb;
	cli->verb = &values;
	rc = cli_import(cli, err);
	cli->verb = verb;
	return rc;
}
