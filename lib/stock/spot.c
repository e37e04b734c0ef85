/* Names of a product and a place become keys, with one set of refusals (inventory.md, Sheets:
 * stock). */
#include "stock/spot.h"
#include "catalog/lookup.h"

int om__spot_product(struct om *om, const char *sku, bool ignore_case, struct om_arena *arena,
	struct om__spot *ret, struct om_err *err)
{
	struct om__product_ref product;
	const char *spelling;
	int rc = om__product_meant(om, sku, ignore_case, arena, &product, &spelling, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		rc = om__product_unknown(sku, spelling, err);
		if (spelling)
			om_err_hint(err, "--ignore-case accepts it");
		return rc;
	}
	if (product.is_virtual || !product.track_stock)
		return om_err_set(err, OM_EREFUSED, "not-stocked", "'%s' is %s and has no stock",
			spelling, product.is_virtual ? "a virtual product" : "not tracked");
	ret->sku = spelling;
	ret->product_id = product.product_id;
	ret->product_is_active = product.is_active;
	return 0;
}

int om__spot_location(struct om *om, const char *location, bool is_made, struct om_arena *arena,
	struct om__spot *ret, struct om_err *err)
{
	struct om__location_ref ref = {0};
	char *twin;
	int rc = om__location_name(&ret->w, location, &ret->location, err);

	if (rc == 0)
		rc = om__location_by_name(
			om, ret->w.warehouse_id, ret->location, &ref, arena, &twin, err);
	if (rc < 0)
		return rc;
	ret->location_id = rc > 0 ? ref.location_id : 0;
	ret->location_is_active = rc > 0 ? ref.is_active : true;
	ret->location_is_pickable = rc > 0 ? ref.is_pickable : true;
	if (rc > 0)
		return 0;
	rc = om__location_name_check(ret->location, err);
	if (rc < 0)
		return rc;
	if (twin)
		return om_err_set(err, OM_EREFUSED, "name-case",
			"no location '%s' in '%s'; '%s' differs only in letter case", ret->location,
			ret->w.name, twin);
	if (is_made)
		return 0;
	return om_err_set(err, OM_ENOTFOUND, "unknown-location", "no location '%s' in '%s'",
		ret->location, ret->w.name);
}

int om__spot_record(struct om *om, const char *lot, struct om__spot *ret, struct om_err *err)
{
	struct om__q *q OM_AUTO(om__done) = NULL;
	int rc;

	ret->lot = lot ? lot : "";
	rc = om__q(om, OM__SQL_stock_facts,
		OM__ARGS(OM__I("product_id", ret->product_id),
			OM__I("location_id", ret->location_id), OM__S("lot", ret->lot)),
		&q, err);
	if (rc == 0)
		rc = om__step(q, err);
	if (rc <= 0)
		return rc < 0
			? rc
			: om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no product '%s'", ret->sku);
	ret->track_lots = om__col_int(q, 0);
	ret->stock_id = om__col_int(q, 2);
	ret->on_hand = om__col_int(q, 3);
	ret->locked = om__col_int(q, 4);
	ret->allocated = om__col_int(q, 5);
	ret->oversold = om__col_int(q, 6);
	ret->draw_rank = om__col_int(q, 7);
	ret->is_pickable = !ret->stock_id || om__col_int(q, 8);
	ret->is_receivable = !ret->stock_id || om__col_int(q, 9);
	ret->is_active = !ret->stock_id || om__col_int(q, 10);
	ret->has_location_min = !om__col_null(q, 11);
	ret->location_min = om__col_int(q, 11);
	ret->has_expires_on = !om__col_null(q, 12);
	ret->expires_on = om__col_int(q, 12);
	return ret->stock_id ? 0 : om__spot_takes(ret, err);
}

int om__spot_takes(const struct om__spot *s, struct om_err *err)
{
	if (s->track_lots && !*s->lot)
		return om_err_set(err, OM_EREFUSED, "lot-required",
			"'%s' carries lots: the lot is missing", s->sku);
	if (!s->track_lots && *s->lot)
		return om_err_set(
			err, OM_EREFUSED, "lot-not-tracked", "'%s' carries no lots", s->sku);
	return 0;
}
