/* om-ship slip and pick print: documents, as HTML or text (shipping.md R16, R17, R20). */
#include "ship.h"
#include "cli/inner.h"

const struct cli_option print_options[] = {
	{CLI_CHOICE, "as", 0, "FORM", "html (default) or txt", offsetof(struct print_options, as),
		0, 0, "html txt pdf"},
	CLI_OPTIONS_END,
};

typedef int printer(struct om *, const int64_t *, size_t, const char *, struct om_arena *, char **,
	struct om_err *);

static int print(struct cli *cli, const struct om_noun *noun, printer *fn, struct om_err *err)
{
	const struct print_options *o = cli->options;
	int64_t *ids;
	size_t count;
	char *text;
	int rc = cli_select(cli, noun, &ids, &count, err);

	if (rc == 0)
		rc = fn(cli->om, ids, count, o->as ? o->as : "html", &cli->arena, &text, err);
	return rc < 0 ? rc : cli_write(cli, text, strlen(text), err);
}

int pick_print(struct cli *cli, struct om_err *err)
{
	return print(cli, om_pick_noun(), om_pick_print, err);
}

int ship_slip(struct cli *cli, struct om_err *err)
{
	return print(cli, om_order_noun(), om_slip_print, err);
}
