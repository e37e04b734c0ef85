/* om-admin template: the texts that documents are made of (shipping.md, Templates). */
#include "admin.h"
#include <om/ship.h>

const struct cli_option admin_template_options[] = {
	{CLI_CHOICE, "kind", 0, "KIND", "what it is for", offsetof(struct admin_template, kind), 0,
		0, "packing-slip"},
	CLI_OPTIONS_END,
};

static const char *kind_of(const struct cli *cli)
{
	const struct admin_template *o = cli->options;

	return o->kind ? o->kind : "packing-slip";
}

int admin_template_edit(struct cli *cli, struct om_err *err)
{
	const char *name = cli->operands[0], *text;
	bool is_unchanged;
	int64_t version;
	int rc = cli_slurp(cli, cli->operands[1], &text, err);

	if (rc == 0)
		rc = om_template_save(cli->om, kind_of(cli), name, text, cli->operands[1], &version,
			&is_unchanged, err);
	if (rc == 0)
		cli_say(cli, "%stemplate '%s' %s: version %lld", cli->dry_run ? "dry run: " : "",
			name, is_unchanged ? "unchanged" : "saved", (long long)version);
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
