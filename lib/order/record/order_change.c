/* Changing a stored order by its columns: edit, and import with --on-exists update (orders.md H3,
 * S4, R25.2).
 *
 * Each column says who may change it and what of S4 it counts as.  A changed ship-to is routed
 * again and checked again, and is kept as it was first received.  Whatever changed, the order moves
 * on by one revision, with a history row a column. */
#include "base/country/country.h"
#include "base/text.h"
#include "core/core.h"
#include "core/work.h"
#include "order/intake.h"
#include "order/label.h"
#include "sheet/plan.h"
#include "stock/place.h"
#include <om/money.h>
#include <stdio.h>

enum may { BY_EDIT = 1, BY_SHEET = 2, BY_BOTH = 3 };
#define ANY_STATUS (-1)

/* Columns without a row here are set at intake and stay. */
static const struct rule {
	int field, may, deed;
} rules[] = {
	{O_SHIP_NAME, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_COMPANY, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_ADDRESS1, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_ADDRESS2, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_ADDRESS3, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_CITY, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_STATE, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_ZIP, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_COUNTRY, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_PHONE, BY_BOTH, OM__D_ADDRESS},
	{O_SHIP_EMAIL, BY_BOTH, OM__D_ADDRESS},
	{O_ADDRESS_TYPE, BY_BOTH, OM__D_ADDRESS},
	{O_SOURCE, BY_BOTH, OM__D_SOURCE},
	{O_REQUESTED_SERVICE, BY_BOTH, OM__D_ADDRESS},
	{O_ACCOUNT, BY_BOTH, OM__D_ADDRESS},
	{O_CARRIER, BY_BOTH, OM__D_ADDRESS},
	{O_SERVICE, BY_BOTH, OM__D_ADDRESS},
	{O_PACKAGE_TYPE, BY_BOTH, OM__D_ADDRESS},
	{O_WEIGHT, BY_BOTH, OM__D_ADDRESS},
	{O_LENGTH, BY_BOTH, OM__D_ADDRESS},
	{O_WIDTH, BY_BOTH, OM__D_ADDRESS},
	{O_HEIGHT, BY_BOTH, OM__D_ADDRESS},
	{O_PAYMENT_DATE, BY_BOTH, OM__D_PAY},
	{O_AMOUNT_PAID, BY_BOTH, OM__D_PAY},
	{O_SHIP_BY, BY_BOTH, OM__D_ADDRESS},
	{O_DELIVER_BY, BY_BOTH, OM__D_ADDRESS},
	{O_INTERNAL_NOTES, BY_BOTH, ANY_STATUS},
	{O_IS_GIFT, BY_BOTH, OM__D_ADDRESS},
	{O_GIFT_MESSAGE, BY_BOTH, OM__D_ADDRESS},
	{O_LABELS, BY_BOTH, ANY_STATUS},
	{O_CUSTOM_FIELD1, BY_BOTH, ANY_STATUS},
	{O_CUSTOM_FIELD2, BY_BOTH, ANY_STATUS},
	{O_CUSTOM_FIELD3, BY_BOTH, ANY_STATUS},
	{O_ASSIGNED_TO, BY_BOTH, ANY_STATUS},
	{O_PAYMENT_TYPE, BY_EDIT, OM__D_PAY},
	{O_PO_NUMBER, BY_EDIT, ANY_STATUS},
	{O_PACKING_SLIP_TEMPLATE, BY_BOTH, ANY_STATUS},
	{O_HOLD_UNTIL, BY_EDIT, OM__D_HOLD},
	{O_INSURED_VALUE, BY_EDIT, OM__D_ADDRESS},
	{O_NOTES_FROM_BUYER, BY_EDIT, ANY_STATUS},
	{O_NOTES_TO_BUYER, BY_EDIT, ANY_STATUS},
	{O_TAGS, BY_EDIT, ANY_STATUS},
	{O_CHANNEL_PRIORITY, BY_EDIT, ANY_STATUS},
	{O_PRIORITY, BY_EDIT, OM__D_ADDRESS},
	{O_FRAUD, BY_EDIT, ANY_STATUS},
	{O_POS_LOCATION, BY_EDIT, OM__D_SOURCE},
	{O_IS_SUBSCRIPTION, BY_EDIT, ANY_STATUS},
	{O_SHIP_COMPLETE, BY_EDIT, ANY_STATUS},
	{O_SUPPRESS_CHANNEL_UPDATE, BY_EDIT, ANY_STATUS},
};

