/* The orders that hold units of a stock record: stock refuses to lower a record below them and
 * names them, but knows no orders. */
#include "stock/movement.h"

int om__stock_holders(struct om *om, int64_t stock_id, int limit, struct om_arena *arena,
	char **ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	char *text = om__strdup(arena, "");
	int n = 0,
	    rc = om__q(om, OM__SQL_stock_holders,
		    OM__ARGS(OM__I("stock_id", stock_id), OM__I("limit", limit + 1)), &q, err);

	while (rc >= 0 && text && (rc = om__step(q, err)) > 0) {
		text = om__printf(arena, "%s%s%s", text, n ? ", " : "",
			n < limit ? om__col_text(q, 0) : "...");
		n++;
	}
	if (rc < 0)
		return rc;
	*ret = text;
	return text ? 0 : om__nomem(err);
}
