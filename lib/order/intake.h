/* The inside of orders: their columns by number, the stored row as a struct, and the steps of
 * intake (orders.md R9, R10, H1). */
#ifndef OM_ORDER_INTAKE_H
#define OM_ORDER_INTAKE_H

#include "base/map.h"
#include "catalog/record.h"
#include "order/order.h"

/* Columns of the order sheet and list, in the order of the field table. */
enum om__order_field {
	O_ORDER_ID,
	O_CHANNEL,
	O_ORDER_NUMBER,
	O_CHANNEL_ORDER_ID,
	O_ORDER_TYPE,
	O_PO_NUMBER,
	O_PACKING_SLIP_TEMPLATE,
	O_ORDER_DATE,
	O_PAYMENT_DATE,
	O_AGE,
	O_SHIP_BY,
	O_DELIVER_BY,
	O_STATE,
	O_SHIP_NAME,
	O_SHIP_COMPANY,
	O_SHIP_ADDRESS1,
	O_SHIP_ADDRESS2,
	O_SHIP_ADDRESS3,
	O_SHIP_CITY,
	O_SHIP_STATE,
	O_SHIP_ZIP,
	O_SHIP_COUNTRY,
	O_SHIP_PHONE,
	O_SHIP_EMAIL,
	O_CURRENCY,
	O_PRICES_INCLUDE_TAX,
	O_ORDER_TOTAL,
	O_SHIPPING_PAID,
	O_ORDER_DISCOUNT,
	O_OTHER_COST,
	O_ORDER_TAX,
	O_AMOUNT_PAID,
	O_REFUNDED_AMOUNT,
	O_PAYMENT_TYPE,
	O_UNITS,
	O_ITEM_NAMES,
	O_STATUS,
	O_PROBLEMS,
	O_SOURCE,
	O_BILL_NAME,
	O_BILL_COMPANY,
	O_BILL_ADDRESS1,
	O_BILL_ADDRESS2,
	O_BILL_ADDRESS3,
	O_BILL_CITY,
	O_BILL_STATE,
	O_BILL_ZIP,
	O_BILL_COUNTRY,
	O_BILL_PHONE,
	O_BILL_EMAIL,
	O_ADDRESS_TYPE,
	O_CUSTOMER_NAME,
	O_CUSTOMER_EMAIL,
	O_BUYER_ID,
	O_REQUESTED_SERVICE,
	O_ACCOUNT,
	O_CARRIER,
	O_SERVICE,
	O_PACKAGE_TYPE,
	O_WEIGHT,
	O_LENGTH,
	O_WIDTH,
	O_HEIGHT,
	O_INSURED_VALUE,
	O_HOLD_UNTIL,
	O_REVISION,
	O_NOTES_FROM_BUYER,
	O_NOTES_TO_BUYER,
	O_INTERNAL_NOTES,
	O_IS_GIFT,
	O_GIFT_MESSAGE,
	O_TAGS,
	O_ATTR,
	O_LABELS,
	O_CF,
	O_CUSTOM_FIELD1,
	O_CUSTOM_FIELD2,
	O_CUSTOM_FIELD3,
	O_ASSIGNED_TO,
	O_CHANNEL_PRIORITY,
	O_PRIORITY,
	O_FRAUD,
	O_IS_POS,
	O_POS_LOCATION,
	O_IS_SUBSCRIPTION,
	O_SHIP_COMPLETE,
	O_SUPPRESS_CHANNEL_UPDATE,
	O_ORDER,
	O_COUNT,
};

/* Columns that are only looked at: an import need not keep cells for them. */
enum om__order_view_field {
	O_CHANNEL_TYPE,
	O_ORIGIN,
	O_FIRST_PROBLEM,
	O_HOLDS,
	O_STOCK_STATE,
	O_FULFILLED,
	O_FULFILLED_BY,
	O_IS_LATE,
	O_IS_PAID,
	O_IS_HISTORY,
	O_IS_EXTERNAL,
	O_CANCEL_REASON,
	O_CANCEL_TEXT,
	O_CANCELLED_AT,
	O_ERASED_AT,
	O_CREATED_AT,
	O_MODIFIED_AT,
	O_CREATED_CLOCK,
	O_CREATED_WEEKDAY,
	O_ORDER_WEEKDAY,
	O_ITEM_TOTAL,
	O_DISCOUNT_TOTAL,
	O_TAX_TOTAL,
	O_TOTAL_DIFF,
	O_CUSTOMER_ID,
	O_CUSTOMER_COMPANY,
	O_ADDRESS_CHECK,
	O_IS_MILITARY,
	O_IS_TERRITORY,
	O_SOURCE_BY,
	O_ROUTE_REASON,
	O_METHOD,
	O_LINE_COUNT,
	O_SKU_COUNT,
	O_OPEN_UNITS,
	O_SKUS,
	O_VIEW_COUNT,
};

