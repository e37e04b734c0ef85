/* Physical lines of a text file, decoded to UTF-8: byte order mark, encoding, NUL bytes, line ends
 * and line numbers. */
#ifndef OM_INPUT_H
#define OM_INPUT_H

#include "base/base.h"

#define OM_INPUT_LINE_MAX ((size_t)16 << 20) /* bytes of one line, and of one row of a sheet */

struct om__input;

/* Reads FD from its present position and does not close it.  ENCODING NULL means UTF-8.
 * OM_EINVAL "bad-encoding": there is no such encoding, or the file is of another kind. */
int om__input_open(int fd, const char *source, const char *encoding, struct om__input **ret,
	struct om_err *) OM_MUST_USE;
/* 1 and the next line with its end (LF, CRLF or CR; the last one may have none), borrowed until the
 * next call; 0 at the end. OM_EINVAL "nul-byte", "bad-encoding", "too-long"; OM_EIO "io". */
int om__input_next(struct om__input *, char **ret, size_t *ret_len, struct om_err *) OM_MUST_USE;
/* Like om__input_next, but the line will be given again: the text up to its first end, for looking
 * ahead. */
int om__input_peek(struct om__input *, char **ret, size_t *ret_len, struct om_err *) OM_MUST_USE;
/* Line number, from 1, and byte offset (from where the reading began) of the line that is given
 * next. */
int64_t om__input_line(const struct om__input *);
int64_t om__input_offset(const struct om__input *);
/* Bytes read from the file so far. */
int64_t om__input_bytes(const struct om__input *);
/* Goes on at OFFSET, which is the beginning of LINE.  Only for files that can be positioned and are
 * UTF-8. */
int om__input_seek(struct om__input *, int64_t offset, int64_t line, struct om_err *) OM_MUST_USE;
void om__input_close(struct om__input *);

#endif
