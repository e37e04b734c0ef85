/* The columns of an order: one table for sheet, list, filter and documentation (orders.md H1,
 * bots.md "Fields").
 *
 * The enum in intake.h numbers the rows; the member table below ties the stored ones to struct
 * om__order. */
#include "order/intake.h"
#include "base/time.h"
#include <om/order.h>
#include <stdio.h>

#define SHEET OM_F_SHEET
#define LIST OM_F_LIST
#define RO OM_F_READONLY
#define TEXT(id, col, also, most, text) \
	[id] = {.name = #col, \
		.type = OM_T_TEXT, \
		.flags = SHEET, \
		.sql = OM__F_order_##col, \
		.aliases = also, \
		.max = most, \
		.help = text}
#define AMOUNT(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_MONEY, \
		.flags = more, \
		.sql = OM__F_order_##col, \
		.unit_sql = OM__F_order_currency_code, \
		.aliases = also, \
		.help = text}
#define FLAG(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_BOOL, \
		.flags = more, \
		.sql = OM__F_order_##col, \
		.aliases = also, \
		.help = text}
#define TIME(id, col, more, also, text) \
	[id] = {.name = #col, \
		.type = OM_T_TIME, \
		.flags = more, \
		.sql = OM__F_order_##col, \
		.aliases = also, \
		.help = text}
