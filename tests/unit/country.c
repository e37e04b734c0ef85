/* Countries, states and the check of an address: orders.md R3 and R25. */
#include "base/country/country.h"
#include "base/country/country_table.h"
#include "tap.h"

static void test_countries(void)
{
	static const char *const rows[][2] = {{"US", "US"}, {"us", "US"}, {"USA", "US"},
		{"U.S.A.", "US"}, {"United States", "US"}, {"united states of america", "US"},
		{" United  Kingdom ", "GB"}, {"UK", "GB"}, {"GBR", "GB"}, {"gb", "GB"},
		{"Great Britain", "GB"}, {"EIRE", "IE"}, {"RSA", "ZA"}, {"South Africa", "ZA"},
		{"Germany", "DE"}, {"DEU", "DE"}, {"Côte d'Ivoire", "CI"}, {"COTE D'IVOIRE", "CI"},
		{"Ivory Coast", "CI"}, {"Curaçao", "CW"}, {"Åland", "AX"}, {"Türkiye", "TR"},
		{"Turkey", "TR"}, {"Tu\xCC\x88rkiye", "TR"}, {"Viet Nam", "VN"}, {"Vietnam", "VN"},
		{"South Korea", "KR"}, {"Korea, Republic of", "KR"}, {"Czech Republic", "CZ"},
		{"Bosnia & Herzegovina", "BA"}, {"Bosnia and Herzegovina", "BA"}, {"Russia", "RU"},
		{"Hong Kong", "HK"}, {"The Netherlands", "NL"}, {"Taiwan", "TW"},
		{"Puerto Rico", "PR"}, {"U.S. Virgin Islands", "VI"}, {"Trinidad and Tobago", "TT"},
		{"Saint Barthélemy", "BL"}, {"Réunion", "RE"}, {"Österreich", "AT"},
		{"Channel Islands", NULL}, {"European Community", NULL}, {"Unspecified", NULL},
		{"", NULL}, {"  ", NULL}, {"XX", NULL}, {"XXX", NULL}, {"U5", NULL}, {"1", NULL},
		{"日本", NULL}, {"\xFFus", NULL}, {"...", NULL},
		{"a name that is far too long to be a country of this world, is it not", NULL}};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om__country_find(rows[i][0]), rows[i][1], "country '%s'", rows[i][0]);
	is_str(om__country_name("DE"), "Germany", "a name");
	is_str(om__country_name("CI"), "Côte d'Ivoire", "a name with accents");
	is_str(om__country_name("de"), NULL, "codes are capitals");
	is_str(om__country_name(""), NULL, "no code");
}

/* Each country is found by all that the tables call it, and both tables are sorted. */
static void test_tables(void)
{
	int unsorted = 0, lost = 0, shadowed = 0;

	is_int(om__country_count, 249, "the countries of ISO 3166-1");
	for (size_t i = 0; i < om__country_count; i++) {
		const struct om__country *c = &om__countries[i];
		const char *by[] = {c->alpha2, c->alpha3, c->name};
		unsorted += i > 0 && strcmp(om__countries[i - 1].alpha2, c->alpha2) >= 0;
		for (size_t k = 0; k < OM_COUNT(by); k++) {
			const char *found = om__country_find(by[k]);
			lost += !found || strcmp(found, c->alpha2) != 0;
		}
	}
	for (size_t i = 0; i < om__country_key_count; i++) {
		const struct om__country_key *k = &om__country_keys[i];
		const char *found = om__country_find(k->key);
		unsorted += i > 0 && strcmp(om__country_keys[i - 1].key, k->key) >= 0;
		shadowed += !found || strcmp(found, k->alpha2) != 0;
	}
	is_int(unsorted, 0, "the tables are sorted");
	is_int(lost, 0, "every country is found by its codes and name");
	is_int(shadowed, 0, "every key leads to its country");
}

static void test_states(void)
{
	static const char *const rows[][3] = {{"US", "TN", "TN"}, {"US", "tennessee", "TN"},
		{"US", " Tennessee ", "TN"}, {"US", "N.Y.", "NY"}, {"US", "new york", "NY"},
		{"US", "D.C.", "DC"}, {"US", "Washington, D.C.", "DC"}, {"US", "Washington", "WA"},
		{"US", "PR", "PR"}, {"US", "Guam", "GU"}, {"US", "AE", "AE"},
		{"US", "Armed Forces Pacific", "AP"}, {"US", "or", "OR"}, {"US", "XX", NULL},
		{"US", "", NULL}, {"US", "T3", NULL}, {"US", "ON", NULL}, {"CA", "ON", "ON"},
		{"CA", "Québec", "QC"}, {"CA", "quebec", "QC"},
		{"CA", "Newfoundland & Labrador", "NL"}, {"CA", "NF", "NL"}, {"CA", "NY", NULL},
		{"AU", "nsw", "NSW"}, {"AU", "Victoria", "VIC"}, {"AU", "WA", "WA"},
		{"DE", "Bayern", NULL}};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om__state_find(rows[i][0], rows[i][1]), rows[i][2], "state '%s' of %s",
			rows[i][1], rows[i][0]);
}

