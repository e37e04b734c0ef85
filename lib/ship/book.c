/* Writes what leaves: the shipment with its package and contents, and the counters of the lines.
 *
 * All rows go through prepared bulk writers; stock and cost wait for the chunk's other orders
 * (batch.c). */
#include "core/core.h"
#include "core/work.h"
#include "order/order.h"
#include "ship/ship_int.h"
#include "stock/stock.h"
#include <inttypes.h>

struct shipment_row {
	int64_t shipment_id, order_id, warehouse_id, ship_date, eta, fee, now, run_id;
	bool has_warehouse_id, has_eta, has_fee, is_deducted, notify_customer, update_channel;
	const char *source, *carrier, *service, *package_type, *tracking_number, *fee_currency;
	const char *delivery_status, *insurance_tracking_number;
};
static const struct om__bindmap shipment_map[] = {
	OM__MAP_I(shipment_row, shipment_id),
	OM__MAP_I(shipment_row, order_id),
	OM__MAP_V(shipment_row, warehouse_id),
	OM__MAP_S(shipment_row, source),
	OM__MAP_S(shipment_row, carrier),
	OM__MAP_S(shipment_row, service),
	OM__MAP_S(shipment_row, package_type),
	OM__MAP_S(shipment_row, tracking_number),
	OM__MAP_I(shipment_row, ship_date),
	OM__MAP_V(shipment_row, eta),
	OM__MAP_V(shipment_row, fee),
	OM__MAP_S(shipment_row, fee_currency),
	OM__MAP_S(shipment_row, delivery_status),
	OM__MAP_S(shipment_row, insurance_tracking_number),
	OM__MAP_F(shipment_row, is_deducted),
	OM__MAP_F(shipment_row, notify_customer),
	OM__MAP_F(shipment_row, update_channel),
	OM__MAP_I(shipment_row, now),
	OM__MAP_I(shipment_row, run_id),
};

struct package_row {
	int64_t shipment_id, seq, weight_ng;
	bool has_weight_ng;
	const char *package_type, *tracking_number, *weight_unit;
};
static const struct om__bindmap package_map[] = {
	OM__MAP_I(package_row, shipment_id),
	OM__MAP_I(package_row, seq),
	OM__MAP_S(package_row, package_type),
	OM__MAP_S(package_row, tracking_number),
	OM__MAP_V(package_row, weight_ng),
	OM__MAP_S(package_row, weight_unit),
};

struct item_row {
	int64_t shipment_id, seq, item_no, order_line_id, product_id, stock_id, quantity;
	bool has_product_id, has_stock_id;
};
static const struct om__bindmap item_map[] = {
	OM__MAP_I(item_row, shipment_id),
	OM__MAP_I(item_row, seq),
	OM__MAP_I(item_row, item_no),
	OM__MAP_I(item_row, order_line_id),
	OM__MAP_V(item_row, product_id),
	OM__MAP_V(item_row, stock_id),
	OM__MAP_I(item_row, quantity),
};

static int put(struct om *om, enum om__sql sql, const struct om__bindmap *map, size_t n,
	const void *row, struct om_err *err)
{
	struct om__bulk *bulk;
	int rc = om__bulk(om, sql, map, n, &bulk, err);

	if (!rc)
		rc = om__bulk_put(bulk, row, err);
	return rc < 0 ? rc : 0;
}
#define PUT(om, sql, map, row, err) put(om, sql, map, OM_COUNT(map), row, err)

static const char *text(const char *s)
{
	return s ? s : "";
}

int om__package_put(struct om *om, int64_t shipment_id, int64_t seq, const struct om_ship *s,
	const struct om_ship_package *p, struct om_err *err)
{
	const char *tracking = p && p->tracking ? p->tracking : s->tracking;
	const char *type = p && p->package_type ? p->package_type : s->package_type;
	struct package_row row = {
		.shipment_id = shipment_id,
		.seq = seq,
		.has_weight_ng = p && p->has_weight,
		.weight_ng = p ? p->weight : 0,
		.package_type = text(type),
		.tracking_number = s->is_untracked ? "" : text(tracking),
		.weight_unit = text(p ? p->weight_unit : NULL),
	};

	return PUT(om, OM__SQL_package_insert, package_map, &row, err);
}

/* ---- the rows of the shipment ---- */

/* The number of the first package is the shipment's. */
static const char *first_number(const struct om_ship *s)
{
	if (s->is_untracked)
		return "";
	return text(s->package_count && s->packages[0].tracking ? s->packages[0].tracking
								: s->tracking);
}

static int put_shipment(
	struct om__consignment *c, const struct om_ship *s, int64_t *ret_id, struct om_err *err)
{
	struct om *om = c->om;
	struct shipment_row row = {
		.order_id = c->order_id,
		.has_warehouse_id = c->source_id != 0,
		.warehouse_id = c->source_id,
		.source = s->source ? s->source : "mark",
		.carrier = text(s->carrier),
		.delivery_status = text(s->delivery_status),
		.insurance_tracking_number = text(s->insurance_tracking_number),
		.service = text(s->service),
		.package_type = text(s->package_type),
		.tracking_number = first_number(s),
		.ship_date = s->has_ship_date
			? s->ship_date
			: om__ship_day(om__zone(om, c->zone), om->now, &c->calendar),
		.has_eta = s->has_eta,
		.eta = s->eta,
		.has_fee = s->has_fee,
		.fee = s->fee,
		.fee_currency = !s->has_fee        ? ""
			: text(s->fee_currency)[0] ? s->fee_currency
						   : c->currency,
		.is_deducted = c->deducts,
		.notify_customer = s->notify == 1,
		/* R8.1: yes unless the order suppresses it; without a number there is nothing to
		   tell. */
		.update_channel = s->update_channel < 0 ? !s->is_untracked && !c->is_suppressed
							: s->update_channel,
		.now = om->now,
	};
	int rc = om__run(om, &row.run_id, err);

