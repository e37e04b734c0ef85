/* Countries and states by any of their names, and whether an address is complete (orders.md R3,
 * R25).
 *
 * Names are compared by a key: their letters a to z, without case and accents.  A text with digits
 * or with letters of another script has no key and is no country. */
#include <stdlib.h>
#include "base/buf.h"
#include "base/country/country.h"
#include "base/country/country_table.h"
#include "base/text.h"
#include "base/utf8.h"

struct state {
	char country[3], code[4];
	char key[32];
};

/* A code is found by itself too; the rows are its names, and codes that are out of use. */
static const struct state states[] = {
	{"US", "AL", "alabama"},
	{"US", "AK", "alaska"},
	{"US", "AZ", "arizona"},
	{"US", "AR", "arkansas"},
	{"US", "CA", "california"},
	{"US", "CO", "colorado"},
	{"US", "CT", "connecticut"},
	{"US", "DE", "delaware"},
	{"US", "DC", "district of columbia"},
	{"US", "DC", "washington dc"},
	{"US", "FL", "florida"},
	{"US", "GA", "georgia"},
	{"US", "HI", "hawaii"},
	{"US", "ID", "idaho"},
	{"US", "IL", "illinois"},
	{"US", "IN", "indiana"},
	{"US", "IA", "iowa"},
	{"US", "KS", "kansas"},
	{"US", "KY", "kentucky"},
	{"US", "LA", "louisiana"},
	{"US", "ME", "maine"},
	{"US", "MD", "maryland"},
	{"US", "MA", "massachusetts"},
	{"US", "MI", "michigan"},
	{"US", "MN", "minnesota"},
	{"US", "MS", "mississippi"},
	{"US", "MO", "missouri"},
	{"US", "MT", "montana"},
	{"US", "NE", "nebraska"},
	{"US", "NV", "nevada"},
	{"US", "NH", "new hampshire"},
	{"US", "NJ", "new jersey"},
	{"US", "NM", "new mexico"},
	{"US", "NY", "new york"},
	{"US", "NC", "north carolina"},
	{"US", "ND", "north dakota"},
	{"US", "OH", "ohio"},
	{"US", "OK", "oklahoma"},
	{"US", "OR", "oregon"},
	{"US", "PA", "pennsylvania"},
	{"US", "RI", "rhode island"},
	{"US", "SC", "south carolina"},
	{"US", "SD", "south dakota"},
	{"US", "TN", "tennessee"},
	{"US", "TX", "texas"},
	{"US", "UT", "utah"},
	{"US", "VT", "vermont"},
	{"US", "VA", "virginia"},
	{"US", "WA", "washington"},
	{"US", "WV", "west virginia"},
	{"US", "WI", "wisconsin"},
	{"US", "WY", "wyoming"},
	{"US", "AS", "american samoa"},
	{"US", "FM", "micronesia"},
	{"US", "FM", "federated states of micronesia"},
	{"US", "GU", "guam"},
	{"US", "MH", "marshall islands"},
	{"US", "MP", "northern mariana islands"},
	{"US", "PR", "puerto rico"},
	{"US", "PW", "palau"},
	{"US", "UM", "minor outlying islands"},
	{"US", "UM", "us minor outlying islands"},
	{"US", "VI", "virgin islands"},
	{"US", "VI", "us virgin islands"},
	{"US", "AA", "armed forces americas"},
	{"US", "AE", "armed forces europe"},
	{"US", "AP", "armed forces pacific"},
	{"CA", "AB", "alberta"},
	{"CA", "BC", "british columbia"},
	{"CA", "MB", "manitoba"},
	{"CA", "NB", "new brunswick"},
	{"CA", "NL", "newfoundland and labrador"},
	{"CA", "NL", "newfoundland"},
	{"CA", "NL", "labrador"},
	{"CA", "NL", "nf"},
	{"CA", "NS", "nova scotia"},
	{"CA", "NT", "northwest territories"},
	{"CA", "NU", "nunavut"},
	{"CA", "ON", "ontario"},
	{"CA", "PE", "prince edward island"},
	{"CA", "PE", "pei"},
	{"CA", "QC", "quebec"},
	{"CA", "QC", "pq"},
	{"CA", "SK", "saskatchewan"},
	{"CA", "YT", "yukon"},
	{"CA", "YT", "yukon territory"},
	{"AU", "ACT", "australian capital territory"},
	{"AU", "NSW", "new south wales"},
	{"AU", "NT", "northern territory"},
	{"AU", "QLD", "queensland"},
	{"AU", "SA", "south australia"},
	{"AU", "TAS", "tasmania"},
	{"AU", "VIC", "victoria"},
	{"AU", "WA", "western australia"},
};

