/* What a noun gives to the import engine, and what the engine gives back.
 *
 * The engine (import.c) reads the file, maps headers to fields, parses cells by their types,
 * gathers the rows of a unit, and calls the noun: begin once, check for every unit in the first
 * pass, apply for every unit in the second (inside a transaction that may run again: apply writes
 * only to the database and to what it keeps in the chunk's arena). create and edit are imports of
 * one unit without a file. */
#ifndef OM_IMPORT_H
#define OM_IMPORT_H

#include "core/custom.h"
#include "db/db.h"
#include <om/money.h>
#include <om/sheet.h>

enum om_cell_state {
	OM_CELL_ABSENT, /* the file has no such column */
	OM_CELL_EMPTY,  /* leave as it is; the default on creation */
	OM_CELL_CLEAR,  /* \N: clear */
	OM_CELL_VALUE,
};
struct om_cell {
	enum om_cell_state state;
	struct om_value value; /* parsed by the field's type */
	const char *raw;       /* as it stood in the file */
};
/* A cell that took another's place in its row, to be taken back when the transaction is rolled back
 * and the row is applied again. */
struct om_put {
	struct om_put *next;
	struct om_row *row;
	int field;
	const struct om_cell *before;
	struct om_cell cell;
};
/* A name-value column such as attr:Colour. */
struct om_map_cell {
	const struct om_field *field;
	const char *name;
	const char *raw;                 /* "" = empty */
	const struct om__custom *custom; /* of cf:NAME, else NULL */
	struct om_cell cell;             /* of cf:NAME, parsed by its type */
};
struct om_row {
	int64_t line; /* of the file, from 1; 0 without a file */
	/* By the importer's columns.  Rows share cells (what the file leaves empty, what the rows
	 * of one order have in common): om__cell_put_text and its like put another in its place. */
	const struct om_cell **cells;
	struct om_map_cell *maps;
	int map_count;
};
struct om_unit {
	struct om_row *rows; /* at least one */
	int count;
	int64_t line, last_line;
	bool is_bad;           /* an error was reported for it */
	bool is_edit;          /* om_edit: id names the record and absent cells stay */
	int64_t id;            /* of the record: given with is_edit, else set by apply */
	void *user;            /* the noun's own, from check to apply when both run in one pass */
	unsigned char sha[32]; /* SHA-256 of its cells as read, after mapping, when the importer
				  wants it: always there for apply, by om__import_sha in check */
	bool has_sha;
};

struct om_import;
/* Gives rows back the cells that others were put in the place of, the newest first. */
void om__puts_take_back(struct om_import *);

struct om__frame;

struct om_importer {
	const struct om_noun *noun;
	/* Columns of the import: the noun's OM_F_SHEET and OM_F_INPUT fields, then the child's.
	 * Indexed by the noun's own enum: cell i is fields[i] of the noun, cell noun->field_count +
	 * j is fields[j] of the child. */
	const struct om_noun *child; /* rows are members (order lines) and a unit is one outer
					record; NULL: a row is a unit */
	int group_field;  /* index of the cell whose equal text keeps rows together (order_number),
			     with child only */
	int group_field2; /* a second one (channel), or -1 */
	bool regroups;    /* rows of one record are gathered wherever they stand in the file */
	bool wants_sha;
	enum om_on_exists on_exists; /* default */
	const char *const *flags;    /* names of the noun's own flags, NULL-terminated */
	/* The text that makes a unit unique in the file, into ARENA; NULL = none.  Twice in a file:
	 * `duplicate-row` on every such row, or the first counts with --on-duplicate first.  Asked
	 * before check, also for units with bad cells (which are empty).  With a child it need not
	 * repeat the grouping cells: the same ones in two places are `not-together`. */
	const char *(*key)(struct om_import *, struct om_unit *, struct om_arena *);
	/* The cell that this text is made of, which a duplicate is reported under.  NULL: the
	 * noun's first key column. */
	int (*key_cell)(const struct om_unit *);
	const struct om__frame *frame; /* of its check and apply, where they are catalog's */
	int (*begin)(struct om_import *, struct om_err *); /* read reference data, set imp->user */
	/* Reports errors by om__import_error and returns 0; negative only when the import cannot go
	 * on.  A cell that could not be read is empty; a second error of the same row and field is
	 * dropped, so it may be found missing. */
	int (*check)(struct om_import *, struct om_unit *, struct om_err *);
	/* Writes the unit.  0 and *RET_OUTCOME; a unit that is bad after all: reports by
	 * om__import_error, returns 0 with is_bad set, and has written nothing (the others of the
	 * chunk are committed). */
	int (*apply)(struct om_import *, struct om_unit *, enum om_outcome *ret_outcome,
		struct om_err *);
	/* Before the commit of each chunk: what is done better for many (resolving the chunk's
	 * orders).  May be NULL. */
	int (*flush)(struct om_import *, struct om_err *);
	/* The attempt was rolled back: forget what apply remembered of this chunk.  May be NULL. */
	void (*rollback)(struct om_import *);
	/* After everything, failures too, when begin succeeded: sets the report's note, releases
	 * imp->user.  May be NULL. */
	void (*end)(struct om_import *);
	/* Finds the key of a record from what --format ids prints, for edit and operands. */
	int (*find)(struct om *, const char *operand, int64_t *ret_id, struct om_err *);
};

