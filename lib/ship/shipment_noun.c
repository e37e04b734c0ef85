/* The nouns of what was shipped: shipments, their packages, the units in them; and what shipping
 * adds to orders. */
#include "ship/ship_int.h"

#define RO OM_F_READONLY
#define SHEET OM_F_SHEET

static const struct om_field item_fields[] = {
	{"number", OM_T_ID, OM_F_LIST, OM__F_package_item_number, .help = "number of the shipment"},
	{"seq", OM_T_INT, OM_F_LIST, OM__F_package_item_seq, .help = "package of the shipment"},
	{"item_no", OM_T_INT, OM_F_KEY, OM__F_package_item_item_no, .help = "place in the package"},
	{"sku", OM_T_ID, OM_F_LIST | OM_F_BARE, OM__F_package_item_sku,
		.help = "master SKU; the listing's where there is no product"},
	{"listing_sku", OM_T_ID, OM_F_LIST, OM__F_package_item_listing_sku,
		.help = "what the channel calls it"},
	{"item_name", OM_T_TEXT, OM_F_LIST, OM__F_package_item_item_name,
		.help = "the channel's title"},
	{"quantity", OM_T_INT, OM_F_LIST | OM_F_BARE, OM__F_package_item_quantity, .help = "units"},
	{"location", OM_T_TEXT, OM_F_LIST, OM__F_package_item_location,
		.help = "where they left from"},
	{"lot", OM_T_ID, OM_F_LIST, OM__F_package_item_lot, .help = "lot, for products with lots"},
	{"line_no", OM_T_INT, 0, OM__F_package_item_line_no, .help = "line of the order"},
	{"order_id", OM_T_INT, 0, OM__F_package_item_order_id, .help = "key of the order"},
	{"shipment_id", OM_T_INT, 0, OM__F_package_item_shipment_id, .help = "key of the shipment"},
};

static const struct om_noun item_noun = {
	.name = "package item",
	.plural = "package items",
	.fields = item_fields,
	.field_count = OM_COUNT(item_fields),
	.from = OM__F_package_item_from,
	.key = OM__F_package_item_key,
	.ids = OM__F_package_item_ids,
};

static const struct om_field package_fields[] = {
	{"number", OM_T_ID, OM_F_LIST | OM_F_KEY | SHEET | RO, OM__F_package_number,
		.help = "number of the shipment"},
	{"seq", OM_T_INT, OM_F_LIST | OM_F_KEY | SHEET | RO, OM__F_package_seq,
		.help = "from 1 without gaps"},
	{"tracking_number", OM_T_ID, OM_F_LIST | SHEET | RO, OM__F_package_tracking_number,
		.help = "number of this package"},
	{"package_type", OM_T_TEXT, OM_F_LIST | SHEET | RO, OM__F_package_package_type,
		.help = "carton"},
	{"weight", OM_T_WEIGHT, OM_F_LIST | SHEET | RO, OM__F_package_weight,
		.unit_sql = OM__F_package_weight_unit, .help = "as weighed"},
	{"unit_count", OM_T_INT, OM_F_LIST | SHEET | RO, OM__F_package_unit_count,
		.help = "units inside"},
	{"units", OM_T_SET, SHEET | RO, OM__F_package_units, .help = "what is inside: MUG*2|TEE*1"},
	{"carrier", OM_T_TEXT, SHEET | RO, OM__F_shipment_carrier,
		.help = "name printed on the label"},
	{"service", OM_T_TEXT, SHEET | RO, OM__F_shipment_service, .help = "the carrier's service"},
	{"ship_date", OM_T_DAY, SHEET | RO, OM__F_shipment_ship_date,
		.help = "day in the warehouse's zone"},
	{"state", OM_T_WORD, SHEET | RO, OM__F_shipment_state,
		.choices = "open labelled shipped received voided",
		.help = "where the shipment stands"},
	{"shipment_id", OM_T_INT, 0, OM__F_package_shipment_id, .help = "key of the shipment"},
};

