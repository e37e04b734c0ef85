/* om-ship check: one row a finding; exit status 1 if there is any. */
#include "ship.h"

static int print(
	struct cli *cli, const char *record, const struct om_finding *f, struct om_err *err)
{
	const struct om_value row[] = {
		{.type = OM_T_ID, .text = record, .unit = ""},
		{.type = OM_T_WORD, .text = f->code, .unit = ""},
		{.type = OM_T_WORD, .text = f->field, .is_empty = !*f->field, .unit = ""},
		{.type = OM_T_TEXT, .text = f->message, .unit = ""},
	};

	return cli_row(cli, row, record, err);
}

static int check(struct cli *cli, int64_t id, bool *ret_found, struct om_err *err)
{
	struct om_mark mark = om__arena_mark(&cli->arena);
	struct om_finding *findings;
	const char *record;
	size_t n;
	int rc = om_ship_check(cli->om, id, &cli->arena, &record, &findings, &n, err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = print(cli, record, &findings[i], err);
	if (rc == 0)
		*ret_found = *ret_found || n;
	om__arena_rewind(&cli->arena, mark);
	return rc;
}

int ship_check(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {{"order", OM_T_ID}, {"code", OM_T_WORD},
		{"field", OM_T_WORD}, {"message", OM_T_TEXT}};
	bool is_found = false;
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, om_order_noun(), &ids, &count, err);

	if (rc == 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = check(cli, ids[i], &is_found, err);
	if (rc == 0 && is_found)
		cli_exit(cli, 1);
	return rc < 0 ? rc : cli_rows_end(cli, err);
}
