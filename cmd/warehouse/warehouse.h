/* The verbs of om-warehouse and their options; each verb is a file of this folder. */
#ifndef WAREHOUSE_H
#define WAREHOUSE_H

#include "cli/cli.h"
#include <om/stock.h>

struct warehouse_create {
	const char *backup_of;
};
extern const struct cli_option warehouse_create_options[];
int warehouse_create(struct cli *, struct om_err *);

struct warehouse_deactivate {
	const char *move_zones_to;
};
extern const struct cli_option warehouse_deactivate_options[];
int warehouse_deactivate(struct cli *, struct om_err *);

extern const struct cli_section warehouse_sections[], location_sections[];

#endif
