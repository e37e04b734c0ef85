/* Text: UTF-8 as a whole, ASCII folding, trimming, whole numbers and yes/no, and sets.
 *
 * Nothing here asks the locale: letters are A to Z, digits 0 to 9, and blanks are space, tab, line
 * ends and the no-break space U+00A0, which spreadsheets leave at the ends of cells. */
#include <stdio.h>
#include "base/text.h"
#include "base/utf8.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char fold(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool om__utf8_valid(const char *text, size_t len)
{
	const uint64_t high_bits = 0x8080808080808080ULL;
	uint32_t code;

	while (len) {
		uint64_t eight;
		if (len >= sizeof(eight)) {
			memcpy(&eight, text, sizeof(eight));
			if (!(eight & high_bits)) {
				text += sizeof(eight);
				len -= sizeof(eight);
				continue;
			}
		}
		size_t one = om__utf8_decode(text, len, &code);
		if (one == 0)
			return false;
		text += one;
		len -= one;
	}
	return true;
}

size_t om__utf8_len(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		if (((unsigned char)*text & 0xC0) != 0x80)
			count++;
	return count;
}

bool om__has_control(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (*p < 0x20 || *p == 0x7F || (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0))
			return true;
	return false;
}

char *om__fold(struct om_arena *arena, const char *text)
{
	char *copy = om__strdup(arena, text);

	for (char *p = copy; p && *p; p++)
		*p = fold(*p);
	return copy;
}

int om__casecmp(const char *a, const char *b)
{
	while (*a && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return (unsigned char)fold(*a) - (unsigned char)fold(*b);
}

bool om__caseeq(const char *a, const char *b)
{
	return om__casecmp(a, b) == 0;
}

/* Bytes of the blank that begins at P, 0 if none does. */
static size_t blank_at(const char *p)
{
	if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
		return 1;
	return p[0] == '\xC2' && p[1] == '\xA0' ? 2 : 0;
}

/* Bytes of the blank that ends before END, no further back than START. */
static size_t blank_before(const char *start, const char *end)
{
	if (end == start)
		return 0;
	if (blank_at(end - 1) == 1)
		return 1;
	return end - start >= 2 && blank_at(end - 2) == 2 ? 2 : 0;
}

static char *trim_span(struct om_arena *arena, const char *start, const char *end)
{
	while (start < end && blank_at(start))
		start += blank_at(start);
	for (size_t len; start < end && (len = blank_before(start, end)) > 0;)
		end -= len;
	return om__strndup(arena, start, (size_t)(end - start));
}

char *om__trim(struct om_arena *arena, const char *text)
{
	return trim_span(arena, text, text + strlen(text));
}

bool om__has_stray_blank(const char *text)
{
	return blank_at(text) || blank_before(text, text + strlen(text));
}

char *om__header_key(struct om_arena *arena, const char *text)
{
	char *key = om__alloc(arena, strlen(text) + 1), *to = key;

	if (!key)
		return NULL;
	for (const char *p = text; *p; p++) {
		size_t blank = blank_at(p);
		if (blank == 2)
			p++;
		else if (is_digit(*p) || (fold(*p) >= 'a' && fold(*p) <= 'z') ||
			(unsigned char)*p >= 0x80)
			*to++ = fold(*p);
	}
	return key;
}

static const char *skip_digits(const char *p)
{
	while (is_digit(*p))
		p++;
	return p;
}

/* The sign is part of the form: spreadsheets always write it, and 1E5 is somebody's SKU.  The
 * fraction may have a comma, as in a German Excel. */
bool om__is_scientific(const char *text)
{
	const char *p = skip_digits(text);

	if (p == text)
		return false;
	if ((*p == '.' || *p == ',') && is_digit(p[1]))
		p = skip_digits(p + 1);
	if (fold(*p) != 'e' || (p[1] != '+' && p[1] != '-') || !is_digit(p[2]))
		return false;
	return *skip_digits(p + 2) == '\0';
}

int om__int_parse(const char *text, int64_t *ret, struct om_err *err)
{
	const char *p = text;
	bool is_negative = *p == '-', is_too_large = false;
	int64_t number = 0;

	if (*p == '-' || *p == '+')
		p++;
	if (!is_digit(*p) || *skip_digits(p))
		return om_err_set(
			err, OM_EINVAL, "not-integer", "'%s' is not a whole number", text);
	for (; *p; p++) {
		int digit = is_negative ? '0' - *p : *p - '0';
		if (__builtin_mul_overflow(number, 10, &number) ||
			__builtin_add_overflow(number, digit, &number))
			is_too_large = true;
	}
	if (is_too_large)
		return om_err_set(err, OM_EINVAL, "out-of-range", "number '%s' is too large", text);
	*ret = number;
	return 0;
}

int om__bool_parse(const char *text, bool *ret, struct om_err *err)
{
	static const char *const words[][2] = {
		{"no", "yes"}, {"n", "y"}, {"false", "true"}, {"0", "1"}};

	for (size_t i = 0; i < OM_COUNT(words); i++) {
		for (int truth = 0; truth < 2; truth++) {
			if (om__caseeq(text, words[i][truth])) {
				*ret = truth;
				return 0;
			}
		}
	}
	return om_err_set(err, OM_EINVAL, "not-boolean", "'%s' is not yes or no", text);
}

/* Bytes of the member of a stored set that begins at P, with its escapes. */
static size_t member_len(const char *p, char sep)
{
	const char *start = p;

	for (; *p && *p != sep; p++)
		if (*p == '\\' && p[1])
			p++;
	return (size_t)(p - start);
}

/* The member of LEN bytes at P without its escapes; outer blanks of a typed list are cut. */
static char *member_at(struct om_arena *arena, const char *p, size_t len, char sep)
{
	char *copy = sep == '|' ? om__strndup(arena, p, len) : trim_span(arena, p, p + len);
	char *to = copy;

	if (!copy)
		return NULL;
	for (const char *from = copy; *from; from++) {
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from;
	}
	*to = '\0';
	return copy;
}

struct om_set *om__set_split(struct om_arena *arena, const char *text, char sep)
{
	struct om_set *set = OM_NEW(arena, struct om_set);
	size_t most = 1;

	for (const char *p = text; *p; p++)
		most += *p == sep;
	if (!set || !(set->members = OM_NEWN(arena, char *, most)))
		return NULL;
	for (const char *p = text; *p;) {
		size_t len = member_len(p, sep);
		char *member = member_at(arena, p, len, sep);
		if (!member)
			return NULL;
		if (*member)
			set->members[set->count++] = member;
		p += len;
		if (*p == sep)
			p++;
	}
	return set;
}

char *om__set_join(struct om_arena *arena, const struct om_set *set)
{
	size_t size = 1;

	for (size_t i = 0; i < set->count; i++)
		size += 2 * strlen(set->members[i]) + 1;
	char *text = om__alloc(arena, size), *to = text;
	if (!text)
		return NULL;
	for (size_t i = 0; i < set->count; i++) {
		if (to > text)
			*to++ = '|';
		for (const char *p = set->members[i]; *p; p++) {
			if (*p == '|' || *p == '\\')
				*to++ = '\\';
			*to++ = *p;
		}
	}
	return text;
}

bool om__is_email(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && at[1] && at[1] != '.' && !strchr(at + 1, '@') &&
		strchr(at + 1, '.') && !strpbrk(text, " \t,;<>\"") &&
		text[strlen(text) - 1] != '.' && !om__has_control(text);
}
