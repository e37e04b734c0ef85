/* Which columns a list has: the defaults of the noun, those chosen by name, and the hidden ones
 * that filters and computed fields need. */
#include "base/text.h"
#include "core/custom.h"
#include "query/nouns.h"
#include "query/rows.h"
#include "query/filter/walk.h"

#define COLUMNS_MAX 1000

static int no_column(struct om_query *q, const char *name, struct om_err *err)
{
	struct om_buf words;
	const struct om_field *f;
	const char *near = NULL;

	om__buf_init(&words, 0);
	for (int i = 0; (f = om_noun_field_at(q->spec.noun, i)); i++)
		if (!(f->flags & OM_F_INPUT))
			om__buf_fmt(&words, " %s", f->name);
	for (int i = 0; q->each && (f = om_noun_field_at(q->each->noun, i)); i++)
		if (!(f->flags & OM_F_INPUT))
			om__buf_fmt(&words, " %s", f->name);
	om_err_set(err, OM_EINVAL, "unknown-column", "%s %s no column '%.80s'",
		q->spec.noun->plural, om__noun_verb(q->spec.noun, "have", "has"), name);
	om_err_field(err, NULL, name);
	if (!words.is_bad)
		near = om__nearest(&q->arena, name, words.data);
	if (near)
		om_err_hint(err, "did you mean '%s'?", near);
	om__buf_release(&words);
	return OM_EINVAL;
}

static const struct om_field *output_field(const struct om_noun *noun, const char *name)
{
	const struct om_field *f = om_noun_field(noun, name);

	return f && (f->flags & OM_F_INPUT) ? NULL : f;
}

/* What follows the colon of a map's name; as in filters it may stand in quotes. */
static const char *map_name(struct om_query *q, const char *text)
{
	size_t n = strlen(text);
	char *name, *to;

	if (n < 2 || text[0] != '"' || text[n - 1] != '"')
		return text;
	name = to = om__strndup(&q->arena, text + 1, n - 2);
	for (const char *from = name; from && *from; from++) {
		from += *from == '\\' && (from[1] == '"' || from[1] == '\\');
		*to++ = *from;
	}
	if (to)
		*to = '\0';
	return name;
}

/* "lines.sku" is the member's for sure; a bare name is the outer record's where both have it. */
int om__query_column(struct om_query *q, const char *name, const struct om_field **ret,
	const char **ret_map, bool *ret_inner, struct om_err *err)
{
	size_t n = q->each ? strlen(q->each->name) : 0;
	const struct om_field *f = NULL;
	int rc;

	*ret_inner = false;
	if (n && !strncmp(name, q->each->name, n) && name[n] == '.') {
		name += n + 1;
		f = output_field(q->each->noun, name);
		*ret_inner = true;
	} else {
		f = output_field(q->spec.noun, name);
	}
	if (!f && q->each && !*ret_inner) {
		f = output_field(q->each->noun, name);
		*ret_inner = true;
	}
	if (!f)
		return no_column(q, name, err);
	*ret = f;
	*ret_map = NULL;
	if (!(f->flags & OM_F_MAP))
		return 0;
	*ret_map = map_name(q, name + strlen(f->name));
	if (!*ret_map)
		return om__nomem(err);
	rc = om__custom_field(
		q->om, *ret_inner ? q->each->noun : q->spec.noun, f, *ret_map, ret, err);
	return rc < 0 || *ret ? rc : no_column(q, name, err);
}

