/* The catalog: products by master SKU, what channels call them, and the channels themselves.
 *
 * Records are read as lists (om/query.h) and written as sheets or one by one (om/sheet.h) through
 * their nouns; what a table of columns cannot say is a function here. */
#ifndef OM_CATALOG_H
#define OM_CATALOG_H

#include <om/noun.h>
#include <om/om.h>

/* One row a master SKU; its collection "listings" is what the channels call it. */
OM_API const struct om_noun *om_product_noun(void);
/* One row a (channel, listing SKU); named CHANNEL:SKU in lists of ids. */
OM_API const struct om_noun *om_listing_noun(void);
/* One row a sales channel. */
OM_API const struct om_noun *om_channel_noun(void);

/* The only way to point a linked listing to another product (catalog.md C11).  Lines of shipped
 * orders keep theirs; open lines too, unless OPEN_ORDERS, which has them follow before the
 * transaction commits.  An unlinked listing is linked.  *RET_CHANGED is false when the listing
 * pointed there already. "unknown-sku", "sku-is-virtual", "inactive-sku"; OM_ENOTFOUND
 * "unknown-sku" for a listing that is not there. */
OM_API int om_listing_reassign(struct om *, int64_t listing_id, const char *to_sku,
	bool open_orders, bool *ret_changed, struct om_err *) OM_MUST_USE;

/* A product that an unlinked listing may mean.  Ranks, best first: exact (equal master SKU), case
 * (ASCII case aside), blank (equal after trimming), punct (letters and digits only, case folded).
 * A listing that nothing resembles has one row with an empty rank. */
struct om_suggestion {
	int64_t listing_id, product_id; /* product_id 0: no candidate */
	const char *channel, *listing_sku, *channel_title;
	const char *rank; /* "" without candidate */
	const char *sku, *name;
	bool is_only; /* the only candidate of its listing at the first rank that has any: --apply
			 links it */
};
#define OM_SUGGEST_RANKS "exact case blank punct"
/* Candidates for the unlinked listings among IDS, or for all with IDS NULL, by listing, rank, SKU;
 * in ARENA.  Writes nothing.  Only active products that may be listed are candidates. */
OM_API int om_listing_suggest(struct om *, const int64_t *ids, size_t n, struct om_arena *,
	struct om_suggestion **ret, size_t *ret_count, struct om_err *) OM_MUST_USE;
/* Links the listings of those suggestions that are the only one of a rank in RANKS ("exact",
 * "exact,case"), in one transaction; *RET_LINKED counts them.  OM_EINVAL "bad-choice" for a rank
 * that does not exist. */
OM_API int om_listing_apply(struct om *, const struct om_suggestion *, size_t n, const char *ranks,
	int64_t *ret_linked, struct om_err *) OM_MUST_USE;

#endif
