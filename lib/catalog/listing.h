/* A listing as a struct, for the files that write it. */
#ifndef OM_LISTING_H
#define OM_LISTING_H

#include "catalog/catalog.h"
#include "catalog/lookup.h"

enum om__listing_field {
	L_CHANNEL,
	L_LISTING_SKU,
	L_SKU,
	L_PUSH,
	L_FULFILLED_BY,
	L_FN_SKU,
	L_LATENCY_DAYS,
	L_IS_ACTIVE,
	L_NEW_LISTING_SKU,
	L_PROBLEM,
	L_CHANNEL_TITLE,
	L_LISTING_ID,
	L_PRODUCT_ID,
	L_CREATED_AT,
	L_MODIFIED_AT,
	L_COUNT,
};

struct om__listing {
	int64_t listing_id, channel_id;
	const char *listing_sku, *listing_key;
	int64_t product_id;
	bool has_product_id;
	bool push, is_active;
	const char *fulfilled_by, *fn_sku, *channel_title;
	int64_t latency_days;
	bool has_latency_days;
	int64_t created_at, modified_at, created_run;
	/* of the records it points to; not members of the row */
	const char *channel, *sku; /* sku "" while unlinked */
	bool is_product_active;
};
extern const struct om__record_kind om__listing_kind;

/* 1 and *RET (texts in ARENA), 0 if there is none. */
int om__listing_by_id(struct om *, int64_t listing_id, struct om_arena *, struct om__listing *ret,
	struct om_err *) OM_MUST_USE;
/* By (channel, text), ASCII case aside. */
int om__listing_by_key(struct om *, int64_t channel_id, const char *listing_sku, struct om_arena *,
	struct om__listing *ret, struct om_err *) OM_MUST_USE;
int om__listing_write(
	struct om *, bool is_new, const struct om__listing *, struct om_err *) OM_MUST_USE;
/* The product that a listing may be pointed to: 0, or "unknown-sku", "sku-is-virtual",
 * "inactive-sku".  With FOLD a SKU that differs only in ASCII case is taken; *RET_SKU is its
 * spelling, in ARENA. */
int om__listing_target(struct om *, const char *sku, bool fold, struct om_arena *,
	struct om__product_ref *ret, const char **ret_sku, struct om_err *) OM_MUST_USE;
/* Points a stored listing to a product, with history and events.  TAKES_OPEN: open lines that have
 * the old product follow. */
int om__listing_link(struct om *, struct om__listing *, const struct om__product_ref *,
	const char *sku, bool takes_open, struct om_err *) OM_MUST_USE;
/* Leaves a linked listing without product, with history, as undo does; lines keep what they have.
 */
int om__listing_unlink(struct om *, struct om__listing *, struct om_err *) OM_MUST_USE;
/* The event that order lines can be mapped by the listing from now on, if they can (C8). */
int om__listing_mapped(struct om *, const struct om__listing *, struct om_err *) OM_MUST_USE;

#endif