static const struct om_noun package_noun = {
	.name = "package",
	.plural = "packages",
	.fields = package_fields,
	.field_count = OM_COUNT(package_fields),
	.from = OM__F_package_from,
	.key = OM__F_package_key,
	.ids = OM__F_package_ids,
};

static const struct om_field shipment_fields[] = {
	{"number", OM_T_ID, OM_F_LIST | OM_F_KEY | SHEET | RO, OM__F_shipment_number,
		.help = "S and a number from 1000, unique for ever"},
	{"order_number", OM_T_ID, OM_F_LIST | SHEET, OM__F_shipment_order_number,
		.aliases = "order|order_#", .nick = "order",
		.help = "the order's number in its channel"},
	{"channel", OM_T_REF, OM_F_LIST | OM_F_SPARE | SHEET, OM__F_shipment_channel,
		.aliases = "sales_channel|store", .help = "the order's channel"},
	{"tracking_number", OM_T_ID, OM_F_LIST | SHEET | OM_F_IDENT, OM__F_shipment_tracking_number,
		.aliases = "tracking_#|tracking", .help = "number of the first package"},
	{"carrier", OM_T_TEXT, OM_F_LIST | SHEET, OM__F_shipment_carrier,
		.aliases = "shipping_carrier|ship_carrier_name|carrier_name",
		.help = "name printed on the label"},
	{"service", OM_T_TEXT, SHEET, OM__F_shipment_service, .aliases = "ship_service_name",
		.help = "the carrier's service"},
	{"package_type", OM_T_TEXT, SHEET, OM__F_shipment_package_type,
		.aliases = "ship_package_name", .help = "the carrier's package or our carton"},
	{"ship_date", OM_T_DAY, OM_F_LIST | SHEET, OM__F_shipment_ship_date,
		.help = "day in the warehouse's zone"},
	{"estimated_delivery", OM_T_DAY, SHEET, OM__F_shipment_estimated_delivery,
		.aliases = "estimated_arrival", .help = "day on which it should arrive"},
	{"fee", OM_T_MONEY, SHEET, OM__F_shipment_fee, .unit_sql = OM__F_shipment_currency,
		.aliases = "carrier_fee", .help = "what the carrier takes"},
	{"currency", OM_T_WORD, SHEET, OM__F_shipment_currency, .help = "ISO 4217 code of the fee"},
	{"notify_customer", OM_T_BOOL, SHEET, OM__F_shipment_notify_customer,
		.help = "was a mail asked for"},
	{"update_channel", OM_T_BOOL, SHEET, OM__F_shipment_update_channel,
		.help = "is the channel told"},
	{"delivery_status", OM_T_WORD, SHEET, OM__F_shipment_delivery_status,
		.help = "what the carrier said last"},
	{"insurance_tracking_number", OM_T_ID, SHEET, OM__F_shipment_insurance_tracking_number,
		.help = "the insurer's own number"},
	{"state", OM_T_WORD, OM_F_LIST | SHEET | RO, OM__F_shipment_state,
		.choices = "open labelled shipped received voided", .help = "where it stands"},
	{"kind", OM_T_WORD, SHEET | RO, OM__F_shipment_kind, .choices = "out return",
		.help = "to a buyer, or back from one"},
	{"source", OM_T_WORD, SHEET | RO, OM__F_shipment_source,
		.choices = "label mark import channel 3pl bot", .help = "how it came into being"},
	{"warehouse", OM_T_REF, OM_F_LIST | OM_F_SPARE | SHEET | RO, OM__F_shipment_warehouse,
		.help = "where the goods left"},
	{"package_count", OM_T_INT, OM_F_LIST | OM_F_SPARE, OM__F_shipment_package_count,
		.help = "packages"},
	{"unit_count", OM_T_INT, 0, OM__F_shipment_unit_count, .help = "units"},
	{"weight", OM_T_WEIGHT, SHEET | RO, OM__F_shipment_weight,
		.unit_sql = OM__F_shipment_weight_unit,
		.help = "of all packages that were weighed"},
	{"shipped_at", OM_T_TIME, 0, OM__F_shipment_shipped_at,
		.help = "when the goods were booked out"},
	{"created_at", OM_T_TIME, 0, OM__F_shipment_created_at, .help = "when it was stored"},
	{"voided_at", OM_T_TIME, SHEET | RO, OM__F_shipment_voided_at,
		.help = "when it was voided"},
	{"is_external", OM_T_BOOL, 0, OM__F_shipment_is_external,
		.help = "was its postage not bought here"},
	{"is_deducted", OM_T_BOOL, 0, OM__F_shipment_is_deducted,
		.help = "did its goods leave our stock"},
	{"is_voided", OM_T_BOOL, 0, OM__F_shipment_is_voided, .help = "was it voided"},
	{"customer_name", OM_T_TEXT, 0, OM__F_shipment_customer_name, .help = "who bought"},
	{"ship_name", OM_T_TEXT, SHEET | RO, OM__F_shipment_ship_name, .help = "recipient"},
	{"ship_city", OM_T_TEXT, SHEET | RO, OM__F_shipment_ship_city, .help = "recipient's city"},
	{"ship_state", OM_T_WORD, SHEET | RO, OM__F_shipment_ship_state,
		.help = "recipient's state"},
	{"ship_zip", OM_T_ZIP, SHEET | RO, OM__F_shipment_ship_zip,
		.help = "recipient's ZIP or postal code"},
	{"ship_country", OM_T_WORD, SHEET | RO, OM__F_shipment_ship_country,
		.help = "recipient's country"},
	{"order_id", OM_T_INT, 0, OM__F_shipment_order_id, .help = "key of the order"},
	{"shipment_id", OM_T_INT, 0, OM__F_shipment_shipment_id, .help = "key of the shipment"},
	{"run_id", OM_T_INT, 0, OM__F_shipment_run_id, .help = "run that made it"},
};

