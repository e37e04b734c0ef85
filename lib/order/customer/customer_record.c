/* The record of a customer: its fields, sheet, edits (reports.md, customers).
 *
 * A row is known by customer_id, else by the channel's name for the buyer, else by its first
 * e-mail.  One that was merged into another is not changed any more: it is kept to be looked at,
 * and for the merge to be taken back. */
#include "base/country/country.h"
#include "catalog/catalog.h"
#include "catalog/frame.h"
#include "catalog/lookup.h"
#include "order/customer/customer.h"
#include "order/intake.h"
#include "order/label.h"
#include <om/money.h>
#include <om/order.h>

enum {
	CU_CUSTOMER_ID,
	CU_NAME,
	CU_COMPANY,
	CU_EMAILS,
	CU_PHONES,
	CU_ADDRESS1,
	CU_ADDRESS2,
	CU_ADDRESS3,
	CU_CITY,
	CU_STATE,
	CU_ZIP,
	CU_COUNTRY,
	CU_CHANNEL,
	CU_BUYER_ID,
	CU_NOTES,
	CU_LABELS,
	CU_CF,
	CU_IS_FORWARDER,
	CU_ORDER_COUNT,
	CU_UNITS,
	CU_TOTAL_SPENT,
	CU_AVERAGE_ORDER,
	CU_CURRENCY,
	CU_FIRST_ORDER_DATE,
	CU_LAST_ORDER_DATE,
	CU_ADDRESSES,
	CU_IS_ACTIVE,
	CU_MERGED_INTO,
	CU_IS_ERASED,
	CU_ERASED_AT,
	CU_CREATED_AT,
	CU_MODIFIED_AT,
	CU_COUNT,
};

#define LIST OM_F_LIST
#define SHEET OM_F_SHEET
#define RO OM_F_READONLY
#define FIELD(id, col, of, more, most, text) \
	[id] = {.name = #col, \
		.type = of, \
		.flags = more, \
		.sql = OM__F_customer_##col, \
		.max = most, \
		.help = text}
#define AMOUNT(id, col, more, text) \
	[id] = {.name = #col, \
		.type = OM_T_MONEY, \
		.flags = RO | (more), \
		.sql = OM__F_customer_##col, \
		.unit_sql = OM__F_customer_currency_code, \
		.help = text}

