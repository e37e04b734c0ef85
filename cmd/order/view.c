/* om-order view: saved views of lists. */
#include "base/text.h"
#include "order.h"

static const char *phrase(struct cli *cli, int64_t id)
{
	struct om_query_spec spec = {.noun = om_view_noun(),
		.keys = &id,
		.key_count = 1,
		.has_keys = true,
		.columns = "name"};
	struct om_query *query = NULL;
	struct om_err ignored = {0};
	const struct om_value *row;
	char *text = NULL;

	if (om_query_open(cli->om, &spec, &query, &ignored) == 0 &&
		om_query_next(query, &row, &ignored) > 0)
		text = om__printf(&cli->arena, "view '%s'", row[0].text);
	om_query_close(query);
	return text;
}

const struct cli_made view_made = {phrase};

const struct cli_option view_options[] = {
	{CLI_TEXT, "where", 0, "EXPR", "its filter from now on",
		offsetof(struct view_options, where), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* --where is the column of the view here, and chooses no views. */
int view_edit(struct cli *cli, struct om_err *err)
{
	const struct view_options *o = cli->options;
	struct om_assign *list;

	if (!o->where)
		return cli_edit(cli, err);
	list = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);
	if (!list)
		return om__nomem(err);
	if (cli->assign_count)
		memcpy(list, cli->assigns, sizeof(*list) * (size_t)cli->assign_count);
	list[cli->assign_count++] = (struct om_assign){"where", o->where};
	cli->assigns = list;
	return cli_edit(cli, err);
}
