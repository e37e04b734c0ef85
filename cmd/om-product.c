/* om-product: products and what the channels call them. */
#include "product/product.h"

static const struct cli_verb verbs[] = {
	CLI_SHEET_VERBS("", om_product_noun, "products", "SKU"),
	CLI_CREATE("", om_product_noun, "make a product", "SKU", &product_made),
	CLI_SHOW("", om_product_noun, "products", "SKU", product_sections),
	CLI_ACTIVATE("", om_product_noun, "let products count again", "SKU"),
	CLI_DEACTIVATE("", om_product_noun, "keep products, but let them count nowhere", "SKU"),
	CLI_SHEET_VERBS("listing", om_listing_noun, "listings", "CHANNEL SKU"),
	{.record = "listing",
		.name = "create",
		.summary = "tell what a channel calls a product",
		.operands = "[CHANNEL] SKU [COLUMN=VALUE]...",
		.max_operands = -1,
		.options = listing_create_options,
		.options_size = sizeof(struct listing_create),
		.flags = CLI_WRITE | CLI_FIELDS,
		.noun = om_listing_noun,
		.run = listing_create,
		.more = &listing_made},
	CLI_SHOW("listing", om_listing_noun, "listings", "CHANNEL SKU", listing_sections),
	CLI_ACTIVATE("listing", om_listing_noun, "let listings match again", "CHANNEL SKU"),
	CLI_DEACTIVATE("listing", om_listing_noun, "keep listings, but let them match nothing",
		"CHANNEL SKU"),
	{.record = "listing",
		.name = "reassign",
		.summary = "give a listing another product",
		.operands = "CHANNEL SKU...",
		.max_operands = -1,
		.options = listing_reassign_options,
		.options_size = sizeof(struct listing_reassign),
		.flags = CLI_WRITE | CLI_SELECT,
		.noun = om_listing_noun,
		.run = listing_reassign},
	{.record = "listing",
		.name = "suggest",
		.summary = "offer products for unlinked listings",
		.operands = "[CHANNEL SKU]...",
		.max_operands = -1,
		.options = listing_suggest_options,
		.options_size = sizeof(struct listing_suggest),
		.flags = CLI_WRITE | CLI_ROWS | CLI_SELECT,
		.noun = om_listing_noun,
		.run = listing_suggest},
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-product",
		.summary = "products, and what the channels call them",
		.records = "listing",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
