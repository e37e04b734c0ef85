/* Saved views: a filter, columns, an order and a limit under a name, for the lists of one noun
 * (orders.md R26.3).
 *
 * A view without owner is everybody's; one with an owner is found by its owner alone, and before
 * a shared one of the same name. */
#ifndef OM_VIEW_H
#define OM_VIEW_H

#include <om/noun.h>
#include <om/om.h>

/* The noun of saved views: its fields drive lists, filters and the sheet. */
OM_API const struct om_noun *om_view_noun(void);

struct om_view {
	const char *name;
	const char *where, *columns, *sort; /* "": not said */
	int64_t limit;                      /* 0: all */
};
/* The view of that name for lists of NOUN, texts in ARENA.  OM_ENOTFOUND "unknown-view",
 * OM_EREFUSED "wrong-state" for one that was switched off. */
OM_API int om_view_find(struct om *, const struct om_noun *, const char *name, struct om_arena *,
	struct om_view *ret, struct om_err *) OM_MUST_USE;
/* Do the filter, columns and order still fit the noun?  Fields may have gone since the view was
 * saved: the error of the filter or "unknown-column", whose source names the view. */
OM_API int om_view_check(
	struct om *, const struct om_noun *, const struct om_view *, struct om_err *) OM_MUST_USE;

#endif