/* Columns of an order line; in the import their cells follow the order's. */
enum om__line_field {
	L_LISTING_SKU,
	L_MASTER_SKU,
	L_ITEM_NAME,
	L_QUANTITY,
	L_UNIT_PRICE,
	L_LINE_TOTAL,
	L_LINE_TAX,
	L_LINE_DISCOUNT,
	L_MARKETPLACE_TAX,
	L_LINE_SHIPPING,
	L_LINE_OTHER,
	L_LINE_ORDER_TAX,
	L_REQUIRES_SHIPPING,
	L_ITEM_NOTES,
	L_PO_LINE_NUMBER,
	L_FBA_SKU,
	L_CHANNEL_LINE_ID,
	L_COUNT,
};
enum om__line_view_field {
	L_LINE_ID,
	L_ORDER_ID,
	L_ORDER,
	L_STATUS,
	L_LINE_NO,
	L_SKU,
	L_KIND,
	L_BRAND,
	L_UPC,
	L_MPN,
	L_PRODUCT_LABELS,
	L_PCF,
	L_CATEGORIES,
	L_IS_HAZMAT,
	L_IS_DIGITAL,
	L_IS_GIFT_CARD,
	L_PRODUCT_WEIGHT,
	L_QUANTITY_SHIPPED,
	L_QUANTITY_CANCELLED,
	L_QUANTITY_ALLOCATED,
	L_QUANTITY_SHORT,
	L_QUANTITY_PICKED,
	L_QUANTITY_OPEN,
	L_ROUNDING,
	L_VIEW_COUNT,
};
#define LINE_CELL(field) ((int)O_COUNT + (int)(field))

extern const struct om_noun om__order_noun, om__order_line_noun, om__order_problem_noun,
	om__hold_noun, om__order_note_noun;
extern const struct om_noun_ext om__order_view_ext;
extern const struct om_importer om__order_importer;
/* What higher folders add to orders (tracking numbers); NULL-terminated, defined in lib/flow. */
extern const struct om_noun_ext *const om__order_exts[];
/* And to allocations. */
extern const struct om_noun_ext *const om__allocation_exts[];

/* ---- stored rows ---- */

struct om__order {
	const unsigned char *import_hash;
	size_t import_hash_len;
	int64_t order_id, revision, channel_id;
	const char *order_number, *channel_order_id, *origin, *order_type;
	int64_t order_date, created_at, modified_at, payment_date, ship_by, deliver_by;
	bool has_payment_date, has_ship_by, has_deliver_by;
	const char *payment_type, *currency;
	bool prices_include_tax;
	int64_t amount_paid, refunded_amount, item_total, discount_total, tax_total, order_discount,
		order_tax;
	int64_t shipping_paid, other_cost, order_total, total_diff, insured_value, customer_id;
	bool has_insured_value, has_customer_id;
	const char *buyer_id, *ship_name, *ship_company, *ship_address1, *ship_address2,
		*ship_address3, *ship_city;
	const char *ship_state, *ship_zip, *ship_country, *ship_phone, *ship_email, *address_type,
		*address_check;
	int64_t source_id;
	bool has_source_id;
	const char *source_by, *route_reason, *method, *requested_service, *account, *carrier,
		*service, *package_type;
	int64_t weight_ng, length_um, width_um, height_um;
	bool has_weight_ng, has_length_um, has_width_um, has_height_um;
	const char *weight_unit, *size_unit, *notes_from_buyer, *notes_to_buyer, *internal_notes,
		*po_number, *packing_slip_template;
	const char *gift_message, *custom_field1, *custom_field2, *custom_field3, *assigned_to,
		*channel_priority, *fraud, *pos_location;
	int64_t priority;
	bool is_gift, is_subscription, is_pos, suppress_channel_update, ship_complete, is_history;
	const char *fulfilled_by, *cancel_reason;
	int64_t cancelled_at, routed_at, created_run;
	bool has_cancelled_at, has_routed_at;
	/* read with it, stored elsewhere or derived */
	const char *channel, *source, *customer_name, *customer_email, *tags, *labels, *status;
	int64_t hold_until;
	bool has_hold_until;
};
extern const struct om__record_kind om__order_kind;
/* The columns that an insert binds: those of om__order_kind's map up to the first that is not
 * stored in orders. */
extern const struct om__bindmap *const om__order_insert_map;
extern const size_t om__order_insert_count;
/* Reads an order, texts into ARENA: 1, or 0 if there is none. */
int om__order_load(struct om *, int64_t order_id, struct om_arena *, struct om__order *ret,
	struct om_err *) OM_MUST_USE;

/* Puts the user of assigned_to into the spelling of its login, `me` and `none` included.  Reports
 * "unknown-user" for one that there is not, or that is inactive and not OLD; a UNIT of NULL reports
 * nothing. */
int om__assigned_clean(struct om_import *, struct om_unit *, struct om_row *, const char *old,
	struct om_err *) OM_MUST_USE;

struct om__order_line {
	int64_t order_line_id, order_id, line_no;
	const char *listing_sku, *item_name, *item_notes, *po_line_number, *fba_sku,
		*channel_line_id;
	int64_t product_id;
	bool has_product_id, ships;
	int64_t quantity, unit_price, line_total, rounding, line_tax, line_discount,
		marketplace_tax;
	int64_t quantity_cancelled, quantity_short;
	/* not stored with it */
	const char *master_sku;
	bool is_unknown; /* nobody knows its SKU */
};

