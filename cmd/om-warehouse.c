/* om-warehouse: warehouses, their locations, and the data of routing. */
#include "warehouse/warehouse.h"

#define SHOW(rec, noun_fn, id_words, sections) \
	{ \
		.record = rec, .name = "show", .summary = "print everything about records", \
		.operands = id_words "...", .max_operands = -1, \
		.flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = noun_fn, .run = cli_show, \
		.more = sections \
	}
#define WITHOUT_CREATE(rec, noun_fn, id_words) \
	{.record = rec, \
		.name = "list", \
		.summary = "print records", \
		.operands = "", \
		.flags = CLI_READ | CLI_LISTS, \
		.noun = noun_fn, \
		.run = cli_list}, \
		{.record = rec, \
			.name = "edit", \
			.summary = "change columns of records", \
			.operands = id_words "... COLUMN=VALUE...", \
			.max_operands = -1, \
			.flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT, \
			.noun = noun_fn, \
			.run = cli_edit}, \
		{.record = rec, \
			.name = "import", \
			.summary = "read records from a spreadsheet", \
			.operands = "FILE...", \
			.max_operands = -1, \
			.flags = CLI_WRITE | CLI_SHEET, \
			.noun = noun_fn, \
			.run = cli_import}, \
	{ \
		.record = rec, .name = "export", .summary = "write records as a spreadsheet", \
		.operands = "", .flags = CLI_READ | CLI_LISTS, .noun = noun_fn, .run = cli_export \
	}

static const struct cli_verb verbs[] = {
	WITHOUT_CREATE("", om_warehouse_noun, "WAREHOUSE"),
	{.record = "",
		.name = "create",
		.summary = "make a warehouse",
		.operands = "WAREHOUSE [COLUMN=VALUE]...",
		.max_operands = -1,
		.options = warehouse_create_options,
		.options_size = sizeof(struct warehouse_create),
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_warehouse_noun,
		.run = warehouse_create},
	SHOW("", om_warehouse_noun, "WAREHOUSE", warehouse_sections),
	{.record = "",
		.name = "activate",
		.summary = "let warehouses count again",
		.operands = "WAREHOUSE...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = om_warehouse_noun,
		.run = cli_activate},
	{.record = "",
		.name = "deactivate",
		.summary = "keep warehouses, but let nothing there count",
		.operands = "WAREHOUSE...",
		.max_operands = -1,
		.options = warehouse_deactivate_options,
		.options_size = sizeof(struct warehouse_deactivate),
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = om_warehouse_noun,
		.run = warehouse_deactivate},
	WITHOUT_CREATE("location", om_location_noun, "WAREHOUSE LOCATION"),
	{.record = "location",
		.name = "create",
		.summary = "make a location",
		.operands = "WAREHOUSE LOCATION [COLUMN=VALUE]...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_location_noun,
		.run = cli_create},
	SHOW("location", om_location_noun, "WAREHOUSE LOCATION", location_sections),
	{.record = "location",
		.name = "activate",
		.summary = "let locations count again",
		.operands = "WAREHOUSE LOCATION...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = om_location_noun,
		.run = cli_activate},
	{.record = "location",
		.name = "deactivate",
		.summary = "keep locations, but let nothing there count",
		.operands = "WAREHOUSE LOCATION...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = om_location_noun,
		.run = cli_deactivate},
	WITHOUT_CREATE("zone", om_zone_noun, "ZONE"),
	{.record = "zone",
		.name = "create",
		.summary = "give a state to a warehouse",
		.operands = "COUNTRY STATE WAREHOUSE [COLUMN=VALUE]...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_zone_noun,
		.run = cli_create},
	SHOW("zone", om_zone_noun, "ZONE", NULL),
	WITHOUT_CREATE("backup", om_backup_noun, "WAREHOUSE POSITION"),
	{.record = "backup",
		.name = "create",
		.summary = "name who takes over for a warehouse",
		.operands = "WAREHOUSE POSITION BACKUP",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_backup_noun,
		.run = cli_create},
	SHOW("backup", om_backup_noun, "WAREHOUSE POSITION", NULL),
	WITHOUT_CREATE("rank", om_rank_noun, "WAREHOUSE"),
	{.record = "rank",
		.name = "create",
		.summary = "give a warehouse a rank",
		.operands = "WAREHOUSE RANK",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_rank_noun,
		.run = cli_create},
	SHOW("rank", om_rank_noun, "WAREHOUSE", NULL),
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-warehouse",
		.summary = "warehouses, their locations, and which of them serves whom",
		.records = "location zone backup rank",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
