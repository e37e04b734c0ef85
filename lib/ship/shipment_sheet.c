/* The importer of tracking numbers (shipping.md R9): shipments that others made, a row a package or
 * a row a SKU in it.
 *
 * The rows of one order are a unit wherever they stand, and the order is shipped whole as the rows
 * say, or refused.  A number that the order has already is unchanged, so a file may come again. */
#include "base/map.h"
#include "base/text.h"
#include "catalog/lookup.h"
#include "core/core.h"
#include "order/order.h"
#include "ship/shipment_sheet.h"
#include <inttypes.h>

#define SHEET OM_F_SHEET
#define RO (OM_F_SHEET | OM_F_READONLY)

static const struct om_field order_fields[] = {
	[T_ORDER_NUMBER] = {"order_number", OM_T_ID, SHEET,
		.aliases = "order_#|order_-_number|order",
		.help = "the order's number in its channel"},
	[T_CHANNEL] = {"channel", OM_T_REF, SHEET,
		.aliases = "sales_channel|store|market_-_store_name",
		.help = "the order's channel, where several have the number"},
	[T_ORDER_ID] = {"order_id", OM_T_INT, SHEET,
		.help = "the order's key, in place of its number"},
};

#define STATUSES \
	"unknown in-transit delivered lost-in-transit return-to-sender undeliverable forwarded"
#define ROW(i) [(i)-T_OUTER]
static const struct om_field row_fields[] = {
	ROW(T_TRACKING) = {"tracking_number", OM_T_TEXT, SHEET,
		.aliases = "tracking_#|tracking|shipment_-_tracking_number",
		.help = "number of the package; rows with the same are one package"},
	ROW(T_CARRIER) = {"carrier", OM_T_TEXT, SHEET,
		.aliases = "shipping_carrier|ship_carrier_name|carrier_name|carrier_-_name",
		.max = 100, .help = "who carries it"},
	ROW(T_SERVICE) = {"service", OM_T_TEXT, SHEET, .aliases = "ship_service_name", .max = 100,
		.help = "the carrier's service"},
	ROW(T_PACKAGE_TYPE) = {"package_type", OM_T_TEXT, SHEET, .aliases = "ship_package_name",
		.max = 100, .help = "the carrier's package or our carton"},
	ROW(T_SHIP_DATE) = {"ship_date", OM_T_DAY, SHEET, .aliases = "date_-_shipped_date",
		.help = "day in the warehouse's zone; else today"},
	ROW(T_ETA) = {"estimated_delivery", OM_T_DAY, SHEET, .aliases = "estimated_arrival",
		.help = "day on which it should arrive"},
	ROW(T_DELIVERY_STATUS) = {"delivery_status", OM_T_WORD, SHEET, .choices = STATUSES,
		.help = "what the carrier said last"},
	ROW(T_FEE) = {"fee", OM_T_MONEY, SHEET, .aliases = "carrier_fee|amount_-_shipping_cost",
		.help = "what the carrier takes for the package"},
	ROW(T_CURRENCY) = {"currency", OM_T_TEXT, SHEET,
		.help = "ISO 4217 code of the fee; else the order's"},
	ROW(T_NOTIFY) = {"notify_customer", OM_T_BOOL, SHEET, .help = "is the customer mailed"},
	ROW(T_UPDATE_CHANNEL) = {"update_channel", OM_T_BOOL, SHEET, .help = "is the channel told"},
	ROW(T_SKU) = {"sku", OM_T_ID, SHEET, .aliases = "item_sku",
		.help = "what is in the package: master or listing SKU; empty: all that is left"},
	ROW(T_QUANTITY) = {"quantity", OM_T_INT, SHEET, .aliases = "qty",
		.help = "units of it in the package"},
	ROW(T_PACKAGE_NO) = {"package_no", OM_T_INT, SHEET,
		.help = "place of the package, from 1 without gaps"},
	ROW(T_INSURANCE) = {"insurance_tracking_number", OM_T_TEXT, SHEET, .max = 100,
		.help = "the insurer's own number"},
	ROW(T_STATE) = {"state", OM_T_TEXT, OM_F_INPUT,
		.help = "where an exported shipment stands; voided ones are passed over"},
	/* What an export adds is read over. */
	{"number", OM_T_ID, RO, .help = "number of the shipment"},
	{"kind", OM_T_TEXT, RO, .help = "out or return"},
	{"source", OM_T_TEXT, RO, .help = "how it came into being"},
	{"warehouse", OM_T_TEXT, RO, .help = "where the goods left"},
	{"weight", OM_T_TEXT, RO, .help = "of all packages"},
	{"voided_at", OM_T_TEXT, RO, .help = "when it was voided"},
	{"ship_name", OM_T_TEXT, RO, .help = "recipient"},
	{"ship_city", OM_T_TEXT, RO, .help = "recipient's city"},
	{"ship_state", OM_T_TEXT, RO, .help = "recipient's state"},
	{"ship_zip", OM_T_TEXT, RO, .help = "recipient's ZIP"},
	{"ship_country", OM_T_TEXT, RO, .help = "recipient's country"},
};

