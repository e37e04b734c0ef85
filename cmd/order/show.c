/* om-order show: everything about orders, and with --explain why each stands where it stands. */
#include "order.h"
#include <om/admin.h>

const struct cli_option show_options[] = {
	{CLI_FLAG, "explain", 0, NULL, "print step by step why it stands where it stands",
		offsetof(struct show_options, explain), 0, 0, NULL},
	CLI_OPTIONS_END,
};

const struct cli_section order_sections[] = {
	{"Lines", om_order_line_noun, "order_id = %s",
		"line_no,listing_sku,master_sku,item_name,quantity,unit_price,line_total,quantity_"
		"shipped,quantity_cancelled,"
		"quantity_allocated,quantity_short"},
	{"Open problems", om_order_problem_noun, "order_id = %s and is_open = yes",
		"code,detail,opened_at"},
	{"Open holds", om_hold_noun, "order_id = %s and is_open = yes",
		"kind,hold_until,stock_released,note,opened_at"},
	{"Notes", om_order_note_noun, "order_id = %s", "at,actor,note"},
	{"Allocations", om_allocation_noun, "order_id = %s and is_open = yes",
		"line_no,sku,warehouse,location,lot,quantity,oversold,picked"},
	{"History", om_history_noun, "entity = order and entity_id = %s",
		"at,actor,field,old_value,new_value"},
	{0},
};

int order_show(struct cli *cli, struct om_err *err)
{
	const struct show_options *o = cli->options;
	int64_t *ids;
	size_t count;

	if (!o->explain)
		return cli_show(cli, err);
	if (cli_select(cli, om_order_noun(), &ids, &count, err) < 0)
		return err->code;
	return order_explain(cli, ids, count, err);
}
