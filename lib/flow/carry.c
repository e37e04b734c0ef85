/* The allocations of a stock record that may follow their units to another one: stock moves the
 * units, but knows neither orders nor pick lists. */
#include "core/core.h"
#include "stock/allocation.h"

static struct om__carried carried_of(struct om__q *q, int64_t from_id, int64_t to_id)
{
	return (struct om__carried){
		.from = {.order_line_id = om__col_int(q, 1),
			.product_id = om__col_int(q, 2),
			.stock_id = from_id,
			.quantity = om__col_int(q, 3),
			.oversold = om__col_int(q, 4),
			.allocation_id = om__col_int(q, 0),
			.old_quantity = om__col_int(q, 3),
			.old_oversold = om__col_int(q, 4)},
		.to = {.order_line_id = om__col_int(q, 1),
			.product_id = om__col_int(q, 2),
			.stock_id = to_id,
			.quantity = om__col_int(q, 6),
			.oversold = om__col_int(q, 7),
			.allocation_id = om__col_int(q, 5),
			.old_quantity = om__col_int(q, 6),
			.old_oversold = om__col_int(q, 7)},
	};
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
		(*ret)[n++] = carried_of(q, from_id, to_id);
	}
	*ret_count = n;
	return rc < 0 ? rc : 0;
}
