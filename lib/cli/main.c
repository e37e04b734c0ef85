/* main() of every program: finds the verb, reads its options, opens the database the way the verb's
 * flags say, calls the verb, flushes, and turns the result into an exit status.
 *
 * Help, versions, templates and lists of fields are printed before anything is opened.  Whatever
 * happens, the output file is either in place or gone, and the database is closed before the exit
 * status is known: closing a dry run undoes it. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"
#include "core/custom.h"
#include <om/admin.h>

#ifndef OM_VERSION
#define OM_VERSION "0"
#endif

/* A handler, not SIG_IGN: a program that we run must find the default.  A closed pipe and a file
 * that may not grow are failed writes, which tidy up. */
static void ignore(int number)
{
	(void)number;
}

static void ignore_failed_writes(void)
{
	struct sigaction action = {.sa_handler = ignore, .sa_flags = SA_RESTART};

	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGXFSZ, &action, NULL);
}

/* A stream that is closed stays so to whoever reads or writes it, but its number is taken: else the
 * next file would get it, and messages with it. */
static void hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static int print_text(struct cli *cli, const char *text, struct om_err *err)
{
	int rc = cli_output_open(cli, err);

	if (rc == 0)
		rc = cli_write(cli, text, strlen(text), err);
	struct om_err more = {0};
	if (cli_output_close(cli, rc < 0, &more) < 0 && rc == 0) {
		*err = more;
		rc = more.code;
	}
	return rc;
}

static int print_version(struct cli *cli, struct om_err *err)
{
	const char *text = om__printf(&cli->arena, "%s %s\n", cli->program->name, OM_VERSION);

	return text ? print_text(cli, text, err) : om__nomem(err);
}

static int print_program_help(struct cli *cli, const char *record, struct om_err *err)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	cli_help_program(cli->program, record, &buf);
	int rc = om__buf_check(&buf, err);
	if (rc == 0)
		rc = print_text(cli, buf.data, err);
	om__buf_release(&buf);
	return rc;
}

static int print_verb_help(struct cli_state *state, struct om_err *err)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	cli_help_verb(state, &buf);
	int rc = om__buf_check(&buf, err);
	if (rc == 0)
		rc = print_text(&state->cli, buf.data, err);
	om__buf_release(&buf);
	return rc;
}

static bool is_word(const char *text, const char *word)
{
	return text && !strcmp(text, word);
}

/* Custom fields stand in the database; what is printed early does without where there is none, or
 * none that this program reads.  One that cannot be read just now is a failure. */
static int open_for_customs(struct cli *cli, struct om_err *err)
{
	const struct om__custom *custom;
	const struct om_field *field;
	bool has_customs = false;

	for (int i = 0; (field = om_noun_field_at(cli->verb->noun(), i)); i++)
		has_customs = has_customs || !strcmp(field->name, "cf:");
	if (!has_customs)
		return 0;
	if (cli_open(cli, OM_OPEN_READ, err) < 0)
		cli->om = NULL;
	else if (om__custom_at(cli->om, cli->verb->noun(), 0, &custom, err) == 0)
		return 0; /* all of them are known now */
	om_close(cli->om);
	cli->om = NULL;
	if (err->code == OM_ENOTFOUND || err->code == OM_EVERSION || err->code == OM_EINVAL ||
		is_word(err->word, "not-a-database"))
		om_err_clear(err);
	return err->code;
}

static int print_and_close(struct cli *cli, const char *text, struct om_err *err)
{
	int rc = text ? print_text(cli, text, err) : om__nomem(err);

	om_close(cli->om);
	cli->om = NULL;
	return rc;
}