/* orders.md R3.1 */
static const char with_state[] = "AU BR CA CN IN MX US";
static const char without_zip[] =
	"AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CM DJ DM ER FJ GA GD GH GM GQ GY HK IE JM KI "
	"KM KN LC LY ML MO MR MW NR PA QA RW SB SC SL SR ST SY TD TG TL TO TT TV UG VU YE ZM ZW";
static const char us_territories[] = "AS FM GU MH MP PR PW UM VI";

/* Is CODE one of the blank-separated codes of two letters in LIST? */
static bool is_listed(const char *code, const char *list)
{
	if (strlen(code) != 2)
		return false;
	for (const char *p = list;; p += 3) {
		if (p[0] == code[0] && p[1] == code[1])
			return true;
		if (!p[2])
			return false;
	}
}

/* The letter a to z that CODE is at bottom: 0 for what is left out of a key, '?' for what has no
 * place in one. */
static char base_letter(uint32_t code)
{
	/* U+00C0 to U+00DF; the small letters follow in the same order. */
	static const char latin[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuyts";

	if (code >= 'A' && code <= 'Z')
		return (char)(code + ('a' - 'A'));
	if (code >= 'a' && code <= 'z')
		return (char)code;
	if (code >= '0' && code <= '9')
		return '?';
	if (code < 0xC0 || (code >= 0x300 && code < 0x370) || (code >= 0x2010 && code < 0x2020))
		return '\0';
	if (code > 0xFF)
		return '?';
	return code == 0xFF ? 'y' : latin[code & 0x1F];
}

/* Writes the key of TEXT; false if it has none, or if it is longer than any of ours. */
static bool make_key(const char *text, char ret[OM_COUNTRY_KEY_MAX])
{
	size_t left = strlen(text), len = 0;

	while (left) {
		uint32_t code;
		size_t step = om__utf8_decode(text, left, &code);
		char letter = step ? base_letter(code) : '?';
		if (letter == '?' || len + 4 > OM_COUNTRY_KEY_MAX)
			return false;
		if (code == '&') {
			memcpy(ret + len, "and", 3);
			len += 3;
		} else if (letter) {
			ret[len++] = letter;
		}
		text += step;
		left -= step;
	}
	ret[len] = '\0';
	return len > 0;
}

static int cmp_alpha2(const void *key, const void *row)
{
	return strcmp(key, ((const struct om__country *)row)->alpha2);
}

static int cmp_key(const void *key, const void *row)
{
	return strcmp(key, ((const struct om__country_key *)row)->key);
}

static const struct om__country *country_row(const char *alpha2)
{
	return bsearch(
		alpha2, om__countries, om__country_count, sizeof(om__countries[0]), cmp_alpha2);
}

/* The country of a key of two or three letters as its code. */
static const struct om__country *row_of_code(const char *key)
{
	size_t len = strlen(key);
	char code[4] = "";

	if (len != 2 && len != 3)
		return NULL;
	for (size_t i = 0; i < len; i++)
		code[i] = (char)(key[i] - 'a' + 'A');
	if (len == 2)
		return country_row(code);
	for (size_t i = 0; i < om__country_count; i++)
		if (!strcmp(om__countries[i].alpha3, code))
			return &om__countries[i];
	return NULL;
}

const char *om__country_find(const char *text)
{
	char key[OM_COUNTRY_KEY_MAX];

	if (!make_key(text, key))
		return NULL;
	const struct om__country *row = row_of_code(key);
	if (row)
		return row->alpha2;
	const struct om__country_key *by_name = bsearch(
		key, om__country_keys, om__country_key_count, sizeof(om__country_keys[0]), cmp_key);
	/* The row of the country, so that equal answers are equal pointers. */
	return by_name ? country_row(by_name->alpha2)->alpha2 : NULL;
}

const char *om__country_name(const char *alpha2)
{
	const struct om__country *row = country_row(alpha2);

	return row ? row->name : NULL;
}

/* The name of a state as its table has it: letters folded, marks and dots out, a blank between
 * words.  Blanks count, so that a state that lost them is reported and not guessed (orders.md R6).
 */
static bool make_words(const char *text, char ret[OM_COUNTRY_KEY_MAX])
{
	char word[OM_COUNTRY_KEY_MAX], key[OM_COUNTRY_KEY_MAX];
	size_t len = 0;

	ret[0] = '\0';
	while (*(text += strspn(text, " \t\r\n"))) {
		size_t n = strcspn(text, " \t\r\n");

		if (n >= sizeof(word))
			return false;
		memcpy(word, text, n);
		word[n] = '\0';
		text += n;
		if (!make_key(word, key))
			return false;
		n = strlen(key);
		if (len + n + 2 > OM_COUNTRY_KEY_MAX)
			return false;
		if (len)
			ret[len++] = ' ';
		memcpy(ret + len, key, n + 1);
		len += n;
	}
	return len > 0;
}

/* Is CODE, of two letters, what TEXT says?  The table of states is gone through for each order. */
static bool is_code(const char *code, const char *text)
{
	return code[0] == text[0] && code[1] == text[1] && !text[2];
}

const char *om__state_find(const char *country, const char *text)
{
	char key[OM_COUNTRY_KEY_MAX];

	if (!make_words(text, key))
		return NULL;
	for (size_t i = 0; i < OM_COUNT(states); i++)
		if (is_code(states[i].country, country) &&
			(om__caseeq(states[i].code, key) || !strcmp(states[i].key, key)))
			return states[i].code;
	return NULL;
}

bool om__country_needs_state(const char *alpha2)
{
	return is_listed(alpha2, with_state);
}

bool om__country_needs_zip(const char *alpha2)
{
	return !is_listed(alpha2, without_zip);
}

bool om__is_us_territory(const char *alpha2)
{
	return is_listed(alpha2, us_territories);
}

/* Does the character C stand for P of a shape: d a digit, A a letter, others themselves? */
static bool is_of_shape(char c, char p)
{
	if (p == 'd')
		return c >= '0' && c <= '9';
	if (p == 'A')
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return c == p;
}

/* Has TEXT the shape of PATTERN, outer blanks aside? */
static bool has_shape(const char *text, const char *pattern)
{
	text += strspn(text, " \t");
	for (; *pattern; pattern++, text++)
		if (!is_of_shape(*text, *pattern))
			return false;
	return !text[strspn(text, " \t")];
}

char *om__zip_pad(struct om_arena *arena, const char *zip)
{
	zip += strspn(zip, " \t");
	if (has_shape(zip, "ddd"))
		return om__printf(arena, "00%.3s", zip);
	return has_shape(zip, "dddd") ? om__printf(arena, "0%.4s", zip) : NULL;
}

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* Begins the next finding. */
static void next_finding(struct om_buf *list)
{
	if (list->len)
		om__buf_str(list, "; ");
}

static void check_present(struct om_buf *list, const char *field, const char *value)
{
	if (!is_blank(value))
		return;
	next_finding(list);
	om__buf_fmt(list, "%s is missing", field);
}

static void check_state(struct om_buf *list, const char *country, const char *state)
{
	bool is_known = strcmp(country, "US") != 0 && strcmp(country, "CA") != 0;

	if (is_blank(state)) {
		if (om__country_needs_state(country))
			check_present(list, "ship_state", state);
		return;
	}
	if (is_known || om__state_find(country, state))
		return;
	next_finding(list);
	om__buf_fmt(list, "ship_state: '%s' is not a state of %s", state, country);
}

static void check_zip(
	struct om_arena *arena, struct om_buf *list, const char *country, const char *zip)
{
	if (is_blank(zip)) {
		if (om__country_needs_zip(country))
			check_present(list, "ship_zip", zip);
		return;
	}
	if (!strcmp(country, "US") && !has_shape(zip, "ddddd") && !has_shape(zip, "ddddd-dddd")) {
		const char *likely = om__zip_pad(arena, zip);
		next_finding(list);
		om__buf_fmt(list, "ship_zip: '%s' is not a US ZIP code", zip);
		if (likely)
			om__buf_fmt(list, "; %s?", likely);
	}
	if (!strcmp(country, "CA") && !has_shape(zip, "AdA dAd") && !has_shape(zip, "AdAdAd")) {
		next_finding(list);
		om__buf_fmt(list, "ship_zip: '%s' is not a Canadian postal code", zip);
	}
}

static void check_country(struct om_arena *arena, struct om_buf *list, const struct om_address *a)
{
	const char *country = om__country_find(a->country);
	const char *state = a->state;

	if (!country) {
		next_finding(list);
		om__buf_fmt(list, "ship_country: '%s' is not a country", a->country);
		return;
	}
	if (om__is_us_territory(country)) {
		state = country;
		country = "US";
	}
	check_state(list, country, state);
	check_zip(arena, list, country, a->zip);
}

char *om__address_check(struct om_arena *arena, const struct om_address *a)
{
	/* NULL says that all is well, so an address that could not be looked at needs a text. */
	static char unchecked[] = "the address could not be checked: out of memory";
	struct om_buf list;
	char *findings = NULL;

	om__buf_init(&list, 0);
	check_present(&list, "ship_name", a->name);
	check_present(&list, "ship_address1", a->address1);
	check_present(&list, "ship_city", a->city);
	if (is_blank(a->country))
		check_present(&list, "ship_country", a->country);
	else
		check_country(arena, &list, a);
	if (list.len || list.is_bad) {
		findings = list.is_bad ? NULL : om__strdup(arena, list.data);
		if (!findings)
			findings = unchecked;
	}
	om__buf_release(&list);
	return findings;
}
