/* om-channel: where orders come from. */
#include "channel/channel.h"

static const struct cli_verb verbs[] = {
	{.record = "", .name = "create", .summary = "make a channel", .operands = "TYPE CHANNEL [COLUMN=VALUE]...",
		.max_operands = -1, .flags = CLI_WRITE | CLI_FIELDS, .noun = om_channel_noun, .run = channel_create},
	CLI_NOUN_VERBS("", om_channel_noun, "CHANNEL"),
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
