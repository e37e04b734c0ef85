/* Voiding a shipment, as undo does it. */
#ifndef OM_SHIP_UNDO_H
#define OM_SHIP_UNDO_H

#include "db/db.h"

/* Voids the shipment and puts its units back where they lay, with their cost; the order is open
 * again and looked at anew.  Inside a transaction.  OM_ESTATE "wrong-state". */
int om__ship_void(struct om *, int64_t shipment_id, struct om_err *) OM_MUST_USE;

#endif
