/* The parser of the filter language (bots.md, "Grammar"): recursive descent over the tokens of lex.c into the tree of tree.h.
 *
 * Names are looked up and literals typed while parsing, so that every error has its column.  `a and b and c` is one node, also
 * where parentheses grouped it: the canonical print and the tree are then the same thing.  Nesting, nodes and items are bounded
 * here, and the back ends recurse no deeper than the tree. */
#include <stdarg.h>
#include <stdio.h>
#include "base/text.h"
#include "query/nouns.h"
#include "query/parse.h"

/* ---- tokens and failures ---- */

static struct om__token *peek(struct om__parse *p)
{
	return &p->tokens[p->pos];
}

static struct om__token *peek_after(struct om__parse *p)
{
	struct om__token *t = peek(p);

	return t->kind == OM__T_END || t->kind == OM__T_BAD ? t : t + 1;
}

static bool is_kw(const struct om__token *t, const char *word)
{
	return t->kind == OM__T_WORD && !strcmp(t->text, word);
}

static bool accept(struct om__parse *p, enum om__token_kind kind)
{
	if (peek(p)->kind != kind)
		return false;
	p->pos++;
	return true;
}

static bool accept_kw(struct om__parse *p, const char *word)
{
	if (!is_kw(peek(p), word))
		return false;
	p->pos++;
	return true;
}

int om__parse_fail(struct om__parse *p, unsigned at, const char *word, const char *fmt, ...)
{
	char message[300];
	int64_t line = 1;
	int column = 1;
	va_list ap;

	for (unsigned i = 0; i < at && p->text[i]; i++) {
		if (p->text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)p->text[i + 1] & 0xc0) != 0x80) {
			column++; /* characters, not bytes */
		}
	}
	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	om_err_set(p->err, OM_EINVAL, word, "%s", message);
	om_err_at(p->err, p->source, line, column);
	return OM_EINVAL;
}

/* The next token is not what the grammar has room for. */
static int unexpected(struct om__parse *p, const char *want)
{
	const struct om__token *t = peek(p);

	if (t->kind == OM__T_BAD)
		return om__parse_fail(p, t->at, "filter-syntax", "%s", t->text);
	if (want)
		return om__parse_fail(p, t->at, "filter-syntax", "%s expected", want);
	return om__parse_fail(p, t->at, "filter-syntax", "unexpected '%.60s'", t->text);
}

/* ---- nodes ---- */

static struct om__node *node(struct om__parse *p, enum om__node_kind kind)
{
	struct om__node *n;

	if (++p->nodes > OM__FILTER_NODES) {
		om__parse_fail(p, peek(p)->at, "filter-limit", "a filter has at most %d parts",
			OM__FILTER_NODES);
		return NULL;
	}
	n = OM_NEW(p->arena, struct om__node);
	if (!n)
		om__nomem(p->err);
	else
		n->kind = kind;
	return n;
}

static int add_kid(struct om__parse *p, struct om__node *n, struct om__node *kid)
{
	size_t c = n->kid_count;

	/* Room grows in powers of two: a new block whenever the count is one. */
	if ((c & (c - 1)) == 0) {
		struct om__node **kids = OM_NEWN(p->arena, struct om__node *, c ? 2 * c : 1);
		if (!kids)
			return om__nomem(p->err);
		if (c)
			memcpy(kids, n->kids, c * sizeof(*kids));
		n->kids = kids;
	}
	n->kids[n->kid_count++] = kid;
	return 0;
}

static int enter(struct om__parse *p)
{
	if (++p->depth > OM__FILTER_DEPTH)
		return om__parse_fail(p, peek(p)->at, "filter-limit", "nested deeper than %d",
			OM__FILTER_DEPTH);
	return 0;
}

/* ---- names ---- */

