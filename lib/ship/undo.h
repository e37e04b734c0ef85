/* Taking back what became of a shipment after it was booked, as undo does it.  All inside a
 * transaction. */
#ifndef OM_SHIP_UNDO_H
#define OM_SHIP_UNDO_H

#include "db/db.h"

/* Voids the shipment and puts its units back where they lay, with their cost; the order is open
 * again and looked at anew.  Inside a transaction.  OM_ESTATE "wrong-state". */
int om__ship_void(struct om *, int64_t shipment_id, struct om_err *) OM_MUST_USE;
/* The shipment that RUN_ID voided stands again: its units leave where they left from, out of what
 * its order holds and of what is free there, at the cost they had.  OM_ESTATE "wrong-state";
 * OM_EREFUSED "changed" when its lines have no such units open any more, "short-stock",
 * "value-used", "same-tracking". */
int om__ship_restore(struct om *, int64_t shipment_id, int64_t run_id, struct om_err *) OM_MUST_USE;
/* Gives the shipment and its first package back what they had; NULL leaves a text as it is. */
int om__ship_track_back(struct om *, int64_t shipment_id, const char *number, const char *carrier,
	const char *service, struct om_err *) OM_MUST_USE;
/* Takes the package at SEQ away, or (FACTS) puts it there again.  Only the last one, and only while
 * no units are in it: OM_EREFUSED "changed". */
struct om__package_facts;
int om__ship_package_turn(struct om *, int64_t shipment_id, int64_t seq,
	const struct om__package_facts *, struct om_err *) OM_MUST_USE;

#endif
