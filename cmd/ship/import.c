/* om-ship import: tracking numbers out of spreadsheets (shipping.md R9). */
#include "base/base.h"
#include "db/db.h"
#include "ship.h"

#define AT(member) offsetof(struct import_options, member)

const struct cli_option import_options[] = {
	{CLI_YESNO, "notify", 0, "yes|no", "is the customer mailed, where the sheet does not say",
		AT(notify), 0, 0, NULL},
	{CLI_YESNO, "update-channel", 0, "yes|no",
		"is the channel told, where the sheet does not say", AT(update_channel), 0, 0,
		NULL},
	CLI_OPTIONS_END,
};

int ship_import(struct cli *cli, struct om_err *err)
{
	static const char *const notify[] = {"notify-no", "notify-yes"};
	static const char *const update[] = {"update-channel-no", "update-channel-yes"};
	const struct import_options *o = cli->options;
	const char **flags;
	size_t n = 0;

	while (cli->sheet.flags && cli->sheet.flags[n])
		n++;
	flags = OM_NEWN(&cli->arena, const char *, n + 3);
	if (!flags)
		return om__nomem(err);
	for (size_t i = 0; i < n; i++)
		flags[i] = cli->sheet.flags[i];
	if (o->notify >= 0)
		flags[n++] = notify[o->notify];
	if (o->update_channel >= 0)
		flags[n++] = update[o->update_channel];
	cli->sheet.flags = flags;
	return cli_import(cli, err);
}