static const struct om_field fields[CU_COUNT] = {
	FIELD(CU_CUSTOMER_ID, customer_id, OM_T_INT, OM_F_KEY | LIST | SHEET, 0, "its key"),
	FIELD(CU_NAME, name, OM_T_TEXT, LIST | SHEET | OM_F_CREATE, 255, "name"),
	FIELD(CU_COMPANY, company, OM_T_TEXT, LIST | OM_F_SPARE | SHEET, 255, "company"),
	[CU_EMAILS] = {.name = "emails",
		.type = OM_T_SET,
		.flags = LIST | SHEET | OM_F_SEMICOLON,
		.sql = OM__F_customer_emails,
		.aliases = "email|customer_email",
		.help = "e-mails, the main one first, joined by ; or |"},
	[CU_PHONES] = {.name = "phones",
		.type = OM_T_SET,
		.flags = LIST | SHEET | OM_F_SEMICOLON,
		.sql = OM__F_customer_phones,
		.aliases = "phone",
		.help = "phones, the main one first, joined by ; or |"},
	FIELD(CU_ADDRESS1, address1, OM_T_TEXT, SHEET, 100, "main address"),
	FIELD(CU_ADDRESS2, address2, OM_T_TEXT, SHEET, 100, "main address"),
	FIELD(CU_ADDRESS3, address3, OM_T_TEXT, SHEET, 100, "main address"),
	FIELD(CU_CITY, city, OM_T_TEXT, SHEET, 100, "main address"),
	FIELD(CU_STATE, state, OM_T_WORD, SHEET, 100,
		"main address; its code where the country has codes"),
	FIELD(CU_ZIP, zip, OM_T_ZIP, SHEET, 100, "main address"),
	FIELD(CU_COUNTRY, country, OM_T_WORD, SHEET, 100, "main address: a name or ISO code"),
	FIELD(CU_CHANNEL, channel, OM_T_REF, LIST | OM_F_SPARE | SHEET, 0, "channel it came from"),
	FIELD(CU_BUYER_ID, buyer_id, OM_T_ID, LIST | OM_F_SPARE | SHEET | OM_F_IDENT, 100,
		"the channel's name for the buyer"),
	FIELD(CU_NOTES, notes, OM_T_TEXT, SHEET, 65535, "our own notes"),
	[CU_LABELS] = {.name = "labels",
		.type = OM_T_SET,
		.flags = SHEET | OM_F_SEMICOLON,
		.sql = OM__F_customer_labels,
		.aliases = "label",
		.help = "labels of ours that it carries, joined by ; or |"},
	[CU_CF] = {.name = "cf:",
		.type = OM_T_TEXT,
		.flags = SHEET | OM_F_MAP,
		.sql = OM__F_customer_cf,
		.unit_sql = OM__F_customer_cf_num,
		.max = 1000,
		.help = "a custom field, of the type that om-admin field gave it"},
	FIELD(CU_IS_FORWARDER, is_forwarder, OM_T_BOOL, SHEET, 0, "sends on what others bought"),
	FIELD(CU_ORDER_COUNT, order_count, OM_T_INT, RO | LIST | SHEET, 0,
		"its orders, but cancelled and merged ones"),
	FIELD(CU_UNITS, units, OM_T_INT, RO | SHEET, 0, "units of these orders"),
	AMOUNT(CU_TOTAL_SPENT, total_spent, LIST | SHEET, "totals of these orders in its currency"),
	AMOUNT(CU_AVERAGE_ORDER, average_order, SHEET | OM_F_COMPUTED, "total_spent by order"),
	[CU_CURRENCY] = {.name = "currency",
		.type = OM_T_WORD,
		.flags = RO | SHEET,
		.sql = OM__F_customer_currency_code,
		.help = "currency of its last order"},
	FIELD(CU_FIRST_ORDER_DATE, first_order_date, OM_T_TIME, RO | SHEET, 0,
		"date of its first order"),
	FIELD(CU_LAST_ORDER_DATE, last_order_date, OM_T_TIME, RO | LIST | SHEET, 0,
		"date of its last order"),
	FIELD(CU_ADDRESSES, addresses, OM_T_SET, RO, 0,
		"further addresses, of customers that were merged into it"),
	FIELD(CU_IS_ACTIVE, is_active, OM_T_BOOL, RO, 0, "no: it was merged into another"),
	FIELD(CU_MERGED_INTO, merged_into, OM_T_INT, RO, 0, "who took over its orders"),
	FIELD(CU_IS_ERASED, is_erased, OM_T_BOOL, RO, 0, "yes: its personal data were erased"),
	FIELD(CU_ERASED_AT, erased_at, OM_T_TIME, RO, 0, "when they were"),
	FIELD(CU_CREATED_AT, created_at, OM_T_TIME, RO, 0, "when it was stored here"),
	FIELD(CU_MODIFIED_AT, modified_at, OM_T_TIME, RO, 0, "when it last changed"),
};

static const struct om_collection collections[] = {
	{.name = "orders",
		.noun = &om__order_noun,
		.frame = OM__F_customer_orders_frame,
		.join = OM__F_customer_orders_join},
};

/* An average is an amount of its currency. */
static int compute(struct om *om, struct om_arena *arena, const struct om_field *const *asked,
	int n, struct om_value *values, struct om_err *err)
{
	(void)om;
	(void)arena;
	(void)err;
	for (int i = 0; i < n; i++)
		if (asked[i] == &fields[CU_AVERAGE_ORDER] && !values[i].is_empty)
			values[i].num = om_money_round(values[i].num, values[i].unit);
	return 0;
}

const struct om_noun om__customer_noun = {
	.name = "customer",
	.plural = "customers",
	.fields = fields,
	.field_count = CU_COUNT,
	.collections = collections,
	.collection_count = OM_COUNT(collections),
	.from = OM__F_customer_from,
	.key = OM__F_customer_customer_id,
	.ids = OM__F_customer_ids,
	.find = OM__F_customer_find,
	.compute = compute,
	.summary = "channel:total_spent",
};

const struct om_noun *om_customer_noun(void)
{
	return &om__customer_noun;
}

/* ---- the record ---- */

enum member {
	M_CUSTOMER_ID,
	M_NAME,
	M_COMPANY,
	M_EMAIL,
	M_EMAIL_KEY,
	M_PHONE,
	M_ADDRESS1,
	M_ADDRESS2,
	M_ADDRESS3,
	M_CITY,
	M_STATE,
	M_ZIP,
	M_COUNTRY,
	M_CHANNEL_ID,
	M_BUYER_ID,
	M_NOTES,
	M_IS_FORWARDER,
	M_IS_ACTIVE,
	M_MERGED_INTO,
	M_ERASED_AT,
	M_CREATED_AT,
	M_MODIFIED_AT,
	M_CREATED_RUN,
	M_CHANNEL,
	M_LABELS,
	M_COUNT,
};
const size_t om__customer_stored = M_CHANNEL;

