/* Where a change of stock happens: names turned into a product, a place and what is stored there.
 * Used alike by the sheet and by the calls that change one record, so that both refuse the same. */
#ifndef OM_STOCK_SPOT_H
#define OM_STOCK_SPOT_H

#include "stock/place.h"

struct om__spot {
	const char *sku, *location, *lot; /* as in the input */
	struct om__warehouse_ref w;
	int64_t product_id, location_id; /* location_id 0: a location that is to be made */
	bool product_is_active, track_lots, location_is_active, location_is_pickable;
	/* the record, if there is one */
	int64_t stock_id; /* 0: none */
	int64_t on_hand, locked, allocated, oversold, draw_rank, location_min, expires_on;
	bool is_pickable, is_receivable, is_active, has_location_min, has_expires_on;
};

/* Finds the product: unknown-sku, sku-case, not-stocked.  With IGNORE_CASE the spelling that exists
 * is taken. */
int om__spot_product(struct om *, const char *sku, bool ignore_case, struct om_arena *,
	struct om__spot *ret, struct om_err *) OM_MUST_USE;
/* Finds the location in ret->w: location-external, bad-location, name-case, and unknown-location
 * unless IS_MADE. */
int om__spot_location(struct om *, const char *location, bool is_made, struct om_arena *,
	struct om__spot *ret, struct om_err *) OM_MUST_USE;
/* Reads the record of product, location and lot.  Where there is none, lot-required and
 * lot-not-tracked; one that is there may be older than the product's rule of lots, and is read,
 * counted and emptied all the same. */
int om__spot_record(
	struct om *, const char *lot, struct om__spot *ret, struct om_err *) OM_MUST_USE;
/* May units come in there (inventory.md, lot)?  lot-required, lot-not-tracked. */
int om__spot_takes(const struct om__spot *, struct om_err *) OM_MUST_USE;

/* Free units of the record. */
static inline int64_t om__spot_free(const struct om__spot *s)
{
	return s->on_hand - s->locked > s->allocated ? s->on_hand - s->locked - s->allocated : 0;
}

#endif
