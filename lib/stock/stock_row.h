/* A row of the stock sheet as it was understood: where, what, and why. */
#ifndef OM_STOCK_ROW_H
#define OM_STOCK_ROW_H

#include "base/map.h"
#include "base/text.h"
#include "sheet/import.h"
#include "stock/movement.h"
#include "stock/sheet.h"
#include "stock/spot.h"

/* The most settings of a record (fields that are no quantities) that a row changes. */
enum { OM__STOCK_SETTINGS = 5 };

/* What an import remembers from row to row. */
struct om__stock_memory {
	struct om_sha sha;    /* of all rows, fed by the check */
	const char *source;   /* "file:NAME", the cause of its movements; NULL without a file */
	char ref[48];         /* "file:" and its first digits; "" until the check is over */
	int64_t without_cost; /* units of committed chunks */
	int64_t chunk_without_cost;
	struct om_map locations; /* warehouse_id/name to location_id: files name the same places
				    again and again */
	struct om__warehouse_ref warehouse; /* the last one */
	char warehouse_name[256];           /* as the file spells it */
};

/* A row understood. */
struct om__stock_plan {
	struct om__spot at;
	int64_t on_hand_delta, locked_delta;
	const char *kind, *reason, *note, *ref;
	const char *cause_type; /* the file, and */
	int64_t line;           /* the row's place in it */
	struct om_change changes[OM__STOCK_SETTINGS];
	int change_count;
	bool has_figure, changes_expiry;
};

/* Understands a copy of the row: what is tried again starts from what was read.  What is wrong with
 * it is reported, and then the plan means nothing.  APPLIES: the whole file was checked, so that
 * its reference is known. */
int om__stock_understand(struct om_import *, struct om_unit *, struct om__stock_plan *,
	bool applies, struct om_err *) OM_MUST_USE;
/* Does the plan change anything? */
bool om__stock_changes(const struct om__stock_plan *);
/* The plan's movements, their number: the lock first, so that a figure that falls is what refuses
 * the row. */
int om__stock_moves_of(const struct om__stock_plan *, struct om__move moves[2]);
/* Reports for the row what a call refused; negative only when the import cannot go on. */
int om__stock_pass_on(struct om_import *, struct om_unit *, int field, int rc,
	const struct om_err *refusal, struct om_err *) OM_MUST_USE;
/* The warehouse of that name: 1, 0, negative.  The last one is remembered, since files name one
 * warehouse again and again. */
int om__stock_warehouse(struct om_import *, const char *name, struct om__warehouse_ref *ret,
	struct om_err *) OM_MUST_USE;
/* The key of the record WAREHOUSE:LOCATION:SKU or WAREHOUSE:LOCATION:SKU:LOT; OM_ENOTFOUND
 * "no-stock-record".  Names may hold colons, so each division is tried. */
int om__stock_find(struct om *, const char *operand, int64_t *ret_id, struct om_err *) OM_MUST_USE;

#endif
