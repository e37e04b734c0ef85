/* What sqlgen.c (nodes) and sqlleaf.c (tests of one field) share. */
#ifndef OM_QUERY_SQLLEAF_H
#define OM_QUERY_SQLLEAF_H

#include "query/sqlgen.h"

struct om__gen {
	struct om_sql *s;
	const struct om_filter_env *env;
	bool needs_eval;
	int depth; /* lists and `exists` around what comes next */
};

/* The column of a test: a piece of a fragment, or a member of a set; FOLD wraps it, 0: as it is. */
struct om__col {
	const char *text;
	size_t len;
	const char *map_name;
	int fold;
};

/* Appends text; a fragment up to its first gap; what follows up to the next one. */
void om__gen_put(struct om__gen *, const char *text);
const char *om__gen_open(struct om__gen *, int frag);
const char *om__gen_next(struct om__gen *, const char *rest);
void om__gen_col(struct om__gen *, const struct om__col *);
/* A fragment with the column in its only gap. */
void om__gen_around(struct om__gen *, int frag, const struct om__col *);
/* `in` over a list: all singles are one test, each range one more, refs by id compare the id. */
void om__gen_in(struct om__gen *, const struct om__node *, const struct om__item *, size_t count,
	bool is_text, const struct om__col *);

/* Tests of sqlwords.c. */
void om__leaf_text(struct om__gen *, const struct om__node *, const struct om__col *);
void om__leaf_zip(struct om__gen *, const struct om__node *, const struct om__col *);
void om__leaf_set(struct om__gen *, const struct om__node *, const struct om__col *);

/* Appends the positive test of a node's field, in the frame of its noun; its truth may be null only
 * where the field is. */
void om__gen_leaf(struct om__gen *, const struct om__node *);
/* Appends a field as a value; both are without alternatives. */
void om__gen_field(struct om__gen *, const struct om__ref *);
/* Appends " = ", " < " ... */
void om__gen_op(struct om__gen *, enum om__rel);
/* Appends the currency of a money field's record. */
void om__gen_currency(struct om__gen *, const struct om__ref *);
/* Number of members of a set. */
void om__gen_set_count(struct om__gen *, const struct om__ref *);

/* Long chains of `and` and `or` are grouped, because an engine's expressions have a greatest depth:
 * call before each of N parts, and once with I = N at the end. */
void om__gen_joint(struct om__gen *, size_t i, size_t n, const char *word);

#endif
