/* What the actions share: the orders that are named, what became of each, and explanations. */
#include "base/text.h"
#include "base/time.h"
#include "cli/inner.h"
#include "db/db.h"
#include "order.h"

struct telling {
	struct cli *cli;
	order_more *more;
};

/* A value that no order could take is a mistake of the command line: it ends the verb. */
static bool is_usage(const struct om_err *err)
{
	return om_err_exit(err) == 2;
}

static int tell(void *arg, const struct om_acted *acted, struct om_err *err)
{
	static const enum cli_result results[] = {[OM_ACT_DONE] = CLI_DONE,
		[OM_ACT_UNCHANGED] = CLI_UNCHANGED,
		[OM_ACT_REFUSED] = CLI_REFUSED};
	struct telling *t = arg;
	const char *message = acted->result == OM_ACT_UNCHANGED ? "unchanged" : acted->message;

	if (acted->result == OM_ACT_REFUSED && is_usage(acted->err)) {
		*err = *acted->err;
		return err->code;
	}
	if (acted->result == OM_ACT_DONE && t->more)
		message = t->more(t->cli, acted, err);
	if (!message)
		return err->code ? err->code : om__nomem(err);
	return cli_result(t->cli, acted->record, results[acted->result], message,
		acted->result == OM_ACT_REFUSED ? acted->err : NULL, err);
}

/* The row's revision, where its sheet has one: an order that has moved on since is refused, and
 * what was decided about it is decided again (orders.md R27.2). */
struct at_revision {
	om_act_fn *fn;
	const void *options;
	int64_t revision;
};

static int act_at(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct at_revision *at = options;
	struct om_query_spec spec = {.noun = om_order_noun(),
		.keys = &order_id,
		.key_count = 1,
		.has_keys = true,
		.columns = "revision"};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(om, &spec, &query, err);

	if (rc == 0)
		rc = om_query_next(query, &row, err);
	if (rc > 0 && row[0].num != at->revision)
		rc = om_err_set(err, OM_ECONFLICT, "changed", "it is at revision %lld, not %lld",
			(long long)row[0].num, (long long)at->revision);
	om_query_close(query);
	return rc < 0 ? rc : at->fn(om, order_id, at->options, err);
}

static int read_revision(
	struct cli *cli, const struct cli_sheet_row *row, int64_t *ret, struct om_err *err)
{
	struct om_err e = {0};

	if (om__int_parse(row->revision, ret, &e) == 0)
		return 0;
	om_err_set(err, OM_EINVAL, "not-integer", "'%s' is not a whole number", row->revision);
	om_err_at(err, cli->file, row->line, 0);
	om_err_field(err, "revision", row->revision);
	return err->code;
}

int order_act(
	struct cli *cli, om_act_fn *fn, const void *options, order_more *more, struct om_err *err)
{
	const struct cli_sheet_row *sheet = cli_state_of(cli)->row;
	struct at_revision at = {.fn = fn, .options = options};
	struct telling telling = {cli, more};
	int64_t *ids;
	size_t count;
	int rc = cli_select_each(cli, om_order_noun(), &ids, &count, err);

	if (rc == 0 && sheet && sheet->revision) {
		rc = read_revision(cli, sheet, &at.revision, err);
		fn = act_at;
		options = &at;
	}
	if (rc == 0)
		rc = om_orders_act(
			cli->om, fn, options, ids, count, cli->atomic, tell, &telling, err);
	return rc < 0 ? rc : cli_results_end(cli, err);
}

/* ---- explanations ---- */

static int print_step(struct cli *cli, int64_t id, const struct om_step *step, struct om_err *err)
{
	const struct om_value row[] = {
		{.type = OM_T_INT, .num = id, .text = "", .unit = ""},
		{.type = OM_T_WORD, .text = step->step, .unit = ""},
		{.type = OM_T_TEXT, .text = step->text, .unit = ""},
	};

	return cli_row(cli, row, NULL, err);
}

int order_explain(struct cli *cli, const int64_t *ids, size_t count, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"order_id", OM_T_INT}, {"step", OM_T_WORD}, {"text", OM_T_TEXT}};
	int rc = cli_columns(cli, columns, OM_COUNT(columns), err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct om_step *steps;
		size_t n;

		rc = om_order_explain(cli->om, ids[i], &cli->arena, &steps, &n, err);
		for (size_t k = 0; rc == 0 && k < n; k++)
			rc = print_step(cli, ids[i], &steps[k], err);
	}
	return rc < 0 ? rc : cli_rows_end(cli, err);
}

int order_time(
	struct cli *cli, const char *option, const char *text, int64_t *ret, struct om_err *err)
{
	int rc = om__time_parse(text, cli->om->zone, OM_DATE_ISO, ret, NULL, err);

	if (rc < 0)
		om_err_at(err, option, 0, 0);
	return rc;
}
