/* om-channel: where orders come from. */
#include "channel/channel.h"

static const struct cli_verb verbs[] = {
	{.record = "", .name = "create", .summary = "make a channel", .operands = "TYPE CHANNEL [COLUMN=VALUE]...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_FIELDS, .noun = om_channel_noun, .run = channel_create},
	{.record = "", .name = "list", .summary = "print channels", .operands = "", .flags = CLI_READ | CLI_LISTS,
		.noun = om_channel_noun, .run = cli_list},
	{.record = "", .name = "edit", .summary = "change columns of channels", .operands = "CHANNEL... COLUMN=VALUE...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT, .noun = om_channel_noun, .run = cli_edit},
	{.record = "", .name = "import", .summary = "read channels from a spreadsheet", .operands = "FILE...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_SHEET, .noun = om_channel_noun, .run = cli_import},
	{.record = "", .name = "export", .summary = "write channels as a spreadsheet", .operands = "",
		.flags = CLI_READ | CLI_LISTS, .noun = om_channel_noun, .run = cli_export},
	{.record = "", .name = "show", .summary = "print everything about channels", .operands = "CHANNEL...",
		.max_operands = -1, .flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = om_channel_noun, .run = cli_show,
		.more = channel_sections},
	{.record = "", .name = "activate", .summary = "let channels take orders again", .operands = "CHANNEL...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_SELECT, .noun = om_channel_noun, .run = cli_activate},
	{.record = "", .name = "deactivate", .summary = "keep channels, but let them take no orders",
		.operands = "CHANNEL...", .max_operands = -1, .flags = CLI_WRITE | CLI_SELECT, .noun = om_channel_noun,
		.run = cli_deactivate},
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {
		.name = "om-channel", .summary = "channels, where orders come from", .records = "", .verbs = verbs};

	return cli_main(&program, argc, argv);
}
