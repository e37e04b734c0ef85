/* Tests of one field as SQL (bots.md, "Compiling to SQL", 3, 4 and 6): the positive form, type by
 * type.
 *
 * A column is compared as it stands wherever its type compares bytes or numbers, so that an index
 * on it can serve.  Times are half-open bounds.  Every literal is a bind; lists of more than IN_MAX
 * are one bind. */
#include "query/sqlleaf.h"

#define IN_MAX 200
#define GROUP 64

void om__gen_put(struct om__gen *g, const char *text)
{
	om__buf_str(&g->s->text, text);
}

const char *om__gen_open(struct om__gen *g, int frag)
{
	return om__sql_part(g->s, om__sql_frag(g->s, frag));
}

const char *om__gen_next(struct om__gen *g, const char *rest)
{
	return om__sql_part(g->s, rest);
}

void om__gen_col(struct om__gen *g, const struct om__col *c)
{
	const char *rest;

	if (!c->fold) {
		om__sql_put_text(g->s, g->env, c->text, c->len, c->map_name);
		return;
	}
	rest = om__gen_open(g, c->fold);
	om__sql_put_text(g->s, g->env, c->text, c->len, c->map_name);
	om__gen_next(g, rest);
}

/* A template with the column in its only gap. */
void om__gen_around(struct om__gen *g, int frag, const struct om__col *c)
{
	const char *rest = om__gen_open(g, frag);

	om__gen_col(g, c);
	om__gen_next(g, rest);
}

void om__gen_op(struct om__gen *g, enum om__rel rel)
{
	static const char *const ops[] = {
		[OM__R_EQ] = " = ",
		[OM__R_LT] = " < ",
		[OM__R_LE] = " <= ",
		[OM__R_GT] = " > ",
		[OM__R_GE] = " >= ",
	};

	OM_ASSERT((size_t)rel < OM_COUNT(ops) && ops[rel]);
	om__gen_put(g, ops[rel]);
}

void om__gen_joint(struct om__gen *g, size_t i, size_t n, const char *word)
{
	bool grouped = n > GROUP;

	if (n == 1)
		return;
	if (i == 0)
		om__gen_put(g, grouped ? "((" : "(");
	else if (i == n)
		om__gen_put(g, grouped ? "))" : ")");
	else if (i % GROUP == 0) {
		om__gen_put(g, ")");
		om__gen_put(g, word);
		om__gen_put(g, "(");
	} else {
		om__gen_put(g, word);
	}
}

void om__gen_field(struct om__gen *g, const struct om__ref *r)
{
	om__sql_put(g->s, g->env, r->field->sql, r->map_name);
}

/* ---- lists ---- */

static void put_value(struct om__gen *g, const struct om__literal *l, bool is_text)
{
	if (is_text)
		om__sql_str(g->s, l->key);
	else
		om__sql_int(g->s, l->num);
}

/* Is the item a single value that the list test may name?  An empty text meets nothing (rule 2 of
 * missing values). */
static bool is_single(const struct om__item *it, bool is_text)
{
	return !it->is_range && !it->lo.is_id && (!is_text || it->lo.key[0]);
}

/* The singles of a list as JSON in the arena of the builder. */
static const char *json_list(
	struct om__gen *g, const struct om__item *items, size_t n, bool is_text)
{
	struct om_buf b;
	const char *ret;
	size_t done = 0;

	om__buf_init(&b, 0);
	om__buf_char(&b, '[');
	for (size_t i = 0; i < n; i++) {
		if (!is_single(&items[i], is_text))
			continue;
		if (done++)
			om__buf_char(&b, ',');
		if (is_text)
			om__buf_json(&b, items[i].lo.key);
		else
			om__buf_int(&b, items[i].lo.num);
	}
	om__buf_char(&b, ']');
	ret = b.is_bad ? NULL : om__strdup(g->s->arena, b.data);
	om__buf_release(&b);
	if (!ret)
		g->s->text.is_bad = true;
	return ret ? ret : "[]";
}