#define S(m) OM__MAP_S(om__customer, m)
#define I(m) OM__MAP_I(om__customer, m)
static const struct om__bindmap members[M_COUNT] = {
	[M_CUSTOMER_ID] = I(customer_id),
	[M_NAME] = S(name),
	[M_COMPANY] = S(company),
	[M_EMAIL] = S(email),
	[M_EMAIL_KEY] = S(email_key),
	[M_PHONE] = S(phone),
	[M_ADDRESS1] = S(address1),
	[M_ADDRESS2] = S(address2),
	[M_ADDRESS3] = S(address3),
	[M_CITY] = S(city),
	[M_STATE] = S(state),
	[M_ZIP] = S(zip),
	[M_COUNTRY] = S(country),
	[M_CHANNEL_ID] = OM__MAP_V(om__customer, channel_id),
	[M_BUYER_ID] = S(buyer_id),
	[M_NOTES] = S(notes),
	[M_IS_FORWARDER] = OM__MAP_F(om__customer, is_forwarder),
	[M_IS_ACTIVE] = OM__MAP_F(om__customer, is_active),
	[M_MERGED_INTO] = OM__MAP_V(om__customer, merged_into),
	[M_ERASED_AT] = OM__MAP_V(om__customer, erased_at),
	[M_CREATED_AT] = I(created_at),
	[M_MODIFIED_AT] = I(modified_at),
	[M_CREATED_RUN] = I(created_run),
	[M_CHANNEL] = S(channel),
	[M_LABELS] = S(labels),
};
#undef S
#undef I

static const struct om__record_field compared[] = {
	{CU_NAME, M_NAME, -1},
	{CU_COMPANY, M_COMPANY, -1},
	{CU_ADDRESS1, M_ADDRESS1, -1},
	{CU_ADDRESS2, M_ADDRESS2, -1},
	{CU_ADDRESS3, M_ADDRESS3, -1},
	{CU_CITY, M_CITY, -1},
	{CU_STATE, M_STATE, -1},
	{CU_ZIP, M_ZIP, -1},
	{CU_COUNTRY, M_COUNTRY, -1},
	{CU_CHANNEL, M_CHANNEL, -1},
	{CU_BUYER_ID, M_BUYER_ID, -1},
	{CU_NOTES, M_NOTES, -1},
	{CU_LABELS, M_LABELS, -1},
	{CU_IS_FORWARDER, M_IS_FORWARDER, -1},
};

const struct om__record_kind om__customer_kind = {
	.entity = "customer",
	.noun = &om__customer_noun,
	.map = members,
	.member_count = M_COUNT,
	.fields = compared,
	.field_count = OM_COUNT(compared),
};

int om__customer_load(struct om *om, int64_t customer_id, struct om_arena *arena,
	struct om__customer *ret, struct om_err *err)
{
	return om__record_one(om, &om__customer_kind, OM__SQL_customer_by_id,
		OM__ARGS(OM__I("customer_id", customer_id)), ret, arena, err);
}

int om__customer_open(const struct om__customer *c, struct om_err *err)
{
	if (!c->is_active)
		return om_err_set(err, OM_ESTATE, "wrong-state",
			"customer %lld was merged into %lld", (long long)c->customer_id,
			(long long)c->merged_into);
	if (c->has_erased_at)
		return om_err_set(err, OM_ESTATE, "customer-erased", "customer %lld was erased",
			(long long)c->customer_id);
	return 0;
}

/* ---- cells ---- */

static void check_country(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	const char *text = om__cell_text(row, CU_COUNTRY), *code = om__country_find(text);

	if (!om__cell_has(row, CU_COUNTRY))
		return;
	if (!code)
		om__import_error(imp, unit, row, "country", OM_EINVAL, "unknown-country",
			"no country '%s'", text);
	else if (strcmp(code, text) != 0)
		om__cell_put_text(imp, row, CU_COUNTRY, code);
}

static void check_emails(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	struct om_set *set = om__set_split(imp->chunk, om__cell_text(row, CU_EMAILS), '|');

	for (size_t i = 0; set && i < set->count; i++)
		if (!om__is_email(set->members[i]))
			om__import_error(imp, unit, row, "emails", OM_EINVAL, "bad-email",
				"'%s' is not an e-mail address", set->members[i]);
}

