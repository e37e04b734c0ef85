/* om-order edit: columns of orders, each order whole or not at all; afterwards it stands where the
 * facts put it. */
#include "base/time.h"
#include "cli/inner.h"
#include "db/db.h"
#include "order.h"
#include <om/sheet.h>

struct edit {
	const struct om_assign *assigns;
	int count;
	const char *flags[2];
	bool has_if_modified;
	int64_t if_modified;
};

/* Somebody changed it after the caller looked: the caller shall look again. */
static int check_modified(struct om *om, int64_t order_id, const struct edit *e, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_order_noun(),
		.keys = &order_id,
		.key_count = 1,
		.has_keys = true,
		.columns = "modified_at"};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(om, &spec, &query, err);

	if (rc == 0)
		rc = om_query_next(query, &row, err);
	if (rc > 0 && row[0].num > e->if_modified)
		rc = om_err_set(err, OM_ECONFLICT, "changed", "it was changed since");
	om_query_close(query);
	return rc < 0 ? rc : 0;
}

static int edit_one(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct edit *e = options;
	enum om_outcome outcome;
	int rc = e->has_if_modified ? check_modified(om, order_id, e, err) : 0;

	if (rc == 0)
		rc = om_edit(om, om_order_noun(), order_id, e->assigns, e->count, e->flags,
			&outcome, err);
	return rc < 0 ? rc : outcome == OM_UNCHANGED;
}

const struct cli_option edit_options[] = {
	{CLI_TEXT, "assign", 0, "USER", "the user who looks after them: assigned_to",
		offsetof(struct edit_options, assign), 0, 0, NULL},
	{CLI_FLAG, "pad-zip", 0, NULL, "give US ZIP codes the zeros back that they lost",
		offsetof(struct edit_options, pad_zip), 0, 0, NULL},
	{CLI_FLAG, "scrub", 0, NULL,
		"erase the personal data of shipped and cancelled orders, for ever",
		offsetof(struct edit_options, scrub), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* --assign USER is one more COLUMN=VALUE. */
static int add_assign(struct cli *cli, struct edit *e, const char *user, struct om_err *err)
{
	struct om_assign *list = OM_NEWN(&cli->arena, struct om_assign, e->count + 1);

	if (!list)
		return om__nomem(err);
	if (e->count)
		memcpy(list, e->assigns, sizeof(*list) * (size_t)e->count);
	list[e->count++] = (struct om_assign){"assigned_to", user};
	e->assigns = list;
	return 0;
}

static const char *say_erased(struct cli *cli, const struct om_acted *acted, struct om_err *err)
{
	(void)cli;
	(void)acted;
	(void)err;
	return "personal data erased";
}

static int scrub_one(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	const struct edit *e = options;
	int rc = e->has_if_modified ? check_modified(om, order_id, e, err) : 0;

	return rc < 0 ? rc : om_order_scrub(om, order_id, NULL, err);
}

int order_edit(struct cli *cli, struct om_err *err)
{
	const struct edit_options *o = cli->options;
	const char *text = cli_state_of(cli)->if_modified;
	struct edit e = {.assigns = cli->assigns,
		.count = cli->assign_count,
		.flags = {o->pad_zip ? "pad-zip" : NULL},
		.has_if_modified = text != NULL};
	int64_t *ids;
	size_t count;

	if (o->assign && add_assign(cli, &e, o->assign, err) < 0)
		return err->code;
	if (o->scrub && (e.count || o->pad_zip))
		return om_err_set(
			err, OM_EINVAL, "usage", "--scrub erases, and changes nothing else");
	/* COLUMN=VALUE of no column is taken for an order: that it is none says more. */
	if (!e.count && !o->pad_zip && !o->scrub &&
		cli_select(cli, om_order_noun(), &ids, &count, err) < 0)
		return err->code;
	if (!e.count && !o->pad_zip && !o->scrub)
		return om_err_set(err, OM_EINVAL, "usage",
			"nothing to change: give COLUMN=VALUE or --COLUMN VALUE");
	if (text && order_time(cli, "--if-modified", text, &e.if_modified, err) < 0)
		return err->code;
	cli->is_final = o->scrub;
	return o->scrub ? order_act(cli, scrub_one, &e, say_erased, err)
			: order_act(cli, edit_one, &e, NULL, err);
}

const struct cli_option assign_options[] = {
	{CLI_TEXT, "to", 0, "USER", "this user", offsetof(struct assign_options, to), 0, 0, NULL},
	{CLI_FLAG, "nobody", 0, NULL, "nobody any more", offsetof(struct assign_options, nobody), 0,
		0, NULL},
	CLI_OPTIONS_END,
};

static const char *say_assigned(struct cli *cli, const struct om_acted *acted, struct om_err *err)
{
	const struct assign_options *o = cli->options;

	(void)acted;
	(void)err;
	return om__printf(&cli->arena, "assigned to %s", o->nobody ? "nobody" : o->to);
}

int order_assign(struct cli *cli, struct om_err *err)
{
	const struct assign_options *o = cli->options;
	const struct om_assign assign = {"assigned_to", o->nobody ? "" : o->to};
	const struct edit e = {.assigns = &assign, .count = 1};

	if ((o->to && *o->to) + o->nobody != 1)
		return om_err_set(err, OM_EINVAL, "usage", "give one of --to USER and --nobody");
	return order_act(cli, edit_one, &e, say_assigned, err);
}
