/* What a row of the product sheet can have wrong, column by column, and the cleaning of its cells.
 *
 * Runs before the check and again before the row is written, on cells as they were read; so it must
 * be a pure function of the cells and report the same each time.  Pounds and ounces end as the
 * weight they stand for. */
#include "catalog/catalog.h"
#include "base/country/country.h"
#include "base/text.h"
#include "base/units.h"
#include <ctype.h>
#include <om/money.h>
#include <strings.h>

static void bad(struct om_import *imp, struct om_unit *unit, const struct om_row *row, int field,
	const char *word, const char *fmt, const char *value)
{
	om__import_error(imp, unit, row, imp->importer->noun->fields[field].name, OM_EINVAL, word,
		fmt, value);
}

/* ---- measures ---- */

/* Two columns that mean the same are both filled. */
static bool is_conflict(
	struct om_import *imp, struct om_unit *unit, const struct om_row *row, int field, int other)
{
	const struct om_field *fields = imp->importer->noun->fields;

	if (!om__cell_has(row, field) || !om__cell_has(row, other))
		return false;
	om__import_error(imp, unit, row, fields[other].name, OM_EINVAL, "conflicting-columns",
		"%s and %s are both filled", fields[field].name, fields[other].name);
	return true;
}

/* Pounds plus ounces; both zero is how the model's sheet says that the weight is unknown. */
static void fix_pounds(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	static const struct {
		int field;
		const char *unit;
	} parts[] = {{P_POUNDS, "lb"}, {P_OUNCES, "oz"}};
	int64_t sum = 0, ng[2] = {0, 0};
	const char *units[2] = {"lb", "oz"};
	struct om_err e = {0};

	if (!om__cell_has(row, P_POUNDS) && !om__cell_has(row, P_OUNCES))
		return;
	for (size_t i = 0; i < OM_COUNT(parts); i++) {
		if (!om__cell_has(row, parts[i].field))
			continue;
		if (is_conflict(imp, unit, row, P_WEIGHT, parts[i].field))
			return;
		if (om__weight_parse(om__cell_text(row, parts[i].field), parts[i].unit, &ng[i],
			    &units[i], &e) < 0) {
			om__import_fail(imp, unit, row,
				imp->importer->noun->fields[parts[i].field].name, &e);
			return;
		}
	}
	if (__builtin_add_overflow(ng[0], ng[1], &sum))
		bad(imp, unit, row, P_POUNDS, "out-of-range",
			"'%s' pounds and the ounces are too much", om__cell_text(row, P_POUNDS));
	else if (sum)
		om__cell_put_measure(imp, row, P_WEIGHT, sum, ng[0] ? units[0] : units[1]);
}

/* ---- words ---- */

void om__cell_check_currency(
	struct om_import *imp, struct om_unit *unit, struct om_row *row, int field)
{
	const char *text = om__cell_text(row, field);
	char *code;

	if (row->cells[field]->state == OM_CELL_CLEAR) {
		om__cell_put_text(imp, row, field, om_company(imp->om)->currency);
		return;
	}
	if (!om__cell_has(row, field))
		return;
	code = om__strdup(imp->chunk, text);
	for (char *p = code; p && *p; p++)
		*p = (char)toupper((unsigned char)*p);
	if (!code || om_currency_digits(code) < 0)
		bad(imp, unit, row, field, "unknown-currency", "no currency '%s'", text);
	else
		om__cell_put_text(imp, row, field, code);
}

static void fix_country(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *text = om__cell_text(row, P_ORIGIN_COUNTRY), *code;

	if (!om__cell_has(row, P_ORIGIN_COUNTRY))
		return;
	code = om__country_find(text);
	if (code)
		om__cell_put_text(imp, row, P_ORIGIN_COUNTRY, code);
	else
		bad(imp, unit, row, P_ORIGIN_COUNTRY, "unknown-country", "no country '%s'", text);
}

/* Dots and blanks are how the code is printed, digits are what it is. */
static void fix_hs_code(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *text = om__cell_text(row, P_HS_CODE);
	char digits[11];
	size_t n = 0;
	bool is_good = true;

	if (!om__cell_has(row, P_HS_CODE))
		return;
	for (const char *p = text; *p && is_good; p++) {
		if (*p == '.' || *p == ' ')
			continue;
		is_good = *p >= '0' && *p <= '9' && n < sizeof(digits) - 1;
		if (is_good)
			digits[n++] = *p;
	}
	digits[n] = '\0';
	if (!is_good || n < 6)
		bad(imp, unit, row, P_HS_CODE, "bad-hs-code",
			"'%s' is not a code of 6 to 10 digits", text);
	else
		om__cell_put_text(imp, row, P_HS_CODE, om__strdup(imp->chunk, digits));
}

void om__cell_check_email(
	struct om_import *imp, struct om_unit *unit, struct om_row *row, int field)
{
	if (om__cell_has(row, field) && !om__is_email(om__cell_text(row, field)))
		bad(imp, unit, row, field, "bad-email", "'%s' is not an e-mail address",
			om__cell_text(row, field));
}

void om__cell_check_color(
	struct om_import *imp, struct om_unit *unit, struct om_row *row, int field)
{
	const char *text = om__cell_text(row, field);

	if (!om__cell_has(row, field))
		return;
	if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		bad(imp, unit, row, field, "bad-color", "'%s' is not of the form #rrggbb", text);
	else
		om__cell_put_text(imp, row, field, om__fold(imp->chunk, text));
}

/* ---- lists ---- */

