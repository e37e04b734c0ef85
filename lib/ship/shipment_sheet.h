/* The sheet of tracking numbers: its columns, and the rows of one order gathered to packages and
 * shipments. */
#ifndef OM_SHIP_SHEET_H
#define OM_SHIP_SHEET_H

#include "sheet/import.h"
#include "ship/ship_int.h"

enum { T_ORDER_NUMBER, T_CHANNEL, T_ORDER_ID, T_OUTER };
enum {
	T_TRACKING = T_OUTER,
	T_CARRIER,
	T_SERVICE,
	T_PACKAGE_TYPE,
	T_SHIP_DATE,
	T_ETA,
	T_DELIVERY_STATUS,
	T_FEE,
	T_CURRENCY,
	T_NOTIFY,
	T_UPDATE_CHANNEL,
	T_SKU,
	T_QUANTITY,
	T_PACKAGE_NO,
	T_INSURANCE,
	T_STATE,
	T_END
};

/* Rows of one order with the same number. */
struct om__parcel {
	const char *tracking, *carrier; /* the carrier as we spell it */
	const struct om_row *row;       /* its first row, whose cells hold for all */
	struct om_ship_item *items;
	const struct om_row **item_rows;
	int item_count;
	bool is_known; /* the order has a package of that number */
};
struct om__parcels {
	struct om_import *imp;
	struct om_unit *unit;
	int64_t order_id;
	struct om__parcel *parcels;
	int count;
	bool is_check; /* the pass that warns */
};

/* Gathers the rows of the unit; what is wrong with them is reported.  Carriers that nobody knows
 * are refused, or kept as text with the flag carrier-as-other. */
int om__parcels_read(struct om__parcels *, struct om_err *) OM_MUST_USE;
/* The parcels that are not known yet as shipments: those with the same carrier, service, days and
 * wishes make one.  In the arena of the chunk. */
int om__parcels_ships(const struct om__parcels *, struct om_ship **ret, int *ret_count,
	struct om_err *) OM_MUST_USE;
/* The name of a known carrier as we spell it, without regard to case, blanks and dashes; NULL. */
const char *om__carrier_name(const char *text);

#endif
