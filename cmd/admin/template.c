/* om-admin template: the texts that documents are made of (shipping.md, Templates). */
#include "admin.h"
#include <om/ship.h>

const struct cli_option admin_template_options[] = {
	{CLI_CHOICE, "kind", 0, "KIND", "what it is for", offsetof(struct admin_template, kind), 0,
		0, "packing-slip"},
	CLI_OPTIONS_END,
};
const struct cli_option admin_template_edit_options[] = {
	{CLI_CHOICE, "kind", 0, "KIND", "what it is for", offsetof(struct admin_template, kind), 0,
		0, "packing-slip"},
	{CLI_TEXT, "file", 'f', "FILE", "the text, in the place of the operand",
		offsetof(struct admin_template, file), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static const char *kind_of(const struct cli *cli)
{
	const struct admin_template *o = cli->options;

	return o->kind ? o->kind : "packing-slip";
}

static void say_finding(void *cli, const struct om_err *err)
{
	cli_error(cli, err, false);
}

int admin_template_edit(struct cli *cli, struct om_err *err)
{
	const struct admin_template *o = cli->options;
	struct om_template t = {.kind = kind_of(cli),
		.name = cli->operands[0],
		.source = o->file,
		.findings = {say_finding, cli}};
	bool is_unchanged;
	int64_t version;
	int rc;

	if ((cli->operand_count > 1) == (o->file != NULL))
		return om_err_set(err, OM_EINVAL, "usage",
			"'template edit' needs one text: FILE or --file FILE");
	if (!t.source)
		t.source = cli->operands[1];
	rc = cli_slurp(cli, t.source, &t.text, err);
	if (rc == 0)
		rc = om_template_save(cli->om, &t, &version, &is_unchanged, err);
	if (rc == 0)
		cli_say(cli, "%stemplate '%s' %s: version %lld", cli->dry_run ? "dry run: " : "",
			t.name, is_unchanged ? "unchanged" : "saved", (long long)version);
	return rc;
}

/* The text as it is, to be copied and changed. */
int admin_template_show(struct cli *cli, struct om_err *err)
{
	const char *text;
	int rc = om_template_text(cli->om, kind_of(cli), cli->operands[0], &cli->arena, &text, err);

	if (rc == 0)
		fputs(text, cli->out);
	return rc;
}