#define SIZE(id, col) \
	[id] = {.name = #col, \
		.type = OM_T_LENGTH, \
		.flags = SHEET, \
		.sql = OM__F_order_##col, \
		.unit_sql = OM__F_order_size_unit, \
		.aliases = "order_" #col, \
		.help = #col " of the parcel, with its unit: 12in"}
#define COUNT(id, col, more, text) \
	[id] = {.name = #col, \
		.type = OM_T_INT, \
		.flags = RO | (more), \
		.sql = OM__F_order_##col, \
		.help = text}
#define WORD(id, col, more, list, text) \
	[id] = {.name = #col, \
		.type = OM_T_WORD, \
		.flags = more, \
		.sql = OM__F_order_##col, \
		.choices = list, \
		.help = text}
/* The two addresses of an order have the same parts; all but the ZIP code and the country's code
 * are texts of 100 bytes. */
#define PART(id, kind, col, words) \
	[id] = {.name = #kind "_" #col, \
		.type = OM_T_TEXT, \
		.flags = SHEET, \
		.sql = OM__F_order_##kind##_##col, \
		.aliases = words, \
		.max = 100, \
		.help = #kind "-to: " #col}
#define PLACE(id, kind, col, of, words, text) \
	[id] = {.name = #kind "_" #col, \
		.type = of, \
		.flags = SHEET, \
		.sql = OM__F_order_##kind##_##col, \
		.aliases = words, \
		.max = 100, \
		.help = text}

#define STATUSES \
	"unprocessed unresolved awaiting-payment awaiting-shipment awaiting-3pl-export " \
	"awaiting-dropship awaiting-mcf " \
	"awaiting-plan pending-fulfillment processed-outside on-hold shipped cancelled merged"
#define PROBLEMS \
	"missing-order-info missing-product-info bot-conflict bot-failed " \
	"missing-fulfillment-source missing-vendor-product " \
	"missing-stock-location out-of-stock"
#define WEEKDAYS "mon tue wed thu fri sat sun"

static const struct om_field fields[O_COUNT] = {
	[O_ORDER_NUMBER] = {.name = "order_number",
		.type = OM_T_ID,
		.flags = LIST | SHEET | OM_F_IDENT,
		.sql = OM__F_order_order_number,
		.max = 100,
		.help = "its number, unique in its channel"},
	[O_CHANNEL] = {.name = "channel",
		.type = OM_T_REF,
		.flags = LIST | OM_F_SPARE | SHEET,
		.sql = OM__F_order_channel,
		.aliases = "sales_channel|sales_channel_name",
		.help = "the channel it came from"},
	[O_CHANNEL_ORDER_ID] = {.name = "channel_order_id",
		.type = OM_T_ID,
		.flags = SHEET | OM_F_IDENT,
		.sql = OM__F_order_channel_order_id,
		.max = 100,
		.help = "the channel's own id of it"},
	WORD(O_ORDER_TYPE, order_type, SHEET, "standard pos prime fba fba-workflow",
		"kind of order"),
	[O_PACKING_SLIP_TEMPLATE] = {.name = "packing_slip_template",
		.type = OM_T_REF,
		.flags = SHEET,
		.sql = OM__F_order_packing_slip_template,
		.max = 100,
		.help = "template of its packing slips; else the channel's"},
	[O_PO_NUMBER] = {.name = "po_number",
		.type = OM_T_ID,
		.flags = SHEET,
		.sql = OM__F_order_po_number,
		.max = 100,
		.help = "the buyer's purchase order"},
	TIME(O_ORDER_DATE, order_date, LIST | SHEET, NULL, "when the buyer ordered; default now"),
	TIME(O_PAYMENT_DATE, payment_date, LIST | SHEET | OM_F_SPARE, NULL,
		"when it was paid; empty: unpaid"),
	TIME(O_SHIP_BY, ship_by, SHEET | OM_F_DAY_END, "ship_by_date", "latest shipping"),
	TIME(O_DELIVER_BY, deliver_by, SHEET | OM_F_DAY_END, "receive_by_date", "latest delivery"),
	[O_STATE] = {.name = "state",
		.type = OM_T_TEXT,
		.flags = SHEET,
		.sql = OM__F_order_state,
		.aliases = "status_description",
		.max = 100,
		.help = "open (default), done or cancelled; not open: stored as history"},
	[O_CURRENCY] = {.name = "currency",
		.type = OM_T_WORD,
		.flags = SHEET,
		.sql = OM__F_order_currency_code,
		.aliases = "currency_code_3|currency_code",
		.help = "ISO 4217 code; default the channel's"},
	FLAG(O_PRICES_INCLUDE_TAX, prices_include_tax, SHEET, NULL, "taxes are inside the prices"),
	AMOUNT(O_SHIPPING_PAID, shipping_paid, SHEET, "customer_ship_amount",
		"what the customer paid for shipping"),
	AMOUNT(O_ORDER_DISCOUNT, order_discount, SHEET, "discount",
		"discount of the order as a whole"),
	AMOUNT(O_OTHER_COST, other_cost, SHEET, NULL, "other costs of the customer"),
	AMOUNT(O_ORDER_TAX, order_tax, SHEET, NULL, "every tax that is not on a line"),
	[O_ORDER_TOTAL] = {.name = "order_total",
		.type = OM_T_MONEY,
		.flags = LIST | SHEET,
		.sql = OM__F_order_order_total,
		.unit_sql = OM__F_order_currency_code,
		.nick = "total",
		.help = "total as the source states it, else computed"},
	AMOUNT(O_AMOUNT_PAID, amount_paid, SHEET, NULL, "paid, net of refunds"),
	AMOUNT(O_REFUNDED_AMOUNT, refunded_amount, SHEET, NULL, "given back"),
	TEXT(O_PAYMENT_TYPE, payment_type, "order_payment_type", 100, "card, invoice and the like"),
	[O_SHIP_NAME] = {.name = "ship_name",
		.type = OM_T_TEXT,
		.flags = LIST | SHEET,
		.sql = OM__F_order_ship_name,
		.aliases = "ship_to_name",
		.max = 100,
		.help = "ship-to: name"},
	PART(O_SHIP_COMPANY, ship, company, "ship_to_company"),
	PART(O_SHIP_ADDRESS1, ship, address1,
		"ship_to_address_1|ship_address_line_1|ship_to_address"),
	PART(O_SHIP_ADDRESS2, ship, address2, "ship_to_address_2|ship_address_line_2"),
	PART(O_SHIP_ADDRESS3, ship, address3, "ship_to_address_3|ship_address_line_3"),
	PART(O_SHIP_CITY, ship, city, "ship_to_city"),
	PLACE(O_SHIP_STATE, ship, state, OM_T_WORD, "ship_to_state",
		"ship-to: state; its code where the country has codes"),
	PLACE(O_SHIP_ZIP, ship, zip, OM_T_ZIP,
		"ship_zip_code|ship_to_zip|ship_to_zip_code|ship_postal_code", "ship-to: ZIP code"),
	PLACE(O_SHIP_COUNTRY, ship, country, OM_T_WORD, "ship_to_country|ship_country_code",
		"ship-to: country, a name or ISO code"),
	PART(O_SHIP_PHONE, ship, phone, "ship_to_phone"),
	PART(O_SHIP_EMAIL, ship, email, "ship_to_email|buyer_email"),
	PART(O_BILL_NAME, bill, name, "bill_to_name"),
	PART(O_BILL_COMPANY, bill, company, "bill_to_company"),
	PART(O_BILL_ADDRESS1, bill, address1, "bill_to_address_1"),
	PART(O_BILL_ADDRESS2, bill, address2, "bill_to_address_2"),
	PART(O_BILL_ADDRESS3, bill, address3, "bill_to_address_3"),
	PART(O_BILL_CITY, bill, city, "bill_to_city"),
	PLACE(O_BILL_STATE, bill, state, OM_T_WORD, "bill_to_state", "bill-to: state"),
	PLACE(O_BILL_ZIP, bill, zip, OM_T_TEXT, "bill_zip_code|bill_to_zip|bill_to_zip_code",
		"bill-to: ZIP code"),
	PLACE(O_BILL_COUNTRY, bill, country, OM_T_WORD, "bill_to_country|bill_country_code",
		"bill-to: country, a name or ISO code"),
	PART(O_BILL_PHONE, bill, phone, "bill_to_phone"),
	PART(O_BILL_EMAIL, bill, email, "bill_to_email"),
	WORD(O_ADDRESS_TYPE, address_type, SHEET, "residential commercial unknown",
		"what lies at the ship-to"),
	TEXT(O_CUSTOMER_NAME, customer_name, "buyer_name", 255, "name of the buyer"),
	TEXT(O_CUSTOMER_EMAIL, customer_email, NULL, 254, "e-mail of the buyer"),
	[O_BUYER_ID] = {.name = "buyer_id",
		.type = OM_T_ID,
		.flags = SHEET,
		.sql = OM__F_order_buyer_id,
		.max = 100,
		.help = "the channel's name for the buyer"},
	[O_SOURCE] = {.name = "source",
		.type = OM_T_REF,
		.flags = LIST | SHEET,
		.sql = OM__F_order_source,
		.aliases = "warehouse_name|warehouse",
		.help = "the warehouse that fulfils it; given here, it is locked"},
	TEXT(O_REQUESTED_SERVICE, requested_service, "requested_shipping_service", 255,
		"the channel's words for the shipping wanted"),
	TEXT(O_ACCOUNT, account, "ship_account", 100, "ship method: account with the carrier"),
	TEXT(O_CARRIER, carrier, "ship_carrier_name|ship_carrier", 100, "ship method: carrier"),
	TEXT(O_SERVICE, service, "ship_service_name|ship_service", 100, "ship method: service"),
	TEXT(O_PACKAGE_TYPE, package_type, "ship_package_type|ship_package_name", 100,
		"ship method: package"),
	[O_WEIGHT] = {.name = "weight",
		.type = OM_T_WEIGHT,
		.flags = SHEET,
		.sql = OM__F_order_weight,
		.unit_sql = OM__F_order_weight_unit,
		.aliases = "order_weight",
		.help = "weight of the parcel, with its unit: 2.5lb"},
	SIZE(O_LENGTH, length),
	SIZE(O_WIDTH, width),
	SIZE(O_HEIGHT, height),
	AMOUNT(O_INSURED_VALUE, insured_value, SHEET, NULL, "value to insure"),
	TIME(O_HOLD_UNTIL, hold_until, SHEET, NULL, "held by a person until then"),
	[O_REVISION] = {.name = "revision",
		.type = OM_T_INT,
		.flags = SHEET,
		.sql = OM__F_order_revision,
		.help = "goes up with every change; in a sheet: refused if the order has moved on"},
	TEXT(O_NOTES_FROM_BUYER, notes_from_buyer, "buyer_notes|customer_notes", 65535,
		"what the buyer wrote"),
	TEXT(O_NOTES_TO_BUYER, notes_to_buyer, NULL, 65535, "what the buyer is told"),
	[O_INTERNAL_NOTES] = {.name = "internal_notes",
		.type = OM_T_TEXT,
		.flags = LIST | SHEET | OM_F_SPARE,
		.sql = OM__F_order_internal_notes,
		.max = 65535,
		.help = "our own notes"},
	[O_IS_GIFT] = {.name = "is_gift",
		.type = OM_T_BOOL,
		.flags = SHEET,
		.sql = OM__F_order_is_gift,
		.aliases = "gift",
		.nick = "gift",
		.help = "a gift"},
	TEXT(O_GIFT_MESSAGE, gift_message, NULL, 1000, "text of the gift card"),
	[O_TAGS] = {.name = "tags",
		.type = OM_T_SET,
		.flags = SHEET | OM_F_SEMICOLON,
		.sql = OM__F_order_tags,
		.aliases = "order_tags",
		.help = "the channel's tags, joined by ; or |"},
	[O_ATTR] = {.name = "attr:",
		.type = OM_T_TEXT,
		.flags = SHEET | OM_F_MAP,
		.sql = OM__F_order_attr,
		.max = 65535,
		.help = "a name-value pair of the channel"},
	[O_LABELS] = {.name = "labels",
		.type = OM_T_SET,
		.flags = LIST | SHEET | OM_F_SEMICOLON | OM_F_SPARE,
		.sql = OM__F_order_labels,
		.aliases = "label",
		.help = "labels of ours that it carries, joined by ; or |"},
	[O_CF] = {.name = "cf:",
		.type = OM_T_TEXT,
		.flags = SHEET | OM_F_MAP,
		.sql = OM__F_order_cf,
		.unit_sql = OM__F_order_cf_num,
		.max = 1000,
		.help = "a custom field, of the type that om-admin field gave it"},
	TEXT(O_CUSTOM_FIELD1, custom_field1, "custom_field_1", 1000, "fixed custom field"),
	TEXT(O_CUSTOM_FIELD2, custom_field2, "custom_field_2", 1000, "fixed custom field"),
	TEXT(O_CUSTOM_FIELD3, custom_field3, "custom_field_3", 1000, "fixed custom field"),
	[O_ASSIGNED_TO] = {.name = "assigned_to",
		.type = OM_T_REF,
		.flags = SHEET,
		.sql = OM__F_order_assigned_to,
		.aliases = "assigned_user",
		.max = 100,
		.help = "the user who looks after it"},
	TEXT(O_CHANNEL_PRIORITY, channel_priority, NULL, 100, "the channel's own text"),
	[O_PRIORITY] = {.name = "priority",
		.type = OM_T_INT,
		.flags = SHEET | OM_F_SIGNED,
		.sql = OM__F_order_priority,
		.min = -9,
		.max = 9,
		.help = "ours, -9 to 9: a place in the queue with alloc.queue = priority"},
	TEXT(O_FRAUD, fraud, "fraud_analysis", 100, "the channel's verdict"),
	FLAG(O_IS_POS, is_pos, SHEET, NULL, "sold at a counter"),
	TEXT(O_POS_LOCATION, pos_location, NULL, 100, "which counter"),
	FLAG(O_IS_SUBSCRIPTION, is_subscription, SHEET, NULL, "a recurring order"),
	FLAG(O_SHIP_COMPLETE, ship_complete, SHEET, NULL, "never split by rule"),
	FLAG(O_SUPPRESS_CHANNEL_UPDATE, suppress_channel_update, SHEET, NULL,
		"the channel is never told of it"),
	[O_ORDER] = {.name = "order",
		.type = OM_T_ID,
		.flags = OM_F_INPUT,
		.max = 300,
		.help = "the order to update: @ID, CHANNEL:NUMBER or a number that one channel "
			"has"},
	[O_ORDER_ID] = {.name = "order_id",
		.type = OM_T_INT,
		.flags = RO | LIST | OM_F_KEY | OM_F_SPARE,
		.sql = OM__F_order_order_id,
		.help = "its key, written @17"},
	WORD(O_STATUS, status, RO | LIST, STATUSES, "where it stands; derived"),
	[O_PROBLEMS] = {.name = "problems",
		.type = OM_T_SET,
		.flags = RO | LIST,
		.sql = OM__F_order_problems,
		.choices = PROBLEMS,
		.help = "every open problem"},
	[O_AGE] = {.name = "age",
		.type = OM_T_INT,
		.flags = RO | LIST | OM_F_COMPUTED | OM_F_SPARE,
		.sql = OM__F_order_age,
		.help = "whole days since it was paid, else ordered"},
	[O_UNITS] = {.name = "units",
		.type = OM_T_INT,
		.flags = RO | LIST | OM_F_SPARE,
		.sql = OM__F_order_units,
		.nick = "items",
		.help = "units ordered"},
	[O_ITEM_NAMES] = {.name = "item_names",
		.type = OM_T_TEXT,
		.flags = RO | LIST | OM_F_SPARE,
		.sql = OM__F_order_item_names,
		.help = "titles of the items"},
};

static const struct om_field view_fields[O_VIEW_COUNT] = {
	WORD(O_CHANNEL_TYPE, channel_type, RO, NULL, "type of its channel"),
	WORD(O_ORIGIN, origin, RO, "manual sheet channel api clone split", "how it came in"),
	WORD(O_FIRST_PROBLEM, first_problem, RO, PROBLEMS, "the first of them"),
	[O_HOLDS] = {.name = "holds",
		.type = OM_T_SET,
		.flags = RO,
		.sql = OM__F_order_holds,
		.choices = "user bot pre-order cancel-pending",
		.help = "kinds of its open holds"},
	WORD(O_STOCK_STATE, stock_state, RO, "full part none untracked",
		"how much of its open units is allocated"),
	WORD(O_FULFILLED, fulfilled, RO, "none part full", "how much is shipped"),
	WORD(O_FULFILLED_BY, fulfilled_by, RO, "seller channel", "who ships it"),
	[O_IS_LATE] = {.name = "is_late",
		.type = OM_T_BOOL,
		.flags = RO,
		.sql = OM__F_order_is_late,
		.nick = "late",
		.help = "ship_by is past and units are open"},
	FLAG(O_IS_PAID, is_paid, RO, NULL, "payment_date is filled"),
	FLAG(O_IS_HISTORY, is_history, RO, NULL, "stored as done elsewhere"),
	FLAG(O_IS_EXTERNAL, is_external, RO,
		"external_order|carrier_fee|tracking_number|ship_date|transaction_id|multi_package",
		"shipped elsewhere"),
	WORD(O_CANCEL_REASON, cancel_reason, RO, OM_CANCEL_REASONS, "why it was cancelled"),
	[O_CANCEL_TEXT] = {.name = "cancel_text",
		.type = OM_T_TEXT,
		.flags = RO,
		.sql = OM__F_order_cancel_text,
		.help = "why it was cancelled, in words"},
	TIME(O_CANCELLED_AT, cancelled_at, RO, NULL, "when it was cancelled"),
	TIME(O_ERASED_AT, erased_at, RO, NULL, "when its personal data were erased"),
	TIME(O_CREATED_AT, created_at, RO, NULL, "when it was stored here"),
	TIME(O_MODIFIED_AT, modified_at, RO, NULL, "when anything of it last changed"),
	[O_CREATED_CLOCK] = {.name = "created_clock",
		.type = OM_T_CLOCK,
		.flags = RO | OM_F_COMPUTED,
		.sql = OM__F_order_created_at,
		.help = "time of day when it was stored"},
	[O_CREATED_WEEKDAY] = {.name = "created_weekday",
		.type = OM_T_WORD,
		.flags = RO | OM_F_COMPUTED,
		.sql = OM__F_order_created_at,
		.choices = WEEKDAYS,
		.help = "weekday when it was stored"},
	[O_ORDER_WEEKDAY] = {.name = "order_weekday",
		.type = OM_T_WORD,
		.flags = RO | OM_F_COMPUTED,
		.sql = OM__F_order_order_date,
		.choices = WEEKDAYS,
		.help = "weekday of order_date"},
	AMOUNT(O_ITEM_TOTAL, item_total, RO, NULL, "sum of the lines"),
	AMOUNT(O_DISCOUNT_TOTAL, discount_total, RO, NULL, "discounts of lines and order"),
	AMOUNT(O_TAX_TOTAL, tax_total, RO, NULL, "taxes of lines and order"),
	[O_TOTAL_DIFF] = {.name = "total_diff",
		.type = OM_T_MONEY,
		.flags = RO | OM_F_SIGNED,
		.sql = OM__F_order_total_diff,
		.unit_sql = OM__F_order_currency_code,
		.help = "stated total less what adds up"},
	COUNT(O_CUSTOMER_ID, customer_id, 0, "key of the customer"),
	[O_CUSTOMER_COMPANY] = {.name = "customer_company",
		.type = OM_T_TEXT,
		.flags = RO,
		.sql = OM__F_order_customer_company,
		.help = "company of the buyer"},
	WORD(O_ADDRESS_CHECK, address_check, RO, "not-checked valid corrected invalid overridden",
		"verdict on the ship-to"),
	FLAG(O_IS_MILITARY, is_military, RO, NULL, "goes to a military address (AA AE AP)"),
	FLAG(O_IS_TERRITORY, is_territory, RO, NULL, "goes to a US territory"),
	WORD(O_SOURCE_BY, source_by, RO, "route bot person",
		"who chose the source; locked unless route"),
	[O_ROUTE_REASON] = {.name = "route_reason",
		.type = OM_T_TEXT,
		.flags = RO,
		.sql = OM__F_order_route_reason,
		.help = "why this source"},
	WORD(O_METHOD, method, RO, "in-house 3pl dropship mcf channel",
		"how it is fulfilled; follows from the source"),
	COUNT(O_LINE_COUNT, line_count, 0, "number of lines"),
	COUNT(O_SKU_COUNT, sku_count, 0, "number of different SKUs"),
	COUNT(O_OPEN_UNITS, open_units, 0, "units neither shipped nor cancelled"),
	[O_SKUS] = {.name = "skus",
		.type = OM_T_SET,
		.flags = RO,
		.sql = OM__F_order_skus,
		.help = "master SKUs of its lines"},
};

static const struct om_collection collections[] = {
	{.name = "lines",
		.noun = &om__order_line_noun,
		.frame = OM__F_order_lines_frame,
		.join = OM__F_order_lines_join,
		.order = OM__F_order_lines_order},
	{.name = "problems",
		.noun = &om__order_problem_noun,
		.frame = OM__F_order_problems_frame,
		.join = OM__F_order_problems_join},
	{.name = "holds",
		.noun = &om__hold_noun,
		.frame = OM__F_order_holds_frame,
		.join = OM__F_order_holds_join},
	{.name = "notes",
		.noun = &om__order_note_noun,
		.frame = OM__F_order_notes_frame,
		.join = OM__F_order_notes_join},
};

/* ---- what SQL cannot say: local days ---- */

static void compute_age(const struct om *om, struct om_value *v)
{
	v->num = om__time_day(om->zone, om->now) - om__time_day(om->zone, v->num);
}

static void compute_clock(const struct om *om, struct om_value *v)
{
	struct om_civil c;

	om__time_local(om->zone, v->num, &c);
	v->num = c.hour * 3600 + c.minute * 60 + c.second;
}

static void compute_weekday(const struct om *om, struct om_value *v)
{
	static const char *const words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

	v->text = words[om__weekday(om__time_day(om->zone, v->num)) - 1];
	v->num = 0;
}

/* Each of these fields brings the instant that it is made of. */
static const struct {
	const struct om_field *field;
	void (*compute)(const struct om *, struct om_value *);
} computed[] = {
	{&fields[O_AGE], compute_age},
	{&view_fields[O_CREATED_CLOCK], compute_clock},
	{&view_fields[O_CREATED_WEEKDAY], compute_weekday},
	{&view_fields[O_ORDER_WEEKDAY], compute_weekday},
};

static int compute(struct om *om, struct om_arena *arena, const struct om_field *const *asked,
	int n, struct om_value *values, struct om_err *err)
{
	(void)arena;
	(void)err;
	for (int i = 0; i < n; i++) {
		if (!(asked[i]->flags & OM_F_COMPUTED) || values[i].is_empty)
			continue;
		for (size_t k = 0; k < OM_COUNT(computed); k++) {
			if (computed[k].field != asked[i])
				continue;
			computed[k].compute(om, &values[i]);
			values[i].type = asked[i]->type;
		}
	}
	return 0;
}

const struct om_noun_ext om__order_view_ext = {
	.fields = view_fields,
	.field_count = O_VIEW_COUNT,
};

const struct om_noun om__order_noun = {
	.name = "order",
	.plural = "orders",
	.fields = fields,
	.field_count = O_COUNT,
	.collections = collections,
	.collection_count = OM_COUNT(collections),
	.exts = om__order_exts,
	.from = OM__F_order_from,
	.key = OM__F_order_key,
	.ids = OM__F_order_ids,
	.currency = OM__F_order_currency_code,
	.zone = OM__F_order_zone,
	.find = OM__F_order_find,
	.compute = compute,
	.summary = "status:order_total,amount_paid",
};

const struct om_noun *om_order_noun(void)
{
	return &om__order_noun;
}
