/* Physical lines of a text file, decoded to UTF-8.
 *
 * The buffer holds whole lines: it grows up to OM_INPUT_LINE_MAX and no further.  in[pos..len) is
 * decoded and not yet given.  The next LF and the next CR are remembered, so that no byte is
 * searched twice.  A line is looked at for NUL bytes and for valid UTF-8 when it is given, so that
 * an error names its line. */
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>
#include "base/text.h"
#include "sheet/input/input.h"

#define RAW_SIZE ((size_t)64 << 10)
#define ROOM ((size_t)64 << 10) /* free bytes that a fill asks for at least */

struct om__input {
	int fd;
	char source[160];
	char *in;
	size_t cap, pos, len;
	size_t lf, cr; /* nothing of the kind stands between pos and here */
	int64_t base;  /* offset of in[0] */
	int64_t begin; /* position of the file when it was opened, -1 for pipes */
	int64_t bytes, line;
	bool is_eof, is_cut; /* is_cut: a byte sequence of the encoding is wrong after in[len) */
	bool has_iconv;
	iconv_t iconv;
	char encoding[40];
	char *raw;
	size_t raw_len;
};

static int fail(const struct om__input *in, struct om_err *err, const char *word, const char *text)
{
	int code = om_err_set(err, OM_EINVAL, word, "%s", text);

	om_err_at(err, in->source, in->line, 0);
	return code;
}

static int reserve(struct om__input *in, struct om_err *err)
{
	size_t cap;
	char *p;

	if (in->pos) {
		memmove(in->in, in->in + in->pos, in->len - in->pos);
		in->lf = in->lf > in->pos ? in->lf - in->pos : 0;
		in->cr = in->cr > in->pos ? in->cr - in->pos : 0;
		in->base += (int64_t)in->pos;
		in->len -= in->pos;
		in->pos = 0;
	}
	if (in->cap - in->len >= ROOM)
		return 0;
	if (in->len > OM_INPUT_LINE_MAX)
		return fail(in, err, "too-long", "a line of more than 16 MiB");
	cap = in->cap ? in->cap * 2 : ROOM * 4;
	p = realloc(in->in, cap);
	if (!p)
		return om__nomem(err);
	in->in = p;
	in->cap = cap;
	return 0;
}

static ssize_t read_some(struct om__input *in, void *to, size_t size, struct om_err *err)
{
	ssize_t n;

	do
		n = read(in->fd, to, size);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		om_err_set(err, OM_EIO, "io", "cannot read: %s", strerror(errno));
		om_err_at(err, in->source, 0, 0);
		return -1;
	}
	in->bytes += n;
	return n;
}

/* Decodes what stands in raw; sequences that are not complete wait there for the next bytes. */
static void decode(struct om__input *in)
{
	char *from = in->raw, *to = in->in + in->len;
	size_t from_left = in->raw_len, to_left = in->cap - in->len;
	size_t rc = iconv(in->iconv, &from, &from_left, &to, &to_left);

	if (rc == (size_t)-1 && errno == EILSEQ)
		in->is_cut = true;
	in->len = (size_t)(to - in->in);
	memmove(in->raw, from, from_left);
	in->raw_len = from_left;
}

/* A file with the mark of UTF-8 is that, whatever was said: so are the refused rows of a file in
 * another encoding. */
static bool is_marked(const struct om__input *in)
{
	return in->bytes == (int64_t)in->raw_len && in->raw_len >= 3 &&
		!memcmp(in->raw, "\xef\xbb\xbf", 3);
}

static int fill_encoded(struct om__input *in, struct om_err *err)
{
	size_t before = in->len;
	ssize_t n;

	n = read_some(in, in->raw + in->raw_len, RAW_SIZE - in->raw_len, err);
	if (n < 0)
		return OM_EIO;
	in->raw_len += (size_t)n;
	if (is_marked(in)) {
		memcpy(in->in + in->len, in->raw, in->raw_len);
		in->len += in->raw_len;
		iconv_close(in->iconv);
		in->has_iconv = false;
		return 0;
	}
	decode(in);
	if (n == 0 && in->len == before) {
		in->is_cut |= in->raw_len > 0;
		in->is_eof = true;
	}
	in->is_eof |= in->is_cut;
	return 0;
}

