/* From cells to an order that can be stored (orders.md H1, R10): the order's own columns, its lines
 * and their products.
 *
 * Reports every error of every row.  Nothing is written and nothing is kept, so that the check and
 * the apply of an import come to the same draft. */
#include "order/intake.h"
#include "base/country/country.h"
#include "base/text.h"
#include "catalog/lookup.h"
#include "order/label.h"
#include "stock/place.h"
#include <om/money.h>

static const char *text_of(const struct om_row *row, int cell)
{
	return om__cell_text(row, cell);
}

/* Nothing stands there; a cell that could not be read has been reported already. */
static bool is_blank(const struct om_row *row, int cell)
{
	const struct om_cell *c = row->cells[cell];

	return c->state == OM_CELL_CLEAR || c->state == OM_CELL_ABSENT ||
		(c->state == OM_CELL_EMPTY && (!c->raw || !*c->raw));
}

static void take_time(const struct om_row *row, int cell, int64_t *ret, bool *ret_has)
{
	*ret_has = om__cell_has(row, cell);
	*ret = om__cell_num(row, cell, 0);
}

static void take_measure(
	const struct om_row *row, int cell, int64_t *ret, bool *ret_has, const char **unit)
{
	take_time(row, cell, ret, ret_has);
	if (*ret_has)
		*unit = row->cells[cell]->value.unit;
}

/* ---- the order's own columns ---- */

static const struct {
	int cell;
	size_t offset;
} texts[] = {
#define T(cell, member) \
	{ \
		cell, offsetof(struct om__order, member) \
	}
	T(O_CHANNEL_ORDER_ID, channel_order_id),
	T(O_PO_NUMBER, po_number),
	T(O_PACKING_SLIP_TEMPLATE, packing_slip_template),
	T(O_PAYMENT_TYPE, payment_type),
	T(O_BUYER_ID, buyer_id),
	T(O_SHIP_NAME, ship_name),
	T(O_SHIP_COMPANY, ship_company),
	T(O_SHIP_ADDRESS1, ship_address1),
	T(O_SHIP_ADDRESS2, ship_address2),
	T(O_SHIP_ADDRESS3, ship_address3),
	T(O_SHIP_CITY, ship_city),
	T(O_SHIP_STATE, ship_state),
	T(O_SHIP_ZIP, ship_zip),
	T(O_SHIP_COUNTRY, ship_country),
	T(O_SHIP_PHONE, ship_phone),
	T(O_SHIP_EMAIL, ship_email),
	T(O_REQUESTED_SERVICE, requested_service),
	T(O_ACCOUNT, account),
	T(O_CARRIER, carrier),
	T(O_SERVICE, service),
	T(O_PACKAGE_TYPE, package_type),
	T(O_NOTES_FROM_BUYER, notes_from_buyer),
	T(O_NOTES_TO_BUYER, notes_to_buyer),
	T(O_INTERNAL_NOTES, internal_notes),
	T(O_GIFT_MESSAGE, gift_message),
	T(O_CUSTOM_FIELD1, custom_field1),
	T(O_CUSTOM_FIELD2, custom_field2),
	T(O_CUSTOM_FIELD3, custom_field3),
	T(O_ASSIGNED_TO, assigned_to),
	T(O_CHANNEL_PRIORITY, channel_priority),
	T(O_FRAUD, fraud),
	T(O_POS_LOCATION, pos_location),
	T(O_TAGS, tags),
	T(O_LABELS, labels),
#undef T
};

static void take_texts(const struct om_row *row, struct om__order *o)
{
	for (size_t i = 0; i < OM_COUNT(texts); i++)
		*(const char **)((char *)o + texts[i].offset) = text_of(row, texts[i].cell);
}

/* "Shipped" of other programs is done, any other word of theirs is an open order. */
static void take_state(const struct om_row *row, struct om__draft *d)
{
	static const struct {
		const char *word;
		bool is_cancelled;
	} words[] = {{"done", false}, {"shipped", false}, {"cancelled", true}, {"canceled", true}};
	const char *text = text_of(row, O_STATE);

	for (size_t i = 0; i < OM_COUNT(words); i++) {
		if (!om__caseeq(text, words[i].word))
			continue;
		d->order.is_history = true;
		d->is_cancelled = words[i].is_cancelled;
	}
}

