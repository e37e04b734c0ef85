/* om-warehouse deactivate: switches warehouses off, with their zones given to another one where
 * that is asked. */
#include "warehouse.h"
#include "base/text.h"

const struct cli_option warehouse_deactivate_options[] = {
	{CLI_TEXT, "move-zones-to", 0, "WAREHOUSE", "give the zones to this warehouse first",
		offsetof(struct warehouse_deactivate, move_zones_to), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static char *name_of(struct cli *cli, int64_t id, struct om_err *err)
{
	struct om_query_spec spec = {
		.noun = om_warehouse_noun(), .keys = &id, .key_count = 1, .has_keys = true};
	struct om_query *query = NULL;
	const struct om_value *row;
	char *name = NULL;

	if (om_query_open(cli->om, &spec, &query, err) == 0 && om_query_next(query, &row, err) > 0)
		name = om__strdup(&cli->arena, om_query_id(query));
	om_query_close(query);
	return name;
}

/* "; 120 units there stop counting; 2 zones moved" */
static const char *consequences(struct cli *cli, const struct om_warehouse_off *off)
{
	struct om_arena *arena = &cli->arena;
	const char *text = "";

	if (off->units)
		text = om__printf(arena, "; %s counting",
			OM_COUNTED(off->units, "unit there stops", "units there stop"));
	if (off->zones_moved && text)
		text = om__printf(
			arena, "%s; %s moved", text, OM_COUNTED(off->zones_moved, "zone", "zones"));
	return text ? text : "";
}

/* What became of one warehouse: a line, and a row where a format is asked for. */
static int tell(struct cli *cli, const char *name, const struct om_warehouse_off *off,
	const struct om_err *refusal, struct om_err *err)
{
	const char *text = refusal ? "" : consequences(cli, off);
	const char *word = !refusal && off->is_changed ? "inactive" : "inactive already";

	if (cli->format)
		return cli_result(cli, name,
			refusal                   ? CLI_REFUSED
				: off->is_changed ? CLI_DONE
						  : CLI_UNCHANGED,
			om__printf(&cli->arena, "%s%s", word, text), refusal, err);
	if (refusal)
		cli_error(cli, refusal, false);
	else
		cli_say(cli, "%s'%s' is %s%s", cli->dry_run ? "dry run: " : "", name, word, text);
	return 0;
}

/* One by one: each is done or refused by itself. */
static int each(struct cli *cli, const int64_t *ids, size_t n, struct om_err *err)
{
	const struct warehouse_deactivate *options = cli->options;
	size_t refused = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct om_warehouse_off off = {0};
		struct om_err refusal = {0};
		char *name = name_of(cli, ids[i], err);

		if (!name)
			return err->code ? err->code : om__nomem(err);
		rc = om_warehouse_deactivate(
			cli->om, &ids[i], 1, options->move_zones_to, &off, &refusal);
		if (rc < 0 && (n == 1 || rc != OM_EREFUSED)) {
			*err = refusal;
			return rc;
		}
		refused += rc < 0;
		rc = tell(cli, name, &off, rc < 0 ? &refusal : NULL, err);
	}
	if (refused)
		cli_exit(cli, refused == n ? 5 : 4);
	return rc;
}

static int together(struct cli *cli, const int64_t *ids, size_t n, struct om_err *err)
{
	const struct warehouse_deactivate *options = cli->options;
	struct om_warehouse_off *off = OM_NEWN(&cli->arena, struct om_warehouse_off, n + 1);
	int rc = off ? om_warehouse_deactivate(cli->om, ids, n, options->move_zones_to, off, err)
		     : om__nomem(err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		char *name = name_of(cli, ids[i], err);

		rc = name           ? tell(cli, name, &off[i], NULL, err)
			: err->code ? err->code
				    : om__nomem(err);
	}
	return rc;
}

int warehouse_deactivate(struct cli *cli, struct om_err *err)
{
	int64_t *ids;
	size_t n;
	int rc = cli_select(cli, om_warehouse_noun(), &ids, &n, err);

	if (rc == 0)
		rc = cli->atomic ? together(cli, ids, n, err) : each(cli, ids, n, err);
	return rc < 0 || !cli->format ? rc : cli_results_end(cli, err);
}