struct om_import {
	struct om *om;
	const struct om_importer *importer;
	const struct om_import_options *options;
	struct om_import_report *report;
	enum om_on_exists on_exists; /* in force */
	struct om_arena arena;       /* lives as long as the import */
	struct om_arena *chunk; /* emptied between chunks (second pass) or units (first pass) */
	void *user;
	bool is_file;          /* false for create and edit */
	bool is_reading;       /* into a chunk: every error waits in its unit */
	struct om_unit *unit;  /* under way */
	struct om_put *puts;   /* of the chunk, newest first */
	bool is_out_of_memory; /* a cell could not be put: the import ends when the noun returns */
	bool is_held; /* errors wait in their unit, for a commit or for what is left of it */
	struct om_err *direct;          /* create and edit: where the first error goes */
	struct om__import_state *state; /* the engine's own */
};

/* The importer of a noun: flow keeps the table (om__importers), the nouns define theirs. */
const struct om_importer *om__importer_of(const struct om_noun *);
extern const struct om_importer *const om__importers[]; /* NULL-terminated; defined in lib/flow */

/* Makes sure that the unit has its SHA-256; in the check most are not asked for it. */
int om__import_sha(struct om_import *, struct om_unit *, struct om_err *) OM_MUST_USE;

/* Was the flag (an option of this noun's import) given?  "NAME=VALUE" asks for that value. */
bool om__import_flag(const struct om_import *, const char *name);
/* The value of the flag "NAME=VALUE", or NULL. */
const char *om__import_flag_value(const struct om_import *, const char *name);
/* Reports an error of the unit: ROW NULL means its first row; FIELD is the column's name or NULL.
 * Marks the unit bad. */
void om__import_error(struct om_import *, struct om_unit *, const struct om_row *,
	const char *field, int code, const char *word, const char *fmt, ...) OM_PRINTF(7, 8);
/* The same with an error that a library function filled. */
void om__import_fail(struct om_import *, struct om_unit *, const struct om_row *, const char *field,
	const struct om_err *);
void om__import_warn(struct om_import *, struct om_unit *, const struct om_row *, const char *field,
	const char *word, const char *fmt, ...) OM_PRINTF(6, 7);

/* Cells: does cell I hold a value; its text, number; a default where it does not.  CLEAR counts as
 * no value. */
static inline bool om__cell_has(const struct om_row *row, int i)
{
	return row->cells[i]->state == OM_CELL_VALUE;
}
static inline const char *om__cell_text(const struct om_row *row, int i)
{
	return om__cell_has(row, i) ? row->cells[i]->value.text : "";
}
static inline int64_t om__cell_num(const struct om_row *row, int i, int64_t otherwise)
{
	return om__cell_has(row, i) ? row->cells[i]->value.num : otherwise;
}
/* Is the sign of the amount in cell I, if it has one, that of CURRENCY? */
static inline bool om__cell_fits(const struct om_row *row, int i, const char *currency)
{
	return !om__cell_has(row, i) || !row->cells[i]->raw ||
		om_money_sign_fits(row->cells[i]->raw, currency);
}

/* The columns cf:NAME of a row of the record ID, 0 for a new one.  Check reports what the
 * definitions and the stored values refuse: bad-option, required-field, field-limit.  Apply adds to
 * *CHANGED those that differ from what is stored, and with IS_WRITE writes them, with history
 * unless the record is new. */
int om__custom_check(struct om_import *, struct om_unit *, const struct om_row *, int64_t id,
	struct om_err *) OM_MUST_USE;
int om__custom_apply(struct om_import *, const struct om_row *, int64_t id, bool is_new,
	bool is_write, int *changed, struct om_err *) OM_MUST_USE;

/* Applies a row to a stored record generically: for every one of the N cells FIELDS with a value
 * (or \N) that differs from the stored one (CURRENT[i] belongs to FIELDS[i]), puts {field, old
 * printed, new printed} into RET (room for N); the noun turns it into one update and history rows.
 * Empty values are printed as NULL.  References are compared ASCII case aside, sets in any order.
 */
struct om_change {
	int field;
	const struct om_value *old_value, *new_value;
	const char *old_text, *new_text;
};
int om__import_diff(struct om_import *, const struct om_row *, const struct om_value *current,
	const int *fields, int n, struct om_change *ret, int *ret_count,
	struct om_err *) OM_MUST_USE;

#endif