static void take_columns(struct om__intake *in, const struct om_row *row, struct om__draft *d)
{
	struct om__order *o = &d->order;
	int64_t now = om_now(in->imp->om);

	*o = (struct om__order){.order_number = text_of(row, O_ORDER_NUMBER),
		.origin = in->imp->is_file ? "sheet" : "manual",
		.order_type = "standard",
		.created_at = now,
		.modified_at = now,
		.currency = d->channel->ref->currency,
		.address_type = "unknown",
		.source_by = "",
		.route_reason = "",
		.method = "",
		.weight_unit = "",
		.size_unit = "",
		.fulfilled_by = "seller",
		.cancel_reason = "",
		.channel_id = d->channel->ref->channel_id};
	take_texts(row, o);
	take_state(row, d);
	o->order_date = om__cell_num(row, O_ORDER_DATE, now);
	take_time(row, O_PAYMENT_DATE, &o->payment_date, &o->has_payment_date);
	take_time(row, O_SHIP_BY, &o->ship_by, &o->has_ship_by);
	take_time(row, O_DELIVER_BY, &o->deliver_by, &o->has_deliver_by);
	take_measure(row, O_WEIGHT, &o->weight_ng, &o->has_weight_ng, &o->weight_unit);
	take_measure(row, O_LENGTH, &o->length_um, &o->has_length_um, &o->size_unit);
	take_measure(row, O_WIDTH, &o->width_um, &o->has_width_um, &o->size_unit);
	take_measure(row, O_HEIGHT, &o->height_um, &o->has_height_um, &o->size_unit);
	take_time(row, O_INSURED_VALUE, &o->insured_value, &o->has_insured_value);
	if (om__cell_has(row, O_CURRENCY))
		o->currency = text_of(row, O_CURRENCY);
	if (om__cell_has(row, O_ADDRESS_TYPE))
		o->address_type = text_of(row, O_ADDRESS_TYPE);
	o->prices_include_tax = om__cell_num(row, O_PRICES_INCLUDE_TAX, 0);
	o->is_gift = om__cell_num(row, O_IS_GIFT, 0);
	o->is_pos = om__cell_num(row, O_IS_POS, 0);
	o->is_subscription = om__cell_num(row, O_IS_SUBSCRIPTION, 0);
	o->ship_complete = om__cell_num(row, O_SHIP_COMPLETE, 0);
	o->suppress_channel_update = om__cell_num(row, O_SUPPRESS_CHANNEL_UPDATE, 0);
	o->priority = om__cell_num(row, O_PRIORITY, 0);
	if (om__cell_has(row, O_ORDER_TYPE))
		o->order_type = text_of(row, O_ORDER_TYPE);
	else if (o->is_pos)
		o->order_type = "pos";
	if (!strcmp(o->order_type, "fba")) {
		o->fulfilled_by = "channel";
		o->method = "channel";
	}
	if (d->is_cancelled) {
		o->has_cancelled_at = true;
		o->cancelled_at = o->order_date;
		o->cancel_reason = "other";
	}
}

static void take_bill(const struct om_row *row, struct om__draft *d)
{
	d->bill = (struct om__address){.kind = "bill",
		.name = text_of(row, O_BILL_NAME),
		.company = text_of(row, O_BILL_COMPANY),
		.address1 = text_of(row, O_BILL_ADDRESS1),
		.address2 = text_of(row, O_BILL_ADDRESS2),
		.address3 = text_of(row, O_BILL_ADDRESS3),
		.city = text_of(row, O_BILL_CITY),
		.state = text_of(row, O_BILL_STATE),
		.zip = text_of(row, O_BILL_ZIP),
		.country = text_of(row, O_BILL_COUNTRY),
		.phone = text_of(row, O_BILL_PHONE),
		.email = text_of(row, O_BILL_EMAIL)};
	for (int i = O_BILL_NAME; i <= O_BILL_EMAIL; i++)
		d->has_bill = d->has_bill || om__cell_has(row, i);
	d->customer_name = text_of(row, O_CUSTOMER_NAME);
	if (!*d->customer_name)
		d->customer_name = *d->bill.name ? d->bill.name : d->order.ship_name;
	d->customer_email = text_of(row, O_CUSTOMER_EMAIL);
	if (!*d->customer_email)
		d->customer_email = *d->bill.email ? d->bill.email : d->order.ship_email;
}

