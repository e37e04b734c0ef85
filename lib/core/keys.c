/* The configuration keys: one table, and a reader for each type of value (catalog.md, Settings).
 *
 * A value is stored as its reader writes it, so that the same setting typed two ways is the same
 * setting: yes for TRUE, GB for Britain, blanks between the members of a list. */
#include "base/country/country.h"
#include "base/text.h"
#include "core/state.h"
#include <om/money.h>
#include <inttypes.h>

#define TEXT_MAX 200
#define WORD_LEN_MAX 40
#define DAYS_MAX 3650
#define REASONS \
	"opening correction count found lost damaged expired theft sample feed quality " \
	"short-pick other"

static const struct om_config_key keys[] = {
	{"company.name", "text", NULL, "", "name of the company on documents"},
	{"company.contact", "text", NULL, "", "person to turn to"},
	{"company.email", "text", NULL, "", "e-mail address of the company"},
	{"company.phone", "text", NULL, "", "telephone number of the company"},
	{"company.website", "text", NULL, "", "web address of the company"},
	{"company.address1", "text", NULL, "", "address of the company, first line"},
	{"company.address2", "text", NULL, "", "address of the company, second line"},
	{"company.address3", "text", NULL, "", "address of the company, third line"},
	{"company.city", "text", NULL, "", "city of the company"},
	{"company.state", "text", NULL, "", "state or province of the company"},
	{"company.zip", "text", NULL, "", "postal code of the company"},
	{"company.country", "country", NULL, "",
		"country of the company; decides what is domestic"},
	{"company.currency", "currency", NULL, "USD",
		"company currency; fixed once money is stored"},
	{"company.weight_unit", "word", "lb oz g kg", "lb", "unit of weights typed without one"},
	{"company.length_unit", "word", "in ft mm cm m", "in", "unit of lengths typed without one"},
	{"company.time_zone", "zone", NULL, "UTC", "time zone of days, input and display"},
	{"company.week_start", "word", "mon tue wed thu fri sat sun", "mon",
		"first day of the week in filters"},
	{"company.holidays", "dates", NULL, "", "days besides weekends that are no business days"},
	{"auth.require_user", "bool", NULL, "no", "are logins without a row of users refused"},
	{"contact.billing.name", "text", NULL, "", "billing contact: name"},
	{"contact.billing.phone", "text", NULL, "", "billing contact: telephone number"},
	{"contact.billing.email", "emails", NULL, "", "billing contact: e-mail addresses"},
	{"contact.operations.name", "text", NULL, "", "operations contact: name"},
	{"contact.operations.phone", "text", NULL, "", "operations contact: telephone number"},
	{"contact.operations.email", "emails", NULL, "", "operations contact: e-mail addresses"},
	{"contact.technical.name", "text", NULL, "", "technical contact: name"},
	{"contact.technical.phone", "text", NULL, "", "technical contact: telephone number"},
	{"contact.technical.email", "emails", NULL, "", "technical contact: e-mail addresses"},
	{"notice.amazon-finance-denied", "recipients", NULL, "technical",
		"who is mailed: Amazon denies its financial reports"},
	{"notice.channel-deactivated", "recipients", NULL, "operations technical",
		"who is mailed: a channel was switched off"},
	{"notice.channel-health", "recipients", NULL, "technical",
		"who is mailed: a channel answers late or not at all"},
	{"notice.channel-update-failed", "recipients", NULL, "operations",
		"who is mailed: a channel could not be told of an order"},
	{"notice.combinable-orders", "recipients", NULL, "billing operations",
		"who is mailed: orders could go in one parcel"},
	{"notice.connector-failed", "recipients", NULL, "technical",
		"who is mailed: a program for a channel failed"},
	{"notice.ebay-quota", "recipients", NULL, "operations",
		"who is mailed: the calls that eBay allows a day run out"},
	{"notice.ebay-token-expiring", "recipients", NULL, "technical",
		"who is mailed: the key to eBay ends soon"},
	{"notice.fba-listing-service", "recipients", NULL, "technical",
		"who is mailed: the listing service of FBA failed"},
	{"notice.fba-sync-failed", "recipients", NULL, "operations",
		"who is mailed: stock at FBA could not be read"},
	{"notice.hook-broken", "recipients", NULL, "technical", "who is mailed: a hook gave up"},
	{"notice.inventory-update-failed", "recipients", NULL, "operations",
		"who is mailed: a channel could not be told of a quantity"},
	{"notice.invalid-parameter", "recipients", NULL, "technical",
		"who is mailed: a channel refused what it was asked"},
	{"notice.order-download-failed", "recipients", NULL, "operations",
		"who is mailed: orders of a channel could not be read"},
	{"notice.order-status-change", "recipients", NULL, "operations",
		"who is mailed: an order changed at its channel"},
	{"notice.orders-skipped", "recipients", NULL, "operations",
		"who is mailed: orders of a channel were left out"},
	{"notice.po-received", "recipients", NULL, "operations",
		"who is mailed: a purchase order was received"},
	{"notice.postage-recredit", "recipients", NULL, "billing",
		"who is mailed: postage was given back"},
	{"notice.void-failed", "recipients", NULL, "billing operations",
		"who is mailed: a carrier refused to void a label"},
	{"order.reserve_unpaid", "bool", NULL, "yes", "may unpaid orders hold stock"},
	{"order.lock_when_picking", "bool", NULL, "no",
		"does the first picked unit freeze the items of an order"},
	{"digital.auto_ship", "bool", NULL, "yes",
		"are paid orders of digital lines shipped by themselves"},
	{"route.backups", "bool", NULL, "yes", "does routing use the listed backup warehouses"},
	{"alloc.queue", "word", "created ship-by priority", "created",
		"which waiting order is served first"},
	{"alloc.strict_days", "days", NULL, "0",
		"days that strict allocation keeps part units; 0 is for ever"},
	{"stock.reasons", "list", NULL, REASONS, "reasons allowed for changes of stock"},
	{"doc.packing_slip_template", "text", NULL, "",
		"template of packing slips, where neither order nor channel names one"},
	{"value.follow_adjustments", "bool", NULL, "no", "do losses made by hand draw cost layers"},
};
_Static_assert(OM_COUNT(keys) <= OM__KEY_MAX, "OM__KEY_MAX has room for every key");

