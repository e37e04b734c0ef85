/* om-ship slip and pick print: documents, as HTML or text (shipping.md R16, R17, R20). */
#include "ship.h"
#include "cli/inner.h"

#define AT(member) offsetof(struct print_options, member)

const struct cli_option print_options[] = {
	{CLI_CHOICE, "as", 0, "FORM", "html (default) or txt", AT(as), 0, 0, "html txt pdf"},
	{CLI_TEXT, "template", 0, "NAME|FILE",
		"a stored template, or a file by its path; else as order, channel or company say",
		AT(template), 0, 0, NULL},
	{CLI_CHOICE, "slip-order", 0, "ORDER",
		"how slips follow one another: as selected (default), by order number, by least "
		"SKU, "
		"by first place",
		AT(slip_order), 0, 0, "selected order sku location"},
	{CLI_CHOICE, "item-order", 0, "ORDER", "how the items of a slip are sorted; line (default)",
		AT(item_order), 0, 0, "line sku location"},
	{CLI_YESNO, "own-page", 0, "yes|no", "does each slip end its page; yes (default)",
		AT(own_page), 0, 0, NULL},
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

static int print_picks(struct cli *cli, const int64_t *ids, size_t count, struct om_err *err)
{
	const struct print_options *o = cli->options;
	struct om_print how = {.as = o->as ? o->as : "html", .layout = o->layout};
	char *text;
	int rc = om_pick_print(cli->om, &how, ids, count, &cli->arena, &text, err);

	return rc < 0 ? rc : cli_write(cli, text, strlen(text), err);
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
	int rc;

	cli->yes = true; /* nobody is asked before many are printed: only copies are counted */
	rc = cli_select(cli, om_pick_noun(), &ids, &count, err);
	if (rc < 0)
		return rc;
	return o->as && !strcmp(o->as, "csv") ? print_rows(cli, ids, count, o->layout, err)
					      : print_picks(cli, ids, count, err);
}

/* Is there one of that name?  1 with *RET, 0, or what kept from finding out. */
static int has(struct cli *cli, const struct om_noun *noun, const char *name, int64_t *ret,
	struct om_err *err)
{
	struct om_err none = {0};
	int rc = om_find(cli->om, noun, name, ret, &none);

	if (rc == OM_ENOMEM || rc == OM_EDB || rc == OM_EIO || rc == OM_EBUSY) {
		*err = none;
		return rc;
	}
	return rc == 0;
}

/* "order:S1000" and "shipment:S1000" say which of the two is meant; a channel of that name comes
 * first, as in CHANNEL:NUMBER. */
static int by_prefix(struct cli *cli, const char *name, int64_t *ret, struct om_err *err)
{
	const char *number = strchr(name, ':') + 1;
	bool is_order = !strncmp(name, "order:", 6);
	int64_t id;
	int rc = has(cli, om_order_noun(), name, &id, err);

	if (rc)
		return rc < 0 ? rc : 0;
	if (om_find(cli->om, is_order ? om_order_noun() : om_shipment_noun(), number, &id, err) < 0)
		return err->code;
	*ret = is_order ? id : -id;
	return 1;
}

/* A shipment's own slips, so that `om-ship list --format ids` can be piped here; it goes through
 * the selection as a negative key.  A number that an order has too is refused. */
static int by_shipment(struct cli *cli, const char *name, int64_t *ret, struct om_err *err)
{
	int64_t id, order;
	int rc;

	if (!strncmp(name, "order:", 6) || !strncmp(name, "shipment:", 9))
		return by_prefix(cli, name, ret, err);
	if (*name != 'S' && *name != 's')
		return 0;
	rc = has(cli, om_shipment_noun(), name, &id, err);
	if (rc <= 0)
		return rc;
	rc = has(cli, om_order_noun(), name, &order, err);
	if (rc < 0)
		return rc;
	if (rc > 0) {
		om_err_set(err, OM_EREFUSED, "ambiguous-id", "'%s' is a shipment and an order too",
			name);
		om_err_hint(err, "write order:%s or shipment:%s", name, name);
		return OM_EREFUSED;
	}
	*ret = -id;
	return 1;
}

/* A name with a slash or an ending is a file; "builtin/..." is none. */
static bool is_path(const char *name)
{
	return strncmp(name, "builtin/", 8) != 0 && (strchr(name, '/') || strchr(name, '.'));
}

static void say_finding(void *cli, const struct om_err *err)
{
	cli_error(cli, err, false);
}

int ship_slip(struct cli *cli, struct om_err *err)
{
	const struct print_options *o = cli->options;
	struct om_print how = {.as = o->as ? o->as : "html",
		.template_name = o->template,
		.findings = {say_finding, cli},
		.slip_order = o->slip_order,
		.item_order = o->item_order,
		.flows = o->own_page == 0};
	struct om_slip *slips;
	int64_t *ids;
	size_t count;
	char *text;
	int rc = 0;

	if (o->template && is_path(o->template))
		rc = cli_slurp(cli, o->template, &how.template_text, err);
	cli->other_name = by_shipment;
	cli->yes = true;
	if (rc == 0)
		rc = cli_select(cli, om_order_noun(), &ids, &count, err);
	if (rc < 0)
		return rc;
	slips = OM_NEWN(&cli->arena, struct om_slip, count + 1);
	if (!slips)
		return om__nomem(err);
	for (size_t i = 0; i < count; i++)
		slips[i] = ids[i] < 0 ? (struct om_slip){0, -ids[i]} : (struct om_slip){ids[i], 0};
	rc = om_slip_print(cli->om, &how, slips, count, &cli->arena, &text, err);
	if (rc == 0 && count && !*text)
		cli_say(cli, "nothing to pack");
	return rc < 0 ? rc : cli_write(cli, text, strlen(text), err);
}
