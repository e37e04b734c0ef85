/* Ids: blocks taken from the table id_block inside the transaction that uses them.
 *
 * A block that is rolled back was never given out; one that is committed is never given out again,
 * whatever becomes of its rows.  Numbers that people read (shipments S1000, pick lists PL1000)
 * begin at 1000, the others at 1. */
#include "db/state.h"

static int64_t first_id(const char *table)
{
	static const char *const from_1000[] = {"shipment", "pick_list"};

	for (size_t i = 0; i < OM_COUNT(from_1000); i++)
		if (strcmp(table, from_1000[i]) == 0)
			return 1000;
	return 1;
}

int om__ids(struct om *om, const char *table, int64_t n, int64_t *ret_first, struct om_err *err)
{
	int64_t next;

	OM_ASSERT(n > 0);
	int r = om__get_int(om, OM__SQL_db_ids,
		OM__ARGS(OM__S("name", table), OM__I("next", first_id(table) + n),
			OM__I("count", n)),
		&next, err);
	if (r < 0)
		return r;
	*ret_first = next - n;
	return 0;
}
