/* om-ship: from orders that are ready to goods that have left. */
#include "ship/ship.h"
#include <om/admin.h>

static const struct cli_section shipment_sections[] = {
	{"Packages", om_package_noun, "shipment_id = %s", "seq,tracking_number,package_type,weight,unit_count"},
	{"Contents", om_package_item_noun, "shipment_id = %s", "seq,sku,listing_sku,item_name,quantity,location,lot"},
	{"History", om_history_noun, "entity = shipment and entity_id = %s", "at,actor,field,old_value,new_value"},
	{0},
};
static const struct cli_section pick_sections[] = {
	{"Lines", om_pick_line_noun, "pick_list_id = %s",
		"line_no,location,sku,name,lot,quantity,picked,order,status,is_struck"},
	{"History", om_history_noun, "entity = pick_list and entity_id = %s", "at,actor,field,old_value,new_value"},
	{0},
};

static const struct cli_verb verbs[] = {
	{.record = "", .name = "ship", .summary = "mark orders as shipped", .operands = "ORDER...", .max_operands = -1,
		.options = mark_options, .options_size = sizeof(struct mark_options), .flags = CLI_WRITE | CLI_SELECT,
		.noun = om_order_noun, .run = ship_mark},
	{.record = "", .name = "check", .summary = "say what keeps orders from shipping", .operands = "ORDER...",
		.max_operands = -1, .flags = CLI_READ | CLI_SELECT | CLI_ROWS, .noun = om_order_noun, .run = ship_check},
	{.record = "", .name = "slip", .summary = "print packing slips", .operands = "ORDER...", .max_operands = -1,
		.options = print_options, .options_size = sizeof(struct print_options), .flags = CLI_READ | CLI_SELECT,
		.noun = om_order_noun, .run = ship_slip},
	{.record = "", .name = "list", .summary = "print shipments", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_shipment_noun, .run = cli_list},
	{.record = "", .name = "show", .summary = "print everything about shipments", .operands = "SHIPMENT...",
		.max_operands = -1, .flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = om_shipment_noun, .run = cli_show,
		.more = shipment_sections},
	{.record = "", .name = "export", .summary = "write shipments as a spreadsheet", .operands = "",
		.flags = CLI_READ | CLI_LISTS, .noun = om_shipment_noun, .run = cli_export},
	{.record = "package", .name = "list", .summary = "print packages", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_package_noun, .run = cli_list},
	{.record = "pick", .name = "create", .summary = "make pick lists out of what is allocated", .operands = "ORDER...",
		.max_operands = -1, .options = pick_options, .options_size = sizeof(struct pick_options),
		.flags = CLI_WRITE | CLI_SELECT | CLI_ROWS, .noun = om_order_noun, .run = pick_create},
	{.record = "pick", .name = "list", .summary = "print pick lists", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_pick_noun, .run = cli_list},
	{.record = "pick", .name = "show", .summary = "print everything about pick lists", .operands = "PICK-LIST...",
		.max_operands = -1, .flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = om_pick_noun, .run = cli_show,
		.more = pick_sections},
	{.record = "pick", .name = "print", .summary = "print pick lists on paper", .operands = "PICK-LIST...",
		.max_operands = -1, .options = print_options, .options_size = sizeof(struct print_options),
		.flags = CLI_READ | CLI_SELECT, .noun = om_pick_noun, .run = pick_print},
	{.record = "pick", .name = "confirm", .summary = "say what was found", .operands = "PICK-LIST [FILE]",
		.min_operands = 1, .max_operands = 2, .flags = CLI_WRITE | CLI_ROWS, .noun = om_pick_line_noun,
		.run = pick_confirm},
	{.record = "pick", .name = "cancel", .summary = "give up pick lists", .operands = "PICK-LIST...", .max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT, .noun = om_pick_noun, .run = pick_cancel},
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-ship",
		.summary = "from orders that are ready to goods that have left",
		.records = "package pick",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
