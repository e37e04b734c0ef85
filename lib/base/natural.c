/* Natural order (shipping.md R16.5), as a comparison and as a key whose bytes sort the same way.
 *
 * Three looks decide, one after the other: the text with its numbers as numbers and its letters
 * without case; the leading zeros of its numbers, from the left; its bytes.  The key is these three
 * parts, and leaves out what cannot decide, so that a usual "A-10-1" takes no more than 9 bytes.
 * tests/unit/text.c holds the two together with random texts. */
#include "base/buf.h"
#include "base/text.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned char fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* A run of digits: its leading zeros, and where its other digits stand. */
struct number {
	const char *digits;
	size_t zeros, len;
};

static struct number read_number(const char **p)
{
	struct number number = {0};
	const char *at = *p;

	while (*at == '0')
		at++;
	number.zeros = (size_t)(at - *p);
	number.digits = at;
	while (is_digit(*at))
		at++;
	number.len = (size_t)(at - number.digits);
	*p = at;
	return number;
}

static int cmp_size(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

int om__natural_cmp(const char *a, const char *b)
{
	const char *p = a, *q = b;
	int by_zeros = 0;

	while (*p && *q) {
		if (!is_digit(*p) || !is_digit(*q)) {
			if (fold(*p) != fold(*q))
				break;
			p++;
			q++;
			continue;
		}
		struct number m = read_number(&p), n = read_number(&q);
		int order = cmp_size(m.len, n.len);
		if (order == 0)
			order = memcmp(m.digits, n.digits, m.len);
		if (order != 0)
			return order;
		if (by_zeros == 0)
			by_zeros = cmp_size(m.zeros, n.zeros);
	}
	if (*p || *q)
		return fold(*p) - fold(*q);
	return by_zeros ? by_zeros : strcmp(a, b);
}

/* A length as text that sorts like the number: one byte up to 63, else a mark and 16 digits. */
static void add_length(struct om_buf *buf, size_t length)
{
	if (length < 64)
		om__buf_char(buf, (char)(0x20 + length));
	else
		om__buf_fmt(buf, "~%016zx", length);
}

/* The first part.  A number opens with '0', where its digits stand among the other bytes.  Byte 1
 * closes the part, so a 1 in the text is written as 2 1, and a 2 as 2 2. */
static void add_folded(struct om_buf *buf, const char *text, bool *ret_has_lower)
{
	*ret_has_lower = false;
	for (const char *p = text; *p;) {
		if (is_digit(*p)) {
			struct number number = read_number(&p);
			om__buf_char(buf, '0');
			add_length(buf, number.len);
			om__buf_add(buf, number.digits, number.len);
			continue;
		}
		if (*p == 1 || *p == 2)
			om__buf_char(buf, 2);
		if (*p >= 'a' && *p <= 'z')
			*ret_has_lower = true;
		om__buf_char(buf, (char)fold(*p++));
	}
}

/* The second part: the zeros of each number. */
static void add_zeros(struct om_buf *buf, const char *text)
{
	for (const char *p = text; *p;) {
		if (is_digit(*p))
			add_length(buf, read_number(&p).zeros);
		else
			p++;
	}
}

char *om__natural_key(struct om_arena *arena, const char *text)
{
	struct om_buf buf;
	bool has_lower;
	char *key = NULL;

	om__buf_init(&buf, 0);
	add_folded(&buf, text, &has_lower);
	size_t end_of_folded = buf.len;
	om__buf_char(&buf, 1);
	size_t end_of_mark = buf.len;
	add_zeros(&buf, text);
	if (has_lower) {
		om__buf_str(&buf, text);
	} else if (!buf.is_bad) {
		/* The text without a small letter is the least of those that differ in case only,
		 * and a count of no zeros the least count: both can be left away at the end. */
		while (buf.len > end_of_mark && buf.data[buf.len - 1] == 0x20)
			buf.len--;
		if (buf.len == end_of_mark)
			buf.len = end_of_folded;
	}
	if (!buf.is_bad)
		key = om__strndup(arena, buf.data, buf.len);
	om__buf_release(&buf);
	return key;
}