struct change {
	struct om_import *imp;
	struct om_unit *unit;
	struct om_row *row;
	int64_t order_id;
	struct om__order old, now;
	char record[260];
	bool quiet;
	struct om_change columns[OM__RECORD_FIELDS];
	int column_count;
	struct om__address bill;
	bool bill_changed;
	int attr_count; /* pairs that differ */
	int total;
};

static const struct rule *rule_of(int field)
{
	for (size_t i = 0; i < OM_COUNT(rules); i++)
		if (rules[i].field == field)
			return &rules[i];
	return NULL;
}

static void refuse(struct change *c, const struct om_row *row, const char *field)
{
	if (!c->quiet)
		om__import_error(c->imp, c->unit, row, field, OM_EREFUSED, "not-updatable",
			"%s of a stored order is not changed %s", field,
			c->unit->is_edit ? "by edit" : "by a sheet");
}

/* ---- what differs ---- */

static void check_column(struct change *c, const struct om_change *column)
{
	const char *name = om__order_noun.fields[column->field].name;
	const struct rule *rule = rule_of(column->field);
	struct om_err e = {0};

	c->total++;
	if (c->quiet)
		return;
	if (!rule || !(rule->may & (c->unit->is_edit ? BY_EDIT : BY_SHEET))) {
		refuse(c, c->row, name);
		return;
	}
	if (rule->deed != ANY_STATUS &&
		om__order_may(c->imp->om, c->record, c->old.status, (enum om__deed)rule->deed, &e) <
			0)
		om__import_fail(c->imp, c->unit, c->row, name, &e);
}

/* What was paid is counted in the minor unit, as at intake (R9.1). */
static void round_paid(struct change *c)
{
	const struct om_cell *cell = c->row->cells[O_AMOUNT_PAID];
	int64_t rounded;

	if (cell->state != OM_CELL_VALUE)
		return;
	rounded = om_money_round(cell->value.num, c->old.currency);
	if (rounded != cell->value.num)
		om__cell_put_measure(c->imp, c->row, O_AMOUNT_PAID, rounded, cell->value.unit);
}

static int compare_columns(struct change *c, struct om_err *err)
{
	int rc;

	round_paid(c);
	rc = om__labels_clean(
		c->imp, c->quiet ? NULL : c->unit, c->row, O_LABELS, c->old.labels, err);
	if (rc == 0)
		rc = om__assigned_clean(
			c->imp, c->quiet ? NULL : c->unit, c->row, c->old.assigned_to, err);
	if (rc < 0)
		return rc;
	rc = om__record_change(
		c->imp, &om__order_kind, &c->now, c->row, c->columns, &c->column_count, err);

	if (rc < 0)
		return rc;
	for (int i = 0; i < c->column_count; i++)
		check_column(c, &c->columns[i]);
	return 0;
}

/* ---- the bill-to ---- */

#define BILL_PARTS (O_BILL_EMAIL - O_BILL_NAME + 1)

static const char **bill_part(struct om__address *a, int i)
{
	const char **parts[BILL_PARTS] = {&a->name, &a->company, &a->address1, &a->address2,
		&a->address3, &a->city, &a->state, &a->zip, &a->country, &a->phone, &a->email};

	return parts[i];
}