/* What needs no database but can use one: *RET_DONE says whether it was printed. */
static int run_early(struct cli *cli, bool *ret_done, struct om_err *err)
{
	const struct cli_verb *verb = cli->verb;
	bool has_columns = (verb->flags & CLI_LISTS) || verb->run == cli_show;
	bool is_listing =
		(has_columns && (is_word(cli->columns, "help") || is_word(cli->sort, "help"))) ||
		is_word(cli->where, "help");

	*ret_done = true;
	if ((verb->flags & CLI_SHEET) && cli->wants_template && verb->noun) {
		if (open_for_customs(cli, err) < 0)
			return err->code;
		return print_and_close(cli,
			om_import_template(cli->om, verb->noun(), cli->wants_comments, &cli->arena),
			err);
	}
	if ((verb->flags & CLI_SHEET) && verb->noun) {
		const char *text = NULL;
		if (cli_map_text(cli, &text, err) < 0)
			return err->code;
		if (text)
			return print_text(cli, text, err);
	}
	if (is_word(cli->where, "help") && verb->noun && !cli_state_of(cli)->has_format) {
		if (open_for_customs(cli, err) < 0)
			return err->code;
		return print_and_close(
			cli, om_filter_help(cli->om, verb->noun(), &cli->arena), err);
	}
	*ret_done = is_listing && verb->noun;
	if (!*ret_done)
		return 0;
	int rc = cli_output_open(cli, err);
	if (rc == 0)
		rc = cli_print_fields(cli, err);
	cli_writer_free(cli->writer);
	cli->writer = NULL;
	struct om_err more = {0};
	if (cli_output_close(cli, rc < 0, &more) < 0 && rc == 0)
		*err = more;
	return err->code;
}

static int check_operands(struct cli *cli, struct om_err *err)
{
	const struct cli_verb *verb = cli->verb;
	bool is_named = (verb->flags & CLI_SELECT) &&
		(cli->where || cli->find || cli_has_sheet(cli_state_of(cli)) ||
			cli_state_of(cli)->extra_id_count);
	int max = verb->max_operands;

	if (cli->operand_count < verb->min_operands && !is_named && !cli->wants_template)
		om_err_set(err, OM_EINVAL, "usage", "'%s' needs %s", cli_verb_words(cli),
			verb->operands);
	else if (max >= 0 && cli->operand_count > max)
		om_err_set(err, OM_EINVAL, "usage", "unexpected operand '%s'", cli->operands[max]);
	om_err_hint(err, "'%s %s --help' tells more", cli->program->name, cli_verb_words(cli));
	return err->code;
}

static int open_by_flags(struct cli *cli, struct om_err *err)
{
	unsigned flags = cli->verb->flags;

	if (flags & (CLI_NO_DB | CLI_SELF))
		return 0;
	if (flags & CLI_MAKE)
		return cli_open(cli, OM_OPEN_CREATE, err);
	if (flags & CLI_WRITE)
		return cli_open(cli, OM_OPEN_WRITE, err);
	return flags & CLI_READ ? cli_open(cli, OM_OPEN_READ, err) : 0;
}

/* The permission that the verb needs, in the arena; NULL where it needs none of the runner. */
static const char *permission_of(struct cli *cli)
{
	const struct cli_verb *verb = cli->verb;
	const char *name = *verb->record ? verb->record : verb->name, *found = NULL;
	const char *text = cli->program->permissions;

	for (const char *p = text; p && *p;) {
		size_t n = strcspn(p, " "), colon = strcspn(p, ": ");
		bool is_own = colon < n && strlen(name) == colon && !strncmp(p, name, colon);

		if (is_own || (colon == n && !found))
			found = is_own ? p + colon + 1 : p;
		if (is_own)
			break;
		p += n + (p[n] == ' ');
	}
	return found && *found != '-' ? om__strndup(&cli->arena, found, strcspn(found, " ")) : NULL;
}

static int check_right(struct cli *cli, struct om_err *err)
{
	unsigned flags = cli->verb->flags;
	const char *word = (flags & CLI_WRITE) && !(flags & CLI_SELF) ? permission_of(cli) : NULL;

	return word ? om_permit(cli->om, word, err) : 0;
}

static int call_verb(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	int rc = cli_has_sheet(state) ? cli_run_rows(state, err) : cli->verb->run(cli, err);

	cli_progress_clear();
	if (rc >= 0)
		rc = cli_rows_end(cli, err);
	cli_writer_free(cli->writer);
	cli->writer = NULL;
	return rc;
}

/* Ends the run.  What was committed before a failure has a run to end too, but the failure stays
 * the answer. */
static int finish_run(struct cli *cli, int rc, struct om_err *err)
{
	struct om_err more = {0};

	if (!cli->om || !(cli->verb->flags & (CLI_WRITE | CLI_MAKE)) ||
		om_finish(cli->om, &more) == 0)
		return rc;
	if (rc >= 0)
		*err = more;
	return err->code;
}

