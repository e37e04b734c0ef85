/* om-order create: one order from options, from a list of items, or from one JSON object (orders.md
 * R10.9).
 *
 * All three become pairs of column and value, the items' columns once an item, and pass the checks
 * of a sheet. */
#include <jansson.h>
#include <unistd.h>
#include "base/text.h"
#include "order.h"
#include "sheet/input/source.h"

#define AT(member) offsetof(struct create_options, member)
#define ITEMS_MAX 10000

const struct cli_option create_options[] = {
	{CLI_TEXTS, "item", 0, "SKU,QTY,PRICE",
		"an item: listing SKU, units, price of one; once an item", AT(item), 0, 0, NULL},
	{CLI_TEXT, "items", 0, "FILE", "items, one a line: listing_sku,quantity,unit_price",
		AT(items), 0, 0, NULL},
	{CLI_FLAG, "paid", 0, NULL, "it is paid, at its date", AT(paid), 0, 0, NULL},
	{CLI_FLAG, "defer", 0, NULL, "store it only; 'resolve --new' goes on", AT(defer), 0, 0,
		NULL},
	{CLI_FLAG, "strict-sku", 0, NULL, "refuse items without product", AT(strict_sku), 0, 0,
		NULL},
	{CLI_FLAG, "strict-address", 0, NULL, "refuse an incomplete ship-to", AT(strict_address), 0,
		0, NULL},
	{CLI_FLAG, "pad-zip", 0, NULL, "give a US ZIP code the zeros back that it lost",
		AT(pad_zip), 0, 0, NULL},
	CLI_OPTIONS_END,
};

static const char *const item_columns[] = {"listing_sku", "quantity", "unit_price"};
#define ITEM_COLUMNS OM_COUNT(item_columns)

struct pairs {
	struct om_arena *arena;
	struct om_assign *list;
	int count, room;
};

static int add_pair(struct pairs *p, const char *column, const char *value, struct om_err *err)
{
	if (p->count == p->room) {
		int room = p->room ? 2 * p->room : 32;
		struct om_assign *more = OM_NEWN(p->arena, struct om_assign, room);

		if (!more)
			return om__nomem(err);
		if (p->count)
			memcpy(more, p->list, sizeof(*more) * (size_t)p->count);
		p->list = more;
		p->room = room;
	}
	if (!column || !value)
		return om__nomem(err);
	p->list[p->count++] = (struct om_assign){column, value};
	return 0;
}

/* ---- items as options and as a file ---- */

/* The last two commas part; a SKU may hold one. */
static int add_item(struct pairs *p, const char *text, struct om_err *err)
{
	char *sku = om__strdup(p->arena, text), *price = sku ? strrchr(sku, ',') : NULL, *quantity;

	if (!sku)
		return om__nomem(err);
	if (price)
		*price++ = '\0';
	quantity = price ? strrchr(sku, ',') : NULL;
	if (!quantity || quantity == sku) {
		om_err_set(err, OM_EINVAL, "usage", "'%s' is not SKU,QTY,PRICE", text);
		om_err_at(err, "--item", 0, 0);
		return OM_EINVAL;
	}
	*quantity++ = '\0';
	if (add_pair(p, item_columns[0], sku, err) < 0 ||
		add_pair(p, item_columns[1], quantity, err) < 0)
		return err->code;
	return add_pair(p, item_columns[2], price, err);
}

static bool is_header(struct om_arena *arena, char **cells, int count)
{
	char *first = count ? om__header_key(arena, cells[0]) : NULL;

	return first && (!strcmp(first, "listingsku") || !strcmp(first, "sku"));
}

static int add_row(struct pairs *p, char **cells, int count, const char *path, int64_t line,
	struct om_err *err)
{
	if (count != (int)ITEM_COLUMNS) {
		om_err_set(err, OM_EINVAL, "bad-row", "%s, not listing_sku,quantity,unit_price",
			OM_COUNTED(count, "cell", "cells"));
		om_err_at(err, path, line, 0);
		return OM_EINVAL;
	}
	for (size_t i = 0; i < ITEM_COLUMNS; i++)
		if (add_pair(p, item_columns[i], om__strdup(p->arena, cells[i]), err) < 0)
			return err->code;
	return 0;
}

