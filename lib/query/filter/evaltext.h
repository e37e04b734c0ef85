/* Texts of facts, compared without a copy: a span is a stretch of bytes that is folded and
 * unescaped as it is read. */
#ifndef OM_QUERY_EVALTEXT_H
#define OM_QUERY_EVALTEXT_H

#include "query/filter/tree.h"

struct om__span {
	const char *p, *end;
	bool is_folded, is_escaped;
};

/* The text of a field's value as its type compares it: texts lose their outer blanks. */
struct om__span om__span_of(const struct om_field *, const char *text);
/* The next member of a set from *TEXT on; empty members are left out. */
bool om__span_member(const struct om_field *, const char **text, struct om__span *ret);
bool om__span_is_empty(struct om__span);
bool om__span_eq(struct om__span, const char *key);
bool om__span_has(struct om__span, const char *key);
/* Pattern: * any run, ? one character, \ makes the next one plain. */
bool om__span_glob(struct om__span, const char *pattern);
/* The text itself, cut to SIZE - 1 bytes. */
void om__span_copy(struct om__span, char *ret, size_t size);

#endif
