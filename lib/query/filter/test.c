/* One test of a filter: field, relation, and the values on the right, typed by the field.
 *
 * Only positive tests exist in the tree: `!=`, `!~`, `not in`, `not has` and `is not empty` are the
 * positive one negated (bots.md, "Missing values", 3). */
#include "base/text.h"
#include "query/filter/parse.h"

/* ---- values and lists ---- */

static bool is_value(const struct om__token *t)
{
	return t->kind == OM__T_STRING || (t->kind == OM__T_WORD && !om__lex_is_reserved(t->text));
}

static int need_value(struct om__parse *p)
{
	const struct om__token *t = om__peek(p);

	if (is_value(t))
		return 0;
	if (t->kind != OM__T_WORD)
		return om__unexpected(p, "a value");
	om__parse_fail(p, t->at, "filter-syntax", "'%s' is a keyword", t->text);
	om_err_hint(p->err, "quote a value that is a keyword");
	return OM_EINVAL;
}

int om__take_literal(struct om__parse *p, const struct om_field *f, struct om__literal *ret)
{
	int rc = need_value(p);

	if (rc)
		return rc;
	rc = om__literal_read(p, f, om__peek(p), ret);
	if (rc)
		return rc;
	p->pos++;
	return f->type == OM_T_MONEY ? om__literal_currency(p, ret) : 0;
}

static int reversed(struct om__parse *p, const struct om__item *it)
{
	return om__parse_fail(p, it->at, "filter-range", "the range '%.40s..%.40s' is reversed",
		it->lo.text, it->hi.text);
}

static int check_range(struct om__parse *p, const struct om_field *f, struct om__item *it)
{
	int64_t a, b, c, d;
	int cmp;

	if (!it->has_lo || !it->has_hi)
		return 0;
	switch (f->type) {
	case OM_T_CLOCK: return 0; /* wraps midnight */
	case OM_T_TIME:
		om__when_bounds(&it->lo.when, p->env, p->env->zone, &a, &b);
		om__when_bounds(&it->hi.when, p->env, p->env->zone, &c, &d);
		return a >= d ? reversed(p, it) : 0;
	case OM_T_DAY:
		om__when_days(&it->lo.when, p->env, p->env->zone, &a, &b);
		om__when_days(&it->hi.when, p->env, p->env->zone, &c, &d);
		return a >= d ? reversed(p, it) : 0;
	case OM_T_CELL:
		if (!om__decimal_cmp(it->lo.text, it->hi.text, &cmp))
			return om__parse_fail(p, it->at, "filter-value", "a range needs numbers");
		return cmp > 0 ? reversed(p, it) : 0;
	case OM_T_MONEY:
		/* A currency after the last end is meant for both. */
		if (it->lo.has_unit != it->hi.has_unit) {
			struct om__literal *from = it->lo.has_unit ? &it->lo : &it->hi;
			struct om__literal *to = it->lo.has_unit ? &it->hi : &it->lo;
			to->unit = from->unit;
			to->has_unit = true;
		}
		if (strcmp(it->lo.unit, it->hi.unit) != 0)
			return om__parse_fail(
				p, it->at, "filter-unit", "both ends need one currency");
		break;
	default: break;
	}
	return it->lo.num > it->hi.num ? reversed(p, it) : 0;
}

/* A zip item, whose ends stay text until both are known. */
static int take_zip_item(struct om__parse *p, const struct om_field *f, struct om__item *it)
{
	it->lo.text = it->hi.text = "";
	if (is_value(om__peek(p))) {
		const struct om__token *t = &p->tokens[p->pos++];
		it->lo.text = t->text;
		it->has_lo = true;
		if (t->kind == OM__T_WORD && t->text[0] == '@') {
			it->set = t->text + 1;
			return om__zip_set_read(p, f, it, it->at);
		}
	}
	if (om__accept(p, OM__T_RANGE)) {
		it->is_range = true;
		if (is_value(om__peek(p))) {
			it->hi.text = p->tokens[p->pos++].text;
			it->has_hi = true;
		}
	}
	if (!it->has_lo && !it->has_hi)
		return need_value(p);
	return om__zip_read(p, f, it, it->at);
}

static int take_item(struct om__parse *p, const struct om_field *f, struct om__item *it)
{
	int rc;

	it->at = om__peek(p)->at;
	if (f->type == OM_T_ZIP)
		return take_zip_item(p, f, it);
	it->lo.text = it->hi.text = "";
	if (om__peek(p)->kind != OM__T_RANGE) {
		rc = om__take_literal(p, f, &it->lo);
		if (rc)
			return rc;
		it->has_lo = true;
	}
	if (om__peek(p)->kind != OM__T_RANGE)
		return 0;
	if (!om__can_range(f->type))
		return om__parse_fail(p, om__peek(p)->at, "filter-type",
			"'%s' is of type %s, which has no ranges", f->name, om_type_name(f->type));
	p->pos++;
	it->is_range = true;
	if (!it->has_lo || is_value(om__peek(p))) {
		rc = om__take_literal(p, f, &it->hi);
		if (rc)
			return rc;
		it->has_hi = true;
	}
	return check_range(p, f, it);
}