static int fill(struct om__input *in, struct om_err *err)
{
	ssize_t n;
	int rc = reserve(in, err);

	if (rc < 0)
		return rc;
	if (in->has_iconv)
		return fill_encoded(in, err);
	n = read_some(in, in->in + in->len, in->cap - in->len, err);
	if (n < 0)
		return OM_EIO;
	in->len += (size_t)n;
	in->is_eof = n == 0;
	return 0;
}

/* Files that only look like text: a workbook, or UTF-16 read as UTF-8. */
static int check_magic(const struct om__input *in, struct om_err *err)
{
	const unsigned char *p = (const unsigned char *)in->in;
	int rc;

	if (in->has_iconv)
		return 0;
	if (in->len >= 4 && !memcmp(p, "PK\003\004", 4)) {
		rc = fail(in, err, "bad-encoding", "this is a workbook or archive, not text");
		om_err_hint(err, "save the sheet as CSV");
		return rc;
	}
	if (in->len >= 2 && ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff))) {
		rc = fail(in, err, "bad-encoding", "the file is UTF-16, not UTF-8");
		om_err_hint(err, "--encoding UTF-16");
		return rc;
	}
	return 0;
}

static int begin(struct om__input *in, struct om_err *err)
{
	int rc = 0;

	while (in->len < 4 && !in->is_eof && rc == 0)
		rc = fill(in, err);
	if (rc == 0)
		rc = check_magic(in, err);
	/* The mark would otherwise stay in the first header. */
	if (rc == 0 && in->len >= 3 && !memcmp(in->in, "\xef\xbb\xbf", 3))
		in->pos = 3;
	return rc;
}

