/* om-order note: adds to what is written about orders. */
#include "order.h"

#define AT(member) offsetof(struct note_options, member)

const struct cli_option note_options[] = {
	{CLI_CHOICE, "kind", 0, "KIND",
		"internal (default), to-buyer, from-buyer, or activity: kept with time and name",
		AT(kind), 0, 0, OM_NOTE_KINDS},
	{CLI_TEXT, "text", 0, "TEXT", "the note; else the last operand", AT(text), 0, 0, NULL},
	{CLI_FLAG, "replace", 0, NULL, "put it in the place of what is there", AT(replace), 0, 0,
		NULL},
	CLI_OPTIONS_END,
};

static const char *say_noted(struct cli *cli, const struct om_acted *acted, struct om_err *err)
{
	(void)cli;
	(void)acted;
	(void)err;
	return "noted";
}

int order_note(struct cli *cli, struct om_err *err)
{
	const struct note_options *o = cli->options;
	struct om_note note = {.kind = o->kind, .text = o->text, .replace = o->replace};

	if (!note.text && cli->operand_count)
		note.text = cli->operands[--cli->operand_count];
	if (!note.text || !*note.text)
		return om_err_set(err, OM_EINVAL, "missing", "the note's text is missing");
	if (o->replace && o->kind && !strcmp(o->kind, "activity"))
		return om_err_set(err, OM_EINVAL, "usage",
			"notes of the activity stay: --replace is for the texts");
	return order_act(cli, om_order_note, &note, say_noted, err);
}
