/* The table of all nouns.  It is defined by the folder that knows them all (flow); this folder only
 * walks it. */
#ifndef OM_QUERY_NOUNS_H
#define OM_QUERY_NOUNS_H

#include "db/db.h"
#include <om/noun.h>

/* What gives each noun; NULL-terminated. */
extern const struct om_noun *(*const om__nouns[])(void);
/* The statement that lists the time zones that rows may have of their own (noun->zone); defined by
 * flow. */
extern const enum om__sql om__zones_sql;
/* Collections in order, those of extensions after; NULL past the end. */
const struct om_collection *om__noun_collection_at(const struct om_noun *, int index);
int om__noun_collection_count(const struct om_noun *);
/* The verb that goes with the noun's plural: orders HAVE, but stock and history HAS. */
const char *om__noun_verb(const struct om_noun *, const char *have, const char *has);

#endif