static int grow_items(struct om__parse *p, struct om__node *n)
{
	size_t c = n->item_count;
	struct om__item *items;

	if (c >= OM__FILTER_ITEMS)
		return om__parse_fail(p, om__peek(p)->at, "filter-limit",
			"a list has at most %d items", OM__FILTER_ITEMS);
	if (c & (c - 1))
		return 0;
	items = OM_NEWN(p->arena, struct om__item, c ? 2 * c : 1);
	if (!items)
		return om__nomem(p->err);
	if (c)
		memcpy(items, n->items, c * sizeof(*items));
	n->items = items;
	return 0;
}

static int take_items(struct om__parse *p, struct om__node *n)
{
	bool parens = om__accept(p, OM__T_OPEN);

	do {
		int rc = grow_items(p, n);
		if (!rc)
			rc = take_item(p, n->ref.field, &n->items[n->item_count]);
		if (rc)
			return rc;
		n->item_count++;
	} while (om__accept(p, OM__T_COMMA));
	if (parens && !om__accept(p, OM__T_CLOSE))
		return om__unexpected(p, "')' or ','");
	return 0;
}

int om__one_item(struct om__parse *p, struct om__node *n)
{
	n->items = OM_NEW(p->arena, struct om__item);
	if (!n->items)
		return om__nomem(p->err);
	n->items->at = om__peek(p)->at;
	n->items->has_lo = true;
	n->items->lo.text = n->items->hi.text = "";
	n->item_count = 1;
	return 0;
}

/* ---- tests ---- */

static const struct {
	enum om__token_kind kind;
	enum om__rel rel;
	bool is_negated;
} compares[] = {
	{OM__T_EQ, OM__R_EQ, false},
	{OM__T_NE, OM__R_EQ, true},
	{OM__T_LT, OM__R_LT, false},
	{OM__T_LE, OM__R_LE, false},
	{OM__T_GT, OM__R_GT, false},
	{OM__T_GE, OM__R_GE, false},
	{OM__T_LIKE, OM__R_GLOB, false},
	{OM__T_UNLIKE, OM__R_GLOB, true},
};

bool om__accept_compare(struct om__parse *p, struct om__node *n)
{
	for (size_t i = 0; i < OM_COUNT(compares); i++) {
		if (!om__accept(p, compares[i].kind))
			continue;
		n->rel = compares[i].rel;
		n->is_negated = compares[i].is_negated;
		return true;
	}
	return false;
}

/* Does the token name a field on the right side? */
static bool is_field_name(const struct om_field *f, const struct om__token *t)
{
	unsigned char c = (unsigned char)t->text[0];

	if (t->kind != OM__T_WORD || !om__can_field(f->type) || om__lex_is_reserved(t->text))
		return false;
	if ((c >= '0' && c <= '9') || c == '+' || c == '-')
		return false;
	/* A name has no sign: `today+3x` and `last-mont` are times written wrong. */
	return !((f->type == OM_T_TIME || f->type == OM_T_DAY) &&
		(om__when_is_word(t->text) || strpbrk(t->text, "+-")));
}

static int take_other_field(struct om__parse *p, struct om__node *n)
{
	const struct om__token *t = om__peek(p);
	const struct om_noun *noun = p->noun;
	const struct om_field *f = om__own_field(n->ref.noun, t->text);
	enum om_type type = n->ref.field->type;

	p->pos++;
	if (!f) {
		p->noun = n->ref.noun;
		om__no_field(p, t->at, t->text,
			type == OM_T_TIME || type == OM_T_DAY
				? "now today yesterday tomorrow this-week last-week next-week "
				  "this-month last-month "
				  "next-month this-quarter last-quarter next-quarter this-year "
				  "last-year next-year"
				: "");
		p->noun = noun;
		return OM_EINVAL;
	}
	n->other = (struct om__ref){n->ref.noun, f, NULL};
	if (f->flags & OM_F_MAP) {
		int rc = om__map_field(p, &n->other, t->text, t->at);

		if (rc)
			return rc;
		f = n->other.field;
	}
	if (f->type != type)
		return om__parse_fail(p, t->at, "filter-type",
			"'%s' is of type %s, '%s' of type %s", f->name, om_type_name(f->type),
			n->ref.field->name, om_type_name(type));
	return 0;
}

/* A pattern, or what `has` looks for in a text. */
static int take_pattern(struct om__parse *p, struct om__node *n)
{
	struct om__literal *l = &n->items[0].lo;
	const struct om__token *t = om__peek(p);
	int rc = need_value(p), stars = 0;

	if (rc)
		return rc;
	l->text = t->text;
	l->key = om__is_exact(n->ref.field) ? t->text : om__fold(p->arena, t->text);
	if (!l->key)
		return om__nomem(p->err);
	if (n->rel == OM__R_HAS && !*t->text)
		return om__parse_fail(p, t->at, "filter-value", "every text has the empty one");
	for (const char *s = t->text; n->rel == OM__R_GLOB && *s; s++)
		stars += *s == '*';
	if (strlen(t->text) > OM__FILTER_PATTERN || stars > OM__FILTER_STARS)
		return om__parse_fail(p, t->at, "filter-limit",
			"a pattern has at most %d bytes and %d '*'", OM__FILTER_PATTERN,
			OM__FILTER_STARS);
	p->pos++;
	return 0;
}

