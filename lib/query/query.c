/* Lists: the statement that a spec becomes, and the rows it gives.
 *
 *	select KEY, ID, [ZONE,] columns from FROM [JOIN] where FILTERS order by SORT, KEY limit N
 *
 * A page of a sorted list chooses its keys by such a statement and reads the columns of those.
 * Without a sort the order is the key's, which the driving table is walked in: no sorter runs and a
 * page costs its own rows only.  Everything of the user's is a bind.  Rules: bots.md "Compiling to
 * SQL", orders.md R26. */
#include "base/text.h"
#include "core/custom.h"
#include "db/driver.h"
#include "query/nouns.h"
#include "query/rows.h"

/* ---- the environment ---- */

static const struct om_zone *zone_of(void *arg, const char *name)
{
	return om__zone(arg, name);
}

static int map_field(void *arg, const struct om_noun *noun, const struct om_field *map,
	const char *name, const struct om_field **ret, struct om_err *err)
{
	return om__custom_field(arg, noun, map, name, ret, err);
}

void om__filter_env(struct om *om, struct om_filter_env *ret)
{
	*ret = (struct om_filter_env){
		.now = om->now,
		.zone = om->zone,
		.currency = om->company.currency,
		.weight_unit = om->company.weight_unit,
		.length_unit = om->company.length_unit,
		.week_start = om__week_start(om),
		.zone_of = om->is_utc ? NULL : zone_of, /* --utc reads the literals in UTC */
		.refs = om__filter_refs,
		.map_field = map_field,
		.arg = om,
	};
	ret->holidays = om__holidays(om, &ret->holiday_count);
}

/* The zones that rows may have of their own, into the arena of the query. */
static int load_zones(struct om_query *q, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *st = NULL;
	const char **names = NULL;
	size_t n = 0;
	int rc = om__q(q->om, om__zones_sql, OM__NOARGS, &st, err);

	while (!rc && (rc = om__step(st, err)) > 0) {
		if ((n & (n - 1)) == 0) {
			const char **more = OM_NEWN(&q->arena, const char *, n ? 2 * n : 1);
			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, names, n * sizeof(*names));
			names = more;
		}
		names[n] = om__strdup(&q->arena, om__col_text(st, 0));
		if (!names[n++])
			return om__nomem(err);
		rc = 0;
	}
	for (int i = 0; i < q->filter_count; i++) {
		q->filters[i]->env.zones = names;
		q->filters[i]->env.zone_count = n;
	}
	return rc;
}

/* ---- filters ---- */

static int read_filter(struct om_query *q, const char *text, const char *source, struct om_err *err)
{
	if (!text || !*text)
		return 0;
	return om__filter_parse(&q->arena, q->spec.noun, &q->env, text, source,
		&q->filters[q->filter_count++], err);
}

static int read_filters(struct om_query *q, struct om_err *err)
{
	const char *source = q->spec.where_source ? q->spec.where_source : "--where";
	bool local = false;
	int rc = read_filter(q, q->spec.where, source, err);

	if (!rc)
		rc = read_filter(q, q->spec.and_where, "", err);
	for (int i = 0; !rc && i < q->filter_count; i++)
		local |= q->filters[i]->has_local_time;
	return !rc && local && q->env.zone_of ? load_zones(q, err) : rc;
}

/* ---- the condition ---- */

static void put(struct om_query *q, const char *text)
{
	om__buf_str(&q->sql.text, text);
}

static void put_frag(struct om_query *q, int frag)
{
	om__sql_put(&q->sql, &q->env, frag, NULL);
}

static const char *open_frag(struct om_query *q, int frag)
{
	return om__sql_part(&q->sql, om__sql_frag(&q->sql, frag));
}

