/* om-inventory: stock, where it lies and how it came there. */
#include "inventory/inventory.h"

#define CHANGE(verb, text, words, table, fn) \
	{ \
		.record = "", .name = verb, .summary = text, .operands = words, \
		.max_operands = -1, .options = table, \
		.options_size = sizeof(struct change_options), .flags = CLI_WRITE, \
		.noun = om_stock_noun, .run = fn \
	}

static const struct cli_verb verbs[] = {
	{.record = "",
		.name = "list",
		.summary = "print totals by product",
		.operands = "",
		.options = list_options,
		.options_size = sizeof(struct list_options),
		.flags = CLI_READ | CLI_LISTS,
		.noun = om_stock_total_noun,
		.run = inventory_list},
	{.record = "",
		.name = "show",
		.summary = "print totals and records of products",
		.operands = "SKU...",
		.max_operands = -1,
		.options = show_options,
		.options_size = sizeof(struct show_options),
		.flags = CLI_READ | CLI_ROWS | CLI_SELECT,
		.noun = om_stock_total_noun,
		.run = inventory_show,
		.more = inventory_sections},
	{.record = "",
		.name = "export",
		.summary = "write stock records as a spreadsheet",
		.operands = "",
		.options = export_options,
		.options_size = sizeof(struct export_options),
		.flags = CLI_READ | CLI_LISTS,
		.noun = om_stock_noun,
		.run = inventory_export},
	CLI_IMPORT("", om_stock_noun, "stock"),
	{.record = "",
		.name = "edit",
		.summary = "change flags and draw order of records",
		.operands = "SKU... COLUMN=VALUE...",
		.max_operands = -1,
		.options = edit_options,
		.options_size = sizeof(struct edit_options),
		.flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT,
		.noun = om_stock_noun,
		.run = inventory_edit},
	CHANGE("set", "make the units on hand a figure", "SKU N", set_options, inventory_set),
	CHANGE("adjust", "add units or take them away", "SKU +N|-N", adjust_options,
		inventory_adjust),
	CHANGE("move", "carry free units to another location", "SKU N", move_options,
		inventory_move),
	CHANGE("lock", "withhold free units", "SKU [N]", lock_options, inventory_lock),
	CHANGE("unlock", "give withheld units back", "SKU [N]", unlock_options, inventory_unlock),
	{.record = "",
		.name = "history",
		.summary = "print movements and edits, newest first",
		.operands = "[SKU]",
		.max_operands = 1,
		.options = history_options,
		.options_size = sizeof(struct history_options),
		.flags = CLI_READ | CLI_LISTS,
		.noun = om_movement_noun,
		.run = inventory_history},
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-inventory",
		.summary = "stock: where it lies, and how it came there",
		.permissions = "inventory",
		.records = "",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
