/* A filter as a condition in SQL (bots.md, "Compiling to SQL").
 *
 * `not` is pushed down to the leaves (rule 2), so that null can only ever mean false and an index
 * stays usable.  A leaf over a computed field becomes the constant that keeps the condition a
 * superset: true, and false below a `not exists`; the rows are then tested by eval.c (rule 7).
 * So does what is nested deeper than the parser of an engine can follow. */
#include "query/sqlleaf.h"

/* SQLite's parser stacks 100 symbols: about 20 for the statement, 50 for the longest test of a
 * field, and for each level below each other 3 (a list) or 6 (an `exists`). */
#define DEPTH_MAX 9
#define DEPTH_LIST 1
#define DEPTH_EXISTS 2

static bool ref_is_computed(const struct om__ref *r)
{
	return r->field && om__is_computed(r->field);
}

/* Does the subtree hold a field without SQL? */
static bool is_computed(const struct om__node *n)
{
	if (ref_is_computed(&n->ref) || ref_is_computed(&n->other) || (n->coll && !n->coll->frame))
		return true;
	for (size_t i = 0; i < n->kid_count; i++)
		if (is_computed(n->kids[i]))
			return true;
	return false;
}

/* Levels that the subtree adds to the statement. */
static int height(const struct om__node *n)
{
	bool is_list = n->kind == OM__N_AND || n->kind == OM__N_OR;
	int ret = 0;

	for (size_t i = 0; i < n->kid_count; i++) {
		int h = height(n->kids[i]);
		if (h > ret)
			ret = h;
	}
	return ret + (n->coll ? DEPTH_EXISTS : is_list ? DEPTH_LIST : 0);
}

static bool is_too_deep(const struct om__gen *g, int levels)
{
	return g->depth + levels > DEPTH_MAX;
}

static void put_constant(struct om__gen *g, bool value)
{
	g->needs_eval = true;
	om__gen_put(g, value ? "true" : "false");
}

static void put_node(struct om__gen *g, const struct om__node *n, bool neg, bool computed);

static void put_leaf(struct om__gen *g, const struct om__node *n, bool neg, bool computed)
{
	const char *rest;

	if (ref_is_computed(&n->ref) || ref_is_computed(&n->other)) {
		put_constant(g, computed);
		return;
	}
	if (!neg) {
		om__gen_leaf(g, n);
		return;
	}
	rest = om__gen_open(g, OM__F_query_not);
	om__gen_leaf(g, n);
	om__sql_part(g->s, rest);
}

/* exists, or `not exists`, over the members that meet KID (negated if KID_NEG); KID NULL: the test
 * N itself, standing bare. */
static void put_exists(
	struct om__gen *g, const struct om__node *n, bool invert, bool kid_neg, bool computed)
{
	const char *rest;

	if (!n->coll->frame || is_too_deep(g, DEPTH_EXISTS)) {
		put_constant(g, computed);
		return;
	}
	g->depth += DEPTH_EXISTS;
	if (invert)
		om__gen_put(g, "not ");
	rest = om__gen_open(g, OM__F_query_exists);
	om__sql_put(g->s, g->env, n->coll->frame, NULL);
	rest = om__sql_part(g->s, rest);
	if (n->kind == OM__N_TEST)
		put_leaf(g, n, false, invert ? !computed : computed);
	else
		put_node(g, n->kids[0], kid_neg, invert ? !computed : computed);
	om__sql_part(g->s, rest);
	g->depth -= DEPTH_EXISTS;
}

static void put_quant(struct om__gen *g, const struct om__node *n, bool neg, bool computed)
{
	if (n->quant != OM__ALL) {
		put_exists(g, n, (n->quant == OM__NONE) != neg, false, computed);
		return;
	}
	/* all: one or more, and none that fails */
	om__gen_put(g, "(");
	put_exists(g, n, neg, false, computed);
	om__gen_put(g, neg ? " or " : " and ");
	put_exists(g, n, !neg, true, computed);
	om__gen_put(g, ")");
}