static const struct om_noun order_noun = {
	.name = "shipped order",
	.plural = "shipped orders",
	.fields = order_fields,
	.field_count = OM_COUNT(order_fields),
};
static const struct om_noun row_noun = {
	.name = "tracking number",
	.plural = "tracking numbers",
	.fields = row_fields,
	.field_count = OM_COUNT(row_fields),
};

const struct om_noun *om_tracking_noun(void)
{
	return &order_noun;
}

/* ---- the order ---- */

static bool is_refusal(int code)
{
	return code == OM_ENOTFOUND || code == OM_ECONFLICT || code == OM_EINVAL ||
		code == OM_EREFUSED || code == OM_ESTATE;
}

/* A refusal is reported for the unit; a failure of the machine ends the import. */
static int report(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const char *field, int rc, const struct om_err *why, struct om_err *err)
{
	if (!is_refusal(rc)) {
		*err = *why;
		return rc;
	}
	om__import_fail(imp, unit, row, field, why);
	return 0;
}

/* The order that the unit names; *RET 0 after a report. */
static int find_order(struct om_import *imp, struct om_unit *unit, int64_t *ret, struct om_err *err)
{
	const struct om_row *row = unit->rows;
	const char *number = om__cell_text(row, T_ORDER_NUMBER),
		   *channel = om__cell_text(row, T_CHANNEL);
	int64_t id = om__cell_num(row, T_ORDER_ID, 0), found;
	struct om_err why = {0};
	char *operand;
	int rc;

	*ret = 0;
	if (!*number && !id) {
		om__import_error(imp, unit, row, "order_number", OM_EINVAL, "missing",
			"the row names no order");
		return 0;
	}
	operand = !*number ? om__printf(imp->chunk, "@%" PRId64, id)
		: *channel ? om__printf(imp->chunk, "%s:%s", channel, number)
			   : om__strdup(imp->chunk, number);
	if (!operand)
		return om__nomem(err);
	rc = om__order_find(imp->om, operand, &found, &why);
	if (rc == OM_ENOTFOUND && *number && *channel) {
		struct om__channel_ref ref;

		rc = om__channel_by_name(imp->om, channel, &ref, err);
		if (rc < 0)
			return rc;
		if (!rc) {
			om__import_error(imp, unit, row, "channel", OM_ENOTFOUND, "unknown-channel",
				"no channel '%s'", channel);
			return 0;
		}
		rc = OM_ENOTFOUND;
	}
	if (rc)
		return report(imp, unit, row, *number ? "order_number" : "order_id", rc, &why, err);
	if (*number && id && id != found) {
		om__import_error(imp, unit, row, "order_id", OM_EINVAL, "differs",
			"the order %s is @%" PRId64, operand, found);
		return 0;
	}
	*ret = found;
	return 0;
}

/* ---- one number on several orders of the file (R8.2) ---- */

static int check_shared(struct om_import *imp, const struct om__parcels *p, struct om_err *err)
{
	struct om_imap *seen = imp->user;
	int rc = 0;

	if (om_allowed(imp->om, "same-tracking"))
		return 0;
	for (int i = 0; !rc && i < p->count; i++) {
		const char *number = p->parcels[i].tracking;
		int64_t key = (int64_t)(om__hash(number, strlen(number)) >> 1), other;

		if (p->parcels[i].is_known || !*number)
			continue;
		if (!om__imap_get(seen, key, &other))
			rc = om__imap_put(seen, key, p->order_id, err);
		else if (other != p->order_id)
			om__import_error(imp, p->unit, p->parcels[i].row, "tracking_number",
				OM_EREFUSED, "same-tracking",
				"'%s' stands on another order of the file", number);
	}
	return rc;
}

static void check_cells(struct om_import *imp, struct om_unit *unit)
{
	for (int i = 0; i < unit->count; i++) {
		const struct om_row *row = &unit->rows[i];
		const char *currency = om__cell_text(row, T_CURRENCY);

		if (om__cell_num(row, T_FEE, 0) < 0)
			om__import_error(
				imp, unit, row, "fee", OM_EINVAL, "negative", "the fee is below 0");
		if (*currency && om_currency_digits(currency) < 0)
			om__import_error(imp, unit, row, "currency", OM_EINVAL, "unknown-currency",
				"no currency '%s'", currency);
	}
}