	if (!rc)
		rc = om__ids(om, "shipment", 1, &row.shipment_id, err);
	if (!rc)
		rc = PUT(om, OM__SQL_shipment_insert, shipment_map, &row, err);
	*ret_id = row.shipment_id;
	return rc;
}

static int put_packages(struct om__consignment *c, const struct om_ship *ships,
	const int64_t *shipment_ids, struct om_err *err)
{
	int rc = 0;

	for (int k = 0; !rc && k < c->package_count; k++) {
		const struct om__ship_box *b = &c->packages[k];

		rc = om__package_put(
			c->om, shipment_ids[b->ship], b->seq, &ships[b->ship], b->package, err);
	}
	return rc;
}

static int put_items(struct om__consignment *c, const int64_t *shipment_ids, struct om_err *err)
{
	int64_t *counts = OM_NEWN(c->arena, int64_t, c->package_count);
	int rc = counts ? 0 : om__nomem(err);

	for (int i = 0; !rc && i < c->unit_count; i++) {
		const struct om__ship_unit *u = &c->units[i];
		const struct om__ship_box *b = &c->packages[u->package];
		const struct om__ship_line *l = &c->lines[u->line];
		struct item_row row = {
			.shipment_id = shipment_ids[b->ship],
			.seq = b->seq,
			.item_no = ++counts[u->package],
			.order_line_id = l->order_line_id,
			.has_product_id = l->has_product,
			.product_id = l->product_id,
			.has_stock_id = u->stock_id != 0,
			.stock_id = u->stock_id,
			.quantity = u->quantity,
		};

		rc = PUT(c->om, OM__SQL_package_item_insert, item_map, &row, err);
	}
	return rc;
}

struct line_row {
	int64_t order_line_id, going, kept;
};
static const struct om__bindmap line_map[] = {
	OM__MAP_I(line_row, order_line_id),
	OM__MAP_I(line_row, going),
	OM__MAP_I(line_row, kept),
};

/* The counters of the lines; what is open without a claim is short until the order is looked at
 * again, before the commit. */
static int put_lines(struct om__consignment *c, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < c->line_count; i++) {
		const struct om__ship_line *l = &c->lines[i];
		struct line_row row = {l->order_line_id, l->going, 0};

		if (!l->going)
			continue;
		for (int k = 0; k < l->claim_count; k++)
			row.kept += c->claims[l->first_claim + k].quantity;
		rc = PUT(c->om, OM__SQL_ship_line_count, line_map, &row, err);
	}
	return rc;
}

/* ---- stock and cost ---- */

static bool is_changed(const struct om__claim *a)
{
	return a->quantity != a->old_quantity || a->oversold != a->old_oversold;
}

/* Units that are not deducted are free again for those who wait. */
static int announce_freed(struct om__consignment *c, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < c->claim_count; i++)
		if (is_changed(&c->claims[i]))
			rc = om__event(c->om,
				(struct om__event){.kind = OM__EV_STOCK_ARRIVED,
					.product_id = c->claims[i].product_id,
					.warehouse_id = c->source_id},
				err);
	return rc;
}

static int book_stock(struct om__consignment *c, const int64_t *shipment_ids, struct om_err *err)
{
	int changed = 0, rc;

	if (c->deducts)
		return om__ship_later(c, shipment_ids, err);
	rc = announce_freed(c, err);
	for (int i = 0; i < c->claim_count; i++)
		if (is_changed(&c->claims[i]))
			c->claims[changed++] = c->claims[i];
	return rc ? rc : om__claims_write(c->om, c->claims, changed, err);
}

/* An order that leaves whole changes its status, which counts as its change. */
static bool is_part(const struct om__consignment *c)
{
	for (int i = 0; i < c->line_count; i++)
		if (c->lines[i].going < c->lines[i].open)
			return true;
	return false;
}

int om__ship_book(struct om__consignment *c, const struct om_ship *ships, int n, struct om_err *err)
{
	int64_t *ids = OM_NEWN(c->arena, int64_t, n);
	int rc = ids ? 0 : om__nomem(err);

	for (int i = 0; !rc && i < n; i++)
		rc = put_shipment(c, &ships[i], &ids[i], err);
	if (!rc)
		rc = put_packages(c, ships, ids, err);
	if (!rc)
		rc = put_items(c, ids, err);
	if (!rc)
		rc = put_lines(c, err);
	if (!rc)
		rc = book_stock(c, ids, err);
	if (!rc && is_part(c))
		rc = om__order_touch(c->om, c->order_id, err);
	return rc < 0 ? rc : om__work_add(c->om, c->order_id, err);
}