static const char *json_keys(struct om_query *q)
{
	struct om_buf b;
	const char *ret;

	om__buf_init(&b, 0);
	om__buf_char(&b, '[');
	for (size_t i = 0; i < q->spec.key_count; i++) {
		if (i)
			om__buf_char(&b, ',');
		om__buf_int(&b, q->spec.keys[i]);
	}
	om__buf_char(&b, ']');
	ret = b.is_bad ? NULL : om__strdup(&q->arena, b.data);
	om__buf_release(&b);
	if (!ret)
		q->sql.text.is_bad = true;
	return ret;
}

static bool has_keys(const struct om_query *q)
{
	return q->spec.has_keys || q->spec.key_count > 0;
}

static bool is_sorted(const struct om_query *q)
{
	return q->spec.sort && *q->spec.sort;
}

static void put_from(struct om_query *q)
{
	const char *rest = NULL;

	/* Given keys drive the statement, so that their order is the rows'. */
	if (has_keys(q) && !is_sorted(q)) {
		rest = open_frag(q, OM__F_query_keys_from);
		om__sql_str(&q->sql, json_keys(q));
		rest = om__sql_part(&q->sql, rest);
	}
	put_frag(q, q->spec.noun->from);
	if (rest)
		om__sql_part(&q->sql, rest);
	if (q->each) {
		put(q, " ");
		put_frag(q, q->each->join);
	}
}

static void put_keys(struct om_query *q)
{
	const char *rest;

	if (!is_sorted(q)) {
		rest = open_frag(q, OM__F_query_keys_is);
		put_frag(q, q->spec.noun->key);
		om__sql_part(&q->sql, rest);
		return;
	}
	rest = open_frag(q, OM__F_query_keys_in);
	put_frag(q, q->spec.noun->key);
	rest = om__sql_part(&q->sql, rest);
	om__sql_str(&q->sql, json_keys(q));
	om__sql_part(&q->sql, rest);
}

static void put_and(struct om_query *q, int *terms)
{
	if ((*terms)++)
		put(q, " and ");
}

/* The texts of the noun, and those that higher folders add. */
static void put_find(struct om_query *q)
{
	put(q, "(");
	put_frag(q, q->spec.noun->find);
	for (const struct om_noun_ext *const *e = q->spec.noun->exts; e && *e; e++) {
		if (!(*e)->find)
			continue;
		put(q, " or ");
		put_frag(q, (*e)->find);
	}
	put(q, ")");
}

static int put_where(struct om_query *q, struct om_err *err)
{
	int terms = 0, rc = 0;

	for (int i = 0; i < q->filter_count; i++) {
		bool needs_eval = false;

		if (!q->filters[i]->root)
			continue;
		put_and(q, &terms);
		rc = om__filter_sql(q->filters[i], &q->sql, &needs_eval, err);
		if (rc)
			return rc;
		q->needs_eval |= needs_eval;
	}
	if (q->spec.find && *q->spec.find) {
		put_and(q, &terms);
		put_find(q);
	}
	if (has_keys(q)) {
		put_and(q, &terms);
		put_keys(q);
	}
	if (q->spec.after > 0) {
		put_and(q, &terms);
		put_frag(q, q->spec.noun->key);
		put(q, " > ");
		om__sql_int(&q->sql, q->spec.after);
	}
	if (!terms)
		put(q, "true");
	return 0;
}

/* ---- the order ---- */

struct sorting {
	struct om_buf outer, inner; /* terms before the key of each level */
	bool has_key[2];            /* a term is that key itself */
};

