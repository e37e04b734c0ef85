/* The verbs of om-inventory and their options; each verb is a file of this folder. */
#ifndef INVENTORY_H
#define INVENTORY_H

#include "cli/cli.h"
#include <om/stock.h>

/* Where and why: what every change of one record takes. */
struct change_options {
	const char *warehouse, *location, *lot;
	const char *reason, *note, *ref, *unit_cost;
	bool again, create, all, include_locked, with_allocations, ignore_case;
	const char *from, *to;
	const char *if_was_text;
};
extern const struct cli_option set_options[], adjust_options[], move_options[], lock_options[],
	unlock_options[];
int inventory_set(struct cli *, struct om_err *);
int inventory_adjust(struct cli *, struct om_err *);
int inventory_move(struct cli *, struct om_err *);
int inventory_lock(struct cli *, struct om_err *);
int inventory_unlock(struct cli *, struct om_err *);

struct list_options {
	struct cli_texts sku, warehouse;
	bool with_missing;
};
extern const struct cli_option list_options[];
int inventory_list(struct cli *, struct om_err *);

struct export_options {
	struct cli_texts warehouse;
	bool bundles_only, cores_only, active_only;
};
extern const struct cli_option export_options[];
int inventory_export(struct cli *, struct om_err *);

struct history_options {
	const char *warehouse, *location, *since, *until;
};
extern const struct cli_option history_options[];
int inventory_history(struct cli *, struct om_err *);

struct edit_options {
	bool ignore_case;
};
extern const struct cli_option edit_options[];
int inventory_edit(struct cli *, struct om_err *);

struct show_options {
	bool allocations;
};
extern const struct cli_option show_options[];
extern const struct cli_section inventory_sections[];
int inventory_show(struct cli *, struct om_err *);

#endif
