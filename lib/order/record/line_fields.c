/* The columns of an order line: as the child of the order sheet, as the list of items, and in the
 * filters of orders (bots.md "Order lines").  Its fragments speak of the order as o and of the
 * channel as c, so that they read the same inside an order. */
#include "order/intake.h"

#define SHEET OM_F_SHEET
#define LIST OM_F_LIST
#define RO OM_F_READONLY
#define BARE OM_F_BARE
#define AMOUNT(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_MONEY, \
		.flags = more, \
		.sql = OM__F_order_line_##col, \
		.unit_sql = OM__F_order_line_currency, \
		.aliases = also, \
		.help = text}
#define INPUT(id, col, text) \
	[id] = {.name = #col, .type = OM_T_MONEY, .flags = OM_F_INPUT, .help = text}
#define ID(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_ID, \
		.flags = more, \
		.sql = OM__F_order_line_##col, \
		.aliases = also, \
		.max = 100, \
		.help = text}
#define TEXT(id, col, more, also, most, text) \
	[id] = {.name = #col, \
		.type = OM_T_TEXT, \
		.flags = more, \
		.sql = OM__F_order_line_##col, \
		.aliases = also, \
		.max = most, \
		.help = text}
#define UNITS(id, col, more, text) \
	[id] = {.name = #col, \
		.type = OM_T_INT, \
		.flags = RO | (more), \
		.sql = OM__F_order_line_##col, \
		.help = text}
#define SET(id, col, text) \
	[id] = {.name = #col, \
		.type = OM_T_SET, \
		.flags = RO | BARE, \
		.sql = OM__F_order_line_##col, \
		.help = text}
#define FLAG(id, col, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_BOOL, \
		.flags = RO, \
		.sql = OM__F_order_line_##col, \
		.aliases = also, \
		.help = text}

static const struct om_field fields[L_COUNT] = {
	ID(L_LISTING_SKU, listing_sku, LIST | OM_F_SPARE | SHEET | BARE | OM_F_IDENT,
		"sku|item_sku", "the channel's SKU, byte for byte"),
	ID(L_MASTER_SKU, master_sku, LIST | SHEET | BARE | OM_F_IDENT, "internal_sku",
		"the product's master SKU"),
	TEXT(L_ITEM_NAME, item_name, LIST | SHEET | BARE, "product_name|listing_name", 500,
		"the channel's title"),
	[L_QUANTITY] = {.name = "quantity",
		.type = OM_T_INT,
		.flags = LIST | SHEET | BARE,
		.sql = OM__F_order_line_quantity,
		.aliases = "item_qty_ordered|qty",
		.min = 1,
		.max = 1000000,
		.help = "units ordered"},
	AMOUNT(L_UNIT_PRICE, unit_price, LIST | OM_F_SPARE | SHEET | BARE | OM_F_DECIMALS,
		"item_unit_price", "price of one unit"),
	AMOUNT(L_LINE_TOTAL, line_total, LIST | OM_F_SPARE | SHEET | BARE, NULL,
		"price of the whole line"),
	AMOUNT(L_LINE_TAX, line_tax, SHEET, "item_tax", "tax of the whole line"),
	AMOUNT(L_LINE_DISCOUNT, line_discount, SHEET, "item_discount",
		"discount of the whole line"),
	AMOUNT(L_MARKETPLACE_TAX, marketplace_tax, SHEET, NULL,
		"tax that the channel collects and remits, in no total"),
	INPUT(L_LINE_SHIPPING, line_shipping, "added up into shipping_paid"),
	INPUT(L_LINE_OTHER, line_other, "added up into other_cost"),
	INPUT(L_LINE_ORDER_TAX, line_order_tax, "added up into order_tax"),
	[L_REQUIRES_SHIPPING] = {.name = "requires_shipping",
		.type = OM_T_BOOL,
		.flags = SHEET,
		.sql = OM__F_order_line_requires_shipping,
		.help = "no: nothing is shipped for this line"},
	TEXT(L_ITEM_NOTES, item_notes, SHEET | BARE, NULL, 65535, "notes on the line"),
	ID(L_PO_LINE_NUMBER, po_line_number, SHEET, NULL, "the buyer's line"),
	ID(L_FBA_SKU, fba_sku, SHEET | BARE, NULL,
		"the listing that the marketplace ships instead"),
	ID(L_CHANNEL_LINE_ID, channel_line_id, SHEET, NULL, "the channel's own id of the line"),
};

