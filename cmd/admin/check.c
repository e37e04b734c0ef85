/* om-admin check: proves the invariants of the data; with --repair rebuilds what is derived first,
 * with --setup says what the set-up lacks instead. */
#include "admin.h"
#include "base/text.h"
#include <om/check.h>
#include <inttypes.h>

const struct cli_option admin_check_options[] = {
	{CLI_FLAG, "repair", 0, NULL, "rebuild derived counters and keys first",
		offsetof(struct admin_check, repair), 0, 0, NULL},
	{CLI_FLAG, "setup", 0, NULL, "say what is missing before goods can move instead",
		offsetof(struct admin_check, setup), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* Its error is its own: transactions that follow begin without one. */
struct printing {
	struct cli *cli;
	struct om_err err; /* of the first row that could not be printed */
};

static void print(struct printing *p, const struct om_value *row, const char *id)
{
	if (p->err.code == 0)
		(void)!cli_row(p->cli, row, id, &p->err);
}

static int printed(const struct printing *p, struct om_err *err)
{
	if (!p->err.code)
		return 0;
	*err = p->err;
	return err->code;
}

static void print_row(void *arg, const struct om_check_row *r)
{
	static const char *const kinds[] = {[OM_CHECK_VIOLATION] = "violation",
		[OM_CHECK_REPAIRED] = "repaired",
		[OM_CHECK_PENDING] = "pending"};
	struct printing *p = arg;
	const struct om_value row[] = {
		{OM_T_WORD, false, 0, r->invariant, ""},
		{OM_T_WORD, false, 0, r->entity, ""},
		{OM_T_INT, r->id == 0, r->id, "", ""},
		{OM_T_TEXT, false, 0, r->message, ""},
		{OM_T_WORD, false, 0, kinds[r->kind], ""},
		{OM_T_TEXT, !*r->hint, 0, r->hint, ""},
	};

	print(p, row, r->invariant);
}

static void summarize(struct cli *cli, const struct om_check_report *r, bool is_repair)
{
	char *hold, *repaired = "";

	if (r->broken)
		hold = om__printf(
			&cli->arena, "%d of %d", r->invariants - r->broken, r->invariants);
	else
		hold = om__printf(&cli->arena, "%d", r->invariants);
	if (is_repair)
		repaired = om__printf(&cli->arena, "%" PRId64 " repaired, ", r->repaired);
	if (hold && repaired)
		cli_say(cli, "check: %s invariants hold, %s, %s%" PRId64 " pending", hold,
			OM_COUNTED(r->violations, "violation", "violations"), repaired, r->pending);
}

static void print_lack(void *arg, const struct om_setup_row *r)
{
	struct printing *p = arg;
	const struct om_value row[] = {
		{OM_T_WORD, false, 0, r->severity, ""},
		{OM_T_WORD, false, 0, r->code, ""},
		{OM_T_WORD, false, 0, r->entity, ""},
		{OM_T_INT, r->id == 0, r->id, "", ""},
		{OM_T_TEXT, false, 0, r->message, ""},
		{OM_T_TEXT, false, 0, r->hint, ""},
	};

	print(p, row, r->code);
}

static int check_setup(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {{"severity", OM_T_WORD}, {"code", OM_T_WORD},
		{"entity", OM_T_WORD}, {"id", OM_T_INT}, {"message", OM_T_TEXT},
		{"hint", OM_T_TEXT}};
	struct printing p = {.cli = cli};
	struct om_setup_report report;
	int rc = cli_open(cli, OM_OPEN_READ, err);

	if (rc == 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	if (rc == 0)
		rc = om_setup_check(cli->om, print_lack, &p, &report, err);
	if (rc == 0)
		rc = printed(&p, err);
	if (rc == 0)
		rc = cli_rows_end(cli, err);
	if (rc < 0)
		return rc;
	cli_say(cli, "set-up: errors %" PRId64 ", warnings %" PRId64, report.errors,
		report.warnings);
	if (report.errors + report.warnings)
		cli_exit(cli, 1);
	return 0;
}

int admin_check(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {{"invariant", OM_T_WORD}, {"entity", OM_T_WORD},
		{"id", OM_T_INT}, {"message", OM_T_TEXT}, {"kind", OM_T_WORD}, {"hint", OM_T_TEXT}};
	const struct admin_check *o = cli->options;
	struct printing p = {.cli = cli};
	struct om_check_report report;
	int rc;

	if (o->setup && o->repair)
		return om_err_set(err, OM_EINVAL, "usage", "--setup changes nothing: no --repair");
	if (o->setup)
		return check_setup(cli, err);
	rc = cli_open(cli, o->repair ? OM_OPEN_WRITE : OM_OPEN_READ, err);
	if (rc == 0 && o->repair)
		rc = om_permit(cli->om, "users", err);
	if (rc == 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	if (rc == 0)
		rc = om_check(cli->om, o->repair, print_row, &p, &report, err);
	if (rc == 0)
		rc = printed(&p, err);
	if (rc == 0)
		rc = cli_rows_end(cli, err);
	if (rc < 0)
		return rc;
	summarize(cli, &report, o->repair);
	if (report.violations)
		cli_exit(cli, 1);
	return 0;
}
