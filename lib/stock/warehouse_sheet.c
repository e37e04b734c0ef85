/* The sheet of warehouses: what a row may say, and how it becomes a record (catalog.md, Sheets).
 *
 * A row is tested as the record it would leave behind, so that an edit cannot take away what a
 * creation must give. */
#include "base/country.h"
#include "base/map.h"
#include "base/text.h"
#include "stock/warehouse.h"
#include <inttypes.h>

static const char *const flags[] = {"activate", NULL};

/* Who feeds a warehouse of the file; "" is nobody. */
struct feed {
	const char *name, *feeder;
	struct feed *next;
};

/* What the rows leave behind, so that a later row can name a warehouse that the file makes, and
 * that two rows make no circle.  Warehouses are few. */
struct memory {
	struct om_map made;
	struct feed *feeds;
};

/* The record that a row is about, before and after. */
struct state {
	struct om__warehouse w;
	bool is_new;
	struct om_change changes[OM__RECORD_FIELDS];
	int change_count;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(
		imp, u, &u->rows[0], om__warehouse_noun.fields[field].name, code, word, "%s", text);
}

/* ---- cells by themselves
 * ------------------------------------------------------------------------------------------ */

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

static void check_color(struct om_import *imp, struct om_unit *u)
{
	const char *text = om__cell_text(&u->rows[0], W_COLOR);
	char *folded;

	if (!*text)
		return;
	if (text[0] != '#' || strlen(text) != 7 ||
		strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
		refuse(imp, u, W_COLOR, OM_EINVAL, "bad-color",
			om__printf(imp->chunk, "'%s' is not of the form #rrggbb", text));
		return;
	}
	folded = om__fold(imp->chunk, text);
	if (folded)
		om__cell_put_text(imp, &u->rows[0], W_COLOR, folded);
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

static void check_cells(struct om_import *imp, struct om_unit *u, const struct om__warehouse *w)
{
	struct om_row *row = &u->rows[0];

	check_type(imp, u, w->type);
	check_country(imp, u, W_COUNTRY);
	check_country(imp, u, W_RETURNS_COUNTRY);
	check_state(imp, u, W_STATE, country_in_force(row, W_COUNTRY, w->country));
	check_state(imp, u, W_RETURNS_STATE,
		country_in_force(row, W_RETURNS_COUNTRY, w->returns_country));
	check_zone(imp, u);
	check_color(imp, u);
	om__cell_default(imp, row, W_STRICT_FIFO, 0);
	om__cell_default(imp, row, W_TRANSFER_DAYS, 3);
	if (row->cells[W_PICK_ITEM_ORDER]->state == OM_CELL_CLEAR)
		om__cell_put_text(imp, row, W_PICK_ITEM_ORDER, "location");
}

/* ---- the record
 * -----------------------------------------------------------------------------------------------------
 */

/* What a new warehouse is unless the row says otherwise (inventory.md, warehouse; orders.md R6.8).
 */
static void set_defaults(struct om *om, struct om__warehouse *w, const char *type)
{
	bool is_ours = strcmp(type, "dropship") && strcmp(type, "virtual");

	*w = (struct om__warehouse){.warehouse = "",
		.warehouse_key = "",
		.type = "",
		.address1 = "",
		.address2 = "",
		.address3 = "",
		.city = "",
		.state = "",
		.zip = "",
		.country = "",
		.phone = "",
		.phone_ext = "",
		.fax = "",
		.email = "",
		.returns_name = "",
		.returns_attention = "",
		.returns_address1 = "",
		.returns_address2 = "",
		.returns_address3 = "",
		.returns_city = "",
		.returns_state = "",
		.returns_zip = "",
		.returns_country = "",
		.returns_phone = "",
		.time_zone = "",
		.color = "",
		.fed_by = "",
		.pick_item_order = "location",
		.transfer_days = 3,
		.is_active = true,
		.stock_check = strcmp(type, "dropship") != 0,
		.receipt_counts = !strcmp(type, "in-house") || !strcmp(type, "retail") ||
			!strcmp(type, "virtual"),
		.is_valued = is_ours,
		.created_at = om->now,
		.modified_at = om->now};
}

/* Finds the record that the unit is about.  A name that differs from a stored one only in case is
 * refused. */
static int find_record(
	struct om_import *imp, struct om_unit *u, struct state *s, struct om_err *err)
{
	struct om_row *row = &u->rows[0];
	const char *name = om__cell_text(row, W_WAREHOUSE);
	struct om__warehouse_ref ref;
	int64_t id = u->is_edit ? u->id : 0;
	int rc = *name ? om__warehouse_by_name(imp->om, name, &ref, err) : 0;

	if (rc < 0)
		return rc;
	if (rc > 0 && ref.warehouse_id != id && strcmp(ref.name, name))
		refuse(imp, u, W_WAREHOUSE, OM_EREFUSED, "name-case",
			om__printf(imp->chunk,
				"'%s' differs from warehouse '%s' only in letter case", name,
				ref.name));
	else if (rc > 0 && u->is_edit && ref.warehouse_id != id)
		refuse(imp, u, W_WAREHOUSE, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "there is a warehouse '%s' already", name));
	if (u->is_bad)
		return 0;
	if (!id && rc > 0)
		id = ref.warehouse_id;
	s->is_new = id == 0;
	if (s->is_new) {
		set_defaults(imp->om, &s->w, om__cell_text(row, W_TYPE));
		return 0;
	}
	rc = om__warehouse_load(imp->om, id, &s->w, imp->chunk, err);
	if (rc == 0)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-warehouse", "no warehouse %" PRId64, id);
	return rc < 0 ? rc : 0;
}

