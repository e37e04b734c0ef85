/* Backups: who takes an order that its first warehouse cannot fill, in order of trying (orders.md
 * R6, sheet H5).
 *
 * A file replaces the whole list of every warehouse it names; a single record edits one position.
 * The list of a warehouse is written at its first row, from what the check of the whole file has
 * gathered. */
#include "base/text.h"
#include "core/core.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>
#include <stdlib.h>

#define POSITION_MAX 999

enum { B_WAREHOUSE, B_POSITION, B_BACKUP, B_IS_ACTIVE, B_COUNT };

static const struct om_field fields[B_COUNT] = {
	[B_WAREHOUSE] = {"warehouse", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_backup_warehouse, .max = 60, .help = "the first warehouse"},
	[B_POSITION] = {"position", OM_T_INT, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_backup_position, .min = 1, .max = POSITION_MAX,
		.help = "order of trying, from 1"},
	[B_BACKUP] = {"backup", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET, OM__F_backup_backup,
		.max = 60, .help = "the warehouse that takes over; cleared: the row is taken away"},
	[B_IS_ACTIVE] = {"backup_is_active", OM_T_BOOL, OM_F_LIST | OM_F_READONLY,
		OM__F_backup_backup_is_active, .help = "no: passed over until it is active again"},
};
static const struct om_noun noun = {
	.name = "backup",
	.plural = "backups",
	.fields = fields,
	.field_count = B_COUNT,
	.from = OM__F_backup_from,
	.key = OM__F_backup_key,
	.ids = OM__F_backup_ids,
	.summary = "warehouse",
};

const struct om_noun *om_backup_noun(void)
{
	return &noun;
}

/* One place of a list. */
struct place {
	int64_t position, backup_id;
	const char *backup;
	bool is_bad; /* two rows of the file ask for the position */
	struct place *next;
};
/* The list of one warehouse: as stored, or as the file wants it. */
struct list {
	int64_t warehouse_id;
	struct place *places; /* by position */
	bool is_written;
	struct list *next;
};
/* What an import remembers: a list for each warehouse of the file, and how they were before. */
struct memory {
	struct list *wanted, *before;
};

static void refuse(struct om_import *imp, struct om_unit *u, int field, int code, const char *word,
	const char *text)
{
	om__import_error(imp, u, &u->rows[0], fields[field].name, code, word, "%s", text);
}

static struct list *list_of(struct list *lists, int64_t warehouse_id)
{
	while (lists && lists->warehouse_id != warehouse_id)
		lists = lists->next;
	return lists;
}

static struct place *place_at(const struct list *list, int64_t position)
{
	for (struct place *p = list ? list->places : NULL; p; p = p->next)
		if (p->position == position)
			return p;
	return NULL;
}

static struct place *place_of(const struct list *list, int64_t backup_id)
{
	for (struct place *p = list ? list->places : NULL; p; p = p->next)
		if (p->backup_id == backup_id)
			return p;
	return NULL;
}

/* Puts a place where its position belongs. */
static int add_place(struct list *list, struct om_arena *arena, int64_t position, int64_t backup_id,
	const char *backup, struct om_err *err)
{
	struct place **at = &list->places, *p = OM_NEW(arena, struct place);

	if (!p)
		return om__nomem(err);
	while (*at && (*at)->position < position)
		at = &(*at)->next;
	*p = (struct place){.position = position,
		.backup_id = backup_id,
		.backup = om__strdup(arena, backup),
		.next = *at};
	*at = p;
	return p->backup ? 0 : om__nomem(err);
}

static int load(struct om *om, int64_t warehouse_id, struct om_arena *arena, struct list *ret,
	struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_backups_of, OM__ARGS(OM__I("id", warehouse_id)), &q, err);

	*ret = (struct list){.warehouse_id = warehouse_id};
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = add_place(
			ret, arena, om__col_int(q, 0), om__col_int(q, 1), om__col_text(q, 2), err);
	return rc < 0 ? rc : 0;
}

