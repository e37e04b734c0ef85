/* Ids: blocks taken from the table id_block inside the transaction that uses them.
 *
 * A block that is rolled back was never given out; one that is committed is never given out again,
 * whatever becomes of its rows.  Ids grow in the order of the rows, which ledgers rely on: what is
 * left of a block is not used after other ids were, by this program or another.  Numbers that
 * people read (shipments S1000, pick lists PL1000) begin at 1000, the others at 1. */
#include "db/state.h"

static int64_t first_id(const char *table)
{
	static const char *const from_1000[] = {"shipment", "pick_list"};

	for (size_t i = 0; i < OM_COUNT(from_1000); i++)
		if (strcmp(table, from_1000[i]) == 0)
			return 1000;
	return 1;
}

static int reserve(
	struct om *om, const char *table, int64_t n, int64_t *ret_first, struct om_err *err)
{
	int64_t next;
	int r = om__get_int(om, OM__SQL_db_ids,
		OM__ARGS(OM__S("name", table), OM__I("next", first_id(table) + n),
			OM__I("count", n)),
		&next, err);

	if (r < 0)
		return r;
	*ret_first = next - n;
	return 0;
}

static struct om__id_range *range_of(struct om *om, const char *table)
{
	struct om__db *db = om->db;

	for (int i = 0; i < db->range_count; i++)
		if (!strcmp(db->ranges[i].table, table))
			return &db->ranges[i];
	if (db->range_count == OM__ID_RANGES || strlen(table) >= sizeof(db->ranges[0].table))
		return NULL;
	db->ranges[db->range_count] = (struct om__id_range){.block = 1};
	memcpy(db->ranges[db->range_count].table, table, strlen(table) + 1);
	return &db->ranges[db->range_count++];
}

/* Few ids at a time: the first cost a statement, then every second, fourth ... until a block holds
 * OM__ID_BLOCK_MAX. */
static int take(struct om *om, struct om__id_range *range, int64_t n, int64_t *ret_first,
	struct om_err *err)
{
	if (range->end - range->next < n) {
		int64_t size = range->block > n ? range->block : n;
		int r = reserve(om, range->table, size, &range->next, err);

		if (r < 0) {
			range->next = range->end;
			return r;
		}
		range->end = range->next + size;
		range->block = size * 2 < OM__ID_BLOCK_MAX ? size * 2 : OM__ID_BLOCK_MAX;
	}
	*ret_first = range->next;
	range->next += n;
	return 0;
}

int om__ids(struct om *om, const char *table, int64_t n, int64_t *ret_first, struct om_err *err)
{
	struct om__id_range *range = range_of(om, table);

	OM_ASSERT(n > 0);
	return range ? take(om, range, n, ret_first, err) : reserve(om, table, n, ret_first, err);
}

int om__ids_fresh(struct om *om, struct om_err *err)
{
	struct om__db *db = om->db;
	int64_t moment = 0;
	int r = om__get_int(om, OM__SQL_db_moment, OM__NOARGS, &moment, err);

	for (int i = 0; r >= 0 && moment != db->moment && i < db->range_count; i++)
		db->ranges[i].next = db->ranges[i].end;
	db->moment = moment;
	return r < 0 ? r : 0;
}

void om__ids_forget(struct om *om)
{
	om->db->range_count = 0;
}

int om__ids_return(struct om *om, struct om_err *err)
{
	int r = 0;

	for (int i = 0; r >= 0 && i < om->db->range_count; i++) {
		struct om__id_range *range = &om->db->ranges[i];

		if (range->next < range->end)
			r = om__exec(om, OM__SQL_db_ids_return,
				OM__ARGS(OM__S("name", range->table), OM__I("next", range->next),
					OM__I("end", range->end)),
				err);
	}
	om__ids_forget(om);
	return r < 0 ? r : 0;
}
