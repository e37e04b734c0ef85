/* om-product listing suggest: candidates for unlinked listings; --apply links the sure ones. */
#include "product.h"

const struct cli_option listing_suggest_options[] = {
	{CLI_TEXT, "apply", 0, "RANKS",
		"link those with exactly one candidate at their first rank, if it is one of these",
		offsetof(struct listing_suggest, apply), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static struct om_value text(enum om_type type, const char *value)
{
	return (struct om_value){.type = type, .is_empty = !*value, .text = value, .unit = ""};
}

static int print(struct cli *cli, const struct om_suggestion *rows, size_t n, struct om_err *err)
{
	static const struct cli_column columns[] = {{"channel", OM_T_REF}, {"listing_sku", OM_T_ID},
		{"channel_title", OM_T_TEXT}, {"rank", OM_T_WORD}, {"sku", OM_T_ID},
		{"name", OM_T_TEXT}};
	int rc = cli_columns(cli, columns, OM_COUNT(columns), err);

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		const struct om_suggestion *s = &rows[i];
		struct om_value row[] = {text(OM_T_REF, s->channel), text(OM_T_ID, s->listing_sku),
			text(OM_T_TEXT, s->channel_title), text(OM_T_WORD, s->rank),
			text(OM_T_ID, s->sku), text(OM_T_TEXT, s->name)};
		char *id = om__printf(&cli->arena, "%s:%s", s->channel, s->listing_sku);

		rc = id ? cli_row(cli, row, id, err) : om__nomem(err);
	}
	return rc < 0 ? rc : cli_rows_end(cli, err);
}

int listing_suggest(struct cli *cli, struct om_err *err)
{
	const struct listing_suggest *o = cli->options;
	bool is_some = cli->operand_count || cli->where || cli->find || cli->file;
	struct om_suggestion *rows;
	int64_t *ids = NULL, linked = 0;
	size_t id_count = 0, n;
	int rc = is_some ? cli_select(cli, om_listing_noun(), &ids, &id_count, err) : 0;

	if (rc == 0)
		rc = om_listing_suggest(cli->om, ids, id_count, &cli->arena, &rows, &n, err);
	if (rc == 0 && o->apply)
		rc = om_listing_apply(cli->om, rows, n, o->apply, &linked, err);
	if (rc == 0)
		rc = print(cli, rows, n, err);
	if (rc == 0 && o->apply)
		cli_say(cli, "%s%lld %s linked", cli->dry_run ? "dry run: " : "", (long long)linked,
			linked == 1 ? "listing" : "listings");
	return rc;
}