static int sort_term(struct om_query *q, struct sorting *s, char *name, struct om_err *err)
{
	const struct om_field *f;
	const char *map;
	struct om_sql term;
	bool inner, down = *name == '-';
	int rc;

	name += *name == '-' || *name == '+';
	rc = om__query_column(q, name, &f, &map, &inner, err);
	if (!rc && om__is_computed(f)) {
		rc = om_err_set(err, OM_EINVAL, "unknown-column",
			"'%s' is computed and cannot be sorted by", f->name);
		om_err_field(err, NULL, f->name);
	}
	if (rc) {
		om_err_at(err, "--sort", 0, 0);
		return rc;
	}
	term = q->sql;
	om__buf_init(&term.text, 0);
	om__sql_value(&term, &q->env, f->sql, map);
	if (!map &&
		!strcmp(term.text.data,
			om__sql_frag(&q->sql, inner ? q->inner.noun->key : q->outer.noun->key)))
		s->has_key[inner] = true;
	om__buf_str(&term.text, down ? " desc, " : ", ");
	om__buf_str(inner ? &s->inner : &s->outer, term.text.data);
	q->sql.binds = term.binds;
	q->sql.bind_count = term.bind_count;
	q->sql.bind_cap = term.bind_cap;
	q->sql.text.is_bad |= term.text.is_bad;
	om__buf_release(&term.text);
	return 0;
}

static int sort_terms(struct om_query *q, struct sorting *s, struct om_err *err)
{
	const char *text = q->spec.sort;
	int rc = 0;

	while (!rc && *text) {
		size_t n = strcspn(text, ",");
		char *name = om__strndup(&q->arena, text, n);

		name = name ? om__trim(&q->arena, name) : NULL;
		rc = name ? sort_term(q, s, name, err) : om__nomem(err);
		text += n + (text[n] == ',');
	}
	return rc;
}

/* Columns of members order the rows of one record, which stay together: its amounts stand on the
 * first of them. */
static void put_terms(struct om_query *q, struct sorting *s)
{
	int start = (int)q->sql.text.len;

	put(q, s->outer.data);
	if (!s->has_key[0]) {
		put_frag(q,
			has_keys(q) && !is_sorted(q) ? OM__F_query_keys_order : q->spec.noun->key);
		put(q, ", ");
	}
	if (q->each) {
		put(q, s->inner.data);
		if (!s->has_key[1] && q->each->noun->key) {
			put_frag(q, q->each->order ? q->each->order : q->each->noun->key);
			put(q, ", ");
		}
	}
	/* the last comma */
	if ((int)q->sql.text.len > start + 1 && !q->sql.text.is_bad) {
		q->sql.text.len -= 2;
		q->sql.text.data[q->sql.text.len] = '\0';
	}
}

static int put_order(struct om_query *q, struct om_err *err)
{
	struct sorting s = {.has_key = {false, false}};
	const char *rest;
	int rc;

	om__buf_init(&s.outer, 0);
	om__buf_init(&s.inner, 0);
	rc = is_sorted(q) ? sort_terms(q, &s, err) : 0;
	if (!rc) {
		rest = open_frag(q, OM__F_query_order);
		put_terms(q, &s);
		om__sql_part(&q->sql, rest);
	}
	om__buf_release(&s.outer);
	om__buf_release(&s.inner);
	if (!rc && q->spec.limit > 0 && !q->needs_eval) {
		rest = open_frag(q, OM__F_query_limit);
		om__sql_int(&q->sql, q->spec.limit);
		om__sql_part(&q->sql, rest);
	}
	return rc;
}

/* ---- the statement ---- */

/* Is a field of the filters without SQL?  The select list must know before the condition is built.
 */
static int find_needs(struct om_query *q, struct om_err *err)
{
	struct om_sql scratch;
	int rc = 0;

	om__sql_init(&scratch, &q->arena);
	for (int i = 0; !rc && i < q->filter_count; i++) {
		bool needs_eval = false;

		rc = om__filter_sql(q->filters[i], &scratch, &needs_eval, err);
		q->needs_eval |= needs_eval;
	}
	om__sql_release(&scratch);
	return rc;
}

