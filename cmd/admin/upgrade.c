/* om-admin upgrade: brings the database to the version of the programs. */
#include "admin.h"

const struct cli_option admin_upgrade_options[] = {
	{CLI_FLAG, "notes", 0, NULL, "print what changes, and change nothing",
		offsetof(struct admin_upgrade, notes), 0, 0, NULL},
	{CLI_FLAG, "no-backup", 0, NULL, "do not copy the database first",
		offsetof(struct admin_upgrade, no_backup), 0, 0, NULL},
	{CLI_FLAG, "dry-run", 'n', NULL, "upgrade a copy that is thrown away",
		offsetof(struct admin_upgrade, dry_run), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* Its error is its own: the transactions that follow begin without one. */
struct printing {
	struct cli *cli;
	struct om_err err; /* of the first row that could not be printed */
	int steps;
};

static void print_step(void *arg, int version, const char *name, const char *what)
{
	struct printing *p = arg;
	const struct om_value row[] = {
		{OM_T_INT, false, version, "", ""},
		{OM_T_ID, false, 0, name, ""},
		{OM_T_TEXT, false, 0, what, ""},
	};

	p->steps++;
	if (p->err.code == 0)
		(void)!cli_row(p->cli, row, name, &p->err);
}

static void summarize(
	struct cli *cli, const struct admin_upgrade *o, const struct om_upgrade_report *r)
{
	if (r->backup)
		cli_say(cli, "the database as it was is kept as %s", r->backup);
	if (r->from == r->to)
		cli_say(cli, "%s has version %d of the schema, the newest; nothing to do", cli->db,
			r->to);
	else if (o->notes)
		cli_say(cli, "%s has version %d of the schema; upgrade brings it to %d", cli->db,
			r->from, r->to);
	else
		cli_say(cli, "%s%s upgraded from version %d of the schema to %d",
			o->dry_run ? "dry run: " : "", cli->db, r->from, r->to);
}

int admin_upgrade(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"version", OM_T_INT}, {"migration", OM_T_ID}, {"what", OM_T_TEXT}};
	const struct admin_upgrade *o = cli->options;
	const struct om_upgrade how = {.no_backup = o->no_backup, .notes_only = o->notes};
	struct printing p = {.cli = cli};
	struct om_upgrade_report report;

	cli->dry_run = o->dry_run;
	int rc = cli_open(cli, OM_OPEN_UPGRADE, err);
	if (rc == 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	if (rc == 0)
		rc = om_upgrade(cli->om, &how, &cli->arena, print_step, &p, &report, err);
	cli->has_made = p.steps > 0 && !o->dry_run && !o->notes;
	if (rc == 0 && p.err.code) {
		*err = p.err;
		rc = err->code;
	}
	if (rc == 0)
		rc = cli_rows_end(cli, err);
	if (rc == 0)
		summarize(cli, o, &report);
	return rc;
}
