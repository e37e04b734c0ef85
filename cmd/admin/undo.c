/* om-admin undo: takes back what a run did, all of it or nothing. */
#include "admin.h"
#include "base/text.h"
#include <inttypes.h>

/* Its error is its own: transactions that follow begin without one. */
struct printing {
	struct cli *cli;
	struct om_err err; /* of the first row that could not be printed */
};

/* Steps that were done go to the output, refusals to standard error. */
static void print_step(void *arg, const struct om_undo_step *s)
{
	struct printing *p = arg;
	const struct om_value row[] = {
		{OM_T_WORD, false, 0, s->entity, ""},
		{OM_T_ID, false, 0, s->record, ""},
		{OM_T_TEXT, false, 0, s->what, ""},
	};

	if (s->refusal)
		cli_error(p->cli, s->refusal, false);
	else if (p->err.code == 0)
		(void)!cli_row(p->cli, row, s->record, &p->err);
}

static int read_run(const char *text, int64_t *ret, struct om_err *err)
{
	if (om__int_parse(text, ret, err) < 0)
		return err->code;
	return *ret > 0
		? 0
		: om_err_set(err, OM_EINVAL, "not-integer", "'%s' is no number of a run", text);
}

int admin_undo(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"entity", OM_T_WORD}, {"record", OM_T_ID}, {"undone", OM_T_TEXT}};
	struct printing p = {.cli = cli};
	int64_t run_id, count = 0;
	int rc = read_run(cli->operands[0], &run_id, err);

	if (rc == 0)
		rc = cli_columns(cli, columns, OM_COUNT(columns), err);
	if (rc == 0)
		rc = om_undo(cli->om, run_id, print_step, &p, &count, err);
	if (rc == 0 && p.err.code) {
		*err = p.err;
		rc = err->code;
	}
	if (rc == 0)
		rc = cli_rows_end(cli, err);
	if (rc < 0)
		return rc;
	if (count)
		cli_say(cli, "%srun %" PRId64 " undone by run %" PRId64 ": %s",
			cli->dry_run ? "dry run: " : "", run_id, om_run_id(cli->om),
			OM_COUNTED(count, "change", "changes"));
	else
		cli_say(cli, "run %" PRId64 " changed nothing", run_id);
	return 0;
}
