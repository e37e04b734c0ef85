/* The sheet of warehouses: what a row may say, and how it becomes a record (catalog.md, Sheets).
 *
 * A row is tested as the record it would leave behind, so that an edit cannot take away what a
 * creation must give. */
#include "base/map.h"
#include "base/text.h"
#include "catalog/frame.h"
#include "stock/warehouse/warehouse.h"
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
	struct om_change changes[OM__RECORD_FIELDS];
	int change_count;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(
		imp, u, &u->rows[0], om__warehouse_noun.fields[field].name, code, word, "%s", text);
}

/* ---- the record ---- */

/* A name that differs from that of another warehouse only in case is refused. */
static int find_stored(struct om_import *imp, struct om_unit *u, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct state *s = found;
	const char *name = om__cell_text(row, W_WAREHOUSE);
	struct om__warehouse_ref ref = {0};
	int rc = *name ? om__warehouse_by_name(imp->om, name, &ref, err) : 0;

	if (rc < 0)
		return rc;
	if (rc > 0 && !(u->is_edit && ref.warehouse_id == u->id) && strcmp(ref.name, name)) {
		refuse(imp, u, W_WAREHOUSE, OM_EREFUSED, "name-case",
			om__printf(imp->chunk,
				"'%s' differs from warehouse '%s' only in letter case", name,
				ref.name));
		return OM__FRAME_LOST;
	}
	if (rc > 0 && u->is_edit && ref.warehouse_id != u->id) {
		refuse(imp, u, W_WAREHOUSE, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "there is a warehouse '%s' already", name));
		return OM__FRAME_LOST;
	}
	if (!u->is_edit)
		u->id = ref.warehouse_id;
	if (u->id)
		return om__warehouse_load(imp->om, u->id, &s->w, imp->chunk, err);
	om__warehouse_defaults(imp->om, &s->w, om__cell_text(row, W_TYPE));
	return 0;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct state *s = found;

	return om__printf(imp->chunk, "warehouse '%s'",
		*s->w.warehouse ? s->w.warehouse : om__cell_text(row, W_WAREHOUSE));
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

/* Units stay where they are, so the type cannot change below them: locations differ by type. */
static int check_stock(struct om_import *imp, struct om_unit *u, const struct state *s,
	const char *old_type, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc;

	if (!strcmp(s->w.type, old_type))
		return 0;
	rc = om__q(imp->om, OM__SQL_warehouse_units, OM__ARGS(OM__I("id", s->w.warehouse_id)), &q,
		err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0 && om__col_int(q, 2) > 0)
		refuse(imp, u, W_TYPE, OM_EREFUSED, "has-stock",
			om__printf(imp->chunk, "%s on hand at '%s', so that its type stays",
				OM_COUNTED(om__col_int(q, 0), "unit is", "units are"),
				s->w.warehouse));
	return rc < 0 ? rc : 0;
}

/* is_active: yes may be written anywhere, no only by the command that tests what hangs on the
 * warehouse. */
static void check_active(struct om_import *imp, struct om_unit *u, const struct state *s)
{
	const struct om_row *row = &u->rows[0];

	if (om__cell_num(row, W_IS_ACTIVE, 1) || om__import_flag(imp, "activate"))
		return;
	/* A new one would be active. */
	if (s->w.is_active)
		refuse(imp, u, W_IS_ACTIVE, OM_EINVAL, "use-deactivate",
			"a warehouse is switched off by 'om-warehouse deactivate'");
}

/* The columns that the row changes.  References are compared ASCII case aside, but a warehouse may
 * be given its own name in other letters. */
static int find_changes(
	struct om_import *imp, struct om_unit *u, struct state *s, struct om_err *err)
{
	const struct om_row *row = &u->rows[0];
	const char *old = s->w.warehouse, *name = om__cell_text(row, W_WAREHOUSE);
	int rc = om__record_change(
		imp, &om__warehouse_kind, &s->w, row, s->changes, &s->change_count, err);

	if (rc < 0 || !u->is_edit || !*name || !strcmp(name, s->w.warehouse))
		return rc;
	s->changes[s->change_count++] =
		(struct om_change){.field = W_WAREHOUSE, .old_text = old, .new_text = name};
	s->w.warehouse = name;
	return 0;
}

/* Tests the unit; what it would leave is in the state. */
static int judge(struct om_import *imp, struct om_unit *u, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	struct state *s = found;
	const char *old_type = s->w.type;
	int rc;

	check_active(imp, u, s);
	om__warehouse_check_cells(imp, u, &s->w);
	rc = check_feeder(imp, u, &s->w, err);
	if (rc < 0 || u->is_bad)
		return rc;
	if (!is_stored) {
		om__record_fill(&om__warehouse_kind, &s->w, row);
		om__warehouse_check_address(imp, u, &s->w);
		return 0;
	}
	rc = find_changes(imp, u, s, err);
	if (rc < 0)
		return rc;
	if (s->change_count)
		om__warehouse_check_address(imp, u, &s->w);
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

/* What the row leaves behind for later ones. */
static int remember(struct om_import *imp, struct om_unit *u, const struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct state *s = found;
	struct memory *memory = imp->user;
	struct feed *feed;
	char *key = om__fold(imp->chunk, s->w.warehouse);

	if (u->is_bad || !memory)
		return 0;
	if (!key)
		return om__nomem(err);
	if (!is_stored && om__map_put(&memory->made, key, u->line, err) < 0)
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

/* ---- writing ---- */

static int make_home(struct om *om, const struct om__warehouse *w, struct om_err *err)
{
	int64_t id;

	return om__location_make(om, w->warehouse_id,
		om__is_external(w->type) ? OM__GLOBAL : OM__UNCONFIGURED, true, true, &id, err);
}

static int create(struct om_import *imp, struct om_unit *u, const struct om_row *row, void *found,
	struct om_err *err)
{
	struct om *om = imp->om;
	struct om__warehouse *w = &((struct state *)found)->w;
	int rc = om__run(om, &w->created_run, err);

	(void)row;
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
		rc = om__record_write(om, &om__warehouse_kind, OM__SQL_warehouse_insert, w, err);
	if (rc == 0)
		rc = make_home(om, w, err);
	u->id = w->warehouse_id;
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

static int write_changes(struct om_import *imp, struct state *s, struct om_err *err)
{
	struct om *om = imp->om;
	const struct om_change *type = change_of(s, W_TYPE);
	int rc;

	s->w.modified_at = om->now;
	s->w.warehouse_key = om__fold(imp->chunk, s->w.warehouse);
	if (!s->w.warehouse_key)
		return om__nomem(err);
	rc = om__record_write(om, &om__warehouse_kind, OM__SQL_warehouse_update, &s->w, err);
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

static int update(struct om_import *imp, struct om_unit *u, const struct om_row *row, void *found,
	bool is_write, int *ret_changed, struct om_err *err)
{
	struct state *s = found;
	bool switched = false;
	int rc = 0;

	(void)row;
	*ret_changed = s->change_count;
	if (!is_write)
		return 0;
	if (s->change_count)
		rc = write_changes(imp, s, err);
	if (rc == 0)
		rc = switch_active(imp, u, &s->w, &switched, err);
	*ret_changed += switched;
	return rc;
}

static const struct om__frame frame = {
	.size = sizeof(struct state),
	.field = "warehouse",
	.unknown = "unknown-warehouse",
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.remember = remember,
	.create = create,
	.update = update,
};

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
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.end = end,
	.find = find,
};