/* A row as ids. */
struct wish {
	struct om__warehouse_ref w, backup;
	int64_t position;
	bool is_away; /* the place is taken away */
};

static int find_warehouse(
	struct om_import *imp, struct om_unit *u, int field, struct om__warehouse_ref *ret)
{
	struct om_err refusal = {0};
	int rc = om__warehouse_need(
		imp->om, om__cell_text(&u->rows[0], field), false, ret, &refusal);

	if (rc < 0)
		om__import_fail(imp, u, &u->rows[0], fields[field].name, &refusal);
	return rc;
}

static void read_backup(struct om_import *imp, struct om_unit *u, struct wish *wish)
{
	const struct om_cell *cell = u->rows[0].cells[B_BACKUP];

	if (cell->state == OM_CELL_CLEAR && !imp->is_file) {
		wish->is_away = true;
		return;
	}
	if (cell->state != OM_CELL_VALUE) {
		refuse(imp, u, B_BACKUP, OM_EINVAL, "missing", "backup is missing");
		return;
	}
	if (find_warehouse(imp, u, B_BACKUP, &wish->backup) < 0)
		return;
	if (wish->backup.warehouse_id == wish->w.warehouse_id)
		refuse(imp, u, B_BACKUP, OM_EREFUSED, "circular",
			"a warehouse cannot be its own backup");
	else if (wish->backup.is_virtual)
		refuse(imp, u, B_BACKUP, OM_EREFUSED, "inactive-warehouse",
			om__printf(imp->chunk,
				"orders are never routed to the virtual warehouse '%s'",
				wish->backup.name));
}

static int load_names(struct om *om, int64_t warehouse_id, struct om__warehouse_ref *ret,
	struct om_arena *arena, struct om_err *err)
{
	struct om__warehouse w;
	int rc = om__warehouse_load(om, warehouse_id, &w, arena, err);

	if (rc == 0)
		return om_err_set(err, OM_ENOTFOUND, "unknown-record",
			"no backup of warehouse %" PRId64, warehouse_id);
	return rc < 0 ? rc : om__warehouse_need(om, w.warehouse, false, ret, err);
}

static int read_wish(
	struct om_import *imp, struct om_unit *u, struct wish *wish, struct om_err *err)
{
	const struct om_row *row = &u->rows[0];

	*wish = (struct wish){0};
	if (u->is_edit) {
		int rc = load_names(imp->om, u->id / (POSITION_MAX + 1), &wish->w, imp->chunk, err);

		if (rc < 0)
			return rc;
		wish->position = u->id % (POSITION_MAX + 1);
		if (om__cell_has(row, B_WAREHOUSE) || om__cell_has(row, B_POSITION))
			refuse(imp, u, B_POSITION, OM_EREFUSED, "read-only",
				"a backup keeps its warehouse and position");
	} else {
		if (find_warehouse(imp, u, B_WAREHOUSE, &wish->w) < 0)
			return 0;
		wish->position = om__cell_num(row, B_POSITION, 0);
	}
	read_backup(imp, u, wish);
	return 0;
}

/* The same backup twice in one list, for a single record. */
static int check_single(
	struct om_import *imp, struct om_unit *u, const struct wish *wish, struct om_err *err)
{
	struct list stored;
	const struct place *other;
	int rc = load(imp->om, wish->w.warehouse_id, imp->chunk, &stored, err);

	if (rc < 0 || wish->is_away)
		return rc;
	other = place_of(&stored, wish->backup.warehouse_id);
	if (other && other->position != wish->position)
		refuse(imp, u, B_BACKUP, OM_EINVAL, "duplicate-row",
			om__printf(imp->chunk, "'%s' is backup %" PRId64 " of '%s' already",
				wish->backup.name, other->position, wish->w.name));
	other = place_at(&stored, wish->position);
	if (other && om__is_one_too_many(imp, u, other->backup_id != wish->backup.warehouse_id))
		refuse(imp, u, B_POSITION, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "backup %" PRId64 " of '%s' is '%s'", wish->position,
				wish->w.name, other->backup));
	return 0;
}

