/* Products: how a row of the sheet, a create and an edit become a stored product.
 *
 * A SKU is compared byte for byte, and none may differ from another only in ASCII case (C1): the
 * folded key is unique, so one look-up by it finds the product or its twin.  Every change moves
 * modified_at and leaves history; creation leaves none.  A product that order lines wait for writes
 * an event in the same transaction (C8). */
#include "catalog/catalog.h"
#include "base/map.h"
#include "base/text.h"
#include "catalog/frame.h"
#include "catalog/lookup.h"
#include "core/actor.h"
#include "core/label.h"

/* What the import keeps from row to row. */
struct products {
	struct om_imap new_skus; /* first pass: of rows that create, see om__twin_in_file */
	struct om_map brands;    /* with --strict-brands: those that exist */
	bool is_strict;
	struct om__id_pool ids;
	struct om__bulk *insert, *update, *insert_value;
};

/* ---- reading ---- */

static void report_twin(
	struct om_import *imp, struct om_unit *unit, const char *sku, const char *twin)
{
	struct om_err e = {0};

	om_err_set(&e, OM_EREFUSED, "sku-case",
		"'%s' differs from product '%s' only in letter case", sku, twin);
	om_err_hint(&e, "write it '%s'", twin);
	om__import_fail(imp, unit, &unit->rows[0], "sku", &e);
}

/* A case twin is reported, unless --ignore-case takes it. */
static int find_stored(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	const char *sku = om__cell_text(row, P_SKU);
	struct om__product *p = found;
	char *key;
	int rc;

	if (unit->is_edit)
		return om__record_one(imp->om, &om__product_kind, OM__SQL_product_by_id,
			OM__ARGS(OM__I("product_id", unit->id)), p, imp->chunk, err);
	key = om__fold(imp->chunk, sku);
	if (!key)
		return om__nomem(err);
	rc = om__record_one(imp->om, &om__product_kind, OM__SQL_product_by_key,
		OM__ARGS(OM__S("sku_key", key)), p, imp->chunk, err);
	if (rc > 0 && strcmp(p->sku, sku) && !(imp->options && imp->options->ignore_case))
		report_twin(imp, unit, sku, p->sku);
	unit->id = p->product_id;
	return rc;
}

static const char *phrase(struct om_import *imp, const struct om_row *row, const void *found)
{
	const struct om__product *p = found;

	return om__printf(imp->chunk, "product '%s'", p->sku ? p->sku : om__cell_text(row, P_SKU));
}

/* The stored list as the sheet writes it, into the chunk's arena. */
static int stored_list(
	struct om_import *imp, int64_t product_id, const char *list, char **ret, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	struct om_set set = {0};
	size_t cap = 0;
	int rc = om__q(imp->om, OM__SQL_product_values,
		OM__ARGS(OM__I("product_id", product_id), OM__S("list", list)), &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0) {
		if (set.count == cap) {
			char **more = OM_NEWN(imp->chunk, char *, cap ? cap * 2 : 8);

			if (!more)
				return om__nomem(err);
			if (cap)
				memcpy(more, set.members, cap * sizeof(*more));
			set.members = more;
			cap = cap ? cap * 2 : 8;
		}
		set.members[set.count++] = om__strdup(imp->chunk, om__col_text(q, 0));
		if (!set.members[set.count - 1])
			return om__nomem(err);
	}
	if (rc < 0)
		return rc;
	*ret = om__set_join(imp->chunk, &set);
	return *ret ? 0 : om__nomem(err);
}

/* ---- checking ---- */

static void check_brand(struct om_import *imp, struct om_unit *unit, const struct om_row *row)
{
	struct products *state = imp->user;
	const char *brand = om__cell_text(row, P_BRAND);
	int64_t ignored;

	if (state->is_strict && om__cell_has(row, P_BRAND) &&
		!om__map_get(&state->brands, brand, &ignored))
		om__import_error(imp, unit, row, "brand", OM_EREFUSED, "unknown-brand",
			"no brand '%s'", brand);
}

/* An amount with another currency's sign is another amount. */
static void check_signs(
	struct om_import *imp, struct om_unit *unit, const struct om_row *row, const char *currency)
{
	static const int amounts[] = {P_MAP_PRICE, P_SHIPPING_COST, P_VENDOR_COST, P_CUSTOMS_VALUE};

	for (size_t i = 0; i < OM_COUNT(amounts); i++)
		if (!om__cell_fits(row, amounts[i], currency))
			om__import_error(imp, unit, row, om__product_noun.fields[amounts[i]].name,
				OM_EINVAL, "currency-differs", "'%s' is not in %s",
				row->cells[amounts[i]]->raw, currency);
}