const struct om_config_key *om_config_keys(int *ret_count)
{
	*ret_count = OM_COUNT(keys);
	return keys;
}

int om__key_find(const char *key)
{
	for (size_t i = 0; i < OM_COUNT(keys); i++)
		if (!strcmp(keys[i].key, key))
			return (int)i;
	return -1;
}

/* What a reader works with. */
struct reading {
	struct om *om;
	const struct om_config_key *key;
	const char *value; /* outer blanks cut */
	const char *word;  /* error word of a value outside a closed list */
	struct om_arena *arena;
	const char **ret;
	struct om_err *err;
};

static int refuse(const struct reading *r, const char *word, const char *what)
{
	om_err_set(r->err, OM_EINVAL, word, "'%s' is not %s", r->value, what);
	om_err_field(r->err, r->key->key, r->value);
	return OM_EINVAL;
}

static int give(const struct reading *r, const char *value)
{
	if (!value)
		return om__nomem(r->err);
	*r->ret = value;
	return 0;
}

static int read_text(const struct reading *r)
{
	if (om__has_control(r->value) || !om__utf8_valid(r->value, strlen(r->value)))
		return refuse(r, "bad-value", "one line of UTF-8 text");
	if (om__utf8_len(r->value) > TEXT_MAX)
		return refuse(r, "bad-value", "a text of at most 200 characters");
	return give(r, om__strdup(r->arena, r->value));
}

static int read_word(const struct reading *r)
{
	const char *word = om__choice(r->arena, r->value, r->key->choices);
	const char *near;

	if (word)
		return give(r, word);
	near = om__nearest(r->arena, r->value, r->key->choices);
	refuse(r, r->word, om__printf(r->arena, "one of %s", r->key->choices));
	if (near)
		om_err_hint(r->err, "did you mean '%s'?", near);
	return OM_EINVAL;
}

static int read_bool(const struct reading *r)
{
	bool yes;

	if (om__bool_parse(r->value, &yes, NULL) < 0)
		return refuse(r, "bad-value", "yes or no");
	return give(r, yes ? "yes" : "no");
}

static int read_days(const struct reading *r)
{
	int64_t n;

	if (om__int_parse(r->value, &n, NULL) < 0 || n < 0 || n > DAYS_MAX)
		return refuse(r, "bad-value", "a number of days from 0 to 3650");
	return give(r, om__printf(r->arena, "%" PRId64, n));
}

static int read_zone(const struct reading *r)
{
	struct om_zone *zone;
	int rc = om__zone_get(r->om, r->value, &zone, r->err);

	if (rc < 0) {
		om_err_field(r->err, r->key->key, r->value);
		return rc;
	}
	return give(r, om__strdup(r->arena, om__zone_name(zone)));
}

static int read_currency(const struct reading *r)
{
	char code[4] = "";

	if (strlen(r->value) != 3)
		return refuse(r, "unknown-currency", "a currency code of ISO 4217");
	for (int i = 0; i < 3; i++)
		code[i] = (char)(r->value[i] >= 'a' && r->value[i] <= 'z' ? r->value[i] - 32
									  : r->value[i]);
	if (om_currency_digits(code) < 0)
		return refuse(r, "unknown-currency", "a currency code of ISO 4217");
	return give(r, om__strdup(r->arena, code));
}