static void drop_doubles(
	struct om_import *imp, struct om_row *row, int field, enum om__customer_list list)
{
	const char *text = om__cell_text(row, field);
	char *joined = *text ? om__customer_join(imp->chunk, list, text, "") : NULL;

	if (joined && strcmp(joined, text) != 0)
		om__cell_put_text(imp, row, field, joined);
}

static void clean(struct om_import *imp, struct om_unit *unit, struct om_row *row)
{
	om__cell_default(imp, row, CU_IS_FORWARDER, 0);
	check_country(imp, unit, row);
	check_emails(imp, unit, row);
	drop_doubles(imp, row, CU_EMAILS, OM__CL_EMAIL);
	drop_doubles(imp, row, CU_PHONES, OM__CL_PHONE);
}

/* ---- which one ---- */

/* What was found out about a row. */
struct found {
	struct om__customer c;
	int64_t channel_id; /* of the cell, 0: none */
	const char *lists[OM__CL_COUNT];
};

static int find_channel(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	struct found *f, struct om_err *err)
{
	struct om__channel_ref ref;
	int rc;

	if (!om__cell_has(row, CU_CHANNEL))
		return 0;
	rc = om__channel_by_name(imp->om, om__cell_text(row, CU_CHANNEL), &ref, err);
	if (rc > 0)
		f->channel_id = ref.channel_id;
	else if (rc == 0)
		om__import_error(imp, unit, row, "channel", OM_EINVAL, "unknown-channel",
			"no channel '%s'", om__cell_text(row, CU_CHANNEL));
	return rc < 0 ? rc : 0;
}

static int by_email(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	int64_t *ret_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_set *set = om__set_split(imp->chunk, om__cell_text(row, CU_EMAILS), '|');
	char *key = set && set->count ? om__email_key(imp->chunk, set->members[0]) : NULL;
	int64_t ids[2];
	int n = 0, rc;

	if (!key || !*key)
		return set ? 0 : om__nomem(err);
	rc = om__q(imp->om, OM__SQL_customers_by_main_email, OM__ARGS(OM__S("email_key", key)), &q,
		err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		ids[n++] = om__col_int(q, 0);
	if (rc < 0 || !n)
		return rc;
	*ret_id = ids[0];
	if (n == 1)
		return 1;
	om__import_error(imp, unit, row, "emails", OM_ECONFLICT, "ambiguous-customer",
		"'%s' is the e-mail of the customers %lld and %lld", set->members[0],
		(long long)ids[0], (long long)ids[1]);
	return OM__FRAME_LOST;
}

/* The key of the customer that the row means: 1, 0 for a new one, OM__FRAME_LOST after a report. */
static int identify(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct found *f, int64_t *ret_id, struct om_err *err)
{
	int rc = 0;

	if (om__cell_has(row, CU_CUSTOMER_ID)) {
		rc = om__get_int(imp->om, OM__SQL_customer_exists,
			OM__ARGS(OM__I("customer_id", om__cell_num(row, CU_CUSTOMER_ID, 0))),
			ret_id, err);
		if (rc)
			return rc;
		om__import_error(imp, unit, row, "customer_id", OM_ENOTFOUND, "unknown-customer",
			"no customer %lld", (long long)om__cell_num(row, CU_CUSTOMER_ID, 0));
		return OM__FRAME_LOST;
	}
	if (f->channel_id && om__cell_has(row, CU_BUYER_ID))
		rc = om__get_int(imp->om, OM__SQL_customer_by_buyer,
			OM__ARGS(OM__I("channel_id", f->channel_id),
				OM__S("buyer_id", om__cell_text(row, CU_BUYER_ID))),
			ret_id, err);
	return rc ? rc : by_email(imp, unit, row, ret_id, err);
}

static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct found *f = found;
	int rc = find_channel(imp, unit, row, f, err);

	if (rc < 0)
		return rc;
	if (!unit->is_edit) {
		rc = identify(imp, unit, row, f, &unit->id, err);
		if (rc != 1)
			return rc;
	}
	rc = om__customer_load(imp->om, unit->id, imp->chunk, &f->c, err);
	for (int i = 0; rc > 0 && i < OM__CL_COUNT; i++)
		if (om__customer_list(imp->om, &f->c, (enum om__customer_list)i, imp->chunk,
			    &f->lists[i], err) < 0)
			return err->code;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct found *f = found;

	if (f->c.customer_id)
		return om__printf(
			imp->chunk, "customer %lld, '%s'", (long long)f->c.customer_id, f->c.name);
	return om__printf(imp->chunk, "customer '%s'", om__cell_text(row, CU_NAME));
}

