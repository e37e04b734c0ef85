/* libomcli: everything that the programs share and the library must not know: options, help,
 * formats, exit status, environment.
 *
 * A program is main() and one table of verbs; a verb is a file with one function that reads its
 * options, calls one or two library functions and hands rows to the writer.  The runner (cli_main)
 * parses, opens the database the way the verb's flags say, calls the verb, flushes, and maps the
 * result to an exit status: a verb has no boilerplate and cannot open wrongly. */
#ifndef OM_CLI_H
#define OM_CLI_H

#include <stdio.h>
#include "base/base.h"
#include <om/noun.h>
#include <om/om.h>
#include <om/query.h>
#include <om/sheet.h>

/* ---- options
 * -------------------------------------------------------------------------------------------------------------
 */

enum cli_kind {
	CLI_FLAG,   /* bool */
	CLI_TEXT,   /* const char * */
	CLI_TEXTS,  /* struct cli_texts: may be given many times */
	CLI_INT,    /* int64_t, checked against min and max */
	CLI_CHOICE, /* const char *, one of choices */
	CLI_YESNO,  /* int: -1 not given (set by default), 0, 1 */
	CLI_END,
};
struct cli_texts {
	const char **items;
	int count;
};
struct cli_option {
	enum cli_kind kind;
	const char *name; /* long, with dashes */
	char letter;      /* short, 0: none */
	const char *arg;  /* "DATE" in the help; NULL for flags */
	const char *help;
	size_t offset; /* in the verb's option struct */
	int64_t min, max;
	const char *choices; /* blank-separated */
};
#define CLI_OPTIONS_END \
	{ \
		.kind = CLI_END \
	}

/* ---- verbs
 * -----------------------------------------------------------------------------------------------------------------
 */

enum cli_flag {
	CLI_NO_DB = 1 << 0,  /* runs without a database */
	CLI_READ = 1 << 1,   /* opens read-only */
	CLI_WRITE = 1 << 2,  /* opens for writing; has --dry-run, --allow, --reason (unless it has a
				--reason of its own), --yes */
	CLI_MAKE = 1 << 3,   /* makes the database if it is missing (init) */
	CLI_LISTS = 1 << 4,  /* has --where --find --sort --limit --after --columns --summary
				--must-match --format -o */
	CLI_ROWS = 1 << 5,   /* prints rows: --format -o --columns --csv-safe */
	CLI_FIELDS = 1 << 6, /* takes the noun's sheet fields as options (--hs-code V, --is-x),
				--set C=V and operands C=V */
	CLI_SHEET = 1 << 7,  /* takes the options of an import */
	CLI_SELF = 1 << 9,   /* opens the database itself, by cli_open: how hangs on its options */
	CLI_LENIENT = 1 << 10, /* opens it in spite of a setting that cannot be read */
	CLI_SELECT = 1 << 8, /* takes many ids as operands, `-` for one a line on stdin, or --where,
				--file */
};

struct cli;
struct cli_verb {
	const char *
		record; /* "item" in `om-order item add`; "" where it is the program's own record */
	const char *name;               /* "list" */
	const char *summary;            /* one line for the help */
	const char *operands;           /* "ORDER..." for the help, "" if it takes none */
	int min_operands, max_operands; /* -1: any number */
	const struct cli_option *options;
	size_t options_size; /* of the verb's option struct, zeroed before parsing */
	unsigned flags;
	const struct om_noun *(*noun)(void);
	int (*run)(struct cli *,
		struct om_err *); /* 0 or negative with err; a status of its own by cli_exit */
	const void *more;         /* the verb's own constant (sections of show, flags of import) */
};
struct cli_program {
	const char *name; /* "om-order" */
	const char *summary;
	const char *records; /* blank-separated records besides the own one, for the help: "item
				customer" */
	const struct cli_verb *verbs; /* ends with a NULL name */
	/* What its changing verbs need: "orders customer:customers", the word of the program and
	 * those of records, or of verbs of its own, that differ.  "-": the verb asks itself
	 * (om_permit).  NULL: nothing. */
	const char *permissions;
};

/* main() of every program. */
int cli_main(const struct cli_program *, int argc, char **argv);
/* The end of a program that fails before it has a verb: prints ERR as cli_main would, and gives the
 * exit status. */
int cli_fail(const struct cli_program *, int argc, char **argv, const struct om_err *);

