/* Finding products, listings and channels by what files and orders call them, fast.
 *
 * Answers are kept in a bounded cache of the handle, emptied when this process writes the catalog,
 * when a transaction is rolled back and when another process committed (om__catalog_fresh); so a
 * million lines cost a hash look-up each. */
#ifndef OM_LOOKUP_H
#define OM_LOOKUP_H

#include "db/db.h"

struct om__product_ref {
	int64_t product_id;
	bool is_active, is_virtual, track_stock, is_digital;
};
/* 1 and *RET if there is a product of that master SKU (byte for byte), 0 if not, negative on
 * failure. */
int om__product_by_sku(
	struct om *, const char *sku, struct om__product_ref *ret, struct om_err *) OM_MUST_USE;
/* The product that SKU means, where a slip in letter case is worth telling: 1, *RET and its
 * spelling *RET_SKU (ARENA, or SKU itself); with FOLD also one that differs only in ASCII case.  0
 * where there is none: *RET_SKU is then the spelling of one that differs only in case, or NULL. */
int om__product_meant(struct om *, const char *sku, bool fold, struct om_arena *,
	struct om__product_ref *ret, const char **ret_sku, struct om_err *) OM_MUST_USE;
/* OM_ENOTFOUND "unknown-sku", or "sku-case" where there is a TWIN that differs only in case. */
int om__product_unknown(const char *sku, const char *twin, struct om_err *) OM_MUST_USE;

struct om__channel_ref {
	int64_t channel_id;
	const char
		*channel; /* name; lives as long as the cache's current fill: copy it to keep it */
	bool is_active, is_manual, items_editable;
	const char *currency, *order_prefix, *time_zone;
};
int om__channel_by_name(
	struct om *, const char *name, struct om__channel_ref *ret, struct om_err *) OM_MUST_USE;

/* R4 of orders.md: the product of an order line.  With MASTER_SKU that product; else the active
 * listing (channel, listing_sku) byte for byte; else on manual channels the product of that name.
 * 1 and *RET for an active product that is not virtual, 0 for a miss; *RET_DETAIL (ARENA) says why:
 * no listing, listing inactive, product inactive, product virtual, no SKU. */
int om__line_product(struct om *, const struct om__channel_ref *, const char *listing_sku,
	const char *master_sku, struct om_arena *, struct om__product_ref *ret, char **ret_detail,
	struct om_err *) OM_MUST_USE;
/* Keeps an unlinked listing row for a (channel, listing_sku) that an order named and nobody knows
 * (catalog.md C7.3). */
int om__listing_seen(struct om *, int64_t channel_id, const char *listing_sku, const char *title,
	struct om_err *) OM_MUST_USE;

/* Forgets the cache; called by catalog's own writes and by flow on rollback. */
void om__catalog_forget(struct om *);
/* Forgets it if another process has committed since; flow calls it when a transaction begins. */
int om__catalog_fresh(struct om *, struct om_err *) OM_MUST_USE;
/* Gives its memory back; flow's om_close calls it. */
void om__catalog_free(struct om *);

#endif