static int take_source(
	struct om__intake *in, struct om_unit *unit, struct om__order *o, struct om_err *err)
{
	const char *name = text_of(unit->rows, O_SOURCE);
	struct om__warehouse_ref w;
	struct om_err e;
	int rc;

	if (!*name)
		return 0;
	om_err_clear(&e);
	if (!in->source_named || strcmp(in->source_named, name) != 0) {
		rc = om__warehouse_need(in->imp->om, name, true, &w, &e);
		if (rc == OM_ENOTFOUND || rc == OM_EREFUSED || rc == OM_ESTATE || rc == OM_EINVAL) {
			om__import_fail(in->imp, unit, unit->rows, "source", &e);
			return 0;
		}
		if (rc < 0) {
			*err = e;
			return rc;
		}
		in->source_named = om__strdup(&in->imp->arena, name);
		if (!in->source_named)
			return om__nomem(err);
		in->source_id = w.warehouse_id;
	}
	o->source_id = in->source_id;
	o->has_source_id = true;
	o->source_by = "person";
	o->route_reason = "given with the order";
	return 0;
}

static void check_address(
	struct om__intake *in, struct om_unit *unit, bool warn, const struct om__draft *d)
{
	const struct om__order *o = &d->order;
	struct om_address a = {o->ship_name, o->ship_address1, o->ship_city, o->ship_state,
		o->ship_zip, o->ship_country};
	char *lacks;

	if (o->is_history || o->is_pos)
		return;
	if (warn && !*o->ship_phone && !unit->is_bad)
		om__import_warn(in->imp, unit, unit->rows, "ship_phone", "no-phone",
			"no phone number for the carrier");
	if (!in->is_strict_address)
		return;
	lacks = om__address_check(in->imp->chunk, &a);
	if (lacks)
		om__import_error(in->imp, unit, unit->rows, NULL, OM_EREFUSED, "missing-address",
			"%s", lacks);
}

static void check_number(struct om__intake *in, struct om_unit *unit, const struct om__draft *d)
{
	if (*d->order.order_number || !is_blank(unit->rows, O_ORDER_NUMBER))
		return;
	if (in->imp->is_file && !in->is_auto_number)
		om__import_error(in->imp, unit, unit->rows, "order_number", OM_EINVAL, "missing",
			"order_number is missing");
	else if (!d->channel->ref->is_manual)
		om__import_error(in->imp, unit, unit->rows, "order_number", OM_EINVAL, "missing",
			"order_number is missing; only manual channels give numbers, '%s' is none",
			d->channel->ref->channel);
}

static void check_hold(struct om__intake *in, struct om_unit *unit)
{
	if (om__cell_has(unit->rows, O_HOLD_UNTIL) &&
		om__cell_num(unit->rows, O_HOLD_UNTIL, 0) <= om_now(in->imp->om))
		om__import_error(in->imp, unit, unit->rows, "hold_until", OM_EREFUSED, "past-date",
			"until '%s' is past", unit->rows[0].cells[O_HOLD_UNTIL]->raw);
}

/* ---- lines ---- */

static void miss(struct om__intake *in, struct om_unit *unit, const struct om_row *row, bool warn,
	struct om__order_line *l, const char *why)
{
	const char *field = *l->listing_sku ? "listing_sku" : "master_sku";

	if (!*l->listing_sku)
		l->listing_sku = l->master_sku;
	l->is_unknown = true;
	if (in->is_strict_sku)
		om__import_error(in->imp, unit, row, field, OM_EINVAL, "unknown-sku", "%s", why);
	else if (warn)
		om__import_warn(in->imp, unit, row, field, "unknown-sku", "%s", why);
}

static int map_line(struct om__intake *in, struct om_unit *unit, const struct om_row *row,
	bool warn, const struct om__channel_ref *channel, struct om__order_line *l,
	struct om_err *err)
{
	struct om__product_ref by_listing = {0}, by_master = {0};
	char *why = NULL;
	int listed = 0, mastered = 0;

