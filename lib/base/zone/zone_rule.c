/* The POSIX rule at the end of a TZif file (RFC 8536, 3.3.1): how a zone goes on for ever.
 *
 * Offsets are kept east of UTC, the opposite of how the text writes them.  A time of change may lie
 * outside its day, so the changes of the neighbouring years are looked at too. */
#include "base/time.h"
#include "base/zone/zone.h"

#define HOUR 3600
#define HOURS_MAX 167

/* Reads a number of at most three digits up to MAX. */
static bool read_number(const char **p, int max, int *ret)
{
	const char *start = *p;

	for (*ret = 0; **p >= '0' && **p <= '9' && *p - start < 3; ++*p)
		*ret = *ret * 10 + (**p - '0');
	return *p > start && *ret <= max;
}

/* Reads `[+-]hh[:mm[:ss]]` as seconds. */
static bool read_clock(const char **p, int max_hours, int64_t *ret)
{
	int parts[3] = {0, 0, 0};
	bool is_negative = **p == '-';

	if (**p == '-' || **p == '+')
		++*p;
	if (!read_number(p, max_hours, &parts[0]))
		return false;
	for (int i = 1; i < 3 && **p == ':'; i++) {
		++*p;
		if (!read_number(p, 59, &parts[i]))
			return false;
	}
	*ret = (int64_t)parts[0] * HOUR + parts[1] * 60 + parts[2];
	if (is_negative)
		*ret = -*ret;
	return true;
}

/* Reads `EST` or `<-02>`. */
static bool read_name(const char **p, char ret[16])
{
	bool is_quoted = **p == '<';
	size_t len = 0;

	if (is_quoted)
		++*p;
	for (;; ++*p) {
		char c = **p;
		bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		bool is_sign = (c >= '0' && c <= '9') || c == '+' || c == '-';
		if (!is_letter && !(is_quoted && is_sign))
			break;
		if (len + 1 == sizeof(char[16]))
			return false;
		ret[len++] = c;
	}
	ret[len] = '\0';
	if (is_quoted && *(*p)++ != '>')
		return false;
	return len >= 3;
}

/* Reads `,M3.2.0/2`, `,J60` or `,59`. */
static bool read_change(const char **p, struct om__change *ret)
{
	*ret = (struct om__change){.seconds = 2 * HOUR};
	if (*(*p)++ != ',')
		return false;
	if (**p == 'M') {
		++*p;
		if (!read_number(p, 12, &ret->month) || ret->month < 1 || *(*p)++ != '.' ||
			!read_number(p, 5, &ret->week) || ret->week < 1 || *(*p)++ != '.' ||
			!read_number(p, 6, &ret->day))
			return false;
	} else {
		bool is_julian = **p == 'J';
		ret->kind = is_julian ? OM__RULE_JULIAN : OM__RULE_ZERO_BASED;
		*p += is_julian;
		if (!read_number(p, 365, &ret->day) || (is_julian && ret->day < 1))
			return false;
	}
	if (**p != '/')
		return true;
	++*p;
	return read_clock(p, HOURS_MAX, &ret->seconds);
}

bool om__rule_parse(const char *text, struct om__rule *ret)
{
	const char *p = text;
	int64_t west = 0;

	*ret = (struct om__rule){0};
	if (!read_name(&p, ret->std_name) || !read_clock(&p, 24, &west))
		return false;
	ret->std_offset = -west;
	ret->is_set = true;
	if (!*p)
		return true;
	if (!read_name(&p, ret->dst_name))
		return false;
	ret->has_dst = true;
	ret->dst_offset = ret->std_offset + HOUR;
	if (*p && *p != ',') {
		if (!read_clock(&p, 24, &west))
			return false;
		ret->dst_offset = -west;
	}
	return read_change(&p, &ret->to_dst) && read_change(&p, &ret->to_std) && !*p;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Day number of a change in YEAR. */
static int64_t change_day(const struct om__change *change, int year)
{
	int64_t new_year = om__days_from_civil(year, 1, 1);

	if (change->kind == OM__RULE_ZERO_BASED)
		return new_year + change->day;
	/* J60 is 1 March in every year: 29 February is never counted. */
	if (change->kind == OM__RULE_JULIAN)
		return new_year + change->day - 1 + (is_leap(year) && change->day >= 60);
	int64_t first = om__days_from_civil(year, change->month, 1);
	int64_t next_month = change->month == 12 ? om__days_from_civil(year + 1, 1, 1)
						 : om__days_from_civil(year, change->month + 1, 1);
	int64_t day = first + (change->day - om__weekday(first) % 7 + 7) % 7;
	day += 7 * (change->week - 1);
	/* Week 5 is the last one. */
	return day >= next_month ? day - 7 : day;
}

/* Takes the change at WHEN into the stretch SPAN around AT: the last change up to AT makes it, the
 * first one after AT ends it. */
static void weigh_change(struct om__span *span, int64_t *last, int64_t at, int64_t when,
	int64_t offset, const char *name)
{
	if (when > at) {
		if (when < span->until)
			span->until = when;
	} else if (when >= *last) {
		*last = when;
		span->offset = offset;
		span->abbreviation = name;
	}
}

struct om__span om__rule_span(const struct om__rule *rule, int64_t at)
{
	struct om__span span = {rule->std_offset, INT64_MAX, rule->std_name};
	struct om_civil civil;
	int64_t last = INT64_MIN;

	if (!rule->has_dst)
		return span;
	int64_t local = at + rule->std_offset;
	om__civil_from_days(local / OM_DAY_SECONDS - (local % OM_DAY_SECONDS < 0), &civil);
	for (int year = civil.year - 1; year <= civil.year + 1; year++) {
		/* Both changes at one instant mean summer time all year: it is looked at last and
		 * wins. */
		int64_t to_std = change_day(&rule->to_std, year) * OM_DAY_SECONDS +
			rule->to_std.seconds - rule->dst_offset;
		int64_t to_dst = change_day(&rule->to_dst, year) * OM_DAY_SECONDS +
			rule->to_dst.seconds - rule->std_offset;
		if (to_std <= to_dst) {
			weigh_change(&span, &last, at, to_std, rule->std_offset, rule->std_name);
			weigh_change(&span, &last, at, to_dst, rule->dst_offset, rule->dst_name);
		} else {
			weigh_change(&span, &last, at, to_dst, rule->dst_offset, rule->dst_name);
			weigh_change(&span, &last, at, to_std, rule->std_offset, rule->std_name);
		}
	}
	return span;
}