static void test_needs(void)
{
	static const struct {
		const char *country;
		bool state, zip, territory;
	} rows[] = {{"US", true, true, false}, {"CA", true, true, false}, {"BR", true, true, false},
		{"AU", true, true, false}, {"DE", false, true, false}, {"IE", false, false, false},
		{"HK", false, false, false}, {"AE", false, false, false},
		{"ZW", false, false, false}, {"PR", false, true, true}, {"AS", false, true, true},
		{"VI", false, true, true}, {"GB", false, true, false}, {"", false, true, false},
		{"A", false, true, false}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const char *country = rows[i].country;
		ok(om__country_needs_state(country) == rows[i].state, "%s needs a state", country);
		ok(om__country_needs_zip(country) == rows[i].zip, "%s needs a zip", country);
		ok(om__is_us_territory(country) == rows[i].territory, "%s a territory", country);
	}
}

static void test_addresses(void)
{
	static const struct {
		struct om_address address;
		const char *findings;
	} rows[] = {
		{{"Ann", "1 Main St", "Nashville", "TN", "37203", "US"}, NULL},
		{{"Ann", "1 Main St", "Nashville", "Tenn.", "37203", "US"},
			"ship_state: 'Tenn.' is not a state of US"},
		{{"Ann", "1 Main St", "Hoboken", "NJ", "7030", "US"},
			"ship_zip: '7030' is not a US ZIP code; 07030?"},
		{{"Ann", "1 Main St", "San Juan", "PR", "901", "US"},
			"ship_zip: '901' is not a US ZIP code; 00901?"},
		{{"Ann", "1 Main St", "Hoboken", "NJ", "70-30", "US"},
			"ship_zip: '70-30' is not a US ZIP code"},
		{{"Ann", "1 Main St", "Portland", "OR", "97201-1234", "US"}, NULL},
		{{"Ann", "1 Main St", "Nashville", "", "37203", "US"}, "ship_state is missing"},
		{{" ", "", "\t", "", "", "US"},
			"ship_name is missing; ship_address1 is missing; ship_city is missing; "
			"ship_state is missing; ship_zip is missing"},
		{{"Ann", "1 Main St", "Toronto", "ON", "M5V 3L9", "CA"}, NULL},
		{{"Ann", "1 Main St", "Toronto", "Ontario", "m5v3l9", "CA"}, NULL},
		{{"Ann", "1 Main St", "Toronto", "ON", "M5V-3L9", "CA"},
			"ship_zip: 'M5V-3L9' is not a Canadian postal code"},
		{{"Ann", "Hauptstr. 1", "Berlin", "", "10115", "DE"}, NULL},
		{{"Ann", "Hauptstr. 1", "Berlin", "", "", "DE"}, "ship_zip is missing"},
		{{"Ann", "1 Main St", "Dublin", "", "", "IE"}, NULL},
		{{"Ann", "1 Main St", "Sydney", "", "2000", "AU"}, "ship_state is missing"},
		{{"Ann", "1 Main St", "San Juan", "", "00901", "PR"}, NULL},
		{{"Ann", "1 Main St", "San Juan", "", "901", "PR"},
			"ship_zip: '901' is not a US ZIP code; 00901?"},
		{{"Ann", "1 Main St", "St Helier", "", "JE2 3AB", "Channel Islands"},
			"ship_country: 'Channel Islands' is not a country"},
		{{"Ann", "1 Main St", "Nashville", "TN", "37203", ""}, "ship_country is missing"},
	};
	struct om_arena arena;

	om__arena_init(&arena);
	for (size_t i = 0; i < OM_COUNT(rows); i++)
		is_str(om__address_check(&arena, &rows[i].address), rows[i].findings, "address %zu",
			i);
	is_str(om__zip_pad(&arena, "7030"), "07030", "four digits");
	is_str(om__zip_pad(&arena, " 501 "), "00501", "three digits");
	is_str(om__zip_pad(&arena, "07030"), NULL, "five digits need nothing");
	is_str(om__zip_pad(&arena, "70 30"), NULL, "this is none");
	om__arena_release(&arena);
}

int main(void)
{
	test_countries();
	test_tables();
	test_states();
	test_needs();
	test_addresses();
	return done();
}
