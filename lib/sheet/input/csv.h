/* Reading CSV: libcsv in strict mode with every refusal of DESIGN 5.11, line numbers, sniffed
 * delimiter, BOM, encodings. */
#ifndef OM_CSV_H
#define OM_CSV_H

#include "base/base.h"

#define OM_CSV_CELL_MAX ((size_t)1 << 20) /* bytes of one cell */
#define OM_CSV_CELLS_MAX 2000             /* cells of one row */

struct om_csv_options {
	char delimiter;       /* 0: sniffed among , ; tab on the header line */
	const char *encoding; /* NULL: UTF-8; else an iconv name */
	bool ragged; /* a foreign file: missing cells are empty, there may be more than headers, and
			# is no comment */
	bool unquoted;          /* quotes are text like any other */
	bool is_by_row;         /* lines are counted by rows: the text was made of a workbook */
	const char *header_has; /* texts, parted by commas, that the line of headers holds: what
				   stands before it is passed over.  NULL: none */
	int64_t header_line;    /* the line of the header; what stands before it is passed over.  0:
				   the first line with text */
};
struct om_csv; /* an open reader */

/* SOURCE is what errors call the file.  FD is read from its present position and not closed. */
int om__csv_open(int fd, const char *source, const struct om_csv_options *, struct om_csv **ret,
	struct om_err *) OM_MUST_USE;
/* 1 and the next row: CELLS and lengths borrowed until the next call, *RET_LINE the line it begins
 * on.  The cells stand one after the other in one block, each with its NUL.  Passed over: rows
 * without a filled cell, and comment rows (not the header), whose first cell is # or begins with #
 * and a blank; "#1001" is an order number.  0 at the end. OM_EINVAL: nul-byte, bad-encoding,
 * unterminated-quote, bad-row, too-long. */
int om__csv_next(struct om_csv *, char ***ret_cells, int *ret_count, int64_t *ret_line,
	struct om_err *) OM_MUST_USE;
/* After bad-row for too many or too few cells: true and the row as it stands; the next call of
 * om__csv_next goes on after it. After every other failure: false, and the reader stays failed. */
bool om__csv_refused(const struct om_csv *, char ***ret_cells, int *ret_count, int64_t *ret_line);
/* Did a cell so far begin with the apostrophe of --csv-safe?  Cells are given without it. */
bool om__csv_is_guarded(const struct om_csv *);
/* Bytes read so far, for progress. */
int64_t om__csv_bytes(const struct om_csv *);
char om__csv_delimiter(const struct om_csv *);
/* Where the row just given begins, and going on at such a place: for rows that are read in another
 * order.  Only UTF-8 files that can be positioned. */
int64_t om__csv_offset(const struct om_csv *);
int om__csv_seek(struct om_csv *, int64_t offset, int64_t line, struct om_err *) OM_MUST_USE;
void om__csv_close(struct om_csv *);

#endif