static int remember(
	struct om_import *imp, struct om_unit *u, const struct wish *wish, struct om_err *err)
{
	struct memory *memory = imp->user;
	struct list *list = list_of(memory->wanted, wish->w.warehouse_id);
	struct place *twice;

	if (!list) {
		list = OM_NEW(&imp->arena, struct list);
		if (!list)
			return om__nomem(err);
		*list = (struct list){.warehouse_id = wish->w.warehouse_id, .next = memory->wanted};
		memory->wanted = list;
	}
	if (place_of(list, wish->backup.warehouse_id)) {
		refuse(imp, u, B_BACKUP, OM_EINVAL, "duplicate-row",
			om__printf(imp->chunk, "'%s' stands twice among the backups of '%s'",
				wish->backup.name, wish->w.name));
		return 0;
	}
	/* Both rows of a position that stands twice are refused by their key. */
	twice = place_at(list, wish->position);
	if (twice) {
		twice->is_bad = true;
		return 0;
	}
	return add_place(list, &imp->arena, wish->position, wish->backup.warehouse_id,
		wish->backup.name, err);
}

/* A file with --on-exists fail must not find the place taken. */
static int check_free(
	struct om_import *imp, struct om_unit *u, const struct wish *wish, struct om_err *err)
{
	struct list stored;
	const struct place *old;
	int rc;

	if (imp->on_exists != OM_EXISTS_FAIL)
		return 0;
	rc = load(imp->om, wish->w.warehouse_id, imp->chunk, &stored, err);
	old = rc < 0 ? NULL : place_at(&stored, wish->position);
	if (old)
		refuse(imp, u, B_POSITION, OM_ECONFLICT, "exists",
			om__printf(imp->chunk, "backup %" PRId64 " of '%s' is '%s' already",
				wish->position, wish->w.name, old->backup));
	return rc;
}

static int begin(struct om_import *imp, struct om_err *err)
{
	imp->user = OM_NEW(&imp->arena, struct memory);
	return imp->user ? 0 : om__nomem(err);
}

static int check(struct om_import *imp, struct om_unit *u, struct om_err *err)
{
	struct wish wish;
	int rc = read_wish(imp, u, &wish, err);

	if (rc == 0 && imp->is_file)
		rc = check_free(imp, u, &wish, err);
	if (rc < 0 || u->is_bad)
		return rc;
	return imp->is_file ? remember(imp, u, &wish, err) : check_single(imp, u, &wish, err);
}

/* ---- writing
 * --------------------------------------------------------------------------------------------------------
 */

static int put(struct om *om, int64_t warehouse_id, int64_t position, int64_t backup_id,
	struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_backup_insert,
		OM__ARGS(OM__I("warehouse_id", warehouse_id), OM__I("position", position),
			OM__I("backup_id", backup_id)),
		err);

	return rc < 0 ? rc : 0;
}

static int take(struct om *om, int64_t warehouse_id, int64_t position, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_backup_delete,
		OM__ARGS(OM__I("warehouse_id", warehouse_id), OM__I("position", position)), err);

	return rc < 0 ? rc : 0;
}

/* The list as text, as history keeps it and undo reads it: the set "1:MID|2:WEST". */
static char *list_text(const struct list *list, struct om_arena *arena)
{
	struct om_set set = {0};
	size_t n = 0;

	for (const struct place *p = list->places; p; p = p->next)
		n++;
	set.members = OM_NEWN(arena, char *, n + 1);
	for (const struct place *p = list->places; p && set.members; p = p->next) {
		char *text = om__printf(arena, "%" PRId64 ":%s", p->position, p->backup);

		if (!text)
			return NULL;
		set.members[set.count++] = text;
	}
	return set.members ? om__set_join(arena, &set) : NULL;
}

