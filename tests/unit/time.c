/* Zones, the calendar, and dates as text: catalog.md C14, and days of 23 and 25 hours. */
#include "base/time.h"
#include "tap.h"

static struct om_zone *zone(const char *name)
{
	struct om_zone *z = NULL;
	struct om_err err = {0};

	ok(om__zone_load(name, NULL, &z, &err) == 0, "zone %s loads", name);
	return z;
}

static void test_parse(void)
{
	static const struct {
		const char *zone, *text, *utc; /* utc NULL: refused with word */
		const char *word;
	} rows[] = {
		{"America/New_York", "2026-03-08 02:30", "2026-03-08T07:00:00Z", NULL},
		{"America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z", NULL},
		{"America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z", NULL},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z", NULL},
		{"America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z", NULL},
		{"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", NULL},
		{"America/New_York", "2026-03-09", "2026-03-09T04:00:00Z", NULL},
		{"America/New_York", "2026/03/08", "2026-03-08T05:00:00Z", NULL},
		{"America/New_York", "2026-03-08T14:30:15.987Z", "2026-03-08T14:30:15Z", NULL},
		{"America/New_York", "2026-03-08T14:30:15-05:00", "2026-03-08T19:30:15Z", NULL},
		{"America/New_York", "2026-03-08 14:30:15 +0530", "2026-03-08T09:00:15Z", NULL},
		{"America/New_York", "2026-03-08 14:30 +01", "2026-03-08T13:30:00Z", NULL},
		{"America/New_York", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", NULL},
		{"Europe/London", "2026-03-29 01:30", "2026-03-29T01:00:00Z", NULL},
		{"Europe/London", "2026-10-25 01:30", "2026-10-25T00:30:00Z", NULL},
		{"Europe/London", "2026-07-01 12:00", "2026-07-01T11:00:00Z", NULL},
		{"UTC", " 1996-07-04 00:00:00.000 ", "1996-07-04T00:00:00Z", NULL},
		{"UTC", "2024-02-29", "2024-02-29T00:00:00Z", NULL},
		{"UTC", "2023-02-29", NULL, "bad-date"},
		{"UTC", "2026-13-01", NULL, "bad-date"},
		{"UTC", "2026-3-8", NULL, "bad-date"},
		{"UTC", "2026-03/08", NULL, "bad-date"},
		{"UTC", "2026-03-08 24:00", NULL, "bad-date"},
		{"UTC", "2026-03-08 14", NULL, "bad-date"},
		{"UTC", "2026-03-08 14:60", NULL, "bad-date"},
		{"UTC", "2026-03-08 2:30 PM", NULL, "bad-date"},
		{"UTC", "2026-03-08T14:30+24:00", NULL, "bad-date"},
		{"UTC", "2026-03-08T14:30:15.", NULL, "bad-date"},
		{"UTC", "2026-03-08x", NULL, "bad-date"},
		{"UTC", "2026-03-08Z", NULL, "bad-date"},
		{"UTC", "", NULL, "bad-date"},
		{"UTC", "yesterday", NULL, "bad-date"},
		{"UTC", "03/04/2026", NULL, "ambiguous-date"},
		{"UTC", "13/04/2026", NULL, "bad-date"},
		{"UTC", "31/31/2026", NULL, "bad-date"},
		{"UTC", "46090.5", NULL, "bad-date"},
	};
	char text[OM_TIME_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_zone *z = NULL;
		struct om_err err = {0};
		int64_t at = 0;
		int rc = om__zone_load(rows[i].zone, NULL, &z, &err);
		if (rc == 0)
			rc = om__time_parse(rows[i].text, z, OM_DATE_ISO, &at, NULL, &err);
		if (rows[i].utc)
			is_str(rc < 0 ? err.message : om__time_print(at, NULL, text), rows[i].utc,
				"'%s' in %s", rows[i].text, rows[i].zone);
		else
			is_str(err.word, rows[i].word, "'%s' is refused", rows[i].text);
		om__zone_free(z);
	}
}

static void test_formats(void)
{
	static const struct {
		enum om_date_format format;
		const char *text, *utc;
		bool has_clock;
	} rows[] = {
		{OM_DATE_MDY, "3/4/2026", "2026-03-04T00:00:00Z", false},
		{OM_DATE_DMY, "3/4/2026", "2026-04-03T00:00:00Z", false},
		{OM_DATE_DMY, "03.04.26 17:05", "2026-04-03T17:05:00Z", true},
		{OM_DATE_MDY, "12-31-69", "2069-12-31T00:00:00Z", false},
		{OM_DATE_MDY, "12-31-70", "1970-12-31T00:00:00Z", false},
		{OM_DATE_MDY, "1/31/2026 3:45 PM", "2026-01-31T15:45:00Z", true},
		{OM_DATE_MDY, "1/31/2026 12:05am", "2026-01-31T00:05:00Z", true},
		{OM_DATE_MDY, "1/31/2026 9:05:07", "2026-01-31T09:05:07Z", true},
		{OM_DATE_MDY, "31/1/2026", "bad-date", false},
		{OM_DATE_DMY, "1/31/2026", "bad-date", false},
		{OM_DATE_MDY, "1/31/226", "bad-date", false},
		{OM_DATE_MDY, "1/31-2026", "bad-date", false},
		{OM_DATE_MDY, "1/31/2026 13:05 PM", "bad-date", false},
		{OM_DATE_DMY, "2026-01-31", "2026-01-31T00:00:00Z", false},
	};
	char text[OM_TIME_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int64_t at = 0;
		bool has_clock = false;
		int rc = om__time_parse(rows[i].text, NULL, rows[i].format, &at, &has_clock, &err);
		is_str(rc < 0 ? err.word : om__time_print(at, NULL, text), rows[i].utc,
			"'%s' in format %d", rows[i].text, (int)rows[i].format);
		ok(has_clock == rows[i].has_clock, "... and its clock");
	}
}

static void test_days(void)
{
	static const struct {
		const char *zone, *day, *start;
		int minutes;
	} rows[] = {
		{"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 1380},
		{"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 1500},
		{"America/New_York", "2026-07-04", "2026-07-04T04:00:00Z", 1440},
		{"America/New_York", "2060-03-14", "2060-03-14T05:00:00Z", 1380},
		{"America/New_York", "2060-11-07", "2060-11-07T04:00:00Z", 1500},
		{"Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", 1380},
		{"Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", 1500},
		{"Europe/London", "2100-10-31", "2100-10-30T23:00:00Z", 1500},
		{"Europe/Dublin", "2050-03-27", "2050-03-27T00:00:00Z", 1380},
		{"Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 1470},
		{"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 1380},   /* no midnight */
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 1500}, /* two midnights */
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", 1380},
		{"America/Sao_Paulo", "2019-02-17", "2019-02-17T03:00:00Z", 1440},
		{"America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00Z", 1500},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0},    /* no such day */
		{"America/Nuuk", "2060-03-27", "2060-03-27T02:00:00Z", 1380}, /* at -1 o'clock */
		{"America/Nuuk", "2060-03-28", "2060-03-28T01:00:00Z", 1440},
		{"Asia/Kolkata", "2026-03-08", "2026-03-07T18:30:00Z", 1440},
		{"UTC", "2026-03-08", "2026-03-08T00:00:00Z", 1440},
	};
	char text[OM_TIME_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_zone *z = zone(rows[i].zone);
		struct om_err err = {0};
		int64_t day = 0;
		if (!z)
			continue;
		ok(om__day_parse(rows[i].day, &day, &err) == 0, "day %s", rows[i].day);
		int64_t start = om__day_start(z, day), next = om__day_start(z, day + 1);
		is_str(om__time_print(start, NULL, text), rows[i].start, "%s %s begins",
			rows[i].zone, rows[i].day);
		is_int((next - start) / 60, rows[i].minutes, "%s %s has %d minutes", rows[i].zone,
			rows[i].day, rows[i].minutes);
		if (rows[i].minutes) {
			is_int(om__time_day(z, start), day, "its first second belongs to it");
			is_int(om__time_day(z, start - 1), day - 1, "the second before does not");
			is_int(om__time_day(z, next - 1), day, "its last second does");
		}
		om__zone_free(z);
	}
}

static void test_zone_names(void)
{
	static const char *const good[] = {"America/New_York", "Europe/London", "UTC", "Etc/UTC",
		"Etc/GMT+5", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Japan",
		"US/Eastern"};
	static const char *const bad[] = {"", "EST", "EST5EDT", "CET", "GMT", "GMT+0", "PRC",
		"Nowhere", "America/Nowhere", "America", "America/", "/etc/passwd", "../UTC",
		"Europe/../UTC", "right/UTC", "right/Europe/London", "posix/Europe/London",
		"posixrules", "localtime", "Factory", "zone.tab", "tzdata.zi", "america/new_york",
		"Europe//London", "UTC ",
		"A/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

	for (size_t i = 0; i < OM_COUNT(good); i++) {
		struct om_zone *z = zone(good[i]);
		is_str(z ? om__zone_name(z) : "", good[i], "its name");
		om__zone_free(z);
	}
	for (size_t i = 0; i < OM_COUNT(bad); i++) {
		struct om_zone *z = NULL;
		struct om_err err = {0};
		is_int(om__zone_load(bad[i], NULL, &z, &err), OM_EINVAL, "zone '%s'", bad[i]);
		is_str(err.word, "unknown-zone", "... is no zone");
		is_int(om_err_exit(&err), 2, "... exit");
	}
}

static void test_offsets(void)
{
	static const struct {
		const char *zone, *utc;
		int offset;
		const char *abbreviation, *local;
	} rows[] = {
		{"America/New_York", "2026-03-08T06:59:59Z", -18000, "EST",
			"2026-03-08T01:59:59-05:00"},
		{"America/New_York", "2026-03-08T07:00:00Z", -14400, "EDT",
			"2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2050-07-01T00:00:00Z", -14400, "EDT",
			"2050-06-30T20:00:00-04:00"},
		{"America/New_York", "2050-12-31T23:00:00Z", -18000, "EST",
			"2050-12-31T18:00:00-05:00"},
		{"Europe/London", "2026-01-01T00:00:00Z", 0, "GMT", "2026-01-01T00:00:00+00:00"},
		{"Europe/London", "2050-07-01T00:00:00Z", 3600, "BST", "2050-07-01T01:00:00+01:00"},
		{"Europe/Dublin", "2050-07-01T00:00:00Z", 3600, "IST", "2050-07-01T01:00:00+01:00"},
		{"Europe/Dublin", "2050-12-01T00:00:00Z", 0, "GMT", "2050-12-01T00:00:00+00:00"},
		{"Australia/Sydney", "2050-01-01T00:00:00Z", 39600, "AEDT",
			"2050-01-01T11:00:00+11:00"},
		{"Australia/Sydney", "2050-07-01T00:00:00Z", 36000, "AEST",
			"2050-07-01T10:00:00+10:00"},
		{"Europe/Istanbul", "2050-01-01T00:00:00Z", 10800, "+03",
			"2050-01-01T03:00:00+03:00"},
		{"America/Nuuk", "2060-03-28T00:59:59Z", -7200, "-02", "2060-03-27T22:59:59-02:00"},
		{"America/Nuuk", "2060-03-28T01:00:00Z", -3600, "-01", "2060-03-28T00:00:00-01:00"},
		{"UTC", "2050-01-01T00:00:00Z", 0, "UTC", "2050-01-01T00:00:00Z"},
		/* Local mean time, -4:56:02: the offset is cut to minutes and the instant kept. */
		{"America/New_York", "1880-01-01T00:00:00Z", -17762, "LMT",
			"1879-12-31T19:04:00-04:56"},
	};
	char text[OM_TIME_TEXT];

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_zone *z = zone(rows[i].zone);
		struct om_err err = {0};
		int64_t at = 0, again = 0;
		const char *abbreviation = "";
		if (!z)
			continue;
		ok(om__time_parse(rows[i].utc, NULL, OM_DATE_ISO, &at, NULL, &err) == 0, "parses");
		is_int(om__zone_offset(z, at, &abbreviation), rows[i].offset, "offset of %s at %s",
			rows[i].zone, rows[i].utc);
		is_str(abbreviation, rows[i].abbreviation, "its abbreviation");
		is_str(om__time_print(at, z, text), rows[i].local, "its local time");
		ok(om__time_parse(text, z, OM_DATE_ISO, &again, NULL, &err) == 0, "reads back");
		is_int(again, at, "as the same instant");
		om__zone_free(z);
	}
}

/* Every local time maps to an instant that shows it, unless it lies in a gap; over 80 years of
 * changes. */
static void test_round_trip(const char *name)
{
	struct om_zone *z = zone(name);
	int64_t day = om__days_from_civil(1990, 1, 1), end = om__days_from_civil(2070, 1, 1);
	int bad = 0, gaps = 0;

	for (; z && day < end; day++) {
		for (int half = 0; half < 48; half++) {
			struct om_civil civil, back;
			om__civil_from_days(day, &civil);
			civil.hour = half / 2;
			civil.minute = half % 2 * 30;
			int64_t at = om__time_instant(z, &civil);
			om__time_local(z, at, &back);
			if (memcmp(&civil, &back, sizeof(civil)) == 0) {
				/* The earlier of two: an hour before, the clock showed something
				 * else. */
				struct om_civil before;
				om__time_local(z, at - 3600, &before);
				bad += memcmp(&civil, &before, sizeof(civil)) == 0;
				continue;
			}
			/* A gap: the clock jumped over it at that very instant. */
			gaps++;
			struct om_civil before;
			om__time_local(z, at - 1, &before);
			bad += before.hour * 60 + before.minute >= civil.hour * 60 + civil.minute &&
				before.day == civil.day;
		}
	}
	is_int(bad, 0, "%s: local times read back", name);
	is_int(gaps, 160, "%s: two half hours a year do not exist", name);
	om__zone_free(z);
}

static void test_calendar(void)
{
	int64_t bad = 0, day = om__days_from_civil(-400, 1, 1);
	struct om_civil last = {0}, civil;

	is_int(om__days_from_civil(1970, 1, 1), 0, "the epoch");
	is_int(om__days_from_civil(2000, 3, 1), 11017, "2000-03-01");
	is_int(om__weekday(0), 4, "1970-01-01 is a Thursday");
	is_int(om__weekday(-4), 7, "1969-12-28 is a Sunday");
	is_int(om__weekday(om__days_from_civil(2026, 3, 8)), 7, "2026-03-08 is a Sunday");
	for (; day < om__days_from_civil(2800, 1, 1); day++) {
		om__civil_from_days(day, &civil);
		bad += om__days_from_civil(civil.year, civil.month, civil.day) != day;
		bad += last.day && civil.day != 1 && civil.day != last.day + 1;
		last = civil;
	}
	is_int(bad, 0, "days and dates are each other's inverse");
}

static void test_spans(void)
{
	static const struct {
		const char *text;
		int64_t days, seconds; /* days -1: refused */
	} rows[] = {{"2d12h", 2, 43200}, {"30min", 0, 1800}, {"1w", 7, 0},
		{"1w 2d 3h 4min", 9, 11040}, {"0h", 0, 0}, {"", -1, 0}, {"5", -1, 0}, {"5m", -1, 0},
		{"-1d", -1, 0}, {"1dh", -1, 0}, {"1.5h", -1, 0}, {"1234567d", -1, 0},
		{"2 d", -1, 0}};

	for (size_t i = 0; i < OM_COUNT(rows); i++) {
		struct om_err err = {0};
		int64_t days = -1, seconds = 0;
		int rc = om__span_parse(rows[i].text, &days, &seconds, &err);
		is_int(rc, rows[i].days < 0 ? OM_EINVAL : 0, "span '%s'", rows[i].text);
		is_int(days, rows[i].days, "... days");
		is_int(seconds, rows[i].seconds, "... seconds");
	}
}

static void test_day_text(void)
{
	static const char *const bad[] = {"", "2026-03-8", "2026/03/08", "2026-02-30",
		"2026-03-08 ", " 2026-03-08", "2026-03-08T00:00", "0000-01-01", "20260308"};
	char text[OM_TIME_TEXT];
	struct om_err err = {0};
	int64_t day = 0;

	ok(om__day_parse("2026-03-08", &day, &err) == 0, "a day");
	is_int(day, 20520, "its number");
	is_str(om__day_print(day, text), "2026-03-08", "its print");
	is_str(om__day_print(INT64_MAX, text), "98905-08-07", "the end of days fits its room");
	om__time_print(INT64_MIN, NULL, text);
	ok(strlen(text) < OM_TIME_TEXT, "so does the first instant: %s", text);
	for (size_t i = 0; i < OM_COUNT(bad); i++) {
		om_err_clear(&err);
		is_int(om__day_parse(bad[i], &day, &err), OM_EINVAL, "day '%s'", bad[i]);
		is_str(err.word, "bad-date", "... is refused");
	}
}

int main(void)
{
	test_calendar();
	test_zone_names();
	test_parse();
	test_formats();
	test_days();
	test_offsets();
	test_round_trip("America/New_York");
	test_round_trip("Europe/London");
	test_spans();
	test_day_text();
	return done();
}