static bool is_made(struct om_import *imp, const char *name)
{
	const struct memory *memory = imp->user;
	char *key = om__fold(imp->chunk, name);
	int64_t line;

	return memory && key && om__map_get(&memory->made, key, &line);
}

static int feeder_of(struct om_import *imp, const char *name, const char **ret, struct om_err *err)
{
	const struct memory *memory = imp->user;
	struct om__warehouse_ref ref;
	struct om__warehouse w = {.fed_by = ""};
	int rc;

	for (const struct feed *feed = memory ? memory->feeds : NULL; feed; feed = feed->next) {
		if (!om__caseeq(feed->name, name))
			continue;
		*ret = feed->feeder;
		return 0;
	}
	rc = om__warehouse_by_name(imp->om, name, &ref, err);
	if (rc > 0)
		rc = om__warehouse_load(imp->om, ref.warehouse_id, &w, imp->chunk, err);
	*ret = w.fed_by;
	return rc < 0 ? rc : 0;
}

/* A warehouse that others lead back to cannot feed them. */
static int check_feeder(
	struct om_import *imp, struct om_unit *u, const struct om__warehouse *w, struct om_err *err)
{
	const char *name = om__cell_text(&u->rows[0], W_FED_BY), *at;
	const char *own = *w->warehouse ? w->warehouse : om__cell_text(&u->rows[0], W_WAREHOUSE);
	struct om__warehouse_ref ref;
	struct om_err refusal = {0};
	int rc;

	if (!*name || om__caseeq(name, w->fed_by))
		return 0;
	if (om__caseeq(name, om__cell_text(&u->rows[0], W_WAREHOUSE)) || om__caseeq(name, own)) {
		refuse(imp, u, W_FED_BY, OM_EREFUSED, "circular", "a warehouse cannot feed itself");
		return 0;
	}
	rc = om__warehouse_need(imp->om, name, true, &ref, &refusal);
	if (rc < 0 && !(rc == OM_ENOTFOUND && is_made(imp, name))) {
		om__import_fail(imp, u, &u->rows[0], "fed_by", &refusal);
		return 0;
	}
	if (rc >= 0)
		om__cell_put_text(imp, &u->rows[0], W_FED_BY, om__strdup(imp->chunk, ref.name));
	for (at = name, rc = 0; rc == 0 && *at;) {
		if (om__caseeq(at, own)) {
			refuse(imp, u, W_FED_BY, OM_EREFUSED, "circular",
				om__printf(imp->chunk, "'%s' is fed by '%s' already", name, own));
			return 0;
		}
		rc = feeder_of(imp, at, &at, err);
	}
	return rc;
}

