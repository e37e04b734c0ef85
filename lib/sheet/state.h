/* The inside of the import engine: what its parts share.
 *
 *	source.c  the file, spooled where it cannot be read twice
 *	rows.c    its rows, one ahead, regrouped if asked; rows left out by the map's filters
 *	unit.c    rows parsed and gathered to units
 *	report.c  errors and warnings, units that are bad, and why
 *	rejects.c the file of refused rows
 *	import.c  the two passes */
#ifndef OM_STATE_H
#define OM_STATE_H

#include <sys/stat.h>
#include <sys/types.h>
#include "base/buf.h"
#include "sheet/input/csv.h"
#include "sheet/map/shop.h"
#include "sheet/plan.h"

#define OM__UNIT_ROWS 10000                /* rows of one unit (lines of an order) */
#define OM__CHUNK_BYTES ((size_t)64 << 20) /* memory of a chunk, whatever its number of units */

/* ---- the file ---- */

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

/* ---- what was seen ---- */

/* Hashes of keys with the unit that has them: at most 32 bytes a key. */
struct om__seen_slot {
	uint64_t hash;
	uint32_t unit, line; /* the top bit of line: was reported */
};
struct om__seen {
	struct om__seen_slot *slots;
	size_t cap, len;
};
#define OM__SEEN_REPORTED 0x80000000u
/* The slot of HASH.  1: a new one, with UNIT and LINE; 0: the one that was there. */
int om__seen_add(struct om__seen *, uint64_t hash, int64_t unit, int64_t line,
	struct om__seen_slot **ret, struct om_err *) OM_MUST_USE;
void om__seen_release(struct om__seen *);

/* ---- rows ---- */

struct om__skip {
	struct om_filter *filter;
	bool is_line; /* it reads columns of lines: only the line is left out */
};
struct om__row_place {
	int64_t offset;
	uint32_t line, group;
};
struct om__rows {
	struct om_csv *csv;
	bool has_row;      /* the next row was read and not taken */
	bool is_misshaped; /* it has too many or too few cells; shape says it */
	struct om_err shape;
	char **cells;
	int count;
	int own_count; /* cells of the file; behind them stand those that its shop made */
	int64_t line, done;
	struct om__shop *shop; /* the rules of the map's shop, or NULL */
	bool is_raw;           /* rows are given as they stand, to learn where they are */
	bool has_raw;          /* a row that begins the next order waits in raw */
	bool is_raw_done;
	struct om__raw {
		char **cells;
		int count;
		int64_t line;
		bool is_misshaped;
		struct om_err shape;
	} raw;
	bool is_left_out;               /* the shop: only the cells of the order count */
	const struct om__fault *faults; /* what the shop says of the row */
	struct om__row_place
		*places; /* the order in which rows are read with regroup; NULL: as they stand */
	size_t place_count, place;
};

/* ---- orders that a shop's rules leave out ---- */

#define OM__SKIPPED_TOLD 1000
struct om__skipped {
	struct om__skipped *next;
	int64_t line;
	const char *name, *why;
};

/* ---- units ---- */

struct om__error {
	struct om__error *next;
	struct om_err err;
	bool is_warning;
};
struct om__unit {
	struct om_unit unit; /* first, so that the noun's unit is ours */
	int64_t no;          /* from 0, the same in both passes */
	int row_cap;
	/* Rows as they stood, for rejects, those that are left out as lines too: without them the
	 * others would not say the same when they are read again. */
	struct om__raw_row {
		struct om__raw_row *next;
		char **cells;
		int count;
		int64_t line;
	} * raws, **raw_last;
	const char *group[2];
	bool is_misshaped; /* some of its rows cannot be read: the noun does not see it */
	bool is_head_misshaped;
	bool is_head_left_out; /* the first row gave the outer cells only */
	bool is_rejected;      /* known to be bad, or left out, before it was read again */
	bool is_left_out;
	enum om_outcome outcome;
	struct om__error *errors; /* newest first */
};
/* A unit that is bad or left out. */
struct om__bad {
	int64_t unit;
	int64_t last; /* place of its last error among the spilled ones, -1: none */
	bool is_left_out;
};

struct om__rejects;

