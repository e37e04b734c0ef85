/* Times of the filter language (bots.md, "Times"): day words, periods, offsets, dates, and their
 * bounds.
 *
 * Every time is a half-open stretch: an instant is one second, a day or period runs to the first
 * instant of the next.  What depends on the zone is kept as it was written and resolved for each
 * zone; `now` is fixed in the environment of the filter. */
#include "base/text.h"
#include "query/filter/parse.h"

#define OFFSET_MAX 99999
#define WORKDAYS_MAX 3660

static const struct {
	const char *text;
	int shift; /* days from today */
	bool is_now;
} bases[] = {
	{"now", 0, true},
	{"today", 0, false},
	{"yesterday", -1, false},
	{"tomorrow", 1, false},
};
static const char *const units[] = {"min", "h", "d", "w", "mo", "y", "bd"};

/* ---- reading ---- */

/* +N or -N with a unit; empty is no offset. */
static bool read_offset(const char *s, struct om__when *ret)
{
	int64_t n = 0;
	int digits = 0;
	bool minus = *s == '-';

	if (!*s)
		return true;
	if (*s != '+' && *s != '-')
		return false;
	for (s++; *s >= '0' && *s <= '9' && digits < 6; s++, digits++)
		n = n * 10 + (*s - '0');
	if (!digits || n > OFFSET_MAX || (!strcmp(s, "bd") && n > WORKDAYS_MAX))
		return false;
	for (size_t i = 0; i < OM_COUNT(units); i++) {
		if (strcmp(s, units[i]) != 0)
			continue;
		memcpy(ret->unit, units[i], strlen(units[i]) + 1);
		ret->offset = minus ? -n : n;
		return true;
	}
	return false;
}

static bool read_base(const char *text, struct om__when *ret)
{
	for (size_t i = 0; i < OM_COUNT(bases); i++) {
		size_t len = strlen(bases[i].text);
		if (strncmp(text, bases[i].text, len) != 0 ||
			(text[len] >= 'a' && text[len] <= 'z'))
			continue;
		ret->kind = bases[i].is_now ? OM__W_NOW : OM__W_TODAY;
		ret->day = bases[i].shift;
		return read_offset(text + len, ret);
	}
	return false;
}

static bool read_period(const char *text, struct om__when *ret)
{
	static const char *const which[] = {"last-", "this-", "next-"};
	static const char *const names[] = {"week", "month", "quarter", "year"};

	if (strlen(text) < 5)
		return false;
	for (int i = 0; i < 3; i++) {
		if (strncmp(text, which[i], 5) != 0)
			continue;
		for (size_t j = 0; j < OM_COUNT(names); j++) {
			if (strcmp(text + 5, names[j]) != 0)
				continue;
			ret->kind = OM__W_PERIOD;
			ret->which = i - 1;
			ret->unit[0] = names[j][0];
			ret->unit[1] = '\0';
			return true;
		}
	}
	return false;
}

bool om__when_is_word(const char *text)
{
	struct om__when w;

	return read_base(text, &w) || read_period(text, &w);
}

/* N digits at *S, which moves on. */
static bool digits(const char **s, int n, int *ret)
{
	*ret = 0;
	for (; n; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*ret = *ret * 10 + (**s - '0');
	}
	return true;
}

