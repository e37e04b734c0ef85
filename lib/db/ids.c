/* Ids: blocks taken from the table id_block inside the transaction that uses them.
 *
 * Who asks often is given the next ids out of a block that the handle keeps, so that bulk work does
 * not write the table for each row; the blocks grow with use, so that a command of a few rows
 * leaves no gap.  A block that is rolled back was never given out, so the handle forgets what it
 * keeps; one that is committed is never given out again, whatever becomes of its rows.  Numbers
 * that people read (shipments S1000, pick lists PL1000) begin at 1000, the others at 1. */
#include "db/state.h"

static int64_t first_id(const char *table)
{
	static const char *const from_1000[] = {"shipment", "pick_list"};

	for (size_t i = 0; i < OM_COUNT(from_1000); i++)
		if (strcmp(table, from_1000[i]) == 0)
			return 1000;
	return 1;
}

#define CALLS_FEW 8
#define BLOCK_MAX 1024

struct om__idpool {
	struct om__idpool *next_pool;
	const char *table;
	int64_t next, end; /* ids in stock */
	int64_t calls;
};

void om__ids_forget(struct om *om)
{
	for (struct om__idpool *p = om->db->pools; p; p = p->next_pool)
		p->next = p->end = 0;
}

static struct om__idpool *pool_of(struct om *om, const char *table)
{
	struct om__idpool *p = om->db->pools;

	while (p && strcmp(p->table, table) != 0)
		p = p->next_pool;
	if (p)
		return p;
	p = OM_NEW(&om->arena, struct om__idpool);
	if (p && !(p->table = om__strdup(&om->arena, table)))
		p = NULL;
	if (p) {
		p->next_pool = om->db->pools;
		om->db->pools = p;
	}
	return p;
}

/* How many to take at once when N are asked for. */
static int64_t block_size(const struct om__idpool *p, int64_t n)
{
	int64_t times = p->calls < CALLS_FEW ? 1 : p->calls / 2;

	if (n >= BLOCK_MAX)
		return n;
	return times > BLOCK_MAX / n ? BLOCK_MAX / n * n : times * n;
}

static int take(struct om *om, const char *table, int64_t n, int64_t *ret_first, struct om_err *err)
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

int om__ids(struct om *om, const char *table, int64_t n, int64_t *ret_first, struct om_err *err)
{
	struct om__idpool *p = pool_of(om, table);

	OM_ASSERT(n > 0);
	if (!p)
		return om__nomem(err);
	if (p->end - p->next < n) {
		int64_t size = block_size(p, n), first;
		int r = take(om, table, size, &first, err);

		if (r < 0)
			return r;
		/* The rest of the old block goes on into the new one where nobody else was between.
		 */
		if (first != p->end)
			p->next = first;
		p->end = first + size;
	}
	p->calls++;
	*ret_first = p->next;
	p->next += n;
	return 0;
}
