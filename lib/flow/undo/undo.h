/* The inside of undo: steps that take a run back, read by undo.c and done by the other files here.
 */
#ifndef OM_FLOW_UNDO_H
#define OM_FLOW_UNDO_H

#include "base/map.h"
#include "db/db.h"

/* A step; texts live in the transaction's arena. */
struct om__undo_step {
	const struct om__undo_kind *kind;
	const char *entity, *record, *field;
	int64_t id, number;
	int64_t later_run;                 /* touched the same since; 0: none did */
	const char *old_value, *new_value; /* NULL is null */
	const char *what;                  /* for people */
	bool is_covered;                   /* another step takes it back too */
	bool is_done;                      /* a step before it took it back with its own */
	int next;                          /* number of an earlier step with that id; 0: none */
	struct om_err refusal;
};
struct om__undo {
	struct om *om;
	int64_t run_id, at;
	struct om__undo_step *steps;
	int count, cap;
	struct om_imap by_id; /* id to the number, from 1, of its last step */
};

/* The kinds of steps, in the order in which they are done; steps NULL at the end. */
struct om__undo_kind {
	enum om__sql sql; /* gives the steps of a run; binds run_id and at */
	/* Words what will be done into step->what, or covers it, or refuses; before anything is
	 * written.  NULL where the table's words do. */
	int (*plan)(struct om__undo *, struct om__undo_step *, struct om_err *);
	int (*run)(struct om__undo *, struct om__undo_step *, struct om_err *);
	const char *what;
	bool is_made; /* the step takes back a record that the run made */
};
extern const struct om__undo_kind om__undo_kinds[];

/* Refuses a step; its record and words go before TEXT. */
int om__undo_refuse(struct om__undo_step *, int code, const char *word, const char *fmt, ...)
	OM_PRINTF(4, 5);
/* Is the record made by the run itself, so that its own step takes everything of it back? */
bool om__undo_is_made(const struct om__undo *, const char *entity, int64_t id);
/* The step of that field, or NULL. */
struct om__undo_step *om__undo_find(
	const struct om__undo *, const char *entity, int64_t id, const char *field);
/* Is E, one after S, a step of the same kind and record?  Those stand together. */
bool om__undo_is_beside(
	const struct om__undo *, const struct om__undo_step *s, const struct om__undo_step *e);

/* The steps by noun, rows of om__undo_kinds and of the table of edits.  Each is a plan or a run as
 * there described. */
#define OM__UNDO_REST "rest" /* field of a step for units cancelled while the order went on */
typedef int om__undo_do(struct om__undo *, struct om__undo_step *, struct om_err *);
om__undo_do om__undo_edit_plan, om__undo_edit;
om__undo_do om__undo_hold_plan, om__undo_hold, om__undo_hold_move;
om__undo_do om__undo_release_plan, om__undo_release;
om__undo_do om__undo_order_plan, om__undo_order, om__undo_cancel, om__undo_words, om__undo_rest;
om__undo_do om__undo_source, om__undo_payment, om__undo_line;
om__undo_do om__undo_merge, om__undo_customer;
om__undo_do om__undo_listing_sku, om__undo_listing_name;
om__undo_do om__undo_warehouse, om__undo_warehouse_active, om__undo_zone, om__undo_backups,
	om__undo_rank;
om__undo_do om__undo_shipment, om__undo_shipment_state, om__undo_track, om__undo_package;
om__undo_do om__undo_pick, om__undo_pick_state, om__undo_pick_lines;
om__undo_do om__undo_movement_plan, om__undo_movement;
/* Defined in lib/doc, which knows templates. */
om__undo_do om__template_undo_plan, om__template_undo;

#endif
