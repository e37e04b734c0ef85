/* Switching a warehouse off and on (catalog.md C12).
 *
 * Off is refused while something would be left hanging, and every reason is named at once.  Units
 * on hand do not refuse: they stop counting.  Rows of backups and ranks and every fed_by stay as
 * they are and are skipped until the warehouse is on again. */
#include "core/core.h"
#include "base/text.h"
#include "stock/warehouse/warehouse.h"
#include <inttypes.h>
#include <stdio.h>

static int set_active(
	struct om *om, int64_t id, bool is_active, bool *ret_changed, struct om_err *err)
{
	int rc = om__exec(om, OM__SQL_warehouse_set_active,
		OM__ARGS(OM__I("id", id), OM__I("is_active", is_active),
			OM__I("modified_at", om->now)),
		err);

	*ret_changed = rc > 0;
	if (rc <= 0)
		return rc;
	rc = om__history(om, "warehouse", id, "is_active", is_active ? "no" : "yes",
		is_active ? "yes" : "no", err);
	return rc < 0 ? rc : om__routing_changed(om, id, err);
}

/* The reasons against switching off, joined in RET, and the word of the last one. */
struct reasons {
	char text[300];
	const char *word;
};

static void add_reason(struct reasons *r, const char *word, const char *text)
{
	size_t len = strlen(r->text);

	if (r->word)
		snprintf(r->text + len, sizeof(r->text) - len, " [%s]; %s", r->word, text);
	else
		snprintf(r->text, sizeof(r->text), "%s", text);
	r->word = word;
}

static int test_off(
	struct om *om, const struct om__warehouse *w, struct reasons *r, struct om_err *err)
{
	char text[200];
	int64_t orders, zones, others;
	int rc = om__warehouse_in_use(om, w->warehouse_id, &orders, err);

	if (rc == 0)
		rc = om__get_int(om, OM__SQL_warehouse_zones,
			OM__ARGS(OM__I("id", w->warehouse_id)), &zones, err);
	if (rc >= 0)
		rc = om__get_int(om, OM__SQL_warehouse_others_active,
			OM__ARGS(OM__I("id", w->warehouse_id)), &others, err);
	if (rc < 0)
		return rc;
	if (others == 0) {
		snprintf(text, sizeof(text), "'%s' is the only active warehouse", w->warehouse);
		add_reason(r, "last-warehouse", text);
	}
	if (orders && !om_allowed(om, "open-orders")) {
		snprintf(text, sizeof(text), "%s '%s'",
			OM_COUNTED(orders, "order not shipped uses", "orders not shipped use"),
			w->warehouse);
		add_reason(r, "open-orders", text);
	}
	if (zones) {
		snprintf(text, sizeof(text), "%s mapped to %s%s%s",
			OM_COUNTED(zones, "state is", "states are"), r->word ? "" : "'",
			r->word ? "it" : w->warehouse, r->word ? "" : "'");
		add_reason(r, "has-zones", text);
	}
	return 0;
}

static int count_units(struct om *om, int64_t id, int64_t *ret_units, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc = om__q(om, OM__SQL_warehouse_units, OM__ARGS(OM__I("id", id)), &q, err);

	if (rc == 0)
		rc = om__step(q, err);
	if (rc > 0)
		*ret_units = om__col_int(q, 0);
	return rc < 0 ? rc : 0;
}

int om__warehouse_off(struct om *om, int64_t id, const char *move_zones_to,
	struct om_warehouse_off *ret, struct om_err *err)
{
	struct om__warehouse w;
	struct reasons reasons = {0};
	int rc = om__warehouse_load(om, id, &w, &om->tx_arena, err);

	*ret = (struct om_warehouse_off){0};
	if (rc <= 0)
		return rc < 0 ? rc
			      : om_err_set(err, OM_ENOTFOUND, "unknown-warehouse",
					"no warehouse %" PRId64, id);
	if (!w.is_active)
		return 0;
	if (move_zones_to) {
		rc = om__zones_move(om, id, move_zones_to, &ret->zones_moved, err);
		if (rc < 0)
			return rc;
	}
	rc = test_off(om, &w, &reasons, err);
	if (rc < 0)
		return rc;
	if (reasons.word) {
		om_err_set(err, OM_EREFUSED, reasons.word, "%s", reasons.text);
		if (!strcmp(reasons.word, "has-zones"))
			om_err_hint(err, "--move-zones-to W gives them to another warehouse");
		return OM_EREFUSED;
	}
	rc = count_units(om, id, &ret->units, err);
	return rc < 0 ? rc : set_active(om, id, false, &ret->is_changed, err);
}

/* Its units count again for the orders that wait for them. */
int om__warehouse_on(struct om *om, int64_t id, bool *ret_changed, struct om_err *err)
{
	int rc = set_active(om, id, true, ret_changed, err);

	if (rc < 0 || !*ret_changed)
		return rc;
	return om__event(
		om, (struct om__event){.kind = OM__EV_LOCATION_READY, .warehouse_id = id}, err);
}

struct off {
	const int64_t *ids;
	size_t n;
	const char *move_zones_to;
	struct om_warehouse_off *ret;
};

static int off_body(struct om *om, void *arg, struct om_err *err)
{
	struct off *off = arg;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < off->n; i++)
		rc = om__warehouse_off(om, off->ids[i], off->move_zones_to, &off->ret[i], err);
	return rc;
}

int om_warehouse_deactivate(struct om *om, const int64_t *warehouse_ids, size_t n,
	const char *move_zones_to, struct om_warehouse_off *ret, struct om_err *err)
{
	struct off off = {warehouse_ids, n, move_zones_to, ret};
	int64_t changed = 0;
	int rc = om__tx_run(om, off_body, &off, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		changed += ret[i].is_changed;
	om__run_count(om, 0, changed, (int64_t)n - changed, 0);
	return 0;
}
