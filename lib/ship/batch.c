/* Booking out for many orders together (inventory.md 2 and 14): claims are closed, units moved and
 * cost drawn for all orders of a chunk at once, so that each stock record and each layer is read
 * and written once, not once an order.
 *
 * What waits here hangs on the handle and is forgotten when the transaction is rolled back.  Claims
 * are closed before the movements, so that no record promises more than it has in between. */
#include "ship/ship_int.h"
#include "stock/stock.h"
#include <stdlib.h>

/* So many rows at most wait, that one transaction over everything stays flat too. */
#define WAIT_MAX 16384

struct om__ship {
	struct om__claim *claims;
	struct om__move *moves;
	struct om__sale *sales;
	size_t claim_count, claim_cap, move_count, move_cap, sale_count, sale_cap;
};

static int make_room(void **rows, size_t *cap, size_t need, size_t size, struct om_err *err)
{
	size_t more = *cap ? *cap : 64;
	void *bigger;

	if (need <= *cap)
		return 0;
	while (more < need)
		more *= 2;
	bigger = realloc(*rows, more * size);
	if (!bigger)
		return om__nomem(err);
	*rows = bigger;
	*cap = more;
	return 0;
}

static int make_rooms(struct om__ship *w, const struct om__consignment *c, struct om_err *err)
{
	int rc = make_room((void **)&w->claims, &w->claim_cap,
		w->claim_count + (size_t)c->claim_count, sizeof(*w->claims), err);

	if (!rc)
		rc = make_room((void **)&w->moves, &w->move_cap,
			w->move_count + (size_t)c->unit_count, sizeof(*w->moves), err);
	if (!rc)
		rc = make_room((void **)&w->sales, &w->sale_cap,
			w->sale_count + (size_t)c->part_count, sizeof(*w->sales), err);
	return rc;
}

static struct om__ship *waiting(struct om *om)
{
	if (!om->ship)
		om->ship = calloc(1, sizeof(*om->ship));
	return om->ship;
}

/* COGS is booked at shipment, for every line of goods (inventory.md 14.3): a sale a shipment. */
static void add_line_sales(struct om__ship *w, const struct om__consignment *c,
	const struct om__ship_line *l, const int64_t *shipment_ids)
{
	struct om__sale *last = NULL;

	for (int p = l->first_part; p >= 0; p = c->parts[p].next) {
		int64_t id = shipment_ids[c->packages[c->parts[p].package].ship];

		if (last && last->shipment_id == id) {
			last->quantity += c->parts[p].quantity;
			continue;
		}
		last = &w->sales[w->sale_count++];
		*last = (struct om__sale){
			id, l->order_line_id, l->product_id, c->source_id, c->parts[p].quantity};
	}
}

static void add_sales(
	struct om__ship *w, const struct om__consignment *c, const int64_t *shipment_ids)
{
	for (int i = 0; c->source_id && i < c->line_count; i++)
		if (c->lines[i].ships && c->lines[i].has_product)
			add_line_sales(w, c, &c->lines[i], shipment_ids);
}

/* Plan has seen to it that nothing is refused once rows are written; should it happen all the same,
 * the transaction must not be kept. */
int om__ship_fatal(int rc, struct om_err *err)
{
	if (rc != OM_EREFUSED && rc != OM_EINVAL && rc != OM_ESTATE && rc != OM_ENOTFOUND &&
		rc != OM_ECONFLICT)
		return rc;
	if (err)
		err->code = OM_EBUG;
	return OM_EBUG;
}

int om__ship_later(struct om__consignment *c, const int64_t *shipment_ids, struct om_err *err)
{
	struct om__ship *w = waiting(c->om);
	int rc = w ? make_rooms(w, c, err) : om__nomem(err);

	if (rc)
		return rc;
	for (int i = 0; i < c->claim_count; i++)
		if (c->claims[i].quantity != c->claims[i].old_quantity ||
			c->claims[i].oversold != c->claims[i].old_oversold)
			w->claims[w->claim_count++] = c->claims[i];
	for (int i = 0; i < c->unit_count; i++)
		if (c->units[i].stock_id)
			w->moves[w->move_count++] = (struct om__move){
				.stock_id = c->units[i].stock_id,
				.kind = "ship",
				.delta = -c->units[i].quantity,
				.cause_type = "shipment",
				.cause_id = shipment_ids[c->packages[c->units[i].package].ship]};
	add_sales(w, c, shipment_ids);
	return w->move_count + w->sale_count > WAIT_MAX ? om__ship_flush(c->om, err) : 0;
}

int om__ship_flush(struct om *om, struct om_err *err)
{
	struct om__ship w;
	int rc;

	if (!om->ship || !(om->ship->claim_count + om->ship->move_count + om->ship->sale_count))
		return 0;
	/* Whatever becomes of it, it does not wait any more: a failure rolls the transaction back.
	 */
	w = *om->ship;
	om__ship_forget(om);
	rc = om__claims_write(om, w.claims, (int)w.claim_count, err);
	if (!rc)
		rc = om__stock_move(om, w.moves, (int)w.move_count, err);
	if (!rc)
		rc = om__layers_draw_all(om, w.sales, w.sale_count, NULL, err);
	return rc < 0 ? om__ship_fatal(rc, err) : 0;
}

void om__ship_forget(struct om *om)
{
	if (om->ship)
		om->ship->claim_count = om->ship->move_count = om->ship->sale_count = 0;
}

void om__ship_free(struct om *om)
{
	if (!om->ship)
		return;
	free(om->ship->claims);
	free(om->ship->moves);
	free(om->ship->sales);
	free(om->ship);
	om->ship = NULL;
}
