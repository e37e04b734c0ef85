/* What stock adds to a product: fields of its units over all warehouses, and its records.  Products know nothing of stock; flow joins
 * the two (om__product_exts). */
#include "catalog/catalog.h"
#include "stock/sheet.h"
#include "stock/stock.h"

static const struct om_field fields[] = {
	{.name = "on_hand", .type = OM_T_INT, .flags = OM_F_LIST | OM_F_READONLY | OM_F_SIGNED, .sql = OM__F_product_on_hand,
		.help = "units physically there, everywhere"},
	{.name = "locked", .type = OM_T_INT, .flags = OM_F_READONLY, .sql = OM__F_product_locked,
		.help = "units withheld by a person"},
	{.name = "allocated", .type = OM_T_INT, .flags = OM_F_READONLY, .sql = OM__F_product_allocated,
		.help = "units kept for orders"},
	{.name = "available", .type = OM_T_INT, .flags = OM_F_LIST | OM_F_READONLY, .sql = OM__F_product_available,
		.help = "units that may still be promised; empty without stock"},
};

static const struct om_collection collections[] = {
	{"stock", &om__stock_noun, OM__F_product_stock_frame, OM__F_product_stock_join},
};

const struct om_noun_ext om__stock_product_ext = {
	.fields = fields,
	.field_count = OM_COUNT(fields),
	.collections = collections,
	.collection_count = OM_COUNT(collections),
};
