/* Warehouses, locations and stock. */
#ifndef OM_STOCK_H
#define OM_STOCK_H

#include <om/noun.h>
#include <om/om.h>

/* The nouns of this folder, as the tables of their programs name them. */
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

/* What switching a warehouse off did. */
struct om_warehouse_off {
	bool is_changed;     /* false: it was off already */
	int64_t units;       /* on hand there, which stop counting */
	int64_t zones_moved; /* to MOVE_ZONES_TO */
};
/* Switches N warehouses off (catalog.md C12), all or none; RET has room for each.  OM_EREFUSED with
 * every reason named: last-warehouse, open-orders (can be allowed), has-zones unless MOVE_ZONES_TO
 * takes the zones (NULL: none).  Switching on is om_edit with is_active=yes. */
OM_API int om_warehouse_deactivate(struct om *, const int64_t *warehouse_ids, size_t n,
	const char *move_zones_to, struct om_warehouse_off *ret, struct om_err *) OM_MUST_USE;
/* Makes the warehouse a backup, the last one, of each warehouse in NAMES (comma-separated), or of
 * every active one but itself and virtual ones for "all". */
OM_API int om_warehouse_backup_of(struct om *, int64_t warehouse_id, const char *names,
	int64_t *ret_rows, struct om_err *) OM_MUST_USE;
/* What routing still lacks, for the hint after a creation. */
struct om_routing_state {
	int64_t eligible; /* active warehouses that orders are routed to by zones */
	int64_t states, states_without_zone; /* of the company's country; 0 where it has none that
						we know */
};
OM_API int om_routing_state(struct om *, struct om_routing_state *ret, struct om_err *) OM_MUST_USE;

/* Where a change of stock happens. */
struct om_stock_at {
	const char *sku, *warehouse, *location,
		*lot;     /* location NULL: UNCONFIGURED (GLOBAL where external) */
	bool is_made;     /* --create: make a missing row */
	bool ignore_case; /* a SKU that differs only in ASCII case is taken, too */
};
struct om_stock_change {
	const char *reason, *note, *ref;
	bool again; /* apply a known ref once more */
	bool has_cost;
	int64_t unit_cost; /* of added units: makes a layer */
};
struct om_stock_result {
	int64_t before, after; /* of the bucket */
	int64_t free;          /* on hand less locked less allocated, not below 0 */
	bool is_unchanged;
	int64_t without_cost;             /* units added without cost */
	int64_t stock_id;                 /* the record; of a move: the one that gave the units */
	const char *warehouse, *location; /* as they are stored; borrowed until om_close */
};
/* set: an absolute figure, refused `changed` when it is not IF_WAS (-1: not asked).  adjust: a
 * delta.  lock, unlock: a delta of locked. */
OM_API int om_stock_set(struct om *, const struct om_stock_at *, int64_t on_hand, int64_t if_was,
	const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
OM_API int om_stock_adjust(struct om *, const struct om_stock_at *, int64_t delta,
	const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
/* delta > 0 locks, < 0 unlocks; all = as much as is free (locked). */
OM_API int om_stock_lock(struct om *, const struct om_stock_at *, int64_t delta, bool all,
	const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;
/* The record of stock there; 0 and *RET_ID 0 when there is none. */
OM_API int om_stock_find(
	struct om *, const struct om_stock_at *, int64_t *ret_id, struct om_err *) OM_MUST_USE;
/* What is moved: free units first; then, where they do not do and it is asked for, locked ones,
 * which stay locked, and those of allocations, which go along.  Firm allocations and those on an
 * open pick list stay. */
struct om_stock_carry {
	const char *to_location;
	int64_t quantity;
	bool include_locked, with_allocations;
};
/* Moves units to another location of the same warehouse, at once and without change of value. */
OM_API int om_stock_move(struct om *, const struct om_stock_at *from, const struct om_stock_carry *,
	const struct om_stock_change *, struct om_stock_result *ret, struct om_err *) OM_MUST_USE;

#endif
