/* The verbs of om-ship and their options; each verb is a file of this folder. */
#ifndef SHIP_H
#define SHIP_H

#include "cli/cli.h"
#include <om/order.h>
#include <om/ship.h>

struct mark_options {
	const char *carrier, *tracking, *service, *package_type, *fee, *ship_date, *eta;
	bool no_tracking, no_deduct, add_package, replace_tracking, partial;
	struct cli_texts package;
	int notify, update_channel;
};
extern const struct cli_option mark_options[];
int ship_mark(struct cli *, struct om_err *);
/* --package 'items=MUG:2,TEE:1 tracking=1Z weight=2.5lb type=BOX-M', into the arena of CLI. */
int ship_packages(struct cli *, const struct cli_texts *, struct om_ship *, struct om_err *);

struct import_options {
	int notify, update_channel;
};
extern const struct cli_option import_options[];
int ship_import(struct cli *, struct om_err *);

int ship_void(struct cli *, struct om_err *);

int ship_check(struct cli *, struct om_err *);

struct ship_list_options {
	struct cli_texts type, carrier, warehouse, channel, status;
	const char *ship_date;
};
extern const struct cli_option ship_list_options[];
int ship_list(struct cli *, struct om_err *);

struct pick_options {
	const char *kind, *by, *item_order;
	int64_t size;
	bool split_by_warehouse;
};
extern const struct cli_option pick_options[];
int pick_create(struct cli *, struct om_err *);
int pick_confirm(struct cli *, struct om_err *);
int pick_cancel(struct cli *, struct om_err *);

struct print_options {
	const char *as, *layout, *template, *slip_order, *item_order;
	int own_page;
};
extern const struct cli_option print_options[], pick_print_options[];
int pick_print(struct cli *, struct om_err *);
int ship_slip(struct cli *, struct om_err *);

#endif
