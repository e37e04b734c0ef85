/* Taking back what became of a pick list, as undo does it.  All inside a transaction. */
#ifndef OM_SHIP_PICK_H
#define OM_SHIP_PICK_H

#include "db/db.h"

/* Makes what was found for a line FIGURE again, or (NULL) unknown again: its units are firm, or may
 * go elsewhere, and the order is looked at anew.  What was locked because it was missing is not
 * touched: these are movements.  OM_EREFUSED "changed" when the line does not stand as it should.
 */
int om__pick_turn_line(struct om *, int64_t pick_list_id, int64_t seq, const int64_t *figure,
	struct om_err *) OM_MUST_USE;
/* Gives a list the state that it had.  OM_EREFUSED "on-pick-list" when it would be open again while
 * an order of it stands on another open list, unless that is allowed. */
int om__pick_turn_state(
	struct om *, int64_t pick_list_id, const char *state, struct om_err *) OM_MUST_USE;

#endif
