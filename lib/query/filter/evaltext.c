/* Texts of facts for eval.c: folding, trimming, members of sets, patterns, decimals.  What is done
 * here to a byte is what the fragments of query.sql do to it in the database. */
#include <stdlib.h>
#include "query/filter/evaltext.h"

#define DIGITS_MAX 80

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t blank_at(const char *p, const char *end)
{
	if (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		return 1;
	return end - p >= 2 && p[0] == '\xC2' && p[1] == '\xA0' ? 2 : 0;
}

static void trim(const char **p, const char **end)
{
	size_t n;

	while ((n = blank_at(*p, *end)))
		*p += n;
	for (;;) {
		if (*end > *p && blank_at(*end - 1, *end) == 1)
			*end -= 1;
		else if (*end - *p >= 2 && blank_at(*end - 2, *end) == 2)
			*end -= 2;
		else
			return;
	}
}

struct om__span om__span_of(const struct om_field *f, const char *text)
{
	struct om__span s = {text, text + strlen(text), !om__is_exact(f), false};

	if (f->type == OM_T_TEXT || f->type == OM_T_CELL)
		trim(&s.p, &s.end);
	return s;
}

bool om__span_member(const struct om_field *f, const char **text, struct om__span *ret)
{
	const char *p = *text;

	while (*p == '|')
		p++;
	*ret = (struct om__span){.p = p, .is_folded = !om__is_exact(f)};
	for (; *p && *p != '|'; p++) {
		if (*p == '\\' && p[1]) {
			ret->is_escaped = true;
			p++;
		}
	}
	ret->end = p;
	*text = p;
	return ret->p < ret->end;
}

bool om__span_is_empty(struct om__span s)
{
	return s.p >= s.end;
}

static char next(struct om__span *s)
{
	if (s->is_escaped && *s->p == '\\' && s->p + 1 < s->end)
		s->p++;
	return s->is_folded ? fold(*s->p++) : *s->p++;
}

/* Moves past one UTF-8 character. */
static void skip_char(struct om__span *s)
{
	next(s);
	while (s->p < s->end && ((unsigned char)*s->p & 0xc0) == 0x80)
		s->p++;
}

static bool starts_with(struct om__span s, const char *key)
{
	while (*key) {
		if (s.p >= s.end || next(&s) != *key++)
			return false;
	}
	return true;
}

bool om__span_eq(struct om__span s, const char *key)
{
	while (s.p < s.end)
		if (next(&s) != *key++)
			return false;
	return *key == '\0';
}

bool om__span_has(struct om__span s, const char *key)
{
	for (; s.p < s.end; next(&s))
		if (starts_with(s, key))
			return true;
	return false;
}

bool om__span_glob(struct om__span s, const char *pattern)
{
	const char *after = NULL; /* the pattern behind the last run */
	struct om__span from = s; /* where that run ends for now */

	while (s.p < s.end) {
		struct om__span t = s;
		bool plain = *pattern == '\\' && pattern[1];

		if (*pattern == '*') {
			after = ++pattern;
			from = s;
		} else if (*pattern == '?') {
			skip_char(&s);
			pattern++;
		} else if (*pattern && next(&t) == pattern[plain]) {
			s = t;
			pattern += 1 + plain;
		} else if (after) {
			skip_char(&from);
			s = from;
			pattern = after;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

void om__span_copy(struct om__span s, char *ret, size_t size)
{
	size_t n = 0;

	while (s.p < s.end && n + 1 < size)
		ret[n++] = next(&s);
	ret[n] = '\0';
}

/* ---- decimals ---- */

struct decimal {
	bool is_negative, is_zero;
	char whole[DIGITS_MAX + 1], part[DIGITS_MAX + 1]; /* without outer zeros */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, or groups of three parted by commas. */
static const char *read_whole(const char *p, const char *end, struct decimal *d)
{
	size_t n = 0, group = 0;
	bool commas = false;

	for (; p < end && (is_digit(*p) || *p == ','); p++) {
		if (*p == ',') {
			if (group == 0 || group > 3 || (commas && group != 3))
				return NULL;
			commas = true;
			group = 0;
			continue;
		}
		group++;
		if (n == 0 && *p == '0')
			continue;
		if (n == DIGITS_MAX)
			return NULL;
		d->whole[n++] = *p;
	}
	d->whole[n] = '\0';
	return commas && group != 3 ? NULL : p;
}

static bool read_decimal(const char *text, struct decimal *d)
{
	const char *p = text, *end = text + strlen(text), *from;
	size_t n = 0;

	trim(&p, &end);
	d->is_negative = p < end && *p == '-';
	p += p < end && (*p == '-' || *p == '+');
	from = p;
	p = read_whole(p, end, d);
	if (!p)
		return false;
	if (p < end && *p == '.') {
		for (p++; p < end && is_digit(*p) && n < DIGITS_MAX; p++)
			d->part[n++] = *p;
	}
	while (n && d->part[n - 1] == '0')
		n--;
	d->part[n] = '\0';
	d->is_zero = !d->whole[0] && !d->part[0];
	return p == end && p > from && is_digit(p[-1]);
}

bool om__decimal_cmp(const char *a, const char *b, int *ret_cmp)
{
	struct decimal x, y;
	size_t n, m;
	int c;

	if (!read_decimal(a, &x) || !read_decimal(b, &y))
		return false;
	if (x.is_zero)
		x.is_negative = false;
	if (y.is_zero)
		y.is_negative = false;
	if (x.is_negative != y.is_negative) {
		*ret_cmp = x.is_negative ? -1 : 1;
		return true;
	}
	n = strlen(x.whole);
	m = strlen(y.whole);
	c = n == m ? strcmp(x.whole, y.whole) : n < m ? -1 : 1;
	if (!c)
		c = strcmp(x.part, y.part);
	*ret_cmp = (x.is_negative ? -1 : 1) * (c > 0 ? 1 : c < 0 ? -1 : 0);
	return true;
}
