/* Dates and times as text, and the calendar.
 *
 * A text is first read for its shape alone (struct stamp), then given its meaning: which number is
 * the month, is there such a day, which instant is that in the zone.  So validating and applying
 * cannot part ways: there is one reader. */
#include "base/time.h"
#include "base/zone/zone.h"

/* Days from 0000-03-01 to 1970-01-01, and in the 400 years after which the calendar repeats. */
#define DAYS_TO_EPOCH 719468
#define DAYS_IN_ERA 146097

/* Years are counted from March, so that the leap day is the last of its year (Howard Hinnant's
 * days_from_civil). */
int64_t om__days_from_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_IN_ERA + day_of_era - DAYS_TO_EPOCH;
}

void om__civil_from_days(int64_t days, struct om_civil *ret)
{
	int64_t z = days + DAYS_TO_EPOCH;
	int64_t era = (z >= 0 ? z : z - (DAYS_IN_ERA - 1)) / DAYS_IN_ERA;
	int64_t day_of_era = z - era * DAYS_IN_ERA;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;

	*ret = (struct om_civil){
		.year = (int)(year_of_era + era * 400 + (month >= 10)),
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
	};
}

int om__weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((days % 7 + 7) % 7 + 3) % 7) + 1;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && is_leap);
}

bool om__civil_valid(const struct om_civil *civil)
{
	return civil->year >= 1 && civil->year <= 9999 && civil->month >= 1 && civil->month <= 12 &&
		civil->day >= 1 && civil->day <= days_in_month(civil->year, civil->month) &&
		civil->hour >= 0 && civil->hour <= 23 && civil->minute >= 0 &&
		civil->minute <= 59 && civil->second >= 0 && civil->second <= 59;
}

/* What stands in the text. */
struct stamp {
	struct om_civil civil; /* of a numeric date without month and day */
	bool is_numeric;       /* 3/4/2026: FIRST and SECOND wait for the date format */
	int first, second;
	bool has_clock, has_offset;
	int offset; /* seconds east */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
		p++;
	return p;
}

/* Reads a number of LEAST to MOST digits. */
static bool read_number(const char **p, int least, int most, int *ret)
{
	int digits = 0;

	for (*ret = 0; digits < most && is_digit(**p); digits++, ++*p)
		*ret = *ret * 10 + (**p - '0');
	return digits >= least && !is_digit(**p);
}

/* Reads one of the characters of SET. */
static bool read_char(const char **p, const char *set, char *ret)
{
	if (!**p || !strchr(set, **p))
		return false;
	*ret = *(*p)++;
	return true;
}

/* Reads `2026-03-08` or `2026/03/08`. */
static bool read_iso_date(const char **p, struct om_civil *ret)
{
	char mark, again;

	return read_number(p, 4, 4, &ret->year) && read_char(p, "-/", &mark) &&
		read_number(p, 2, 2, &ret->month) && read_char(p, "-/", &again) && again == mark &&
		read_number(p, 2, 2, &ret->day);
}

/* Reads `3/8/2026`, `08.03.26`. */
static bool read_numeric_date(const char **p, struct stamp *ret)
{
	char mark, again;

	ret->is_numeric = true;
	if (!read_number(p, 1, 2, &ret->first) || !read_char(p, "/.-", &mark) ||
		!read_number(p, 1, 2, &ret->second) || !read_char(p, "/.-", &again) ||
		again != mark)
		return false;
	const char *start = *p;
	if (!read_number(p, 2, 4, &ret->civil.year) || *p - start == 3)
		return false;
	/* Two digits mean 1970 to 2069. */
	if (*p - start == 2)
		ret->civil.year += ret->civil.year < 70 ? 2000 : 1900;
	return true;
}

/* Reads `AM` or `pm` after a clock of 1 to 12 hours, if there is one. */
static bool read_half_of_day(const char **p, struct om_civil *civil)
{
	const char *at = skip_blanks(*p);
	bool is_am = *at == 'a' || *at == 'A', is_pm = *at == 'p' || *at == 'P';

	if (!is_am && !is_pm)
		return true;
	if ((at[1] != 'm' && at[1] != 'M') || civil->hour < 1 || civil->hour > 12)
		return false;
	civil->hour = civil->hour % 12 + (is_pm ? 12 : 0);
	*p = at + 2;
	return true;
}