	if (*l->listing_sku)
		listed = om__line_product(in->imp->om, channel, l->listing_sku, NULL,
			in->imp->chunk, &by_listing, &why, err);
	if (listed >= 0 && *l->master_sku)
		mastered = om__line_product(in->imp->om, channel, NULL, l->master_sku,
			in->imp->chunk, &by_master, &why, err);
	if (listed < 0 || mastered < 0)
		return listed < 0 ? listed : mastered;
	if (listed && mastered && by_listing.product_id != by_master.product_id)
		om__import_error(in->imp, unit, row, "master_sku", OM_EINVAL, "differs",
			"'%s' is not the product of listing '%s'", l->master_sku, l->listing_sku);
	if (!listed && !mastered) {
		miss(in, unit, row, warn, l, why ? why : "no product");
		return 0;
	}
	l->has_product_id = true;
	l->product_id = mastered ? by_master.product_id : by_listing.product_id;
	if (mastered ? by_master.is_digital : by_listing.is_digital)
		l->ships = false;
	return 0;
}

static int take_line(struct om__intake *in, struct om_unit *unit, int i, bool warn,
	struct om__draft *d, struct om_err *err)
{
	const struct om_row *row = &unit->rows[i];
	struct om__order_line *l = &d->lines[i];

	*l = (struct om__order_line){.line_no = i + 1,
		.listing_sku = text_of(row, LINE_CELL(L_LISTING_SKU)),
		.master_sku = text_of(row, LINE_CELL(L_MASTER_SKU)),
		.item_name = text_of(row, LINE_CELL(L_ITEM_NAME)),
		.item_notes = text_of(row, LINE_CELL(L_ITEM_NOTES)),
		.po_line_number = text_of(row, LINE_CELL(L_PO_LINE_NUMBER)),
		.fba_sku = text_of(row, LINE_CELL(L_FBA_SKU)),
		.channel_line_id = text_of(row, LINE_CELL(L_CHANNEL_LINE_ID)),
		.quantity = om__cell_num(row, LINE_CELL(L_QUANTITY), 0),
		.ships = om__cell_num(row, LINE_CELL(L_REQUIRES_SHIPPING), 1)};
	l->quantity_cancelled = d->is_cancelled ? l->quantity : 0;
	l->quantity_short = d->is_cancelled ? 0 : l->quantity;
	if (is_blank(row, LINE_CELL(L_QUANTITY)))
		om__import_error(in->imp, unit, row, "quantity", OM_EINVAL, "missing",
			"quantity is missing");
	if (!*l->listing_sku && !*l->master_sku) {
		if (is_blank(row, LINE_CELL(L_LISTING_SKU)) &&
			is_blank(row, LINE_CELL(L_MASTER_SKU)))
			om__import_error(in->imp, unit, row, "listing_sku", OM_EINVAL, "missing",
				"listing_sku and master_sku are both missing");
		return 0;
	}
	for (int k = 0; *l->channel_line_id && k < i; k++)
		if (!strcmp(d->lines[k].channel_line_id, l->channel_line_id))
			om__import_error(in->imp, unit, row, "channel_line_id", OM_EINVAL,
				"duplicate-row", "'%s' is line %d of the order too",
				l->channel_line_id, k + 1);
	return map_line(in, unit, row, warn, d->channel->ref, l, err);
}

static int take_lines(struct om__intake *in, struct om_unit *unit, bool warn, struct om__draft *d,
	struct om_err *err)
{
	int rc = 0;

	d->line_count = unit->count;
	d->lines = OM_NEWN(in->imp->chunk, struct om__order_line, unit->count);
	if (!d->lines)
		return om__nomem(err);
	for (int i = 0; rc == 0 && i < unit->count; i++)
		rc = take_line(in, unit, i, warn, d, err);
	return rc;
}

int om__draft_make(struct om__intake *in, struct om_unit *unit, bool warn, struct om__draft *d,
	struct om_err *err)
{
	int rc;

	rc = om__labels_clean(in->imp, unit, unit->rows, O_LABELS, "", err);
	if (rc == 0)
		rc = om__assigned_clean(in->imp, unit, unit->rows, "", err);
	if (rc < 0)
		return rc;
	take_columns(in, unit->rows, d);
	take_bill(unit->rows, d);
	rc = take_source(in, unit, &d->order, err);
	if (rc == 0)
		rc = take_lines(in, unit, warn, d, err);
	if (rc == 0)
		rc = om__custom_check(in->imp, unit, unit->rows, 0, err);
	if (rc < 0)
		return rc;
	check_number(in, unit, d);
	check_address(in, unit, warn, d);
	check_hold(in, unit);
	om__draft_money(in, unit, warn, d);
	return 0;
}
