/* Reading CSV: libcsv in strict mode with every refusal of DESIGN 5.11, line numbers, sniffed delimiter, BOM, encodings. */
#ifndef OM_CSV_H
#define OM_CSV_H

#include "base/base.h"

#define OM_CSV_CELL_MAX ((size_t)1 << 20)  /* bytes of one cell */
#define OM_CSV_CELLS_MAX 2000		    /* cells of one row */

struct om_csv_options {
	char delimiter;	      /* 0: sniffed among , ; tab on the header line */
	const char *encoding; /* NULL: UTF-8; else an iconv name */
	bool ragged;	      /* rows of other lengths are allowed (foreign files with a map): missing cells are empty */
};
struct om_csv; /* an open reader */

/* SOURCE is what errors call the file.  FD is read from its present position and not closed. */
int om__csv_open(int fd, const char *source, const struct om_csv_options *, struct om_csv **ret, struct om_err *) OM_MUST_USE;
/* 1 and the next row: CELLS and lengths borrowed until the next call, *RET_LINE the line it begins on.  Empty lines and rows whose
 * first cell begins with # (comment rows, not the header) are passed over.  0 at the end.
 * OM_EINVAL: nul-byte, bad-encoding, unterminated-quote, bad-row, too-long. */
int om__csv_next(struct om_csv *, char ***ret_cells, int *ret_count, int64_t *ret_line, struct om_err *) OM_MUST_USE;
/* Bytes read so far, and whether the row just read is whole (for progress and rejects). */
int64_t om__csv_bytes(const struct om_csv *);
char om__csv_delimiter(const struct om_csv *);
void om__csv_close(struct om_csv *);

#endif