/* Runs the verb between opening and closing the output and the database. */
static int run_verb(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	int rc = open_by_flags(cli, err);

	if (rc == 0)
		rc = check_right(cli, err);
	if (rc == 0)
		rc = cli_use_view(cli, err);
	if (rc == 0)
		rc = cli_output_open(cli, err);
	if (rc == 0)
		rc = call_verb(state, err);
	rc = finish_run(cli, rc, err);
	const char *resolved = cli_resolved(cli, cli_dry(cli));
	if (*resolved)
		cli_say(cli, "%s", resolved);
	state->has_written = cli->has_made || (cli->om && !cli->dry_run && om_run_id(cli->om) != 0);
	om_close(cli->om);
	cli->om = NULL;
	struct om_err more = {0};
	if (cli_output_close(cli, rc < 0, &more) < 0 && rc >= 0) {
		*err = more;
		rc = more.code;
	}
	return rc < 0 ? rc : 0;
}

/* The answer to a shell that completes; nothing where anything goes wrong. */
static int print_completions(struct cli_state *state)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	cli_complete(state, &buf);
	if (!buf.is_bad)
		fwrite(buf.data, 1, buf.len, stdout);
	om__buf_release(&buf);
	om_close(state->cli.om);
	state->cli.om = NULL;
	return 0;
}

static int run(struct cli_state *state, int argc, char **argv, struct om_err *err)
{
	struct cli *cli = &state->cli;
	const char *record;
	bool is_done = false;
	int used;

	if (!strcmp(argv[1], "--version"))
		return print_version(cli, err);
	if (!strcmp(argv[1], "--complete"))
		return print_completions(state);
	if (cli_find_verb(cli->program, argc, argv, &cli->arena, &cli->verb, &record, &used, err) <
		0)
		return err->code;
	if (!cli->verb)
		return print_program_help(cli, record, err);
	if (cli_slots(state, err) < 0 || cli_parse(state, argc, argv, used, err) < 0)
		return err->code;
	if (state->wants_help)
		return print_verb_help(state, err);
	if (state->wants_version)
		return print_version(cli, err);
	if (cli_settle(state, err) < 0)
		return err->code;
	if ((cli->verb->flags & CLI_FIELDS) && cli->verb->noun && cli_take_assigns(state, err) < 0)
		return err->code;
	if (run_early(cli, &is_done, err) < 0 || is_done)
		return err->code;
	return check_operands(cli, err) < 0 ? err->code : run_verb(state, err);
}

/* --format as it was typed: an error of the command line may come before it is read. */
static const char *typed_format(int argc, char **argv)
{
	static const char option[] = "--format";
	const size_t len = sizeof(option) - 1;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], option, len) != 0)
			continue;
		if (argv[i][len] == '=')
			return argv[i] + len + 1;
		if (!argv[i][len])
			return argv[i + 1];
	}
	return NULL;
}

int cli_fail(const struct cli_program *program, int argc, char **argv, const struct om_err *err)
{
	struct cli_state state = {.cli = {.program = program, .format = typed_format(argc, argv)}};

	om__arena_init(&state.cli.arena);
	cli_error(&state.cli, err, false);
	om__arena_release(&state.cli.arena);
	return om_err_exit(err);
}

/* The exit status; the error is printed unless it only says that nobody reads any more.  "Failed,
 * nothing changed" would be untrue where something was committed before (DESIGN 5.5). */
static int finish(struct cli_state *state, struct om_err *err)
{
	struct cli *cli = &state->cli;
	int status = om_err_exit(err);

	if (!err->code)
		return cli->exit_status;
	if (state->output.is_closed && !(cli->verb && (cli->verb->flags & (CLI_WRITE | CLI_MAKE))))
		return 0;
	if (!cli->format)
		cli->format = typed_format(state->argc, state->argv);
	bool is_part = state->has_written && (status == 3 || status == 75);
	if (is_part)
		om_err_hint(err, "what was done before that stands");
	cli_error(cli, err, false);
	return is_part ? 4 : status;
}

int cli_main(const struct cli_program *program, int argc, char **argv)
{
	struct cli_state state = {
		.cli = {.program = program, .out = NULL}, .argc = argc, .argv = argv};
	struct om_err err = {0};
	int status = 2;

	hold_streams();
	ignore_failed_writes();
	om__arena_init(&state.cli.arena);
	if (argc > 1) {
		(void)run(&state, argc, argv, &err);
		status = finish(&state, &err);
	} else {
		struct om_buf buf;
		om__buf_init(&buf, 0);
		cli_help_program(program, NULL, &buf);
		fputs(buf.data, stderr);
		om__buf_release(&buf);
	}
	om__arena_release(&state.cli.arena);
	return status;
}