static int read_country(const struct reading *r)
{
	const char *code = om__country_find(r->value);

	if (!code)
		return refuse(r, "unknown-country", "a country");
	return give(r, code);
}

static bool is_word(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return n > 0 && n <= WORD_LEN_MAX && !s[n];
}

/* A list being read: its members so far, each once. */
struct member_list {
	const char **items;
	size_t count;
};

static void add_member(struct member_list *m, const char *item, bool is_sorted)
{
	size_t at = 0;

	for (; at < m->count; at++) {
		int order = strcmp(m->items[at], item);

		if (order == 0)
			return;
		if (is_sorted && order > 0)
			break;
	}
	memmove(m->items + at + 1, m->items + at, (m->count - at) * sizeof(*m->items));
	m->items[at] = item;
	m->count++;
}

/* Members apart at commas and blanks, in the order given or sorted; IS_ITEM says what one looks
 * like. */
static int read_members(
	const struct reading *r, bool (*is_item)(const char *), bool is_sorted, const char *what)
{
	struct member_list m = {.items = OM_NEWN(r->arena, const char *, strlen(r->value) + 1)};
	char *list = om__strdup(r->arena, "");

	if (!m.items || !list)
		return om__nomem(r->err);
	for (const char *p = r->value + strspn(r->value, ", \t"); *p; p += strspn(p, ", \t")) {
		size_t len = strcspn(p, ", \t");
		char *item = om__strndup(r->arena, p, len);

		if (!item)
			return om__nomem(r->err);
		if (!is_item(item))
			return refuse(r, "bad-value", what);
		add_member(&m, item, is_sorted);
		p += len;
	}
	for (size_t i = 0; i < m.count && list; i++)
		list = om__printf(r->arena, "%s%s%s", list, i ? " " : "", m.items[i]);
	return give(r, list);
}

static int read_list(const struct reading *r)
{
	return read_members(r, is_word, false, "a list of words of a-z, 0-9, - and _");
}

static int read_emails(const struct reading *r)
{
	return read_members(r, om__is_email, false, "a list of e-mail addresses");
}

static bool is_recipient(const char *s)
{
	static const char *const roles[] = {"billing", "operations", "technical"};

	for (size_t i = 0; i < OM_COUNT(roles); i++)
		if (!strcmp(s, roles[i]))
			return true;
	return om__is_email(s);
}

/* "none" is nobody: nothing at all would be the default. */
static int read_recipients(const struct reading *r)
{
	if (om__caseeq(r->value, "none"))
		return give(r, "none");
	return read_members(r, is_recipient, false,
		"none, or a list of e-mail addresses and of billing, operations, technical");
}

static bool is_day(const char *s)
{
	int64_t day;

	return om__day_parse(s, &day, NULL) == 0;
}

static int read_dates(const struct reading *r)
{
	return read_members(r, is_day, true, "a list of days as 2026-12-25");
}

static const struct {
	const char *type;
	int (*read)(const struct reading *);
	const char *range;
} readers[] = {
	{"text", read_text, "at most 200 characters"},
	{"word", read_word, NULL},
	{"bool", read_bool, "yes no"},
	{"days", read_days, "0 to 3650"},
	{"zone", read_zone, "an IANA name"},
	{"currency", read_currency, "a code of ISO 4217"},
	{"country", read_country, "a name or code of ISO 3166"},
	{"list", read_list, "words of a-z, 0-9, - and _"},
	{"emails", read_emails, "e-mail addresses"},
	{"recipients", read_recipients, "billing operations technical, e-mail addresses, or none"},
	{"dates", read_dates, "days as 2026-12-25"},
};

const char *om_config_range(const struct om_config_key *key)
{
	for (size_t i = 0; i < OM_COUNT(readers); i++)
		if (!strcmp(readers[i].type, key->type) && readers[i].range)
			return readers[i].range;
	return key->choices ? key->choices : "";
}

int om__key_read(struct om *om, int key, const char *value, const char *word,
	struct om_arena *arena, const char **ret, struct om_err *err)
{
	struct reading r = {
		.om = om, .key = &keys[key], .word = word, .arena = arena, .ret = ret, .err = err};

	r.value = om__trim(arena, value);
	if (!r.value)
		return om__nomem(err);
	if (!*r.value && *r.key->default_value)
		return refuse(&r, "bad-value", "a value; --unset gives the default back");
	if (!*r.value)
		return give(&r, "");
	for (size_t i = 0; i < OM_COUNT(readers); i++)
		if (!strcmp(readers[i].type, r.key->type))
			return readers[i].read(&r);
	OM_ASSERT(!"every type of key has a reader");
	return OM_EBUG;
}
