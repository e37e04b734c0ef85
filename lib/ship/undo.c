/* Voiding a shipment with restock: movements of kind unship put each unit back where it lay, layers
 * and cost of goods sold follow, the lines are open again, and the order is looked at anew.
 *
 * What was not deducted is not put back.  A voided shipment stands again by the opposite of each
 * step, and is then as if it had never been voided. */
#include "ship/undo.h"
#include "core/core.h"
#include "core/work.h"
#include "order/order.h"
#include "ship/ship_int.h"
#include "stock/stock.h"
#include "stock/undo.h"
#include <inttypes.h>
#include <om/ship.h>

struct item {
	int64_t order_line_id, stock_id, quantity;
};

static int read_items(
	struct om *om, int64_t shipment_id, struct item **ret, int *ret_count, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct item *items = NULL;
	int n = 0, cap = 0;
	int rc =
		om__q(om, OM__SQL_void_items, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (n == cap) {
			struct item *more = OM_NEWN(&om->tx_arena, struct item, cap ? cap * 2 : 16);

			if (!more)
				return om__nomem(err);
			if (n)
				memcpy(more, items, sizeof(*more) * (size_t)n);
			items = more;
			cap = cap ? cap * 2 : 16;
		}
		items[n++] = (struct item){om__col_int(q, 0), om__col_int(q, 1), om__col_int(q, 2)};
	}
	*ret = items;
	*ret_count = n;
	return rc < 0 ? rc : 0;
}

static int restock(
	struct om *om, int64_t shipment_id, const struct item *items, int n, struct om_err *err)
{
	struct om__move *moves = OM_NEWN(&om->tx_arena, struct om__move, n + 1);
	int count = 0, rc = 0;

	if (!moves)
		return om__nomem(err);
	for (int i = 0; i < n; i++)
		if (items[i].stock_id)
			moves[count++] = (struct om__move){.stock_id = items[i].stock_id,
				.kind = "unship",
				.delta = items[i].quantity,
				.cause_type = "shipment",
				.cause_id = shipment_id};
	if (count)
		rc = om__stock_move(om, moves, count, err);
	return rc < 0 ? rc : om__layers_unship(om, shipment_id, err);
}

static int reopen_lines(struct om *om, const struct item *items, int n, struct om_err *err)
{
	for (int i = 0; i < n; i++) {
		int rc = om__exec(om, OM__SQL_void_line,
			OM__ARGS(OM__I("order_line_id", items[i].order_line_id),
				OM__I("quantity", items[i].quantity)),
			err);

		if (rc < 0)
			return rc;
		if (rc != 1)
			return om_err_set(err, OM_ECONFLICT, "changed",
				"line %" PRId64 " has fewer units shipped than its shipment",
				items[i].order_line_id);
	}
	return 0;
}

static int find_order(
	struct om *om, int64_t shipment_id, const char *state, int64_t *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc =
		om__q(om, OM__SQL_void_order, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0 || strcmp(om__col_text(q, 1), state) != 0)
		return om_err_set(err, OM_ESTATE, "wrong-state", "S%" PRId64 " is not %s",
			shipment_id, state);
	*ret = om__col_int(q, 0);
	return 0;
}

int om__ship_void(struct om *om, int64_t shipment_id, struct om_err *err)
{
	struct item *items = NULL;
	int64_t order_id = 0;
	int n = 0, rc = find_order(om, shipment_id, "shipped", &order_id, err);

	if (rc == 0)
		rc = read_items(om, shipment_id, &items, &n, err);
	if (rc == 0)
		rc = restock(om, shipment_id, items, n, err);
	if (rc == 0)
		rc = reopen_lines(om, items, n, err);
	if (rc == 0)
		rc = om__exec(om, OM__SQL_void_shipment,
			OM__ARGS(OM__I("now", om->now), OM__I("shipment_id", shipment_id)), err);
	if (rc >= 0)
		rc = om__history(om, "shipment", shipment_id, "state", "shipped", "voided", err);
	if (rc == 0)
		rc = om__order_touch(om, order_id, err);
	return rc < 0 ? rc : om__work_add(om, order_id, err);
}

