/* --view NAME, and the columns that a user always wants: what a list takes from elsewhere where its
 * own options say nothing (orders.md R26.3).
 *
 * Given options win, and only what is left of the view is used, so a part that no longer fits its
 * noun does no harm where it is overridden. */
#include <stdlib.h>
#include "base/text.h"
#include "cli/inner.h"
#include <om/view.h>

/* $OM_COLUMNS_ORDER for lists of orders. */
static const char *own_columns(struct cli *cli, const struct om_noun *noun)
{
	char *name = om__printf(&cli->arena, "OM_COLUMNS_%s", noun->name);
	const char *value;

	for (char *p = name; p && *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p -= 'a' - 'A';
	value = name ? getenv(name) : NULL;
	return value && *value ? value : NULL;
}

static int use_view(struct cli *cli, const struct om_noun *noun, struct om_err *err)
{
	struct om_view v;
	int rc = om_view_find(cli->om, noun, cli->view, &cli->arena, &v, err);

	if (rc < 0)
		return rc;
	if (cli->where)
		v.where = "";
	if (cli->columns || cli->has_summary)
		v.columns = "";
	if (cli->sort || cli->has_summary)
		v.sort = "";
	rc = om_view_check(cli->om, noun, &v, err);
	if (rc < 0)
		return rc;
	if (*v.where)
		cli->where = v.where;
	if (*v.columns)
		cli->columns = v.columns;
	if (*v.sort)
		cli->sort = v.sort;
	if (!cli->limit)
		cli->limit = v.limit;
	return 0;
}

int cli_use_view(struct cli *cli, struct om_err *err)
{
	const struct om_noun *noun = cli->verb->noun ? cli->verb->noun() : NULL;

	if (!(cli->verb->flags & CLI_LISTS) || !noun)
		return 0;
	if (cli->view && use_view(cli, noun, err) < 0)
		return err->code;
	if (!cli->columns && !strcmp(cli->verb->name, "list"))
		cli->columns = own_columns(cli, noun);
	return 0;
}
