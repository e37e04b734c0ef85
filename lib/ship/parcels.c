/* The rows of one order in a sheet of tracking numbers, gathered to packages and shipments
 * (shipping.md R9): rows with the same number are one package, packages with the same carrier,
 * service, days and wishes one shipment.
 *
 * A package is described by its first row; later rows leave the cells of the package empty or say
 * the same. */
#include "base/text.h"
#include "core/core.h"
#include "ship/shipment_sheet.h"
#include <stdlib.h>

/* ---- carriers ---- */

/* Letters and digits of A and B, case aside. */
static bool is_alike(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a && strchr(" -_.", *a))
			a++;
		while (*b && strchr(" -_.", *b))
			b++;
		if ((*a | 0x20) != (*b | 0x20) || !*a || !*b)
			return !*a && !*b;
	}
}

const char *om__carrier_name(const char *text)
{
	static const char *const names[][2] = {{"UPS", "UPS"}, {"UnitedParcelService", "UPS"},
		{"USPS", "USPS"}, {"US Postal Service", "USPS"}, {"Stamps.com", "USPS"},
		{"Endicia", "USPS"}, {"Express1", "USPS"}, {"FedEx", "FedEx"},
		{"Federal Express", "FedEx"}, {"DHL", "DHL"}, {"DHL Express", "DHL"},
		{"DHL eCommerce", "DHL eCommerce"}, {"dhlecom", "DHL eCommerce"},
		{"DHL Global Mail", "DHL eCommerce"}, {"OnTrac", "OnTrac"},
		{"LaserShip", "LaserShip"}, {"Amazon", "Amazon"}, {"Amazon Logistics", "Amazon"},
		{"AMZL", "Amazon"}, {"GLS", "GLS"}, {"DPD", "DPD"}, {"Canada Post", "Canada Post"},
		{"Purolator", "Purolator"}, {"Royal Mail", "Royal Mail"}, {"Hermes", "Hermes"},
		{"Evri", "Evri"}, {"TNT", "TNT"}, {"Deutsche Post", "Deutsche Post"},
		{"La Poste", "La Poste"}, {"PostNL", "PostNL"},
		{"Australia Post", "Australia Post"}, {"Japan Post", "Japan Post"},
		{"Yamato", "Yamato"}, {"Sagawa", "Sagawa"}, {"China Post", "China Post"},
		{"EMS", "EMS"}, {"Asendia", "Asendia"}, {"Globegistics", "Globegistics"},
		{"APC", "APC"}, {"Newgistics", "Newgistics"}, {"EasyPost", "EasyPost"},
		{"manual", "manual"}};

	for (size_t i = 0; i < OM_COUNT(names); i++)
		if (is_alike(names[i][0], text))
			return names[i][1];
	return NULL;
}

static int read_carrier(struct om__parcels *p, struct om__parcel *one)
{
	const char *text = om__cell_text(one->row, T_CARRIER), *name = om__carrier_name(text);

	one->carrier = name ? name : text;
	if (!*text) {
		om__import_error(p->imp, p->unit, one->row, "carrier", OM_EINVAL, "missing",
			"a carrier is required with a tracking number");
		return 0;
	}
	if (!name && !om__import_flag(p->imp, "carrier-as-other"))
		om__import_error(p->imp, p->unit, one->row, "carrier", OM_ENOTFOUND,
			"unknown-carrier",
			"no carrier '%s'; --carrier-as-other keeps the name as it is", text);
	return 0;
}

/* ---- numbers ---- */

/* Its letters, digits and dashes are 4 to 64. */
static bool is_shaped(const char *number)
{
	size_t n =
		strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

	return !number[n] && n >= 4 && n <= 64;
}

static int read_number(
	struct om__parcels *p, const struct om_row *row, const char **ret, struct om_err *err)
{
	const char *text = om__cell_text(row, T_TRACKING);
	char *number = om_tracking_clean(p->imp->chunk, text);

	*ret = number;
	if (!number)
		return om__nomem(err);
	if (!*number || is_shaped(number))
		return 0;
	if (om__is_scientific(number))
		om__import_error(p->imp, p->unit, row, "tracking_number", OM_EINVAL,
			"scientific-number", "'%s' is a number that a spreadsheet spoiled", text);
	else
		om__import_error(p->imp, p->unit, row, "tracking_number", OM_EREFUSED,
			"bad-tracking",
			"'%s' is no tracking number: 4 to 64 letters, digits and dashes", text);
	return 0;
}

