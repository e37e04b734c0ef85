/* om-product: products and what the channels call them. */
#include "product/product.h"

#define SHOW(rec, noun_fn, id_words, sections) \
	{ \
		.record = rec, .name = "show", .summary = "print everything about records", \
		.operands = id_words "...", .max_operands = -1, \
		.flags = CLI_READ | CLI_ROWS | CLI_SELECT, .noun = noun_fn, .run = cli_show, \
		.more = sections \
	}
#define ACTIVATE(rec, noun_fn, id_words) \
	{.record = rec, \
		.name = "activate", \
		.summary = "let records count again", \
		.operands = id_words "...", \
		.max_operands = -1, \
		.flags = CLI_WRITE | CLI_SELECT, \
		.noun = noun_fn, \
		.run = cli_activate}, \
	{ \
		.record = rec, .name = "deactivate", \
		.summary = "keep records, but let them count nowhere", .operands = id_words "...", \
		.max_operands = -1, .flags = CLI_WRITE | CLI_SELECT, .noun = noun_fn, \
		.run = cli_deactivate \
	}

static const struct cli_verb verbs[] = {
	CLI_NOUN_VERBS_MADE("", om_product_noun, "SKU", &product_made),
	SHOW("", om_product_noun, "SKU", product_sections),
	ACTIVATE("", om_product_noun, "SKU"),
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
	{.record = "listing",
		.name = "list",
		.summary = "print records",
		.operands = "",
		.flags = CLI_READ | CLI_LISTS,
		.noun = om_listing_noun,
		.run = cli_list},
	{.record = "listing",
		.name = "edit",
		.summary = "change columns of records",
		.operands = "CHANNEL SKU... COLUMN=VALUE...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_FIELDS | CLI_SELECT,
		.noun = om_listing_noun,
		.run = cli_edit},
	{.record = "listing",
		.name = "import",
		.summary = "read records from a spreadsheet",
		.operands = "FILE...",
		.max_operands = -1,
		.flags = CLI_WRITE | CLI_SHEET,
		.noun = om_listing_noun,
		.run = cli_import},
	{.record = "listing",
		.name = "export",
		.summary = "write records as a spreadsheet",
		.operands = "",
		.flags = CLI_READ | CLI_LISTS,
		.noun = om_listing_noun,
		.run = cli_export},
	SHOW("listing", om_listing_noun, "CHANNEL SKU", listing_sections),
	ACTIVATE("listing", om_listing_noun, "CHANNEL SKU"),
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