/* ---- what a verb sees
 * --------------------------------------------------------------------------------------------------------
 */

struct cli {
	const struct cli_program *program;
	const struct cli_verb *verb;
	struct om *om; /* NULL with CLI_NO_DB */
	struct om_arena arena;
	void *options; /* the verb's own struct */
	char **operands;
	int operand_count;
	struct om_assign *assigns; /* CLI_FIELDS: column = value, in order given */
	int assign_count;
	/* common options */
	const char *db, *format, *columns, *where, *find, *sort, *summary, *output, *reason, *allow;
	const char *and_where, *scope; /* set by a verb before cli_list, cli_export and cli_select:
					  its own filter and scope */
	/* Set by a verb before cli_select: reads a name that is not of the noun itself (S1000,
	 * where orders are meant) into the noun's key: 1, 0 if it is none such, negative on
	 * refusal. */
	int (*other_name)(struct cli *, const char *name, int64_t *ret, struct om_err *);
	const char *view; /* --view NAME of a list */
	const char *file; /* --file SHEET of ids and options */
	int64_t limit, after;
	bool has_summary, must_match, dry_run, quiet, verbose, yes, utc, csv_safe, explain, atomic;
	bool is_final; /* set by a verb that cannot be undone: a person is asked before it */
	struct om_import_options sheet; /* CLI_SHEET */
	bool wants_template, wants_comments;
	const char *map_shown;                 /* --map-show NAME */
	const char *weight_unit, *length_unit; /* --unit: weights and lengths are printed in these;
						  NULL: as they were typed */
	int exit_status;                       /* set by cli_exit; 0 */
	bool has_made; /* set by a verb that has made or upgraded a database, before or without a
			  run */
	FILE *out;     /* stdout or the -o file under its temporary name */
	struct cli_writer *writer;
};

/* Opens the database that --db or the environment names as cli->om.  cli_main does it by the verb's
 * flags; only a verb that can do without one (CLI_NO_DB), or whose options say how (CLI_SELF),
 * calls it itself. */
int cli_open(struct cli *, enum om_open_mode, struct om_err *) OM_MUST_USE;
/* Ends the verb with this exit status (1, 4, 5) although it returned 0. */
void cli_exit(struct cli *, int status);
/* A message on stderr, `om-order: ...`, unless --quiet.  A hint and a warning likewise. */
void cli_say(struct cli *, const char *fmt, ...) OM_PRINTF(2, 3);
/* The line on stderr that says how far long work is, on a terminal only (om(7)).  WHAT is under way
 * and how much of it is DONE; PART of WHOLE (bytes, records) says how far that is, 0 where it is
 * not known.  Call it as often as you like. */
void cli_progress(struct cli *, const char *what, int64_t done, int64_t part, int64_t whole);
/* The same for work of the library: what a call that takes a progress is given, with cli as its
 * argument; NULL where nobody would see it.  Databases that cli_open opens have it. */
om_progress *cli_progress_of(struct cli *);
/* Prints an error as the command contract says (and as a JSON object with --format json or ndjson).
 */
void cli_error(struct cli *, const struct om_err *, bool is_warning);

/* OPERAND is one too many: OM_EINVAL "usage", or "unknown-column" where it looks like COLUMN=VALUE
 * and the verb takes columns. */
int cli_unexpected(struct cli *, const char *operand, struct om_err *) OM_MUST_USE;

/* A text file of a user, whole, at most 1 MiB of UTF-8; "-" is standard input.  In cli's arena. */
int cli_slurp(struct cli *, const char *path, const char **ret, struct om_err *) OM_MUST_USE;

/* ---- rows
 * -----------------------------------------------------------------------------------------------------------------------
 */

/* One writer for table, csv, tsv, json, ndjson and ids.  NAMES and TYPES of the columns first, then
 * rows of values, then the end (which cli_main calls too).  Values are only read during the call.
 */
struct cli_column {
	const char *name;
	enum om_type type;
};
int cli_columns(struct cli *, const struct cli_column *, int n, struct om_err *) OM_MUST_USE;
/* ID is what --format ids prints; NULL: the first column. */
int cli_row(struct cli *, const struct om_value *, const char *id, struct om_err *) OM_MUST_USE;
int cli_rows_end(struct cli *, struct om_err *) OM_MUST_USE;
/* Prints every row of a query: the whole of most list verbs.  RET may be NULL. */
struct cli_printed {
	int64_t rows, records; /* with each, a record may have many rows, which stand together */
};
int cli_print_query(struct cli *, const struct om_query_spec *, struct cli_printed *ret,
	struct om_err *) OM_MUST_USE;
