/* The file of a sheet: a path or standard input, text or a workbook. */
#ifndef OM_SOURCE_H
#define OM_SOURCE_H

#include <sys/stat.h>
#include <sys/types.h>
#include "sheet/input/csv.h"
#include <om/sheet.h>

struct om__file {
	int fd;
	bool is_owned, is_workbook; /* a workbook is read as CSV, a line a row */
	const char *name, *encoding;
	int64_t start, size;
	struct stat stat;
};
/* Opens the path of the options, or spools what cannot be read twice into an unnamed file.  DECODE:
 * the spool is UTF-8 in any case. */
int om__file_open(struct om__file *, const struct om_import_options *, const char *encoding,
	bool decode, struct om_err *) OM_MUST_USE;
int om__file_rewind(struct om__file *, struct om_err *) OM_MUST_USE;
/* OM_EIO if the file is no longer the one that was checked. */
int om__file_unchanged(const struct om__file *, struct om_err *) OM_MUST_USE;
void om__file_close(struct om__file *);
/* LEN bytes of FD at AT, fewer only at its end; -1 and errno. */
ssize_t om__read_at(int fd, void *bytes, size_t len, int64_t at);
/* Opens PATH ("-": the descriptor INPUT) for reading its rows once: a text with that DELIMITER (0:
 * sniffed), or the first sheet of a workbook.  The reader is closed before the file. */
int om__file_rows(struct om__file *, const char *path, int input, char delimiter,
	struct om_csv **ret, struct om_err *) OM_MUST_USE;

#endif
