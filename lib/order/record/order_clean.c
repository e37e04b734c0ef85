/* Cleaning the order cells of a row: what has several spellings ends as the one that is stored
 * (orders.md R25.1, H1).
 *
 * Runs in the check and again before the order is written, on cells as they were read; so it is a
 * pure function of them and reports the same each time. */
#include "order/intake.h"
#include "base/country/country.h"
#include "base/text.h"
#include <ctype.h>
#include <om/money.h>

/* The code, kept for the whole import: cells outlive a chunk that is tried again. */
static const char *keep_code(struct om_import *imp, const char *code)
{
	struct om__intake *in = imp->user;

	for (struct om__currency *c = in->currencies; c; c = c->next)
		if (!strcmp(c->code, code))
			return c->code;
	struct om__currency *more = OM_NEW(&imp->arena, struct om__currency);
	if (!more)
		return NULL;
	memcpy(more->code, code, sizeof(more->code));
	more->next = in->currencies;
	in->currencies = more;
	return more->code;
}

static void clean_currency(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *text = om__cell_text(row, O_CURRENCY), *kept;
	char code[4] = "";

	if (!om__cell_has(row, O_CURRENCY))
		return;
	for (size_t i = 0; i < 3 && text[i]; i++)
		code[i] = (char)toupper((unsigned char)text[i]);
	if (strlen(text) != 3 || om_currency_digits(code) < 0)
		om__import_error(imp, unit, row, "currency", OM_EINVAL, "unknown-currency",
			"no currency '%s'", text);
	else if (strcmp(code, text) != 0 && (kept = keep_code(imp, code)))
		om__cell_put_text(imp, row, O_CURRENCY, kept);
}

void om__order_clean_state(
	struct om_import *imp, struct om_row *row, const char *country, int state)
{
	const char *text = om__cell_text(row, state);
	const char *code = om__cell_has(row, state) ? om__state_find(country, text) : NULL;

	if (code && strcmp(code, text) != 0)
		om__cell_put_text(imp, row, state, code);
}

static void clean_place(
	struct om_import *imp, struct om_unit *unit, struct om_row *row, int country, int state)
{
	const char *text = om__cell_text(row, country), *code = NULL;

	if (om__cell_has(row, country)) {
		code = om__country_find(text);
		if (!code)
			om__import_error(imp, unit, row, imp->importer->noun->fields[country].name,
				OM_EINVAL, "unknown-country", "no country '%s'", text);
		else if (strcmp(code, text) != 0)
			om__cell_put_text(imp, row, country, code);
	}
	if (code)
		om__order_clean_state(imp, row, code, state);
}

/* \N in a column that cannot be empty means its default. */
static void clean_defaults(struct om_import *imp, struct om_row *row)
{
	static const struct {
		int field, value;
	} numbers[] = {
		{O_PRICES_INCLUDE_TAX, 0},
		{O_IS_GIFT, 0},
		{O_PRIORITY, 0},
		{O_IS_POS, 0},
		{O_IS_SUBSCRIPTION, 0},
		{O_SHIP_COMPLETE, 0},
		{O_SUPPRESS_CHANNEL_UPDATE, 0},
		{O_AMOUNT_PAID, 0},
		{O_REFUNDED_AMOUNT, 0},
		{O_SHIPPING_PAID, 0},
		{O_ORDER_DISCOUNT, 0},
		{O_OTHER_COST, 0},
		{O_ORDER_TAX, 0},
	};

	for (size_t i = 0; i < OM_COUNT(numbers); i++)
		om__cell_default(imp, row, numbers[i].field, numbers[i].value);
	if (row->cells[O_ADDRESS_TYPE]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, O_ADDRESS_TYPE, "unknown");
	if (row->cells[O_ORDER_TYPE]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, O_ORDER_TYPE, "standard");
}

void om__order_pad_zip(
	struct om_import *imp, struct om_row *row, const char *country, const char *zip)
{
	const struct om__intake *in = imp->user;
	char *padded = in->pads_zip && !strcmp(country, "US") ? om__zip_pad(imp->chunk, zip) : NULL;

	if (padded)
		om__cell_put_text(imp, row, O_SHIP_ZIP, padded);
}

void om__order_clean(struct om_import *imp, struct om_unit *unit)
{
	struct om_row *row = &unit->rows[0];

	clean_defaults(imp, row);
	clean_currency(imp, unit, row);
	clean_place(imp, unit, row, O_SHIP_COUNTRY, O_SHIP_STATE);
	clean_place(imp, unit, row, O_BILL_COUNTRY, O_BILL_STATE);
	if (om__cell_has(row, O_SHIP_ZIP))
		om__order_pad_zip(imp, row, om__cell_text(row, O_SHIP_COUNTRY),
			om__cell_text(row, O_SHIP_ZIP));
}
