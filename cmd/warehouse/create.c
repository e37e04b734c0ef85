/* om-warehouse create: makes a warehouse and says at once what it got and what routing still lacks.
 */
#include "warehouse.h"
#include "base/text.h"

const struct cli_option warehouse_create_options[] = {
	{CLI_TEXT, "backup-of", 0, "WAREHOUSE,...|all",
		"make it the last backup of these warehouses",
		offsetof(struct warehouse_create, backup_of), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* Type, rank and name of the new warehouse, in the arena. */
struct made {
	const char *name, *type, *rank;
};

static int read_made(struct cli *cli, int64_t id, struct made *ret, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_warehouse_noun(),
		.keys = &id,
		.key_count = 1,
		.has_keys = true,
		.columns = "warehouse,type,rank"};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(cli->om, &spec, &query, err);

	if (rc == 0)
		rc = om_query_next(query, &row, err);
	if (rc > 0) {
		ret->name = om__strdup(&cli->arena, row[0].text);
		ret->type = om__strdup(&cli->arena, row[1].text);
		ret->rank = om_value_print(cli->om, &cli->arena, &row[2]);
		rc = ret->name && ret->type && ret->rank ? 0 : om__nomem(err);
	}
	om_query_close(query);
	return rc;
}

static void say_made(struct cli *cli, const struct made *made, int64_t backups)
{
	bool is_inner = !strcmp(made->type, "in-house") || !strcmp(made->type, "virtual");
	const char *rank =
		*made->rank ? om__printf(&cli->arena, ", international rank %s", made->rank) : "";
	const char *rows = backups
		? om__printf(&cli->arena, "; %s", OM_COUNTED(backups, "backup row", "backup rows"))
		: "";

	cli_say(cli, "%screated %s warehouse '%s'%s, location %s%s",
		cli->dry_run ? "dry run: " : "", made->type, made->name, rank ? rank : "",
		is_inner ? "UNCONFIGURED" : "GLOBAL", rows ? rows : "");
}

/* Zones decide as soon as two warehouses serve the home country. */
static int say_gaps(struct cli *cli, struct om_err *err)
{
	struct om_routing_state state;
	int rc = om_routing_state(cli->om, &state, err);

	if (rc < 0 || state.eligible < 2 || state.states_without_zone == 0)
		return rc;
	cli_say(cli, "hint: %s active, so zones decide; %s none",
		OM_COUNTED(state.eligible, "warehouse is", "warehouses are"),
		OM_COUNTED(state.states_without_zone, "state has", "states have"));
	return 0;
}

static int take_name(struct cli *cli, struct om_err *err)
{
	struct om_assign *assigns = OM_NEWN(&cli->arena, struct om_assign, cli->assign_count + 1);

	if (!assigns)
		return om__nomem(err);
	if (cli->operand_count > 1)
		return cli_unexpected(cli, cli->operands[1], err);
	if (cli->assign_count)
		memcpy(assigns, cli->assigns, sizeof(*assigns) * (size_t)cli->assign_count);
	if (cli->operand_count)
		assigns[cli->assign_count++] = (struct om_assign){"warehouse", cli->operands[0]};
	cli->assigns = assigns;
	return 0;
}

int warehouse_create(struct cli *cli, struct om_err *err)
{
	const struct warehouse_create *options = cli->options;
	struct made made = {0};
	enum om_outcome outcome;
	int64_t id, backups = 0;
	int rc = take_name(cli, err);

	if (rc == 0)
		rc = om_create(cli->om, om_warehouse_noun(), cli->assigns, cli->assign_count, NULL,
			&id, &outcome, err);
	if (rc == 0 && options->backup_of)
		rc = om_warehouse_backup_of(cli->om, id, options->backup_of, &backups, err);
	if (rc == 0)
		rc = read_made(cli, id, &made, err);
	if (rc < 0)
		return rc;
	if (outcome == OM_CREATED)
		say_made(cli, &made, backups);
	else
		cli_say(cli, "unchanged warehouse '%s'%s", made.name,
			backups ? "; backup rows added" : "");
	if (cli->format)
		rc = cli_result(cli, made.name, outcome == OM_UNCHANGED ? CLI_UNCHANGED : CLI_DONE,
			outcome == OM_CREATED ? "created" : "unchanged", NULL, err);
	return rc < 0 ? rc : say_gaps(cli, err);
}
