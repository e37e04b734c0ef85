/* The noun of stock history: a row a movement, and a row a change of a stock row's or a location's
 * columns (inventory.md, history). */
#include "db/db.h"
#include <om/stock.h>

static const struct om_field fields[] = {
	{"entry", OM_T_INT, OM_F_KEY, OM__F_movement_key, .help = "key of the row"},
	{"movement_id", OM_T_INT, 0, OM__F_movement_movement_id,
		.help = "key of the movement; empty for an edit"},
	{"at", OM_T_TIME, OM_F_LIST, OM__F_movement_at, .help = "when it was written"},
	{"run", OM_T_INT, OM_F_LIST, OM__F_movement_run, .aliases = "run_id",
		.help = "run that wrote it"},
	{"actor", OM_T_TEXT, OM_F_LIST | OM_F_SPARE, OM__F_movement_actor, .help = "who acted"},
	{"source", OM_T_TEXT, OM_F_LIST | OM_F_SPARE, OM__F_movement_source,
		.help = "program that wrote it, or the file and line it was read from"},
	{"sku", OM_T_ID, OM_F_LIST, OM__F_movement_sku, .help = "master SKU"},
	{"warehouse", OM_T_REF, OM_F_LIST, OM__F_movement_warehouse, .help = "warehouse"},
	{"location", OM_T_TEXT, OM_F_LIST, OM__F_movement_location, .help = "location"},
	{"lot", OM_T_ID, OM_F_LIST | OM_F_SPARE, OM__F_movement_lot,
		.help = "lot, for products with lots"},
	{"kind", OM_T_WORD, OM_F_LIST, OM__F_movement_kind,
		.choices = "receive unreceive return ship unship transfer-out transfer-in "
			   "transfer-back "
			   "move-out move-in adjust set feed count assemble disassemble merge lock "
			   "unlock undo edit",
		.help = "what happened; edit: a column of the record or of its location"},
	{"bucket", OM_T_WORD, OM_F_LIST | OM_F_SPARE, OM__F_movement_bucket,
		.choices = "on_hand locked allocated oversold draw_rank location_min location "
			   "location_key sort_key is_active is_pickable is_receivable",
		.help = "figure or column that changed"},
	{"before", OM_T_INT, OM_F_LIST | OM_F_SIGNED, OM__F_movement_before,
		.help = "figure before"},
	{"delta", OM_T_INT, OM_F_LIST | OM_F_SIGNED, OM__F_movement_delta, .help = "change"},
	{"after", OM_T_INT, OM_F_LIST | OM_F_SIGNED, OM__F_movement_after, .help = "figure after"},
	{"reason", OM_T_WORD, OM_F_LIST, OM__F_movement_reason,
		.help = "why, one of stock.reasons"},
	{"note", OM_T_TEXT, OM_F_LIST, OM__F_movement_note,
		.help = "free text; of an edit the value before and after"},
	{"cause", OM_T_ID, OM_F_LIST | OM_F_SPARE, OM__F_movement_cause,
		.help = "paper behind it, as a shipment"},
	{"ref", OM_T_ID, 0, OM__F_movement_ref,
		.help = "reference that keeps a repeat from counting twice"},
};

const struct om_noun *om_movement_noun(void)
{
	static const struct om_noun noun = {
		.name = "movement",
		.plural = "movements",
		.fields = fields,
		.field_count = OM_COUNT(fields),
		.from = OM__F_movement_from,
		.key = OM__F_movement_key,
		.ids = OM__F_movement_key,
		.summary = "kind",
	};

	return &noun;
}
