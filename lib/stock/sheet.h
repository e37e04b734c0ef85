/* The fields of a stock record, in the order of its sheet. */
#ifndef OM_STOCK_SHEET_H
#define OM_STOCK_SHEET_H

#include <om/noun.h>

enum om__stock_field {
	S_SKU,
	S_WAREHOUSE,
	S_LOCATION,
	S_LOT,
	S_EXPIRES_ON,
	S_ON_HAND,
	S_ADJUSTMENT,
	S_WAS,
	S_LOCKED,
	S_DRAW_RANK,
	S_IS_PICKABLE,
	S_IS_RECEIVABLE,
	S_IS_ACTIVE,
	S_LOCATION_MIN,
	S_UNIT_COST,
	S_REASON,
	S_NOTE,
	S_REF,
	S_ALLOCATED,
	S_AVAILABLE,
	S_NAME,
	S_BRAND,
	S_KIND,
	S_LABELS,
	S_WAREHOUSE_TYPE,
	S_OVERSOLD,
	S_FIRST_IN_AT,
	S_LAST_MOVED_AT,
	S_STOCK_ID,
	S_COUNT,
};
extern const struct om_noun om__stock_noun;
extern const struct om_importer om__stock_importer, om__total_importer;

#endif
