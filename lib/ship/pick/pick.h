/* Taking back what became of a pick list, as undo does it.  All inside a transaction. */
#ifndef OM_SHIP_PICK_H
#define OM_SHIP_PICK_H

#include "db/db.h"

/* What was found for a line. */
struct om__pick_figure {
	int64_t seq, picked;
	bool is_known; /* false: nobody was there yet */
};
/* Makes what was found for lines of a list known again, or unknown again: their units are firm, or
 * may go elsewhere, and the orders are looked at anew.  What was locked because it was missing is
 * not touched: these are movements.  OM_EREFUSED "changed" when a line does not stand as it should.
 */
int om__pick_turn_lines(struct om *, int64_t pick_list_id, const struct om__pick_figure *, size_t n,
	struct om_err *) OM_MUST_USE;
/* Gives a list the state that it had.  OM_EREFUSED "on-pick-list" when it would be open again while
 * an order of it stands on another open list, unless that is allowed. */
int om__pick_turn_state(
	struct om *, int64_t pick_list_id, const char *state, struct om_err *) OM_MUST_USE;

#endif