/* RC of opening a list: an unknown column is one of --columns. */
int cli_column_result(struct cli *, int rc, struct om_err *);

/* Results of actions on many records: a row each {record, result, code, message}; in a table one
 * plain line `RECORD message`. Refusals go to stderr too.  At the end `om-order: hold: 3 done, 1
 * unchanged, 1 refused` and exit status 0, 4 or 5 (75 if all could be tried again). */
enum cli_result { CLI_DONE, CLI_UNCHANGED, CLI_REFUSED };
int cli_result(struct cli *, const char *record, enum cli_result, const char *message,
	const struct om_err *refusal, struct om_err *) OM_MUST_USE;
int cli_results_end(struct cli *, struct om_err *) OM_MUST_USE;

/* Writes bytes as they are to cli->out.  OM_EIO "io"; a reader that has gone is no error where the
 * verb changes things, else it ends the verb. */
int cli_write(struct cli *, const char *bytes, size_t len, struct om_err *) OM_MUST_USE;

/* ---- ids
 * ----------------------------------------------------------------------------------------------------------------------------
 */

/* The records that the operands, `-`, --file or --where name, as keys of NOUN in the order given,
 * each once.  Unknown ones are errors (all reported); the bulk guard asks on a terminal before more
 * than 20. */
int cli_select(struct cli *, const struct om_noun *, int64_t **ret_ids, size_t *ret_count,
	struct om_err *) OM_MUST_USE;
/* The same for verbs whose records succeed each by itself: one that is not there is a refused
 * result, and the others are left in *RET_IDS.  With --atomic it is an error. */
int cli_select_each(struct cli *, const struct om_noun *, int64_t **ret_ids, size_t *ret_count,
	struct om_err *) OM_MUST_USE;
/* Asks on a terminal when COUNT is over 20 and --yes is not given; OM_EREFUSED "usage" when the
 * answer is no. */
int cli_guard(struct cli *, int64_t count, const char *what, struct om_err *) OM_MUST_USE;

/* ---- exact options of lists
 * ----------------------------------------------------------------------------------------------------------
 */

/* `field in ("A", "B")` joined by and to *FILTER; no names leave it as it is. */
int cli_filter_add_in(struct om_arena *, char **filter, const char *field,
	const struct cli_texts *names, struct om_err *);
/* A condition joined by and. */
int cli_filter_add(struct om_arena *, char **filter, const char *condition, struct om_err *);
/* FROM..TO of a time field, either may be missing. */
int cli_filter_add_range(
	struct om_arena *, char **filter, const char *field, const char *range, struct om_err *);
/* RC of a list with such a filter: a bad value of an option stands at no place of a filter that
 * somebody wrote. */
int cli_filter_result(int rc, struct om_err *);
/* TEXT as a literal of a filter, quoted, in the arena; NULL when memory is gone. */
char *cli_filter_quote(struct om_arena *, const char *text);

/* ---- verbs that every noun has
 * ----------------------------------------------------------------------------------------------------------
 */

/* Each is the run function of a row of the table of verbs. */
int cli_list(struct cli *, struct om_err *); /* list: the query of the options, or its summary */
/* "4,812 rows as of 2026-03-08T08:00:00-04:00" on stderr: what every export ends with (reports.md
 * E1.1). */
void cli_say_rows(struct cli *, int64_t count);
int cli_export(struct cli *, struct om_err *); /* export: sheet columns, all rows */
int cli_create(struct cli *,
	struct om_err *); /* create: assigns; operands fill the key columns in order */
/* How create words what it made, in verb->more: "core product 'TEE-R'", in the arena, NULL where
 * memory is gone.  Without it: noun and id. */
struct cli_made {
	const char *(*phrase)(struct cli *, int64_t id);
};
int cli_edit(struct cli *, struct om_err *); /* edit: ids and assigns */
/* What is done to one record inside a transaction, as om_act_fn: 0 done, 1 unchanged. */
typedef int cli_act_fn(struct om *, int64_t id, const void *options, struct om_err *);
/* Does that to every record that the command line names, each by itself unless --atomic; DONE is
 * its word ("labelled"). */
