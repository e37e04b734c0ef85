/* om-admin config: the settings of the company. */
#include "admin.h"
#include "base/text.h"

const struct cli_option admin_config_set_options[] = {
	{CLI_FLAG, "unset", 0, NULL, "give the default back",
		offsetof(struct admin_config_set, unset), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* The value alone, as a script wants it; a row where a format is asked for. */
int admin_config_get(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"key", OM_T_ID}, {"value", OM_T_ID}, {"is_default", OM_T_BOOL}};
	const char *key = cli->operands[0];
	struct om_value row[3] = {{OM_T_ID, false, 0, key, ""}, {OM_T_ID, false, 0, "", ""},
		{OM_T_BOOL, false, 0, "", ""}};
	bool is_default;
	char *value;
	int rc = om_config_get(cli->om, key, &cli->arena, &value, &is_default, err);

	if (rc < 0)
		return rc;
	if (!cli->format) {
		fprintf(cli->out, "%s\n", value);
		return 0;
	}
	row[1].text = value;
	row[1].is_empty = !*value;
	row[2].num = is_default;
	rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	return rc < 0 ? rc : cli_row(cli, row, key, err);
}

int admin_config_set(struct cli *cli, struct om_err *err)
{
	const struct admin_config_set *o = cli->options;
	const char *key = cli->operands[0];
	bool changed, is_default;
	char *value;
	int rc;

	if (o->unset == (cli->operand_count == 2))
		return om_err_set(
			err, OM_EINVAL, "usage", "a value or --unset is needed, and not both");
	rc = om_config_set(cli->om, key, o->unset ? NULL : cli->operands[1], &changed, err);
	if (rc == 0)
		rc = om_config_get(cli->om, key, &cli->arena, &value, &is_default, err);
	if (rc < 0)
		return rc;
	cli_say(cli, "%s%s %s '%s'%s", cli->dry_run ? "dry run: " : "", key,
		changed ? "is now" : "unchanged:", value, is_default ? ", the default" : "");
	return 0;
}

int admin_config_list(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {{"key", OM_T_ID}, {"value", OM_T_ID},
		{"default", OM_T_ID}, {"type", OM_T_WORD}, {"range", OM_T_TEXT},
		{"help", OM_T_TEXT}};
	int n, rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	const struct om_config_key *keys = om_config_keys(&n);

	for (int i = 0; i < n && rc == 0; i++) {
		struct om_value row[OM_COUNT(columns)];
		const char *texts[OM_COUNT(columns)] = {keys[i].key, NULL, keys[i].default_value,
			keys[i].type, om_config_range(&keys[i]), keys[i].help};
		bool is_default;
		char *value;

		rc = om_config_get(cli->om, keys[i].key, &cli->arena, &value, &is_default, err);
		if (rc < 0)
			break;
		texts[1] = value;
		for (size_t c = 0; c < OM_COUNT(columns); c++)
			row[c] = (struct om_value){columns[c].type, !*texts[c], 0, texts[c], ""};
		rc = cli_row(cli, row, keys[i].key, err);
	}
	return rc;
}