/* ---- what a row changes ---- */

static const int list_fields[OM__CL_COUNT] = {CU_EMAILS, CU_PHONES};

/* The list that the row gives where it differs, NULL where it leaves it. */
static const char *new_list(const struct om_row *row, const struct found *f, int i)
{
	const struct om_cell *cell = row->cells[list_fields[i]];
	const char *text = om__cell_text(row, list_fields[i]);

	if (cell->state < OM_CELL_CLEAR || !strcmp(text, f->lists[i]))
		return NULL;
	return text;
}

static int compare(struct om_import *imp, const struct om_row *row, const struct found *f,
	struct om__customer *ret_now, struct om_change *changes, int *ret_count, int *ret_all,
	struct om_err *err)
{
	int rc;

	*ret_now = f->c;
	rc = om__record_change(imp, &om__customer_kind, ret_now, row, changes, ret_count, err);
	if (rc < 0)
		return rc;
	if (f->channel_id) {
		ret_now->channel_id = f->channel_id;
		ret_now->has_channel_id = true;
	} else if (!*ret_now->channel) {
		ret_now->has_channel_id = false;
	}
	*ret_all = *ret_count;
	for (int i = 0; i < OM__CL_COUNT; i++)
		*ret_all += new_list(row, f, i) != NULL;
	return om__custom_apply(imp, row, f->c.customer_id, false, false, ret_all, err);
}

/* A channel's name means one buyer. */
static int check_buyer(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om__customer *now, struct om_err *err)
{
	int64_t other = 0;
	int rc;

	if (!om__cell_has(row, CU_BUYER_ID))
		return 0;
	if (!now->has_channel_id) {
		om__import_error(imp, unit, row, "channel", OM_EINVAL, "missing",
			"a buyer_id needs the channel that calls the buyer so");
		return 0;
	}
	rc = om__get_int(imp->om, OM__SQL_customer_by_buyer,
		OM__ARGS(OM__I("channel_id", now->channel_id),
			OM__S("buyer_id", om__cell_text(row, CU_BUYER_ID))),
		&other, err);
	if (rc > 0 && other != now->customer_id && now->is_active)
		om__import_error(imp, unit, row, "buyer_id", OM_ECONFLICT, "exists",
			"'%s' is customer %lld", om__cell_text(row, CU_BUYER_ID), (long long)other);
	return rc < 0 ? rc : 0;
}

/* The state is read by the country beside it, in the row or in the record. */
static void check_state(struct om_import *imp, struct om_row *row, const char *country)
{
	const char *text = om__cell_text(row, CU_STATE), *code = om__state_find(country, text);

	if (*text && code && strcmp(code, text) != 0)
		om__cell_put_text(imp, row, CU_STATE, code);
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	struct found *f = found;
	struct om__customer now = {.is_active = true,
		.channel_id = f->channel_id,
		.has_channel_id = f->channel_id != 0};
	struct om_err refusal = {0};
	int n = 0, all = 0, rc = 0;

	check_state(imp, row,
		om__cell_has(row, CU_COUNTRY) ? om__cell_text(row, CU_COUNTRY)
			: is_stored           ? f->c.country
					      : "");
	rc = om__labels_clean(imp, unit, row, CU_LABELS, is_stored ? f->c.labels : "", err);
	if (rc == 0)
		rc = om__custom_check(imp, unit, row, f->c.customer_id, err);
	if (rc == 0 && is_stored)
		rc = compare(imp, row, f, &now, changes, &n, &all, err);
	if (rc == 0 && is_stored && all && om__customer_open(&f->c, &refusal) < 0)
		om__import_fail(imp, unit, row, NULL, &refusal);
	return rc < 0 ? rc : check_buyer(imp, unit, row, &now, err);
}

/* ---- writing ---- */

