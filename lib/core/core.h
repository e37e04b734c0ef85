/* What every noun writes through: the run, history, events, settings.
 *
 * A mutating command is one run.  Its row is written with the first change and carries the counts
 * at the end. */
#ifndef OM_CORE_H
#define OM_CORE_H

#include "db/db.h"
#include <om/admin.h>

/* ---- the run
 * --------------------------------------------------------------------------------------------------------
 */

/* The id of the run under way; makes its row in the transaction under way if there is none.  Inside
 * a transaction only. */
int om__run(struct om *, int64_t *ret_id, struct om_err *) OM_MUST_USE;
/* Adds to the run's counts (kept in memory, written by om__run_finish). */
void om__run_count(
	struct om *, int64_t created, int64_t updated, int64_t unchanged, int64_t rejected);
/* Writes counts and finished_at, in a transaction of its own; nothing if no row was made. om_finish
 * calls it. */
int om__run_finish(struct om *, struct om_err *) OM_MUST_USE;

/* Cuts the command line of a run down to program and verb, where it may quote what is erased: 1, or
 * 0 where nothing is to be cut.  An import keeps its files. */
int om__run_cut(struct om *, int64_t run_id, struct om_err *) OM_MUST_USE;

/* ---- history
 * ----------------------------------------------------------------------------------------------------------
 */

/* One row: FIELD of ENTITY changed from OLD to NEW (NULL = null).  Equal values write nothing. */
int om__history(struct om *, const char *entity, int64_t id, const char *field,
	const char *old_value, const char *new_value, struct om_err *) OM_MUST_USE;

/* ---- events
 * ---------------------------------------------------------------------------------------------------------------
 */

enum om__event_kind {
	OM__EV_LISTING_MAPPED, /* listing: its open lines can be mapped; with product: open lines of
				  that product follow the listing */
	OM__EV_STOCK_ARRIVED,  /* product at warehouse: waiting orders may be filled */
	OM__EV_LOCATION_READY, /* the same, for orders with missing-stock-location; without product:
				  all of the warehouse */
	OM__EV_STOCK_LOST,     /* order: it lost units */
	OM__EV_ROUTING_CHANGED, /* orders without source are routed again */
	OM__EV_ORDER,           /* order: look at it again */
	OM__EV_PRODUCT_CHANGED, /* product: what its open orders depend on has changed */
	OM__EV_PRODUCT_DIGITAL, /* product: the same, and whether its lines ship at all */
};
struct om__event {
	enum om__event_kind kind;
	int64_t product_id, warehouse_id, listing_id, order_id; /* 0 = none */
};
const char *om__event_name(enum om__event_kind);
/* Appends an event in the transaction under way; the same event twice in one transaction is one
 * row. */
int om__event(struct om *, struct om__event, struct om_err *) OM_MUST_USE;
/* Pending events, oldest first, at most LIMIT, into ARENA (each with its id). */
struct om__pending {
	int64_t event_id;
	struct om__event event;
};
int om__events_pending(struct om *, int limit, struct om_arena *, struct om__pending **ret,
	size_t *ret_count, struct om_err *) OM_MUST_USE;
/* Marks an event done by the run under way. */
int om__event_done(struct om *, int64_t event_id, struct om_err *) OM_MUST_USE;
/* Were events written in the transaction under way? (so that before_commit costs nothing otherwise)
 */
bool om__events_written(const struct om *);

/* Forgets what core remembered in the transaction that was rolled back: a run without row, events,
 * settings.  om->on_rollback calls it (om__core_load puts it there; a layer that has more to forget
 * puts its own there and calls this one). */
void om__core_rollback(struct om *);

/* ---- proofs
 * -----------------------------------------------------------------------------------------------------------------
 */

/* How a layer reports a record that breaks one of its invariants (om_check); negative stops the
 * proof. */
typedef int om__finding(void *arg, int64_t id, const char *message, struct om_err *);

/* ---- settings
 * -------------------------------------------------------------------------------------------------------------
 */

/* The settings are read once when the database is opened; a changed one is re-read at once. */
int om__core_load(struct om *, struct om_err *) OM_MUST_USE;
void om__core_unload(struct om *);
const char *om__config_text(const struct om *,
	const char *key); /* the default where it is unset; never NULL; a list: its
			      members with blanks between, as om__choice reads them */
bool om__config_bool(const struct om *, const char *key);
int64_t om__config_int(const struct om *, const char *key);
/* What literals of filters and sheets are read by (struct om_filter_env's parts): borrowed from the
 * settings. */
int om__week_start(const struct om *);
const int64_t *om__holidays(const struct om *, size_t *ret_count);
/* A zone by name, loaded once and kept; NULL or "" gives the company's, and so does a name that the
 * system no longer knows.  This is the zone that days and cutoffs hang on, whatever --utc says;
 * what is typed and printed goes by om->zone. */
const struct om_zone *om__zone(struct om *, const char *name);
/* A rule of a higher layer about a change of a setting (VALUE NULL: unset), asked inside the
 * transaction; it refuses by its error. */
typedef int om__config_guard(struct om *, const char *key, const char *value, struct om_err *);
int om__config_set_guard(struct om *, om__config_guard *, struct om_err *) OM_MUST_USE;

#endif