static int read_bill(struct change *c, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(c->imp->om, OM__SQL_order_address,
		OM__ARGS(OM__I("order_id", c->order_id), OM__S("kind", "bill")), &q, err);

	c->bill = (struct om__address){.order_id = c->order_id, .kind = "bill"};
	if (rc == 0)
		rc = om__step(q, err);
	for (int i = 0; rc >= 0 && i < BILL_PARTS; i++) {
		*bill_part(&c->bill, i) = rc ? om__strdup(c->imp->chunk, om__col_text(q, i)) : "";
		if (!*bill_part(&c->bill, i))
			return om__nomem(err);
	}
	return rc < 0 ? rc : 0;
}

static int compare_bill(struct change *c, bool is_write, struct om_err *err)
{
	bool has_cell = false;
	int rc;

	for (int i = O_BILL_NAME; i <= O_BILL_EMAIL; i++)
		has_cell = has_cell || c->row->cells[i]->state >= OM_CELL_CLEAR;
	if (!has_cell)
		return 0;
	rc = read_bill(c, err);
	if (rc == 0 && !om__cell_has(c->row, O_BILL_COUNTRY))
		om__order_clean_state(c->imp, c->row, c->bill.country, O_BILL_STATE);
	for (int i = 0; rc >= 0 && i < BILL_PARTS; i++) {
		const char **part = bill_part(&c->bill, i),
			   *text = om__cell_text(c->row, O_BILL_NAME + i);
		const char *name = om__order_noun.fields[O_BILL_NAME + i].name;

		if (c->row->cells[O_BILL_NAME + i]->state < OM_CELL_CLEAR || !strcmp(*part, text))
			continue;
		c->total++;
		c->bill_changed = true;
		if (!c->unit->is_edit)
			refuse(c, c->row, name);
		if (is_write && !c->unit->is_bad)
			rc = om__history(c->imp->om, "order", c->order_id, name,
				**part ? *part : NULL, *text ? text : NULL, err);
		*part = text;
	}
	return rc < 0 ? rc : 0;
}

/* ---- name-value pairs ---- */

static int change_attr(
	struct change *c, const struct om_map_cell *cell, bool is_write, struct om_err *err)
{
	bool is_clear = !strcmp(cell->raw, "\\N");
	const char *text = is_clear ? "" : cell->raw;
	struct om *om = c->imp->om;
	char *old = NULL, *name;
	int rc = om__get_text(om, OM__SQL_order_attr,
		OM__ARGS(OM__I("order_id", c->order_id), OM__S("name", cell->name)), c->imp->chunk,
		&old, err);

	if (rc < 0 || !strcmp(old ? old : "", text))
		return rc < 0 ? rc : 0;
	c->total++;
	name = om__printf(c->imp->chunk, "attr:%s", cell->name);
	if (!name)
		return om__nomem(err);
	if (!c->unit->is_edit)
		refuse(c, c->row, name);
	if (!is_write || c->unit->is_bad)
		return 0;
	c->attr_count++;
	if (is_clear)
		rc = om__exec(om, OM__SQL_order_attr_delete,
			OM__ARGS(OM__I("order_id", c->order_id), OM__S("name", cell->name)), err);
	else
		rc = om__exec(om, OM__SQL_order_attr_insert,
			OM__ARGS(OM__I("order_id", c->order_id), OM__S("name", cell->name),
				OM__S("value", text)),
			err);
	return rc < 0 ? rc
		      : om__history(om, "order", c->order_id, name, old, *text ? text : NULL, err);
}

static int change_attrs(struct change *c, bool is_write, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < c->row->map_count; i++)
		if (!c->row->maps[i].custom && c->row->maps[i].raw && *c->row->maps[i].raw)
			rc = change_attr(c, &c->row->maps[i], is_write, err);
	return rc;
}

/* Custom fields may change in any status. */
static int change_customs(struct change *c, bool is_write, struct om_err *err)
{
	int rc = c->quiet ? 0 : om__custom_check(c->imp, c->unit, c->row, c->order_id, err);

	return rc < 0 ? rc
		      : om__custom_apply(c->imp, c->row, c->order_id, false,
				is_write && !c->unit->is_bad, &c->total, err);
}

