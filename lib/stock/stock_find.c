/* A stock record by its name (see om__stock_find).  Names may hold colons, so that each division of
 * the operand is tried: warehouse, then location, then SKU and lot. */
#include "catalog/lookup.h"
#include "core/core.h"
#include "stock/stock_row.h"

static int find_record(
	struct om *om, int64_t location_id, const char *name, int64_t *ret_id, struct om_err *err)
{
	struct om__product_ref product;
	int rc = om__product_by_sku(om, name, &product, err);

	if (rc > 0)
		rc = om__get_int(om, OM__SQL_stock_by_place,
			OM__ARGS(OM__I("product_id", product.product_id),
				OM__I("location_id", location_id), OM__S("lot", "")),
			ret_id, err);
	for (const char *a = strchr(name, ':'); a && rc == 0; a = strchr(a + 1, ':')) {
		char *sku = om__strndup(&om->arena, name, (size_t)(a - name));

		rc = sku ? om__product_by_sku(om, sku, &product, err) : om__nomem(err);
		if (rc > 0)
			rc = om__get_int(om, OM__SQL_stock_by_place,
				OM__ARGS(OM__I("product_id", product.product_id),
					OM__I("location_id", location_id), OM__S("lot", a + 1)),
				ret_id, err);
	}
	return rc;
}

static int find_in(struct om *om, const char *rest, const struct om__warehouse_ref *w,
	int64_t *ret_id, struct om_err *err)
{
	int rc = 0;

	for (const char *a = strchr(rest, ':'); a && rc == 0; a = strchr(a + 1, ':')) {
		struct om__location_ref l;
		char *name = om__strndup(&om->arena, rest, (size_t)(a - rest));

		rc = name
			? om__location_by_name(om, w->warehouse_id, name, &l, &om->arena, NULL, err)
			: om__nomem(err);
		if (rc > 0)
			rc = find_record(om, l.location_id, a + 1, ret_id, err);
	}
	return rc;
}

int om__stock_find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om_mark mark = om__arena_mark(&om->arena);
	int rc = 0;

	for (const char *a = strchr(operand, ':'); a && rc == 0; a = strchr(a + 1, ':')) {
		struct om__warehouse_ref w;
		char *name = om__strndup(&om->arena, operand, (size_t)(a - operand));

		rc = name ? om__warehouse_by_name(om, name, &w, err) : om__nomem(err);
		if (rc > 0)
			rc = find_in(om, a + 1, &w, ret_id, err);
	}
	om__arena_rewind(&om->arena, mark);
	if (rc)
		return rc < 0 ? rc : 0;
	om_err_set(err, OM_ENOTFOUND, "no-stock-record", "no stock record '%s'", operand);
	om_err_hint(
		err, "a stock record is WAREHOUSE:LOCATION:SKU, with :LOT where there are lots");
	return OM_ENOTFOUND;
}