static int take_compared(struct om__parse *p, struct om__node *n)
{
	const struct om_field *f = n->ref.field;
	const struct om__token *t = om__peek(p);
	int rc;

	if (is_field_name(f, t))
		return take_other_field(p, n);
	rc = om__one_item(p, n);
	if (rc)
		return rc;
	/* Rule 1 of missing values: = "" is `is empty`. */
	if (n->rel == OM__R_EQ && t->kind == OM__T_STRING && !*t->text && f->type != OM_T_BOOL) {
		n->rel = OM__R_EMPTY;
		n->item_count = 0;
		p->pos++;
		return 0;
	}
	if (n->rel == OM__R_GLOB || (n->rel == OM__R_HAS && f->type != OM_T_SET))
		return take_pattern(p, n);
	rc = om__take_literal(p, f, &n->items[0].lo);
	if (rc)
		return rc;
	/* So is a text of blanks, where blanks are cut. */
	if (n->rel == OM__R_EQ && n->items[0].lo.key && !n->items[0].lo.key[0] &&
		om__is_text(f->type)) {
		n->rel = OM__R_EMPTY;
		n->item_count = 0;
		return 0;
	}
	if (f->type == OM_T_CELL && n->rel != OM__R_EQ && n->rel != OM__R_HAS) {
		int cmp;
		if (!om__decimal_cmp(t->text, "0", &cmp))
			return om__parse_fail(
				p, t->at, "filter-value", "'%.60s' is not a number", t->text);
	}
	return 0;
}

static int take_has(struct om__parse *p, struct om__node *n, const struct om__token *op)
{
	static const struct {
		const char *word;
		enum om__rel rel;
	} words[] = {
		{"any", OM__R_HAS_ANY},
		{"all", OM__R_HAS_ALL},
		{"none", OM__R_HAS_NONE},
		{"only", OM__R_HAS_ONLY},
	};
	const struct om__token *next = om__peek_after(p);
	int rc;

	n->rel = OM__R_HAS;
	for (size_t i = 0; i < OM_COUNT(words); i++) {
		/* Without a list after it the word is the value. */
		if (!om__is_kw(om__peek(p), words[i].word) ||
			!(next->kind == OM__T_OPEN || is_value(next)))
			continue;
		n->rel = words[i].rel;
		rc = om__check_rel(p, n, om__peek(p));
		if (rc)
			return rc;
		p->pos++;
		return take_items(p, n);
	}
	rc = om__check_rel(p, n, op);
	return rc ? rc : take_compared(p, n);
}

static int take_in(struct om__parse *p, struct om__node *n, const struct om__token *op)
{
	int rc;

	n->rel = OM__R_IN;
	rc = om__check_rel(p, n, op);
	return rc ? rc : take_items(p, n);
}

/* No relation: a yes/no field that must be yes. */
static int take_bare(struct om__parse *p, struct om__node *n)
{
	int rc;

	if (n->ref.field->type != OM_T_BOOL) {
		rc = om__unexpected(p, "'=' or another relation");
		om_err_hint(p->err, "it has: %s", om__filter_operators(n->ref.field->type));
		return rc;
	}
	n->rel = OM__R_EQ;
	rc = om__one_item(p, n);
	n->items[0].lo = (struct om__literal){.text = "yes", .key = "yes", .num = 1};
	return rc;
}

static int relation(struct om__parse *p, struct om__node *n)
{
	const struct om__token *op = om__peek(p);
	int rc;

	if (om__accept_compare(p, n)) {
		rc = om__check_rel(p, n, op);
		return rc ? rc : take_compared(p, n);
	}
	if (om__accept_kw(p, "is")) {
		n->is_negated = om__accept_kw(p, "not");
		n->rel = OM__R_EMPTY;
		if (!om__accept_kw(p, "empty"))
			return om__unexpected(p, "'empty'");
		return om__check_rel(p, n, op);
	}
	if (om__is_kw(op, "not") &&
		(om__is_kw(om__peek_after(p), "in") || om__is_kw(om__peek_after(p), "has"))) {
		n->is_negated = true;
		p->pos++;
	}
	op = om__peek(p);
	if (om__accept_kw(p, "in"))
		return take_in(p, n, op);
	if (om__accept_kw(p, "has"))
		return take_has(p, n, op);
	return take_bare(p, n);
}

int om__parse_test(struct om__parse *p, struct om__node **ret)
{
	int rc = om__node_new(p, OM__N_TEST, ret);

	if (!rc)
		rc = om__take_field(p, &(*ret)->ref, &(*ret)->coll);
	return rc ? rc : relation(p, *ret);
}
