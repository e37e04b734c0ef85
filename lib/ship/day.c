/* The day on which goods leave (shipping.md R4): days of the warehouse's own zone, with its
 * cut-off. */
#include "ship/ship_int.h"

int64_t om__ship_day(const struct om_zone *zone, int64_t now, bool has_cutoff, int64_t cutoff)
{
	int64_t day = om__time_day(zone, now);
	struct om_civil c;

	om__time_local(zone, now, &c);
	/* By the clock on the wall: on a day of 23 or 25 hours seconds since midnight would be an
	 * hour off. */
	if (has_cutoff && c.hour * 3600 + c.minute * 60 + c.second >= cutoff)
		day++;
	while (om__weekday(day) > 5)
		day++;
	return day;
}
