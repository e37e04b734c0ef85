/* Workbooks (XLSX).  Read: one sheet becomes the text of a CSV file, a line a row.  Written: rows
 * of typed cells.
 *
 * The libraries (libzip and libexpat, libxlsxwriter) are opened when the first workbook is, so that
 * programs that meet none start without them. */
#ifndef OM_XLSX_H
#define OM_XLSX_H

#include "base/base.h"

#define OM__XLSX_PART_MAX ((int64_t)2 << 30)     /* bytes of one part, unpacked */
#define OM__XLSX_STRINGS_MAX ((size_t)256 << 20) /* bytes of all shared strings */
#define OM__XLSX_RATIO_MAX 400                   /* unpacked to packed, of parts above 16 MiB */
#define OM__XLSX_ROWS_MAX 1048576
#define OM__XLSX_COLUMNS_MAX 16384
#define OM__XLSX_TEXT_MAX 32767 /* characters of a cell */

/* ---- reading ---- */

/* Are these the first bytes of a ZIP archive? */
bool om__xlsx_is(const void *bytes, size_t len);
/* Writes a sheet of the workbook FD to TO as CSV with commas: row N of the sheet is the Nth record,
 * empty rows are empty lines, all others have the width of the first.  SHEETS names the sheet, or
 * alternatives of which the first that is there counts, parted by ` / `; NULL: the first sheet.
 * Numbers are as a person would write them, dates YYYY-MM-DD[ HH:MM:SS], booleans TRUE and FALSE.
 * OM_EINVAL: "bad-encoding" (no workbook, or a broken one), "missing-header" (no such sheet),
 * "bad-row" (a cell that holds an error), "too-long"; OM_ELIMIT "too-large"; OM_EIO "io". */
int om__xlsx_to_csv(
	int fd, const char *source, const char *sheets, int to, struct om_err *) OM_MUST_USE;

/* Would a spreadsheet take the beginning of TEXT for an escaped character (_x000D_)? */
bool om__book_is_escape(const char *text);

/* ---- writing ---- */

enum om__xlsx_kind {
	OM__XLSX_EMPTY,
	OM__XLSX_TEXT,
	OM__XLSX_IDENT,
	OM__XLSX_INT,
	OM__XLSX_MONEY,
	OM__XLSX_DAY,
	OM__XLSX_TIME,
	OM__XLSX_BOOL
};
struct om__xlsx_cell {
	enum om__xlsx_kind kind;
	const char *text;
	int64_t num;          /* INT, BOOL; MONEY in 1/10000; DAY since 1970-01-01 */
	int64_t second;       /* TIME: of the day NUM */
	const char *currency; /* MONEY */
};
struct om__xlsx_out;
struct om__xlsx_head {
	const char *sheet; /* its name; NULL: that of the library */
	const char *const *names;
	const int *widths; /* of the columns, in characters */
	int count;
	int64_t created_at; /* 0: the system's clock */
};
/* Begins a workbook of one sheet whose first row has the names, bold and fixed. */
int om__xlsx_new(
	const struct om__xlsx_head *, struct om__xlsx_out **ret, struct om_err *) OM_MUST_USE;
/* OM_ELIMIT "too-large": more rows than a sheet has; OM_EINVAL "too-long": a longer text than a
 * cell takes. */
int om__xlsx_row(struct om__xlsx_out *, const struct om__xlsx_cell *, int count,
	struct om_err *) OM_MUST_USE;
/* Ends it; *RET_FD is the finished file, which the caller reads from its beginning and closes.  It
 * is read once to prove that it came out whole, else OM_EIO "io". */
int om__xlsx_end(struct om__xlsx_out *, int *ret_fd, struct om_err *) OM_MUST_USE;
void om__xlsx_free(struct om__xlsx_out *);

#endif
