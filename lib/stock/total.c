/* Totals: one row a product over all warehouses, or over those of the query's scope (inventory.md
 * rule 1).
 *
 * On hand, locked and allocated are plain sums, inactive rows included; available adds up what each
 * record may promise. */
#include "stock/sheet.h"
#include "sheet/import.h"
#include <om/catalog.h>
#include <om/stock.h>

static const struct om_field fields[] = {
	{"sku", OM_T_ID, OM_F_KEY | OM_F_LIST, OM__F_stock_total_sku, .aliases = "master_sku",
		.help = "master SKU"},
	{"kind", OM_T_WORD, OM_F_LIST | OM_F_SPARE, OM__F_stock_total_kind,
		.choices = "core variation bundle virtual", .help = "kind of the product"},
	{"name", OM_T_TEXT, OM_F_LIST, OM__F_stock_total_name, .help = "name of the product"},
	{"brand", OM_T_TEXT, OM_F_LIST | OM_F_SPARE, OM__F_stock_total_brand,
		.help = "brand of the product"},
	{"on_hand", OM_T_INT, OM_F_LIST | OM_F_SIGNED, OM__F_stock_total_on_hand,
		.help = "units physically there"},
	{"locked", OM_T_INT, OM_F_LIST, OM__F_stock_total_locked,
		.help = "units withheld by a person"},
	{"allocated", OM_T_INT, OM_F_LIST, OM__F_stock_total_allocated,
		.help = "units kept for orders"},
	{"available", OM_T_INT, OM_F_LIST, OM__F_stock_total_available,
		.help = "units that may be promised"},
	{"discrepancy", OM_T_INT, OM_F_LIST | OM_F_SPARE | OM_F_SIGNED,
		OM__F_stock_total_discrepancy,
		.help = "units on hand less units with a cost layer"},
	{"unconfigured", OM_T_INT, OM_F_SIGNED, OM__F_stock_total_unconfigured,
		.help = "units that have no place yet"},
	{"shortfall", OM_T_INT, 0, OM__F_stock_total_shortfall,
		.help = "allocated units that are not there"},
	{"value", OM_T_MONEY, OM_F_DECIMALS, OM__F_stock_total_value,
		.help = "cost of what is on hand"},
	{"record_count", OM_T_INT, 0, OM__F_stock_total_record_count, .help = "stock records"},
	{"is_active", OM_T_BOOL, 0, OM__F_stock_total_is_active,
		.help = "no: the product counts nowhere"},
};

static const struct om_noun noun = {
	.name = "total",
	.plural = "totals",
	.fields = fields,
	.field_count = OM_COUNT(fields),
	.from = OM__F_stock_total_from,
	.key = OM__F_stock_total_key,
	.ids = OM__F_stock_total_sku,
	.find = OM__F_stock_total_find,
	.summary = "kind:value",
};

const struct om_noun *om_stock_total_noun(void)
{
	return &noun;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	return om_find(om, om_product_noun(), operand, ret_id, err);
}

/* Totals go by the SKU of their product; nothing is imported into them. */
const struct om_importer om__total_importer = {.noun = &noun, .group_field2 = -1, .find = find};
