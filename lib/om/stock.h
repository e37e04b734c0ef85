/* Warehouses, locations and stock. */
#ifndef OM_STOCK_H
#define OM_STOCK_H

#include <om/noun.h>
#include <om/om.h>

OM_API const struct om_noun *om_warehouse_noun(void);
OM_API const struct om_noun *om_location_noun(void);
OM_API const struct om_noun *om_zone_noun(void);
OM_API const struct om_noun *om_backup_noun(void);
OM_API const struct om_noun *om_rank_noun(void);
/* One row a product, location and lot; its sheet is that of om-inventory import. */
OM_API const struct om_noun *om_stock_noun(void);
/* One row a product: totals over all warehouses or those of a filter (om-inventory list). */
OM_API const struct om_noun *om_stock_total_noun(void);
OM_API const struct om_noun *om_movement_noun(void);

/* Where a change of stock happens. */
struct om_stock_at {
	const char *sku, *warehouse, *location, *lot; /* location NULL: UNCONFIGURED (GLOBAL where external) */
	bool is_made; /* --create: make a missing row */
};
struct om_stock_change {
	const char *reason, *note, *ref;
	bool again;	/* apply a known ref once more */
	bool has_cost;
	int64_t unit_cost; /* of added units: makes a layer */
};
struct om_stock_result {
	int64_t before, after; /* of the bucket */
	int64_t free;	       /* on hand less locked less allocated, not below 0 */
	bool is_unchanged;
	int64_t without_cost;  /* units added without cost */
};
/* set: an absolute figure, refused `changed` when it is not IF_WAS (-1: not asked).  adjust: a delta.  lock, unlock: a delta of locked. */
OM_API int om_stock_set(struct om *, const struct om_stock_at *, int64_t on_hand, int64_t if_was,
	const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
OM_API int om_stock_adjust(struct om *, const struct om_stock_at *, int64_t delta, const struct om_stock_change *,
	struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
/* delta > 0 locks, < 0 unlocks; all = as much as is free (locked). */
OM_API int om_stock_lock(struct om *, const struct om_stock_at *, int64_t delta, bool all, const struct om_stock_change *,
	struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
/* Moves free units to another location of the same warehouse. */
OM_API int om_stock_move(struct om *, const struct om_stock_at *from, const char *to_location, int64_t quantity,
	bool include_locked, const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;

#endif