static bool is_url(const char *text)
{
	static const char *const schemes[] = {"http://", "https://"};

	if (om__has_control(text) || strchr(text, ' '))
		return false;
	for (size_t i = 0; i < OM_COUNT(schemes); i++) {
		const unsigned char *host = (const unsigned char *)text + strlen(schemes[i]);

		if (!strncasecmp(text, schemes[i], strlen(schemes[i])))
			return isalnum(*host) || *host == '[' || *host >= 0x80;
	}
	return false;
}

static bool has_member(const struct om_set *set, const char *text)
{
	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->members[i], text))
			return true;
	return false;
}

/* Adds the addresses that stand between blanks and newlines in TEXT, each once. */
static int add_urls(struct om_arena *arena, struct om_set *set, const char *text)
{
	static const char blanks[] = " \t\r\n";

	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		size_t len = strcspn(text, blanks);
		char *url = om__strndup(arena, text, len);

		if (!url)
			return OM_ENOMEM;
		if (!has_member(set, url))
			set->members[set->count++] = url;
		text += len;
	}
	return 0;
}

/* The sheet's own lists are parted by pipes; those of addresses also by blanks and newlines. */
static void fix_urls(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *text = om__cell_text(row, P_IMAGE_URLS);
	struct om_set *raw, urls = {0};
	char *joined = NULL;

	if (!om__cell_has(row, P_IMAGE_URLS))
		return;
	raw = om__set_split(imp->chunk, text, '|');
	/* Each takes at least a character and what parts it from the next. */
	urls.members = OM_NEWN(imp->chunk, char *, strlen(text) / 2 + 1);
	for (size_t i = 0; raw && urls.members && i < raw->count; i++)
		if (add_urls(imp->chunk, &urls, raw->members[i]) < 0)
			raw = NULL;
	if (raw && urls.members)
		joined = om__set_join(imp->chunk, &urls);
	if (!joined) {
		om__import_error(imp, unit, row, NULL, OM_ENOMEM, "no-memory", "out of memory");
		return;
	}
	for (size_t i = 0; i < urls.count; i++)
		if (!is_url(urls.members[i]))
			bad(imp, unit, row, P_IMAGE_URLS, "bad-url",
				"'%s' is not an http or https address", urls.members[i]);
	om__cell_put_text(imp, row, P_IMAGE_URLS, joined);
}

/* Braces and pipes are the syntax of lists of SKUs (C1); the rest of C1 holds for every identifier
 * of a sheet. */
static void check_sku(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	const char *sku = om__cell_text(row, P_SKU);

	if (strpbrk(sku, "{}|"))
		om__import_error(imp, unit, row, "sku", OM_EREFUSED, "bad-sku",
			"'%s' holds one of { } |, which part lists of SKUs", sku);
}

/* ---- all of them ---- */

void om__product_check_cells(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	static const struct {
		int field, value;
	} defaults[] = {
		{P_ALLOW_BACKORDERS, 0},
		{P_HAS_BARCODE, 0},
		{P_IS_HAZMAT, 0},
		{P_SHIPS_IN_OWN_BOX, 0},
		{P_IS_GIFT_CARD, 0},
		{P_IS_DIGITAL, 0},
		{P_TRACK_STOCK, 1},
		{P_TRACK_LOTS, 0},
		{P_IS_ACTIVE, 1},
	};

	for (size_t i = 0; i < OM_COUNT(defaults); i++)
		om__cell_default(imp, row, defaults[i].field, defaults[i].value);
	if (row->cells[P_KIND]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, P_KIND, "core");
	check_sku(imp, unit, row);
	fix_pounds(imp, unit, row);
	om__cell_check_currency(imp, unit, row, P_CURRENCY);
	fix_country(imp, unit, row);
	fix_hs_code(imp, unit, row);
	om__cell_check_email(imp, unit, row, P_BUYER_EMAIL);
	fix_urls(imp, unit, row);
}

/* GTIN-8, -12, -13 and -14: weights 3 and 1 from the right, the check digit last. */
static bool has_bad_check_digit(const char *upc)
{
	size_t n = strlen(upc);
	int sum = 0;

	if ((n != 8 && n != 12 && n != 13 && n != 14) || strspn(upc, "0123456789") != n)
		return false;
	for (size_t i = 0; i < n; i++)
		sum += (upc[n - 1 - i] - '0') * (i % 2 ? 3 : 1);
	return sum % 10 != 0;
}

void om__product_warn_cells(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	const char *upc = om__cell_text(row, P_UPC);

	if (om__cell_has(row, P_UPC) && has_bad_check_digit(upc))
		om__import_warn(imp, unit, row, "upc", "bad-check-digit",
			"'%s' has a wrong check digit", upc);
}

static int check_deactivation(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om__product *old, struct om_err *err)
{
	int64_t orders = 0;
	int rc;

	if (om_allowed(imp->om, "open-orders"))
		return 0;
	rc = om__product_in_use(imp->om, old->product_id, &orders, err);
	if (rc == 0 && orders)
		om__import_error(imp, unit, row, "is_active", OM_EREFUSED, "open-orders",
			"%lld %s '%s'", (long long)orders,
			orders == 1 ? "order not shipped uses" : "orders not shipped use",
			old->sku);
	return rc;
}

int om__product_check_change(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om__product *old, struct om_err *err)
{
	int64_t units = 0;
	int rc = 0;

	if (old->is_active && !om__cell_num(row, P_IS_ACTIVE, 1))
		rc = check_deactivation(imp, unit, row, old, err);
	if (rc < 0 || !old->track_stock || om__cell_num(row, P_TRACK_STOCK, 1))
		return rc;
	rc = om__product_on_hand(imp->om, old->product_id, &units, err);
	if (rc == 0 && units)
		om__import_error(imp, unit, row, "track_stock", OM_EREFUSED, "has-stock",
			"%lld units of '%s' are on hand", (long long)units, old->sku);
	return rc;
}
