/* What the files of lib/cli share: the state behind struct cli, the option slots, the formats, the
 * output file. */
#ifndef OM_CLI_INNER_H
#define OM_CLI_INNER_H

#include "base/buf.h"
#include "cli/cli.h"

#define CLI_WIDTH 80              /* of help */
#define CLI_LOOK_AHEAD 1000       /* rows that decide the widths of a table */
#define CLI_ASK_ABOVE 20          /* changes that need no question */
#define CLI_ID_MAX ((size_t)4096) /* bytes of an id read from standard input */

/* Option slots */

enum cli_group { CLI_G_OWN, CLI_G_FIELD, CLI_G_IMPORT, CLI_G_PRESET, CLI_G_COMMON };

/* Where the help shows a common option. */
enum cli_part { CLI_PART_ALWAYS, CLI_PART_CHOOSE, CLI_PART_CHANGE, CLI_PART_PRINT };

struct cli_state;
/* An option as one verb has it: its row and how its value is kept. */
struct cli_slot {
	const struct cli_option *option;
	enum cli_group group;
	enum cli_part part; /* of CLI_G_COMMON */
	bool is_hidden;     /* a second spelling, left out of the help */
	bool is_optional;   /* the value may be left out */
	char letter;        /* the row's, unless another option took it */
	void *base;         /* where the row's offset counts from */
	const char *column; /* of fields and presets */
	/* VALUE is NULL where none was given. */
	int (*store)(
		struct cli_state *, const struct cli_slot *, const char *value, struct om_err *);
};

/* Names that the options of an import have besides those in struct om_import_options. */
struct cli_import_words {
	const char *unit; /* --unit of lists */
	const char *delimiter, *on_exists, *on_duplicate;
};

/* A row of --file SHEET that carries options of its own. */
struct cli_sheet_row {
	int64_t line;
	const char *id;
	const char *revision; /* of the record when the sheet was made; NULL: not said */
	const char **cells;   /* by slot of the sheet's columns */
};

struct cli_results {
	int64_t count[3]; /* by enum cli_result */
	int64_t retry;    /* refusals that may pass later */
	int64_t total;    /* records that were chosen, 0 where it is not known */
	/* What was done ("updated"): results are only counted then, unless --format asks for rows.
	 */
	const char *word;
	bool is_begun;
};

/* The output file: its final name, the temporary one beside it, and whether the reader has gone. */
struct cli_output {
	char *path, *temporary;
	bool is_closed;
	bool is_terminal; /* rows and the progress line share it */
};

struct cli_state {
	struct cli cli; /* first, so that a struct cli * is a struct cli_state * */
	char **argv;
	int argc;
	struct cli_slot *slots;
	int slot_count, slot_room;
	bool *given; /* by slot: it stood on the command line */
	bool wants_help, wants_version, no_pager;
	const char *color;
	const char *if_modified; /* --if-modified TIME of an edit */
	bool has_format;         /* --format was given */
	struct cli_import_words words;
	const char **flags; /* of the noun's import, as they are given */
	int flag_count;
	struct om_preset *presets;
	const char **extra_ids; /* --id */
	int extra_id_count;
	struct cli_output output;
	struct cli_results results;
	const struct cli_sheet_row *row; /* under way, NULL without --file of options */
	bool is_row_mode;
	bool has_failed_row;
	bool has_written;    /* something was committed; known once the database is closed */
	int64_t told_orders; /* re-resolved ones that a summary has told of */
};

static inline struct cli_state *cli_state_of(struct cli *cli)
{
	return (struct cli_state *)(void *)cli;
}

/* main.c, args/command.c, environment.c */

/* The verb that ARGV[1..] names; *RET_USED counts the words that named it.  0 and *RET NULL where
 * help is asked for (then *RET_RECORD is the record, or NULL for the program).  OM_EINVAL "usage"
 * with the nearest word. */
int cli_find_verb(const struct cli_program *, int argc, char **argv, struct om_arena *,
	const struct cli_verb **ret, const char **ret_record, int *ret_used,
	struct om_err *) OM_MUST_USE;
/* The record that WORD names, "" where it is the program's own, NULL where it is none. */
const char *cli_record_named(const struct cli_program *, const char *word);
/* The verb's words as they are typed: "item add". */
const char *cli_verb_words(struct cli *);
/* The command line as one text that a shell would read the same way. */
char *cli_command_line(struct om_arena *, const char *name, int argc, char **argv);
/* $XDG_CONFIG_HOME/om/SUB, else ~/.config/om/SUB; NULL where neither is known. */
char *cli_config_path(struct om_arena *, const char *sub);