/* Goods are shipped from there, so an address must be complete (catalog.md, warehouse). */
static void check_address(struct om_import *imp, struct om_unit *u, const struct om__warehouse *w)
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

/* Units stay where they are, so the type cannot change below them: locations differ by type. */
static int check_stock(struct om_import *imp, struct om_unit *u, struct state *s,
	const char *old_type, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc;

	if (s->is_new || !strcmp(s->w.type, old_type))
		return 0;
	rc = om__q(imp->om, OM__SQL_warehouse_units, OM__ARGS(OM__I("id", s->w.warehouse_id)), &q,
		err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0 && om__col_int(q, 2) > 0)
		refuse(imp, u, W_TYPE, OM_EREFUSED, "has-stock",
			om__printf(imp->chunk,
				"%" PRId64 " units on hand at '%s' forbid another type",
				om__col_int(q, 0), s->w.warehouse));
	return rc < 0 ? rc : 0;
}

/* is_active: yes may be written anywhere, no only by the command that tests what hangs on the
 * warehouse. */
static void check_active(struct om_import *imp, struct om_unit *u, const struct state *s)
{
	const struct om_row *row = &u->rows[0];

	if (om__cell_num(row, W_IS_ACTIVE, 1) || om__import_flag(imp, "activate"))
		return;
	if (s->is_new || s->w.is_active)
		refuse(imp, u, W_IS_ACTIVE, OM_EINVAL, "use-deactivate",
			"a warehouse is switched off by 'om-warehouse deactivate'");
}

/* Reads and tests the unit; what it would leave is in S. */
static int examine(struct om_import *imp, struct om_unit *u, struct state *s, struct om_err *err)
{
	struct om_row *row = &u->rows[0];
	const char *old_type;
	int rc = find_record(imp, u, s, err);

	if (rc < 0 || u->is_bad)
		return rc;
	if (s->is_new && imp->options && imp->options->no_create)
		refuse(imp, u, W_WAREHOUSE, OM_ENOTFOUND, "unknown-warehouse",
			om__printf(
				imp->chunk, "no warehouse '%s'", om__cell_text(row, W_WAREHOUSE)));
	om__cells_required(imp, u, row, s->is_new);
	check_active(imp, u, s);
	check_cells(imp, u, &s->w);
	rc = check_feeder(imp, u, &s->w, err);
	if (rc < 0 || u->is_bad)
		return rc;
	old_type = s->w.type;
	if (s->is_new)
		om__record_fill(&om__warehouse_kind, &s->w, row);
	else
		rc = om__record_change(
			imp, &om__warehouse_kind, &s->w, row, s->changes, &s->change_count, err);
	if (rc < 0)
		return rc;
	if (!s->is_new && om__is_one_too_many(imp, u, s->change_count > 0))
		refuse(imp, u, W_WAREHOUSE, OM_ECONFLICT, "exists",
			om__printf(
				imp->chunk, "there is a warehouse '%s' already", s->w.warehouse));
	if (s->is_new || s->change_count)
		check_address(imp, u, &s->w);
	return check_stock(imp, u, s, old_type, err);
}

static int begin(struct om_import *imp, struct om_err *err)
{
	struct memory *memory = OM_NEW(&imp->arena, struct memory);

	if (!memory)
		return om__nomem(err);
	om__map_init(&memory->made);
	imp->user = memory;
	return 0;
}