struct om__import_state {
	struct om__file file;
	struct om_import_options options; /* as they were given, and as the map says */
	struct om__plan plan;
	struct om__cell_env env;
	struct om_sheet_map *map;
	struct om__skip *skips;
	int skip_count;
	struct om_noun *skip_noun; /* the file's headers as fields */
	struct om__rows rows;
	char delimiter;
	bool is_apply, is_refused;
	bool is_broken; /* rows whose unit cannot be told: nothing is written, keep_going or not */
	bool duplicate_first;
	bool is_encoded; /* the file is not UTF-8 */
	int64_t unit_no;
	struct om__pace pace; /* units of the next transaction */
	struct om__seen groups, keys;
	struct om__bad *bad;
	size_t bad_count, bad_cap, bad_at;
	int64_t left_out, bad_units, skipped_by_map;
	struct om_arena chunk;
	struct om_buf hashed;
	struct om_arena kept;                        /* errors of an atomic import, */
	struct om__error *waiting;                   /* newest first, until it is committed */
	struct om__rejects *rejects;                 /* NULL: none wanted */
	struct om_arena told;                        /* what is told when the check is over: */
	struct om__skipped *skipped, **skipped_last; /* orders left out, */
	int skipped_count;
	struct om_err end_warning; /* and what the file's own end says */
	int *required;             /* cells, the outer ones first */
	int required_count, required_outer;
};

/* Reads the header and makes the plan; later opens the file anew for another pass. */
int om__rows_open(struct om_import *, struct om_err *) OM_MUST_USE;
int om__rows_plan(struct om_import *, struct om_err *) OM_MUST_USE;
/* Fixes the order of rows that stand apart. */
int om__rows_regroup(struct om_import *, struct om_err *) OM_MUST_USE;
/* 1 if there is a next row, in state->rows; it stays until om__rows_take. */
int om__rows_peek(struct om_import *, struct om_err *) OM_MUST_USE;
void om__rows_take(struct om_import *);
void om__rows_close(struct om__rows *);
/* The map's filters over the row: 0 it counts, 1 its line is left out, 2 its unit. */
int om__skip_row(struct om_import *);
int om__skips_make(
	struct om_import *, char **headers, int count, bool *named, struct om_err *) OM_MUST_USE;
/* What grouping cell I (0 or 1) of the row that is next is compared by; "" if it is empty, NULL
 * without memory. */
const char *om__group_text(struct om_import *, int i);

/* 1 and the next unit, in the chunk's arena; 0 at the end. */
int om__unit_next(struct om_import *, struct om__unit **ret, struct om_err *) OM_MUST_USE;
/* Parses one row of text cells into row I of the unit. */
int om__unit_parse(struct om_import *, struct om__unit *, int i, char **cells, int count,
	struct om_err *) OM_MUST_USE;
/* Cells that must be filled, of row I. */
void om__unit_required(struct om_import *, struct om__unit *, int i);
int om__required_make(struct om_import *, struct om_err *) OM_MUST_USE;

/* Marks a unit (by number) as bad or left out. */
int om__bad_add(struct om_import *, int64_t unit, int64_t last_error, bool is_left_out,
	struct om_err *) OM_MUST_USE;
/* Brings the bad units into order and counts them. */
void om__bad_sort(struct om_import *);
/* Is the unit bad?  Asked with growing numbers; *RET_LEFT_OUT. */
bool om__bad_has(struct om_import *, int64_t unit, bool *ret_left_out);
/* Hands an error to the caller and keeps it for the rejects. */
void om__import_deliver(struct om_import *, const struct om_err *, bool is_warning);
/* Those of a unit, oldest first, that were held back while the transaction ran. */
void om__unit_deliver(struct om_import *, struct om__unit *);

/* ---- rejects ---- */

/* The file of refused rows, under a temporary name until it is whole. */
int om__rejects_open(const char *path, struct om__rejects **ret, struct om_err *) OM_MUST_USE;
/* Keeps an error until the rejects are written; returns its place, which the next error of the same
 * unit names. */
int64_t om__rejects_keep(struct om__rejects *, int64_t previous, const struct om_err *);
/* Begins the file (again). */
void om__rejects_begin(struct om_import *);
/* Writes the rows of a unit with the errors that were kept for it, and those that it carries. */
void om__rejects_put(
	struct om_import *, const struct om__unit *, const struct om__bad *bad, size_t bad_count);
/* Makes the file complete and puts it in its place.  */
int om__rejects_finish(struct om__rejects *, struct om_err *) OM_MUST_USE;
void om__rejects_close(struct om__rejects *);

/* ---- the engine ---- */

/* om_import with its importer. */
int om__import_run(struct om *, const struct om_importer *, const struct om_import_options *,
	struct om_import_report *, struct om_err *) OM_MUST_USE;
/* create (ID 0) and edit. */
struct om__record {
	const struct om_importer *importer;
	const struct om_assign *assigns;
	int count;
	const char *const *flags;
	int64_t id; /* becomes that of the record that was made */
	enum om_outcome outcome;
};
int om__record_put(struct om *, struct om__record *, struct om_err *) OM_MUST_USE;
char *om__template(struct om *, const struct om_importer *, bool comments, struct om_arena *);

#endif