/* args/: option.c, store.c, fields.c, common.c */

/* Makes the slots of cli->verb out of its tables. */
int cli_slots(struct cli_state *, struct om_err *) OM_MUST_USE;
/* Adds one unless the name is taken; NULL when memory is gone (then the state says so at the end of
 * cli_slots). */
struct cli_slot *cli_slot_add(
	struct cli_state *, enum cli_group, const struct cli_option *, void *base);
struct cli_slot *cli_slot_find(struct cli_state *, const char *name);
/* Parses the words from ARGV[FIRST] on into slots and operands. */
int cli_parse(struct cli_state *, int argc, char **argv, int first, struct om_err *) OM_MUST_USE;
/* What holds between options: --allow needs --reason, and words become enums. */
int cli_settle(struct cli_state *, struct om_err *) OM_MUST_USE;
/* Keeps VALUE by the kind of the option's row, checked. */
int cli_store(struct cli_state *, const struct cli_slot *, const char *value,
	struct om_err *) OM_MUST_USE;
void cli_common_slots(struct cli_state *);
void cli_import_slots(struct cli_state *);
void cli_field_slots(struct cli_state *);
/* Takes the operands that are assignments out of cli->operands. */
int cli_take_assigns(struct cli_state *, struct om_err *) OM_MUST_USE;
/* The nearest column of the verb's noun as hint. */
void cli_hint_column(struct cli *, const char *column, struct om_err *);
int cli_assign(
	struct cli_state *, const char *column, const char *value, struct om_err *) OM_MUST_USE;
/* "hs_code" to "hs-code" in the arena. */
char *cli_dashes(struct om_arena *, const char *column);

/* args/complete.c */

/* What a shell may offer for the last word of `--complete WORD...`, a line each (args/offer.h). */
void cli_complete(struct cli_state *, struct om_buf *);

/* args/help.c */

/* The help of a program (or of one of its records), and of a verb, out of the tables. */
void cli_help_program(const struct cli_program *, const char *record, struct om_buf *);
void cli_help_verb(struct cli_state *, struct om_buf *);
/* Appends TEXT wrapped at CLI_WIDTH, lines after the first indented; COLUMN is where the first
 * begins. */
void cli_wrap(struct om_buf *, const char *text, int indent, int column);
/* LEFT, then TEXT from column AT on; on a line of its own where LEFT is too long. */
void cli_help_entry(struct om_buf *, const char *left, int at, const char *text);

/* Formats */

struct cli_writer {
	struct cli *cli;
	const struct cli_format *format;
	struct cli_column *columns;
	int count;
	struct om_arena arena; /* as long as the writer */
	struct om_arena row;   /* emptied after each row */
	struct om_arena ids;   /* ids only: holds last_id */
	const char *last_id;
	struct om_buf buf;
	int64_t rows;
	bool is_ended;
	/* --columns of a verb that prints rows of its own: which of the given values are printed;
	 * NULL: all. */
	int *picks;
	bool is_help; /* --columns help: the columns were printed in place of the rows */
	/* out/table.c */
	char ***ahead;
	int ahead_count;
	bool *is_spare; /* columns that may be left out; NULL: none */
	int *widths;    /* -1: the column is left out */
	int terminal;   /* cells of a line, 0: any number */
	bool is_bold, is_measured;
	struct om__xlsx_out *book; /* xlsx.c */
};
struct cli_format {
	const char *name;
	void (*begin)(struct cli_writer *); /* may be NULL */
	int (*row)(struct cli_writer *, const struct om_value *, const char *id, struct om_err *);
	int (*end)(struct cli_writer *, struct om_err *); /* may be NULL */
	void (*after)(struct cli_writer *);               /* all is written; may be NULL */
	void (*release)(struct cli_writer *);             /* may be NULL */
};
extern const struct cli_format cli_format_table, cli_format_csv, cli_format_tsv, cli_format_json,
	cli_format_ndjson, cli_format_xlsx, cli_format_ids;

/* The format in force: the option's, else a table on a terminal and CSV otherwise. */
const struct cli_format *cli_format(struct cli *);
int cli_writer_new(struct cli *, const struct cli_format *, const struct cli_column *, int n,
	struct cli_writer **ret, struct om_err *) OM_MUST_USE;