static void end(struct om_import *imp)
{
	struct memory *memory = imp->user;

	if (memory)
		om__map_release(&memory->made);
	imp->user = NULL;
}

static int remember(struct om_import *imp, const struct om_unit *u, const struct state *s,
	const struct om_row *row, struct om_err *err)
{
	struct memory *memory = imp->user;
	struct feed *feed;
	char *key = om__fold(imp->chunk, s->w.warehouse);

	if (!key)
		return om__nomem(err);
	if (s->is_new && om__map_put(&memory->made, key, u->line, err) < 0)
		return OM_ENOMEM;
	if (!om__cell_has(row, W_FED_BY) && row->cells[W_FED_BY]->state != OM_CELL_CLEAR)
		return 0;
	feed = OM_NEW(&imp->arena, struct feed);
	if (!feed)
		return om__nomem(err);
	feed->name = om__strdup(&imp->arena, s->w.warehouse);
	feed->feeder = om__strdup(&imp->arena, om__cell_text(row, W_FED_BY));
	if (!feed->name || !feed->feeder)
		return om__nomem(err);
	feed->next = memory->feeds;
	memory->feeds = feed;
	return 0;
}

/* Cells are put right in a copy: what is tried again starts from what was read. */
static int check(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	struct om_row row, *rows = u->rows;
	struct state s = {0};
	int rc = om__row_copy(imp, rows, &row, err);

	if (rc < 0)
		return rc;
	u->rows = &row;
	rc = examine(imp, u, &s, err);
	u->rows = rows;
	return rc < 0 || u->is_bad || !imp->user ? rc : remember(imp, u, &s, &row, err);
}

/* ---- writing
 * --------------------------------------------------------------------------------------------------------
 */

static int put(struct om *om, enum om__sql sql, const struct om__warehouse *w, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, sql, om__warehouse_kind.map, (size_t)om__warehouse_kind.member_count,
		&bulk, err);

	if (rc == 0)
		rc = om__bulk_put(bulk, w, err);
	return rc < 0 ? rc : 0;
}

static int make_home(struct om *om, const struct om__warehouse *w, struct om_err *err)
{
	int64_t id;

	return om__location_make(om, w->warehouse_id,
		om__is_external(w->type) ? OM__GLOBAL : OM__UNCONFIGURED, true, true, &id, err);
}

static int create(struct om_import *imp, struct om__warehouse *w, struct om_err *err)
{
	struct om *om = imp->om;
	int rc = om__run(om, &w->created_run, err);

	w->warehouse_key = om__fold(imp->chunk, w->warehouse);
	if (!w->warehouse_key)
		return om__nomem(err);
	if (rc == 0)
		rc = om__ids(om, "warehouse", 1, &w->warehouse_id, err);
	/* Orders are never routed to a virtual warehouse, so it has no place in the order of
	 * routing. */
	w->has_rank = strcmp(w->type, "virtual") != 0;
	if (rc == 0 && w->has_rank)
		rc = om__get_int(om, OM__SQL_warehouse_next_rank, OM__NOARGS, &w->rank, err);
	if (rc >= 0)
		rc = put(om, OM__SQL_warehouse_insert, w, err);
	if (rc == 0)
		rc = make_home(om, w, err);
	return rc < 0 ? rc : om__routing_changed(om, w->warehouse_id, err);
}

/* A type with other locations: the special one of the new type is there and active, the others are
 * switched off. */
static int change_locations(
	struct om *om, const struct om__warehouse *w, struct om_arena *arena, struct om_err *err)
{
	const char *home = om__is_external(w->type) ? OM__GLOBAL : OM__UNCONFIGURED;
	struct om__location_ref ref;
	int rc = om__location_by_name(om, w->warehouse_id, home, &ref, arena, NULL, err);

