/* om-product listing suggest: candidates for unlinked listings; --apply links the sure ones. */
#include "product.h"
#include "base/text.h"

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

/* How many orders wait for each listing, in the order of the rows: one figure a listing. */
static int read_waiting(struct cli *cli, const struct om_suggestion *rows, size_t n, int64_t **ret,
	struct om_err *err)
{
	int64_t *ids = OM_NEWN(&cli->arena, int64_t, n + 1),
		*waiting = OM_NEWN(&cli->arena, int64_t, n + 1);
	struct om_query_spec spec = {.noun = om_listing_noun(),
		.keys = ids,
		.has_keys = true,
		.columns = "waiting_orders"};
	struct om_query *query = NULL;
	const struct om_value *row;
	size_t at = 0;
	int rc;

	if (!ids || !waiting)
		return om__nomem(err);
	for (size_t i = 0; i < n; i++)
		if (!i || rows[i].listing_id != rows[i - 1].listing_id)
			ids[spec.key_count++] = rows[i].listing_id;
	rc = om_query_open(cli->om, &spec, &query, err);
	while (rc >= 0 && (rc = om_query_next(query, &row, err)) > 0) {
		while (at < n && rows[at].listing_id != om_query_key(query))
			at++;
		for (; at < n && rows[at].listing_id == om_query_key(query); at++)
			waiting[at] = row[0].num;
	}
	om_query_close(query);
	*ret = waiting;
	return rc;
}

static int print(struct cli *cli, const struct om_suggestion *rows, size_t n, struct om_err *err)
{
	static const struct cli_column columns[] = {{"channel", OM_T_REF}, {"listing_sku", OM_T_ID},
		{"channel_title", OM_T_TEXT}, {"waiting_orders", OM_T_INT}, {"rank", OM_T_WORD},
		{"sku", OM_T_ID}, {"name", OM_T_TEXT}};
	int64_t *waiting = NULL;
	int rc = read_waiting(cli, rows, n, &waiting, err);

	if (rc >= 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		const struct om_suggestion *s = &rows[i];
		struct om_value row[] = {text(OM_T_REF, s->channel), text(OM_T_ID, s->listing_sku),
			text(OM_T_TEXT, s->channel_title),
			{.type = OM_T_INT, .num = waiting[i], .text = "", .unit = ""},
			text(OM_T_WORD, s->rank), text(OM_T_ID, s->sku), text(OM_T_TEXT, s->name)};
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
	if (rc == 0)
		rc = print(cli, rows, n, err);
	if (rc == 0 && o->apply)
		rc = om_listing_apply(cli->om, rows, n, o->apply, &linked, err);
	if (rc == 0 && o->apply)
		cli_say(cli, "%s%s linked", cli->dry_run ? "dry run: " : "",
			OM_COUNTED(linked, "listing", "listings"));
	return rc;
}
