/* The parser of the filter language (bots.md, "Grammar"): recursive descent over the tokens of
 * lex.c into the tree of tree.h.
 *
 * Names are looked up and literals typed while parsing, so that every error has its column.  `a and
 * b and c` is one node, also where parentheses grouped it: the canonical print and the tree are
 * then the same thing.  Nesting, nodes and items are bounded here, and the back ends recurse no
 * deeper than the tree. */
#include <stdarg.h>
#include <stdio.h>
#include "base/text.h"
#include "query/nouns.h"
#include "query/filter/parse.h"

/* ---- tokens and failures ---- */

struct om__token *om__peek(struct om__parse *p)
{
	return &p->tokens[p->pos];
}

struct om__token *om__peek_after(struct om__parse *p)
{
	struct om__token *t = om__peek(p);

	return t->kind == OM__T_END || t->kind == OM__T_BAD ? t : t + 1;
}

bool om__is_kw(const struct om__token *t, const char *word)
{
	return t->kind == OM__T_WORD && !strcmp(t->text, word);
}

bool om__accept(struct om__parse *p, enum om__token_kind kind)
{
	if (om__peek(p)->kind != kind)
		return false;
	p->pos++;
	return true;
}

bool om__accept_kw(struct om__parse *p, const char *word)
{
	if (!om__is_kw(om__peek(p), word))
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
int om__unexpected(struct om__parse *p, const char *want)
{
	const struct om__token *t = om__peek(p);

	if (t->kind == OM__T_BAD)
		return om__parse_fail(p, t->at, "filter-syntax", "%s", t->text);
	if (want)
		return om__parse_fail(p, t->at, "filter-syntax", "%s expected", want);
	om__parse_fail(p, t->at, "filter-syntax", "unexpected '%.60s'", t->text);
	if (!strcmp(t->text, ".."))
		om_err_hint(p->err, "a range stands after in: in 5..20");
	return OM_EINVAL;
}

/* ---- nodes ---- */

int om__node_new(struct om__parse *p, enum om__node_kind kind, struct om__node **ret)
{
	if (++p->nodes > OM__FILTER_NODES)
		return om__parse_fail(p, om__peek(p)->at, "filter-limit",
			"a filter has at most %d parts", OM__FILTER_NODES);
	*ret = OM_NEW(p->arena, struct om__node);
	if (!*ret)
		return om__nomem(p->err);
	(*ret)->kind = kind;
	return 0;
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
		return om__parse_fail(p, om__peek(p)->at, "filter-limit", "nested deeper than %d",
			OM__FILTER_DEPTH);
	return 0;
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

	if (!om__accept(p, OM__T_OPEN))
		return om__unexpected(p, "'('");
	rc = enter(p);
	if (rc)
		return rc;
	p->noun = n->coll->noun;
	rc = expr_or(p, &kid);
	p->noun = outer;
	p->depth--;
	if (rc)
		return rc;
	if (!om__accept(p, OM__T_CLOSE))
		return om__unexpected(p, "')'");
	return add_kid(p, n, kid);
}

static int quant(struct om__parse *p, enum om__quant which, struct om__node **ret)
{
	const struct om__token *t = om__peek(p);
	struct om__node *n;
	int rc = om__node_new(p, OM__N_QUANT, &n);

	if (rc)
		return rc;
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

	if (!om__accept_compare(p, n) || n->rel == OM__R_GLOB)
		return om__unexpected(p, "'=' or another comparison");
	rc = om__one_item(p, n);
	return rc ? rc : om__take_literal(p, f, &n->items[0].lo);
}

static int count(struct om__parse *p, struct om__node **ret)
{
	static const struct om_field number = {.name = "count", .type = OM_T_INT};
	const struct om__token *t = om__peek(p);
	struct om__node *n;
	int rc = om__node_new(p, OM__N_COUNT, &n);

	if (rc)
		return rc;
	*ret = n;
	n->coll = om_noun_collection(p->noun, t->text);
	if (n->coll) {
		p->pos++;
		rc = om__peek(p)->kind == OM__T_OPEN ? members(p, n) : 0;
		return rc ? rc : compared_number(p, n, &number);
	}
	const struct om_field *f = om__own_field(p->noun, t->text);
	if (!f)
		f = om__singular_set(p->noun, t->text, 0);
	if (!f)
		return no_collection(p, t->at, t->text);
	if (f->type != OM_T_SET)
		return om__parse_fail(p, t->at, "filter-type",
			"'%s' is of type %s, which has nothing to count", f->name,
			om_type_name(f->type));
	p->pos++;
	n->ref = (struct om__ref){p->noun, f, NULL};
	return compared_number(p, n, &number);
}

static int sum(struct om__parse *p, struct om__node **ret)
{
	const struct om__token *t = om__peek(p);
	const char *dot = strchr(t->text, '.');
	const struct om_noun *outer = p->noun;
	const struct om_field *f;
	struct om__node *n;
	char *name;
	int rc = om__node_new(p, OM__N_SUM, &n);

	if (rc)
		return rc;
	*ret = n;
	if (!dot)
		return om__unexpected(p, "COLLECTION.FIELD");
	name = om__strndup(p->arena, t->text, (size_t)(dot - t->text));
	if (!name)
		return om__nomem(p->err);
	n->coll = om_noun_collection(p->noun, name);
	if (!n->coll)
		return no_collection(p, t->at, name);
	p->noun = n->coll->noun;
	f = om__own_field(p->noun, dot + 1);
	rc = f ? 0 : om__no_field(p, t->at + (unsigned)(dot + 1 - t->text), dot + 1, "");
	p->noun = outer;
	if (rc)
		return rc;
	if (f->type != OM_T_INT && f->type != OM_T_MONEY && f->type != OM_T_WEIGHT &&
		f->type != OM_T_LENGTH)
		return om__parse_fail(p, t->at, "filter-type",
			"'%s' is of type %s, which has no sum", f->name, om_type_name(f->type));
	n->ref = (struct om__ref){n->coll->noun, f, NULL};
	p->pos++;
	rc = om__peek(p)->kind == OM__T_OPEN ? members(p, n) : 0;
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
	return om__accept(p, OM__T_CLOSE) ? 0 : om__unexpected(p, "')'");
}

static int primary(struct om__parse *p, struct om__node **ret)
{
	static const char *const quants[] = {"any", "all", "none"};

	if (om__accept(p, OM__T_OPEN))
		return group(p, ret);
	/* These are keywords only before a name; else they could be fields. */
	if (om__peek_after(p)->kind == OM__T_WORD &&
		!om__lex_is_reserved(om__peek_after(p)->text)) {
		for (size_t i = 0; i < OM_COUNT(quants); i++)
			if (om__accept_kw(p, quants[i]))
				return quant(p, (enum om__quant)i, ret);
		if (om__accept_kw(p, "count"))
			return count(p, ret);
		if (om__accept_kw(p, "sum"))
			return sum(p, ret);
	}
	return om__parse_test(p, ret);
}

static int expr_not(struct om__parse *p, struct om__node **ret)
{
	struct om__node *n, *kid = NULL;
	int rc;

	if (!om__accept_kw(p, "not"))
		return primary(p, ret);
	rc = om__node_new(p, OM__N_NOT, &n);
	if (rc)
		return rc;
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
	struct om__node *first = NULL, *list = NULL;
	int rc = part(p, &first);

	*ret = first;
	if (rc || !om__is_kw(om__peek(p), word))
		return rc;
	rc = om__node_new(p, kind, &list);
	if (!rc)
		rc = join(p, list, first);
	while (!rc && om__accept_kw(p, word)) {
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
		return om__parse_fail(p, OM__FILTER_TEXT, "filter-limit",
			"a filter has at most %d bytes", OM__FILTER_TEXT);
	if (!om__utf8_valid(p->text, strlen(p->text)))
		return om__parse_fail(p, 0, "filter-syntax", "the text is not UTF-8");
	rc = om__lex(p);
	if (rc || om__peek(p)->kind == OM__T_END)
		return rc;
	rc = expr_or(p, &p->filter->root);
	if (!rc && om__peek(p)->kind != OM__T_END)
		rc = om__unexpected(p, NULL);
	return rc;
}

int om__filter_parse(struct om_arena *arena, const struct om_noun *noun,
	const struct om_filter_env *env, const char *text, const char *source,
	struct om_filter **ret, struct om_err *err)
{
	struct om_err own = {0};
	struct om_filter *f = OM_NEW(arena, struct om_filter);
	struct om__parse p = {
		.arena = arena, .noun = noun, .filter = f, .env = env, .err = err ? err : &own};
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
