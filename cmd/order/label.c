/* om-order label: gives labels to orders and takes them off. */
#include "order.h"

#define AT(member) offsetof(struct label_options, member)

const struct cli_option label_options[] = {
	{CLI_TEXTS, "add", 0, "LABEL", "a label that they get; may be given again", AT(add), 0, 0,
		NULL},
	{CLI_TEXTS, "remove", 0, "LABEL", "a label that they lose; may be given again", AT(remove),
		0, 0, NULL},
	CLI_OPTIONS_END,
};

/* "labels gift, rush", as they stand after the commit. */
static const char *labels_of(struct cli *cli, const struct om_acted *acted, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_order_noun(),
		.keys = &acted->order_id,
		.key_count = 1,
		.has_keys = true,
		.columns = "labels",
		.no_ids = true};
	struct om_query *query = NULL;
	const struct om_value *row;
	const char *text = NULL;
	int rc = om_query_open(cli->om, &spec, &query, err);

	if (rc == 0 && om_query_next(query, &row, err) > 0)
		text = om__printf(
			&cli->arena, row->is_empty ? "no labels" : "labels %s", row->text);
	om_query_close(query);
	return text;
}

int label_read(struct cli *cli, struct om_label *ret, struct om_err *err)
{
	const struct label_options *o = cli->options;

	*ret = (struct om_label){.add = o->add.items,
		.add_count = o->add.count,
		.remove = o->remove.items,
		.remove_count = o->remove.count};
	if (!o->add.count && !o->remove.count)
		return om_err_set(err, OM_EINVAL, "usage", "give --add or --remove, or both");
	return 0;
}

int order_label(struct cli *cli, struct om_err *err)
{
	struct om_label label;
	int rc = label_read(cli, &label, err);

	return rc < 0 ? rc : order_act(cli, om_order_label, &label, labels_of, err);
}
