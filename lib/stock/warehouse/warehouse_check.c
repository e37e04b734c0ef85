/* What the columns of a warehouse have wrong by themselves, and what its address needs (catalog.md,
 * Sheets).  Countries, states and colors get their proper spelling in the cell. */
#include "base/country/country.h"
#include "base/text.h"
#include "base/time.h"
#include "catalog/catalog.h"
#include "stock/warehouse/warehouse.h"

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(
		imp, u, &u->rows[0], om__warehouse_noun.fields[field].name, code, word, "%s", text);
}

static void check_country(struct om_import *imp, struct om_unit *u, int field)
{
	const char *text = om__cell_text(&u->rows[0], field);
	const char *code = om__country_find(text);

	if (!*text)
		return;
	if (code)
		om__cell_put_text(imp, &u->rows[0], field, code);
	else
		refuse(imp, u, field, OM_EINVAL, "unknown-country",
			om__printf(imp->chunk, "no country '%s'", text));
}

static bool has_states(const char *country)
{
	return !strcmp(country, "US") || !strcmp(country, "CA") || !strcmp(country, "AU");
}

/* The state is read by the country beside it, in the row or in the record. */
static void check_state(struct om_import *imp, struct om_unit *u, int field, const char *country)
{
	const char *text = om__cell_text(&u->rows[0], field);
	const char *code;

	if (!*text || !has_states(country))
		return;
	code = om__state_find(country, text);
	if (code)
		om__cell_put_text(imp, &u->rows[0], field, code);
	else
		refuse(imp, u, field, OM_EINVAL, "unknown-state",
			om__printf(imp->chunk, "no state '%s' in %s", text, country));
}

static void check_zone(struct om_import *imp, struct om_unit *u)
{
	struct om_zone *zone = NULL;
	struct om_err err = {0};
	const char *text = om__cell_text(&u->rows[0], W_TIME_ZONE);

	if (*text && om__zone_load(text, NULL, &zone, &err) < 0)
		om__import_fail(imp, u, &u->rows[0], "time_zone", &err);
	om__zone_free(zone);
}

static void check_type(struct om_import *imp, struct om_unit *u, const char *old_type)
{
	const char *type = om__cell_text(&u->rows[0], W_TYPE);
	const char *by;

	if (!*type || !strcmp(type, old_type))
		return;
	if (!strcmp(type, "fba") || !strcmp(type, "wfs"))
		by = om__printf(imp->chunk,
			"%s %s warehouse is created by its channel: om-channel edit CHANNEL %s=yes",
			*type == 'f' ? "an" : "a", type, type);
	else if (!strcmp(type, "dropship"))
		by = "a dropship warehouse is created by its vendor: om-po vendor edit VENDOR "
		     "is_dropshipper=yes";
	else if (!strcmp(old_type, "fba") || !strcmp(old_type, "wfs") ||
		!strcmp(old_type, "dropship"))
		by = om__printf(imp->chunk, "the type of a %s warehouse stays", old_type);
	else
		return;
	refuse(imp, u, W_TYPE, OM_EINVAL, "bad-choice", by);
}

static const char *country_in_force(const struct om_row *row, int field, const char *stored)
{
	return row->cells[field]->state == OM_CELL_VALUE ? om__cell_text(row, field) : stored;
}

/* Puts a day where the calendar has it, unless it is there. */
static void insert_day(struct om_set *set, char *day)
{
	size_t at = set->count;

	while (at > 0 && strcmp(set->members[at - 1], day) > 0)
		at--;
	if (at > 0 && !strcmp(set->members[at - 1], day))
		return;
	memmove(set->members + at + 1, set->members + at, (set->count - at) * sizeof(char *));
	set->members[at] = day;
	set->count++;
}

/* Holidays are kept in the order of the calendar, each once. */
static void check_holidays(struct om_import *imp, struct om_unit *u)
{
	struct om_row *row = &u->rows[0];
	struct om_set *set = om__set_split(imp->chunk, om__cell_text(row, W_HOLIDAYS), '|');
	size_t n = set ? set->count : 0;
	struct om_err err = {0};
	char text[OM_TIME_TEXT];
	int64_t day;

	if (!n)
		return;
	set->count = 0;
	for (size_t i = 0; i < n; i++) {
		char *word = set->members[i];

		if (om__day_parse(word, &day, &err) < 0) {
			om__import_fail(imp, u, row, "holidays", &err);
			return;
		}
		word = om__strdup(imp->chunk, om__day_print(day, text));
		if (word)
			insert_day(set, word);
	}
	om__cell_put_text(imp, row, W_HOLIDAYS, om__set_join(imp->chunk, set));
}

void om__warehouse_check_cells(
	struct om_import *imp, struct om_unit *u, const struct om__warehouse *w)
{
	struct om_row *row = &u->rows[0];

	check_type(imp, u, w->type);
	check_country(imp, u, W_COUNTRY);
	check_country(imp, u, W_RETURNS_COUNTRY);
	check_state(imp, u, W_STATE, country_in_force(row, W_COUNTRY, w->country));
	check_state(imp, u, W_RETURNS_STATE,
		country_in_force(row, W_RETURNS_COUNTRY, w->returns_country));
	check_zone(imp, u);
	om__cell_check_color(imp, u, row, W_COLOR);
	om__cell_check_email(imp, u, row, W_EMAIL);
	om__cell_default(imp, row, W_STRICT_FIFO, 0);
	om__cell_default(imp, row, W_TRANSFER_DAYS, 3);
	check_holidays(imp, u);
	om__cell_default(imp, row, W_HANDLING_DAYS, 0);
	if (row->cells[W_SHIP_DAYS]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, W_SHIP_DAYS, OM__SHIP_DAYS);
	if (row->cells[W_PICK_ITEM_ORDER]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, W_PICK_ITEM_ORDER, "location");
}

void om__warehouse_check_address(
	struct om_import *imp, struct om_unit *u, const struct om__warehouse *w)
{
	const struct {
		int field;
		const char *text;
		bool needed;
	} parts[] = {
		{W_ADDRESS1, w->address1, true},
		{W_CITY, w->city, true},
		{W_COUNTRY, w->country, true},
		{W_STATE, w->state, *w->country && om__country_needs_state(w->country)},
		{W_ZIP, w->zip, *w->country && om__country_needs_zip(w->country)},
	};

	if (strcmp(w->type, "in-house") && strcmp(w->type, "retail"))
		return;
	for (size_t i = 0; i < OM_COUNT(parts); i++)
		if (parts[i].needed && !*parts[i].text)
			refuse(imp, u, parts[i].field, OM_EINVAL, "missing",
				om__printf(imp->chunk,
					"%s is missing: %s warehouses ship from their address",
					om__warehouse_noun.fields[parts[i].field].name, w->type));
}