int cli_act(struct cli *, cli_act_fn *, const void *options, const char *done, struct om_err *);
int cli_import(struct cli *, struct om_err *); /* import: FILE, --template */
/* --map help and --map-show NAME of an import: their text, NULL where neither is asked for.
 * OM_ENOTFOUND "unknown-map". */
int cli_map_text(struct cli *, const char **ret, struct om_err *) OM_MUST_USE;
/* show: every field of the record that is not empty, then its sections (struct cli_section[], title
 * NULL at the end, in verb->more). */
struct cli_section {
	const char *title;
	const struct om_noun *(*noun)(void);
	const char *where; /* filter with %s for the record's key as number or %k for its id text:
			      "order_id = %s" */
	const char *columns;
};
int cli_show(struct cli *, struct om_err *);
/* The same, and how many records there were. */
int cli_show_rows(struct cli *, int64_t *ret_count, struct om_err *);
/* activate and deactivate: is_active = yes or no by om_edit with the flag "activate". */
int cli_activate(struct cli *, struct om_err *);
int cli_deactivate(struct cli *, struct om_err *);

/* Rows of the table of verbs: one a verb that every noun may have.  NOUN is the function that gives
 * the noun, WORDS name a record of it ("CHANNEL SKU"), WHAT is its plural in the help. */
#define CLI_LIST(rec, noun_fn, what) \
	{ \
		.record = rec, .name = "list", .summary = "print " what, .operands = "", \
		.flags = CLI_READ | CLI_LISTS, .noun = noun_fn, .run = cli_list \
	}
#define CLI_CREATE(rec, noun_fn, text, words, made) \
	{ \
		.record = rec, .name = "create", .summary = text, \
		.operands = words " [COLUMN=VALUE]...", .max_operands = -1, \
		.flags = CLI_WRITE | CLI_FIELDS, .noun = noun_fn, .run = cli_create, .more = made \
	}
#define CLI_EDIT(rec, noun_fn, what, words) \
	{ \
		.record = rec, .name = "edit", .summary = "change columns of " what, \
		.operands = words "... COLUMN=VALUE...", .max_operands = -1, \
		.flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT, .noun = noun_fn, .run = cli_edit \
	}
#define CLI_IMPORT(rec, noun_fn, what) \
	{ \
		.record = rec, .name = "import", .summary = "read " what " from a spreadsheet", \
		.operands = "FILE...", .max_operands = -1, .flags = CLI_WRITE | CLI_SHEET, \
		.noun = noun_fn, .run = cli_import \
	}
#define CLI_EXPORT(rec, noun_fn, what) \
	{ \
		.record = rec, .name = "export", .summary = "write " what " as a spreadsheet", \
		.operands = "", .flags = CLI_READ | CLI_LISTS, .noun = noun_fn, .run = cli_export \
	}
/* SECTIONS: struct cli_section[], or NULL. */
#define CLI_SHOW(rec, noun_fn, what, words, sections) \
	{ \
		.record = rec, .name = "show", .summary = "print everything about " what, \
		.operands = words "...", .max_operands = -1, \
		.flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = noun_fn, .run = cli_show, \
		.more = sections \
	}
#define CLI_ACTIVATE(rec, noun_fn, text, words) \
	{ \
		.record = rec, .name = "activate", .summary = text, .operands = words "...", \
		.max_operands = -1, .flags = CLI_WRITE | CLI_SELECT, .noun = noun_fn, \
		.run = cli_activate \
	}
#define CLI_DEACTIVATE(rec, noun_fn, text, words) \
	{ \
		.record = rec, .name = "deactivate", .summary = text, .operands = words "...", \
		.max_operands = -1, .flags = CLI_WRITE | CLI_SELECT, .noun = noun_fn, \
		.run = cli_deactivate \
	}
/* What a spreadsheet and an editor want of a noun: list, edit, import and export. */
#define CLI_SHEET_VERBS(rec, noun_fn, what, words) \
	CLI_LIST(rec, noun_fn, what), CLI_EDIT(rec, noun_fn, what, words), \
		CLI_IMPORT(rec, noun_fn, what), CLI_EXPORT(rec, noun_fn, what)

#endif
