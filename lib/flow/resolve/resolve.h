/* The one function that looks at orders again: checks, maps, routes, allocates, derives the status
 * (orders.md R1). */
#ifndef OM_RESOLVE_H
#define OM_RESOLVE_H

#include "flow/resolve/image.h"

/* Resolves the orders, in queue order, as one: inside a write transaction; writes differences only.
 * Unknown ids are passed over. *RET_CHANGED (may be NULL) counts orders that changed. */
int om__resolve(struct om *, const int64_t *ids, size_t n, int64_t *ret_changed,
	struct om_err *) OM_MUST_USE;
/* The same without writing anything: fills an image that the caller initialised (explain, checks).
 */
int om__resolve_image(
	struct om__image *, const int64_t *ids, size_t n, struct om_err *) OM_MUST_USE;

/* What resolving made of an order, ready to be written or compared. */
struct om__outcome {
	const char *status, *problems, *first_problem, *holds, *stock_state, *fulfilled;
	int64_t hold_until;
	bool has_hold_until;
};
int om__derive(struct om__image *, const struct om__ord *, struct om__outcome *ret,
	struct om_err *) OM_MUST_USE;
/* Writes the differences of a resolved image. */
int om__store(struct om__image *, int64_t *ret_changed, struct om_err *) OM_MUST_USE;

#endif
