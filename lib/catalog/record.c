/* Records as structs, driven by the tables of struct om__record_kind.
 *
 * The bind map is the one list of members: a select gives its columns in that order, insert and
 * update bind them by name.  A change is applied to the struct first and then written whole, so
 * that one update statement serves every edit. */
#include "catalog/record.h"
#include "base/text.h"

#define AT(type, row, offset) (*(type *)((char *)(row) + (offset)))
#define AT_CONST(type, row, offset) (*(type const *)((const char *)(row) + (offset)))

int om__record_load(const struct om__record_kind *kind, struct om__q *q, void *row,
	struct om_arena *arena, struct om_err *err)
{
	for (int i = 0; i < kind->member_count; i++) {
		const struct om__bindmap *m = &kind->map[i];

		if (m->kind == 's') {
			char *text = om__strndup(arena, om__col_text(q, i), om__col_len(q, i));

			if (!text)
				return om__nomem(err);
			AT(const char *, row, m->offset) = text;
			continue;
		}
		if (m->kind == 'f')
			AT(bool, row, m->offset) = om__col_int(q, i) != 0;
		else
			AT(int64_t, row, m->offset) = om__col_int(q, i);
		if (m->has)
			AT(bool, row, m->has) = !om__col_null(q, i);
	}
	return 0;
}

int om__record_one(struct om *om, const struct om__record_kind *kind, enum om__sql sql,
	const struct om__arg *args, void *row, struct om_arena *arena, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, sql, args, &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	rc = om__record_load(kind, q, row, arena, err);
	return rc < 0 ? rc : 1;
}

int om__record_write(struct om *om, const struct om__record_kind *kind, enum om__sql sql,
	const void *row, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, sql, kind->map, (size_t)kind->member_count, &bulk, err);

	if (rc == 0)
		rc = om__bulk_put(bulk, row, err);
	return rc < 0 ? rc : 0;
}

struct om_value om__record_get(
	const struct om__record_kind *kind, const void *row, const struct om__record_field *f)
{
	const struct om__bindmap *m = &kind->map[f->member];
	struct om_value v = {.type = kind->noun->fields[f->field].type, .text = "", .unit = ""};

	if (m->kind == 's') {
		v.text = AT_CONST(char *, row, m->offset);
		v.is_empty = !v.text[0];
		return v;
	}
	v.num = m->kind == 'f' ? AT_CONST(bool, row, m->offset) : AT_CONST(int64_t, row, m->offset);
	v.is_empty = m->has && !AT_CONST(bool, row, m->has);
	if (v.is_empty)
		v.num = 0;
	else if (f->unit >= 0)
		v.unit = AT_CONST(char *, row, kind->map[f->unit].offset);
	return v;
}

static bool has_own_unit(enum om_type type)
{
	return type == OM_T_WEIGHT || type == OM_T_LENGTH;
}

void om__record_set(const struct om__record_kind *kind, void *row, const struct om__record_field *f,
	const struct om_value *v)
{
	const struct om__bindmap *m = &kind->map[f->member];

	if (m->kind == 's') {
		AT(const char *, row, m->offset) = v->is_empty ? "" : v->text;
		return;
	}
	if (m->kind == 'f')
		AT(bool, row, m->offset) = v->num != 0;
	else
		AT(int64_t, row, m->offset) = v->is_empty ? 0 : v->num;
	if (m->has)
		AT(bool, row, m->has) = !v->is_empty;
	/* A currency stands for all amounts of the record and is a field of its own. */
	if (f->unit >= 0 && has_own_unit(v->type))
		AT(const char *, row, kind->map[f->unit].offset) = v->is_empty ? "" : v->unit;
}

void om__record_fill(const struct om__record_kind *kind, void *row, const struct om_row *cells)
{
	for (int i = 0; i < kind->field_count; i++) {
		const struct om__record_field *f = &kind->fields[i];

		if (om__cell_has(cells, f->field))
			om__record_set(kind, row, f, &cells->cells[f->field]->value);
	}
}

int om__record_change(struct om_import *imp, const struct om__record_kind *kind, void *row,
	const struct om_row *cells, struct om_change ret[OM__RECORD_FIELDS], int *ret_count,
	struct om_err *err)
{
	struct om_value current[OM__RECORD_FIELDS];
	int fields[OM__RECORD_FIELDS];
	int rc;

	OM_ASSERT(kind->field_count <= OM__RECORD_FIELDS);
	for (int i = 0; i < kind->field_count; i++) {
		current[i] = om__record_get(kind, row, &kind->fields[i]);
		fields[i] = kind->fields[i].field;
	}
	rc = om__import_diff(imp, cells, current, fields, kind->field_count, ret, ret_count, err);
	if (rc < 0)
		return rc;
	for (int i = 0; i < *ret_count; i++)
		for (int j = 0; j < kind->field_count; j++)
			if (kind->fields[j].field == ret[i].field)
				om__record_set(kind, row, &kind->fields[j], ret[i].new_value);
	return 0;
}

int om__record_history(struct om *om, const struct om__record_kind *kind, int64_t id,
	const struct om_change *changes, int n, struct om_err *err)
{
	for (int i = 0; i < n; i++) {
		int rc =
			om__history(om, kind->entity, id, kind->noun->fields[changes[i].field].name,
				changes[i].old_text, changes[i].new_text, err);

		if (rc < 0)
			return rc;
	}
	return 0;
}