/* ---- items: compared, never changed here (R11 has verbs of its own) ---- */

static const struct {
	int field, column;
} line_columns[] = {
	{L_LISTING_SKU, 1},
	{L_MASTER_SKU, 2},
	{L_ITEM_NAME, 3},
	{L_QUANTITY, 4},
	{L_UNIT_PRICE, 5},
	{L_LINE_TOTAL, 6},
	{L_LINE_TAX, 7},
	{L_LINE_DISCOUNT, 8},
	{L_MARKETPLACE_TAX, 9},
	{L_REQUIRES_SHIPPING, 10},
	{L_ITEM_NOTES, 11},
	{L_PO_LINE_NUMBER, 12},
	{L_FBA_SKU, 13},
	{L_CHANNEL_LINE_ID, 14},
};

static bool has_items(const struct om_unit *unit)
{
	for (int i = 0; i < L_COUNT; i++)
		if (unit->rows[0].cells[LINE_CELL(i)]->state >= OM_CELL_CLEAR)
			return true;
	return unit->count > 1;
}

static void compare_line(struct change *c, const struct om_row *row, struct om__q *q)
{
	for (size_t i = 0; i < OM_COUNT(line_columns); i++) {
		const struct om_field *field = &om__order_line_noun.fields[line_columns[i].field];
		const struct om_cell *cell = row->cells[LINE_CELL(line_columns[i].field)];
		int col = line_columns[i].column;
		struct om_value stored = {.type = field->type,
			.text = om__col_text(q, col),
			.num = om__col_int(q, col),
			.unit = ""};

		if (cell->state != OM_CELL_VALUE)
			continue;
		/* An unknown master SKU is kept as the listing's (R10.6). */
		if (line_columns[i].field == L_MASTER_SKU && om__col_null(q, col))
			stored.text = om__col_text(q, 1);
		if (om__value_equal(field, &stored, &cell->value))
			continue;
		c->total++;
		refuse(c, row, field->name);
	}
}

static int compare_lines(struct change *c, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int n = 0, rc;

	if (!has_items(c->unit))
		return 0;
	rc = om__q(
		c->imp->om, OM__SQL_order_lines, OM__ARGS(OM__I("order_id", c->order_id)), &q, err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n < c->unit->count)
			compare_line(c, &c->unit->rows[n], q);
		n++;
	}
	if (rc == 0 && n != c->unit->count) {
		c->total++;
		refuse(c, c->row, "quantity");
	}
	return rc;
}

/* ---- writing ---- */

static const struct om__bindmap update_map[] = {
#define I(m) OM__MAP_I(om__order, m)
#define S(m) OM__MAP_S(om__order, m)
#define F(m) OM__MAP_F(om__order, m)
#define V(m) OM__MAP_V(om__order, m)
	I(order_id),
	I(modified_at),
	S(po_number),
	S(packing_slip_template),
	V(payment_date),
	S(payment_type),
	I(amount_paid),
	V(ship_by),
	V(deliver_by),
	V(insured_value),
	S(ship_name),
	S(ship_company),
	S(ship_address1),
	S(ship_address2),
	S(ship_address3),
	S(ship_city),
	S(ship_state),
	S(ship_zip),
	S(ship_country),
	S(ship_phone),
	S(ship_email),
	S(address_type),
	S(address_check),
	V(routed_at),
	S(requested_service),
	S(account),
	S(carrier),
	S(service),
	S(package_type),
	V(weight_ng),
	S(weight_unit),
	V(length_um),
	V(width_um),
	V(height_um),
	S(size_unit),
	S(notes_from_buyer),
	S(notes_to_buyer),
	S(internal_notes),
	F(is_gift),
	S(gift_message),
	S(custom_field1),
	S(custom_field2),
	S(custom_field3),
	S(assigned_to),
	S(channel_priority),
	I(priority),
	S(fraud),
	S(pos_location),
	F(is_subscription),
	F(ship_complete),
	F(suppress_channel_update),
#undef I
#undef S
#undef F
#undef V
};