static bool is_singular(const char *name, const char *plural)
{
	size_t n = strlen(name), m = strlen(plural);

	if (n >= 1 && name[n - 1] == 'y' && m == n + 2)
		return !strncmp(name, plural, n - 1) && !strcmp(plural + n - 1, "ies");
	return m == n + 1 && !strncmp(name, plural, n) && plural[n] == 's';
}

static const struct om_field *own_field(const struct om_noun *noun, const char *name)
{
	const struct om_field *f = om_noun_field(noun, name);

	return f && (f->flags & OM_F_INPUT) ? NULL : f;
}

static const struct om_field *singular_set(const struct om_noun *noun, const char *name, unsigned flags)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (f->type == OM_T_SET && (f->flags & flags) == flags && is_singular(name, f->name))
			return f;
	return NULL;
}

static const struct om_field *bare_field(const struct om_noun *noun, const char *name, bool singular,
	const struct om_collection **ret_coll)
{
	const struct om_collection *c;

	for (int i = 0; (c = om__noun_collection_at(noun, i)); i++) {
		const struct om_field *f = singular ? singular_set(c->noun, name, OM_F_BARE)
						    : own_field(c->noun, name);
		if (f && (f->flags & OM_F_BARE)) {
			*ret_coll = c;
			return f;
		}
	}
	return NULL;
}

/* A header of a foreign file, by its letters and digits. */
static const struct om_field *quoted_field(struct om__parse *p, const char *name)
{
	const struct om_field *f = own_field(p->noun, name);
	char *key = om__header_key(p->arena, name);

	for (int i = 0; !f && key && (f = om_noun_field_at(p->noun, i)); i++) {
		char *other = om__header_key(p->arena, f->name);
		if (other && !strcmp(other, key))
			return f;
		f = NULL;
	}
	return f;
}

static int no_field(struct om__parse *p, unsigned at, const char *name, const char *more)
{
	struct om_buf words;
	const struct om_field *f;
	const struct om_collection *c;
	char *near = NULL;

	om__buf_init(&words, 0);
	om__buf_str(&words, more);
	for (int i = 0; (f = om_noun_field_at(p->noun, i)); i++)
		if (!(f->flags & OM_F_INPUT))
			om__buf_fmt(&words, " %s %s", f->name, f->nick ? f->nick : "");
	for (int j = 0; (c = om__noun_collection_at(p->noun, j)); j++)
		for (int i = 0; (f = om_noun_field_at(c->noun, i)); i++)
			if (f->flags & OM_F_BARE)
				om__buf_fmt(&words, " %s", f->name);
	om__parse_fail(p, at, "filter-field", "%s have no field '%.80s'", p->noun->plural, name);
	om_err_field(p->err, NULL, name);
	if (!words.is_bad)
		near = om__nearest(p->arena, name, words.data);
	if (near)
		om_err_hint(p->err, "did you mean '%s'?", near);
	om__buf_release(&words);
	return OM_EINVAL;
}

/* Takes the name of a field from the tokens.  COLL is set when it is a member's that stands bare. */
static int take_field(struct om__parse *p, struct om__ref *ret, const struct om_collection **ret_coll)
{
	const struct om__token *t = peek(p);
	const struct om_field *f = NULL;
	char *name = (char *)t->text;
	const char *colon;

	*ret_coll = NULL;
	if (t->kind == OM__T_STRING && p->env->has_quoted_fields) {
		p->pos++;
		f = quoted_field(p, name);
	} else if (t->kind != OM__T_WORD || om__lex_is_reserved(name)) {
		return unexpected(p, "a field");
	} else {
		p->pos++;
		if (name[strlen(name) - 1] == ':' && peek(p)->kind == OM__T_STRING && peek(p)->is_glued) {
			name = om__printf(p->arena, "%s%s", name, peek(p)->text);
			if (!name)
				return om__nomem(p->err);
			p->pos++;
		}
		f = own_field(p->noun, name);
		if (!f)
			f = bare_field(p->noun, name, false, ret_coll);
		if (!f)
			f = singular_set(p->noun, name, 0);
		if (!f)
			f = bare_field(p->noun, name, true, ret_coll);
	}
	if (!f)
		return no_field(p, t->at, name, "");
	colon = f->flags & OM_F_MAP ? name + strlen(f->name) : NULL;
	*ret = (struct om__ref){*ret_coll ? (*ret_coll)->noun : p->noun, f, colon};
	return 0;
}

