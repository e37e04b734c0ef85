/* The work list: orders to look at again before the transaction under way commits.
 *
 * A verb that changes an order, and an import that stores one, adds it here; flow resolves the list
 * in queue order before the commit, so that many orders of one chunk are resolved as one.  A
 * rollback empties the list. */
#ifndef OM_WORK_H
#define OM_WORK_H

#include "db/db.h"

/* Adds an order; twice is once. */
int om__work_add(struct om *, int64_t order_id, struct om_err *) OM_MUST_USE;
/* The ids so far, each once, unsorted; borrowed until the next om__work_add or om__work_clear. */
const int64_t *om__work(const struct om *, size_t *ret_count);
void om__work_clear(struct om *);
void om__work_free(struct om *);

#endif
