/* The kinds of om-export: each is a verb; orders have levels, the others are the sheet of their
 * noun. */
#ifndef EXPORT_H
#define EXPORT_H

#include "cli/cli.h"
#include <om/order.h>

struct kind_options {
	bool all;
	const char *modified_since;
};
extern const struct cli_option kind_options[]; /* of kinds that are inactive or not */
extern const struct cli_option feed_options[]; /* of kinds that know when they last changed */
int export_kind(struct cli *, struct om_err *);
/* Prints the rows, then how many there were and of which moment. */
int export_print(struct cli *, const struct om_query_spec *, struct om_err *);
/* --modified-since TIME as the program's own filter: what has changed then or later (reports.md
 * E8.1); NULL is none.  export_filter_result() is for what opening the list gave. */
int export_since(struct cli *, const char *since, struct om_err *);
int export_filter_result(int rc, struct om_err *);
/* --summary instead of rows. */
int export_summary(struct cli *, struct om_err *);
/* The keys that operands or --file name, put into SPEC; nothing named leaves it as it is. */
int export_named(struct cli *, struct om_query_spec *, struct om_err *);

struct order_options {
	const char *level, *modified_since;
	bool repeat_money;
};
extern const struct cli_option order_options[];
extern const struct cli_section order_parts[];
int export_orders(struct cli *, struct om_err *);

#endif
