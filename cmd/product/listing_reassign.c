/* om-product listing reassign: another product for a linked listing. */
#include "product.h"

const struct cli_option listing_reassign_options[] = {
	{CLI_TEXT, "to", 0, "MASTER", "master SKU of the new product",
		offsetof(struct listing_reassign, to), 0, 0, NULL},
	{CLI_FLAG, "open-orders", 0, NULL, "lines of open orders follow",
		offsetof(struct listing_reassign, open_orders), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static const char *record_name(struct cli *cli, int64_t id)
{
	struct om_query_spec spec = {
		.noun = om_listing_noun(), .keys = &id, .key_count = 1, .has_keys = true};
	struct om_err ignored = {0};
	struct om_query *query = NULL;
	const struct om_value *row;
	const char *name = NULL;

	if (om_query_open(cli->om, &spec, &query, &ignored) == 0 &&
		om_query_next(query, &row, &ignored) > 0)
		name = om__strdup(&cli->arena, om_query_id(query));
	om_query_close(query);
	return name ? name : "";
}

int listing_reassign(struct cli *cli, struct om_err *err)
{
	const struct listing_reassign *o = cli->options;
	int64_t *ids;
	size_t n;
	int rc;

	if (!o->to)
		return om_err_set(err, OM_EINVAL, "missing", "--to MASTER is missing");
	rc = cli_select(cli, om_listing_noun(), &ids, &n, err);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		struct om_err refusal = {0};
		const char *name = record_name(cli, ids[i]);
		char *done = om__printf(&cli->arena, "is a listing of '%s' now", o->to);
		bool changed = false;

		if (om_listing_reassign(
			    cli->om, ids[i], o->to, o->open_orders, &changed, &refusal) == 0)
			rc = cli_result(cli, name, changed ? CLI_DONE : CLI_UNCHANGED,
				changed ? done : "unchanged", NULL, err);
		else if (n == 1 || om_err_exit(&refusal) == 2 || om_err_exit(&refusal) == 3)
			rc = om_err_set(err, refusal.code, refusal.word, "%s", refusal.message);
		else
			rc = cli_result(cli, name, CLI_REFUSED, NULL, &refusal, err);
	}
	return rc < 0 ? rc : cli_results_end(cli, err);
}
