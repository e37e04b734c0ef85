/* om-channel create TYPE CHANNEL: the type stands first, as what a channel can do hangs on it. */
#include "channel.h"

static bool has_type(const struct cli *cli)
{
	for (int i = 0; i < cli->assign_count; i++)
		if (!strcmp(cli->assigns[i].column, "type"))
			return true;
	return false;
}

int channel_create(struct cli *cli, struct om_err *err)
{
	struct om_assign *assigns;

	if (has_type(cli))
		return cli_create(cli, err);
	if (!cli->operand_count)
		return om_err_set(err, OM_EINVAL, "usage", "'create' needs TYPE and CHANNEL");
	assigns = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);
	if (!assigns)
		return om__nomem(err);
	if (cli->assign_count)
		memcpy(assigns, cli->assigns, sizeof(*assigns) * (size_t)cli->assign_count);
	assigns[cli->assign_count++] = (struct om_assign){"type", cli->operands[0]};
	cli->assigns = assigns;
	cli->operands++;
	cli->operand_count--;
	return cli_create(cli, err);
}
