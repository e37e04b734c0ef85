/* Which product a listing points to: the rules of its target, linking, and reassigning (catalog.md
 * C8, C11).
 *
 * A linked listing gets another product by om_listing_reassign alone.  A listing through which
 * order lines can be mapped writes its event in the same transaction. */
#include "catalog/listing.h"
#include <om/catalog.h>

int om__listing_target(struct om *om, const char *sku, bool fold, struct om_arena *arena,
	struct om__product_ref *ret, const char **ret_sku, struct om_err *err)
{
	int rc = om__product_meant(om, sku, fold, arena, ret, ret_sku, err);

	if (rc < 0)
		return rc;
	if (!rc) {
		om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no product '%s'", sku);
		if (*ret_sku)
			om_err_hint(err, "there is '%s'", *ret_sku);
		return OM_ENOTFOUND;
	}
	if (ret->is_virtual)
		return om_err_set(err, OM_EREFUSED, "sku-is-virtual",
			"'%s' is virtual and cannot be listed", *ret_sku);
	return 0;
}

int om__listing_mapped(struct om *om, const struct om__listing *l, struct om_err *err)
{
	if (!l->is_active || !l->has_product_id || !l->is_product_active)
		return 0;
	return om__event(om,
		(struct om__event){.kind = OM__EV_LISTING_MAPPED, .listing_id = l->listing_id},
		err);
}

int om__listing_link(struct om *om, struct om__listing *l, const struct om__product_ref *to,
	const char *sku, bool takes_open, struct om_err *err)
{
	int64_t old_id = l->has_product_id ? l->product_id : 0;
	const char *old_sku = l->sku;
	int rc;

	l->product_id = to->product_id;
	l->has_product_id = true;
	l->sku = sku;
	l->is_product_active = to->is_active;
	l->modified_at = om_now(om);
	rc = om__listing_write(om, false, l, err);
	if (rc == 0)
		rc = om__history(
			om, "listing", l->listing_id, "sku", *old_sku ? old_sku : NULL, sku, err);
	if (rc == 0)
		rc = om__listing_mapped(om, l, err);
	/* Lines that have the old product are named by both: listing and product. */
	if (rc == 0 && takes_open && old_id)
		rc = om__event(om,
			(struct om__event){.kind = OM__EV_LISTING_MAPPED,
				.listing_id = l->listing_id,
				.product_id = old_id},
			err);
	return rc;
}

int om__listing_unlink(struct om *om, struct om__listing *l, struct om_err *err)
{
	const char *old_sku = l->sku;
	int rc;

	l->product_id = 0;
	l->has_product_id = false;
	l->sku = "";
	l->modified_at = om_now(om);
	rc = om__listing_write(om, false, l, err);
	return rc < 0 ? rc : om__history(om, "listing", l->listing_id, "sku", old_sku, NULL, err);
}

struct reassign {
	int64_t listing_id;
	const char *to_sku;
	bool open_orders, is_changed;
};

static int reassign_body(struct om *om, void *arg, struct om_err *err)
{
	struct reassign *r = arg;
	struct om__listing l;
	struct om__product_ref to;
	const char *sku;
	int rc = om__listing_by_id(om, r->listing_id, &om->tx_arena, &l, err);

	r->is_changed = false;
	if (rc == 0)
		return om_err_set(err, OM_ENOTFOUND, "unknown-sku", "no listing with key %lld",
			(long long)r->listing_id);
	if (rc > 0)
		rc = om__listing_target(om, r->to_sku, false, &om->tx_arena, &to, &sku, err);
	if (rc < 0)
		return rc;
	if (l.has_product_id && l.product_id == to.product_id)
		return 0;
	if (!to.is_active)
		return om_err_set(
			err, OM_EREFUSED, "inactive-sku", "product '%s' is inactive", sku);
	r->is_changed = true;
	return om__listing_link(om, &l, &to, sku, r->open_orders, err);
}

int om_listing_reassign(struct om *om, int64_t listing_id, const char *to_sku, bool open_orders,
	bool *ret_changed, struct om_err *err)
{
	struct reassign r = {listing_id, to_sku, open_orders, false};
	int rc = om__tx_run(om, reassign_body, &r, err);

	if (rc < 0)
		return rc;
	*ret_changed = r.is_changed;
	om__run_count(om, 0, r.is_changed, !r.is_changed, 0);
	return 0;
}
