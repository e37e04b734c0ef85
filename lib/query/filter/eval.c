/* A filter tested over facts in memory: the other back end (bots.md, "Compiling to SQL", 8).
 *
 * There are two truths and no third: a positive test of an empty field is false, a negated one its
 * opposite.  Texts are compared through cursors that trim, fold and unescape on the way, so nothing
 * is allocated. */
#include "query/filter/evaltext.h"

struct eval {
	const struct om_filter_env *env;
};

static bool compare_int(enum om__rel rel, int64_t a, int64_t b)
{
	switch (rel) {
	case OM__R_EQ: return a == b;
	case OM__R_LT: return a < b;
	case OM__R_LE: return a <= b;
	case OM__R_GT: return a > b;
	case OM__R_GE: return a >= b;
	default: return false;
	}
}

/* ---- numbers ---- */

static bool number_in(const struct om__item *it, int64_t v)
{
	if (!it->is_range)
		return v == it->lo.num;
	return (!it->has_lo || v >= it->lo.num) && (!it->has_hi || v <= it->hi.num);
}

static bool test_number(const struct om__node *n, int64_t v)
{
	if (n->rel != OM__R_IN)
		return compare_int(n->rel, v, n->items[0].lo.num);
	for (size_t i = 0; i < n->item_count; i++)
		if (number_in(&n->items[i], v))
			return true;
	return false;
}

static const char *currency_of(
	const struct om_filter_env *env, const struct om_facts *f, const struct om_value *v)
{
	if (v->unit && *v->unit)
		return v->unit;
	return f->currency && *f->currency ? f->currency : env->currency;
}

static bool test_money(const struct om__node *n, int64_t v, const char *currency)
{
	for (size_t i = 0; i < n->item_count; i++) {
		const struct om__item *it = &n->items[i];

		if (strcmp(currency, (it->has_lo ? it->lo : it->hi).unit) != 0)
			continue;
		if (n->rel == OM__R_IN ? number_in(it, v) : compare_int(n->rel, v, it->lo.num))
			return true;
	}
	return false;
}

/* ---- times ---- */

typedef void bounds(const struct om__when *, const struct om_filter_env *, const struct om_zone *,
	int64_t *, int64_t *);

static bool when_in(const struct eval *e, const struct om__item *it, int64_t v, bounds *get,
	const struct om_zone *zone)
{
	int64_t a, b;

	if (it->has_lo) {
		get(&it->lo.when, e->env, zone, &a, &b);
		if (v < a || (!it->is_range && v >= b))
			return false;
	}
	if (it->has_hi) {
		get(&it->hi.when, e->env, zone, &a, &b);
		if (v >= b)
			return false;
	}
	return true;
}

static bool test_when(const struct eval *e, const struct om__node *n, int64_t v, bounds *get,
	const struct om_zone *zone)
{
	int64_t a, b;

	if (n->rel == OM__R_IN) {
		for (size_t i = 0; i < n->item_count; i++)
			if (when_in(e, &n->items[i], v, get, zone))
				return true;
		return false;
	}
	get(&n->items[0].lo.when, e->env, zone, &a, &b);
	switch (n->rel) {
	case OM__R_LT: return v < a;
	case OM__R_LE: return v < b;
	case OM__R_GT: return v >= b;
	case OM__R_GE: return v >= a;
	default: return v >= a && v < b;
	}
}

static const struct om_zone *zone_of(const struct eval *e, const struct om_facts *f)
{
	if (f->zone && *f->zone && e->env->zone_of)
		return e->env->zone_of(e->env->arg, f->zone);
	return e->env->zone;
}

static bool test_clock(const struct om__node *n, int64_t v)
{
	if (n->rel != OM__R_IN)
		return compare_int(n->rel, v, n->items[0].lo.num);
	for (size_t i = 0; i < n->item_count; i++) {
		const struct om__item *it = &n->items[i];
		int64_t a = it->lo.num,
			b = it->is_range ? it->hi.num : a + (strlen(it->lo.text) > 5 ? 1 : 60);
		bool from = !it->has_lo || v >= a;
		bool before = (it->is_range && !it->has_hi) || v < b;

		if (it->has_lo && it->has_hi && a > b ? from || before : from && before)
			return true;
	}
	return false;
}

/* ---- texts ---- */

static bool test_text(const struct om__node *n, const struct om_value *v)
{
	const struct om_field *f = n->ref.field;
	struct om__span s = om__span_of(f, v->text);
	bool empty = om__span_is_empty(s);

	if (n->rel == OM__R_GLOB)
		return !empty && om__span_glob(s, n->items[0].lo.key);
	if (n->rel == OM__R_HAS)
		return !empty && om__span_has(s, n->items[0].lo.key);
	for (size_t i = 0; i < n->item_count; i++) {
		const struct om__literal *l = &n->items[i].lo;

		if (l->is_id ? v->num == l->num : !empty && om__span_eq(s, l->key))
			return true;
	}
	return false;
}

