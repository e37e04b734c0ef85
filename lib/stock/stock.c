/* Stock records: the noun, finding and making one.
 *
 * A record is a product at a location in a lot.  It is made with 0 units, last in the draw order of
 * its product and warehouse; its units come by movements alone. */
#include "stock/movement.h"
#include "stock/place.h"
#include "stock/sheet.h"
#include "core/core.h"

#define EXPORT (OM_F_SHEET | OM_F_READONLY)

static const struct om_field fields[S_COUNT] = {
	[S_SKU] = {"sku", OM_T_ID, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_stock_sku, .aliases = "master_sku|item_sku", .help = "master SKU"},
	[S_WAREHOUSE] = {"warehouse", OM_T_REF, OM_F_KEY | OM_F_LIST | OM_F_SHEET | OM_F_REQUIRED,
		OM__F_stock_warehouse, .help = "warehouse"},
	[S_LOCATION] = {"location", OM_T_TEXT, OM_F_LIST | OM_F_SHEET, OM__F_stock_location,
		.aliases = "stock_location|bin",
		.help = "location; empty is UNCONFIGURED, or GLOBAL"},
	[S_LOT] = {"lot", OM_T_ID, OM_F_LIST | OM_F_SHEET, OM__F_stock_lot,
		.help = "lot, for products with lots"},
	[S_EXPIRES_ON] = {"expires_on", OM_T_DAY, OM_F_SHEET, OM__F_stock_expires_on,
		.aliases = "expiry", .help = "day from which the lot is not available"},
	/* Goods that left without being booked in leave less than 0, and exports come in again;
	 * what a person may set is the ledger's to say. */
	[S_ON_HAND] = {"on_hand", OM_T_INT, OM_F_LIST | OM_F_SHEET, OM__F_stock_on_hand,
		.aliases = "on_hand_stock|quantity|qty", .min = -OM__STOCK_MAX,
		.max = OM__STOCK_MAX, .help = "units physically there"},
	[S_ADJUSTMENT] = {"adjustment", OM_T_INT, OM_F_INPUT | OM_F_SIGNED,
		.aliases = "change|delta", .help = "units more or less, instead of on_hand"},
	[S_WAS] = {"was", OM_T_INT, OM_F_INPUT | OM_F_SIGNED, .aliases = "if_was",
		.help = "on hand expected before; another figure refuses the row"},
	[S_LOCKED] = {"locked", OM_T_INT, OM_F_LIST | OM_F_SHEET, OM__F_stock_locked,
		.aliases = "locked_inventory|quantity_locked", .max = OM__STOCK_MAX,
		.help = "units withheld by a person"},
	[S_DRAW_RANK] = {"draw_rank", OM_T_INT, OM_F_SHEET, OM__F_stock_draw_rank, .min = 1,
		.max = 1000000000,
		.help = "order of drawing within product and warehouse, low first"},
	[S_IS_PICKABLE] = {"is_pickable", OM_T_BOOL, OM_F_SHEET, OM__F_stock_is_pickable,
		.aliases = "pickable", .help = "no: its units are not available"},
	[S_IS_RECEIVABLE] = {"is_receivable", OM_T_BOOL, OM_F_SHEET, OM__F_stock_is_receivable,
		.aliases = "receivable", .help = "no: not offered for receipts"},
	[S_IS_ACTIVE] = {"is_active", OM_T_BOOL, OM_F_SHEET, OM__F_stock_is_active,
		.aliases = "active", .help = "no: counts nowhere"},
	[S_LOCATION_MIN] = {"location_min", OM_T_INT, OM_F_SHEET, OM__F_stock_location_min,
		.aliases = "location_min_level", .max = OM__STOCK_MAX,
		.help = "least units wanted there, for put-away"},
	[S_UNIT_COST] = {"unit_cost", OM_T_MONEY, OM_F_INPUT | OM_F_DECIMALS, .aliases = "cost",
		.help = "cost of each added unit: makes a cost layer"},
	[S_REASON] = {"reason", OM_T_TEXT, OM_F_INPUT, .max = 40,
		.help = "why, one of stock.reasons (correction)"},
	[S_NOTE] = {"note", OM_T_TEXT, OM_F_INPUT, .aliases = "edit_notes", .max = 500,
		.help = "free text"},
	[S_REF] = {"ref", OM_T_ID, OM_F_INPUT, .max = 100,
		.help = "reference of an adjustment, so that a repeat does not count twice"},
	[S_ALLOCATED] = {"allocated", OM_T_INT, OM_F_LIST | EXPORT, OM__F_stock_allocated,
		.help = "units kept for orders"},
	[S_AVAILABLE] = {"available", OM_T_INT, OM_F_LIST | EXPORT, OM__F_stock_available,
		.help = "units that may be promised"},
	[S_NAME] = {"name", OM_T_TEXT, EXPORT, OM__F_stock_name, .help = "name of the product"},
	[S_BRAND] = {"brand", OM_T_TEXT, OM_F_READONLY, OM__F_stock_brand,
		.help = "brand of the product"},
	[S_KIND] = {"kind", OM_T_WORD, OM_F_READONLY, OM__F_stock_kind,
		.choices = "core variation bundle virtual", .help = "kind of the product"},
	[S_LABELS] = {"labels", OM_T_SET, OM_F_READONLY, OM__F_stock_labels,
		.help = "labels of the product"},
	[S_WAREHOUSE_TYPE] = {"warehouse_type", OM_T_WORD, OM_F_READONLY,
		OM__F_stock_warehouse_type,
		.choices = "in-house 3pl retail virtual dropship fba wfs",
		.help = "type of the warehouse"},
	[S_OVERSOLD] = {"oversold", OM_T_INT, OM_F_READONLY, OM__F_stock_oversold,
		.help = "allocated units that are not there"},
	[S_FIRST_IN_AT] = {"first_in_at", OM_T_TIME, OM_F_READONLY, OM__F_stock_first_in_at,
		.help = "when on hand last rose from 0"},
	[S_LAST_MOVED_AT] = {"last_moved_at", OM_T_TIME, OM_F_READONLY, OM__F_stock_last_moved_at,
		.help = "last movement"},
	[S_STOCK_ID] = {"stock_id", OM_T_INT, OM_F_READONLY, OM__F_stock_key, .help = "key"},
};

