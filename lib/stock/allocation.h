/* Allocations: units of one stock record kept for one order line.  The only writer of
 * stock.allocated and stock.oversold.
 *
 * What is wanted is computed elsewhere (lib/flow); here differences are written, in order (product,
 * stock_id), each counter by a guarded update.  Only inside a transaction. */
#ifndef OM_ALLOCATION_H
#define OM_ALLOCATION_H

#include "db/db.h"

struct om__claim {
	int64_t order_line_id, product_id, stock_id;
	int64_t quantity, oversold;         /* wanted; quantity 0 releases */
	int64_t allocation_id;              /* the open row it replaces, 0: none */
	int64_t old_quantity, old_oversold; /* of that row */
};
/* Makes the open allocations equal to the claims: releases first, then takes.  OM_ECONFLICT
 * "changed" when a record has not the units (another process was first): the caller reads again. */
int om__claims_write(struct om *, const struct om__claim *, int n, struct om_err *) OM_MUST_USE;

/* An allocation whose units may move to another record, as it is there and as it would be here. */
struct om__carried {
	struct om__claim from, to; /* quantities as they are; TO may be one that is still to make */
	int64_t units;             /* that go along; chosen by the caller */
};
/* The open allocations of a record that may follow their units to the record TO_ID, youngest first,
 * in the transaction's arena: neither firm nor on an open pick list.  Defined in lib/flow, which
 * knows the lists. */
int om__stock_loose(struct om *, int64_t from_id, int64_t to_id, struct om__carried **ret,
	int *ret_count, struct om_err *) OM_MUST_USE;

#endif