/* ---- what each type can do ---- */

enum {
	CAN_EQ = 1,
	CAN_LT_GE = 2, /* < and >= */
	CAN_LE_GT = 4,
	CAN_GLOB = 8,
	CAN_IN = 16,
	CAN_RANGE = 32,
	CAN_HAS = 64,
	CAN_HAS_ALL = 128,
	CAN_EMPTY = 256,
	CAN_FIELD = 512, /* another field on the right */
	CAN_ORDER = CAN_EQ | CAN_LT_GE | CAN_LE_GT | CAN_IN | CAN_RANGE | CAN_EMPTY,
	CAN_TEXT = CAN_EQ | CAN_GLOB | CAN_IN | CAN_HAS | CAN_EMPTY,
};
static const unsigned can[] = {
	[OM_T_ID] = CAN_TEXT,
	[OM_T_TEXT] = CAN_TEXT,
	[OM_T_WORD] = CAN_EQ | CAN_IN | CAN_EMPTY,
	[OM_T_REF] = CAN_EQ | CAN_GLOB | CAN_IN | CAN_EMPTY,
	[OM_T_BOOL] = CAN_EQ,
	[OM_T_INT] = CAN_ORDER | CAN_FIELD,
	[OM_T_MONEY] = CAN_ORDER | CAN_FIELD,
	[OM_T_WEIGHT] = CAN_ORDER | CAN_FIELD,
	[OM_T_LENGTH] = CAN_ORDER | CAN_FIELD,
	[OM_T_TIME] = CAN_ORDER | CAN_FIELD,
	[OM_T_DAY] = CAN_ORDER | CAN_FIELD,
	[OM_T_CLOCK] = CAN_LT_GE | CAN_IN | CAN_RANGE | CAN_EMPTY,
	[OM_T_ZIP] = CAN_TEXT | CAN_RANGE,
	[OM_T_CELL] = CAN_TEXT | CAN_ORDER,
	[OM_T_SET] = CAN_EQ | CAN_IN | CAN_GLOB | CAN_HAS | CAN_HAS_ALL | CAN_EMPTY,
};
static const unsigned needs[] = {
	[OM__R_EQ] = CAN_EQ,
	[OM__R_LT] = CAN_LT_GE,
	[OM__R_LE] = CAN_LE_GT,
	[OM__R_GT] = CAN_LE_GT,
	[OM__R_GE] = CAN_LT_GE,
	[OM__R_GLOB] = CAN_GLOB,
	[OM__R_IN] = CAN_IN,
	[OM__R_HAS] = CAN_HAS,
	[OM__R_HAS_ANY] = CAN_HAS_ALL,
	[OM__R_HAS_ALL] = CAN_HAS_ALL,
	[OM__R_HAS_NONE] = CAN_HAS_ALL,
	[OM__R_HAS_ONLY] = CAN_HAS_ALL,
	[OM__R_EMPTY] = CAN_EMPTY,
};

