/* The verbs of om-order and their options; each verb is a file of this folder. */
#ifndef ORDER_H
#define ORDER_H

#include "cli/cli.h"
#include <om/order.h>
#include <om/view.h>

struct list_options {
	struct cli_texts status, problem, channel, source, method, sku, country, assigned, label;
	const char *order_date, *paid_date, *ship_date;
	bool late;
};
extern const struct cli_option list_options[];
int order_list(struct cli *, struct om_err *);
int order_export(struct cli *, struct om_err *);

struct show_options {
	bool explain;
};
extern const struct cli_option show_options[];
extern const struct cli_section order_sections[];
int order_show(struct cli *, struct om_err *);

struct create_options {
	struct cli_texts item;
	const char *items;
	bool paid, defer, strict_sku, strict_address, pad_zip;
};
extern const struct cli_option create_options[];
int order_create(struct cli *, struct om_err *);

struct edit_options {
	const char *assign;
	bool pad_zip, scrub;
};
extern const struct cli_option edit_options[];
int order_edit(struct cli *, struct om_err *);
struct assign_options {
	const char *to;
	bool nobody;
};
extern const struct cli_option assign_options[];
int order_assign(struct cli *, struct om_err *);

struct note_options {
	const char *kind, *text;
	bool replace;
};
extern const struct cli_option note_options[];
int order_note(struct cli *, struct om_err *);

struct resolve_options {
	bool pending, fresh, remap, explain;
};
extern const struct cli_option resolve_options[];
int order_resolve(struct cli *, struct om_err *);

struct pay_options {
	const char *amount, *date, *type, *currency;
	bool accept_partial;
};
extern const struct cli_option pay_options[];
int order_pay(struct cli *, struct om_err *);

struct hold_options {
	const char *until, *span, *note;
	bool open_ended, release_stock;
};
extern const struct cli_option hold_options[];
int order_hold(struct cli *, struct om_err *);
int order_release(struct cli *, struct om_err *);

struct cancel_options {
	const char *reason, *text;
};
extern const struct cli_option cancel_options[];
int order_cancel(struct cli *, struct om_err *);
int order_restore(struct cli *, struct om_err *);

struct source_options {
	const char *to;
	bool is_auto, only_if_covered;
};
extern const struct cli_option source_options[];
int order_source(struct cli *, struct om_err *);

struct customer_options {
	struct cli_texts email, phone;
};
extern const struct cli_option customer_options[];
struct customer_edit_options {
	struct customer_options lists; /* first: they are the options of create too */
	bool scrub;
};
extern const struct cli_option customer_edit_options[];
extern const struct cli_section customer_sections[];
int customer_create(struct cli *, struct om_err *);
int customer_edit(struct cli *, struct om_err *);
int customer_label(struct cli *, struct om_err *);
int customer_merge(struct cli *, struct om_err *);

struct view_options {
	const char *where;
};
extern const struct cli_option view_options[];
extern const struct cli_made view_made;
int view_edit(struct cli *, struct om_err *);

struct label_options {
	struct cli_texts add, remove;
};
extern const struct cli_option label_options[];
/* What --add and --remove say; [usage] where neither is given. */
int label_read(struct cli *, struct om_label *ret, struct om_err *);
int order_label(struct cli *, struct om_err *);

/* ---- act.c ---- */

/* Acts on the orders that the command line names and prints what became of each.  MORE, if any,
 * gives the message of an order that was treated, in the arena of CLI; NULL with ERR. */
typedef const char *order_more(struct cli *, const struct om_acted *, struct om_err *);
int order_act(struct cli *, om_act_fn *, const void *options, order_more *more, struct om_err *);
/* The steps of an explanation: a line each, or rows where a format is asked for. */
int order_explain(struct cli *, const int64_t *ids, size_t count, struct om_err *);
/* A date or time of the command line, in the company's zone; *RET_HAS_CLOCK may be NULL. */
int order_time(struct cli *, const char *option, const char *text, int64_t *ret, struct om_err *);

#endif