	if (rc == 0)
		rc = make_home(om, w, err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_warehouse_location_on,
			OM__ARGS(OM__I("id", w->warehouse_id), OM__S("location", home)), err);
	if (rc >= 0)
		rc = om__exec(om, OM__SQL_warehouse_locations_off,
			OM__ARGS(OM__I("id", w->warehouse_id), OM__S("location", home)), err);
	return rc < 0 ? rc : 0;
}

static const struct om_change *change_of(const struct state *s, int field)
{
	for (int i = 0; i < s->change_count; i++)
		if (s->changes[i].field == field)
			return &s->changes[i];
	return NULL;
}

static int update(struct om_import *imp, struct state *s, struct om_err *err)
{
	struct om *om = imp->om;
	const struct om_change *type = change_of(s, W_TYPE);
	int rc;

	s->w.modified_at = om->now;
	s->w.warehouse_key = om__fold(imp->chunk, s->w.warehouse);
	if (!s->w.warehouse_key)
		return om__nomem(err);
	rc = put(om, OM__SQL_warehouse_update, &s->w, err);
	if (rc == 0)
		rc = om__record_history(om, &om__warehouse_kind, s->w.warehouse_id, s->changes,
			s->change_count, err);
	if (rc == 0 && type && om__is_external(type->old_text) != om__is_external(s->w.type))
		rc = change_locations(om, &s->w, imp->chunk, err);
	if (rc == 0 && (type || change_of(s, W_STOCK_CHECK) || change_of(s, W_STRICT_FIFO)))
		rc = om__routing_changed(om, s->w.warehouse_id, err);
	return rc;
}

/* is_active is written by its own rules, whatever else the row says. */
static int switch_active(struct om_import *imp, struct om_unit *u, const struct om__warehouse *w,
	bool *ret_changed, struct om_err *err)
{
	struct om_warehouse_off off = {0};
	struct om_err refusal = {0};
	int rc;

	if (om__cell_num(&u->rows[0], W_IS_ACTIVE, w->is_active))
		return om__warehouse_on(imp->om, w->warehouse_id, ret_changed, err);
	rc = om__warehouse_off(imp->om, w->warehouse_id, NULL, &off, &refusal);
	*ret_changed = off.is_changed;
	if (rc == OM_EREFUSED) {
		om__import_fail(imp, u, &u->rows[0], NULL, &refusal);
		return 0;
	}
	if (rc < 0 && err)
		*err = refusal;
	return rc;
}

static int write_unit(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct state s = {0};
	bool switched = false;
	int rc = examine(imp, u, &s, err);

	if (rc < 0 || u->is_bad)
		return rc;
	if (s.is_new) {
		rc = create(imp, &s.w, err);
		u->id = s.w.warehouse_id;
		*ret_outcome = OM_CREATED;
		return rc;
	}
	u->id = s.w.warehouse_id;
	if (!u->is_edit && imp->on_exists == OM_EXISTS_SKIP) {
		*ret_outcome = OM_SKIPPED;
		return 0;
	}
	if (s.change_count)
		rc = update(imp, &s, err);
	if (rc == 0)
		rc = switch_active(imp, u, &s.w, &switched, err);
	*ret_outcome = s.change_count || switched ? OM_UPDATED : OM_UNCHANGED;
	return rc;
}

static int apply(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct om_row row, *rows = u->rows;
	int rc = om__row_copy(imp, rows, &row, err);

	if (rc < 0)
		return rc;
	u->rows = &row;
	rc = write_unit(imp, u, ret_outcome, err);
	u->rows = rows;
	return rc;
}

static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	(void)imp;
	return om__fold(arena, om__cell_text(&u->rows[0], W_WAREHOUSE));
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om__warehouse_ref ref;
	int rc = om__warehouse_need(om, operand, false, &ref, err);

	if (rc == 0)
		*ret_id = ref.warehouse_id;
	return rc;
}

const struct om_importer om__warehouse_importer = {
	.noun = &om__warehouse_noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.flags = flags,
	.key = key,
	.begin = begin,
	.check = check,
	.apply = apply,
	.end = end,
	.find = find,
};
