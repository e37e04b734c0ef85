/* om-order hold and release (orders.md R16). */
#include "base/time.h"
#include "db/db.h"
#include "order.h"

#define AT(member) offsetof(struct hold_options, member)

const struct cli_option hold_options[] = {
	{CLI_TEXT, "until", 0, "TIME", "until then; a day means its start", AT(until), 0, 0, NULL},
	{CLI_TEXT, "for", 0, "SPAN", "for so long: 2d12h", AT(span), 0, 0, NULL},
	{CLI_FLAG, "open-ended", 0, NULL, "until somebody releases it", AT(open_ended), 0, 0, NULL},
	{CLI_FLAG, "release-stock", 0, NULL, "free its units; it queues again later",
		AT(release_stock), 0, 0, NULL},
	{CLI_TEXT, "note", 0, "TEXT", "why", AT(note), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* Days keep the local clock, hours do not. */
static int add_span(struct cli *cli, const char *text, int64_t *ret, struct om_err *err)
{
	struct om_civil civil;
	int64_t days, seconds, day;

	if (om__span_parse(text, &days, &seconds, err) < 0) {
		om_err_at(err, "--for", 0, 0);
		return err->code;
	}
	om__time_local(cli->om->zone, om_now(cli->om), &civil);
	day = om__days_from_civil(civil.year, civil.month, civil.day) + days;
	struct om_civil then = {0};
	om__civil_from_days(day, &then);
	then.hour = civil.hour;
	then.minute = civil.minute;
	then.second = civil.second;
	*ret = om__time_instant(cli->om->zone, &then) + seconds;
	return 0;
}

int order_hold(struct cli *cli, struct om_err *err)
{
	const struct hold_options *o = cli->options;
	struct om_hold hold = {.release_stock = o->release_stock, .note = o->note};
	int rc = 0;

	if ((o->until != NULL) + (o->span != NULL) + o->open_ended != 1)
		return om_err_set(
			err, OM_EINVAL, "usage", "give one of --until, --for and --open-ended");
	if (o->until)
		rc = order_time(cli, "--until", o->until, &hold.until, err);
	else if (o->span)
		rc = add_span(cli, o->span, &hold.until, err);
	return rc < 0 ? rc : order_act(cli, om_order_hold, &hold, NULL, err);
}

int order_release(struct cli *cli, struct om_err *err)
{
	return order_act(cli, om_order_release, NULL, NULL, err);
}
