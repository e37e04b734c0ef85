/* om-warehouse: warehouses, their locations, and the data of routing. */
#include "warehouse/warehouse.h"

static const struct cli_verb verbs[] = {
	CLI_SHEET_VERBS("", om_warehouse_noun, "warehouses", "WAREHOUSE"),
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
	CLI_SHOW("", om_warehouse_noun, "warehouses", "WAREHOUSE", warehouse_sections),
	CLI_ACTIVATE("", om_warehouse_noun, "let warehouses count again", "WAREHOUSE"),
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
	CLI_SHEET_VERBS("location", om_location_noun, "locations", "WAREHOUSE LOCATION"),
	CLI_CREATE("location", om_location_noun, "make a location", "WAREHOUSE LOCATION", NULL),
	CLI_SHOW(
		"location", om_location_noun, "locations", "WAREHOUSE LOCATION", location_sections),
	CLI_ACTIVATE(
		"location", om_location_noun, "let locations count again", "WAREHOUSE LOCATION"),
	CLI_DEACTIVATE("location", om_location_noun, "keep locations, but let nothing there count",
		"WAREHOUSE LOCATION"),
	CLI_SHEET_VERBS("zone", om_zone_noun, "zones", "ZONE"),
	CLI_CREATE("zone", om_zone_noun, "give a state to a warehouse", "COUNTRY STATE WAREHOUSE",
		NULL),
	CLI_SHOW("zone", om_zone_noun, "zones", "ZONE", NULL),
	CLI_SHEET_VERBS("backup", om_backup_noun, "backups", "WAREHOUSE POSITION"),
	CLI_CREATE("backup", om_backup_noun, "name who takes over for a warehouse",
		"WAREHOUSE POSITION BACKUP", NULL),
	CLI_SHOW("backup", om_backup_noun, "backups", "WAREHOUSE POSITION", NULL),
	CLI_SHEET_VERBS("rank", om_rank_noun, "ranks", "WAREHOUSE"),
	CLI_CREATE("rank", om_rank_noun, "give a warehouse a rank", "WAREHOUSE RANK", NULL),
	CLI_SHOW("rank", om_rank_noun, "ranks", "WAREHOUSE", NULL),
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-warehouse",
		.summary = "warehouses, their locations, and which of them serves whom",
		.permissions = "warehouses",
		.records = "location zone backup rank",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
