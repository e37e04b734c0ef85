/* om-ship ship: marks orders as shipped (shipping.md R8). */
#include "base/map.h"
#include "base/time.h"
#include "db/db.h"
#include "ship.h"
#include <om/money.h>

#define AT(member) offsetof(struct mark_options, member)

const struct cli_option mark_options[] = {
	{CLI_TEXT, "carrier", 0, "NAME", "who carries it", AT(carrier), 0, 0, NULL},
	{CLI_TEXT, "tracking", 0, "NUMBER", "its number", AT(tracking), 0, 0, NULL},
	{CLI_FLAG, "no-tracking", 0, NULL, "it has no number; the channel is not told unless asked",
		AT(no_tracking), 0, 0, NULL},
	{CLI_TEXT, "service", 0, "NAME", "the carrier's service", AT(service), 0, 0, NULL},
	{CLI_TEXT, "package-type", 0, "NAME", "the carrier's package or a carton", AT(package_type),
		0, 0, NULL},
	{CLI_TEXT, "fee", 0, "AMOUNT", "what the carrier takes, in the order's currency", AT(fee),
		0, 0, NULL},
	{CLI_TEXT, "ship-date", 0, "DAY",
		"day it leaves; else today, or the next working day after the cut-off",
		AT(ship_date), 0, 0, NULL},
	{CLI_TEXT, "eta", 0, "DAY", "day on which it should arrive", AT(eta), 0, 0, NULL},
	{CLI_YESNO, "notify", 0, "yes|no", "is the customer mailed", AT(notify), 0, 0, NULL},
	{CLI_YESNO, "update-channel", 0, "yes|no",
		"is the channel told; else yes unless the order forbids it", AT(update_channel), 0,
		0, NULL},
	{CLI_FLAG, "no-deduct", 0, NULL, "goods outside our stock: nothing is taken from it",
		AT(no_deduct), 0, 0, NULL},
	{CLI_TEXTS, "package", 0, "SPEC",
		"a package: items=SKU:QTY,... tracking=NUMBER weight=2.5lb type=NAME; without "
		"items what the others leave",
		AT(package), 0, 0, NULL},
	{CLI_FLAG, "partial", 0, NULL, "units in no package stay open", AT(partial), 0, 0, NULL},
	{CLI_FLAG, "add-package", 0, NULL, "one more package of an order that is shipped",
		AT(add_package), 0, 0, NULL},
	{CLI_FLAG, "replace-tracking", 0, NULL, "correct the number of an order that is shipped",
		AT(replace_tracking), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* A bad value: named by its option, or by its column where it stands in a sheet (cli_select names
 * the line). */
static int bad_option(struct cli *cli, const char *option, struct om_err *err)
{
	char column[32];

	snprintf(column, sizeof(column), "%s", option + 2);
	for (char *p = column; *p; p++)
		*p = *p == '-' ? '_' : *p;
	if (cli->file)
		om_err_field(err, column, NULL);
	else
		om_err_at(err, option, 0, 0);
	return err->code;
}

static int read_day(struct cli *cli, const char *option, const char *text, bool *ret_has,
	int64_t *ret, struct om_err *err)
{
	if (!text)
		return 0;
	*ret_has = true;
	return om__day_parse(text, ret, err) < 0 ? bad_option(cli, option, err) : 0;
}

static int read_options(struct cli *cli, struct om_ship *ret, struct om_err *err)
{
	const struct mark_options *o = cli->options;

	*ret = (struct om_ship){.carrier = o->carrier,
		.service = o->service,
		.package_type = o->package_type,
		.is_untracked = o->no_tracking,
		.is_partial = o->partial,
		.no_deduct = o->no_deduct,
		.add_package = o->add_package,
		.replace_tracking = o->replace_tracking,
		.notify = o->notify,
		.update_channel = o->update_channel,
		.has_fee = o->fee != NULL};
	if (o->no_tracking && (o->tracking || o->add_package || o->replace_tracking))
		return om_err_set(err, OM_EINVAL, "usage",
			"--no-tracking stands without --tracking, --add-package and "
			"--replace-tracking");
	if (o->add_package && o->replace_tracking)
		return om_err_set(err, OM_EINVAL, "usage",
			"give one of --add-package and --replace-tracking");
	if (!o->no_tracking && (!o->carrier || !o->tracking)) {
		om_err_set(err, OM_EINVAL, "missing", "--carrier and --tracking are required");
		om_err_hint(err, "--no-tracking marks it without a number");
		return OM_EINVAL;
	}
	ret->tracking = o->tracking ? om_tracking_clean(&cli->arena, o->tracking) : NULL;
	if (o->tracking && !ret->tracking)
		return om__nomem(err);
	if (o->package.count && ship_packages(cli, &o->package, ret, err) < 0)
		return err->code;
	if (o->fee && om_money_parse(o->fee, true, &ret->fee, err) < 0)
		return bad_option(cli, "--fee", err);
	if (o->fee && ret->fee < 0) {
		om_err_set(err, OM_EINVAL, "negative", "'%s' is below 0", o->fee);
		return bad_option(cli, "--fee", err);
	}
	if (read_day(cli, "--ship-date", o->ship_date, &ret->has_ship_date, &ret->ship_date, err))
		return err->code;
	return read_day(cli, "--eta", o->eta, &ret->has_eta, &ret->eta, err);
}

/* R8.2: one number on several orders of the command, the rows of --file among them. */
static int check_shared(struct cli *cli, const struct om_ship *s, const int64_t *ids, size_t count,
	struct om_err *err)
{
	static struct om_map seen; /* lives as long as the command */
	int64_t other;

	if (s->is_untracked || om_allowed(cli->om, "same-tracking"))
		return 0;
	if (!seen.keys.head)
		om__map_init(&seen);
	for (size_t i = 0; i < count; i++) {
		if (om__map_get(&seen, s->tracking, &other) && other != ids[i]) {
			om_err_set(err, OM_EREFUSED, "same-tracking",
				"'%s' would stand on several orders", s->tracking);
			om_err_hint(err,
				"--allow same-tracking --reason TEXT ships them in one parcel");
			return OM_EREFUSED;
		}
		if (om__map_put(&seen, s->tracking, ids[i], err) < 0)
			return err->code;
	}
	return 0;
}

static const char *what_was_done(const struct mark_options *o)
{
	if (o->add_package)
		return "has one more package";
	return o->replace_tracking ? "has another tracking number" : "shipped";
}

static int tell(void *arg, const struct om_acted *a, struct om_err *err)
{
	static const enum cli_result results[] = {[OM_ACT_DONE] = CLI_DONE,
		[OM_ACT_UNCHANGED] = CLI_UNCHANGED,
		[OM_ACT_REFUSED] = CLI_REFUSED};
	struct cli *cli = arg;
	char number[OM_SHIPMENT_TEXT] = "", message[OM_SHIPMENT_TEXT + 32];

	/* A value that no order could take is a mistake of the command line: it ends the verb. */
	if (a->result == OM_ACT_REFUSED && om_err_exit(a->err) == 2) {
		*err = *a->err;
		return err->code;
	}
	if (a->result == OM_ACT_DONE && om_order_shipment(cli->om, a->order_id, number, err) < 0)
		return err->code;
	if (a->result == OM_ACT_DONE && a->err)
		cli_error(cli, a->err, true);
	if (a->result == OM_ACT_DONE)
		snprintf(message, sizeof(message), "%s %s", number, what_was_done(cli->options));
	else
		snprintf(message, sizeof(message), "unchanged");
	return cli_result(cli, a->record, results[a->result], message,
		a->result == OM_ACT_REFUSED ? a->err : NULL, err);
}

int ship_mark(struct cli *cli, struct om_err *err)
{
	struct om_ship ship;
	int64_t *ids;
	size_t count;
	int rc = read_options(cli, &ship, err);

	if (rc == 0)
		rc = cli_select(cli, om_order_noun(), &ids, &count, err);
	if (rc == 0)
		rc = check_shared(cli, &ship, ids, count, err);
	if (rc == 0 && !ship.is_untracked && om_tracking_is_odd(ship.carrier, ship.tracking)) {
		struct om_err odd = {0};

		om_err_set(&odd, OM_EINVAL, "bad-check-digit",
			"'%s' has a wrong check digit for a number of its shape", ship.tracking);
		cli_error(cli, &odd, true);
	}
	if (rc == 0)
		rc = om_orders_act(
			cli->om, om_order_ship, &ship, ids, count, cli->atomic, tell, cli, err);
	return rc < 0 ? rc : cli_results_end(cli, err);
}