static bool sign(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* Z, +HH:MM, -HH:MM, or nothing (local). */
static bool read_zone(const char *s, struct om__when *ret)
{
	struct om_civil c = ret->civil;
	int h = 0, m = 0, minus = *s == '-';
	int64_t at;

	if (!*s)
		return true;
	if (!sign(&s, 'Z')) {
		if (!(sign(&s, '+') || sign(&s, '-')) || !digits(&s, 2, &h) || !sign(&s, ':') ||
			!digits(&s, 2, &m) || h > 23 || m > 59)
			return false;
	}
	at = om__days_from_civil(c.year, c.month, c.day) * 86400 + c.hour * 3600 + c.minute * 60 +
		c.second;
	ret->kind = OM__W_INSTANT;
	ret->at = at - (minus ? -1 : 1) * (h * 3600 + m * 60);
	return *s == '\0';
}

/* YYYY-MM-DD[(T| )HH:MM[:SS][zone]] */
static bool read_date(const char *s, struct om__when *ret)
{
	struct om_civil *c = &ret->civil;

	*c = (struct om_civil){0};
	if (!digits(&s, 4, &c->year) || !sign(&s, '-') || !digits(&s, 2, &c->month) ||
		!sign(&s, '-') || !digits(&s, 2, &c->day) || c->year < 1 || !om__civil_valid(c))
		return false;
	if (!*s) {
		ret->kind = OM__W_DAY;
		ret->day = om__days_from_civil(c->year, c->month, c->day);
		return true;
	}
	if (!(sign(&s, 'T') || sign(&s, ' ')) || !digits(&s, 2, &c->hour) || !sign(&s, ':') ||
		!digits(&s, 2, &c->minute) || (*s == ':' && (s++, !digits(&s, 2, &c->second))))
		return false;
	ret->kind = OM__W_LOCAL;
	return om__civil_valid(c) && read_zone(s, ret);
}

static bool has_clock(const struct om__when *w)
{
	return w->kind == OM__W_INSTANT || w->kind == OM__W_LOCAL || w->kind == OM__W_NOW ||
		!strcmp(w->unit, "h") || !strcmp(w->unit, "min");
}

/* A base with an offset that is none: `today+3x`, `now-`. */
static bool has_bad_offset(const char *text)
{
	struct om__when w;
	size_t n = strcspn(text, "+-");
	char base[12] = "";

	if (!text[n] || n >= sizeof(base))
		return false;
	memcpy(base, text, n);
	base[n] = '\0';
	return read_base(base, &w) && !read_base(text, &w);
}

int om__when_read(struct om__parse *p, const struct om_field *f, const struct om__token *t,
	struct om__when *ret)
{
	static const char words[] =
		"now today yesterday tomorrow this-week last-week next-week this-month last-month "
		"next-month this-quarter last-quarter next-quarter this-year last-year next-year";
	char *near;

	*ret = (struct om__when){0};
	if (has_bad_offset(t->text)) {
		om__parse_fail(
			p, t->at, "filter-unit", "'%.60s' has no offset that can be read", t->text);
		om_err_field(p->err, f->name, t->text);
		om_err_hint(p->err, "one offset of min h d w mo y bd: today+3d");
		return OM_EINVAL;
	}
	if (!read_base(t->text, ret) && !read_period(t->text, ret) && !read_date(t->text, ret)) {
		om__parse_fail(p, t->at, "filter-value", "'%.60s' is not a %s", t->text,
			f->type == OM_T_DAY ? "day" : "time");
		om_err_field(p->err, f->name, t->text);
		near = om__nearest(p->arena, t->text, words);
		if (near)
			om_err_hint(p->err, "did you mean '%s'?", near);
		else
			om_err_hint(p->err, "such as 2026-03-08, today-3d or last-week");
		return OM_EINVAL;
	}
	if (f->type == OM_T_DAY && has_clock(ret)) {
		om__parse_fail(p, t->at, "filter-value", "'%.60s' has a time of day, '%s' is a day",
			t->text, f->name);
		om_err_field(p->err, f->name, t->text);
		return OM_EINVAL;
	}
	return 0;
}

/* ---- bounds ---- */

static int64_t add_months(int64_t day, int64_t n)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct om_civil c;
	int64_t months;
	int last;

	om__civil_from_days(day, &c);
	months = (int64_t)c.year * 12 + c.month - 1 + n;
	c.year = (int)(months / 12);
	c.month = (int)(months % 12) + 1;
	if (months < 12) { /* before year 1 */
		c.year = 1;
		c.month = 1;
	}
	last = lengths[c.month - 1];
	if (c.month == 2 && ((c.year % 4 == 0 && c.year % 100 != 0) || c.year % 400 == 0))
		last = 29;
	return om__days_from_civil(c.year, c.month, c.day < last ? c.day : last);
}