/* ---- shipping ---- */

/* An order that is shipped with other numbers: only one can take the place of the last. */
static int replace(struct om_import *imp, struct om_unit *unit, int64_t order_id,
	struct om_ship *ship, bool is_check, enum om_outcome *ret, struct om_err *err)
{
	struct om_err why = {0};
	int rc;

	ship->replace_tracking = true;
	rc = om__ship_order(imp->om, order_id, ship, 1, is_check, imp->chunk, &why);
	if (rc < 0)
		return report(imp, unit, NULL, "tracking_number", rc, &why, err);
	*ret = rc ? OM_UNCHANGED : OM_UPDATED;
	return 0;
}

static int ship(struct om_import *imp, struct om_unit *unit, int64_t order_id,
	struct om_ship *ships, int n, bool is_check, enum om_outcome *ret, struct om_err *err)
{
	bool is_one = n == 1 && ships->package_count == 1 && !ships->packages->item_count;
	struct om_err why = {0};
	int rc = om__ship_order(imp->om, order_id, ships, n, is_check, imp->chunk, &why);

	*ret = rc ? OM_UNCHANGED : OM_CREATED;
	if (rc >= 0) {
		if (why.code && !is_check)
			om__import_warn(imp, unit, NULL, NULL, why.word, "%s", why.message);
		return 0;
	}
	if (!strcmp(why.word, "already-shipped") && imp->on_exists == OM_EXISTS_SKIP) {
		*ret = OM_SKIPPED;
		return 0;
	}
	if (!strcmp(why.word, "already-shipped") && imp->on_exists == OM_EXISTS_UPDATE && is_one)
		return replace(imp, unit, order_id, ships, is_check, ret, err);
	return report(imp, unit, NULL, why.field[0] ? why.field : NULL, rc, &why, err);
}

static int treat(struct om_import *imp, struct om_unit *unit, bool is_check, enum om_outcome *ret,
	struct om_err *err)
{
	struct om__parcels p = {.imp = imp, .unit = unit, .is_check = is_check};
	struct om_ship *ships;
	int n, rc = find_order(imp, unit, &p.order_id, err);

	*ret = OM_UNCHANGED;
	unit->id = p.order_id;
	if (rc || !p.order_id)
		return rc;
	if (is_check)
		check_cells(imp, unit);
	rc = om__parcels_read(&p, err);
	if (!rc && is_check)
		rc = check_shared(imp, &p, err);
	if (!rc && !unit->is_bad)
		rc = om__parcels_ships(&p, &ships, &n, err);
	if (rc || unit->is_bad || !n)
		return rc;
	return ship(imp, unit, p.order_id, ships, n, is_check, ret, err);
}

static int check(struct om_import *imp, struct om_unit *unit, struct om_err *err)
{
	enum om_outcome ignored;

	return treat(imp, unit, true, &ignored, err);
}

static int apply(struct om_import *imp, struct om_unit *unit, enum om_outcome *ret_outcome,
	struct om_err *err)
{
	return treat(imp, unit, false, ret_outcome, err);
}

/* ---- the importer ---- */

static int begin(struct om_import *imp, struct om_err *err)
{
	struct om_imap *seen = OM_NEW(&imp->arena, struct om_imap);

	if (!seen)
		return om__nomem(err);
	om__imap_init(seen);
	imp->user = seen;
	return 0;
}

static void end(struct om_import *imp)
{
	om__imap_release(imp->user);
}

/* With the number of the order rows are grouped by it. */
static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	(void)imp;
	return om__cell_has(unit->rows, T_ORDER_NUMBER) || !om__cell_has(unit->rows, T_ORDER_ID)
		? NULL
		: om__printf(arena, "%" PRId64, om__cell_num(unit->rows, T_ORDER_ID, 0));
}

static const char *const either[] = {"order_number order_id", NULL};
static const char *const flags[] = {"carrier-as-other", NULL};

const struct om_importer om__shipment_sheet_importer = {
	.noun = &order_noun,
	.child = &row_noun,
	.group_field = T_ORDER_NUMBER,
	.group_field2 = T_CHANNEL,
	.regroups = true,
	.on_exists = OM_EXISTS_FAIL,
	.flags = flags,
	.either = either,
	.key = unit_key,
	.begin = begin,
	.check = check,
	.apply = apply,
	.end = end,
};