/* ---- rows to parcels ---- */

/* A later row of a package: its cells are empty or equal to those of the first. */
static void check_same(
	struct om__parcels *p, const struct om__parcel *one, const struct om_row *row)
{
	static const struct {
		int cell;
		const char *name;
	} cells[] = {{T_CARRIER, "carrier"}, {T_SERVICE, "service"},
		{T_PACKAGE_TYPE, "package_type"}, {T_SHIP_DATE, "ship_date"},
		{T_ETA, "estimated_delivery"}, {T_DELIVERY_STATUS, "delivery_status"},
		{T_FEE, "fee"}, {T_CURRENCY, "currency"}, {T_NOTIFY, "notify_customer"},
		{T_UPDATE_CHANNEL, "update_channel"}, {T_PACKAGE_NO, "package_no"},
		{T_INSURANCE, "insurance_tracking_number"}};

	for (size_t i = 0; i < OM_COUNT(cells); i++) {
		const struct om_cell *a = one->row->cells[cells[i].cell],
				     *b = row->cells[cells[i].cell];

		if (b->state != OM_CELL_VALUE ||
			(a->state == OM_CELL_VALUE && !strcmp(a->raw, b->raw)))
			continue;
		om__import_error(p->imp, p->unit, row, cells[i].name, OM_EINVAL, "differs",
			"'%s' is not '%s', which line %lld has for the same package", b->raw,
			a->state == OM_CELL_VALUE ? a->raw : "", (long long)one->row->line);
	}
}

static void add_item(struct om__parcels *p, struct om__parcel *one, const struct om_row *row)
{
	bool has_sku = om__cell_has(row, T_SKU), has_units = om__cell_has(row, T_QUANTITY);
	int64_t units = om__cell_num(row, T_QUANTITY, 0);

	if (has_sku != has_units) {
		om__import_error(p->imp, p->unit, row, has_sku ? "quantity" : "sku", OM_EINVAL,
			"missing",
			"sku and quantity stand together, or the row is for all that is left");
		return;
	}
	if (one->row != row && has_sku != (one->item_count > 0)) {
		om__import_error(p->imp, p->unit, row, "sku", OM_EINVAL,
			has_sku ? "differs" : "missing",
			"line %lld of the same package %s what is in it", (long long)one->row->line,
			has_sku ? "does not say" : "says");
		return;
	}
	if (one->row != row && !has_sku) {
		om__import_error(p->imp, p->unit, row, "tracking_number", OM_EINVAL,
			"duplicate-row", "line %lld says the same", (long long)one->row->line);
		return;
	}
	if (!has_sku)
		return;
	if (units < 1) {
		om__import_error(p->imp, p->unit, row, "quantity", OM_EINVAL, "not-integer",
			"a package holds 1 unit at least");
		return;
	}
	one->item_rows[one->item_count] = row;
	one->items[one->item_count++] = (struct om_ship_item){om__cell_text(row, T_SKU), units};
}

static int add_row(struct om__parcels *p, const struct om_row *row, struct om_err *err)
{
	const char *number;
	struct om__parcel *one = NULL;
	int rc = 0;

	if (om__caseeq(om__cell_text(row, T_STATE), "voided"))
		return 0;
	rc = read_number(p, row, &number, err);
	if (rc)
		return rc;
	for (int i = 0; i < p->count && !one; i++)
		if (!strcmp(p->parcels[i].tracking, number))
			one = &p->parcels[i];
	if (one) {
		check_same(p, one, row);
		add_item(p, one, row);
		return 0;
	}
	one = &p->parcels[p->count++];
	*one = (struct om__parcel){.tracking = number, .row = row};
	one->items = OM_NEWN(p->imp->chunk, struct om_ship_item, p->unit->count);
	one->item_rows = OM_NEWN(p->imp->chunk, const struct om_row *, p->unit->count);
	if (!one->items || !one->item_rows)
		return om__nomem(err);
	add_item(p, one, row);
	return 0;
}

/* ---- what is known already ---- */