static bool is_workday(const struct om_filter_env *env, int64_t day)
{
	size_t lo = 0, hi = env->holiday_count;

	if (om__weekday(day) > 5)
		return false;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (env->holidays[mid] == day)
			return false;
		if (env->holidays[mid] < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return true;
}

static int64_t move_day(const struct om_filter_env *env, const struct om__when *w, int64_t day)
{
	int step = w->offset < 0 ? -1 : 1;

	if (!strcmp(w->unit, "d"))
		return day + w->offset;
	if (!strcmp(w->unit, "w"))
		return day + 7 * w->offset;
	if (!strcmp(w->unit, "mo"))
		return add_months(day, w->offset);
	if (!strcmp(w->unit, "y"))
		return add_months(day, 12 * w->offset);
	if (strcmp(w->unit, "bd") != 0)
		return day;
	for (int64_t left = w->offset * step; left > 0;) {
		day += step;
		left -= is_workday(env, day);
	}
	return day;
}

static int64_t clock_offset(const struct om__when *w)
{
	if (!strcmp(w->unit, "h"))
		return w->offset * 3600;
	return strcmp(w->unit, "min") ? 0 : w->offset * 60;
}

/* First day of the period and of the one after it. */
static void period_days(const struct om__when *w, const struct om_filter_env *env, int64_t today,
	int64_t *ret_a, int64_t *ret_b)
{
	int week_start = env->week_start ? env->week_start : 1;
	int months = w->unit[0] == 'm' ? 1 : w->unit[0] == 'q' ? 3 : 12;
	struct om_civil c;

	if (w->unit[0] == 'w') {
		*ret_a = today - (om__weekday(today) - week_start + 7) % 7 + 7 * w->which;
		*ret_b = *ret_a + 7;
		return;
	}
	om__civil_from_days(today, &c);
	today = om__days_from_civil(c.year, (c.month - 1) / months * months + 1, 1);
	*ret_a = add_months(today, w->which * months);
	*ret_b = add_months(today, (w->which + 1) * months);
}

void om__when_days(const struct om__when *w, const struct om_filter_env *env,
	const struct om_zone *zone, int64_t *ret_a, int64_t *ret_b)
{
	int64_t today = om__time_day(zone, env->now);

	if (w->kind == OM__W_PERIOD) {
		period_days(w, env, today, ret_a, ret_b);
		return;
	}
	*ret_a = w->kind == OM__W_DAY ? w->day : move_day(env, w, today + w->day);
	*ret_b = *ret_a + 1;
}

/* Now, moved by days that keep the local clock. */
static int64_t moved_now(
	const struct om__when *w, const struct om_filter_env *env, const struct om_zone *zone)
{
	struct om_civil c, moved;
	int64_t day;

	if (!w->unit[0] || !strcmp(w->unit, "h") || !strcmp(w->unit, "min"))
		return env->now + clock_offset(w);
	om__time_local(zone, env->now, &c);
	day = move_day(env, w, om__days_from_civil(c.year, c.month, c.day));
	om__civil_from_days(day, &moved);
	c.year = moved.year;
	c.month = moved.month;
	c.day = moved.day;
	return om__time_instant(zone, &c);
}

void om__when_bounds(const struct om__when *w, const struct om_filter_env *env,
	const struct om_zone *zone, int64_t *ret_a, int64_t *ret_b)
{
	int64_t a, b;

	switch (w->kind) {
	case OM__W_INSTANT: a = w->at; break;
	case OM__W_LOCAL: a = om__time_instant(zone, &w->civil); break;
	case OM__W_NOW: a = moved_now(w, env, zone); break;
	default:
		om__when_days(w, env, zone, &a, &b);
		a = om__day_start(zone, a);
		if (w->kind == OM__W_TODAY && clock_offset(w)) {
			a += clock_offset(w);
			break;
		}
		*ret_a = a;
		*ret_b = om__day_start(zone, b);
		return;
	}
	*ret_a = a;
	*ret_b = a + 1;
}

bool om__when_is_local(const struct om__when *w)
{
	if (w->kind == OM__W_INSTANT)
		return false;
	return w->kind != OM__W_NOW ||
		(w->unit[0] && strcmp(w->unit, "h") && strcmp(w->unit, "min"));
}