/* The operators of a type in words, for hints and help. */
const char *om__filter_operators(enum om_type type)
{
	static const struct {
		unsigned can;
		const char *text;
	} words[] = {
		{CAN_TEXT, "= != ~ !~ in has is-empty"},
		{CAN_TEXT | CAN_RANGE, "= != ~ !~ in has is-empty"},
		{CAN_TEXT | CAN_ORDER, "= != < <= > >= ~ !~ in has is-empty"},
		{CAN_EQ | CAN_IN | CAN_EMPTY, "= != in is-empty"},
		{CAN_EQ | CAN_GLOB | CAN_IN | CAN_EMPTY, "= != ~ !~ in is-empty"},
		{CAN_EQ, "= !="},
		{CAN_ORDER | CAN_FIELD, "= != < <= > >= in is-empty"},
		{CAN_LT_GE | CAN_IN | CAN_RANGE | CAN_EMPTY, "< >= in is-empty"},
		{CAN_EQ | CAN_IN | CAN_GLOB | CAN_HAS | CAN_HAS_ALL | CAN_EMPTY,
			"has any/all/none/only = != in ~ !~ is-empty count"},
	};

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (words[i].can == can[type])
			return words[i].text;
	return "";
}

static int check_rel(struct om__parse *p, const struct om__node *n, const struct om__token *op)
{
	enum om_type type = n->ref.field->type;

	if (can[type] & needs[n->rel])
		return 0;
	om__parse_fail(p, op->at, "filter-type", "'%s' is of type %s, which has no '%.10s'", n->ref.field->name,
		om_type_name(type), op->text);
	om_err_field(p->err, n->ref.field->name, NULL);
	om_err_hint(p->err, "it has: %s", om__filter_operators(type));
	return OM_EINVAL;
}

/* ---- values and lists ---- */

static bool is_value(const struct om__token *t)
{
	return t->kind == OM__T_STRING || (t->kind == OM__T_WORD && !om__lex_is_reserved(t->text));
}

static int need_value(struct om__parse *p)
{
	const struct om__token *t = peek(p);

	if (is_value(t))
		return 0;
	if (t->kind != OM__T_WORD)
		return unexpected(p, "a value");
	om__parse_fail(p, t->at, "filter-syntax", "'%s' is a keyword", t->text);
	om_err_hint(p->err, "quote a value that is a keyword");
	return OM_EINVAL;
}

static int take_literal(struct om__parse *p, const struct om_field *f, struct om__literal *ret)
{
	int rc = need_value(p);

	if (rc)
		return rc;
	rc = om__literal_read(p, f, peek(p), ret);
	if (rc)
		return rc;
	p->pos++;
	return f->type == OM_T_MONEY ? om__literal_currency(p, ret) : 0;
}

static int reversed(struct om__parse *p, const struct om__item *it)
{
	return om__parse_fail(p, it->at, "filter-range", "the range '%.40s..%.40s' is reversed", it->lo.text,
		it->hi.text);
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
			return om__parse_fail(p, it->at, "filter-unit", "both ends need one currency");
		break;
	default: break;
	}
	return it->lo.num > it->hi.num ? reversed(p, it) : 0;
}