/* The SKU of a record is changed by rename alone. */
static void check_edited_sku(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om__product *old)
{
	if (unit->is_edit && om__cell_has(row, P_SKU) &&
		strcmp(om__cell_text(row, P_SKU), old->sku))
		om__import_error(imp, unit, row, "sku", OM_EREFUSED, "read-only",
			"the SKU of '%s' cannot be edited", old->sku);
}

static int judge(struct om_import *imp, struct om_unit *unit, struct om_row *row, void *found,
	bool is_stored, struct om_err *err)
{
	const struct om__product *old = found;

	int rc = om__custom_check(imp, unit, row, is_stored ? old->product_id : 0, err);

	if (rc < 0)
		return rc;
	check_brand(imp, unit, row);
	check_signs(imp, unit, row,
		om__cell_has(row, P_CURRENCY) ? om__cell_text(row, P_CURRENCY)
			: is_stored           ? old->currency
					      : om_company(imp->om)->currency);
	if (!is_stored)
		return 0;
	check_edited_sku(imp, unit, row, old);
	return om__product_check_change(imp, unit, row, old, err);
}

/* A new row that equals a stored product in all that names it is likely a SKU changed in the sheet
 * (C3.5).  Without UPC and MPN nothing tells it from another size or color of the same name. */
static int warn_rename(
	struct om_import *imp, struct om_unit *unit, const struct om_row *row, struct om_err *err)
{
	char *sku = NULL;
	int rc;

	if (!om__cell_has(row, P_UPC) && !om__cell_has(row, P_MPN))
		return 0;
	rc = om__get_text(imp->om, OM__SQL_product_same,
		OM__ARGS(OM__S("name", om__cell_text(row, P_NAME)),
			OM__S("brand", om__cell_text(row, P_BRAND)),
			OM__S("upc", om__cell_text(row, P_UPC)),
			OM__S("mpn", om__cell_text(row, P_MPN))),
		imp->chunk, &sku, err);

	if (rc > 0)
		om__import_warn(imp, unit, row, "sku", "possible-rename",
			"'%s' equals product '%s' in name, brand, upc and mpn",
			om__cell_text(row, P_SKU), sku);
	return rc < 0 ? rc : 0;
}

/* Who buys it should be somebody who works here. */
static int warn_buyer(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	const struct om__product *old, struct om_err *err)
{
	const char *email = om__cell_text(row, P_BUYER_EMAIL);
	bool is_there;
	int rc;

	if (!*email || unit->is_bad || (old->buyer_email && !strcmp(old->buyer_email, email)))
		return 0;
	rc = om__user_has_email(imp->om, email, imp->chunk, &is_there, err);
	if (rc == 0 && !is_there)
		om__import_warn(
			imp, unit, row, "buyer_email", "unknown-user", "no user has '%s'", email);
	return rc;
}

static int remember(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_stored, struct om_err *err)
{
	struct products *state = imp->user;
	int rc;

	om__product_warn_cells(imp, unit, row);
	rc = warn_buyer(imp, unit, row, found, err);
	if (rc < 0)
		return rc;
	if (is_stored || !imp->is_file || !om__cell_has(row, P_SKU))
		return 0;
	rc = om__twin_in_file(
		imp, unit, &state->new_skus, 0, "sku", om__cell_text(row, P_SKU), err);
	return rc < 0 || unit->is_bad ? rc : warn_rename(imp, unit, row, err);
}

/* ---- writing ---- */

static const struct {
	int field;
	const char *list;
} lists[] = {{P_CATEGORIES, "category"}, {P_LABELS, "label"}, {P_IMAGE_URLS, "image"}};

struct value_row {
	int64_t product_id, rank;
	const char *list, *value;
};

static int put_list(struct om_import *imp, int64_t product_id, const char *list, const char *text,
	struct om_err *err)
{
	struct products *state = imp->user;
	struct om_set *set = om__set_split(imp->chunk, text, '|');
	int rc = 0;

	if (!set)
		return om__nomem(err);
	for (size_t i = 0; rc >= 0 && i < set->count; i++) {
		struct value_row v = {product_id, (int64_t)i + 1, list, set->members[i]};

		if (*v.value)
			rc = om__bulk_put(state->insert_value, &v, err);
		if (rc >= 0 && *v.value && !strcmp(list, "label"))
			rc = om__label_grow(imp->om, v.value, err);
	}
	return rc < 0 ? rc : 0;
}

