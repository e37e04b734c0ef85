/* Which open units go into which package (shipping.md R2): units of a SKU come from the order's
 * lines in their order, each unit stands in one package, and one package may take what the others
 * leave.
 *
 * Lines of downloads need no package: they go with the first one. */
#include "base/text.h"
#include "core/core.h"
#include "ship/ship_int.h"
#include <inttypes.h>

static int put_part(
	struct om__consignment *c, int line, int package, int64_t quantity, struct om_err *err)
{
	struct om__ship_line *l = &c->lines[line];
	int rc = om__ship_grow(
		c->arena, (void **)&c->parts, &c->part_cap, c->part_count, sizeof(*c->parts), err);

	if (rc)
		return rc;
	c->packages[package].is_filled = true;
	l->going += quantity;
	if (l->last_part >= 0 && c->parts[l->last_part].package == package) {
		c->parts[l->last_part].quantity += quantity;
		return 0;
	}
	c->parts[c->part_count] = (struct om__ship_part){package, quantity, -1};
	if (l->last_part >= 0)
		c->parts[l->last_part].next = c->part_count;
	else
		l->first_part = c->part_count;
	l->last_part = c->part_count++;
	return 0;
}

static bool is_of(const struct om__ship_line *l, const char *sku)
{
	return !strcmp(l->sku, sku) || !strcmp(l->listing_sku, sku);
}

/* Why units of a SKU cannot be packed: it is none of the order, or too few of it are open. */
static int refuse(struct om__consignment *c, const struct om_ship_item *item, int64_t open,
	struct om_err *err)
{
	int64_t one;
	int rc = om__get_int(c->om, OM__SQL_ship_sku,
		OM__ARGS(OM__I("order_id", c->order_id), OM__S("sku", item->sku)), &one, err);

	if (rc < 0)
		return rc;
	if (rc)
		om_err_set(err, OM_EREFUSED, "package-over",
			"%s: %" PRId64 " of '%s', but %s left to be shipped", c->record,
			item->quantity, item->sku, OM_COUNTED(open, "is", "are"));
	else
		om_err_set(err, OM_ENOTFOUND, "unknown-sku", "%s has no line of '%s'", c->record,
			item->sku);
	om_err_field(err, rc ? "quantity" : "sku", NULL);
	return err->code;
}

static int put_item(
	struct om__consignment *c, int package, const struct om_ship_item *item, struct om_err *err)
{
	int64_t left = item->quantity, open = 0;
	int rc = 0;

	if (left < 1) {
		om_err_set(err, OM_EINVAL, "not-integer", "'%s' is put in with %s", item->sku,
			OM_COUNTED(left, "unit", "units"));
		om_err_field(err, "quantity", NULL);
		return OM_EINVAL;
	}
	for (int i = 0; i < c->line_count; i++)
		if (is_of(&c->lines[i], item->sku))
			open += c->lines[i].open - c->lines[i].going;
	if (left > open)
		return refuse(c, item, open, err);
	for (int i = 0; !rc && left && i < c->line_count; i++) {
		const struct om__ship_line *l = &c->lines[i];
		int64_t room = is_of(l, item->sku) ? l->open - l->going : 0;
		int64_t n = room < left ? room : left;

		rc = n ? put_part(c, i, package, n, err) : 0;
		left -= n;
	}
	return rc;
}

static int put_rest(struct om__consignment *c, int package, bool ships, struct om_err *err)
{
	int rc = 0;

	for (int i = 0; !rc && i < c->line_count; i++)
		if (c->lines[i].ships == ships && c->lines[i].open > c->lines[i].going)
			rc = put_part(c, i, package, c->lines[i].open - c->lines[i].going, err);
	return rc;
}

static int make_packages(
	struct om__consignment *c, const struct om_ship *ships, int n, struct om_err *err)
{
	int count = 0;

	for (int s = 0; s < n; s++)
		count += ships[s].package_count ? ships[s].package_count : 1;
	c->packages = OM_NEWN(c->arena, struct om__ship_box, count);
	if (!c->packages)
		return om__nomem(err);
	for (int s = 0; s < n; s++) {
		int many = ships[s].package_count;

		for (int k = 0; k < (many ? many : 1); k++)
			c->packages[c->package_count++] = (struct om__ship_box){
				s, k + 1, many ? &ships[s].packages[k] : NULL, false};
	}
	return 0;
}

/* The one package without items; -1: there is none. */
static int find_rest(struct om__consignment *c, int *ret, struct om_err *err)
{
	*ret = -1;
	for (int k = 0; k < c->package_count; k++) {
		const struct om_ship_package *p = c->packages[k].package;

		if (p && p->item_count)
			continue;
		if (*ret >= 0) {
			om_err_set(err, OM_EREFUSED, "package-sum",
				"%s: two packages that do not say what is in them", c->record);
			om_err_hint(err, "give SKU and quantity for all packages but one");
			return OM_EREFUSED;
		}
		*ret = k;
	}
	return 0;
}

static int check_sum(const struct om__consignment *c, bool is_partial, struct om_err *err)
{
	for (int k = 0; k < c->package_count; k++)
		if (!c->packages[k].is_filled && (c->package_count > 1 || c->packages[k].package))
			return om_err_set(err, OM_EREFUSED, "package-empty",
				"%s: nothing is left for package %d", c->record, k + 1);
	for (int i = 0; !is_partial && i < c->line_count; i++) {
		const struct om__ship_line *l = &c->lines[i];

		if (l->going == l->open)
			continue;
		om_err_set(err, OM_EREFUSED, "package-sum", "%s: %s of '%s' in no package",
			c->record, OM_COUNTED(l->open - l->going, "unit", "units"), l->sku);
		om_err_hint(err, "--partial leaves them open with their allocation");
		return OM_EREFUSED;
	}
	return 0;
}

int om__ship_divide(
	struct om__consignment *c, const struct om_ship *ships, int n, struct om_err *err)
{
	int rest, rc = make_packages(c, ships, n, err);

	if (!rc)
		rc = find_rest(c, &rest, err);
	for (int k = 0; !rc && k < c->package_count; k++) {
		const struct om_ship_package *p = c->packages[k].package;

		for (int i = 0; !rc && p && i < p->item_count; i++)
			rc = put_item(c, k, &p->items[i], err);
	}
	if (!rc && rest >= 0)
		rc = put_rest(c, rest, true, err);
	if (!rc)
		rc = put_rest(c, 0, false, err);
	return rc ? rc : check_sum(c, ships[0].is_partial, err);
}
