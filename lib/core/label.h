/* Labels by name: words that records carry.  The records themselves are made in lib/setup. */
#ifndef OM_LABEL_H
#define OM_LABEL_H

#include "db/db.h"

struct om__label {
	int64_t label_id;
	const char *label; /* as it is spelt in the list */
	bool is_active;
};
/* The label NAME, ASCII case aside, texts in ARENA: 1, 0 where there is none. */
int om__label_find(struct om *, const char *name, struct om_arena *, struct om__label *ret,
	struct om_err *) OM_MUST_USE;
/* Makes the label NAME if there is none (labels of products grow by use); in a transaction. */
int om__label_grow(struct om *, const char *name, struct om_err *) OM_MUST_USE;

#endif
