/* om-order source: who fulfils an order, by hand or routed anew (orders.md R8). */
#include "order.h"

#define AT(member) offsetof(struct source_options, member)

const struct cli_option source_options[] = {
	{CLI_TEXT, "to", 0, "WAREHOUSE", "this one, whatever routing says", AT(to), 0, 0, NULL},
	{CLI_FLAG, "auto", 0, NULL, "the one that routing finds now", AT(is_auto), 0, 0, NULL},
	{CLI_FLAG, "only-if-covered", 0, NULL, "only orders that the warehouse can fill whole now",
		AT(only_if_covered), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int order_source(struct cli *cli, struct om_err *err)
{
	const struct source_options *o = cli->options;
	const struct om_source source = {.to = o->to, .only_if_covered = o->only_if_covered};

	if ((o->to != NULL) + o->is_auto != 1)
		return om_err_set(err, OM_EINVAL, "usage", "give one of --to WAREHOUSE and --auto");
	return order_act(cli, om_order_source, &source, NULL, err);
}
