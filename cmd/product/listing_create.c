/* om-product listing create: the columns of the sheet as options, and --to for the product. */
#include "product.h"

const struct cli_option listing_create_options[] = {
	{CLI_TEXT, "to", 0, "MASTER", "master SKU of the product",
		offsetof(struct listing_create, to), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int listing_create(struct cli *cli, struct om_err *err)
{
	const struct listing_create *o = cli->options;
	struct om_assign *assigns;

	if (!o->to)
		return cli_create(cli, err);
	assigns = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);
	if (!assigns)
		return om__nomem(err);
	for (int i = 0; i < cli->assign_count; i++) {
		if (!strcmp(cli->assigns[i].column, "sku"))
			return om_err_set(
				err, OM_EINVAL, "usage", "--to and sku are the same; give one");
		assigns[i] = cli->assigns[i];
	}
	assigns[cli->assign_count++] = (struct om_assign){"sku", o->to};
	cli->assigns = assigns;
	return cli_create(cli, err);
}
