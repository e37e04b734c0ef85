/* What stock adds to a product: fields of its units over all warehouses, its records, and whether
 * any are on hand.  Products know nothing of stock; flow joins the two (om__product_exts). */
#include "catalog/catalog.h"
#include "stock/sheet.h"
#include "stock/stock.h"

static const struct om_field fields[] = {
	{.name = "on_hand",
		.type = OM_T_INT,
		.flags = OM_F_LIST | OM_F_READONLY | OM_F_SIGNED,
		.sql = OM__F_product_on_hand,
		.help = "units physically there, everywhere"},
	{.name = "locked",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_product_locked,
		.help = "units withheld by a person"},
	{.name = "allocated",
		.type = OM_T_INT,
		.flags = OM_F_READONLY,
		.sql = OM__F_product_allocated,
		.help = "units kept for orders"},
	{.name = "available",
		.type = OM_T_INT,
		.flags = OM_F_LIST | OM_F_READONLY,
		.sql = OM__F_product_available,
		.help = "units that may still be promised; empty without stock"},
};

static const struct om_collection collections[] = {
	{"stock", &om__stock_noun, OM__F_product_stock_frame, OM__F_product_stock_join, 0},
};

const struct om_noun_ext om__stock_product_ext = {
	.fields = fields,
	.field_count = OM_COUNT(fields),
	.collections = collections,
	.collection_count = OM_COUNT(collections),
};

int om__product_on_hand(struct om *om, int64_t product_id, int64_t *ret_units, struct om_err *err)
{
	int rc = om__get_int(om, OM__SQL_product_on_hand, OM__ARGS(OM__I("product_id", product_id)),
		ret_units, err);

	return rc < 0 ? rc : 0;
}
