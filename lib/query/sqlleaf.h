/* What sqlgen.c (nodes) and sqlleaf.c (tests of one field) share. */
#ifndef OM_QUERY_SQLLEAF_H
#define OM_QUERY_SQLLEAF_H

#include "query/sqlgen.h"

struct om__gen {
	struct om_sql *s;
	const struct om_filter_env *env;
	bool needs_eval;
};

/* Appends the positive test of a node's field, in the frame of its noun; its truth may be null only where the field is. */
void om__gen_leaf(struct om__gen *, const struct om__node *);
/* Appends a field as a value; both are without alternatives. */
void om__gen_field(struct om__gen *, const struct om__ref *);
/* Appends " = ", " < " ... */
void om__gen_op(struct om__gen *, enum om__rel);
/* Appends the currency of a money field's record. */
void om__gen_currency(struct om__gen *, const struct om__ref *);
/* Number of members of a set. */
void om__gen_set_count(struct om__gen *, const struct om__ref *);

/* Long chains of `and` and `or` are grouped, because an engine's expressions have a greatest depth: call before each of N parts, and
 * once with I = N at the end. */
void om__gen_joint(struct om__gen *, size_t i, size_t n, const char *word);

#endif
