/* How om-product words what create has made: "core product 'TEE-R'", "listing 'TEE-RED' on
 * shop-us". */
#include "product.h"

/* The two COLUMNS of the record as texts in the arena. */
static int read_two(struct cli *cli, const struct om_noun *noun, int64_t id, const char *columns,
	const char *ret[2])
{
	struct om_query_spec spec = {
		.noun = noun, .keys = &id, .key_count = 1, .has_keys = true, .columns = columns};
	struct om_err ignored = {0};
	struct om_query *query = NULL;
	const struct om_value *row;
	int rc = om_query_open(cli->om, &spec, &query, &ignored);

	if (rc == 0 && (rc = om_query_next(query, &row, &ignored)) > 0)
		for (int i = 0; i < 2; i++)
			ret[i] = om__strdup(&cli->arena, row[i].text);
	om_query_close(query);
	return rc > 0 && ret[0] && ret[1];
}

static const char *product_phrase(struct cli *cli, int64_t id)
{
	const char *text[2];

	if (!read_two(cli, om_product_noun(), id, "kind,sku", text))
		return NULL;
	return om__printf(&cli->arena, "%s product '%s'", text[0], text[1]);
}

static const char *listing_phrase(struct cli *cli, int64_t id)
{
	const char *text[2];

	if (!read_two(cli, om_listing_noun(), id, "listing_sku,channel", text))
		return NULL;
	return om__printf(&cli->arena, "listing '%s' on %s", text[0], text[1]);
}

const struct cli_made product_made = {product_phrase};
const struct cli_made listing_made = {listing_phrase};