const struct om_noun om__stock_noun = {
	.name = "stock",
	.plural = "stock records",
	.fields = fields,
	.field_count = S_COUNT,
	.from = OM__F_stock_from,
	.key = OM__F_stock_key,
	.ids = OM__F_stock_ids,
	.find = OM__F_stock_find,
	.summary = "warehouse",
};

const struct om_noun *om_stock_noun(void)
{
	return &om__stock_noun;
}

struct stock_row {
	int64_t stock_id, product_id, warehouse_id, location_id, draw_rank;
	const char *lot;
};
static const struct om__bindmap stock_map[] = {
	OM__MAP_I(stock_row, stock_id),
	OM__MAP_I(stock_row, product_id),
	OM__MAP_I(stock_row, warehouse_id),
	OM__MAP_I(stock_row, location_id),
	OM__MAP_I(stock_row, draw_rank),
	OM__MAP_S(stock_row, lot),
};

/* The lot of a record must be there before its first unit: expiry is looked up in it. */
static int make_lot(struct om *om, int64_t product_id, const char *lot, struct om_err *err)
{
	int64_t one;
	int rc = om__get_int(om, OM__SQL_lot_by_name,
		OM__ARGS(OM__I("product_id", product_id), OM__S("lot", lot)), &one, err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = om__exec(om, OM__SQL_lot_insert,
		OM__ARGS(OM__I("product_id", product_id), OM__S("lot", lot), OM__N("expires_on"),
			OM__I("received_at", om->now)),
		err);
	return rc < 0 ? rc : 0;
}

int om__stock_make(struct om *om, int64_t product_id, int64_t warehouse_id, int64_t location_id,
	const char *lot, int64_t *ret_stock_id, struct om_err *err)
{
	struct stock_row row = {.product_id = product_id,
		.warehouse_id = warehouse_id,
		.location_id = location_id,
		.lot = lot};
	struct om__bulk *bulk;
	int rc = om__get_int(om, OM__SQL_stock_next_draw_rank,
		OM__ARGS(OM__I("product_id", product_id), OM__I("warehouse_id", warehouse_id)),
		&row.draw_rank, err);

	if (rc >= 0 && *lot)
		rc = make_lot(om, product_id, lot, err);
	if (rc >= 0)
		rc = om__ids(om, "stock", 1, &row.stock_id, err);
	if (rc >= 0)
		rc = om__bulk(om, OM__SQL_stock_insert, stock_map, OM_COUNT(stock_map), &bulk, err);
	if (rc >= 0)
		rc = om__bulk_put(bulk, &row, err);
	if (rc < 0)
		return rc;
	*ret_stock_id = row.stock_id;
	return 0;
}

int om__stock_record(struct om *om, int64_t product_id, int64_t location_id, const char *lot,
	bool is_made, int64_t *ret_stock_id, struct om_err *err)
{
	int64_t stock_id = 0, warehouse_id = 0;
	int rc;

	if (!lot)
		lot = "";
	rc = om__get_int(om, OM__SQL_stock_by_place,
		OM__ARGS(OM__I("product_id", product_id), OM__I("location_id", location_id),
			OM__S("lot", lot)),
		&stock_id, err);
	if (rc < 0)
		return rc;
	*ret_stock_id = stock_id;
	if (rc > 0 || !is_made)
		return 0;
	rc = om__get_int(om, OM__SQL_location_warehouse_id, OM__ARGS(OM__I("id", location_id)),
		&warehouse_id, err);
	return rc < 0
		? rc
		: om__stock_make(om, product_id, warehouse_id, location_id, lot, ret_stock_id, err);
}