static int note_change(
	struct om *om, const struct list *before, struct om_arena *arena, struct om_err *err)
{
	struct list now;
	char *old_text, *new_text;
	int rc = load(om, before->warehouse_id, arena, &now, err);

	if (rc < 0)
		return rc;
	old_text = list_text(before, arena);
	new_text = list_text(&now, arena);
	if (!old_text || !new_text)
		return om__nomem(err);
	rc = om__history(om, "warehouse", before->warehouse_id, "backups",
		*old_text ? old_text : NULL, *new_text ? new_text : NULL, err);
	return rc < 0 ? rc : om__routing_changed(om, before->warehouse_id, err);
}

static bool is_same(const struct list *a, const struct list *b)
{
	const struct place *p = a->places, *q = b->places;

	for (; p && q; p = p->next, q = q->next)
		if (p->position != q->position || p->backup_id != q->backup_id)
			return false;
	return p == q;
}

/* Replaces a list by that of the file, at its first row. */
static int replace(struct om_import *imp, struct list *wanted, struct om_err *err)
{
	struct memory *memory = imp->user;
	struct list *before = OM_NEW(imp->chunk, struct list);
	int rc;

	if (!before)
		return om__nomem(err);
	rc = load(imp->om, wanted->warehouse_id, imp->chunk, before, err);
	if (rc < 0)
		return rc;
	before->next = memory->before;
	memory->before = before;
	wanted->is_written = true;
	/* With --on-exists skip a list that is there stays. */
	if (is_same(before, wanted) || (imp->on_exists == OM_EXISTS_SKIP && before->places))
		return 0;
	rc = om__exec(imp->om, OM__SQL_backups_delete,
		OM__ARGS(OM__I("warehouse_id", wanted->warehouse_id)), err);
	for (const struct place *p = wanted->places; rc >= 0 && p; p = p->next)
		rc = p->is_bad ? 0
			       : put(imp->om, wanted->warehouse_id, p->position, p->backup_id, err);
	return rc < 0 ? rc : note_change(imp->om, before, imp->chunk, err);
}

static int apply_file(struct om_import *imp, const struct wish *wish, enum om_outcome *ret_outcome,
	struct om_err *err)
{
	struct memory *memory = imp->user;
	struct list *wanted = list_of(memory->wanted, wish->w.warehouse_id);
	const struct list *before;
	const struct place *old;
	int rc;

	OM_ASSERT(wanted);
	if (!wanted->is_written) {
		rc = replace(imp, wanted, err);
		if (rc < 0)
			return rc;
	}
	before = list_of(memory->before, wish->w.warehouse_id);
	old = place_at(before, wish->position);
	if (imp->on_exists == OM_EXISTS_SKIP && before->places)
		*ret_outcome = OM_SKIPPED;
	else if (!old)
		*ret_outcome = OM_CREATED;
	else
		*ret_outcome =
			old->backup_id == wish->backup.warehouse_id ? OM_UNCHANGED : OM_UPDATED;
	return 0;
}

static int apply_single(struct om_import *imp, struct om_unit *u, const struct wish *wish,
	enum om_outcome *ret_outcome, struct om_err *err)
{
	struct list before;
	const struct place *old;
	int rc = check_single(imp, u, wish, err);

	if (rc == 0)
		rc = load(imp->om, wish->w.warehouse_id, imp->chunk, &before, err);
	if (rc < 0 || u->is_bad)
		return rc;
	u->id = wish->w.warehouse_id * (POSITION_MAX + 1) + wish->position;
	old = place_at(&before, wish->position);
	*ret_outcome = old ? OM_UPDATED : OM_CREATED;
	if (wish->is_away ? !old : old && old->backup_id == wish->backup.warehouse_id) {
		*ret_outcome = OM_UNCHANGED;
		return 0;
	}
	rc = take(imp->om, wish->w.warehouse_id, wish->position, err);
	if (rc == 0 && !wish->is_away)
		rc = put(imp->om, wish->w.warehouse_id, wish->position, wish->backup.warehouse_id,
			err);
	return rc < 0 ? rc : note_change(imp->om, &before, imp->chunk, err);
}

