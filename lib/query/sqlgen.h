/* The builder of SQL texts out of constant fragments and binds, for filters (sqlgen.c) and lists
 * (query.c). */
#ifndef OM_QUERY_SQLGEN_H
#define OM_QUERY_SQLGEN_H

#include "db/db.h"
#include "query/filter/tree.h"

/* Appends TEXT up to the next `$`, which it skips; returns what follows. */
const char *om__sql_part(struct om_sql *, const char *text);
/* The text of a fragment for the engine of the builder. */
const char *om__sql_frag(const struct om_sql *, int frag);
/* Appends a fragment of a noun.  Binds that it may hold get their values here: :map_name
 * (MAP_NAME), :now, :today and :currency (the company's). */
void om__sql_put(struct om_sql *, const struct om_filter_env *, int frag, const char *map_name);
/* The same with LEN bytes of a fragment. */
void om__sql_put_text(struct om_sql *, const struct om_filter_env *, const char *text, size_t len,
	const char *map_name);
/* Appends a new bind. */
void om__sql_int(struct om_sql *, int64_t);
void om__sql_str(struct om_sql *, const char *);
/* The binds as arguments of a statement, in the arena of the builder, with EXTRA free slots before
 * the end. */
struct om__arg *om__sql_args(const struct om_sql *, int extra);
/* Appends the value of a field for output: of several columns the first that is filled. */
void om__sql_value(struct om_sql *, const struct om_filter_env *, int frag, const char *map_name);

/* A field may look at several columns (an order line's `sku` is the master or the listing SKU): its
 * fragment parts them by
 * "$or".  Gives the next one, from *TEXT on; false at the end. */
bool om__sql_alternative(const char **text, const char **ret, size_t *ret_len);
bool om__sql_is_several(const char *frag_text);
/* Appends all the columns of such a field as one set. */
void om__sql_several(struct om_sql *, const struct om_filter_env *, int frag);

#endif
