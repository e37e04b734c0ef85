/* Weights and lengths: the vectors of catalog.md C2 and of the filter language. */
#include "base/units.h"
#include "tap.h"

struct row {
	const char *text, *unit;
	int64_t stored;
	const char *printed; /* the word of the error for a refused one */
};

static void test_weights(void)
{
	static const struct row rows[] = {{"2.5lb", "kg", 1133980925000, "2.5lb"},
		{"2.5 oz", "lb", 70873807813, "2.5oz"}, {"0.1oz", "lb", 2834952313, "0.1oz"},
		{"1.5", "lb", 680388555000, "1.5lb"}, {"454g", "lb", 454000000000, "454g"},
		{"16oz", "lb", 453592370000, "16oz"}, {"1lb", "lb", 453592370000, "1lb"},
		{"1.2kg", "lb", 1200000000000, "1.2kg"}, {"0", "lb", 0, "0lb"},
		{" 2.50 LB ", "oz", 1133980925000, "2.5lb"}, {"+1g", "lb", 1000000000, "1g"},
		{"0.000001oz", "lb", 28350, "0.000001oz"}, {".5kg", "lb", 500000000000, "0.5kg"},
		{"9223372kg", "lb", 9223372000000000000, "9223372kg"},
		{"9223373kg", "lb", 0, "out-of-range"}, {"-1lb", "lb", 0, "out-of-range"},
		{"-0lb", "lb", 0, "0lb"}, {"99999999999999999999999g", "lb", 0, "out-of-range"},
		{"1.0000001lb", "lb", 0, "too-precise"}, {"1.0000000lb", "lb", 0, "too-precise"},
		{"2st", "lb", 0, "bad-unit"}, {"2 stone", "lb", 0, "bad-unit"},
		{"lb", "lb", 0, "bad-unit"}, {"", "lb", 0, "bad-unit"}, {"1", "", 0, "bad-unit"},
		{"1", NULL, 0, "bad-unit"}, {"1 lb 8 oz", "lb", 0, "bad-unit"},
		{"1.lb", "lb", 0, "bad-unit"}, {"1.2.3lb", "lb", 0, "bad-unit"},
		{"1e3g", "lb", 0, "bad-unit"}, {"1,5kg", "lb", 0, "bad-unit"},
		{"1in", "lb", 0, "bad-unit"}, {"..", "lb", 0, "bad-unit"}};
	char text[OM_UNIT_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int64_t ng = 0;
		const char *unit = NULL;
		int rc = om__weight_parse(rows[i].text, rows[i].unit, &ng, &unit, &err);
		is_str(rc < 0 ? err.word : om__weight_print(ng, unit, text), rows[i].printed,
			"weight '%s'", rows[i].text);
		is_int(ng, rows[i].stored, "... stored");
		ok(rc < 0 || unit == om__weight_unit(unit), "... its unit is the constant");
	}
}

static void test_lengths(void)
{
	static const struct row rows[] = {{"1.125in", "cm", 28575, "1.125in"},
		{"0.001in", "in", 25, "0.001in"}, {"1.5in", "in", 38100, "1.5in"},
		{"2ft", "in", 609600, "2ft"}, {"5mm", "in", 5000, "5mm"},
		{"30cm", "in", 300000, "30cm"}, {"1.2 m", "in", 1200000, "1.2m"},
		{"2", "in", 50800, "2in"}, {"0.0001m", "in", 0, "too-precise"},
		{"1.0005in", "in", 0, "too-precise"}, {"-2in", "in", 0, "out-of-range"},
		{"2yd", "in", 0, "bad-unit"}};
	char text[OM_UNIT_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int64_t um = 0;
		const char *unit = NULL;
		int rc = om__length_parse(rows[i].text, rows[i].unit, &um, &unit, &err);
		is_str(rc < 0 ? err.word : om__length_print(um, unit, text), rows[i].printed,
			"length '%s'", rows[i].text);
		is_int(um, rows[i].stored, "... stored");
	}
}

static void test_other_units(void)
{
	char text[OM_UNIT_TEXT];

	is_str(om__weight_print(680388555000, "lb", text), "1.5lb", "one pound and eight ounces");
	is_str(om__weight_print(680388555000, "oz", text), "24oz", "the same in ounces");
	is_str(om__weight_print(454000000000, "lb", text), "454g", "grams that pounds cannot show");
	is_str(om__weight_print(1134000000000, "kg", text), "1.134kg", "kilograms");
	is_str(om__weight_print(17009713876, "oz", text), "0.6oz", "none can: the nearest");
	is_str(om__weight_print(-453592370000, "lb", text), "-1lb", "a difference");
	is_str(om__weight_print(1000000000, "", text), "0.001kg", "no unit is known");
	is_str(om__length_print(10, "in", text), "0.01mm", "millimetres show what inches cannot");
	is_str(om__length_print(25400, "mm", text), "25.4mm", "an inch in millimetres");
	om__weight_print(INT64_MIN, "g", text);
	ok(strlen(text) < OM_UNIT_TEXT, "the largest fits: %s", text);
	is_str(om__weight_unit("LB"), "lb", "a unit in capitals");
	is_str(om__weight_unit("in"), NULL, "a length is no weight");
	is_str(om__length_unit("mm"), "mm", "a unit of length");
	is_str(om__length_unit(NULL), NULL, "no unit");
}

/* What was typed with at most the allowed decimals is printed and read as the same value. */
static void test_round_trip(void)
{
	static const char *const weights[] = {"lb", "oz", "g", "kg"};
	static const char *const lengths[] = {"in", "ft", "mm", "cm", "m"};
	char typed[64], text[OM_UNIT_TEXT];
	uint64_t seed = 12345;
	int bad = 0;

	for (int i = 0; i < 20000; i++) {
		int64_t value = 0, back = 0;
		const char *unit = NULL, *unit_back = NULL;
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		unsigned whole = (unsigned)(seed >> 50), part = (unsigned)(seed >> 20) % 1000000;
		snprintf(typed, sizeof(typed), "%u.%06u%s", whole, part, weights[i % 4]);
		bad += om__weight_parse(typed, "lb", &value, &unit, NULL) != 0;
		om__weight_print(value, unit, text);
		bad += om__weight_parse(text, "", &back, &unit_back, NULL) != 0;
		bad += back != value || unit != unit_back;
		snprintf(typed, sizeof(typed), "%u.%03u%s", whole, part % 1000, lengths[i % 5]);
		bad += om__length_parse(typed, "in", &value, &unit, NULL) != 0;
		om__length_print(value, unit, text);
		bad += om__length_parse(text, "", &back, &unit_back, NULL) != 0;
		bad += back != value || unit != unit_back;
	}
	is_int(bad, 0, "printed measures read back as stored");
}

int main(void)
{
	test_weights();
	test_lengths();
	test_other_units();
	test_round_trip();
	return done();
}