static int put_select(struct om_query *q, struct om_err *err)
{
	const struct om_noun *noun = q->spec.noun;
	int column = 2;

	q->cells = OM_NEWN(&q->arena, struct om__cell, q->outer.count + q->inner.count + 1);
	if (!q->cells)
		return om__nomem(err);
	put_frag(q, noun->key);
	put(q, ", ");
	put_frag(q, noun->ids && !q->spec.no_ids ? noun->ids : noun->key);
	q->zone_column = -1;
	if ((q->needs_eval || q->outer.has_computed || q->inner.has_computed) && noun->zone &&
		q->env.zone_of) {
		put(q, ", ");
		put_frag(q, noun->zone);
		q->zone_column = column++;
	}
	om__level_select(q, &q->outer, &q->sql, q->cells, &q->cell_count, &column);
	if (q->each)
		om__level_select(q, &q->inner, &q->sql, q->cells, &q->cell_count, &column);
	return 0;
}

static int build_args(struct om_query *q, struct om_err *err)
{
	q->args = om__sql_args(&q->sql, 1);
	if (!q->args)
		return om__nomem(err);
	if (q->spec.find && *q->spec.find)
		q->args[q->sql.bind_count] = (struct om__arg)OM__S("find", q->spec.find);
	return 0;
}

/* A sorter carries every column, subqueries included, of every row that passes.  So the rows of a
 * page are chosen by what sorts them, and columns are read of those alone. */
static bool is_page(const struct om_query *q)
{
	return is_sorted(q) && q->spec.limit > 0 && !q->needs_eval && !q->each && !q->is_keys_only;
}

static int put_page(struct om_query *q, struct om_err *err)
{
	const char *rest = open_frag(q, OM__F_query_page);
	int rc;

	put_frag(q, q->spec.noun->key);
	rest = om__sql_part(&q->sql, rest);
	put_frag(q, q->spec.noun->key);
	rest = om__sql_part(&q->sql, rest);
	put_from(q);
	rest = om__sql_part(&q->sql, rest);
	rc = put_where(q, err);
	if (!rc)
		rc = put_order(q, err);
	om__sql_part(&q->sql, rest);
	return rc;
}

static int build_statement(struct om_query *q, struct om_err *err)
{
	const char *rest = open_frag(q, OM__F_query_list);
	int rc = put_select(q, err);

	if (rc)
		return rc;
	rest = om__sql_part(&q->sql, rest);
	put_from(q);
	rest = om__sql_part(&q->sql, rest);
	rc = is_page(q) ? put_page(q, err) : put_where(q, err);
	if (rc)
		return rc;
	om__sql_part(&q->sql, rest);
	rc = put_order(q, err);
	if (!rc)
		rc = om__buf_check(&q->sql.text, err);
	return rc ? rc : build_args(q, err);
}

static int check_spec(struct om_query *q, struct om_err *err)
{
	const struct om_query_spec *s = &q->spec;

	if (s->find && *s->find && !s->noun->find)
		return om_err_set(
			err, OM_EINVAL, "usage", "%s have no texts to find", s->noun->plural);
	if (!s->each || !*s->each)
		return 0;
	q->each = om_noun_collection(s->noun, s->each);
	if (!q->each || !q->each->join)
		return om_err_set(err, OM_EINVAL, "unknown-column", "%s have no '%.60s'",
			s->noun->plural, s->each);
	return 0;
}

static int build(struct om_query *q, struct om_err *err)
{
	int rc = check_spec(q, err);

	if (!rc)
		rc = read_filters(q, err);
	if (!rc)
		rc = find_needs(q, err);
	if (!rc)
		rc = om__query_columns(q, err);
	return rc ? rc : build_statement(q, err);
}

int om__query_build(struct om *om, const struct om_query_spec *spec, bool keys_only,
	struct om_query **ret, struct om_err *err)
{
	struct om_arena arena;
	struct om_query *q;
	int rc;

	om__arena_init(&arena);
	q = OM_NEW(&arena, struct om_query);
	if (!q) {
		om__arena_release(&arena);
		return om__nomem(err);
	}
	/* The query lies in its own arena. */
	q->arena = arena;
	q->om = om;
	q->spec = *spec;
	q->is_keys_only = keys_only;
	q->id = "";
	om__arena_init(&q->row_arena);
	om__sql_init(&q->sql, &q->arena);
	q->sql.is_postgres = !strcmp(om->driver->name, "postgres");
	om__filter_env(om, &q->env);
	q->env.scope = spec->scope;
	rc = build(q, err);
	if (rc) {
		om_query_close(q);
		return rc;
	}
	*ret = q;
	return 0;
}

