/* Listings taken back: their product and their name.
 *
 * A listing that was linked is unlinked again, and the open lines that it gave its product to have
 * none any more; what was shipped or picked by it meanwhile refuses. */
#include "catalog/listing.h"
#include "core/core.h"
#include "flow/flow.h"
#include "flow/undo/undo.h"
#include <om/catalog.h>
#include <om/sheet.h>
#include <inttypes.h>
#include <stdio.h>

static int check_use(struct om *om, const struct om__listing *l, struct om_err *err)
{
	char *order = NULL;
	int rc = om__get_text(om, OM__SQL_undo_listing_use,
		OM__ARGS(OM__I("channel_id", l->channel_id), OM__S("listing_sku", l->listing_sku),
			OM__I("product_id", l->product_id)),
		&om->tx_arena, &order, err);

	return rc <= 0 ? rc
		       : om_err_set(err, OM_EREFUSED, "changed",
				 "units of %s were shipped or picked by it", order);
}

/* Its lines, read whole before they are changed. */
static int read_lines(struct om *om, const struct om__listing *l, struct om__line_move **ret,
	size_t *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om__line_move *lines = NULL;
	size_t n = 0, cap = 0;
	int rc = om__q(om, OM__SQL_undo_listing_lines,
		OM__ARGS(OM__I("channel_id", l->channel_id), OM__S("listing_sku", l->listing_sku),
			OM__I("product_id", l->product_id)),
		&q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			struct om__line_move *more =
				OM_NEWN(&om->tx_arena, struct om__line_move, cap ? cap * 2 : 16);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, lines, sizeof(*more) * n);
			lines = more;
			cap = cap ? cap * 2 : 16;
		}
		lines[n++] =
			(struct om__line_move){om__col_int(q, 0), om__col_int(q, 1), l->sku, NULL};
	}
	*ret = lines;
	*ret_count = n;
	return rc < 0 ? rc : 0;
}

/* What the run did to a line itself is taken back by the line's own step. */
static bool has_own_step(const struct om__undo *u, const struct om__line_move *m)
{
	char field[40];

	snprintf(field, sizeof(field), "line %" PRId64 " sku", m->line_no);
	return om__undo_find(u, "order", m->order_id, field) != NULL;
}

static int unlink_it(struct om__undo *u, int64_t listing_id, struct om_err *err)
{
	struct om *om = u->om;
	struct om__listing l;
	struct om__line_move *lines = NULL;
	size_t n = 0;
	int rc = om__listing_by_id(om, listing_id, &om->tx_arena, &l, err);

	if (rc <= 0 || !l.has_product_id)
		return rc < 0 ? rc : 0;
	rc = check_use(om, &l, err);
	if (rc == 0)
		rc = read_lines(om, &l, &lines, &n, err);
	if (rc == 0)
		rc = om__listing_unlink(om, &l, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!has_own_step(u, &lines[i]))
			rc = om__line_put(om, &lines[i], err);
	return rc;
}

/* Lines that followed it have steps of their own. */
int om__undo_listing_sku(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	bool is_changed;

	if (!s->old_value)
		return unlink_it(u, s->id, err);
	return om_listing_reassign(u->om, s->id, s->old_value, false, &is_changed, err);
}

int om__undo_listing_name(struct om__undo *u, struct om__undo_step *s, struct om_err *err)
{
	const struct om_assign name = {"new_listing_sku", s->old_value};
	enum om_outcome outcome;

	return om_edit(u->om, om_listing_noun(), s->id, &name, 1, NULL, &outcome, err);
}
