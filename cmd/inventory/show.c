/* om-inventory show: what stands below the totals of a product. */
#include "base/text.h"
#include "inventory.h"
#include <om/order.h>

const struct cli_option show_options[] = {
	{CLI_FLAG, "allocations", 0, NULL, "print which orders hold units, and where they lie",
		offsetof(struct show_options, allocations), 0, 0, NULL},
	CLI_OPTIONS_END,
};

const struct cli_section inventory_sections[] = {
	{"Records", om_stock_noun, "sku = %k",
		"warehouse,location,lot,expires_on,on_hand,locked,allocated,available,draw_rank,is_"
		"pickable,is_receivable,"
		"is_active,location_min,first_in_at,last_moved_at"},
	{0},
};

/* `sku in ("A", "B") and is_open = yes` for the products. */
static int filter_of(
	struct cli *cli, const int64_t *ids, size_t n, const char **ret, struct om_err *err)
{
	struct om_query_spec spec = {
		.noun = om_stock_total_noun(), .keys = ids, .key_count = n, .has_keys = true};
	struct om_query *query = NULL;
	const struct om_value *row;
	char *list = NULL;
	int rc = om_query_open(cli->om, &spec, &query, err);

	while (rc >= 0 && (rc = om_query_next(query, &row, err)) > 0) {
		char *sku = cli_filter_quote(&cli->arena, om_query_id(query));

		if (sku)
			list = list ? om__printf(&cli->arena, "%s, %s", list, sku) : sku;
		if (!sku || !list)
			rc = om__nomem(err);
	}
	om_query_close(query);
	if (rc < 0)
		return rc;
	*ret = om__printf(&cli->arena, "sku in (%s) and is_open = yes", list ? list : "\"\"");
	return *ret ? 0 : om__nomem(err);
}

/* The open allocations of the products, a row each. */
static int show_allocations(struct cli *cli, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_allocation_noun(),
		.columns = cli->columns ? cli->columns
					: "sku,warehouse,location,lot,order,line_no,quantity,"
					  "oversold,is_firm,picked"};
	int64_t *ids;
	size_t n;

	if (cli_select(cli, om_stock_total_noun(), &ids, &n, err) < 0 ||
		filter_of(cli, ids, n, &spec.where, err) < 0)
		return err->code;
	return cli_print_query(cli, &spec, NULL, err);
}

int inventory_show(struct cli *cli, struct om_err *err)
{
	const struct show_options *o = cli->options;

	return o->allocations ? show_allocations(cli, err) : cli_show(cli, err);
}