static bool same_map(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

int om__level_add(struct om_query *q, struct om__level *l, const struct om_field *f,
	const char *map, bool always)
{
	if (!always)
		for (int i = 0; i < l->count; i++)
			if (l->fields[i] == f && same_map(l->maps[i], map))
				return i;
	if (l->count == l->cap) {
		int cap = l->cap ? 2 * l->cap : 32;
		const struct om_field **fields = OM_NEWN(&q->arena, const struct om_field *, cap);
		const char **maps = OM_NEWN(&q->arena, const char *, cap);
		if (!fields || !maps)
			return OM_ENOMEM;
		if (l->count) {
			memcpy(fields, l->fields, sizeof(*fields) * (size_t)l->count);
			memcpy(maps, l->maps, sizeof(*maps) * (size_t)l->count);
		}
		l->fields = fields;
		l->maps = maps;
		l->cap = cap;
	}
	l->fields[l->count] = f;
	l->maps[l->count] = map;
	l->has_computed |= (f->flags & OM_F_COMPUTED) != 0;
	l->needs_all |= (f->flags & OM_F_COMPUTED) && !f->sql;
	return l->count++;
}

/* A column stands once: two of a name could not be read in again. */
static bool has_column(struct om_query *q, const struct om_field *f, const char *map, bool inner)
{
	struct om__level *l = inner ? &q->inner : &q->outer;

	for (int i = 0; i < l->count; i++)
		if (l->fields[i] == f && same_map(l->maps[i], map))
			return true;
	return false;
}

static int add_column(struct om_query *q, const struct om_field *f, const char *map, bool inner,
	struct om_err *err)
{
	struct om_column *c;
	char *name = (char *)f->name;

	if (has_column(q, f, map, inner))
		return 0;
	if (q->column_count == COLUMNS_MAX)
		return om_err_set(err, OM_ELIMIT, "too-large", "more than %d columns", COLUMNS_MAX);
	if (map)
		name = om__printf(&q->arena, "%s%s", f->name, map);
	if (!name || om__level_add(q, inner ? &q->inner : &q->outer, f, map, true) < 0)
		return om__nomem(err);
	c = &q->columns[q->column_count++];
	*c = (struct om_column){.name = name, .field = f, .is_outer = q->each && !inner};
	return 0;
}

static bool is_default(const struct om_field *f, enum om_columns which)
{
	if (f->flags & (OM_F_INPUT | OM_F_MAP))
		return false;
	switch (which) {
	case OM_COLUMNS_LIST: return f->flags & OM_F_LIST;
	case OM_COLUMNS_SHEET: return f->flags & OM_F_SHEET;
	default: return !(f->flags & OM_F_COMPUTED);
	}
}

/* Active custom fields stand where the noun has its map: all of them in sheets, those of the grid
 * in lists. */
static int add_customs(struct om_query *q, const struct om_noun *noun, const struct om_field *map,
	bool inner, struct om_err *err)
{
	const struct om__custom *c;
	int rc = 0;

	for (int i = 0; rc == 0; i++) {
		const struct om_field *f;

		rc = om__custom_at(q->om, noun, i, &c, err);
		if (rc < 0 || !c)
			break;
		if (!c->is_active ||
			(q->spec.default_columns == OM_COLUMNS_LIST && !c->show_on_grid))
			continue;
		rc = om__custom_field(q->om, noun, map, c->name, &f, err);
		if (rc == 0)
			rc = add_column(q, f, c->name, inner, err);
	}
	return rc;
}

static int add_defaults(
	struct om_query *q, const struct om_noun *noun, bool inner, struct om_err *err)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++) {
		int rc = 0;

		if (is_default(f, q->spec.default_columns))
			rc = add_column(q, f, NULL, inner, err);
		else if (f->flags & OM_F_SHEET && om__is_custom_map(f))
			rc = add_customs(q, noun, f, inner, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* One name of the list; "+name" has been seen to it that the defaults are there. */
static int add_named(struct om_query *q, const char *text, size_t len, struct om_err *err)
{
	const struct om_field *f;
	const char *map;
	char *name = om__strndup(&q->arena, text, len);
	bool inner;
	int rc;

	name = name ? om__trim(&q->arena, name) : NULL;
	if (!name)
		return om__nomem(err);
	if (*name == '+')
		name = om__trim(&q->arena, name + 1);
	if (!name)
		return om__nomem(err);
	rc = om__query_column(q, name, &f, &map, &inner, err);
	return rc ? rc : add_column(q, f, map, inner, err);
}

static int choose(struct om_query *q, struct om_err *err)
{
	const char *text = q->spec.columns ? q->spec.columns : "";
	int rc = 0;

	text += strspn(text, " ");
	if (!*text || *text == '+') {
		rc = add_defaults(q, q->spec.noun, false, err);
		if (!rc && q->each)
			rc = add_defaults(q, q->each->noun, true, err);
	}
	while (!rc && *text) {
		size_t n = strcspn(text, ",");
		rc = add_named(q, text, n, err);
		text += n + (text[n] == ',');
	}
	return rc;
}

/* ---- hidden fields ---- */

struct want {
	struct om_query *query;
	int rc;
};

static void want_field(void *arg, const struct om_collection *coll, const struct om__ref *r)
{
	struct want *w = arg;

	bool several;

	if (coll || !r->field)
		return; /* members are fetched by rows.c */
	/* The evaluator must see each of several columns, a column of the list only the first. */
	several = r->field->sql && om__sql_is_several(om__sql_frag(&w->query->sql, r->field->sql));
	if (om__level_add(w->query, &w->query->outer, r->field, r->map_name, several) < 0)
		w->rc = OM_ENOMEM;
}

/* Compute functions may read every field of the record, unless each computed field brings its own
 * input. */
static int add_inputs(struct om_query *q, struct om__level *l, struct om_err *err)
{
	const struct om_field *f;

	if (!l->needs_all)
		return 0;
	for (int i = 0; (f = om_noun_field_at(l->noun, i)); i++)
		if (f->sql && !(f->flags & (OM_F_COMPUTED | OM_F_MAP | OM_F_INPUT)) &&
			om__level_add(q, l, f, NULL, false) < 0)
			return om__nomem(err);
	return 0;
}

static int alloc_values(struct om_query *q, struct om__level *l, struct om_err *err)
{
	l->values = OM_NEWN(&q->arena, struct om_value, l->count ? l->count : 1);
	if (!l->values)
		return om__nomem(err);
	for (int i = 0; i < l->count; i++)
		l->values[i] = (struct om_value){
			.type = l->fields[i]->type, .is_empty = true, .text = "", .unit = ""};
	return 0;
}

/* With `each` a row is put together from both records. */
static int map_row(struct om_query *q, struct om_err *err)
{
	int outer = 0, inner = 0;

	q->row = q->outer.values;
	if (!q->each)
		return 0;
	q->row = OM_NEWN(&q->arena, struct om_value, q->column_count + 1);
	q->from = OM_NEWN(&q->arena, struct om_value *, q->column_count + 1);
	if (!q->row || !q->from)
		return om__nomem(err);
	for (int i = 0; i < q->column_count; i++)
		q->from[i] = q->columns[i].is_outer ? &q->outer.values[outer++]
						    : &q->inner.values[inner++];
	return 0;
}

int om__query_columns(struct om_query *q, struct om_err *err)
{
	struct want w = {q, 0};
	int rc = 0;

	q->outer.noun = q->spec.noun;
	q->inner.noun = q->each ? q->each->noun : NULL;
	q->columns = OM_NEWN(&q->arena, struct om_column, COLUMNS_MAX);
	if (!q->columns)
		return om__nomem(err);
	if (!q->is_keys_only)
		rc = choose(q, err);
	q->outer.asked = q->outer.count;
	q->inner.asked = q->inner.count;
	for (int i = 0; !rc && q->needs_eval && i < q->filter_count; i++)
		om__filter_walk(q->filters[i], want_field, &w);
	if (w.rc)
		return om__nomem(err);
	if (!rc)
		rc = add_inputs(q, &q->outer, err);
	if (!rc && q->each)
		rc = add_inputs(q, &q->inner, err);
	if (!rc)
		rc = alloc_values(q, &q->outer, err);
	if (!rc)
		rc = alloc_values(q, &q->inner, err);
	return rc ? rc : map_row(q, err);
}