static int write_customer(
	struct om *om, enum om__sql sql, const struct om__customer *c, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, sql, members, om__customer_stored, &bulk, err);

	if (rc == 0)
		rc = om__bulk_put(bulk, c, err);
	return rc < 0 ? rc : 0;
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	const struct found *f = found;
	struct om__customer c = {.name = "",
		.company = "",
		.email = "",
		.email_key = "",
		.phone = "",
		.address1 = "",
		.address2 = "",
		.address3 = "",
		.city = "",
		.state = "",
		.zip = "",
		.country = "",
		.channel_id = f->channel_id,
		.has_channel_id = f->channel_id != 0,
		.buyer_id = "",
		.notes = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int ignored = 0, rc = om__ids(imp->om, "customer", 1, &c.customer_id, err);

	if (rc == 0)
		rc = om__run(imp->om, &c.created_run, err);
	if (rc < 0)
		return rc;
	om__record_fill(&om__customer_kind, &c, row);
	/* The values of the lists refer to the row, so it is there first. */
	rc = write_customer(imp->om, OM__SQL_customer_insert, &c, err);
	for (int i = 0; rc >= 0 && i < OM__CL_COUNT; i++)
		rc = om__customer_put_list(imp->om, &c, (enum om__customer_list)i,
			om__cell_text(row, list_fields[i]), imp->chunk, err);
	unit->id = c.customer_id;
	if (rc >= 0)
		rc = write_customer(imp->om, OM__SQL_customer_update, &c, err);
	if (rc >= 0 && *om__cell_text(row, CU_LABELS))
		rc = om__labels_write(imp->om, OM__LABELLED_CUSTOMER, c.customer_id,
			om__cell_text(row, CU_LABELS), true, imp->chunk, err);
	return rc < 0 ? rc : om__custom_apply(imp, row, c.customer_id, true, true, &ignored, err);
}

static int update_lists(struct om_import *imp, const struct om_row *row, const struct found *f,
	struct om__customer *now, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; rc >= 0 && i < OM__CL_COUNT; i++) {
		const char *list = new_list(row, f, i);

		if (!list)
			continue;
		rc = om__customer_put_list(
			imp->om, now, (enum om__customer_list)i, list, imp->chunk, err);
		if (rc >= 0)
			rc = om__history(imp->om, "customer", now->customer_id,
				fields[list_fields[i]].name, *f->lists[i] ? f->lists[i] : NULL,
				*list ? list : NULL, err);
	}
	return rc;
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct om_change changes[OM__RECORD_FIELDS];
	const struct found *f = found;
	struct om__customer now;
	int ignored = 0, n = 0, rc = compare(imp, row, f, &now, changes, &n, ret_changed, err);

	(void)unit;
	if (rc < 0 || !*ret_changed || !is_write)
		return rc;
	now.modified_at = om_now(imp->om);
	rc = om__record_history(imp->om, &om__customer_kind, now.customer_id, changes, n, err);
	if (rc >= 0)
		rc = update_lists(imp, row, f, &now, err);
	if (rc >= 0 && strcmp(now.labels, f->c.labels) != 0)
		rc = om__labels_write(imp->om, OM__LABELLED_CUSTOMER, now.customer_id, now.labels,
			false, imp->chunk, err);
	if (rc >= 0)
		rc = om__custom_apply(imp, row, now.customer_id, false, true, &ignored, err);
	return rc < 0 ? rc : write_customer(imp->om, OM__SQL_customer_update, &now, err);
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct found),
	.field = "customer_id",
	.unknown = "unknown-customer",
	.clean = clean,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.create = create,
	.update = update,
};

static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const struct om_row *row = &unit->rows[0];
	struct om_set *set;

	(void)imp;
	if (om__cell_has(row, CU_CUSTOMER_ID))
		return om__printf(arena, "i%lld", (long long)om__cell_num(row, CU_CUSTOMER_ID, 0));
	if (om__cell_has(row, CU_CHANNEL) && om__cell_has(row, CU_BUYER_ID))
		return om__printf(arena, "b%s\x01%s",
			om__fold(arena, om__cell_text(row, CU_CHANNEL)),
			om__cell_text(row, CU_BUYER_ID));
	set = om__set_split(arena, om__cell_text(row, CU_EMAILS), '|');
	return set && set->count ? om__printf(arena, "e%s", om__email_key(arena, set->members[0]))
				 : NULL;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_err ignored = {0};
	int64_t id;
	int rc = 0;

	if (om__int_parse(operand, &id, &ignored) == 0)
		rc = om__get_int(om, OM__SQL_customer_exists, OM__ARGS(OM__I("customer_id", id)),
			ret_id, err);
	if (rc < 0)
		return rc;
	return rc ? 0
		  : om_err_set(err, OM_ENOTFOUND, "unknown-customer", "no customer '%s'", operand);
}

static const char *const flags[] = {"create-labels", NULL};

const struct om_importer om__customer_importer = {
	.noun = &om__customer_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.flags = flags,
	.key = unit_key,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.find = find,
};