static bool test_zip(const struct om__node *n, const struct om_value *v, const struct om_facts *f)
{
	const struct om_field *field;
	struct om_value country = {.text = "US"};

	if (n->rel != OM__R_IN)
		return test_text(n, v);
	field = om__zip_country(n->ref.noun, n->ref.field);
	if (field)
		country = f->get(f, field, NULL);
	for (size_t i = 0; i < n->item_count; i++)
		for (const struct om__zip *z = n->items[i].zips; z; z = z->next)
			if (om__zip_match(z, v->text, country.text))
				return true;
	return false;
}

static bool cell_in(const struct om__item *it, const char *text)
{
	int a = 1, b = -1;

	if (it->has_lo && !om__decimal_cmp(text, it->lo.text, &a))
		return false;
	if (it->has_hi && !om__decimal_cmp(text, it->hi.text, &b))
		return false;
	return a >= 0 && b <= 0;
}

/* A cell of a foreign file: text, and a number where an order is asked for. */
static bool test_cell(const struct om__node *n, const struct om_value *v)
{
	int cmp;

	switch (n->rel) {
	case OM__R_LT:
	case OM__R_LE:
	case OM__R_GT:
	case OM__R_GE:
		return om__decimal_cmp(v->text, n->items[0].lo.text, &cmp) &&
			compare_int(n->rel, cmp, 0);
	case OM__R_IN:
		for (size_t i = 0; i < n->item_count; i++) {
			const struct om__item *it = &n->items[i];
			struct om__span s = om__span_of(n->ref.field, v->text);

			if (it->is_range ? cell_in(it, v->text)
					 : !om__span_is_empty(s) && om__span_eq(s, it->lo.key))
				return true;
		}
		return false;
	default: return test_text(n, v);
	}
}

/* ---- sets ---- */

static bool member_listed(const struct om__node *n, struct om__span m)
{
	if (n->rel == OM__R_GLOB)
		return om__span_glob(m, n->items[0].lo.key);
	for (size_t i = 0; i < n->item_count; i++)
		if (n->items[i].lo.key[0] && om__span_eq(m, n->items[i].lo.key))
			return true;
	return false;
}

static bool any_member(const struct om__node *n, const char *text, bool listed)
{
	struct om__span m;

	while (om__span_member(n->ref.field, &text, &m))
		if (member_listed(n, m) == listed)
			return true;
	return false;
}

static bool has_member(const struct om__node *n, const char *text, const char *key)
{
	struct om__span m;

	while (om__span_member(n->ref.field, &text, &m))
		if (om__span_eq(m, key))
			return true;
	return false;
}

static bool test_set(const struct om__node *n, const char *text)
{
	switch (n->rel) {
	case OM__R_HAS_ALL:
		for (size_t i = 0; i < n->item_count; i++)
			if (!has_member(n, text, n->items[i].lo.key))
				return false;
		return true;
	case OM__R_HAS_NONE: return !any_member(n, text, true);
	case OM__R_HAS_ONLY: return *text && !any_member(n, text, false);
	default: return any_member(n, text, true);
	}
}

static int64_t count_members(const struct om_field *f, const char *text)
{
	struct om__span m;
	int64_t n = 0;

	while (om__span_member(f, &text, &m))
		n++;
	return n;
}

/* ---- one test ---- */

static bool is_empty(const struct om_field *f, const struct om_value *v)
{
	if (om__is_text(f->type))
		return om__span_is_empty(om__span_of(f, v->text));
	return v->is_empty;
}

static bool test_value(const struct eval *e, const struct om__node *n, const struct om_facts *f,
	const struct om_value *v)
{
	enum om_type type = n->ref.field->type;

	if (n->rel == OM__R_EMPTY)
		return is_empty(n->ref.field, v);
	if (type == OM_T_BOOL)
		return (!v->is_empty && v->num) == n->items[0].lo.num;
	if (type == OM_T_SET)
		return test_set(n, v->text);
	if (om__is_text(type)) {
		if (type == OM_T_ZIP)
			return test_zip(n, v, f);
		return type == OM_T_CELL ? test_cell(n, v) : test_text(n, v);
	}
	if (v->is_empty)
		return false;
	switch (type) {
	case OM_T_MONEY: return test_money(n, v->num, currency_of(e->env, f, v));
	case OM_T_TIME: return test_when(e, n, v->num, om__when_bounds, zone_of(e, f));
	case OM_T_DAY: return test_when(e, n, v->num, om__when_days, e->env->zone);
	case OM_T_CLOCK: return test_clock(n, v->num);
	default: return test_number(n, v->num);
	}
}

