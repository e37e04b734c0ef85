/* The order as a struct: one table of members that reading, inserting and comparing share.
 *
 * The first row is bound by the insert alone, the last ones come with the select alone (names that stand in other tables, derived
 * columns); what lies between is both. */
#include "order/intake.h"

#define I(m) OM__MAP_I(om__order, m)
#define S(m) OM__MAP_S(om__order, m)
#define F(m) OM__MAP_F(om__order, m)
#define V(m) OM__MAP_V(om__order, m)

/* In the order of the columns of order_by_id. */
enum member {
	M_ORDER_ID, M_CHANNEL_ID, M_ORDER_NUMBER, M_CHANNEL_ORDER_ID, M_ORIGIN, M_ORDER_TYPE, M_ORDER_DATE, M_CREATED_AT,
	M_MODIFIED_AT, M_PAYMENT_DATE, M_PAYMENT_TYPE, M_AMOUNT_PAID, M_REFUNDED_AMOUNT, M_SHIP_BY, M_DELIVER_BY, M_CURRENCY,
	M_PRICES_INCLUDE_TAX, M_ITEM_TOTAL, M_DISCOUNT_TOTAL, M_TAX_TOTAL, M_ORDER_DISCOUNT, M_ORDER_TAX, M_SHIPPING_PAID,
	M_OTHER_COST, M_ORDER_TOTAL, M_TOTAL_DIFF, M_INSURED_VALUE, M_CUSTOMER_ID, M_BUYER_ID, M_SHIP_NAME, M_SHIP_COMPANY,
	M_SHIP_ADDRESS1, M_SHIP_ADDRESS2, M_SHIP_ADDRESS3, M_SHIP_CITY, M_SHIP_STATE, M_SHIP_ZIP, M_SHIP_COUNTRY, M_SHIP_PHONE,
	M_SHIP_EMAIL, M_ADDRESS_TYPE, M_SOURCE_ID, M_SOURCE_BY, M_ROUTE_REASON, M_METHOD, M_REQUESTED_SERVICE, M_CARRIER,
	M_SERVICE, M_PACKAGE_TYPE, M_WEIGHT_NG, M_WEIGHT_UNIT, M_LENGTH_UM, M_WIDTH_UM, M_HEIGHT_UM, M_SIZE_UNIT,
	M_NOTES_FROM_BUYER, M_NOTES_TO_BUYER, M_INTERNAL_NOTES, M_PO_NUMBER, M_IS_GIFT, M_GIFT_MESSAGE, M_CUSTOM_FIELD1,
	M_CUSTOM_FIELD2, M_CUSTOM_FIELD3, M_CHANNEL_PRIORITY, M_PRIORITY, M_FRAUD, M_IS_SUBSCRIPTION, M_IS_POS, M_POS_LOCATION,
	M_SUPPRESS_CHANNEL_UPDATE, M_SHIP_COMPLETE, M_FULFILLED_BY, M_IS_HISTORY, M_CANCEL_REASON, M_CANCELLED_AT, M_CREATED_RUN,
	M_STORED, /* the insert ends here */
	M_REVISION = M_STORED, M_STATUS, M_ADDRESS_CHECK, M_ROUTED_AT, M_HOLD_UNTIL, M_CHANNEL, M_SOURCE, M_CUSTOMER_NAME,
	M_CUSTOMER_EMAIL, M_TAGS,
	M_COUNT,
};

static const struct om__bindmap members[1 + M_COUNT] = {
	OM__MAP_B(om__order, import_hash),
	I(order_id), I(channel_id), S(order_number), S(channel_order_id), S(origin), S(order_type), I(order_date), I(created_at),
	I(modified_at), V(payment_date), S(payment_type), I(amount_paid), I(refunded_amount), V(ship_by), V(deliver_by), S(currency),
	F(prices_include_tax), I(item_total), I(discount_total), I(tax_total), I(order_discount), I(order_tax), I(shipping_paid),
	I(other_cost), I(order_total), I(total_diff), V(insured_value), V(customer_id), S(buyer_id), S(ship_name), S(ship_company),
	S(ship_address1), S(ship_address2), S(ship_address3), S(ship_city), S(ship_state), S(ship_zip), S(ship_country), S(ship_phone),
	S(ship_email), S(address_type), V(source_id), S(source_by), S(route_reason), S(method), S(requested_service), S(carrier),
	S(service), S(package_type), V(weight_ng), S(weight_unit), V(length_um), V(width_um), V(height_um), S(size_unit),
	S(notes_from_buyer), S(notes_to_buyer), S(internal_notes), S(po_number), F(is_gift), S(gift_message), S(custom_field1),
	S(custom_field2), S(custom_field3), S(channel_priority), I(priority), S(fraud), F(is_subscription), F(is_pos), S(pos_location),
	F(suppress_channel_update), F(ship_complete), S(fulfilled_by), F(is_history), S(cancel_reason), V(cancelled_at), I(created_run),
	I(revision), S(status), S(address_check), V(routed_at), V(hold_until), S(channel), S(source), S(customer_name),
	S(customer_email), S(tags),
};
const struct om__bindmap *const om__order_insert_map = members;
const size_t om__order_insert_count = 1 + M_STORED;

