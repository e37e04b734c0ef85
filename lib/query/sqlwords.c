/* Tests of texts, ZIP codes and sets as SQL.
 *
 * Patterns become those of the engine, ZIP codes are compared by the keys that query.sql makes of
 * them (the ones of zip.c), and the members of a set are the rows of a JSON array made of its
 * joined text. */
#include "query/sqlleaf.h"

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

static void put_pattern(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	const char *pattern = n->items[0].lo.key, *rest;
	/* like on bytes would be without case on SQLite */
	bool is_glob = om__is_exact(n->ref.field) && !g->s->is_postgres;
	bool takes_empty = pattern[strspn(pattern, "*")] == '\0';

	/* A positive test is false on an empty text, though `*` would match it. */
	if (takes_empty) {
		om__gen_put(g, "(");
		om__gen_col(g, c);
		om__gen_put(g, " <> '' and ");
	}
	rest = om__gen_open(g, is_glob ? OM__F_query_glob : OM__F_query_like);
	om__gen_col(g, c);
	rest = om__gen_next(g, rest);
	om__sql_str(g->s, engine_pattern(g, pattern, is_glob));
	om__gen_next(g, rest);
	if (takes_empty)
		om__gen_put(g, ")");
}

void om__leaf_text(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	const char *rest;

	switch (n->rel) {
	case OM__R_GLOB: put_pattern(g, n, c); break;
	case OM__R_HAS:
		rest = om__gen_open(g, OM__F_query_contains);
		om__gen_col(g, c);
		rest = om__gen_next(g, rest);
		om__sql_str(g->s, n->items[0].lo.key);
		om__gen_next(g, rest);
		break;
	default: om__gen_in(g, n, n->items, n->item_count, true, c);
	}
}

/* ---- ZIP codes ---- */

static void key_bound(struct om__gen *g, int key, const char *op, const char *value)
{
	om__gen_put(g, om__sql_frag(g->s, key));
	om__gen_put(g, op);
	om__sql_str(g->s, value);
}

static void key_range(struct om__gen *g, int key, const struct om__zip *z)
{
	if (*z->lo)
		key_bound(g, key, " >= ", z->lo);
	if (*z->lo && *z->hi)
		om__gen_put(g, " and ");
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
		om__gen_put(g, " and ");
		key_bound(g, OM__F_query_zip_rest, " = ", z->lo + 5);
		return;
	case OM__Z_GB:
		key_bound(g, OM__F_query_zip_key, " = ", z->lo);
		om__gen_put(g, " and ");
		om__gen_put(g, om__sql_frag(g->s, OM__F_query_zip_number));
		om__gen_put(g, " between ");
		om__sql_int(g->s, z->lo_num);
		om__gen_put(g, " and ");
		om__sql_int(g->s, z->hi_num);
		return;
	case OM__Z_US3: key_range(g, OM__F_query_zip_key3, z); return;
	default: key_range(g, OM__F_query_zip_key, z);
	}
}

static void put_zip(struct om__gen *g, const struct om__node *n, const struct om__zip *z,
	const struct om__col *c)
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
		om__gen_put(g, " = ");
		om__sql_str(g->s, z->country);
		om__gen_put(g, " and ");
	} else if (strcmp(z->country, "US") != 0) {
		om__gen_put(g, "false and ");
	}
	rest = om__gen_open(g, tests[z->shape]);
	om__gen_col(g, c);
	rest = om__gen_next(g, rest);
	if (z->shape == OM__Z_TEXT) {
		om__sql_int(g->s, (int64_t)strlen(*z->lo ? z->lo : z->hi));
		rest = om__gen_next(g, rest);
	}
	zip_key_test(g, z);
	om__gen_next(g, rest);
}

void om__leaf_zip(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	size_t parts = 0, done = 0;

	if (n->rel != OM__R_IN) {
		om__leaf_text(g, n, c);
		return;
	}
	for (size_t i = 0; i < n->item_count; i++)
		for (const struct om__zip *z = n->items[i].zips; z; z = z->next)
			parts++;
	if (!parts) {
		om__gen_put(g, "false");
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

static struct om__col member_col(struct om__gen *g, const struct om__node *n)
{
	const char *text = om__sql_frag(g->s, OM__F_query_set_member);

	return (struct om__col){
		text, strlen(text), NULL, om__is_exact(n->ref.field) ? 0 : OM__F_query_fold};
}

/* Some member meets the test; with INVERT: some member does not. */
static void put_any_member(
	struct om__gen *g, const struct om__node *n, const struct om__col *c, bool invert)
{
	struct om__col member = member_col(g, n);
	const char *rest = om__gen_open(g, OM__F_query_set_any), *no = NULL;

	om__gen_around(g, OM__F_query_set_array, c);
	rest = om__gen_next(g, rest);
	if (invert)
		no = om__gen_open(g, OM__F_query_not);
	if (n->rel == OM__R_GLOB)
		put_pattern(g, n, &member);
	else
		om__gen_in(g, n, n->items, n->item_count, true, &member);
	if (no)
		om__gen_next(g, no);
	om__gen_next(g, rest);
}

static void put_all_members(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	struct om__col member = member_col(g, n);
	const char *rest = om__gen_open(g, OM__F_query_set_all);
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
	rest = om__gen_next(g, rest);
	om__gen_col(g, &member);
	rest = om__gen_next(g, rest);
	om__gen_around(g, OM__F_query_set_array, c);
	om__gen_next(g, rest);
}

/* One member asked for: a search in the joined text comes first, because it settles most rows. */
static void put_has_one(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	struct om__col folded = *c;
	const char *rest;

	if (!om__is_exact(n->ref.field))
		folded.fold = OM__F_query_fold;
	om__gen_put(g, "(");
	rest = om__gen_open(g, OM__F_query_contains);
	om__gen_col(g, &folded);
	rest = om__gen_next(g, rest);
	om__sql_str(g->s, escaped_member(g, n->items[0].lo.key));
	om__gen_next(g, rest);
	om__gen_put(g, " and ");
	put_any_member(g, n, c, false);
	om__gen_put(g, ")");
}

void om__leaf_set(struct om__gen *g, const struct om__node *n, const struct om__col *c)
{
	const char *rest;

	switch (n->rel) {
	case OM__R_HAS_ALL: put_all_members(g, n, c); return;
	case OM__R_HAS_ONLY:
		om__gen_put(g, "(");
		rest = om__gen_open(g, OM__F_query_not);
		om__gen_around(g, OM__F_query_no_text, c);
		om__gen_next(g, rest);
		om__gen_put(g, " and not ");
		put_any_member(g, n, c, true);
		om__gen_put(g, ")");
		return;
	case OM__R_HAS_NONE: om__gen_put(g, "not "); break;
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
	struct om__col c = {text, strlen(text), r->map_name, 0};
	const char *rest = om__gen_open(g, OM__F_query_set_count);

	om__gen_around(g, OM__F_query_set_array, &c);
	om__gen_next(g, rest);
}
