/* import: spreadsheets into a noun, one file after the other, with counts for each and for all
 * (DESIGN 5.6).
 *
 * The library reports every bad row as it finds it; here they are printed.  Several files are taken
 * in the order given and the first that is refused ends the run, unless --keep-going: what comes
 * later may need what it would have made. */
#include <unistd.h>
#include "base/text.h"
#include "cli/inner.h"

struct totals {
	struct om_import_report sum;
	int files, status;
	bool has_written, is_stopped;
};

static void on_error(void *arg, const struct om_err *err, bool is_warning)
{
	cli_error(arg, err, is_warning);
}

static void on_skipped(void *arg, const char *file, int64_t line, const char *name, const char *why)
{
	cli_say(arg, "%s:%lld: %s%sskipped: %s", file, (long long)line, name, *name ? " " : "",
		why);
}

/* ---- maps ---- */

static const char *list_maps(struct cli *cli)
{
	const struct om_noun *noun = cli->verb->noun();
	struct om_map_info map;
	char *text = om__strdup(&cli->arena, "");

	for (int i = 0; text && om_map_at(noun, i, &map); i++)
		text = om__printf(
			&cli->arena, "%s%-15s %.*s\n", text, map.name, map.about_len, map.about);
	if (text && !*text)
		text = om__printf(&cli->arena, "no map of %s is built in\n", noun->plural);
	return text;
}

int cli_map_text(struct cli *cli, const char **ret, struct om_err *err)
{
	const struct om_noun *noun = cli->verb->noun();
	struct om_map_info map;

	*ret = NULL;
	if (cli->sheet.map && !strcmp(cli->sheet.map, "help")) {
		*ret = list_maps(cli);
		return *ret ? 0 : om__nomem(err);
	}
	if (!cli->map_shown)
		return 0;
	for (int i = 0; om_map_at(noun, i, &map); i++)
		if (!strcmp(map.name, cli->map_shown))
			*ret = map.text;
	if (*ret)
		return 0;
	om_err_set(err, OM_ENOTFOUND, "unknown-map", "no map '%s' is built in", cli->map_shown);
	om_err_at(err, "--map-show", 0, 0);
	om_err_hint(err, "--map help lists them");
	return OM_ENOTFOUND;
}

/* ---- the import ---- */

/* "created 2, updated 5, unchanged 90, rejected 1; 12 units added without cost" */
static void say_counts(struct cli *cli, const char *what, const struct om_import_report *report)
{
	struct om_buf buf;

	om__buf_init(&buf, 0);
	om__buf_fmt(&buf, "%s: created %lld, updated %lld, unchanged %lld, rejected %lld", what,
		(long long)report->created, (long long)report->updated,
		(long long)report->unchanged, (long long)report->rejected);
	if (report->skipped)
		om__buf_fmt(&buf, ", skipped %lld", (long long)report->skipped);
	if (report->warnings)
		om__buf_fmt(&buf, ", %s", OM_COUNTED(report->warnings, "warning", "warnings"));
	if (report->note && *report->note)
		om__buf_fmt(&buf, "; %s", report->note);
	if (report->nothing_written)
		om__buf_str(&buf, "; nothing written");
	om__buf_str(&buf, cli_resolved(cli, "; "));
	cli_say(cli, "%s%s", cli_dry(cli), buf.data);
	om__buf_release(&buf);
}

static void add(struct totals *totals, const struct om_import_report *report)
{
	struct om_import_report *sum = &totals->sum;

	totals->files++;
	if (report->exit_status && !totals->status)
		totals->status = report->exit_status;
	if (!report->nothing_written && report->created + report->updated > 0)
		totals->has_written = true;
	sum->created += report->nothing_written ? 0 : report->created;
	sum->updated += report->nothing_written ? 0 : report->updated;
	sum->unchanged += report->unchanged;
	sum->rejected += report->rejected;
	sum->skipped += report->skipped;
	sum->warnings += report->warnings;
}

static int import_one(struct cli *cli, const char *path, struct totals *totals, struct om_err *err)
{
	struct om_import_options options = cli->sheet;
	struct om_import_report report = {0};

	options.path = path;
	options.input = STDIN_FILENO;
	options.map_dir = cli_config_path(&cli->arena, "maps");
	options.on_error = on_error;
	options.on_skipped = on_skipped;
	options.arg = cli;
	if (om_import(cli->om, cli->verb->noun(), &options, &report, err) < 0) {
		if (!report.exit_status)
			return err->code;
		/* The machine failed when part was written: the report says what stands. */
		om_err_hint(err, "run again, it does the rest");
		cli_error(cli, err, false);
		om_err_clear(err);
		totals->is_stopped = true;
	}
	cli_progress_clear();
	say_counts(cli, strcmp(path, "-") ? path : "standard input", &report);
	add(totals, &report);
	return 0;
}

static int check_files(struct cli *cli, struct om_err *err)
{
	if (!cli->operand_count) {
		om_err_set(err, OM_EINVAL, "usage", "'%s' needs a FILE, or '-' for standard input",
			cli_verb_words(cli));
		om_err_hint(err, "--template prints an empty one");
		return OM_EINVAL;
	}
	if (cli->sheet.rejects && cli->operand_count > 1)
		return om_err_set(err, OM_EINVAL, "usage",
			"--rejects takes the rows of one file; give one file");
	return cli_import_check_targets(cli, err);
}

int cli_import(struct cli *cli, struct om_err *err)
{
	struct totals totals = {0};
	int rc = check_files(cli, err);

	int at = 0;
	cli_if_killed(cli,
		cli->dry_run || cli->sheet.atomic
			? "interrupted; nothing was written"
			: "interrupted; what is written so far stands, and the "
			  "same command does the rest");
	while (at < cli->operand_count && rc == 0) {
		rc = import_one(cli, cli->operands[at++], &totals, err);
		if (totals.is_stopped || (totals.status && !cli->sheet.keep_going))
			break;
	}
	cli_if_killed(cli, NULL);
	if (totals.files > 1)
		say_counts(cli, "total", &totals.sum);
	for (; rc == 0 && at < cli->operand_count; at++)
		cli_say(cli, "%s: not read", cli->operands[at]);
	/* Something of an earlier file stands although a later one failed. */
	bool is_part = totals.has_written && (rc < 0 || totals.status);
	if (rc < 0 && totals.files && is_part) {
		cli_error(cli, err, false);
		om_err_clear(err);
		rc = 0;
	}
	cli_exit(cli, is_part ? 4 : totals.status);
	return rc;
}
