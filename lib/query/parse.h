/* What the parts of the parser share: tokens, the state of one parse, and how it fails. */
#ifndef OM_QUERY_PARSE_H
#define OM_QUERY_PARSE_H

#include "query/tree.h"

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
	unsigned at;	  /* byte in the text */
	const char *text; /* unescaped */
	bool is_glued;	  /* no blank before it */
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
int om__parse_fail(struct om__parse *, unsigned at, const char *word, const char *fmt, ...) OM_PRINTF(4, 5);
/* Reads TOKEN as a literal of the field's type into RET; *ret_is_bare says that money came without currency. */
int om__literal_read(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__literal *ret) OM_MUST_USE;
/* Gives a money literal its currency from the token after it, if that is one; moves on then. */
int om__literal_currency(struct om__parse *, struct om__literal *) OM_MUST_USE;
/* Reads a time or day literal. */
int om__when_read(struct om__parse *, const struct om_field *, const struct om__token *,
	struct om__when *ret) OM_MUST_USE;
bool om__when_is_word(const char *text);
/* Reads ZIP items: LO, or LO..HI with is_range, or the members of a set. */
int om__zip_read(struct om__parse *, const struct om_field *, struct om__item *, unsigned at) OM_MUST_USE;
int om__zip_set_read(struct om__parse *, const struct om_field *, struct om__item *, unsigned at) OM_MUST_USE;

#endif
