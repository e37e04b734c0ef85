/* The growing text, and the two escapings that every writer needs: CSV cells and JSON strings.
 *
 * data[len] is NUL at all times.  An empty buffer that never grew points at a shared "" and has
 * cap 0, so that setting one up takes no memory.  is_bad is sticky: with the limit as its cause
 * the text is filled up to exactly max, which tells the two causes apart. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/buf.h"
#include "base/utf8.h"

#define CAP_MIN ((size_t)128)

static char empty[1];

static size_t max_of(const struct om_buf *buf)
{
	return buf->max ? buf->max : OM_BUF_MAX;
}

void om__buf_init(struct om_buf *buf, size_t max)
{
	*buf = (struct om_buf){.data = empty, .max = max};
}

void om__buf_release(struct om_buf *buf)
{
	if (!buf)
		return;
	if (buf->cap)
		free(buf->data);
	om__buf_init(buf, buf->max);
}

void om__buf_clear(struct om_buf *buf)
{
	buf->len = 0;
	buf->is_bad = false;
	if (buf->cap)
		buf->data[0] = '\0';
}

/* Makes room for MORE bytes and the NUL, without a look at the limit. */
static bool grow(struct om_buf *buf, size_t more)
{
	size_t need = buf->len + more + 1;
	size_t cap = buf->cap * 2 < CAP_MIN ? CAP_MIN : buf->cap * 2;

	if (need <= buf->cap)
		return true;
	if (cap < need)
		cap = need;
	char *data = realloc(buf->cap ? buf->data : NULL, cap);
	if (!data) {
		om__memory_refused();
		return false;
	}
	if (!buf->cap)
		data[0] = '\0';
	buf->data = data;
	buf->cap = cap;
	return true;
}

void om__buf_add_slow(struct om_buf *buf, const void *bytes, size_t len)
{
	size_t room = max_of(buf) - buf->len;
	bool is_over = len > room;

	if (buf->is_bad || len == 0)
		return;
	if (is_over)
		len = room;
	buf->is_bad = is_over;
	if (!grow(buf, len)) {
		buf->is_bad = true;
		return;
	}
	memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void om__buf_str(struct om_buf *buf, const char *text)
{
	om__buf_add(buf, text, strlen(text));
}

void om__buf_int(struct om_buf *buf, int64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (number < 0)
		digits[--at] = '-';
	om__buf_add(buf, digits + at, sizeof(digits) - at);
}

void om__buf_fmt(struct om_buf *buf, const char *fmt, ...)
{
	va_list ap, again;

	if (buf->is_bad)
		return;
	va_start(ap, fmt);
	va_copy(again, ap);
	size_t room = buf->cap ? buf->cap - buf->len : 0;
	int len = vsnprintf(room ? buf->data + buf->len : NULL, room, fmt, ap);
	va_end(ap);
	if (len >= 0 && (size_t)len >= room && grow(buf, (size_t)len)) {
		room = buf->cap - buf->len;
		vsnprintf(buf->data + buf->len, room, fmt, again);
	}
	va_end(again);
	if (len < 0 || (size_t)len >= room) {
		buf->is_bad = true;
		if (buf->cap)
			buf->data[buf->len] = '\0';
		return;
	}
	buf->len += (size_t)len;
	if (buf->len > max_of(buf)) {
		buf->is_bad = true;
		buf->len = max_of(buf);
		buf->data[buf->len] = '\0';
	}
}

int om__buf_check(const struct om_buf *buf, struct om_err *err)
{
	if (!buf->is_bad)
		return 0;
	if (buf->len < max_of(buf))
		return om__nomem(err);
	return om_err_set(
		err, OM_ELIMIT, "too-large", "text above its limit of %zu bytes", max_of(buf));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_run_by_spreadsheets(char c)
{
	return c && strchr("=+-@\t", c);
}

bool om__csv_has_guard(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && text[at] == '\'')
		at++;
	return at && at < len && is_run_by_spreadsheets(text[at]);
}

bool om__csv_wants_guard(const char *text, enum om_csv_guard guard)
{
	return (guard == OM_CSV_SAFE && is_run_by_spreadsheets(*text)) ||
		(guard != OM_CSV_PLAIN && om__csv_has_guard(text, strlen(text)));
}

void om__buf_csv(struct om_buf *buf, const char *text, char delim, enum om_csv_guard guard)
{
	bool is_guarded = om__csv_wants_guard(text, guard);
	bool has_quote = false, is_quoted = !is_guarded && is_blank(*text);
	const char *p = text;

	for (; *p; p++) {
		if (*p == '"')
			has_quote = is_quoted = true;
		else if (*p == delim || *p == '\n' || *p == '\r')
			is_quoted = true;
	}
	size_t len = (size_t)(p - text);
	if (len && is_blank(p[-1]))
		is_quoted = true;
	if (is_quoted)
		om__buf_char(buf, '"');
	if (is_guarded)
		om__buf_char(buf, '\'');
	if (!has_quote) {
		om__buf_add(buf, text, len);
	} else {
		for (p = text; *p; p++) {
			if (*p == '"')
				om__buf_char(buf, '"');
			om__buf_char(buf, *p);
		}
	}
	if (is_quoted)
		om__buf_char(buf, '"');
}

/* The escape of one byte that JSON does not take as it is. */
static void add_json_escape(struct om_buf *buf, unsigned char c)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (size_t i = 0; letters[i]; i += 2) {
		if ((unsigned char)letters[i] == c) {
			char pair[] = {'\\', letters[i + 1]};
			om__buf_add(buf, pair, sizeof(pair));
			return;
		}
	}
	om__buf_fmt(buf, "\\u%04x", c);
}

void om__buf_json(struct om_buf *buf, const char *text)
{
	const char *end = text + strlen(text);

	om__buf_char(buf, '"');
	for (const char *p = text; p < end;) {
		const char *plain = p;
		uint32_t code = 0;
		size_t len = 0;
		while (p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\') {
			len = om__utf8_decode(p, (size_t)(end - p), &code);
			if (len == 0)
				break;
			p += len;
		}
		om__buf_add(buf, plain, (size_t)(p - plain));
		if (p == end)
			break;
		if ((unsigned char)*p >= 0x80)
			om__buf_str(buf, "\xEF\xBF\xBD");
		else
			add_json_escape(buf, (unsigned char)*p);
		p++;
	}
	om__buf_char(buf, '"');
}
