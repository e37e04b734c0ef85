/* The allocations of a stock record that may follow their units to another one: stock moves the
 * units, but knows neither orders nor pick lists. */
#include "core/core.h"
#include "stock/allocation.h"

/* The claim of an allocation as it is: its key stands in column ID, its quantity and what of that
 * is oversold in QUANTITY and the next. */
static struct om__claim claim_of(struct om__q *q, int64_t stock_id, int id, int quantity)
{
	return (struct om__claim){.order_line_id = om__col_int(q, 1),
		.product_id = om__col_int(q, 2),
		.stock_id = stock_id,
		.quantity = om__col_int(q, quantity),
		.oversold = om__col_int(q, quantity + 1),
		.allocation_id = om__col_int(q, id),
		.old_quantity = om__col_int(q, quantity),
		.old_oversold = om__col_int(q, quantity + 1)};
}

int om__stock_loose(struct om *om, int64_t from_id, int64_t to_id, struct om__carried **ret,
	int *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int n = 0, cap = 0;
	int rc = om__q(om, OM__SQL_carry_allocations,
		OM__ARGS(OM__I("from_id", from_id), OM__I("to_id", to_id)), &q, err);

	*ret = NULL;
	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			struct om__carried *more;

			cap = cap ? cap * 2 : 16;
			more = OM_NEWN(&om->tx_arena, struct om__carried, cap);
			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, *ret, (size_t)n * sizeof(*more));
			*ret = more;
		}
		(*ret)[n++] = (struct om__carried){
			.from = claim_of(q, from_id, 0, 3), .to = claim_of(q, to_id, 5, 6)};
	}
	*ret_count = n;
	return rc < 0 ? rc : 0;
}