static bool test_fields(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	struct om_value a = f->get(f, n->ref.field, n->ref.map_name);
	struct om_value b = f->get(f, n->other.field, n->other.map_name);

	if (a.is_empty || b.is_empty)
		return false;
	if (n->ref.field->type == OM_T_MONEY &&
		strcmp(currency_of(e->env, f, &a), currency_of(e->env, f, &b)) != 0)
		return false;
	return compare_int(n->rel, a.num, b.num);
}

/* A field that looks at several columns gives them as a set: any of them may meet the test. */
static bool test_several(
	const struct eval *e, const struct om__node *n, const struct om_facts *f, const char *text)
{
	static const struct om_field any = {.type = OM_T_SET, .flags = OM_F_IDENT};
	struct om__span m;
	char one[512];

	if (n->rel == OM__R_EMPTY)
		return count_members(&any, text) == 0;
	while (om__span_member(&any, &text, &m)) {
		struct om_value v = {.type = n->ref.field->type, .text = one};

		om__span_copy(m, one, sizeof(one));
		if (test_value(e, n, f, &v))
			return true;
	}
	return false;
}

/* The positive test of a node's field. */
static bool test_leaf(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	struct om_value v;

	if (n->other.field)
		return test_fields(e, n, f);
	v = f->get(f, n->ref.field, n->ref.map_name);
	if (!v.text)
		v.text = "";
	if (v.type == OM_T_SET && n->ref.field->type != OM_T_SET)
		return test_several(e, n, f, v.text);
	return test_value(e, n, f, &v);
}

/* ---- nodes ---- */

static bool test_node(const struct eval *e, const struct om__node *n, const struct om_facts *f);

static bool test_quant(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	struct om_facts member;
	int i;

	for (i = 0; f->member(f, n->coll, i, &member); i++) {
		bool yes = test_node(e, n->kids[0], &member);

		if (yes && n->quant != OM__ALL)
			return n->quant == OM__ANY;
		if (!yes && n->quant == OM__ALL)
			return false;
	}
	return n->quant == OM__NONE || (n->quant == OM__ALL && i > 0);
}

static bool test_count(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	struct om_facts member;
	int64_t count = 0;

	if (!n->coll) {
		struct om_value v = f->get(f, n->ref.field, n->ref.map_name);
		count = count_members(n->ref.field, v.text ? v.text : "");
	}
	for (int i = 0; n->coll && f->member(f, n->coll, i, &member); i++)
		count += !n->kid_count || test_node(e, n->kids[0], &member);
	return compare_int(n->rel, count, n->items[0].lo.num);
}

static bool test_sum(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	bool is_money = n->ref.field->type == OM_T_MONEY;
	struct om_facts member;
	int64_t sum = 0;

	for (int i = 0; f->member(f, n->coll, i, &member); i++) {
		struct om_value v;

		if (n->kid_count && !test_node(e, n->kids[0], &member))
			continue;
		v = member.get(&member, n->ref.field, n->ref.map_name);
		/* A sum over members of another currency is no number to compare. */
		if (is_money && strcmp(currency_of(e->env, &member, &v), n->items[0].lo.unit) != 0)
			return false;
		if (!v.is_empty && __builtin_add_overflow(sum, v.num, &sum))
			return false;
	}
	return compare_int(n->rel, sum, n->items[0].lo.num);
}

/* A member's field that stands bare: any member may meet the positive test. */
static bool test_bare(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	struct om_facts member;

	for (int i = 0; f->member(f, n->coll, i, &member); i++)
		if (test_leaf(e, n, &member))
			return true;
	return false;
}

static bool test_node(const struct eval *e, const struct om__node *n, const struct om_facts *f)
{
	switch (n->kind) {
	case OM__N_AND:
		for (size_t i = 0; i < n->kid_count; i++)
			if (!test_node(e, n->kids[i], f))
				return false;
		return true;
	case OM__N_OR:
		for (size_t i = 0; i < n->kid_count; i++)
			if (test_node(e, n->kids[i], f))
				return true;
		return false;
	case OM__N_NOT: return !test_node(e, n->kids[0], f);
	case OM__N_QUANT: return test_quant(e, n, f);
	case OM__N_COUNT: return test_count(e, n, f) != n->is_negated;
	case OM__N_SUM: return test_sum(e, n, f) != n->is_negated;
	case OM__N_TEST:
		return (n->coll ? test_bare(e, n, f) : test_leaf(e, n, f)) != n->is_negated;
	}
	return false;
}

bool om__filter_eval(const struct om_filter *f, const struct om_facts *facts)
{
	struct eval e = {&f->env};

	return !f->root || test_node(&e, f->root, facts);
}