struct om__address {
	int64_t order_id;
	const char *kind, *name, *company, *address1, *address2, *address3, *city, *state, *zip,
		*country, *phone, *email;
};

/* ---- the state of an import ---- */

struct om__intake_channel {
	struct om__intake_channel *next;
	const char *named; /* as a file calls it */
	struct om__channel_ref *ref;
};

/* Ids of one table.  IS_ALONE stays true as long as each block begins where the last one ended,
 * that is while nobody else has made rows of this table since the import began; then what was
 * absent at the start need not be looked for again. */
struct om__id_block {
	const char *table;
	int64_t next, left, expected;
	bool is_alone;
};

struct om__currency {
	struct om__currency *next;
	char code[4];
};

struct om__intake {
	struct om_import *imp;
	struct om__currency *currencies; /* codes that files spell otherwise */
	struct om__intake_channel *channels;
	bool is_strict_sku, is_strict_address, is_deferred, is_paid, is_auto_number, pads_zip;
	struct om__id_block orders, lines, customers, holds;
	bool had_orders, had_customers; /* when the import began */
	struct om_imap buyers;          /* hash of a customer's key -> customer_id */
	struct om__bulk *insert_order, *insert_line, *insert_address, *insert_customer, *insert_tag,
		*insert_attr;
	char step_of[4];
	int64_t step; /* minor unit of that currency */
	const char *source_named;
	int64_t source_id;
};

/* Ids of TABLE in blocks: reads where the next one begins. */
int om__block_open(
	struct om *, struct om__id_block *, const char *table, struct om_err *) OM_MUST_USE;
int om__block_take(struct om_import *, struct om__id_block *, int64_t n, int64_t *ret_first,
	struct om_err *) OM_MUST_USE;
/* A rollback gave the ids back. */
void om__block_forget(struct om__id_block *);

/* An order as a file gives it, ready to be stored. */
struct om__draft {
	const struct om__intake_channel *channel;
	struct om__order order;
	struct om__order_line *lines;
	int line_count;
	bool is_cancelled;
	const char *customer_name, *customer_email;
	struct om__address bill;
	bool has_bill;
};
/* Builds the draft from the unit's cells and reports everything that is wrong with them.  WARN:
 * warnings too. */
int om__draft_make(struct om__intake *, struct om_unit *, bool warn, struct om__draft *,
	struct om_err *) OM_MUST_USE;
/* The money of a draft (R9): amounts of lines, totals, what the source states against what adds up.
 */
void om__draft_money(struct om__intake *, struct om_unit *, bool warn, struct om__draft *);
/* Stores it and puts the order on the work list, unless it is deferred. */
int om__draft_store(
	struct om__intake *, struct om_unit *, struct om__draft *, struct om_err *) OM_MUST_USE;

/* Cleans the order cells of every row: codes of countries, states and currencies (R25.1).  A pure
 * function of the cells. */
void om__order_clean(struct om_import *, struct om_unit *);
/* The state in the cell STATE as the code of COUNTRY (alpha-2), if it is one of its states; any
 * other text stays: the resolver says what the address lacks. */
void om__order_clean_state(struct om_import *, struct om_row *, const char *country, int state);
/* With --pad-zip a US ZIP of 3 or 4 digits becomes the row's with its zeros back (R3.2). */
void om__order_pad_zip(struct om_import *, struct om_row *, const char *country, const char *zip);
/* The customer of an order (R10.7); 0 when the order says nothing of one. */
int om__customer_find(struct om__intake *, const struct om__draft *, int64_t *ret_id,
	struct om_err *) OM_MUST_USE;
/* A relay address of a marketplace is no key of a customer. */
bool om__is_relay(const char *email);

/* ---- changing what is there ---- */

/* Compares the cells of a unit with the stored order and changes what differs, where columns and
 * status allow it; IS_WRITE false only reports.  *RET_CHANGED counts columns.  What must not change
 * is reported [not-updatable], unless QUIET: then *RET_CHANGED counts it too. */
int om__order_change(struct om_import *, struct om_unit *, int64_t order_id, bool is_write,
	bool quiet, int *ret_changed, struct om_err *) OM_MUST_USE;

/* ---- facts that actions and edits share: no guard, no touch; history rows are written ---- */

/* The source by hand (WAREHOUSE_ID 0: none, to be routed anew).  1 when it was like that already.
 */
int om__order_put_source(
	struct om *, int64_t order_id, int64_t warehouse_id, struct om_err *) OM_MUST_USE;
/* Opens a user hold (UNTIL 0: open-ended) or moves its date; 1 when it was like that already. */
int om__hold_put(struct om *, int64_t order_id, int64_t until, bool release_stock, const char *note,
	struct om_err *) OM_MUST_USE;
/* Clears the open holds but cancel-pending, which only --allow clears; the number cleared, or
 * OM_EREFUSED "cancel-pending". */
int om__holds_clear(struct om *, int64_t order_id, struct om_err *) OM_MUST_USE;

#endif