static const struct om_change *changed(const struct change *c, int field)
{
	for (int i = 0; i < c->column_count; i++)
		if (c->columns[i].field == field)
			return &c->columns[i];
	return NULL;
}

static bool is_place(int field)
{
	return (field >= O_SHIP_NAME && field <= O_SHIP_EMAIL) && field != O_SHIP_PHONE &&
		field != O_SHIP_EMAIL;
}

/* A new ship-to is looked at again: its check, what lies there, and the route (R25.2, R1.4). */
static int move_ship_to(struct change *c, struct om_err *err)
{
	bool has_moved = false, is_changed = false;
	int rc;

	for (int i = 0; i < c->column_count; i++) {
		is_changed = is_changed ||
			(c->columns[i].field >= O_SHIP_NAME && c->columns[i].field <= O_SHIP_EMAIL);
		has_moved = has_moved || is_place(c->columns[i].field);
	}
	if (!is_changed)
		return 0;
	rc = om__exec(
		c->imp->om, OM__SQL_order_keep_orig, OM__ARGS(OM__I("order_id", c->order_id)), err);
	if (rc < 0 || !has_moved)
		return rc < 0 ? rc : 0;
	c->now.address_check = "not-checked";
	if (!changed(c, O_ADDRESS_TYPE))
		c->now.address_type = "unknown";
	c->now.has_routed_at = false;
	return 0;
}

/* The two facts of a payment go together: paid in full is paid, and what is paid was paid in full
 * unless it says otherwise. */
static int settle_payment(struct change *c, struct om_err *err)
{
	struct om__order *o = &c->now;
	struct om_value v = {.type = OM_T_TIME, .text = "", .unit = ""};
	int64_t due = o->order_total - o->refunded_amount;

	if (changed(c, O_AMOUNT_PAID) && !changed(c, O_PAYMENT_DATE) && !o->has_payment_date &&
		o->amount_paid >= due) {
		o->has_payment_date = true;
		v.num = o->payment_date = om_now(c->imp->om);
		return om__history(c->imp->om, "order", c->order_id, "payment_date", NULL,
			om_value_print(c->imp->om, c->imp->chunk, &v), err);
	}
	if (!changed(c, O_PAYMENT_DATE) || changed(c, O_AMOUNT_PAID) || !o->has_payment_date ||
		o->amount_paid || due <= 0)
		return 0;
	o->amount_paid = due;
	v = (struct om_value){.type = OM_T_MONEY, .num = due, .text = "", .unit = o->currency};
	return om__history(c->imp->om, "order", c->order_id, "amount_paid", NULL,
		om_value_print(c->imp->om, c->imp->chunk, &v), err);
}

static int write_tags(struct change *c, struct om_err *err)
{
	struct om *om = c->imp->om;
	struct om_set *set;
	int rc;

	if (!changed(c, O_TAGS))
		return 0;
	set = om__set_split(c->imp->chunk, c->now.tags, '|');
	if (!set)
		return om__nomem(err);
	rc = om__exec(om, OM__SQL_order_tags_delete, OM__ARGS(OM__I("order_id", c->order_id)), err);
	for (size_t i = 0; rc >= 0 && i < set->count; i++)
		rc = om__exec(om, OM__SQL_order_tag_insert,
			OM__ARGS(OM__I("order_id", c->order_id), OM__S("tag", set->members[i])),
			err);
	return rc < 0 ? rc : 0;
}

static int write_bill(struct change *c, struct om_err *err)
{
	const struct om__address *a = &c->bill;
	int rc;

	if (!c->bill_changed)
		return 0;
	rc = om__exec(c->imp->om, OM__SQL_order_address_insert,
		OM__ARGS(OM__I("order_id", a->order_id), OM__S("kind", a->kind),
			OM__S("name", a->name), OM__S("company", a->company),
			OM__S("address1", a->address1), OM__S("address2", a->address2),
			OM__S("address3", a->address3), OM__S("city", a->city),
			OM__S("state", a->state), OM__S("zip", a->zip),
			OM__S("country", a->country), OM__S("phone", a->phone),
			OM__S("email", a->email)),
		err);
	return rc < 0 ? rc : 0;
}

