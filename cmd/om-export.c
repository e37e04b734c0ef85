/* om-export: records as files for other systems and for spreadsheets, all of one moment. */
#include "export/export.h"
#include <om/admin.h>
#include <om/catalog.h>
#include <om/ship.h>
#include <om/stock.h>

/* A kind whose inactive records go out only with --all, and one that always goes out whole. */
#define KIND(word, text, ids, noun_fn) \
	{ \
		.record = "", .name = word, .summary = text, .operands = "[" ids "...]", \
		.max_operands = -1, .options = kind_options, \
		.options_size = sizeof(struct kind_options), \
		.flags = CLI_READ | CLI_LISTS | CLI_SELECT, .noun = noun_fn, .run = export_kind \
	}
#define WHOLE(word, text, ids, noun_fn) \
	{ \
		.record = "", .name = word, .summary = text, .operands = "[" ids "...]", \
		.max_operands = -1, .flags = CLI_READ | CLI_LISTS | CLI_SELECT, .noun = noun_fn, \
		.run = export_kind \
	}
/* The same, of what knows when it last changed. */
#define FEED(word, text, ids, noun_fn) \
	{ \
		.record = "", .name = word, .summary = text, .operands = "[" ids "...]", \
		.max_operands = -1, .options = feed_options, \
		.options_size = sizeof(struct kind_options), \
		.flags = CLI_READ | CLI_LISTS | CLI_SELECT, .noun = noun_fn, .run = export_kind \
	}

/* Parts of records, which have no name of their own to be chosen by. */
#define PART(word, text, noun_fn) \
	{ \
		.record = "", .name = word, .summary = text, .operands = "", \
		.flags = CLI_READ | CLI_LISTS, .noun = noun_fn, .run = export_kind \
	}

static const struct cli_verb verbs[] = {
	{.record = "",
		.name = "orders",
		.summary = "write orders, a row an item, an order or a package",
		.operands = "[ORDER...]",
		.max_operands = -1,
		.options = order_options,
		.options_size = sizeof(struct order_options),
		.flags = CLI_READ | CLI_LISTS | CLI_SELECT,
		.noun = om_order_noun,
		.run = export_orders,
		.more = order_parts},
	KIND("stock", "write stock records, a row a product, location and lot", "SKU",
		om_stock_noun),
	FEED("products", "write products", "SKU", om_product_noun),
	FEED("listings", "write listings", "LISTING", om_listing_noun),
	WHOLE("shipments", "write shipments", "SHIPMENT", om_shipment_noun),
	PART("packages", "write packages of shipments", om_package_noun),
	PART("package-items", "write the units in packages, a row a line and place",
		om_package_item_noun),
	WHOLE("pick-lists", "write pick lists", "PICK-LIST", om_pick_noun),
	PART("pick-lines", "write the lines of pick lists", om_pick_line_noun),
	WHOLE("customers", "write customers", "CUSTOMER", om_customer_noun),
	WHOLE("history", "write what was changed, by whom and when", "ROW", om_history_noun),
	{0},
};

int main(int argc, char **argv)
{
	static const struct cli_program program = {.name = "om-export",
		.summary = "records as files for other systems and for spreadsheets",
		.records = "",
		.verbs = verbs};

	return cli_main(&program, argc, argv);
}
