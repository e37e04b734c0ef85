/* om-channel: where orders come from. */
#include "channel/channel.h"

static const struct cli_verb verbs[] = {
	{.record = "",
		.name = "create",
		.summary = "make a channel",
		.operands = "TYPE CHANNEL [COLUMN=VALUE]...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_channel_noun,
		.run = channel_create},
	CLI_SHEET_VERBS("", om_channel_noun, "channels", "CHANNEL"),
	CLI_SHOW("", om_channel_noun, "channels", "CHANNEL", channel_sections),
	CLI_ACTIVATE("", om_channel_noun, "let channels take orders again", "CHANNEL"),
	CLI_DEACTIVATE(
		"", om_channel_noun, "keep channels, but let them take no orders", "CHANNEL"),
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-channel",
		.summary = "channels, where orders come from",
		.permissions = "channels",
		.records = "",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