static int read_rows(struct pairs *p, struct om_csv *csv, const char *path, struct om_err *err)
{
	char **cells;
	int count, n = 0, rc;
	int64_t line;

	while ((rc = om__csv_next(csv, &cells, &count, &line, err)) > 0) {
		if (!n++ && is_header(p->arena, cells, count))
			continue;
		if (n > ITEMS_MAX)
			return om_err_set(
				err, OM_ELIMIT, "too-large", "more than %d items", ITEMS_MAX);
		if (add_row(p, cells, count, path, line, err) < 0)
			return err->code;
	}
	return rc;
}

static int add_file(struct pairs *p, const char *path, struct om_err *err)
{
	struct om__file file;
	struct om_csv *csv = NULL;
	int rc = om__file_rows(&file, path, STDIN_FILENO, ',', &csv, err);

	if (rc == 0)
		rc = read_rows(p, csv, path, err);
	om__csv_close(csv);
	om__file_close(&file);
	return rc;
}

/* ---- one JSON object ---- */

static void free_json(json_t **json)
{
	json_decref(*json);
}

/* An amount as a number would have passed through binary fractions: it is a text (DESIGN: JSON
 * money is a decimal string). */
static int scalar(struct pairs *p, const char *column, const json_t *value, struct om_err *err)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return add_pair(p, column, om__strdup(p->arena, json_string_value(value)), err);
	case JSON_INTEGER:
		return add_pair(p, column,
			om__printf(p->arena, "%lld", (long long)json_integer_value(value)), err);
	case JSON_TRUE: return add_pair(p, column, "yes", err);
	case JSON_FALSE: return add_pair(p, column, "no", err);
	case JSON_NULL: return 0;
	default: break;
	}
	om_err_set(err, OM_EINVAL, "bad-choice",
		"column '%s' wants a text, a whole number, true, false or null", column);
	om_err_hint(err, "amounts are texts: \"9.50\"");
	om_err_at(err, "-", 0, 0);
	return OM_EINVAL;
}