static const struct om_field view_fields[L_VIEW_COUNT] = {
	[L_LINE_ID] = {.name = "line_id",
		.type = OM_T_INT,
		.flags = RO | OM_F_KEY,
		.sql = OM__F_order_line_line_id,
		.help = "its key"},
	UNITS(L_ORDER_ID, order_id, 0, "key of the order"),
	ID(L_ORDER, order, RO | LIST, NULL, "the order as CHANNEL:NUMBER"),
	[L_STATUS] = {.name = "order_status",
		.type = OM_T_WORD,
		.flags = RO,
		.sql = OM__F_order_line_order_status,
		.help = "status of the order"},
	UNITS(L_LINE_NO, line_no, LIST | OM_F_SPARE, "its number in the order"),
	ID(L_SKU, sku, RO | BARE, NULL, "master or listing SKU"),
	[L_KIND] = {.name = "kind",
		.type = OM_T_WORD,
		.flags = RO | BARE,
		.sql = OM__F_order_line_kind,
		.choices = "core variation bundle virtual",
		.help = "kind of the product"},
	TEXT(L_BRAND, brand, RO | BARE, "brand_name", 0, "brand of the product"),
	ID(L_UPC, upc, RO | BARE, NULL, "barcode of the product"),
	ID(L_MPN, mpn, RO | BARE, NULL, "maker's part number of the product"),
	SET(L_PRODUCT_LABELS, product_labels, "labels of the product"),
	[L_PCF] = {.name = "pcf:",
		.type = OM_T_TEXT,
		.flags = RO | OM_F_MAP,
		.sql = OM__F_order_line_pcf,
		.unit_sql = OM__F_order_line_pcf_num,
		.max = 1000,
		.help = "a custom field of the product"},
	SET(L_CATEGORIES, categories, "categories of the product"),
	FLAG(L_IS_HAZMAT, is_hazmat, NULL, "dangerous goods"),
	FLAG(L_IS_DIGITAL, is_digital, "digital", "is not shipped"),
	FLAG(L_IS_GIFT_CARD, is_gift_card, "giftcard", "a gift card"),
	[L_PRODUCT_WEIGHT] = {.name = "product_weight",
		.type = OM_T_WEIGHT,
		.flags = RO,
		.sql = OM__F_order_line_product_weight,
		.unit_sql = OM__F_order_line_product_weight_unit,
		.help = "weight of one unit of the product"},
	UNITS(L_QUANTITY_SHIPPED, quantity_shipped, LIST | OM_F_SPARE, "units shipped"),
	UNITS(L_QUANTITY_CANCELLED, quantity_cancelled, LIST | OM_F_SPARE, "units cancelled"),
	UNITS(L_QUANTITY_ALLOCATED, quantity_allocated, LIST, "open units with stock"),
	UNITS(L_QUANTITY_SHORT, quantity_short, LIST, "open units without stock"),
	UNITS(L_QUANTITY_PICKED, quantity_picked, 0, "units fetched"),
	UNITS(L_QUANTITY_OPEN, quantity_open, 0, "units neither shipped nor cancelled"),
	[L_ROUNDING] = {.name = "rounding",
		.type = OM_T_MONEY,
		.flags = RO | OM_F_SIGNED | OM_F_DECIMALS,
		.sql = OM__F_order_line_rounding,
		.unit_sql = OM__F_order_line_currency,
		.help = "line_total less unit_price x quantity"},
};

static const struct om_noun_ext view_ext = {
	.fields = view_fields,
	.field_count = L_VIEW_COUNT,
};
static const struct om_noun_ext *const exts[] = {&view_ext, NULL};

const struct om_noun om__order_line_noun = {
	.name = "item",
	.plural = "items",
	.fields = fields,
	.field_count = L_COUNT,
	.exts = exts,
	.from = OM__F_order_line_from,
	.key = OM__F_order_line_line_id,
	.ids = OM__F_order_line_ids,
	.currency = OM__F_order_line_currency,
	.zone = OM__F_order_zone,
	.find = OM__F_order_line_find,
	.summary = "order_status:line_total",
};

const struct om_noun *om_order_line_noun(void)
{
	return &om__order_line_noun;
}
