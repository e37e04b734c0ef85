/* Allocation over an image: who holds which units afterwards (orders.md R7). */
#ifndef OM_ALLOCATE_H
#define OM_ALLOCATE_H

#include "flow/resolve/image.h"

/* Makes an order a participant: its claims that are neither firm nor pinned no longer count as
 * kept, and are granted anew. */
int om__take_part(struct om__image *, struct om__ord *, struct om_err *) OM_MUST_USE;
/* Would the whole open demand of the order fit at the warehouse now: in default mode with part
 * units of all counting as free, in strict mode without them? */
int om__fits(struct om__image *, struct om__ord *, struct om__house *, bool *ret,
	struct om_err *) OM_MUST_USE;
/* Pass 1 for an order that has a source: takes its whole demand if that fits (default), or line by
 * line what fits (strict), or everything with oversell where the warehouse does not check its
 * stock.  What is left for pass 2 is noted. */
int om__allocate(struct om__image *, struct om__ord *, struct om_err *) OM_MUST_USE;
/* Pass 2: shares out what is left among those that are not whole, oldest first, line by line. */
int om__share_out(struct om__image *, struct om_err *) OM_MUST_USE;
/* Units that a line is granted. */
int64_t om__granted(const struct om__line *);
/* Does the line need units of stock: open, ships, mapped to an active tracked product? */
bool om__needs_stock(const struct om__line *);

#endif