static const struct om__record_field compared[] = {
	{O_CHANNEL, M_CHANNEL, -1},
	{O_ORDER_NUMBER, M_ORDER_NUMBER, -1},
	{O_CHANNEL_ORDER_ID, M_CHANNEL_ORDER_ID, -1},
	{O_ORDER_TYPE, M_ORDER_TYPE, -1},
	{O_PO_NUMBER, M_PO_NUMBER, -1},
	{O_ORDER_DATE, M_ORDER_DATE, -1},
	{O_PAYMENT_DATE, M_PAYMENT_DATE, -1},
	{O_SHIP_BY, M_SHIP_BY, -1},
	{O_DELIVER_BY, M_DELIVER_BY, -1},
	{O_SHIP_NAME, M_SHIP_NAME, -1},
	{O_SHIP_COMPANY, M_SHIP_COMPANY, -1},
	{O_SHIP_ADDRESS1, M_SHIP_ADDRESS1, -1},
	{O_SHIP_ADDRESS2, M_SHIP_ADDRESS2, -1},
	{O_SHIP_ADDRESS3, M_SHIP_ADDRESS3, -1},
	{O_SHIP_CITY, M_SHIP_CITY, -1},
	{O_SHIP_STATE, M_SHIP_STATE, -1},
	{O_SHIP_ZIP, M_SHIP_ZIP, -1},
	{O_SHIP_COUNTRY, M_SHIP_COUNTRY, -1},
	{O_SHIP_PHONE, M_SHIP_PHONE, -1},
	{O_SHIP_EMAIL, M_SHIP_EMAIL, -1},
	{O_CURRENCY, M_CURRENCY, -1},
	{O_PRICES_INCLUDE_TAX, M_PRICES_INCLUDE_TAX, -1},
	{O_ORDER_TOTAL, M_ORDER_TOTAL, M_CURRENCY},
	{O_SHIPPING_PAID, M_SHIPPING_PAID, M_CURRENCY},
	{O_ORDER_DISCOUNT, M_ORDER_DISCOUNT, M_CURRENCY},
	{O_OTHER_COST, M_OTHER_COST, M_CURRENCY},
	{O_ORDER_TAX, M_ORDER_TAX, M_CURRENCY},
	{O_AMOUNT_PAID, M_AMOUNT_PAID, M_CURRENCY},
	{O_REFUNDED_AMOUNT, M_REFUNDED_AMOUNT, M_CURRENCY},
	{O_PAYMENT_TYPE, M_PAYMENT_TYPE, -1},
	{O_ADDRESS_TYPE, M_ADDRESS_TYPE, -1},
	{O_CUSTOMER_NAME, M_CUSTOMER_NAME, -1},
	{O_CUSTOMER_EMAIL, M_CUSTOMER_EMAIL, -1},
	{O_BUYER_ID, M_BUYER_ID, -1},
	{O_SOURCE, M_SOURCE, -1},
	{O_REQUESTED_SERVICE, M_REQUESTED_SERVICE, -1},
	{O_CARRIER, M_CARRIER, -1},
	{O_SERVICE, M_SERVICE, -1},
	{O_PACKAGE_TYPE, M_PACKAGE_TYPE, -1},
	{O_WEIGHT, M_WEIGHT_NG, M_WEIGHT_UNIT},
	{O_LENGTH, M_LENGTH_UM, M_SIZE_UNIT},
	{O_WIDTH, M_WIDTH_UM, M_SIZE_UNIT},
	{O_HEIGHT, M_HEIGHT_UM, M_SIZE_UNIT},
	{O_INSURED_VALUE, M_INSURED_VALUE, M_CURRENCY},
	{O_HOLD_UNTIL, M_HOLD_UNTIL, -1},
	{O_NOTES_FROM_BUYER, M_NOTES_FROM_BUYER, -1},
	{O_NOTES_TO_BUYER, M_NOTES_TO_BUYER, -1},
	{O_INTERNAL_NOTES, M_INTERNAL_NOTES, -1},
	{O_IS_GIFT, M_IS_GIFT, -1},
	{O_GIFT_MESSAGE, M_GIFT_MESSAGE, -1},
	{O_TAGS, M_TAGS, -1},
	{O_CUSTOM_FIELD1, M_CUSTOM_FIELD1, -1},
	{O_CUSTOM_FIELD2, M_CUSTOM_FIELD2, -1},
	{O_CUSTOM_FIELD3, M_CUSTOM_FIELD3, -1},
	{O_CHANNEL_PRIORITY, M_CHANNEL_PRIORITY, -1},
	{O_PRIORITY, M_PRIORITY, -1},
	{O_FRAUD, M_FRAUD, -1},
	{O_IS_POS, M_IS_POS, -1},
	{O_POS_LOCATION, M_POS_LOCATION, -1},
	{O_IS_SUBSCRIPTION, M_IS_SUBSCRIPTION, -1},
	{O_SHIP_COMPLETE, M_SHIP_COMPLETE, -1},
	{O_SUPPRESS_CHANNEL_UPDATE, M_SUPPRESS_CHANNEL_UPDATE, -1},
};

const struct om__record_kind om__order_kind = {
	.entity = "order",
	.noun = &om__order_noun,
	.map = members + 1,
	.member_count = M_COUNT,
	.fields = compared,
	.field_count = OM_COUNT(compared),
};

int om__order_load(struct om *om, int64_t order_id, struct om_arena *arena, struct om__order *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(om, OM__SQL_order_by_id, OM__ARGS(OM__I("order_id", order_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc;
	*ret = (struct om__order){0};
	rc = om__record_load(&om__order_kind, q, ret, arena, err);
	return rc < 0 ? rc : 1;
}
