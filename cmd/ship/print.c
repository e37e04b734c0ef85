/* om-ship slip and pick print: documents, as HTML or text (shipping.md R16, R17, R20). */
#include "ship.h"
#include "cli/inner.h"

#define AT(member) offsetof(struct print_options, member)

const struct cli_option print_options[] = {
	{CLI_CHOICE, "as", 0, "FORM", "html (default) or txt", AT(as), 0, 0, "html txt pdf"},
	CLI_OPTIONS_END,
};
const struct cli_option pick_print_options[] = {
	{CLI_CHOICE, "as", 0, "FORM", "html (default), txt, or csv: a row a line", AT(as), 0, 0,
		"html txt csv pdf"},
	{CLI_CHOICE, "layout", 0, "LAYOUT",
		"a section an order, or one table by SKU or location; else as it was made",
		AT(layout), 0, 0, "order sku location"},
	CLI_OPTIONS_END,
};

typedef int printer(struct om *, const struct om_print *, const int64_t *, size_t,
	struct om_arena *, char **, struct om_err *);

static int print_ids(
	struct cli *cli, const int64_t *ids, size_t count, printer *fn, struct om_err *err)
{
	const struct print_options *o = cli->options;
	struct om_print how = {.as = o->as ? o->as : "html", .layout = o->layout};
	char *text;
	int rc = fn(cli->om, &how, ids, count, &cli->arena, &text, err);

	return rc < 0 ? rc : cli_write(cli, text, strlen(text), err);
}

static int print(struct cli *cli, const struct om_noun *noun, printer *fn, struct om_err *err)
{
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, noun, &ids, &count, err);

	return rc < 0 ? rc : print_ids(cli, ids, count, fn, err);
}

/* The lines of the lists as rows: for a hand-held device, or to be filled in and confirmed. */
static int print_rows(
	struct cli *cli, const int64_t *ids, size_t count, const char *layout, struct om_err *err)
{
	static const struct {
		const char *layout, *sort;
	} sorts[] = {{"order", "order,line_no"}, {"sku", "sku,line_no"},
		{"location", "location,sku,line_no"}};
	struct om_query_spec rows = {.noun = om_pick_line_noun(),
		.columns = "pick_list,line_no,location,sku,name,lot,quantity,picked,tote,order,"
			   "status,is_struck"};
	char *where = om__strdup(&cli->arena, "pick_list_id in (");

	for (size_t i = 0; where && i < count; i++)
		where = om__printf(&cli->arena, "%s%s%lld", where, i ? "," : "", (long long)ids[i]);
	where = where ? om__printf(&cli->arena, "%s)", where) : NULL;
	if (!where)
		return om__nomem(err);
	rows.where = where;
	rows.where_source = "pick print";
	for (size_t i = 0; layout && i < OM_COUNT(sorts); i++)
		if (!strcmp(sorts[i].layout, layout))
			rows.sort = sorts[i].sort;
	cli->format = "csv";
	return count ? cli_print_query(cli, &rows, NULL, err) : 0;
}

int pick_print(struct cli *cli, struct om_err *err)
{
	const struct print_options *o = cli->options;
	int64_t *ids;
	size_t count;
	int rc = cli_select(cli, om_pick_noun(), &ids, &count, err);

	if (rc < 0)
		return rc;
	return o->as && !strcmp(o->as, "csv") ? print_rows(cli, ids, count, o->layout, err)
					      : print_ids(cli, ids, count, om_pick_print, err);
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
