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

/* Shipments stand for their orders, whose slips are of what has left: `om-ship list --format ids`
 * can be piped here.  A number that an order has too is refused. */
static int by_shipment(struct cli *cli, const char *name, int64_t *ret, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_shipment_noun(), .columns = "order_id"};
	const struct om_value *row;
	struct om_query *q = NULL;
	struct om_err none = {0};
	int64_t id, order;
	int rc;

	if ((*name != 'S' && *name != 's') ||
		om_find(cli->om, om_shipment_noun(), name, &id, &none) < 0)
		return 0;
	if (om_find(cli->om, om_order_noun(), name, &order, &none) == 0) {
		om_err_set(err, OM_EREFUSED, "ambiguous-order",
			"'%s' is a shipment and an order too", name);
		om_err_hint(err, "write CHANNEL:NUMBER or @ID of the order");
		return OM_EREFUSED;
	}
	spec.keys = &id;
	spec.key_count = 1;
	rc = om_query_open(cli->om, &spec, &q, err);
	if (rc == 0)
		rc = om_query_next(q, &row, err);
	if (rc > 0)
		*ret = row->num;
	om_query_close(q);
	return rc;
}

int ship_slip(struct cli *cli, struct om_err *err)
{
	cli->other_name = by_shipment;
	return print(cli, om_order_noun(), om_slip_print, err);
}