struct voiding {
	int64_t shipment_id;
	bool is_unchanged;
};

static int void_body(struct om *om, void *arg, struct om_err *err)
{
	struct voiding *v = arg;
	int64_t one;
	int rc = om__get_int(om, OM__SQL_void_is_done,
		OM__ARGS(OM__I("shipment_id", v->shipment_id)), &one, err);

	v->is_unchanged = rc > 0;
	return rc ? (rc < 0 ? rc : 0) : om__ship_void(om, v->shipment_id, err);
}

int om_ship_void(struct om *om, int64_t shipment_id, bool *ret_unchanged, struct om_err *err)
{
	struct voiding v = {.shipment_id = shipment_id};
	int rc = om__tx_run(om, void_body, &v, err);

	if (rc)
		return rc;
	om__run_count(om, 0, !v.is_unchanged, v.is_unchanged, 0);
	*ret_unchanged = v.is_unchanged;
	return 0;
}

/* ---- a voided shipment stands again ---- */

static struct om__ship_line *line_of(struct om__consignment *c, int64_t order_line_id)
{
	for (int i = 0; i < c->line_count; i++)
		if (c->lines[i].order_line_id == order_line_id)
			return &c->lines[i];
	return NULL;
}

/* Takes units off the line's claims: those on STOCK_ID, or (IS_REST) any. */
static int64_t release(struct om__consignment *c, const struct om__ship_line *l, int64_t stock_id,
	bool is_rest, int64_t units)
{
	for (int i = 0; i < l->claim_count && units; i++) {
		struct om__claim *a = &c->claims[l->first_claim + i];
		int64_t n = a->quantity < units ? a->quantity : units;

		if (!is_rest && a->stock_id != stock_id)
			continue;
		a->quantity -= n;
		a->oversold = a->oversold < a->quantity ? a->oversold : a->quantity;
		units -= n;
	}
	return units;
}

/* What leaves may be no more than the lines have open; the claims are lowered in memory. */
static int plan_restore(struct om__consignment *c, int64_t shipment_id, const struct item *items,
	int n, struct om_err *err)
{
	for (int i = 0; i < n; i++) {
		struct om__ship_line *l = line_of(c, items[i].order_line_id);
		int64_t units = items[i].quantity, claimed = 0;

		if (!l || l->going + units > l->open)
			return om_err_set(err, OM_EREFUSED, "changed",
				"units of S%" PRId64 " were shipped or cancelled since",
				shipment_id);
		l->going += units;
		for (int k = 0; k < l->claim_count; k++)
			claimed += c->claims[l->first_claim + k].quantity;
		/* The line keeps no more claims than it has units open. */
		units = release(c, l, items[i].stock_id, false, units);
		if (claimed - (items[i].quantity - units) > l->open - l->going)
			release(c, l, 0, true,
				claimed - (items[i].quantity - units) - (l->open - l->going));
	}
	return 0;
}

/* Claims elsewhere than where the units leave from free units for those who wait. */
static int write_claims(struct om__consignment *c, struct om_err *err)
{
	int changed = 0, rc = 0;

	for (int i = 0; i < c->claim_count && rc >= 0; i++) {
		if (c->claims[i].quantity == c->claims[i].old_quantity)
			continue;
		rc = om__event(c->om,
			(struct om__event){.kind = OM__EV_STOCK_ARRIVED,
				.product_id = c->claims[i].product_id,
				.warehouse_id = c->source_id},
			err);
		c->claims[changed++] = c->claims[i];
	}
	return rc < 0 ? rc : om__claims_write(c->om, c->claims, changed, err);
}

