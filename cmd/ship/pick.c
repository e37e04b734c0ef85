/* om-ship pick create, confirm, cancel (shipping.md R16). */
#include "ship.h"
#include <inttypes.h>
#include <unistd.h>

#define AT(member) offsetof(struct pick_options, member)

const struct cli_option pick_options[] = {
	{CLI_CHOICE, "kind", 0, "KIND",
		"order: a section an order; global: one list over all (default); cluster: a tote "
		"an order; wave: many orders cut into lists",
		AT(kind), 0, 0, "order global cluster wave"},
	{CLI_CHOICE, "by", 0, "PART", "what waves are cut by; single sets orders of one unit apart",
		AT(by), 0, 0, "zone carrier single category"},
	{CLI_INT, "size", 0, "N", "orders of a wave or cluster at most", AT(size), 1, 100000, NULL},
	{CLI_CHOICE, "item-order", 0, "ORDER",
		"how lines are sorted; else as the warehouse wants it", AT(item_order), 0, 0,
		"location draw-rank sku name order"},
	{CLI_FLAG, "split-by-warehouse", 0, NULL, "a list for each warehouse",
		AT(split_by_warehouse), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int pick_create(struct cli *cli, struct om_err *err)
{
	const struct pick_options *o = cli->options;
	struct om_pick_spec spec = {.kind = o->kind ? o->kind
			: o->by                     ? "wave"
						    : "global",
		.by = o->by,
		.size = o->size,
		.item_order = o->item_order,
		.split_by_warehouse = o->split_by_warehouse};
	struct om_pick_made made;
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, om_order_noun(), &ids, &count, err);

	if (rc == 0)
		rc = om_pick_create(cli->om, &spec, ids, count, &cli->arena, &made, err);
	if (rc < 0)
		return rc;
	struct om_query_spec rows = {.noun = om_pick_noun(),
		.keys = made.pick_list_ids,
		.key_count = made.count,
		.has_keys = true,
		.columns = cli->columns};
	rc = cli_print_query(cli, &rows, NULL, err);
	if (rc == 0 && count && !made.count)
		cli_say(cli, "nothing to fetch");
	if (rc == 0 && made.unallocated)
		cli_say(cli, "%" PRId64 " of %" PRId64 " units are not allocated", made.unallocated,
			made.units);
	return rc;
}

/* The lines of which less was found than asked for. */
static int print_short(struct cli *cli, int64_t list, struct cli_printed *ret, struct om_err *err)
{
	char *where =
		om__printf(&cli->arena, "pick_list_id = %" PRId64 " and picked < quantity", list);
	struct om_query_spec rows = {.noun = om_pick_line_noun(),
		.where = where,
		.where_source = "pick confirm",
		.columns = cli->columns ? cli->columns
					: "line_no,location,sku,quantity,picked,order,status"};

	return where ? cli_print_query(cli, &rows, ret, err) : om__nomem(err);
}

static void say_error(void *cli, const struct om_err *err)
{
	cli_error(cli, err, false);
}

int pick_confirm(struct cli *cli, struct om_err *err)
{
	struct om_pick_sheet sheet = {.input = STDIN_FILENO, .on_error = say_error, .arg = cli};
	bool is_unchanged;
	struct cli_printed lines = {0};
	int64_t list;
	int rc = om_find(cli->om, om_pick_noun(), cli->operands[0], &list, err);

	if (cli->operand_count > 1)
		sheet.path = cli->operands[1];
	if (rc == 0 && sheet.path)
		rc = om_pick_confirm_file(cli->om, list, &sheet, &is_unchanged, err);
	else if (rc == 0)
		rc = om_pick_confirm(cli->om, list, NULL, NULL, 0, &is_unchanged, err);
	if (rc == 0)
		rc = print_short(cli, list, &lines, err);
	if (rc == 0)
		cli_say(cli, "%sPL%" PRId64 " %s: %" PRId64 " short line%s",
			cli->dry_run ? "dry run: " : "", list,
			is_unchanged ? "unchanged" : "confirmed", lines.rows,
			lines.rows == 1 ? "" : "s");
	return rc;
}

int pick_cancel(struct cli *cli, struct om_err *err)
{
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, om_pick_noun(), &ids, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct om_err refusal = {0};
		char record[32];
		bool is_unchanged = false;
		int done = om_pick_cancel(cli->om, ids[i], &is_unchanged, &refusal);

		if (done < 0 && done != OM_ESTATE) {
			*err = refusal;
			return done;
		}
		snprintf(record, sizeof(record), "PL%" PRId64, ids[i]);
		rc = cli_result(cli, record,
			done < 0               ? CLI_REFUSED
				: is_unchanged ? CLI_UNCHANGED
					       : CLI_DONE,
			is_unchanged ? "unchanged" : "cancelled", done < 0 ? &refusal : NULL, err);
	}
	return rc < 0 ? rc : cli_results_end(cli, err);
}