static int object(struct pairs *p, json_t *json, const char *prefix, struct om_err *err)
{
	const char *key;
	json_t *value;

	json_object_foreach(json, key, value)
	{
		const char *column = om__printf(p->arena, "%s%s", prefix, key);
		int rc;

		if (!column)
			return om__nomem(err);
		if (json_is_object(value) && !*prefix && !strcmp(key, "attr"))
			rc = object(p, value, "attr:", err);
		else if (!*prefix && !strcmp(key, "items"))
			continue;
		else
			rc = scalar(p, column, value, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Each item begins with its listing SKU, be it empty, so that the next one is seen to begin
 * whatever names its product. */
static int item(struct pairs *p, json_t *json, struct om_err *err)
{
	static const char sku[] = "listing_sku";
	json_t *value = json_object_get(json, sku);
	const char *key;

	if (!json_is_object(json))
		return om_err_set(err, OM_EINVAL, "bad-row", "an item is not an object");
	if ((value && !json_is_null(value) ? scalar(p, sku, value, err)
					   : add_pair(p, sku, "", err)) < 0)
		return err->code;
	json_object_foreach(json, key, value)
	{
		const char *column =
			om__strdup(p->arena, key); /* the object goes, the pairs stay */

		if (!column)
			return om__nomem(err);
		if (strcmp(column, sku) != 0 && scalar(p, column, value, err) < 0)
			return err->code;
	}
	return 0;
}

static int add_json(struct pairs *p, struct om_err *err)
{
	json_error_t e;
	OM_AUTO(free_json) json_t *json = json_loadf(stdin, JSON_REJECT_DUPLICATES, &e);
	json_t *items, *one;
	size_t i;

	if (!json_is_object(json)) {
		om_err_set(err, OM_EINVAL, "bad-row", json ? "not one JSON object" : "%s", e.text);
		om_err_at(err, "-", json ? 1 : e.line, json ? 0 : e.column);
		return OM_EINVAL;
	}
	if (object(p, json, "", err) < 0)
		return err->code;
	items = json_object_get(json, "items");
	if (items && !json_is_array(items))
		return om_err_set(err, OM_EINVAL, "bad-row", "items is not an array");
	json_array_foreach(items, i, one)
	{
		if (item(p, one, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- the verb ---- */

static int collect(struct cli *cli, struct pairs *p, struct om_err *err)
{
	const struct create_options *o = cli->options;
	bool is_json = cli->operand_count == 1 && !strcmp(cli->operands[0], "-");
	int rc = 0;

	if (cli->operand_count && !is_json)
		return cli_unexpected(cli, cli->operands[0], err);
	if (is_json && o->items && !strcmp(o->items, "-"))
		return om_err_set(err, OM_EINVAL, "usage",
			"standard input is read once: as the order or as its items");
	for (int i = 0; rc == 0 && i < cli->assign_count; i++)
		rc = add_pair(p, cli->assigns[i].column, cli->assigns[i].value, err);
	if (rc == 0 && is_json)
		rc = add_json(p, err);
	for (int i = 0; rc == 0 && i < o->item.count; i++)
		rc = add_item(p, o->item.items[i], err);
	return rc == 0 && o->items ? add_file(p, o->items, err) : rc;
}

/* Columns of an item in any spelling. */
static int need_item(const struct pairs *p, struct om_err *err)
{
	for (int i = 0; i < p->count; i++)
		if (!om_noun_field(om_order_noun(), p->list[i].column))
			return 0; /* an item's, or none at all, which is told below */
	om_err_set(err, OM_EINVAL, "missing", "an order has at least one item");
	om_err_hint(err, "give --item SKU,QTY,PRICE or --items FILE");
	return OM_EINVAL;
}

/* "WEB:M1001 @17 awaiting-payment" */
static int print_made(struct cli *cli, int64_t id, enum om_outcome outcome, struct om_err *err)
{
	struct om_query_spec spec = {.noun = om_order_noun(),
		.keys = &id,
		.key_count = 1,
		.has_keys = true,
		.columns = "channel,order_number,status"};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(cli->om, &spec, &query, err);

	if (rc == 0)
		rc = om_query_next(query, &row, err);
	if (rc > 0) {
		const char *record = om__printf(&cli->arena, "%s:%s", row[0].text, row[1].text);
		const char *text = om__printf(&cli->arena, "@%lld %s%s", (long long)id, row[2].text,
			outcome == OM_UNCHANGED ? ", unchanged" : "");

		rc = record && text ? cli_result(cli, record,
					      outcome == OM_UNCHANGED ? CLI_UNCHANGED : CLI_DONE,
					      text, NULL, err)
				    : om__nomem(err);
	}
	om_query_close(query);
	return rc < 0 ? rc : cli_results_end(cli, err);
}

int order_create(struct cli *cli, struct om_err *err)
{
	const struct create_options *o = cli->options;
	struct pairs pairs = {.arena = &cli->arena};
	const char *flags[6];
	enum om_outcome outcome;
	int64_t id;
	int n = 0, rc = collect(cli, &pairs, err);

	if (rc == 0)
		rc = need_item(&pairs, err);
	if (o->paid)
		flags[n++] = "paid";
	if (o->defer)
		flags[n++] = "defer";
	if (o->strict_sku)
		flags[n++] = "strict-sku";
	if (o->strict_address)
		flags[n++] = "strict-address";
	if (o->pad_zip)
		flags[n++] = "pad-zip";
	flags[n] = NULL;
	if (rc == 0)
		rc = om_create(cli->om, om_order_noun(), pairs.list, pairs.count, flags, &id,
			&outcome, err);
	return rc < 0 ? rc : print_made(cli, id, outcome, err);
}
