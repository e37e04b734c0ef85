/* om-order: customers' orders, from intake to the hand-over of goods. */
#include "order/order.h"

#define ORDERS(verb, text, opts, type, fn) \
	{.record = "", .name = verb, .summary = text, .operands = "ORDER...", .max_operands = -1, .options = opts, \
		.options_size = sizeof(struct type), .flags = CLI_WRITE | CLI_SELECT, .noun = om_order_noun, .run = fn}

static const struct cli_verb verbs[] = {
	{.record = "", .name = "list", .summary = "print orders", .operands = "", .options = list_options,
		.options_size = sizeof(struct list_options), .flags = CLI_READ | CLI_LISTS, .noun = om_order_noun, .run = order_list},
	{.record = "", .name = "show", .summary = "print everything about orders", .operands = "ORDER...", .max_operands = -1,
		.options = show_options, .options_size = sizeof(struct show_options), .flags = CLI_READ | CLI_ROWS | CLI_SELECT,
		.noun = om_order_noun, .run = order_show, .more = order_sections},
	{.record = "", .name = "create", .summary = "make one order; '-' reads it as JSON", .operands = "[-] [COLUMN=VALUE]...",
		.max_operands = -1, .options = create_options, .options_size = sizeof(struct create_options),
		.flags = CLI_WRITE | CLI_FIELDS, .noun = om_order_noun, .run = order_create},
	{.record = "", .name = "edit", .summary = "change columns of orders", .operands = "ORDER... COLUMN=VALUE...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT, .noun = om_order_noun, .run = order_edit},
	{.record = "", .name = "import", .summary = "read orders from spreadsheets, one row an item", .operands = "FILE...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_SHEET, .noun = om_order_noun, .run = cli_import},
	{.record = "", .name = "export", .summary = "write orders as a spreadsheet, one row an item", .operands = "",
		.options = list_options, .options_size = sizeof(struct list_options), .flags = CLI_READ | CLI_LISTS,
		.noun = om_order_noun, .run = order_export},
	ORDERS("resolve", "look at orders again: map, route, allocate", resolve_options, resolve_options, order_resolve),
	ORDERS("pay", "book payments", pay_options, pay_options, order_pay),
	ORDERS("hold", "stop orders until a time", hold_options, hold_options, order_hold),
	{.record = "", .name = "release", .summary = "end holds", .operands = "ORDER...", .max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT, .noun = om_order_noun, .run = order_release},
	ORDERS("cancel", "cancel orders", cancel_options, cancel_options, order_cancel),
	{.record = "", .name = "restore", .summary = "reopen cancelled orders", .operands = "ORDER...", .max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT, .noun = om_order_noun, .run = order_restore},
	ORDERS("source", "choose who fulfils orders", source_options, source_options, order_source),
	{.record = "item", .name = "list", .summary = "print lines of orders", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_order_line_noun, .run = cli_list},
	{.record = "customer", .name = "list", .summary = "print customers", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_customer_noun, .run = cli_list},
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-order",
		.summary = "customers' orders, from intake to the hand-over of goods",
		.records = "item customer",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
