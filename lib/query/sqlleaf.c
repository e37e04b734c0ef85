/* Tests of one field as SQL (bots.md, "Compiling to SQL", 3, 4 and 6): the positive form, type by type.
 *
 * A column is compared as it stands wherever its type compares bytes or numbers, so that an index on it can serve.  Times are
 * half-open bounds.  Every literal is a bind; lists of more than IN_MAX are one bind. */
#include "query/sqlleaf.h"

#define IN_MAX 200
#define GROUP 64

/* The column of a test: a piece of a fragment, or a member of a set; FOLD wraps it, 0: as it is. */
struct col {
	const char *text;
	size_t len;
	const char *map_name;
	int fold;
};

static void put(struct om__gen *g, const char *text)
{
	om__buf_str(&g->s->text, text);
}

static const char *open_frag(struct om__gen *g, int frag)
{
	return om__sql_part(g->s, om__sql_frag(g->s, frag));
}

static const char *next_part(struct om__gen *g, const char *rest)
{
	return om__sql_part(g->s, rest);
}

static void put_col(struct om__gen *g, const struct col *c)
{
	const char *rest;

	if (!c->fold) {
		om__sql_put_text(g->s, g->env, c->text, c->len, c->map_name);
		return;
	}
	rest = open_frag(g, c->fold);
	om__sql_put_text(g->s, g->env, c->text, c->len, c->map_name);
	next_part(g, rest);
}

/* A template with the column in its only gap. */
static void put_around(struct om__gen *g, int frag, const struct col *c)
{
	const char *rest = open_frag(g, frag);

	put_col(g, c);
	next_part(g, rest);
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
	put(g, ops[rel]);
}