/* A zip item, whose ends stay text until both are known. */
static int take_zip_item(struct om__parse *p, const struct om_field *f, struct om__item *it)
{
	it->lo.text = it->hi.text = "";
	if (is_value(peek(p))) {
		const struct om__token *t = &p->tokens[p->pos++];
		it->lo.text = t->text;
		it->has_lo = true;
		if (t->kind == OM__T_WORD && t->text[0] == '@') {
			it->set = t->text + 1;
			return om__zip_set_read(p, f, it, it->at);
		}
	}
	if (accept(p, OM__T_RANGE)) {
		it->is_range = true;
		if (is_value(peek(p))) {
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

	it->at = peek(p)->at;
	if (f->type == OM_T_ZIP)
		return take_zip_item(p, f, it);
	it->lo.text = it->hi.text = "";
	if (peek(p)->kind != OM__T_RANGE) {
		rc = take_literal(p, f, &it->lo);
		if (rc)
			return rc;
		it->has_lo = true;
	}
	if (peek(p)->kind != OM__T_RANGE)
		return 0;
	if (!(can[f->type] & CAN_RANGE))
		return om__parse_fail(p, peek(p)->at, "filter-type", "'%s' is of type %s, which has no ranges",
			f->name, om_type_name(f->type));
	p->pos++;
	it->is_range = true;
	if (!it->has_lo || is_value(peek(p))) {
		rc = take_literal(p, f, &it->hi);
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
		return om__parse_fail(p, peek(p)->at, "filter-limit", "a list has at most %d items",
			OM__FILTER_ITEMS);
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
	bool parens = accept(p, OM__T_OPEN);

	do {
		int rc = grow_items(p, n);
		if (!rc)
			rc = take_item(p, n->ref.field, &n->items[n->item_count]);
		if (rc)
			return rc;
		n->item_count++;
	} while (accept(p, OM__T_COMMA));
	if (parens && !accept(p, OM__T_CLOSE))
		return unexpected(p, "')' or ','");
	return 0;
}

static int one_item(struct om__parse *p, struct om__node *n)
{
	n->items = OM_NEW(p->arena, struct om__item);
	if (!n->items)
		return om__nomem(p->err);
	n->items->at = peek(p)->at;
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

static bool accept_compare(struct om__parse *p, struct om__node *n)
{
	for (size_t i = 0; i < OM_COUNT(compares); i++) {
		if (!accept(p, compares[i].kind))
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

	if (t->kind != OM__T_WORD || !(can[f->type] & CAN_FIELD) || om__lex_is_reserved(t->text))
		return false;
	if ((c >= '0' && c <= '9') || c == '+' || c == '-')
		return false;
	return !((f->type == OM_T_TIME || f->type == OM_T_DAY) && om__when_is_word(t->text));
}

static int take_other_field(struct om__parse *p, struct om__node *n)
{
	const struct om__token *t = peek(p);
	const struct om_noun *noun = p->noun;
	const struct om_field *f = own_field(n->ref.noun, t->text);
	enum om_type type = n->ref.field->type;

	p->pos++;
	if (!f) {
		p->noun = n->ref.noun;
		no_field(p, t->at, t->text,
			type == OM_T_TIME || type == OM_T_DAY
				? "now today yesterday tomorrow this-week last-week next-week this-month last-month "
				  "next-month this-quarter last-quarter next-quarter this-year last-year next-year"
				: "");
		p->noun = noun;
		return OM_EINVAL;
	}
	if (f->type != type)
		return om__parse_fail(p, t->at, "filter-type", "'%s' is of type %s, '%s' of type %s", f->name,
			om_type_name(f->type), n->ref.field->name, om_type_name(type));
	n->other = (struct om__ref){
		n->ref.noun, f, f->flags & OM_F_MAP ? t->text + strlen(f->name) : NULL};
	return 0;
}

/* A pattern, or what `has` looks for in a text. */
static int take_pattern(struct om__parse *p, struct om__node *n)
{
	struct om__literal *l = &n->items[0].lo;
	const struct om__token *t = peek(p);
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
		return om__parse_fail(p, t->at, "filter-limit", "a pattern has at most %d bytes and %d '*'",
			OM__FILTER_PATTERN, OM__FILTER_STARS);
	p->pos++;
	return 0;
}

static int take_compared(struct om__parse *p, struct om__node *n)
{
	const struct om_field *f = n->ref.field;
	const struct om__token *t = peek(p);
	int rc;

	if (is_field_name(f, t))
		return take_other_field(p, n);
	rc = one_item(p, n);
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
	rc = take_literal(p, f, &n->items[0].lo);
	if (rc)
		return rc;
	if (f->type == OM_T_CELL && n->rel != OM__R_EQ && n->rel != OM__R_HAS) {
		int cmp;
		if (!om__decimal_cmp(t->text, "0", &cmp))
			return om__parse_fail(p, t->at, "filter-value", "'%.60s' is not a number", t->text);
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
	const struct om__token *next = peek_after(p);
	int rc;

	n->rel = OM__R_HAS;
	for (size_t i = 0; i < OM_COUNT(words); i++) {
		/* Without a list after it the word is the value. */
		if (!is_kw(peek(p), words[i].word) || !(next->kind == OM__T_OPEN || is_value(next)))
			continue;
		n->rel = words[i].rel;
		rc = check_rel(p, n, peek(p));
		if (rc)
			return rc;
		p->pos++;
		return take_items(p, n);
	}
	rc = check_rel(p, n, op);
	return rc ? rc : take_compared(p, n);
}

static int take_in(struct om__parse *p, struct om__node *n, const struct om__token *op)
{
	int rc;

	n->rel = OM__R_IN;
	rc = check_rel(p, n, op);
	return rc ? rc : take_items(p, n);
}

/* No relation: a yes/no field that must be yes. */
static int take_bare(struct om__parse *p, struct om__node *n)
{
	int rc;

	if (n->ref.field->type != OM_T_BOOL)
		return unexpected(p, "'=' or another relation");
	n->rel = OM__R_EQ;
	rc = one_item(p, n);
	n->items[0].lo = (struct om__literal){.text = "yes", .key = "yes", .num = 1};
	return rc;
}

static int relation(struct om__parse *p, struct om__node *n)
{
	const struct om__token *op = peek(p);
	int rc;

	if (accept_compare(p, n)) {
		rc = check_rel(p, n, op);
		return rc ? rc : take_compared(p, n);
	}
	if (accept_kw(p, "is")) {
		n->is_negated = accept_kw(p, "not");
		n->rel = OM__R_EMPTY;
		if (!accept_kw(p, "empty"))
			return unexpected(p, "'empty'");
		return check_rel(p, n, op);
	}
	if (is_kw(op, "not") && (is_kw(peek_after(p), "in") || is_kw(peek_after(p), "has"))) {
		n->is_negated = true;
		p->pos++;
	}
	op = peek(p);
	if (accept_kw(p, "in"))
		return take_in(p, n, op);
	if (accept_kw(p, "has"))
		return take_has(p, n, op);
	return take_bare(p, n);
}

static int test(struct om__parse *p, struct om__node **ret)
{
	struct om__node *n = node(p, OM__N_TEST);
	int rc;

	if (!n)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	rc = take_field(p, &n->ref, &n->coll);
	if (rc)
		return rc;
	*ret = n;
	return relation(p, n);
}

/* ---- collections ---- */

static int expr_or(struct om__parse *p, struct om__node **ret);

static int no_collection(struct om__parse *p, unsigned at, const char *name)
{
	struct om_buf words;
	const struct om_collection *c;
	char *near;

	om__buf_init(&words, 0);
	for (int i = 0; (c = om__noun_collection_at(p->noun, i)); i++)
		om__buf_fmt(&words, " %s", c->name);
	om__parse_fail(p, at, "filter-field", "%s have no '%.80s' to ask", p->noun->plural, name);
	near = om__nearest(p->arena, name, words.data);
	if (near)
		om_err_hint(p->err, "did you mean '%s'?", near);
	else if (words.len)
		om_err_hint(p->err, "there are:%s", words.data);
	om__buf_release(&words);
	return OM_EINVAL;
}

/* "(" or ")" with the names of the collection inside. */
static int members(struct om__parse *p, struct om__node *n)
{
	const struct om_noun *outer = p->noun;
	struct om__node *kid = NULL;
	int rc;

	if (!accept(p, OM__T_OPEN))
		return unexpected(p, "'('");
	rc = enter(p);
	if (rc)
		return rc;
	p->noun = n->coll->noun;
	rc = expr_or(p, &kid);
	p->noun = outer;
	p->depth--;
	if (rc)
		return rc;
	if (!accept(p, OM__T_CLOSE))
		return unexpected(p, "')'");
	return add_kid(p, n, kid);
}

static int quant(struct om__parse *p, enum om__quant which, struct om__node **ret)
{
	struct om__node *n = node(p, OM__N_QUANT);
	const struct om__token *t = peek(p);

	if (!n)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	*ret = n;
	n->quant = which;
	n->coll = om_noun_collection(p->noun, t->text);
	if (!n->coll)
		return no_collection(p, t->at, t->text);
	p->pos++;
	return members(p, n);
}

/* compare VALUE after count and sum */
static int compared_number(struct om__parse *p, struct om__node *n, const struct om_field *f)
{
	int rc;

	if (!accept_compare(p, n) || n->rel == OM__R_GLOB)
		return unexpected(p, "'=' or another comparison");
	rc = one_item(p, n);
	return rc ? rc : take_literal(p, f, &n->items[0].lo);
}

static int count(struct om__parse *p, struct om__node **ret)
{
	static const struct om_field number = {.name = "count", .type = OM_T_INT};
	struct om__node *n = node(p, OM__N_COUNT);
	const struct om__token *t = peek(p);
	int rc;

	if (!n)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	*ret = n;
	n->coll = om_noun_collection(p->noun, t->text);
	if (n->coll) {
		p->pos++;
		rc = peek(p)->kind == OM__T_OPEN ? members(p, n) : 0;
		return rc ? rc : compared_number(p, n, &number);
	}
	const struct om_field *f = own_field(p->noun, t->text);
	if (!f)
		f = singular_set(p->noun, t->text, 0);
	if (!f)
		return no_collection(p, t->at, t->text);
	if (f->type != OM_T_SET)
		return om__parse_fail(p, t->at, "filter-type", "'%s' is of type %s, which has nothing to count",
			f->name, om_type_name(f->type));
	p->pos++;
	n->ref = (struct om__ref){p->noun, f, NULL};
	return compared_number(p, n, &number);
}

static int sum(struct om__parse *p, struct om__node **ret)
{
	struct om__node *n = node(p, OM__N_SUM);
	const struct om__token *t = peek(p);
	const char *dot = strchr(t->text, '.');
	const struct om_noun *outer = p->noun;
	const struct om_field *f;
	char *name;
	int rc;

	if (!n)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	*ret = n;
	if (!dot)
		return unexpected(p, "COLLECTION.FIELD");
	name = om__strndup(p->arena, t->text, (size_t)(dot - t->text));
	if (!name)
		return om__nomem(p->err);
	n->coll = om_noun_collection(p->noun, name);
	if (!n->coll)
		return no_collection(p, t->at, name);
	p->noun = n->coll->noun;
	f = own_field(p->noun, dot + 1);
	rc = f ? 0 : no_field(p, t->at + (unsigned)(dot + 1 - t->text), dot + 1, "");
	p->noun = outer;
	if (rc)
		return rc;
	if (f->type != OM_T_INT && f->type != OM_T_MONEY && f->type != OM_T_WEIGHT && f->type != OM_T_LENGTH)
		return om__parse_fail(p, t->at, "filter-type", "'%s' is of type %s, which has no sum", f->name,
			om_type_name(f->type));
	n->ref = (struct om__ref){n->coll->noun, f, NULL};
	p->pos++;
	rc = peek(p)->kind == OM__T_OPEN ? members(p, n) : 0;
	return rc ? rc : compared_number(p, n, f);
}

/* ---- and, or, not ---- */

static int group(struct om__parse *p, struct om__node **ret)
{
	int rc = enter(p);

	if (!rc)
		rc = expr_or(p, ret);
	p->depth--;
	if (rc)
		return rc;
	return accept(p, OM__T_CLOSE) ? 0 : unexpected(p, "')'");
}

static int primary(struct om__parse *p, struct om__node **ret)
{
	static const char *const quants[] = {"any", "all", "none"};

	if (accept(p, OM__T_OPEN))
		return group(p, ret);
	/* These are keywords only before a name; else they could be fields. */
	if (peek_after(p)->kind == OM__T_WORD && !om__lex_is_reserved(peek_after(p)->text)) {
		for (size_t i = 0; i < OM_COUNT(quants); i++)
			if (accept_kw(p, quants[i]))
				return quant(p, (enum om__quant)i, ret);
		if (accept_kw(p, "count"))
			return count(p, ret);
		if (accept_kw(p, "sum"))
			return sum(p, ret);
	}
	return test(p, ret);
}

static int expr_not(struct om__parse *p, struct om__node **ret)
{
	struct om__node *n, *kid = NULL;
	int rc;

	if (!accept_kw(p, "not"))
		return primary(p, ret);
	n = node(p, OM__N_NOT);
	if (!n)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	rc = enter(p);
	if (!rc)
		rc = expr_not(p, &kid);
	p->depth--;
	if (rc)
		return rc;
	*ret = n;
	return add_kid(p, n, kid);
}

/* Adds KID to a list of KIND; a kid that is such a list itself is taken apart. */
static int join(struct om__parse *p, struct om__node *list, struct om__node *kid)
{
	if (kid->kind != list->kind)
		return add_kid(p, list, kid);
	for (size_t i = 0; i < kid->kid_count; i++) {
		int rc = add_kid(p, list, kid->kids[i]);
		if (rc)
			return rc;
	}
	return 0;
}

static int expr_list(struct om__parse *p, const char *word, enum om__node_kind kind,
	int (*part)(struct om__parse *, struct om__node **), struct om__node **ret)
{
	struct om__node *first = NULL, *list;
	int rc = part(p, &first);

	*ret = first;
	if (rc || !is_kw(peek(p), word))
		return rc;
	list = node(p, kind);
	if (!list)
		return p->err && p->err->code ? p->err->code : OM_EINVAL;
	rc = join(p, list, first);
	while (!rc && accept_kw(p, word)) {
		struct om__node *kid = NULL;
		rc = part(p, &kid);
		if (!rc)
			rc = join(p, list, kid);
	}
	*ret = list;
	return rc;
}

static int expr_and(struct om__parse *p, struct om__node **ret)
{
	return expr_list(p, "and", OM__N_AND, expr_not, ret);
}

static int expr_or(struct om__parse *p, struct om__node **ret)
{
	return expr_list(p, "or", OM__N_OR, expr_and, ret);
}

/* ---- the whole ---- */

static int parse_text(struct om__parse *p)
{
	int rc;

	if (strlen(p->text) > OM__FILTER_TEXT)
		return om__parse_fail(p, OM__FILTER_TEXT, "filter-limit", "a filter has at most %d bytes",
			OM__FILTER_TEXT);
	if (!om__utf8_valid(p->text, strlen(p->text)))
		return om__parse_fail(p, 0, "filter-syntax", "the text is not UTF-8");
	rc = om__lex(p);
	if (rc || peek(p)->kind == OM__T_END)
		return rc;
	rc = expr_or(p, &p->filter->root);
	if (!rc && peek(p)->kind != OM__T_END)
		rc = unexpected(p, NULL);
	return rc;
}

int om__filter_parse(struct om_arena *arena, const struct om_noun *noun, const struct om_filter_env *env,
	const char *text, const char *source, struct om_filter **ret, struct om_err *err)
{
	struct om_err own = {0};
	struct om_filter *f = OM_NEW(arena, struct om_filter);
	struct om__parse p = {.arena = arena, .noun = noun, .filter = f, .env = env, .err = err ? err : &own};
	int rc;

	if (!f)
		return om__nomem(err);
	/* Names and strings of the tree point into this copy. */
	p.text = om__strdup(arena, text ? text : "");
	p.source = source ? source : "";
	if (!p.text)
		return om__nomem(err);
	f->env = *env;
	f->noun = noun;
	rc = parse_text(&p);
	if (!rc)
		*ret = f;
	return rc;
}