/* Takes the units of one line of the stored package away from the rows that name it. */
static void subtract(int64_t *left, const struct om__parcel *one, struct om__q *q)
{
	int64_t units = om__col_int(q, 2);

	for (int i = 0; i < one->item_count; i++) {
		int64_t n = left[i] < units ? left[i] : units;

		if (strcmp(one->items[i].sku, om__col_text(q, 0)) != 0 &&
			strcmp(one->items[i].sku, om__col_text(q, 1)) != 0)
			continue;
		left[i] -= n;
		units -= n;
	}
	left[one->item_count] += units;
}

/* A package that is known, and rows that say what is in it: does it hold just that? */
static int check_contents(
	struct om__parcels *p, struct om__parcel *one, const char *units, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t *left = OM_NEWN(p->imp->chunk, int64_t, one->item_count + 1);
	int rc = left ? om__q(p->imp->om, OM__SQL_tracking_contents,
				OM__ARGS(OM__I("order_id", p->order_id),
					OM__S("tracking_number", one->tracking)),
				&q, err)
		      : om__nomem(err);

	for (int i = 0; !rc && i < one->item_count; i++)
		left[i] = one->items[i].quantity;
	while (!rc && (rc = om__step(q, err)) > 0) {
		subtract(left, one, q);
		rc = 0;
	}
	for (int i = 0; !rc && i <= one->item_count; i++) {
		if (!left[i])
			continue;
		om__import_error(p->imp, p->unit, one->row, "quantity", OM_ESTATE,
			"already-shipped", "'%s' is shipped already, with %s", one->tracking,
			*units ? units : "nothing in it");
		break;
	}
	return rc;
}

static int read_known(struct om__parcels *p, struct om__parcel *one, struct om_err *err)
{
	char *units;
	int rc = om__ship_known(p->imp->om, p->order_id, one->tracking, p->imp->chunk, &units, err);

	one->is_known = rc > 0;
	if (rc <= 0 || !one->item_count)
		return rc < 0 ? rc : 0;
	return check_contents(p, one, units, err);
}

static int read_parcel(struct om__parcels *p, struct om__parcel *one, struct om_err *err)
{
	int rc = read_known(p, one, err);

	if (rc || one->is_known)
		return rc;
	if (!*one->tracking) {
		om__import_error(p->imp, p->unit, one->row, "tracking_number", OM_EINVAL, "missing",
			"a tracking number is required");
		return 0;
	}
	rc = read_carrier(p, one);
	if (!rc && p->is_check && *one->carrier && om_tracking_is_odd(one->carrier, one->tracking))
		om__import_warn(p->imp, p->unit, one->row, "tracking_number", "bad-check-digit",
			"'%s' has a wrong check digit for a number of its shape", one->tracking);
	return rc;
}

/* ---- their order ---- */