int cli_writer_row(
	struct cli_writer *, const struct om_value *, const char *id, struct om_err *) OM_MUST_USE;
int cli_writer_end(struct cli_writer *, struct om_err *) OM_MUST_USE;
void cli_writer_free(struct cli_writer *);
/* A value as csv and tables show it; "" for none.  Without a database times are in UTC. */
const char *cli_text(struct cli *, struct om_arena *, const struct om_value *);
/* Appends a value, or a whole row as an object, as JSON. */
void cli_json_value(struct cli *, struct om_buf *, struct om_arena *, const struct om_value *);
void cli_json_object(struct cli *, struct om_buf *, struct om_arena *, const struct cli_column *,
	const struct om_value *, int n);
/* TEXT with control characters written as \n, \t and \x1b. */
char *cli_escape(struct om_arena *, const char *text);
struct om_value cli_value_text(enum om_type, const char *text);
struct om_value cli_value_int(int64_t);

/* out/: output.c, target.c, error.c, progress.c, pager.c */

/* May PATH, which OPTION names, be written?  OM_EINVAL "usage" where it is a database or one of the
 * files beside the one in use; what is not a regular file always may. */
int cli_target_check(
	struct cli *, const char *option, const char *path, struct om_err *) OM_MUST_USE;
/* The same of what an import writes, which may be none of the files that it reads either. */
int cli_import_check_targets(struct cli *, struct om_err *) OM_MUST_USE;
/* Opens -o FILE under a temporary name beside it, or standard output. */
int cli_output_open(struct cli *, struct om_err *) OM_MUST_USE;
/* What stderr is told when a signal ends the program; NULL: nothing any more. */
void cli_if_killed(struct cli *, const char *text);
/* Everything on disk under its final name; the temporary file is removed instead if FAILED. */
int cli_output_close(struct cli *, bool has_failed, struct om_err *) OM_MUST_USE;
bool cli_is_terminal(struct cli *);
bool cli_has_color(struct cli *, int fd);
/* The error with PREFIX (a record) before its message. */
void cli_error_of(struct cli *, const char *prefix, const struct om_err *, bool is_warning);
bool cli_shows_progress(const struct cli *);
void cli_progress_clear(void);
/* For a signal's handler: stands the line there, which CLI_CLEAR_LINE takes away? */
bool cli_progress_is_shown(void);
#define CLI_CLEAR_LINE "\r\033[K"
/* out/pager.c: starts the pager and gives the pipe to it; NULL where there is none.  Closing waits
 * for it. */
FILE *cli_pager_open(struct cli *);
bool cli_pager_runs(void);
void cli_pager_close(void);
/* Everything that goes to stderr: at once, or when the pager has ended. */
void cli_stderr(const char *text, size_t len);
const char *cli_dry(const struct cli *); /* "dry run: " or "" */
/* "3 orders re-resolved" behind LEAD where there are such that no summary has told of, else ""; in
 * the arena. */
const char *cli_resolved(struct cli *, const char *lead);
/* 4812 as "4,812", in the arena. */
char *cli_grouped(struct om_arena *, int64_t);

/* view.c */

/* Fills the options of a list that were not given from its --view and from the environment. */
int cli_use_view(struct cli *, struct om_err *) OM_MUST_USE;

/* select.c, rows.c */

/* Reads --file SHEET. */
struct cli_sheet {
	struct cli_sheet_row *rows;
	size_t count;
	struct cli_slot **slots; /* of the sheet's columns, NULL for those that name the record */
	int columns;
	bool has_revision; /* a column tells what each record was at */
};
int cli_sheet_read(struct cli_state *, struct cli_sheet *ret, struct om_err *) OM_MUST_USE;
/* Runs the verb once for every row of such a sheet. */
int cli_run_rows(struct cli_state *, struct om_err *) OM_MUST_USE;
/* Does --file stand in cli->file, as the common option? */
bool cli_has_sheet(struct cli_state *);
int cli_results_close(struct cli *, struct om_err *) OM_MUST_USE;
/* What --format ids prints of a record, in the arena; "@KEY" where it cannot be read. */
const char *cli_id_text(struct cli *, const struct om_noun *, int64_t id);
/* Fields of the noun as rows: --columns help, --where help. */
int cli_print_fields(struct cli *, struct om_err *) OM_MUST_USE;

#endif