/* Reads `14:30`, `14:30:15.250`; the fraction is cut, and a leap second is the second before. */
static bool read_clock(const char **p, struct stamp *ret)
{
	struct om_civil *civil = &ret->civil;
	char mark;

	ret->has_clock = true;
	if (!read_number(p, ret->is_numeric ? 1 : 2, 2, &civil->hour) ||
		!read_char(p, ":", &mark) || !read_number(p, 2, 2, &civil->minute))
		return false;
	if (**p == ':') {
		++*p;
		if (!read_number(p, 2, 2, &civil->second))
			return false;
		if (civil->second == 60)
			civil->second = 59;
		if (**p == '.' || **p == ',') {
			if (!is_digit((*p)[1]))
				return false;
			for (++*p; is_digit(**p); ++*p)
				;
		}
	}
	return !ret->is_numeric || read_half_of_day(p, civil);
}

/* Reads `Z`, `-05:00`, ` -0500` or `+01`, if there is one. */
static bool read_offset(const char **p, struct stamp *ret)
{
	const char *at = skip_blanks(*p);
	int hours = 0, minutes = 0;
	char sign;

	if (*at == 'Z' || *at == 'z') {
		ret->has_offset = true;
		*p = at + 1;
		return true;
	}
	if (!read_char(&at, "+-", &sign))
		return true;
	for (int i = 0; i < 2; i++, at++) {
		if (!is_digit(*at))
			return false;
		hours = hours * 10 + (*at - '0');
	}
	if (*at == ':' || is_digit(*at)) {
		at += *at == ':';
		if (!read_number(&at, 2, 2, &minutes))
			return false;
	}
	if (hours > 23 || minutes > 59)
		return false;
	ret->has_offset = true;
	ret->offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
	*p = at;
	return true;
}

/* Reads the shape of TEXT as a whole. */
static bool read_stamp(const char *text, struct stamp *ret)
{
	const char *p = skip_blanks(text);
	bool is_iso = is_digit(p[0]) && is_digit(p[1]) && is_digit(p[2]);

	*ret = (struct stamp){0};
	if (is_iso ? !read_iso_date(&p, &ret->civil) : !read_numeric_date(&p, ret))
		return false;
	if (*p == 'T' || *p == 't' || *skip_blanks(p)) {
		if (*p != 'T' && *p != 't' && *p != ' ')
			return false;
		p = *p == ' ' ? skip_blanks(p) : p + 1;
		if (!read_clock(&p, ret) || !read_offset(&p, ret))
			return false;
	}
	return !*skip_blanks(p);
}

static int bad_date(const char *text, struct om_err *err)
{
	om_err_set(err, OM_EINVAL, "bad-date", "'%s' is not a date", text);
	om_err_hint(err, "dates are written 2026-03-08 or 2026-03-08 14:30");
	return OM_EINVAL;
}

/* The civil time with its numbers as month and day; false if there is no such day. */
static bool is_day(const struct stamp *stamp, int month, int day, struct om_civil *ret)
{
	*ret = stamp->civil;
	ret->month = month;
	ret->day = day;
	return om__civil_valid(ret);
}

/* Gives a numeric date its meaning. */
static int settle_numeric(const char *text, const struct stamp *stamp, enum om_date_format format,
	struct om_civil *ret, struct om_err *err)
{
	struct om_civil other;
	bool is_mdy = is_day(stamp, stamp->first, stamp->second, &other);
	bool is_dmy = is_day(stamp, stamp->second, stamp->first, ret);

	if (format == OM_DATE_DMY && is_dmy)
		return 0;
	if (format == OM_DATE_MDY && is_mdy) {
		*ret = other;
		return 0;
	}
	if (format != OM_DATE_ISO || (!is_mdy && !is_dmy))
		return bad_date(text, err);
	/* One reading alone is not taken either: the next row of the file might not have it. */
	const char *word = is_mdy && is_dmy ? "ambiguous-date" : "bad-date";
	om_err_set(err, OM_EINVAL, word, "date '%s' needs the order of day and month", text);
	om_err_hint(err, "say which with --date-format mdy or dmy");
	return OM_EINVAL;
}

int om__time_parse(const char *text, const struct om_zone *zone, enum om_date_format format,
	int64_t *ret_at, bool *ret_has_clock, struct om_err *err)
{
	struct stamp stamp;

	if (!read_stamp(text, &stamp))
		return bad_date(text, err);
	struct om_civil civil = stamp.civil;
	int rc = stamp.is_numeric ? settle_numeric(text, &stamp, format, &civil, err) : 0;
	if (rc < 0)
		return rc;
	if (!om__civil_valid(&civil))
		return bad_date(text, err);
	*ret_at = om__time_instant(stamp.has_offset ? NULL : zone, &civil) - stamp.offset;
	if (ret_has_clock)
		*ret_has_clock = stamp.has_clock;
	return 0;
}