static int apply(
	struct om_import *imp, struct om_unit *u, enum om_outcome *ret_outcome, struct om_err *err)
{
	struct wish wish;
	int rc = read_wish(imp, u, &wish, err);

	if (rc < 0 || u->is_bad)
		return rc;
	return imp->is_file ? apply_file(imp, &wish, ret_outcome, err)
			    : apply_single(imp, u, &wish, ret_outcome, err);
}

/* The lists of the chunk are not written after all.  Those of earlier chunks are the same whoever
 * writes them again. */
static void rollback(struct om_import *imp)
{
	struct memory *memory = imp->user;

	memory->before = NULL;
	for (struct list *l = memory->wanted; l; l = l->next)
		l->is_written = false;
}

static int flush(struct om_import *imp, struct om_err *err)
{
	(void)err;
	/* What was before lives in the chunk; rows of the same warehouse in a later chunk find the
	 * list as it is wanted. */
	rollback(imp);
	return 0;
}

static const char *key(struct om_import *imp, struct om_unit *u, struct om_arena *arena)
{
	char *warehouse = om__fold(arena, om__cell_text(&u->rows[0], B_WAREHOUSE));

	(void)imp;
	return warehouse ? om__printf(arena, "%s\n%" PRId64, warehouse,
				   om__cell_num(&u->rows[0], B_POSITION, 0))
			 : NULL;
}

/* WAREHOUSE:POSITION. */
static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_mark mark = om__arena_mark(&om->arena);
	const char *colon = strrchr(operand, ':');
	struct om__warehouse_ref w;
	struct list list;
	int64_t position;
	char *name = colon ? om__strndup(&om->arena, operand, (size_t)(colon - operand)) : NULL;
	int rc = 0;

	if (name && om__int_parse(colon + 1, &position, NULL) == 0)
		rc = om__warehouse_by_name(om, name, &w, err);
	if (rc > 0)
		rc = load(om, w.warehouse_id, &om->arena, &list, err) < 0
			? OM_EDB
			: place_at(&list, position) != NULL;
	om__arena_rewind(&om->arena, mark);
	if (rc > 0)
		*ret_id = w.warehouse_id * (POSITION_MAX + 1) + position;
	if (rc)
		return rc < 0 ? rc : 0;
	om_err_set(err, OM_ENOTFOUND, "unknown-record", "no backup '%s'", operand);
	om_err_hint(err, "a backup is WAREHOUSE:POSITION");
	return OM_ENOTFOUND;
}

const struct om_importer om__backup_importer = {
	.noun = &noun,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.key = key,
	.begin = begin,
	.check = check,
	.apply = apply,
	.flush = flush,
	.rollback = rollback,
	.find = find,
};

/* ---- a list as history keeps it
 * -------------------------------------------------------------------------------------
 */

static int put_member(struct om *om, int64_t warehouse_id, const char *member, struct om_err *err)
{
	char *colon;
	int64_t position = strtoll(member, &colon, 10);
	struct om__warehouse_ref w;
	int rc;

	if (*colon != ':' || position < 1 || position > POSITION_MAX)
		return om_err_set(err, OM_EREFUSED, "changed",
			"'%s' is no place of a backup in a list", member);
	rc = om__warehouse_need(om, colon + 1, false, &w, err);
	return rc < 0 ? rc : put(om, warehouse_id, position, w.warehouse_id, err);
}