/* `frame and (condition)` of count and sum, into the last two gaps of the template. */
static void put_frame(
	struct om__gen *g, const struct om__node *n, const char *rest, const struct om__ref *cur)
{
	om__sql_put(g->s, g->env, n->coll->frame, NULL);
	rest = om__sql_part(g->s, rest);
	if (n->kid_count)
		put_node(g, n->kids[0], false, true);
	else
		om__gen_put(g, "true");
	if (cur) {
		om__gen_put(g, " and ");
		om__gen_currency(g, cur);
		om__gen_put(g, " <> ");
		om__sql_str(g->s, n->items[0].lo.unit);
	}
	om__sql_part(g->s, rest);
}

static void put_number(struct om__gen *g, const struct om__node *n)
{
	bool is_money = n->kind == OM__N_SUM && n->ref.field->type == OM_T_MONEY;
	const char *rest;

	/* A sum over members of another currency is no number to compare. */
	if (is_money) {
		om__gen_put(g, "(not ");
		put_frame(g, n, om__gen_open(g, OM__F_query_exists), &n->ref);
		om__gen_put(g, " and ");
	}
	if (n->kind == OM__N_SUM) {
		rest = om__gen_open(g, OM__F_query_sum);
		om__gen_field(g, &n->ref);
		put_frame(g, n, om__sql_part(g->s, rest), NULL);
	} else if (n->coll) {
		put_frame(g, n, om__gen_open(g, OM__F_query_count), NULL);
	} else {
		om__gen_set_count(g, &n->ref);
	}
	om__gen_op(g, n->rel);
	om__sql_int(g->s, n->items[0].lo.num);
	if (is_money)
		om__gen_put(g, ")");
}

static void put_count(struct om__gen *g, const struct om__node *n, bool neg, bool computed)
{
	const char *rest = NULL;

	if (is_computed(n) || is_too_deep(g, height(n))) {
		put_constant(g, computed);
		return;
	}
	if (neg != n->is_negated)
		rest = om__gen_open(g, OM__F_query_not);
	put_number(g, n);
	if (rest)
		om__sql_part(g->s, rest);
}

static void put_list(struct om__gen *g, const struct om__node *n, bool neg, bool computed)
{
	const char *word = (n->kind == OM__N_AND) != neg ? " and " : " or ";

	if (is_too_deep(g, DEPTH_LIST)) {
		put_constant(g, computed);
		return;
	}
	g->depth += DEPTH_LIST;
	for (size_t i = 0; i < n->kid_count; i++) {
		om__gen_joint(g, i, n->kid_count, word);
		put_node(g, n->kids[i], neg, computed);
	}
	om__gen_joint(g, n->kid_count, n->kid_count, word);
	g->depth -= DEPTH_LIST;
}

static void put_node(struct om__gen *g, const struct om__node *n, bool neg, bool computed)
{
	switch (n->kind) {
	case OM__N_AND:
	case OM__N_OR: put_list(g, n, neg, computed); break;
	case OM__N_NOT: put_node(g, n->kids[0], !neg, computed); break;
	case OM__N_QUANT: put_quant(g, n, neg, computed); break;
	case OM__N_COUNT:
	case OM__N_SUM: put_count(g, n, neg, computed); break;
	case OM__N_TEST:
		if (n->coll)
			put_exists(g, n, neg != n->is_negated, false, computed);
		else
			put_leaf(g, n, neg != n->is_negated, computed);
	}
}

/* A whole filter needs no parentheses around its own `and`. */
static void put_root(struct om__gen *g, const struct om__node *n)
{
	if (n->kind != OM__N_AND || n->kid_count > 16) {
		put_node(g, n, false, true);
		return;
	}
	for (size_t i = 0; i < n->kid_count; i++) {
		if (i)
			om__gen_put(g, " and ");
		put_node(g, n->kids[i], false, true);
	}
}

int om__filter_sql(
	const struct om_filter *f, struct om_sql *s, bool *ret_needs_eval, struct om_err *err)
{
	struct om__gen g = {.s = s, .env = &f->env};
	int rc;

	if (f->root)
		put_root(&g, f->root);
	else
		om__gen_put(&g, "true");
	rc = om__buf_check(&s->text, err);
	if (!rc)
		*ret_needs_eval = g.needs_eval;
	return rc;
}
