/* om-product list and export: products by exact options and filters (orders.md R26). */
#include "base/text.h"
#include "product.h"

#define AT(member) offsetof(struct product_list, member)

const struct cli_option product_list_options[] = {
	{CLI_TEXTS, "sku", 0, "SKU,...", "only these products", AT(sku), 0, 0, NULL},
	{CLI_TEXTS, "brand", 0, "BRAND,...", "only products of these brands", AT(brand), 0, 0,
		NULL},
	{CLI_TEXTS, "category", 0, "CATEGORY,...", "only products of one of these categories",
		AT(category), 0, 0, NULL},
	{CLI_TEXTS, "label", 0, "LABEL,...", "only products that carry all of these labels",
		AT(label), 0, 0, NULL},
	{CLI_CHOICE, "active", 0, "yes|no|any", "only active ones, or inactive ones; default any",
		AT(active), 0, 0, "yes no any"},
	{CLI_TEXTS, "custom", 0, "NAME=VALUE", "only products with that in a custom field",
		AT(custom), 0, 0, NULL},
	CLI_OPTIONS_END,
};

/* Each label is a condition of its own. */
static int add_labels(struct cli *cli, char **filter, struct om_err *err)
{
	const struct product_list *o = cli->options;

	for (int i = 0; i < o->label.count; i++) {
		struct om_set *set = om__set_split(&cli->arena, o->label.items[i], ',');

		for (size_t k = 0; set && k < set->count; k++) {
			char *word = om__trim(&cli->arena, set->members[k]);
			char *quoted = word ? cli_filter_quote(&cli->arena, word) : NULL;
			char *condition =
				quoted ? om__printf(&cli->arena, "labels has %s", quoted) : NULL;

			if (!condition)
				return om__nomem(err);
			if (*word && cli_filter_add(&cli->arena, filter, condition, err) < 0)
				return err->code;
		}
		if (!set)
			return om__nomem(err);
	}
	return 0;
}

/* NAME=VALUE, the name exactly; an empty value asks for products without one. */
static int add_custom(struct cli *cli, char **filter, const char *text, struct om_err *err)
{
	const char *equal = strchr(text, '=');
	char *name = equal ? om__strndup(&cli->arena, text, (size_t)(equal - text)) : NULL, *quoted,
	     *value, *condition;

	if (!equal || equal == text)
		return om_err_set(
			err, OM_EINVAL, "usage", "--custom wants NAME=VALUE, not '%s'", text);
	quoted = name ? cli_filter_quote(&cli->arena, name) : NULL;
	value = cli_filter_quote(&cli->arena, equal + 1);
	if (!quoted || !value)
		return om__nomem(err);
	condition = equal[1] ? om__printf(&cli->arena, "cf:%s = %s", quoted, value)
			     : om__printf(&cli->arena, "cf:%s is empty", quoted);
	if (!condition)
		return om__nomem(err);
	return cli_filter_add(&cli->arena, filter, condition, err);
}

static int choose(struct cli *cli, char **filter, struct om_err *err)
{
	const struct product_list *o = cli->options;
	const struct {
		const char *field;
		const struct cli_texts *names;
	} rows[] = {
		{"sku in", &o->sku},
		{"brand in", &o->brand},
		{"categories has any", &o->category},
	};

	for (size_t i = 0; i < OM_COUNT(rows); i++)
		if (cli_filter_add_in(&cli->arena, filter, rows[i].field, rows[i].names, err) < 0)
			return err->code;
	if (add_labels(cli, filter, err) < 0)
		return err->code;
	if (o->active && strcmp(o->active, "any") != 0) {
		char *condition = om__printf(&cli->arena, "is_active = %s", o->active);

		if (!condition)
			return om__nomem(err);
		if (cli_filter_add(&cli->arena, filter, condition, err) < 0)
			return err->code;
	}
	for (int i = 0; i < o->custom.count; i++)
		if (add_custom(cli, filter, o->custom.items[i], err) < 0)
			return err->code;
	return 0;
}

static int run(struct cli *cli, int (*verb)(struct cli *, struct om_err *), struct om_err *err)
{
	char *filter = NULL;
	int rc = choose(cli, &filter, err);

	cli->and_where = filter;
	return rc < 0 ? rc : cli_filter_result(verb(cli, err), err);
}

int product_list(struct cli *cli, struct om_err *err)
{
	return run(cli, cli_list, err);
}

int product_export(struct cli *cli, struct om_err *err)
{
	return run(cli, cli_export, err);
}
