/* The columns of a product: one table for sheet, list, filter and documentation (catalog.md
 * "product" and "Sheets").
 *
 * The enum in catalog.h numbers the rows; the member table below ties the stored ones to struct
 * om__product. */
#include "catalog/catalog.h"

#define SHEET OM_F_SHEET
#define FLAG(id, col, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_BOOL, \
		.flags = SHEET, \
		.sql = OM__F_product_##col, \
		.aliases = also, \
		.help = text}
#define AMOUNT(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_MONEY, \
		.flags = SHEET | (more), \
		.sql = OM__F_product_##col, \
		.unit_sql = OM__F_product_currency_code, \
		.aliases = also, \
		.help = text}
#define LENGTH(id, col) \
	[id] = {.name = #col, \
		.type = OM_T_LENGTH, \
		.flags = SHEET, \
		.sql = OM__F_product_##col, \
		.unit_sql = OM__F_product_##col##_unit, \
		.help = #col " of the product itself, with its unit: 4in"}
#define STORED(id, col, frag, text) \
	[id] = {.name = #col, \
		.type = OM_T_INT, \
		.flags = OM_F_READONLY, \
		.sql = OM__F_product_##frag, \
		.help = text}

static const struct om_field fields[P_COUNT] = {
	[P_SKU] = {.name = "sku",
		.type = OM_T_ID,
		.flags = OM_F_KEY | OM_F_LIST | SHEET | OM_F_REQUIRED | OM_F_IDENT,
		.sql = OM__F_product_sku,
		.aliases = "master_sku|item_sku",
		.nick = "master_sku",
		.max = 100,
		.help = "master SKU, byte for byte"},
	[P_KIND] = {.name = "kind",
		.type = OM_T_WORD,
		.flags = SHEET,
		.sql = OM__F_product_kind,
		.choices = "core",
		.help = "what sort of product it is"},
	[P_NAME] = {.name = "name",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | SHEET | OM_F_CREATE,
		.sql = OM__F_product_name,
		.aliases = "product_name|title",
		.max = 255,
		.help = "name of the product"},
	[P_BRAND] = {.name = "brand",
		.type = OM_T_TEXT,
		.flags = OM_F_LIST | SHEET | OM_F_CREATE,
		.sql = OM__F_product_brand,
		.aliases = "manufacturer_brand",
		.max = 100,
		.help = "brand; a new one may be named"},
	[P_UPC] = {.name = "upc",
		.type = OM_T_ID,
		.flags = SHEET | OM_F_IDENT,
		.sql = OM__F_product_upc,
		.aliases = "barcode|ean|gtin",
		.max = 30,
		.help = "barcode as text, leading zeros kept"},
	[P_MPN] = {.name = "mpn",
		.type = OM_T_ID,
		.flags = SHEET,
		.sql = OM__F_product_mpn,
		.aliases = "part_number",
		.max = 100,
		.help = "maker's part number"},
	[P_DESCRIPTION] = {.name = "description",
		.type = OM_T_TEXT,
		.flags = SHEET,
		.sql = OM__F_product_description,
		.max = 65535,
		.help = "long text"},
	[P_IMAGE_URLS] = {.name = "image_urls",
		.type = OM_T_SET,
		.flags = SHEET,
		.sql = OM__F_product_image_urls,
		.aliases = "images",
		.help = "http or https addresses, best first, joined by |"},
	[P_CATEGORIES] = {.name = "categories",
		.type = OM_T_SET,
		.flags = SHEET,
		.sql = OM__F_product_categories,
		.aliases = "category",
		.help = "categories joined by |"},
	[P_LABELS] = {.name = "labels",
		.type = OM_T_SET,
		.flags = SHEET,
		.sql = OM__F_product_labels,
		.aliases = "label|tags",
		.help = "labels joined by |"},
	AMOUNT(P_MAP_PRICE, map_price, 0, "map|m.a.p.", "minimum advertised price"),
	AMOUNT(P_SHIPPING_COST, shipping_cost, 0, "max_shipping_cost",
		"the most one would pay to ship it"),
	AMOUNT(P_VENDOR_COST, vendor_cost, OM_F_DECIMALS, "cost",
		"cost of goods where no receipt tells one"),
	[P_CURRENCY] = {.name = "currency",
		.type = OM_T_WORD,
		.flags = SHEET,
		.sql = OM__F_product_currency_code,
		.help = "ISO 4217 code of the amounts; default the company's"},
	[P_WEIGHT] = {.name = "weight",
		.type = OM_T_WEIGHT,
		.flags = SHEET,
		.sql = OM__F_product_weight,
		.unit_sql = OM__F_product_weight_unit,
		.help = "weight of the product itself, with its unit: 2.5lb"},
	[P_POUNDS] = {.name = "pounds",
		.type = OM_T_TEXT,
		.flags = OM_F_INPUT,
		.aliases = "lbs",
		.max = 40,
		.help = "pounds, added to ounces"},
	[P_OUNCES] = {.name = "ounces",
		.type = OM_T_TEXT,
		.flags = OM_F_INPUT,
		.aliases = "plus_ounces|oz",
		.max = 40,
		.help = "ounces, added to pounds"},
	LENGTH(P_LENGTH, length),
	LENGTH(P_WIDTH, width),
	LENGTH(P_HEIGHT, height),
	FLAG(P_ALLOW_BACKORDERS, allow_backorders, NULL, "may be sold beyond stock"),
	FLAG(P_HAS_BARCODE, has_barcode, "with_barcode", "carries a barcode"),
	FLAG(P_IS_HAZMAT, is_hazmat, "hazmat", "dangerous goods"),
	FLAG(P_SHIPS_IN_OWN_BOX, ships_in_own_box, NULL, "each unit is a package of its own"),
	FLAG(P_IS_GIFT_CARD, is_gift_card, "gift_card", "a gift card"),
	FLAG(P_IS_DIGITAL, is_digital, "digital", "is not shipped"),
	FLAG(P_TRACK_STOCK, track_stock, NULL, "default yes; no: never short, no stock records"),
	FLAG(P_TRACK_LOTS, track_lots, NULL, "units carry lots"),
	[P_BUYER_EMAIL] = {.name = "buyer_email",
		.type = OM_T_TEXT,
		.flags = SHEET,
		.sql = OM__F_product_buyer_email,
		.aliases = "buyer",
		.max = 254,
		.help = "e-mail of the user who buys it"},
	[P_CUSTOMS_DESCRIPTION] = {.name = "customs_description",
		.type = OM_T_TEXT,
		.flags = SHEET,
		.sql = OM__F_product_customs_description,
		.max = 255,
		.help = "description on customs papers"},
	[P_ORIGIN_COUNTRY] = {.name = "origin_country",
		.type = OM_T_WORD,
		.flags = SHEET,
		.sql = OM__F_product_origin_country,
		.help = "country of origin: name or ISO code"},
	[P_HS_CODE] = {.name = "hs_code",
		.type = OM_T_ID,
		.flags = SHEET,
		.sql = OM__F_product_hs_code,
		.aliases = "harmonization_code",
		.max = 20,
		.help = "customs code of 6 to 10 digits"},
	AMOUNT(P_CUSTOMS_VALUE, customs_value, 0, "declared_value", "declared value of one unit"),
	[P_IS_ACTIVE] = {.name = "is_active",
		.type = OM_T_BOOL,
		.flags = OM_F_LIST | SHEET,
		.sql = OM__F_product_is_active,
		.aliases = "active|status",
		.help = "default yes; no: matches no order and counts nowhere"},
	STORED(P_PRODUCT_ID, product_id, product_id, "key, never changes"),
	STORED(P_LISTING_COUNT, listing_count, listing_count, "number of listings"),
	STORED(P_IMAGE_COUNT, image_count, image_count, "number of images"),
	STORED(P_WEIGHT_NG, weight_ng, weight, "weight in nanograms"),
	STORED(P_LENGTH_UM, length_um, length, "length in micrometres"),
	STORED(P_WIDTH_UM, width_um, width, "width in micrometres"),
	STORED(P_HEIGHT_UM, height_um, height, "height in micrometres"),
	[P_CREATED_AT] = {.name = "created_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_product_created_at,
		.help = "when it was made"},
	[P_MODIFIED_AT] = {.name = "modified_at",
		.type = OM_T_TIME,
		.flags = OM_F_READONLY,
		.sql = OM__F_product_modified_at,
		.help = "when anything of it last changed"},
};

static const struct om_collection collections[] = {
	{.name = "listings",
		.noun = &om__listing_noun,
		.frame = OM__F_product_listings_frame,
		.join = OM__F_product_listings_join},
};

const struct om_noun om__product_noun = {
	.name = "product",
	.plural = "products",
	.fields = fields,
	.field_count = P_COUNT,
	.collections = collections,
	.collection_count = OM_COUNT(collections),
	.exts = om__product_exts,
	.from = OM__F_product_from,
	.key = OM__F_product_key,
	.ids = OM__F_product_ids,
	.currency = OM__F_product_currency,
	.find = OM__F_product_find,
	.summary = "brand",
};

const struct om_noun *om_product_noun(void)
{
	return &om__product_noun;
}

/* ---- the stored members, in the order of the select ---- */

enum member {
	M_PRODUCT_ID,
	M_SKU,
	M_SKU_KEY,
	M_KIND,
	M_NAME,
	M_BRAND,
	M_DESCRIPTION,
	M_UPC,
	M_MPN,
	M_MAP_PRICE,
	M_SHIPPING_COST,
	M_VENDOR_COST,
	M_CURRENCY,
	M_WEIGHT_NG,
	M_WEIGHT_UNIT,
	M_LENGTH_UM,
	M_LENGTH_UNIT,
	M_WIDTH_UM,
	M_WIDTH_UNIT,
	M_HEIGHT_UM,
	M_HEIGHT_UNIT,
	M_HAS_BARCODE,
	M_IS_HAZMAT,
	M_SHIPS_IN_OWN_BOX,
	M_IS_GIFT_CARD,
	M_IS_DIGITAL,
	M_ALLOW_BACKORDERS,
	M_TRACK_STOCK,
	M_TRACK_LOTS,
	M_BUYER_EMAIL,
	M_CUSTOMS_DESCRIPTION,
	M_ORIGIN_COUNTRY,
	M_HS_CODE,
	M_CUSTOMS_VALUE,
	M_IS_ACTIVE,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_COUNT,
};

#define I(m) OM__MAP_I(om__product, m)
#define S(m) OM__MAP_S(om__product, m)
#define F(m) OM__MAP_F(om__product, m)
#define V(m) OM__MAP_V(om__product, m)

static const struct om__bindmap members[M_COUNT] = {
	[M_PRODUCT_ID] = I(product_id),
	[M_SKU] = S(sku),
	[M_SKU_KEY] = S(sku_key),
	[M_KIND] = S(kind),
	[M_NAME] = S(name),
	[M_BRAND] = S(brand),
	[M_DESCRIPTION] = S(description),
	[M_UPC] = S(upc),
	[M_MPN] = S(mpn),
	[M_MAP_PRICE] = V(map_price),
	[M_SHIPPING_COST] = V(shipping_cost),
	[M_VENDOR_COST] = V(vendor_cost),
	[M_CURRENCY] = S(currency),
	[M_WEIGHT_NG] = V(weight_ng),
	[M_WEIGHT_UNIT] = S(weight_unit),
	[M_LENGTH_UM] = V(length_um),
	[M_LENGTH_UNIT] = S(length_unit),
	[M_WIDTH_UM] = V(width_um),
	[M_WIDTH_UNIT] = S(width_unit),
	[M_HEIGHT_UM] = V(height_um),
	[M_HEIGHT_UNIT] = S(height_unit),
	[M_HAS_BARCODE] = F(has_barcode),
	[M_IS_HAZMAT] = F(is_hazmat),
	[M_SHIPS_IN_OWN_BOX] = F(ships_in_own_box),
	[M_IS_GIFT_CARD] = F(is_gift_card),
	[M_IS_DIGITAL] = F(is_digital),
	[M_ALLOW_BACKORDERS] = F(allow_backorders),
	[M_TRACK_STOCK] = F(track_stock),
	[M_TRACK_LOTS] = F(track_lots),
	[M_BUYER_EMAIL] = S(buyer_email),
	[M_CUSTOMS_DESCRIPTION] = S(customs_description),
	[M_ORIGIN_COUNTRY] = S(origin_country),
	[M_HS_CODE] = S(hs_code),
	[M_CUSTOMS_VALUE] = V(customs_value),
	[M_IS_ACTIVE] = F(is_active),
	[M_CREATED_AT] = I(created_at),
	[M_MODIFIED_AT] = I(modified_at),
	[M_CREATED_RUN] = I(created_run),
};

/* What import and edit write; the SKU is the record's name and is changed by rename alone. */
static const struct om__record_field stored[] = {
	{P_KIND, M_KIND, -1},
	{P_NAME, M_NAME, -1},
	{P_BRAND, M_BRAND, -1},
	{P_UPC, M_UPC, -1},
	{P_MPN, M_MPN, -1},
	{P_DESCRIPTION, M_DESCRIPTION, -1},
	{P_MAP_PRICE, M_MAP_PRICE, M_CURRENCY},
	{P_SHIPPING_COST, M_SHIPPING_COST, M_CURRENCY},
	{P_VENDOR_COST, M_VENDOR_COST, M_CURRENCY},
	{P_CURRENCY, M_CURRENCY, -1},
	{P_WEIGHT, M_WEIGHT_NG, M_WEIGHT_UNIT},
	{P_LENGTH, M_LENGTH_UM, M_LENGTH_UNIT},
	{P_WIDTH, M_WIDTH_UM, M_WIDTH_UNIT},
	{P_HEIGHT, M_HEIGHT_UM, M_HEIGHT_UNIT},
	{P_ALLOW_BACKORDERS, M_ALLOW_BACKORDERS, -1},
	{P_HAS_BARCODE, M_HAS_BARCODE, -1},
	{P_IS_HAZMAT, M_IS_HAZMAT, -1},
	{P_SHIPS_IN_OWN_BOX, M_SHIPS_IN_OWN_BOX, -1},
	{P_IS_GIFT_CARD, M_IS_GIFT_CARD, -1},
	{P_IS_DIGITAL, M_IS_DIGITAL, -1},
	{P_TRACK_STOCK, M_TRACK_STOCK, -1},
	{P_TRACK_LOTS, M_TRACK_LOTS, -1},
	{P_BUYER_EMAIL, M_BUYER_EMAIL, -1},
	{P_CUSTOMS_DESCRIPTION, M_CUSTOMS_DESCRIPTION, -1},
	{P_ORIGIN_COUNTRY, M_ORIGIN_COUNTRY, -1},
	{P_HS_CODE, M_HS_CODE, -1},
	{P_CUSTOMS_VALUE, M_CUSTOMS_VALUE, M_CURRENCY},
	{P_IS_ACTIVE, M_IS_ACTIVE, -1},
};

const struct om__record_kind om__product_kind = {
	.entity = "product",
	.noun = &om__product_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = stored,
	.field_count = OM_COUNT(stored),
};
