/* How many orders a command had looked at again because a listing or product of theirs changed
 * (catalog.md C8): each once, and only when the transaction that resolved it is committed. */
#include "flow/flow.h"
#include "base/map.h"
#include <stdlib.h>

struct om__flow {
	struct om_imap kept; /* ids of committed transactions */
	int64_t *fresh;      /* ids of the transaction under way */
	size_t count, cap;
	bool is_watching; /* the on-commit call for this transaction is registered */
};

/* A summary is all that suffers where memory is gone. */
static void on_commit(struct om *om, void *arg)
{
	struct om__flow *f = om->flow;

	(void)arg;
	for (size_t i = 0; i < f->count; i++)
		if (om__imap_put(&f->kept, f->fresh[i], 1, NULL) < 0)
			break;
	om__mapped_forget(om);
}

static int ready(struct om *om, size_t more, struct om_err *err)
{
	struct om__flow *f = om->flow;

	if (!f) {
		f = calloc(1, sizeof(*f));
		if (!f)
			return om__nomem(err);
		om__imap_init(&f->kept);
		om->flow = f;
	}
	if (f->count + more > f->cap) {
		size_t cap = (f->count + more) * 2;
		int64_t *fresh = realloc(f->fresh, cap * sizeof(*fresh));

		if (!fresh)
			return om__nomem(err);
		f->fresh = fresh;
		f->cap = cap;
	}
	if (f->is_watching)
		return 0;
	f->is_watching = true;
	return om__on_commit(om, on_commit, NULL, err);
}

int om__mapped_note(struct om *om, const int64_t *ids, size_t n, struct om_err *err)
{
	int rc = ready(om, n, err);

	if (rc < 0 || !n)
		return rc;
	memcpy(om->flow->fresh + om->flow->count, ids, sizeof(*ids) * n);
	om->flow->count += n;
	return 0;
}

void om__mapped_forget(struct om *om)
{
	if (!om->flow)
		return;
	om->flow->count = 0;
	om->flow->is_watching = false;
}

void om__mapped_free(struct om *om)
{
	if (!om->flow)
		return;
	om__imap_release(&om->flow->kept);
	free(om->flow->fresh);
	free(om->flow);
	om->flow = NULL;
}

int64_t om_orders_mapped(const struct om *om)
{
	return om->flow ? (int64_t)om->flow->kept.len : 0;
}
