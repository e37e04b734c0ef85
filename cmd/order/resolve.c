/* om-order resolve: looks at orders again; those named, those that a crash or a large event left,
 * or those never looked at. */
#include "order.h"

#define AT(member) offsetof(struct resolve_options, member)

const struct cli_option resolve_options[] = {
	{CLI_FLAG, "pending", 0, NULL,
		"what events and holds that are due have left to do (for cron)", AT(pending), 0, 0,
		NULL},
	{CLI_FLAG, "new", 0, NULL, "every order that was stored with --defer", AT(fresh), 0, 0,
		NULL},
	{CLI_FLAG, "remap", 0, NULL, "look for the products of open lines anew", AT(remap), 0, 0,
		NULL},
	{CLI_FLAG, "explain", 0, NULL, "change nothing, print step by step why", AT(explain), 0, 0,
		NULL},
	CLI_OPTIONS_END,
};

static int resolve_pending(struct cli *cli, struct om_err *err)
{
	struct om_pending_report report = {0};
	int rc = om_resolve_pending(cli->om, &report, err);

	if (rc < 0)
		return rc;
	cli_say(cli, "%s%lld event%s, %lld order%s resolved", cli->dry_run ? "dry run: " : "",
		(long long)report.events, report.events == 1 ? "" : "s", (long long)report.orders,
		report.orders == 1 ? "" : "s");
	if (report.erased)
		cli_say(cli, "%spersonal data of %lld order%s erased",
			cli->dry_run ? "dry run: " : "", (long long)report.erased,
			report.erased == 1 ? "" : "s");
	return 0;
}

static int resolve_new(struct cli *cli, struct om_err *err)
{
	int64_t orders = 0;
	int rc = om_resolve_new(cli->om, &orders, err);

	if (rc == 0)
		cli_say(cli, "%s%lld order%s resolved", cli->dry_run ? "dry run: " : "",
			(long long)orders, orders == 1 ? "" : "s");
	return rc;
}

static int explain(struct cli *cli, struct om_err *err)
{
	int64_t *ids;
	size_t count;

	if (cli_select(cli, om_order_noun(), &ids, &count, err) < 0)
		return err->code;
	return order_explain(cli, ids, count, err);
}

int order_resolve(struct cli *cli, struct om_err *err)
{
	const struct resolve_options *o = cli->options;
	const struct om_resolve how = {.remap = o->remap};

	if (o->pending + o->fresh > 1 ||
		((o->pending || o->fresh) &&
			(cli->operand_count || cli->where || cli->find || cli->file)))
		return om_err_set(err, OM_EINVAL, "usage",
			"give orders, --pending or --new, not several of them");
	if (o->pending)
		return resolve_pending(cli, err);
	if (o->fresh)
		return resolve_new(cli, err);
	return o->explain ? explain(cli, err) : order_act(cli, om_order_resolve, &how, NULL, err);
}
