/* om-admin dump and load: the whole database as text, and back. */
#include "admin.h"
#include <inttypes.h>
#include <unistd.h>

static int write_out(void *arg, const char *text, size_t len, struct om_err *err)
{
	return cli_write(arg, text, len, err);
}

int admin_dump(struct cli *cli, struct om_err *err)
{
	struct om_dump_count count;
	int rc = om_dump(cli->om, write_out, cli, &count, err);

	if (rc == 0)
		cli_say(cli, "dumped %" PRId64 " rows of %" PRId64 " tables", count.rows,
			count.tables);
	return rc;
}

const struct cli_option admin_load_options[] = {
	{CLI_FLAG, "dry-run", 'n', NULL, "load into memory, and keep nothing",
		offsetof(struct admin_load, dry_run), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* The file is proved whole before a database is made; a dry run makes none. */
int admin_load(struct cli *cli, struct om_err *err)
{
	const struct admin_load *o = cli->options;
	struct om_dump_file *file;
	struct om_dump_count count;
	int rc =
		om_dump_open(cli->operands[0], STDIN_FILENO, cli_progress_of(cli), cli, &file, err);

	if (rc < 0)
		return rc;
	if (o->dry_run)
		cli->db = ":memory:";
	rc = cli_open(cli, OM_OPEN_CREATE, err);
	if (rc == 0)
		rc = om_load(cli->om, file, &count, err);
	om_dump_close(file);
	cli->has_made = rc == 0 && !o->dry_run;
	if (rc == 0)
		cli_say(cli, "%sloaded %" PRId64 " rows of %" PRId64 " tables",
			o->dry_run ? "dry run: " : "", count.rows, count.tables);
	return rc;
}
