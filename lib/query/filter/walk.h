/* Walking the fields that a filter reads. */
#ifndef OM_QUERY_WALK_H
#define OM_QUERY_WALK_H

#include "query/filter/tree.h"

/* Calls EACH for every use of a field, the country of a ZIP included; COLL is the innermost
 * collection around it.  A collection is visited too, with a ref without field. */
void om__filter_walk(const struct om_filter *,
	void (*each)(void *, const struct om_collection *, const struct om__ref *), void *arg);
/* Collections inside collections: 0 without any, 1 with plain ones, 2 with those that stand inside
 * others */
int om__filter_depth(const struct om_filter *);

#endif