/* The column `source` is the verb: a warehouse locks, an empty one is routed anew. */
static int write_source(struct change *c, struct om_err *err)
{
	struct om__warehouse_ref w = {0};
	int rc = 0;

	if (!changed(c, O_SOURCE))
		return 0;
	if (*c->now.source)
		rc = om__warehouse_need(c->imp->om, c->now.source, true, &w, err);
	if (rc == 0)
		rc = om__order_put_source(c->imp->om, c->order_id, w.warehouse_id, err);
	return rc < 0 ? rc : 0;
}

static int write_hold(struct change *c, struct om_err *err)
{
	int rc;

	if (!changed(c, O_HOLD_UNTIL))
		return 0;
	if (c->now.has_hold_until)
		rc = om__hold_put(c->imp->om, c->order_id, c->now.hold_until, false, "", err);
	else
		rc = om__holds_clear(c->imp->om, c->order_id, err);
	return rc < 0 ? rc : 0;
}

/* History of what the update itself writes; source and hold write their own. */
static int write_history(struct change *c, struct om_err *err)
{
	struct om_change kept[OM__RECORD_FIELDS];
	int n = 0;

	for (int i = 0; i < c->column_count; i++)
		if (c->columns[i].field != O_SOURCE && c->columns[i].field != O_HOLD_UNTIL)
			kept[n++] = c->columns[i];
	return om__record_history(c->imp->om, &om__order_kind, c->order_id, kept, n, err);
}

static int write(struct change *c, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = move_ship_to(c, err);

	c->now.modified_at = om_now(c->imp->om);
	if (rc == 0)
		rc = settle_payment(c, err);
	if (rc == 0)
		rc = write_history(c, err);
	if (rc == 0)
		rc = om__bulk(c->imp->om, OM__SQL_order_update, update_map, OM_COUNT(update_map),
			&bulk, err);
	if (rc == 0)
		rc = om__bulk_put(bulk, &c->now, err);
	if (rc >= 0)
		rc = write_tags(c, err);
	if (rc == 0 && changed(c, O_LABELS))
		rc = om__labels_write(c->imp->om, OM__LABELLED_ORDER, c->order_id, c->now.labels,
			false, c->imp->chunk, err);
	if (rc == 0)
		rc = write_bill(c, err);
	if (rc == 0)
		rc = write_source(c, err);
	if (rc == 0)
		rc = write_hold(c, err);
	return rc < 0 ? rc : om__work_add(c->imp->om, c->order_id, err);
}

/* ---- checks of their own ---- */

static void check_revision(struct change *c)
{
	if (!c->total || c->quiet || !om__cell_has(c->row, O_REVISION) ||
		om__cell_num(c->row, O_REVISION, 0) == c->old.revision)
		return;
	om__import_error(c->imp, c->unit, c->row, "revision", OM_ECONFLICT, "changed",
		"%s is at revision %lld, not %lld", c->record, (long long)c->old.revision,
		(long long)om__cell_num(c->row, O_REVISION, 0));
}

