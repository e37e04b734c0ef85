/* Warehouses and locations by name, and what belongs to them whoever writes them. */
#ifndef OM_STOCK_PLACE_H
#define OM_STOCK_PLACE_H

#include "db/db.h"
#include <om/stock.h>

#define OM__UNCONFIGURED "UNCONFIGURED"
#define OM__GLOBAL "GLOBAL"
#define OM__LOCATION_MAX 50

struct om__warehouse_ref {
	int64_t warehouse_id;
	char name[256];
	bool is_active, is_valued;
	bool is_external; /* has the one location GLOBAL; not in-house and not virtual */
	bool is_virtual;
};
/* 1 and *RET, 0 when there is none; ASCII case aside, since names differ in more than case. */
int om__warehouse_by_name(
	struct om *, const char *name, struct om__warehouse_ref *ret, struct om_err *) OM_MUST_USE;
/* Says that there is none, and which one may be meant. */
int om__warehouse_unknown(struct om *, const char *name, struct om_err *);
/* The same, a missing one being an error: OM_ENOTFOUND "unknown-warehouse", and
 * "inactive-warehouse" if it must be active. */
int om__warehouse_need(struct om *, const char *name, bool active, struct om__warehouse_ref *ret,
	struct om_err *) OM_MUST_USE;
/* Is the type one whose warehouse has only the location GLOBAL? */
bool om__is_external(const char *type);

struct om__location_ref {
	int64_t location_id;
	bool is_active, is_pickable, is_receivable;
};
/* The location of that name, byte for byte: 1, 0, negative.  *RET_TWIN (ARENA, may be NULL) is the
 * spelling of one that differs only in case, else NULL. */
int om__location_by_name(struct om *, int64_t warehouse_id, const char *name,
	struct om__location_ref *ret, struct om_arena *, char **ret_twin,
	struct om_err *) OM_MUST_USE;
/* Is NAME a name that a location may have?  OM_EINVAL "bad-location". */
int om__location_name_check(const char *name, struct om_err *) OM_MUST_USE;
/* What a location named NAME (NULL or "": the special one) of the warehouse is called: UNCONFIGURED
 * or GLOBAL where it is left out. OM_EREFUSED "location-external" for another name in an external
 * warehouse. */
int om__location_name(const struct om__warehouse_ref *, const char *name, const char **ret,
	struct om_err *) OM_MUST_USE;
/* Makes a location; UNCONFIGURED is made unpickable whatever is asked. */
int om__location_make(struct om *, int64_t warehouse_id, const char *name, bool is_pickable,
	bool is_receivable, int64_t *ret_location_id, struct om_err *) OM_MUST_USE;

/* Orders not shipped or cancelled that have the warehouse as source.  Defined in lib/flow, which
 * knows orders. */
int om__warehouse_in_use(
	struct om *, int64_t warehouse_id, int64_t *ret_orders, struct om_err *) OM_MUST_USE;
/* Writes the event routing-changed. */
int om__routing_changed(struct om *, int64_t warehouse_id, struct om_err *) OM_MUST_USE;

#endif