int om__backups_put(struct om *om, int64_t warehouse_id, const char *text, struct om_err *err)
{
	struct om_set *wanted = om__set_split(&om->tx_arena, text, '|');
	struct list before;
	int rc = wanted ? load(om, warehouse_id, &om->tx_arena, &before, err) : om__nomem(err);

	if (rc == 0)
		rc = om__exec(om, OM__SQL_backups_delete,
			OM__ARGS(OM__I("warehouse_id", warehouse_id)), err);
	for (size_t i = 0; rc >= 0 && i < wanted->count; i++)
		rc = put_member(om, warehouse_id, wanted->members[i], err);
	return rc < 0 ? rc : note_change(om, &before, &om->tx_arena, err);
}

/* ---- a new warehouse as backup of others
 * ---------------------------------------------------------------------------- */

static int append(
	struct om *om, int64_t owner_id, int64_t backup_id, int64_t *ret_rows, struct om_err *err)
{
	struct list before;
	int64_t last, one;
	int rc = om__get_int(om, OM__SQL_backup_has,
		OM__ARGS(OM__I("warehouse_id", owner_id), OM__I("backup_id", backup_id)), &one,
		err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = load(om, owner_id, &om->tx_arena, &before, err);
	if (rc == 0)
		rc = om__get_int(om, OM__SQL_backup_last, OM__ARGS(OM__I("warehouse_id", owner_id)),
			&last, err);
	if (rc < 0)
		return rc;
	if (last >= POSITION_MAX)
		return om_err_set(
			err, OM_ELIMIT, "out-of-range", "more than %d backups", POSITION_MAX);
	rc = put(om, owner_id, last + 1, backup_id, err);
	if (rc < 0)
		return rc;
	(*ret_rows)++;
	return note_change(om, &before, &om->tx_arena, err);
}

struct backup_of {
	int64_t warehouse_id, *ret_rows;
	const char *names;
};

/* The owners' names, one a line: those given, or every one that orders are routed to. */
static int owners(struct om *om, const struct backup_of *b, struct om_set **ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	char *text = om__strdup(&om->tx_arena, "");
	int rc;

	if (strcmp(b->names, "all")) {
		*ret = om__set_split(&om->tx_arena, b->names, ',');
		return *ret ? 0 : om__nomem(err);
	}
	rc = om__q(om, OM__SQL_backup_owners, OM__ARGS(OM__I("id", b->warehouse_id)), &q, err);
	while (rc >= 0 && text && (rc = om__step(q, err)) > 0)
		text = om__printf(
			&om->tx_arena, "%s%s%s", text, *text ? "\n" : "", om__col_text(q, 0));
	if (rc < 0)
		return rc;
	*ret = text ? om__set_split(&om->tx_arena, text, '\n') : NULL;
	return *ret ? 0 : om__nomem(err);
}

static int backup_of_body(struct om *om, void *arg, struct om_err *err)
{
	struct backup_of *b = arg;
	struct om_set *names;
	int rc = owners(om, b, &names, err);

	*b->ret_rows = 0;
	for (size_t i = 0; rc == 0 && i < names->count; i++) {
		char *name = om__trim(&om->tx_arena, names->members[i]);
		struct om__warehouse_ref w;

		if (!name)
			return om__nomem(err);
		if (!*name)
			continue;
		rc = om__warehouse_need(om, name, false, &w, err);
		if (rc == 0 && w.warehouse_id == b->warehouse_id)
			rc = om_err_set(err, OM_EREFUSED, "circular",
				"a warehouse cannot be its own backup");
		if (rc == 0)
			rc = append(om, w.warehouse_id, b->warehouse_id, b->ret_rows, err);
	}
	return rc;
}

int om_warehouse_backup_of(struct om *om, int64_t warehouse_id, const char *names,
	int64_t *ret_rows, struct om_err *err)
{
	struct backup_of b = {.warehouse_id = warehouse_id, .names = names, .ret_rows = ret_rows};

	return om__tx_run(om, backup_of_body, &b, err);
}
