/* Rows of lists: cells read from the statement into values, computed fields, and the facts that
 * filter/eval.c asks for.
 *
 * The values of a row borrow their texts from the statement.  Only rows that need the evaluator or
 * a compute function use the row's arena, which is emptied for each. */
#include "query/nouns.h"
#include "query/rows.h"
#include "query/filter/walk.h"

/* ---- the columns of a level ---- */

static int unit_frag(const struct om_noun *noun, const struct om_field *f)
{
	switch (f->type) {
	case OM_T_MONEY: return f->unit_sql ? f->unit_sql : noun->currency;
	case OM_T_WEIGHT:
	case OM_T_LENGTH: return f->unit_sql;
	default: return 0;
	}
}

static const char *default_unit(const struct om_query *q, enum om_type type)
{
	switch (type) {
	case OM_T_MONEY: return q->env.currency;
	case OM_T_WEIGHT: return q->env.weight_unit;
	case OM_T_LENGTH: return q->env.length_unit;
	default: return "";
	}
}

/* The column that holds a unit or currency: one for each fragment. */
struct units {
	int frag[8], column[8], count;
};

static int unit_column(struct om_query *q, struct om_sql *s, struct units *u, int frag, int *column)
{
	for (int i = 0; i < u->count; i++)
		if (u->frag[i] == frag)
			return u->column[i];
	if (u->count < (int)OM_COUNT(u->frag)) {
		u->frag[u->count] = frag;
		u->column[u->count++] = *column;
	}
	om__buf_str(&s->text, ", ");
	om__sql_put(s, &q->env, frag, NULL);
	return (*column)++;
}

void om__level_select(struct om_query *q, struct om__level *l, struct om_sql *s,
	struct om__cell *cells, int *ret_cells, int *column)
{
	struct units units = {.count = 0};
	int n = *ret_cells;

	for (int i = 0; i < l->count; i++) {
		const struct om_field *f = l->fields[i];
		struct om__cell *c = &cells[n];
		int unit = unit_frag(l->noun, f);

		if (!f->sql)
			continue;
		*c = (struct om__cell){
			.to = &l->values[i], .column = (*column)++, .unit_column = -1};
		c->kind = f->flags & OM_F_COMPUTED            ? OM__CELL_NUMBER
			: om__is_text(f->type)                ? OM__CELL_TEXT
			: f->type == OM_T_BOOL && !l->maps[i] ? OM__CELL_BOOL /* no row, no value */
							      : OM__CELL_NUMBER;
		c->unit = default_unit(q, f->type);
		c->is_once =
			q->each && l == &q->outer && f->type == OM_T_MONEY && !q->spec.no_dedupe;
		om__buf_str(&s->text, ", ");
		if (i >= l->asked && om__sql_is_several(om__sql_frag(s, f->sql))) {
			l->values[i].type = OM_T_SET;
			om__sql_several(s, &q->env, f->sql);
		} else {
			om__sql_value(s, &q->env, f->sql, l->maps[i]);
		}
		if (unit)
			c->unit_column = unit_column(q, s, &units, unit, column);
		n++;
	}
	*ret_cells = n;
}

static void read_number(struct om__q *q, const struct om__cell *c)
{
	struct om_value *v = c->to;

	v->is_empty = om__col_null(q, c->column);
	v->num = v->is_empty ? 0 : om__col_int(q, c->column);
	v->unit = c->unit;
	if (c->unit_column >= 0) {
		const char *unit = om__col_text(q, c->unit_column);
		if (*unit)
			v->unit = unit;
	}
}

void om__cells_read(struct om__q *q, const struct om__cell *cells, int count, bool first)
{
	for (const struct om__cell *c = cells, *end = cells + count; c < end; c++) {
		if (c->kind == OM__CELL_TEXT) {
			c->to->text = om__col_text(q, c->column);
			c->to->is_empty = !*c->to->text;
		} else if (c->kind == OM__CELL_BOOL) {
			c->to->num = om__col_int(q, c->column) != 0;
			c->to->is_empty = false;
		} else {
			read_number(q, c);
			if (c->is_once && !first) {
				c->to->is_empty = true;
				c->to->num = 0;
			}
		}
	}
}

/* Local days and clocks of a record are those of its own zone, as in filters (bots.md, Times, 2):
 * what computes them reads the handle's. */
static int compute_in_zone(
	struct om_query *q, struct om__level *l, struct om_value *values, struct om_err *err)
{
	struct om_zone *company = q->om->zone;
	const char *own = q->zone_column < 0 ? "" : om__col_text(q->q, q->zone_column);
	int rc;

	if (*own)
		q->om->zone = (struct om_zone *)q->env.zone_of(q->env.arg, own); /* only read */
	rc = l->noun->compute(q->om, &q->row_arena, l->fields, l->count, values, err);
	q->om->zone = company;
	return rc;
}