static int check_values(struct change *c, struct om_err *err)
{
	struct om__order_brief b;
	struct om__warehouse_ref w;
	struct om_err e = {0};
	int rc;

	if (c->quiet)
		return 0;
	if (changed(c, O_HOLD_UNTIL) && c->now.has_hold_until &&
		c->now.hold_until <= om_now(c->imp->om))
		om__import_error(c->imp, c->unit, c->row, "hold_until", OM_EREFUSED, "past-date",
			"until '%s' is past", c->row->cells[O_HOLD_UNTIL]->raw);
	if (!changed(c, O_SOURCE))
		return 0;
	rc = om__order_brief(c->imp->om, c->order_id, &b, &e);
	if (rc == 0)
		rc = om__order_not_picked(c->imp->om, &b, &e);
	if (rc == 0 && *c->now.source)
		rc = om__warehouse_need(c->imp->om, c->now.source, true, &w, &e);
	if (rc == OM_EDB || rc == OM_ENOMEM || rc == OM_EBUSY) {
		*err = e;
		return rc;
	}
	if (rc < 0)
		om__import_fail(c->imp, c->unit, c->row, "source", &e);
	return 0;
}

/* An amount with another currency's sign is another amount, as at intake. */
static void check_signs(struct change *c)
{
	static const int amounts[] = {O_AMOUNT_PAID, O_INSURED_VALUE};

	for (size_t i = 0; i < OM_COUNT(amounts); i++)
		if (!c->quiet && !om__cell_fits(c->row, amounts[i], c->old.currency))
			om__import_error(c->imp, c->unit, c->row,
				om__order_noun.fields[amounts[i]].name, OM_EINVAL,
				"currency-differs", "'%s' is not in %s",
				c->row->cells[amounts[i]]->raw, c->old.currency);
}

/* A state that comes without its country is one of the stored country, and a stored state becomes
 * the code of a country that comes without it (R25.1). */
static void clean_ship_state(struct change *c)
{
	const char *country = om__cell_text(c->row, O_SHIP_COUNTRY), *code;

	if (!*country || !strcmp(country, c->old.ship_country)) {
		om__order_clean_state(c->imp, c->row, c->old.ship_country, O_SHIP_STATE);
		return;
	}
	code = om__state_find(country, c->old.ship_state);
	if (code && strcmp(code, c->old.ship_state) != 0 &&
		c->row->cells[O_SHIP_STATE]->state < OM_CELL_CLEAR)
		om__cell_put_text(c->imp, c->row, O_SHIP_STATE, code);
}

/* A stored ZIP gets its zeros back, too, and one that comes without its country (R3.2). */
static void pad_zip(struct change *c)
{
	bool has_zip = c->row->cells[O_SHIP_ZIP]->state >= OM_CELL_CLEAR;

	om__order_pad_zip(c->imp, c->row,
		om__cell_has(c->row, O_SHIP_COUNTRY) ? om__cell_text(c->row, O_SHIP_COUNTRY)
						     : c->old.ship_country,
		has_zip ? om__cell_text(c->row, O_SHIP_ZIP) : c->old.ship_zip);
}

int om__order_change(struct om_import *imp, struct om_unit *unit, int64_t order_id, bool is_write,
	bool quiet, int *ret_changed, struct om_err *err)
{
	struct change *c = OM_NEW(imp->chunk, struct change);
	int rc;

	if (!c)
		return om__nomem(err);
	*c = (struct change){.imp = imp,
		.unit = unit,
		.row = &unit->rows[0],
		.order_id = order_id,
		.quiet = quiet};
	rc = om__order_load(imp->om, order_id, imp->chunk, &c->old, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return om_err_set(
			err, OM_ENOTFOUND, "unknown-order", "no order @%lld", (long long)order_id);
	clean_ship_state(c);
	pad_zip(c);
	check_signs(c);
	snprintf(c->record, sizeof(c->record), "%s:%s", c->old.channel, c->old.order_number);
	c->now = c->old;
	rc = compare_columns(c, err);
	if (rc == 0)
		rc = check_values(c, err);
	if (rc == 0)
		rc = compare_lines(c, err);
	check_revision(c);
	if (rc == 0)
		rc = compare_bill(c, is_write, err);
	if (rc == 0)
		rc = change_attrs(c, is_write, err);
	if (rc == 0)
		rc = change_customs(c, is_write, err);
	*ret_changed = c->total;
	if (rc < 0 || !is_write || unit->is_bad || !c->total)
		return rc;
	return write(c, err);
}