static int by_number(const void *a, const void *b)
{
	const struct om__parcel *x = a, *y = b;
	int64_t n = om__cell_num(x->row, T_PACKAGE_NO, 0),
		m = om__cell_num(y->row, T_PACKAGE_NO, 0);

	return n != m ? (n > m) - (n < m)
		      : (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

/* package_no counts the packages of the unit from 1 without gaps, or none has one. */
static void check_numbers(struct om__parcels *p)
{
	int numbered = 0;

	for (int i = 0; i < p->count; i++)
		numbered += om__cell_has(p->parcels[i].row, T_PACKAGE_NO);
	if (!numbered)
		return;
	qsort(p->parcels, (size_t)p->count, sizeof(*p->parcels), by_number);
	for (int i = 0; i < p->count; i++) {
		if (om__cell_num(p->parcels[i].row, T_PACKAGE_NO, 0) == i + 1)
			continue;
		om__import_error(p->imp, p->unit, p->parcels[i].row, "package_no", OM_EINVAL,
			"package-seq", "packages are numbered from 1 without gaps; %d is not there",
			i + 1);
		return;
	}
}

int om__parcels_read(struct om__parcels *p, struct om_err *err)
{
	int rc = 0;

	p->parcels = OM_NEWN(p->imp->chunk, struct om__parcel, p->unit->count);
	if (!p->parcels)
		return om__nomem(err);
	for (int i = 0; !rc && i < p->unit->count; i++)
		rc = add_row(p, &p->unit->rows[i], err);
	for (int i = 0; !rc && i < p->count; i++)
		rc = read_parcel(p, &p->parcels[i], err);
	if (!rc)
		check_numbers(p);
	return rc;
}

/* ---- shipments ---- */

/* -1: as the option says, else as it is by default. */
static int wish(const struct om__parcels *p, const struct om__parcel *one, int cell,
	const char *yes, const char *no)
{
	if (om__cell_has(one->row, cell))
		return (int)om__cell_num(one->row, cell, 0);
	return om__import_flag(p->imp, yes) ? 1 : om__import_flag(p->imp, no) ? 0 : -1;
}

static void describe(const struct om__parcels *p, const struct om__parcel *one, struct om_ship *s)
{
	const struct om_row *row = one->row;

	*s = (struct om_ship){
		.is_partial = true,
		.source = "import",
		.carrier = one->carrier,
		.tracking = one->tracking,
		.service = om__cell_text(row, T_SERVICE),
		.package_type = om__cell_text(row, T_PACKAGE_TYPE),
		.delivery_status = om__cell_text(row, T_DELIVERY_STATUS),
		.insurance_tracking_number = om__cell_text(row, T_INSURANCE),
		.has_ship_date = om__cell_has(row, T_SHIP_DATE),
		.ship_date = om__cell_num(row, T_SHIP_DATE, 0),
		.has_eta = om__cell_has(row, T_ETA),
		.eta = om__cell_num(row, T_ETA, 0),
		.notify = wish(p, one, T_NOTIFY, "notify-yes", "notify-no"),
		.update_channel =
			wish(p, one, T_UPDATE_CHANNEL, "update-channel-yes", "update-channel-no"),
		.fee_currency = om__cell_text(row, T_CURRENCY),
	};
}

static bool is_one_shipment(const struct om_ship *a, const struct om_ship *b)
{
	return !strcmp(a->carrier, b->carrier) && !strcmp(a->service, b->service) &&
		!strcmp(a->delivery_status, b->delivery_status) &&
		!strcmp(a->insurance_tracking_number, b->insurance_tracking_number) &&
		!strcmp(a->fee_currency, b->fee_currency) && a->has_ship_date == b->has_ship_date &&
		a->ship_date == b->ship_date && a->has_eta == b->has_eta && a->eta == b->eta &&
		a->notify == b->notify && a->update_channel == b->update_channel;
}

static void add_package(
	struct om_ship *s, struct om_ship_package *package, const struct om__parcel *one)
{
	*package = (struct om_ship_package){
		.tracking = one->tracking,
		.package_type = om__cell_text(one->row, T_PACKAGE_TYPE),
		.items = one->items,
		.item_count = one->item_count,
	};
	s->package_count++;
	if (!om__cell_has(one->row, T_FEE))
		return;
	s->has_fee = true;
	s->fee += om__cell_num(one->row, T_FEE, 0);
}

/* The shipment that the parcel is of, among those after it too: packages stand by shipment. */
int om__parcels_ships(
	const struct om__parcels *p, struct om_ship **ret, int *ret_count, struct om_err *err)
{
	struct om_ship *ships = OM_NEWN(p->imp->chunk, struct om_ship, p->count);
	struct om_ship_package *packages = OM_NEWN(p->imp->chunk, struct om_ship_package, p->count);
	bool *is_done = OM_NEWN(p->imp->chunk, bool, p->count);
	int count = 0, at = 0;

	if (!ships || !packages || !is_done)
		return om__nomem(err);
	for (int i = 0; i < p->count; i++) {
		struct om_ship *s = &ships[count], other;

		if (p->parcels[i].is_known || is_done[i])
			continue;
		describe(p, &p->parcels[i], s);
		s->packages = packages + at;
		for (int k = i; k < p->count; k++) {
			if (p->parcels[k].is_known || is_done[k])
				continue;
			describe(p, &p->parcels[k], &other);
			if (!is_one_shipment(s, &other))
				continue;
			is_done[k] = true;
			add_package(s, &packages[at++], &p->parcels[k]);
		}
		count++;
	}
	*ret = ships;
	*ret_count = count;
	return 0;
}