int om__level_compute(
	struct om_query *q, struct om__level *l, struct om_value *values, struct om_err *err)
{
	if (!l->has_computed || !l->noun->compute)
		return 0;
	/* Nothing of the row before may be left. */
	for (int i = 0; i < l->count; i++)
		if ((l->fields[i]->flags & OM_F_COMPUTED) && !l->fields[i]->sql)
			values[i] = (struct om_value){.type = l->fields[i]->type,
				.is_empty = true,
				.text = "",
				.unit = ""};
	return compute_in_zone(q, l, values, err);
}

/* ---- facts ---- */

static struct om_value value_in(const struct om__level *l, const struct om_value *values,
	const struct om_field *f, const char *map)
{
	for (int i = 0; i < l->count; i++)
		if (l->fields[i] == f && (!map || !l->maps[i] || !strcmp(map, l->maps[i])))
			return values[i];
	return (struct om_value){.type = f->type, .is_empty = true, .text = "", .unit = ""};
}

static struct om_value outer_get(
	const struct om_facts *facts, const struct om_field *f, const char *map)
{
	struct om_query *q = facts->arg;

	return value_in(&q->outer, q->outer.values, f, map);
}

static struct om_value member_get(
	const struct om_facts *facts, const struct om_field *f, const char *map)
{
	struct om__member *m = facts->arg;

	return value_in(&m->of->level, m->values, f, map);
}

/* Filters that go two collections deep are refused when they need facts. */
static bool no_member(const struct om_facts *facts, const struct om_collection *c, int index,
	struct om_facts *ret)
{
	(void)facts, (void)c, (void)index, (void)ret;
	return false;
}

static int grow(struct om_query *q, struct om__members *m, struct om_err *err)
{
	int cap = m->cap ? 2 * m->cap : 8;
	struct om__member *rows = OM_NEWN(&q->row_arena, struct om__member, cap);

	if (!rows)
		return om__nomem(err);
	if (m->count)
		memcpy(rows, m->rows, sizeof(*rows) * (size_t)m->count);
	m->rows = rows;
	m->cap = cap;
	return 0;
}

/* Keeps a copy of the member just read. */
static int keep(struct om_query *q, struct om__members *m, struct om_err *err)
{
	struct om_value *v = OM_NEWN(&q->row_arena, struct om_value, m->level.count + 1);
	int rc = v && m->count == m->cap ? grow(q, m, err) : 0;

	if (!v)
		return om__nomem(err);
	for (int i = 0; !rc && i < m->level.count; i++) {
		v[i] = m->level.values[i];
		v[i].text = om__strdup(&q->row_arena, v[i].text);
		v[i].unit = om__strdup(&q->row_arena, v[i].unit);
		if (!v[i].text || !v[i].unit)
			rc = om__nomem(err);
	}
	if (!rc)
		rc = om__level_compute(q, &m->level, v, err);
	if (!rc)
		m->rows[m->count++] = (struct om__member){q, m, v};
	return rc;
}

static int load(struct om_query *q, struct om__members *m, struct om_err *err)
{
	int rc;

	m->count = m->cap = 0;
	m->is_loaded = true;
	om__bind(m->q, (struct om__arg)OM__I("om_key", q->key));
	while ((rc = om__step(m->q, err)) > 0) {
		om__cells_read(m->q, m->cells, m->cell_count, true);
		rc = keep(q, m, err);
		if (rc < 0)
			break;
	}
	om__again(m->q);
	return rc;
}

static bool outer_member(const struct om_facts *facts, const struct om_collection *c, int index,
	struct om_facts *ret)
{
	struct om_query *q = facts->arg;
	struct om__members *m = q->members;

	while (m < q->members + q->member_count && m->coll != c)
		m++;
	if (m == q->members + q->member_count || q->failed.code)
		return false;
	if (!m->is_loaded && load(q, m, &q->failed) < 0)
		return false;
	if (index >= m->count)
		return false;
	*ret = (struct om_facts){.arg = &m->rows[index],
		.get = member_get,
		.member = no_member,
		.currency = facts->currency,
		.zone = c->noun->zone ? facts->zone : ""};
	return true;
}

int om__row_passes(struct om_query *q, struct om_err *err)
{
	struct om_facts facts = {
		.arg = q, .get = outer_get, .member = outer_member, .currency = "", .zone = ""};
	int rc = om__level_compute(q, &q->outer, q->outer.values, err);

	if (rc < 0)
		return rc;
	if (q->zone_column >= 0)
		facts.zone = om__col_text(q->q, q->zone_column);
	for (int i = 0; i < q->member_count; i++)
		q->members[i].is_loaded = false;
	for (int i = 0; i < q->filter_count; i++) {
		bool yes = om__filter_eval(q->filters[i], &facts);

		if (q->failed.code) {
			if (err)
				*err = q->failed;
			return q->failed.code;
		}
		if (!yes)
			return 0;
	}
	return 1;
}

