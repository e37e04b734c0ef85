/* The canonical text of a filter: single blanks, lists in parentheses, quotes only where needed,
 * and parentheses only where the grammar asks for them.  Reading it again gives the same tree. */
#include "query/filter/parse.h"

static void put_string(struct om_buf *b, const char *text)
{
	om__buf_char(b, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			om__buf_char(b, '\\');
		om__buf_char(b, *text);
	}
	om__buf_char(b, '"');
}

/* A value is quoted when it is not one whole word, when it is a keyword, or when it would read as a
 * zip set. */
static void put_value(struct om_buf *b, const char *text)
{
	if (om__lex_is_word(text) && !om__lex_is_reserved(text) && *text != '@')
		om__buf_str(b, text);
	else
		put_string(b, text);
}

/* Words that after `has` or before a name would be keywords. */
static bool is_soft_keyword(const char *text)
{
	static const char *const words[] = {"any", "all", "none", "only", "count", "sum", "empty"};

	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (!strcmp(text, words[i]))
			return true;
	return false;
}

static void put_field(const struct om_filter *f, const struct om__ref *r, struct om_buf *b)
{
	const char *name = r->field->name;

	if (r->map_name) {
		om__buf_str(b, name);
		if (om__lex_is_word(r->map_name) && !strstr(r->map_name, ".."))
			om__buf_str(b, r->map_name);
		else
			put_string(b, r->map_name);
	} else if (f->env.has_quoted_fields &&
		(!om__lex_is_word(name) || om__lex_is_reserved(name) || is_soft_keyword(name))) {
		put_string(b, name);
	} else {
		om__buf_str(b, name);
	}
}

static void put_literal(struct om_buf *b, const struct om__literal *l, enum om_type type)
{
	put_value(b, l->text);
	if (type == OM_T_MONEY && l->has_unit) {
		om__buf_char(b, ' ');
		om__buf_str(b, l->unit);
	}
}

static void put_item(struct om_buf *b, const struct om__item *it, enum om_type type)
{
	if (it->set) {
		om__buf_char(b, '@');
		om__buf_str(b, it->set);
		return;
	}
	if (it->has_lo)
		put_literal(b, &it->lo, type);
	if (it->is_range)
		om__buf_str(b, "..");
	if (it->has_hi)
		put_literal(b, &it->hi, type);
}

static void put_items(struct om_buf *b, const struct om__node *n)
{
	om__buf_char(b, '(');
	for (size_t i = 0; i < n->item_count; i++) {
		if (i)
			om__buf_str(b, ", ");
		put_item(b, &n->items[i], n->ref.field->type);
	}
	om__buf_char(b, ')');
}

static void put_relation(
	const struct om_filter *f, const struct om__node *n, enum om_type type, struct om_buf *b)
{
	static const struct {
		const char *plain, *negated;
		bool is_list;
	} rels[] = {
		[OM__R_EQ] = {" = ", " != ", false},
		[OM__R_LT] = {" < ", NULL, false},
		[OM__R_LE] = {" <= ", NULL, false},
		[OM__R_GT] = {" > ", NULL, false},
		[OM__R_GE] = {" >= ", NULL, false},
		[OM__R_GLOB] = {" ~ ", " !~ ", false},
		[OM__R_IN] = {" in ", " not in ", true},
		[OM__R_HAS] = {" has ", " not has ", false},
		[OM__R_HAS_ANY] = {" has any ", " not has any ", true},
		[OM__R_HAS_ALL] = {" has all ", " not has all ", true},
		[OM__R_HAS_NONE] = {" has none ", " not has none ", true},
		[OM__R_HAS_ONLY] = {" has only ", " not has only ", true},
		[OM__R_EMPTY] = {" is empty", " is not empty", false},
	};

	om__buf_str(b, n->is_negated ? rels[n->rel].negated : rels[n->rel].plain);
	if (n->rel == OM__R_EMPTY)
		return;
	if (rels[n->rel].is_list)
		put_items(b, n);
	else if (n->other.field)
		put_field(f, &n->other, b);
	else if (n->rel == OM__R_HAS && is_soft_keyword(n->items[0].lo.text))
		put_string(b, n->items[0].lo.text);
	else
		put_literal(b, &n->items[0].lo, type);
}

static void put_node(const struct om_filter *f, const struct om__node *n, struct om_buf *b);

/* A list inside `not`, or an `or` inside an `and`, stands in parentheses. */
static void put_kid(
	const struct om_filter *f, const struct om__node *n, bool parens, struct om_buf *b)
{
	if (parens)
		om__buf_char(b, '(');
	put_node(f, n, b);
	if (parens)
		om__buf_char(b, ')');
}

static void put_list(const struct om_filter *f, const struct om__node *n, struct om_buf *b)
{
	for (size_t i = 0; i < n->kid_count; i++) {
		if (i)
			om__buf_str(b, n->kind == OM__N_AND ? " and " : " or ");
		put_kid(f, n->kids[i], n->kind == OM__N_AND && n->kids[i]->kind == OM__N_OR, b);
	}
}

static void put_number(const struct om_filter *f, const struct om__node *n, struct om_buf *b)
{
	bool is_sum = n->kind == OM__N_SUM;

	om__buf_str(b, is_sum ? "sum " : "count ");
	if (n->coll)
		om__buf_str(b, n->coll->name);
	if (is_sum)
		om__buf_char(b, '.');
	if (n->ref.field)
		put_field(f, &n->ref, b);
	if (n->kid_count) {
		om__buf_char(b, ' ');
		put_kid(f, n->kids[0], true, b);
	}
	put_relation(f, n, is_sum ? n->ref.field->type : OM_T_INT, b);
}

static void put_node(const struct om_filter *f, const struct om__node *n, struct om_buf *b)
{
	static const char *const quants[] = {"any ", "all ", "none "};

	switch (n->kind) {
	case OM__N_AND:
	case OM__N_OR: put_list(f, n, b); break;
	case OM__N_NOT:
		om__buf_str(b, "not ");
		put_kid(f, n->kids[0],
			n->kids[0]->kind == OM__N_AND || n->kids[0]->kind == OM__N_OR, b);
		break;
	case OM__N_QUANT:
		om__buf_str(b, quants[n->quant]);
		om__buf_str(b, n->coll->name);
		om__buf_char(b, ' ');
		put_kid(f, n->kids[0], true, b);
		break;
	case OM__N_COUNT:
	case OM__N_SUM: put_number(f, n, b); break;
	case OM__N_TEST: put_field(f, &n->ref, b); put_relation(f, n, n->ref.field->type, b);
	}
}

void om__filter_print(const struct om_filter *f, struct om_buf *b)
{
	if (f->root)
		put_node(f, f->root, b);
}