int om__id_take(struct om *om, const char *table, bool is_bulk, struct om__id_pool *pool,
	int64_t *ret, struct om_err *err)
{
	if (!pool->left) {
		int64_t n = is_bulk ? 64 : 1;
		int rc = om__ids(om, table, n, &pool->next, err);

		if (rc < 0)
			return rc;
		pool->left = n;
	}
	pool->left--;
	*ret = pool->next++;
	return 0;
}

int om__twin_in_file(struct om_import *imp, struct om_unit *unit, struct om_imap *seen,
	int64_t scope, const char *field, const char *text, struct om_err *err)
{
	char *key = om__fold(imp->chunk, text);
	int64_t folded, exact = (int64_t)om__hash(text, strlen(text)), other;

	if (!key)
		return om__nomem(err);
	folded = (int64_t)(om__hash(key, strlen(key)) ^
		((uint64_t)scope * UINT64_C(0x9e3779b97f4a7c15)));
	if (!om__imap_get(seen, folded, &other))
		return om__imap_put(seen, folded, exact, err);
	if (other != exact)
		om__import_error(imp, unit, &unit->rows[0], field, OM_EREFUSED, "sku-case",
			"'%s' differs from another row only in letter case", text);
	return 0;
}

/* ---- cells ---- */

int om__row_copy(
	struct om_import *imp, const struct om_row *row, struct om_row **ret, struct om_err *err)
{
	size_t n = (size_t)imp->importer->noun->field_count;
	struct om_row *copy = OM_NEW(imp->chunk, struct om_row);

	if (!copy)
		return om__nomem(err);
	*copy = *row;
	copy->cells = OM_NEWN(imp->chunk, const struct om_cell *, n);
	if (!copy->cells)
		return om__nomem(err);
	memcpy(copy->cells, row->cells, n * sizeof(*copy->cells));
	*ret = copy;
	return 0;
}

static void put(struct om_import *imp, struct om_row *row, int field, enum om_cell_state state,
	struct om_value value)
{
	struct om_put *put = OM_NEW(imp->chunk, struct om_put);

	if (!put) {
		imp->is_out_of_memory = true;
		return;
	}
	value.type = imp->importer->noun->fields[field].type;
	*put = (struct om_put){.next = imp->puts,
		.row = row,
		.field = field,
		.before = row->cells[field],
		.cell = {.state = state, .value = value, .raw = row->cells[field]->raw}};
	imp->puts = put;
	row->cells[field] = &put->cell;
}

void om__cell_put_text(struct om_import *imp, struct om_row *row, int field, const char *text)
{
	put(imp, row, field, OM_CELL_VALUE, (struct om_value){.text = text, .unit = ""});
}

void om__cell_put_num(struct om_import *imp, struct om_row *row, int field, int64_t num)
{
	put(imp, row, field, OM_CELL_VALUE, (struct om_value){.num = num, .text = "", .unit = ""});
}

void om__cell_put_measure(
	struct om_import *imp, struct om_row *row, int field, int64_t num, const char *unit)
{
	put(imp, row, field, OM_CELL_VALUE,
		(struct om_value){.num = num, .text = "", .unit = unit});
}

void om__cell_empty(struct om_import *imp, struct om_row *row, int field)
{
	put(imp, row, field, OM_CELL_EMPTY,
		(struct om_value){.is_empty = true, .text = "", .unit = ""});
}

void om__cell_clear(struct om_import *imp, struct om_row *row, int field)
{
	put(imp, row, field, OM_CELL_CLEAR,
		(struct om_value){.is_empty = true, .text = "", .unit = ""});
}

void om__cell_default(struct om_import *imp, struct om_row *row, int field, int64_t num)
{
	if (row->cells[field]->state == OM_CELL_CLEAR)
		om__cell_put_num(imp, row, field, num);
}

void om__cell_check_name(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	int field, const char *old)
{
	const struct om_noun *noun = imp->importer->noun;
	const char *name = om__cell_text(row, field), *column = noun->fields[field].name;
	struct om_err e = {0};

	if (!om__cell_has(row, field) || !strcmp(name, old))
		return;
	if (unit->is_edit) {
		om__import_error(imp, unit, row, column, OM_EREFUSED, "read-only",
			"the %s of '%s' cannot be edited",
			strcmp(column, noun->name) ? column : "name", old);
		return;
	}
	om_err_set(&e, OM_ECONFLICT, "name-case", "'%s' differs from %s '%s' only in letter case",
		name, noun->name, old);
	om_err_hint(&e, "write it '%s'", old);
	om__import_fail(imp, unit, row, column, &e);
}

void om__cells_required(
	struct om_import *imp, struct om_unit *unit, struct om_row *row, bool is_new)
{
	const struct om_noun *noun = imp->importer->noun;

	for (int i = 0; i < noun->field_count; i++) {
		const struct om_field *f = &noun->fields[i];
		enum om_cell_state state = row->cells[i]->state;

		if (!(f->flags & OM_F_CREATE))
			continue;
		if (state == OM_CELL_CLEAR || (is_new && state != OM_CELL_VALUE))
			om__import_error(imp, unit, row, f->name, OM_EINVAL, "missing",
				"%s is missing", f->name);
	}
}