static int open_iconv(struct om__input *in, const char *encoding, struct om_err *err)
{
	if (!encoding || !strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8"))
		return 0;
	snprintf(in->encoding, sizeof(in->encoding), "%s", encoding);
	/* orders.md "Sheets" calls it so, iconv does not. */
	in->iconv = iconv_open("UTF-8", strcasecmp(encoding, "latin-1") ? encoding : "ISO-8859-1");
	if (in->iconv == (iconv_t)-1) {
		om_err_set(err, OM_EINVAL, "bad-choice", "no encoding '%s'", encoding);
		om_err_at(err, "--encoding", 0, 0);
		om_err_hint(err, "iconv -l lists them");
		return OM_EINVAL;
	}
	in->has_iconv = true;
	in->raw = malloc(RAW_SIZE);
	return in->raw ? 0 : om__nomem(err);
}

int om__input_open(int fd, const char *source, const char *encoding, struct om__input **ret,
	struct om_err *err)
{
	struct om__input *in = calloc(1, sizeof(*in));
	int rc;

	if (!in)
		return om__nomem(err);
	in->fd = fd;
	in->line = 1;
	in->begin = lseek(fd, 0, SEEK_CUR);
	snprintf(in->source, sizeof(in->source), "%s", source);
	rc = open_iconv(in, encoding, err);
	if (rc == 0)
		rc = begin(in, err);
	if (rc < 0) {
		om__input_close(in);
		return rc;
	}
	*ret = in;
	return 0;
}

static void find(const struct om__input *in, size_t *at, char c)
{
	const char *p;

	if (*at < in->pos)
		*at = in->pos;
	if (*at >= in->len || in->in[*at] == c)
		return;
	p = memchr(in->in + *at, c, in->len - *at);
	*at = p ? (size_t)(p - in->in) : in->len;
}

/* Bytes of the next line with its end; 0 where more must be read. */
static size_t line_len(struct om__input *in)
{
	size_t end;

	find(in, &in->lf, '\n');
	find(in, &in->cr, '\r');
	end = in->lf < in->cr ? in->lf : in->cr;
	if (end >= in->len)
		return in->is_eof ? in->len - in->pos : 0;
	if (in->in[end] == '\n')
		return end + 1 - in->pos;
	if (end + 1 < in->len)
		return end + 1 + (in->in[end + 1] == '\n') - in->pos;
	return in->is_eof ? end + 1 - in->pos : 0;
}

static bool is_ascii(const char *text, size_t len)
{
	uint64_t any = 0, word;

	for (; len >= 8; text += 8, len -= 8) {
		memcpy(&word, text, 8);
		any |= word;
	}
	for (; len; text++, len--)
		any |= (unsigned char)*text;
	return !(any & 0x8080808080808080);
}

static int check_line(const struct om__input *in, size_t len, struct om_err *err)
{
	const char *text = in->in + in->pos;
	int rc;

	if (memchr(text, 0, len))
		return fail(in, err, "nul-byte", "a NUL byte; this is no text file");
	if (in->is_cut && in->pos + len == in->len && !memchr(text, '\n', len)) {
		rc = om_err_set(
			err, OM_EINVAL, "bad-encoding", "text that is not valid %s", in->encoding);
		om_err_at(err, in->source, in->line, 0);
		return rc;
	}
	if (is_ascii(text, len) || om__utf8_valid(text, len))
		return 0;
	rc = fail(in, err, "bad-encoding", "text that is not valid UTF-8");
	om_err_hint(err, "--encoding WINDOWS-1252, or whatever wrote the file");
	return rc;
}

int om__input_peek(struct om__input *in, char **ret, size_t *ret_len, struct om_err *err)
{
	size_t len;
	int rc;

	while (!(len = line_len(in)) && !in->is_eof) {
		rc = fill(in, err);
		if (rc < 0)
			return rc;
	}
	if (!len && in->is_cut) {
		rc = om_err_set(
			err, OM_EINVAL, "bad-encoding", "text that is not valid %s", in->encoding);
		om_err_at(err, in->source, in->line, 0);
		return rc;
	}
	if (!len)
		return 0;
	if (len > OM_INPUT_LINE_MAX)
		return fail(in, err, "too-long", "a line of more than 16 MiB");
	rc = check_line(in, len, err);
	if (rc < 0)
		return rc;
	*ret = in->in + in->pos;
	*ret_len = len;
	return 1;
}

int om__input_next(struct om__input *in, char **ret, size_t *ret_len, struct om_err *err)
{
	int rc = om__input_peek(in, ret, ret_len, err);

	if (rc <= 0)
		return rc;
	in->pos += *ret_len;
	in->line++;
	return 1;
}

int64_t om__input_line(const struct om__input *in)
{
	return in->line;
}

int64_t om__input_offset(const struct om__input *in)
{
	return in->base + (int64_t)in->pos;
}

int64_t om__input_bytes(const struct om__input *in)
{
	return in->bytes;
}

int om__input_seek(struct om__input *in, int64_t offset, int64_t line, struct om_err *err)
{
	int64_t inside = offset - in->base;

	OM_ASSERT(!in->has_iconv);
	in->line = line;
	if (inside >= 0 && inside <= (int64_t)in->len) {
		in->pos = (size_t)inside;
		in->lf = in->cr = in->pos;
		return 0;
	}
	if (in->begin < 0 || lseek(in->fd, in->begin + offset, SEEK_SET) < 0) {
		om_err_set(err, OM_EIO, "io", "cannot go back: %s", strerror(errno));
		om_err_at(err, in->source, line, 0);
		return OM_EIO;
	}
	in->pos = in->len = in->lf = in->cr = 0;
	in->base = offset;
	in->is_eof = false;
	return 0;
}

void om__input_close(struct om__input *in)
{
	if (!in)
		return;
	if (in->has_iconv)
		iconv_close(in->iconv);
	free(in->raw);
	free(in->in);
	free(in);
}
