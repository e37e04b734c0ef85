/* Voiding a shipment with restock: movements of kind unship put each unit back where it lay, layers
 * and cost of goods sold follow, the lines are open again, and the order is looked at anew.
 *
 * What was not deducted is not put back. */
#include "ship/undo.h"
#include "core/core.h"
#include "core/work.h"
#include "order/order.h"
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

static int find_order(struct om *om, int64_t shipment_id, int64_t *ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc =
		om__q(om, OM__SQL_void_order, OM__ARGS(OM__I("shipment_id", shipment_id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc < 0)
		return rc;
	if (rc == 0 || strcmp(om__col_text(q, 1), "shipped") != 0)
		return om_err_set(
			err, OM_ESTATE, "wrong-state", "S%" PRId64 " is not shipped", shipment_id);
	*ret = om__col_int(q, 0);
	return 0;
}

int om__ship_void(struct om *om, int64_t shipment_id, struct om_err *err)
{
	struct item *items = NULL;
	int64_t order_id = 0;
	int n = 0, rc = find_order(om, shipment_id, &order_id, err);

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