static const struct om_collection shipment_collections[] = {
	{"packages", &package_noun, OM__F_shipment_packages_frame, OM__F_shipment_packages_join, 0},
	{"items", &item_noun, OM__F_shipment_items_frame, OM__F_shipment_items_join, 0},
};

const struct om_noun om__shipment_noun = {
	.name = "shipment",
	.plural = "shipments",
	.fields = shipment_fields,
	.field_count = OM_COUNT(shipment_fields),
	.collections = shipment_collections,
	.collection_count = OM_COUNT(shipment_collections),
	.from = OM__F_shipment_from,
	.key = OM__F_shipment_shipment_id,
	.ids = OM__F_shipment_number,
	.currency = OM__F_shipment_currency,
	.zone = OM__F_shipment_zone,
	.find = OM__F_shipment_find,
	.summary = "carrier:fee",
};

const struct om_noun *om_shipment_noun(void)
{
	return &om__shipment_noun;
}

const struct om_noun *om_package_noun(void)
{
	return &package_noun;
}

const struct om_noun *om_package_item_noun(void)
{
	return &item_noun;
}

/* ---- orders ---- */

static const struct om_field order_fields[] = {
	{"tracking_numbers", OM_T_SET, 0, OM__F_order_tracking_numbers,
		.help = "numbers of every package that left"},
	{"ship_date", OM_T_DAY, 0, OM__F_order_ship_date,
		.help = "day on which the last shipment left"},
	{"multi_package", OM_T_BOOL, 0, OM__F_order_multi_package,
		.help = "did it leave in several packages"},
};
static const struct om_collection order_collections[] = {
	{"shipments", &om__shipment_noun, OM__F_order_shipments_frame, OM__F_order_shipments_join,
		0},
	{"packages", &package_noun, OM__F_order_packages_frame, OM__F_order_packages_join, 0},
};
const struct om_noun_ext om__order_ship_ext = {
	.fields = order_fields,
	.field_count = OM_COUNT(order_fields),
	.collections = order_collections,
	.collection_count = OM_COUNT(order_collections),
	.find = OM__F_order_tracking_find,
};
