/* What the parts of the parser share: tokens, the state of one parse, and how it fails. */
#ifndef OM_QUERY_PARSE_H
#define OM_QUERY_PARSE_H

#include "query/filter/tree.h"

enum om__token_kind {
	OM__T_END,
	OM__T_WORD,
	OM__T_STRING,
	OM__T_EQ,
	OM__T_NE,
	OM__T_LT,
	OM__T_LE,
	OM__T_GT,
	OM__T_GE,
	OM__T_LIKE,
	OM__T_UNLIKE,
	OM__T_OPEN,
	OM__T_CLOSE,
	OM__T_COMMA,
	OM__T_RANGE,
	OM__T_BAD, /* text is the message; reported when the parser comes to it */
};
struct om__token {
	enum om__token_kind kind;
	unsigned at;      /* byte in the text */
	const char *text; /* unescaped */
	bool is_glued;    /* no blank before it */
};

struct om__parse {
	struct om_arena *arena;
	const struct om_noun *noun; /* whose fields names mean here */
	struct om_filter *filter;
	const struct om_filter_env *env;
	const char *text, *source;
	struct om__token *tokens;
	size_t pos;
	int depth, nodes;
	struct om_err *err;
};

/* Cuts the text into tokens; the last one is OM__T_END or OM__T_BAD. */
int om__lex(struct om__parse *) OM_MUST_USE;
/* Is TEXT one whole word token? (the printer quotes what is not) */
bool om__lex_is_word(const char *text);
/* Is TEXT one of the keywords that are never values? */
bool om__lex_is_reserved(const char *text);

/* Fails at byte AT of the text; returns OM_EINVAL. */
int om__parse_fail(struct om__parse *, unsigned at, const char *word, const char *fmt, ...)
	OM_PRINTF(4, 5);

/* ---- parse.c: tokens and nodes ---- */

/* The next token, and the one after it. */
struct om__token *om__peek(struct om__parse *);
struct om__token *om__peek_after(struct om__parse *);
/* Is it this keyword; takes the token if it is of this kind, or this keyword. */
bool om__is_kw(const struct om__token *, const char *word);
bool om__accept(struct om__parse *, enum om__token_kind);
bool om__accept_kw(struct om__parse *, const char *word);
/* The next token is not what the grammar has room for: "WANT expected". */
int om__unexpected(struct om__parse *, const char *want);
int om__node_new(struct om__parse *, enum om__node_kind, struct om__node **ret) OM_MUST_USE;

/* ---- fields.c: names and what types can do ---- */

/* A field by name that filters may use. */
const struct om_field *om__own_field(const struct om_noun *, const char *name);
/* A set by its singular; FLAGS it must have. */
const struct om_field *om__singular_set(const struct om_noun *, const char *name, unsigned flags);
/* Fails with the nearest name, MORE being further words that were possible. */
int om__no_field(struct om__parse *, unsigned at, const char *name, const char *more);
/* Gives REF, whose field is a map, the name that follows the map's in NAME (attr:NAME) and the type
 * of that field; AT is where it stands. */
int om__map_field(struct om__parse *, struct om__ref *, const char *name, unsigned at) OM_MUST_USE;
/* Takes the name of a field from the tokens; *RET_COLL is set when it is a member's that stands
 * bare. */
int om__take_field(
	struct om__parse *, struct om__ref *ret, const struct om_collection **ret_coll) OM_MUST_USE;
/* Refuses a relation that the type of the node's field lacks; OP is its token. */
int om__check_rel(
	struct om__parse *, const struct om__node *, const struct om__token *op) OM_MUST_USE;
/* Does the type know ranges; another field on the right; its operators in words. */
bool om__can_range(enum om_type);
bool om__can_field(enum om_type);
const char *om__filter_operators(enum om_type);

/* ---- test.c ---- */

/* Reads one test: a field, its relation, its values. */
int om__parse_test(struct om__parse *, struct om__node **ret) OM_MUST_USE;
/* Takes a comparison sign into the node. */
bool om__accept_compare(struct om__parse *, struct om__node *);
int om__take_literal(
	struct om__parse *, const struct om_field *, struct om__literal *ret) OM_MUST_USE;
/* Gives the node room for one value. */
int om__one_item(struct om__parse *, struct om__node *) OM_MUST_USE;

/* ---- literal.c, ref.c, when.c, zip.c ---- */

/* Reads TOKEN as a literal of the field's type into RET. */
int om__literal_read(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__literal *ret) OM_MUST_USE;
/* The same for the name of a record, or its key. */
int om__ref_read(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__literal *ret) OM_MUST_USE;
/* Gives a money literal its currency from the token after it, if that is one; moves on then. */
int om__literal_currency(struct om__parse *, struct om__literal *) OM_MUST_USE;
/* Reads a time or day literal. */
int om__when_read(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__when *ret) OM_MUST_USE;
bool om__when_is_word(const char *text);
/* Reads ZIP items: LO, or LO..HI with is_range, or the members of a set. */
int om__zip_read(
	struct om__parse *, const struct om_field *, struct om__item *, unsigned at) OM_MUST_USE;
int om__zip_set_read(
	struct om__parse *, const struct om_field *, struct om__item *, unsigned at) OM_MUST_USE;

#endif