static void put_singles(struct om__gen *g, const struct om__item *items, size_t n, bool is_text,
	size_t singles, const struct om__col *c)
{
	const char *rest;
	size_t done = 0;

	if (singles == 1) {
		om__gen_col(g, c);
		om__gen_put(g, " = ");
		for (size_t i = 0; i < n; i++)
			if (is_single(&items[i], is_text))
				put_value(g, &items[i].lo, is_text);
		return;
	}
	rest = om__gen_open(g, singles > IN_MAX ? OM__F_query_in_json : OM__F_query_in_list);
	om__gen_col(g, c);
	rest = om__gen_next(g, rest);
	if (singles > IN_MAX) {
		om__sql_str(g->s, json_list(g, items, n, is_text));
	} else {
		for (size_t i = 0; i < n; i++) {
			if (!is_single(&items[i], is_text))
				continue;
			if (done++)
				om__gen_put(g, ", ");
			put_value(g, &items[i].lo, is_text);
		}
	}
	om__gen_next(g, rest);
}

static void put_bound(struct om__gen *g, const struct om__col *c, enum om__rel rel, int64_t value)
{
	om__gen_col(g, c);
	om__gen_op(g, rel);
	om__sql_int(g->s, value);
}

static void put_range(struct om__gen *g, const struct om__item *it, const struct om__col *c)
{
	if (it->has_lo)
		put_bound(g, c, OM__R_GE, it->lo.num);
	if (it->has_lo && it->has_hi)
		om__gen_put(g, " and ");
	if (it->has_hi)
		put_bound(g, c, OM__R_LE, it->hi.num);
}

/* `in`: all singles are one test, each range one more.  Refs by id compare the id. */
void om__gen_in(struct om__gen *g, const struct om__node *n, const struct om__item *items,
	size_t count, bool is_text, const struct om__col *c)
{
	size_t singles = 0, parts, done = 0;

	for (size_t i = 0; i < count; i++)
		singles += is_single(&items[i], is_text);
	parts = singles > 0;
	for (size_t i = 0; i < count; i++)
		parts += items[i].is_range || items[i].lo.is_id;
	if (!parts) {
		om__gen_put(g, "false");
		return;
	}
	om__gen_joint(g, done, parts, " or ");
	if (singles) {
		put_singles(g, items, count, is_text, singles, c);
		om__gen_joint(g, ++done, parts, " or ");
	}
	for (size_t i = 0; i < count; i++) {
		if (items[i].lo.is_id) {
			om__sql_put(g->s, g->env, n->ref.field->unit_sql, NULL);
			om__gen_put(g, " = ");
			om__sql_int(g->s, items[i].lo.num);
		} else if (items[i].is_range) {
			put_range(g, &items[i], c);
		} else {
			continue;
		}
		om__gen_joint(g, ++done, parts, " or ");
	}
}

/* ---- numbers and money ---- */

static void leaf_number(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	if (n->rel == OM__R_IN) {
		om__gen_in(g, n, n->items, n->item_count, false, c);
		return;
	}
	put_bound(g, c, n->rel, n->items[0].lo.num);
}

/* Unset is no, so `= no` is the negation of yes. */
static void leaf_bool(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	const char *rest = NULL;

	if (!n->items[0].lo.num)
		rest = om__gen_open(g, OM__F_query_not);
	put_bound(g, c, OM__R_EQ, 1);
	if (rest)
		om__gen_next(g, rest);
}

static int currency_frag(const struct om__ref *r)
{
	return r->field->unit_sql ? r->field->unit_sql : r->noun->currency;
}

void om__gen_currency(struct om__gen *g, const struct om__ref *r)
{
	if (currency_frag(r))
		om__sql_put(g->s, g->env, currency_frag(r), NULL);
	else
		om__sql_str(g->s, g->env->currency);
}

/* Rule 4: a row of another currency fails. */
static void money_of(struct om__gen *g, const struct om__node *n, const struct om__item *items,
	size_t count, const struct om__col *c)
{
	om__gen_currency(g, &n->ref);
	om__gen_put(g, " = ");
	om__sql_str(g->s, (items->has_lo ? items->lo : items->hi).unit);
	om__gen_put(g, " and ");
	if (n->rel == OM__R_IN)
		om__gen_in(g, n, items, count, false, c);
	else
		put_bound(g, c, n->rel, items->lo.num);
}

static const char *item_unit(const struct om__item *it)
{
	return (it->has_lo ? it->lo : it->hi).unit;
}

