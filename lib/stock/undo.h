/* Taking back changes of cost layers; of stock it is done by movements of kind undo and unship. */
#ifndef OM_STOCK_UNDO_H
#define OM_STOCK_UNDO_H

#include "db/db.h"

/* Writes the opposite of what RUN_ID put into layers and lost from them (inventory.md 14.5).
 * OM_EREFUSED "value-used" when a layer was drawn since. */
int om__layers_undo_run(struct om *, int64_t run_id, struct om_err *) OM_MUST_USE;
/* Gives the units of a shipment that is voided back to the layers that they were drawn from, and
 * takes their cost of goods sold back. */
int om__layers_unship(struct om *, int64_t shipment_id, struct om_err *) OM_MUST_USE;
/* The opposite of what RUN_ID did when it voided the shipment: its units leave the same layers
 * again, at the same cost.  OM_EREFUSED "value-used" when they were drawn by another since. */
int om__layers_reship(
	struct om *, int64_t shipment_id, int64_t run_id, struct om_err *) OM_MUST_USE;

#endif