int om__product_mapped(struct om *om, const struct om__product *p, bool is_new, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int64_t listing_id;
	int rc;

	/* One that is active again is looked for on every line; a new one only where an order named
	 * it. */
	rc = is_new ? om__get_int(om, OM__SQL_product_wanted, OM__ARGS(OM__S("sku", p->sku)),
			      &listing_id, err)
		    : 1;
	if (rc > 0)
		rc = om__event(om,
			(struct om__event){
				.kind = OM__EV_LISTING_MAPPED, .product_id = p->product_id},
			err);
	if (rc < 0 || is_new)
		return rc;
	rc = om__q(om, OM__SQL_product_listings, OM__ARGS(OM__I("product_id", p->product_id)), &q,
		err);
	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = om__event(om,
			(struct om__event){
				.kind = OM__EV_LISTING_MAPPED, .listing_id = om__col_int(q, 0)},
			err);
	return rc;
}

static int create(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, struct om_err *err)
{
	struct products *state = imp->user;
	struct om__product p = {.sku = om__cell_text(row, P_SKU),
		.kind = "core",
		.description = "",
		.upc = "",
		.mpn = "",
		.currency = om_company(imp->om)->currency,
		.weight_unit = "",
		.length_unit = "",
		.width_unit = "",
		.height_unit = "",
		.track_stock = true,
		.buyer_email = "",
		.customs_description = "",
		.origin_country = "",
		.hs_code = "",
		.is_active = true,
		.created_at = om_now(imp->om),
		.modified_at = om_now(imp->om)};
	int ignored = 0, rc;

	(void)found;
	rc = om__id_take(imp->om, "product", imp->is_file, &state->ids, &p.product_id, err);
	if (rc == 0)
		rc = om__run(imp->om, &p.created_run, err);
	if (rc < 0)
		return rc;
	p.sku_key = om__fold(imp->chunk, p.sku);
	if (!p.sku_key)
		return om__nomem(err);
	om__record_fill(&om__product_kind, &p, row);
	rc = om__bulk_put(state->insert, &p, err);
	for (size_t i = 0; rc >= 0 && i < OM_COUNT(lists); i++)
		if (om__cell_has(row, lists[i].field))
			rc = put_list(imp, p.product_id, lists[i].list,
				om__cell_text(row, lists[i].field), err);
	if (rc >= 0)
		rc = om__custom_apply(imp, row, p.product_id, true, true, &ignored, err);
	if (rc >= 0 && p.is_active)
		rc = om__product_mapped(imp->om, &p, true, err);
	unit->id = p.product_id;
	om__catalog_forget(imp->om);
	return rc < 0 ? rc : 0;
}

/* Replaces a list that the row gives and that differs; *CHANGED counts. */
static int update_list(struct om_import *imp, const struct om__product *p, const struct om_row *row,
	size_t which, bool is_write, int *changed, struct om_err *err)
{
	const struct om_cell *cell = row->cells[lists[which].field];
	const char *list = lists[which].list, *text = om__cell_text(row, lists[which].field);
	char *old = NULL;
	int rc;

	if (cell->state != OM_CELL_VALUE && cell->state != OM_CELL_CLEAR)
		return 0;
	rc = stored_list(imp, p->product_id, list, &old, err);
	if (rc < 0 || !strcmp(old, text))
		return rc;
	++*changed;
	if (!is_write)
		return 0;
	rc = om__exec(imp->om, OM__SQL_product_values_delete,
		OM__ARGS(OM__I("product_id", p->product_id), OM__S("list", list)), err);
	if (rc >= 0)
		rc = put_list(imp, p->product_id, list, text, err);
	if (rc >= 0)
		rc = om__history(imp->om, "product", p->product_id,
			om__product_noun.fields[lists[which].field].name, *old ? old : NULL,
			*text ? text : NULL, err);
	return rc;
}

/* Open orders depend on whether the product counts, is stocked and ships (orders.md R1, catalog.md
 * C9): they are looked at again. */
static int announce(struct om *om, const struct om__product *was, const struct om__product *p,
	struct om_err *err)
{
	struct om__event e = {.kind = OM__EV_PRODUCT_CHANGED, .product_id = p->product_id};
	int rc = 0;

	if (p->is_active && !was->is_active)
		rc = om__product_mapped(om, p, false, err);
	if (rc < 0)
		return rc;
	if (p->is_digital != was->is_digital)
		e.kind = OM__EV_PRODUCT_DIGITAL;
	else if (p->is_active == was->is_active && p->track_stock == was->track_stock)
		return 0;
	return om__event(om, e, err);
}

