/* The verbs of om-product and their options; each verb is a file of this folder. */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "cli/cli.h"
#include <om/catalog.h>

extern const struct cli_section product_sections[];
extern const struct cli_made product_made, listing_made;

struct product_list {
	struct cli_texts sku, brand, category, label, custom;
	const char *active;
};
extern const struct cli_option product_list_options[];
int product_list(struct cli *, struct om_err *);
int product_export(struct cli *, struct om_err *);

struct product_import {
	bool custom_fields;
};
extern const struct cli_option product_import_options[];
int product_import(struct cli *, struct om_err *);

struct listing_create {
	const char *to;
};
extern const struct cli_option listing_create_options[];
int listing_create(struct cli *, struct om_err *);

struct listing_reassign {
	const char *to;
	bool open_orders;
};
extern const struct cli_option listing_reassign_options[];
int listing_reassign(struct cli *, struct om_err *);

struct listing_suggest {
	const char *apply;
};
extern const struct cli_option listing_suggest_options[];
int listing_suggest(struct cli *, struct om_err *);

extern const struct cli_section listing_sections[];

#endif