static void leaf_money(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	bool is_mixed = false;

	for (size_t i = 1; i < n->item_count; i++)
		is_mixed |= strcmp(item_unit(&n->items[i]), item_unit(&n->items[0])) != 0;
	if (!is_mixed) {
		om__gen_put(g, "(");
		money_of(g, n, n->items, n->item_count, c);
		om__gen_put(g, ")");
		return;
	}
	for (size_t i = 0; i < n->item_count; i++) {
		om__gen_joint(g, i, n->item_count, " or ");
		money_of(g, n, &n->items[i], 1, c);
	}
	om__gen_joint(g, n->item_count, n->item_count, " or ");
}

/* ---- times and days ---- */

static void put_stretch(
	struct om__gen *g, const struct om__col *c, bool has_a, int64_t a, bool has_b, int64_t b)
{
	if (has_a)
		put_bound(g, c, OM__R_GE, a);
	if (has_a && has_b)
		om__gen_put(g, " and ");
	if (has_b)
		put_bound(g, c, OM__R_LT, b);
}

typedef void bounds(const struct om__when *, const struct om_filter_env *, const struct om_zone *,
	int64_t *, int64_t *);

static void item_stretch(struct om__gen *g, const struct om__item *it, const struct om__col *c,
	bounds *get, const struct om_zone *zone)
{
	int64_t a = 0, b = 0, lo, hi;

	if (it->has_lo)
		get(&it->lo.when, g->env, zone, &a, &b);
	lo = a;
	hi = b;
	if (it->has_hi)
		get(&it->hi.when, g->env, zone, &a, &hi);
	put_stretch(g, c, it->has_lo, lo, it->has_hi || !it->is_range, hi);
}

/* Rule 1 of times: a stretch [a, b) against an operator. */
static void compare_when(struct om__gen *g, const struct om__node *n, const struct om__col *c,
	bounds *get, const struct om_zone *zone)
{
	int64_t a, b;

	if (n->rel == OM__R_IN) {
		for (size_t i = 0; i < n->item_count; i++) {
			om__gen_joint(g, i, n->item_count, " or ");
			item_stretch(g, &n->items[i], c, get, zone);
		}
		om__gen_joint(g, n->item_count, n->item_count, " or ");
		return;
	}
	get(&n->items[0].lo.when, g->env, zone, &a, &b);
	switch (n->rel) {
	case OM__R_LT: put_bound(g, c, OM__R_LT, a); break;
	case OM__R_LE: put_bound(g, c, OM__R_LT, b); break;
	case OM__R_GT: put_bound(g, c, OM__R_GE, b); break;
	case OM__R_GE: put_bound(g, c, OM__R_GE, a); break;
	default: put_stretch(g, c, true, a, true, b); break;
	}
}

static void leaf_day(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	compare_when(g, n, c, om__when_days, g->env->zone);
}

static bool is_local(const struct om__node *n)
{
	for (size_t i = 0; i < n->item_count; i++) {
		const struct om__item *it = &n->items[i];
		if ((it->has_lo && om__when_is_local(&it->lo.when)) ||
			(it->has_hi && om__when_is_local(&it->hi.when)))
			return true;
	}
	return false;
}

/* Rule 2 of times: rows with a zone of their own have bounds of their own. */
static void leaf_time(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	const struct om_filter_env *env = g->env;
	const char *rest, *when;

	if (!n->ref.noun->zone || !env->zone_count || !env->zone_of || !is_local(n)) {
		compare_when(g, n, c, om__when_bounds, env->zone);
		return;
	}
	rest = om__gen_open(g, OM__F_query_zones);
	om__sql_put(g->s, env, n->ref.noun->zone, NULL);
	rest = om__gen_next(g, rest);
	for (size_t i = 0; i < env->zone_count; i++) {
		when = om__gen_open(g, OM__F_query_zone);
		om__sql_str(g->s, env->zones[i]);
		when = om__gen_next(g, when);
		compare_when(g, n, c, om__when_bounds, env->zone_of(env->arg, env->zones[i]));
		om__gen_next(g, when);
	}
	rest = om__gen_next(g, rest);
	compare_when(g, n, c, om__when_bounds, env->zone);
	om__gen_next(g, rest);
}

