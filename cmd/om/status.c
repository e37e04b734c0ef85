/* om status, and `om` alone: the programs that are installed, one line each, and what in the
 * database needs attention (catalog.md, "Finding one's way").
 *
 * It is a look around, so whatever cannot be counted is left out: no database, a noun that this
 * version does not have, a filter that does not fit. */
#include "base/text.h"
#include "front.h"

/* What is counted: rows of NOUN that pass WHERE, by the column BY if there is one. */
static const struct count {
	const char *noun, *where, *by;
	const char *label;
} counts[] = {
	{"order", "status in (unresolved, on-hold, awaiting-payment, awaiting-shipment)", "status",
		"orders"},
	{"order", "status = unresolved", "first_problem", "unresolved orders"},
	{"listing", "sku is empty and waiting_orders > 0", NULL,
		"unlinked listings that orders wait for"},
	{"stock", "level = red", NULL, "stock records below their minimum"},
	{"outbox", "status in (refused, unknown)", NULL, "messages that channels did not take"},
	{"hook", "status = broken", NULL, "broken webhooks"},
};

/* One line, or one row where a format is asked for. */
static int print_count(struct cli *cli, const struct count *count, const char *value, int64_t rows,
	struct om_err *err)
{
	const char *what =
		value ? om__printf(&cli->arena, "%s: %s", count->label, value) : count->label;

	if (!what)
		return om__nomem(err);
	if (!cli->format) {
		fprintf(cli->out, "%8lld  %s\n", (long long)rows, what);
		return 0;
	}
	struct om_value row[] = {{.type = OM_T_WORD, .text = count->noun, .unit = ""},
		{.type = OM_T_WORD, .is_empty = !value, .text = value ? value : "", .unit = ""},
		{.type = OM_T_INT, .num = rows, .text = "", .unit = ""},
		{.type = OM_T_TEXT, .text = what, .unit = ""}};
	return cli_row(cli, row, NULL, err);
}

static int count_by(struct cli *cli, const struct count *count, const struct om_query_spec *spec,
	int *ret_lines, struct om_err *err)
{
	struct om_err ignored = {0};
	struct om_summary summary;

	if (om_query_summary(cli->om, spec, count->by, &cli->arena, &summary, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < summary.count; i++) {
		if (!*summary.rows[i].value)
			continue;
		if (print_count(cli, count, summary.rows[i].value, summary.rows[i].rows, err) < 0)
			return err->code;
		++*ret_lines;
	}
	return 0;
}

static int count_rows(struct cli *cli, const struct count *count, const struct om_query_spec *spec,
	int *ret_lines, struct om_err *err)
{
	struct om_err ignored = {0};
	int64_t *keys;
	size_t n;

	if (om_query_keys(cli->om, spec, &cli->arena, &keys, &n, &ignored) < 0 || !n)
		return 0;
	++*ret_lines;
	return print_count(cli, count, NULL, (int64_t)n, err);
}

static int print_counts(struct cli *cli, struct om_err *err)
{
	int lines = 0, rc = 0;

	for (size_t i = 0; i < OM_COUNT(counts) && rc == 0; i++) {
		struct om_query_spec spec = {
			.noun = om_noun_find(counts[i].noun), .where = counts[i].where};
		if (!spec.noun)
			continue;
		rc = counts[i].by ? count_by(cli, &counts[i], &spec, &lines, err)
				  : count_rows(cli, &counts[i], &spec, &lines, err);
	}
	if (rc == 0 && !lines && !cli->format)
		fputs("nothing\n", cli->out);
	return rc;
}

static void print_programs(struct cli *cli)
{
	for (const struct front_program *p = front_programs; p->name; p++)
		if (front_find(&cli->arena, p->name))
			fprintf(cli->out, "om %-10s %s\n", p->name, p->summary);
	fputs("\n'om help' tells more.\n", cli->out);
}

int front_status(struct cli *cli, struct om_err *err)
{
	static const struct cli_column columns[] = {
		{"noun", OM_T_WORD}, {"value", OM_T_WORD}, {"rows", OM_T_INT}, {"what", OM_T_TEXT}};
	struct om_err failure = {0};
	bool is_named = cli->db;

	if (!cli->format)
		print_programs(cli);
	else if (cli_columns(cli, columns, OM_COUNT(columns), err) < 0)
		return err->code;
	if (cli_open(cli, OM_OPEN_READ, &failure) < 0) {
		/* No database yet is nothing to complain of, unless one was named. */
		if (is_named || strcmp(failure.word, "no-database") != 0)
			*err = failure;
		return err->code;
	}
	if (!cli->format)
		fputs("\nNeeds attention:\n", cli->out);
	return print_counts(cli, err);
}
