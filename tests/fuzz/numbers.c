/* Money, weights, lengths, days, times and spans: what is read prints to a text that reads the
 * same. */
#include "fuzz.h"
#include "base/time.h"
#include "base/units.h"
#include <om/money.h>

static struct om_err err;

static void money(const char *text)
{
	static const char *const currencies[] = {"USD", "JPY", "KWD"};
	int64_t amount, again, half;

	for (int sign = 0; sign < 2; sign++) {
		om_err_clear(&err);
		if (om_money_parse(text, sign, &amount, &err) < 0) {
			demand(err.word[0]);
			continue;
		}
		for (size_t i = 0; i < OM_COUNT(currencies); i++) {
			char printed[OM_MONEY_TEXT];
			om_money_print(amount, currencies[i], printed);
			demand(om_money_parse(printed, false, &again, &err) == 0);
			demand(again == amount);
			om_money_round(amount, currencies[i]);
			(void)!om_money_extend(amount, 3, currencies[i], &half, NULL);
		}
		half = om_money_draw(amount < 0 ? -(amount + 1) : amount, 7, 3);
		demand(half >= 0);
	}
}

static void measures(const char *text)
{
	const char *unit, *other;
	int64_t value, again;

	om_err_clear(&err);
	if (om__weight_parse(text, "lb", &value, &unit, &err) == 0) {
		char printed[OM_UNIT_TEXT];
		om__weight_print(value, unit, printed);
		demand(om__weight_parse(printed, unit, &again, &other, &err) == 0 &&
			again == value);
	}
	om_err_clear(&err);
	if (om__length_parse(text, "in", &value, &unit, &err) == 0) {
		char printed[OM_UNIT_TEXT];
		om__length_print(value, unit, printed);
		demand(om__length_parse(printed, unit, &again, &other, &err) == 0 &&
			again == value);
	}
}

static void times(const char *text, const struct om_zone *zone)
{
	char printed[OM_TIME_TEXT];
	int64_t at, again, days, seconds;
	bool has_clock;

	for (enum om_date_format format = OM_DATE_ISO; format <= OM_DATE_DMY; format++) {
		om_err_clear(&err);
		if (om__time_parse(text, zone, format, &at, &has_clock, &err) < 0)
			continue;
		om__time_print(at, zone, printed);
		if (om__time_parse(printed, zone, OM_DATE_ISO, &again, NULL, &err) < 0)
			dprintf(3, "%s: %s\n", printed, err.message);
		demand(err.code == 0 && again == at);
		demand(om__day_start(zone, om__time_day(zone, at)) <= at);
	}
	om_err_clear(&err);
	if (om__day_parse(text, &at, &err) == 0) {
		om__day_print(at, printed);
		demand(om__day_parse(printed, &again, &err) == 0 && again == at);
	}
	om_err_clear(&err);
	(void)!om__span_parse(text, &days, &seconds, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct om_zone *zone, *utc;
	struct om_arena arena;

	if (!zone &&
		(om__zone_load("America/New_York", NULL, &zone, NULL) < 0 ||
			om__zone_load("UTC", NULL, &utc, NULL) < 0))
		abort();
	om__arena_init(&arena);
	const char *text = fuzz_text(&arena, data, size);
	money(text);
	measures(text);
	times(text, zone);
	times(text, utc);
	om__arena_release(&arena);
	return 0;
}