void om__gen_joint(struct om__gen *g, size_t i, size_t n, const char *word)
{
	bool grouped = n > GROUP;

	if (n == 1)
		return;
	if (i == 0)
		put(g, grouped ? "((" : "(");
	else if (i == n)
		put(g, grouped ? "))" : ")");
	else if (i % GROUP == 0) {
		put(g, ")");
		put(g, word);
		put(g, "(");
	} else {
		put(g, word);
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

/* Is the item a single value that the list test may name?  An empty text meets nothing (rule 2 of missing values). */
static bool is_single(const struct om__item *it, bool is_text)
{
	return !it->is_range && !it->lo.is_id && (!is_text || it->lo.key[0]);
}

/* The singles of a list as JSON in the arena of the builder. */
static const char *json_list(struct om__gen *g, const struct om__item *items, size_t n, bool is_text)
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

static void put_singles(
	struct om__gen *g, const struct om__item *items, size_t n, bool is_text, size_t singles, const struct col *c)
{
	const char *rest;
	size_t done = 0;

	if (singles == 1) {
		put_col(g, c);
		put(g, " = ");
		for (size_t i = 0; i < n; i++)
			if (is_single(&items[i], is_text))
				put_value(g, &items[i].lo, is_text);
		return;
	}
	rest = open_frag(g, singles > IN_MAX ? OM__F_query_in_json : OM__F_query_in_list);
	put_col(g, c);
	rest = next_part(g, rest);
	if (singles > IN_MAX) {
		om__sql_str(g->s, json_list(g, items, n, is_text));
	} else {
		for (size_t i = 0; i < n; i++) {
			if (!is_single(&items[i], is_text))
				continue;
			if (done++)
				put(g, ", ");
			put_value(g, &items[i].lo, is_text);
		}
	}
	next_part(g, rest);
}

static void put_bound(struct om__gen *g, const struct col *c, enum om__rel rel, int64_t value)
{
	put_col(g, c);
	om__gen_op(g, rel);
	om__sql_int(g->s, value);
}

static void put_range(struct om__gen *g, const struct om__item *it, const struct col *c)
{
	if (it->has_lo)
		put_bound(g, c, OM__R_GE, it->lo.num);
	if (it->has_lo && it->has_hi)
		put(g, " and ");
	if (it->has_hi)
		put_bound(g, c, OM__R_LE, it->hi.num);
}

/* `in`: all singles are one test, each range one more.  Refs by id compare the id. */
static void put_in(struct om__gen *g, const struct om__node *n, const struct om__item *items, size_t count,
	bool is_text, const struct col *c)
{
	size_t singles = 0, parts, done = 0;

	for (size_t i = 0; i < count; i++)
		singles += is_single(&items[i], is_text);
	parts = singles > 0;
	for (size_t i = 0; i < count; i++)
		parts += items[i].is_range || items[i].lo.is_id;
	if (!parts) {
		put(g, "false");
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
			put(g, " = ");
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

static void leaf_number(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	if (n->rel == OM__R_IN) {
		put_in(g, n, n->items, n->item_count, false, c);
		return;
	}
	put_bound(g, c, n->rel, n->items[0].lo.num);
}

/* Unset is no, so `= no` is the negation of yes. */
static void leaf_bool(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	const char *rest = NULL;

	if (!n->items[0].lo.num)
		rest = open_frag(g, OM__F_query_not);
	put_bound(g, c, OM__R_EQ, 1);
	if (rest)
		next_part(g, rest);
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
static void money_of(
	struct om__gen *g, const struct om__node *n, const struct om__item *items, size_t count, const struct col *c)
{
	om__gen_currency(g, &n->ref);
	put(g, " = ");
	om__sql_str(g->s, (items->has_lo ? items->lo : items->hi).unit);
	put(g, " and ");
	if (n->rel == OM__R_IN)
		put_in(g, n, items, count, false, c);
	else
		put_bound(g, c, n->rel, items->lo.num);
}

static const char *item_unit(const struct om__item *it)
{
	return (it->has_lo ? it->lo : it->hi).unit;
}

static void leaf_money(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	bool is_mixed = false;

	for (size_t i = 1; i < n->item_count; i++)
		is_mixed |= strcmp(item_unit(&n->items[i]), item_unit(&n->items[0])) != 0;
	if (!is_mixed) {
		put(g, "(");
		money_of(g, n, n->items, n->item_count, c);
		put(g, ")");
		return;
	}
	for (size_t i = 0; i < n->item_count; i++) {
		om__gen_joint(g, i, n->item_count, " or ");
		money_of(g, n, &n->items[i], 1, c);
	}
	om__gen_joint(g, n->item_count, n->item_count, " or ");
}

/* ---- times and days ---- */

static void put_stretch(struct om__gen *g, const struct col *c, bool has_a, int64_t a, bool has_b, int64_t b)
{
	if (has_a)
		put_bound(g, c, OM__R_GE, a);
	if (has_a && has_b)
		put(g, " and ");
	if (has_b)
		put_bound(g, c, OM__R_LT, b);
}

typedef void bounds(
	const struct om__when *, const struct om_filter_env *, const struct om_zone *, int64_t *, int64_t *);

static void item_stretch(struct om__gen *g, const struct om__item *it, const struct col *c, bounds *get,
	const struct om_zone *zone)
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
static void compare_when(struct om__gen *g, const struct om__node *n, const struct col *c, bounds *get,
	const struct om_zone *zone)
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

static void leaf_day(struct om__gen *g, const struct om__node *n, const struct col *c)
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
static void leaf_time(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	const struct om_filter_env *env = g->env;
	const char *rest, *when;

	if (!n->ref.noun->zone || !env->zone_count || !env->zone_of || !is_local(n)) {
		compare_when(g, n, c, om__when_bounds, env->zone);
		return;
	}
	rest = open_frag(g, OM__F_query_zones);
	om__sql_put(g->s, env, n->ref.noun->zone, NULL);
	rest = next_part(g, rest);
	for (size_t i = 0; i < env->zone_count; i++) {
		when = open_frag(g, OM__F_query_zone);
		om__sql_str(g->s, env->zones[i]);
		when = next_part(g, when);
		compare_when(g, n, c, om__when_bounds, env->zone_of(env->arg, env->zones[i]));
		next_part(g, when);
	}
	rest = next_part(g, rest);
	compare_when(g, n, c, om__when_bounds, env->zone);
	next_part(g, rest);
}

/* From..before, around midnight if the first is later; a single clock is its minute or second. */
static void clock_stretch(struct om__gen *g, const struct om__item *it, const struct col *c)
{
	int64_t a = it->lo.num, b = it->is_range ? it->hi.num : a + (strlen(it->lo.text) > 5 ? 1 : 60);

	if (it->has_lo && it->has_hi && a > b) {
		put(g, "(");
		put_bound(g, c, OM__R_GE, a);
		put(g, " or ");
		put_bound(g, c, OM__R_LT, b);
		put(g, ")");
		return;
	}
	put_stretch(g, c, it->has_lo, a, it->has_hi || !it->is_range, b);
}

static void leaf_clock(struct om__gen *g, const struct om__node *n, const struct col *c)
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

/* ---- texts ---- */

/* The pattern of the language as one of glob (exact) or like (folded). */
static const char *engine_pattern(struct om__gen *g, const char *p, bool is_glob)
{
	struct om_buf b;
	const char *ret;

	om__buf_init(&b, 0);
	for (; *p; p++) {
		bool plain = *p == '\\' && p[1];
		char c = plain ? *++p : *p;

		if (!plain && c == '*')
			om__buf_str(&b, is_glob ? "*" : "%");
		else if (!plain && c == '?')
			om__buf_str(&b, is_glob ? "?" : "_");
		else if (is_glob && strchr("*?[", c))
			om__buf_fmt(&b, "[%c]", c);
		else if (!is_glob && strchr("%_\\", c))
			om__buf_fmt(&b, "\\%c", c);
		else
			om__buf_char(&b, c);
	}
	ret = b.is_bad ? NULL : om__strdup(g->s->arena, b.data);
	om__buf_release(&b);
	if (!ret)
		g->s->text.is_bad = true;
	return ret ? ret : "";
}

static void put_pattern(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	const char *pattern = n->items[0].lo.key, *rest;
	/* like on bytes would be without case on SQLite */
	bool is_glob = om__is_exact(n->ref.field) && !g->s->is_postgres;
	bool takes_empty = pattern[strspn(pattern, "*")] == '\0';

	/* A positive test is false on an empty text, though `*` would match it. */
	if (takes_empty) {
		put(g, "(");
		put_col(g, c);
		put(g, " <> '' and ");
	}
	rest = open_frag(g, is_glob ? OM__F_query_glob : OM__F_query_like);
	put_col(g, c);
	rest = next_part(g, rest);
	om__sql_str(g->s, engine_pattern(g, pattern, is_glob));
	next_part(g, rest);
	if (takes_empty)
		put(g, ")");
}

static void leaf_text(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	const char *rest;

	switch (n->rel) {
	case OM__R_GLOB: put_pattern(g, n, c); break;
	case OM__R_HAS:
		rest = open_frag(g, OM__F_query_contains);
		put_col(g, c);
		rest = next_part(g, rest);
		om__sql_str(g->s, n->items[0].lo.key);
		next_part(g, rest);
		break;
	default: put_in(g, n, n->items, n->item_count, true, c);
	}
}

/* ---- ZIP codes ---- */

static void key_bound(struct om__gen *g, int key, const char *op, const char *value)
{
	put(g, om__sql_frag(g->s, key));
	put(g, op);
	om__sql_str(g->s, value);
}

static void key_range(struct om__gen *g, int key, const struct om__zip *z)
{
	if (*z->lo)
		key_bound(g, key, " >= ", z->lo);
	if (*z->lo && *z->hi)
		put(g, " and ");
	if (*z->hi)
		key_bound(g, key, " <= ", z->hi);
}

static void zip_key_test(struct om__gen *g, const struct om__zip *z)
{
	char five[6] = "";

	switch (z->shape) {
	case OM__Z_US9:
		memcpy(five, z->lo, 5);
		key_bound(g, OM__F_query_zip_key, " = ", om__strdup(g->s->arena, five));
		put(g, " and ");
		key_bound(g, OM__F_query_zip_rest, " = ", z->lo + 5);
		return;
	case OM__Z_GB:
		key_bound(g, OM__F_query_zip_key, " = ", z->lo);
		put(g, " and ");
		put(g, om__sql_frag(g->s, OM__F_query_zip_number));
		put(g, " between ");
		om__sql_int(g->s, z->lo_num);
		put(g, " and ");
		om__sql_int(g->s, z->hi_num);
		return;
	case OM__Z_US3: key_range(g, OM__F_query_zip_key3, z); return;
	default: key_range(g, OM__F_query_zip_key, z);
	}
}

static void put_zip(struct om__gen *g, const struct om__node *n, const struct om__zip *z, const struct col *c)
{
	static const int tests[] = {
		[OM__Z_US5] = OM__F_query_zip_us,
		[OM__Z_US3] = OM__F_query_zip_us,
		[OM__Z_US9] = OM__F_query_zip_us,
		[OM__Z_CA] = OM__F_query_zip_ca,
		[OM__Z_GB] = OM__F_query_zip_gb,
		[OM__Z_TEXT] = OM__F_query_zip_text,
	};
	const struct om_field *country = om__zip_country(n->ref.noun, n->ref.field);
	const char *rest;

	if (country) {
		om__sql_put(g->s, g->env, country->sql, NULL);
		put(g, " = ");
		om__sql_str(g->s, z->country);
		put(g, " and ");
	} else if (strcmp(z->country, "US") != 0) {
		put(g, "false and ");
	}
	rest = open_frag(g, tests[z->shape]);
	put_col(g, c);
	rest = next_part(g, rest);
	if (z->shape == OM__Z_TEXT) {
		om__sql_int(g->s, (int64_t)strlen(*z->lo ? z->lo : z->hi));
		rest = next_part(g, rest);
	}
	zip_key_test(g, z);
	next_part(g, rest);
}

static void leaf_zip(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	size_t parts = 0, done = 0;

	if (n->rel != OM__R_IN) {
		leaf_text(g, n, c);
		return;
	}
	for (size_t i = 0; i < n->item_count; i++)
		for (const struct om__zip *z = n->items[i].zips; z; z = z->next)
			parts++;
	if (!parts) {
		put(g, "false");
		return;
	}
	for (size_t i = 0; i < n->item_count; i++)
		for (const struct om__zip *z = n->items[i].zips; z; z = z->next) {
			om__gen_joint(g, done++, parts, " or ");
			put_zip(g, n, z, c);
		}
	om__gen_joint(g, parts, parts, " or ");
}

/* ---- sets ---- */

/* A member as the joined text holds it. */
static const char *escaped_member(struct om__gen *g, const char *key)
{
	struct om_buf b;
	const char *ret;

	om__buf_init(&b, 0);
	for (; *key; key++) {
		if (*key == '|' || *key == '\\')
			om__buf_char(&b, '\\');
		om__buf_char(&b, *key);
	}
	ret = b.is_bad ? NULL : om__strdup(g->s->arena, b.data);
	om__buf_release(&b);
	if (!ret)
		g->s->text.is_bad = true;
	return ret ? ret : "";
}

static struct col member_col(struct om__gen *g, const struct om__node *n)
{
	const char *text = om__sql_frag(g->s, OM__F_query_set_member);

	return (struct col){text, strlen(text), NULL, om__is_exact(n->ref.field) ? 0 : OM__F_query_fold};
}

/* Some member meets the test; with INVERT: some member does not. */
static void put_any_member(struct om__gen *g, const struct om__node *n, const struct col *c, bool invert)
{
	struct col member = member_col(g, n);
	const char *rest = open_frag(g, OM__F_query_set_any), *no = NULL;

	put_around(g, OM__F_query_set_array, c);
	rest = next_part(g, rest);
	if (invert)
		no = open_frag(g, OM__F_query_not);
	if (n->rel == OM__R_GLOB)
		put_pattern(g, n, &member);
	else
		put_in(g, n, n->items, n->item_count, true, &member);
	if (no)
		next_part(g, no);
	next_part(g, rest);
}

static void put_all_members(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	struct col member = member_col(g, n);
	const char *rest = open_frag(g, OM__F_query_set_all);
	struct om_buf b;
	const char *json;

	om__buf_init(&b, 0);
	for (size_t i = 0; i < n->item_count; i++) {
		om__buf_char(&b, i ? ',' : '[');
		om__buf_json(&b, n->items[i].lo.key);
	}
	om__buf_char(&b, ']');
	json = b.is_bad ? NULL : om__strdup(g->s->arena, b.data);
	om__buf_release(&b);
	if (!json)
		g->s->text.is_bad = true;
	om__sql_str(g->s, json ? json : "[]");
	rest = next_part(g, rest);
	put_col(g, &member);
	rest = next_part(g, rest);
	put_around(g, OM__F_query_set_array, c);
	next_part(g, rest);
}

/* One member asked for: a search in the joined text comes first, because it settles most rows. */
static void put_has_one(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	struct col folded = *c;
	const char *rest;

	if (!om__is_exact(n->ref.field))
		folded.fold = OM__F_query_fold;
	put(g, "(");
	rest = open_frag(g, OM__F_query_contains);
	put_col(g, &folded);
	rest = next_part(g, rest);
	om__sql_str(g->s, escaped_member(g, n->items[0].lo.key));
	next_part(g, rest);
	put(g, " and ");
	put_any_member(g, n, c, false);
	put(g, ")");
}

static void leaf_set(struct om__gen *g, const struct om__node *n, const struct col *c)
{
	const char *rest;

	switch (n->rel) {
	case OM__R_HAS_ALL: put_all_members(g, n, c); return;
	case OM__R_HAS_ONLY:
		put(g, "(");
		rest = open_frag(g, OM__F_query_not);
		put_around(g, OM__F_query_no_text, c);
		next_part(g, rest);
		put(g, " and not ");
		put_any_member(g, n, c, true);
		put(g, ")");
		return;
	case OM__R_HAS_NONE: put(g, "not "); break;
	case OM__R_GLOB: put_any_member(g, n, c, false); return;
	default: break;
	}
	if (n->item_count == 1 && n->items[0].lo.key[0])
		put_has_one(g, n, c);
	else
		put_any_member(g, n, c, false);
}

void om__gen_set_count(struct om__gen *g, const struct om__ref *r)
{
	const char *text = om__sql_frag(g->s, r->field->sql);
	struct col c = {text, strlen(text), r->map_name, 0};
	const char *rest = open_frag(g, OM__F_query_set_count);

	put_around(g, OM__F_query_set_array, &c);
	next_part(g, rest);
}

/* ---- dispatch ---- */

static const struct {
	void (*leaf)(struct om__gen *, const struct om__node *, const struct col *);
	bool is_text;
} types[] = {
	[OM_T_ID] = {leaf_text, true},
	[OM_T_TEXT] = {leaf_text, true},
	[OM_T_WORD] = {leaf_text, true},
	[OM_T_REF] = {leaf_text, true},
	[OM_T_BOOL] = {leaf_bool, false},
	[OM_T_INT] = {leaf_number, false},
	[OM_T_MONEY] = {leaf_money, false},
	[OM_T_WEIGHT] = {leaf_number, false},
	[OM_T_LENGTH] = {leaf_number, false},
	[OM_T_TIME] = {leaf_time, false},
	[OM_T_DAY] = {leaf_day, false},
	[OM_T_CLOCK] = {leaf_clock, false},
	[OM_T_ZIP] = {leaf_zip, true},
	[OM_T_CELL] = {leaf_text, true}, /* never compiled: cells have no SQL */
	[OM_T_SET] = {leaf_set, true},
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
	bool two = n->ref.field->type == OM_T_MONEY && currency_frag(&n->ref) != currency_frag(&n->other);

	if (two) {
		put(g, "(");
		om__gen_currency(g, &n->ref);
		put(g, " = ");
		om__gen_currency(g, &n->other);
		put(g, " and ");
	}
	om__gen_field(g, &n->ref);
	om__gen_op(g, n->rel);
	om__gen_field(g, &n->other);
	if (two)
		put(g, ")");
}

void om__gen_leaf(struct om__gen *g, const struct om__node *n)
{
	const struct om_field *f = n->ref.field;
	const char *text = om__sql_frag(g->s, f->sql), *rest = text;
	struct col c = {.map_name = n->ref.map_name, .fold = fold_of(f)};
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
			put_around(g, types[f->type].is_text ? OM__F_query_no_text : OM__F_query_no_value, &c);
		else
			types[f->type].leaf(g, n, &c);
	}
	om__gen_joint(g, count, count, " or ");
}
