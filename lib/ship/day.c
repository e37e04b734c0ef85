/* The day on which goods leave (shipping.md R4): days of the warehouse's own zone, with its
 * cut-off, its working days and the time that it needs. */
#include "ship/ship_int.h"

/* A calendar that never works goes by the clock alone: more days than a year are not waited for. */
#define LOOK_MAX 400

/* Is WORD a member of "a|b|c"? */
static bool has_member(const char *set, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = set; *p; p += *p == '|') {
		size_t n = strcspn(p, "|");

		if (n == len && !strncmp(p, word, n))
			return true;
		p += n;
	}
	return false;
}

static bool is_working(const struct om__ship_calendar *c, int64_t day)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	int weekday = om__weekday(day); /* from 1, Monday */
	char text[OM_TIME_TEXT];

	if (c->ship_days[0] ? !has_member(c->ship_days, names[weekday - 1]) : weekday > 5)
		return false;
	return !c->holidays[0] || !has_member(c->holidays, om__day_print(day, text));
}

static int64_t working_day(const struct om__ship_calendar *c, int64_t day)
{
	for (int i = 0; i < LOOK_MAX; i++)
		if (is_working(c, day + i))
			return day + i;
	return day;
}

int64_t om__ship_day(const struct om_zone *zone, int64_t now, const struct om__ship_calendar *c)
{
	int64_t day = om__time_day(zone, now);
	struct om_civil civil;

	om__time_local(zone, now, &civil);
	/* By the clock on the wall: on a day of 23 or 25 hours seconds since midnight would be an
	 * hour off. */
	if (c->has_cutoff && civil.hour * 3600 + civil.minute * 60 + civil.second >= c->cutoff)
		day++;
	day = working_day(c, day);
	for (int64_t i = 0; i < c->handling_days; i++)
		day = working_day(c, day + 1);
	return day;
}