static int open_query(struct om *om, const struct om_query_spec *spec, bool keys_only,
	struct om_query **ret, struct om_err *err)
{
	struct om_query *q = NULL;
	int rc = om__query_build(om, spec, keys_only, &q, err);

	if (!rc && q->needs_eval)
		rc = om__members_open(q, err);
	if (!rc)
		rc = om__q_text(om, q->sql.text.data, q->args, &q->q, err);
	if (rc) {
		om_query_close(q);
		return rc;
	}
	*ret = q;
	return 0;
}

int om_query_open(
	struct om *om, const struct om_query_spec *spec, struct om_query **ret, struct om_err *err)
{
	return open_query(om, spec, false, ret, err);
}

int om_query_columns(const struct om_query *q, const struct om_column **ret)
{
	*ret = q->columns;
	return q->column_count;
}

/* ---- rows ---- */

/* The row of the statement as values: 1, or 0 when it fails the filters. */
static int read_row(struct om_query *q, struct om_err *err)
{
	int64_t key = om__col_int(q->q, 0);
	bool first = !q->has_row || key != q->key;
	int rc;

	q->key = key;
	if (q->needs_eval || q->outer.has_computed || q->inner.has_computed)
		om__arena_reset(&q->row_arena);
	om__cells_read(q->q, q->cells, q->cell_count, first || !q->each);
	if (q->needs_eval) {
		rc = om__row_passes(q, err);
		if (rc <= 0)
			return rc;
	} else {
		rc = om__level_compute(q, &q->outer, q->outer.values, err);
		if (rc < 0)
			return rc;
	}
	q->has_row = true;
	return q->each && (rc = om__level_compute(q, &q->inner, q->inner.values, err)) < 0 ? rc : 1;
}

int om_query_next(struct om_query *q, const struct om_value **ret, struct om_err *err)
{
	int rc;

	if (q->spec.limit > 0 && q->given >= q->spec.limit)
		return 0;
	do {
		rc = om__step(q->q, err);
		if (rc <= 0)
			return rc;
		rc = read_row(q, err);
		if (rc < 0)
			return rc;
	} while (rc == 0);
	for (int i = 0; q->each && i < q->column_count; i++)
		q->row[i] = *q->from[i];
	q->given++;
	q->id = om__col_text(q->q, 1);
	*ret = q->row;
	return 1;
}

int64_t om_query_key(const struct om_query *q)
{
	return q->key;
}

const char *om_query_id(const struct om_query *q)
{
	return q->id;
}

void om_query_close(struct om_query *q)
{
	struct om_arena arena;

	if (!q)
		return;
	om__done(&q->q);
	om__members_close(q);
	om__sql_release(&q->sql);
	om__arena_release(&q->row_arena);
	arena = q->arena;
	om__arena_release(&arena);
}

int om_query_keys(struct om *om, const struct om_query_spec *spec, struct om_arena *arena,
	int64_t **ret, size_t *ret_count, struct om_err *err)
{
	const struct om_value *row;
	struct om_query *q = NULL;
	int64_t *keys = NULL;
	size_t n = 0;
	int rc = open_query(om, spec, true, &q, err);

	if (rc)
		return rc;
	while ((rc = om_query_next(q, &row, err)) > 0) {
		if ((n & (n - 1)) == 0) {
			int64_t *more = OM_NEWN(arena, int64_t, n ? 2 * n : 1);
			if (!more) {
				rc = om__nomem(err);
				break;
			}
			if (n)
				memcpy(more, keys, n * sizeof(*keys));
			keys = more;
		}
		keys[n++] = om_query_key(q);
	}
	om_query_close(q);
	if (rc < 0)
		return rc;
	*ret = keys;
	*ret_count = n;
	return 0;
}
