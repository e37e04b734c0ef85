/* The nouns of pick lists: the lists and their lines. */
#include "ship/ship_int.h"

static const struct om_field line_fields[] = {
	{"pick_list", OM_T_ID, OM_F_KEY | OM_F_LIST | OM_F_SHEET, OM__F_pick_line_pick_list,
		.help = "number of the list"},
	{"line_no", OM_T_INT, OM_F_KEY | OM_F_LIST | OM_F_SHEET, OM__F_pick_line_line_no,
		.help = "order of walking, from 1"},
	{"location", OM_T_TEXT, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_location,
		.help = "where the units lie; empty: not allocated"},
	{"sku", OM_T_ID, OM_F_LIST | OM_F_BARE | OM_F_SHEET, OM__F_pick_line_sku,
		.help = "master SKU"},
	{"name", OM_T_TEXT, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_name,
		.help = "name of the product"},
	{"lot", OM_T_ID, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_lot,
		.help = "lot, for products with lots"},
	{"quantity", OM_T_INT, OM_F_LIST | OM_F_BARE | OM_F_SHEET, OM__F_pick_line_quantity,
		.help = "units asked for"},
	{"picked", OM_T_INT, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_picked,
		.help = "units found; empty until confirmed"},
	{"order", OM_T_ID, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_order,
		.help = "for which order"},
	{"tote", OM_T_INT, OM_F_SHEET, OM__F_pick_line_tote,
		.help = "of a cluster: the tote of its order"},
	{"status", OM_T_WORD, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_status,
		.help = "the order's status now"},
	{"is_struck", OM_T_BOOL, OM_F_LIST | OM_F_SHEET, OM__F_pick_line_is_struck,
		.help = "is the order held, cancelled, shipped or moved meanwhile"},
	{"is_allocated", OM_T_BOOL, 0, OM__F_pick_line_is_allocated,
		.help = "do units of a place belong to the line"},
	{"expires_on", OM_T_DAY, 0, OM__F_pick_line_expires_on, .help = "expiry of the lot"},
	{"listing_sku", OM_T_ID, 0, OM__F_pick_line_listing_sku,
		.help = "what the channel calls it"},
	{"upc", OM_T_ID, 0, OM__F_pick_line_upc, .help = "barcode"},
	{"order_id", OM_T_INT, 0, OM__F_pick_line_order_id, .help = "key of the order"},
	{"pick_list_id", OM_T_INT, 0, OM__F_pick_line_pick_list_id, .help = "key of the list"},
};

static const struct om_noun line_noun = {
	.name = "pick line",
	.plural = "pick lines",
	.fields = line_fields,
	.field_count = OM_COUNT(line_fields),
	.from = OM__F_pick_line_from,
	.key = OM__F_pick_line_key,
	.ids = OM__F_pick_line_ids,
};

static const struct om_field pick_fields[] = {
	{"number", OM_T_ID, OM_F_KEY | OM_F_LIST, OM__F_pick_number, .nick = "pick_list",
		.help = "PL and a number from 1000"},
	{"kind", OM_T_WORD, OM_F_LIST | OM_F_SPARE, OM__F_pick_kind,
		.choices = "order global cluster wave",
		.help = "a section an order, one list over all, a tote an order, a part of many"},
	{"cut_by", OM_T_WORD, 0, OM__F_pick_cut_by, .choices = "zone carrier single category",
		.help = "what waves are cut by"},
	{"part", OM_T_TEXT, 0, OM__F_pick_part, .help = "the zone, carrier ... of a wave"},
	{"printed_count", OM_T_INT, 0, OM__F_pick_printed_count,
		.help = "how often it was printed"},
	{"warehouse", OM_T_REF, OM_F_LIST, OM__F_pick_warehouse, .help = "where is picked"},
	{"state", OM_T_WORD, OM_F_LIST, OM__F_pick_state, .choices = "open picking done cancelled",
		.help = "where it stands"},
	{"order_count", OM_T_INT, OM_F_LIST, OM__F_pick_order_count, .help = "orders"},
	{"line_count", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_pick_line_count, .help = "lines"},
	{"unit_count", OM_T_INT, OM_F_LIST, OM__F_pick_unit_count, .help = "units asked for"},
	{"unallocated", OM_T_INT, OM_F_LIST, OM__F_pick_unallocated,
		.help = "of these, units that no place holds"},
	{"picked_count", OM_T_INT, OM_F_LIST, OM__F_pick_picked_count, .help = "units found"},
	{"item_order", OM_T_WORD, 0, OM__F_pick_item_order,
		.choices = "location draw-rank sku name order", .help = "how its lines are sorted"},
	{"created_at", OM_T_TIME, OM_F_LIST | OM_F_SPARE, OM__F_pick_created_at,
		.help = "when it was made"},
	{"run_id", OM_T_INT, 0, OM__F_pick_run_id, .help = "run that made it"},
	{"pick_list_id", OM_T_INT, 0, OM__F_pick_pick_list_id, .help = "key"},
};

static const struct om_collection pick_collections[] = {
	{"lines", &line_noun, OM__F_pick_lines_frame, OM__F_pick_lines_join, 0},
};

const struct om_noun om__pick_noun = {
	.name = "pick list",
	.plural = "pick lists",
	.fields = pick_fields,
	.field_count = OM_COUNT(pick_fields),
	.collections = pick_collections,
	.collection_count = OM_COUNT(pick_collections),
	.from = OM__F_pick_from,
	.key = OM__F_pick_pick_list_id,
	.ids = OM__F_pick_number,
	.zone = OM__F_pick_zone,
	.summary = "state",
};

const struct om_noun *om_pick_noun(void)
{
	return &om__pick_noun;
}

const struct om_noun *om_pick_line_noun(void)
{
	return &line_noun;
}

/* ---- allocations ---- */

static const struct om_field allocation_fields[] = {
	{"picked", OM_T_INT, OM_F_LIST | OM_F_READONLY, OM__F_allocation_picked,
		.help = "of the units kept, those that were fetched and have not left"},
};
const struct om_noun_ext om__allocation_pick_ext = {
	.fields = allocation_fields,
	.field_count = OM_COUNT(allocation_fields),
};
