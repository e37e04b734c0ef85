/* Marking an order as shipped (shipping.md R1, R8): who may, what is refused before anything is
 * written, and the order of the steps.
 *
 * It is called for each order inside the transaction of a chunk, so nothing is read that the
 * order's rows do not need, and every statement is a kept one. */
#include "base/text.h"
#include "core/core.h"
#include "order/status.h"
#include "ship/ship_int.h"

/* What S4 calls a warning is let through here and told by warn(). */
int om__ship_may(const struct om__consignment *c, struct om_err *err)
{
	int rc = om__order_may(c->om, c->record, c->status, OM__D_SHIP, err);

	if (!rc && !strcmp(c->status, "pending-fulfillment") && !strcmp(c->method, "mcf"))
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"%s is pending-fulfillment at the marketplace, which ships it", c->record);
	return rc;
}

/* What can be wrong with the options whatever the order is. */
static int check_options(const struct om_ship *s, struct om_err *err)
{
	if (s->is_untracked)
		return 0;
	if (!s->carrier || !s->carrier[0])
		return om_err_set(
			err, OM_EINVAL, "missing", "a carrier is required with a tracking number");
	if (!s->tracking || !s->tracking[0])
		return om_err_set(err, OM_EINVAL, "missing",
			"a tracking number is required, or none at all is asked for");
	if (om__is_scientific(s->tracking)) {
		om_err_set(err, OM_EINVAL, "scientific-number",
			"'%s' is a tracking number that a spreadsheet spoiled", s->tracking);
		return OM_EINVAL;
	}
	if (om__has_control(s->tracking) || om__has_stray_blank(s->tracking) ||
		strlen(s->tracking) > 64)
		return om_err_set(err, OM_EINVAL, "bad-tracking",
			"'%s' is no tracking number: 1 to 64 printable characters", s->tracking);
	if (om__has_control(s->carrier) || strlen(s->carrier) > 100)
		return om_err_set(err, OM_EINVAL, "unknown-carrier", "'%s' is no name of a carrier",
			s->carrier);
	return 0;
}

/* A warning is an error that is told although all went well: the first thing of it gives the word.
 */
static void warn(const struct om__consignment *c, const struct om_ship *s, struct om_err *err)
{
	bool is_unpaid = !strcmp(c->status, "awaiting-payment");
	const struct om_zone *zone = om__zone(c->om, c->zone);
	int64_t today = om__time_day(zone, c->om->now);
	const char *date = NULL;

	if (s->has_ship_date && s->ship_date > today + 1)
		date = "is marked with a ship date more than a day ahead";
	else if (s->has_ship_date && s->ship_date < om__time_day(zone, c->order_date))
		date = "is marked with a ship date before its order date";
	if (is_unpaid)
		om_err_set(err, OM_EREFUSED, "unpaid", "%s is not paid%s%s", c->record,
			date ? ", and " : "", date ? date : "");
	else if (date)
		om_err_set(err, OM_EREFUSED, s->ship_date > today ? "far-date" : "past-date",
			"%s %s", c->record, date);
}

/* A package of the order has the number already: the same again (R8.4). */
static int is_again(
	struct om__consignment *c, const struct om_ship *s, bool *ret, struct om_err *err)
{
	char *units;
	int rc = 0;

	*ret = false;
	if (!c->is_part_shipped || s->is_untracked)
		return 0;
	rc = om__ship_known(c->om, c->order_id, s->tracking, c->arena, &units, err);
	*ret = rc > 0;
	return rc < 0 ? rc : 0;
}

static int check_state(struct om__consignment *c, const struct om_ship *s, struct om_err *err)
{
	int rc = om__ship_may(c, err);

	if (!rc && (s->add_package || s->replace_tracking))
		rc = om_err_set(err, OM_ESTATE, "wrong-state",
			"%s is %s: it has no shipment to change yet", c->record, c->status);
	return rc;
}

/* Every number of every package. */
static int check_numbers(
	struct om__consignment *c, const struct om_ship *ships, int n, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < n; i++) {
		struct om_ship one = ships[i];

		if (!one.package_count || !one.packages[0].tracking)
			rc = om__tracking_is_free(c->om, c->order_id, &one, err);
		for (int k = 0; !rc && k < ships[i].package_count; k++) {
			one.tracking = ships[i].packages[k].tracking;
			if (one.tracking)
				rc = om__tracking_is_free(c->om, c->order_id, &one, err);
		}
	}
	return rc;
}

int om__ship_order(struct om *om, int64_t order_id, const struct om_ship *ships, int n,
	bool is_check, struct om_arena *arena, struct om_err *err)
{
	struct om__consignment c;
	bool is_known = false;
	int rc = 0;

	for (int i = 0; !rc && i < n; i++)
		rc = check_options(&ships[i], err);
	if (!rc)
		rc = om__ship_read(om, order_id, false, arena, &c, err);
	if (rc)
		return rc;
	c.is_check = is_check;
	c.is_import = ships->source && !strcmp(ships->source, "import");
	if (!strcmp(c.status, "shipped"))
		return om__ship_again(&c, &ships[0], err);
	if (n == 1 && ships[0].package_count < 2)
		rc = is_again(&c, &ships[0], &is_known, err);
	if (rc || is_known)
		return rc ? rc : 1;
	rc = check_state(&c, &ships[0], err);
	if (!rc)
		rc = check_numbers(&c, ships, n, err);
	if (!rc)
		rc = om__ship_divide(&c, ships, n, err);
	if (rc)
		return rc;
	c.deducts = !ships[0].no_deduct && strcmp(c.status, "processed-outside") != 0;
	rc = om__ship_plan(&c, err);
	if (rc || is_check)
		return rc;
	rc = om__ship_book(&c, ships, n, err);
	if (rc)
		return om__ship_fatal(rc, err);
	warn(&c, &ships[0], err);
	return 0;
}

int om_order_ship(struct om *om, int64_t order_id, const void *options, struct om_err *err)
{
	return om__ship_order(om, order_id, options, 1, false, &om->tx_arena, err);
}

int om__ship_digital(struct om *om, int64_t order_id, struct om_err *err)
{
	struct om_ship s = {.is_untracked = true, .notify = -1, .update_channel = -1};
	struct om__consignment c;
	int rc = om__ship_read(om, order_id, true, &om->tx_arena, &c, err);

	if (rc || !c.line_count)
		return rc;
	rc = om__ship_divide(&c, &s, 1, err);
	if (!rc)
		rc = om__ship_plan(&c, err);
	if (rc)
		return rc;
	rc = om__ship_book(&c, &s, 1, err);
	return rc ? om__ship_fatal(rc, err) : 0;
}
