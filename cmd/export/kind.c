/* om-export products, listings, stock, shipments, customers, history: all columns of the noun's
 * sheet, in the order of its keys (reports.md E1). */
#include "base/text.h"
#include "export.h"

const struct cli_option kind_options[] = {
	{CLI_FLAG, "all", 0, NULL, "inactive records too", offsetof(struct kind_options, all), 0, 0,
		NULL},
	CLI_OPTIONS_END,
};

const struct cli_option feed_options[] = {
	{CLI_TEXT, "modified-since", 0, "TIME", "only what has changed then or later",
		offsetof(struct kind_options, modified_since), 0, 0, NULL},
	CLI_OPTIONS_END,
};

int export_since(struct cli *cli, const char *since, struct om_err *err)
{
	char *filter = NULL;

	if (!since)
		return 0;
	if (cli->operand_count || cli->file)
		return om_err_set(
			err, OM_EINVAL, "usage", "give records or --modified-since, not both");
	if (strpbrk(since, "\"\\") || !strcmp(since, "")) {
		om_err_set(err, OM_EINVAL, "bad-date", "'%s' is not a time", since);
		om_err_at(err, "--modified-since", 0, 0);
		return OM_EINVAL;
	}
	filter = om__printf(&cli->arena, "modified_at >= \"%s\"", since);
	cli->and_where = filter;
	return filter ? 0 : om__nomem(err);
}

int export_filter_result(int rc, struct om_err *err)
{
	if (rc < 0 && !err->source[0] && !strncmp(err->word, "filter-", 7)) {
		err->field[0] = '\0';
		err->line = err->column = 0;
		om_err_at(err, "--modified-since", 0, 0);
	}
	return rc;
}

int export_named(struct cli *cli, struct om_query_spec *spec, struct om_err *err)
{
	int64_t *ids;
	size_t count;
	int rc;

	if (!cli->operand_count && !cli->file)
		return 0;
	rc = cli_select(cli, spec->noun, &ids, &count, err);
	spec->keys = ids;
	spec->key_count = count;
	spec->has_keys = true;
	return rc;
}

int export_print(struct cli *cli, const struct om_query_spec *spec, struct om_err *err)
{
	struct cli_printed printed;
	int rc;

	if (!cli->format)
		cli->format = "csv";
	rc = cli_print_query(cli, spec, &printed, err);
	if (rc == 0)
		cli_say_rows(cli, printed.rows);
	return rc;
}

/* Without sheet columns, as history has none, the columns of its list. */
static enum om_columns default_columns(const struct om_noun *noun)
{
	const struct om_field *f;

	for (int i = 0; (f = om_noun_field_at(noun, i)); i++)
		if (f->flags & OM_F_SHEET)
			return OM_COLUMNS_SHEET;
	return OM_COLUMNS_LIST;
}

/* Products and listings always go out whole, so that they come in again unchanged (E1.6). */
static bool hides_inactive(const struct cli *cli, const struct om_query_spec *spec)
{
	const struct kind_options *o = cli->options;
	const struct om_field *f = om_noun_field(spec->noun, "is_active");

	return cli->verb->options == kind_options && !o->all && !spec->has_keys && f;
}

int export_summary(struct cli *cli, struct om_err *err)
{
	if (!cli->operand_count && !cli->file)
		return cli_list(cli, err);
	return om_err_set(err, OM_EINVAL, "usage", "a summary is of a filter, not of names");
}

int export_kind(struct cli *cli, struct om_err *err)
{
	const struct kind_options *o = cli->verb->options ? cli->options : NULL;
	struct om_query_spec spec = {
		.noun = cli->verb->noun(),
		.where = cli->where,
		.where_source = "--where",
		.find = cli->find,
		.sort = cli->sort,
		.limit = cli->limit,
		.after = cli->after,
		.columns = cli->columns,
		.default_columns = default_columns(cli->verb->noun()),
	};

	if (export_since(cli, o ? o->modified_since : NULL, err) < 0 ||
		export_named(cli, &spec, err) < 0)
		return err->code;
	if (hides_inactive(cli, &spec))
		cli->and_where = "is_active = yes";
	spec.and_where = cli->and_where;
	return export_filter_result(
		cli->has_summary ? export_summary(cli, err) : export_print(cli, &spec, err), err);
}