/* From..before, around midnight if the first is later; a single clock is its minute or second. */
static void clock_stretch(struct om__gen *g, const struct om__item *it, const struct om__col *c)
{
	int64_t a = it->lo.num,
		b = it->is_range ? it->hi.num : a + (strlen(it->lo.text) > 5 ? 1 : 60);

	if (it->has_lo && it->has_hi && a > b) {
		om__gen_put(g, "(");
		put_bound(g, c, OM__R_GE, a);
		om__gen_put(g, " or ");
		put_bound(g, c, OM__R_LT, b);
		om__gen_put(g, ")");
		return;
	}
	put_stretch(g, c, it->has_lo, a, it->has_hi || !it->is_range, b);
}

static void leaf_clock(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	if (n->rel != OM__R_IN) {
		put_bound(g, c, n->rel, n->items[0].lo.num);
		return;
	}
	for (size_t i = 0; i < n->item_count; i++) {
		om__gen_joint(g, i, n->item_count, " or ");
		clock_stretch(g, &n->items[i], c);
	}
	om__gen_joint(g, n->item_count, n->item_count, " or ");
}

/* ---- dispatch ---- */

static const struct {
	void (*leaf)(struct om__gen *, const struct om__node *, const struct om__col *);
	bool is_text;
} types[] = {
	[OM_T_ID] = {om__leaf_text, true},
	[OM_T_TEXT] = {om__leaf_text, true},
	[OM_T_WORD] = {om__leaf_text, true},
	[OM_T_REF] = {om__leaf_text, true},
	[OM_T_BOOL] = {leaf_bool, false},
	[OM_T_INT] = {leaf_number, false},
	[OM_T_MONEY] = {leaf_money, false},
	[OM_T_WEIGHT] = {leaf_number, false},
	[OM_T_LENGTH] = {leaf_number, false},
	[OM_T_TIME] = {leaf_time, false},
	[OM_T_DAY] = {leaf_day, false},
	[OM_T_CLOCK] = {leaf_clock, false},
	[OM_T_ZIP] = {om__leaf_zip, true},
	[OM_T_CELL] = {om__leaf_text, true}, /* never compiled: cells have no SQL */
	[OM_T_DECIMAL] = {leaf_number, false},
	[OM_T_SET] = {om__leaf_set, true},
};

static int fold_of(const struct om_field *f)
{
	if (f->type == OM_T_SET || !types[f->type].is_text || om__is_exact(f))
		return 0;
	return f->type == OM_T_TEXT ? OM__F_query_fold_text : OM__F_query_fold;
}

/* One field against another of the same record; amounts only in one currency. */
static void leaf_fields(struct om__gen *g, const struct om__node *n)
{
	bool two = n->ref.field->type == OM_T_MONEY &&
		currency_frag(&n->ref) != currency_frag(&n->other);

	if (two) {
		om__gen_put(g, "(");
		om__gen_currency(g, &n->ref);
		om__gen_put(g, " = ");
		om__gen_currency(g, &n->other);
		om__gen_put(g, " and ");
	}
	om__gen_field(g, &n->ref);
	om__gen_op(g, n->rel);
	om__gen_field(g, &n->other);
	if (two)
		om__gen_put(g, ")");
}

void om__gen_leaf(struct om__gen *g, const struct om__node *n)
{
	const struct om_field *f = n->ref.field;
	const char *text = om__sql_frag(g->s, f->sql), *rest = text;
	struct om__col c = {.map_name = n->ref.map_name, .fold = fold_of(f)};
	size_t count = 0, i = 0;

	if (n->other.field) {
		leaf_fields(g, n);
		return;
	}
	while (om__sql_alternative(&rest, &c.text, &c.len))
		count++;
	/* Any of the columns may meet the test; empty is the field when all of them are. */
	for (rest = text; om__sql_alternative(&rest, &c.text, &c.len); i++) {
		om__gen_joint(g, i, count, n->rel == OM__R_EMPTY ? " and " : " or ");
		if (n->rel == OM__R_EMPTY)
			om__gen_around(g,
				types[f->type].is_text ? OM__F_query_no_text : OM__F_query_no_value,
				&c);
		else
			types[f->type].leaf(g, n, &c);
	}
	om__gen_joint(g, count, count, " or ");
}
