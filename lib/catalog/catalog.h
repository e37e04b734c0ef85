/* The catalog's inside: the product as a struct, its checks, and what higher folders give to it. */
#ifndef OM_CATALOG_INT_H
#define OM_CATALOG_INT_H

#include "catalog/record.h"
#include <om/catalog.h>

/* ---- given by higher folders ---- */

/* Fields and collections that stock and orders add to products and listings (stock of a product,
 * orders that wait for a listing).  NULL-terminated; defined in lib/flow. */
extern const struct om_noun_ext *const om__product_exts[];
extern const struct om_noun_ext *const om__listing_exts[];
/* How many orders, neither shipped nor cancelled, have the product on a line.  Defined in lib/flow.
 */
int om__product_in_use(
	struct om *, int64_t product_id, int64_t *ret_orders, struct om_err *) OM_MUST_USE;
/* Units of the product on hand, everywhere.  Defined in lib/stock. */
int om__product_on_hand(
	struct om *, int64_t product_id, int64_t *ret_units, struct om_err *) OM_MUST_USE;

extern const struct om_noun om__product_noun, om__listing_noun, om__channel_noun;
extern const struct om_importer om__product_importer, om__listing_importer, om__channel_importer;

/* ---- products ---- */

/* Columns of the product sheet and list, in the order of the field table. */
enum om__product_field {
	P_SKU,
	P_KIND,
	P_NAME,
	P_BRAND,
	P_UPC,
	P_MPN,
	P_DESCRIPTION,
	P_IMAGE_URLS,
	P_CATEGORIES,
	P_LABELS,
	P_MAP_PRICE,
	P_SHIPPING_COST,
	P_VENDOR_COST,
	P_CURRENCY,
	P_WEIGHT,
	P_POUNDS,
	P_OUNCES,
	P_LENGTH,
	P_WIDTH,
	P_HEIGHT,
	P_ALLOW_BACKORDERS,
	P_HAS_BARCODE,
	P_IS_HAZMAT,
	P_SHIPS_IN_OWN_BOX,
	P_IS_GIFT_CARD,
	P_IS_DIGITAL,
	P_TRACK_STOCK,
	P_TRACK_LOTS,
	P_BUYER_EMAIL,
	P_CUSTOMS_DESCRIPTION,
	P_ORIGIN_COUNTRY,
	P_HS_CODE,
	P_CUSTOMS_VALUE,
	P_IS_ACTIVE,
	P_CF,
	P_PRODUCT_ID,
	P_LISTING_COUNT,
	P_IMAGE_COUNT,
	P_WEIGHT_NG,
	P_LENGTH_UM,
	P_WIDTH_UM,
	P_HEIGHT_UM,
	P_CREATED_AT,
	P_MODIFIED_AT,
	P_COUNT,
};

struct om__product {
	int64_t product_id;
	const char *sku, *sku_key, *kind, *name, *brand, *description, *upc, *mpn;
	int64_t map_price, shipping_cost, vendor_cost;
	bool has_map_price, has_shipping_cost, has_vendor_cost;
	const char *currency;
	int64_t weight_ng, length_um, width_um, height_um;
	bool has_weight_ng, has_length_um, has_width_um, has_height_um;
	const char *weight_unit, *length_unit, *width_unit, *height_unit;
	bool has_barcode, is_hazmat, ships_in_own_box, is_gift_card, is_digital;
	bool allow_backorders, track_stock, track_lots;
	const char *buyer_email, *customs_description, *origin_country, *hs_code;
	int64_t customs_value;
	bool has_customs_value;
	bool is_active;
	int64_t created_at, modified_at, created_run;
};
extern const struct om__record_kind om__product_kind;

/* Cleans the cells of a product row and reports what a column by itself can have wrong
 * (product_check.c). */
void om__product_check_cells(struct om_import *, struct om_unit *, struct om_row *);
/* Warnings about a row, given once. */
void om__product_warn_cells(struct om_import *, struct om_unit *, const struct om_row *);
/* Refusals that depend on the stored product: open orders, stock on hand. */
int om__product_check_change(struct om_import *, struct om_unit *, const struct om_row *,
	const struct om__product *, struct om_err *) OM_MUST_USE;

/* Events of a product that order lines can be mapped to from now on (C8). */
int om__product_mapped(
	struct om *, const struct om__product *, bool is_new, struct om_err *) OM_MUST_USE;

/* Reports what is wrong with a cell that names a currency, time zone or e-mail address, and puts
 * its proper spelling. */
void om__cell_check_currency(struct om_import *, struct om_unit *, struct om_row *, int field);
void om__cell_check_email(struct om_import *, struct om_unit *, struct om_row *, int field);
/* #rrggbb; "bad-color". */
void om__cell_check_color(struct om_import *, struct om_unit *, struct om_row *, int field);

#endif