static int update(struct om_import *imp, struct om_unit *unit, const struct om_row *row,
	void *found, bool is_write, int *ret_changed, struct om_err *err)
{
	struct products *state = imp->user;
	struct om_change changes[OM__RECORD_FIELDS];
	struct om__product *p = found, was = *p;
	int n = 0, others = 0, rc;

	(void)unit;
	rc = om__record_change(imp, &om__product_kind, p, row, changes, &n, err);
	for (size_t i = 0; rc >= 0 && i < OM_COUNT(lists); i++)
		rc = update_list(imp, p, row, i, is_write, &others, err);
	if (rc >= 0)
		rc = om__custom_apply(imp, row, p->product_id, false, is_write, &others, err);
	if (rc < 0)
		return rc;
	*ret_changed = n + others;
	if (!*ret_changed || !is_write)
		return 0;
	p->modified_at = om_now(imp->om);
	rc = om__bulk_put(state->update, p, err);
	if (rc >= 0)
		rc = om__record_history(imp->om, &om__product_kind, p->product_id, changes, n, err);
	if (rc >= 0)
		rc = announce(imp->om, &was, p, err);
	om__catalog_forget(imp->om);
	return rc < 0 ? rc : 0;
}

/* ---- the importer ---- */

static const struct om__frame frame = {
	.size = sizeof(struct om__product),
	.field = "sku",
	.unknown = "unknown-sku",
	.clean = om__product_check_cells,
	.find = find_stored,
	.phrase = phrase,
	.judge = judge,
	.remember = remember,
	.create = create,
	.update = update,
};

static int read_brands(struct om_import *imp, struct products *state, struct om_err *err)
{
	OM_AUTO(om__done) struct om__q *q = NULL;
	int rc = om__q(imp->om, OM__SQL_product_brands, OM__NOARGS, &q, err);

	while (rc >= 0 && (rc = om__step(q, err)) > 0)
		rc = om__map_put(&state->brands, om__col_text(q, 0), 1, err);
	return rc;
}

static int begin(struct om_import *imp, struct om_err *err)
{
	static const struct om__bindmap value_map[] = {
		OM__MAP_I(value_row, product_id),
		OM__MAP_S(value_row, list),
		OM__MAP_I(value_row, rank),
		OM__MAP_S(value_row, value),
	};
	const struct om__record_kind *kind = &om__product_kind;
	struct products *state = OM_NEW(&imp->arena, struct products);
	int rc;

	if (!state)
		return om__nomem(err);
	om__imap_init(&state->new_skus);
	om__map_init(&state->brands);
	state->is_strict = om__import_flag(imp, "strict-brands");
	imp->user = state;
	rc = om__bulk(imp->om, OM__SQL_product_insert, kind->map, (size_t)kind->member_count,
		&state->insert, err);
	if (rc == 0)
		rc = om__bulk(imp->om, OM__SQL_product_update, kind->map,
			(size_t)kind->member_count, &state->update, err);
	if (rc == 0)
		rc = om__bulk(imp->om, OM__SQL_product_value_insert, value_map, OM_COUNT(value_map),
			&state->insert_value, err);
	if (rc == 0 && state->is_strict)
		rc = read_brands(imp, state, err);
	return rc;
}

static void rolled_back(struct om_import *imp)
{
	struct products *state = imp->user;

	state->ids = (struct om__id_pool){0};
	om__catalog_forget(imp->om);
}

static void end(struct om_import *imp)
{
	struct products *state = imp->user;

	if (!state)
		return;
	om__imap_release(&state->new_skus);
	om__map_release(&state->brands);
}

/* Of two rows for one SKU both are refused; with --ignore-case letters that differ in case are one
 * SKU. */
static const char *unit_key(struct om_import *imp, struct om_unit *unit, struct om_arena *arena)
{
	const char *sku = om__cell_text(&unit->rows[0], P_SKU);

	if (!*sku)
		return NULL;
	return imp->options && imp->options->ignore_case ? om__fold(arena, sku) : sku;
}

static int find(struct om *om, const char *operand, int64_t *ret_id, struct om_err *err)
{
	struct om__product_ref ref;
	const char *spelling;
	int rc = om__product_meant(om, operand, false, &om->arena, &ref, &spelling, err);

	if (rc < 0)
		return rc;
	if (!rc)
		return om__product_unknown(operand, spelling, err);
	*ret_id = ref.product_id;
	return 0;
}

static const char *const flags[] = {"strict-brands", NULL};

const struct om_importer om__product_importer = {
	.noun = &om__product_noun,
	.group_field = -1,
	.group_field2 = -1,
	.on_exists = OM_EXISTS_UPDATE,
	.flags = flags,
	.key = unit_key,
	.begin = begin,
	.frame = &frame,
	.check = om__frame_check,
	.apply = om__frame_apply,
	.rollback = rolled_back,
	.end = end,
	.find = find,
};
