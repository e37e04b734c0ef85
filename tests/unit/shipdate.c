/* The ship date (shipping.md R4): its vectors, and what clocks do on days that are not 24 hours
 * long. */
#include "base/time.h"
#include "ship/ship_int.h"
#include "tap.h"

struct row {
	const char *now, *zone;
	int cutoff; /* hours; -1: none */
	const char *want;
	const char *ship_days, *holidays;
	int handling_days;
};

static void test_vectors(void)
{
	static const struct row rows[] = {
		{"2025-11-28T21:59:59Z", "America/New_York", 17, "2025-11-28", "", "", 0},
		{"2025-11-28T22:00:00Z", "America/New_York", 17, "2025-12-01", "", "", 0},
		{"2025-11-03T03:30:00Z", "America/New_York", 17, "2025-11-03", "", "", 0},
		{"2025-11-30T15:00:00Z", "Asia/Tokyo", -1, "2025-12-01", "", "", 0},
		/* A Saturday and a Sunday wait for Monday, whatever the clock shows. */
		{"2025-11-29T15:00:00Z", "America/New_York", -1, "2025-12-01", "", "", 0},
		{"2025-11-30T15:00:00Z", "America/New_York", 17, "2025-12-01", "", "", 0},
		{"2025-11-26T15:00:00Z", "UTC", 15, "2025-11-27", "", "", 0},
		{"2025-11-26T14:59:59Z", "UTC", 15, "2025-11-26", "", "", 0},
		/* The day on which the clocks go on: Monday is the next working day, and 17:00 is
		   17:00 by the clock. */
		{"2026-03-08T20:59:59Z", "America/New_York", 17, "2026-03-09", "", "", 0},
		{"2026-03-09T20:59:59Z", "America/New_York", 17, "2026-03-09", "", "", 0},
		{"2026-03-09T21:00:00Z", "America/New_York", 17, "2026-03-10", "", "", 0},
		/* The day after the clocks went back in Europe. */
		{"2025-10-27T15:59:59Z", "Europe/Paris", 17, "2025-10-27", "", "", 0},
		{"2025-10-27T16:00:00Z", "Europe/Paris", 17, "2025-10-28", "", "", 0},
		{"2025-07-03T21:00:00Z", "America/New_York", 17, "2025-07-07", "", "2025-07-04", 0},
		{"2025-11-24T15:00:00Z", "America/New_York", 17, "2025-11-27", "", "2025-11-26", 2},
		{"2025-11-28T15:00:00Z", "UTC", -1, "2025-11-28", "", "", 0},
		{"2025-11-28T15:00:00Z", "UTC", -1, "2025-12-02", "", "", 2},
		/* A warehouse that works on Saturdays, and one that works on no other day. */
		{"2025-11-29T15:00:00Z", "UTC", -1, "2025-11-29", "mon|tue|wed|thu|fri|sat", "", 0},
		{"2025-11-24T15:00:00Z", "UTC", -1, "2025-12-13", "sat", "2025-12-06|2025-12-25",
			1},
		/* Days that begin like a holiday are none. */
		{"2025-12-02T15:00:00Z", "UTC", -1, "2025-12-02", "", "2025-12-0|2025-12-025", 0},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct om_zone *utc = NULL, *zone = NULL;
		const struct om__ship_calendar calendar = {.has_cutoff = r->cutoff >= 0,
			.cutoff = (int64_t)r->cutoff * 3600,
			.ship_days = r->ship_days,
			.holidays = r->holidays,
			.handling_days = r->handling_days};
		char text[OM_TIME_TEXT];
		int64_t now = 0;
		int rc = om__zone_load("UTC", NULL, &utc, NULL);

		if (!rc)
			rc = om__zone_load(r->zone, NULL, &zone, NULL);
		if (!rc)
			rc = om__time_parse(r->now, utc, OM_DATE_ISO, &now, NULL, NULL);
		ok(rc == 0, "%s is an instant", r->now);
		is_str(om__day_print(om__ship_day(zone, now, &calendar), text), r->want,
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
