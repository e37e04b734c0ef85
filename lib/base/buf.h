/* A growing text on the heap with a limit and a sticky error: write as often as you like, look
 * once.  Always NUL-terminated, may hold any byte. */
#ifndef OM_BUF_H
#define OM_BUF_H

#include "base/base.h"

struct om_buf {
	char *data; /* never NULL after om__buf_init: "" while empty */
	size_t len, cap;
	size_t max;  /* named limit of the caller; 0 = OM_BUF_MAX */
	bool is_bad; /* memory or the limit is gone; the content is cut */
};
#define OM_BUF_MAX ((size_t)1 << 30)

/* Life cycle, and what is appended: bytes, a text, a character, a number, a format. */
void om__buf_init(struct om_buf *, size_t max);
void om__buf_release(struct om_buf *);
void om__buf_clear(struct om_buf *);
void om__buf_str(struct om_buf *, const char *);
void om__buf_int(struct om_buf *, int64_t);
void om__buf_fmt(struct om_buf *, const char *fmt, ...) OM_PRINTF(2, 3);
/* The two that every byte of output goes through; they leave the line only to grow. */
void om__buf_add_slow(struct om_buf *, const void *bytes, size_t len);
static inline void om__buf_add(struct om_buf *buf, const void *bytes, size_t len)
{
	size_t max = buf->max ? buf->max : OM_BUF_MAX;

	if (buf->is_bad || len >= buf->cap - buf->len || len > max - buf->len) {
		om__buf_add_slow(buf, bytes, len);
		return;
	}
	memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = 0;
}
static inline void om__buf_char(struct om_buf *buf, char c)
{
	om__buf_add(buf, &c, 1);
}

/* 0, or OM_ENOMEM / OM_ELIMIT with ERR filled. */
int om__buf_check(const struct om_buf *, struct om_err *) OM_MUST_USE;

/* Which cells get an apostrophe before them, which readers of sheets take away again. */
enum om_csv_guard {
	OM_CSV_PLAIN, /* none */
	OM_CSV_EXACT, /* whose own apostrophe a reader would take away: ''=1 stands for '=1 */
	OM_CSV_SAFE,  /* also what a spreadsheet would run: = + - @ or tab at the begin */
};
/* Does TEXT begin with an apostrophe that guards the rest: more of them or none, and then one of =
 * + - @ tab? */
bool om__csv_has_guard(const char *text, size_t len);
/* Does TEXT get an apostrophe before it? */
bool om__csv_wants_guard(const char *text, enum om_csv_guard);
/* Appends TEXT as a CSV cell (RFC 4180): quoted only where DELIM, a quote, CR, LF or a blank at an
 * end makes it necessary.  An empty text gives an empty cell. */
void om__buf_csv(struct om_buf *, const char *text, char delim, enum om_csv_guard);
/* Appends TEXT as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void om__buf_json(struct om_buf *, const char *text);

#endif
