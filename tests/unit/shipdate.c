/* The ship date (shipping.md R4): the vectors that need nothing but zone and cut-off, and what clocks do on days that are not 24
 * hours long. */
#include "base/time.h"
#include "ship/ship_int.h"
#include "tap.h"

struct row {
	const char *now, *zone;
	int cutoff; /* hours; -1: none */
	const char *want;
};

static void test_vectors(void)
{
	static const struct row rows[] = {
		{"2025-11-28T21:59:59Z", "America/New_York", 17, "2025-11-28"},
		{"2025-11-28T22:00:00Z", "America/New_York", 17, "2025-12-01"},
		{"2025-11-03T03:30:00Z", "America/New_York", 17, "2025-11-03"},
		{"2025-11-30T15:00:00Z", "Asia/Tokyo", -1, "2025-12-01"},
		/* A Saturday and a Sunday wait for Monday, whatever the clock shows. */
		{"2025-11-29T15:00:00Z", "America/New_York", -1, "2025-12-01"},
		{"2025-11-30T15:00:00Z", "America/New_York", 17, "2025-12-01"},
		{"2025-11-26T15:00:00Z", "UTC", 15, "2025-11-27"},
		{"2025-11-26T14:59:59Z", "UTC", 15, "2025-11-26"},
		/* The day on which the clocks go on: Monday is the next working day, and 17:00 is 17:00 by the clock. */
		{"2026-03-08T20:59:59Z", "America/New_York", 17, "2026-03-09"},
		{"2026-03-09T20:59:59Z", "America/New_York", 17, "2026-03-09"},
		{"2026-03-09T21:00:00Z", "America/New_York", 17, "2026-03-10"},
		/* The day after the clocks went back in Europe. */
		{"2025-10-27T15:59:59Z", "Europe/Paris", 17, "2025-10-27"},
		{"2025-10-27T16:00:00Z", "Europe/Paris", 17, "2025-10-28"},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct om_zone *utc = NULL, *zone = NULL;
		char text[OM_TIME_TEXT];
		int64_t now = 0;
		int rc = om__zone_load("UTC", NULL, &utc, NULL);

		if (!rc)
			rc = om__zone_load(r->zone, NULL, &zone, NULL);
		if (!rc)
			rc = om__time_parse(r->now, utc, OM_DATE_ISO, &now, NULL, NULL);
		ok(rc == 0, "%s is an instant", r->now);
		is_str(om__day_print(om__ship_day(zone, now, r->cutoff >= 0, (int64_t)r->cutoff * 3600), text), r->want,
			"%s in %s, cut-off %d", r->now, r->zone, r->cutoff);
		om__zone_free(zone);
		om__zone_free(utc);
	}
}

int main(void)
{
	test_vectors();
	return done();
}
