/* Results of actions on many records: a row each, and at the end how many were done, unchanged and
 * refused.
 *
 * In a table a result is one plain line; a refusal stands on stderr alone there, so that a terminal
 * shows it once.  Rows of --file share one count, which is closed when the last row is done. */
#include "cli/inner.h"

static const char *const result_words[] = {
	[CLI_DONE] = "done",
	[CLI_UNCHANGED] = "unchanged",
	[CLI_REFUSED] = "refused",
};

/* Are results printed at all? */
static bool has_rows(struct cli *cli)
{
	return !cli_state_of(cli)->results.word || cli_state_of(cli)->has_format;
}

static int begin(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {{"record", OM_T_ID}, {"result", OM_T_WORD},
		{"code", OM_T_WORD}, {"message", OM_T_TEXT}};
	struct cli_results *results = &cli_state_of(cli)->results;

	if (results->is_begun)
		return 0;
	results->is_begun = true;
	/* A result is told when it is written. */
	if (!cli->dry_run && !cli->atomic && results->total > 1)
		cli_if_killed(cli, "interrupted; what is written so far stands");
	if (!has_rows(cli) || cli_format(cli) == &cli_format_table)
		return 0;
	return cli_columns(cli, columns, OM_COUNT(columns), err);
}

static int print_line(struct cli *cli, const char *record, const char *message, struct om_err *err)
{
	char *text = om__printf(&cli->arena, "%s %s", record, message);
	char *line = text ? cli_escape(&cli->arena, text) : NULL;

	if (!line)
		return om__nomem(err);
	if (cli_write(cli, line, strlen(line), err) < 0)
		return err->code;
	return cli_write(cli, "\n", 1, err);
}

/* The refusal on stderr, with the row of the sheet that asked for it. */
static void report(struct cli *cli, const char *record, const struct om_err *refusal)
{
	const struct cli_state *state = cli_state_of(cli);
	struct om_err copy = *refusal;

	if (state->row)
		om_err_at(&copy, cli->file, state->row->line, 0);
	cli_error_of(cli, record, &copy, false);
}

int cli_result(struct cli *cli, const char *record, enum cli_result result, const char *message,
	const struct om_err *refusal, struct om_err *err)
{
	struct cli_results *results = &cli_state_of(cli)->results;
	bool is_table = cli_format(cli) == &cli_format_table;
	const char *text = refusal ? refusal->message : message ? message : "";
	int rc = begin(cli, err);
	struct om_mark mark = om__arena_mark(&cli->arena);

	results->count[result]++;
	int64_t done = results->count[CLI_DONE] + results->count[CLI_UNCHANGED] +
		results->count[CLI_REFUSED];
	cli_progress(cli, cli->verb->name, done, done, results->total);
	if (refusal && om_err_exit(refusal) == 75)
		results->retry++;
	if (rc < 0)
		return rc;
	if (refusal)
		report(cli, record, refusal);
	if (!has_rows(cli))
		return 0;
	if (!is_table) {
		struct om_value values[] = {cli_value_text(OM_T_ID, record),
			cli_value_text(OM_T_WORD, result_words[result]),
			cli_value_text(OM_T_WORD, refusal ? refusal->word : NULL),
			cli_value_text(OM_T_TEXT, text)};
		return cli_row(cli, values, record, err);
	}
	if (!refusal)
		rc = print_line(cli, record, text, err);
	om__arena_rewind(&cli->arena, mark);
	return rc;
}

/* Some refused: 4; all: 5, or 75 where all may go later. */
static int status_of(const struct cli_results *results)
{
	int64_t refused = results->count[CLI_REFUSED];

	if (!refused)
		return 0;
	if (results->count[CLI_DONE] || results->count[CLI_UNCHANGED])
		return 4;
	return results->retry == refused ? 75 : 5;
}

/* "2 updated, 1 refused"; what did not happen is left out, but for all of it. */
static void say_done(struct cli *cli, const struct cli_results *results)
{
	const char *const words[] = {results->word, "unchanged", "refused"};
	struct om_buf buf;

	om__buf_init(&buf, 0);
	for (size_t i = 0; i < OM_COUNT(words); i++)
		if (results->count[i])
			om__buf_fmt(&buf, "%s%lld %s", buf.len ? ", " : "",
				(long long)results->count[i], words[i]);
	if (!buf.len)
		om__buf_fmt(&buf, "0 %s", results->word);
	om__buf_str(&buf, cli_resolved(cli, "; "));
	cli_say(cli, "%s%s", cli_dry(cli), buf.data);
	om__buf_release(&buf);
}

int cli_results_close(struct cli *cli, struct om_err *err)
{
	const struct cli_results *results = &cli_state_of(cli)->results;
	int64_t done = results->count[CLI_DONE], same = results->count[CLI_UNCHANGED],
		refused = results->count[CLI_REFUSED];

	if (begin(cli, err) < 0)
		return err->code;
	cli_if_killed(cli, NULL);
	if (status_of(results) > cli->exit_status)
		cli_exit(cli, status_of(results));
	if (results->word)
		say_done(cli, results);
	else if (done + same + refused > 1)
		cli_say(cli, "%s%s: %lld done, %lld unchanged, %lld refused", cli_dry(cli),
			cli_verb_words(cli), (long long)done, (long long)same, (long long)refused);
	return cli_rows_end(cli, err);
}

int cli_results_end(struct cli *cli, struct om_err *err)
{
	return cli_state_of(cli)->is_row_mode ? 0 : cli_results_close(cli, err);
}