static int write_lines(struct om__consignment *c, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; i < c->line_count && rc >= 0; i++) {
		const struct om__ship_line *l = &c->lines[i];
		int64_t kept = 0;

		if (!l->going)
			continue;
		for (int k = 0; k < l->claim_count; k++)
			kept += c->claims[l->first_claim + k].quantity;
		rc = om__exec(c->om, OM__SQL_ship_line_count,
			OM__ARGS(OM__I("order_line_id", l->order_line_id), OM__I("going", l->going),
				OM__I("kept", kept)),
			err);
	}
	return rc < 0 ? rc : 0;
}

static int take_again(
	struct om *om, int64_t shipment_id, const struct item *items, int n, struct om_err *err)
{
	struct om__move *moves = OM_NEWN(&om->tx_arena, struct om__move, n + 1);
	int count = 0, rc;

	if (!moves)
		return om__nomem(err);
	for (int i = 0; i < n; i++)
		if (items[i].stock_id)
			moves[count++] = (struct om__move){.stock_id = items[i].stock_id,
				.kind = "ship",
				.delta = -items[i].quantity,
				.cause_type = "shipment",
				.cause_id = shipment_id};
	rc = count ? om__stock_move(om, moves, count, err) : 0;
	if (rc < 0 && !strcmp(err->word, "short-stock"))
		om_err_hint(err, "--allow short-stock takes the units from the orders served last");
	return rc;
}

/* Another order's parcel may have the number meanwhile. */
static int check_numbers(struct om *om, int64_t shipment_id, int64_t order_id, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_ship one = {0};
	int rc = om__q(
		om, OM__SQL_restore_numbers, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		one.tracking = om__col_text(q, 0);
		rc = om__tracking_is_free(om, order_id, &one, err);
	}
	return rc < 0 ? rc : 0;
}

/* The status may be an old one: what the run did to the order is taken back in the same
 * transaction.  Of the facts behind it a hold stops goods; all others show in the lines. */
static int check_hold(const struct om__consignment *c, struct om_err *err)
{
	int64_t one;
	int rc = om__get_int(
		c->om, OM__SQL_restore_held, OM__ARGS(OM__I("order_id", c->order_id)), &one, err);

	return rc <= 0 ? rc : om_err_set(err, OM_ESTATE, "wrong-state", "%s is on hold", c->record);
}

static int stand_again(struct om__consignment *c, int64_t shipment_id, int64_t run_id,
	const struct item *items, int n, struct om_err *err)
{
	int rc = plan_restore(c, shipment_id, items, n, err);

	if (rc == 0)
		rc = write_lines(c, err);
	if (rc == 0)
		rc = write_claims(c, err);
	if (rc == 0)
		rc = take_again(c->om, shipment_id, items, n, err);
	if (rc == 0)
		rc = om__layers_reship(c->om, shipment_id, run_id, err);
	if (rc == 0)
		rc = om__exec(c->om, OM__SQL_restore_shipment,
			OM__ARGS(OM__I("shipment_id", shipment_id)), err);
	return rc < 0
		? rc
		: om__history(c->om, "shipment", shipment_id, "state", "voided", "shipped", err);
}

int om__ship_restore(struct om *om, int64_t shipment_id, int64_t run_id, struct om_err *err)
{
	struct om__consignment c;
	struct item *items = NULL;
	int64_t order_id = 0;
	int n = 0, rc = find_order(om, shipment_id, "voided", &order_id, err);

	if (rc == 0)
		rc = om__ship_read(om, order_id, false, &om->tx_arena, &c, err);
	if (rc == 0)
		rc = read_items(om, shipment_id, &items, &n, err);
	if (rc == 0)
		rc = check_hold(&c, err);
	if (rc == 0)
		rc = check_numbers(om, shipment_id, order_id, err);
	if (rc == 0)
		rc = stand_again(&c, shipment_id, run_id, items, n, err);
	if (rc == 0)
		rc = om__order_touch(om, order_id, err);
	return rc < 0 ? rc : om__work_add(om, order_id, err);
}