int om__day_parse(const char *text, int64_t *ret_day, struct om_err *err)
{
	struct om_civil civil = {0};
	const char *p = text;

	if (!read_iso_date(&p, &civil) || *p || text[4] != '-' || !om__civil_valid(&civil))
		return bad_date(text, err);
	*ret_day = om__days_from_civil(civil.year, civil.month, civil.day);
	return 0;
}

static const struct span_unit {
	const char *word;
	int64_t days, seconds;
} span_units[] = {
	{"min", 0, 60},
	{"h", 0, 3600},
	{"d", 1, 0},
	{"w", 7, 0},
};

/* Reads the unit word at *P, which a digit, a blank or the end must follow. */
static const struct span_unit *read_span_unit(const char **p)
{
	for (size_t i = 0; i < OM_COUNT(span_units); i++) {
		size_t len = strlen(span_units[i].word);
		const char *end = *p + len;
		if (strncmp(*p, span_units[i].word, len) != 0)
			continue;
		if (*end && *end != ' ' && !is_digit(*end))
			continue;
		*p = end;
		return &span_units[i];
	}
	return NULL;
}

int om__span_parse(const char *text, int64_t *ret_days, int64_t *ret_seconds, struct om_err *err)
{
	const char *p = skip_blanks(text);
	int64_t days = 0, seconds = 0;

	do {
		int number;
		const struct span_unit *unit = NULL;
		/* Six digits of any unit are far from overflow. */
		if (read_number(&p, 1, 6, &number))
			unit = read_span_unit(&p);
		if (!unit) {
			om_err_set(
				err, OM_EINVAL, "bad-time", "'%s' is not a length of time", text);
			om_err_hint(err, "write it with min, h, d or w, as in 2d12h");
			return OM_EINVAL;
		}
		days += number * unit->days;
		seconds += number * unit->seconds;
		p = skip_blanks(p);
	} while (*p);
	*ret_days = days;
	*ret_seconds = seconds;
	return 0;
}

/* Writes NUMBER in WIDTH digits and returns the end. */
static char *put_digits(char *to, int number, int width)
{
	for (int i = width - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + width;
}

/* Years before 0 or after 9999 come only from instants that no parser gives; they stay readable. */
static char *put_date(char *to, const struct om_civil *civil)
{
	int year = civil->year < 0 ? -civil->year : civil->year;

	if (civil->year < 0)
		*to++ = '-';
	to = put_digits(to, year, year > 9999 ? 5 : 4);
	*to++ = '-';
	to = put_digits(to, civil->month, 2);
	*to++ = '-';
	return put_digits(to, civil->day, 2);
}

char *om__time_print(int64_t at, const struct om_zone *zone, char ret[OM_TIME_TEXT])
{
	struct om_civil civil;
	bool is_utc = !zone || !strcmp(om__zone_name(zone), "UTC");
	/* RFC 3339 has no seconds in its offsets; local mean times had.  The instant stays the
	 * same. */
	int minutes = om__zone_offset(zone, at, NULL) / 60;

	om__time_local(NULL, at + minutes * 60, &civil);
	char *to = put_date(ret, &civil);
	*to++ = 'T';
	to = put_digits(to, civil.hour, 2);
	*to++ = ':';
	to = put_digits(to, civil.minute, 2);
	*to++ = ':';
	to = put_digits(to, civil.second, 2);
	if (is_utc) {
		*to++ = 'Z';
	} else {
		*to++ = minutes < 0 ? '-' : '+';
		minutes = minutes < 0 ? -minutes : minutes;
		to = put_digits(to, minutes / 60, 2);
		*to++ = ':';
		to = put_digits(to, minutes % 60, 2);
	}
	*to = '\0';
	return ret;
}

char *om__day_print(int64_t day, char ret[OM_TIME_TEXT])
{
	const int64_t most = 97000 * (int64_t)365;
	struct om_civil civil;

	/* Five digits of year are what the room is for. */
	om__civil_from_days(day > most ? most : day < -most ? -most : day, &civil);
	*put_date(ret, &civil) = '\0';
	return ret;
}