/* ---- members ---- */

struct want {
	struct om_query *query;
	int rc;
};

static void want_member(void *arg, const struct om_collection *coll, const struct om__ref *r)
{
	struct want *w = arg;
	struct om_query *q = w->query;
	struct om__members *m = q->members;

	if (!coll)
		return;
	while (m < q->members + q->member_count && m->coll != coll)
		m++;
	if (m == q->members + q->member_count) {
		m->coll = coll;
		m->level.noun = coll->noun;
		q->member_count++;
	}
	if (r->field && om__level_add(q, &m->level, r->field, r->map_name, false) < 0)
		w->rc = OM_ENOMEM;
}

static int add_inputs(struct om_query *q, struct om__level *l)
{
	const struct om_field *f;

	for (int i = 0; l->needs_all && (f = om_noun_field_at(l->noun, i)); i++)
		if (f->sql && !(f->flags & (OM_F_COMPUTED | OM_F_MAP | OM_F_INPUT)) &&
			om__level_add(q, l, f, NULL, false) < 0)
			return OM_ENOMEM;
	return 0;
}

static int alloc_level(struct om_query *q, struct om__members *m, struct om_err *err)
{
	struct om__level *l = &m->level;

	if (add_inputs(q, l) < 0)
		return om__nomem(err);
	l->values = OM_NEWN(&q->arena, struct om_value, l->count + 1);
	m->cells = OM_NEWN(&q->arena, struct om__cell, l->count + 1);
	if (!l->values || !m->cells)
		return om__nomem(err);
	for (int i = 0; i < l->count; i++)
		l->values[i] = (struct om_value){
			.type = l->fields[i]->type, .is_empty = true, .text = "", .unit = ""};
	return 0;
}

/* select the fields from the record and its members, where the key is :om_key */
static void build_one(struct om_query *q, struct om__members *m, struct om_sql *s)
{
	const struct om_noun *noun = q->spec.noun;
	const char *rest = om__sql_part(s, om__sql_frag(s, OM__F_query_list));
	int column = 1;

	om__sql_put(s, &q->env, noun->key, NULL);
	om__level_select(q, &m->level, s, m->cells, &m->cell_count, &column);
	rest = om__sql_part(s, rest);
	om__sql_put(s, &q->env, noun->from, NULL);
	om__buf_char(&s->text, ' ');
	om__sql_put(s, &q->env, m->coll->join, NULL);
	rest = om__sql_part(s, rest);
	om__sql_put(s, &q->env, noun->key, NULL);
	om__buf_str(&s->text, " = :om_key");
	om__sql_part(s, rest);
}

static int open_one(struct om_query *q, struct om__members *m, struct om_err *err)
{
	struct om__arg *args;
	struct om_sql s;
	char *text;
	int rc = alloc_level(q, m, err);

	if (rc)
		return rc;
	OM_ASSERT(m->coll->join);
	om__sql_init(&s, &q->arena);
	build_one(q, m, &s);
	rc = om__buf_check(&s.text, err);
	args = rc ? NULL : om__sql_args(&s, 1);
	text = rc ? NULL : om__strdup(&q->arena, s.text.data);
	if (!rc && (!args || !text))
		rc = om__nomem(err);
	if (!rc) {
		args[s.bind_count] = (struct om__arg)OM__I("om_key", 0);
		rc = om__q_text(q->om, text, args, &m->q, err);
	}
	om__sql_release(&s);
	return rc;
}

/* Can the filters be tested over the facts that a list fetches? */
static int check_depth(const struct om_query *q, struct om_err *err)
{
	for (int i = 0; i < q->filter_count; i++)
		if (om__filter_depth(q->filters[i]) > 1)
			return om_err_set(err, OM_EINVAL, "filter-type",
				"a computed field cannot stand beside collections inside of "
				"collections");
	return 0;
}

int om__members_open(struct om_query *q, struct om_err *err)
{
	struct want w = {q, 0};
	int rc = check_depth(q, err);

	if (rc)
		return rc;
	/* One for each collection of the noun is room enough. */
	q->members =
		OM_NEWN(&q->arena, struct om__members, om__noun_collection_count(q->spec.noun) + 1);
	if (!q->members)
		return om__nomem(err);
	for (int i = 0; i < q->filter_count; i++)
		om__filter_walk(q->filters[i], want_member, &w);
	if (w.rc)
		return om__nomem(err);
	for (int i = 0; !rc && i < q->member_count; i++)
		rc = open_one(q, &q->members[i], err);
	return rc;
}

void om__members_close(struct om_query *q)
{
	for (int i = 0; i < q->member_count; i++)
		om__done(&q->members[i].q);
}
