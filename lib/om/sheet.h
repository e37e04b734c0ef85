/* Spreadsheets: importing a file into a noun, with every bad row reported and nothing half done.
 *
 * Everything is checked first and nothing is written if any unit (a row; for orders the rows of one
 * order) is bad, unless keep_going.  Then units are applied in chunks, in turn with other writers;
 * a unit that went bad since the check becomes a reject.  An import that was cut off is finished by
 * running it again.  See om-sheets(5). */
#ifndef OM_SHEET_H
#define OM_SHEET_H

#include <om/noun.h>
#include <om/om.h>

enum om_on_exists { OM_EXISTS_DEFAULT, OM_EXISTS_FAIL, OM_EXISTS_SKIP, OM_EXISTS_UPDATE };

/* A value given once for every row (--channel C): used where the file has no such column or an
 * empty cell; a different filled cell is refused `differs`. */
struct om_preset {
	const char *column, *value;
};

struct om_import_options {
	const char *path;        /* "-" is standard input, spooled for the check */
	int input;               /* file descriptor when path is "-" */
	const char *sheet;       /* of a workbook; NULL: the map's, else the first */
	const char *map;         /* built-in name, name in map_dir, or file; NULL: none */
	const char *map_dir;     /* $XDG_CONFIG_HOME/om/maps or NULL */
	char delimiter;          /* 0: sniffed */
	const char *encoding;    /* NULL: UTF-8 */
	const char *date_format; /* NULL or "iso", "mdy", "dmy" */
	enum om_on_exists on_exists;
	bool duplicate_first; /* --on-duplicate first: of a key twice in the file the first row
				 counts */
	bool keep_going, atomic;
	const char *rejects; /* file for refused rows, NULL: none */
	const struct om_preset *presets;
	int preset_count;
	bool ignore_case; /* references by SKU resolve ASCII case aside */
	bool no_create;   /* update only what is there */
	/* flags of single nouns, named like their options; NULL-terminated: "create-locations",
	 * "strict-sku", "defer", "paid", "status-map=FILE" ... */
	const char *const *flags;
	/* Called for every error and warning as it is found; NULL: none. */
	void (*on_error)(void *arg, const struct om_err *, bool is_warning);
	/* Called for orders of other shops that are left out because they are done or cancelled
	 * there: their line and number, and why.  The first 1,000; NULL: none. */
	void (*on_skipped)(
		void *arg, const char *file, int64_t line, const char *name, const char *why);
	void *arg;
};

struct om_import_report {
	int64_t created, updated, unchanged, rejected, skipped; /* units */
	int64_t rows;                                           /* data rows read */
	int64_t warnings;
	bool nothing_written; /* the check found bad units and keep_going was not set */
	const char *note; /* a noun's own addition to the summary ("12 units added without cost"),
			     or "" */
	int exit_status;  /* 0, 3 or 4 as DESIGN says */
	struct om_err first; /* the first error */
};

/* Imports a file into NOUN.  Returns 0 when the report says what happened (refused rows included:
 * see exit_status), negative when the import as a whole could not run (file, map, header,
 * database); exit_status is 4 then if parts of it were committed before. */
OM_API int om_import(struct om *, const struct om_noun *, const struct om_import_options *,
	struct om_import_report *ret, struct om_err *) OM_MUST_USE;

/* The maps that are built in, by place from 0: a map of NOUN (any noun where it is NULL). False
 * beyond the last.  The texts stay valid. */
struct om_map_info {
	const char *name, *noun;
	const char *about; /* what it reads: about_len bytes, no NUL behind them */
	int about_len;
	const char *text;
};
OM_API bool om_map_at(const struct om_noun *, int place, struct om_map_info *ret);

/* An empty file with the noun's headers, into ARENA; with comment rows (first cell begins with #)
 * if asked.  Without a database (NULL) it lacks the custom fields. */
OM_API char *om_import_template(
	struct om *, const struct om_noun *, bool comments, struct om_arena *);

/* One record from column=value pairs by the same checks (create, edit).  KEY_ID 0 creates, else
 * that record is edited; *RET_ID is the record's key.  *RET_OUTCOME tells created, updated or
 * unchanged.  Unknown columns: "unknown-column".  A column of the child that is given again begins
 * the next row (the next item of an order); any other one that is given again replaces the first.
 */
enum om_outcome { OM_CREATED, OM_UPDATED, OM_UNCHANGED, OM_SKIPPED };
struct om_assign {
	const char *column, *value; /* value "" clears (edit) */
};
OM_API int om_create(struct om *, const struct om_noun *, const struct om_assign *, int n,
	const char *const *flags, int64_t *ret_id, enum om_outcome *ret_outcome,
	struct om_err *) OM_MUST_USE;
OM_API int om_edit(struct om *, const struct om_noun *, int64_t id, const struct om_assign *, int n,
	const char *const *flags, enum om_outcome *ret_outcome, struct om_err *) OM_MUST_USE;
/* The key of a record of NOUN given its name operands joined as --format ids prints them
 * ("SHOP:TEE-RED", "@17", "TEE-R"). */
OM_API int om_find(struct om *, const struct om_noun *, const char *operand, int64_t *ret_id,
	struct om_err *) OM_MUST_USE;

#endif
