/* The work list of the transaction under way: a plain array of order ids, made unique when it is
 * read. It hangs on the handle, not on the transaction's arena, because flow empties it itself. */
#include "core/work.h"
#include <stdlib.h>

struct om__work {
	int64_t *ids;
	size_t count, cap;
	bool is_sorted;
};

int om__work_add(struct om *om, int64_t order_id, struct om_err *err)
{
	struct om__work *w = om->work;

	if (!w) {
		w = calloc(1, sizeof(*w));
		if (!w)
			return om__nomem(err);
		om->work = w;
	}
	if (w->count && w->ids[w->count - 1] == order_id)
		return 0;
	if (w->count == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 64;
		int64_t *ids = realloc(w->ids, cap * sizeof(*ids));

		if (!ids)
			return om__nomem(err);
		w->ids = ids;
		w->cap = cap;
	}
	w->ids[w->count++] = order_id;
	w->is_sorted = false;
	return 0;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

const int64_t *om__work(const struct om *om, size_t *ret_count)
{
	struct om__work *w = om->work;
	size_t n = 0;

	*ret_count = 0;
	if (!w)
		return NULL;
	if (!w->is_sorted) {
		qsort(w->ids, w->count, sizeof(*w->ids), by_id);
		for (size_t i = 0; i < w->count; i++)
			if (!n || w->ids[n - 1] != w->ids[i])
				w->ids[n++] = w->ids[i];
		w->count = n;
		w->is_sorted = true;
	}
	*ret_count = w->count;
	return w->ids;
}

void om__work_clear(struct om *om)
{
	if (om->work)
		om->work->count = 0;
}

void om__work_free(struct om *om)
{
	if (!om->work)
		return;
	free(om->work->ids);
	free(om->work);
	om->work = NULL;
}
